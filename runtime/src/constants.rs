//! Time and money.

/// Time, counted in milliseconds and in blocks.
pub mod time {
	use crate::BlockNumber;

	/// Length of a slot, in which one hospital may author a block. A running chain cannot change it.
	pub const SLOT_DURATION: u64 = 6_000;
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

	/// Name of the token.
	pub const TOKEN_SYMBOL: &str = "SAL";
	/// Decimals of the token.
	pub const TOKEN_DECIMALS: u8 = 12;
	/// One token.
	pub const SAL: Balance = 1_000_000_000_000;
	/// A thousandth of a token.
	pub const MILLISAL: Balance = SAL / 1_000;
	/// A millionth of a token.
	pub const MICROSAL: Balance = MILLISAL / 1_000;
	/// What an account must keep to exist.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLISAL;

	/// The deposit for `items` stored entries of `bytes` together: what keeping them costs every hospital.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		(items as Balance)
			.saturating_mul(20 * MILLISAL)
			.saturating_add((bytes as Balance).saturating_mul(100 * MICROSAL))
	}
}

/// The network's prefix of addresses.
pub const SS58_PREFIX: u16 = 7722;
