use super::world::{record, World, MINE, OTHERS};
use crate::{
	errors::Cause,
	testing::{block, offer, sale},
};
use salus_primitives::trade::{OfferState, TradeChange, TradeId, TradeState};
use serde_json::{json, Value};

#[tokio::test]
async fn offers_and_trades_are_told_once_a_block_as_they_are_then() {
	let world = World::new();
	let mut offers = world
		.subscribe("salus_subscribeOffers", Value::Null, 64)
		.await
		.unwrap();
	let mut trades = world
		.subscribe("salus_subscribeTrades", json!({ "account": MINE }), 64)
		.await
		.unwrap();
	let (mine, others) = (TradeId::Sale(record(1)), TradeId::Sale(record(2)));
	let slot = TradeId::Slot { offer: 7, slot: 0 };
	{
		let mut state = world.ledger.state();
		let mut closing = offer(7, OTHERS);
		closing.state = OfferState::Closing;
		state.offers.insert((7, 25), offer(7, OTHERS));
		state.offers.insert((7, 27), closing);
		state
			.trades
			.insert((mine, 25), sale(1, MINE, OTHERS, TradeState::Proposed));
		state
			.trades
			.insert((mine, 27), sale(1, MINE, OTHERS, TradeState::Paid));
		state
			.trades
			.insert((others, 25), sale(2, OTHERS, OTHERS, TradeState::Locked));
		let of_25 = [mine, others, mine].map(TradeChange::Trade);
		state.trade_changes.insert(
			25,
			[&of_25[..], &[TradeChange::Offer(7), TradeChange::Trade(slot)]].concat(),
		);
		state
			.trade_changes
			.insert(27, vec![TradeChange::Offer(7), TradeChange::Trade(mine)]);
	}
	world.finalise(28);
	for (number, stand) in [(25, "open"), (27, "closing")] {
		let told = offers.next().await;
		assert_eq!(told["number"], number);
		assert_eq!(told["block"], json!(block(number)));
		assert_eq!(
			(&told["item"]["id"], &told["item"]["state"]),
			(&json!(7), &json!(stand))
		);
	}
	for (number, stand) in [(25, "proposed"), (27, "paid")] {
		let told = trades.next().await;
		assert_eq!(
			(&told["number"], &told["item"]["state"]),
			(&json!(number), &json!(stand))
		);
		assert_eq!(told["item"]["order"], json!(record(1)));
	}
	drop(world.heads);
	offers.hears_no_more().await;
	trades.hears_no_more().await;
}

#[tokio::test]
async fn a_reader_of_trades_that_comes_back_goes_on_as_far_as_states_are_there() {
	let world = World::new();
	for at in 10..=24 {
		let mut state = world.ledger.state();
		state.offers.insert((at.into(), at), offer(at.into(), MINE));
		state
			.trade_changes
			.insert(at, vec![TradeChange::Offer(at.into())]);
	}
	world.ledger.state().oldest = 20;
	let from = |block: u32| world.subscribe_with("salus_subscribeOffers", json!([null, block]), 64);
	let mut reader = from(22).await.unwrap();
	for at in 22..=24 {
		assert_eq!(reader.next().await["item"]["id"], at);
	}
	let mut late = from(15).await.unwrap();
	assert_eq!(late.ending().await["code"], Cause::StateUnavailable.code());
}
