//! Weights of `pallet_validator_staking`, by the benchmarks of this pallet.

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

/// Weights for `pallet_validator_staking` using the Substrate node and recommended hardware.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn bond() -> Weight {
		Weight::from_parts(105_000_000, 18000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn bond_extra() -> Weight {
		Weight::from_parts(95_000_000, 14400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn unbond() -> Weight {
		Weight::from_parts(75_000_000, 14400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(115_000_000, 25200)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn validate() -> Weight {
		Weight::from_parts(145_000_000, 36000)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn chill() -> Weight {
		Weight::from_parts(55_000_000, 7200)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn back() -> Weight {
		Weight::from_parts(145_000_000, 25200)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn unback() -> Weight {
		Weight::from_parts(105_000_000, 18000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn withdraw_backing() -> Weight {
		Weight::from_parts(105_000_000, 21600)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn claim_rewards() -> Weight {
		Weight::from_parts(115_000_000, 21600)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn cancel_slash() -> Weight {
		Weight::from_parts(65_000_000, 10800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn set_validator_count() -> Weight {
		Weight::from_parts(55_000_000, 10800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(155_000_000, 28800)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn note_offence() -> Weight {
		Weight::from_parts(225_000_000, 39600)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(85_000_000, 14400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn disable_condemned() -> Weight {
		Weight::from_parts(105_000_000, 21600)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn carry_out_slash(b: u32, ) -> Weight {
		Weight::from_parts(120_000_000, 18000)
			.saturating_add(Weight::from_parts(45_000_000, 9000).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(b.into())))
	}
	fn elect(c: u32, v: u32, ) -> Weight {
		Weight::from_parts(200_000_000, 36000)
			.saturating_add(Weight::from_parts(8_000_000, 10800).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(100_000_000, 32400).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(v.into())))
	}
	fn end_session(v: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 18000)
			.saturating_add(Weight::from_parts(150_000_000, 21600).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(v.into())))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	fn bond() -> Weight {
		Weight::from_parts(105_000_000, 18000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn bond_extra() -> Weight {
		Weight::from_parts(95_000_000, 14400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn unbond() -> Weight {
		Weight::from_parts(75_000_000, 14400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn withdraw_unbonded() -> Weight {
		Weight::from_parts(115_000_000, 25200)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn validate() -> Weight {
		Weight::from_parts(145_000_000, 36000)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn chill() -> Weight {
		Weight::from_parts(55_000_000, 7200)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn back() -> Weight {
		Weight::from_parts(145_000_000, 25200)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn unback() -> Weight {
		Weight::from_parts(105_000_000, 18000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn withdraw_backing() -> Weight {
		Weight::from_parts(105_000_000, 21600)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn claim_rewards() -> Weight {
		Weight::from_parts(115_000_000, 21600)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn cancel_slash() -> Weight {
		Weight::from_parts(65_000_000, 10800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_validator_count() -> Weight {
		Weight::from_parts(55_000_000, 10800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn purge_keys() -> Weight {
		Weight::from_parts(155_000_000, 28800)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn note_offence() -> Weight {
		Weight::from_parts(225_000_000, 39600)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(85_000_000, 14400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn disable_condemned() -> Weight {
		Weight::from_parts(105_000_000, 21600)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn carry_out_slash(b: u32, ) -> Weight {
		Weight::from_parts(120_000_000, 18000)
			.saturating_add(Weight::from_parts(45_000_000, 9000).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(b.into())))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(b.into())))
	}
	fn elect(c: u32, v: u32, ) -> Weight {
		Weight::from_parts(200_000_000, 36000)
			.saturating_add(Weight::from_parts(8_000_000, 10800).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(100_000_000, 32400).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(v.into())))
	}
	fn end_session(v: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 18000)
			.saturating_add(Weight::from_parts(150_000_000, 21600).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(v.into())))
	}
}
