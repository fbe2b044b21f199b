//! Whose records are searched, who searches, and what the doctors want to find.

use crate::network::HOSPITALS;
use anyhow::{ensure, Context, Result};
use salus_crypto::attestation::Coding;
use salus_primitives::index::MAX_TAGS;
use salus_wallet::fhir::{keyword, Keywords};
use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
};

/// The project's own records, the one with most keywords first.
const OWN: [(&str, &str); 4] = [
	("edda", include_str!("../../fixtures/edda.json")),
	("farid", include_str!("../../fixtures/farid.json")),
	("gita", include_str!("../../fixtures/gita.json")),
	("hana", include_str!("../../fixtures/hana.json")),
];

/// A keyword that no record says: a patient asks to be found by it.
pub const ADDED: &str = "urn:salus:demonstration|second-opinion";

/// Keywords of the contested record that the doctor who is right for it looks for.
const MOST: usize = 4;

/// A hospital's patient with a record.
#[derive(Debug)]
pub struct Person {
	/// Name in the keystore.
	pub name: String,
	/// The hospital that keeps the record.
	pub hospital: &'static str,
	/// The record's file.
	pub file: PathBuf,
	/// The record.
	pub bundle: Vec<u8>,
	/// What it says.
	pub keywords: BTreeSet<String>,
	/// What the patient adds.
	pub added: Option<String>,
	/// What the patient strikes out.
	pub struck: Option<String>,
}

/// A doctor with interests.
#[derive(Debug)]
pub struct Doctor {
	/// Name in the keystore.
	pub name: &'static str,
	/// The employer.
	pub hospital: &'static str,
	/// What is searched for.
	pub interests: BTreeSet<String>,
}

/// Patients, one at each hospital, and three doctors: the one who is right for the first record, one who knows less of it,
/// and one whose hospital is not authorised.
#[derive(Debug)]
pub struct Cast {
	/// The patients, in the order of the hospitals.
	pub patients: Vec<Person>,
	/// The doctors.
	pub doctors: [Doctor; 3],
}

impl Person {
	/// What the record is found by.
	pub fn findable(&self) -> BTreeSet<String> {
		let struck = |keyword: &&String| self.struck.as_ref() != Some(*keyword);
		let mut all: BTreeSet<String> = self.keywords.iter().filter(struck).cloned().collect();
		all.extend(self.added.clone());
		all
	}
}

impl Doctor {
	/// The interests that a record has.
	pub fn matches(&self, person: &Person) -> BTreeSet<String> {
		let findable = person.findable();
		self.interests.intersection(&findable).cloned().collect()
	}

	/// The interests as the wallet's library takes them.
	pub fn codings(&self) -> Result<Vec<Coding>> {
		let codings = self.interests.iter().map(|text| keyword(text));
		Ok(codings.collect::<Result<_, _>>()?)
	}
}

/// A bundle that has keywords.
struct Found {
	bundle: Vec<u8>,
	keywords: BTreeSet<String>,
}

impl Cast {
	/// The project's own patients, or those of a folder of bundles. Records are copied into `folder`.
	pub fn choose(folder: &Path, records: Option<&Path>) -> Result<Self> {
		let mut found = match records {
			Some(records) => read(records)?,
			None => OWN
				.iter()
				.map(|(name, text)| found(text.as_bytes().to_vec()).context(*name))
				.collect::<Result<_>>()?,
		};
		// A record is given a keyword that it has not.
		found.retain(|found| (MOST..MAX_TAGS as usize).contains(&found.keywords.len()));
		found.sort_by_key(|found| std::cmp::Reverse(found.keywords.len()));
		ensure!(
			found.len() >= HOSPITALS.len(),
			"only {} records have from {MOST} to {} keywords; {} are needed",
			found.len(),
			MAX_TAGS - 1,
			HOSPITALS.len()
		);
		fs::create_dir_all(folder)?;
		let mut patients = found
			.into_iter()
			.zip(HOSPITALS)
			.enumerate()
			.map(|(place, (found, (_, hospital)))| found.at(place, hospital, folder))
			.collect::<Result<Vec<_>>>()?;
		let [first, .., last] = &mut patients[..] else {
			anyhow::bail!("too few patients")
		};
		last.struck = last.keywords.difference(&first.keywords).next().cloned();
		last.added = Some(ADDED.into());
		let doctors = doctors(&patients)?;
		let cast = Self { patients, doctors };
		cast.ensure_it_tells()?;
		Ok(cast)
	}

	/// What must be so that the story shows anything.
	fn ensure_it_tells(&self) -> Result<()> {
		let [right, other, outsider] = &self.doctors;
		let [first, _, third, last] = &self.patients[..] else {
			anyhow::bail!("not four patients")
		};
		ensure!(
			right.matches(first).len() > other.matches(first).len() && !other.matches(first).is_empty(),
			"the first record's keywords do not tell two doctors apart: {:?}",
			first.keywords
		);
		ensure!(
			!outsider.matches(first).is_empty()
				&& !right.matches(third).is_empty()
				&& !other.matches(last).is_empty(),
			"the records have too few keywords of their own"
		);
		Ok(())
	}
}

/// The doctors' interests, such that each record has somebody who looks for it.
fn doctors(patients: &[Person]) -> Result<[Doctor; 3]> {
	let [first, _, third, last] = patients else {
		anyhow::bail!("not four patients")
	};
	let own = |person: &Person| {
		let findable = person.findable();
		let said = |text: &&String| person.keywords.contains(*text);
		let of_its_own = findable.difference(&first.keywords).filter(said).max();
		of_its_own
			.or_else(|| findable.iter().find(said))
			.cloned()
			.with_context(|| format!("no keyword of {}", person.name))
	};
	let of_first = |skip: usize, count: usize| first.keywords.iter().rev().skip(skip).take(count).cloned();
	let right = of_first(0, MOST).chain([own(third)?, ADDED.into()]);
	let other = of_first(1, MOST - 2).chain([own(last)?]);
	let outsider = of_first(0, 1).chain(last.struck.clone());
	let doctor = |name, hospital, interests| Doctor {
		name,
		hospital,
		interests,
	};
	Ok([
		doctor("cardiologist", "charite", right.collect()),
		doctor("stranger", "karolinska", other.collect()),
		doctor("resident", "mayo", outsider.collect()),
	])
}

impl Found {
	fn at(self, place: usize, hospital: &'static str, folder: &Path) -> Result<Person> {
		// The first has an account of genesis.
		let name = match place {
			0 => "patient".into(),
			_ => format!("patient-{place}"),
		};
		let file = folder.join(format!("{name}-record.json"));
		fs::write(&file, &self.bundle)?;
		Ok(Person {
			name,
			hospital,
			file,
			bundle: self.bundle,
			keywords: self.keywords,
			added: None,
			struck: None,
		})
	}
}

fn found(bundle: Vec<u8>) -> Result<Found> {
	let keywords = Keywords::of(&bundle)?;
	let keywords = keywords.codings().map(ToString::to_string).collect();
	Ok(Found { bundle, keywords })
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
		match found(bundle) {
			Ok(found) => all.push(found),
			Err(error) => println!("left out {}: {error}", path.display()),
		}
	}
	Ok(all)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn of_the_own_records_the_first_has_a_doctor_who_is_right_for_it_and_one_who_is_less() {
		let folder = tempfile::tempdir().unwrap();
		let cast = Cast::choose(folder.path(), None).unwrap();
		let hospitals: BTreeSet<_> = cast.patients.iter().map(|person| person.hospital).collect();
		assert_eq!(hospitals.len(), 4);
		let counts = |person: &Person| {
			let counts = cast.doctors.iter().map(|doctor| doctor.matches(person).len());
			counts.collect::<Vec<_>>()
		};
		assert_eq!(counts(&cast.patients[0]), [4, 2, 1]);
		assert_eq!(cast.patients[0].keywords.len(), 9);
		let last = &cast.patients[3];
		// By what was struck out nobody finds the record, though it says so.
		assert!(cast.doctors[2].interests.contains(last.struck.as_ref().unwrap()));
		assert_eq!(cast.doctors[2].matches(last), BTreeSet::new());
		assert_eq!(cast.doctors[0].matches(last), BTreeSet::from([ADDED.to_owned()]));
		assert!(cast.doctors.iter().all(|doctor| doctor.codings().is_ok()));
	}

	#[test]
	fn of_foreign_records_those_with_most_keywords_are_taken_and_too_few_are_refused() {
		let (records, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
		for (name, text) in OWN.iter().skip(1) {
			fs::write(records.path().join(format!("{name}.json")), text).unwrap();
		}
		fs::write(records.path().join("none.json"), "{}").unwrap();
		fs::write(records.path().join("notes.txt"), "nothing").unwrap();
		let refusal = Cast::choose(folder.path(), Some(records.path())).unwrap_err();
		assert_eq!(
			refusal.to_string(),
			"only 3 records have from 4 to 127 keywords; 4 are needed"
		);
		let (name, text) = OWN[0];
		fs::write(records.path().join(format!("{name}.json")), text).unwrap();
		let cast = Cast::choose(folder.path(), Some(records.path())).unwrap();
		let sizes: Vec<_> = cast.patients.iter().map(|person| person.keywords.len()).collect();
		assert_eq!(sizes, [9, 6, 5, 4]);
	}
}
