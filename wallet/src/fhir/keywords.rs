//! What a record can be found by: the codes of its conditions, observations, procedures, medications and immunisations.
//!
//! A keyword is a coding in canonical form, `system|code`, as an attestation writes it: two hospitals that record the same
//! thing with the same code give the same keyword, and so the same token.

use super::{
	facts::{is_final, is_held},
	split, FhirError, Field, FRAME,
};
use salus_crypto::attestation::Coding;
use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet},
	fmt, iter,
};

/// Most bytes of a keyword in canonical form.
pub const MAX_KEYWORD: usize = 256;

/// Which resource gave a keyword, or that somebody added it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
	/// `Condition.code`, unless refuted or entered in error.
	Condition,
	/// `Observation.code` and the codes of its components, once final.
	Observation,
	/// `Procedure.code`, unless it was not done.
	Procedure,
	/// The medication of a `MedicationRequest`, wherever it stands.
	MedicationRequest,
	/// `Immunization.vaccineCode`, once given.
	Immunization,
	/// None: it was added.
	Added,
}

impl fmt::Display for Source {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Condition => "Condition",
			Self::Observation => "Observation",
			Self::Procedure => "Procedure",
			Self::MedicationRequest => "MedicationRequest",
			Self::Immunization => "Immunization",
			Self::Added => "added",
		})
	}
}

/// The distinct keywords of a record, ascending, each with where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keywords(BTreeMap<Coding, BTreeSet<Source>>);

impl Keywords {
	/// The keywords of a bundle of one patient.
	pub fn of(bundle: &[u8]) -> Result<Self, FhirError> {
		Ok(Self::of_fields(&split(bundle)?))
	}

	/// The keywords of a bundle that was cut.
	pub(crate) fn of_fields(fields: &[Field]) -> Self {
		let entries: Vec<Entry> = fields
			.iter()
			.filter(|field| field.label != FRAME)
			.filter_map(Entry::new)
			.collect();
		let medications = Medications::among(&entries);
		let mut keywords = Self::default();
		for entry in &entries {
			let Some((source, concepts)) = said(&entry.resource, &medications) else {
				continue;
			};
			for coding in concepts.into_iter().flat_map(codings) {
				keywords.insert(coding, source);
			}
		}
		keywords
	}

	fn insert(&mut self, coding: Coding, source: Source) {
		self.0.entry(coding).or_default().insert(source);
	}

	/// Adds a keyword that the record does not say.
	pub fn add(&mut self, coding: Coding) {
		self.insert(coding, Source::Added);
	}

	/// Strikes a keyword out. False if there is none such.
	pub fn strike(&mut self, coding: &Coding) -> bool {
		self.0.remove(coding).is_some()
	}

	/// The keywords, ascending.
	pub fn codings(&self) -> impl Iterator<Item = &Coding> {
		self.0.keys()
	}

	/// The keywords with where they come from, ascending.
	pub fn iter(&self) -> impl Iterator<Item = (&Coding, &BTreeSet<Source>)> {
		self.0.iter()
	}

	/// How many.
	pub fn len(&self) -> usize {
		self.0.len()
	}

	/// Whether there is none.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}
}

/// A text that is no keyword.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no keyword: SYSTEM|CODE, such as 'http://snomed.info/sct|44054006', at most {MAX_KEYWORD} bytes")]
pub struct NoKeyword(pub String);

/// A keyword as people write it, `system|code`.
pub fn keyword(text: &str) -> Result<Coding, NoKeyword> {
	text.split_once('|')
		.and_then(|(system, code)| canonical(system, code))
		.ok_or_else(|| NoKeyword(text.into()))
}

/// The canonical form: no space around either part nor within the system, single spaces within the code, as FHIR has them.
/// Letters keep their case, which many systems distinguish.
fn canonical(system: &str, code: &str) -> Option<Coding> {
	let (system, code) = (system.trim(), code.trim());
	let is_uri = !system.contains(|letter: char| letter.is_whitespace() || letter.is_control());
	let is_code = !code.contains("  ")
		&& !code.contains(|letter: char| letter != ' ' && (letter.is_whitespace() || letter.is_control()));
	// Both parts and what separates them.
	let fits = system.len() + code.len() < MAX_KEYWORD;
	(is_uri && is_code && fits)
		.then(|| Coding::new(system, code))
		.flatten()
}

/// One entry of a bundle: what others call it, and what it is.
struct Entry {
	url: Option<String>,
	resource: Value,
}

impl Entry {
	fn new(field: &Field) -> Option<Self> {
		let mut entry: Value = serde_json::from_slice(&field.bytes).ok()?;
		Some(Self {
			url: entry.get("fullUrl").and_then(Value::as_str).map(Into::into),
			resource: entry.get_mut("resource")?.take(),
		})
	}

	fn kind(&self) -> &str {
		kind(&self.resource)
	}
}

fn kind(resource: &Value) -> &str {
	resource
		.get("resourceType")
		.and_then(Value::as_str)
		.unwrap_or_default()
}

/// The medications of a bundle by the names under which requests refer to them.
struct Medications<'a>(BTreeMap<String, &'a Value>);

impl<'a> Medications<'a> {
	fn among(entries: &'a [Entry]) -> Self {
		let mut named = BTreeMap::new();
		for entry in entries.iter().filter(|entry| entry.kind() == "Medication") {
			let relative = entry.resource.get("id").and_then(Value::as_str);
			let relative = relative.map(|id| format!("Medication/{id}"));
			for name in entry.url.iter().cloned().chain(relative) {
				named.insert(name, &entry.resource);
			}
		}
		Self(named)
	}

	/// The medication that a request refers to, among what it contains or among the entries.
	fn of(&self, request: &'a Value) -> Option<&'a Value> {
		let reference = request.pointer("/medicationReference/reference")?.as_str()?;
		let Some(contained) = reference.strip_prefix('#') else {
			return self.0.get(reference).copied();
		};
		request
			.get("contained")?
			.as_array()?
			.iter()
			.find(|resource| resource.get("id").and_then(Value::as_str) == Some(contained))
	}
}

/// What a resource says that a record is found by: the concepts, and of which source they are.
fn said<'a>(resource: &'a Value, medications: &Medications<'a>) -> Option<(Source, Vec<&'a Value>)> {
	let status = resource.get("status").and_then(Value::as_str).unwrap_or_default();
	let code = || -> Vec<&'a Value> { resource.get("code").into_iter().collect() };
	Some(match kind(resource) {
		"Condition" if is_held(resource) => (Source::Condition, code()),
		"Observation" if is_final(resource) => {
			let components = resource.get("component").and_then(Value::as_array);
			let observed = iter::once(resource).chain(components.into_iter().flatten());
			let codes = observed.filter_map(|observed| observed.get("code")).collect();
			(Source::Observation, codes)
		}
		"Procedure" if !matches!(status, "not-done" | "entered-in-error") => (Source::Procedure, code()),
		"MedicationRequest" if is_requested(resource, status) => {
			let own = resource.get("medicationCodeableConcept");
			let referred = medications
				.of(resource)
				.and_then(|medication| medication.get("code"));
			(
				Source::MedicationRequest,
				own.into_iter().chain(referred).collect(),
			)
		}
		"Immunization" if status == "completed" => {
			let vaccine = resource.get("vaccineCode");
			(Source::Immunization, vaccine.into_iter().collect())
		}
		_ => return None,
	})
}

/// Whether a request asks for a medication, rather than against it or by mistake.
fn is_requested(request: &Value, status: &str) -> bool {
	let asks_not = request.get("doNotPerform").and_then(Value::as_bool) == Some(true);
	!asks_not && !matches!(status, "cancelled" | "draft" | "entered-in-error")
}

/// The codings of a concept: what has no system or no canonical form is no keyword.
fn codings(concept: &Value) -> impl Iterator<Item = Coding> + '_ {
	concept
		.get("coding")
		.and_then(Value::as_array)
		.into_iter()
		.flatten()
		.filter_map(|coding| canonical(coding.get("system")?.as_str()?, coding.get("code")?.as_str()?))
}

#[cfg(test)]
mod tests;
