//! Attributes whose name fixes what their value means.

use crate::credential::{Kind, Schema, SchemaError, MAX_NAME};
use alloc::{format, string::String, vec::Vec};
use core::fmt;

/// A code with the system that gives it its meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coding {
	system: String,
	code: String,
}

impl Coding {
	/// None if either part is empty or has a `|`, which separates them.
	pub fn new(system: &str, code: &str) -> Option<Self> {
		(is_part(system) && is_part(code)).then(|| Self {
			system: system.into(),
			code: code.into(),
		})
	}

	/// The system, such as `http://snomed.info/sct`.
	pub fn system(&self) -> &str {
		&self.system
	}

	/// The code in it.
	pub fn code(&self) -> &str {
		&self.code
	}
}

impl fmt::Display for Coding {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}|{}", self.system, self.code)
	}
}

fn is_part(text: &str) -> bool {
	!text.is_empty() && !text.contains('|')
}

/// Whether a text may be the type of a resource.
pub(super) fn is_resource(text: &str) -> bool {
	text.len() <= 40
		&& text.starts_with(|first: char| first.is_ascii_uppercase())
		&& text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// What a hospital attests of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
	/// `birth-year`: the year of birth.
	BirthYear,
	/// `birth-decade`: the first year of the decade of birth.
	BirthDecade,
	/// `sex`: administrative, as FHIR has it.
	Sex,
	/// `resources`, or `resources:TYPE`: how many resources the record has, as the ends of a range.
	Resources(Option<String>),
	/// `condition:SYSTEM|CODE`: whether the record has it, `yes` or `no`.
	Condition(Coding),
	/// `observation:SYSTEM|CODE|UNIT`: the latest value in the unit, times 100.
	Observation {
		/// What was observed.
		coding: Coding,
		/// The unit, in UCUM.
		unit: String,
	},
}

/// Why a name is no attribute's, or a list of names no schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeError {
	/// No attribute is so called.
	Unknown,
	/// Longer than a schema takes.
	TooLong,
	/// The names are no schema.
	Schema(SchemaError),
}

impl fmt::Display for AttributeError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Unknown => {
				"no attribute is so called: birth-year, birth-decade, sex, resources, resources:TYPE, \
				 condition:SYSTEM|CODE and observation:SYSTEM|CODE|UNIT are"
			}
			Self::TooLong => "the name of an attribute has at most 64 bytes",
			Self::Schema(error) => return error.fmt(f),
		})
	}
}

impl core::error::Error for AttributeError {}

impl Attribute {
	/// The attribute of a name.
	pub fn parse(name: &str) -> Result<Self, AttributeError> {
		if name.len() > MAX_NAME {
			return Err(AttributeError::TooLong);
		}
		let coding = |text: &str| {
			text.split_once('|')
				.and_then(|(system, code)| Coding::new(system, code))
		};
		match name.split_once(':') {
			None => match name {
				"birth-year" => Some(Self::BirthYear),
				"birth-decade" => Some(Self::BirthDecade),
				"sex" => Some(Self::Sex),
				"resources" => Some(Self::Resources(None)),
				_ => None,
			},
			Some(("resources", kind)) => is_resource(kind).then(|| Self::Resources(Some(kind.into()))),
			Some(("condition", rest)) => coding(rest).map(Self::Condition),
			Some(("observation", rest)) => rest.rsplit_once('|').and_then(|(rest, unit)| {
				Some(Self::Observation {
					coding: coding(rest)?,
					unit: is_part(unit).then(|| unit.into())?,
				})
			}),
			Some(_) => None,
		}
		.ok_or(AttributeError::Unknown)
	}

	/// Its name.
	pub fn name(&self) -> String {
		match self {
			Self::BirthYear => "birth-year".into(),
			Self::BirthDecade => "birth-decade".into(),
			Self::Sex => "sex".into(),
			Self::Resources(None) => "resources".into(),
			Self::Resources(Some(kind)) => format!("resources:{kind}"),
			Self::Condition(coding) => format!("condition:{coding}"),
			Self::Observation { coding, unit } => format!("observation:{coding}|{unit}"),
		}
	}

	/// How its values become scalars.
	pub fn kind(&self) -> Kind {
		match self {
			Self::Observation { .. } => Kind::Integer,
			_ => Kind::Bucket,
		}
	}

	/// Whether a schema can name it.
	pub(super) fn is_nameable(&self) -> bool {
		self.name().len() <= MAX_NAME
	}
}

impl fmt::Display for Attribute {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.name())
	}
}

/// The schema of these attributes, in this order.
pub fn schema<T: AsRef<str>>(names: &[T]) -> Result<Schema, AttributeError> {
	let attributes = names
		.iter()
		.map(|name| {
			let attribute = Attribute::parse(name.as_ref())?;
			Ok((attribute.name(), attribute.kind()))
		})
		.collect::<Result<Vec<_>, AttributeError>>()?;
	Schema::new(attributes).map_err(AttributeError::Schema)
}

/// The bucket of a count: `0`, `1`, `2-4`, `5-9`, `10-19`, `20-49`, `50-99`, and so on by ten.
pub fn count_bucket(count: u32) -> String {
	if count == 0 {
		return "0".into();
	}
	let mut scale: u64 = 1;
	loop {
		for (from, to) in [(1, 2), (2, 5), (5, 10)] {
			let (low, next) = (scale.saturating_mul(from), scale.saturating_mul(to));
			let high = next.saturating_sub(1);
			if u64::from(count) <= high {
				return if low == high {
					format!("{low}")
				} else {
					format!("{low}-{high}")
				};
			}
		}
		scale = scale.saturating_mul(10);
	}
}
