//! Weights of `pallet_cases`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_cases`.
pub trait WeightInfo {
	fn attach_fee() -> Weight;
	fn claim_case() -> Weight;
	fn assign(n: u32, ) -> Weight;
	fn contest_assignment() -> Weight;
	fn decide_contest() -> Weight;
	fn delegate_case() -> Weight;
	fn submit_report() -> Weight;
	fn acknowledge_report() -> Weight;
	fn dispute_report() -> Weight;
	fn decide_dispute() -> Weight;
	fn lapse_case() -> Weight;
	fn rate_case() -> Weight;
	fn clear_case(n: u32, ) -> Weight;
	fn name_arbiter() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:1 w:0)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Cases::OpenCases` (r:1 w:1)
	/// Proof: `Cases::OpenCases` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Cases::NextCase` (r:1 w:1)
	/// Proof: `Cases::NextCase` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Cases` (r:0 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	fn attach_fee() -> Weight {
		// Proof size in bytes, measured: 1223
		// Shortest execution: 202_792_000 picoseconds.
		Weight::from_parts(219_506_000, 4126)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Cases::Standings` (r:1 w:0)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
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
	/// Storage: `EhrIndex::InterestSets` (r:1 w:0)
	/// Proof: `EhrIndex::InterestSets` (`max_values`: None, `max_size`: Some(1129), added: 3604, mode: `MaxEncodedLen`)
	/// Storage: `Cases::OpenCases` (r:1 w:1)
	/// Proof: `Cases::OpenCases` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Cases::NextCase` (r:1 w:1)
	/// Proof: `Cases::NextCase` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Claims` (r:1 w:1)
	/// Proof: `Cases::Claims` (`max_values`: None, `max_size`: Some(3345), added: 5820, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Cases` (r:0 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	fn claim_case() -> Weight {
		// Proof size in bytes, measured: 3583
		// Shortest execution: 237_713_000 picoseconds.
		Weight::from_parts(251_063_000, 6948)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:33 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:33 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:33 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Claims` (r:1 w:1)
	/// Proof: `Cases::Claims` (`max_values`: None, `max_size`: Some(3345), added: 5820, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:32 w:1)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:32 w:0)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:1 w:0)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn assign(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 2453 + n * (707 ±0)
		// Shortest execution: 171_514_000 picoseconds.
		Weight::from_parts(134_300_135, 6810)
			// Standard error: 101_034
			.saturating_add(Weight::from_parts(36_631_032, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(n.into()))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Claims` (r:1 w:1)
	/// Proof: `Cases::Claims` (`max_values`: None, `max_size`: Some(3345), added: 5820, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:1 w:0)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn contest_assignment() -> Weight {
		// Proof size in bytes, measured: 6641
		// Shortest execution: 196_051_000 picoseconds.
		Weight::from_parts(227_759_000, 6810)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Arbiter` (r:1 w:0)
	/// Proof: `Cases::Arbiter` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:32 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:32 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Claims` (r:1 w:1)
	/// Proof: `Cases::Claims` (`max_values`: None, `max_size`: Some(3345), added: 5820, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `Cases::FaultsOf` (r:1 w:1)
	/// Proof: `Cases::FaultsOf` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:31 w:1)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:31 w:0)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:1 w:0)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn decide_contest() -> Weight {
		// Proof size in bytes, measured: 25956
		// Shortest execution: 1_082_968_000 picoseconds.
		Weight::from_parts(1_205_231_000, 96318)
			.saturating_add(T::DbWeight::get().reads(170_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:2 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:1 w:1)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:1 w:0)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn delegate_case() -> Weight {
		// Proof size in bytes, measured: 4783
		// Shortest execution: 150_553_000 picoseconds.
		Weight::from_parts(174_229_000, 6948)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:2 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:2 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:3 w:0)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Arbiter` (r:1 w:0)
	/// Proof: `Cases::Arbiter` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:1 w:1)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Reports` (r:0 w:1)
	/// Proof: `Cases::Reports` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	fn submit_report() -> Weight {
		// Proof size in bytes, measured: 5722
		// Shortest execution: 1_096_839_000 picoseconds.
		Weight::from_parts(1_165_541_000, 8682)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Cases::OpenCases` (r:0 w:1)
	/// Proof: `Cases::OpenCases` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn acknowledge_report() -> Weight {
		// Proof size in bytes, measured: 1449
		// Shortest execution: 106_639_000 picoseconds.
		Weight::from_parts(121_881_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Reports` (r:1 w:0)
	/// Proof: `Cases::Reports` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Arbiter` (r:1 w:0)
	/// Proof: `Cases::Arbiter` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:1 w:0)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Disputes` (r:0 w:1)
	/// Proof: `Cases::Disputes` (`max_values`: None, `max_size`: Some(138), added: 2613, mode: `MaxEncodedLen`)
	fn dispute_report() -> Weight {
		// Proof size in bytes, measured: 3200
		// Shortest execution: 176_051_000 picoseconds.
		Weight::from_parts(206_998_000, 4126)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Disputes` (r:1 w:1)
	/// Proof: `Cases::Disputes` (`max_values`: None, `max_size`: Some(138), added: 2613, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Reports` (r:1 w:1)
	/// Proof: `Cases::Reports` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:1 w:1)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `Cases::OpenCases` (r:0 w:1)
	/// Proof: `Cases::OpenCases` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn decide_dispute() -> Weight {
		// Proof size in bytes, measured: 3290
		// Shortest execution: 295_289_000 picoseconds.
		Weight::from_parts(325_473_000, 7262)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Claims` (r:1 w:1)
	/// Proof: `Cases::Claims` (`max_values`: None, `max_size`: Some(3345), added: 5820, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:32 w:2)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Records` (r:1 w:0)
	/// Proof: `EhrIndex::Records` (`max_values`: None, `max_size`: Some(434), added: 2909, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:31 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:31 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Authorisations` (r:31 w:0)
	/// Proof: `EhrIndex::Authorisations` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:1 w:0)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLength` (r:1 w:1)
	/// Proof: `EhrIndex::TrailLength` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailListLength` (r:2 w:2)
	/// Proof: `EhrIndex::TrailListLength` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::Trail` (r:0 w:1)
	/// Proof: `EhrIndex::Trail` (`max_values`: None, `max_size`: Some(159), added: 2634, mode: `MaxEncodedLen`)
	/// Storage: `EhrIndex::TrailLists` (r:0 w:2)
	/// Proof: `EhrIndex::TrailLists` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn lapse_case() -> Weight {
		// Proof size in bytes, measured: 25152
		// Shortest execution: 989_269_000 picoseconds.
		Weight::from_parts(1_050_851_000, 96318)
			.saturating_add(T::DbWeight::get().reads(165_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Standings` (r:1 w:1)
	/// Proof: `Cases::Standings` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn rate_case() -> Weight {
		// Proof size in bytes, measured: 692
		// Shortest execution: 38_908_000 picoseconds.
		Weight::from_parts(43_745_000, 3828)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Cases::Cases` (r:1 w:1)
	/// Proof: `Cases::Cases` (`max_values`: None, `max_size`: Some(363), added: 2838, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Claims` (r:1 w:1)
	/// Proof: `Cases::Claims` (`max_values`: None, `max_size`: Some(3345), added: 5820, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:33 w:33)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:33 w:33)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Reports` (r:1 w:1)
	/// Proof: `Cases::Reports` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	/// Storage: `Cases::Disputes` (r:0 w:1)
	/// Proof: `Cases::Disputes` (`max_values`: None, `max_size`: Some(138), added: 2613, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn clear_case(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 1070 + n * (254 ±0)
		// Shortest execution: 200_618_000 picoseconds.
		Weight::from_parts(27_204_121, 6810)
			// Standard error: 2_592_556
			.saturating_add(Weight::from_parts(69_075_473, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3136).saturating_mul(n.into()))
	}
	/// Storage: `Cases::Arbiter` (r:1 w:1)
	/// Proof: `Cases::Arbiter` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:1 w:0)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn name_arbiter() -> Weight {
		// Proof size in bytes, measured: 583
		// Shortest execution: 43_414_000 picoseconds.
		Weight::from_parts(49_184_000, 3568)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn attach_fee() -> Weight {
		Weight::from_parts(219_506_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn claim_case() -> Weight {
		Weight::from_parts(251_063_000, 6948)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn assign(n: u32, ) -> Weight {
		Weight::from_parts(134_300_135, 6810)
			.saturating_add(Weight::from_parts(36_631_032, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(n.into()))
	}
	fn contest_assignment() -> Weight {
		Weight::from_parts(227_759_000, 6810)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn decide_contest() -> Weight {
		Weight::from_parts(1_205_231_000, 96318)
			.saturating_add(RocksDbWeight::get().reads(170_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn delegate_case() -> Weight {
		Weight::from_parts(174_229_000, 6948)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn submit_report() -> Weight {
		Weight::from_parts(1_165_541_000, 8682)
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn acknowledge_report() -> Weight {
		Weight::from_parts(121_881_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn dispute_report() -> Weight {
		Weight::from_parts(206_998_000, 4126)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn decide_dispute() -> Weight {
		Weight::from_parts(325_473_000, 7262)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn lapse_case() -> Weight {
		Weight::from_parts(1_050_851_000, 96318)
			.saturating_add(RocksDbWeight::get().reads(165_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn rate_case() -> Weight {
		Weight::from_parts(43_745_000, 3828)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn clear_case(n: u32, ) -> Weight {
		Weight::from_parts(27_204_121, 6810)
			.saturating_add(Weight::from_parts(69_075_473, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3136).saturating_mul(n.into()))
	}
	fn name_arbiter() -> Weight {
		Weight::from_parts(49_184_000, 3568)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
