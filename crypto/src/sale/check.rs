//! The buyer's checks before any money is locked. Each has an error of its own.

use super::{
	base, order_id,
	proof::{verify, ProofError, Statement},
	reveal::Unlocked,
	terms::transcript,
	Bundle, CheckError, LockTerms, OrderTerms, Proposal, SoldField, TradeSecret, UnlockError,
};
use crate::{
	encoding::{decode_ristretto, RistrettoBytes, ScalarBytes},
	hash::sha256,
	record::Hash,
};
use alloc::vec::Vec;
use curve25519_dalek::Scalar;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// A bundle that has passed every check: what its proposal's scalar unlocks is what its record's issuer attested.
pub struct Checked<'b, 'a> {
	bundle: &'b Bundle<'a>,
	proposal: Proposal,
	root: Hash,
	b: Zeroizing<Scalar>,
}

impl<'a> Bundle<'a> {
	/// Checks the bundle against the proposal on the chain. `present` verifies the presentation, bound to
	/// the terms, and gives the root that it discloses.
	pub fn check<'b, E>(
		&'b self,
		proposal: &Proposal,
		secret: &TradeSecret,
		present: impl FnOnce(&OrderTerms, &[u8]) -> Result<Hash, E>,
		rng: &mut impl CryptoRngCore,
	) -> Result<Checked<'b, 'a>, CheckError<E>> {
		self.is_of(proposal, &secret.public())?;
		let (b, q) = secret.unblind(&self.order, &proposal.commitments)?;
		let root = self.root()?;
		if let Some(field) = self.fields.iter().find(|field| !field.has_its_ciphertext()) {
			return Err(CheckError::Ciphertext { index: field.index });
		}
		let presented = present(&proposal.terms, self.presentation).map_err(CheckError::Presentation)?;
		if presented != root {
			return Err(CheckError::Root);
		}
		let statements = self
			.fields
			.iter()
			.enumerate()
			.map(|(position, field)| statement(&self.order, position, field))
			.collect::<Result<Vec<_>, _>>()?;
		let transcript = transcript(
			&proposal.terms,
			&self.order,
			&proposal.commitments,
			&q,
			&sha256(self.statement),
		);
		verify(transcript, &q, &statements, self.proof, rng).map_err(|error| match error {
			ProofError::Encoding(error) => CheckError::ProofEncoding(error),
			ProofError::Wrong => CheckError::Proof,
		})?;
		Ok(Checked {
			bundle: self,
			proposal: *proposal,
			root,
			b,
		})
	}

	/// That it is the proposal's bundle and order, and the order for this trade key.
	pub(super) fn is_of(&self, proposal: &Proposal, trade_key: &RistrettoBytes) -> Result<(), NotOf> {
		if self.hash() != proposal.bundle {
			Err(NotOf::Hash)
		} else if self.order != order_id(&proposal.terms) {
			Err(NotOf::Order)
		} else if *trade_key != proposal.terms.y {
			Err(NotOf::TradeKey)
		} else {
			Ok(())
		}
	}

	/// The one root to which the paths of all fields lead.
	fn root<E>(&self) -> Result<Hash, CheckError<E>> {
		let mut root = None;
		for field in &self.fields {
			let wrong = CheckError::Path { index: field.index };
			match field.root(self.schema, self.n) {
				Some(reached) if *root.get_or_insert(reached) == reached => {}
				_ => return Err(wrong),
			}
		}
		// A bundle has a field.
		root.ok_or(CheckError::Path { index: 0 })
	}
}

/// Why a bundle has nothing to do with a proposal.
pub(super) enum NotOf {
	Hash,
	Order,
	TradeKey,
}

impl<E> From<NotOf> for CheckError<E> {
	fn from(reason: NotOf) -> Self {
		match reason {
			NotOf::Hash => Self::BundleHash,
			NotOf::Order => Self::Order,
			NotOf::TradeKey => Self::TradeKey,
		}
	}
}

impl From<NotOf> for UnlockError {
	fn from(reason: NotOf) -> Self {
		match reason {
			NotOf::Hash => Self::BundleHash,
			NotOf::Order => Self::Order,
			NotOf::TradeKey => Self::TradeKey,
		}
	}
}

fn statement<E>(order: &Hash, position: usize, field: &SoldField<'_>) -> Result<Statement, CheckError<E>> {
	let point = |bytes| {
		decode_ristretto(bytes).map_err(|error| CheckError::Point {
			index: field.index,
			error,
		})
	};
	Ok(Statement {
		p: point(&field.p)?,
		w: point(&field.w)?,
		base: base(order, position),
	})
}

impl<'b, 'a> Checked<'b, 'a> {
	/// The root of the record, which the presentation vouches for.
	pub fn root(&self) -> &Hash {
		&self.root
	}

	/// What the buyer names when it locks the price.
	pub fn lock_terms(&self) -> LockTerms {
		self.proposal.lock_terms()
	}

	/// Unlocks the fields with the scalar that the seller revealed; what was checked is not checked again.
	pub fn unlock(&self, kappa_prime: &ScalarBytes) -> Result<Unlocked<'b, 'a>, UnlockError> {
		Unlocked::new(self.bundle, &self.proposal, &self.b, kappa_prime, true)
	}
}
