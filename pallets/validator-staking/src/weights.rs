//! Weights of `pallet_validator_staking`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_validator_staking`.
pub trait WeightInfo {
	fn bond() -> Weight;
	fn bond_extra() -> Weight;
	fn unbond() -> Weight;
	fn withdraw_unbonded() -> Weight;
	fn validate() -> Weight;
	fn chill() -> Weight;
	fn back() -> Weight;
	fn unback() -> Weight;
	fn withdraw_backing() -> Weight;
	fn claim_rewards() -> Weight;
	fn cancel_slash() -> Weight;
	fn set_validator_count() -> Weight;
	fn purge_keys() -> Weight;
	fn note_offence() -> Weight;
	fn note_author() -> Weight;
	fn disable_condemned() -> Weight;
	fn carry_out_slash(b: u32, ) -> Weight;
	fn elect(c: u32, v: u32, ) -> Weight;
	fn end_session(v: u32, ) -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::FounderTerm` (r:1 w:0)
	/// Proof: `ValidatorStaking::FounderTerm` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Founders` (r:1 w:0)
	/// Proof: `ValidatorStaking::Founders` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Bonds` (r:1 w:1)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn bond() -> Weight {
		// Proof size in bytes, measured: 1207
		// Shortest execution: 105_056_000 picoseconds.
		Weight::from_parts(111_065_000, 4186)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ValidatorStaking::Bonds` (r:1 w:1)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	fn bond_extra() -> Weight {
		// Proof size in bytes, measured: 406
		// Shortest execution: 93_910_000 picoseconds.
		Weight::from_parts(98_346_000, 4186)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ValidatorStaking::Bonds` (r:1 w:1)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	fn unbond() -> Weight {
		// Proof size in bytes, measured: 1006
		// Shortest execution: 32_668_000 picoseconds.
		Weight::from_parts(35_292_000, 4186)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ValidatorStaking::Bonds` (r:1 w:1)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::DueQueue` (r:1 w:0)
	/// Proof: `ValidatorStaking::DueQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::DueSlashes` (r:1 w:0)
	/// Proof: `ValidatorStaking::DueSlashes` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn withdraw_unbonded() -> Weight {
		// Proof size in bytes, measured: 1121
		// Shortest execution: 80_540_000 picoseconds.
		Weight::from_parts(88_171_000, 4186)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::FounderTerm` (r:1 w:0)
	/// Proof: `ValidatorStaking::FounderTerm` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Founders` (r:1 w:0)
	/// Proof: `ValidatorStaking::Founders` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Bonds` (r:1 w:0)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Conducts` (r:1 w:0)
	/// Proof: `ValidatorStaking::Conducts` (`max_values`: None, `max_size`: Some(317), added: 2792, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::CounterForCandidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::CounterForCandidates` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Backers` (r:1 w:0)
	/// Proof: `ValidatorStaking::Backers` (`max_values`: None, `max_size`: Some(6850), added: 9325, mode: `MaxEncodedLen`)
	fn validate() -> Weight {
		// Proof size in bytes, measured: 8113
		// Shortest execution: 79_038_000 picoseconds.
		Weight::from_parts(84_155_000, 11578)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::CounterForCandidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::CounterForCandidates` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn chill() -> Weight {
		// Proof size in bytes, measured: 101
		// Shortest execution: 16_935_000 picoseconds.
		Weight::from_parts(18_688_000, 3539)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Backers` (r:1 w:1)
	/// Proof: `ValidatorStaking::Backers` (`max_values`: None, `max_size`: Some(6850), added: 9325, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn back() -> Weight {
		// Proof size in bytes, measured: 7244
		// Shortest execution: 103_764_000 picoseconds.
		Weight::from_parts(108_801_000, 10315)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Backers` (r:1 w:1)
	/// Proof: `ValidatorStaking::Backers` (`max_values`: None, `max_size`: Some(6850), added: 9325, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Unbacking` (r:1 w:1)
	/// Proof: `ValidatorStaking::Unbacking` (`max_values`: None, `max_size`: Some(737), added: 3212, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	fn unback() -> Weight {
		// Proof size in bytes, measured: 7864
		// Shortest execution: 51_015_000 picoseconds.
		Weight::from_parts(54_421_000, 10315)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ValidatorStaking::Unbacking` (r:1 w:1)
	/// Proof: `ValidatorStaking::Unbacking` (`max_values`: None, `max_size`: Some(737), added: 3212, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::DueQueue` (r:1 w:0)
	/// Proof: `ValidatorStaking::DueQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::DueSlashes` (r:1 w:0)
	/// Proof: `ValidatorStaking::DueSlashes` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn withdraw_backing() -> Weight {
		// Proof size in bytes, measured: 1276
		// Shortest execution: 85_697_000 picoseconds.
		Weight::from_parts(90_414_000, 4202)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ValidatorStaking::Backers` (r:1 w:1)
	/// Proof: `ValidatorStaking::Backers` (`max_values`: None, `max_size`: Some(6850), added: 9325, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Owed` (r:1 w:1)
	/// Proof: `ValidatorStaking::Owed` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_rewards() -> Weight {
		// Proof size in bytes, measured: 7159
		// Shortest execution: 98_967_000 picoseconds.
		Weight::from_parts(104_054_000, 10315)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ValidatorStaking::Offences` (r:1 w:1)
	/// Proof: `ValidatorStaking::Offences` (`max_values`: None, `max_size`: Some(4907), added: 7382, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Conducts` (r:1 w:1)
	/// Proof: `ValidatorStaking::Conducts` (`max_values`: None, `max_size`: Some(317), added: 2792, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	fn cancel_slash() -> Weight {
		// Proof size in bytes, measured: 5409
		// Shortest execution: 44_866_000 picoseconds.
		Weight::from_parts(51_326_000, 8372)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ValidatorStaking::MinAuthorities` (r:1 w:0)
	/// Proof: `ValidatorStaking::MinAuthorities` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::ValidatorCount` (r:1 w:1)
	/// Proof: `ValidatorStaking::ValidatorCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_validator_count() -> Weight {
		// Proof size in bytes, measured: 27
		// Shortest execution: 10_966_000 picoseconds.
		Weight::from_parts(12_318_000, 1489)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:0)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn purge_keys() -> Weight {
		// Proof size in bytes, measured: 15158
		// Shortest execution: 133_067_000 picoseconds.
		Weight::from_parts(162_741_000, 18623)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `ValidatorStaking::Incidents` (r:1 w:1)
	/// Proof: `ValidatorStaking::Incidents` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Offences` (r:1 w:1)
	/// Proof: `ValidatorStaking::Offences` (`max_values`: None, `max_size`: Some(4907), added: 7382, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::DueQueue` (r:1 w:1)
	/// Proof: `ValidatorStaking::DueQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Conducts` (r:1 w:1)
	/// Proof: `ValidatorStaking::Conducts` (`max_values`: None, `max_size`: Some(317), added: 2792, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::CounterForCandidates` (r:1 w:1)
	/// Proof: `ValidatorStaking::CounterForCandidates` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Condemned` (r:1 w:1)
	/// Proof: `ValidatorStaking::Condemned` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::DueSlashes` (r:0 w:1)
	/// Proof: `ValidatorStaking::DueSlashes` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn note_offence() -> Weight {
		// Proof size in bytes, measured: 5026
		// Shortest execution: 85_227_000 picoseconds.
		Weight::from_parts(108_722_000, 8372)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ValidatorStaking::Authored` (r:1 w:1)
	/// Proof: `ValidatorStaking::Authored` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::SessionStart` (r:1 w:0)
	/// Proof: `ValidatorStaking::SessionStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn note_author() -> Weight {
		// Proof size in bytes, measured: 0
		// Shortest execution: 5_418_000 picoseconds.
		Weight::from_parts(6_109_000, 3517)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ValidatorStaking::Condemned` (r:1 w:1)
	/// Proof: `ValidatorStaking::Condemned` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Departing` (r:1 w:0)
	/// Proof: `ValidatorStaking::Departing` (`max_values`: Some(1), `max_size`: Some(32002), added: 32497, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Conducts` (r:1 w:0)
	/// Proof: `ValidatorStaking::Conducts` (`max_values`: None, `max_size`: Some(317), added: 2792, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::DisabledValidators` (r:1 w:1)
	/// Proof: `Session::DisabledValidators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::MinAuthorities` (r:1 w:0)
	/// Proof: `ValidatorStaking::MinAuthorities` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn disable_condemned() -> Weight {
		// Proof size in bytes, measured: 3698
		// Shortest execution: 69_493_000 picoseconds.
		Weight::from_parts(89_042_000, 33487)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ValidatorStaking::DueQueue` (r:1 w:1)
	/// Proof: `ValidatorStaking::DueQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::DueSlashes` (r:1 w:1)
	/// Proof: `ValidatorStaking::DueSlashes` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Offences` (r:1 w:1)
	/// Proof: `ValidatorStaking::Offences` (`max_values`: None, `max_size`: Some(4907), added: 7382, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Bonds` (r:1 w:1)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1 w:0)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:101 w:101)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:101 w:101)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Backers` (r:1 w:1)
	/// Proof: `ValidatorStaking::Backers` (`max_values`: None, `max_size`: Some(6850), added: 9325, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Unbacking` (r:100 w:100)
	/// Proof: `ValidatorStaking::Unbacking` (`max_values`: None, `max_size`: Some(737), added: 3212, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Conducts` (r:1 w:1)
	/// Proof: `ValidatorStaking::Conducts` (`max_values`: None, `max_size`: Some(317), added: 2792, mode: `MaxEncodedLen`)
	/// The range of component `b` is `[0, 100]`.
	fn carry_out_slash(b: u32, ) -> Weight {
		// Proof size in bytes, measured: 1602 + b * (407 ±0)
		// Shortest execution: 91_156_000 picoseconds.
		Weight::from_parts(95_688_112, 10315)
			// Standard error: 35_428
			.saturating_add(Weight::from_parts(49_987_340, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 3212).saturating_mul(b.into()))
	}
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::MinAuthorities` (r:1 w:0)
	/// Proof: `ValidatorStaking::MinAuthorities` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::ValidatorCount` (r:1 w:0)
	/// Proof: `ValidatorStaking::ValidatorCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Faulty` (r:1 w:1)
	/// Proof: `ValidatorStaking::Faulty` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::FounderTerm` (r:1 w:0)
	/// Proof: `ValidatorStaking::FounderTerm` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Candidates` (r:1001 w:200)
	/// Proof: `ValidatorStaking::Candidates` (`max_values`: None, `max_size`: Some(74), added: 2549, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:200 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:200 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Conducts` (r:100 w:100)
	/// Proof: `ValidatorStaking::Conducts` (`max_values`: None, `max_size`: Some(317), added: 2792, mode: `MaxEncodedLen`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Bonds` (r:100 w:0)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Backers` (r:100 w:0)
	/// Proof: `ValidatorStaking::Backers` (`max_values`: None, `max_size`: Some(6850), added: 9325, mode: `MaxEncodedLen`)
	/// Storage: `Session::DisabledValidators` (r:1 w:0)
	/// Proof: `Session::DisabledValidators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Grandpa::PendingChange` (r:1 w:0)
	/// Proof: `Grandpa::PendingChange` (`max_values`: Some(1), `max_size`: Some(4015), added: 4510, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Departing` (r:1 w:0)
	/// Proof: `ValidatorStaking::Departing` (`max_values`: Some(1), `max_size`: Some(32002), added: 32497, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Exposures` (r:0 w:100)
	/// Proof: `ValidatorStaking::Exposures` (`max_values`: None, `max_size`: Some(4894), added: 7369, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[200, 1000]`.
	/// The range of component `v` is `[1, 100]`.
	fn elect(c: u32, v: u32, ) -> Weight {
		// Proof size in bytes, measured: 0 + c * (133 ±0) + v * (1680 ±0)
		// Shortest execution: 6_156_103_000 picoseconds.
		Weight::from_parts(6_200_750_000, 99696)
			// Standard error: 456_203
			.saturating_add(Weight::from_parts(3_273_473, 0).saturating_mul(c.into()))
			// Standard error: 4_681_199
			.saturating_add(Weight::from_parts(42_992_106, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 2549).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 9325).saturating_mul(v.into()))
	}
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `ValidatorStaking::Authored` (r:100 w:100)
	/// Proof: `ValidatorStaking::Authored` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Conducts` (r:100 w:100)
	/// Proof: `ValidatorStaking::Conducts` (`max_values`: None, `max_size`: Some(317), added: 2792, mode: `MaxEncodedLen`)
	/// Storage: `Session::DisabledValidators` (r:1 w:0)
	/// Proof: `Session::DisabledValidators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::CurrentIndex` (r:1 w:0)
	/// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Owed` (r:1 w:1)
	/// Proof: `ValidatorStaking::Owed` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Exposures` (r:101 w:100)
	/// Proof: `ValidatorStaking::Exposures` (`max_values`: None, `max_size`: Some(4894), added: 7369, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Bonds` (r:100 w:100)
	/// Proof: `ValidatorStaking::Bonds` (`max_values`: None, `max_size`: Some(721), added: 3196, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Backers` (r:100 w:100)
	/// Proof: `ValidatorStaking::Backers` (`max_values`: None, `max_size`: Some(6850), added: 9325, mode: `MaxEncodedLen`)
	/// Storage: `ValidatorStaking::Faulty` (r:0 w:1)
	/// Proof: `ValidatorStaking::Faulty` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	/// The range of component `v` is `[1, 100]`.
	fn end_session(v: u32, ) -> Weight {
		// Proof size in bytes, measured: 12018 + v * (415 ±0)
		// Shortest execution: 103_003_000 picoseconds.
		Weight::from_parts(106_408_000, 13502)
			// Standard error: 107_337
			.saturating_add(Weight::from_parts(68_132_970, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 9325).saturating_mul(v.into()))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn bond() -> Weight {
		Weight::from_parts(111_065_000, 4186)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn bond_extra() -> Weight {
		Weight::from_parts(98_346_000, 4186)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn unbond() -> Weight {
		Weight::from_parts(35_292_000, 4186)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(88_171_000, 4186)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn validate() -> Weight {
		Weight::from_parts(84_155_000, 11578)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn chill() -> Weight {
		Weight::from_parts(18_688_000, 3539)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn back() -> Weight {
		Weight::from_parts(108_801_000, 10315)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn unback() -> Weight {
		Weight::from_parts(54_421_000, 10315)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_backing() -> Weight {
		Weight::from_parts(90_414_000, 4202)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn claim_rewards() -> Weight {
		Weight::from_parts(104_054_000, 10315)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn cancel_slash() -> Weight {
		Weight::from_parts(51_326_000, 8372)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_validator_count() -> Weight {
		Weight::from_parts(12_318_000, 1489)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(162_741_000, 18623)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn note_offence() -> Weight {
		Weight::from_parts(108_722_000, 8372)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(6_109_000, 3517)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn disable_condemned() -> Weight {
		Weight::from_parts(89_042_000, 33487)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn carry_out_slash(b: u32, ) -> Weight {
		Weight::from_parts(95_688_112, 10315)
			.saturating_add(Weight::from_parts(49_987_340, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 3212).saturating_mul(b.into()))
	}
	fn elect(c: u32, v: u32, ) -> Weight {
		Weight::from_parts(6_200_750_000, 99696)
			.saturating_add(Weight::from_parts(3_273_473, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(42_992_106, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 2549).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 9325).saturating_mul(v.into()))
	}
	fn end_session(v: u32, ) -> Weight {
		Weight::from_parts(106_408_000, 13502)
			.saturating_add(Weight::from_parts(68_132_970, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 9325).saturating_mul(v.into()))
	}
}
