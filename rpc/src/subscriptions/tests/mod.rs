mod cases;
mod trades;
mod world;

use super::SubscriptionLimits;
use crate::{
	errors::{Cause, RefusalData},
	json::{FinalisedJson, RecordJson, TrailEntryJson},
	queries::{Queries, QueriesApiServer},
	testing::block,
};
use salus_primitives::record::{RecordStatus, TrailEvent};
use serde_json::{json, Value};
use std::time::Duration;
use world::{record, World, MINE, OTHERS};

#[tokio::test]
async fn blocks_that_are_finalised_at_once_are_all_told_and_none_twice() {
	let world = World::new();
	world.access(24, 1, MINE, 0);
	let mut reader = world.accesses(Value::Null).await;
	world.access(25, 1, MINE, 1);
	world.access(25, 2, OTHERS, 2);
	world.access(27, 1, MINE, 3);
	world.finalise(28);
	for expected in [(25, 1), (25, 2), (27, 3)] {
		assert_eq!(reader.access().await, expected);
	}
	world.access(29, 1, MINE, 4);
	world.finalise(29);
	world.finalise(30);
	assert_eq!(reader.access().await, (29, 4));
	drop(world.heads);
	reader.hears_no_more().await;
}

#[tokio::test]
async fn a_block_that_is_not_final_is_not_told() {
	let world = World::new();
	let mut reader = world.accesses(Value::Null).await;
	world.access(25, 1, MINE, 1);
	world.access(26, 1, MINE, 2);
	world.ledger.state().best = 26;
	world.finalise(25);
	assert_eq!(reader.access().await, (25, 1));
	drop(world.heads);
	reader.hears_no_more().await;
}

#[tokio::test]
async fn a_block_of_a_thousand_entries_is_told_to_its_end() {
	let world = World::new();
	let mut reader = world.accesses(Value::Null).await;
	for epoch in 0..1000 {
		world.access(25, 1, MINE, epoch);
	}
	world.finalise(25);
	for epoch in 0..400 {
		assert_eq!(reader.access().await, (25, epoch));
	}
	// What is finalised while it is being read follows.
	world.access(26, 1, MINE, 1000);
	world.finalise(26);
	for epoch in 400..1000 {
		assert_eq!(reader.access().await, (25, epoch));
	}
	assert_eq!(reader.access().await, (26, 1000));
	drop(world.heads);
	reader.hears_no_more().await;
}

#[tokio::test]
async fn a_reader_that_comes_back_goes_on_at_the_block_it_names() {
	let world = World::new();
	for at in 10..=24 {
		world.access(at, 1, MINE, at);
	}
	let mut reader = world.accesses(json!({ "from": 22 })).await;
	for at in 22..=24_u64 {
		assert_eq!(reader.access().await, (at, at), "block and epoch");
	}
	world.access(25, 1, MINE, 25);
	world.finalise(25);
	assert_eq!(reader.access().await, (25, 25));
	let mut future = world.accesses(json!({ "from": 30 })).await;
	world.access(29, 1, MINE, 29);
	world.access(30, 1, MINE, 30);
	world.finalise(31);
	assert_eq!(future.access().await, (30, 30));
}

#[tokio::test]
async fn a_filter_holds_the_others_back() {
	let world = World::new();
	let mut patient = world.accesses(json!({ "patient": MINE })).await;
	let mut about = world
		.accesses(json!({ "record": record(2), "patient": OTHERS }))
		.await;
	world.access(25, 1, MINE, 1);
	world.access(25, 2, OTHERS, 2);
	world.access(25, 3, OTHERS, 3);
	world.finalise(25);
	assert_eq!(patient.access().await, (25, 1));
	assert_eq!(about.access().await, (25, 2));
	drop(world.heads);
	patient.hears_no_more().await;
	about.hears_no_more().await;
}

#[tokio::test]
async fn a_record_is_told_when_it_is_registered_moved_and_retired_as_it_is_then() {
	let world = World::new();
	let mut reader = world.records(Value::Null).await;
	world.note(25, 1, MINE, TrailEvent::Registered { hospital: 1 });
	world.state(25, 1, MINE, 1, RecordStatus::Live);
	world.access(26, 1, MINE, 1);
	world.note(27, 1, MINE, TrailEvent::CustodyTransferred { from: 1, to: 2 });
	world.state(27, 1, MINE, 2, RecordStatus::Live);
	world.note(28, 1, MINE, TrailEvent::Retired);
	world.state(28, 1, MINE, 2, RecordStatus::Retired);
	world.finalise(28);
	let id = json!(record(1));
	assert_eq!(reader.record().await, (25, id.clone(), 1, "live".into()));
	assert_eq!(reader.record().await, (27, id.clone(), 2, "live".into()));
	assert_eq!(reader.record().await, (28, id, 2, "retired".into()));
	drop(world.heads);
	reader.hears_no_more().await;
}

#[tokio::test]
async fn a_record_that_changes_twice_in_a_block_is_told_once_and_in_the_next_again() {
	let world = World::new();
	let mut reader = world.records(Value::Null).await;
	world.note(25, 1, MINE, TrailEvent::Registered { hospital: 1 });
	world.note(25, 2, MINE, TrailEvent::Registered { hospital: 1 });
	world.note(25, 1, MINE, TrailEvent::Retired);
	world.note(26, 2, MINE, TrailEvent::Retired);
	for seed in [1, 2] {
		world.state(25, seed, MINE, 1, RecordStatus::Retired);
	}
	world.finalise(26);
	for (number, seed) in [(25, 1), (25, 2), (26, 2)] {
		let told = reader.record().await;
		assert_eq!((told.0, told.1), (number, json!(record(seed))));
	}
	drop(world.heads);
	reader.hears_no_more().await;
}

#[tokio::test]
async fn a_custodian_is_told_of_records_that_come_and_go_and_of_no_others() {
	let world = World::new();
	let mut first = world.records(json!({ "custodian": 1 })).await;
	let mut second = world.records(json!({ "custodian": 2 })).await;
	let mut patient = world.records(json!({ "patient": MINE })).await;
	world.note(25, 1, MINE, TrailEvent::Registered { hospital: 1 });
	world.note(25, 2, OTHERS, TrailEvent::Registered { hospital: 3 });
	world.state(25, 1, MINE, 1, RecordStatus::Live);
	world.state(25, 2, OTHERS, 3, RecordStatus::Live);
	world.note(26, 1, MINE, TrailEvent::CustodyTransferred { from: 1, to: 2 });
	world.state(26, 1, MINE, 2, RecordStatus::Live);
	world.finalise(26);
	let id = json!(record(1));
	for reader in [&mut first, &mut patient] {
		assert_eq!(reader.record().await, (25, id.clone(), 1, "live".into()));
		assert_eq!(reader.record().await, (26, id.clone(), 2, "live".into()));
	}
	assert_eq!(second.record().await, (26, id, 2, "live".into()));
	drop(world.heads);
	for reader in [&mut first, &mut second, &mut patient] {
		reader.hears_no_more().await;
	}
}

#[tokio::test]
async fn an_item_is_what_the_queries_show() {
	let world = World::new();
	let mut entries = world.accesses(Value::Null).await;
	let mut records = world.records(Value::Null).await;
	world.note(25, 1, MINE, TrailEvent::Registered { hospital: 1 });
	world.state(25, 1, MINE, 1, RecordStatus::Live);
	world.finalise(25);
	let (entry, change) = (entries.next().await, records.next().await);
	let queries = Queries::new(world.ledger.clone()).into_rpc();
	let record: Value = queries
		.call("salus_record", [json!(record(1)), json!(block(25))])
		.await
		.unwrap();
	let trail: Value = queries
		.call("salus_accessTrail", Vec::<Value>::new())
		.await
		.unwrap();
	assert_eq!(change["item"], record);
	assert_eq!(entry["item"], trail["items"][0]);
	let entry: FinalisedJson<TrailEntryJson> = serde_json::from_value(entry).unwrap();
	let change: FinalisedJson<RecordJson> = serde_json::from_value(change).unwrap();
	insta::assert_json_snapshot!((entry, change));
}

#[tokio::test]
async fn a_reader_that_does_not_read_is_dropped_with_the_reason() {
	let world = World::with(SubscriptionLimits {
		subscribers: 2,
		patience: Duration::from_millis(50),
	});
	let mut slow = world
		.subscribe("salus_subscribeAccess", Value::Null, 2)
		.await
		.unwrap();
	let mut quick = world.accesses(Value::Null).await;
	for epoch in 0..10 {
		world.access(25, 1, MINE, epoch);
	}
	world.finalise(25);
	for epoch in 0..10 {
		assert_eq!(quick.access().await, (25, epoch));
	}
	world.place().await;
	// Only what its connection holds waited for it.
	for epoch in 0..2 {
		assert_eq!(slow.access().await, (25, epoch));
	}
	let mut ending = slow.ending().await;
	assert_eq!(ending["code"], Cause::ReaderTooSlow.code());
	assert_eq!(slow.message().await, None);
	let data: RefusalData = serde_json::from_value(ending["data"].take()).unwrap();
	insta::assert_json_snapshot!(data);
}

#[tokio::test]
async fn a_node_takes_so_many_subscribers_and_one_that_leaves_makes_room() {
	let world = World::with(SubscriptionLimits {
		subscribers: 1,
		..SubscriptionLimits::default()
	});
	let mut first = world.accesses(Value::Null).await;
	let refusal = world
		.subscribe("salus_subscribeRecords", Value::Null, 1)
		.await
		.err()
		.unwrap();
	assert_eq!(refusal["code"], Cause::TooManySubscriptions.code());
	let left: bool = world
		.module
		.call("salus_unsubscribeAccess", [first.id.clone()])
		.await
		.unwrap();
	assert!(left);
	assert_eq!(first.message().await, None);
	world.place().await;
	world.access(25, 1, MINE, 1);
	world.finalise(25);
	let mut second = world.accesses(json!({ "from": 25 })).await;
	assert_eq!(second.access().await, (25, 1));
	drop(second);
	world.place().await;
	let third = world.subscribe("salus_subscribeRecords", Value::Null, 1).await;
	assert!(third.is_ok(), "a connection that closed left its place");
}

#[tokio::test]
async fn a_filter_that_says_two_things_or_an_unknown_one_is_refused() {
	let world = World::new();
	let cases = [
		(
			"salus_subscribeRecords",
			json!({ "custodian": 1, "patient": MINE }),
			Cause::AmbiguousFilter.code(),
		),
		("salus_subscribeRecords", json!({ "record": record(1) }), -32602),
		("salus_subscribeAccess", json!({ "custodian": 1 }), -32602),
		("salus_subscribeAccess", json!({ "to": 30 }), -32602),
		("salus_subscribeAccess", json!({ "from": -1 }), -32602),
	];
	for (method, filter, code) in cases {
		let refusal = world.subscribe(method, filter, 1).await.err().unwrap();
		assert_eq!(refusal["code"], code, "{method}: {refusal}");
	}
}

#[tokio::test]
async fn a_subscription_ends_with_the_reason_if_a_state_is_gone_or_the_node_stops() {
	let world = World::new();
	let mut records = world.records(Value::Null).await;
	let mut entries = world.accesses(Value::Null).await;
	world.note(25, 1, MINE, TrailEvent::Registered { hospital: 1 });
	world.access(26, 1, MINE, 1);
	world.ledger.state().oldest = 26;
	world.finalise(26);
	assert_eq!(records.ending().await["code"], Cause::StateUnavailable.code());
	assert_eq!(
		entries.next().await["number"],
		25,
		"the trail is read at the head"
	);
	assert_eq!(entries.access().await, (26, 1));
	drop(world.heads);
	assert_eq!(entries.ending().await["code"], Cause::Internal.code());
}
