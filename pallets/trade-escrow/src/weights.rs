//! Weights of `pallet_trade_escrow`, by the benchmarks of this pallet: written by `make weights`, not by hand.
//!
//! Benchmarking CLI 64.0.0, 2026-11-21, 10 steps of 10 repetitions, on `AMD EPYC`, database cache 1024 MiB.

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
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Keys` (r:1 w:0)
	/// Proof: `HospitalRegistry::Keys` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Sales` (r:1 w:1)
	/// Proof: `TradeEscrow::Sales` (`max_values`: None, `max_size`: Some(385), added: 2860, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	fn propose_sale() -> Weight {
		// Proof size in bytes, measured: 538
		// Shortest execution: 143_533_000 picoseconds.
		Weight::from_parts(153_518_000, 3910)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `TradeEscrow::Sales` (r:1 w:1)
	/// Proof: `TradeEscrow::Sales` (`max_values`: None, `max_size`: Some(385), added: 2860, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	fn lock() -> Weight {
		// Proof size in bytes, measured: 881
		// Shortest execution: 92_357_000 picoseconds.
		Weight::from_parts(98_747_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `TradeEscrow::Sales` (r:1 w:1)
	/// Proof: `TradeEscrow::Sales` (`max_values`: None, `max_size`: Some(385), added: 2860, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	fn reveal() -> Weight {
		// Proof size in bytes, measured: 601
		// Shortest execution: 140_649_000 picoseconds.
		Weight::from_parts(147_429_000, 3910)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `TradeEscrow::Sales` (r:1 w:1)
	/// Proof: `TradeEscrow::Sales` (`max_values`: None, `max_size`: Some(385), added: 2860, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn refund() -> Weight {
		// Proof size in bytes, measured: 904
		// Shortest execution: 91_696_000 picoseconds.
		Weight::from_parts(103_324_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `TradeEscrow::Sales` (r:1 w:1)
	/// Proof: `TradeEscrow::Sales` (`max_values`: None, `max_size`: Some(385), added: 2860, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	fn clear_sale() -> Weight {
		// Proof size in bytes, measured: 681
		// Shortest execution: 72_477_000 picoseconds.
		Weight::from_parts(80_279_000, 3910)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::NextOffer` (r:1 w:1)
	/// Proof: `TradeEscrow::NextOffer` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Terms` (r:0 w:1)
	/// Proof: `TradeEscrow::Terms` (`max_values`: None, `max_size`: Some(16452), added: 18927, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Offers` (r:0 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn post_offer(n: u32, ) -> Weight {
		// Proof size in bytes, measured: 582 + n * (512 ±0)
		// Shortest execution: 4_802_714_000 picoseconds.
		Weight::from_parts(4_961_776_317, 3910)
			// Standard error: 26_181_082
			.saturating_add(Weight::from_parts(1_543_571_331, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(n.into()))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Nullifiers` (r:1 w:1)
	/// Proof: `TradeEscrow::Nullifiers` (`max_values`: None, `max_size`: Some(82), added: 2557, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::RecentClaims` (r:1 w:1)
	/// Proof: `TradeEscrow::RecentClaims` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Slots` (r:0 w:1)
	/// Proof: `TradeEscrow::Slots` (`max_values`: None, `max_size`: Some(382), added: 2857, mode: `MaxEncodedLen`)
	fn claim_slot() -> Weight {
		// Proof size in bytes, measured: 935
		// Shortest execution: 680_952_000 picoseconds.
		Weight::from_parts(830_393_000, 6196)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:0)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Nullifiers` (r:1 w:0)
	/// Proof: `TradeEscrow::Nullifiers` (`max_values`: None, `max_size`: Some(82), added: 2557, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::RecentClaims` (r:1 w:0)
	/// Proof: `TradeEscrow::RecentClaims` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Terms` (r:1 w:0)
	/// Proof: `TradeEscrow::Terms` (`max_values`: None, `max_size`: Some(16452), added: 18927, mode: `MaxEncodedLen`)
	/// Storage: `HospitalRegistry::Hospitals` (r:32 w:0)
	/// Proof: `HospitalRegistry::Hospitals` (`max_values`: None, `max_size`: Some(504), added: 2979, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[3, 32]`.
	/// The range of component `l` is `[1, 28]`.
	fn authorize_claim_slot(n: u32, _l: u32, ) -> Weight {
		// Proof size in bytes, measured: 966 + n * (756 ±0)
		// Shortest execution: 13_138_145_000 picoseconds.
		Weight::from_parts(15_115_619_560, 19917)
			// Standard error: 30_143_376
			.saturating_add(Weight::from_parts(665_165_184, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(n.into()))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Slots` (r:1 w:1)
	/// Proof: `TradeEscrow::Slots` (`max_values`: None, `max_size`: Some(382), added: 2857, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:4 w:4)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	fn fulfil_slot() -> Weight {
		// Proof size in bytes, measured: 1426
		// Shortest execution: 231_754_000 picoseconds.
		Weight::from_parts(325_604_000, 11402)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:0)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Slots` (r:1 w:0)
	/// Proof: `TradeEscrow::Slots` (`max_values`: None, `max_size`: Some(382), added: 2857, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_fulfil_slot() -> Weight {
		// Proof size in bytes, measured: 901
		// Shortest execution: 2_918_364_000 picoseconds.
		Weight::from_parts(3_688_969_000, 3847)
			.saturating_add(T::DbWeight::get().reads(4_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Slots` (r:1 w:1)
	/// Proof: `TradeEscrow::Slots` (`max_values`: None, `max_size`: Some(382), added: 2857, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Nullifiers` (r:1 w:1)
	/// Proof: `TradeEscrow::Nullifiers` (`max_values`: None, `max_size`: Some(82), added: 2557, mode: `MaxEncodedLen`)
	fn lapse_slot() -> Weight {
		// Proof size in bytes, measured: 1454
		// Shortest execution: 177_454_000 picoseconds.
		Weight::from_parts(194_699_000, 6830)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn close_offer() -> Weight {
		// Proof size in bytes, measured: 591
		// Shortest execution: 42_373_000 picoseconds.
		Weight::from_parts(61_782_000, 3802)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	fn settle_offer() -> Weight {
		// Proof size in bytes, measured: 880
		// Shortest execution: 89_953_000 picoseconds.
		Weight::from_parts(143_213_000, 3910)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Slots` (r:1 w:1)
	/// Proof: `TradeEscrow::Slots` (`max_values`: None, `max_size`: Some(382), added: 2857, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Nullifiers` (r:1 w:1)
	/// Proof: `TradeEscrow::Nullifiers` (`max_values`: None, `max_size`: Some(82), added: 2557, mode: `MaxEncodedLen`)
	fn clear_slot() -> Weight {
		// Proof size in bytes, measured: 982
		// Shortest execution: 50_335_000 picoseconds.
		Weight::from_parts(84_385_000, 3847)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:1)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Terms` (r:0 w:1)
	/// Proof: `TradeEscrow::Terms` (`max_values`: None, `max_size`: Some(16452), added: 18927, mode: `MaxEncodedLen`)
	fn clear_offer() -> Weight {
		// Proof size in bytes, measured: 764
		// Shortest execution: 91_106_000 picoseconds.
		Weight::from_parts(110_935_000, 3910)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `TradeEscrow::Offers` (r:1 w:0)
	/// Proof: `TradeEscrow::Offers` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `TradeEscrow::Slots` (r:1 w:1)
	/// Proof: `TradeEscrow::Slots` (`max_values`: None, `max_size`: Some(382), added: 2857, mode: `MaxEncodedLen`)
	/// Storage: `Clock::SessionLength` (r:1 w:0)
	/// Proof: `Clock::SessionLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn rate() -> Weight {
		// Proof size in bytes, measured: 911
		// Shortest execution: 42_242_000 picoseconds.
		Weight::from_parts(68_502_000, 3847)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with the prices of RocksDB, for tests of the pallet alone.
impl WeightInfo for () {
	fn propose_sale() -> Weight {
		Weight::from_parts(153_518_000, 3910)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn lock() -> Weight {
		Weight::from_parts(98_747_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn reveal() -> Weight {
		Weight::from_parts(147_429_000, 3910)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn refund() -> Weight {
		Weight::from_parts(103_324_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn clear_sale() -> Weight {
		Weight::from_parts(80_279_000, 3910)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn post_offer(n: u32, ) -> Weight {
		Weight::from_parts(4_961_776_317, 3910)
			.saturating_add(Weight::from_parts(1_543_571_331, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(n.into()))
	}
	fn claim_slot() -> Weight {
		Weight::from_parts(830_393_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn authorize_claim_slot(n: u32, _l: u32, ) -> Weight {
		Weight::from_parts(15_115_619_560, 19917)
			.saturating_add(Weight::from_parts(665_165_184, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2979).saturating_mul(n.into()))
	}
	fn fulfil_slot() -> Weight {
		Weight::from_parts(325_604_000, 11402)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn authorize_fulfil_slot() -> Weight {
		Weight::from_parts(3_688_969_000, 3847)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
	}
	fn lapse_slot() -> Weight {
		Weight::from_parts(194_699_000, 6830)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn close_offer() -> Weight {
		Weight::from_parts(61_782_000, 3802)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn settle_offer() -> Weight {
		Weight::from_parts(143_213_000, 3910)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_slot() -> Weight {
		Weight::from_parts(84_385_000, 3847)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_offer() -> Weight {
		Weight::from_parts(110_935_000, 3910)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn rate() -> Weight {
		Weight::from_parts(68_502_000, 3847)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
