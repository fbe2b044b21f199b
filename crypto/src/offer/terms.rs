//! What an offer asks for, and what the chain computes once for it.

use super::error::TermsError;
use crate::{
	credential::{
		issuer::check_list, issuer_list_digest, CredentialSecret, IssuerKey, Kind, Schema, StoredG1,
		MAX_VALUE,
	},
	domain,
	encoding::{decode_g1, decode_g2, encode_g1, G1Bytes},
	suite::{Suite, G1},
};
use alloc::vec::Vec;

/// Accepted issuers among which a wallet hides at least. The buyer chooses the anonymity set, so the seller looks at it.
pub const LEAST_ISSUERS: usize = 3;

/// The value of an attribute is one of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predicate<'a> {
	/// The attribute, by its place in the schema.
	pub index: u8,
	/// The buckets.
	pub set: &'a [&'a [u8]],
}

impl Predicate<'_> {
	/// Whether a bucket is in the set.
	pub fn holds(&self, bucket: &[u8]) -> bool {
		self.set.contains(&bucket)
	}
}

/// Whether an offer can be satisfied at all: predicates, by attribute, on buckets of the schema, none twice; sets of
/// distinct buckets; the field an integer.
pub fn check_terms(schema: &Schema, predicates: &[Predicate<'_>], field: u8) -> Result<(), TermsError> {
	let mut before = None;
	for predicate in predicates {
		let attribute = predicate.index;
		if before.is_some_and(|before| before >= attribute) {
			return Err(TermsError::Order);
		}
		before = Some(attribute);
		if schema.kind(attribute) != Some(Kind::Bucket) {
			return Err(TermsError::NoBucket { attribute });
		}
		let twice =
			|(at, bucket): (usize, &&[u8])| predicate.set.iter().take(at).any(|other| other == bucket);
		if predicate.set.is_empty() || predicate.set.iter().enumerate().any(twice) {
			return Err(TermsError::Set { attribute });
		}
		if predicate
			.set
			.iter()
			.any(|bucket| bucket.is_empty() || bucket.len() > MAX_VALUE)
		{
			return Err(TermsError::Set { attribute });
		}
	}
	if schema.kind(field) != Some(Kind::Integer) {
		return Err(TermsError::Field);
	}
	Ok(())
}

/// `H_G1(genesis, offer)`: the base of the offer's nullifiers.
pub fn nullifier_base<S: Suite>(genesis: &[u8; 32], offer: u64) -> StoredG1 {
	StoredG1::new::<S>(&S::hash_to_g1(
		domain::H_NULLIFIER,
		&nullifier_message(genesis, offer),
	))
}

fn nullifier_message(genesis: &[u8; 32], offer: u64) -> [u8; 40] {
	let mut message = [0; 40];
	for (to, from) in message.iter_mut().zip(genesis.iter().chain(&offer.to_le_bytes())) {
		*to = *from;
	}
	message
}

/// `H_G1(genesis, offer)^u`: by which a patient knows the own claims. An account that a claim pays is no sign of it, since
/// anybody can name it.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn nullifier<S: Suite>(secret: &CredentialSecret, genesis: &[u8; 32], offer: u64) -> G1Bytes {
	let message = nullifier_message(genesis, offer);
	let nullifier: G1<S> = (S::hash_to_g1(domain::H_NULLIFIER, &message) * secret.scalar()).into();
	encode_g1::<S>(&nullifier)
}

/// What the chain keeps of an offer's issuers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedIssuers {
	/// Digest of the whole list.
	pub digest: [u8; 32],
	/// pk1 of each, in order.
	pub pk1: Vec<StoredG1>,
}

/// Checks and stores the keys of an offer's issuers.
pub fn prepare_issuers<S: Suite>(issuers: &[IssuerKey]) -> Result<PreparedIssuers, TermsError> {
	check_list(issuers)?;
	let pk1 = issuers
		.iter()
		.map(|issuer| {
			decode_g2::<S>(&issuer.pk2)?;
			Ok(StoredG1::new::<S>(&decode_g1::<S>(&issuer.pk1)?))
		})
		.collect::<Result<_, TermsError>>()?;
	Ok(PreparedIssuers {
		digest: issuer_list_digest(issuers),
		pk1,
	})
}
