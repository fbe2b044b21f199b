//! The proof that the points of all fields hide what they should: one kappa, a k_i for each field.

use crate::{
	codec::Reader,
	encoding::{decode_ristretto, decode_ristretto_scalar, DecodeError},
	record::{b_prime, Blinding},
	transcript::Transcript,
};
use alloc::vec::Vec;
use curve25519_dalek::{
	constants::RISTRETTO_BASEPOINT_POINT,
	traits::{IsIdentity, VartimeMultiscalarMul},
	RistrettoPoint, Scalar,
};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

const COMMITMENTS: &[u8] = b"T";

/// A field to prove: k_i and its base.
pub(super) struct Witness<'a> {
	pub k: &'a Scalar,
	pub base: RistrettoPoint,
}

/// A field to verify: its points and its base.
pub(super) struct Statement {
	pub p: RistrettoPoint,
	pub w: RistrettoPoint,
	pub base: RistrettoPoint,
}

/// Why a proof is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ProofError {
	Encoding(DecodeError),
	Wrong,
}

impl From<DecodeError> for ProofError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

/// Points of the prover's first message about `fields` fields.
const fn points(fields: usize) -> usize {
	fields.saturating_mul(2).saturating_add(1)
}

/// Bytes of a proof about `fields` fields.
pub(super) const fn length(fields: usize) -> usize {
	points(fields)
		.saturating_add(fields)
		.saturating_add(1)
		.saturating_mul(32)
}

/// Proves `Q = kappa G`, and for each field `P_i = k_i G` and `W_i = k_i B' + kappa B_i`.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(super) fn prove(
	mut transcript: Transcript,
	kappa: &Scalar,
	fields: &[Witness<'_>],
	blinding: &Blinding,
	rng: &mut impl CryptoRngCore,
) -> Vec<u8> {
	let mut proof = Vec::with_capacity(length(fields.len()));
	let mut nonces = Zeroizing::new(Vec::with_capacity(fields.len()));
	let t = transcript.nonce_ristretto(kappa.as_bytes(), rng);
	proof.extend_from_slice(RistrettoPoint::mul_base(&t).compress().as_bytes());
	for field in fields {
		let t_i = transcript.nonce_ristretto(field.k.as_bytes(), rng);
		proof.extend_from_slice(RistrettoPoint::mul_base(&t_i).compress().as_bytes());
		proof.extend_from_slice((blinding.mul(&t_i) + *t * field.base).compress().as_bytes());
		nonces.push(*t_i);
	}
	transcript.append(COMMITMENTS, &proof);
	let c = transcript.challenge_ristretto();
	proof.extend_from_slice((*t + c * kappa).as_bytes());
	for (t_i, field) in nonces.iter().zip(fields) {
		proof.extend_from_slice((t_i + c * field.k).as_bytes());
	}
	proof
}

/// Checks all equations at once, weighted, as one sum of multiples that must be the neutral element.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(super) fn verify(
	mut transcript: Transcript,
	q: &RistrettoPoint,
	fields: &[Statement],
	proof: &[u8],
	rng: &mut impl CryptoRngCore,
) -> Result<(), ProofError> {
	let malformed = |_| DecodeError::Malformed;
	let mut reader = Reader::new(proof);
	let commitments = reader
		.take(points(fields.len()).saturating_mul(32))
		.map_err(malformed)?;
	transcript.append(COMMITMENTS, commitments);
	let c = transcript.challenge_ristretto();
	let mut commitments = Reader::new(commitments);
	let mut commitment = || decode_ristretto(&commitments.array().map_err(malformed)?);
	let mut response = || decode_ristretto_scalar(&reader.array().map_err(malformed)?);

	// In each equation: the multiples of the fixed bases, less c times the statement, less the commitment.
	let size = fields.len().saturating_mul(5).saturating_add(4);
	let (mut scalars, mut bases) = (Vec::with_capacity(size), Vec::with_capacity(size));
	let mut term = |scalar: Scalar, base: RistrettoPoint| {
		scalars.push(scalar);
		bases.push(base);
	};
	let z = response()?;
	let weight = random_weight(rng);
	let (mut of_g, mut of_b_prime) = (weight * z, Scalar::ZERO);
	term(-(weight * c), *q);
	term(-weight, commitment()?);
	for field in fields {
		let z_i = response()?;
		let (weight, other) = (random_weight(rng), random_weight(rng));
		of_g += weight * z_i;
		term(-(weight * c), field.p);
		term(-weight, commitment()?);
		of_b_prime += other * z_i;
		term(other * z, field.base);
		term(-(other * c), field.w);
		term(-other, commitment()?);
	}
	term(of_g, RISTRETTO_BASEPOINT_POINT);
	term(of_b_prime, b_prime());
	reader.finish().map_err(malformed)?;
	if RistrettoPoint::vartime_multiscalar_mul(&scalars, &bases).is_identity() {
		Ok(())
	} else {
		Err(ProofError::Wrong)
	}
}

/// 128 random bits, never zero: that would leave an equation out.
fn random_weight(rng: &mut impl CryptoRngCore) -> Scalar {
	let mut weight = [0; 16];
	rng.fill_bytes(&mut weight);
	Scalar::from(u128::from_le_bytes(weight).max(1))
}
