//! Where the arithmetic of BLS12-381 comes from.
//!
//! Every algorithm of this crate is generic over [`Suite`]: a pairing of arkworks and the few operations that arkworks
//! leaves slow. There are two kinds:
//!
//! - `Bls` (feature `std`): `blst` beneath, for wallets and hospital services;
//! - [`Hooked`]: any [`CurveHooks`], such as the host calls of a Substrate runtime, with hashing to the curve,
//!   decompression and the target group in portable Rust.
//!
//! A runtime needs one line, and the dependency `sp-crypto-ec-utils` with its feature `bls12-381`:
//!
//! ```text
//! /// BLS12-381 by host calls.
//! pub type Hosted = salus_crypto::suite::Hooked<sp_crypto_ec_utils::bls12_381::HostHooks>;
//!
//! salus_crypto::keys::verify_paired_key::<Hosted>(purpose, &pk, &pk2, &proof, &context)?;
//! ```
//!
//! Host calls panic on undecodable points and on vectors of different lengths. Neither can reach them: points are
//! values, made by strict decoding alone, and the functions here pair bases with scalars before they pass them on.

use crate::{
	encoding::{deserialized, serialized, DecodeError, G1Bytes, G2Bytes},
	gt,
};
use alloc::vec::Vec;
use ark_bls12_381_ext::{Bls12_381, CurveHooks};
use ark_ec::{
	hashing::{curve_maps::wb::WBMap, map_to_curve_hasher::MapToCurveBasedHasher, HashToCurve},
	pairing::{Pairing, PairingOutput},
	AffineRepr, CurveGroup, VariableBaseMSM,
};
use ark_ff::{field_hashers::DefaultFieldHasher, PrimeField};
use core::marker::PhantomData;
use sha2::Sha256;

/// Scalars of BLS12-381.
pub type Fr = ark_bls12_381::Fr;
/// A point of G1.
pub type G1<S> = <<S as Suite>::E as Pairing>::G1Affine;
/// A point of G1 during a computation.
pub type G1Projective<S> = <<S as Suite>::E as Pairing>::G1;
/// A point of G2.
pub type G2<S> = <<S as Suite>::E as Pairing>::G2Affine;
/// A point of G2 during a computation.
pub type G2Projective<S> = <<S as Suite>::E as Pairing>::G2;
/// An element of the target group. Its operator `+` is the group's product.
pub type Gt<S> = PairingOutput<<S as Suite>::E>;

/// BLS12-381 and the operations whose fastest form depends on the place.
pub trait Suite: Copy + Send + Sync + 'static {
	/// The pairing.
	type E: Pairing<ScalarField = Fr>;

	/// RFC 9380, `BLS12381G1_XMD:SHA-256_SSWU_RO_`.
	fn hash_to_g1(dst: &[u8], message: &[u8]) -> G1<Self>;

	/// A point of the curve and of the subgroup; use [`crate::encoding::decode_g1`].
	fn decompress_g1(bytes: &G1Bytes) -> Result<G1<Self>, DecodeError> {
		deserialized(bytes)
	}

	/// A point of the curve and of the subgroup; use [`crate::encoding::decode_g2`].
	fn decompress_g2(bytes: &G2Bytes) -> Result<G2<Self>, DecodeError> {
		deserialized(bytes)
	}

	/// The compressed encoding.
	fn compress_g1(point: &G1<Self>) -> G1Bytes {
		serialized(point)
	}

	/// The compressed encoding.
	fn compress_g2(point: &G2<Self>) -> G2Bytes {
		serialized(point)
	}

	/// The product of `bases[i]^scalars[i]`; what one slice has in excess is ignored.
	fn msm_g1(bases: &[G1<Self>], scalars: &[Fr]) -> G1Projective<Self> {
		let n = bases.len().min(scalars.len());
		let (bases, scalars) = (
			bases.get(..n).unwrap_or_default(),
			scalars.get(..n).unwrap_or_default(),
		);
		G1Projective::<Self>::msm(bases, scalars).unwrap_or_default()
	}

	/// The product of `bases[i]^scalars[i]`; what one slice has in excess is ignored.
	fn msm_g2(bases: &[G2<Self>], scalars: &[Fr]) -> G2Projective<Self> {
		let n = bases.len().min(scalars.len());
		let (bases, scalars) = (
			bases.get(..n).unwrap_or_default(),
			scalars.get(..n).unwrap_or_default(),
		);
		G2Projective::<Self>::msm(bases, scalars).unwrap_or_default()
	}

	/// `acc` times the product of `points`.
	#[allow(clippy::arithmetic_side_effects)] // a group has no overflow
	fn sum_g1(acc: G1Projective<Self>, points: &[G1<Self>]) -> G1Projective<Self> {
		points.iter().fold(acc, |acc, point| acc + point)
	}

	/// `acc` times the product of `points`.
	#[allow(clippy::arithmetic_side_effects)] // a group has no overflow
	fn sum_g2(acc: G2Projective<Self>, points: &[G2<Self>]) -> G2Projective<Self> {
		points.iter().fold(acc, |acc, point| acc + point)
	}

	/// The product of the pairings of `pairs`.
	fn pairing_product(pairs: &[(G1<Self>, G2<Self>)]) -> Gt<Self> {
		let (a, b): (Vec<_>, Vec<_>) = pairs
			.iter()
			.filter(|(a, b)| !a.is_zero() && !b.is_zero())
			.copied()
			.unzip();
		if a.is_empty() {
			return Gt::<Self>::default();
		}
		// A Miller loop of nonzero points is invertible.
		Self::E::final_exponentiation(Self::E::multi_miller_loop(a, b)).unwrap_or_default()
	}

	/// `base^exponent` for an element of the target group.
	fn pow_gt(base: &Gt<Self>, exponent: &Fr) -> Gt<Self> {
		PairingOutput(gt::pow(&base.0, exponent))
	}

	/// Whether a field element belongs to the target group.
	fn is_in_gt(element: &Gt<Self>) -> bool {
		gt::is_in_group(&element.0)
	}
}

/// Whether the product of the pairings of `pairs` is 1.
pub fn pairing_is_one<S: Suite>(pairs: &[(G1<S>, G2<S>)]) -> bool {
	S::pairing_product(pairs) == Gt::<S>::default()
}

/// The generator g1.
pub fn g1<S: Suite>() -> G1<S> {
	G1::<S>::generator()
}

/// The generator g2.
pub fn g2<S: Suite>() -> G2<S> {
	G2::<S>::generator()
}

/// Affine forms of many points with one inversion.
pub fn affine<G: CurveGroup>(points: &[G]) -> Vec<G::Affine> {
	G::normalize_batch(points)
}

/// The same power of a point with the shorter of w and -w: many coefficients are small up to their sign.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(crate) fn short<A: AffineRepr<ScalarField = Fr>>(point: A, w: Fr) -> (A, Fr) {
	let minus_w = -w;
	if minus_w.into_bigint() < w.into_bigint() {
		((-point.into_group()).into_affine(), minus_w)
	} else {
		(point, w)
	}
}

/// The suite over any hooks of `ark-bls12-381-ext`; what has no hook runs as portable Rust.
pub struct Hooked<H>(PhantomData<fn() -> H>);

impl<H> Clone for Hooked<H> {
	fn clone(&self) -> Self {
		*self
	}
}

impl<H> Copy for Hooked<H> {}

type PortableHasher = MapToCurveBasedHasher<
	ark_bls12_381::G1Projective,
	DefaultFieldHasher<Sha256, 128>,
	WBMap<ark_bls12_381::g1::Config>,
>;

impl<H: CurveHooks> Suite for Hooked<H> {
	type E = Bls12_381<H>;

	fn hash_to_g1(dst: &[u8], message: &[u8]) -> G1<Self> {
		// The map is total: arkworks returns an error for wrong parameters of a curve only.
		let point = PortableHasher::new(dst)
			.and_then(|hasher| hasher.hash(message))
			.unwrap_or_default();
		if point.is_zero() {
			G1::<Self>::zero()
		} else {
			ark_bls12_381_ext::g1::G1Affine::<H>::new_unchecked(point.x, point.y)
		}
	}
}

/// Portable arithmetic alone: the reference that others are compared with.
pub struct PortableHooks;

impl CurveHooks for PortableHooks {}

/// BLS12-381 in portable Rust.
pub type Portable = Hooked<PortableHooks>;
