//! Shamir's sharing of scalars and Lagrange coefficients at zero.

use crate::suite::Fr;
use alloc::vec::Vec;
use ark_ff::{Field, One, Zero};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// A polynomial whose value at 0 is the secret.
pub struct Polynomial(Zeroizing<Vec<Fr>>);

impl Polynomial {
	/// A random polynomial of degree `threshold - 1` through `secret` at 0.
	pub fn random(secret: Fr, threshold: u16, rng: &mut impl CryptoRngCore) -> Self {
		let mut coefficients = Zeroizing::new(Vec::with_capacity(threshold.into()));
		coefficients.push(secret);
		coefficients.extend((1..threshold).map(|_| random_scalar(rng)));
		Self(coefficients)
	}

	/// The value at `x`: a share, for `x` from 1.
	#[allow(clippy::arithmetic_side_effects)] // field arithmetic
	pub fn at(&self, x: u16) -> Fr {
		let x = Fr::from(x);
		self.0
			.iter()
			.rev()
			.fold(Fr::zero(), |value, coefficient| value * x + coefficient)
	}
}

/// Coefficients that take values at `indices` to the value at 0; none if an index is 0 or occurs twice.
#[allow(clippy::arithmetic_side_effects)] // field arithmetic
pub fn lagrange_at_zero(indices: &[u16]) -> Option<Vec<Fr>> {
	indices
		.iter()
		.enumerate()
		.map(|(at, j)| {
			let j = Fr::from(*j);
			let mut numerator = Fr::one();
			let mut denominator = Fr::one();
			for (other, i) in indices.iter().enumerate() {
				if other != at {
					numerator *= Fr::from(*i);
					denominator *= Fr::from(*i) - j;
				}
			}
			(!j.is_zero()).then_some(numerator * denominator.inverse()?)
		})
		.collect()
}

/// A uniform scalar from 48 random bytes.
pub fn random_scalar(rng: &mut impl CryptoRngCore) -> Fr {
	let mut wide = Zeroizing::new([0; 48]);
	rng.fill_bytes(&mut *wide);
	crate::hash::reduce_scalar(&wide)
}

/// A uniform scalar other than zero.
pub fn random_nonzero(rng: &mut impl CryptoRngCore) -> Fr {
	loop {
		let scalar = random_scalar(rng);
		if !scalar.is_zero() {
			return scalar;
		}
	}
}

/// Random 128-bit weights for a batched check.
pub fn random_weights(count: usize, rng: &mut impl CryptoRngCore) -> Vec<Fr> {
	(0..count)
		.map(|_| {
			let mut weight = [0; 16];
			rng.fill_bytes(&mut weight);
			// A weight of zero would leave a check out.
			Fr::from(u128::from_le_bytes(weight).max(1))
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand::{rngs::StdRng, SeedableRng};

	#[test]
	fn any_threshold_of_shares_gives_the_secret_and_fewer_do_not() {
		let mut rng = StdRng::seed_from_u64(1);
		let secret = random_scalar(&mut rng);
		let polynomial = Polynomial::random(secret, 3, &mut rng);
		let combine = |indices: &[u16]| {
			let coefficients = lagrange_at_zero(indices).unwrap();
			indices
				.iter()
				.zip(coefficients)
				.map(|(i, c)| polynomial.at(*i) * c)
				.sum::<Fr>()
		};
		assert_eq!(combine(&[1, 2, 3]), secret);
		assert_eq!(combine(&[7, 2, 4]), secret);
		assert_eq!(combine(&[4, 3, 2, 1]), secret);
		assert_ne!(combine(&[1, 2]), secret);
	}

	#[test]
	fn an_index_used_twice_or_zero_has_no_coefficients() {
		assert_eq!(lagrange_at_zero(&[1, 1]), None);
		assert_eq!(lagrange_at_zero(&[0, 1]), None);
	}
}
