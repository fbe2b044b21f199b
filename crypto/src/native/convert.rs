//! Limbs from arkworks to blst and back.

use ark_bls12_381_ext::{
	g1::{G1Affine, G1Projective},
	g2::{G2Affine, G2Projective},
	CurveHooks, Fq, Fq12, Fq2, Fq6,
};
use ark_ec::AffineRepr;
use ark_ff::{BigInt, One, Zero};
use blst::{blst_fp, blst_fp12, blst_fp2, blst_fp6, blst_p1, blst_p1_affine, blst_p2, blst_p2_affine};
use core::marker::PhantomData;

fn to_fp(a: &Fq) -> blst_fp {
	blst_fp { l: a.0 .0 }
}

fn from_fp(a: &blst_fp) -> Fq {
	ark_ff::Fp(BigInt(a.l), PhantomData)
}

fn to_fp2(a: &Fq2) -> blst_fp2 {
	blst_fp2 {
		fp: [to_fp(&a.c0), to_fp(&a.c1)],
	}
}

fn from_fp2(a: &blst_fp2) -> Fq2 {
	let [c0, c1] = &a.fp;
	Fq2::new(from_fp(c0), from_fp(c1))
}

fn to_fp6(a: &Fq6) -> blst_fp6 {
	blst_fp6 {
		fp2: [to_fp2(&a.c0), to_fp2(&a.c1), to_fp2(&a.c2)],
	}
}

fn from_fp6(a: &blst_fp6) -> Fq6 {
	let [c0, c1, c2] = &a.fp2;
	Fq6::new(from_fp2(c0), from_fp2(c1), from_fp2(c2))
}

pub(super) fn to_fp12(a: &Fq12) -> blst_fp12 {
	blst_fp12 {
		fp6: [to_fp6(&a.c0), to_fp6(&a.c1)],
	}
}

pub(super) fn from_fp12(a: &blst_fp12) -> Fq12 {
	let [c0, c1] = &a.fp6;
	Fq12::new(from_fp6(c0), from_fp6(c1))
}

pub(super) fn to_p1_affine<H: CurveHooks>(p: &G1Affine<H>) -> blst_p1_affine {
	if p.is_zero() {
		return blst_p1_affine::default();
	}
	blst_p1_affine {
		x: to_fp(&p.x),
		y: to_fp(&p.y),
	}
}

pub(super) fn from_p1_affine<H: CurveHooks>(p: &blst_p1_affine) -> G1Affine<H> {
	let (x, y) = (from_fp(&p.x), from_fp(&p.y));
	if x.is_zero() && y.is_zero() {
		return G1Affine::zero();
	}
	G1Affine::new_unchecked(x, y)
}

pub(super) fn to_p2_affine<H: CurveHooks>(p: &G2Affine<H>) -> blst_p2_affine {
	if p.is_zero() {
		return blst_p2_affine::default();
	}
	blst_p2_affine {
		x: to_fp2(&p.x),
		y: to_fp2(&p.y),
	}
}

pub(super) fn from_p2_affine<H: CurveHooks>(p: &blst_p2_affine) -> G2Affine<H> {
	let (x, y) = (from_fp2(&p.x), from_fp2(&p.y));
	if x.is_zero() && y.is_zero() {
		return G2Affine::zero();
	}
	G2Affine::new_unchecked(x, y)
}

pub(super) fn to_p1<H: CurveHooks>(p: &G1Projective<H>) -> blst_p1 {
	blst_p1 {
		x: to_fp(&p.x),
		y: to_fp(&p.y),
		z: to_fp(&p.z),
	}
}

pub(super) fn from_p1<H: CurveHooks>(p: &blst_p1) -> G1Projective<H> {
	let z = from_fp(&p.z);
	if z.is_zero() {
		return G1Projective::new_unchecked(Fq::one(), Fq::one(), z);
	}
	G1Projective::new_unchecked(from_fp(&p.x), from_fp(&p.y), z)
}

pub(super) fn to_p2<H: CurveHooks>(p: &G2Projective<H>) -> blst_p2 {
	blst_p2 {
		x: to_fp2(&p.x),
		y: to_fp2(&p.y),
		z: to_fp2(&p.z),
	}
}

pub(super) fn from_p2<H: CurveHooks>(p: &blst_p2) -> G2Projective<H> {
	let z = from_fp2(&p.z);
	if z.is_zero() {
		return G2Projective::new_unchecked(Fq2::one(), Fq2::one(), z);
	}
	G2Projective::new_unchecked(from_fp2(&p.x), from_fp2(&p.y), z)
}
