#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod agents;
mod api;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod complain;
mod deal;
mod deposits;
mod enrol;
mod errors;
mod events;
mod finish;
#[cfg(test)]
mod mock;
mod phases;
mod rounds;
mod schedule;
mod scheme;
mod settings;
mod standing;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{
	Activation, BalanceOf, Change, CreditOf, Dealer, Dealt, Health, Member, PublicBytes, RoundOf, RoundState,
	MAX_PARTICIPANTS, MAX_PUBLIC, MAX_ROSTER,
};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The pallet. Its events and errors stand in files of their own.
#[allow(clippy::as_conversions)] // by the macros
#[import_section(events::event_section)]
#[import_section(errors::error_section)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, BalancedHold, MutateHold},
			ConstU16, OnUnbalanced,
		},
	};
	use frame_system::pallet_prelude::*;
	use salus_crypto::Suite;
	use salus_primitives::{
		authority::Parameters,
		ceremony::{
			CeremonyKind, Complaint, Deal, Dealers, FailedRound, Failure, Purpose, ReceivingKey, Round,
			Settings,
		},
		token::TokenAuthority,
		traits::{HospitalRegistry, RevocationRegistry, Sharings},
	};
	use sp_runtime::Perbill;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime gives.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId: Into<[u8; 32]>> {
		/// The runtime's reasons of holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// The currency of deposits.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ BalancedHold<Self::AccountId>
			+ Balanced<Self::AccountId>;
		/// The arithmetic of BLS12-381.
		type Suite: Suite;
		/// Hospitals and their standing.
		type Hospitals: HospitalRegistry<Self::AccountId>;
		/// Who is revoked.
		type Revocations: RevocationRegistry<Self::AccountId>;
		/// The keys in use.
		type Keys: Sharings<Self::AccountId>;
		/// Starts, restarts and ends rounds, and sets deadlines.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Takes what of a slashed deposit goes to nobody.
		type Slashed: OnUnbalanced<CreditOf<Self>>;
		/// Deadlines and schedule until the council sets others.
		type DefaultSettings: Get<Settings<BlockNumberFor<Self>>> + 'static;
		/// Held from whoever takes part in a round, until it ends.
		#[pallet::constant]
		type CeremonyDeposit: Get<BalanceOf<Self>>;
		/// What of it is lost by who says that it takes part and does not.
		#[pallet::constant]
		type WithheldShare: Get<Perbill>;
		/// Reported epochs in a row after which an authority is not counted on.
		#[pallet::constant]
		type MaxSilence: Get<u32>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit of a participant of a round.
		#[codec(index = 0)]
		CeremonyDeposit,
	}

	/// Deadlines and schedule.
	#[pallet::storage]
	pub type CurrentSettings<T: Config> =
		StorageValue<_, Settings<BlockNumberFor<T>>, ValueQuery, T::DefaultSettings>;

	/// The fewest members that the council may allow a sharing; 2 if nothing is stored.
	#[pallet::storage]
	pub type Floor<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<2>>;

	/// Operators of accredited hospitals, the longest accredited first.
	#[pallet::storage]
	pub type Roster<T: Config> = StorageValue<_, BoundedVec<T::AccountId, ConstU32<MAX_ROSTER>>, ValueQuery>;

	/// What changed in the registry since the last look.
	#[pallet::storage]
	pub type Changed<T: Config> = StorageValue<_, Change>;

	/// The number of the next round.
	#[pallet::storage]
	pub type NextRound<T: Config> = StorageValue<_, Round, ValueQuery>;

	/// Kind to the round that runs.
	#[pallet::storage]
	pub type Rounds<T: Config> = StorageMap<_, Twox64Concat, CeremonyKind, RoundOf<T>>;

	/// Kind to the round that made the sharing in use, as it ended.
	#[pallet::storage]
	pub type LastRounds<T: Config> = StorageMap<_, Twox64Concat, CeremonyKind, RoundOf<T>>;

	/// Kind to the latest round that came to nothing, unless one ended well since.
	#[pallet::storage]
	pub type Failures<T: Config> = StorageMap<_, Twox64Concat, CeremonyKind, FailedRound<BlockNumberFor<T>>>;

	/// Kind, and a dealer's index, to its deal: of the round that runs, or of the last one that ended well.
	#[pallet::storage]
	pub type Deals<T: Config> = StorageDoubleMap<_, Twox64Concat, CeremonyKind, Twox64Concat, u16, Deal>;

	/// Kind, and participant, to what is held from it for the round that runs.
	#[pallet::storage]
	pub type Deposits<T: Config> =
		StorageDoubleMap<_, Twox64Concat, CeremonyKind, Blake2_128Concat, T::AccountId, BalanceOf<T>>;

	/// Kind, and a coefficient's number, to what the qualified deals give for it.
	#[pallet::storage]
	pub type Sums<T: Config> =
		StorageDoubleMap<_, Twox64Concat, CeremonyKind, Twox64Concat, u16, PublicBytes>;

	/// Kind, and a member's index, to what is public of its shares.
	#[pallet::storage]
	pub type Publics<T: Config> =
		StorageDoubleMap<_, Twox64Concat, CeremonyKind, Twox64Concat, u16, PublicBytes>;

	/// Kind to when the next round begins by itself.
	#[pallet::storage]
	pub type Schedule<T: Config> = StorageMap<_, Twox64Concat, CeremonyKind, BlockNumberFor<T>>;

	/// Kinds whose running round does not count a hospital that was accredited since it began.
	#[pallet::storage]
	pub type Waiting<T: Config> = StorageMap<_, Twox64Concat, CeremonyKind, ()>;

	/// Kind to the round that made the sharing in use, and when that began to be used.
	#[pallet::storage]
	pub type Activations<T: Config> =
		StorageMap<_, Twox64Concat, CeremonyKind, Activation<BlockNumberFor<T>>>;

	/// Kind to the health of its sharing, as last announced.
	#[pallet::storage]
	pub type Announced<T: Config> = StorageMap<_, Twox64Concat, CeremonyKind, Health>;

	/// The parameters that the last resharing handed on: who slept needs them to take its share.
	#[pallet::storage]
	pub type HandedOnParameters<T: Config> = StorageValue<_, Parameters<T::AccountId>>;

	/// Likewise the token key's values.
	#[pallet::storage]
	pub type HandedOnToken<T: Config> = StorageValue<_, TokenAuthority<T::AccountId>>;

	/// Operator to the account that acts for its hospital.
	#[pallet::storage]
	pub type Agents<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

	/// The same the other way round.
	#[pallet::storage]
	pub type AgentOf<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

	/// Deadlines and schedule of a new chain. It has no key: members of a ceremony make one.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Those of the runtime if nothing is said.
		pub settings: Option<Settings<BlockNumberFor<T>>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			settings::build::<T>(self.settings);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::turn(now)
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::finish_when_idle(remaining)
		}

		fn integrity_test() {
			assert!(
				Self::check_settings(&T::DefaultSettings::get()).is_ok(),
				"the default settings are in order"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Names the account that acts in ceremonies for the caller's hospital, or takes it back. To name one the hospital
		/// is accredited, or holds a share.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_agent())]
		pub fn set_agent(origin: OriginFor<T>, agent: Option<T::AccountId>) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_set_agent(operator, agent)
		}

		/// Begins the first ceremony of a kind; or, with the id of a key whose holders are fewer than make one, the
		/// ceremony of a key in its place. The council.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::start_ceremony())]
		pub fn start_ceremony(
			origin: OriginFor<T>,
			kind: CeremonyKind,
			replaces: Option<[u8; 32]>,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_start(kind, replaces)
		}

		/// A candidate is there, and pays the deposit. What its hospital pays for the call it gets back.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::enrol())]
		pub fn enrol(origin: OriginFor<T>, kind: CeremonyKind, round: Round) -> DispatchResultWithPostInfo {
			let operator = Self::operator(origin)?;
			Self::do_enrol(operator, kind, round)?;
			Ok(Pays::No.into())
		}

		/// A member posts the key that its shares are sealed to, a dealer the hash of its deal.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::commit())]
		pub fn commit(
			origin: OriginFor<T>,
			kind: CeremonyKind,
			round: Round,
			key: Option<ReceivingKey>,
			commitment: Option<[u8; 32]>,
		) -> DispatchResultWithPostInfo {
			let operator = Self::operator(origin)?;
			Self::do_commit(operator, kind, round, key, commitment)?;
			Ok(Pays::No.into())
		}

		/// A dealer deals. All is checked but the sealed shares, which their recipients open.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::deal(salus_primitives::authority::MAX_AUTHORITIES))]
		pub fn deal(
			origin: OriginFor<T>,
			kind: CeremonyKind,
			round: Round,
			deal: Deal,
		) -> DispatchResultWithPostInfo {
			let operator = Self::operator(origin)?;
			let members = Self::do_deal(operator, kind, round, deal)?;
			Ok((Some(T::WeightInfo::deal(members)), Pays::No).into())
		}

		/// A recipient shows the share it got. A bad one costs the dealer its deal and its deposit, a good one the
		/// complainer its deposit.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::complain(salus_primitives::authority::MAX_AUTHORITIES))]
		pub fn complain(
			origin: OriginFor<T>,
			kind: CeremonyKind,
			round: Round,
			dealer: u16,
			complaint: Complaint,
		) -> DispatchResultWithPostInfo {
			let operator = Self::operator(origin)?;
			let (members, upheld) = Self::do_complain(operator, kind, round, dealer, complaint)?;
			let pays = if upheld { Pays::No } else { Pays::Yes };
			Ok((Some(T::WeightInfo::complain(members)), pays).into())
		}

		/// Computes the next of the public values, or puts the finished sharing to use. Anyone; idle blocks do the same.
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::heaviest_step())]
		pub fn finish_ceremony(
			origin: OriginFor<T>,
			kind: CeremonyKind,
			round: Round,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = Self::do_finish(kind, round)?;
			Ok((Some(weight), Pays::No).into())
		}

		/// Hands a key on now. The council; else that happens when members change, and on schedule.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::reshare())]
		pub fn reshare(origin: OriginFor<T>, kind: CeremonyKind) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_reshare(kind)
		}

		/// Ends a round. The council.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::abandon_round())]
		pub fn abandon_round(origin: OriginFor<T>, kind: CeremonyKind) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_abandon(kind)
		}

		/// Sets deadlines and schedule, for phases that begin from now on. The council.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_settings())]
		pub fn set_settings(origin: OriginFor<T>, settings: Settings<BlockNumberFor<T>>) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_set_settings(settings)
		}
	}
}
