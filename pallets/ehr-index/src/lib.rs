#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod access;
mod api;
mod api_index;
mod authorisations;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cases;
mod consents;
mod custody;
mod deposits;
mod emergencies;
mod errors;
mod events;
mod index;
mod index_keys;
mod interests;
pub mod migration;
#[cfg(test)]
mod mock;
mod records;
mod services;
mod storage;
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

/// The pallet: configuration and calls. Storage, events and errors stand in files of their own.
#[import_section(errors::error_section)]
#[import_section(events::event_section)]
#[import_section(storage::storage_section)]
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
		index::{
			EmergencyId, EmergencyReason, EmergencyVerdict, EpochKeys, IndexEpoch, IndexKeyId, IndexPoint,
			Interests, Rewraps, ServiceEntries, Tags, WrappedIndexKey,
		},
		record::{ConsentTarget, Grantee, Location, RecordId, Scope, TrailEntry},
		traits::{AttributeRegistry, EpochProvider, HospitalRegistry, RevocationRegistry},
		Hash,
	};
	use sp_runtime::AccountId32;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

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
		/// Who holds which attribute.
		type Attributes: AttributeRegistry<Self::AccountId>;
		/// Reviews emergencies.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// How many blocks an emergency gives access.
		#[pallet::constant]
		type EmergencyPeriod: Get<BlockNumberFor<Self>>;
		/// For how many blocks somebody who abused an emergency declares no other.
		#[pallet::constant]
		type EmergencyBan: Get<BlockNumberFor<Self>>;
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
		/// An index key, with the hospital's own wrap: from its operator.
		#[codec(index = 4)]
		IndexKeyDeposit,
		/// The tags of a record: from the operator of the hospital that indexed it.
		#[codec(index = 5)]
		TagDeposit,
		/// Interests: from the doctor.
		#[codec(index = 6)]
		InterestsDeposit,
		/// An emergency: from the doctor.
		#[codec(index = 7)]
		EmergencyDeposit,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			// An abuse ends every emergency of the doctor: none outlasts the ban.
			assert!(T::EmergencyPeriod::get() <= T::EmergencyBan::get());
		}

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

		/// The custodian takes a record out of use: nobody finds or opens it any more. Its entry stays, with the deposit; its
		/// tags go, and theirs returns.
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

		/// The operator of an accredited hospital lets the doctors of another find its records of a scope, and open them if
		/// the patients consent; or gives an authorisation another expiry. The other gets the keys of every index epoch of
		/// the scope so far, wrapped to it.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::authorise_hospital(keys.len().try_into().unwrap_or(u32::MAX)))]
		pub fn authorise_hospital(
			origin: OriginFor<T>,
			grantee: HospitalId,
			scope: Scope,
			expires_at: BlockNumberFor<T>,
			keys: EpochKeys,
		) -> DispatchResult {
			Self::do_authorise_hospital(ensure_signed(origin)?, grantee, scope, expires_at, keys)
		}

		/// A hospital withdraws an authorisation, whatever its own standing. The scope's index epoch takes no records any
		/// more.
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

		/// The operator of an accredited hospital opens the next index epoch of a scope: it says the public half of the
		/// epoch's key, and gives the key, wrapped, to itself and to every accredited hospital that it authorises.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::set_index_keys(rewraps.len().try_into().unwrap_or(u32::MAX)))]
		pub fn set_index_keys(
			origin: OriginFor<T>,
			scope: Scope,
			point: IndexPoint,
			rewraps: Rewraps,
		) -> DispatchResult {
			Self::do_set_index_keys(ensure_signed(origin)?, scope, point, rewraps)
		}

		/// The operator of an accredited hospital wraps index keys again, for a hospital that it authorises or for itself:
		/// one that has another wrap key now, or missed an epoch while it was suspended.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::rewrap_index_keys(keys.len().try_into().unwrap_or(u32::MAX)))]
		pub fn rewrap_index_keys(
			origin: OriginFor<T>,
			grantee: HospitalId,
			scope: Scope,
			keys: EpochKeys,
		) -> DispatchResult {
			Self::do_rewrap_index_keys(&ensure_signed(origin)?, grantee, scope, keys)
		}

		/// The custodian gives a record tags, made with the key of its scope's current index epoch, in place of those it has.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::index_record())]
		pub fn index_record(
			origin: OriginFor<T>,
			record: RecordId,
			epoch: IndexEpoch,
			tags: Tags,
		) -> DispatchResult {
			Self::do_index_record(ensure_signed(origin)?, record, epoch, tags)
		}

		/// The custodian, or the hospital that indexed it, takes a record's tags away: nobody finds it any more.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::unindex_record())]
		pub fn unindex_record(origin: OriginFor<T>, record: RecordId) -> DispatchResult {
			Self::do_unindex_record(&ensure_signed(origin)?, record)
		}

		/// A doctor registers what is searched for, once an epoch of the key authority.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::set_interests())]
		pub fn set_interests(origin: OriginFor<T>, digests: Interests) -> DispatchResult {
			Self::do_set_interests(ensure_signed(origin)?, digests)
		}

		/// A doctor clears the own interests, anyone those of somebody who is no doctor any more; not in the epoch in which
		/// they were set.
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::clear_interests())]
		pub fn clear_interests(origin: OriginFor<T>, doctor: T::AccountId) -> DispatchResult {
			Self::do_clear_interests(&ensure_signed(origin)?, doctor)
		}

		/// The operator of an accredited hospital notes in the trail what its services did for doctors.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::record_services(entries.len().try_into().unwrap_or(u32::MAX)))]
		pub fn record_services(
			origin: OriginFor<T>,
			entries: ServiceEntries<T::AccountId>,
		) -> DispatchResult {
			Self::do_record_services(&ensure_signed(origin)?, entries)
		}

		/// A doctor who holds the attribute of emergencies opens a record without consent or authorisation, for a while; the
		/// council reviews it. Counts as the declared access of this epoch.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::break_glass())]
		pub fn break_glass(
			origin: OriginFor<T>,
			record: RecordId,
			reason: EmergencyReason,
		) -> DispatchResult {
			Self::do_break_glass(ensure_signed(origin)?, record, reason)
		}

		/// The council says whether an emergency was one. If not, those of its doctor are over, and the doctor declares no
		/// other for a while.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::review_emergency())]
		pub fn review_emergency(
			origin: OriginFor<T>,
			id: EmergencyId,
			verdict: EmergencyVerdict,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_review_emergency(id, verdict)
		}

		/// Anyone clears an emergency that is over and reviewed; its deposit returns to the doctor.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::clear_emergency())]
		pub fn clear_emergency(origin: OriginFor<T>, id: EmergencyId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_emergency(id)
		}
	}
}
