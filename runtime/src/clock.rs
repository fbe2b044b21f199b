//! The lengths of a slot and of a session: fixed at genesis, for ever.
//!
//! A consortium leaves it at [`SLOT_DURATION`](crate::constants::time::SLOT_DURATION); a test network may be born with shorter slots and
//! sessions, and differs in nothing else. No call changes them: a running Aura chain cannot change its slots, and what
//! is counted in sessions would change its meaning.

pub use pallet::*;

/// Shortest slot, in milliseconds: what a block takes to travel and to be imported.
pub const SHORTEST_SLOT: u64 = 1_000;
/// Longest slot, in milliseconds.
pub const LONGEST_SLOT: u64 = 60_000;
/// Shortest session, in blocks: the least in which validators can be told apart by what they author.
pub const SHORTEST_SESSION: u32 = 5;

// The macro generates undocumented items.
#[allow(missing_docs)]
#[frame_support::pallet]
mod pallet {
	use super::{LONGEST_SLOT, SHORTEST_SESSION, SHORTEST_SLOT};
	use crate::constants::time::{SESSION, SLOT_DURATION};
	use core::marker::PhantomData;
	use frame_support::pallet_prelude::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	#[pallet::type_value]
	pub fn DefaultSlot() -> u64 {
		SLOT_DURATION
	}

	/// Length of a slot in milliseconds.
	#[pallet::storage]
	pub type SlotMilliseconds<T: Config> = StorageValue<_, u64, ValueQuery, DefaultSlot>;

	#[pallet::type_value]
	pub fn DefaultSession() -> u32 {
		SESSION
	}

	/// Blocks of a session.
	#[pallet::storage]
	pub type SessionLength<T: Config> = StorageValue<_, u32, ValueQuery, DefaultSession>;

	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Length of a slot in milliseconds.
		pub slot_milliseconds: u64,
		/// Blocks of a session.
		pub session_blocks: u32,
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				slot_milliseconds: SLOT_DURATION,
				session_blocks: SESSION,
				_config: PhantomData,
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(
				(SHORTEST_SLOT..=LONGEST_SLOT).contains(&self.slot_milliseconds),
				"a slot takes between {SHORTEST_SLOT} and {LONGEST_SLOT} milliseconds"
			);
			assert!(
				self.session_blocks >= SHORTEST_SESSION,
				"a session takes at least {SHORTEST_SESSION} blocks"
			);
			SlotMilliseconds::<T>::put(self.slot_milliseconds);
			SessionLength::<T>::put(self.session_blocks);
		}
	}

	/// A slot, as Aura asks for it.
	pub struct Slot<T>(PhantomData<T>);

	impl<T: Config> Get<u64> for Slot<T> {
		fn get() -> u64 {
			SlotMilliseconds::<T>::get()
		}
	}

	/// A session, as the session pallet asks for it.
	pub struct Session<T>(PhantomData<T>);

	impl<T: Config> Get<u32> for Session<T> {
		fn get() -> u32 {
			SessionLength::<T>::get()
		}
	}

	/// Half a slot: the least time between two blocks.
	pub struct HalfSlot<T>(PhantomData<T>);

	impl<T: Config> Get<u64> for HalfSlot<T> {
		fn get() -> u64 {
			SlotMilliseconds::<T>::get().saturating_div(2)
		}
	}
}
