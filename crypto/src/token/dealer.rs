//! A dealer who knows k: for tests and benchmarks of what comes after a ceremony.
//!
//! On every network a ceremony makes the shares, and nobody ever holds k.

use super::{KeysError, PublicKeys, Share};
use crate::{
	authority::{threshold_is_sound, MAX_AUTHORITIES},
	domain,
	encoding::RistrettoBytes,
	hash::digest,
	shamir::Polynomial,
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;

/// Shares a fresh k among `count` authorities, of which any `threshold` make a token.
pub fn deal(
	threshold: u16,
	count: u16,
	rng: &mut impl CryptoRngCore,
) -> Result<(PublicKeys, Vec<Share>), KeysError> {
	if count == 0 || count > MAX_AUTHORITIES {
		return Err(KeysError::AuthorityCount);
	}
	if !threshold_is_sound(threshold, count) {
		return Err(KeysError::Threshold);
	}
	let k = Polynomial::<Scalar>::random_nonzero(threshold, count, rng);
	let public = |j| -> RistrettoBytes { RistrettoPoint::mul_base(&k.at(j)).compress().to_bytes() };
	let key = public(0);
	let ceremony = digest(domain::TOKEN_CEREMONY, &[&key]);
	let shares = (1..=count)
		.map(|index| Share {
			index,
			generation: 0,
			ceremony,
			k_j: k.at(index),
		})
		.collect();
	let public = PublicKeys {
		generation: 0,
		threshold,
		keys: (1..=count).map(public).collect(),
		key,
		ceremony,
	};
	Ok((public, shares))
}
