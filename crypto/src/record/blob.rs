//! The bytes of a sealed record.
//!
//! ```text
//! tag, schema u16, n u32, n leaf hashes,
//! patient's box,
//! groups u16, for each: header, box, directory,
//! length u64 and bytes of all ciphertexts, in the order of the fields
//! ```
//! All but the counts, the leaf hashes and the ABE header is ciphertext.

use super::{Hash, LeafHash, RecordError, Tree, MAX_BLOB, MAX_ENVELOPE, MAX_FIELDS, MAX_GROUPS, MAX_LABEL};
use crate::{
	codec::{Reader, Writer},
	domain,
	symmetric::MessageKey,
	wrap,
};
use alloc::vec::Vec;

/// Most bytes of a sealed directory: a count, and for each field index, offset, length and label.
const MAX_DIRECTORY: usize = MAX_FIELDS * (4 + 8 + 8 + 2 + MAX_LABEL) + 4 + MessageKey::OVERHEAD;
/// Most bytes of the patient's box.
const MAX_PATIENT_BOX: usize = wrap::OVERHEAD + 64 + 2 + 32 * MAX_GROUPS;

/// A field group's ABE header and the box under it, as the key authority's encryption made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
	/// The header, public.
	pub header: Vec<u8>,
	/// The box, which holds a [`super::GroupPayload`].
	pub boxed: Vec<u8>,
}

/// A group as it lies in the blob.
#[derive(Clone, Copy)]
pub(super) struct GroupSlices<'a> {
	pub header: &'a [u8],
	pub boxed: &'a [u8],
	pub directory: &'a [u8],
}

/// A sealed record, read but not opened. It borrows the bytes.
pub struct Blob<'a> {
	pub(super) schema: u16,
	pub(super) n: u32,
	pub(super) leaves: &'a [u8],
	pub(super) patient_box: &'a [u8],
	pub(super) groups: Vec<GroupSlices<'a>>,
	pub(super) ciphertexts: &'a [u8],
}

impl<'a> Blob<'a> {
	/// Reads the structure; opens nothing and trusts nothing.
	pub fn parse(bytes: &'a [u8]) -> Result<Self, RecordError> {
		if bytes.len() > MAX_BLOB {
			return Err(RecordError::TooLarge);
		}
		let mut reader = Reader::tagged(domain::RECORD_BLOB, bytes)?;
		let schema = reader.u16()?;
		let n = reader.u32()?;
		let count = usize::try_from(n).map_err(|_| RecordError::TooManyFields)?;
		if count == 0 {
			return Err(RecordError::NoFields);
		}
		if count > MAX_FIELDS {
			return Err(RecordError::TooManyFields);
		}
		let leaves = reader.take(count.saturating_mul(32))?;
		let patient_box = reader.bytes(MAX_PATIENT_BOX)?;
		let group_count = usize::from(reader.u16()?);
		if group_count == 0 {
			return Err(RecordError::NoGroups);
		}
		if group_count > MAX_GROUPS {
			return Err(RecordError::TooManyGroups);
		}
		let mut groups = Vec::with_capacity(group_count);
		for _ in 0..group_count {
			let group = GroupSlices {
				header: reader.bytes(MAX_ENVELOPE)?,
				boxed: reader.bytes(MAX_ENVELOPE)?,
				directory: reader.bytes(MAX_DIRECTORY)?,
			};
			if group.header.is_empty() || group.boxed.is_empty() {
				return Err(RecordError::Envelope);
			}
			groups.push(group);
		}
		let ciphertexts = reader.bytes(MAX_BLOB)?;
		reader.finish()?;
		Ok(Self {
			schema,
			n,
			leaves,
			patient_box,
			groups,
			ciphertexts,
		})
	}

	/// The schema by which fields are labelled.
	pub fn schema(&self) -> u16 {
		self.schema
	}

	/// The number of fields.
	pub fn fields(&self) -> u32 {
		self.n
	}

	/// The number of field groups.
	pub fn groups(&self) -> usize {
		self.groups.len()
	}

	/// The ABE header of a group.
	pub fn header(&self, group: usize) -> Option<&'a [u8]> {
		self.groups.get(group).map(|slices| slices.header)
	}

	/// The box of a group.
	pub fn boxed(&self, group: usize) -> Option<&'a [u8]> {
		self.groups.get(group).map(|slices| slices.boxed)
	}

	/// The tree over the leaf hashes that the blob lists.
	pub(super) fn tree(&self) -> Option<Tree> {
		let leaves: Vec<LeafHash> = self
			.leaves
			.chunks_exact(32)
			.filter_map(|leaf| Hash::try_from(leaf).ok())
			.collect();
		Tree::new(self.schema, leaves)
	}
}

/// All that stands before the ciphertexts.
pub(super) fn write_front(
	schema: u16,
	n: u32,
	leaves: &[LeafHash],
	patient_box: &[u8],
	groups: &[(Envelope, Vec<u8>)],
	ciphertexts: usize,
) -> Vec<u8> {
	let mut writer = Writer::tagged(domain::RECORD_BLOB).u16(schema).u32(n);
	for leaf in leaves {
		writer = writer.fixed(leaf);
	}
	writer = writer
		.bytes(patient_box)
		.u16(u16::try_from(groups.len()).unwrap_or(u16::MAX));
	for (envelope, directory) in groups {
		writer = writer
			.bytes(&envelope.header)
			.bytes(&envelope.boxed)
			.bytes(directory);
	}
	writer
		.u64(u64::try_from(ciphertexts).unwrap_or(u64::MAX))
		.finish()
}
