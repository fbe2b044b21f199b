//! The buyer's key for standing offers: `Y = g1^y`, one protocol's own.

use super::{discrete_log::DiscreteLog, error::DecryptError, fulfil::Fulfilment};
use crate::{
	credential::StoredG1,
	domain,
	encoding::{decode_g1, decode_key_scalar, encode_g1, encode_scalar, DecodeError, G1Bytes, ScalarBytes},
	keys::{KeyContext, KeyError},
	schnorr::{prove_g1, verify_g1, Proof},
	shamir::random_nonzero,
	suite::{g1, Fr, Suite, G1},
	transcript::Transcript,
};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

fn transcript(y: &G1Bytes, context: &KeyContext) -> Transcript {
	let mut transcript = Transcript::new(domain::OFFER_KEY, &context.genesis);
	transcript.append(b"account", &context.account);
	transcript.append(b"Y", y);
	transcript
}

/// y. Erased when dropped, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct OfferSecret(Fr);

impl OfferSecret {
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

	/// Y.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn public<S: Suite>(&self) -> G1Bytes {
		let y: G1<S> = (g1::<S>() * self.0).into();
		encode_g1::<S>(&y)
	}

	/// Y and the proof of y for an account.
	pub fn register<S: Suite>(&self, context: &KeyContext, rng: &mut impl CryptoRngCore) -> (G1Bytes, Proof) {
		let y = self.public::<S>();
		let proof = prove_g1::<S>(&self.0, transcript(&y, context), rng);
		(y, proof)
	}

	/// The value in a fulfilment: the logarithm of `E2 * E1^{-y}`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn decrypt<S: Suite>(
		&self,
		fulfilment: &Fulfilment,
		table: &DiscreteLog<S>,
	) -> Result<u32, DecryptError> {
		let (e1, e2) = (decode_g1::<S>(&fulfilment.e1)?, decode_g1::<S>(&fulfilment.e2)?);
		let power: G1<S> = (-(e1 * self.0) + e2).into();
		table.solve(&power).ok_or(DecryptError::NoValue)
	}
}

/// Checks Y: a strict point, and the proof for this account and chain. The result is for the chain to store.
pub fn verify_offer_key<S: Suite>(
	y: &G1Bytes,
	proof: &Proof,
	context: &KeyContext,
) -> Result<StoredG1, KeyError> {
	let point = decode_g1::<S>(y)?;
	if verify_g1::<S>(&point, transcript(y, context), proof)? {
		Ok(StoredG1::new::<S>(&point))
	} else {
		Err(KeyError::BadProof)
	}
}
