//! A wallet that is killed again and again, at another moment each time, does each thing once.

use super::{hash, number, offer::arguments, path, people::BUYERS, text, Trading, AT, PRICE_IN_SAL};
use crate::story::World;
use anyhow::{bail, ensure, Context, Result};
use salus_primitives::{
	apis::{OfferFilter, TradeFilter},
	trade::{TradeInfo, TradeState},
};
use salus_wallet::chain::At;
use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;

/// When a wallet is killed first, and how much later each time after.
const FIRST: Duration = Duration::from_millis(300);
const LATER: f32 = 1.6;
/// A wallet that is not done by then never is.
const LAST: Duration = Duration::from_secs(90);

/// Runs a command that is killed, each time later, until it ends by itself and well. How often it was killed goes to `kills`.
async fn in_the_end(
	world: &World,
	at: &str,
	who: &str,
	arguments: &[&str],
	kills: &mut u32,
) -> Result<Value> {
	let mut after = FIRST;
	let mut refusal = String::new();
	while after < LAST {
		// What is dropped is killed.
		match timeout(after, world.ask(at, who, arguments)).await {
			Ok(answer) => match answer? {
				crate::story::Answer::Done(done) => return Ok(done),
				crate::story::Answer::Refused { message, .. } => refusal = message,
			},
			Err(_) => *kills += 1,
		}
		after = after.mul_f32(LATER);
	}
	bail!("salus {} comes to no end: {refusal}", arguments.join(" "))
}

impl Trading {
	/// An offer, its claim and fulfilment, a sale, its lock and reveal, each by wallets that are killed. After [`super::Step::People`]
	/// and [`super::Step::Seal`].
	pub async fn while_wallets_are_killed(&mut self) -> Result<()> {
		let (world, mut kills) = (self.world(), 0);
		let seller = self.cast.sellers.first().context("no sellers")?;
		let record = self.records.first().context("no records")?;
		let (name, hospital) = (seller.name.as_str(), seller.hospital);

		let wanted = arguments(self, "3");
		let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
		let posted = in_the_end(world, AT, "buyer", &wanted, &mut kills).await?;
		let offer = number(&posted, "offer")?.to_string();
		world.network.caught_up().await?;
		let claim = ["patient", "claim", &offer, "--fulfil"];
		let paid = in_the_end(world, hospital, name, &claim, &mut kills).await?;
		ensure!(paid["paid"] == true, "not paid: {paid}");

		let (proposal, place) = (world.file("killed.json"), world.file("killed.bundle"));
		let (proposal, place) = (path(&proposal)?, path(&place)?);
		let propose = [
			"buyer",
			"propose",
			proposal,
			"--label",
			"Observation",
			"--price",
			PRICE_IN_SAL,
			"--blocks",
			"400",
		];
		world.must(AT, "buyer", &propose).await?;
		world.network.caught_up().await?;
		let sell = [
			"patient",
			"sell",
			record,
			"--proposal",
			proposal,
			"--bundle",
			place,
		];
		let sold = in_the_end(world, hospital, name, &sell, &mut kills).await?;
		let order = text(&sold, "order")?;
		let chain = self.chain(hospital).await?;
		let best = chain.height(At::Best).await?;
		world.network.wait_finalised(best).await?;
		let lock = ["buyer", "lock", order, "--bundle", place];
		in_the_end(world, AT, "buyer", &lock, &mut kills).await?;
		let best = chain.height(At::Best).await?;
		world.network.wait_finalised(best).await?;
		let reveal = ["patient", "reveal", order, "--wait"];
		in_the_end(world, hospital, name, &reveal, &mut kills).await?;
		let best = chain.height(At::Best).await?;
		world.network.wait_finalised(best).await?;
		let open = ["buyer", "open", order];
		in_the_end(world, AT, "buyer", &open, &mut kills).await?;

		let buyer = self.secrets(BUYERS[0].0)?.signer().account();
		let of_buyer = OfferFilter {
			state: None,
			buyer: Some(buyer.clone()),
		};
		let offers = chain.offers(of_buyer, At::Finalised).await?;
		ensure!(
			matches!(&offers[..], [one] if one.claims == 1 && one.paid == 1),
			"not one offer with one claim that is paid: {offers:?}"
		);
		let of_buyer = TradeFilter {
			state: None,
			account: Some(buyer),
			offer: None,
		};
		let expected = hash(order)?;
		let sales: Vec<_> = chain
			.trades(of_buyer, At::Finalised)
			.await?
			.into_iter()
			.filter(|trade| matches!(trade, TradeInfo::Sale(_)))
			.collect();
		ensure!(
			matches!(&sales[..], [TradeInfo::Sale(one)] if one.state == TradeState::Paid && one.order == expected),
			"not one sale that is paid: {sales:?}"
		);
		ensure!(kills >= 6, "the wallets were killed {kills} times only");
		println!("killed {kills} times, the wallets did each thing once");
		Ok(())
	}
}
