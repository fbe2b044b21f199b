//! Records, consents, authorisations and the access trail.

use crate::{
	cases::{CaseId, Verdict},
	hospital::HospitalId,
	index::{EmergencyId, EmergencyReason, EmergencyVerdict},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_crypto::domain::RECORD_SIGNATURE;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

/// Identifier of a record: SHA-256(tag, genesis, hospital, 32 random bytes).
pub type RecordId = H256;
/// A random identifier that a hospital gives to a part of its records; its meaning stays off chain.
pub type Scope = [u8; 16];
/// Where the custodian keeps a ciphertext, opaque to the chain.
pub type Location = BoundedVec<u8, ConstU32<128>>;

/// Whether a record is in use.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum RecordStatus {
	/// In use.
	#[codec(index = 0)]
	Live,
	/// Retired: nobody new opens it.
	#[codec(index = 1)]
	Retired,
}

/// What the chain shows of a record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RecordInfo<AccountId, BlockNumber> {
	/// Its identifier.
	pub id: RecordId,
	/// The hospital that keeps the ciphertext.
	pub custodian: HospitalId,
	/// The hospital that sealed it and signed the commitment.
	pub issuer: HospitalId,
	/// The patient's account.
	pub patient: AccountId,
	/// Its scope.
	pub scope: Scope,
	/// SHA-256(0x03, root, salt).
	pub commitment: H256,
	/// SHA-256(0x04, blob_salt, length, blob).
	pub blob_digest: H256,
	/// Length of the blob in bytes.
	pub blob_length: u64,
	/// Where the custodian keeps it.
	pub location: Vec<u8>,
	/// Era in which it was sealed.
	pub era: u32,
	/// Whether it is in use.
	pub status: RecordStatus,
	/// The hospital to which custody is offered and that has not accepted, if there is one.
	pub offered_to: Option<HospitalId>,
	/// The issuer's signature over [`record_payload`].
	pub signature: sp_runtime::MultiSignature,
	/// Block of registration.
	pub registered_at: BlockNumber,
}

/// The bytes an issuer signs at registration: purpose, chain, record, patient, scope, commitment.
pub fn record_payload<AccountId: Encode>(
	genesis: H256,
	record: RecordId,
	patient: &AccountId,
	scope: Scope,
	commitment: H256,
) -> Vec<u8> {
	let mut payload = RECORD_SIGNATURE.to_vec();
	(genesis, record, patient, scope, commitment).encode_to(&mut payload);
	payload
}

/// What a consent is for.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ConsentTarget {
	/// One record.
	#[codec(index = 0)]
	Record(RecordId),
	/// All of the patient's records in a scope.
	#[codec(index = 1)]
	Scope(Scope),
	/// All of the patient's records.
	#[codec(index = 2)]
	All,
}

/// Whom a consent is for.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Grantee<AccountId> {
	/// All staff of a hospital.
	#[codec(index = 0)]
	Hospital(HospitalId),
	/// One doctor.
	#[codec(index = 1)]
	Doctor(AccountId),
}

/// A consent as the chain shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ConsentInfo<AccountId, BlockNumber> {
	/// Who consents.
	pub patient: AccountId,
	/// To what.
	pub target: ConsentTarget,
	/// For whom.
	pub grantee: Grantee<AccountId>,
	/// First block at which it no longer holds.
	pub expires_at: BlockNumber,
	/// Whether it holds at the block asked.
	pub live: bool,
}

/// An authorisation of one hospital by another, as the chain shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AuthorisationInfo<BlockNumber> {
	/// Who authorises.
	pub custodian: HospitalId,
	/// Who is authorised.
	pub grantee: HospitalId,
	/// For which records.
	pub scope: Scope,
	/// First block at which it no longer holds.
	pub expires_at: BlockNumber,
	/// Whether it holds at the block asked.
	pub live: bool,
}

/// Why a doctor may not open a record: one cause each, the first that applies in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccessRefusal {
	/// No such record.
	#[codec(index = 0)]
	UnknownRecord,
	/// The record is retired.
	#[codec(index = 1)]
	RecordRetired,
	/// The account is staff of no hospital.
	#[codec(index = 2)]
	NotEnrolled,
	/// The account is revoked.
	#[codec(index = 3)]
	Revoked,
	/// The doctor's hospital is not accredited.
	#[codec(index = 4)]
	HospitalNotAccredited,
	/// The custodian is not accredited.
	#[codec(index = 5)]
	CustodianNotAccredited,
	/// The doctor's hospital never had, or lost, the custodian's authorisation for the scope.
	#[codec(index = 6)]
	NotAuthorised,
	/// The authorisation has expired.
	#[codec(index = 7)]
	AuthorisationExpired,
	/// No consent of the patient covers this record and doctor.
	#[codec(index = 8)]
	NoConsent,
	/// The consent has expired.
	#[codec(index = 9)]
	ConsentExpired,
}

/// What happened to a record. No medical content, ever.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum TrailEvent<AccountId> {
	/// Registered.
	#[codec(index = 0)]
	Registered {
		/// Issuer and first custodian.
		hospital: HospitalId,
	},
	/// Custody moved.
	#[codec(index = 1)]
	CustodyTransferred {
		/// From.
		from: HospitalId,
		/// To.
		to: HospitalId,
	},
	/// Retired.
	#[codec(index = 2)]
	Retired,
	/// A doctor declared an access in an epoch.
	#[codec(index = 3)]
	Accessed {
		/// Who.
		doctor: AccountId,
		/// For which hospital.
		hospital: HospitalId,
		/// In which epoch.
		epoch: u32,
	},
	/// The patient consented.
	#[codec(index = 4)]
	ConsentGranted {
		/// To what.
		target: ConsentTarget,
		/// For whom.
		grantee: Grantee<AccountId>,
	},
	/// The patient withdrew consent.
	#[codec(index = 5)]
	ConsentWithdrawn {
		/// To what.
		target: ConsentTarget,
		/// For whom.
		grantee: Grantee<AccountId>,
	},
	/// A hospital authorised another.
	#[codec(index = 6)]
	Authorised {
		/// Who.
		custodian: HospitalId,
		/// Whom.
		grantee: HospitalId,
		/// For what.
		scope: Scope,
	},
	/// An authorisation ended early.
	#[codec(index = 7)]
	AuthorisationWithdrawn {
		/// Who.
		custodian: HospitalId,
		/// Whom.
		grantee: HospitalId,
		/// For what.
		scope: Scope,
	},
	/// A hospital says that it searched for a doctor.
	#[codec(index = 8)]
	Searched {
		/// Which hospital.
		hospital: HospitalId,
		/// For whom.
		doctor: AccountId,
		/// With how many interests.
		interests: u16,
	},
	/// A hospital says that it told a doctor what matched.
	#[codec(index = 9)]
	Matched {
		/// Which hospital.
		hospital: HospitalId,
		/// Whom.
		doctor: AccountId,
		/// How many records.
		matches: u32,
		/// To which records, by [`crate::index::matches_commitment`].
		commitment: H256,
	},
	/// A hospital says that it pre-decrypted the record for a doctor.
	#[codec(index = 10)]
	PreDecrypted {
		/// Which hospital.
		hospital: HospitalId,
		/// For whom.
		doctor: AccountId,
	},
	/// A doctor opens the record without consent.
	#[codec(index = 11)]
	EmergencyDeclared {
		/// Number of the emergency.
		id: EmergencyId,
		/// Who.
		doctor: AccountId,
		/// For which hospital.
		hospital: HospitalId,
		/// Why.
		reason: EmergencyReason,
	},
	/// The council reviewed an emergency.
	#[codec(index = 12)]
	EmergencyReviewed {
		/// Number of the emergency.
		id: EmergencyId,
		/// Who declared it.
		doctor: AccountId,
		/// What the council found.
		verdict: EmergencyVerdict,
	},
	/// A doctor was given the case of the record.
	#[codec(index = 30)]
	CaseAssigned {
		/// The case.
		case: CaseId,
		/// Who.
		doctor: AccountId,
		/// For which hospital.
		hospital: HospitalId,
	},
	/// A doctor reported on the record to the patient.
	#[codec(index = 31)]
	Reported {
		/// The case.
		case: CaseId,
		/// Who.
		doctor: AccountId,
	},
	/// A dispute about a report was decided.
	#[codec(index = 32)]
	CaseDecided {
		/// The case.
		case: CaseId,
		/// How.
		verdict: Verdict,
	},
}

/// One entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct TrailEntry<AccountId, BlockNumber> {
	/// Block.
	pub at: BlockNumber,
	/// The record concerned, if it is one.
	pub record: Option<RecordId>,
	/// The patient concerned, if it is one.
	pub patient: Option<AccountId>,
	/// What happened.
	pub event: TrailEvent<AccountId>,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_issuer_signs_the_tag_as_it_is_and_then_five_values_of_fixed_length() {
		let [genesis, record, commitment] = [1, 2, 5].map(H256::repeat_byte);
		let expected = [
			&b"salus/record/v1"[..],
			&[1; 32],
			&[2; 32],
			&[3; 32],
			&[4; 16],
			&[5; 32],
		]
		.concat();
		assert_eq!(
			record_payload(genesis, record, &[3u8; 32], [4; 16], commitment),
			expected
		);
	}
}
