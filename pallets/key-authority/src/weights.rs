//! Weights of `pallet_key_authority`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_key_authority`.
pub trait WeightInfo {
	fn reserve_leaf() -> Weight;
	fn set_path() -> Weight;
	fn grant_attributes(n: u32, ) -> Weight;
	fn withdraw_attributes(n: u32, ) -> Weight;
	fn post_partials_digest() -> Weight;
	fn publish_update_keys(n: u32, ) -> Weight;
	fn report_bad_update_key() -> Weight;
	fn release_bond() -> Weight;
	fn clear_key() -> Weight;
	fn clear_update_keys(n: u32, ) -> Weight;
	fn report_missing_partials() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Keys` (r:1 w:1)
	/// Proof: `KeyAuthority::Keys` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedLeaves` (r:1 w:1)
	/// Proof: `Revocation::RevokedLeaves` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::OldestKept` (r:1 w:0)
	/// Proof: `Revocation::OldestKept` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:1)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EpochSchedule` (r:1 w:0)
	/// Proof: `Revocation::EpochSchedule` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::NextLeaf` (r:1 w:1)
	/// Proof: `KeyAuthority::NextLeaf` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:0)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::Cover` (r:1 w:21)
	/// Proof: `Revocation::Cover` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedQueue` (r:1 w:1)
	/// Proof: `Revocation::EndedQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::LeafOwners` (r:0 w:2)
	/// Proof: `KeyAuthority::LeafOwners` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedEntries` (r:0 w:1)
	/// Proof: `Revocation::EndedEntries` (`max_values`: None, `max_size`: Some(27), added: 2502, mode: `MaxEncodedLen`)
	fn reserve_leaf() -> Weight {
		// Proof size in bytes, measured: 1595
		// Shortest execution: 4_402_098_000 picoseconds.
		Weight::from_parts(4_742_054_000, 4144)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(29_u64))
	}
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Keys` (r:1 w:1)
	/// Proof: `KeyAuthority::Keys` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedLeaves` (r:1 w:0)
	/// Proof: `Revocation::RevokedLeaves` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::OldestKept` (r:1 w:0)
	/// Proof: `Revocation::OldestKept` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:0)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Attributes` (r:1 w:0)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	fn set_path() -> Weight {
		// Proof size in bytes, measured: 498
		// Shortest execution: 43_685_000 picoseconds.
		Weight::from_parts(49_965_000, 9851)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Keys` (r:1 w:0)
	/// Proof: `KeyAuthority::Keys` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedLeaves` (r:1 w:0)
	/// Proof: `Revocation::RevokedLeaves` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::OldestKept` (r:1 w:0)
	/// Proof: `Revocation::OldestKept` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:0)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Attributes` (r:1 w:1)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn grant_attributes(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 1313 + n * (99 ±0)
		// Shortest execution: 100_640_000 picoseconds.
		Weight::from_parts(92_834_570, 9851)
			// Standard error: 48_955
			.saturating_add(Weight::from_parts(14_048_532, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `KeyAuthority::Attributes` (r:1 w:1)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Keys` (r:1 w:0)
	/// Proof: `KeyAuthority::Keys` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedLeaves` (r:1 w:1)
	/// Proof: `Revocation::RevokedLeaves` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::OldestKept` (r:1 w:0)
	/// Proof: `Revocation::OldestKept` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:1)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::Cover` (r:1 w:21)
	/// Proof: `Revocation::Cover` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedQueue` (r:1 w:1)
	/// Proof: `Revocation::EndedQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EndedEntries` (r:0 w:1)
	/// Proof: `Revocation::EndedEntries` (`max_values`: None, `max_size`: Some(27), added: 2502, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn withdraw_attributes(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 5501
		// Shortest execution: 192_376_000 picoseconds.
		Weight::from_parts(201_085_851, 9851)
			// Standard error: 52_411
			.saturating_add(Weight::from_parts(14_474_925, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(26_u64))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:1 w:0)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::PartialsDigests` (r:1 w:1)
	/// Proof: `KeyAuthority::PartialsDigests` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Missed` (r:1 w:1)
	/// Proof: `KeyAuthority::Missed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Changed` (r:1 w:1)
	/// Proof: `Ceremony::Changed` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	fn post_partials_digest() -> Weight {
		// Proof size in bytes, measured: 9296
		// Shortest execution: 118_556_000 picoseconds.
		Weight::from_parts(125_266_000, 9460)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EpochSchedule` (r:1 w:0)
	/// Proof: `Revocation::EpochSchedule` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::Cover` (r:128 w:0)
	/// Proof: `Revocation::Cover` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::LiveTrees` (r:1 w:0)
	/// Proof: `Revocation::LiveTrees` (`max_values`: Some(1), `max_size`: Some(39), added: 534, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::UpdateKeys` (r:128 w:128)
	/// Proof: `KeyAuthority::UpdateKeys` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::ValidFrom` (r:1 w:0)
	/// Proof: `KeyAuthority::ValidFrom` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Publications` (r:2 w:1)
	/// Proof: `KeyAuthority::Publications` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::NextPublication` (r:1 w:1)
	/// Proof: `KeyAuthority::NextPublication` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Progress` (r:1 w:1)
	/// Proof: `KeyAuthority::Progress` (`max_values`: Some(1), `max_size`: Some(13), added: 508, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::LatestComplete` (r:0 w:1)
	/// Proof: `KeyAuthority::LatestComplete` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 128]`.
	fn publish_update_keys(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 801 + n * (74 ±0)
		// Shortest execution: 1_589_972_000 picoseconds.
		Weight::from_parts(1_597_964_000, 9460)
			// Standard error: 5_831_928
			.saturating_add(Weight::from_parts(1_427_047_078, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2698).saturating_mul(n.into()))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::UpdateKeys` (r:1 w:1)
	/// Proof: `KeyAuthority::UpdateKeys` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::ValidFrom` (r:1 w:0)
	/// Proof: `KeyAuthority::ValidFrom` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Publications` (r:1 w:1)
	/// Proof: `KeyAuthority::Publications` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Progress` (r:1 w:1)
	/// Proof: `KeyAuthority::Progress` (`max_values`: Some(1), `max_size`: Some(13), added: 508, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::LatestComplete` (r:1 w:0)
	/// Proof: `KeyAuthority::LatestComplete` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn report_bad_update_key() -> Weight {
		// Proof size in bytes, measured: 9682
		// Shortest execution: 10_180_681_000 picoseconds.
		Weight::from_parts(10_835_654_000, 9460)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `KeyAuthority::Publications` (r:1 w:1)
	/// Proof: `KeyAuthority::Publications` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn release_bond() -> Weight {
		// Proof size in bytes, measured: 683
		// Shortest execution: 105_928_000 picoseconds.
		Weight::from_parts(109_854_000, 4144)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `KeyAuthority::Keys` (r:1 w:1)
	/// Proof: `KeyAuthority::Keys` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedLeaves` (r:1 w:0)
	/// Proof: `Revocation::RevokedLeaves` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::LeafOwners` (r:0 w:1)
	/// Proof: `KeyAuthority::LeafOwners` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Attributes` (r:0 w:1)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	fn clear_key() -> Weight {
		// Proof size in bytes, measured: 1158
		// Shortest execution: 113_028_000 picoseconds.
		Weight::from_parts(126_387_000, 4144)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::OldestStored` (r:1 w:0)
	/// Proof: `KeyAuthority::OldestStored` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::UpdateKeys` (r:129 w:128)
	/// Proof: `KeyAuthority::UpdateKeys` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 128]`.
	fn clear_update_keys(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 630 + n * (63 ±0)
		// Shortest execution: 63_764_000 picoseconds.
		Weight::from_parts(63_872_987, 3688)
			// Standard error: 89_185
			.saturating_add(Weight::from_parts(6_215_003, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2698).saturating_mul(n.into()))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::PartialsDigests` (r:1 w:0)
	/// Proof: `KeyAuthority::PartialsDigests` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::SharedSince` (r:1 w:0)
	/// Proof: `KeyAuthority::SharedSince` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EpochSchedule` (r:1 w:0)
	/// Proof: `Revocation::EpochSchedule` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Missed` (r:1 w:1)
	/// Proof: `KeyAuthority::Missed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Changed` (r:1 w:1)
	/// Proof: `Ceremony::Changed` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	fn report_missing_partials() -> Weight {
		// Proof size in bytes, measured: 9299
		// Shortest execution: 111_857_000 picoseconds.
		Weight::from_parts(121_851_000, 9460)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn reserve_leaf() -> Weight {
		Weight::from_parts(4_742_054_000, 4144)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(29_u64))
	}
	fn set_path() -> Weight {
		Weight::from_parts(49_965_000, 9851)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn grant_attributes(n: u32, ) -> Weight {
		Weight::from_parts(92_834_570, 9851)
			.saturating_add(Weight::from_parts(14_048_532, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn withdraw_attributes(n: u32, ) -> Weight {
		Weight::from_parts(201_085_851, 9851)
			.saturating_add(Weight::from_parts(14_474_925, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(26_u64))
	}
	fn post_partials_digest() -> Weight {
		Weight::from_parts(125_266_000, 9460)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn publish_update_keys(n: u32, ) -> Weight {
		Weight::from_parts(1_597_964_000, 9460)
			.saturating_add(Weight::from_parts(1_427_047_078, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2698).saturating_mul(n.into()))
	}
	fn report_bad_update_key() -> Weight {
		Weight::from_parts(10_835_654_000, 9460)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn release_bond() -> Weight {
		Weight::from_parts(109_854_000, 4144)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_key() -> Weight {
		Weight::from_parts(126_387_000, 4144)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn clear_update_keys(n: u32, ) -> Weight {
		Weight::from_parts(63_872_987, 3688)
			.saturating_add(Weight::from_parts(6_215_003, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2698).saturating_mul(n.into()))
	}
	fn report_missing_partials() -> Weight {
		Weight::from_parts(121_851_000, 9460)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
}
