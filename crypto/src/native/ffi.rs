//! The calls of blst. The one file with `unsafe` in it: each call reads and writes values that live on this side for its
//! whole duration, with the lengths that the C functions are told.
#![allow(unsafe_code)]

use blst::*;
use core::ptr;

const SCALAR_BITS: usize = 255;
/// Up to so many points are multiplied one by one, each by the bits its scalar has.
const FEW: usize = 4;

pub(super) fn miller_loop(p: &[blst_p1_affine], q: &[blst_p2_affine]) -> blst_fp12 {
	let n = p.len().min(q.len());
	let p: Vec<*const blst_p1_affine> = p.iter().map(ptr::from_ref).collect();
	let q: Vec<*const blst_p2_affine> = q.iter().map(ptr::from_ref).collect();
	let mut out = blst_fp12::default();
	// SAFETY: both arrays hold at least n pointers to live points; n > 0 is the caller's.
	unsafe { blst_miller_loop_n(&mut out, q.as_ptr(), p.as_ptr(), n) };
	out
}

pub(super) fn final_exponentiation(f: &blst_fp12) -> blst_fp12 {
	let mut out = blst_fp12::default();
	// SAFETY: in and out are distinct values of the right type.
	unsafe { blst_final_exp(&mut out, f) };
	out
}

macro_rules! group {
	($point:ty, $affine:ty, $mul:ident, $blst_mul:ident, $msm:ident, $blst_msm:ident, $scratch:ident, $from_affine:ident, $add_points:ident,
	 $sum:ident, $add:ident, $complete_add:ident, $is_infinity:ident, $uncompress:ident, $blst_uncompress:ident, $compress:ident, $blst_compress:ident,
	 $in_group:ident, $blst_in_group:ident, $size:literal) => {
		pub(super) fn $mul(p: &$point, scalar: &[u8]) -> $point {
			let bits = scalar.len().saturating_mul(8).min(if scalar.len() == 32 {
				SCALAR_BITS
			} else {
				usize::MAX
			});
			let mut out = <$point>::default();
			// SAFETY: the scalar has at least `bits` bits.
			unsafe { $blst_mul(&mut out, p, scalar.as_ptr(), bits) };
			out
		}

		pub(super) fn $msm(points: &[$affine], scalars: &[[u8; 32]]) -> $point {
			let n = points.len().min(scalars.len());
			let mut out = <$point>::default();
			if n <= FEW {
				for (point, scalar) in points
					.iter()
					.zip(scalars)
					.filter(|(_, scalar)| bit_length(scalar) > 0)
				{
					let mut power = <$point>::default();
					let (bytes, acc) = (bit_length(scalar).div_ceil(8), out);
					// SAFETY: a plain conversion, and a complete addition of distinct live values.
					unsafe {
						$from_affine(&mut power, point);
						power = $mul(&power, scalar.get(..bytes).unwrap_or(scalar));
						$add_points(&mut out, &acc, &power);
					}
				}
				return out;
			}
			let bits = scalars.iter().map(bit_length).max().unwrap_or(0);
			if bits <= 1 {
				let ones = points
					.iter()
					.zip(scalars)
					.filter(|(_, scalar)| bit_length(scalar) == 1);
				return $sum(out, ones.map(|(point, _)| *point));
			}
			let points: Vec<*const $affine> = points.iter().map(ptr::from_ref).collect();
			let scalars: Vec<*const u8> = scalars.iter().map(|scalar| scalar.as_ptr()).collect();
			// SAFETY: the function only computes a size, in bytes.
			let bytes = unsafe { $scratch(n) };
			let mut scratch = vec![0u64; bytes.div_ceil(8)];
			// SAFETY: n live points, n scalars of 32 bytes, scratch of the size asked for.
			unsafe {
				$blst_msm(
					&mut out,
					points.as_ptr(),
					n,
					scalars.as_ptr(),
					bits,
					scratch.as_mut_ptr(),
				)
			};
			out
		}

		pub(super) fn $sum(mut acc: $point, points: impl Iterator<Item = $affine>) -> $point {
			for point in points {
				let a = acc;
				// SAFETY: distinct live values. The short formula knows infinity but not doubling, for which it gives
				// infinity: then the complete one decides.
				unsafe {
					$add(&mut acc, &a, &point);
					if $is_infinity(&acc) {
						$complete_add(&mut acc, &a, &point);
					}
				}
			}
			acc
		}

		pub(super) fn $uncompress(bytes: &[u8; $size]) -> Option<$affine> {
			// The compressed form alone: blst's function reads 48 or 96 bytes only if its bit is set.
			let mut out = <$affine>::default();
			// SAFETY: the array has the size of a compressed point.
			let result = unsafe { $blst_uncompress(&mut out, bytes.as_ptr()) };
			(result == BLST_ERROR::BLST_SUCCESS).then_some(out)
		}

		pub(super) fn $compress(point: &$affine) -> [u8; $size] {
			let mut out = [0; $size];
			// SAFETY: the array has the size of a compressed point.
			unsafe { $blst_compress(out.as_mut_ptr(), point) };
			out
		}

		pub(super) fn $in_group(point: &$affine) -> bool {
			// SAFETY: reads one live point.
			unsafe { $blst_in_group(point) }
		}
	};
}

group!(
	blst_p1,
	blst_p1_affine,
	mul_p1,
	blst_p1_mult,
	msm_p1,
	blst_p1s_mult_pippenger,
	blst_p1s_mult_pippenger_scratch_sizeof,
	blst_p1_from_affine,
	blst_p1_add_or_double,
	sum_p1,
	blst_p1_add_affine,
	blst_p1_add_or_double_affine,
	blst_p1_is_inf,
	uncompress_p1,
	blst_p1_uncompress,
	compress_p1,
	blst_p1_affine_compress,
	is_in_g1,
	blst_p1_affine_in_g1,
	48
);
group!(
	blst_p2,
	blst_p2_affine,
	mul_p2,
	blst_p2_mult,
	msm_p2,
	blst_p2s_mult_pippenger,
	blst_p2s_mult_pippenger_scratch_sizeof,
	blst_p2_from_affine,
	blst_p2_add_or_double,
	sum_p2,
	blst_p2_add_affine,
	blst_p2_add_or_double_affine,
	blst_p2_is_inf,
	uncompress_p2,
	blst_p2_uncompress,
	compress_p2,
	blst_p2_affine_compress,
	is_in_g2,
	blst_p2_affine_in_g2,
	96
);

/// Bits of a little-endian scalar. Products over many points are of public scalars, or of shares' coefficients.
fn bit_length(scalar: &[u8; 32]) -> usize {
	let zero_bytes = scalar.iter().rev().take_while(|byte| **byte == 0).count();
	let top = scalar
		.iter()
		.rev()
		.nth(zero_bytes)
		.map_or(0, |byte| byte.leading_zeros() as usize);
	256 - 8 * zero_bytes - top
}

pub(super) fn hash_to_p1(dst: &[u8], message: &[u8]) -> blst_p1 {
	let mut out = blst_p1::default();
	// SAFETY: each pointer comes with the length of its slice; no augmentation.
	unsafe {
		blst_hash_to_g1(
			&mut out,
			message.as_ptr(),
			message.len(),
			dst.as_ptr(),
			dst.len(),
			ptr::null(),
			0,
		)
	};
	out
}

pub(super) fn is_in_gt(f: &blst_fp12) -> bool {
	// SAFETY: reads one live value.
	unsafe { blst_fp12_in_group(f) }
}

/// `base^e` with the digits of e to the base |u|: see `crate::gt`.
pub(super) fn pow_fp12(base: &blst_fp12, digits: &[u64; 4]) -> blst_fp12 {
	let mut table = [blst_fp12::default(); 16];
	// SAFETY: every call reads and writes distinct live values of the right type.
	unsafe {
		let mut bases = [*base; 4];
		for (power, image) in bases.iter_mut().enumerate().skip(1) {
			blst_fp12_frobenius_map(image, base, power);
			if power % 2 == 1 {
				blst_fp12_conjugate(image);
			}
		}
		table[0] = *blst_fp12_one();
		for (i, base) in bases.iter().enumerate() {
			table[1 << i] = *base;
			for j in 1..(1 << i) {
				let entry = table[j];
				blst_fp12_mul(&mut table[j | 1 << i], &entry, base);
			}
		}
	}
	let mut result = table[0];
	for bit in (0..64).rev() {
		let index = digits
			.iter()
			.rev()
			.fold(0, |index, digit| index << 1 | ((digit >> bit) & 1));
		let entry = select(&table, index);
		let (before, mut squared) = (result, blst_fp12::default());
		// SAFETY: distinct live values.
		unsafe {
			blst_fp12_cyclotomic_sqr(&mut squared, &before);
			blst_fp12_mul(&mut result, &squared, &entry);
		}
	}
	result
}

/// Entry `index` of the table, read with the same memory accesses whatever the index.
fn select(table: &[blst_fp12; 16], index: u64) -> blst_fp12 {
	// Zero: the default of this type is one.
	let mut out = blst_fp12 {
		fp6: Default::default(),
	};
	for (i, entry) in (0u64..).zip(table) {
		let different = i ^ index;
		// All ones if equal, else zero.
		let mask = (different | different.wrapping_neg()) >> 63;
		let mask = core::hint::black_box(mask).wrapping_sub(1);
		for (out, entry) in out.fp6.iter_mut().zip(&entry.fp6) {
			for (out, entry) in out.fp2.iter_mut().zip(&entry.fp2) {
				for (out, entry) in out.fp.iter_mut().zip(&entry.fp) {
					for (out, entry) in out.l.iter_mut().zip(entry.l) {
						*out |= entry & mask;
					}
				}
			}
		}
	}
	out
}
