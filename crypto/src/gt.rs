//! The target group: exponentiation in four dimensions and a subgroup test by Frobenius.
//!
//! On the target group, of order r = u^4 - u^2 + 1 with u the parameter of BLS12-381 (negative), the Frobenius map is the
//! power u. An exponent e < r is written `e = e_0 + e_1 |u| + e_2 |u|^2 + e_3 |u|^3` with 64-bit digits, so that
//! `f^e = f^{e_0} * conj(φ(f))^{e_1} * φ²(f)^{e_2} * conj(φ³(f))^{e_3}`: 64 squarings and 64 products instead of 255
//! squarings and about 60 products. Each step multiplies by an entry of a table of sixteen, chosen by reading all of it.

use crate::suite::Fr;
use ark_ff::{CyclotomicMultSubgroup, PrimeField};

/// `|u|`: the parameter of BLS12-381 is negative.
pub(crate) const ABS_U: u64 = 0xd201_0000_0001_0000;

/// The digits of an exponent to the base `|u|`, least significant first.
pub(crate) fn digits(exponent: &Fr) -> [u64; 4] {
	let mut quotient = exponent.into_bigint().0;
	let mut digits = [0; 4];
	for digit in &mut digits {
		let mut remainder = 0u128;
		for limb in quotient.iter_mut().rev() {
			let dividend = (remainder << 64) | u128::from(*limb);
			// The remainder is below the divisor: the quotient of two limbs by one fits one.
			*limb = u64::try_from(dividend.div_euclid(u128::from(ABS_U))).unwrap_or(u64::MAX);
			remainder = dividend.rem_euclid(u128::from(ABS_U));
		}
		*digit = u64::try_from(remainder).unwrap_or(u64::MAX);
	}
	digits
}

/// `base^exponent` for a `base` of the target group.
#[allow(clippy::arithmetic_side_effects)] // field arithmetic
pub(crate) fn pow<F: CyclotomicMultSubgroup>(base: &F, exponent: &Fr) -> F {
	let conjugate = |f: &F| f.cyclotomic_inverse().unwrap_or(F::ONE);
	let frobenius = |power| {
		let mut image = *base;
		image.frobenius_map_in_place(power);
		image
	};
	let bases = [
		*base,
		conjugate(&frobenius(1)),
		frobenius(2),
		conjugate(&frobenius(3)),
	];
	let mut table = alloc::vec![F::ONE];
	for base in &bases {
		let extended: alloc::vec::Vec<F> = table.iter().map(|entry| *entry * base).collect();
		table.extend(extended);
	}
	let digits = digits(exponent);
	let mut result = F::ONE;
	for bit in (0..64).rev() {
		result.cyclotomic_square_in_place();
		let index = digits.iter().rev().fold(0usize, |index, digit| {
			(index << 1) | usize::from((digit >> bit) & 1 == 1)
		});
		if let Some(entry) = table.get(index) {
			result *= entry;
		}
	}
	result
}

/// Whether `f` has order r: `f` lies in the cyclotomic subgroup and Frobenius acts on it as the power u.
#[allow(clippy::arithmetic_side_effects)] // field arithmetic
pub(crate) fn is_in_group<F: CyclotomicMultSubgroup>(f: &F) -> bool {
	if f.is_zero() {
		return false;
	}
	let frobenius = |power| {
		let mut image = *f;
		image.frobenius_map_in_place(power);
		image
	};
	let is_cyclotomic = frobenius(4) * f == frobenius(2);
	is_cyclotomic && f.cyclotomic_exp([ABS_U]).cyclotomic_inverse() == Some(frobenius(1))
}
