//! What a participant of a run keeps, and what it posts.

use super::{
	deal::{commitment, deal_length, share_context, Parts},
	proof::{prove_constants, prove_ephemeral, prove_receiving_key},
	CheckedRun, DealingError, Kind, Origin, ReceivingKeys,
};
use crate::{
	codec::Writer,
	domain,
	encoding::RistrettoBytes,
	hash::expand_message_xmd,
	schnorr::Proof,
	shamir::{Polynomial, ShareField},
	wrap::{nonzero, seal_with},
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::{CryptoRng, CryptoRngCore, RngCore};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// 32 random bytes from which all follows that a participant does in **one** run, as member and as dealer: the same bytes
/// are posted however often it restarts.
///
/// It opens the shares of the run, so it is kept sealed, and erased once the share that came of it is stored.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RunSecret([u8; 32]);

/// Random bytes of one purpose.
struct Stream {
	prefix: Zeroizing<Vec<u8>>,
	counter: u64,
}

impl RngCore for Stream {
	fn next_u32(&mut self) -> u32 {
		rand_core::impls::next_u32_via_fill(self)
	}

	fn next_u64(&mut self) -> u64 {
		rand_core::impls::next_u64_via_fill(self)
	}

	fn fill_bytes(&mut self, dest: &mut [u8]) {
		for chunk in dest.chunks_mut(32) {
			let counter = self.counter.to_le_bytes();
			expand_message_xmd::<Sha256>(domain::CEREMONY_STREAM, &[&self.prefix, &counter], chunk);
			self.counter = self.counter.wrapping_add(1);
		}
	}

	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
		self.fill_bytes(dest);
		Ok(())
	}
}

impl CryptoRng for Stream {}

impl RunSecret {
	/// A fresh one.
	pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
		let mut bytes = [0; 32];
		rng.fill_bytes(&mut bytes);
		Self(bytes)
	}

	/// From the bytes that were kept.
	pub fn from_bytes(bytes: &[u8; 32]) -> Self {
		Self(*bytes)
	}

	/// The bytes to keep, sealed.
	pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
		Zeroizing::new(self.0)
	}

	/// Bytes of one purpose in one run: under another run everything is another.
	fn stream(&self, run: &CheckedRun, purpose: &[u8]) -> Stream {
		let context = Writer::new().fixed(run.digest()).bytes(purpose).finish();
		// Its whole length at once: bytes that move leave copies behind.
		let length = self.0.len().saturating_add(context.len());
		let mut prefix = Zeroizing::new(Vec::with_capacity(length));
		prefix.extend_from_slice(&self.0);
		prefix.extend_from_slice(&context);
		Stream { prefix, counter: 0 }
	}

	/// The secret of the member's receiving key.
	pub(super) fn receiving_scalar(&self, run: &CheckedRun) -> Zeroizing<Scalar> {
		Zeroizing::new(nonzero(&mut self.stream(run, b"receiving-key")))
	}

	/// The key that the member's shares are to be sealed to, with its proof: for the first phase.
	pub fn receiving_key(
		&self,
		run: &CheckedRun,
		member: u16,
	) -> Result<(RistrettoBytes, Proof), DealingError> {
		if !run.has_member(member) {
			return Err(DealingError::NoSuchMember);
		}
		let secret = self.receiving_scalar(run);
		let key = RistrettoPoint::mul_base(&secret).compress().to_bytes();
		let mut nonces = self.stream(run, b"receiving-key-nonce");
		let proof = prove_receiving_key(run, member, &secret, &key, &mut nonces);
		Ok((key, proof))
	}

	/// The polynomials of a dealer; `old` is its share of the sharing that is handed on, in a resharing alone.
	pub fn dealing<'a, K: Kind>(
		&'a self,
		run: &'a CheckedRun,
		dealer: u16,
		old: Option<&K::Share>,
	) -> Result<Dealing<'a, K>, DealingError> {
		if run.run().kind != K::KIND {
			return Err(DealingError::OtherKind);
		}
		if !run.has_dealer(dealer) {
			return Err(DealingError::NoSuchDealer);
		}
		let mut stream = self.stream(run, b"polynomials");
		let constants = match (&run.run().origin, old) {
			(Origin::Fresh, None) => {
				Zeroizing::new((0..K::SECRETS).map(|_| uniform_nonzero(&mut stream)).collect())
			}
			(Origin::Fresh, Some(_)) => return Err(DealingError::UnexpectedShare),
			(Origin::Resharing(_), None) => return Err(DealingError::NoShare),
			(Origin::Resharing(_), Some(share)) => old_secrets::<K>(run, dealer, share)?,
		};
		let (threshold, members) = (run.run().threshold, run.members());
		let polynomials: Vec<Polynomial<K::Scalar>> = constants
			.iter()
			.map(|constant| Polynomial::random_through(*constant, threshold, members, &mut stream))
			.collect();
		let mut commitments = Vec::new();
		for k in 0..usize::from(threshold) {
			for coefficient in polynomials.iter().filter_map(|f| f.coefficients().get(k)) {
				commitments.extend_from_slice(&K::encode_point(&K::power(coefficient)));
			}
		}
		// What others would refuse is not posted.
		if run
			.old_public(dealer)
			.is_some_and(|old| !commitments.starts_with(old))
		{
			return Err(DealingError::WrongShare);
		}
		Ok(Dealing {
			secret: self,
			run,
			dealer,
			polynomials,
			commitments,
		})
	}
}

fn uniform_nonzero<F: ShareField>(rng: &mut impl CryptoRngCore) -> F {
	loop {
		let scalar = F::uniform(rng);
		if scalar != F::from(0) {
			return scalar;
		}
	}
}

/// The secrets of the share that a dealer hands on.
fn old_secrets<K: Kind>(
	run: &CheckedRun,
	dealer: u16,
	share: &K::Share,
) -> Result<Zeroizing<Vec<K::Scalar>>, DealingError> {
	let (head, old) = (
		K::head_of(share),
		run.resharing().ok_or(DealingError::UnexpectedShare)?,
	);
	let is_handed_on = head.index == dealer
		&& head.ceremony == old.ceremony
		&& head.generation.checked_add(1) == Some(run.run().generation);
	if is_handed_on {
		Ok(K::secrets_of(share))
	} else {
		Err(DealingError::WrongShare)
	}
}

/// The polynomials of one dealer in one run.
pub struct Dealing<'a, K: Kind> {
	secret: &'a RunSecret,
	run: &'a CheckedRun,
	dealer: u16,
	polynomials: Vec<Polynomial<K::Scalar>>,
	commitments: Vec<u8>,
}

impl<K: Kind> Dealing<'_, K> {
	/// What binds the dealer to its polynomials and shows nothing of them: for the first phase.
	pub fn commitment(&self) -> [u8; 32] {
		commitment(self.run, self.dealer, &self.commitments)
	}

	/// The deal, for the second phase: once it is final which keys there are.
	pub fn deal(&self, keys: &ReceivingKeys) -> Result<Vec<u8>, DealingError> {
		let (run, dealer) = (self.run, self.dealer);
		let ephemeral = Zeroizing::new(nonzero(&mut self.secret.stream(run, b"ephemeral")));
		let point = RistrettoPoint::mul_base(&ephemeral).compress().to_bytes();
		let mut sealed = Vec::new();
		for (j, key) in keys.iter() {
			let mut message = Zeroizing::new(Vec::with_capacity(K::SECRETS.saturating_mul(32)));
			for polynomial in &self.polynomials {
				let value = Zeroizing::new(polynomial.at(j));
				message.extend_from_slice(&*Zeroizing::new(K::encode_scalar(&value)));
			}
			let context = share_context(run, dealer, j);
			let bytes = seal_with(&ephemeral, &point, key, &context, &message)
				.map_err(|error| DealingError::Key { member: j, error })?;
			sealed.extend_from_slice(&bytes);
		}
		let mut parts = Parts {
			commitments: &self.commitments,
			ephemeral: point,
			sealed: &sealed,
			constants_proof: &[],
			ephemeral_proof: [0; 64],
		};
		let constants: Zeroizing<Vec<K::Scalar>> = Zeroizing::new(
			self.polynomials
				.iter()
				.filter_map(|polynomial| polynomial.coefficients().first().copied())
				.collect(),
		);
		let mut nonces = self.secret.stream(run, b"proof-nonces");
		let of_constants = prove_constants::<K>(run, keys, dealer, &parts, &constants, &mut nonces);
		parts.constants_proof = &of_constants;
		parts.ephemeral_proof = prove_ephemeral(run, keys, dealer, &parts, &ephemeral, &mut nonces);
		let mut deal = Vec::with_capacity(deal_length::<K>(run, keys));
		deal.extend_from_slice(parts.commitments);
		deal.extend_from_slice(&parts.ephemeral);
		deal.extend_from_slice(parts.sealed);
		deal.extend_from_slice(parts.constants_proof);
		deal.extend_from_slice(&parts.ephemeral_proof);
		Ok(deal)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::ceremony::{CeremonyKind, Run};

	#[test]
	fn the_secret_is_copied_once_into_a_buffer_that_does_not_grow() {
		let run = Run {
			genesis: [1; 32],
			kind: CeremonyKind::Tokens,
			number: 1,
			generation: 0,
			threshold: 1,
			members: [[2; 32]].to_vec(),
			origin: Origin::Fresh,
		}
		.check()
		.unwrap();
		let secret = RunSecret::from_bytes(&[3; 32]);
		for purpose in [&b"receiving-key"[..], b"receiving-key-nonce", b"polynomials"] {
			let prefix = secret.stream(&run, purpose).prefix;
			assert_eq!(prefix.capacity(), prefix.len());
			assert!(prefix.starts_with(&[3; 32]) && prefix.ends_with(purpose));
		}
	}
}
