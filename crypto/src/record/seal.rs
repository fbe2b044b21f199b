//! Sealing: fields in, blob and commitment out.

use super::{
	blob::write_front,
	blob_digest,
	field::{check_label, field_aad, field_key, leaf, Blinding},
	on_chain_commitment,
	open::{directory_key, patient_context, write_directory, Entry, PatientBox},
	Envelope, GroupPayload, Hash, RecordContext, RecordError, SealError, Tree, MAX_BLOB, MAX_ENVELOPE,
	MAX_FIELDS, MAX_GROUPS,
};
use crate::{encoding::RistrettoBytes, symmetric::ChunkedKey, wrap::wrap};
use alloc::{string::String, vec, vec::Vec};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// A field to seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
	/// What it is, by codes; hidden from whoever cannot open the group.
	pub label: &'a str,
	/// What it says.
	pub content: &'a [u8],
	/// The group that may open it, from 0.
	pub group: usize,
}

/// A record to seal.
#[derive(Clone, Copy, Debug)]
pub struct SealRequest<'a> {
	/// Chain and record.
	pub context: RecordContext,
	/// The schema by which fields are labelled.
	pub schema: u16,
	/// The fields, in order.
	pub fields: &'a [Field<'a>],
	/// How many groups there are; each has a field.
	pub groups: usize,
	/// The wrap key of the patient, who opens everything without attributes.
	pub patient: RistrettoBytes,
}

/// A sealed record. The root and the salt stay with the patient and the openers; the rest is for the
/// custodian.
pub struct Sealed {
	/// What the object store keeps.
	pub blob: Vec<u8>,
	/// What hides the blob in its digest; kept and served with the blob.
	pub blob_salt: Hash,
	/// `SHA-256(0x04, blob_salt, length, blob)`, for the chain.
	pub digest: Hash,
	/// `SHA-256(0x03, root, salt)`, for the chain.
	pub commitment: Hash,
	/// The root over all fields.
	pub root: Zeroizing<Hash>,
	/// What hides the root in the commitment.
	pub salt: Zeroizing<Hash>,
}

/// Seals a record. `encrypt` makes the envelope of a group, by its number, around the payload it is given.
pub fn seal<R: CryptoRngCore, E>(
	request: &SealRequest<'_>,
	rng: &mut R,
	mut encrypt: impl FnMut(usize, &GroupPayload, &mut R) -> Result<Envelope, E>,
) -> Result<Sealed, SealError<E>> {
	let (n, length) = check(request)?;
	let mut secrets = Zeroizing::new(vec![[0_u8; 32]; request.groups]);
	let mut salt = Zeroizing::new([0; 32]);
	let mut blob_salt = [0; 32];
	secrets.iter_mut().for_each(|secret| rng.fill_bytes(secret));
	rng.fill_bytes(&mut *salt);
	rng.fill_bytes(&mut blob_salt);

	let blinding = Blinding::new();
	let mut blob = Vec::with_capacity(length);
	let mut leaves = Vec::with_capacity(request.fields.len());
	let mut directories: Vec<Vec<Entry>> = vec![Vec::new(); request.groups];
	for (index, field) in (0..n).zip(request.fields) {
		let secret = secrets.get(field.group).ok_or(RecordError::NoSuchGroup)?;
		let directory = directories.get_mut(field.group).ok_or(RecordError::NoSuchGroup)?;
		let points = blinding.points(secret, index);
		let start = blob.len();
		field_key(&points.s).seal_into(&field_aad(index, field.label), field.content, &mut blob);
		let ciphertext = blob.get(start..).unwrap_or_default();
		leaves.push(leaf(index, field.label, &points.p, ciphertext));
		directory.push(Entry {
			index,
			label: String::from(field.label),
			offset: start,
			length: ciphertext.len(),
		});
	}
	let tree = Tree::new(request.schema, leaves.clone()).ok_or(RecordError::NoFields)?;
	let root = Zeroizing::new(tree.root());
	drop(tree);

	let mut groups = Vec::with_capacity(request.groups);
	for (group, (secret, directory)) in secrets.iter().zip(&directories).enumerate() {
		let payload = GroupPayload {
			secret: *secret,
			root: *root,
			salt: *salt,
		};
		let envelope = encrypt(group, &payload, rng).map_err(SealError::Envelope)?;
		for part in [&envelope.header, &envelope.boxed] {
			if part.is_empty() || part.len() > MAX_ENVELOPE {
				return Err(RecordError::Envelope.into());
			}
		}
		groups.push((
			envelope,
			directory_key(secret).seal(&root[..], &write_directory(directory)),
		));
	}
	let keys = PatientBox {
		root: *root,
		salt: *salt,
		secrets: core::mem::take(&mut *secrets),
	};
	let patient_box = wrap(
		&request.patient,
		&patient_context(&request.context),
		&keys.to_bytes(),
		rng,
	)
	.map_err(RecordError::PatientKey)?;

	let front = write_front(request.schema, n, &leaves, &patient_box, &groups, blob.len());
	if front.len().saturating_add(blob.len()) > MAX_BLOB {
		return Err(RecordError::TooLarge.into());
	}
	// The front is known last but stands first: it is rotated into place, so the ciphertexts are never
	// copied twice.
	blob.extend_from_slice(&front);
	blob.rotate_right(front.len());

	Ok(Sealed {
		digest: blob_digest(&blob_salt, &blob),
		commitment: on_chain_commitment(&root, &salt),
		blob,
		blob_salt,
		root,
		salt,
	})
}

/// The number of fields, and about how many bytes the blob will have.
fn check(request: &SealRequest<'_>) -> Result<(u32, usize), RecordError> {
	if request.groups == 0 {
		return Err(RecordError::NoGroups);
	}
	if request.groups > MAX_GROUPS {
		return Err(RecordError::TooManyGroups);
	}
	if request.fields.is_empty() {
		return Err(RecordError::NoFields);
	}
	if request.fields.len() > MAX_FIELDS {
		return Err(RecordError::TooManyFields);
	}
	let n = u32::try_from(request.fields.len()).map_err(|_| RecordError::TooManyFields)?;
	crate::encoding::decode_ristretto(&request.patient).map_err(RecordError::PatientKey)?;
	let mut used = vec![false; request.groups];
	// A header of moderate size a group, and for each field its leaf and its line in a directory.
	let mut length = request.groups.saturating_mul(4_096);
	for field in request.fields {
		check_label(field.label.as_bytes())?;
		*used.get_mut(field.group).ok_or(RecordError::NoSuchGroup)? = true;
		length = length
			.saturating_add(ChunkedKey::sealed_length(field.content.len()))
			.saturating_add(field.label.len())
			.saturating_add(64);
	}
	if used.contains(&false) {
		return Err(RecordError::EmptyGroup);
	}
	if length > MAX_BLOB {
		return Err(RecordError::TooLarge);
	}
	Ok((n, length))
}
