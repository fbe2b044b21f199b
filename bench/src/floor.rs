//! The machine's own single operations in raw `blst`: what any implementation of the schemes must pay.

use crate::measure::time;
use blst::{
	blst_final_exp, blst_fp12, blst_fp12_mul, blst_hash_to_g1, blst_miller_loop, blst_p1, blst_p1_affine,
	blst_p1_mult, blst_p1_to_affine, blst_p2, blst_p2_affine, blst_p2_generator, blst_p2_mult,
	blst_p2_to_affine,
};

/// Microseconds of each operation.
pub struct Floor {
	/// Multiplication in G1.
	pub g1: f64,
	/// Multiplication in G2.
	pub g2: f64,
	/// Hash to G1.
	pub hash: f64,
	/// A product of two Miller loops and its final exponentiation.
	pub pairing2: f64,
	/// A product of three Miller loops and its final exponentiation.
	pub pairing3: f64,
}

// Calls of a C library on values that live here and are initialised.
#[allow(unsafe_code)]
pub fn floor() -> Floor {
	let scalar: [u8; 32] = core::array::from_fn(|i| (i as u8).wrapping_mul(37) ^ 0x25);
	let hash = |message: &[u8]| {
		let mut point = blst_p1::default();
		let tag = b"SALUS-BENCH";
		// SAFETY: every pointer is of a live slice or value, with its length beside it.
		unsafe {
			blst_hash_to_g1(
				&mut point,
				message.as_ptr(),
				message.len(),
				tag.as_ptr(),
				tag.len(),
				core::ptr::null(),
				0,
			)
		};
		point
	};
	let p = hash(b"p");
	let mut p_affine = blst_p1_affine::default();
	// SAFETY: both values live here.
	unsafe { blst_p1_to_affine(&mut p_affine, &p) };
	// SAFETY: the generator is a static of the library.
	let q = unsafe { *blst_p2_generator() };
	let mut q_affine = blst_p2_affine::default();
	// SAFETY: both values live here.
	unsafe { blst_p2_to_affine(&mut q_affine, &q) };
	let product = |count: usize| {
		time(|| {
			let mut sum = blst_fp12::default();
			for i in 0..count {
				let mut term = blst_fp12::default();
				// SAFETY: all values live here; blst allows the output to be an input.
				unsafe {
					blst_miller_loop(&mut term, &q_affine, &p_affine);
					if i == 0 {
						sum = term;
					} else {
						let before = sum;
						blst_fp12_mul(&mut sum, &before, &term);
					}
				}
			}
			let mut out = blst_fp12::default();
			// SAFETY: both values live here.
			unsafe { blst_final_exp(&mut out, &sum) };
			out
		})
	};
	Floor {
		g1: time(|| {
			let mut out = blst_p1::default();
			// SAFETY: the scalar has the 255 bits that are read.
			unsafe { blst_p1_mult(&mut out, &p, scalar.as_ptr(), 255) };
			out
		}),
		g2: time(|| {
			let mut out = blst_p2::default();
			// SAFETY: the scalar has the 255 bits that are read.
			unsafe { blst_p2_mult(&mut out, &q, scalar.as_ptr(), 255) };
			out
		}),
		hash: time(|| hash(b"message")),
		pairing2: product(2),
		pairing3: product(3),
	}
}
