#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use pallet::*;
pub use types::{CoverEntry, Ended, EpochState, LiveTree, Queue, Schedule};
pub use weights::WeightInfo;

mod api;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cover;
mod epochs;
#[cfg(test)]
mod mock;
mod provider;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

/// The pallet.
#[frame_support::pallet]
pub mod pallet {
	use super::{
		types::{CoverEntry, Ended, EpochState, LiveTree, NodeKey, Queue, Schedule, TreeKey},
		WeightInfo,
	};
	use frame_support::{
		dispatch::{DispatchResultWithPostInfo, Pays},
		pallet_prelude::*,
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		authority::{Epoch, Era, Leaf},
		traits::{HospitalRegistry, Leaves},
	};
	use sp_runtime::traits::Saturating;

	/// The layout of storage that this code reads.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The council: it revokes anybody, restores, and forces an epoch.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who employs whom.
		type Registry: HospitalRegistry<Self::AccountId>;
		/// Who holds which leaf.
		type Leaves: Leaves<Self::AccountId>;
		/// Epochs of an era during which the tree of the era before stays in use, for keys to be renewed. Fewer than
		/// the epochs of an era.
		#[pallet::constant]
		type RenewalEpochs: Get<u32>;
		/// Most ended items that one block or call clears.
		#[pallet::constant]
		type MaxClear: Get<u32>;
		/// Weights of calls and hooks.
		type WeightInfo: WeightInfo;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// When epochs and eras end by themselves.
	#[pallet::storage]
	pub type EpochSchedule<T: Config> = StorageValue<_, Schedule<BlockNumberFor<T>>, OptionQuery>;

	/// The current epoch.
	#[pallet::storage]
	pub type CurrentEpoch<T: Config> = StorageValue<_, EpochState<BlockNumberFor<T>>, ValueQuery>;

	/// The trees in use, oldest first: that of the era, and for a while the one before.
	#[pallet::storage]
	pub type LiveTrees<T: Config> = StorageValue<_, BoundedVec<LiveTree, ConstU32<2>>, ValueQuery>;

	/// The oldest tree of which storage still holds anything.
	#[pallet::storage]
	pub type OldestKept<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// Key: an account that is revoked. Value: the epoch from which update keys shut it out.
	#[pallet::storage]
	pub type RevokedAccounts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Epoch, OptionQuery>;

	/// Key: tree and index of a leaf that is revoked for ever. Value: the first epoch whose cover leaves it out.
	#[pallet::storage]
	pub type RevokedLeaves<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u16, Twox64Concat, u32, Epoch, OptionQuery>;

	/// Key: a node, big-endian, so that iteration ascends. Value: the epochs whose cover contains it.
	#[pallet::storage]
	pub type Cover<T: Config> =
		StorageDoubleMap<_, Identity, TreeKey, Identity, NodeKey, CoverEntry, OptionQuery>;

	/// Positions of [`EndedEntries`].
	#[pallet::storage]
	pub type EndedQueue<T: Config> = StorageValue<_, Queue, ValueQuery>;

	/// Key: position in the queue. Value: a cover entry that has ended, or ends with this epoch.
	#[pallet::storage]
	pub type EndedEntries<T: Config> = StorageMap<_, Twox64Concat, u64, Ended, OptionQuery>;

	/// The schedule of a new chain.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Blocks of an epoch.
		pub epoch_length: BlockNumberFor<T>,
		/// Epochs of an era; more than `RenewalEpochs`.
		pub epochs_per_era: u32,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		/// About a day of blocks of six seconds, and a year of days.
		fn default() -> Self {
			Self {
				epoch_length: 14_400u32.into(),
				epochs_per_era: 365,
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(
				self.epoch_length > BlockNumberFor::<T>::default(),
				"an epoch has at least one block"
			);
			assert!(
				self.epochs_per_era > T::RenewalEpochs::get(),
				"an era is longer than the time to renew keys"
			);
			EpochSchedule::<T>::put(Schedule {
				epoch_length: self.epoch_length,
				epochs_per_era: self.epochs_per_era,
			});
			Pallet::<T>::open_tree(0, 0);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account was revoked: at once by every service, from the epoch on by the cryptography.
		#[codec(index = 0)]
		AccountRevoked {
			/// Whose.
			account: T::AccountId,
			/// First epoch that shuts it out.
			effective_from: Epoch,
		},
		/// An account may be enrolled and reserve a leaf again.
		#[codec(index = 1)]
		AccountRestored {
			/// Whose.
			account: T::AccountId,
		},
		/// A leaf was revoked for ever.
		#[codec(index = 2)]
		LeafRevoked {
			/// Which.
			leaf: Leaf,
			/// First epoch whose cover leaves it out.
			effective_from: Epoch,
		},
		/// The council ends the epoch with this block.
		#[codec(index = 3)]
		EpochForced {
			/// The epoch that ends.
			epoch: Epoch,
		},
		/// An epoch began with this block; its cover is fixed.
		#[codec(index = 4)]
		EpochStarted {
			/// Its number.
			epoch: Epoch,
			/// Its era.
			era: Era,
			/// Nodes of its cover.
			cover_size: u32,
		},
		/// An era began: leaves are reserved in a fresh tree.
		#[codec(index = 5)]
		TreeOpened {
			/// The tree.
			tree: u16,
		},
		/// A tree is no longer in use: its keys get no update keys.
		#[codec(index = 6)]
		TreeRetired {
			/// The tree.
			tree: u16,
		},
		/// Items that had ended were cleared.
		#[codec(index = 7)]
		EndedCleared {
			/// How many.
			count: u32,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is revoked already.
		#[codec(index = 0)]
		AlreadyRevoked,
		/// The account is not revoked.
		#[codec(index = 1)]
		NotRevoked,
		/// The account is staff of no hospital.
		#[codec(index = 2)]
		NotStaff,
		/// The signer does not run the hospital that employs the account.
		#[codec(index = 3)]
		NotEmployer,
		/// The signer is revoked.
		#[codec(index = 4)]
		SignerRevoked,
		/// The leaf is revoked already, or its tree is retired.
		#[codec(index = 5)]
		LeafAlreadyRevoked,
		/// No tree has such a leaf.
		#[codec(index = 6)]
		UnknownLeaf,
		/// The council forced the next epoch in this block already.
		#[codec(index = 7)]
		AlreadyForced,
		/// Nothing has ended that could be cleared.
		#[codec(index = 8)]
		NothingToClear,
		/// The number of the next epoch does not exist.
		#[codec(index = 9)]
		EpochsExhausted,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			let current = CurrentEpoch::<T>::get();
			let Some(schedule) = EpochSchedule::<T>::get() else {
				return T::WeightInfo::epoch_goes_on();
			};
			if current.forced || now.saturating_sub(current.started_at) >= schedule.epoch_length {
				Self::start_next_epoch(now, current, schedule);
				T::WeightInfo::epoch_starts()
			} else {
				T::WeightInfo::epoch_goes_on()
			}
		}

		fn on_idle(_now: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::clear_when_idle(remaining)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_now: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Revokes any account, with its live leaf. The council.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::revoke_user())]
		pub fn revoke_user(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_revoke_account(&account)
		}

		/// Revokes a member of staff, with the live leaf. The operator of the hospital that employs the account,
		/// whatever the hospital's standing.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::revoke_staff())]
		pub fn revoke_staff(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			ensure!(
				!RevokedAccounts::<T>::contains_key(&signer),
				Error::<T>::SignerRevoked
			);
			let employer = T::Registry::employer(&account).ok_or(Error::<T>::NotStaff)?;
			ensure!(
				T::Registry::operator(employer) == Some(signer),
				Error::<T>::NotEmployer
			);
			Self::do_revoke_account(&account)
		}

		/// Lets a revoked account be enrolled and reserve a leaf again. Its old leaf stays dead. The council.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::restore())]
		pub fn restore(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			RevokedAccounts::<T>::take(&account).ok_or(Error::<T>::NotRevoked)?;
			Self::deposit_event(Event::AccountRestored { account });
			Ok(())
		}

		/// Ends the epoch with this block, so that what was revoked takes effect with the next. The council.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::force_epoch())]
		pub fn force_epoch(origin: OriginFor<T>) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			let mut current = CurrentEpoch::<T>::get();
			ensure!(!current.forced, Error::<T>::AlreadyForced);
			ensure!(current.epoch < Epoch::MAX, Error::<T>::EpochsExhausted);
			current.forced = true;
			CurrentEpoch::<T>::put(current);
			Self::deposit_event(Event::EpochForced { epoch: current.epoch });
			Ok(())
		}

		/// Clears up to `limit` items that have ended: nodes that left the cover, and what retired trees leave. Anyone;
		/// free if it clears anything.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::clear_ended((*limit).min(T::MaxClear::get())))]
		pub fn clear_ended(origin: OriginFor<T>, limit: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let count = Self::clear(limit.min(T::MaxClear::get()));
			ensure!(count > 0, Error::<T>::NothingToClear);
			Self::deposit_event(Event::EndedCleared { count });
			Ok((Some(T::WeightInfo::clear_ended(count)), Pays::No).into())
		}
	}
}
