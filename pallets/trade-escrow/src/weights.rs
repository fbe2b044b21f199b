//! Weights of `pallet_trade_escrow`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Until that has run on the reference machine: from the costs of the operations that each call makes, rounded up.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_trade_escrow`.
pub trait WeightInfo {
	fn propose_sale() -> Weight;
	fn lock() -> Weight;
	fn reveal() -> Weight;
	fn refund() -> Weight;
	fn clear_sale() -> Weight;
	fn post_offer(n: u32, ) -> Weight;
	fn claim_slot() -> Weight;
	fn authorize_claim_slot(n: u32, l: u32, ) -> Weight;
	fn fulfil_slot() -> Weight;
	fn authorize_fulfil_slot() -> Weight;
	fn lapse_slot() -> Weight;
	fn close_offer() -> Weight;
	fn settle_offer() -> Weight;
	fn clear_slot() -> Weight;
	fn clear_offer() -> Weight;
	fn rate() -> Weight;
}

/// Weights as measured, reads and writes by the price of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn propose_sale() -> Weight {
		Weight::from_parts(190_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn lock() -> Weight {
		Weight::from_parts(130_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn reveal() -> Weight {
		Weight::from_parts(120_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn refund() -> Weight {
		Weight::from_parts(125_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn clear_sale() -> Weight {
		Weight::from_parts(85_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// The range of component `n` is `[1, 32]`.
	fn post_offer(n: u32, ) -> Weight {
		Weight::from_parts(9_000_000_000, 6_000)
			.saturating_add(Weight::from_parts(4_200_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn claim_slot() -> Weight {
		Weight::from_parts(1_150_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// The range of component `n` is `[3, 32]`.
	/// The range of component `l` is `[1, 28]`.
	fn authorize_claim_slot(n: u32, l: u32, ) -> Weight {
		Weight::from_parts(11_000_000_000, 6_000)
			.saturating_add(Weight::from_parts(520_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(260_000_000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
	}
	fn fulfil_slot() -> Weight {
		Weight::from_parts(190_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn authorize_fulfil_slot() -> Weight {
		Weight::from_parts(5_200_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
	}
	fn lapse_slot() -> Weight {
		Weight::from_parts(150_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn close_offer() -> Weight {
		Weight::from_parts(40_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn settle_offer() -> Weight {
		Weight::from_parts(95_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn clear_slot() -> Weight {
		Weight::from_parts(55_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn clear_offer() -> Weight {
		Weight::from_parts(95_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn rate() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn propose_sale() -> Weight {
		Weight::from_parts(190_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn lock() -> Weight {
		Weight::from_parts(130_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn reveal() -> Weight {
		Weight::from_parts(120_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn refund() -> Weight {
		Weight::from_parts(125_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn clear_sale() -> Weight {
		Weight::from_parts(85_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn post_offer(n: u32, ) -> Weight {
		Weight::from_parts(9_000_000_000, 6_000)
			.saturating_add(Weight::from_parts(4_200_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn claim_slot() -> Weight {
		Weight::from_parts(1_150_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn authorize_claim_slot(n: u32, l: u32, ) -> Weight {
		Weight::from_parts(11_000_000_000, 6_000)
			.saturating_add(Weight::from_parts(520_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(260_000_000, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
	}
	fn fulfil_slot() -> Weight {
		Weight::from_parts(190_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn authorize_fulfil_slot() -> Weight {
		Weight::from_parts(5_200_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
	}
	fn lapse_slot() -> Weight {
		Weight::from_parts(150_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn close_offer() -> Weight {
		Weight::from_parts(40_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn settle_offer() -> Weight {
		Weight::from_parts(95_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_slot() -> Weight {
		Weight::from_parts(55_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_offer() -> Weight {
		Weight::from_parts(95_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn rate() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
