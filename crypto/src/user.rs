//! The secret of a user of the key authority.

use crate::{
	encoding::{decode_key_scalar, encode_g1, encode_scalar, DecodeError, G1Bytes, G2Bytes, ScalarBytes},
	hash::h_node,
	keys::{prove_paired_key, KeyContext, KeyPurpose, PairedKeyProof},
	shamir::random_nonzero,
	suite::{affine, g1, Fr, G1Projective, Suite, G1},
	tree::{path, Leaf, Node},
};
use alloc::vec::Vec;
use ark_ff::Field;
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// x. Erased when dropped, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct UserSecret(Fr);

impl UserSecret {
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

	/// `pk = g1^x`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn public_key<S: Suite>(&self) -> G1<S> {
		(g1::<S>() * self.0).into()
	}

	/// `pk`, `pk2` and the proof of x for an account.
	pub fn register<S: Suite>(
		&self,
		context: &KeyContext,
		rng: &mut impl CryptoRngCore,
	) -> (G1Bytes, G2Bytes, PairedKeyProof) {
		prove_paired_key::<S>(KeyPurpose::Abe, &self.0, context, rng)
	}

	/// `N_theta = H_node(theta)^x`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn node_point<S: Suite>(&self, theta: &Node) -> G1<S> {
		(h_node::<S>(theta) * self.0).into()
	}

	/// `N_theta` for each node from the root to the leaf.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn path_points<S: Suite>(&self, leaf: Leaf) -> Vec<G1Bytes> {
		let points: Vec<G1Projective<S>> = path(leaf)
			.iter()
			.map(|theta| h_node::<S>(theta) * self.0)
			.collect();
		affine(&points).iter().map(encode_g1::<S>).collect()
	}

	/// `1/x`.
	pub(crate) fn inverse(&self) -> Zeroizing<Fr> {
		// x is not zero by construction.
		Zeroizing::new(self.0.inverse().unwrap_or_default())
	}
}
