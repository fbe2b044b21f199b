//! Claiming a slot: a presentation that satisfies the predicates, with a nullifier and a commitment to the value.
//!
//! ```text
//! tag, quarter u32, shown attributes, proof
//! ```

use super::terms::{nullifier_base, Predicate, LEAST_ISSUERS};
use crate::{
	codec::{CodecError, Reader, Writer},
	credential::{
		issuer::check_list,
		issuer_list_digest,
		proof::{read_buckets, write_buckets, Buckets, Disclosed, Link, Proof, Statement},
		prove::prove,
		verify::verify,
		Credential, CredentialSecret, IssuerKey, PresentError, PresentationError, SchemaRef, StoredG1, Value,
		MAX_ATTRIBUTES, MAX_VALUE,
	},
	domain,
	encoding::{decode_g1, DecodeError, G1Bytes},
	hash::h_scalar,
	suite::{Fr, Suite, G1},
};
use alloc::vec::Vec;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// Bytes of a claim at most.
pub const MAX_CLAIM: usize =
	8 + domain::PRESENTED_TO_OFFER.len() + 4 + 1 + MAX_ATTRIBUTES * (2 + MAX_VALUE) + Proof::MAX;

/// What a claim is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The offer.
	pub offer: u64,
	/// Who is paid.
	pub payee: [u8; 32],
	/// Whose offer it is.
	pub buyer: [u8; 32],
	/// The offer's key.
	pub y: G1Bytes,
	/// The price of a slot.
	pub price: u128,
	/// The block after which it is refused.
	pub expiry: u64,
}

impl ClaimContext {
	fn to_bytes(self) -> Vec<u8> {
		Writer::tagged(domain::PRESENTED_TO_OFFER)
			.u64(self.offer)
			.fixed(&self.payee)
			.fixed(&self.buyer)
			.fixed(&self.y)
			.fixed(&self.price.to_le_bytes())
			.u64(self.expiry)
			.finish()
	}
}

/// An offer's issuers as the chain keeps them.
#[derive(Clone, Copy)]
pub struct IssuersOnChain<'a> {
	/// Digest of the whole list.
	pub digest: [u8; 32],
	/// pk1 of each.
	pub pk1: &'a [StoredG1],
	/// Whether each is accredited now.
	pub accepted: &'a [bool],
}

/// What the chain knows of an offer when somebody claims a slot.
#[derive(Clone, Copy)]
pub struct ClaimStatement<'a> {
	/// Context.
	pub context: &'a ClaimContext,
	/// Schema of the credentials.
	pub schema: SchemaRef,
	/// What is asked for, by attribute.
	pub predicates: &'a [Predicate<'a>],
	/// The attribute that is bought.
	pub field: u8,
	/// The issuers.
	pub issuers: IssuersOnChain<'a>,
	/// As [`nullifier_base`] gave it for this offer.
	pub nullifier_base: StoredG1,
}

/// What the slot keeps of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimedValue {
	/// `Cv = g1^v * h_c^gamma`.
	pub commitment: StoredG1,
}

/// A claim, read but not verified.
pub struct Claim {
	quarter: u32,
	shown: Buckets,
	nullifier: G1Bytes,
	proof: Proof,
}

impl Claim {
	/// Reads the structure: lengths and canonical scalars, no point yet.
	pub fn parse(bytes: &[u8]) -> Result<Self, PresentationError> {
		if bytes.len() > MAX_CLAIM {
			return Err(CodecError::TooLong.into());
		}
		let mut reader = Reader::tagged(domain::PRESENTED_TO_OFFER, bytes)?;
		let (quarter, shown) = (reader.u32()?, read_buckets(&mut reader)?);
		let proof = Proof::read(&mut reader, true)?;
		reader.finish()?;
		let [nullifier, _] = proof.points.link.ok_or(PresentationError::Shape)?;
		Ok(Self {
			quarter,
			shown,
			nullifier,
			proof,
		})
	}

	/// `N = H_G1(genesis, offer)^u`: the same for all claims of one patient secret on one offer.
	pub fn nullifier(&self) -> &G1Bytes {
		&self.nullifier
	}

	/// The quarter of the credential.
	pub fn quarter(&self) -> u32 {
		self.quarter
	}

	/// The shown attributes with their buckets.
	pub fn shown(&self) -> &[(u8, Vec<u8>)] {
		&self.shown
	}

	/// Cv, for whoever knows already that the claim is right: the chain verifies before it executes.
	pub fn commitment<S: Suite>(&self) -> Result<StoredG1, PresentationError> {
		let [_, commitment] = self.proof.points.link.ok_or(PresentationError::Shape)?;
		Ok(StoredG1::new::<S>(&decode_g1::<S>(&commitment)?))
	}

	/// Checks everything but what only the chain knows: that the quarter is accepted now, that the nullifier has a claim
	/// left, that the expiry has not passed.
	pub fn verify<S: Suite>(
		&self,
		statement: &ClaimStatement<'_>,
	) -> Result<ClaimedValue, PresentationError> {
		let (keys, accepted) = (statement.issuers.pk1, statement.issuers.accepted);
		if keys.len() != accepted.len() {
			return Err(PresentationError::Issuers);
		}
		if self.shown.len() != statement.predicates.len() {
			return Err(PresentationError::Disclosed);
		}
		for ((attribute, bucket), predicate) in self.shown.iter().zip(statement.predicates) {
			if *attribute != predicate.index {
				return Err(PresentationError::Disclosed);
			}
			if !predicate.holds(bucket) {
				return Err(PresentationError::Predicate {
					attribute: *attribute,
				});
			}
		}
		let base = statement.nullifier_base.decode::<S>()?;
		let list = (statement.issuers.digest, accepted);
		let shown = statement_of::<S>(
			statement.context,
			statement.schema,
			statement.field,
			list,
			self.quarter,
			&self.shown,
			base,
		)
		.ok_or(PresentationError::Disclosed)?;
		let keys = keys
			.iter()
			.zip(accepted)
			.filter(|(_, accepted)| **accepted)
			.map(|(key, _)| key.decode::<S>())
			.collect::<Result<Vec<G1<S>>, DecodeError>>()?;
		let points = verify(&shown, &keys, &self.proof)?;
		let [_, commitment] = points.link.ok_or(PresentationError::Shape)?;
		Ok(ClaimedValue {
			commitment: StoredG1::new::<S>(&commitment),
		})
	}
}

fn statement_of<'a, S: Suite>(
	context: &'a ClaimContext,
	schema: SchemaRef,
	field: u8,
	(list, accepted): ([u8; 32], &'a [bool]),
	quarter: u32,
	shown: &Buckets,
	base: G1<S>,
) -> Option<Statement<'a, S>> {
	let mut disclosed: Vec<Disclosed> =
		[Disclosed::schema(&schema), Disclosed::quarter(&schema, quarter)].into();
	disclosed.extend(Disclosed::buckets(&schema, shown)?);
	Some(Statement {
		genesis: &context.genesis,
		schema,
		list,
		accepted,
		disclosed,
		link: Some(Link {
			base,
			field: schema.message_of(field)?,
		}),
		context: context.to_bytes(),
	})
}

/// What a wallet knows of an offer.
#[derive(Clone, Copy)]
pub struct ClaimTerms<'a> {
	/// Schema of the credentials.
	pub schema: SchemaRef,
	/// What is asked for, by attribute.
	pub predicates: &'a [Predicate<'a>],
	/// The attribute that is bought.
	pub field: u8,
	/// The issuers, as listed by the offer.
	pub issuers: &'a [IssuerKey],
	/// Whether each is accredited now.
	pub accepted: &'a [bool],
}

/// Claims a slot for `context.payee`. Refuses where fewer than [`LEAST_ISSUERS`] issuers are accepted.
pub fn present_claim<S: Suite>(
	credential: &Credential,
	secret: &CredentialSecret,
	terms: &ClaimTerms<'_>,
	context: &ClaimContext,
	rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PresentError> {
	if credential.schema().reference() != terms.schema {
		return Err(PresentError::OtherSchema);
	}
	check_list(terms.issuers)?;
	if terms.accepted.iter().filter(|accepted| **accepted).count() < LEAST_ISSUERS {
		return Err(PresentError::FewIssuers);
	}
	let shown: Buckets = terms
		.predicates
		.iter()
		.map(|predicate| {
			let attribute = predicate.index;
			match credential.values().get(usize::from(attribute)) {
				Some(Value::Bucket(bucket)) if predicate.holds(bucket) => Ok((attribute, bucket.clone())),
				_ => Err(PresentError::Predicate { attribute }),
			}
		})
		.collect::<Result<_, _>>()?;
	let value = integer(credential, terms.field).ok_or(PresentError::Field)?;
	let gamma = blinding(
		secret,
		&context.genesis,
		context.offer,
		&context.payee,
		terms.field,
		value,
	);
	let base = nullifier_base::<S>(&context.genesis, context.offer).decode::<S>()?;
	let list = (issuer_list_digest(terms.issuers), terms.accepted);
	let quarter = credential.quarter();
	let statement = statement_of::<S>(context, terms.schema, terms.field, list, quarter, &shown, base)
		.ok_or(PresentError::Disclosed)?;
	let proof = prove::<S>(&statement, terms.issuers, credential, secret, Some(&gamma), rng)?;
	let writer = Writer::tagged(domain::PRESENTED_TO_OFFER).u32(quarter);
	Ok(proof.write(write_buckets(writer, &shown)).finish())
}

/// The value of an integer attribute.
pub(super) fn integer(credential: &Credential, field: u8) -> Option<u32> {
	match credential.values().get(usize::from(field)) {
		Some(Value::Integer(value)) => Some(*value),
		_ => None,
	}
}

/// gamma, of the patient's secret and everything the commitment is for: a wallet that lost all but its secret and its
/// credential computes it again, and no two commitments to different values share one.
pub(super) fn blinding(
	secret: &CredentialSecret,
	genesis: &[u8; 32],
	offer: u64,
	payee: &[u8; 32],
	field: u8,
	value: u32,
) -> Zeroizing<Fr> {
	let place = Writer::new()
		.fixed(genesis)
		.u64(offer)
		.fixed(payee)
		.u8(field)
		.finish();
	let value = Zeroizing::new(value.to_le_bytes());
	Zeroizing::new(h_scalar(
		domain::COMMITMENT_BLINDING,
		&[&*secret.to_bytes(), &place, &*value],
	))
}
