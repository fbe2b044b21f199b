use super::Account;
use codec::Encode;
use salus_primitives::{
	authority::{Epoch, Era, Node},
	request::SignedRequest,
	BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// A signed request to a hospital service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignedRequestJson {
	/// SCALE `Envelope`, hexadecimal.
	pub payload: String,
	/// Who signed it.
	pub signer: Account,
	/// SCALE `MultiSignature`, hexadecimal.
	pub signature: String,
}

impl<B: Encode> From<&SignedRequest<B>> for SignedRequestJson {
	fn from(request: &SignedRequest<B>) -> Self {
		let hex = |bytes: Vec<u8>| sp_core::bytes::to_hex(&bytes, false);
		Self {
			payload: hex(request.envelope.encode()),
			signer: Account(request.signer.clone()),
			signature: hex(request.signature.encode()),
		}
	}
}

/// Answer of `salus_putRecord`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutRecordAnswer {
	/// Bytes kept so far: where to go on.
	pub received: u64,
	/// Bytes of the whole.
	pub total: u64,
	/// Whether the record is stored, checked against its digest.
	pub complete: bool,
}

/// Answer of `salus_getRecord`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetRecordAnswer {
	/// Part of the digest.
	pub blob_salt: Bytes,
	/// Length of the whole blob.
	pub total: u64,
	/// First byte of the chunk.
	pub offset: u64,
	/// The chunk.
	pub chunk: Bytes,
}

/// Answer of `salus_epochFactor`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EpochFactorAnswer {
	/// The node asked for.
	pub node: Node,
	/// Epoch of the update key used; part of the wrap's context.
	pub epoch: Epoch,
	/// Era of the record's sealing.
	pub era: Era,
	/// The finalised block whose state decided.
	pub block: Hash,
	/// `Y2`, wrapped to the doctor's wrap key.
	pub wrapped: Bytes,
}

/// Answer of `salus_custodianParts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustodianPartsAnswer {
	/// The finalised block whose state decided.
	pub block: Hash,
	/// SCALE `Vec<CustodianPart>`, wrapped to the receiving hospital's wrap key.
	pub wrapped: Bytes,
	/// The attestation of the record, wrapped to the receiving hospital's wrap key, if this node has one and opens it.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub attestation: Option<Bytes>,
}

/// Answer of `salus_putAttestation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAttestationAnswer {
	/// Whether the node opened it and, where the record is on chain, found that it is of it; a node without the key to
	/// it keeps it as it is.
	pub checked: bool,
}

/// Answer of `salus_issueCredential`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueCredentialAnswer {
	/// The finalised block whose state decided.
	pub block: Hash,
	/// The quarter in which it is valid.
	pub quarter: u32,
	/// The credential, wrapped to the patient's wrap key.
	pub wrapped: Bytes,
}

/// Answer of `salus_putReport`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutReportAnswer {
	/// The finalised block whose state decided.
	pub block: Hash,
	/// Digest of the ciphertext.
	pub digest: Hash,
	/// The last block in which the receipt may be used.
	pub until: BlockNumber,
	/// The custodian's receipt, 64 bytes.
	pub receipt: Bytes,
}

/// Answer of `salus_getReport`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetReportAnswer {
	/// The finalised block whose state decided.
	pub block: Hash,
	/// The ciphertext.
	pub ciphertext: Bytes,
}

/// Answer of `salus_preDecrypt`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreDecryptAnswer {
	/// `Y1`.
	pub y1: Bytes,
	/// The custodian's answer.
	pub y2: EpochFactorAnswer,
}

/// One authority's partial attribute key of one node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialJson {
	/// Node of the path.
	pub node: Node,
	/// `K` (G1).
	pub k: Bytes,
	/// `K_u` (G1), in the order of the sorted attributes.
	pub k_u: Vec<Bytes>,
	/// `K'` (G2).
	pub k_prime: Bytes,
}

/// Answer of `salus_partialAttributeKey`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialAttributeKeyAnswer {
	/// The block for which the partials are: only partials for the same block combine.
	pub block: Hash,
	/// The authority's index.
	pub index: u16,
	/// Generation of the sharing.
	pub generation: u32,
	/// Ceremony of the sharing.
	pub ceremony: Bytes,
	/// One a node of the path, root first.
	pub partials: Vec<PartialJson>,
}

/// One authority's partial update key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialUpdateJson {
	/// Node of the cover.
	pub node: Node,
	/// Era of the time base.
	pub era: Era,
	/// `Q` (G1).
	pub q: Bytes,
	/// `Q'` (G2).
	pub q_prime: Bytes,
}

/// Answer of `salus_partialUpdateKey`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialUpdateKeyAnswer {
	/// The epoch.
	pub epoch: Epoch,
	/// The authority's index.
	pub index: u16,
	/// Generation of the sharing.
	pub generation: u32,
	/// Ceremony of the sharing.
	pub ceremony: Bytes,
	/// Position of the first partial in the epoch's list.
	pub start: u32,
	/// Length of that list.
	pub total: u32,
	/// The partials.
	pub partials: Vec<PartialUpdateJson>,
}

/// Answer of `salus_partialsDigest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialsDigestAnswer {
	/// The epoch.
	pub epoch: Epoch,
	/// The authority's index.
	pub index: u16,
	/// Generation of the sharing.
	pub generation: u32,
	/// Ceremony of the sharing.
	pub ceremony: Bytes,
	/// Digest of all its partials of the epoch.
	pub digest: Hash,
	/// How many they are.
	pub total: u32,
}
