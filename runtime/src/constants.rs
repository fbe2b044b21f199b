//! Time and money.

/// Time, counted in milliseconds and in blocks.
pub mod time {
	use crate::BlockNumber;

	/// Length of a slot, in which one hospital may author a block. A running chain cannot change it.
	pub const SLOT_DURATION: u64 = salus_primitives::SLOT_MILLISECONDS;
	/// Blocks of a minute.
	pub const MINUTES: BlockNumber = 10;
	/// Blocks of an hour.
	pub const HOURS: BlockNumber = 60 * MINUTES;
	/// Blocks of a day.
	pub const DAYS: BlockNumber = 24 * HOURS;
	/// Blocks of a session of validators.
	pub const SESSION: BlockNumber = HOURS;
}

/// Money: one token is a SAL of twelve decimals.
pub mod money {
	use crate::Balance;
	pub use salus_primitives::{MICROSAL, MILLISAL, SAL};

	/// Name of the token.
	pub const TOKEN_SYMBOL: &str = "SAL";
	/// Decimals of the token.
	pub const TOKEN_DECIMALS: u8 = 12;
	/// What an account must keep to exist.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLISAL;

	/// Deposit for a stored entry: what keeping it costs every hospital, beside its bytes.
	pub const DEPOSIT_PER_ITEM: Balance = 20 * MILLISAL;
	/// Deposit for a stored byte.
	pub const DEPOSIT_PER_BYTE: Balance = 100 * MICROSAL;

	/// The deposit for `items` stored entries of `bytes` together.
	#[allow(clippy::as_conversions)] // no other conversion is const, and this one widens
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		(items as Balance)
			.saturating_mul(DEPOSIT_PER_ITEM)
			.saturating_add((bytes as Balance).saturating_mul(DEPOSIT_PER_BYTE))
	}
}

/// The network's prefix of addresses.
pub const SS58_PREFIX: u16 = 7722;
