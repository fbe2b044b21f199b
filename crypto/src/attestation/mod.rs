#![doc = include_str!("../../docs/attestations.md")]

mod attribute;
mod facts;
mod issuer_file;

pub use attribute::{count_bucket, schema, Attribute, AttributeError, Coding};
pub use facts::{Facts, FactsError, Quantity, Sex, ValuesError, MAX_FACTS};
pub use issuer_file::{IssuerFile, IssuerFileError};

use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{G1Bytes, RistrettoBytes},
	record::{on_chain_commitment, Hash},
	wrap::{unwrap, wrap, WrapSecret, OVERHEAD},
};
use alloc::vec::Vec;
use core::fmt;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// Bytes of a wrapped attestation at most.
pub const MAX_ATTESTATION: usize = MAX_FACTS + 256;

// Tag behind its length, root and salt before the facts; the wrap around them.
const _: () = assert!(8 + domain::ATTESTATION.len() + 64 + OVERHEAD <= 256);

/// What a hospital keeps of a record it sealed, to attest it later: what the record says, and what ties that to the
/// chain's commitment.
#[derive(Clone, PartialEq, Eq)]
pub struct Attestation {
	/// The root of the record.
	pub root: Zeroizing<Hash>,
	/// What hides the root in the commitment.
	pub salt: Zeroizing<Hash>,
	/// What the record says.
	pub facts: Facts,
}

/// For which hospital an attestation of which record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttestationContext {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The record's id.
	pub record: Hash,
	/// Number of the hospital that keeps it.
	pub hospital: u32,
}

/// Why an attestation cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttestationError {
	/// The key it is wrapped to is none.
	Key,
	/// Wrapped to another key, for another hospital or record, or changed since.
	Closed,
	/// What is inside is no attestation.
	Facts(FactsError),
}

impl fmt::Display for AttestationError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Key => "the wrap key is none",
			Self::Closed => "wrapped to another key, for another hospital or record, or changed since",
			Self::Facts(error) => return error.fmt(f),
		})
	}
}

impl core::error::Error for AttestationError {}

impl From<FactsError> for AttestationError {
	fn from(error: FactsError) -> Self {
		Self::Facts(error)
	}
}

impl AttestationContext {
	fn bytes(&self) -> Vec<u8> {
		[
			domain::ATTESTATION_WRAP,
			&self.genesis,
			&self.record,
			&self.hospital.to_le_bytes(),
		]
		.concat()
	}
}

impl Attestation {
	/// Whether it is of the record with this commitment on chain.
	pub fn is_of(&self, commitment: &Hash) -> bool {
		on_chain_commitment(&self.root, &self.salt) == *commitment
	}

	/// Wraps it to the hospital that keeps it.
	pub fn wrap(
		&self,
		key: &RistrettoBytes,
		context: &AttestationContext,
		rng: &mut impl CryptoRngCore,
	) -> Result<Vec<u8>, AttestationError> {
		let plain = Zeroizing::new(
			Writer::tagged(domain::ATTESTATION)
				.fixed(&*self.root)
				.fixed(&*self.salt)
				.fixed(&self.facts.to_bytes()?)
				.finish(),
		);
		wrap(key, &context.bytes(), &plain, rng).map_err(|_| AttestationError::Key)
	}

	/// Opens what [`Self::wrap`] made.
	pub fn unwrap(
		secret: &WrapSecret,
		context: &AttestationContext,
		bytes: &[u8],
	) -> Result<Self, AttestationError> {
		let plain = unwrap(secret, &context.bytes(), bytes).map_err(|_| AttestationError::Closed)?;
		let mut reader = Reader::tagged(domain::ATTESTATION, &plain).map_err(FactsError::Codec)?;
		Ok(Self {
			root: Zeroizing::new(reader.array().map_err(FactsError::Codec)?),
			salt: Zeroizing::new(reader.array().map_err(FactsError::Codec)?),
			facts: Facts::from_bytes(reader.rest())?,
		})
	}
}

/// What the wrap of an issued credential is bound to: chain, record, patient, and the U it was issued for.
pub fn answer_context(genesis: &Hash, record: &Hash, patient: &[u8; 32], u: &G1Bytes) -> Vec<u8> {
	[domain::CREDENTIAL_ANSWER, genesis, record, patient, u].concat()
}

/// What the wrap of a credential that its holder keeps is bound to: chain, holder, record, and the schema's digest.
pub fn kept_context(genesis: &Hash, holder: &[u8; 32], record: &Hash, schema: &Hash) -> Vec<u8> {
	[domain::CREDENTIAL_KEPT, genesis, holder, record, schema].concat()
}
