//! At the deadline: no refund before the grace is over, no payment without the key, and every path ends in one of the two.

use super::{
	cheats::{Forged, Forger},
	hash, path, proved,
	sale::must_fail,
	signer, Step, Trading, AT, PRICE,
};
use anyhow::{ensure, Context, Result};
use salus_crypto::sale::RefusedReveal;
use salus_primitives::BlockNumber;
use salus_runtime::Runtime;
use salus_wallet::chain::At;
use std::fs;

type Call = pallet_trade_escrow::Call<Runtime>;

/// Blocks in which two sales are proposed and locked.
const MEANWHILE: BlockNumber = 40;

pub(super) async fn tell(trading: &mut Trading) -> Result<()> {
	let forger = Forger::new(trading).await?;
	let (chain, seller) = (forger.chain(), forger.signer());
	let record = hash(trading.records.first().context("no records")?)?;
	let parameters = chain.trade_parameters(At::Best).await?;
	let deadline = chain.height(At::Best).await? + parameters.lock_margin + MEANWHILE;
	let (kept, late) = (
		forger.honest(record, deadline).await?,
		forger.honest(record, deadline).await?,
	);
	forger.propose(&[&kept, &late]).await?;
	let world = trading.world();
	world.network.caught_up().await?;
	lock(trading, &[&kept, &late]).await?;
	world.network.caught_up().await?;

	// A wrong key is paid for by nobody.
	let mut key = [0; 32];
	key[0] = 1;
	if trading.breaks(Step::Race) {
		key = kept
			.draw
			.reveal(&kept.proposal, &kept.proposal.lock_terms(), deadline.into())
			.map_err(|e| anyhow::anyhow!("{e}"))?;
	}
	let call = Call::reveal {
		order: kept.order(),
		key,
	};
	must_fail(chain.submit(seller, call).await, "WrongKey")?;

	// The buyer runs for the refund as soon as the deadline is over; the chain gives the seller the grace.
	world.network.wait_finalised(deadline + 1).await?;
	let order = format!("{:?}", late.order());
	world
		.must_refuse(
			AT,
			"buyer",
			&["buyer", "refund", &order],
			"a refund opens at block",
		)
		.await?;
	let call = Call::refund { order: late.order() };
	must_fail(
		chain.submit(&signer("//Buyer")?, call.clone()).await,
		"RefundNotOpen",
	)?;
	let locked = late.proposal.lock_terms();
	ensure!(
		late.draw
			.reveal(&late.proposal, &locked, u64::from(deadline) + 1)
			.err() == Some(RefusedReveal::TooLate),
		"a key is let out after the deadline"
	);
	// One that was let out before the deadline and came late is paid for all the same.
	let key = late
		.draw
		.reveal(&late.proposal, &locked, deadline.into())
		.map_err(|e| anyhow::anyhow!("{e}"))?;
	let reveal = Call::reveal {
		order: late.order(),
		key,
	};
	chain.submit(seller, reveal).await?;
	must_fail(chain.submit(&signer("//Buyer")?, call).await, "TradeClosed")?;
	trading.spent += PRICE;

	// Without a key the price goes back to the buyer, whoever asks for it, and a key that comes then buys nothing.
	let world = trading.world();
	let refundable = deadline + parameters.grace;
	world.network.wait_finalised(refundable).await?;
	let buyer = trading.secrets("buyer")?.signer().account();
	let before = chain.money(&buyer, At::Finalised).await?.data.free;
	let order = format!("{:?}", kept.order());
	world.must(AT, "rival", &["buyer", "refund", &order]).await?;
	world.network.caught_up().await?;
	let after = chain.money(&buyer, At::Finalised).await?.data.free;
	ensure!(
		after == before + PRICE,
		"the buyer had {before}, and has {after} after a refund of {PRICE}"
	);
	let key = kept
		.draw
		.reveal(&kept.proposal, &kept.proposal.lock_terms(), deadline.into())
		.map_err(|e| anyhow::anyhow!("{e}"))?;
	let call = Call::reveal {
		order: kept.order(),
		key,
	};
	must_fail(chain.submit(seller, call).await, "TradeClosed")?;
	world
		.must_refuse(AT, "buyer", &["buyer", "open", &order], "not paid for")
		.await?;
	super::stall::lapse(trading).await?;
	proved(
		Step::Race,
		format!(
			"no refund until {} blocks after the deadline, while a key that is out is paid for; without a key, or with a \
			 wrong one, the price goes back to the buyer",
			parameters.grace
		),
	);
	Ok(())
}

/// The buyer checks and locks sales, one after the other as fast as the pool takes them.
async fn lock(trading: &Trading, sales: &[&Forged]) -> Result<()> {
	let world = trading.world();
	let mut commands = Vec::new();
	for (number, forged) in sales.iter().enumerate() {
		let file = world.file(&format!("race-{number}.bundle"));
		fs::write(&file, &forged.bundle)?;
		commands.push([
			"buyer".to_owned(),
			"lock".to_owned(),
			format!("{:?}", forged.order()),
			"--bundle".to_owned(),
			path(&file)?.to_owned(),
		]);
	}
	let commands: Vec<Vec<&str>> = commands
		.iter()
		.map(|command| command.iter().map(String::as_str).collect())
		.collect();
	let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
	world.must_all(AT, "buyer", &commands).await?;
	Ok(())
}
