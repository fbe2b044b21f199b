//! Shamir's sharing of scalars and Lagrange coefficients at zero, over the fields of both groups.

use crate::suite::Fr;
use alloc::vec::Vec;
use ark_ff::{Field, Zero};
use core::ops::{Add, Mul, Sub};
use curve25519_dalek::Scalar;
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, Zeroizing};

/// A field whose elements are shared.
pub trait ShareField:
	Copy + PartialEq + From<u16> + Zeroize + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self>
{
	/// The inverse, of zero none.
	fn inverted(self) -> Option<Self>;

	/// A uniform element.
	fn uniform(rng: &mut impl CryptoRngCore) -> Self;
}

impl ShareField for Fr {
	fn inverted(self) -> Option<Self> {
		self.inverse()
	}

	fn uniform(rng: &mut impl CryptoRngCore) -> Self {
		random_scalar(rng)
	}
}

impl ShareField for Scalar {
	fn inverted(self) -> Option<Self> {
		(self != Self::ZERO).then(|| self.invert())
	}

	fn uniform(rng: &mut impl CryptoRngCore) -> Self {
		Self::random(rng)
	}
}

/// A polynomial whose value at 0 is the secret.
pub struct Polynomial<F: ShareField = Fr>(Zeroizing<Vec<F>>);

impl<F: ShareField> Polynomial<F> {
	/// A random polynomial of degree `threshold - 1` through `secret` at 0.
	pub fn random(secret: F, threshold: u16, rng: &mut impl CryptoRngCore) -> Self {
		let mut coefficients = Zeroizing::new(Vec::with_capacity(threshold.into()));
		coefficients.push(secret);
		coefficients.extend((1..threshold).map(|_| F::uniform(rng)));
		Self(coefficients)
	}

	/// One none of whose values at 0, 1, …, `count` is zero: zero would be the neutral element in public, which decoding
	/// refuses.
	pub(crate) fn random_nonzero(threshold: u16, count: u16, rng: &mut impl CryptoRngCore) -> Self {
		loop {
			let polynomial = Self::random(F::uniform(rng), threshold, rng);
			if (0..=count).all(|x| polynomial.at(x) != F::from(0)) {
				return polynomial;
			}
		}
	}

	/// One through `secret`, which is not zero, and neither is a coefficient or a value at 1, …, `count`.
	pub(crate) fn random_through(
		secret: F,
		threshold: u16,
		count: u16,
		rng: &mut impl CryptoRngCore,
	) -> Self {
		loop {
			let polynomial = Self::random(secret, threshold, rng);
			let values = (1..=count).map(|x| polynomial.at(x));
			if polynomial
				.0
				.iter()
				.copied()
				.chain(values)
				.all(|value| value != F::from(0))
			{
				return polynomial;
			}
		}
	}

	/// The coefficients, the secret first.
	pub(crate) fn coefficients(&self) -> &[F] {
		&self.0
	}

	/// The value at `x`: a share, for `x` from 1.
	pub fn at(&self, x: u16) -> F {
		evaluate(&self.0, x.into())
	}
}

fn evaluate<F: ShareField>(coefficients: &[F], x: F) -> F {
	coefficients
		.iter()
		.rev()
		.fold(F::from(0), |value, coefficient| value * x + *coefficient)
}

/// `1, x, x^2, …`.
pub(crate) fn powers<F: ShareField>(x: u16, count: u16) -> Vec<F> {
	let x = F::from(x);
	core::iter::successors(Some(F::from(1)), |power| Some(*power * x))
		.take(count.into())
		.collect()
}

/// Coefficients that take values at `indices` to the value at 0; none if an index is 0 or occurs twice.
pub fn lagrange_at_zero<F: ShareField>(indices: &[u16]) -> Option<Vec<F>> {
	indices
		.iter()
		.enumerate()
		.map(|(at, j)| {
			let j = F::from(*j);
			let (mut numerator, mut denominator) = (F::from(1), F::from(1));
			for (other, i) in indices.iter().enumerate() {
				if other != at {
					numerator = numerator * F::from(*i);
					denominator = denominator * (F::from(*i) - j);
				}
			}
			(j != F::from(0)).then_some(numerator * denominator.inverted()?)
		})
		.collect()
}

/// A word of the dual of the code of polynomials of degree `count - p.len()`, evaluated at 0, 1, …, `count`.
///
/// Values `f(0), …, f(n)` lie on a polynomial of degree t - 1 iff they are orthogonal to the dual code, whose words are
/// `p(i) / prod_{k != i} (i - k)` with p of degree n - t. One word decides, if p is random and was not known before the
/// values were.
pub(crate) fn dual_codeword<F: ShareField>(count: u16, p: &[F]) -> Option<Vec<F>> {
	(0..=count)
		.map(|i| {
			let x = F::from(i);
			let denominator = (0..=count)
				.filter(|k| *k != i)
				.map(|k| x - F::from(k))
				.fold(F::from(1), |product, difference| product * difference);
			Some(evaluate(p, x) * denominator.inverted()?)
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

	fn any_threshold_of_shares_gives_the_secret_and_fewer_do_not_in<F: ShareField + core::fmt::Debug>() {
		let mut rng = StdRng::seed_from_u64(1);
		let secret = F::uniform(&mut rng);
		let polynomial = Polynomial::random(secret, 3, &mut rng);
		let combine = |indices: &[u16]| {
			let coefficients = lagrange_at_zero::<F>(indices).unwrap();
			indices
				.iter()
				.zip(coefficients)
				.fold(F::from(0), |sum, (i, c)| sum + polynomial.at(*i) * c)
		};
		assert_eq!(combine(&[1, 2, 3]), secret);
		assert_eq!(combine(&[7, 2, 4]), secret);
		assert_eq!(combine(&[4, 3, 2, 1]), secret);
		assert_ne!(combine(&[1, 2]), secret);
	}

	#[test]
	fn any_threshold_of_shares_gives_the_secret_and_fewer_do_not() {
		any_threshold_of_shares_gives_the_secret_and_fewer_do_not_in::<Fr>();
		any_threshold_of_shares_gives_the_secret_and_fewer_do_not_in::<Scalar>();
	}

	#[test]
	fn an_index_used_twice_or_zero_has_no_coefficients() {
		for indices in [[1, 1], [0, 1]] {
			assert_eq!(lagrange_at_zero::<Fr>(&indices), None);
			assert_eq!(lagrange_at_zero::<Scalar>(&indices), None);
		}
	}

	#[test]
	fn a_dual_word_tells_values_of_a_polynomial_from_others() {
		let mut rng = StdRng::seed_from_u64(2);
		let polynomial = Polynomial::random(Scalar::uniform(&mut rng), 3, &mut rng);
		let mut values: Vec<_> = (0..=5).map(|x| polynomial.at(x)).collect();
		let p: Vec<_> = (0..3).map(|_| Scalar::uniform(&mut rng)).collect();
		let word = dual_codeword(5, &p).unwrap();
		let product = |values: &[Scalar]| values.iter().zip(&word).map(|(v, w)| v * w).sum::<Scalar>();
		assert_eq!(product(&values), Scalar::ZERO);
		values[4] += Scalar::ONE;
		assert_ne!(product(&values), Scalar::ZERO);
	}
}
