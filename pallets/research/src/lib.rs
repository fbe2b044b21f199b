#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod api;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod deposits;
#[cfg(test)]
mod mock;
mod participants;
mod spendings;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{BalanceOf, Ledger, LedgerOf, ParametersOf, Spending, SpendingOf};
pub use weights::WeightInfo;

/// The pallet.
#[frame_support::pallet]
pub mod pallet {
	use super::{
		types::{BalanceOf, LedgerOf, ParametersOf, SpendingOf},
		WeightInfo,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		hospital::HospitalId,
		research::{MicroEpsilon, SpendingId},
		traits::{HospitalRegistry, ResearcherRegistry, RevocationRegistry},
		Hash,
	};

	/// The layout of storage that this code reads.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the runtime provides.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// Where deposits are held.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;
		/// The council: it sets the parameters.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Hospitals and patients.
		type Hospitals: HospitalRegistry<Self::AccountId>;
		/// Researchers.
		type Researchers: ResearcherRegistry<Self::AccountId>;
		/// Who is revoked.
		type Revocations: RevocationRegistry<Self::AccountId>;
		/// What holds until the council sets something else.
		type DefaultParameters: Get<ParametersOf<Self>> + 'static;
		/// Deposit for one stored item, whatever its size.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;
		/// Deposit for each byte of a stored item.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A patient's participation: from the patient.
		#[codec(index = 0)]
		ParticipationDeposit,
		/// A spending: from the researcher.
		#[codec(index = 1)]
		SpendingDeposit,
	}

	/// What the council set.
	#[pallet::storage]
	pub type Parameters<T: Config> = StorageValue<_, ParametersOf<T>, ValueQuery, T::DefaultParameters>;

	/// Key: a patient who lets hospitals count. Value: the deposit held.
	#[pallet::storage]
	pub type Participants<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, BalanceOf<T>>;

	/// Key: a researcher. Value: what was spent in the latest period.
	#[pallet::storage]
	pub type Ledgers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, LedgerOf<T>>;

	/// Key: a number given by the chain. Value: the spending.
	#[pallet::storage]
	pub type Spendings<T: Config> = StorageMap<_, Twox64Concat, SpendingId, SpendingOf<T>>;

	/// Spendings of a researcher: researcher, number.
	#[pallet::storage]
	pub type SpendingsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, SpendingId, ()>;

	/// The number of the next spending.
	#[pallet::storage]
	pub type NextSpending<T: Config> = StorageValue<_, SpendingId, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A patient lets hospitals count.
		#[codec(index = 0)]
		Joined {
			/// Who.
			patient: T::AccountId,
		},
		/// A patient is counted no more.
		#[codec(index = 1)]
		Left {
			/// Who.
			patient: T::AccountId,
		},
		/// A researcher spent on an answer.
		#[codec(index = 2)]
		Spent {
			/// Its number.
			spending: SpendingId,
			/// Who.
			researcher: T::AccountId,
			/// The hospital that is to answer.
			hospital: HospitalId,
			/// Digest of what is to be counted.
			query: Hash,
			/// How much.
			epsilon: MicroEpsilon,
		},
		/// A spending whose window is over was cleared.
		#[codec(index = 3)]
		SpendingCleared {
			/// Its number.
			spending: SpendingId,
			/// Whose.
			researcher: T::AccountId,
		},
		/// The council set the parameters.
		#[codec(index = 4)]
		ParametersSet {
			/// What holds now.
			parameters: ParametersOf<T>,
		},
	}

	/// Why a call is refused: one cause each.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is no registered patient.
		#[codec(index = 0)]
		NotPatient,
		/// The patient's account is revoked.
		#[codec(index = 1)]
		PatientRevoked,
		/// The patient has joined already.
		#[codec(index = 2)]
		AlreadyJoined,
		/// The patient has not joined.
		#[codec(index = 3)]
		NotJoined,
		/// The account is no enrolled researcher.
		#[codec(index = 4)]
		NotResearcher,
		/// The researcher's account is revoked.
		#[codec(index = 5)]
		ResearcherRevoked,
		/// No such hospital.
		#[codec(index = 6)]
		HospitalNotFound,
		/// The hospital is not accredited: it would not answer.
		#[codec(index = 7)]
		HospitalNotAccredited,
		/// Less than the least of one answer.
		#[codec(index = 8)]
		EpsilonTooSmall,
		/// More than the most of one answer.
		#[codec(index = 9)]
		EpsilonTooLarge,
		/// More than is left of the researcher's budget in this period.
		#[codec(index = 10)]
		BudgetExceeded,
		/// No such spending.
		#[codec(index = 11)]
		SpendingNotFound,
		/// The hospital may still answer it.
		#[codec(index = 12)]
		WindowNotOver,
		/// The caller cannot pay the deposit.
		#[codec(index = 13)]
		DepositUnaffordable,
		/// There are as many spendings as can be numbered.
		#[codec(index = 14)]
		SpendingsExhausted,
		/// Not 0 < least <= most <= budget.
		#[codec(index = 15)]
		EpsilonsUnordered,
		/// The period has no block.
		#[codec(index = 16)]
		PeriodEmpty,
		/// The window has no block.
		#[codec(index = 17)]
		WindowEmpty,
		/// These are the parameters already.
		#[codec(index = 18)]
		ParametersUnchanged,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				Self::check_parameters(&T::DefaultParameters::get()).is_ok(),
				"the default parameters are in order"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// A patient lets hospitals count the own records for research.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::join_research())]
		pub fn join_research(origin: OriginFor<T>) -> DispatchResult {
			Self::do_join(ensure_signed(origin)?)
		}

		/// A patient is counted no more, free of fees.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::leave_research())]
		#[pallet::feeless_if(|origin: &OriginFor<T>| -> bool { Pallet::<T>::may_leave(origin) })]
		pub fn leave_research(origin: OriginFor<T>) -> DispatchResult {
			Self::do_leave(ensure_signed(origin)?)
		}

		/// A researcher spends on one answer of one hospital to a query, known to the chain by its digest.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::spend_query())]
		pub fn spend_query(
			origin: OriginFor<T>,
			hospital: HospitalId,
			query: Hash,
			epsilon: MicroEpsilon,
		) -> DispatchResult {
			Self::do_spend(ensure_signed(origin)?, hospital, query, epsilon)
		}

		/// Anyone clears a spending that no hospital answers any more; its deposit returns to the researcher.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::clear_spending())]
		pub fn clear_spending(origin: OriginFor<T>, spending: SpendingId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear(spending)
		}

		/// Sets budgets, times and the floor, for what is spent from now on. The council.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(origin: OriginFor<T>, parameters: ParametersOf<T>) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_set_parameters(parameters)
		}
	}
}
