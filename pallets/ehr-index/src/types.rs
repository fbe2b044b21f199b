//! What the pallet stores, and what `register_record` takes.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::fungible::Inspect;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::{Epoch, Era},
	hospital::HospitalId,
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
