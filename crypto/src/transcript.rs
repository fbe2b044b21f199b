#![doc = include_str!("../docs/encoding-and-transcripts.md")]

use crate::{
	codec::Writer,
	domain,
	hash::{digest, expand_message_xmd, reduce_scalar},
	suite::Fr,
};
use alloc::vec::Vec;
use curve25519_dalek::Scalar;
use rand_core::CryptoRngCore;
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

/// Public inputs in order, then challenges.
#[derive(Clone)]
pub struct Transcript(Vec<u8>);

impl Transcript {
	/// Starts the transcript of a protocol on a chain.
	pub fn new(protocol: &[u8], genesis: &[u8; 32]) -> Self {
		Self(Writer::tagged(protocol).bytes(genesis).finish())
	}

	/// Appends a public input.
	pub fn append(&mut self, label: &[u8], value: &[u8]) {
		self.0
			.extend_from_slice(&Writer::new().bytes(label).bytes(value).finish());
	}

	/// The digest of everything appended so far, for one purpose.
	pub(crate) fn digest(&self, domain: &[u8]) -> [u8; 32] {
		digest(domain, &[&self.0])
	}

	/// The challenge over everything appended so far.
	pub fn challenge(&self) -> Fr {
		let mut wide = [0; 48];
		expand_message_xmd::<Sha256>(domain::CHALLENGE, &[&self.0], &mut wide);
		reduce_scalar(&wide)
	}

	/// The challenge over everything appended so far, for Ristretto.
	pub fn challenge_ristretto(&self) -> Scalar {
		let mut wide = [0; 64];
		expand_message_xmd::<Sha512>(domain::CHALLENGE_RISTRETTO, &[&self.0], &mut wide);
		Scalar::from_bytes_mod_order_wide(&wide)
	}

	/// Weights of 128 bits over everything appended so far.
	pub fn weights(&self, count: usize) -> Vec<Fr> {
		(0..count)
			.map(|i| {
				let mut weight = [0; 16];
				let i = u64::try_from(i).unwrap_or(u64::MAX).to_le_bytes();
				expand_message_xmd::<Sha256>(domain::BATCH_WEIGHTS, &[&self.0, &i], &mut weight);
				Fr::from(u128::from_le_bytes(weight))
			})
			.collect()
	}

	/// One weight over everything appended so far, of the whole width of a scalar, for the pairing equations of a
	/// presentation. Appended last must be what the prover sent last.
	pub fn batch_weight(&self) -> Fr {
		let mut wide = [0; 48];
		expand_message_xmd::<Sha256>(domain::BBS_BATCH, &[&self.0], &mut wide);
		reduce_scalar(&wide)
	}

	/// A nonce from the secret, fresh randomness and the transcript: safe while one of the first two is good.
	pub fn nonce(&self, secret: &[u8; 32], rng: &mut impl CryptoRngCore) -> Zeroizing<Fr> {
		let (mut fresh, mut wide) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 48]));
		rng.fill_bytes(&mut *fresh);
		expand_message_xmd::<Sha256>(domain::NONCE, &[secret, &*fresh, &self.0], &mut *wide);
		Zeroizing::new(reduce_scalar(&wide))
	}

	/// A nonce as [`Self::nonce`], for Ristretto.
	pub fn nonce_ristretto(&self, secret: &[u8; 32], rng: &mut impl CryptoRngCore) -> Zeroizing<Scalar> {
		let (mut fresh, mut wide) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 64]));
		rng.fill_bytes(&mut *fresh);
		expand_message_xmd::<Sha512>(domain::NONCE_RISTRETTO, &[secret, &*fresh, &self.0], &mut *wide);
		Zeroizing::new(Scalar::from_bytes_mod_order_wide(&wide))
	}
}
