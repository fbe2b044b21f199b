//! The kinds that there are: alpha and beta in G2, k in Ristretto.

use super::{
	kind::{sealed::Sealed, Kind, ShareHead, SharingHead},
	CeremonyKind,
};
use crate::{
	authority::{self, AuthorityPublic, PublicParameters},
	domain,
	encoding::{
		decode_g2, decode_ristretto, decode_ristretto_scalar, decode_scalar, encode_g2, encode_gt,
		encode_scalar, DecodeError, G2Bytes, ScalarBytes,
	},
	hash::digest,
	suite::{g1, g2, Fr, G2Projective, Suite, G2},
	token::{self, PublicKeys},
	transcript::Transcript,
};
use alloc::{vec, vec::Vec};
use ark_ec::AffineRepr;
use ark_ff::Zero;
use core::marker::PhantomData;
use curve25519_dalek::{
	constants::RISTRETTO_BASEPOINT_POINT,
	traits::{IsIdentity, VartimeMultiscalarMul},
	RistrettoPoint, Scalar,
};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// alpha and beta, public in G2.
pub struct AttributeKeys<S>(PhantomData<fn() -> S>);

/// k, public in Ristretto.
pub struct Tokens;

impl<S> Sealed for AttributeKeys<S> {}
impl Sealed for Tokens {}

/// Both points of a pair of the kind [`AttributeKeys`].
fn halves(bytes: &[u8]) -> Option<(G2Bytes, G2Bytes)> {
	let (first, second) = bytes.split_first_chunk::<96>()?;
	Some((*first, second.try_into().ok()?))
}

impl<S: Suite> Kind for AttributeKeys<S> {
	type Scalar = Fr;
	type Point = G2<S>;
	type Public = PublicParameters;
	type Share = authority::Share;

	const KIND: CeremonyKind = CeremonyKind::AttributeKeys;
	const SECRETS: usize = 2;
	const POINT: usize = 96;

	fn generator() -> Self::Point {
		g2::<S>()
	}

	fn decode_point(bytes: &[u8]) -> Result<Self::Point, DecodeError> {
		decode_g2::<S>(bytes.try_into().map_err(|_| DecodeError::Malformed)?)
	}

	fn encode_point(point: &Self::Point) -> Vec<u8> {
		encode_g2::<S>(point).to_vec()
	}

	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	fn power(scalar: &Fr) -> Self::Point {
		(g2::<S>() * scalar).into()
	}

	fn multi_power(points: &[Self::Point], scalars: &[Fr]) -> Self::Point {
		S::msm_g2(points, scalars).into()
	}

	fn product(points: &[Self::Point]) -> Self::Point {
		S::sum_g2(G2Projective::<S>::zero(), points).into()
	}

	fn is_neutral(point: &Self::Point) -> bool {
		point.is_zero()
	}

	fn decode_scalar(bytes: &ScalarBytes) -> Result<Fr, DecodeError> {
		decode_scalar(bytes)
	}

	fn encode_scalar(scalar: &Fr) -> ScalarBytes {
		encode_scalar(scalar)
	}

	fn weight(bits: u128) -> Fr {
		Fr::from(bits)
	}

	fn challenge(transcript: &Transcript) -> Fr {
		transcript.challenge()
	}

	fn nonce(transcript: &Transcript, secret: &ScalarBytes, rng: &mut impl CryptoRngCore) -> Zeroizing<Fr> {
		transcript.nonce(secret, rng)
	}

	fn head_of(share: &Self::Share) -> ShareHead {
		ShareHead {
			index: share.index(),
			generation: share.generation(),
			ceremony: *share.ceremony(),
		}
	}

	fn secrets_of(share: &Self::Share) -> Zeroizing<Vec<Fr>> {
		Zeroizing::new(share.secrets().to_vec())
	}

	fn share(head: ShareHead, secrets: &[Fr]) -> Option<Self::Share> {
		let [alpha_j, beta_j] = *<&[Fr; 2]>::try_from(secrets).ok()?;
		authority::Share::new(head.index, head.generation, head.ceremony, [alpha_j, beta_j])
	}

	fn ceremony(key: &[u8]) -> [u8; 32] {
		let (a, beta) = key.split_at(key.len().min(96));
		digest(domain::PARAMETERS, &[a, beta])
	}

	fn public(head: SharingHead, key: &[u8], members: &[Vec<u8>]) -> Option<Self::Public> {
		let (a, beta) = halves(key)?;
		let e = S::pairing_product(&[(g1::<S>(), decode_g2::<S>(&a).ok()?)]);
		let authorities = members
			.iter()
			.map(|points| halves(points).map(|(a_j, beta_j)| AuthorityPublic { a_j, beta_j }))
			.collect::<Option<_>>()?;
		Some(PublicParameters {
			generation: head.generation,
			threshold: head.threshold,
			authorities,
			a,
			beta,
			e: encode_gt::<S>(&e),
			ceremony: head.ceremony,
		})
	}

	fn public_of(public: &Self::Public, j: u16) -> Option<(SharingHead, Vec<u8>)> {
		let of_j = public.authorities.get(usize::from(j.checked_sub(1)?))?;
		let head = SharingHead {
			generation: public.generation,
			threshold: public.threshold,
			ceremony: public.ceremony,
		};
		Some((head, [of_j.a_j, of_j.beta_j].concat()))
	}
}

impl Kind for Tokens {
	type Scalar = Scalar;
	type Point = RistrettoPoint;
	type Public = PublicKeys;
	type Share = token::Share;

	const KIND: CeremonyKind = CeremonyKind::Tokens;
	const SECRETS: usize = 1;
	const POINT: usize = 32;

	fn generator() -> RistrettoPoint {
		RISTRETTO_BASEPOINT_POINT
	}

	fn decode_point(bytes: &[u8]) -> Result<RistrettoPoint, DecodeError> {
		decode_ristretto(bytes.try_into().map_err(|_| DecodeError::Malformed)?)
	}

	fn encode_point(point: &RistrettoPoint) -> Vec<u8> {
		point.compress().to_bytes().to_vec()
	}

	fn power(scalar: &Scalar) -> RistrettoPoint {
		RistrettoPoint::mul_base(scalar)
	}

	fn multi_power(points: &[RistrettoPoint], scalars: &[Scalar]) -> RistrettoPoint {
		// The library asserts that there are as many of the one as of the other.
		let count = points.len().min(scalars.len());
		RistrettoPoint::vartime_multiscalar_mul(scalars.iter().take(count), points.iter().take(count))
	}

	fn product(points: &[RistrettoPoint]) -> RistrettoPoint {
		points.iter().sum()
	}

	fn is_neutral(point: &RistrettoPoint) -> bool {
		point.is_identity()
	}

	fn decode_scalar(bytes: &ScalarBytes) -> Result<Scalar, DecodeError> {
		decode_ristretto_scalar(bytes)
	}

	fn encode_scalar(scalar: &Scalar) -> ScalarBytes {
		scalar.to_bytes()
	}

	fn weight(bits: u128) -> Scalar {
		Scalar::from(bits)
	}

	fn challenge(transcript: &Transcript) -> Scalar {
		transcript.challenge_ristretto()
	}

	fn nonce(
		transcript: &Transcript,
		secret: &ScalarBytes,
		rng: &mut impl CryptoRngCore,
	) -> Zeroizing<Scalar> {
		transcript.nonce_ristretto(secret, rng)
	}

	fn head_of(share: &Self::Share) -> ShareHead {
		ShareHead {
			index: share.index(),
			generation: share.generation(),
			ceremony: *share.ceremony(),
		}
	}

	fn secrets_of(share: &Self::Share) -> Zeroizing<Vec<Scalar>> {
		Zeroizing::new(vec![*share.secret()])
	}

	fn share(head: ShareHead, secrets: &[Scalar]) -> Option<Self::Share> {
		let [k_j] = *<&[Scalar; 1]>::try_from(secrets).ok()?;
		token::Share::new(head.index, head.generation, head.ceremony, k_j)
	}

	fn ceremony(key: &[u8]) -> [u8; 32] {
		digest(domain::TOKEN_CEREMONY, &[key])
	}

	fn public(head: SharingHead, key: &[u8], members: &[Vec<u8>]) -> Option<Self::Public> {
		Some(PublicKeys {
			generation: head.generation,
			threshold: head.threshold,
			keys: members
				.iter()
				.map(|key| key.as_slice().try_into().ok())
				.collect::<Option<_>>()?,
			key: key.try_into().ok()?,
			ceremony: head.ceremony,
		})
	}

	fn public_of(public: &Self::Public, j: u16) -> Option<(SharingHead, Vec<u8>)> {
		let key = public.keys.get(usize::from(j.checked_sub(1)?))?;
		let head = SharingHead {
			generation: public.generation,
			threshold: public.threshold,
			ceremony: public.ceremony,
		};
		Some((head, key.to_vec()))
	}
}
