//! A dealer who knows alpha and beta: for tests and benchmarks of what comes after a ceremony.
//!
//! On every network a ceremony makes the shares, and nobody ever holds alpha or beta.

use super::{
	parameters::threshold_is_sound, AuthorityPublic, ParametersError, PublicParameters, Share,
	MAX_AUTHORITIES,
};
use crate::{
	domain,
	encoding::{encode_g2, encode_gt, G2Bytes},
	hash::digest,
	shamir::Polynomial,
	suite::{g1, g2, Fr, Suite, G2},
};
use alloc::vec::Vec;
use rand_core::CryptoRngCore;

/// Shares fresh alpha and beta among `count` authorities, of which any `threshold` make a key.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn deal<S: Suite>(
	threshold: u16,
	count: u16,
	rng: &mut impl CryptoRngCore,
) -> Result<(PublicParameters, Vec<Share>), ParametersError> {
	if count == 0 || count > MAX_AUTHORITIES {
		return Err(ParametersError::AuthorityCount);
	}
	if !threshold_is_sound(threshold, count) {
		return Err(ParametersError::Threshold);
	}
	let in_g2 = |secret: &Fr| -> G2<S> { (g2::<S>() * secret).into() };
	let (alpha, beta) = (
		Polynomial::random_nonzero(threshold, count, rng),
		Polynomial::random_nonzero(threshold, count, rng),
	);
	let a = in_g2(&alpha.at(0));
	let e = S::pairing_product(&[(g1::<S>(), a)]);
	let encode = |secret: &Fr| -> G2Bytes { encode_g2::<S>(&in_g2(secret)) };
	let (a, beta_public) = (encode_g2::<S>(&a), encode(&beta.at(0)));
	let authorities: Vec<AuthorityPublic> = (1..=count)
		.map(|j| AuthorityPublic {
			a_j: encode(&alpha.at(j)),
			beta_j: encode(&beta.at(j)),
		})
		.collect();
	let ceremony = digest(domain::PARAMETERS, &[&a, &beta_public]);
	let shares = (1..=count)
		.map(|j| Share {
			index: j,
			generation: 0,
			ceremony,
			alpha_j: alpha.at(j),
			beta_j: beta.at(j),
		})
		.collect();
	let public = PublicParameters {
		generation: 0,
		threshold,
		authorities,
		a,
		beta: beta_public,
		e: encode_gt::<S>(&e),
		ceremony,
	};
	Ok((public, shares))
}
