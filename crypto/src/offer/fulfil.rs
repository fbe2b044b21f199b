//! Fulfilling a slot: the committed value, encrypted to the buyer.
//!
//! `E1 = g1^rho`, `E2 = g1^v * Y^rho`, and a proof of (v, gamma, rho) for them and for `Cv = g1^v * h_c^gamma`.

use super::{
	claim::{blinding, integer},
	error::FulfilError,
};
use crate::{
	codec::{Reader, Writer},
	credential::{bases::commitment_base, nonces::Nonces, Credential, CredentialSecret, StoredG1},
	domain,
	encoding::{decode_g1, decode_scalar, encode_g1, encode_scalar, G1Bytes, ScalarBytes},
	suite::{affine, g1, Fr, G1Projective, Suite, G1},
	transcript::Transcript,
};
use alloc::vec::Vec;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// What a fulfilment is bound to, beside the offer's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FulfilContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The offer.
	pub offer: u64,
	/// The slot.
	pub slot: u64,
	/// Who is paid.
	pub payee: [u8; 32],
}

/// An encrypted value and the proof that it is the one committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fulfilment {
	/// `g1^rho`.
	pub e1: G1Bytes,
	/// `g1^v * Y^rho`.
	pub e2: G1Bytes,
	/// The challenge and the responses of v, gamma and rho.
	pub proof: [u8; 128],
}

impl Fulfilment {
	/// Bytes of a fulfilment.
	pub const LENGTH: usize = 224;

	/// E1, E2, proof.
	pub fn to_bytes(&self) -> Vec<u8> {
		Writer::new()
			.fixed(&self.e1)
			.fixed(&self.e2)
			.fixed(&self.proof)
			.finish()
	}

	/// Reads a fulfilment; [`verify_fulfilment`] says whether it is one.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, FulfilError> {
		let mut reader = Reader::new(bytes);
		let fulfilment = Self {
			e1: reader.array()?,
			e2: reader.array()?,
			proof: reader.array()?,
		};
		reader.finish()?;
		Ok(fulfilment)
	}
}

fn transcript(
	context: &FulfilContext,
	y: &G1Bytes,
	commitment: &G1Bytes,
	e1: &G1Bytes,
	e2: &G1Bytes,
) -> Transcript {
	let mut transcript = Transcript::new(domain::FULFILMENT, &context.genesis);
	transcript.append(b"offer", &context.offer.to_le_bytes());
	transcript.append(b"slot", &context.slot.to_le_bytes());
	transcript.append(b"payee", &context.payee);
	transcript.append(b"Y", y);
	transcript.append(b"Cv", commitment);
	transcript.append(b"E1", e1);
	transcript.append(b"E2", e2);
	transcript
}

fn challenge<S: Suite>(transcript: &mut Transcript, commitments: &[G1Projective<S>; 3]) -> Fr {
	for (label, point) in [&b"commitment of E1"[..], b"commitment of E2", b"commitment of Cv"]
		.iter()
		.zip(affine(commitments))
	{
		transcript.append(label, &encode_g1::<S>(&point));
	}
	transcript.challenge()
}

/// Encrypts the value of `field` to the offer's key Y, for the slot that was claimed with this credential and payee.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub fn fulfil<S: Suite>(
	credential: &Credential,
	secret: &CredentialSecret,
	field: u8,
	context: &FulfilContext,
	y: &G1Bytes,
	rng: &mut impl CryptoRngCore,
) -> Result<Fulfilment, FulfilError> {
	let value = integer(credential, field).ok_or(FulfilError::Field)?;
	let gamma = blinding(
		secret,
		&context.genesis,
		context.offer,
		&context.payee,
		field,
		value,
	);
	encrypt::<S>(value, &gamma, secret.to_bytes(), context, y, rng)
}

/// Encrypts v, committed to with gamma; nonces are hedged with `secret`.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
fn encrypt<S: Suite>(
	value: u32,
	gamma: &Fr,
	secret: Zeroizing<ScalarBytes>,
	context: &FulfilContext,
	y: &G1Bytes,
	rng: &mut impl CryptoRngCore,
) -> Result<Fulfilment, FulfilError> {
	let y_point = decode_g1::<S>(y)?;
	let (g, h) = (g1::<S>(), commitment_base::<S>());
	let v = Zeroizing::new(Fr::from(value));
	let commitment: G1<S> = (g * *v + h * gamma).into();
	let commitment = encode_g1::<S>(&commitment);
	// rho is drawn as the nonces are, of a transcript in which its points are not yet.
	let begin = transcript(context, y, &commitment, &[0; 48], &[0; 48]);
	let rho = Nonces::new(&begin, secret.clone(), rng).draw();
	let (e1, e2): (G1<S>, G1<S>) = ((g * *rho).into(), (g * *v + y_point * *rho).into());
	let (e1, e2) = (encode_g1::<S>(&e1), encode_g1::<S>(&e2));

	let mut transcript = transcript(context, y, &commitment, &e1, &e2);
	let mut draw = Nonces::new(&transcript, secret, rng);
	let (k_v, k_gamma, k_rho) = (draw.draw(), draw.draw(), draw.draw());
	let commitments = [g * *k_rho, g * *k_v + y_point * *k_rho, g * *k_v + h * *k_gamma];
	let c = challenge::<S>(&mut transcript, &commitments);
	let scalars = [c, *k_v + c * *v, *k_gamma + c * gamma, *k_rho + c * *rho];
	let mut proof = [0; 128];
	for (to, scalar) in proof.chunks_exact_mut(32).zip(&scalars) {
		to.copy_from_slice(&encode_scalar(scalar));
	}
	Ok(Fulfilment { e1, e2, proof })
}

/// Checks that a fulfilment encrypts, to the offer's key, the value that the slot's commitment commits to.
#[allow(clippy::arithmetic_side_effects)] // field arithmetic
pub fn verify_fulfilment<S: Suite>(
	context: &FulfilContext,
	y: &StoredG1,
	commitment: &StoredG1,
	fulfilment: &Fulfilment,
) -> Result<(), FulfilError> {
	let (y, cv) = (y.decode::<S>()?, commitment.decode::<S>()?);
	let (e1, e2) = (decode_g1::<S>(&fulfilment.e1)?, decode_g1::<S>(&fulfilment.e2)?);
	let mut reader = Reader::new(&fulfilment.proof);
	let mut scalar = || -> Result<Fr, FulfilError> {
		let bytes: ScalarBytes = reader.array()?;
		Ok(decode_scalar(&bytes)?)
	};
	let (c, v, gamma, rho) = (scalar()?, scalar()?, scalar()?, scalar()?);
	let g = g1::<S>();
	let commitments = [
		S::msm_g1(&[g, e1], &[rho, -c]),
		S::msm_g1(&[g, y, e2], &[v, rho, -c]),
		S::msm_g1(&[g, commitment_base::<S>(), cv], &[v, gamma, -c]),
	];
	let mut transcript = transcript(
		context,
		&encode_g1::<S>(&y),
		&encode_g1::<S>(&cv),
		&fulfilment.e1,
		&fulfilment.e2,
	);
	if challenge::<S>(&mut transcript, &commitments) == c {
		Ok(())
	} else {
		Err(FulfilError::BadProof)
	}
}
