//! What a credential says, and how that becomes scalars.
//!
//! A schema lists attributes: a name and a kind each. Its digest, and L with it, is in every message's hash and in
//! message 0, so nothing signed under one schema is read under another.

use super::{
	bases::MAX_MESSAGES,
	error::{SchemaError, ValueError},
};
use crate::{
	codec::{CodecError, Reader, Writer},
	domain,
	hash::{h_scalar, sha256},
	suite::Fr,
};
use alloc::{string::String, vec::Vec};
use zeroize::Zeroize;

/// Attributes of a schema at most.
pub const MAX_ATTRIBUTES: usize = MAX_MESSAGES - 4;
/// Bytes of an attribute's name at most.
pub const MAX_NAME: usize = 64;
/// Bytes of a bucket at most.
pub const MAX_VALUE: usize = 64;
/// Bytes of an encoded schema at most.
pub const MAX_SCHEMA: usize = 8 + domain::CREDENTIAL_SCHEMA.len() + 1 + MAX_ATTRIBUTES * (2 + MAX_NAME);

/// Message 0: the schema and L.
pub(crate) const SCHEMA: u8 = 0;
/// Message 1: u, the patient's secret, which the hospital signs without seeing it.
pub(crate) const SECRET: u8 = 1;
/// Message 2: the root of the record.
pub(crate) const ROOT: u8 = 2;
/// Message 3: the quarter of validity.
pub(crate) const QUARTER: u8 = 3;
/// Message of the first attribute.
pub(crate) const FIRST_ATTRIBUTE: u8 = 4;

/// How an attribute's values become scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	/// One of few values, such as a code or a decade: hashed. Predicates ask for it.
	Bucket,
	/// A number below 2^32, raw, so that a buyer can compute with it. It stays hidden in presentations.
	Integer,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Zeroize)]
pub enum Value {
	/// 1 to [`MAX_VALUE`] bytes.
	Bucket(Vec<u8>),
	/// A number.
	Integer(u32),
}

impl Value {
	/// The kind of attribute it may be the value of.
	pub fn kind(&self) -> Kind {
		match self {
			Self::Bucket(_) => Kind::Bucket,
			Self::Integer(_) => Kind::Integer,
		}
	}

	pub(crate) fn check(&self) -> Result<(), ValueError> {
		match self {
			Self::Bucket(bytes) if bytes.is_empty() || bytes.len() > MAX_VALUE => Err(ValueError::Length),
			_ => Ok(()),
		}
	}

	pub(crate) fn write(&self, writer: Writer) -> Writer {
		match self {
			Self::Bucket(bytes) => writer
				.u8(0)
				.u8(u8::try_from(bytes.len()).unwrap_or(u8::MAX))
				.fixed(bytes),
			Self::Integer(value) => writer.u8(1).u32(*value),
		}
	}

	pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ValueError> {
		let value = match reader.u8()? {
			0 => {
				let length = reader.u8()?;
				Self::Bucket(reader.take(length.into())?.into())
			}
			1 => Self::Integer(reader.u32()?),
			_ => return Err(ValueError::Kind),
		};
		value.check().map(|()| value)
	}
}

/// What a verifier needs of a schema: which it is and how many attributes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaRef {
	/// Digest of the whole schema.
	pub digest: [u8; 32],
	/// Number of attributes.
	pub attributes: u8,
}

impl SchemaRef {
	/// L: how many messages a credential has.
	pub(crate) fn messages(&self) -> u8 {
		self.attributes.saturating_add(FIRST_ATTRIBUTE)
	}

	/// The message of an attribute.
	pub(crate) fn message_of(&self, attribute: u8) -> Option<u8> {
		if attribute < self.attributes {
			attribute.checked_add(FIRST_ATTRIBUTE)
		} else {
			None
		}
	}

	/// `m_i = H_scalar(schema, i, value)`.
	fn hashed(&self, index: u8, value: &[u8]) -> Fr {
		h_scalar(domain::MESSAGE_SCALAR, &[&self.digest, &[index], value])
	}

	/// `m_0`.
	pub(crate) fn schema_message(&self) -> Fr {
		self.hashed(SCHEMA, &[self.messages()])
	}

	pub(crate) fn root_message(&self, root: &[u8; 32]) -> Fr {
		self.hashed(ROOT, root)
	}

	pub(crate) fn quarter_message(&self, quarter: u32) -> Fr {
		self.hashed(QUARTER, &quarter.to_le_bytes())
	}

	/// The message of a bucket.
	pub(crate) fn bucket_message(&self, index: u8, bucket: &[u8]) -> Fr {
		self.hashed(index, bucket)
	}

	/// The message of an attribute's value; an integer is its own.
	pub(crate) fn value_message(&self, index: u8, value: &Value) -> Fr {
		match value {
			Value::Bucket(bytes) => self.bucket_message(index, bytes),
			Value::Integer(value) => Fr::from(*value),
		}
	}
}

/// The attributes of a kind of credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
	attributes: Vec<(String, Kind)>,
	reference: SchemaRef,
}

impl Schema {
	/// A schema of these attributes, in this order; names are distinct.
	pub fn new(attributes: Vec<(String, Kind)>) -> Result<Self, SchemaError> {
		let count = u8::try_from(attributes.len())
			.ok()
			.filter(|count| (1..=MAX_ATTRIBUTES).contains(&usize::from(*count)))
			.ok_or(SchemaError::Count)?;
		for (at, (name, _)) in attributes.iter().enumerate() {
			if name.is_empty() || name.len() > MAX_NAME {
				return Err(SchemaError::Name);
			}
			if attributes.iter().take(at).any(|(other, _)| other == name) {
				return Err(SchemaError::Duplicate);
			}
		}
		let mut schema = Self {
			attributes,
			reference: SchemaRef {
				digest: [0; 32],
				attributes: count,
			},
		};
		schema.reference.digest = sha256(&schema.to_bytes());
		Ok(schema)
	}

	/// The canonical encoding.
	pub fn to_bytes(&self) -> Vec<u8> {
		let writer = Writer::tagged(domain::CREDENTIAL_SCHEMA).u8(self.reference.attributes);
		self.attributes
			.iter()
			.fold(writer, |writer, (name, kind)| {
				writer
					.u8(match kind {
						Kind::Bucket => 0,
						Kind::Integer => 1,
					})
					.u8(u8::try_from(name.len()).unwrap_or(u8::MAX))
					.fixed(name.as_bytes())
			})
			.finish()
	}

	/// Reads a schema.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, SchemaError> {
		if bytes.len() > MAX_SCHEMA {
			return Err(CodecError::TooLong.into());
		}
		let mut reader = Reader::tagged(domain::CREDENTIAL_SCHEMA, bytes)?;
		let attributes = (0..reader.u8()?)
			.map(|_| {
				let kind = match reader.u8()? {
					0 => Kind::Bucket,
					1 => Kind::Integer,
					_ => return Err(SchemaError::Kind),
				};
				let length = reader.u8()?;
				let name =
					core::str::from_utf8(reader.take(length.into())?).map_err(|_| SchemaError::Name)?;
				Ok((String::from(name), kind))
			})
			.collect::<Result<_, SchemaError>>()?;
		reader.finish()?;
		Self::new(attributes)
	}

	/// SHA-256 of the encoding.
	pub fn digest(&self) -> [u8; 32] {
		self.reference.digest
	}

	/// What verifiers need.
	pub fn reference(&self) -> SchemaRef {
		self.reference
	}

	/// Names and kinds.
	pub fn attributes(&self) -> &[(String, Kind)] {
		&self.attributes
	}

	/// The kind of an attribute.
	pub fn kind(&self, attribute: u8) -> Option<Kind> {
		self.attributes.get(usize::from(attribute)).map(|(_, kind)| *kind)
	}

	/// The attribute of this name.
	pub fn index_of(&self, name: &str) -> Option<u8> {
		let at = self.attributes.iter().position(|(other, _)| other == name)?;
		u8::try_from(at).ok()
	}

	/// Whether these are values of this schema's attributes.
	pub(crate) fn check(&self, values: &[Value]) -> Result<(), ValueError> {
		if values.len() != self.attributes.len() {
			return Err(ValueError::Count);
		}
		for (value, (_, kind)) in values.iter().zip(&self.attributes) {
			if value.kind() != *kind {
				return Err(ValueError::Kind);
			}
			value.check()?;
		}
		Ok(())
	}
}
