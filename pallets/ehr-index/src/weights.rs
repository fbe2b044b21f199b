//! Weights of `pallet_ehr_index`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_ehr_index`.
pub trait WeightInfo {
	fn register_record() -> Weight;
	fn update_location() -> Weight;
	fn transfer_custody() -> Weight;
	fn accept_custody() -> Weight;
	fn cancel_transfer() -> Weight;
	fn retire_record() -> Weight;
	fn grant_consent() -> Weight;
	fn withdraw_consent() -> Weight;
	fn clear_consent() -> Weight;
	fn authorise_hospital(k: u32, ) -> Weight;
	fn withdraw_authorisation() -> Weight;
	fn clear_authorisation() -> Weight;
	fn record_access() -> Weight;
	fn clear_access() -> Weight;
	fn set_index_keys(h: u32, ) -> Weight;
	fn rewrap_index_keys(k: u32, ) -> Weight;
	fn index_record() -> Weight;
	fn unindex_record() -> Weight;
	fn set_interests() -> Weight;
	fn clear_interests() -> Weight;
	fn record_services(n: u32, ) -> Weight;
	fn break_glass() -> Weight;
	fn review_emergency() -> Weight;
	fn clear_emergency() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EpochSchedule` (r:1 w:0)
	/// Proof: `Revocation::EpochSchedule` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::CustodyCount` (r:1 w:1)
	/// Proof: `EhrIndex::CustodyCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::RecordsOfCustodian` (r:0 w:1)
	/// Proof: `EhrIndex::RecordsOfCustodian` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::RecordsOfPatient` (r:0 w:1)
	/// Proof: `EhrIndex::RecordsOfPatient` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	fn register_record() -> Weight {
		// Proof size in bytes, measured: 1033
		// Shortest execution: 223_992_000 picoseconds.
		Weight::from_parts(237_503_000, 6146)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn update_location() -> Weight {
		// Proof size in bytes, measured: 1366
		// Shortest execution: 116_233_000 picoseconds.
		Weight::from_parts(122_792_000, 3969)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	fn transfer_custody() -> Weight {
		// Proof size in bytes, measured: 1408
		// Shortest execution: 47_731_000 picoseconds.
		Weight::from_parts(55_202_000, 3969)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::CustodyCount` (r:2 w:2)
	/// Proof: `EhrIndex::CustodyCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::RecordsOfCustodian` (r:0 w:2)
	/// Proof: `EhrIndex::RecordsOfCustodian` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	fn accept_custody() -> Weight {
		// Proof size in bytes, measured: 1905
		// Shortest execution: 219_506_000 picoseconds.
		Weight::from_parts(231_634_000, 6434)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	fn cancel_transfer() -> Weight {
		// Proof size in bytes, measured: 880
		// Shortest execution: 36_214_000 picoseconds.
		Weight::from_parts(41_061_000, 3899)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn retire_record() -> Weight {
		Weight::from_parts(160_000_000, 6600)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Consents` (r:1 w:1)
	/// Proof: `EhrIndex::Consents` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn grant_consent() -> Weight {
		// Proof size in bytes, measured: 1343
		// Shortest execution: 163_243_000 picoseconds.
		Weight::from_parts(169_732_000, 6146)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `EhrIndex::Consents` (r:1 w:1)
	/// Proof: `EhrIndex::Consents` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn withdraw_consent() -> Weight {
		// Proof size in bytes, measured: 687
		// Shortest execution: 107_400_000 picoseconds.
		Weight::from_parts(111_967_000, 6054)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `EhrIndex::Consents` (r:1 w:1)
	/// Proof: `EhrIndex::Consents` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn clear_consent() -> Weight {
		// Proof size in bytes, measured: 538
		// Shortest execution: 80_109_000 picoseconds.
		Weight::from_parts(83_364_000, 3712)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// The range of component `k` is `[0, 64]`.
	fn authorise_hospital(k: u32, ) -> Weight {
		Weight::from_parts(320_000_000, 9500)
			.saturating_add(Weight::from_parts(12_000_000, 2650).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(74_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn withdraw_authorisation() -> Weight {
		Weight::from_parts(340_000_000, 9500)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(73_u64))
	}
	fn clear_authorisation() -> Weight {
		Weight::from_parts(320_000_000, 9500)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(69_u64))
	}
	fn record_access() -> Weight {
		Weight::from_parts(290_000_000, 18000)
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `EhrIndex::Accesses` (r:1 w:1)
	/// Proof: `EhrIndex::Accesses` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn clear_access() -> Weight {
		// Proof size in bytes, measured: 768
		// Shortest execution: 83_875_000 picoseconds.
		Weight::from_parts(87_670_000, 3712)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// The range of component `h` is `[1, 64]`.
	fn set_index_keys(h: u32, ) -> Weight {
		Weight::from_parts(230_000_000, 9500)
			.saturating_add(Weight::from_parts(45_000_000, 5600).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(h.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(h.into())))
	}
	/// The range of component `k` is `[1, 64]`.
	fn rewrap_index_keys(k: u32, ) -> Weight {
		Weight::from_parts(260_000_000, 9500)
			.saturating_add(Weight::from_parts(12_000_000, 2650).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(71_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn index_record() -> Weight {
		Weight::from_parts(170_000_000, 6600)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn unindex_record() -> Weight {
		Weight::from_parts(130_000_000, 6600)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn set_interests() -> Weight {
		Weight::from_parts(150_000_000, 4700)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn clear_interests() -> Weight {
		Weight::from_parts(110_000_000, 4700)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn record_services(n: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 4500)
			.saturating_add(Weight::from_parts(60_000_000, 5300).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(n.into())))
	}
	fn break_glass() -> Weight {
		Weight::from_parts(420_000_000, 20000)
			.saturating_add(T::DbWeight::get().reads(31_u64))
			.saturating_add(T::DbWeight::get().writes(22_u64))
	}
	fn review_emergency() -> Weight {
		Weight::from_parts(130_000_000, 6600)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	fn clear_emergency() -> Weight {
		Weight::from_parts(110_000_000, 4700)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn register_record() -> Weight {
		Weight::from_parts(237_503_000, 6146)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn update_location() -> Weight {
		Weight::from_parts(122_792_000, 3969)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn transfer_custody() -> Weight {
		Weight::from_parts(55_202_000, 3969)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_custody() -> Weight {
		Weight::from_parts(231_634_000, 6434)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn cancel_transfer() -> Weight {
		Weight::from_parts(41_061_000, 3899)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn retire_record() -> Weight {
		Weight::from_parts(160_000_000, 6600)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(169_732_000, 6146)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn withdraw_consent() -> Weight {
		Weight::from_parts(111_967_000, 6054)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn clear_consent() -> Weight {
		Weight::from_parts(83_364_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// The range of component `k` is `[0, 64]`.
	fn authorise_hospital(k: u32, ) -> Weight {
		Weight::from_parts(320_000_000, 9500)
			.saturating_add(Weight::from_parts(12_000_000, 2650).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(74_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn withdraw_authorisation() -> Weight {
		Weight::from_parts(340_000_000, 9500)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(73_u64))
	}
	fn clear_authorisation() -> Weight {
		Weight::from_parts(320_000_000, 9500)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(69_u64))
	}
	fn record_access() -> Weight {
		Weight::from_parts(290_000_000, 18000)
			.saturating_add(RocksDbWeight::get().reads(25_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn clear_access() -> Weight {
		Weight::from_parts(87_670_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// The range of component `h` is `[1, 64]`.
	fn set_index_keys(h: u32, ) -> Weight {
		Weight::from_parts(230_000_000, 9500)
			.saturating_add(Weight::from_parts(45_000_000, 5600).saturating_mul(h.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(h.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(h.into())))
	}
	/// The range of component `k` is `[1, 64]`.
	fn rewrap_index_keys(k: u32, ) -> Weight {
		Weight::from_parts(260_000_000, 9500)
			.saturating_add(Weight::from_parts(12_000_000, 2650).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(71_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn index_record() -> Weight {
		Weight::from_parts(170_000_000, 6600)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn unindex_record() -> Weight {
		Weight::from_parts(130_000_000, 6600)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn set_interests() -> Weight {
		Weight::from_parts(150_000_000, 4700)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_interests() -> Weight {
		Weight::from_parts(110_000_000, 4700)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn record_services(n: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 4500)
			.saturating_add(Weight::from_parts(60_000_000, 5300).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(n.into())))
	}
	fn break_glass() -> Weight {
		Weight::from_parts(420_000_000, 20000)
			.saturating_add(RocksDbWeight::get().reads(31_u64))
			.saturating_add(RocksDbWeight::get().writes(22_u64))
	}
	fn review_emergency() -> Weight {
		Weight::from_parts(130_000_000, 6600)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn clear_emergency() -> Weight {
		Weight::from_parts(110_000_000, 4700)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
}
