//! What the pallet stores, and what `register_record` takes.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Inspect, ConstU32},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::{Epoch, Era},
	hospital::HospitalId,
	index::{EmergencyReason, EmergencyVerdict, IndexKeyId, IndexPoint, Interests, Tags, MAX_GRANTEES},
	record::{ConsentTarget, Grantee, Location, RecordId, RecordStatus, Scope},
	Hash, Signature,
};
use scale_info::TypeInfo;

/// Money on hold for one stored item, and whose it is.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId, Balance> {
	/// From whom it is held, and to whom it returns.
	pub owner: AccountId,
	/// How much.
	pub amount: Balance,
}

/// What a hospital says of a record when it registers it. Nothing in it names or describes a person.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Registration<AccountId> {
	/// The patient's account.
	pub patient: AccountId,
	/// The part of the hospital's records that it belongs to.
	pub scope: Scope,
	/// SHA-256(0x03, root, salt).
	pub commitment: Hash,
	/// SHA-256(0x04, blob_salt, length, blob).
	pub blob_digest: Hash,
	/// Length of the blob in bytes, not zero.
	pub blob_length: u64,
	/// Where the custodian keeps the blob, not empty.
	pub location: Location,
	/// Era in which it was sealed.
	pub era: Era,
	/// The operator's signature over [`salus_primitives::record::record_payload`].
	pub signature: Signature,
}

/// A record, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Record<AccountId, Balance, BlockNumber> {
	/// The hospital that keeps the ciphertext.
	pub custodian: HospitalId,
	/// The hospital that sealed it and signed the commitment.
	pub issuer: HospitalId,
	/// The hospital to which custody is offered, if it is.
	pub offered_to: Option<HospitalId>,
	/// The patient's account.
	pub patient: AccountId,
	/// Its scope.
	pub scope: Scope,
	/// SHA-256(0x03, root, salt).
	pub commitment: Hash,
	/// SHA-256(0x04, blob_salt, length, blob).
	pub blob_digest: Hash,
	/// Length of the blob in bytes.
	pub blob_length: u64,
	/// Where the custodian keeps the blob.
	pub location: Location,
	/// Era in which it was sealed.
	pub era: Era,
	/// Whether it is in use.
	pub status: RecordStatus,
	/// The issuer's signature over [`salus_primitives::record::record_payload`].
	pub signature: Signature,
	/// Block of registration.
	pub registered_at: BlockNumber,
	/// Held from the custodian's operator.
	pub deposit: Deposit<AccountId, Balance>,
}

/// To what a patient consents, and for whom.
pub type ConsentKey<AccountId> = (ConsentTarget, Grantee<AccountId>);

/// Whom a custodian authorises, and for which scope.
pub type AuthorisationKey = (HospitalId, Scope);

/// A permission that ends by itself: a consent or an authorisation, as stored.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Permission<AccountId, Balance, BlockNumber> {
	/// First block at which it no longer holds.
	pub expires_at: BlockNumber,
	/// Held from whoever gave it.
	pub deposit: Deposit<AccountId, Balance>,
}

impl<AccountId, Balance, BlockNumber: PartialOrd> Permission<AccountId, Balance, BlockNumber> {
	/// Whether it holds at block `now`.
	pub fn is_live(&self, now: &BlockNumber) -> bool {
		*now < self.expires_at
	}
}

/// A doctor's last declared access to a record, as stored.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Declaration<AccountId, Balance, BlockNumber> {
	/// The epoch it is for.
	pub epoch: Epoch,
	/// The block that contains it.
	pub at: BlockNumber,
	/// Held from the doctor.
	pub deposit: Deposit<AccountId, Balance>,
}

/// Which list of the trail: the entries of one record, or those that concern one patient.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TrailIndex<AccountId> {
	/// Entries of a record.
	#[codec(index = 0)]
	Record(RecordId),
	/// Entries that concern a patient.
	#[codec(index = 1)]
	Patient(AccountId),
}

/// A scope of a hospital: its index epochs, and whom it is authorised to.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct IndexScope<BlockNumber> {
	/// Number of index epochs opened: the current one is the last.
	pub epochs: u32,
	/// Whether an authorisation was withdrawn, or had expired when it changed, since the current epoch was opened.
	pub over: bool,
	/// The hospitals whose authorisations have held under the current epoch, ascending, with their expiries.
	pub grantees: BoundedVec<(HospitalId, BlockNumber), ConstU32<MAX_GRANTEES>>,
}

impl<BlockNumber> Default for IndexScope<BlockNumber> {
	fn default() -> Self {
		Self {
			epochs: 0,
			over: false,
			grantees: BoundedVec::new(),
		}
	}
}

impl<BlockNumber: PartialOrd> IndexScope<BlockNumber> {
	/// Whether the current epoch takes records at block `now`: there is one, and no authorisation has ended under it.
	pub fn is_open(&self, now: &BlockNumber) -> bool {
		let ended = self.over || self.grantees.iter().any(|(_, expires_at)| expires_at <= now);
		self.epochs > 0 && !ended
	}
}

/// The public half of an index key, as stored.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct IndexKey<AccountId, Balance, BlockNumber> {
	/// `M = m G`.
	pub point: IndexPoint,
	/// Block that opened the epoch.
	pub opened_at: BlockNumber,
	/// Held from the hospital's operator, for the hospital's own wrap too.
	pub deposit: Deposit<AccountId, Balance>,
}

/// The tags of a record, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct IndexEntry<AccountId, Balance, BlockNumber> {
	/// The key they were made with.
	pub key: IndexKeyId,
	/// As many as a bucket has, strictly ascending.
	pub tags: Tags,
	/// Position of this change in the log.
	pub position: u64,
	/// Block in which they were given.
	pub indexed_at: BlockNumber,
	/// Held from the operator of the hospital whose key it is.
	pub deposit: Deposit<AccountId, Balance>,
}

/// The interests of a doctor, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct InterestSet<AccountId, Balance, BlockNumber> {
	/// Digests of tokens, strictly ascending, at least one.
	pub digests: Interests,
	/// Epoch of the key authority in which they were set.
	pub epoch: Epoch,
	/// Block in which they were set.
	pub set_at: BlockNumber,
	/// Held from the doctor.
	pub deposit: Deposit<AccountId, Balance>,
}

/// An emergency, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Emergency<AccountId, Balance, BlockNumber> {
	/// The record opened.
	pub record: RecordId,
	/// Whose it is.
	pub patient: AccountId,
	/// Who opens it.
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
	/// Held from the doctor.
	pub deposit: Deposit<AccountId, Balance>,
}

/// Money of the chain.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A deposit of this chain.
pub type DepositOf<T> = Deposit<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
/// A record of this chain.
pub type RecordOf<T> = Record<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A consent or an authorisation of this chain.
pub type PermissionOf<T> =
	Permission<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A declared access of this chain.
pub type DeclarationOf<T> =
	Declaration<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A public index key of this chain.
pub type IndexKeyOf<T> = IndexKey<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// Tags of a record of this chain.
pub type IndexEntryOf<T> =
	IndexEntry<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// Interests of a doctor of this chain.
pub type InterestSetOf<T> =
	InterestSet<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// An emergency of this chain.
pub type EmergencyOf<T> = Emergency<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
