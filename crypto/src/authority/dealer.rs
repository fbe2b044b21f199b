//! A dealer who knows alpha and beta: for tests and benchmarks of what comes after a ceremony.
//!
//! On every network a ceremony makes the shares, and nobody ever holds alpha or beta.

use super::{
	parameters::threshold_is_sound, AuthorityPublic, ParametersError, PublicParameters, Share,
	MAX_AUTHORITIES,
};
use crate::{
	codec::Writer,
	domain,
	encoding::{encode_g2, encode_gt, G2Bytes},
	hash::{digest, expand_message_xmd},
	shamir::Polynomial,
	suite::{g1, g2, Fr, Suite, G2},
};
use alloc::vec::Vec;
use rand_core::{CryptoRng, CryptoRngCore, RngCore};
use sha2::Sha256;

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

/// A dealing for vectors and benchmarks: the same for everyone, from a published seed.
///
/// **Never of a network.** Whoever reads this line can open every record sealed under it.
pub fn development_dealing<S: Suite>(
	threshold: u16,
	count: u16,
) -> Result<(PublicParameters, Vec<Share>), ParametersError> {
	deal::<S>(
		threshold,
		count,
		&mut Published::new(domain::DEVELOPMENT_DEALING, threshold, count),
	)
}

/// Bytes that everyone can compute.
pub(crate) struct Published {
	domain: &'static [u8],
	counter: u64,
	threshold: u16,
	count: u16,
}

impl Published {
	/// The bytes of one dealing.
	pub fn new(domain: &'static [u8], threshold: u16, count: u16) -> Self {
		Self {
			domain,
			counter: 0,
			threshold,
			count,
		}
	}
}

impl RngCore for Published {
	fn next_u32(&mut self) -> u32 {
		rand_core::impls::next_u32_via_fill(self)
	}

	fn next_u64(&mut self) -> u64 {
		rand_core::impls::next_u64_via_fill(self)
	}

	fn fill_bytes(&mut self, dest: &mut [u8]) {
		for chunk in dest.chunks_mut(32) {
			let message = Writer::new()
				.u16(self.threshold)
				.u16(self.count)
				.u64(self.counter)
				.finish();
			expand_message_xmd::<Sha256>(self.domain, &[&message], chunk);
			self.counter = self.counter.wrapping_add(1);
		}
	}

	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
		self.fill_bytes(dest);
		Ok(())
	}
}

impl CryptoRng for Published {}
