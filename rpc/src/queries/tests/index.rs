//! The index, and what is declared upon it.

use super::*;

#[tokio::test]
async fn the_log_of_the_index_is_read_from_a_position_on() {
	let ledger = Ledger::new();
	let (first, second) = (block(101), block(102));
	let key = IndexKeyId {
		indexer: 1,
		scope: [5; 16],
		epoch: 0,
	};
	{
		let mut state = ledger.state();
		let index = &mut state.index;
		index.tag(20, first, key, vec![[1; 16]]);
		index.tag(21, second, key, vec![[2; 16], [3; 16]]);
		index.untag(22, first);
		index.points.push(IndexKeyInfo {
			key,
			point: [4; 32],
			opened_at: 9,
			open: true,
		});
	}
	let module = Queries::new(ledger).into_rpc();
	let part: Value = module
		.call("salus_indexChanges", rpc_params![0, 2])
		.await
		.unwrap();
	assert_eq!((&part["next"], &part["length"]), (&json!(2), &json!(3)));
	assert_eq!(part["items"][0]["record"], json!(second));
	assert_eq!(part["items"][0]["kind"], "indexed");
	assert_eq!(
		part["items"][0]["tags"],
		json!(format!("0x{}{}", "02".repeat(16), "03".repeat(16)))
	);
	let rest: Value = module
		.call("salus_indexChanges", rpc_params![2, 2])
		.await
		.unwrap();
	assert_eq!(
		rest["items"],
		json!([{ "kind": "removed", "record": first, "position": 2 }])
	);
	let none: Value = module.call("salus_indexEntry", rpc_params![first]).await.unwrap();
	assert_eq!(none, Value::Null);
	let before: Value = module
		.call("salus_indexEntry", rpc_params![first, block(21)])
		.await
		.unwrap();
	assert_eq!(before["position"], 0);
	let scope = format!("0x{}", "05".repeat(16));
	let keys: Value = module
		.call("salus_indexKeys", rpc_params![1, &scope])
		.await
		.unwrap();
	assert_eq!(keys[0]["openedAt"], 9);
	assert_eq!(
		call("salus_indexKeys", rpc_params![1, "0x0505"]).await,
		Err(-32602)
	);
}

#[tokio::test]
async fn emergencies_are_listed_by_what_is_left_to_review_or_by_doctor() {
	let ledger = Ledger::new();
	for (id, verdict) in [(0, None), (1, Some(EmergencyVerdict::Justified)), (2, None)] {
		let emergency = EmergencyInfo {
			id,
			record: block(101),
			patient: account(1),
			doctor: account(10 + id as u8 / 2),
			hospital: 1,
			reason: EmergencyReason::Unconscious,
			declared_at: 20,
			expires_at: 40,
			verdict,
			live: true,
		};
		ledger.state().index.emergencies.insert(id, emergency);
	}
	ledger.state().index.bans.insert(account(11), 90);
	let module = Queries::new(ledger).into_rpc();
	let ids = |filter: Value| {
		let module = &module;
		async move {
			let page: Value = module
				.call("salus_emergencies", rpc_params![filter])
				.await
				.unwrap();
			let items = page["items"].as_array().unwrap();
			items
				.iter()
				.map(|item| item["id"].as_u64().unwrap())
				.collect::<Vec<_>>()
		}
	};
	assert_eq!(ids(Value::Null).await, [0, 1, 2]);
	assert_eq!(ids(json!({ "unreviewed": true })).await, [0, 2]);
	assert_eq!(ids(json!({ "doctor": account(10) })).await, [0, 1]);
	let found: Value = module.call("salus_emergency", rpc_params![1]).await.unwrap();
	assert_eq!(
		(&found["reason"], &found["verdict"]),
		(&json!("unconscious"), &json!("justified"))
	);
	let ban: Value = module
		.call("salus_emergencyBan", rpc_params![account(11)])
		.await
		.unwrap();
	assert_eq!(ban, 90);
	let both = json!({ "unreviewed": true, "doctor": account(10) });
	assert_eq!(
		call("salus_emergencies", rpc_params![both]).await,
		Err(Cause::AmbiguousFilter.code())
	);
}
