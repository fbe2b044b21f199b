//! Proofs of knowledge of a discrete logarithm, in 64 bytes.
//!
//! For `public = g^x` the prover takes a nonce k, sends `c = H(transcript, public, g^k)` and `z = k + c x`. The verifier
//! computes `g^z * public^{-c}`, which is g^k for who knew x, and hashes it again. The nonce is hedged: see
//! [`Transcript::nonce`].

use crate::{
	encoding::{
		decode_ristretto_scalar, decode_scalar, encode_g1, encode_scalar, DecodeError, RistrettoBytes,
		ScalarBytes,
	},
	suite::{g1, Fr, Suite, G1},
	transcript::Transcript,
};
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Challenge and response.
pub type Proof = [u8; 64];

const COMMITMENT: &[u8] = b"R";

/// Proves x for `g1^x`; the transcript already holds the public key and all context.
pub fn prove_g1<S: Suite>(x: &Fr, transcript: Transcript, rng: &mut impl CryptoRngCore) -> Proof {
	prove_base::<S>(&g1::<S>(), x, transcript, rng)
}

/// Checks a proof of [`prove_g1`] with the same transcript.
pub fn verify_g1<S: Suite>(
	public: &G1<S>,
	transcript: Transcript,
	proof: &Proof,
) -> Result<bool, DecodeError> {
	verify_base::<S>(&g1::<S>(), public, transcript, proof)
}

/// Proves x for `base^x`, the base being fixed by the protocol; the transcript holds the public key and all context.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(crate) fn prove_base<S: Suite>(
	base: &G1<S>,
	x: &Fr,
	mut transcript: Transcript,
	rng: &mut impl CryptoRngCore,
) -> Proof {
	let secret = Zeroizing::new(encode_scalar(x));
	let k = transcript.nonce(&secret, rng);
	let commitment: G1<S> = (*base * *k).into();
	transcript.append(COMMITMENT, &encode_g1::<S>(&commitment));
	let c = transcript.challenge();
	join(encode_scalar(&c), encode_scalar(&(c * x + *k)))
}

/// Checks a proof of [`prove_base`] with the same base and transcript.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(crate) fn verify_base<S: Suite>(
	base: &G1<S>,
	public: &G1<S>,
	mut transcript: Transcript,
	proof: &Proof,
) -> Result<bool, DecodeError> {
	let (c_bytes, z_bytes) = split(proof);
	let (c, z) = (decode_scalar(&c_bytes)?, decode_scalar(&z_bytes)?);
	let commitment: G1<S> = S::msm_g1(&[*base, *public], &[z, -c]).into();
	transcript.append(COMMITMENT, &encode_g1::<S>(&commitment));
	Ok(encode_scalar(&transcript.challenge()).ct_eq(&c_bytes).into())
}

/// Proves x for `xG`; the transcript already holds the public key and all context.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub fn prove_ristretto(x: &Scalar, mut transcript: Transcript, rng: &mut impl CryptoRngCore) -> Proof {
	let k = transcript.nonce_ristretto(x.as_bytes(), rng);
	transcript.append(COMMITMENT, RistrettoPoint::mul_base(&k).compress().as_bytes());
	let c = transcript.challenge_ristretto();
	join(c.to_bytes(), (c * x + *k).to_bytes())
}

/// Checks a proof of [`prove_ristretto`] with the same transcript.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub fn verify_ristretto(
	public: &RistrettoPoint,
	mut transcript: Transcript,
	proof: &Proof,
) -> Result<bool, DecodeError> {
	let (c_bytes, z_bytes) = split(proof);
	let (c, z) = (
		decode_ristretto_scalar(&c_bytes)?,
		decode_ristretto_scalar(&z_bytes)?,
	);
	let commitment: RistrettoBytes = (RISTRETTO_BASEPOINT_POINT * z - public * c).compress().to_bytes();
	transcript.append(COMMITMENT, &commitment);
	Ok(transcript.challenge_ristretto().to_bytes().ct_eq(&c_bytes).into())
}

pub(crate) fn join(c: ScalarBytes, z: ScalarBytes) -> Proof {
	let mut proof = [0; 64];
	for (to, from) in proof.iter_mut().zip(c.iter().chain(&z)) {
		*to = *from;
	}
	proof
}

pub(crate) fn split(proof: &Proof) -> (ScalarBytes, ScalarBytes) {
	let (mut c, mut z) = ([0; 32], [0; 32]);
	for (to, from) in c.iter_mut().chain(&mut z).zip(proof) {
		*to = *from;
	}
	(c, z)
}
