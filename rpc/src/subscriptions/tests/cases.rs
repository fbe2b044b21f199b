use super::world::{World, DOCTOR, MINE, OTHERS};
use crate::{
	errors::Cause,
	testing::{block, case},
};
use salus_primitives::cases::ClaimInfo;
use serde_json::{json, Value};

#[tokio::test]
async fn cases_are_told_once_a_block_to_whom_they_concern() {
	let world = World::new();
	let subscribe = |filter: Value| world.subscribe("salus_subscribeCases", filter, 64);
	let mut all = subscribe(Value::Null).await.unwrap();
	let mut mine = subscribe(json!({ "patient": MINE })).await.unwrap();
	let mut claimed = subscribe(json!({ "doctor": DOCTOR })).await.unwrap();
	let mut settled = subscribe(json!({ "status": "settled" })).await.unwrap();
	{
		let mut state = world.ledger.state();
		for (id, patient) in [(7, MINE), (8, OTHERS)] {
			state.cases.insert(id, case(id, patient));
		}
		let claim = ClaimInfo {
			position: 0,
			doctor: DOCTOR,
			hospital: 2,
			commitment: block(8),
			interests: 4,
			at: 11,
			count: None,
		};
		state.of_cases.claims.insert(8, vec![claim]);
		state.of_cases.changes.insert(25, vec![7, 8, 7]);
		// The last is gone again.
		state.of_cases.changes.insert(27, vec![8, 9]);
	}
	world.finalise(28);
	for (number, id) in [(25, 7), (25, 8), (27, 8)] {
		let told = all.next().await;
		assert_eq!(
			(&told["number"], &told["item"]["id"]),
			(&json!(number), &json!(id))
		);
		assert_eq!(told["block"], json!(block(number)));
	}
	assert_eq!(mine.next().await["item"]["id"], 7);
	for number in [25, 27] {
		let told = claimed.next().await;
		assert_eq!(
			(&told["number"], &told["item"]["id"]),
			(&json!(number), &json!(8))
		);
	}
	drop(world.heads);
	for reader in [&mut all, &mut mine, &mut claimed, &mut settled] {
		reader.hears_no_more().await;
	}
}

#[tokio::test]
async fn a_reader_of_cases_that_comes_back_goes_on_as_far_as_states_are_there() {
	let world = World::new();
	for at in 20..=24 {
		let mut state = world.ledger.state();
		state.cases.insert(at.into(), case(at.into(), MINE));
		state.of_cases.changes.insert(at, vec![at.into()]);
	}
	world.ledger.state().oldest = 20;
	let from = |block: u32| world.subscribe_with("salus_subscribeCases", json!([null, block]), 64);
	let mut reader = from(22).await.unwrap();
	for at in 22..=24 {
		assert_eq!(reader.next().await["item"]["id"], at);
	}
	let mut late = from(15).await.unwrap();
	assert_eq!(late.ending().await["code"], Cause::StateUnavailable.code());
}
