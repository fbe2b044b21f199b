//! The encrypted index (`crypto/docs/index.md`): index epochs and their keys, tags, interests; what services say that they
//! did; and emergencies, which open a record without consent.

use crate::{
	authority::Epoch,
	hospital::HospitalId,
	record::{RecordId, Scope},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_crypto::{domain::MATCH_COMMITMENT, hash::digest};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

/// Epoch of the index keys of one hospital and scope, from 0. Not the key authority's.
pub type IndexEpoch = u32;
/// Tag of a keyword in one record, or padding: no one can tell.
pub type Tag = [u8; 16];
/// `H(T)` of a keyword's token: what a doctor signs to be interested in.
pub type InterestDigest = [u8; 32];
/// `M = m G`, the public half of an index key.
pub type IndexPoint = [u8; 32];
/// Length of a wrapped index key: 32 bytes, wrapped.
pub const WRAPPED_KEY_LENGTH: usize = salus_crypto::wrap::OVERHEAD.saturating_add(32);
/// An index key, wrapped to the wrap key of the hospital that may use it.
pub type WrappedIndexKey = [u8; WRAPPED_KEY_LENGTH];

/// How many tags a record has: one of these.
pub const BUCKETS: [u32; 3] = [32, 64, 128];
/// Most tags of a record.
pub const MAX_TAGS: u32 = 128;
/// Most interests of a doctor.
pub const MAX_INTERESTS: u32 = 32;
/// Most index epochs of a scope; records yet to come take another scope.
pub const MAX_INDEX_EPOCHS: u32 = 64;
/// Most hospitals authorised for one scope at a time.
pub const MAX_GRANTEES: u32 = 63;
/// Most wraps of one index key: those authorised, and the hospital itself.
pub const MAX_REWRAPS: u32 = 64;
/// Most entries that a hospital adds to the trail at once.
pub const MAX_SERVICE_ENTRIES: u32 = 64;
/// Most emergencies of one doctor that wait for the council.
pub const MAX_UNREVIEWED_EMERGENCIES: u32 = 16;
/// Most positions of the index's log that one answer looks at.
pub const MAX_INDEX_CHANGES: u32 = crate::page::MAX_PAGE;

/// Namespace and name of the attribute of those who may declare an emergency.
pub const EMERGENCY: (&[u8], &[u8]) = (crate::hospital::CONSORTIUM, b"emergency");

/// The tags of a record, strictly ascending, as many as one of [`BUCKETS`].
pub type Tags = BoundedVec<Tag, ConstU32<MAX_TAGS>>;
/// The interests of a doctor, strictly ascending.
pub type Interests = BoundedVec<InterestDigest, ConstU32<MAX_INTERESTS>>;
/// One index key for several hospitals, strictly ascending by hospital.
pub type Rewraps = BoundedVec<(HospitalId, WrappedIndexKey), ConstU32<MAX_REWRAPS>>;
/// Several index keys for one hospital, strictly ascending by epoch.
pub type EpochKeys = BoundedVec<(IndexEpoch, WrappedIndexKey), ConstU32<MAX_INDEX_EPOCHS>>;
/// What a hospital says that its services did.
pub type ServiceEntries<AccountId> = BoundedVec<ServiceEntry<AccountId>, ConstU32<MAX_SERVICE_ENTRIES>>;

/// Which index key.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct IndexKeyId {
	/// The hospital whose key it is.
	pub indexer: HospitalId,
	/// For which of its records.
	pub scope: Scope,
	/// Since which epoch of theirs.
	pub epoch: IndexEpoch,
}

/// The tags of one record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct IndexEntryInfo<BlockNumber> {
	/// The record.
	pub record: RecordId,
	/// The key its tags were made with.
	pub key: IndexKeyId,
	/// The tags, strictly ascending.
	pub tags: Vec<Tag>,
	/// Position in the index's log.
	pub position: u64,
	/// Block in which it was indexed.
	pub indexed_at: BlockNumber,
}

/// What the index's log says of a record, at its latest position.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum IndexChange<BlockNumber> {
	/// It has these tags, and no others.
	#[codec(index = 0)]
	Indexed(IndexEntryInfo<BlockNumber>),
	/// It has none any more.
	#[codec(index = 1)]
	Removed {
		/// The record.
		record: RecordId,
		/// Position in the log.
		position: u64,
	},
}

/// A part of the index's log. Positions that a later one made void are left out, or say too that the record has no tags.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct IndexChanges<BlockNumber> {
	/// The changes, ascending by position.
	pub changes: Vec<IndexChange<BlockNumber>>,
	/// The position to ask from next.
	pub next: u64,
	/// Number of positions so far: all is read once `next` has come to it.
	pub length: u64,
}

/// A scope of a hospital that has index epochs, or hospitals authorised.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ScopeInfo {
	/// The hospital.
	pub indexer: HospitalId,
	/// Its scope.
	pub scope: Scope,
	/// Number of index epochs opened.
	pub epochs: u32,
	/// Whether the latest takes records: no authorisation has ended since it was opened.
	pub open: bool,
	/// The hospitals whose authorisation holds at the block asked, ascending.
	pub grantees: Vec<HospitalId>,
}

/// The public half of an index key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct IndexKeyInfo<BlockNumber> {
	/// Which.
	pub key: IndexKeyId,
	/// `M = m G`.
	pub point: IndexPoint,
	/// Block that opened its epoch.
	pub opened_at: BlockNumber,
	/// Whether its epoch takes records.
	pub open: bool,
}

/// An index key as a hospital got it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WrappedIndexKeyInfo {
	/// Which.
	pub key: IndexKeyId,
	/// `M = m G`, which the unwrapped key must fit.
	pub point: IndexPoint,
	/// The key, wrapped.
	pub wrapped: WrappedIndexKey,
	/// Whether the hospital may use it at the block asked: its own, or under a live authorisation; both in good standing.
	pub live: bool,
}

/// What a doctor searches for, as the chain shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct InterestsInfo<BlockNumber> {
	/// Digests of the tokens, strictly ascending.
	pub digests: Vec<InterestDigest>,
	/// Epoch of the key authority in which they were set.
	pub epoch: Epoch,
	/// Block in which they were set.
	pub set_at: BlockNumber,
	/// Whether the doctor may search at the block asked: enrolled, not revoked, at a hospital in good standing.
	pub live: bool,
}

/// Number of an emergency, never used again.
pub type EmergencyId = u64;

/// Why a doctor opens a record without consent. Nothing in it describes the patient's illness.
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
pub enum EmergencyReason {
	/// The patient cannot be asked.
	#[codec(index = 0)]
	Unconscious,
	/// There is no time to ask.
	#[codec(index = 1)]
	LifeThreatening,
	/// The patient cannot decide.
	#[codec(index = 2)]
	Incapacitated,
	/// The health of others is in danger.
	#[codec(index = 3)]
	PublicHealth,
}

/// What the council found.
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
pub enum EmergencyVerdict {
	/// It was one.
	#[codec(index = 0)]
	Justified,
	/// It was none: the doctor declares no other for a while.
	#[codec(index = 1)]
	Abuse,
}

/// An emergency as the chain shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct EmergencyInfo<AccountId, BlockNumber> {
	/// Its number.
	pub id: EmergencyId,
	/// The record opened.
	pub record: RecordId,
	/// Whose record.
	pub patient: AccountId,
	/// Who declared it.
	pub doctor: AccountId,
	/// For which hospital.
	pub hospital: HospitalId,
	/// Why.
	pub reason: EmergencyReason,
	/// Block of the declaration.
	pub declared_at: BlockNumber,
	/// First block at which it gives no access any more.
	pub expires_at: BlockNumber,
	/// What the council found, once it has.
	pub verdict: Option<EmergencyVerdict>,
	/// Whether it gives access at the block asked.
	pub live: bool,
}

/// What a hospital's services did for a doctor. No keyword; a match names its records only to whoever is shown the list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum ServiceEntry<AccountId> {
	/// Ran a search.
	#[codec(index = 0)]
	Search {
		/// For whom.
		doctor: AccountId,
		/// With how many interests.
		interests: u16,
	},
	/// Told what matched.
	#[codec(index = 1)]
	Match {
		/// To whom.
		doctor: AccountId,
		/// How many records.
		matches: u32,
		/// [`matches_commitment`] to them, which an auditor asks the hospital to open.
		commitment: H256,
	},
	/// Pre-decrypted a header.
	#[codec(index = 2)]
	PreDecryption {
		/// For whom.
		doctor: AccountId,
		/// Of which record.
		record: RecordId,
	},
}

/// Commits to what matched a doctor's interests at a block, without telling anybody. The salt is random; `records` ascend.
pub fn matches_commitment(
	genesis: H256,
	salt: &[u8; 32],
	doctor: &[u8; 32],
	at: H256,
	records: &[RecordId],
) -> H256 {
	let list: Vec<u8> = records.iter().flat_map(|record| record.0).collect();
	H256(digest(
		MATCH_COMMITMENT,
		&[genesis.as_bytes(), salt, doctor, at.as_bytes(), &list],
	))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_wrap_of_an_index_key_has_the_length_that_the_chain_expects() {
		assert_eq!(WRAPPED_KEY_LENGTH, 112);
	}

	#[test]
	fn a_commitment_depends_on_all_that_it_is_to() {
		let [a, b] = [1, 2].map(H256::repeat_byte);
		let first = matches_commitment(a, &[3; 32], &[4; 32], b, &[a, b]);
		let others = [
			matches_commitment(b, &[3; 32], &[4; 32], b, &[a, b]),
			matches_commitment(a, &[0; 32], &[4; 32], b, &[a, b]),
			matches_commitment(a, &[3; 32], &[0; 32], b, &[a, b]),
			matches_commitment(a, &[3; 32], &[4; 32], a, &[a, b]),
			matches_commitment(a, &[3; 32], &[4; 32], b, &[a]),
			matches_commitment(a, &[3; 32], &[4; 32], b, &[]),
		];
		assert!(others.iter().all(|other| *other != first));
	}
}
