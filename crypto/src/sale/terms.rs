//! What stands on the chain about a sale, and what is derived from it.

use super::{CommitmentError, LockError};
use crate::{
	domain,
	encoding::{decode_ristretto, DecodeError, RistrettoBytes},
	hash::digest,
	record::Hash,
	transcript::Transcript,
};
use curve25519_dalek::RistrettoPoint;

/// Who sells what to whom, for how much, until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderTerms {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The account that is paid.
	pub seller: Hash,
	/// The account that pays.
	pub buyer: Hash,
	/// Y, the buyer's trade key when the sale was proposed.
	pub y: RistrettoBytes,
	/// What the buyer pays, in the chain's smallest unit.
	pub price: u128,
	/// The last block in which the seller may count on a reveal.
	pub deadline: u64,
	/// Hash of whatever else the two agreed on, off the chain.
	pub terms: Hash,
	/// 32 random bytes.
	pub nonce: [u8; 32],
}

/// The id of an order: a hash of all its terms and of 32 random bytes, so that it is nobody's choice. The chain refuses one
/// that it has seen.
pub fn order_id(terms: &OrderTerms) -> Hash {
	digest(
		domain::SALE_ORDER,
		&[
			&terms.genesis,
			&terms.seller,
			&terms.buyer,
			&terms.y,
			&terms.price.to_le_bytes(),
			&terms.deadline.to_le_bytes(),
			&terms.terms,
			&terms.nonce,
		],
	)
}

/// Whether bytes are a point of Ristretto other than the neutral one: what the chain asks of Q' and R.
pub fn check_point(point: &RistrettoBytes) -> Result<(), DecodeError> {
	decode_ristretto(point).map(drop)
}

/// What the seller commits to: `Q' = Q + bG` and `R = rho G`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitments {
	/// Q'.
	pub q_prime: RistrettoBytes,
	/// R.
	pub r: RistrettoBytes,
}

impl Commitments {
	pub(super) fn points(&self) -> Result<[RistrettoPoint; 2], CommitmentError> {
		Ok([
			decode_ristretto(&self.q_prime).map_err(CommitmentError::QPrime)?,
			decode_ristretto(&self.r).map_err(CommitmentError::R)?,
		])
	}
}

/// A sale as it stands on the chain, never to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
	/// The terms.
	pub terms: OrderTerms,
	/// What the seller commits to.
	pub commitments: Commitments,
	/// H(bundle).
	pub bundle: Hash,
}

impl Proposal {
	/// What a buyer who locks the price must name.
	pub fn lock_terms(&self) -> LockTerms {
		LockTerms {
			order: order_id(&self.terms),
			q_prime: self.commitments.q_prime,
			r: self.commitments.r,
			bundle: self.bundle,
			price: self.terms.price,
		}
	}

	/// Whether a lock is one of this proposal.
	pub fn check_lock(&self, lock: &LockTerms) -> Result<(), LockError> {
		let own = self.lock_terms();
		if lock.order != own.order {
			Err(LockError::Order)
		} else if lock.q_prime != own.q_prime {
			Err(LockError::QPrime)
		} else if lock.r != own.r {
			Err(LockError::R)
		} else if lock.bundle != own.bundle {
			Err(LockError::Bundle)
		} else if lock.price != own.price {
			Err(LockError::Price)
		} else {
			Ok(())
		}
	}

	/// Whether at block `now` there are still `least` blocks until the deadline.
	pub fn has_time(&self, now: u64, least: u64) -> bool {
		now.checked_add(least)
			.is_some_and(|needed| needed <= self.terms.deadline)
	}
}

/// What a lock names: a buyer pays for this and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockTerms {
	/// The order's id.
	pub order: Hash,
	/// Q'.
	pub q_prime: RistrettoBytes,
	/// R.
	pub r: RistrettoBytes,
	/// H(bundle).
	pub bundle: Hash,
	/// What the buyer pays.
	pub price: u128,
}

/// The transcript of a bundle's proof, up to the prover's first message: what it proves, to whom and where. `statement` is
/// the digest of all that the bundle says before the proof.
pub(super) fn transcript(
	terms: &OrderTerms,
	order: &Hash,
	commitments: &Commitments,
	q: &RistrettoPoint,
	statement: &Hash,
) -> Transcript {
	let mut transcript = Transcript::new(domain::SALE_PROOF, &terms.genesis);
	transcript.append(b"order", order);
	transcript.append(b"seller", &terms.seller);
	transcript.append(b"buyer", &terms.buyer);
	transcript.append(b"Y", &terms.y);
	transcript.append(b"price", &terms.price.to_le_bytes());
	transcript.append(b"deadline", &terms.deadline.to_le_bytes());
	transcript.append(b"Q'", &commitments.q_prime);
	transcript.append(b"R", &commitments.r);
	transcript.append(b"Q", q.compress().as_bytes());
	transcript.append(b"statement", statement);
	transcript
}
