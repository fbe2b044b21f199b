//! Strict encodings of group elements and scalars.
//!
//! Points travel compressed. Decoding checks the curve, the subgroup, and that encoding again gives the same bytes; the
//! identity is refused, since no element that one party sends to another may be it. Scalars are canonical and nonzero
//! where they are keys.

use crate::suite::{Fr, Gt, Suite, G1, G2};
use alloc::vec::Vec;
use ark_ec::AffineRepr;
use ark_ff::{BigInteger, PrimeField, Zero};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, Valid};
use curve25519_dalek::{ristretto::CompressedRistretto, traits::IsIdentity, RistrettoPoint, Scalar};

/// A point of G1, compressed.
pub type G1Bytes = [u8; 48];
/// A point of G2, compressed.
pub type G2Bytes = [u8; 96];
/// An element of the target group: twelve coordinates.
pub type GtBytes = [u8; 576];
/// A scalar, little-endian.
pub type ScalarBytes = [u8; 32];
/// A point of Ristretto255.
pub type RistrettoBytes = [u8; 32];

/// Why bytes are not an acceptable group element or scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
	/// Not the encoding of a point of the curve, of a field element or of a reduced scalar.
	Malformed,
	/// Encoding the value again gives other bytes.
	NotCanonical,
	/// A point of the curve outside the group of prime order.
	NotInSubgroup,
	/// The neutral element, or a zero scalar.
	Identity,
}

impl core::fmt::Display for DecodeError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Malformed => "malformed group element",
			Self::NotCanonical => "group element not in its canonical encoding",
			Self::NotInSubgroup => "point outside the prime-order subgroup",
			Self::Identity => "the neutral element is refused",
		})
	}
}

impl core::error::Error for DecodeError {}

/// Decodes a point of G1.
pub fn decode_g1<S: Suite>(bytes: &G1Bytes) -> Result<G1<S>, DecodeError> {
	let point = S::decompress_g1(bytes)?;
	strict(point.is_zero(), encode_g1::<S>(&point) == *bytes)?;
	Ok(point)
}

/// Decodes a point of G2.
pub fn decode_g2<S: Suite>(bytes: &G2Bytes) -> Result<G2<S>, DecodeError> {
	let point = S::decompress_g2(bytes)?;
	strict(point.is_zero(), encode_g2::<S>(&point) == *bytes)?;
	Ok(point)
}

/// Decodes an element of the target group.
pub fn decode_gt<S: Suite>(bytes: &GtBytes) -> Result<Gt<S>, DecodeError> {
	let element =
		Gt::<S>::deserialize_compressed_unchecked(&bytes[..]).map_err(|_| DecodeError::Malformed)?;
	strict(element.is_zero(), encode_gt::<S>(&element) == *bytes)?;
	if S::is_in_gt(&element) {
		Ok(element)
	} else {
		Err(DecodeError::NotInSubgroup)
	}
}

fn strict(is_identity: bool, is_canonical: bool) -> Result<(), DecodeError> {
	match (is_identity, is_canonical) {
		(true, _) => Err(DecodeError::Identity),
		(_, false) => Err(DecodeError::NotCanonical),
		_ => Ok(()),
	}
}

/// Encodes a point of G1.
pub fn encode_g1<S: Suite>(point: &G1<S>) -> G1Bytes {
	S::compress_g1(point)
}

/// Encodes a point of G2.
pub fn encode_g2<S: Suite>(point: &G2<S>) -> G2Bytes {
	S::compress_g2(point)
}

/// Encodes an element of the target group.
pub fn encode_gt<S: Suite>(element: &Gt<S>) -> GtBytes {
	serialized(element)
}

/// Decodes a scalar, which may be zero.
pub fn decode_scalar(bytes: &ScalarBytes) -> Result<Fr, DecodeError> {
	Fr::deserialize_compressed(&bytes[..]).map_err(|_| DecodeError::Malformed)
}

/// Decodes a scalar that is a key: not zero.
pub fn decode_key_scalar(bytes: &ScalarBytes) -> Result<Fr, DecodeError> {
	let scalar = decode_scalar(bytes)?;
	if scalar.is_zero() {
		return Err(DecodeError::Identity);
	}
	Ok(scalar)
}

/// Encodes a scalar.
pub fn encode_scalar(scalar: &Fr) -> ScalarBytes {
	let mut bytes = [0; 32];
	for (chunk, limb) in bytes.chunks_exact_mut(8).zip(scalar.into_bigint().0) {
		chunk.copy_from_slice(&limb.to_le_bytes());
	}
	bytes
}

/// Decodes a point of Ristretto255.
pub fn decode_ristretto(bytes: &RistrettoBytes) -> Result<RistrettoPoint, DecodeError> {
	// Decompression of Ristretto accepts canonical encodings alone.
	let point = CompressedRistretto(*bytes)
		.decompress()
		.ok_or(DecodeError::Malformed)?;
	if point.is_identity() {
		return Err(DecodeError::Identity);
	}
	Ok(point)
}

/// Decodes a scalar of Ristretto255, which may be zero.
pub fn decode_ristretto_scalar(bytes: &ScalarBytes) -> Result<Scalar, DecodeError> {
	Option::from(Scalar::from_canonical_bytes(*bytes)).ok_or(DecodeError::Malformed)
}

/// Decodes a scalar of Ristretto255 that is a key: not zero.
pub fn decode_ristretto_key(bytes: &ScalarBytes) -> Result<Scalar, DecodeError> {
	let scalar = decode_ristretto_scalar(bytes)?;
	if scalar == Scalar::ZERO {
		return Err(DecodeError::Identity);
	}
	Ok(scalar)
}

/// Both coordinates of a point of G1; an element whose length is not 96 gives zeros, which decode to nothing.
pub(crate) fn serialized_uncompressed(value: &impl CanonicalSerialize) -> [u8; 96] {
	let mut bytes = Vec::with_capacity(96);
	match value.serialize_uncompressed(&mut bytes) {
		Ok(()) => bytes.try_into().unwrap_or([0; 96]),
		Err(_) => [0; 96],
	}
}

/// The serialisation of arkworks in an array; an element whose length is not `N` gives zeros, which decode to nothing.
pub(crate) fn serialized<const N: usize>(value: &impl CanonicalSerialize) -> [u8; N] {
	let mut bytes = Vec::with_capacity(N);
	match value.serialize_compressed(&mut bytes) {
		Ok(()) => bytes.try_into().unwrap_or([0; N]),
		Err(_) => [0; N],
	}
}

/// Decompression by arkworks: the curve, then the subgroup.
pub(crate) fn deserialized<T: CanonicalDeserialize + Valid>(bytes: &[u8]) -> Result<T, DecodeError> {
	let point = T::deserialize_compressed_unchecked(bytes).map_err(|_| DecodeError::Malformed)?;
	point.check().map_err(|_| DecodeError::NotInSubgroup)?;
	Ok(point)
}

/// The little-endian bytes of a scalar's integer, for secrets: the caller erases them.
pub(crate) fn scalar_bits(scalar: &Fr) -> Vec<u8> {
	scalar.into_bigint().to_bytes_le()
}
