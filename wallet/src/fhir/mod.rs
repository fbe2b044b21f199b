//! FHIR R4 transaction bundles, cut into fields and put together again byte for byte.
//!
//! A *field* is the exact text of one entry of the bundle; the text between the entries is a field of its own, the
//! [`FRAME`]. [`split`] keeps every byte, so that [`join`] gives back the very file that was sealed. [`facts()`] is what a
//! hospital attests of a bundle; [`Keywords`] is what it is found by.

mod facts;
mod keywords;
mod types;

pub use facts::facts;
pub(crate) use facts::facts_of;
pub use keywords::{keyword, Keywords, NoKeyword, Source, MAX_KEYWORD};

use serde::Deserialize;
use serde_json::{value::RawValue, Value};

/// Label of the field that holds the text between the entries.
pub const FRAME: &str = "frame";
/// Longest bundle accepted, in bytes.
pub const MAX_BUNDLE: usize = 64 << 20;
/// Most entries accepted.
pub const MAX_ENTRIES: usize = 50_000;
/// Longest label of a field, in bytes.
pub const MAX_LABEL: usize = 200;

/// A part of a record that is sealed, opened and disclosed on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
	/// Resource type, and the first code where the resource carries one: `Condition|http://…|44054006`.
	pub label: String,
	/// The exact bytes.
	pub bytes: Vec<u8>,
}

/// Why a file is no FHIR R4 transaction bundle of one patient. `pointer` is a JSON pointer to the fault.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FhirError {
	/// Larger than [`MAX_BUNDLE`].
	#[error("the file has {0} bytes; a bundle may have at most {MAX_BUNDLE}")]
	TooLarge(usize),
	/// Not UTF-8 at all.
	#[error("not UTF-8 text at byte {0}")]
	NotText(usize),
	/// Not JSON, truncated, or nested too deeply.
	#[error("not well-formed JSON: {0}")]
	Json(String),
	/// Well-formed, but something is missing or wrong.
	#[error("{pointer}: {fault}")]
	At {
		/// Where.
		pointer: String,
		/// What.
		fault: String,
	},
	/// Not exactly one Patient.
	#[error("/entry: a record has exactly one Patient; this bundle has {0}")]
	Patients(usize),
	/// Fields that no call of [`split`] gave.
	#[error("the fields do not make a bundle: {0}")]
	NotFields(&'static str),
}

fn at(pointer: impl Into<String>, fault: impl Into<String>) -> FhirError {
	FhirError::At {
		pointer: pointer.into(),
		fault: fault.into(),
	}
}

#[derive(Deserialize)]
struct Outer<'a> {
	#[serde(rename = "resourceType")]
	resource_type: Option<Value>,
	#[serde(rename = "type")]
	kind: Option<Value>,
	#[serde(borrow)]
	entry: Option<&'a RawValue>,
}

/// Cuts a bundle into fields: the frame first, then the entries in their order.
pub fn split(bundle: &[u8]) -> Result<Vec<Field>, FhirError> {
	if bundle.len() > MAX_BUNDLE {
		return Err(FhirError::TooLarge(bundle.len()));
	}
	let text = core::str::from_utf8(bundle).map_err(|e| FhirError::NotText(e.valid_up_to()))?;
	let entries = entries_of(text)?;
	let mut fields = vec![Field {
		label: FRAME.into(),
		bytes: Vec::new(),
	}];
	let mut patients = 0;
	let mut frame = Frame::default();
	let mut end_of_last = 0;
	for (i, entry) in entries.iter().enumerate() {
		let resource = check_entry(i, entry.get())?;
		patients += usize::from(resource.kind == "Patient");
		let start = entry.get().as_ptr() as usize - text.as_ptr() as usize;
		frame.push(&text[end_of_last..start]);
		end_of_last = start + entry.get().len();
		fields.push(Field {
			label: resource.label(),
			bytes: entry.get().as_bytes().to_vec(),
		});
	}
	if patients != 1 {
		return Err(FhirError::Patients(patients));
	}
	frame.push(&text[end_of_last..]);
	fields[0].bytes = frame.0;
	Ok(fields)
}

/// Puts a whole bundle together again from all of its fields.
pub fn join<B: AsRef<[u8]>>(fields: &[B]) -> Result<Vec<u8>, FhirError> {
	let (frame, entries) = fields.split_first().ok_or(FhirError::NotFields("no frame"))?;
	let texts = Frame::texts(frame.as_ref())?;
	if texts.len() != entries.len() + 1 {
		return Err(FhirError::NotFields("the frame is of another number of entries"));
	}
	let mut bundle = texts[0].to_vec();
	for (entry, text) in entries.iter().zip(&texts[1..]) {
		bundle.extend_from_slice(entry.as_ref());
		bundle.extend_from_slice(text);
	}
	Ok(bundle)
}

/// The texts around the entries, each behind its length.
#[derive(Default)]
struct Frame(Vec<u8>);

impl Frame {
	fn push(&mut self, text: &str) {
		// A bundle is bounded far below 2^32.
		self.0.extend_from_slice(&(text.len() as u32).to_le_bytes());
		self.0.extend_from_slice(text.as_bytes());
	}

	fn texts(mut bytes: &[u8]) -> Result<Vec<&[u8]>, FhirError> {
		let mut texts = Vec::new();
		while !bytes.is_empty() {
			let (length, rest) = bytes
				.split_first_chunk::<4>()
				.ok_or(FhirError::NotFields("a cut frame"))?;
			let length = u32::from_le_bytes(*length) as usize;
			if rest.len() < length {
				return Err(FhirError::NotFields("a cut frame"));
			}
			let (text, rest) = rest.split_at(length);
			texts.push(text);
			bytes = rest;
		}
		Ok(texts)
	}
}

fn entries_of(text: &str) -> Result<Vec<&RawValue>, FhirError> {
	let json = |e: serde_json::Error| FhirError::Json(e.to_string());
	if !text.trim_start().starts_with('{') {
		serde_json::from_str::<&RawValue>(text).map_err(json)?;
		return Err(at("", "a bundle is a JSON object"));
	}
	let outer: Outer = serde_json::from_str(text).map_err(json)?;
	expect_text("/resourceType", outer.resource_type.as_ref(), "Bundle")?;
	expect_text("/type", outer.kind.as_ref(), "transaction")?;
	let entry = outer.entry.ok_or_else(|| at("/entry", "missing"))?;
	if !entry.get().starts_with('[') {
		return Err(at("/entry", "not an array"));
	}
	let entries: Vec<&RawValue> = serde_json::from_str(entry.get()).map_err(json)?;
	match entries.len() {
		0 => Err(at("/entry", "no entries")),
		n if n > MAX_ENTRIES => Err(at("/entry", format!("{n} entries; at most {MAX_ENTRIES}"))),
		_ => Ok(entries),
	}
}

fn expect_text(pointer: &str, value: Option<&Value>, expected: &str) -> Result<(), FhirError> {
	match value {
		None => Err(at(pointer, format!("missing; expected \"{expected}\""))),
		Some(Value::String(found)) if found == expected => Ok(()),
		Some(found) => Err(at(
			pointer,
			format!("expected \"{expected}\", found {}", shortened(&found.to_string())),
		)),
	}
}

/// What a label needs of a resource.
struct Resource {
	kind: String,
	code: Option<(String, String)>,
}

impl Resource {
	fn label(&self) -> String {
		let mut label = match &self.code {
			Some((system, code)) => format!("{}|{system}|{code}", self.kind),
			None => self.kind.clone(),
		};
		if label.len() > MAX_LABEL {
			label.clone_from(&self.kind);
		}
		label
	}
}

fn check_entry(i: usize, text: &str) -> Result<Resource, FhirError> {
	let pointer = format!("/entry/{i}");
	let entry: Value = serde_json::from_str(text).map_err(|e| at(&pointer, e.to_string()))?;
	let entry = entry.as_object().ok_or_else(|| at(&pointer, "not an object"))?;
	let object = |name: &str| {
		entry
			.get(name)
			.ok_or_else(|| at(format!("{pointer}/{name}"), "missing"))?
			.as_object()
			.ok_or_else(|| at(format!("{pointer}/{name}"), "not an object"))
	};
	let request = object("request")?;
	for name in ["method", "url"] {
		if !request.get(name).is_some_and(Value::is_string) {
			return Err(at(
				format!("{pointer}/request/{name}"),
				"a transaction's entry needs this text",
			));
		}
	}
	let resource = object("resource")?;
	let kind_pointer = format!("{pointer}/resource/resourceType");
	let kind = resource
		.get("resourceType")
		.ok_or_else(|| at(&kind_pointer, "missing"))?;
	let kind = kind.as_str().ok_or_else(|| at(&kind_pointer, "not a text"))?;
	if !types::is_resource_type(kind) {
		return Err(at(
			&kind_pointer,
			format!("FHIR R4 has no resource \"{}\"", shortened(kind)),
		));
	}
	Ok(Resource {
		kind: kind.into(),
		code: first_code(resource),
	})
}

/// The first coding of the element that says what the resource is about.
fn first_code(resource: &serde_json::Map<String, Value>) -> Option<(String, String)> {
	["code", "vaccineCode", "medicationCodeableConcept"]
		.iter()
		.find_map(|name| resource.get(*name)?.get("coding")?.get(0))
		.and_then(|coding| {
			Some((
				coding.get("system")?.as_str()?.to_owned(),
				coding.get("code")?.as_str()?.to_owned(),
			))
		})
}

fn shortened(text: &str) -> String {
	if text.chars().count() <= 40 {
		return text.into();
	}
	text.chars().take(40).chain(['…']).collect()
}

#[cfg(test)]
mod tests;
