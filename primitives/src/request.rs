//! Requests to hospital services, signed by an enrolled key.
//!
//! The signature covers [`REQUEST_SIGNATURE`] and the SCALE encoding of the [`Envelope`]: the chain, the hospital asked,
//! the method, a nonce that a service accepts once, and the block after which it is void.

use crate::{
	authority::Node, cases::CaseId, hospital::HospitalId, record::RecordId, research::SpendingId, AccountId,
	BlockNumber, Signature,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use salus_crypto::domain::REQUEST_SIGNATURE;
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::Verify;

/// Most blocks between the finalised head and a request's expiry.
pub const MAX_REQUEST_LIFE: BlockNumber = 100;
/// Most bytes of a chunk of ciphertext in one request or answer.
pub const MAX_CHUNK: u32 = 1 << 20;

/// A service's method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Method {
	/// `salus_putRecord`.
	#[codec(index = 0)]
	PutRecord,
	/// `salus_getRecord`.
	#[codec(index = 1)]
	GetRecord,
	/// `salus_preDecrypt`.
	#[codec(index = 2)]
	PreDecrypt,
	/// `salus_epochFactor`.
	#[codec(index = 3)]
	EpochFactor,
	/// `salus_partialAttributeKey`.
	#[codec(index = 4)]
	PartialAttributeKey,
	/// `salus_partialUpdateKey`.
	#[codec(index = 5)]
	PartialUpdateKey,
	/// `salus_custodianParts`.
	#[codec(index = 6)]
	CustodianParts,
	/// `salus_putAttestation`.
	#[codec(index = 7)]
	PutAttestation,
	/// `salus_issueCredential`.
	#[codec(index = 8)]
	IssueCredential,
	/// `salus_evaluateToken`.
	#[codec(index = 9)]
	EvaluateToken,
	/// `salus_match`.
	#[codec(index = 10)]
	Match,
	/// `salus_proveMatch`.
	#[codec(index = 11)]
	ProveMatch,
	/// `salus_putReport`.
	#[codec(index = 12)]
	PutReport,
	/// `salus_getReport`.
	#[codec(index = 13)]
	GetReport,
	/// `salus_matchCounts`.
	#[codec(index = 14)]
	MatchCounts,
	/// `salus_serviceEntries`.
	#[codec(index = 15)]
	ServiceEntries,
}

/// What a request's body belongs to.
pub trait Body: Encode + Decode {
	/// The method that takes it.
	const METHOD: Method;
}

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Envelope<B> {
	/// The chain.
	pub genesis: H256,
	/// The hospital asked.
	pub audience: HospitalId,
	/// The method, equal to the body's.
	pub method: Method,
	/// Fresh random bytes; accepted once.
	pub nonce: [u8; 16],
	/// Last finalised height at which the request is answered.
	pub expires_at: BlockNumber,
	/// The method's own content.
	pub body: B,
}

/// An envelope with who signed it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SignedRequest<B> {
	/// What is asked.
	pub envelope: Envelope<B>,
	/// Who asks.
	pub signer: AccountId,
	/// Over [`signing_payload`].
	pub signature: Signature,
}

/// The bytes under a request's signature.
pub fn signing_payload<B: Encode>(envelope: &Envelope<B>) -> Vec<u8> {
	(REQUEST_SIGNATURE, envelope).encode()
}

impl<B: Body> SignedRequest<B> {
	/// Whether the signer signed this envelope, and the method is the body's.
	pub fn is_signed(&self) -> bool {
		self.envelope.method == B::METHOD
			&& self
				.signature
				.verify(&signing_payload(&self.envelope)[..], &self.signer)
	}
}

/// A chunk of a sealed record, from its hospital to its own node. The chunk that completes `total` bytes is
/// accepted only if the digest fits.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PutRecord {
	/// The record.
	pub record: RecordId,
	/// SHA-256(0x04, blob_salt, length, blob).
	pub blob_digest: H256,
	/// Kept and served with the blob.
	pub blob_salt: [u8; 32],
	/// Length of the whole blob.
	pub total: u64,
	/// Position of this chunk.
	pub offset: u64,
	/// At most [`MAX_CHUNK`] bytes.
	pub chunk: Vec<u8>,
	/// The custodian's parts, one a header, with the last chunk; empty before.
	pub custodian_parts: Vec<CustodianPart>,
}

/// `V1_e^s`, `V2_e^s` of one header: the custodian's alone.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CustodianPart {
	/// SHA-256 of the header's bytes.
	pub header_hash: H256,
	/// Era of the sealing.
	pub era: u32,
	/// `V1_e^s` (G1).
	pub v1s: [u8; 48],
	/// `V2_e^s` (G1).
	pub v2s: [u8; 48],
}

/// A chunk of a ciphertext is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct GetRecord {
	/// The record.
	pub record: RecordId,
	/// First byte wanted.
	pub offset: u64,
	/// Bytes wanted, at most [`MAX_CHUNK`].
	pub length: u32,
}

/// The doctor asks the custodian for `Y2` of one header at one node, wrapped to the doctor's wrap key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct EpochFactor {
	/// The record.
	pub record: RecordId,
	/// SHA-256 of the header's bytes.
	pub header_hash: H256,
	/// The node common to the doctor's path and the cover.
	pub node: Node,
	/// A finalised block that contains the doctor's `record_access`.
	pub block: H256,
}

/// The doctor asks the own hospital for `Y1`, and to fetch `Y2` from the custodian.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PreDecrypt {
	/// The header's bytes.
	pub header: Vec<u8>,
	/// The attribute key of the node (public values), as `salus_crypto` encodes it.
	pub attribute_key: Vec<u8>,
	/// Forwarded to the custodian.
	pub epoch_factor: SignedRequest<EpochFactor>,
}

/// A user asks one authority for its partial of the attribute key on the whole path.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PartialAttributeKey {
	/// A finalised block of the current epoch: only partials made for the same block combine.
	pub block: H256,
	/// `N_theta`, root first, 21 points, fitting the digest on chain.
	pub path_points: Vec<[u8; 48]>,
}

/// Whoever publishes asks one authority for partials of the update keys of nodes in the current cover.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PartialUpdateKey {
	/// The current epoch.
	pub epoch: u32,
	/// First entry wanted of the cover's list (cover in ascending node order, each with its eras ascending).
	pub start: u32,
	/// Entries wanted, at most [`crate::page::MAX_PAGE`].
	pub limit: u32,
}

/// The hospital to which custody of a record is offered, or that took it over, asks a hospital that had it for the
/// custodian's parts, wrapped to its own wrap key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CustodianParts {
	/// The record.
	pub record: RecordId,
}

/// What a hospital needs to attest a record, from its operator to its own node.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PutAttestation {
	/// The record.
	pub record: RecordId,
	/// The attestation, wrapped to the hospital's wrap key, as `salus_crypto` encodes it.
	pub attestation: Vec<u8>,
}

/// The patient of a record asks its custodian to attest what the record says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct IssueCredential {
	/// The record.
	pub record: RecordId,
	/// The schema, as `salus_crypto` encodes it.
	pub schema: Vec<u8>,
	/// `U = h_u^u` and the proof of u, 112 bytes.
	pub request: Vec<u8>,
}

/// Somebody wants this authority's multiples of blinded keywords.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct EvaluateToken {
	/// Generation of the token key's sharing, as the chain shows it.
	pub generation: u32,
	/// At most [`crate::token::MAX_POINTS`] points of Ristretto.
	pub blinded: Vec<[u8; 32]>,
}

/// A doctor wants the records that have some of the doctor's registered interests.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Match {
	/// T of each interest, distinct, at most [`crate::index::MAX_INTERESTS`].
	pub tokens: Vec<[u8; 32]>,
	/// How many of them a record must have, from 1 to all.
	pub least: u8,
	/// The `next` of the page before; none for the first page.
	pub cursor: Option<Vec<u8>>,
	/// Records wanted, at most [`crate::page::MAX_PAGE`].
	pub limit: u32,
}

/// A doctor wants proof that a match for some of the doctor's registered interests was honest.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProveMatch {
	/// T of each interest, distinct, at most [`crate::index::MAX_INTERESTS`].
	pub tokens: Vec<[u8; 32]>,
	/// The `next` of the page before; none for the first page.
	pub cursor: Option<Vec<u8>>,
	/// Index keys wanted, at most [`crate::page::MAX_PAGE`].
	pub limit: u32,
}

/// The operator wants what the services of the hospital's own node did for its doctors, for the trail.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ServiceEntries {
	/// Number of the first entry wanted.
	pub from: u64,
	/// Entries wanted, at most [`crate::index::MAX_SERVICE_ENTRIES`].
	pub limit: u32,
}

/// The doctor who has a case hands the ciphertext of its report to the record's custodian.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PutReport {
	/// The case.
	pub case: CaseId,
	/// Y, the patient's report key.
	pub y: [u8; 32],
	/// E.
	pub e: [u8; 32],
	/// The commitment to the report's key.
	pub commitment: H256,
	/// The proof that the doctor made E for this report.
	pub author_proof: [u8; 64],
	/// At most [`salus_crypto::report::MAX_REPORT`] bytes.
	pub ciphertext: Vec<u8>,
}

/// The patient of a case, or the arbiter of its dispute, wants the ciphertext of the report.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct GetReport {
	/// The case.
	pub case: CaseId,
}

/// A researcher asks for the answer to a final spending.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MatchCounts {
	/// The spending.
	pub spending: SpendingId,
	/// The token T of the keyword to count, a compressed Ristretto point.
	pub token: [u8; 32],
	/// The salt of the digest on chain, [`crate::research::query_digest`].
	pub salt: [u8; 32],
}

macro_rules! bodies {
	($($body:ident),*) => { $(impl Body for $body { const METHOD: Method = Method::$body; })* };
}
bodies!(
	PutRecord,
	GetRecord,
	PreDecrypt,
	EpochFactor,
	PartialAttributeKey,
	PartialUpdateKey,
	CustodianParts,
	PutAttestation,
	IssueCredential,
	PutReport,
	GetReport,
	MatchCounts,
	EvaluateToken,
	Match,
	ProveMatch,
	ServiceEntries
);

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_request_is_signed_under_the_tag_behind_its_length() {
		let envelope = Envelope {
			genesis: H256::repeat_byte(1),
			audience: 2,
			method: Method::GetRecord,
			nonce: [3; 16],
			expires_at: 4,
			body: (),
		};
		let payload = signing_payload(&envelope);
		assert_eq!(
			payload.strip_prefix(b"\x40salus/request/v1"),
			Some(&envelope.encode()[..])
		);
	}
}
