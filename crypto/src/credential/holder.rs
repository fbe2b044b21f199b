//! The holder: a patient, the secret in all of its credentials, and the request for one.

use super::{bases::message_bases, error::IssueError, schema::SECRET};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{decode_g1, decode_key_scalar, encode_g1, encode_scalar, DecodeError, G1Bytes, ScalarBytes},
	schnorr::{prove_base, verify_base, Proof},
	shamir::random_nonzero,
	suite::{Fr, Suite, G1},
	transcript::Transcript,
};
use alloc::vec::Vec;
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What the request of a credential is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuanceContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// pk1 of the issuer.
	pub issuer: G1Bytes,
	/// The patient's account.
	pub patient: [u8; 32],
	/// The record's id.
	pub record: [u8; 32],
}

/// `U = h_u^u` and a proof of u.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuanceRequest {
	/// U. A hospital keeps one a patient.
	pub u: G1Bytes,
	/// The proof.
	pub proof: Proof,
}

impl IssuanceRequest {
	/// Bytes of a request.
	pub const LENGTH: usize = 112;

	/// U, then the proof.
	pub fn to_bytes(&self) -> Vec<u8> {
		Writer::new().fixed(&self.u).fixed(&self.proof).finish()
	}

	/// Reads a request; it is checked when a credential is issued.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, IssueError> {
		let mut reader = Reader::new(bytes);
		let request = Self {
			u: reader.array()?,
			proof: reader.array()?,
		};
		reader.finish()?;
		Ok(request)
	}

	/// Whether it shows knowledge of u for this issuer, patient, record and chain.
	pub fn verify<S: Suite>(&self, context: &IssuanceContext) -> Result<(), IssueError> {
		self.checked::<S>(context).map(drop)
	}

	pub(crate) fn checked<S: Suite>(&self, context: &IssuanceContext) -> Result<G1<S>, IssueError> {
		let u = decode_g1::<S>(&self.u)?;
		let transcript = request_transcript(domain::CREDENTIAL_REQUEST, context, &self.u);
		if verify_base::<S>(&secret_base::<S>(), &u, transcript, &self.proof)? {
			Ok(u)
		} else {
			Err(IssueError::BadProof)
		}
	}
}

pub(crate) fn request_transcript(protocol: &[u8], context: &IssuanceContext, u: &G1Bytes) -> Transcript {
	let mut transcript = Transcript::new(protocol, &context.genesis);
	transcript.append(b"issuer", &context.issuer);
	transcript.append(b"patient", &context.patient);
	transcript.append(b"record", &context.record);
	transcript.append(b"U", u);
	transcript
}

/// `h_u`: the base of message 1.
pub(crate) fn secret_base<S: Suite>() -> G1<S> {
	message_bases::<S>(usize::from(SECRET).saturating_add(1))
		.pop()
		.unwrap_or_default()
}

/// u: what ties credentials to their holder. Erased when dropped, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CredentialSecret(Fr);

impl CredentialSecret {
	/// A fresh secret, not zero.
	pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
		Self(random_nonzero(rng))
	}

	/// The secret of 32 canonical bytes other than zero.
	pub fn from_bytes(bytes: &ScalarBytes) -> Result<Self, DecodeError> {
		decode_key_scalar(bytes).map(Self)
	}

	/// The 32 bytes, for a keystore.
	pub fn to_bytes(&self) -> Zeroizing<ScalarBytes> {
		Zeroizing::new(encode_scalar(&self.0))
	}

	pub(crate) fn scalar(&self) -> &Fr {
		&self.0
	}

	/// Asks an issuer for a credential.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn request<S: Suite>(
		&self,
		context: &IssuanceContext,
		rng: &mut impl CryptoRngCore,
	) -> IssuanceRequest {
		let base = secret_base::<S>();
		let point: G1<S> = (base * self.0).into();
		let u = encode_g1::<S>(&point);
		let transcript = request_transcript(domain::CREDENTIAL_REQUEST, context, &u);
		IssuanceRequest {
			u,
			proof: prove_base::<S>(&base, &self.0, transcript, rng),
		}
	}
}
