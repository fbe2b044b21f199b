//! A buyer who would have the value and not pay, or pay and have it undone.

use super::{
	hash, height, offer::post_as, path, proved, sale::must_fail, signer, Step, Trading, AT, PRICE,
	PRICE_IN_SAL,
};
use crate::network::Network;
use anyhow::{ensure, Context, Result};
use futures::future::{try_join, try_join_all};
use salus_primitives::{
	trade::{OfferState, TradeState},
	Balance, BlockNumber,
};
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::chain::{At, Chain};
use std::{process::Stdio, time::Duration};
use tokio::time::{sleep, timeout};

type Call = pallet_trade_escrow::Call<Runtime>;

/// Between two looks at something that no subscription tells.
const POLL: Duration = Duration::from_millis(200);
/// What a block with a lock may take while half the nodes are down.
const SOON: Duration = Duration::from_secs(120);
/// Nodes that are killed: with them goes finality.
const KILLED: [usize; 2] = [2, 3];

/// An offer of which slots were claimed and not fulfilled.
pub(super) struct Stalled {
	offer: u64,
	slots: Vec<u64>,
	/// First block at which they lapse.
	from: BlockNumber,
}

/// With a claim final, the offer is filled by others and closed, while the value is on its way: it is paid for.
pub(super) async fn filling(trading: &mut Trading) -> Result<()> {
	let count = if trading.breaks(Step::Filling) { "4" } else { "3" };
	let offer = post_as(trading, "buyer", count).await?;
	let (number, world) = (offer.to_string(), trading.world());
	let [first, second, third] = &trading.cast.sellers[..] else {
		anyhow::bail!("three sellers are needed");
	};
	let claim = ["patient", "claim", &number];
	let claimed =
		try_join_all([first, second].map(|person| world.must(person.hospital, &person.name, &claim))).await?;

	// Whoever copies a claim from the chain or the pool gains nothing by it.
	world.network.caught_up().await?;
	let chain = trading.chain(AT).await?;
	let copy = copied(&chain, offer, height(&claimed[0])?).await?;
	must_fail(chain.submit_general(copy).await, "AlreadyClaimed")?;

	let filled = world.must(third.hospital, &third.name, &claim).await?;
	world.network.caught_up().await?;
	let shown = chain.offer(offer, At::Finalised).await?.context("no offer")?;
	ensure!(shown.state == OfferState::Full, "not filled: {shown:?}");
	let (fulfil, close) = (["patient", "fulfil", &number], ["buyer", "close", &number]);
	// Within the notice, whatever the machine does beside.
	let closed = async {
		world.must(AT, "buyer", &close).await?;
		let settle = Call::settle_offer { offer };
		must_fail(chain.submit(&signer("//Buyer")?, settle).await, "OfferStillOpen")
	};
	let (paid, ()) = try_join(world.must(first.hospital, &first.name, &fulfil), closed).await?;
	ensure!(paid["paid"] == true, "not paid: {paid}");
	let slots = [&claimed[1], &filled]
		.map(|answer| answer["slot"]["slot"].as_u64())
		.into_iter()
		.collect::<Option<Vec<_>>>()
		.context("no slots")?;
	let from = [&claimed[1], &filled]
		.map(|answer| answer["slot"]["lapsesFrom"].as_u64())
		.into_iter()
		.collect::<Option<Vec<_>>>()
		.and_then(|blocks| blocks.into_iter().max())
		.context("no slots")?;
	// The fee of a claim that nobody fulfils is the buyer's.
	trading.spent += PRICE + shown.claim_fee * Balance::try_from(slots.len())?;
	trading.stalled = Some(Stalled {
		offer,
		slots,
		from: BlockNumber::try_from(from)?,
	});
	proved(
		Step::Filling,
		"an offer filled and closed while a value was on its way: it was paid for, and the buyer's money stays until the \
		 notice is over; a claim copied from the chain claims nothing",
	);
	Ok(())
}

/// The claim of a block, for another payee.
async fn copied(chain: &Chain, offer: u64, height: BlockNumber) -> Result<RuntimeCall> {
	let block = chain.block_at(height).await?;
	chain
		.calls(block)
		.await?
		.into_iter()
		.find_map(|call| match call {
			RuntimeCall::TradeEscrow(Call::claim_slot {
				offer: id,
				expiry,
				presentation,
				..
			}) if id == offer => Some(
				Call::claim_slot {
					offer: id,
					payee: [7; 32].into(),
					expiry,
					presentation,
				}
				.into(),
			),
			_ => None,
		})
		.context("the claim is not in its block")
}

/// What was claimed and not fulfilled lapses; the buyer has the rest back.
pub(super) async fn lapse(trading: &mut Trading) -> Result<()> {
	let Some(Stalled { offer, slots, from }) = trading.stalled.take() else {
		return Ok(());
	};
	let (world, offer) = (trading.world(), offer.to_string());
	world.network.wait_finalised(from).await?;
	let slots: Vec<_> = slots.iter().map(u64::to_string).collect();
	let lapses: Vec<_> = slots
		.iter()
		.map(|slot| ["buyer", "lapse", offer.as_str(), slot.as_str()])
		.collect();
	let settle = ["buyer", "settle", offer.as_str()];
	let mut commands: Vec<&[&str]> = lapses.iter().map(|lapse| &lapse[..]).collect();
	commands.push(&settle);
	world.must_all(AT, "buyer", &commands).await?;
	world.network.caught_up().await?;
	let third = trading.cast.sellers.last().context("no sellers")?;
	world
		.must_refuse(
			third.hospital,
			&third.name,
			&["patient", "fulfil", &offer],
			"the claim lapsed",
		)
		.await?;
	Ok(())
}

/// A lock stands in blocks that are not final, and could be dropped with them: the seller's wallet reveals nothing until they
/// are.
pub(super) async fn finality(trading: &mut Trading) -> Result<()> {
	let order = propose(trading).await?;
	let place = trading.world().file("exchange/not-final.bundle");
	let place = path(&place)?.to_owned();
	let sabotaged = trading.breaks(Step::Finality);
	if !sabotaged {
		for index in KILLED {
			trading.world_mut().network.nodes[index].kill().await?;
		}
	}
	let world = trading.world();
	let seller = trading.cast.sellers.first().context("no sellers")?;
	let locks = ["buyer", "lock", &order, "--bundle", &place];
	let mut locking = world
		.wallet(AT, "buyer")?
		.args(locks)
		.stdout(Stdio::null())
		.spawn()?;
	let chain = trading.chain(seller.hospital).await?;
	let hash = hash(&order)?;
	timeout(SOON, async {
		while chain
			.sale(hash, At::Best)
			.await?
			.is_none_or(|sale| sale.state != TradeState::Locked)
		{
			sleep(POLL).await;
		}
		Ok::<_, anyhow::Error>(())
	})
	.await
	.context("the lock comes into no block")??;
	if sabotaged {
		locking.wait().await?;
		world.network.caught_up().await?;
	}
	let finalised = chain.sale(hash, At::Finalised).await?.context("no sale")?;
	ensure!(
		finalised.state == TradeState::Proposed,
		"the lock is final without finality: {finalised:?}"
	);
	let reveal = ["patient", "reveal", order.as_str()];
	let refusal = world
		.must_refuse(
			seller.hospital,
			&seller.name,
			&reveal,
			"not locked in finalised state",
		)
		.await?;

	restart(&mut trading.world_mut().network).await?;
	let ended = timeout(SOON, locking.wait())
		.await
		.context("the lock is not final")??;
	ensure!(ended.success(), "the lock failed: {ended}");
	let world = trading.world();
	world.network.caught_up().await?;
	let seller = trading.cast.sellers.first().context("no sellers")?;
	world
		.must(
			seller.hospital,
			&seller.name,
			&["patient", "reveal", &order, "--wait"],
		)
		.await?;
	world.network.caught_up().await?;
	world.must(AT, "buyer", &["buyer", "open", &order]).await?;
	trading.spent += PRICE;
	proved(
		Step::Finality,
		format!("with half the nodes down a lock stood in a block that was not final, and the key stayed: {refusal}"),
	);
	Ok(())
}

async fn restart(network: &mut Network) -> Result<()> {
	for index in KILLED {
		network.restart(index).await?;
	}
	Ok(())
}

/// One more sale between the same two.
async fn propose(trading: &Trading) -> Result<String> {
	let world = trading.world();
	let (wanted, place) = (
		world.file("wanted-again.json"),
		world.file("exchange/not-final.bundle"),
	);
	let (wanted, place) = (path(&wanted)?, path(&place)?);
	let propose = [
		"buyer",
		"propose",
		wanted,
		"--label",
		"Condition",
		"--price",
		PRICE_IN_SAL,
		"--blocks",
		"1000",
	];
	world.must(AT, "buyer", &propose).await?;
	let seller = trading.cast.sellers.first().context("no sellers")?;
	let record = trading.records.first().context("no records")?;
	let sell = ["patient", "sell", record, "--proposal", wanted, "--bundle", place];
	let sold = world.must(seller.hospital, &seller.name, &sell).await?;
	world.network.caught_up().await?;
	Ok(super::text(&sold, "order")?.to_owned())
}
