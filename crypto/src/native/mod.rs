//! The native suite: arkworks' types, blst's arithmetic.
//!
//! Both keep field elements as Montgomery limbs to the same radix, and points as Jacobian coordinates, so conversion
//! copies limbs. The calls themselves are in `ffi`.

mod convert;
mod ffi;

use crate::{
	encoding::{DecodeError, G1Bytes, G2Bytes},
	gt,
	suite::{Fr, Gt, Suite, G1, G2},
};
use ark_bls12_381_ext::{Bls12_381, CurveHooks, Fq12};
use ark_ec::{pairing::PairingOutput, AffineRepr};
use ark_ff::One;
use convert::{
	from_fp12, from_p1, from_p1_affine, from_p2, from_p2_affine, to_fp12, to_p1, to_p1_affine, to_p2,
	to_p2_affine,
};

/// BLS12-381 by `blst`.
#[derive(Clone, Copy, Debug)]
pub struct Bls;

/// The hooks of [`Bls`].
pub struct BlstHooks;

type Curve = Bls12_381<BlstHooks>;
type Affine1 = ark_bls12_381_ext::g1::G1Affine<BlstHooks>;
type Affine2 = ark_bls12_381_ext::g2::G2Affine<BlstHooks>;
type Projective1 = ark_bls12_381_ext::g1::G1Projective<BlstHooks>;
type Projective2 = ark_bls12_381_ext::g2::G2Projective<BlstHooks>;

impl CurveHooks for BlstHooks {
	fn multi_miller_loop(
		g1: impl Iterator<Item = <Curve as ark_ec::pairing::Pairing>::G1Prepared>,
		g2: impl Iterator<Item = <Curve as ark_ec::pairing::Pairing>::G2Prepared>,
	) -> Fq12 {
		let (p, q): (Vec<_>, Vec<_>) = g1
			.zip(g2)
			.filter(|(a, b)| !a.0.is_zero() && !b.0.is_zero())
			.map(|(a, b)| (to_p1_affine(&a.0), to_p2_affine(&b.0)))
			.unzip();
		if p.is_empty() {
			return Fq12::one();
		}
		from_fp12(&ffi::miller_loop(&p, &q))
	}

	fn final_exponentiation(target: Fq12) -> Fq12 {
		from_fp12(&ffi::final_exponentiation(&to_fp12(&target)))
	}

	fn msm_g1(bases: &[Affine1], scalars: &[Fr]) -> Projective1 {
		let (points, scalars) = nonzero(bases, scalars, to_p1_affine);
		from_p1(&ffi::msm_p1(&points, &scalars))
	}

	fn msm_g2(bases: &[Affine2], scalars: &[Fr]) -> Projective2 {
		let (points, scalars) = nonzero(bases, scalars, to_p2_affine);
		from_p2(&ffi::msm_p2(&points, &scalars))
	}

	fn mul_projective_g1(base: &Projective1, scalar: &[u64]) -> Projective1 {
		from_p1(&ffi::mul_p1(&to_p1(base), &little_endian(scalar)))
	}

	fn mul_projective_g2(base: &Projective2, scalar: &[u64]) -> Projective2 {
		from_p2(&ffi::mul_p2(&to_p2(base), &little_endian(scalar)))
	}
}

fn little_endian(scalar: &[u64]) -> zeroize::Zeroizing<Vec<u8>> {
	zeroize::Zeroizing::new(scalar.iter().flat_map(|limb| limb.to_le_bytes()).collect())
}

/// Pairs bases with scalars and drops what contributes nothing: blst's batch inversions do not expect infinity.
fn nonzero<A: AffineRepr, B>(bases: &[A], scalars: &[Fr], convert: fn(&A) -> B) -> (Vec<B>, Vec<[u8; 32]>) {
	bases
		.iter()
		.zip(scalars)
		.filter(|(base, _)| !base.is_zero())
		.map(|(base, scalar)| (convert(base), crate::encoding::encode_scalar(scalar)))
		.unzip()
}

impl Suite for Bls {
	type E = Curve;

	fn hash_to_g1(dst: &[u8], message: &[u8]) -> G1<Self> {
		from_p1(&ffi::hash_to_p1(dst, message)).into()
	}

	fn decompress_g1(bytes: &G1Bytes) -> Result<G1<Self>, DecodeError> {
		let point = ffi::uncompress_p1(bytes).ok_or(DecodeError::Malformed)?;
		if !ffi::is_in_g1(&point) {
			return Err(DecodeError::NotInSubgroup);
		}
		Ok(from_p1_affine(&point))
	}

	fn decompress_g2(bytes: &G2Bytes) -> Result<G2<Self>, DecodeError> {
		let point = ffi::uncompress_p2(bytes).ok_or(DecodeError::Malformed)?;
		if !ffi::is_in_g2(&point) {
			return Err(DecodeError::NotInSubgroup);
		}
		Ok(from_p2_affine(&point))
	}

	fn compress_g1(point: &G1<Self>) -> G1Bytes {
		ffi::compress_p1(&to_p1_affine(point))
	}

	fn compress_g2(point: &G2<Self>) -> G2Bytes {
		ffi::compress_p2(&to_p2_affine(point))
	}

	fn sum_g1(acc: Projective1, points: &[Affine1]) -> Projective1 {
		from_p1(&ffi::sum_p1(to_p1(&acc), points.iter().map(to_p1_affine)))
	}

	fn sum_g2(acc: Projective2, points: &[Affine2]) -> Projective2 {
		from_p2(&ffi::sum_p2(to_p2(&acc), points.iter().map(to_p2_affine)))
	}

	fn pow_gt(base: &Gt<Self>, exponent: &Fr) -> Gt<Self> {
		PairingOutput(from_fp12(&ffi::pow_fp12(
			&to_fp12(&base.0),
			&gt::digits(exponent),
		)))
	}

	fn is_in_gt(element: &Gt<Self>) -> bool {
		ffi::is_in_gt(&to_fp12(&element.0))
	}
}
