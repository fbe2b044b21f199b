//! What a sale takes from the opened groups of a record: for each field all that its proof needs, checked.

use super::{
	field::{k, open_field_chunks},
	open::{holder, one_record},
	Hash, OpenError, OpenGroup, RecordError,
};
use crate::encoding::RistrettoBytes;
use alloc::vec::Vec;
use curve25519_dalek::Scalar;
use zeroize::Zeroizing;

/// A field to hand over.
pub(crate) struct HandoverField<'g, 'a> {
	pub index: u32,
	pub label: &'g str,
	pub k: Zeroizing<Scalar>,
	pub p: RistrettoBytes,
	pub digest: Hash,
	pub path: Vec<Hash>,
	pub ciphertext: &'a [u8],
}

/// Chosen fields of one record.
pub(crate) struct Handover<'g, 'a> {
	pub schema: u16,
	pub n: u32,
	pub root: Hash,
	pub fields: Vec<HandoverField<'g, 'a>>,
}

/// Chooses fields of several groups of one record. Indices ascend.
///
/// Each is what its leaf says, and its ciphertext opens: nobody is sold what would not.
pub(crate) fn handover<'g, 'a>(
	groups: &[&'g OpenGroup<'a>],
	indices: &[u32],
) -> Result<Handover<'g, 'a>, OpenError> {
	let first = one_record(groups, indices)?;
	let mut fields = Vec::with_capacity(indices.len());
	for index in indices {
		let group = holder(groups, *index)?;
		let field = group.checked(*index)?;
		open_field_chunks(
			*index,
			&field.entry.label,
			&field.points.s,
			field.ciphertext,
			|_| {},
		)
		.map_err(|_| OpenError::Field { index: *index })?;
		fields.push(HandoverField {
			index: *index,
			label: &field.entry.label,
			k: Zeroizing::new(k(&group.secret, *index)),
			p: field.points.p,
			digest: field.digest,
			path: first.tree.path(*index).ok_or(RecordError::NoSuchField)?,
			ciphertext: field.ciphertext,
		});
	}
	Ok(Handover {
		schema: first.schema,
		n: first.n,
		root: first.tree.root(),
		fields,
	})
}
