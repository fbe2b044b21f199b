//! Weights of `pallet_ceremony`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_ceremony`.
pub trait WeightInfo {
	fn set_agent() -> Weight;
	fn start_ceremony() -> Weight;
	fn enrol() -> Weight;
	fn commit() -> Weight;
	fn deal(n: u32, ) -> Weight;
	fn complain(n: u32, ) -> Weight;
	fn reshare() -> Weight;
	fn abandon_round() -> Weight;
	fn set_settings() -> Weight;
	fn turn() -> Weight;
	fn review(n: u32, ) -> Weight;
	fn end_enrolment(n: u32, ) -> Weight;
	fn end_commitments(n: u32, ) -> Weight;
	fn end_deals(n: u32, ) -> Weight;
	fn end_complaints(n: u32, ) -> Weight;
	fn sum_coefficient(n: u32, ) -> Weight;
	fn interpolate_coefficient(n: u32, ) -> Weight;
	fn compute_member(n: u32, ) -> Weight;
	fn activate(n: u32, ) -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Ceremony::Agents` (r:1 w:1)
	/// Proof: `Ceremony::Agents` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::TokenKey` (r:1 w:0)
	/// Proof: `KeyAuthority::TokenKey` (`max_values`: Some(1), `max_size`: Some(2119), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:1 w:2)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn set_agent() -> Weight {
		// Proof size in bytes, measured: 10282
		// Shortest execution: 114_320_000 picoseconds.
		Weight::from_parts(128_881_000, 9460)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::LastRounds` (r:1 w:0)
	/// Proof: `Ceremony::LastRounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Missed` (r:32 w:0)
	/// Proof: `KeyAuthority::Missed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:32 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Roster` (r:1 w:0)
	/// Proof: `Ceremony::Roster` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::NextRound` (r:1 w:1)
	/// Proof: `Ceremony::NextRound` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:32 w:32)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:0 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn start_ceremony() -> Weight {
		// Proof size in bytes, measured: 37160
		// Shortest execution: 802_482_000 picoseconds.
		Weight::from_parts(828_791_000, 336862)
			.saturating_add(T::DbWeight::get().reads(134_u64))
			.saturating_add(T::DbWeight::get().writes(35_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:1 w:0)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:1 w:1)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn enrol() -> Weight {
		// Proof size in bytes, measured: 4638
		// Shortest execution: 173_548_000 picoseconds.
		Weight::from_parts(187_378_000, 7789)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:2 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:1 w:0)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:1 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:1 w:1)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn commit() -> Weight {
		// Proof size in bytes, measured: 12759
		// Shortest execution: 832_456_000 picoseconds.
		Weight::from_parts(899_056_000, 9460)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:1 w:0)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:0 w:1)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn deal(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 1770 + n * (369 ±0)
		// Shortest execution: 5_637_834_000 picoseconds.
		Weight::from_parts(6_859_704_630, 9460)
			// Standard error: 32_016_752
			.saturating_add(Weight::from_parts(1_353_855_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `HospitalRegistry::People` (r:1 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:1 w:0)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Revocation::RevokedAccounts` (r:1 w:0)
	/// Proof: `Revocation::RevokedAccounts` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:0)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:1 w:1)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:1 w:0)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[2, 32]`.
	fn complain(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 2622 + n * (640 ±0)
		// Shortest execution: 6_362_661_000 picoseconds.
		Weight::from_parts(3_679_704_250, 11486)
			// Standard error: 44_061_740
			.saturating_add(Weight::from_parts(1_548_077_021, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Roster` (r:1 w:0)
	/// Proof: `Ceremony::Roster` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:32 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::NextRound` (r:1 w:1)
	/// Proof: `Ceremony::NextRound` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:32 w:32)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:0 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn reshare() -> Weight {
		// Proof size in bytes, measured: 36463
		// Shortest execution: 564_388_000 picoseconds.
		Weight::from_parts(885_155_000, 336862)
			.saturating_add(T::DbWeight::get().reads(101_u64))
			.saturating_add(T::DbWeight::get().writes(35_u64))
	}
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:32 w:32)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Sums` (r:22 w:22)
	/// Proof: `Ceremony::Sums` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Publics` (r:32 w:32)
	/// Proof: `Ceremony::Publics` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:65 w:64)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:64 w:64)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:64 w:64)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:1 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Failures` (r:0 w:1)
	/// Proof: `Ceremony::Failures` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Waiting` (r:0 w:1)
	/// Proof: `Ceremony::Waiting` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	fn abandon_round() -> Weight {
		// Proof size in bytes, measured: 22860
		// Shortest execution: 4_258_184_000 picoseconds.
		Weight::from_parts(4_373_236_000, 336862)
			.saturating_add(T::DbWeight::get().reads(282_u64))
			.saturating_add(T::DbWeight::get().writes(282_u64))
	}
	/// Storage: `Ceremony::Floor` (r:1 w:0)
	/// Proof: `Ceremony::Floor` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:1)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:2 w:2)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::TokenKey` (r:1 w:0)
	/// Proof: `KeyAuthority::TokenKey` (`max_values`: Some(1), `max_size`: Some(2119), added: 2614, mode: `MaxEncodedLen`)
	fn set_settings() -> Weight {
		// Proof size in bytes, measured: 160
		// Shortest execution: 28_462_000 picoseconds.
		Weight::from_parts(31_848_000, 9460)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Ceremony::Changed` (r:1 w:0)
	/// Proof: `Ceremony::Changed` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:2 w:0)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:2 w:0)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn turn() -> Weight {
		// Proof size in bytes, measured: 2429
		// Shortest execution: 27_361_000 picoseconds.
		Weight::from_parts(30_375_000, 14588)
			.saturating_add(T::DbWeight::get().reads(5_u64))
	}
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:2 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:33 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:32 w:32)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:65 w:64)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:64 w:64)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:64 w:64)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:1 w:2)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::LastRounds` (r:1 w:0)
	/// Proof: `Ceremony::LastRounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Missed` (r:32 w:0)
	/// Proof: `KeyAuthority::Missed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Announced` (r:1 w:0)
	/// Proof: `Ceremony::Announced` (`max_values`: None, `max_size`: Some(10), added: 2485, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::TokenKey` (r:1 w:0)
	/// Proof: `KeyAuthority::TokenKey` (`max_values`: Some(1), `max_size`: Some(2119), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Failures` (r:0 w:1)
	/// Proof: `Ceremony::Failures` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Waiting` (r:0 w:1)
	/// Proof: `Ceremony::Waiting` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn review(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 1477 + n * (1546 ±0)
		// Shortest execution: 283_131_000 picoseconds.
		Weight::from_parts(288_889_000, 14588)
			// Standard error: 4_902_291
			.saturating_add(Weight::from_parts(177_227_839, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((10_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:32 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:33 w:32)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:32 w:32)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:32 w:32)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:1 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Failures` (r:0 w:1)
	/// Proof: `Ceremony::Failures` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Waiting` (r:0 w:1)
	/// Proof: `Ceremony::Waiting` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn end_enrolment(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 526 + n * (792 ±0)
		// Shortest execution: 174_950_000 picoseconds.
		Weight::from_parts(82_681_550, 7789)
			// Standard error: 1_965_612
			.saturating_add(Weight::from_parts(92_862_105, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3154).saturating_mul(n.into()))
	}
	/// Storage: `Ceremony::Deposits` (r:33 w:32)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:32 w:32)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:32 w:32)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:1 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Failures` (r:0 w:1)
	/// Proof: `Ceremony::Failures` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Waiting` (r:0 w:1)
	/// Proof: `Ceremony::Waiting` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn end_commitments(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 350 + n * (219 ±0)
		// Shortest execution: 184_635_000 picoseconds.
		Weight::from_parts(177_605_308, 7789)
			// Standard error: 1_898_081
			.saturating_add(Weight::from_parts(99_361_317, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3154).saturating_mul(n.into()))
	}
	/// Storage: `Ceremony::Deposits` (r:33 w:32)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:32 w:32)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:32 w:32)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:1 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Failures` (r:0 w:1)
	/// Proof: `Ceremony::Failures` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Waiting` (r:0 w:1)
	/// Proof: `Ceremony::Waiting` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn end_deals(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 350 + n * (219 ±0)
		// Shortest execution: 200_378_000 picoseconds.
		Weight::from_parts(183_940_464, 7789)
			// Standard error: 3_039_040
			.saturating_add(Weight::from_parts(99_855_412, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3154).saturating_mul(n.into()))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:32 w:32)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:33 w:32)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:32 w:32)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:32 w:32)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:1 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:1 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Failures` (r:0 w:1)
	/// Proof: `Ceremony::Failures` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Waiting` (r:0 w:1)
	/// Proof: `Ceremony::Waiting` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn end_complaints(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 1335 + n * (489 ±0)
		// Shortest execution: 200_237_000 picoseconds.
		Weight::from_parts(217_324_330, 9460)
			// Standard error: 1_914_994
			.saturating_add(Weight::from_parts(72_333_098, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:32 w:0)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Sums` (r:0 w:1)
	/// Proof: `Ceremony::Sums` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:0 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn sum_coefficient(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 0 + n * (8154 ±0)
		// Shortest execution: 1_888_575_000 picoseconds.
		Weight::from_parts(449_693_733, 3509)
			// Standard error: 62_477_899
			.saturating_add(Weight::from_parts(2_051_956_810, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deals` (r:22 w:0)
	/// Proof: `Ceremony::Deals` (`max_values`: None, `max_size`: Some(8021), added: 10496, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Sums` (r:0 w:1)
	/// Proof: `Ceremony::Sums` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:0 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 22]`.
	fn interpolate_coefficient(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 0 + n * (8374 ±0)
		// Shortest execution: 1_967_913_000 picoseconds.
		Weight::from_parts(2_855_161_000, 9460)
			// Standard error: 22_925_975
			.saturating_add(Weight::from_parts(1_937_962_529, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:0)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Sums` (r:22 w:0)
	/// Proof: `Ceremony::Sums` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Publics` (r:0 w:1)
	/// Proof: `Ceremony::Publics` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:0 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn compute_member(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 1287 + n * (366 ±0)
		// Shortest execution: 1_970_306_000 picoseconds.
		Weight::from_parts(1_709_349_724, 9460)
			// Standard error: 31_065_448
			.saturating_add(Weight::from_parts(1_347_387_864, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 1812).saturating_mul(n.into()))
	}
	/// Storage: `KeyAuthority::AuthorityParameters` (r:1 w:1)
	/// Proof: `KeyAuthority::AuthorityParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Sums` (r:22 w:22)
	/// Proof: `Ceremony::Sums` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Publics` (r:32 w:32)
	/// Proof: `Ceremony::Publics` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Deposits` (r:65 w:64)
	/// Proof: `Ceremony::Deposits` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:64 w:64)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:64 w:64)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::CurrentSettings` (r:1 w:0)
	/// Proof: `Ceremony::CurrentSettings` (`max_values`: Some(1), `max_size`: Some(31), added: 526, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Waiting` (r:1 w:0)
	/// Proof: `Ceremony::Waiting` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::Missed` (r:32 w:32)
	/// Proof: `KeyAuthority::Missed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::People` (r:64 w:0)
	/// Proof: `HospitalRegistry::People` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Announced` (r:1 w:0)
	/// Proof: `Ceremony::Announced` (`max_values`: None, `max_size`: Some(10), added: 2485, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::TokenKey` (r:1 w:0)
	/// Proof: `KeyAuthority::TokenKey` (`max_values`: Some(1), `max_size`: Some(2119), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Agents` (r:32 w:32)
	/// Proof: `Ceremony::Agents` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::PartialsDigests` (r:0 w:32)
	/// Proof: `KeyAuthority::PartialsDigests` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `KeyAuthority::SharedSince` (r:0 w:1)
	/// Proof: `KeyAuthority::SharedSince` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Activations` (r:0 w:1)
	/// Proof: `Ceremony::Activations` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Failures` (r:0 w:1)
	/// Proof: `Ceremony::Failures` (`max_values`: None, `max_size`: Some(18), added: 2493, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::AgentOf` (r:0 w:32)
	/// Proof: `Ceremony::AgentOf` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Rounds` (r:0 w:1)
	/// Proof: `Ceremony::Rounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::HandedOnParameters` (r:0 w:1)
	/// Proof: `Ceremony::HandedOnParameters` (`max_values`: Some(1), `max_size`: Some(7975), added: 8470, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::LastRounds` (r:0 w:1)
	/// Proof: `Ceremony::LastRounds` (`max_values`: None, `max_size`: Some(4324), added: 6799, mode: `MaxEncodedLen`)
	/// Storage: `Ceremony::Schedule` (r:0 w:1)
	/// Proof: `Ceremony::Schedule` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn activate(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 1770 + n * (1714 ±0)
		// Shortest execution: 2_926_898_000 picoseconds.
		Weight::from_parts(2_692_277_142, 9460)
			// Standard error: 10_230_224
			.saturating_add(Weight::from_parts(213_832_733, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads((13_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((12_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 6308).saturating_mul(n.into()))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn set_agent() -> Weight {
		Weight::from_parts(128_881_000, 9460)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn start_ceremony() -> Weight {
		Weight::from_parts(828_791_000, 336862)
			.saturating_add(RocksDbWeight::get().reads(134_u64))
			.saturating_add(RocksDbWeight::get().writes(35_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(187_378_000, 7789)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn commit() -> Weight {
		Weight::from_parts(899_056_000, 9460)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn deal(n: u32, ) -> Weight {
		Weight::from_parts(6_859_704_630, 9460)
			.saturating_add(Weight::from_parts(1_353_855_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn complain(n: u32, ) -> Weight {
		Weight::from_parts(3_679_704_250, 11486)
			.saturating_add(Weight::from_parts(1_548_077_021, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn reshare() -> Weight {
		Weight::from_parts(885_155_000, 336862)
			.saturating_add(RocksDbWeight::get().reads(101_u64))
			.saturating_add(RocksDbWeight::get().writes(35_u64))
	}
	fn abandon_round() -> Weight {
		Weight::from_parts(4_373_236_000, 336862)
			.saturating_add(RocksDbWeight::get().reads(282_u64))
			.saturating_add(RocksDbWeight::get().writes(282_u64))
	}
	fn set_settings() -> Weight {
		Weight::from_parts(31_848_000, 9460)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn turn() -> Weight {
		Weight::from_parts(30_375_000, 14588)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
	}
	fn review(n: u32, ) -> Weight {
		Weight::from_parts(288_889_000, 14588)
			.saturating_add(Weight::from_parts(177_227_839, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((10_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((7_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	fn end_enrolment(n: u32, ) -> Weight {
		Weight::from_parts(82_681_550, 7789)
			.saturating_add(Weight::from_parts(92_862_105, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3154).saturating_mul(n.into()))
	}
	fn end_commitments(n: u32, ) -> Weight {
		Weight::from_parts(177_605_308, 7789)
			.saturating_add(Weight::from_parts(99_361_317, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3154).saturating_mul(n.into()))
	}
	fn end_deals(n: u32, ) -> Weight {
		Weight::from_parts(183_940_464, 7789)
			.saturating_add(Weight::from_parts(99_855_412, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3154).saturating_mul(n.into()))
	}
	fn end_complaints(n: u32, ) -> Weight {
		Weight::from_parts(217_324_330, 9460)
			.saturating_add(Weight::from_parts(72_333_098, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	fn sum_coefficient(n: u32, ) -> Weight {
		Weight::from_parts(449_693_733, 3509)
			.saturating_add(Weight::from_parts(2_051_956_810, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	fn interpolate_coefficient(n: u32, ) -> Weight {
		Weight::from_parts(2_855_161_000, 9460)
			.saturating_add(Weight::from_parts(1_937_962_529, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 10496).saturating_mul(n.into()))
	}
	fn compute_member(n: u32, ) -> Weight {
		Weight::from_parts(1_709_349_724, 9460)
			.saturating_add(Weight::from_parts(1_347_387_864, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 1812).saturating_mul(n.into()))
	}
	fn activate(n: u32, ) -> Weight {
		Weight::from_parts(2_692_277_142, 9460)
			.saturating_add(Weight::from_parts(213_832_733, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().reads((13_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((12_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 6308).saturating_mul(n.into()))
	}
}
