//! Public keys and the proofs that come with them.
//!
//! A paired key is `pk = g1^x`, `pk2 = g2^x` with a proof of x: user keys of the key authority and issuer keys of
//! hospitals. A Ristretto key is `X = xG` with a proof of x: wrap, report, trade and receipt keys. Each proof names
//! purpose, chain and account, so it serves no other. One key, one protocol.

use crate::{
	domain,
	encoding::{
		decode_g1, decode_g2, decode_ristretto, encode_g1, encode_g2, DecodeError, G1Bytes, G2Bytes,
		RistrettoBytes,
	},
	schnorr::{self, Proof},
	suite::{g1, g2, pairing_is_one, Fr, Suite, G1, G2},
	transcript::Transcript,
};
use ark_ec::AffineRepr;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPurpose {
	/// A user's key at the key authority.
	Abe,
	/// A hospital's key for credentials.
	Issuer,
	/// The key that secrets are wrapped to.
	Wrap,
	/// A patient's key for reports.
	Report,
	/// A buyer's key for sales.
	Trade,
	/// A hospital's key for receipts of reports.
	Receipt,
}

impl KeyPurpose {
	fn name(self) -> &'static [u8] {
		match self {
			Self::Abe => b"abe",
			Self::Issuer => b"issuer",
			Self::Wrap => b"wrap",
			Self::Report => b"report",
			Self::Trade => b"trade",
			Self::Receipt => b"receipt",
		}
	}

	fn is_paired(self) -> bool {
		matches!(self, Self::Abe | Self::Issuer)
	}
}

/// Whom a key belongs to, on which chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The account.
	pub account: [u8; 32],
}

/// Proof of x for a paired key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedKeyProof(pub Proof);

/// Proof of x for a Ristretto key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RistrettoKeyProof(pub Proof);

/// Why a key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
	/// A point or a scalar of the proof does not decode.
	Encoding(DecodeError),
	/// Keys of this purpose live in another group.
	WrongPurpose,
	/// pk and pk2 do not have the same exponent.
	Unpaired,
	/// The proof does not show knowledge of x for this purpose, chain and account.
	BadProof,
}

impl From<DecodeError> for KeyError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl core::fmt::Display for KeyError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		match self {
			Self::Encoding(error) => error.fmt(f),
			Self::WrongPurpose => f.write_str("keys of this purpose live in another group"),
			Self::Unpaired => f.write_str("the two halves of the key have different exponents"),
			Self::BadProof => f.write_str("the proof of the key is wrong for this purpose, chain or account"),
		}
	}
}

impl core::error::Error for KeyError {}

fn transcript(
	protocol: &[u8],
	purpose: KeyPurpose,
	context: &KeyContext,
	points: &[(&[u8], &[u8])],
) -> Transcript {
	let mut transcript = Transcript::new(protocol, &context.genesis);
	transcript.append(b"purpose", purpose.name());
	transcript.append(b"account", &context.account);
	for (label, point) in points {
		transcript.append(label, point);
	}
	transcript
}

fn paired_transcript(purpose: KeyPurpose, pk: &G1Bytes, pk2: &G2Bytes, context: &KeyContext) -> Transcript {
	transcript(
		domain::PAIRED_KEY,
		purpose,
		context,
		&[(b"pk", pk), (b"pk2", pk2)],
	)
}

/// `pk = g1^x`, `pk2 = g2^x` and the proof of x.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn prove_paired_key<S: Suite>(
	purpose: KeyPurpose,
	x: &Fr,
	context: &KeyContext,
	rng: &mut impl CryptoRngCore,
) -> (G1Bytes, G2Bytes, PairedKeyProof) {
	let (pk, pk2): (G1<S>, G2<S>) = ((g1::<S>() * x).into(), (g2::<S>() * x).into());
	let (pk, pk2) = (encode_g1::<S>(&pk), encode_g2::<S>(&pk2));
	let proof = schnorr::prove_g1::<S>(x, paired_transcript(purpose, &pk, &pk2, context), rng);
	(pk, pk2, PairedKeyProof(proof))
}

/// Checks a paired key: strict points, the proof, and `e(pk, g2) = e(g1, pk2)`.
pub fn verify_paired_key<S: Suite>(
	purpose: KeyPurpose,
	pk: &G1Bytes,
	pk2: &G2Bytes,
	proof: &PairedKeyProof,
	context: &KeyContext,
) -> Result<(), KeyError> {
	if !purpose.is_paired() {
		return Err(KeyError::WrongPurpose);
	}
	let (pk_point, pk2_point) = (decode_g1::<S>(pk)?, decode_g2::<S>(pk2)?);
	if !schnorr::verify_g1::<S>(&pk_point, paired_transcript(purpose, pk, pk2, context), &proof.0)? {
		return Err(KeyError::BadProof);
	}
	if !is_paired::<S>(&pk_point, &pk2_point) {
		return Err(KeyError::Unpaired);
	}
	Ok(())
}

/// `e(pk, g2) = e(g1, pk2)`.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub(crate) fn is_paired<S: Suite>(pk: &G1<S>, pk2: &G2<S>) -> bool {
	let minus_g1: G1<S> = (-g1::<S>().into_group()).into();
	pairing_is_one::<S>(&[(*pk, g2::<S>()), (minus_g1, *pk2)])
}

/// `X = xG` and the proof of x.
pub fn prove_ristretto_key(
	purpose: KeyPurpose,
	x: &Scalar,
	context: &KeyContext,
	rng: &mut impl CryptoRngCore,
) -> (RistrettoBytes, RistrettoKeyProof) {
	let key = RistrettoPoint::mul_base(x).compress().to_bytes();
	let transcript = transcript(domain::RISTRETTO_KEY, purpose, context, &[(b"X", &key)]);
	(
		key,
		RistrettoKeyProof(schnorr::prove_ristretto(x, transcript, rng)),
	)
}

/// Checks a Ristretto key: a strict point and the proof.
pub fn verify_ristretto_key(
	purpose: KeyPurpose,
	key: &RistrettoBytes,
	proof: &RistrettoKeyProof,
	context: &KeyContext,
) -> Result<(), KeyError> {
	if purpose.is_paired() {
		return Err(KeyError::WrongPurpose);
	}
	let point = decode_ristretto(key)?;
	let transcript = transcript(domain::RISTRETTO_KEY, purpose, context, &[(b"X", key)]);
	if schnorr::verify_ristretto(&point, transcript, &proof.0)? {
		Ok(())
	} else {
		Err(KeyError::BadProof)
	}
}
