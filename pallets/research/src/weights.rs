//! Weights of `pallet_research`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Estimates from those of like calls of `pallet_ehr_index`, until the first measurement replaces them.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_research`.
pub trait WeightInfo {
	fn join_research() -> Weight;
	fn leave_research() -> Weight;
	fn spend_query() -> Weight;
	fn clear_spending() -> Weight;
	fn set_parameters() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Research::Participants` (r:1 w:1)
	/// Proof: `Research::Participants` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn join_research() -> Weight {
		Weight::from_parts(101_000_000, 3712)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Research::Participants` (r:1 w:1)
	/// Proof: `Research::Participants` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn leave_research() -> Weight {
		Weight::from_parts(79_000_000, 3712)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Research::Parameters` (r:1 w:0)
	/// Proof: `Research::Parameters` (`max_values`: Some(1), `max_size`: Some(24), added: 519, mode: `MaxEncodedLen`)
	/// Storage: `Research::NextSpending` (r:1 w:1)
	/// Proof: `Research::NextSpending` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Research::Ledgers` (r:1 w:1)
	/// Proof: `Research::Ledgers` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Research::Spendings` (r:0 w:1)
	/// Proof: `Research::Spendings` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Research::SpendingsOf` (r:0 w:1)
	/// Proof: `Research::SpendingsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn spend_query() -> Weight {
		Weight::from_parts(147_000_000, 3969)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Research::Spendings` (r:1 w:1)
	/// Proof: `Research::Spendings` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Research::SpendingsOf` (r:0 w:1)
	/// Proof: `Research::SpendingsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn clear_spending() -> Weight {
		Weight::from_parts(92_000_000, 3712)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Research::Parameters` (r:1 w:1)
	/// Proof: `Research::Parameters` (`max_values`: Some(1), `max_size`: Some(24), added: 519, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		Weight::from_parts(22_000_000, 1509)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn join_research() -> Weight {
		Weight::from_parts(101_000_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn leave_research() -> Weight {
		Weight::from_parts(79_000_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn spend_query() -> Weight {
		Weight::from_parts(147_000_000, 3969)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn clear_spending() -> Weight {
		Weight::from_parts(92_000_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(22_000_000, 1509)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
