//! Weights of `pallet_motion`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_motion`.
pub trait WeightInfo {
	fn enact() -> Weight;
	fn recover() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	/// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn enact() -> Weight {
		// Proof size in bytes, measured: 0
		// Shortest execution: 16_525_000 picoseconds.
		Weight::from_parts(18_227_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Grandpa::Stalled` (r:0 w:1)
	/// Proof: `Grandpa::Stalled` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn recover() -> Weight {
		// Proof size in bytes, measured: 0
		// Shortest execution: 11_968_000 picoseconds.
		Weight::from_parts(13_340_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn enact() -> Weight {
		Weight::from_parts(18_227_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn recover() -> Weight {
		Weight::from_parts(13_340_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
