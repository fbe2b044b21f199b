//! Weights of `pallet_cases`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Until that has run on the reference machine: from the costs of the operations that each call makes, rounded up.

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
	fn attach_fee() -> Weight {
		Weight::from_parts(95_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn claim_case() -> Weight {
		Weight::from_parts(130_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// The range of component `n` is `[1, 32]`.
	fn assign(n: u32, ) -> Weight {
		Weight::from_parts(120_000_000, 6_000)
			.saturating_add(Weight::from_parts(32_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn contest_assignment() -> Weight {
		Weight::from_parts(110_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn decide_contest() -> Weight {
		Weight::from_parts(750_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(245_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	fn delegate_case() -> Weight {
		Weight::from_parts(80_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn submit_report() -> Weight {
		Weight::from_parts(445_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	fn acknowledge_report() -> Weight {
		Weight::from_parts(110_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn dispute_report() -> Weight {
		Weight::from_parts(85_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn decide_dispute() -> Weight {
		Weight::from_parts(180_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	fn lapse_case() -> Weight {
		Weight::from_parts(700_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(240_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	fn rate_case() -> Weight {
		Weight::from_parts(40_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// The range of component `n` is `[1, 32]`.
	fn clear_case(n: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 6_000)
			.saturating_add(Weight::from_parts(62_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}
	fn name_arbiter() -> Weight {
		Weight::from_parts(25_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn attach_fee() -> Weight {
		Weight::from_parts(95_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn claim_case() -> Weight {
		Weight::from_parts(130_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	/// The range of component `n` is `[1, 32]`.
	fn assign(n: u32, ) -> Weight {
		Weight::from_parts(120_000_000, 6_000)
			.saturating_add(Weight::from_parts(32_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn contest_assignment() -> Weight {
		Weight::from_parts(110_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn decide_contest() -> Weight {
		Weight::from_parts(750_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(245_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn delegate_case() -> Weight {
		Weight::from_parts(80_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn submit_report() -> Weight {
		Weight::from_parts(445_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn acknowledge_report() -> Weight {
		Weight::from_parts(110_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn dispute_report() -> Weight {
		Weight::from_parts(85_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn decide_dispute() -> Weight {
		Weight::from_parts(180_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
	}
	fn lapse_case() -> Weight {
		Weight::from_parts(700_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(240_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn rate_case() -> Weight {
		Weight::from_parts(40_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	/// The range of component `n` is `[1, 32]`.
	fn clear_case(n: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 6_000)
			.saturating_add(Weight::from_parts(62_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}
	fn name_arbiter() -> Weight {
		Weight::from_parts(25_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
