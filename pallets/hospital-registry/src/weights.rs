//! Weights of `pallet_hospital_registry`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_hospital_registry`.
pub trait WeightInfo {
	fn apply() -> Weight;
	fn accredit() -> Weight;
	fn reject() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	fn withdraw() -> Weight;
	fn set_endpoint() -> Weight;
	fn rotate_issuer_key() -> Weight;
	fn enrol_staff() -> Weight;
	fn dismiss_staff() -> Weight;
	fn register_patient() -> Weight;
	fn register_keys(n: u32, ) -> Weight;
	fn enrol_auditor() -> Weight;
	fn dismiss_auditor() -> Weight;
	fn enrol_researcher() -> Weight;
	fn dismiss_researcher() -> Weight;
	fn release_deposit() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `HospitalRegistry::People` (r:1 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Handles` (r:1 w:1)
	/// Proof: `HospitalRegistry::Handles` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::NextHospital` (r:1 w:1)
	/// Proof: `HospitalRegistry::NextHospital` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Dismissed` (r:1 w:0)
	/// Proof: `HospitalRegistry::Dismissed` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:0 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:0 w:1)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn apply() -> Weight {
		// Proof size in bytes, measured: 355
		// Shortest execution: 4_656_867_000 picoseconds.
		Weight::from_parts(4_993_137_000, 4144)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Roster` (r:1 w:1)
	/// Proof: `Ceremony::Roster` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Changed` (r:1 w:1)
	/// Proof: `Ceremony::Changed` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	fn accredit() -> Weight {
		// Proof size in bytes, measured: 9097
		// Shortest execution: 53_129_000 picoseconds.
		Weight::from_parts(60_289_000, 9679)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:0 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:0 w:4)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Handles` (r:0 w:1)
	/// Proof: `HospitalRegistry::Handles` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn reject() -> Weight {
		// Proof size in bytes, measured: 871
		// Shortest execution: 98_947_000 picoseconds.
		Weight::from_parts(109_943_000, 4144)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Departing` (r:1 w:1)
	/// Proof: `ValidatorStaking::Departing` (`max_values`: Some(1), `max_size`: Some(32002), added: 32497, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Condemned` (r:1 w:1)
	/// Proof: `ValidatorStaking::Condemned` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Roster` (r:1 w:1)
	/// Proof: `Ceremony::Roster` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Changed` (r:1 w:1)
	/// Proof: `Ceremony::Changed` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Founders` (r:0 w:1)
	/// Proof: `ValidatorStaking::Founders` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Proof size in bytes, measured: 9424
		// Shortest execution: 80_289_000 picoseconds.
		Weight::from_parts(91_556_000, 33487)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Roster` (r:1 w:1)
	/// Proof: `Ceremony::Roster` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Changed` (r:1 w:1)
	/// Proof: `Ceremony::Changed` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	fn reinstate() -> Weight {
		// Proof size in bytes, measured: 9097
		// Shortest execution: 53_089_000 picoseconds.
		Weight::from_parts(64_696_000, 9679)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::CustodyCount` (r:1 w:0)
	/// Proof: `EhrIndex::CustodyCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Departing` (r:1 w:1)
	/// Proof: `ValidatorStaking::Departing` (`max_values`: Some(1), `max_size`: Some(32002), added: 32497, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Condemned` (r:1 w:1)
	/// Proof: `ValidatorStaking::Condemned` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::CounterForCandidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::CounterForCandidates` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Roster` (r:1 w:1)
	/// Proof: `Ceremony::Roster` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Changed` (r:1 w:1)
	/// Proof: `Ceremony::Changed` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::TokenKey` (r:1 w:0)
	/// Proof: `KeyAuthority::TokenKey` (`max_values`: Some(1), `max_size`: Some(2119), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Agents` (r:1 w:1)
	/// Proof: `Ceremony::Agents` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:0 w:1)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Founders` (r:0 w:1)
	/// Proof: `ValidatorStaking::Founders` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Proof size in bytes, measured: 9961
		// Shortest execution: 194_149_000 picoseconds.
		Weight::from_parts(224_433_000, 33487)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	fn set_endpoint() -> Weight {
		// Proof size in bytes, measured: 844
		// Shortest execution: 45_648_000 picoseconds.
		Weight::from_parts(61_591_000, 3969)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn rotate_issuer_key() -> Weight {
		// Proof size in bytes, measured: 898
		// Shortest execution: 4_172_237_000 picoseconds.
		Weight::from_parts(4_541_215_000, 3969)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:2 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Dismissed` (r:1 w:1)
	/// Proof: `HospitalRegistry::Dismissed` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::StaffOf` (r:0 w:1)
	/// Proof: `HospitalRegistry::StaffOf` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn enrol_staff() -> Weight {
		// Proof size in bytes, measured: 1340
		// Shortest execution: 195_680_000 picoseconds.
		Weight::from_parts(226_576_000, 7298)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:2 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:1)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:1)
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
	/// Storage: `HospitalRegistry::Keys` (r:0 w:4)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Dismissed` (r:0 w:1)
	/// Proof: `HospitalRegistry::Dismissed` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::StaffOf` (r:0 w:1)
	/// Proof: `HospitalRegistry::StaffOf` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn dismiss_staff() -> Weight {
		// Proof size in bytes, measured: 1489
		// Shortest execution: 191_355_000 picoseconds.
		Weight::from_parts(217_773_000, 9851)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(35_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:2 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Dismissed` (r:1 w:1)
	/// Proof: `HospitalRegistry::Dismissed` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:0 w:1)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn register_patient() -> Weight {
		// Proof size in bytes, measured: 1394
		// Shortest execution: 610_797_000 picoseconds.
		Weight::from_parts(634_753_000, 8799)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:4 w:4)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 4]`.
	fn register_keys(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 519
		// Shortest execution: 845_486_000 picoseconds.
		Weight::from_parts(42_006_989, 3568)
			// Standard error: 426_757
			.saturating_add(Weight::from_parts(829_774_635, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Dismissed` (r:1 w:1)
	/// Proof: `HospitalRegistry::Dismissed` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn enrol_auditor() -> Weight {
		// Proof size in bytes, measured: 463
		// Shortest execution: 84_525_000 picoseconds.
		Weight::from_parts(89_313_000, 4144)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:0 w:4)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn dismiss_auditor() -> Weight {
		// Proof size in bytes, measured: 155
		// Shortest execution: 28_372_000 picoseconds.
		Weight::from_parts(30_766_000, 3568)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Dismissed` (r:1 w:1)
	/// Proof: `HospitalRegistry::Dismissed` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn enrol_researcher() -> Weight {
		// Proof size in bytes, measured: 463
		// Shortest execution: 84_516_000 picoseconds.
		Weight::from_parts(88_822_000, 4144)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:1)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:0 w:4)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn dismiss_researcher() -> Weight {
		// Proof size in bytes, measured: 155
		// Shortest execution: 28_282_000 picoseconds.
		Weight::from_parts(30_325_000, 3568)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Dismissed` (r:1 w:1)
	/// Proof: `HospitalRegistry::Dismissed` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn release_deposit() -> Weight {
		// Proof size in bytes, measured: 463
		// Shortest execution: 109_673_000 picoseconds.
		Weight::from_parts(118_917_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn apply() -> Weight {
		Weight::from_parts(4_993_137_000, 4144)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn accredit() -> Weight {
		Weight::from_parts(60_289_000, 9679)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn reject() -> Weight {
		Weight::from_parts(109_943_000, 4144)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(91_556_000, 33487)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(64_696_000, 9679)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(224_433_000, 33487)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn set_endpoint() -> Weight {
		Weight::from_parts(61_591_000, 3969)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn rotate_issuer_key() -> Weight {
		Weight::from_parts(4_541_215_000, 3969)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn enrol_staff() -> Weight {
		Weight::from_parts(226_576_000, 7298)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn dismiss_staff() -> Weight {
		Weight::from_parts(217_773_000, 9851)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(35_u64))
	}
	fn register_patient() -> Weight {
		Weight::from_parts(634_753_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn register_keys(n: u32, ) -> Weight {
		Weight::from_parts(42_006_989, 3568)
			.saturating_add(Weight::from_parts(829_774_635, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2564).saturating_mul(n.into()))
	}
	fn enrol_auditor() -> Weight {
		Weight::from_parts(89_313_000, 4144)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn dismiss_auditor() -> Weight {
		Weight::from_parts(30_766_000, 3568)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn enrol_researcher() -> Weight {
		Weight::from_parts(88_822_000, 4144)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn dismiss_researcher() -> Weight {
		Weight::from_parts(30_325_000, 3568)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn release_deposit() -> Weight {
		Weight::from_parts(118_917_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
}
