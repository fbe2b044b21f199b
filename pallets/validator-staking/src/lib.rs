#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod api;
mod backings;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod conduct;
mod election;
mod errors;
mod events;
mod genesis;
mod ledger;
mod limits;
mod liveness;
#[cfg(test)]
mod mock;
mod reports;
mod rewards;
mod sessions;
mod slashing;
mod standing;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use conduct::{Ban, Conduct, MAX_BANS};
pub use pallet::*;
pub use reports::{Identification, OncePerIncident};
pub use rewards::ToPot;
pub use sessions::{ExposureOfValidator, Sessions, WithinFloor};
pub use types::{Backer, Bond, Candidate, Exposure, Offence, MAX_BACKERS, MAX_CHUNKS};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The pallet. Its events and errors stand in files of their own.
#[import_section(events::event_section)]
#[import_section(errors::error_section)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		sessions::Sessions,
		types::{self, BackersOf, Bond, Candidate, Chunks, DueSlash, Exposure, Queue},
		Conduct, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, BalancedHold, Credit, Inspect, Mutate, MutateHold},
			OnUnbalanced,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::traits::HospitalRegistry;
	use sp_runtime::{Perbill, Percent};
	use sp_staking::SessionIndex;

	/// Amounts of the configured currency.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// Money on its way.
	pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
	/// What stands behind a validator, as stored and as proven in reports.
	pub type ExposureOf<T> = Exposure<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// The backers of a hospital, as stored.
	pub type BackersOfHospital<T> = BackersOf<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
	/// An offence, as stored.
	pub type OffenceOf<T> = types::Offence<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

	/// The layout of storage that this code reads.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Names the stakes among all holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// What is staked and earned.
		type Currency: Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ BalancedHold<Self::AccountId>
			+ Balanced<Self::AccountId>;
		/// Who runs an accredited hospital.
		type Hospitals: HospitalRegistry<Self::AccountId>;
		/// The rotation of validators and their keys.
		type Sessions: Sessions<Self::AccountId>;
		/// The slot of this block, as its header says.
		type Slot: Get<Option<u64>>;
		/// Whether finality takes no new voters in this block: a set that begins now must be announced again.
		type FinalityBusy: Get<bool>;
		/// The council: it forgives slashes and sets how many validate.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Takes what is slashed.
		type Slashed: OnUnbalanced<CreditOf<Self>>;
		/// The account into which fees flow and from which rewards are paid.
		#[pallet::constant]
		type PotId: Get<PalletId>;
		/// Smallest bond of a hospital.
		#[pallet::constant]
		type MinBond: Get<BalanceOf<Self>>;
		/// Smallest backing.
		#[pallet::constant]
		type MinBacking: Get<BalanceOf<Self>>;
		/// Most hospitals that stand for election.
		#[pallet::constant]
		type MaxCandidates: Get<u32>;
		/// Most validators that consensus takes.
		#[pallet::constant]
		type MaxValidators: Get<u32>;
		/// Sessions until what is unbonded can be withdrawn: longer than an offence can be reported and its slash wait.
		#[pallet::constant]
		type BondingSessions: Get<SessionIndex>;
		/// Sessions during which an offence can be reported.
		#[pallet::constant]
		type ReportSessions: Get<SessionIndex>;
		/// Sessions during which the council may forgive a slash.
		#[pallet::constant]
		type SlashDeferSessions: Get<SessionIndex>;
		/// Sessions during which an offender cannot stand.
		#[pallet::constant]
		type BanSessions: Get<SessionIndex>;
		/// Bad sessions in a row that bench a validator.
		#[pallet::constant]
		type BadSessions: Get<u32>;
		/// Sessions that a bench lasts.
		#[pallet::constant]
		type BenchSessions: Get<SessionIndex>;
		/// Part of its slots that a validator fills in a session that is not bad.
		#[pallet::constant]
		type LivenessThreshold: Get<Percent>;
		/// Issued into the pot at the end of a session.
		#[pallet::constant]
		type SessionIssuance: Get<BalanceOf<Self>>;
		/// Weights of calls and hooks.
		type WeightInfo: WeightInfo;
	}

	/// What money is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A hospital's own stake.
		#[codec(index = 0)]
		ValidatorBond,
		/// A stake for somebody else's hospital.
		#[codec(index = 1)]
		Backing,
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The floor: fewer validators there are on no path. Fixed at genesis.
	#[pallet::storage]
	pub type MinAuthorities<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// How many validators are elected, if there are as many.
	#[pallet::storage]
	pub type ValidatorCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Key: a hospital's operator. Value: its own stake.
	#[pallet::storage]
	pub type Bonds<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Bond<BalanceOf<T>>, OptionQuery>;

	/// Key: a hospital's operator. Value: who backs it, and who has something to get for that.
	#[pallet::storage]
	pub type Backers<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, BackersOfHospital<T>, ValueQuery>;

	/// Key: a backer and a hospital's operator. Value: what the backer has taken back and cannot withdraw yet.
	#[pallet::storage]
	pub type Unbacking<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		Chunks<BalanceOf<T>>,
		ValueQuery,
	>;

	/// Key: the operator of a hospital that stands for election. Value: what stands behind it.
	#[pallet::storage]
	pub type Candidates<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, T::AccountId, Candidate<BalanceOf<T>>, OptionQuery>;

	/// Key: a hospital's operator. Value: what is remembered against it.
	#[pallet::storage]
	pub type Conducts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Conduct, ValueQuery>;

	/// Key: a validator of genesis. Present while it needs no accreditation.
	#[pallet::storage]
	pub type Founders<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// First session for which founders need accreditation like everybody.
	#[pallet::storage]
	pub type FounderTerm<T: Config> = StorageValue<_, SessionIndex, ValueQuery>;

	/// Key: a session, the current or the next, and a validator of it. Value: what stands behind it.
	#[pallet::storage]
	pub type Exposures<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SessionIndex,
		Blake2_128Concat,
		T::AccountId,
		ExposureOf<T>,
		OptionQuery,
	>;

	/// Key: a validator. Value: blocks it authored in this session.
	#[pallet::storage]
	pub type Authored<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// Author of this block; none between blocks.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Author<T: Config> = StorageValue<_, T::AccountId, OptionQuery>;

	/// Whether this block began a session; unset between blocks.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type SessionBegan<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// Slot of the block that began this session.
	#[pallet::storage]
	pub type SessionStart<T: Config> = StorageValue<_, u64, OptionQuery>;

	/// Validators to be benched by the election of this block, the worst first; empty between blocks.
	#[pallet::storage]
	pub type Faulty<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// Validators of this session to be disabled.
	#[pallet::storage]
	pub type Condemned<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// Hospitals without standing whose keys go once they validate no more.
	#[pallet::storage]
	pub type Departing<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxCandidates>, ValueQuery>;

	/// Key: a session and a validator of it. Value: the worst that it was reported for.
	#[pallet::storage]
	pub type Offences<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SessionIndex,
		Blake2_128Concat,
		T::AccountId,
		OffenceOf<T>,
		OptionQuery,
	>;

	/// Key: an incident, which is a kind of offence at a time, and who was reported for it. Value: the session that the
	/// offence is counted in. It is never forgotten, as a report can be proven with any session of a set of voters, which
	/// may last for ever.
	#[pallet::storage]
	pub type Incidents<T: Config> =
		StorageDoubleMap<_, Identity, T::Hash, Blake2_128Concat, T::AccountId, SessionIndex, OptionQuery>;

	/// The incident that is being reported; unset between reports.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Reporting<T: Config> = StorageValue<_, T::Hash, OptionQuery>;

	/// Places of [`DueSlashes`].
	#[pallet::storage]
	pub type DueQueue<T: Config> = StorageValue<_, Queue, ValueQuery>;

	/// Key: place in the queue. Value: an offence to be slashed for.
	#[pallet::storage]
	pub type DueSlashes<T: Config> = StorageMap<_, Twox64Concat, u64, DueSlash<T::AccountId>, OptionQuery>;

	/// The sum of all rewards that wait to be claimed.
	#[pallet::storage]
	pub type Owed<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

	/// The validators of a new chain.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The floor.
		pub min_authorities: u32,
		/// How many validators are elected.
		pub validator_count: u32,
		/// Operators of the first validators with their bonds. They have session keys in the session pallet's genesis.
		pub founders: Vec<(T::AccountId, BalanceOf<T>)>,
		/// First session for which founders need accreditation.
		pub founder_sessions: SessionIndex,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		/// A floor that tolerates a fault, and a month of sessions of an hour for founders to be accredited.
		fn default() -> Self {
			Self {
				min_authorities: super::genesis::MIN_AUTHORITIES,
				validator_count: T::MaxValidators::get(),
				founders: Vec::new(),
				founder_sessions: 720,
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Carries out at most one slash, and answers for what the author's note and the end of the block cost.
		fn on_initialize(_now: BlockNumberFor<T>) -> Weight {
			let every_block = T::WeightInfo::note_author().saturating_add(T::WeightInfo::disable_condemned());
			match Self::carry_out_due_slash() {
				Some(backers) => every_block.saturating_add(T::WeightInfo::carry_out_slash(backers)),
				None => every_block.saturating_add(T::DbWeight::get().reads(2)),
			}
		}

		fn on_finalize(_now: BlockNumberFor<T>) {
			Self::disable_condemned();
		}

		fn integrity_test() {
			Self::check_limits();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_now: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Stakes for the signer's hospital.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::bond())]
		pub fn bond(origin: OriginFor<T>, #[pallet::compact] amount: BalanceOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_bond(who, amount)
		}

		/// Adds to the signer's bond.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::bond_extra())]
		pub fn bond_extra(origin: OriginFor<T>, #[pallet::compact] amount: BalanceOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_bond_extra(who, amount)
		}

		/// Takes of the signer's bond. The amount can be slashed, and not withdrawn, for `BondingSessions`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::unbond())]
		pub fn unbond(origin: OriginFor<T>, #[pallet::compact] amount: BalanceOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unbond(who, amount)
		}

		/// Frees what has waited long enough.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw_unbonded())]
		pub fn withdraw_unbonded(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_unbonded(who)
		}

		/// Stands for election.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::validate())]
		pub fn validate(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_validate(who)
		}

		/// Stands for election no more. Who validates goes on until the second session boundary, and beyond that while
		/// the floor needs it.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::chill())]
		pub fn chill(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(Self::remove_candidate(&who), Error::<T>::NotCandidate);
			Ok(())
		}

		/// Stakes for another's hospital, and shares its rewards and slashes.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::back())]
		pub fn back(
			origin: OriginFor<T>,
			candidate: T::AccountId,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_back(who, candidate, amount)
		}

		/// Takes of a backing. The amount can be slashed, and not withdrawn, for `BondingSessions`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::unback())]
		pub fn unback(
			origin: OriginFor<T>,
			candidate: T::AccountId,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unback(who, candidate, amount)
		}

		/// Frees what has waited long enough.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::withdraw_backing())]
		pub fn withdraw_backing(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_backing(who, candidate)
		}

		/// Pays `who` what it earned with the blocks of `candidate`. Anyone.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::claim_rewards())]
		pub fn claim_rewards(
			origin: OriginFor<T>,
			candidate: T::AccountId,
			who: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(candidate, who)
		}

		/// Forgives a slash that is pending, and lifts the ban that came of it. The council.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::cancel_slash())]
		pub fn cancel_slash(
			origin: OriginFor<T>,
			session: SessionIndex,
			offender: T::AccountId,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_cancel_slash(session, offender)
		}

		/// Sets how many validators are elected. The council.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::set_validator_count())]
		pub fn set_validator_count(origin: OriginFor<T>, count: u32) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_set_validator_count(count)
		}

		/// Removes the signer's session keys. Not those of a candidate or a validator; `session.purge_keys` knows
		/// neither and is closed.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::purge_keys())]
		pub fn purge_keys(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_purge_keys(who)
		}
	}
}
