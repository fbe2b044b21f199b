//! Weights of `pallet_revocation`, by the benchmarks of this pallet.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_revocation`.
pub trait WeightInfo {
	fn revoke_user() -> Weight;
	fn revoke_staff() -> Weight;
	fn restore() -> Weight;
	fn force_epoch() -> Weight;
	fn clear_ended(n: u32, ) -> Weight;
	fn epoch_goes_on() -> Weight;
	fn epoch_starts() -> Weight;
}

/// Weights for `pallet_revocation` using the Substrate node and recommended hardware.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn revoke_user() -> Weight {
		Weight::from_parts(120_000_000, 43200)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(28_u64))
	}
	fn revoke_staff() -> Weight {
		Weight::from_parts(130_000_000, 54000)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(28_u64))
	}
	fn restore() -> Weight {
		Weight::from_parts(15_000_000, 3600)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn force_epoch() -> Weight {
		Weight::from_parts(12_000_000, 3600)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn clear_ended(n: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 14400)
			.saturating_add(Weight::from_parts(6_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	fn epoch_goes_on() -> Weight {
		Weight::from_parts(5_000_000, 7200)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn epoch_starts() -> Weight {
		Weight::from_parts(30_000_000, 14400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	fn revoke_user() -> Weight {
		Weight::from_parts(120_000_000, 43200)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(28_u64))
	}
	fn revoke_staff() -> Weight {
		Weight::from_parts(130_000_000, 54000)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(28_u64))
	}
	fn restore() -> Weight {
		Weight::from_parts(15_000_000, 3600)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn force_epoch() -> Weight {
		Weight::from_parts(12_000_000, 3600)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn clear_ended(n: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 14400)
			.saturating_add(Weight::from_parts(6_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	fn epoch_goes_on() -> Weight {
		Weight::from_parts(5_000_000, 7200)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn epoch_starts() -> Weight {
		Weight::from_parts(30_000_000, 14400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
}
