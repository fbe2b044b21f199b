//! The reveal: the chain's check of it, and what the buyer gets by it.

use super::{base, Bundle, Proposal, RevealError, SoldField, TradeSecret, UnlockError};
use crate::{
	encoding::{decode_ristretto, decode_ristretto_key, RistrettoBytes, ScalarBytes},
	record::open_field_chunks,
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use zeroize::Zeroizing;

/// Whether `kappa' G = Q'`: one fixed-base multiplication, whatever was sold.
pub fn opens(kappa_prime: &ScalarBytes, q_prime: &RistrettoBytes) -> bool {
	revealed(q_prime, kappa_prime).is_ok()
}

/// kappa', if it is the scalar of Q'.
pub(super) fn revealed(
	q_prime: &RistrettoBytes,
	kappa_prime: &ScalarBytes,
) -> Result<Zeroizing<Scalar>, RevealError> {
	let scalar = Zeroizing::new(decode_ristretto_key(kappa_prime).map_err(RevealError::Scalar)?);
	// Encodings are canonical: equal points have equal bytes.
	if RistrettoPoint::mul_base(&scalar).compress().as_bytes() == q_prime {
		Ok(scalar)
	} else {
		Err(RevealError::Wrong)
	}
}

/// A bundle and its kappa: the fields open.
pub struct Unlocked<'b, 'a> {
	bundle: &'b Bundle<'a>,
	kappa: Zeroizing<Scalar>,
	/// Whether the ciphertexts are known to be those of the leaves.
	hashed: bool,
}

impl<'a> Bundle<'a> {
	/// Unlocks the fields with the scalar that the seller revealed, for a buyer who checked this bundle before it locked
	/// the price: the bundle is the one of the proposal, and each ciphertext is compared with its digest.
	pub fn unlock<'b>(
		&'b self,
		proposal: &Proposal,
		secret: &TradeSecret,
		kappa_prime: &ScalarBytes,
	) -> Result<Unlocked<'b, 'a>, UnlockError> {
		self.is_of(proposal, &secret.public())?;
		let (b, _) = secret.unblind(&self.order, &proposal.commitments)?;
		Unlocked::new(self, proposal, &b, kappa_prime, false)
	}
}

impl<'b, 'a> Unlocked<'b, 'a> {
	/// `kappa = kappa' - b`.
	#[allow(clippy::arithmetic_side_effects)] // field arithmetic
	pub(super) fn new(
		bundle: &'b Bundle<'a>,
		proposal: &Proposal,
		b: &Scalar,
		kappa_prime: &ScalarBytes,
		hashed: bool,
	) -> Result<Self, UnlockError> {
		let kappa_prime = revealed(&proposal.commitments.q_prime, kappa_prime)?;
		Ok(Self {
			bundle,
			kappa: Zeroizing::new(*kappa_prime - b),
			hashed,
		})
	}

	/// The content of the field at a position of the bundle.
	pub fn field(&self, position: usize) -> Result<Zeroizing<Vec<u8>>, UnlockError> {
		let sealed = self
			.bundle
			.fields
			.get(position)
			.map_or(0, |field| field.ciphertext.len());
		// No longer than its ciphertext, so that it is never moved.
		let mut content = Zeroizing::new(Vec::with_capacity(sealed));
		self.field_into(position, |chunk| content.extend_from_slice(chunk))?;
		Ok(content)
	}

	/// The same in chunks of at most [`crate::symmetric::CHUNK`] bytes, for content that need not be held whole. It is
	/// complete only if this succeeds.
	pub fn field_into(&self, position: usize, sink: impl FnMut(&[u8])) -> Result<(), UnlockError> {
		let field = self.bundle.fields.get(position).ok_or(UnlockError::NoSuchField)?;
		if !self.hashed && !field.has_its_ciphertext() {
			return Err(UnlockError::Ciphertext { index: field.index });
		}
		let s = self.s(position, field)?;
		open_field_chunks(field.index, field.label, &s, field.ciphertext, sink)
			.map_err(|_| UnlockError::Field { index: field.index })
	}

	/// `S_i = W_i - kappa B_i`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	fn s(&self, position: usize, field: &SoldField<'_>) -> Result<Zeroizing<RistrettoBytes>, UnlockError> {
		let w = decode_ristretto(&field.w).map_err(|error| UnlockError::Point {
			index: field.index,
			error,
		})?;
		let s = Zeroizing::new(w - *self.kappa * base(&self.bundle.order, position));
		Ok(Zeroizing::new(s.compress().to_bytes()))
	}
}
