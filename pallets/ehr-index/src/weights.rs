//! Weights of `pallet_ehr_index`, from its benchmarks.

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
	fn authorise_hospital() -> Weight;
	fn withdraw_authorisation() -> Weight;
	fn clear_authorisation() -> Weight;
	fn record_access() -> Weight;
	fn clear_access() -> Weight;
}

/// Weights for `pallet_ehr_index` using the Substrate node and recommended hardware.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_record() -> Weight {
		Weight::from_parts(120_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	fn update_location() -> Weight {
		Weight::from_parts(60_000_000, 4400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn transfer_custody() -> Weight {
		Weight::from_parts(60_000_000, 4600)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_custody() -> Weight {
		Weight::from_parts(60_000_000, 5400)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	fn cancel_transfer() -> Weight {
		Weight::from_parts(60_000_000, 4000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn retire_record() -> Weight {
		Weight::from_parts(60_000_000, 4800)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(60_000_000, 5600)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn withdraw_consent() -> Weight {
		Weight::from_parts(60_000_000, 4800)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn clear_consent() -> Weight {
		Weight::from_parts(60_000_000, 4200)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn authorise_hospital() -> Weight {
		Weight::from_parts(60_000_000, 5200)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn withdraw_authorisation() -> Weight {
		Weight::from_parts(60_000_000, 4600)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn clear_authorisation() -> Weight {
		Weight::from_parts(60_000_000, 4400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn record_access() -> Weight {
		Weight::from_parts(60_000_000, 8000)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn clear_access() -> Weight {
		Weight::from_parts(60_000_000, 4400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	fn register_record() -> Weight {
		Weight::from_parts(120_000_000, 6000)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn update_location() -> Weight {
		Weight::from_parts(60_000_000, 4400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn transfer_custody() -> Weight {
		Weight::from_parts(60_000_000, 4600)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_custody() -> Weight {
		Weight::from_parts(60_000_000, 5400)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn cancel_transfer() -> Weight {
		Weight::from_parts(60_000_000, 4000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn retire_record() -> Weight {
		Weight::from_parts(60_000_000, 4800)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn grant_consent() -> Weight {
		Weight::from_parts(60_000_000, 5600)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn withdraw_consent() -> Weight {
		Weight::from_parts(60_000_000, 4800)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn clear_consent() -> Weight {
		Weight::from_parts(60_000_000, 4200)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn authorise_hospital() -> Weight {
		Weight::from_parts(60_000_000, 5200)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn withdraw_authorisation() -> Weight {
		Weight::from_parts(60_000_000, 4600)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn clear_authorisation() -> Weight {
		Weight::from_parts(60_000_000, 4400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn record_access() -> Weight {
		Weight::from_parts(60_000_000, 8000)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn clear_access() -> Weight {
		Weight::from_parts(60_000_000, 4400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
}
