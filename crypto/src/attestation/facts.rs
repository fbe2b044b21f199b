//! What a record says, as far as a hospital attests it.

use super::attribute::{count_bucket, is_resource, Attribute, Coding};
use crate::{
	codec::{CodecError, Reader, Writer},
	credential::{Schema, Value},
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	format,
	string::String,
	vec::Vec,
};
use core::fmt;
use zeroize::Zeroizing;

/// Bytes of encoded facts at most.
pub const MAX_FACTS: usize = 48 * 1024;

/// Administrative, as FHIR has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
	/// `male`.
	Male,
	/// `female`.
	Female,
	/// `other`.
	Other,
	/// `unknown`.
	Unknown,
}

impl Sex {
	const ALL: [Self; 4] = [Self::Male, Self::Female, Self::Other, Self::Unknown];

	/// By FHIR's code.
	pub fn parse(code: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|sex| sex.code() == code)
	}

	/// FHIR's code.
	pub fn code(self) -> &'static str {
		match self {
			Self::Male => "male",
			Self::Female => "female",
			Self::Other => "other",
			Self::Unknown => "unknown",
		}
	}

	fn byte(self) -> u8 {
		match self {
			Self::Male => 1,
			Self::Female => 2,
			Self::Other => 3,
			Self::Unknown => 4,
		}
	}
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
	/// The unit, in UCUM.
	pub unit: String,
	/// The number, times 100.
	pub hundredths: u32,
}

/// Why bytes are no facts, or facts cannot be encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactsError {
	/// Not the canonical encoding, or longer than [`MAX_FACTS`].
	Codec(CodecError),
	/// A text that is not UTF-8, or none that belongs there.
	Text,
	/// Entries that do not ascend.
	Order,
	/// A sex that does not exist.
	Sex,
}

impl fmt::Display for FactsError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Text => "a text that does not belong there",
			Self::Order => "entries do not ascend",
			Self::Sex => "a sex that does not exist",
		})
	}
}

impl core::error::Error for FactsError {}

impl From<CodecError> for FactsError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

/// Why facts give no values for a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesError {
	/// The attribute's name has no meaning, or its kind is another than the name's.
	Undefined {
		/// Its place in the schema.
		attribute: u8,
	},
	/// The record has no value for it.
	Missing {
		/// Its place in the schema.
		attribute: u8,
	},
}

impl fmt::Display for ValuesError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Undefined { attribute } => write!(f, "attribute {attribute} is none that is attested"),
			Self::Missing { attribute } => write!(f, "the record has no value for attribute {attribute}"),
		}
	}
}

impl core::error::Error for ValuesError {}

/// What a record says: a birth year, a sex, how many resources of which type, conditions, latest observations.
///
/// Codes that no schema could name are left out: nobody can ask for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
	birth_year: Option<u16>,
	sex: Option<Sex>,
	resources: BTreeMap<String, u32>,
	conditions: BTreeSet<Coding>,
	observations: BTreeMap<Coding, Quantity>,
}

impl Facts {
	/// Facts of a patient. A year of 0 is none.
	pub fn new(birth_year: Option<u16>, sex: Option<Sex>) -> Self {
		Self {
			birth_year: birth_year.filter(|year| *year > 0),
			sex,
			..Self::default()
		}
	}

	/// Counts a resource.
	pub fn count(&mut self, kind: &str) {
		if is_resource(kind) {
			let count = self.resources.entry(kind.into()).or_default();
			*count = count.saturating_add(1);
		}
	}

	/// Adds a condition.
	pub fn add_condition(&mut self, coding: Coding) {
		if Attribute::Condition(coding.clone()).is_nameable() {
			self.conditions.insert(coding);
		}
	}

	/// Sets the latest value of an observation.
	pub fn set_observation(&mut self, coding: Coding, value: Quantity) {
		let attribute = Attribute::Observation {
			coding: coding.clone(),
			unit: value.unit.clone(),
		};
		if attribute.is_nameable() && Attribute::parse(&attribute.name()).as_ref() == Ok(&attribute) {
			self.observations.insert(coding, value);
		}
	}

	/// Conditions, ascending.
	pub fn conditions(&self) -> impl Iterator<Item = &Coding> {
		self.conditions.iter()
	}

	/// Observations with their latest values, ascending.
	pub fn observations(&self) -> impl Iterator<Item = (&Coding, &Quantity)> {
		self.observations.iter()
	}

	/// Every attribute for which there is a value other than `no` and `0`.
	pub fn attributes(&self) -> Vec<Attribute> {
		let fixed = [
			Attribute::BirthYear,
			Attribute::BirthDecade,
			Attribute::Sex,
			Attribute::Resources(None),
		];
		let resources = self.resources.keys().cloned().map(Some).map(Attribute::Resources);
		let conditions = self.conditions.iter().cloned().map(Attribute::Condition);
		let observations = self
			.observations
			.iter()
			.map(|(coding, value)| Attribute::Observation {
				coding: coding.clone(),
				unit: value.unit.clone(),
			});
		fixed
			.into_iter()
			.chain(resources)
			.chain(conditions)
			.chain(observations)
			.filter(|attribute| self.value(attribute).is_some())
			.collect()
	}

	/// The value of an attribute; none if the record does not tell.
	pub fn value(&self, attribute: &Attribute) -> Option<Value> {
		let text = |text: String| Value::Bucket(text.into_bytes());
		Some(match attribute {
			Attribute::BirthYear => text(format!("{}", self.birth_year?)),
			Attribute::BirthDecade => {
				let year = self.birth_year?;
				text(format!("{}", year.saturating_sub(year % 10)))
			}
			Attribute::Sex => text(self.sex?.code().into()),
			Attribute::Resources(None) => {
				let add = |sum: u32, count: &u32| sum.saturating_add(*count);
				text(count_bucket(self.resources.values().fold(0, add)))
			}
			Attribute::Resources(Some(kind)) => text(count_bucket(
				self.resources.get(kind).copied().unwrap_or_default(),
			)),
			Attribute::Condition(coding) => {
				let answer = if self.conditions.contains(coding) {
					"yes"
				} else {
					"no"
				};
				text(answer.into())
			}
			Attribute::Observation { coding, unit } => {
				let value = self
					.observations
					.get(coding)
					.filter(|value| value.unit == *unit)?;
				Value::Integer(value.hundredths)
			}
		})
	}

	/// A value for each attribute of a schema.
	pub fn values(&self, schema: &Schema) -> Result<Vec<Value>, ValuesError> {
		(0..)
			.zip(schema.attributes())
			.map(|(at, (name, kind))| {
				let attribute = Attribute::parse(name)
					.ok()
					.filter(|attribute| attribute.kind() == *kind)
					.ok_or(ValuesError::Undefined { attribute: at })?;
				self.value(&attribute)
					.ok_or(ValuesError::Missing { attribute: at })
			})
			.collect()
	}

	/// The canonical encoding.
	pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, FactsError> {
		let writer = Writer::new()
			.u16(self.birth_year.unwrap_or_default())
			.u8(self.sex.map(Sex::byte).unwrap_or_default())
			.u16(count(self.resources.len())?);
		let writer = self
			.resources
			.iter()
			.fold(writer, |writer, (kind, count)| text(writer, kind).u32(*count))
			.u16(count(self.conditions.len())?);
		let writer = self
			.conditions
			.iter()
			.fold(writer, coding)
			.u16(count(self.observations.len())?);
		let writer = self
			.observations
			.iter()
			.fold(writer, |writer, (observed, value)| {
				text(coding(writer, observed), &value.unit).u32(value.hundredths)
			});
		let bytes = Zeroizing::new(writer.finish());
		if bytes.len() > MAX_FACTS {
			return Err(CodecError::TooLong.into());
		}
		Ok(bytes)
	}

	/// Reads facts; nothing but what [`Self::to_bytes`] gives.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, FactsError> {
		if bytes.len() > MAX_FACTS {
			return Err(CodecError::TooLong.into());
		}
		let mut reader = Reader::new(bytes);
		let year = reader.u16()?;
		let sex = match reader.u8()? {
			0 => None,
			byte => Some(
				Sex::ALL
					.into_iter()
					.find(|sex| sex.byte() == byte)
					.ok_or(FactsError::Sex)?,
			),
		};
		let mut facts = Self::new(Some(year), sex);
		for _ in 0..reader.u16()? {
			let kind = read_text(&mut reader)?;
			if !is_resource(&kind) {
				return Err(FactsError::Text);
			}
			ascends(facts.resources.last_key_value().map(|(last, _)| last), &kind)?;
			facts.resources.insert(kind, reader.u32()?);
		}
		for _ in 0..reader.u16()? {
			let coding = read_coding(&mut reader)?;
			ascends(facts.conditions.last(), &coding)?;
			let length = facts.conditions.len();
			facts.add_condition(coding);
			if facts.conditions.len() == length {
				return Err(FactsError::Text);
			}
		}
		for _ in 0..reader.u16()? {
			let coding = read_coding(&mut reader)?;
			ascends(facts.observations.last_key_value().map(|(last, _)| last), &coding)?;
			let length = facts.observations.len();
			let unit = read_text(&mut reader)?;
			let hundredths = reader.u32()?;
			facts.set_observation(coding, Quantity { unit, hundredths });
			if facts.observations.len() == length {
				return Err(FactsError::Text);
			}
		}
		reader.finish()?;
		Ok(facts)
	}
}

fn count(length: usize) -> Result<u16, FactsError> {
	u16::try_from(length).map_err(|_| CodecError::TooLong.into())
}

/// Texts here are part of an attribute's name, which is short.
fn text(writer: Writer, text: &str) -> Writer {
	writer
		.u8(u8::try_from(text.len()).unwrap_or(u8::MAX))
		.fixed(text.as_bytes())
}

fn coding(writer: Writer, coding: &Coding) -> Writer {
	text(text(writer, coding.system()), coding.code())
}

fn read_text(reader: &mut Reader<'_>) -> Result<String, FactsError> {
	let length = reader.u8()?;
	core::str::from_utf8(reader.take(length.into())?)
		.map(String::from)
		.map_err(|_| FactsError::Text)
}

fn read_coding(reader: &mut Reader<'_>) -> Result<Coding, FactsError> {
	let system = read_text(reader)?;
	Coding::new(&system, &read_text(reader)?).ok_or(FactsError::Text)
}

fn ascends<T: Ord>(last: Option<&T>, next: &T) -> Result<(), FactsError> {
	if last.is_some_and(|last| last >= next) {
		return Err(FactsError::Order);
	}
	Ok(())
}
