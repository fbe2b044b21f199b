//! Disclosure of chosen fields: leaves with their paths, and what opens them; nothing of the others.
//!
//! ```text
//! tag, schema u16, n u32, salt, count u32,
//! for each field, by index: index u32, label, P_i, S_i, path, ciphertext
//! ```

use super::{
	field::{check_label, leaf, open_field},
	merkle::{path_length, root_of_path},
	on_chain_commitment, Hash, OpenError, RecordError, MAX_BLOB, MAX_FIELDS, MAX_LABEL,
};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::RistrettoBytes,
};
use alloc::{string::String, vec::Vec};
use zeroize::Zeroizing;

pub(super) struct DisclosureField<'a> {
	pub index: u32,
	pub label: &'a str,
	pub p: RistrettoBytes,
	pub s: RistrettoBytes,
	pub path: Vec<Hash>,
	pub ciphertext: &'a [u8],
}

/// A disclosure, read but not verified.
pub struct Disclosure<'a> {
	schema: u16,
	n: u32,
	salt: Hash,
	fields: Vec<DisclosureField<'a>>,
}

/// A field that a verified disclosure shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosedField {
	/// Its place in the record.
	pub index: u32,
	/// What it is, by codes.
	pub label: String,
	/// What it says.
	pub content: Zeroizing<Vec<u8>>,
}

pub(super) fn write_disclosure(schema: u16, n: u32, salt: &Hash, fields: &[DisclosureField<'_>]) -> Vec<u8> {
	let mut writer = Writer::tagged(domain::DISCLOSURE)
		.u16(schema)
		.u32(n)
		.fixed(salt)
		.u32(u32::try_from(fields.len()).unwrap_or(u32::MAX));
	for field in fields {
		writer = writer
			.u32(field.index)
			.bytes(field.label.as_bytes())
			.fixed(&field.p)
			.fixed(&field.s);
		for sibling in &field.path {
			writer = writer.fixed(sibling);
		}
		writer = writer.bytes(field.ciphertext);
	}
	writer.finish()
}

impl<'a> Disclosure<'a> {
	/// Reads the structure. Paths have exactly the length that index and number of fields give them.
	pub fn parse(bytes: &'a [u8]) -> Result<Self, RecordError> {
		if bytes.len() > MAX_BLOB {
			return Err(RecordError::TooLarge);
		}
		let mut reader = Reader::tagged(domain::DISCLOSURE, bytes)?;
		let (schema, n, salt, count) = (reader.u16()?, reader.u32()?, reader.array()?, reader.u32()?);
		if n == 0 || count == 0 {
			return Err(RecordError::NoFields);
		}
		if usize::try_from(n).map_or(true, |n| n > MAX_FIELDS) || count > n {
			return Err(RecordError::TooManyFields);
		}
		let mut fields: Vec<DisclosureField<'a>> = Vec::new();
		for _ in 0..count {
			let index = reader.u32()?;
			if fields.last().is_some_and(|before| before.index >= index) {
				return Err(RecordError::Order);
			}
			let length = path_length(index, n).ok_or(RecordError::Order)?;
			let label = check_label(reader.bytes(MAX_LABEL)?)?;
			let (p, s) = (reader.array()?, reader.array()?);
			let siblings = reader.take(length.saturating_mul(32))?;
			let path = siblings
				.chunks_exact(32)
				.filter_map(|sibling| Hash::try_from(sibling).ok())
				.collect();
			fields.push(DisclosureField {
				index,
				label,
				p,
				s,
				path,
				ciphertext: reader.bytes(MAX_BLOB)?,
			});
		}
		reader.finish()?;
		Ok(Self {
			schema,
			n,
			salt,
			fields,
		})
	}

	/// The schema by which fields are labelled.
	pub fn schema(&self) -> u16 {
		self.schema
	}

	/// How many fields the record has, shown and hidden.
	pub fn fields(&self) -> u32 {
		self.n
	}

	/// The fields shown, if every one of them belongs to the record that the chain committed to.
	pub fn verify(&self, commitment: &Hash) -> Result<Vec<DisclosedField>, OpenError> {
		let mut root = None;
		for field in &self.fields {
			let leaf = leaf(field.index, field.label, &field.p, field.ciphertext);
			let reached = root_of_path(self.schema, self.n, field.index, &leaf, &field.path)
				.ok_or(OpenError::Path { index: field.index })?;
			if *root.get_or_insert(reached) != reached {
				return Err(OpenError::Path { index: field.index });
			}
		}
		let root = root.ok_or(RecordError::NoFields)?;
		if on_chain_commitment(&root, &self.salt) != *commitment {
			return Err(OpenError::Commitment);
		}
		self.fields
			.iter()
			.map(|field| {
				Ok(DisclosedField {
					index: field.index,
					label: String::from(field.label),
					content: open_field(field.index, field.label, &field.s, field.ciphertext)?,
				})
			})
			.collect()
	}
}
