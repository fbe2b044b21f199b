//! Weights of `pallet_revocation`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_revocation`.
pub trait WeightInfo {
	fn revoke_user() -> Weight;
	fn revoke_staff() -> Weight;
	fn restore() -> Weight;
	fn force_epoch() -> Weight;
	fn clear_ended(n: u32, ) -> Weight;
	fn epoch_goes_on() -> Weight;
	fn epoch_starts() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:1)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Keys` (r:1 w:0)
	/// Proof: `KeyAuthority::Keys` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedLeaves` (r:1 w:1)
	/// Proof: `Revocation::RevokedLeaves` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::OldestKept` (r:1 w:0)
	/// Proof: `Revocation::OldestKept` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:1)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::Cover` (r:1 w:21)
	/// Proof: `Revocation::Cover` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedQueue` (r:1 w:1)
	/// Proof: `Revocation::EndedQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Attributes` (r:1 w:1)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedEntries` (r:0 w:1)
	/// Proof: `Revocation::EndedEntries` (`max_values`: None, `max_size`: Some(27), added: 2502, mode: `MaxEncodedLen`)
	fn revoke_user() -> Weight {
		// Proof size in bytes, measured: 524
		// Shortest execution: 110_234_000 picoseconds.
		Weight::from_parts(116_924_000, 9851)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(27_u64))
	}
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:1)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Keys` (r:1 w:0)
	/// Proof: `KeyAuthority::Keys` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedLeaves` (r:1 w:1)
	/// Proof: `Revocation::RevokedLeaves` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::OldestKept` (r:1 w:0)
	/// Proof: `Revocation::OldestKept` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:1)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::Cover` (r:1 w:21)
	/// Proof: `Revocation::Cover` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedQueue` (r:1 w:1)
	/// Proof: `Revocation::EndedQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Attributes` (r:1 w:1)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedEntries` (r:0 w:1)
	/// Proof: `Revocation::EndedEntries` (`max_values`: None, `max_size`: Some(27), added: 2502, mode: `MaxEncodedLen`)
	fn revoke_staff() -> Weight {
		// Proof size in bytes, measured: 1299
		// Shortest execution: 129_873_000 picoseconds.
		Weight::from_parts(139_868_000, 9851)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(27_u64))
	}
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:1)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn restore() -> Weight {
		// Proof size in bytes, measured: 175
		// Shortest execution: 14_381_000 picoseconds.
		Weight::from_parts(15_853_000, 3517)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:1)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	fn force_epoch() -> Weight {
		// Proof size in bytes, measured: 101
		// Shortest execution: 10_706_000 picoseconds.
		Weight::from_parts(12_379_000, 1494)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedQueue` (r:1 w:1)
	/// Proof: `Revocation::EndedQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedEntries` (r:100 w:100)
	/// Proof: `Revocation::EndedEntries` (`max_values`: None, `max_size`: Some(27), added: 2502, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::OldestKept` (r:1 w:0)
	/// Proof: `Revocation::OldestKept` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:0)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::Cover` (r:0 w:100)
	/// Proof: `Revocation::Cover` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 100]`.
	fn clear_ended(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 226 + n * (30 ±0)
		// Shortest execution: 13_921_000 picoseconds.
		Weight::from_parts(13_792_805, 1524)
			// Standard error: 9_352
			.saturating_add(Weight::from_parts(7_874_267, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2502).saturating_mul(n.into()))
	}
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EpochSchedule` (r:1 w:0)
	/// Proof: `Revocation::EpochSchedule` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn epoch_goes_on() -> Weight {
		// Proof size in bytes, measured: 129
		// Shortest execution: 5_869_000 picoseconds.
		Weight::from_parts(6_600_000, 1494)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:1)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EpochSchedule` (r:1 w:0)
	/// Proof: `Revocation::EpochSchedule` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:1)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::Cover` (r:0 w:1)
	/// Proof: `Revocation::Cover` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn epoch_starts() -> Weight {
		// Proof size in bytes, measured: 153
		// Shortest execution: 22_143_000 picoseconds.
		Weight::from_parts(25_378_000, 1524)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn revoke_user() -> Weight {
		Weight::from_parts(116_924_000, 9851)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(27_u64))
	}
	fn revoke_staff() -> Weight {
		Weight::from_parts(139_868_000, 9851)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(27_u64))
	}
	fn restore() -> Weight {
		Weight::from_parts(15_853_000, 3517)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn force_epoch() -> Weight {
		Weight::from_parts(12_379_000, 1494)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn clear_ended(n: u32, ) -> Weight {
		Weight::from_parts(13_792_805, 1524)
			.saturating_add(Weight::from_parts(7_874_267, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2502).saturating_mul(n.into()))
	}
	fn epoch_goes_on() -> Weight {
		Weight::from_parts(6_600_000, 1494)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn epoch_starts() -> Weight {
		Weight::from_parts(25_378_000, 1524)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
}
