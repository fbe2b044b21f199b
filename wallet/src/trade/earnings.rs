//! The accounts of sales and claims: one a trade, found again from the identity's secret alone.

use super::{claim::ATTEMPTS, sell, Trader};
use crate::{
	chain::{At, Included, Signer},
	error::Result,
};
use futures::future::join_all;
use salus_primitives::{trade::OfferId, AccountId, Balance};
use salus_runtime::{constants::money::EXISTENTIAL_DEPOSIT, Runtime};

/// What an account was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
	/// The sale of this number.
	Sale(u32),
	/// A claim of this offer.
	Claim(OfferId),
}

/// An account with money.
pub struct Earned {
	/// Its key.
	pub signer: Signer,
	/// What it was made for.
	pub origin: Origin,
	/// What it may spend.
	pub free: Balance,
	/// What is on hold in it: deposits, and prices of locked sales, which are not its own yet.
	pub on_hold: Balance,
}

/// All accounts of this identity's trades that exist.
pub async fn list(trader: &Trader<'_>) -> Result<Vec<Earned>> {
	let mut earned = Vec::new();
	let mut from = 0;
	let mut in_use = sell::accounts_in_use(&trader.journal)?;
	// Notes may be lost: so far as accounts exist, and somewhat beyond.
	while from < in_use.saturating_add(sell::GAP) {
		let until = in_use.saturating_add(sell::GAP);
		let accounts: Vec<_> = (from..until)
			.map(|index| {
				(
					Origin::Sale(index),
					trader.secrets.seller(trader.genesis(), index),
				)
			})
			.collect();
		let found = existing(trader, accounts).await?;
		for one in &found {
			if let Origin::Sale(index) = one.origin {
				in_use = in_use.max(index.saturating_add(1));
			}
		}
		earned.extend(found);
		from = until;
	}
	let next = trader.chain.next_offer(At::Best).await?;
	for offer in 0..next {
		let accounts = (0..ATTEMPTS)
			.map(|attempt| {
				(
					Origin::Claim(offer),
					trader.secrets.payee(trader.genesis(), offer, attempt),
				)
			})
			.collect();
		earned.extend(existing(trader, accounts).await?);
	}
	Ok(earned)
}

/// Those of `accounts` that exist.
async fn existing(trader: &Trader<'_>, accounts: Vec<(Origin, Signer)>) -> Result<Vec<Earned>> {
	let ids: Vec<_> = accounts.iter().map(|(_, signer)| signer.account()).collect();
	let found = trader.chain.existing(&ids, At::Best).await?;
	Ok(accounts
		.into_iter()
		.filter_map(|(origin, signer)| {
			let account = signer.account();
			let (_, money) = found.iter().find(|(id, _)| *id == account)?;
			Some(Earned {
				signer,
				origin,
				free: money.data.free,
				on_hold: money.data.reserved,
			})
		})
		.collect())
}

/// An account that earned at least so much and has nothing under way.
pub async fn with_at_least(trader: &Trader<'_>, amount: Balance) -> Result<Option<Signer>> {
	let enough = amount.saturating_add(EXISTENTIAL_DEPOSIT);
	Ok(list(trader)
		.await?
		.into_iter()
		.find(|earned| earned.free >= enough && earned.on_hold == 0)
		.map(|earned| earned.signer))
}

/// What became of the money of one account.
pub struct Collected {
	/// The account.
	pub account: AccountId,
	/// What it had to spend.
	pub free: Balance,
	/// The transfer of all of it, less its fee.
	pub sent: Result<Included>,
}

/// Sends all that can be spent to one account. Whoever watches links all these trades to it, and to each other.
pub async fn collect(trader: &Trader<'_>, to: &AccountId) -> Result<Vec<Collected>> {
	let sends = list(trader)
		.await?
		.into_iter()
		.filter(|earned| earned.free > EXISTENTIAL_DEPOSIT.saturating_mul(2))
		.map(|earned| async move {
			let call = pallet_balances::Call::<Runtime>::transfer_all {
				dest: to.clone().into(),
				keep_alive: false,
			};
			Collected {
				account: earned.signer.account(),
				free: earned.free,
				sent: trader
					.chain
					.submit(&earned.signer, call)
					.await
					.map_err(Into::into),
			}
		});
	Ok(join_all(sends).await)
}
