use codec::Encode;
use salus_primitives::{
	authority::Era,
	hospital::HospitalId,
	record::{
		AccessRefusal, AuthorisationInfo, ConsentInfo, ConsentTarget, Grantee, RecordInfo, RecordStatus,
	},
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordJson {
	/// Its identifier.
	pub id: Hash,
	/// The hospital that keeps the ciphertext.
	pub custodian: HospitalId,
	/// The hospital that sealed it.
	pub issuer: HospitalId,
	/// The patient's account.
	pub patient: AccountId,
	/// Its scope.
	pub scope: Bytes,
	/// SHA-256(0x03, root, salt).
	pub commitment: Hash,
	/// SHA-256(0x04, blob_salt, length, blob).
	pub blob_digest: Hash,
	/// Length of the blob.
	pub blob_length: u64,
	/// Where the custodian keeps it.
	pub location: Bytes,
	/// Era of the sealing.
	pub era: Era,
	/// Whether it is in use.
	pub status: RecordStatus,
	/// The hospital to which custody is offered, if there is one.
	pub offered_to: Option<HospitalId>,
	/// The issuer's signature, SCALE `MultiSignature`.
	pub signature: Bytes,
	/// Block of registration.
	pub registered_at: BlockNumber,
}

impl From<RecordInfo<AccountId, BlockNumber>> for RecordJson {
	fn from(info: RecordInfo<AccountId, BlockNumber>) -> Self {
		Self {
			id: info.id,
			custodian: info.custodian,
			issuer: info.issuer,
			patient: info.patient,
			scope: info.scope.to_vec().into(),
			commitment: info.commitment,
			blob_digest: info.blob_digest,
			blob_length: info.blob_length,
			location: info.location.into(),
			era: info.era,
			status: info.status,
			offered_to: info.offered_to,
			signature: info.signature.encode().into(),
			registered_at: info.registered_at,
		}
	}
}

/// What a consent is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TargetJson {
	/// One record.
	Record(Hash),
	/// All of the patient's records in a scope.
	Scope(Bytes),
	/// All of the patient's records.
	All,
}

impl From<ConsentTarget> for TargetJson {
	fn from(target: ConsentTarget) -> Self {
		match target {
			ConsentTarget::Record(id) => Self::Record(id),
			ConsentTarget::Scope(scope) => Self::Scope(scope.to_vec().into()),
			ConsentTarget::All => Self::All,
		}
	}
}

/// Whom a consent is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GranteeJson {
	/// All staff of a hospital.
	Hospital(HospitalId),
	/// One doctor.
	Doctor(AccountId),
}

impl From<Grantee<AccountId>> for GranteeJson {
	fn from(grantee: Grantee<AccountId>) -> Self {
		match grantee {
			Grantee::Hospital(id) => Self::Hospital(id),
			Grantee::Doctor(account) => Self::Doctor(account),
		}
	}
}

/// A consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentJson {
	/// Who consents.
	pub patient: AccountId,
	/// To what.
	pub target: TargetJson,
	/// For whom.
	pub grantee: GranteeJson,
	/// First block at which it no longer holds.
	pub expires_at: BlockNumber,
	/// Whether it holds at the block asked.
	pub live: bool,
}

impl From<ConsentInfo<AccountId, BlockNumber>> for ConsentJson {
	fn from(info: ConsentInfo<AccountId, BlockNumber>) -> Self {
		Self {
			patient: info.patient,
			target: info.target.into(),
			grantee: info.grantee.into(),
			expires_at: info.expires_at,
			live: info.live,
		}
	}
}

/// An authorisation of one hospital by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthorisationJson {
	/// Who authorises.
	pub custodian: HospitalId,
	/// Who is authorised.
	pub grantee: HospitalId,
	/// For which records.
	pub scope: Bytes,
	/// First block at which it no longer holds.
	pub expires_at: BlockNumber,
	/// Whether it holds at the block asked.
	pub live: bool,
}

impl From<AuthorisationInfo<BlockNumber>> for AuthorisationJson {
	fn from(info: AuthorisationInfo<BlockNumber>) -> Self {
		Self {
			custodian: info.custodian,
			grantee: info.grantee,
			scope: info.scope.to_vec().into(),
			expires_at: info.expires_at,
			live: info.live,
		}
	}
}

/// Whether a doctor may open a record by the chain's rules, attributes apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MayOpenJson {
	/// Yes or no.
	pub may_open: bool,
	/// Why not.
	pub refusal: Option<AccessRefusal>,
}

impl From<Result<(), AccessRefusal>> for MayOpenJson {
	fn from(result: Result<(), AccessRefusal>) -> Self {
		Self {
			may_open: result.is_ok(),
			refusal: result.err(),
		}
	}
}
