#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod access;
mod api;
mod authorisations;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod consents;
mod custody;
mod deposits;
mod errors;
#[cfg(test)]
mod mock;
mod records;
#[cfg(test)]
mod tests;
mod trail;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The pallet: configuration, storage, events, calls. Its errors stand in a file of their own.
#[import_section(errors::error_section)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		authority::Epoch,
		hospital::HospitalId,
		record::{ConsentTarget, Grantee, Location, RecordId, Scope, TrailEntry},
		traits::{EpochProvider, HospitalRegistry, RevocationRegistry},
		Hash,
	};
	use sp_runtime::AccountId32;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime provides.
	// `AccountId32` itself: rustdoc panics where an alias of a projection stands here (rust-lang/rust#127593).
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId32, Hash = Hash> {
		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// Where deposits are held.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;
		/// Hospitals and their people.
		type Hospitals: HospitalRegistry<Self::AccountId>;
		/// Who is revoked.
		type Revocations: RevocationRegistry<Self::AccountId>;
		/// Epochs and eras.
		type Epochs: EpochProvider<BlockNumberFor<Self>>;
		/// Deposit for one stored item, whatever its size.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;
		/// Deposit for each byte of a stored item.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A record: from its custodian's operator.
		#[codec(index = 0)]
		RecordDeposit,
		/// A consent: from the patient.
		#[codec(index = 1)]
		ConsentDeposit,
		/// An authorisation: from the custodian's operator.
		#[codec(index = 2)]
		AuthorisationDeposit,
		/// A declared access: from the doctor.
		#[codec(index = 3)]
		AccessDeposit,
	}

	/// Records by identifier. An identifier never leaves this map, so that it is never used again.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, RecordOf<T>>;

	/// Records in the custody of a hospital: custodian, record.
	#[pallet::storage]
	pub type RecordsOfCustodian<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, HospitalId, Blake2_128Concat, RecordId, ()>;

	/// Number of records in the custody of a hospital.
	#[pallet::storage]
	pub type CustodyCount<T: Config> = StorageMap<_, Blake2_128Concat, HospitalId, u32, ValueQuery>;

	/// Records of a patient: patient, record.
	#[pallet::storage]
	pub type RecordsOfPatient<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RecordId, ()>;

	/// Consents: patient, then target and grantee.
	#[pallet::storage]
	pub type Consents<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		ConsentKey<T::AccountId>,
		PermissionOf<T>,
	>;

	/// Authorisations: custodian, then hospital authorised and scope.
	#[pallet::storage]
	pub type Authorisations<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		HospitalId,
		Blake2_128Concat,
		AuthorisationKey,
		PermissionOf<T>,
	>;

	/// The same the other way: hospital authorised, then custodian and scope.
	#[pallet::storage]
	pub type AuthorisationsTo<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, HospitalId, Blake2_128Concat, AuthorisationKey, ()>;

	/// The last access that a doctor declared to a record: doctor, record.
	#[pallet::storage]
	pub type Accesses<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RecordId, DeclarationOf<T>>;

	/// The trail, oldest first. Only grows.
	#[pallet::storage]
	pub type Trail<T: Config> = StorageMap<_, Twox64Concat, u64, TrailEntry<T::AccountId, BlockNumberFor<T>>>;

	/// Number of entries of the trail.
	#[pallet::storage]
	pub type TrailLength<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The entries of the trail that belong to a list: list, position in it. The value is the position in the trail.
	#[pallet::storage]
	pub type TrailLists<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TrailIndex<T::AccountId>, Twox64Concat, u64, u64>;

	/// Number of entries of a list of the trail.
	#[pallet::storage]
	pub type TrailListLength<T: Config> =
		StorageMap<_, Blake2_128Concat, TrailIndex<T::AccountId>, u64, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A hospital registered a record.
		#[codec(index = 0)]
		RecordRegistered {
			/// Its identifier.
			record: RecordId,
			/// Issuer and first custodian.
			hospital: HospitalId,
			/// Whose.
			patient: T::AccountId,
			/// Its scope.
			scope: Scope,
		},
		/// The custodian keeps the ciphertext elsewhere.
		#[codec(index = 1)]
		LocationUpdated {
			/// The record.
			record: RecordId,
		},
		/// The custodian offers custody.
		#[codec(index = 2)]
		CustodyOffered {
			/// The record.
			record: RecordId,
			/// The custodian.
			from: HospitalId,
			/// The receiver.
			to: HospitalId,
		},
		/// The receiver accepted custody.
		#[codec(index = 3)]
		CustodyTransferred {
			/// The record.
			record: RecordId,
			/// The custodian before.
			from: HospitalId,
			/// The custodian now.
			to: HospitalId,
		},
		/// An offer of custody is off.
		#[codec(index = 4)]
		CustodyOfferCancelled {
			/// The record.
			record: RecordId,
			/// The custodian, or the receiver that declined.
			by: HospitalId,
		},
		/// A record is out of use.
		#[codec(index = 5)]
		RecordRetired {
			/// The record.
			record: RecordId,
		},
		/// A patient consented, or changed the expiry of a consent.
		#[codec(index = 6)]
		ConsentGranted {
			/// Who.
			patient: T::AccountId,
			/// To what.
			target: ConsentTarget,
			/// For whom.
			grantee: Grantee<T::AccountId>,
			/// First block at which it no longer holds.
			expires_at: BlockNumberFor<T>,
		},
		/// A patient withdrew a consent.
		#[codec(index = 7)]
		ConsentWithdrawn {
			/// Who.
			patient: T::AccountId,
			/// To what.
			target: ConsentTarget,
			/// For whom.
			grantee: Grantee<T::AccountId>,
		},
		/// An expired consent was cleared.
		#[codec(index = 8)]
		ConsentCleared {
			/// Whose.
			patient: T::AccountId,
			/// To what.
			target: ConsentTarget,
			/// For whom.
			grantee: Grantee<T::AccountId>,
		},
		/// A custodian authorised a hospital, or changed the expiry of an authorisation.
		#[codec(index = 9)]
		HospitalAuthorised {
			/// Who.
			custodian: HospitalId,
			/// Whom.
			grantee: HospitalId,
			/// For which records.
			scope: Scope,
			/// First block at which it no longer holds.
			expires_at: BlockNumberFor<T>,
		},
		/// A custodian withdrew an authorisation.
		#[codec(index = 10)]
		AuthorisationWithdrawn {
			/// Who.
			custodian: HospitalId,
			/// Whom.
			grantee: HospitalId,
			/// For which records.
			scope: Scope,
		},
		/// An expired authorisation was cleared.
		#[codec(index = 11)]
		AuthorisationCleared {
			/// Who authorised.
			custodian: HospitalId,
			/// Whom.
			grantee: HospitalId,
			/// For which records.
			scope: Scope,
		},
		/// A doctor declared an access.
		#[codec(index = 12)]
		AccessRecorded {
			/// The record.
			record: RecordId,
			/// Who.
			doctor: T::AccountId,
			/// For which hospital.
			hospital: HospitalId,
			/// In which epoch.
			epoch: Epoch,
		},
		/// The declaration of a past epoch was cleared; the trail keeps its entry.
		#[codec(index = 13)]
		AccessCleared {
			/// The record.
			record: RecordId,
			/// Whose.
			doctor: T::AccountId,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// The operator of an accredited hospital registers a record of a patient. The hospital becomes its issuer and
		/// its custodian, and leaves a deposit.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_record())]
		pub fn register_record(
			origin: OriginFor<T>,
			record: RecordId,
			registration: Registration<T::AccountId>,
		) -> DispatchResult {
			Self::do_register_record(ensure_signed(origin)?, record, registration)
		}

		/// The custodian says where it keeps the ciphertext now.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::update_location())]
		pub fn update_location(origin: OriginFor<T>, record: RecordId, location: Location) -> DispatchResult {
			Self::do_update_location(&ensure_signed(origin)?, record, location)
		}

		/// The custodian offers custody to an accredited hospital. A suspended custodian may: its records are of use
		/// again once another hospital has them.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::transfer_custody())]
		pub fn transfer_custody(origin: OriginFor<T>, record: RecordId, to: HospitalId) -> DispatchResult {
			Self::do_transfer_custody(&ensure_signed(origin)?, record, to)
		}

		/// The receiver takes custody and says where it keeps the ciphertext. It leaves its own deposit, and the former
		/// custodian's returns.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::accept_custody())]
		pub fn accept_custody(origin: OriginFor<T>, record: RecordId, location: Location) -> DispatchResult {
			Self::do_accept_custody(ensure_signed(origin)?, record, location)
		}

		/// The custodian takes an offer of custody back, or the receiver declines it.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::cancel_transfer())]
		pub fn cancel_transfer(origin: OriginFor<T>, record: RecordId) -> DispatchResult {
			Self::do_cancel_transfer(&ensure_signed(origin)?, record)
		}

		/// The custodian takes a record out of use: nobody opens it any more. Its entry stays, with the deposit.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::retire_record())]
		pub fn retire_record(origin: OriginFor<T>, record: RecordId) -> DispatchResult {
			Self::do_retire_record(&ensure_signed(origin)?, record)
		}

		/// A patient consents, or gives a consent another expiry.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::grant_consent())]
		pub fn grant_consent(
			origin: OriginFor<T>,
			target: ConsentTarget,
			grantee: Grantee<T::AccountId>,
			expires_at: BlockNumberFor<T>,
		) -> DispatchResult {
			Self::do_grant_consent(ensure_signed(origin)?, target, grantee, expires_at)
		}

		/// A patient withdraws a consent, free of fees.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::withdraw_consent())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, target: &ConsentTarget, grantee: &Grantee<T::AccountId>| -> bool {
			Pallet::<T>::may_withdraw(origin, target, grantee)
		})]
		pub fn withdraw_consent(
			origin: OriginFor<T>,
			target: ConsentTarget,
			grantee: Grantee<T::AccountId>,
		) -> DispatchResult {
			Self::do_withdraw_consent(ensure_signed(origin)?, target, grantee)
		}

		/// Anyone clears a consent that has expired; its deposit returns to the patient.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::clear_consent())]
		pub fn clear_consent(
			origin: OriginFor<T>,
			patient: T::AccountId,
			target: ConsentTarget,
			grantee: Grantee<T::AccountId>,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_consent(patient, target, grantee)
		}

		/// The operator of an accredited hospital lets the doctors of another open its records of a scope, if the patients
		/// consent; or gives an authorisation another expiry.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::authorise_hospital())]
		pub fn authorise_hospital(
			origin: OriginFor<T>,
			grantee: HospitalId,
			scope: Scope,
			expires_at: BlockNumberFor<T>,
		) -> DispatchResult {
			Self::do_authorise_hospital(ensure_signed(origin)?, grantee, scope, expires_at)
		}

		/// A hospital withdraws an authorisation, whatever its own standing.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::withdraw_authorisation())]
		pub fn withdraw_authorisation(
			origin: OriginFor<T>,
			grantee: HospitalId,
			scope: Scope,
		) -> DispatchResult {
			Self::do_withdraw_authorisation(&ensure_signed(origin)?, grantee, scope)
		}

		/// Anyone clears an authorisation that has expired; its deposit returns to whoever left it.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::clear_authorisation())]
		pub fn clear_authorisation(
			origin: OriginFor<T>,
			custodian: HospitalId,
			grantee: HospitalId,
			scope: Scope,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_authorisation(custodian, grantee, scope)
		}

		/// A doctor who may open a record declares, once an epoch, that it will be opened. The custodian answers no
		/// doctor before.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::record_access())]
		pub fn record_access(origin: OriginFor<T>, record: RecordId) -> DispatchResult {
			Self::do_record_access(ensure_signed(origin)?, record)
		}

		/// Anyone clears a declaration of an epoch that is over; its deposit returns to the doctor.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::clear_access())]
		pub fn clear_access(origin: OriginFor<T>, doctor: T::AccountId, record: RecordId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_access(doctor, record)
		}
	}
}
