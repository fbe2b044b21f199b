//! The points that everybody knows: one base a message of a credential, and the second base of commitments.
//!
//! They are hashes to the curve, which are slow where a runtime computes them, so `bases.bin` holds the results; a test
//! computes them again.

use crate::{
	encoding::{encode_g1, serialized_uncompressed, DecodeError, G1Bytes},
	suite::{Suite, G1},
};
use alloc::vec::Vec;
use ark_ec::AffineRepr;
use ark_ff::Field;
use ark_serialize::CanonicalDeserialize;

/// Messages of a credential at most.
pub(crate) const MAX_MESSAGES: usize = 32;

/// `h_0` to `h_31`, then `h_c`.
const BASES: &[u8; 96 * (MAX_MESSAGES + 1)] = include_bytes!("bases.bin");

/// A point of G1 that was checked when it was stored: both coordinates, so that reading it needs no square root.
///
/// Only for what a chain keeps for itself: the functions that make one check the point, and nothing that comes from
/// somebody else may be read as one, since the subgroup is not checked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredG1(pub [u8; 96]);

impl StoredG1 {
	/// The stored form of a point.
	pub fn new<S: Suite>(point: &G1<S>) -> Self {
		Self(serialized_uncompressed(point))
	}

	/// The point; refuses what is not on the curve and the identity.
	#[allow(clippy::arithmetic_side_effects)] // field arithmetic
	pub fn decode<S: Suite>(&self) -> Result<G1<S>, DecodeError> {
		let point = coordinates::<S>(&self.0)?;
		let (x, y) = point.xy().ok_or(DecodeError::Identity)?;
		let four = <G1<S> as AffineRepr>::BaseField::from(4u64);
		if y.square() == x.square() * x + four {
			Ok(point)
		} else {
			Err(DecodeError::Malformed)
		}
	}

	/// The encoding that travels.
	pub fn compressed<S: Suite>(&self) -> Result<G1Bytes, DecodeError> {
		self.decode::<S>().map(|point| encode_g1::<S>(&point))
	}
}

fn coordinates<S: Suite>(bytes: &[u8]) -> Result<G1<S>, DecodeError> {
	G1::<S>::deserialize_uncompressed_unchecked(bytes).map_err(|_| DecodeError::Malformed)
}

/// `h_0`, `h_1`, …, as many as a credential with `messages` messages has.
pub(crate) fn message_bases<S: Suite>(messages: usize) -> Vec<G1<S>> {
	BASES
		.chunks_exact(96)
		.take(messages.min(MAX_MESSAGES))
		.filter_map(|bytes| coordinates::<S>(bytes).ok())
		.collect()
}

/// `h_c`.
pub(crate) fn commitment_base<S: Suite>() -> G1<S> {
	// The file holds points: see the test.
	BASES
		.chunks_exact(96)
		.nth(MAX_MESSAGES)
		.and_then(|bytes| coordinates::<S>(bytes).ok())
		.unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{domain, encoding::decode_g1, suite::g1, suite::Portable, Bls};

	fn hashed() -> Vec<u8> {
		(0..MAX_MESSAGES)
			.map(|i| Bls::hash_to_g1(domain::H_MESSAGE, &[u8::try_from(i).unwrap()]))
			.chain([Bls::hash_to_g1(domain::H_COMMITMENT, b"h_c")])
			.flat_map(|point| StoredG1::new::<Bls>(&point).0)
			.collect()
	}

	#[test]
	fn the_bases_are_hashes_whose_logarithms_nobody_knows() {
		if std::env::var_os("SALUS_REGENERATE").is_some() {
			let file = std::path::Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap())
				.join("src/credential/bases.bin");
			std::fs::write(file, hashed()).unwrap();
			return;
		}
		assert!(hashed() == BASES);
	}

	#[test]
	fn every_suite_reads_the_same_bases() {
		let native: Vec<_> = message_bases::<Bls>(MAX_MESSAGES)
			.iter()
			.chain([&commitment_base::<Bls>()])
			.map(encode_g1::<Bls>)
			.collect();
		let portable: Vec<_> = message_bases::<Portable>(MAX_MESSAGES)
			.iter()
			.chain([&commitment_base::<Portable>()])
			.map(encode_g1::<Portable>)
			.collect();
		assert_eq!(native.len(), MAX_MESSAGES + 1);
		assert_eq!(native, portable);
		for (at, base) in native.iter().enumerate() {
			assert!(decode_g1::<Bls>(base).is_ok());
			assert!(native[..at].iter().all(|other| other != base));
		}
	}

	#[test]
	fn a_stored_point_is_read_back_and_what_is_no_point_is_not() {
		let point = g1::<Bls>();
		let stored = StoredG1::new::<Bls>(&point);
		assert_eq!(stored.decode::<Bls>(), Ok(point));
		assert_eq!(stored.compressed::<Portable>(), Ok(encode_g1::<Bls>(&point)));
		let mut off = stored;
		off.0[95] ^= 1;
		assert_eq!(off.decode::<Bls>(), Err(DecodeError::Malformed));
		let mut above = stored;
		above.0[..48].copy_from_slice(&[0x1f; 48]);
		assert_eq!(above.decode::<Bls>(), Err(DecodeError::Malformed));
		let identity = StoredG1::new::<Bls>(&G1::<Bls>::zero());
		assert_eq!(identity.decode::<Bls>(), Err(DecodeError::Identity));
		assert_eq!(StoredG1([0; 96]).decode::<Bls>(), Err(DecodeError::Identity));
		assert_eq!(StoredG1([0xff; 96]).decode::<Bls>(), Err(DecodeError::Malformed));
	}
}
