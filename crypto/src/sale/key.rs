//! The buyer's trade key, and b: what only its holder and the seller can compute.

use super::{CommitmentError, Commitments};
use crate::{
	domain,
	encoding::{decode_ristretto_key, DecodeError, RistrettoBytes, ScalarBytes},
	hash::h_scalar_ristretto,
	keys::{prove_ristretto_key, KeyContext, KeyPurpose, RistrettoKeyProof},
	record::Hash,
	wrap::nonzero,
};
use curve25519_dalek::{traits::IsIdentity, RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// y, the secret half of a trade key. It unblinds sales and does nothing else.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct TradeSecret(Scalar);

impl TradeSecret {
	/// A fresh secret.
	pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
		Self(nonzero(rng))
	}

	/// From its canonical bytes; refuses zero.
	pub fn from_bytes(bytes: &ScalarBytes) -> Result<Self, DecodeError> {
		decode_ristretto_key(bytes).map(Self)
	}

	/// The bytes to keep.
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
		prove_ristretto_key(KeyPurpose::Trade, &self.0, context, rng)
	}

	/// b and `Q = Q' - bG`, from `yR = rho Y`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub(super) fn unblind(
		&self,
		order: &Hash,
		commitments: &Commitments,
	) -> Result<(Zeroizing<Scalar>, RistrettoPoint), CommitmentError> {
		let [q_prime, r] = commitments.points()?;
		let shared = Zeroizing::new(self.0 * r);
		let b = mask(&shared, order);
		let q = q_prime - RistrettoPoint::mul_base(&b);
		if q.is_identity() {
			return Err(CommitmentError::Q);
		}
		Ok((b, q))
	}
}

/// `b = H_scalar(rho Y, order)`.
pub(super) fn mask(shared: &RistrettoPoint, order: &Hash) -> Zeroizing<Scalar> {
	let shared = Zeroizing::new(shared.compress().to_bytes());
	Zeroizing::new(h_scalar_ristretto(domain::SALE_MASK, &[&*shared, order]))
}
