//! The bytes of a bundle.
//!
//! ```text
//! tag, order, schema u16, n u32, count u32,
//! for each field, by index: index u32, label, P_i, SHA-256 of its ciphertext, its length u64, path, W_i,
//! presentation, proof,
//! all ciphertexts, one after the other
//! ```
//! What stands before the ciphertexts is the *front*. The bundle's hash covers the front, and through the digests in it the
//! ciphertexts: they are hashed once, not twice.

use super::{proof, BundleError, MAX_BUNDLE, MAX_PRESENTATION, MAX_SOLD};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::RistrettoBytes,
	hash::{digest, sha256},
	record::{check_label, leaf_of_digest, path_length, root_of_path, Hash, MAX_FIELDS, MAX_LABEL},
};
use alloc::vec::Vec;

/// A field as a bundle offers it.
#[derive(Clone, Copy)]
pub struct SoldField<'a> {
	/// Its place in the record.
	pub index: u32,
	/// What it is, by codes.
	pub label: &'a str,
	/// Its ciphertext, as the record has it.
	pub ciphertext: &'a [u8],
	pub(super) p: RistrettoBytes,
	pub(super) w: RistrettoBytes,
	pub(super) digest: Hash,
	pub(super) path: &'a [Hash],
}

impl SoldField<'_> {
	/// The root to which the field's path leads.
	pub(super) fn root(&self, schema: u16, n: u32) -> Option<Hash> {
		let leaf = leaf_of_digest(self.index, self.label, &self.p, &self.digest);
		root_of_path(schema, n, self.index, &leaf, self.path)
	}

	/// Whether the ciphertext is the one that the leaf was made for.
	pub(super) fn has_its_ciphertext(&self) -> bool {
		sha256(self.ciphertext) == self.digest
	}
}

/// A bundle, read but not checked. It borrows the bytes.
pub struct Bundle<'a> {
	pub(super) order: Hash,
	pub(super) schema: u16,
	pub(super) n: u32,
	pub(super) fields: Vec<SoldField<'a>>,
	pub(super) presentation: &'a [u8],
	/// The front up to the proof.
	pub(super) statement: &'a [u8],
	pub(super) proof: &'a [u8],
	front: &'a [u8],
}

impl<'a> Bundle<'a> {
	/// Reads the structure; believes nothing. Fields ascend, and every length is exact.
	pub fn parse(bytes: &'a [u8]) -> Result<Self, BundleError> {
		if bytes.len() > MAX_BUNDLE {
			return Err(BundleError::TooLarge);
		}
		let mut reader = Reader::tagged(domain::SALE_BUNDLE, bytes)?;
		let (order, schema, n, count) = (reader.array()?, reader.u16()?, reader.u32()?, reader.u32()?);
		let count = usize::try_from(count).map_err(|_| BundleError::TooManyFields)?;
		let of = usize::try_from(n).map_err(|_| BundleError::TooManyFields)?;
		if count == 0 {
			return Err(BundleError::NoFields);
		}
		if count > MAX_SOLD || of > MAX_FIELDS || count > of {
			return Err(BundleError::TooManyFields);
		}
		let mut fields: Vec<SoldField<'a>> = Vec::new();
		let mut lengths = Vec::new();
		for _ in 0..count {
			let (field, length) = read_field(&mut reader, n)?;
			if fields.last().is_some_and(|before| before.index >= field.index) {
				return Err(BundleError::Order);
			}
			fields.push(field);
			lengths.push(length);
		}
		let presentation = reader.bytes(MAX_PRESENTATION)?;
		if presentation.is_empty() {
			return Err(BundleError::NoPresentation);
		}
		let statement = consumed(bytes, &reader);
		let proof = reader.take(proof::length(count))?;
		let front = consumed(bytes, &reader);
		for (field, length) in fields.iter_mut().zip(lengths) {
			field.ciphertext = reader.take(length)?;
		}
		reader.finish()?;
		Ok(Self {
			order,
			schema,
			n,
			fields,
			presentation,
			statement,
			proof,
			front,
		})
	}

	/// H(bundle).
	pub fn hash(&self) -> Hash {
		hash_of(self.front)
	}

	/// The order it was made for.
	pub fn order(&self) -> &Hash {
		&self.order
	}

	/// The schema by which fields are labelled.
	pub fn schema(&self) -> u16 {
		self.schema
	}

	/// How many fields the record has, sold or not.
	pub fn record_fields(&self) -> u32 {
		self.n
	}

	/// The fields for sale.
	pub fn fields(&self) -> &[SoldField<'a>] {
		&self.fields
	}

	/// What shows that the seller is the patient.
	pub fn presentation(&self) -> &'a [u8] {
		self.presentation
	}
}

fn consumed<'a>(bytes: &'a [u8], reader: &Reader<'_>) -> &'a [u8] {
	let end = bytes.len().saturating_sub(reader.remaining());
	bytes.get(..end).unwrap_or_default()
}

/// A field, its ciphertext yet to come, and how long that is.
fn read_field<'a>(reader: &mut Reader<'a>, n: u32) -> Result<(SoldField<'a>, usize), BundleError> {
	let index = reader.u32()?;
	let siblings = path_length(index, n).ok_or(BundleError::Order)?;
	let label = check_label(reader.bytes(MAX_LABEL)?).map_err(|_| BundleError::Label)?;
	let (p, digest) = (reader.array()?, reader.array()?);
	let length = usize::try_from(reader.u64()?).map_err(|_| BundleError::TooLarge)?;
	if length > MAX_BUNDLE {
		return Err(BundleError::TooLarge);
	}
	let (path, _) = reader.take(siblings.saturating_mul(32))?.as_chunks();
	let field = SoldField {
		index,
		label,
		ciphertext: &[],
		p,
		w: reader.array()?,
		digest,
		path,
	};
	Ok((field, length))
}

/// H(bundle), of its front.
pub(super) fn hash_of(front: &[u8]) -> Hash {
	digest(domain::SALE_DIGEST, &[front])
}

/// The front up to the proof.
pub(super) fn write_statement(
	order: &Hash,
	schema: u16,
	n: u32,
	fields: &[SoldField<'_>],
	presentation: &[u8],
) -> Vec<u8> {
	let mut writer = Writer::tagged(domain::SALE_BUNDLE)
		.fixed(order)
		.u16(schema)
		.u32(n)
		.u32(u32::try_from(fields.len()).unwrap_or(u32::MAX));
	for field in fields {
		writer = writer
			.u32(field.index)
			.bytes(field.label.as_bytes())
			.fixed(&field.p)
			.fixed(&field.digest)
			.u64(u64::try_from(field.ciphertext.len()).unwrap_or(u64::MAX))
			.fixed(field.path.as_flattened())
			.fixed(&field.w);
	}
	writer.bytes(presentation).finish()
}
