//! The keys of one field, and its leaf.

use super::{Hash, OpenError, RecordError, MAX_LABEL};
use crate::{
	codec::Writer,
	domain,
	encoding::RistrettoBytes,
	hash::{expand_message_xmd, sha256},
	symmetric::{ChunkedKey, Unopened},
};
use alloc::vec::Vec;
use curve25519_dalek::{ristretto::RistrettoBasepointTable, RistrettoPoint, Scalar};
use sha2::{Digest, Sha256, Sha512};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The hash of a leaf.
pub type LeafHash = Hash;

/// `k_i`'s points: `S_i`, from which the field's key comes, and `P_i`, which the leaf holds.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct FieldPoints {
	pub s: RistrettoBytes,
	pub p: RistrettoBytes,
}

/// Multiplication by `B'` with its table, made once a record.
pub(crate) struct Blinding(RistrettoBasepointTable);

impl Blinding {
	pub fn new() -> Self {
		Self(RistrettoBasepointTable::create(&b_prime()))
	}

	/// `x B'`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn mul(&self, x: &Scalar) -> RistrettoPoint {
		x * &self.0
	}

	/// `S_i = k_i B'` and `P_i = k_i G` of a field.
	pub(super) fn points(&self, secret: &[u8; 32], index: u32) -> FieldPoints {
		let k = Zeroizing::new(k(secret, index));
		let s = Zeroizing::new(self.mul(&k));
		FieldPoints {
			s: s.compress().to_bytes(),
			p: RistrettoPoint::mul_base(&k).compress().to_bytes(),
		}
	}
}

/// `B'`: a second generator, hashed, so that nobody knows its logarithm to `G`.
pub(crate) fn b_prime() -> RistrettoPoint {
	let mut wide = [0; 64];
	expand_message_xmd::<Sha512>(domain::H_BLINDING, &[b"B'"], &mut wide);
	RistrettoPoint::from_uniform_bytes(&wide)
}

/// `k_i = H_scalar(secret, i)`.
pub(super) fn k(secret: &[u8; 32], index: u32) -> Scalar {
	let mut wide = Zeroizing::new([0; 64]);
	let message = Zeroizing::new(Writer::new().bytes(secret).bytes(&index.to_le_bytes()).finish());
	expand_message_xmd::<Sha512>(domain::FIELD_SCALAR, &[&message], &mut *wide);
	Scalar::from_bytes_mod_order_wide(&wide)
}

/// The key of the field with this `S_i`.
pub(super) fn field_key(s: &RistrettoBytes) -> ChunkedKey {
	ChunkedKey::derive(s, domain::FIELD, &[])
}

/// What a field's chunks authenticate: its index and label.
pub(super) fn field_aad(index: u32, label: &str) -> Vec<u8> {
	Writer::new().u32(index).bytes(label.as_bytes()).finish()
}

/// `SHA-256(0x00, i, label, P_i, SHA-256(ciphertext_i))`.
pub(super) fn leaf(index: u32, label: &str, p: &RistrettoBytes, ciphertext: &[u8]) -> LeafHash {
	leaf_of_digest(index, label, p, &sha256(ciphertext))
}

/// The leaf of a field whose ciphertext has this digest.
pub(crate) fn leaf_of_digest(index: u32, label: &str, p: &RistrettoBytes, digest: &Hash) -> LeafHash {
	Sha256::new()
		.chain_update([0x00])
		.chain_update(index.to_le_bytes())
		// The constructor and every parser bound labels by MAX_LABEL.
		.chain_update(u16::try_from(label.len()).unwrap_or(u16::MAX).to_le_bytes())
		.chain_update(label)
		.chain_update(p)
		.chain_update(digest)
		.finalize()
		.into()
}

pub(crate) fn check_label(label: &[u8]) -> Result<&str, RecordError> {
	if label.is_empty() || label.len() > MAX_LABEL {
		return Err(RecordError::Label);
	}
	core::str::from_utf8(label).map_err(|_| RecordError::Label)
}

/// Opens a field's ciphertext with its `S_i`.
pub(super) fn open_field(
	index: u32,
	label: &str,
	s: &RistrettoBytes,
	ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
	field_key(s)
		.open(&field_aad(index, label), ciphertext)
		.map_err(|_| OpenError::Field { index })
}

/// Opens a field's ciphertext with its `S_i` chunk by chunk, for content that need not be held whole.
pub(crate) fn open_field_chunks(
	index: u32,
	label: &str,
	s: &RistrettoBytes,
	ciphertext: &[u8],
	sink: impl FnMut(&[u8]),
) -> Result<(), Unopened> {
	field_key(s).open_chunks(&field_aad(index, label), ciphertext, sink)
}
