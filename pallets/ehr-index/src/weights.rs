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
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::EpochSchedule` (r:1 w:0)
	/// Proof: `Revocation::EpochSchedule` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::CustodyCount` (r:1 w:1)
	/// Proof: `EhrIndex::CustodyCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::RecordsOfCustodian` (r:0 w:1)
	/// Proof: `EhrIndex::RecordsOfCustodian` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::RecordsOfPatient` (r:0 w:1)
	/// Proof: `EhrIndex::RecordsOfPatient` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	fn register_record() -> Weight {
		// Proof size in bytes, measured: 1162
		// Shortest execution: 236_151_000 picoseconds.
		Weight::from_parts(256_151_000, 6146)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn update_location() -> Weight {
		// Proof size in bytes, measured: 1580
		// Shortest execution: 127_139_000 picoseconds.
		Weight::from_parts(133_688_000, 4126)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	fn transfer_custody() -> Weight {
		// Proof size in bytes, measured: 1483
		// Shortest execution: 53_470_000 picoseconds.
		Weight::from_parts(61_341_000, 3969)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::CustodyCount` (r:2 w:2)
	/// Proof: `EhrIndex::CustodyCount` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::RecordsOfCustodian` (r:0 w:2)
	/// Proof: `EhrIndex::RecordsOfCustodian` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	fn accept_custody() -> Weight {
		// Proof size in bytes, measured: 2119
		// Shortest execution: 233_517_000 picoseconds.
		Weight::from_parts(248_258_000, 7262)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	fn cancel_transfer() -> Weight {
		// Proof size in bytes, measured: 955
		// Shortest execution: 41_431_000 picoseconds.
		Weight::from_parts(46_169_000, 3899)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:1)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexEntries` (r:1 w:1)
	/// Proof: `EhrIndex::IndexEntries` (`max_values`: None, `max_size`: Some(2182), added: 4657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexLogLength` (r:1 w:1)
	/// Proof: `EhrIndex::IndexLogLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexLog` (r:0 w:1)
	/// Proof: `EhrIndex::IndexLog` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn retire_record() -> Weight {
		// Proof size in bytes, measured: 4265
		// Shortest execution: 160_649_000 picoseconds.
		Weight::from_parts(166_658_000, 6054)
			.saturating_add(T::DbWeight::get().reads(11_u64))
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn grant_consent() -> Weight {
		// Proof size in bytes, measured: 1417
		// Shortest execution: 165_666_000 picoseconds.
		Weight::from_parts(172_477_000, 6146)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `EhrIndex::Consents` (r:1 w:1)
	/// Proof: `EhrIndex::Consents` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn withdraw_consent() -> Weight {
		// Proof size in bytes, measured: 758
		// Shortest execution: 112_497_000 picoseconds.
		Weight::from_parts(118_997_000, 6054)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `EhrIndex::Consents` (r:1 w:1)
	/// Proof: `EhrIndex::Consents` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn clear_consent() -> Weight {
		// Proof size in bytes, measured: 609
		// Shortest execution: 82_392_000 picoseconds.
		Weight::from_parts(86_929_000, 4126)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:2 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexScopes` (r:1 w:1)
	/// Proof: `EhrIndex::IndexScopes` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::WrappedIndexKeys` (r:64 w:64)
	/// Proof: `EhrIndex::WrappedIndexKeys` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:1 w:1)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::AuthorisationsTo` (r:0 w:1)
	/// Proof: `EhrIndex::AuthorisationsTo` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[0, 64]`.
	fn authorise_hospital(k: u32, ) -> Weight {
		// Proof size in bytes, measured: 7433
		// Shortest execution: 535_876_000 picoseconds.
		Weight::from_parts(584_675_086, 170398)
			// Standard error: 46_213
			.saturating_add(Weight::from_parts(1_555_483, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:1 w:1)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexScopes` (r:1 w:1)
	/// Proof: `EhrIndex::IndexScopes` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::WrappedIndexKeys` (r:0 w:64)
	/// Proof: `EhrIndex::WrappedIndexKeys` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::AuthorisationsTo` (r:0 w:1)
	/// Proof: `EhrIndex::AuthorisationsTo` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn withdraw_authorisation() -> Weight {
		// Proof size in bytes, measured: 1393
		// Shortest execution: 300_757_000 picoseconds.
		Weight::from_parts(316_731_000, 4126)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(71_u64))
	}
	/// Storage: `EhrIndex::Authorisations` (r:1 w:1)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexScopes` (r:1 w:1)
	/// Proof: `EhrIndex::IndexScopes` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::WrappedIndexKeys` (r:0 w:64)
	/// Proof: `EhrIndex::WrappedIndexKeys` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::AuthorisationsTo` (r:0 w:1)
	/// Proof: `EhrIndex::AuthorisationsTo` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn clear_authorisation() -> Weight {
		// Proof size in bytes, measured: 1107
		// Shortest execution: 287_697_000 picoseconds.
		Weight::from_parts(303_110_000, 4126)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(69_u64))
	}
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:2 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:1 w:0)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Consents` (r:6 w:0)
	/// Proof: `EhrIndex::Consents` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::LatestEmergency` (r:1 w:0)
	/// Proof: `EhrIndex::LatestEmergency` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Emergencies` (r:1 w:0)
	/// Proof: `EhrIndex::Emergencies` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Bans` (r:1 w:0)
	/// Proof: `EhrIndex::Bans` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Attributes` (r:1 w:0)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Accesses` (r:1 w:1)
	/// Proof: `EhrIndex::Accesses` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn record_access() -> Weight {
		// Proof size in bytes, measured: 8770
		// Shortest execution: 287_507_000 picoseconds.
		Weight::from_parts(308_328_000, 16932)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `EhrIndex::Accesses` (r:1 w:1)
	/// Proof: `EhrIndex::Accesses` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn clear_access() -> Weight {
		// Proof size in bytes, measured: 941
		// Shortest execution: 90_514_000 picoseconds.
		Weight::from_parts(97_325_000, 4126)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:64 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexScopes` (r:1 w:1)
	/// Proof: `EhrIndex::IndexScopes` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexKeys` (r:1 w:1)
	/// Proof: `EhrIndex::IndexKeys` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:63 w:63)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::WrappedIndexKeys` (r:0 w:64)
	/// Proof: `EhrIndex::WrappedIndexKeys` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// The range of component `h` is `[1, 64]`.
	fn set_index_keys(h: u32, ) -> Weight {
		// Proof size in bytes, measured: 1017 + h * (611 ±0)
		// Shortest execution: 150_243_000 picoseconds.
		Weight::from_parts(155_421_000, 19071)
			// Standard error: 4_431_376
			.saturating_add(Weight::from_parts(117_164_254, 0).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(h.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(h.into())))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(h.into()))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:2 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexScopes` (r:1 w:0)
	/// Proof: `EhrIndex::IndexScopes` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:1 w:1)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::WrappedIndexKeys` (r:64 w:64)
	/// Proof: `EhrIndex::WrappedIndexKeys` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 64]`.
	fn rewrap_index_keys(k: u32, ) -> Weight {
		// Proof size in bytes, measured: 7565
		// Shortest execution: 490_439_000 picoseconds.
		Weight::from_parts(540_641_112, 170398)
			// Standard error: 84_194
			.saturating_add(Weight::from_parts(1_179_063, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(72_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexScopes` (r:1 w:0)
	/// Proof: `EhrIndex::IndexScopes` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexEntries` (r:1 w:1)
	/// Proof: `EhrIndex::IndexEntries` (`max_values`: None, `max_size`: Some(2182), added: 4657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexLogLength` (r:1 w:1)
	/// Proof: `EhrIndex::IndexLogLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexLog` (r:0 w:1)
	/// Proof: `EhrIndex::IndexLog` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn index_record() -> Weight {
		// Proof size in bytes, measured: 4956
		// Shortest execution: 211_885_000 picoseconds.
		Weight::from_parts(235_710_000, 7262)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexEntries` (r:1 w:1)
	/// Proof: `EhrIndex::IndexEntries` (`max_values`: None, `max_size`: Some(2182), added: 4657, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexLogLength` (r:1 w:1)
	/// Proof: `EhrIndex::IndexLogLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::IndexLog` (r:0 w:1)
	/// Proof: `EhrIndex::IndexLog` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn unindex_record() -> Weight {
		// Proof size in bytes, measured: 3521
		// Shortest execution: 111_866_000 picoseconds.
		Weight::from_parts(125_136_000, 5647)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::InterestSets` (r:1 w:1)
	/// Proof: `EhrIndex::InterestSets` (`max_values`: None, `max_size`: Some(1129), added: 3604, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn set_interests() -> Weight {
		// Proof size in bytes, measured: 1344
		// Shortest execution: 124_945_000 picoseconds.
		Weight::from_parts(138_226_000, 4594)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `EhrIndex::InterestSets` (r:1 w:1)
	/// Proof: `EhrIndex::InterestSets` (`max_values`: None, `max_size`: Some(1129), added: 3604, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn clear_interests() -> Weight {
		// Proof size in bytes, measured: 1842
		// Shortest execution: 96_003_000 picoseconds.
		Weight::from_parts(107_460_000, 4594)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:65 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:64 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:128 w:128)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:64)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:128)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn record_services(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 955 + n * (498 ±0)
		// Shortest execution: 76_914_000 picoseconds.
		Weight::from_parts(85_207_000, 3969)
			// Standard error: 1_067_115
			.saturating_add(Weight::from_parts(48_832_401, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5064).saturating_mul(n.into()))
	}
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:2 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Attributes` (r:1 w:0)
	/// Proof: `KeyAuthority::Attributes` (`max_values`: None, `max_size`: Some(6386), added: 8861, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Bans` (r:1 w:1)
	/// Proof: `EhrIndex::Bans` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:1 w:0)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Consents` (r:6 w:0)
	/// Proof: `EhrIndex::Consents` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::LatestEmergency` (r:1 w:1)
	/// Proof: `EhrIndex::LatestEmergency` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::UnreviewedEmergencies` (r:1 w:1)
	/// Proof: `EhrIndex::UnreviewedEmergencies` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::NextEmergency` (r:1 w:1)
	/// Proof: `EhrIndex::NextEmergency` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::CurrentEpoch` (r:1 w:0)
	/// Proof: `Revocation::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Accesses` (r:1 w:1)
	/// Proof: `EhrIndex::Accesses` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:2)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:4)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Emergencies` (r:0 w:1)
	/// Proof: `EhrIndex::Emergencies` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn break_glass() -> Weight {
		// Proof size in bytes, measured: 8363
		// Shortest execution: 402_348_000 picoseconds.
		Weight::from_parts(457_199_000, 16932)
			.saturating_add(T::DbWeight::get().reads(24_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	/// Storage: `EhrIndex::Emergencies` (r:1 w:1)
	/// Proof: `EhrIndex::Emergencies` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::UnreviewedEmergencies` (r:1 w:1)
	/// Proof: `EhrIndex::UnreviewedEmergencies` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Bans` (r:1 w:1)
	/// Proof: `EhrIndex::Bans` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn review_emergency() -> Weight {
		// Proof size in bytes, measured: 866
		// Shortest execution: 80_369_000 picoseconds.
		Weight::from_parts(97_145_000, 6054)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `EhrIndex::Emergencies` (r:1 w:1)
	/// Proof: `EhrIndex::Emergencies` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::LatestEmergency` (r:1 w:1)
	/// Proof: `EhrIndex::LatestEmergency` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn clear_emergency() -> Weight {
		// Proof size in bytes, measured: 941
		// Shortest execution: 97_054_000 picoseconds.
		Weight::from_parts(110_594_000, 4126)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn register_record() -> Weight {
		Weight::from_parts(256_151_000, 6146)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn update_location() -> Weight {
		Weight::from_parts(133_688_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn transfer_custody() -> Weight {
		Weight::from_parts(61_341_000, 3969)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_custody() -> Weight {
		Weight::from_parts(248_258_000, 7262)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn cancel_transfer() -> Weight {
		Weight::from_parts(46_169_000, 3899)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn retire_record() -> Weight {
		Weight::from_parts(166_658_000, 6054)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(172_477_000, 6146)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn withdraw_consent() -> Weight {
		Weight::from_parts(118_997_000, 6054)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn clear_consent() -> Weight {
		Weight::from_parts(86_929_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn authorise_hospital(k: u32, ) -> Weight {
		Weight::from_parts(584_675_086, 170398)
			.saturating_add(Weight::from_parts(1_555_483, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(73_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn withdraw_authorisation() -> Weight {
		Weight::from_parts(316_731_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(71_u64))
	}
	fn clear_authorisation() -> Weight {
		Weight::from_parts(303_110_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(69_u64))
	}
	fn record_access() -> Weight {
		Weight::from_parts(308_328_000, 16932)
			.saturating_add(RocksDbWeight::get().reads(23_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn clear_access() -> Weight {
		Weight::from_parts(97_325_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_index_keys(h: u32, ) -> Weight {
		Weight::from_parts(155_421_000, 19071)
			.saturating_add(Weight::from_parts(117_164_254, 0).saturating_mul(h.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(h.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(h.into())))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(h.into()))
	}
	fn rewrap_index_keys(k: u32, ) -> Weight {
		Weight::from_parts(540_641_112, 170398)
			.saturating_add(Weight::from_parts(1_179_063, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(72_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn index_record() -> Weight {
		Weight::from_parts(235_710_000, 7262)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn unindex_record() -> Weight {
		Weight::from_parts(125_136_000, 5647)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_interests() -> Weight {
		Weight::from_parts(138_226_000, 4594)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_interests() -> Weight {
		Weight::from_parts(107_460_000, 4594)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn record_services(n: u32, ) -> Weight {
		Weight::from_parts(85_207_000, 3969)
			.saturating_add(Weight::from_parts(48_832_401, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5064).saturating_mul(n.into()))
	}
	fn break_glass() -> Weight {
		Weight::from_parts(457_199_000, 16932)
			.saturating_add(RocksDbWeight::get().reads(24_u64))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
	}
	fn review_emergency() -> Weight {
		Weight::from_parts(97_145_000, 6054)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn clear_emergency() -> Weight {
		Weight::from_parts(110_594_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
}
