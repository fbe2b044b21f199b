//! What the seller draws for one order, and its reveal.

use super::{
	key::mask, order_id, reveal::revealed, Commitments, DrawError, LockTerms, OrderTerms, Proposal,
	RefusedReveal,
};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{decode_ristretto, decode_ristretto_key, RistrettoBytes, ScalarBytes},
	record::Hash,
	wrap::nonzero,
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// kappa and rho, drawn for one order and one buyer: it serves no other.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Draw {
	order: Hash,
	y: RistrettoBytes,
	kappa: Scalar,
	rho: Scalar,
	/// `kappa + b`.
	kappa_prime: Scalar,
}

impl Draw {
	/// A fresh draw for an order.
	pub fn generate(terms: &OrderTerms, rng: &mut impl CryptoRngCore) -> Result<Self, DrawError> {
		loop {
			let (kappa, rho) = (Zeroizing::new(nonzero(rng)), Zeroizing::new(nonzero(rng)));
			match Self::new(order_id(terms), terms.y, &kappa, &rho) {
				Err(DrawError::Zero) => {}
				result => return result,
			}
		}
	}

	#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
	fn new(order: Hash, y: RistrettoBytes, kappa: &Scalar, rho: &Scalar) -> Result<Self, DrawError> {
		let point = decode_ristretto(&y).map_err(DrawError::TradeKey)?;
		let shared = Zeroizing::new(rho * point);
		let kappa_prime = Zeroizing::new(kappa + *mask(&shared, &order));
		if *kappa_prime == Scalar::ZERO {
			return Err(DrawError::Zero);
		}
		Ok(Self {
			order,
			y,
			kappa: *kappa,
			rho: *rho,
			kappa_prime: *kappa_prime,
		})
	}

	/// The bytes to keep until the order is closed: without them the seller cannot reveal.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		let (kappa, rho) = (
			Zeroizing::new(self.kappa.to_bytes()),
			Zeroizing::new(self.rho.to_bytes()),
		);
		// Its whole length at once: bytes that move leave copies behind.
		let mut bytes = Zeroizing::new(Vec::with_capacity(domain::SALE_DRAW.len().saturating_add(136)));
		bytes.extend_from_slice(&Writer::tagged(domain::SALE_DRAW).finish());
		for part in [&self.order, &self.y, &*kappa, &*rho] {
			bytes.extend_from_slice(part);
		}
		bytes
	}

	/// The inverse of [`Self::to_bytes`].
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, DrawError> {
		let mut reader = Reader::tagged(domain::SALE_DRAW, bytes)?;
		let (order, y) = (reader.array()?, reader.array()?);
		let (kappa, rho) = (
			Zeroizing::new(reader.array::<32>()?),
			Zeroizing::new(reader.array::<32>()?),
		);
		reader.finish()?;
		let kappa = Zeroizing::new(decode_ristretto_key(&kappa).map_err(DrawError::Scalar)?);
		let rho = Zeroizing::new(decode_ristretto_key(&rho).map_err(DrawError::Scalar)?);
		Self::new(order, y, &kappa, &rho)
	}

	/// The order it was drawn for.
	pub fn order(&self) -> &Hash {
		&self.order
	}

	/// What the seller puts on the chain.
	pub fn commitments(&self) -> Commitments {
		let point = |scalar| RistrettoPoint::mul_base(scalar).compress().to_bytes();
		Commitments {
			q_prime: point(&self.kappa_prime),
			r: point(&self.rho),
		}
	}

	pub(super) fn is_for(&self, terms: &OrderTerms) -> bool {
		self.order == order_id(terms) && self.y == terms.y
	}

	pub(super) fn kappa(&self) -> &Scalar {
		&self.kappa
	}

	/// `kappa' = kappa + b`, to be sent: only if it must be paid for.
	///
	/// `own` is what this wallet proposed, `lock` what finalised state says is locked, `now` the latest finalised block.
	/// A reveal that the chain refuses is out all the same, so everything the chain will check is checked here first.
	pub fn reveal(&self, own: &Proposal, lock: &LockTerms, now: u64) -> Result<ScalarBytes, RefusedReveal> {
		if !self.is_for(&own.terms) || self.commitments() != own.commitments {
			return Err(RefusedReveal::Draw);
		}
		own.check_lock(lock)?;
		if now > own.terms.deadline {
			return Err(RefusedReveal::TooLate);
		}
		let kappa_prime = self.kappa_prime.to_bytes();
		revealed(&lock.q_prime, &kappa_prime)?;
		Ok(kappa_prime)
	}
}
