//! The patient's part: y opens reports, and discloses one.

use super::{Disclosure, NotTheCiphertext, OpenError, Statement};
use crate::{
	encoding::{decode_ristretto_key, DecodeError, RistrettoBytes, ScalarBytes},
	keys::{prove_ristretto_key, KeyContext, KeyPurpose, RistrettoKeyProof},
	wrap::nonzero,
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// y, the secret half of a report key. It opens reports and does nothing else.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ReportSecret(Scalar);

impl ReportSecret {
	/// A fresh secret.
	pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
		Self(nonzero(rng))
	}

	/// From its canonical bytes; refuses zero.
	pub fn from_bytes(bytes: &ScalarBytes) -> Result<Self, DecodeError> {
		decode_ristretto_key(bytes).map(Self)
	}

	/// The bytes to keep, also after the key was replaced: reports of before are disputed with it.
	pub fn to_bytes(&self) -> Zeroizing<ScalarBytes> {
		Zeroizing::new(self.0.to_bytes())
	}

	/// `Y = yG`, the key to publish.
	pub fn public(&self) -> RistrettoBytes {
		RistrettoPoint::mul_base(&self.0).compress().to_bytes()
	}

	/// Y and the proof of y for an account.
	pub fn prove(
		&self,
		context: &KeyContext,
		rng: &mut impl CryptoRngCore,
	) -> (RistrettoBytes, RistrettoKeyProof) {
		prove_ristretto_key(KeyPurpose::Report, &self.0, context, rng)
	}

	/// What the report says.
	pub fn open(&self, statement: &Statement, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
		if !statement.names(ciphertext) {
			return Err(NotTheCiphertext.into());
		}
		let s = self.s(statement)?;
		if !statement.commits(ciphertext) {
			return Err(OpenError::DoesNotOpen);
		}
		statement
			.info
			.key(&s)
			.open(&statement.info.to_bytes(), ciphertext)
			.map_err(|_| OpenError::DoesNotOpen)
	}

	/// S of one report, with the proof that it is the only one: for its arbiter.
	pub fn disclose(
		&self,
		statement: &Statement,
		rng: &mut impl CryptoRngCore,
	) -> Result<Disclosure, OpenError> {
		let s = self.s(statement)?;
		let [_, e] = statement.info.points()?;
		Ok(Disclosure::prove(&self.0, statement, &e, *s, rng))
	}

	/// `S = yE`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	fn s(&self, statement: &Statement) -> Result<Zeroizing<RistrettoBytes>, OpenError> {
		let [_, e] = statement.info.points()?;
		if self.public() != statement.info.y {
			return Err(OpenError::AnotherKey);
		}
		let s = Zeroizing::new(self.0 * e);
		Ok(Zeroizing::new(s.compress().to_bytes()))
	}
}
