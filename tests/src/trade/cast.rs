//! Whose records are sold, and what the buyer asks for.

use crate::network::HOSPITALS;
use anyhow::{ensure, Context, Result};
use salus_crypto::{
	attestation::{Attribute, Facts},
	credential::Value,
};
use salus_wallet::fhir::{facts, split};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

/// The project's own records: three with diabetes, one without.
const OWN: [(&str, &str); 4] = [
	("ada", include_str!("../../fixtures/ada.json")),
	("bela", include_str!("../../fixtures/bela.json")),
	("chidi", include_str!("../../fixtures/chidi.json")),
	("dora", include_str!("../../fixtures/dora.json")),
];
/// Type-2 diabetes.
const DIABETES: &str = "condition:http://snomed.info/sct|44054006";
/// HbA1c in percent.
const HBA1C: &str = "observation:http://loinc.org|4548-4|%";
/// Born 1950 to 1979.
const DECADES: [&str; 3] = ["1950", "1960", "1970"];

/// Values wanted: as many patients sell.
pub const SELLERS: usize = 3;

/// What the buyer asks for, by names of attributes.
#[derive(Clone, Debug, Default)]
pub struct Codes {
	/// The condition, as `condition:SYSTEM|CODE`.
	pub condition: Option<String>,
	/// The value, as `observation:SYSTEM|CODE|UNIT`.
	pub observation: Option<String>,
	/// Decades of birth.
	pub decades: Vec<String>,
}

/// A patient with a record.
#[derive(Debug)]
pub struct Person {
	/// Name in the keystore.
	pub name: String,
	/// The hospital that seals the record.
	pub hospital: &'static str,
	/// The record's file.
	pub file: PathBuf,
	/// The record.
	pub bundle: Vec<u8>,
	/// What it says.
	pub facts: Facts,
}

/// Everybody, and the offer's terms.
#[derive(Debug)]
pub struct Cast {
	/// Patients who qualify, each at another hospital.
	pub sellers: Vec<Person>,
	/// A patient at the fourth hospital who does not, if there is one.
	pub other: Option<Person>,
	/// The condition.
	pub condition: String,
	/// The attribute that is bought.
	pub field: String,
	/// Decades of birth.
	pub decades: Vec<String>,
}

/// A record as it was found.
struct Found {
	name: String,
	bundle: Vec<u8>,
	facts: Facts,
}

impl Cast {
	/// The project's own patients, or those of a folder of bundles. Records are copied into `folder`.
	pub fn choose(folder: &Path, records: Option<&Path>, codes: &Codes) -> Result<Self> {
		let (found, codes) = match records {
			Some(records) => {
				let found = read(records)?;
				let codes = common(&found, codes)?;
				(found, codes)
			}
			None => {
				let found = OWN
					.iter()
					.map(|(name, text)| found((*name).into(), text.as_bytes().to_vec()))
					.collect::<Result<Vec<_>>>()?;
				let own = Codes {
					condition: codes.condition.clone().or(Some(DIABETES.into())),
					observation: codes.observation.clone().or(Some(HBA1C.into())),
					decades: if codes.decades.is_empty() {
						DECADES.map(Into::into).into()
					} else {
						codes.decades.clone()
					},
				};
				(found, own)
			}
		};
		let (condition, field) = (
			codes.condition.context("no condition")?,
			codes.observation.context("no observation")?,
		);
		let (mut sellers, mut other) = (Vec::new(), None);
		for record in found {
			let qualifies = has(&record.facts, &condition, &field) && born_in(&record.facts, &codes.decades);
			if qualifies && sellers.len() < SELLERS {
				let hospital = HOSPITALS[sellers.len()].1;
				sellers.push(record.at(hospital, folder)?);
			} else if !qualifies && other.is_none() {
				other = Some(record.at(HOSPITALS[SELLERS].1, folder)?);
			}
		}
		ensure!(
			sellers.len() == SELLERS,
			"only {} records have '{condition}' and '{field}' of patients born in {:?}; {SELLERS} are needed",
			sellers.len(),
			codes.decades
		);
		Ok(Self {
			sellers,
			other,
			condition,
			field,
			decades: codes.decades,
		})
	}

	/// All patients.
	pub fn everybody(&self) -> impl Iterator<Item = &Person> {
		self.sellers.iter().chain(&self.other)
	}
}

impl Found {
	fn at(self, hospital: &'static str, folder: &Path) -> Result<Person> {
		let file = folder.join(format!("{}-record.json", self.name));
		fs::create_dir_all(folder)?;
		fs::write(&file, &self.bundle)?;
		Ok(Person {
			name: self.name,
			hospital,
			file,
			bundle: self.bundle,
			facts: self.facts,
		})
	}
}

fn found(name: String, bundle: Vec<u8>) -> Result<Found> {
	let facts = facts(&bundle).with_context(|| name.clone())?;
	Ok(Found { name, bundle, facts })
}

/// The patients' bundles of a folder. Other bundles, such as lists of practitioners, are said and left out.
fn read(folder: &Path) -> Result<Vec<Found>> {
	let mut paths: Vec<PathBuf> = fs::read_dir(folder)
		.with_context(|| folder.display().to_string())?
		.map(|entry| Ok(entry?.path()))
		.collect::<Result<_>>()?;
	paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
	paths.sort();
	let mut all = Vec::new();
	for path in paths {
		let bundle = fs::read(&path).with_context(|| path.display().to_string())?;
		match split(&bundle) {
			Ok(_) => all.push(found(format!("patient-{}", all.len()), bundle)?),
			Err(error) => println!("left out {}: {error}", path.display()),
		}
	}
	Ok(all)
}

/// The value that a record has for a named attribute.
pub fn value(facts: &Facts, name: &str) -> Option<Value> {
	facts.value(&Attribute::parse(name).ok()?)
}

fn bucket(facts: &Facts, name: &str) -> Option<String> {
	match value(facts, name)? {
		Value::Bucket(bytes) => String::from_utf8(bytes).ok(),
		Value::Integer(_) => None,
	}
}

fn has(facts: &Facts, condition: &str, observation: &str) -> bool {
	bucket(facts, condition).as_deref() == Some("yes") && value(facts, observation).is_some()
}

fn born_in(facts: &Facts, decades: &[String]) -> bool {
	bucket(facts, "birth-decade").is_some_and(|decade| decades.contains(&decade))
}

/// Codes that at least three records have together, rather not all: then somebody does not qualify.
fn common(found: &[Found], codes: &Codes) -> Result<Codes> {
	let mut holders: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
	for (index, record) in found.iter().enumerate() {
		let attributes = record.facts.attributes();
		let names = |wanted: fn(&Attribute) -> bool| {
			let of_kind = attributes.iter().filter(move |attribute| wanted(attribute));
			of_kind.map(Attribute::name).collect::<Vec<_>>()
		};
		for condition in names(|attribute| matches!(attribute, Attribute::Condition(_))) {
			for observation in names(|attribute| matches!(attribute, Attribute::Observation { .. })) {
				holders
					.entry((condition.clone(), observation))
					.or_default()
					.insert(index);
			}
		}
	}
	let fits = |wanted: &Option<String>, name: &String| wanted.as_ref().is_none_or(|wanted| wanted == name);
	let born = |index: &usize| codes.decades.is_empty() || born_in(&found[*index].facts, &codes.decades);
	let mut best = None;
	for ((condition, observation), who) in &holders {
		let who: Vec<_> = who.iter().copied().filter(born).collect();
		if who.len() < SELLERS || !fits(&codes.condition, condition) || !fits(&codes.observation, observation)
		{
			continue;
		}
		let leaves_one_out = who.len() < found.len();
		if best
			.as_ref()
			.is_none_or(|(_, _, _, leaves)| leaves_one_out && !leaves)
		{
			best = Some((condition.clone(), observation.clone(), who, leaves_one_out));
		}
	}
	let (condition, observation, who, _) =
		best.context("no condition and observation that three of these records have")?;
	let decades = if codes.decades.is_empty() {
		let born: Vec<String> = who
			.iter()
			.filter_map(|index| bucket(&found[*index].facts, "birth-decade"))
			.collect();
		let mut all: BTreeSet<_> = born.iter().cloned().collect();
		// Where the codes leave nobody out, a decade does without which enough are left.
		let without = |decade: &String| born.iter().filter(|one| *one != decade).count();
		let spare = all.iter().find(|decade| without(decade) >= SELLERS).cloned();
		if let (true, Some(spare)) = (who.len() == found.len(), spare) {
			all.remove(&spare);
		}
		all.into_iter().collect()
	} else {
		codes.decades.clone()
	};
	Ok(Codes {
		condition: Some(condition),
		observation: Some(observation),
		decades,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn chosen(folder: &Path, records: Option<&Path>, codes: &Codes) -> Cast {
		Cast::choose(folder, records, codes).unwrap()
	}

	#[test]
	fn of_the_own_records_three_qualify_and_one_does_not() {
		let folder = tempfile::tempdir().unwrap();
		let cast = chosen(folder.path(), None, &Codes::default());
		let names: Vec<_> = cast.everybody().map(|person| person.name.as_str()).collect();
		assert_eq!(names, ["ada", "bela", "chidi", "dora"]);
		let values: Vec<_> = cast
			.sellers
			.iter()
			.map(|person| value(&person.facts, &cast.field))
			.collect();
		let expected = [720, 810, 660].map(|hundredths| Some(Value::Integer(hundredths)));
		assert_eq!(values, expected);
		let hospitals: BTreeSet<_> = cast.everybody().map(|person| person.hospital).collect();
		assert_eq!(hospitals.len(), 4);
		assert_eq!(cast.other.unwrap().name, "dora");
	}

	#[test]
	fn of_foreign_records_codes_are_found_that_three_have_and_one_has_not() {
		let (records, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
		for (name, text) in OWN {
			fs::write(records.path().join(format!("{name}.json")), text).unwrap();
		}
		fs::write(records.path().join("none.json"), "{}").unwrap();
		fs::write(records.path().join("notes.txt"), "nothing").unwrap();
		let cast = chosen(folder.path(), Some(records.path()), &Codes::default());
		assert_eq!(cast.condition, DIABETES);
		assert_eq!(cast.sellers.len(), SELLERS);
		assert!(cast.other.is_some());
		let codes = Codes {
			decades: vec!["1950".into()],
			..Codes::default()
		};
		let refusal = Cast::choose(folder.path(), Some(records.path()), &codes).unwrap_err();
		assert!(refusal.to_string().contains("no condition and observation"));
	}

	#[test]
	fn where_all_have_the_codes_a_decade_of_birth_leaves_one_out() {
		let (records, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
		for (name, text) in &OWN[..SELLERS] {
			fs::write(records.path().join(format!("{name}.json")), text).unwrap();
		}
		let cast = chosen(folder.path(), Some(records.path()), &Codes::default());
		assert!(cast.other.is_none(), "three are needed, and there are three");
		let of_1990 = OWN[0].1.replace("1958-03-21", "1990-03-21");
		fs::write(records.path().join("young.json"), of_1990).unwrap();
		let cast = chosen(folder.path(), Some(records.path()), &Codes::default());
		assert_eq!((cast.sellers.len(), cast.decades.len()), (SELLERS, 3));
		assert!(cast.other.is_some());
	}
}
