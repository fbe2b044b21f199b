#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use pallet::*;
pub use types::{Deposit, GenesisHospital, GenesisPerson, Hospital, Person};
pub use weights::WeightInfo;

mod api;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod events;
mod genesis;
mod hospitals;
mod keys;
#[cfg(test)]
mod mock;
mod people;
mod provider;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

use frame_support::pallet_macros::import_section;

/// The pallet. Its events stand in a file of their own.
#[import_section(events::event_section)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		types::{Deposit, GenesisHospital, GenesisPerson, Hospital, Person},
		WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Inspect, Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		hospital::{
			Endpoint, Handle, HospitalId, HospitalStatus, KeyPurpose, ProvenKey, ProvenPairedKey, Role,
		},
		traits::{Custody, RevocationRegistry, StandingObserver},
	};

	/// Amounts of the configured currency.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// A hospital as stored.
	pub type HospitalOf<T> =
		Hospital<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
	/// A person as stored.
	pub type PersonOf<T> = Person<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// A deposit as stored.
	pub type DepositOf<T> = Deposit<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// Keys that are registered together, at most one a purpose.
	pub type NewKeys = BoundedVec<(KeyPurpose, ProvenKey), ConstU32<4>>;

	/// The layout of storage that this code reads.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId: Into<[u8; 32]>> {
		/// The curve that issuer keys are checked on.
		type Suite: salus_crypto::Suite;
		/// Names the deposits among all holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// What deposits are paid in.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;
		/// The council: it accredits and suspends, and enrols auditors and researchers.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who is revoked.
		type Revocation: RevocationRegistry<Self::AccountId>;
		/// Who keeps records.
		type Custody: Custody;
		/// Who is told when a hospital loses its standing.
		type Standing: StandingObserver<Self::AccountId>;
		/// Held from whoever applies for a hospital.
		#[pallet::constant]
		type HospitalDeposit: Get<BalanceOf<Self>>;
		/// Held from a hospital's operator for a member of staff or a patient, with all keys.
		#[pallet::constant]
		type PersonDeposit: Get<BalanceOf<Self>>;
		/// Weights of calls.
		type WeightInfo: WeightInfo;
	}

	/// What money is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A hospital's entry.
		#[codec(index = 0)]
		Hospital,
		/// The entry of a member of staff or a patient.
		#[codec(index = 1)]
		Person,
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The number of the next application.
	#[pallet::storage]
	pub type NextHospital<T: Config> = StorageValue<_, HospitalId, ValueQuery>;

	/// Key: number of a hospital. Value: the hospital.
	#[pallet::storage]
	pub type Hospitals<T: Config> = StorageMap<_, Twox64Concat, HospitalId, HospitalOf<T>, OptionQuery>;

	/// Key: a handle that is taken. Value: by which hospital.
	#[pallet::storage]
	pub type Handles<T: Config> = StorageMap<_, Blake2_128Concat, Handle, HospitalId, OptionQuery>;

	/// Key: an account. Value: what it is to the consortium.
	#[pallet::storage]
	pub type People<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, PersonOf<T>, OptionQuery>;

	/// Key: a hospital and an account. Present if the account is staff of the hospital.
	#[pallet::storage]
	pub type StaffOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, HospitalId, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// Key: a person and a purpose. Value: the current Ristretto key for it.
	#[pallet::storage]
	pub type Keys<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, KeyPurpose, [u8; 32], OptionQuery>;

	/// Key: an account that was dismissed. Value: the deposit that stays held while its revocation is stored.
	#[pallet::storage]
	pub type Dismissed<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, DepositOf<T>, OptionQuery>;

	/// Who a new chain begins with. No proofs come with the keys, since the chain's hash is not known before it
	/// begins: whoever writes the chain specification vouches for them. No deposits are held.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Accredited hospitals, numbered from 0.
		pub hospitals: Vec<GenesisHospital<T::AccountId>>,
		/// Members of staff.
		pub staff: Vec<GenesisPerson<T::AccountId>>,
		/// Patients.
		pub patients: Vec<GenesisPerson<T::AccountId>>,
		/// Auditors.
		pub auditors: Vec<T::AccountId>,
		/// Researchers.
		pub researchers: Vec<T::AccountId>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The handle is not `[a-z0-9-]{1,32}`, or it is reserved.
		#[codec(index = 0)]
		InvalidHandle,
		/// Another hospital has, or had, the handle.
		#[codec(index = 1)]
		HandleTaken,
		/// The endpoint is not the URL of a JSON-RPC service.
		#[codec(index = 2)]
		InvalidEndpoint,
		/// The issuer key or its proof is wrong for this account and chain.
		#[codec(index = 3)]
		InvalidIssuerKey,
		/// A key or its proof is wrong for its purpose, account and chain.
		#[codec(index = 4)]
		InvalidKey,
		/// The account has a role already.
		#[codec(index = 5)]
		AlreadyRegistered,
		/// No hospital has this number.
		#[codec(index = 6)]
		HospitalNotFound,
		/// The signer runs no hospital.
		#[codec(index = 7)]
		NotOperator,
		/// The signer is revoked.
		#[codec(index = 8)]
		SignerRevoked,
		/// The account is revoked; the council may restore it.
		#[codec(index = 9)]
		AccountRevoked,
		/// The council has decided on this hospital already.
		#[codec(index = 10)]
		NotApplied,
		/// The hospital is not accredited.
		#[codec(index = 11)]
		NotAccredited,
		/// The hospital is not suspended.
		#[codec(index = 12)]
		NotSuspended,
		/// The hospital has left.
		#[codec(index = 13)]
		HospitalWithdrawn,
		/// The hospital still keeps records: their custody is handed over first.
		#[codec(index = 14)]
		CustodyRemains,
		/// The hospital still has staff: they are dismissed first.
		#[codec(index = 15)]
		StaffRemains,
		/// The account is not staff of the signer's hospital.
		#[codec(index = 16)]
		NotOwnStaff,
		/// The signer has no role in the consortium.
		#[codec(index = 17)]
		UnknownPerson,
		/// No key is given.
		#[codec(index = 18)]
		NoKeys,
		/// Two keys are given for one purpose.
		#[codec(index = 19)]
		DuplicatePurpose,
		/// What is given is what is stored.
		#[codec(index = 20)]
		Unchanged,
		/// The account is not an auditor.
		#[codec(index = 21)]
		NotAuditor,
		/// The account is not a researcher.
		#[codec(index = 22)]
		NotResearcher,
		/// No deposit of a dismissed account is held.
		#[codec(index = 23)]
		NoDeposit,
		/// No number is left for another hospital.
		#[codec(index = 24)]
		HospitalsExhausted,
		/// The hospital cannot have more staff.
		#[codec(index = 25)]
		TooManyStaff,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_now: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Applies for accreditation of a hospital that the signer runs. Holds the hospital's deposit.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::apply())]
		pub fn apply(
			origin: OriginFor<T>,
			handle: Handle,
			endpoint: Endpoint,
			wrap: ProvenKey,
			issuer: ProvenPairedKey,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_apply(operator, handle, endpoint, wrap, issuer)
		}

		/// Accredits a hospital that applied. The council.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::accredit())]
		pub fn accredit(origin: OriginFor<T>, hospital: HospitalId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::change_standing(
				hospital,
				HospitalStatus::Applied,
				HospitalStatus::Accredited,
				Error::<T>::NotApplied,
			)?;
			Self::tell_accredited(hospital);
			Self::deposit_event(Event::Accredited { hospital });
			Ok(())
		}

		/// Turns an application down: it is removed, its handle free again, its deposit returned. The council.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reject())]
		pub fn reject(origin: OriginFor<T>, hospital: HospitalId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			let entry = Hospitals::<T>::get(hospital).ok_or(Error::<T>::HospitalNotFound)?;
			ensure!(entry.status == HospitalStatus::Applied, Error::<T>::NotApplied);
			Self::remove_application(hospital, entry)?;
			Self::deposit_event(Event::Rejected { hospital });
			Ok(())
		}

		/// Suspends an accredited hospital. The council.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::suspend())]
		pub fn suspend(origin: OriginFor<T>, hospital: HospitalId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::change_standing(
				hospital,
				HospitalStatus::Accredited,
				HospitalStatus::Suspended,
				Error::<T>::NotAccredited,
			)?;
			if let Some(entry) = Hospitals::<T>::get(hospital) {
				T::Standing::on_suspended(&entry.operator);
			}
			Self::deposit_event(Event::Suspended { hospital });
			Ok(())
		}

		/// Lifts a suspension. The council.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, hospital: HospitalId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::change_standing(
				hospital,
				HospitalStatus::Suspended,
				HospitalStatus::Accredited,
				Error::<T>::NotSuspended,
			)?;
			Self::tell_accredited(hospital);
			Self::deposit_event(Event::Reinstated { hospital });
			Ok(())
		}

		/// The signer's hospital leaves for good, without records in its custody and without staff; or takes its
		/// application back. Returns the hospital's deposit.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::withdraw().max(T::WeightInfo::reject()))]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResult {
			let (id, hospital) = Self::ensure_operator(origin)?;
			Self::do_withdraw(id, hospital)
		}

		/// Says where the services of the signer's hospital answer from now on.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::set_endpoint())]
		pub fn set_endpoint(origin: OriginFor<T>, endpoint: Endpoint) -> DispatchResult {
			let (id, mut hospital) = Self::ensure_operator(origin)?;
			ensure!(Self::is_valid_endpoint(&endpoint), Error::<T>::InvalidEndpoint);
			ensure!(hospital.endpoint != endpoint, Error::<T>::Unchanged);
			hospital.endpoint = endpoint.clone();
			Hospitals::<T>::insert(id, hospital);
			Self::deposit_event(Event::EndpointSet {
				hospital: id,
				endpoint,
			});
			Ok(())
		}

		/// Replaces the issuer key of the signer's hospital.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::rotate_issuer_key())]
		pub fn rotate_issuer_key(origin: OriginFor<T>, issuer: ProvenPairedKey) -> DispatchResult {
			let (id, mut hospital) = Self::ensure_operator(origin)?;
			ensure!(hospital.issuer_pk1 != issuer.pk1, Error::<T>::Unchanged);
			Self::check_issuer_key(&hospital.operator, &issuer)?;
			hospital.issuer_pk1 = issuer.pk1;
			hospital.issuer_pk2 = issuer.pk2;
			Hospitals::<T>::insert(id, hospital);
			Self::deposit_event(Event::IssuerKeyRotated { hospital: id });
			Ok(())
		}

		/// Makes an account staff of the signer's hospital. Holds a person's deposit.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::enrol_staff())]
		pub fn enrol_staff(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let (id, hospital) = Self::ensure_accredited_operator(origin)?;
			Self::do_enrol_staff(id, hospital, account)
		}

		/// Ends an enrolment: the account is revoked with its leaf, its keys are removed. The deposit stays held until
		/// the council restores the account.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::dismiss_staff())]
		pub fn dismiss_staff(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let (id, hospital) = Self::ensure_operator(origin)?;
			Self::do_dismiss_staff(id, hospital, account)
		}

		/// Makes an account a patient whom the signer's hospital sponsors. Holds a person's deposit from the hospital,
		/// never from the patient. The proof of the key names the patient's account.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::register_patient())]
		pub fn register_patient(
			origin: OriginFor<T>,
			patient: T::AccountId,
			wrap: ProvenKey,
		) -> DispatchResult {
			let (id, hospital) = Self::ensure_accredited_operator(origin)?;
			Self::do_register_patient(id, hospital, patient, wrap)
		}

		/// Registers or replaces the signer's own keys. A patient's first key of a purpose is free of fees.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::register_keys(u32::try_from(keys.len()).unwrap_or(u32::MAX)))]
		#[pallet::feeless_if(|origin: &OriginFor<T>, keys: &NewKeys| -> bool {
			Pallet::<T>::is_patients_first(origin, keys)
		})]
		pub fn register_keys(origin: OriginFor<T>, keys: NewKeys) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::check_new_keys(&account, &keys)?;
			for (purpose, proven) in keys {
				Keys::<T>::insert(&account, purpose, proven.key);
				Self::deposit_event(Event::KeyRegistered {
					account: account.clone(),
					purpose,
				});
			}
			Ok(())
		}

		/// Makes an account an auditor. The council.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::enrol_auditor())]
		pub fn enrol_auditor(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::insert_official(&account, Role::Auditor)?;
			Self::deposit_event(Event::AuditorEnrolled { account });
			Ok(())
		}

		/// Ends an auditor's role. The council.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::dismiss_auditor())]
		pub fn dismiss_auditor(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::remove_official(&account, Role::Auditor, Error::<T>::NotAuditor)?;
			Self::deposit_event(Event::AuditorDismissed { account });
			Ok(())
		}

		/// Makes an account a researcher. The council.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::enrol_researcher())]
		pub fn enrol_researcher(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::insert_official(&account, Role::Researcher)?;
			Self::deposit_event(Event::ResearcherEnrolled { account });
			Ok(())
		}

		/// Ends a researcher's role. The council.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::dismiss_researcher())]
		pub fn dismiss_researcher(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::remove_official(&account, Role::Researcher, Error::<T>::NotResearcher)?;
			Self::deposit_event(Event::ResearcherDismissed { account });
			Ok(())
		}

		/// Returns the deposit for a dismissed account that the council has restored. Anyone.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::release_deposit())]
		pub fn release_deposit(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			ensure!(Dismissed::<T>::contains_key(&account), Error::<T>::NoDeposit);
			ensure!(!T::Revocation::is_revoked(&account), Error::<T>::AccountRevoked);
			Self::settle_dismissed(&account)
		}
	}
}
