use super::{Queries, QueriesApiServer};
use crate::{
	errors::Cause,
	testing::{backing, block, hospital, person, validator, Ledger},
};
use jsonrpsee::{core::params::ArrayParams, rpc_params, MethodsError, RpcModule};
use salus_primitives::{
	hospital::Role,
	index::{EmergencyInfo, EmergencyReason, EmergencyVerdict, IndexKeyId, IndexKeyInfo},
	research::{BudgetInfo, SpendingInfo},
	AccountId,
};
use serde_json::{json, Value};
use std::collections::BTreeSet;

fn account(seed: u8) -> AccountId {
	AccountId::new([seed; 32])
}

fn module() -> RpcModule<Queries> {
	let ledger = Ledger::new();
	for id in 0..3_u8 {
		let handle = format!("hospital-{id}");
		ledger
			.state()
			.hospitals
			.push(hospital(id.into(), &handle, account(id)));
	}
	for id in 20..23 {
		ledger.state().validators.push(validator(account(id), id.into()));
		for backer in 10..12 {
			let stake = backing(account(id), id.into());
			ledger.state().backings.push((account(backer), stake));
		}
	}
	for id in 10..13 {
		ledger
			.state()
			.persons
			.insert(account(id), person(account(id), Role::Staff, Some(1)));
	}
	Queries::new(ledger).into_rpc()
}

async fn call(method: &str, params: ArrayParams) -> Result<Value, i32> {
	match module().call::<_, Value>(method, params).await {
		Ok(value) => Ok(value),
		Err(MethodsError::JsonRpc(error)) => Err(error.code()),
		Err(error) => panic!("{error}"),
	}
}

#[tokio::test]
async fn a_list_goes_on_at_its_cursor_and_names_its_block() {
	let first = call("salus_hospitals", rpc_params![2]).await.unwrap();
	assert_eq!(first["items"].as_array().unwrap().len(), 2);
	assert_eq!(first["at"], json!(block(25)));
	let second = call("salus_hospitals", rpc_params![2, &first["next"], &first["at"]])
		.await
		.unwrap();
	assert_eq!(second["items"][0]["handle"], "hospital-2");
	assert_eq!(second["next"], Value::Null);
}

/// The answer to a call whose parameters are JSON as a client writes it.
async fn ask(method: &str, params: &str) -> Value {
	let request = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
	let (answer, _) = module().raw_json_request(&request, 1).await.unwrap();
	serde_json::from_str(&answer).unwrap()
}

/// Lists with what they need to know first, by position and by name.
fn lists() -> [(&'static str, Option<(&'static str, String)>); 18] {
	let by = Some(("filter", json!({ "by": 1 }).to_string()));
	let patient = Some(("patient", json!(account(1)).to_string()));
	let backer = Some(("account", json!(account(1)).to_string()));
	let researcher = backer.clone();
	[
		("salus_hospitals", None),
		("salus_staff", Some(("hospital", "1".into()))),
		("salus_validators", None),
		("salus_backings", backer),
		("salus_records", Some(("filter", "null".into()))),
		("salus_authorisations", by),
		("salus_consents", patient),
		("salus_accessTrail", Some(("filter", "null".into()))),
		("salus_indexChanges", Some(("from", "0".into()))),
		("salus_indexScopes", Some(("hospital", "1".into()))),
		("salus_wrappedIndexKeys", Some(("hospital", "1".into()))),
		("salus_emergencies", Some(("filter", "null".into()))),
		("salus_cover", None),
		("salus_updateKeys", None),
		("salus_offers", Some(("filter", "null".into()))),
		("salus_trades", Some(("filter", "null".into()))),
		("salus_spendings", researcher),
		("salus_cases", Some(("filter", "null".into()))),
	]
}

/// A list's answer under a limit, by position and by name.
async fn limited(list: &(&str, Option<(&str, String)>), limit: &str) -> [Value; 2] {
	let (method, first) = list;
	let (positions, names) = match first {
		Some((name, value)) => (
			format!("[{value}, {limit}]"),
			format!(r#"{{"{name}": {value}, "limit": {limit}}}"#),
		),
		None => (format!("[{limit}]"), format!(r#"{{"limit": {limit}}}"#)),
	};
	[ask(method, &positions).await, ask(method, &names).await]
}

#[tokio::test]
async fn no_list_takes_a_limit_that_is_no_number_from_1_to_256() {
	let refused = [
		"0",
		"-1",
		"257",
		"1000000000",
		"4294967297",
		"18446744073709551615",
		"18446744073709551616",
		"1e30",
		"1.5",
		r#""50""#,
		"true",
		"[50]",
		r#"{"items": 50}"#,
	];
	for list in lists() {
		for limit in refused {
			for answer in limited(&list, limit).await {
				let error = &answer["error"];
				let cause = (&error["code"], &error["message"], &error["data"]["cause"]);
				assert_eq!(
					cause,
					(
						&json!(Cause::InvalidLimit.code()),
						&json!(Cause::InvalidLimit.message()),
						&json!("invalidLimit")
					),
					"{} with {limit}",
					list.0
				);
			}
		}
		for limit in ["1", "256", "null"] {
			for answer in limited(&list, limit).await {
				assert!(
					answer["result"]["items"].is_array(),
					"{} with {limit}: {answer}",
					list.0
				);
			}
		}
	}
}

#[tokio::test]
async fn every_query_is_a_list_with_a_limit_or_one_answer() {
	let single = [
		"salus_hospital",
		"salus_person",
		"salus_record",
		"salus_keyAuthority",
		"salus_userKey",
		"salus_epoch",
		"salus_updateKey",
		"salus_revocationStatus",
		"salus_mayOpen",
		"salus_declaredAccess",
		"salus_indexEntry",
		"salus_indexKeys",
		"salus_interests",
		"salus_emergency",
		"salus_emergencyBan",
		"salus_validator",
		"salus_session",
		"salus_offer",
		"salus_trade",
		"salus_tradeParameters",
		"salus_researchParameters",
		"salus_researchBudget",
		"salus_spending",
		"salus_isCounted",
		"salus_case",
		"salus_openCase",
		"salus_caseClaims",
		"salus_caseStanding",
		"salus_caseFaults",
		"salus_arbiter",
		"salus_caseParameters",
	];
	let known: BTreeSet<&str> = lists().iter().map(|(method, _)| *method).chain(single).collect();
	assert_eq!(module().method_names().collect::<BTreeSet<_>>(), known);
}

#[tokio::test]
async fn a_foreign_cursor_is_refused() {
	assert_eq!(
		call("salus_hospitals", rpc_params![1, "0x00"]).await,
		Err(Cause::InvalidCursor.code())
	);
	let long = format!("0x{}", "00".repeat(257));
	assert_eq!(
		call("salus_hospitals", rpc_params![1, long]).await,
		Err(Cause::InvalidCursor.code())
	);
}

#[tokio::test]
async fn an_unknown_block_is_refused() {
	assert_eq!(
		call("salus_epoch", rpc_params![block(26)]).await,
		Err(Cause::UnknownBlock.code())
	);
	assert_eq!(
		call("salus_epoch", rpc_params![block(3)]).await.unwrap()["epoch"],
		0
	);
}

#[tokio::test]
async fn a_hospital_is_found_by_number_and_by_handle() {
	for reference in [json!(1), json!("hospital-1")] {
		assert_eq!(
			call("salus_hospital", rpc_params![reference]).await.unwrap()["id"],
			1
		);
	}
	for reference in [json!(9), json!("nowhere"), json!("x".repeat(1000))] {
		assert_eq!(
			call("salus_hospital", rpc_params![reference]).await,
			Ok(Value::Null)
		);
	}
}

#[tokio::test]
async fn staff_and_persons() {
	let staff = call("salus_staff", rpc_params![1]).await.unwrap();
	assert_eq!(staff["items"].as_array().unwrap().len(), 3);
	let found = call("salus_person", rpc_params![account(10)]).await.unwrap();
	assert_eq!((&found["role"], &found["hospital"]), (&json!("staff"), &json!(1)));
	assert_eq!(
		call("salus_person", rpc_params![account(99)]).await,
		Ok(Value::Null)
	);
}

#[tokio::test]
async fn validators_are_listed_by_page_and_found_by_account() {
	let first = call("salus_validators", rpc_params![2]).await.unwrap();
	assert_eq!(first["items"][1]["own"], "21");
	let second = call("salus_validators", rpc_params![2, &first["next"], &first["at"]])
		.await
		.unwrap();
	assert_eq!(second["items"][0]["account"], json!(account(22)));
	assert_eq!(second["next"], Value::Null);
	assert_eq!(
		call("salus_validators", rpc_params![0]).await,
		Err(Cause::InvalidLimit.code())
	);

	let found = call("salus_validator", rpc_params![account(20)]).await.unwrap();
	assert_eq!(found, first["items"][0]);
	assert_eq!(
		call("salus_validator", rpc_params![account(1)]).await,
		Ok(Value::Null)
	);
}

#[tokio::test]
async fn a_backer_is_shown_its_own_stakes_and_nobody_elses() {
	let first = call("salus_backings", rpc_params![account(10), 2]).await.unwrap();
	let items = first["items"].as_array().unwrap();
	let stakes: Vec<_> = items
		.iter()
		.map(|item| (&item["account"], &item["active"]))
		.collect();
	let (one, two) = (json!(account(20)), json!(account(21)));
	assert_eq!(stakes, [(&one, &json!("20")), (&two, &json!("21"))]);
	assert_eq!(
		items[0]["waiting"],
		json!([{ "amount": "1", "withdrawableAt": 9 }])
	);
	let second = call(
		"salus_backings",
		rpc_params![account(10), 2, &first["next"], &first["at"]],
	)
	.await
	.unwrap();
	assert_eq!(second["items"][0]["account"], json!(account(22)));
	assert_eq!(second["next"], Value::Null);
	let nobody = call("salus_backings", rpc_params![account(1)]).await.unwrap();
	assert_eq!((&nobody["items"], &nobody["next"]), (&json!([]), &Value::Null));
}

#[tokio::test]
async fn the_session_is_that_of_the_block_asked_for() {
	let best = call("salus_session", rpc_params![]).await.unwrap();
	assert_eq!((&best["index"], &best["validators"]), (&json!(2), &json!(3)));
	let earlier = call("salus_session", rpc_params![block(3)]).await.unwrap();
	assert_eq!(earlier["index"], 0);
}

#[tokio::test]
async fn an_unknown_record_is_null_and_nobody_may_open_it() {
	let record = block(77);
	assert_eq!(call("salus_record", rpc_params![record]).await, Ok(Value::Null));
	assert_eq!(
		call("salus_mayOpen", rpc_params![account(10), record]).await,
		Ok(json!({ "mayOpen": false, "refusal": "unknownRecord" }))
	);
}

#[tokio::test]
async fn a_filter_of_two_alternatives_or_with_a_misspelt_name_is_refused() {
	let both = json!({ "custodian": 1, "patient": account(1) });
	assert_eq!(
		call("salus_records", rpc_params![both]).await,
		Err(Cause::AmbiguousFilter.code())
	);
	let misspelt = json!({ "pateint": account(1) });
	assert_eq!(
		call("salus_accessTrail", rpc_params![misspelt]).await,
		Err(-32602)
	);
	assert_eq!(
		call("salus_records", rpc_params![Value::Null]).await.unwrap()["items"],
		json!([])
	);
}

#[tokio::test]
async fn parameters_go_by_name_too() {
	let mut params = jsonrpsee::core::params::ObjectParams::new();
	params.insert("account", account(10)).unwrap();
	let found: Value = module().call("salus_person", params).await.unwrap();
	assert_eq!(found["account"], json!(account(10)));
}

#[tokio::test]
async fn offers_and_trades_are_listed_by_state_and_one_is_asked_by_name() {
	use crate::testing::{offer, sale};
	use salus_primitives::trade::{OfferState, TradeState};
	let ledger = Ledger::new();
	{
		let mut state = ledger.state();
		for id in 0..3 {
			let mut info = offer(id, account(1));
			if id == 1 {
				info.state = OfferState::Closed;
			}
			state.offers.insert((id, 1), info);
		}
		for (seed, stand) in [(1, TradeState::Locked), (2, TradeState::Paid)] {
			let trade = sale(seed, account(2), account(1), stand);
			state.trades.insert((trade.id(), 1), trade);
		}
	}
	let module = Queries::new(ledger).into_rpc();
	let ask = |method: &'static str, params: Value| {
		let module = &module;
		async move {
			module
				.call::<_, Value>(method, params.as_array().unwrap().clone())
				.await
				.unwrap()
		}
	};
	let open = ask("salus_offers", json!([{ "state": "open" }])).await;
	assert_eq!(open["items"].as_array().unwrap().len(), 2);
	assert_eq!(ask("salus_offer", json!([1])).await["state"], "closed");
	assert_eq!(ask("salus_offer", json!([9])).await, Value::Null);
	let paid = ask("salus_trades", json!([{ "state": "paid" }])).await;
	assert_eq!(paid["items"][0]["order"], json!(sp_core::H256::repeat_byte(2)));
	let order = sp_core::H256::repeat_byte(1);
	assert_eq!(
		ask("salus_trade", json!([{ "sale": order }])).await["state"],
		"locked"
	);
	let slot = json!([{ "slot": { "offer": 0, "slot": 0 } }]);
	assert_eq!(ask("salus_trade", slot).await, Value::Null);
	assert_eq!(ask("salus_tradeParameters", json!([])).await["grace"], 1_200);
}

#[tokio::test]
async fn a_budget_and_what_was_spent_of_it() {
	let ledger = Ledger::new();
	{
		let mut state = ledger.state();
		let budget = BudgetInfo {
			researcher: account(5),
			budget: 1_000_000,
			spent: 400_000,
			left: 600_000,
			refills_at: Some(70),
		};
		state.budgets.insert(account(5), budget);
		for (id, researcher) in [(3, 5), (4, 6), (5, 5)] {
			let spending = SpendingInfo {
				id,
				researcher: account(researcher),
				hospital: 1,
				query: block(9),
				epsilon: 200_000,
				spent_at: 20,
				answer_until: 120,
			};
			state.spendings.insert(id, spending);
		}
		state.counted.insert(account(7));
	}
	let module = Queries::new(ledger).into_rpc();
	let ask = |method: &'static str, params: ArrayParams| {
		let module = &module;
		async move { module.call::<_, Value>(method, params).await.unwrap() }
	};
	let budget = ask("salus_researchBudget", rpc_params![account(5)]).await;
	assert_eq!(
		budget,
		json!({
			"researcher": account(5),
			"budget": 1_000_000,
			"spent": 400_000,
			"left": 600_000,
			"refillsAt": 70,
		})
	);
	let nobodys = ask("salus_researchBudget", rpc_params![account(6)]).await;
	assert_eq!(nobodys, Value::Null);
	let spending = ask("salus_spending", rpc_params![4]).await;
	assert_eq!(
		spending,
		json!({
			"id": 4,
			"researcher": account(6),
			"hospital": 1,
			"query": block(9),
			"epsilon": 200_000,
			"spentAt": 20,
			"answerUntil": 120,
		})
	);
	assert_eq!(ask("salus_spending", rpc_params![9]).await, Value::Null);
	let page = ask("salus_spendings", rpc_params![account(5), 1]).await;
	assert_eq!(page["items"][0]["id"], 3);
	let rest = ask("salus_spendings", rpc_params![account(5), 1, &page["next"]]).await;
	assert_eq!(
		(&rest["items"][0]["id"], &rest["next"]),
		(&json!(5), &Value::Null)
	);
	for (patient, counted) in [(7, true), (8, false)] {
		let answer = ask("salus_isCounted", rpc_params![account(patient)]).await;
		assert_eq!(answer, json!(counted));
	}
	let parameters = ask("salus_researchParameters", rpc_params![]).await;
	assert_eq!(
		parameters,
		json!({
			"budget": 1_000_000,
			"minEpsilon": 10_000,
			"maxEpsilon": 1_000_000,
			"period": 1_000,
			"window": 100,
			"floor": 3,
		})
	);
}

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

#[tokio::test]
async fn cases_are_listed_by_every_condition_and_asked_for_with_what_they_have_shown() {
	use crate::testing::case;
	use salus_primitives::cases::{ArbiterInfo, CaseStatus, ClaimInfo, Faults, Standing};
	let ledger = Ledger::new();
	{
		let mut state = ledger.state();
		let mut settled = case(1, account(2));
		settled.status = CaseStatus::Settled;
		settled.doctor = Some(account(6));
		let mut elsewhere = case(2, account(2));
		elsewhere.record = block(9);
		elsewhere.custodian = Some(3);
		for info in [case(0, account(1)), settled, elsewhere] {
			state.cases.insert(info.id, info);
		}
		let claim = ClaimInfo {
			position: 0,
			doctor: account(5),
			hospital: 2,
			commitment: block(8),
			interests: 4,
			at: 11,
			count: None,
		};
		state.of_cases.claims.insert(0, vec![claim]);
		let standing = Standing {
			assigned: 3,
			..Default::default()
		};
		state.of_cases.standings.insert(account(6), standing);
		state.of_cases.faults.insert(1, Faults { omitted: 1, lost: 0 });
		state.of_cases.arbiter = Some(ArbiterInfo {
			account: account(7),
			key: Some([1; 32]),
		});
	}
	let module = Queries::new(ledger).into_rpc();
	let ask = |method: &'static str, params: Value| {
		let module = &module;
		async move {
			module
				.call::<_, Value>(method, params.as_array().unwrap().clone())
				.await
				.unwrap()
		}
	};
	for (filter, expected) in [
		(Value::Null, vec![0, 1, 2]),
		(json!({ "status": "claiming" }), vec![0, 2]),
		(json!({ "patient": account(2) }), vec![1, 2]),
		(json!({ "patient": account(2), "status": "settled" }), vec![1]),
		(json!({ "doctor": account(5) }), vec![0]),
		(json!({ "doctor": account(6) }), vec![1]),
		(json!({ "custodian": 3 }), vec![2]),
		(json!({ "record": block(9) }), vec![2]),
		(json!({ "record": block(8) }), vec![]),
	] {
		let page = ask("salus_cases", json!([filter])).await;
		let ids: Vec<_> = page["items"]
			.as_array()
			.unwrap()
			.iter()
			.map(|case| case["id"].as_u64().unwrap())
			.collect();
		assert_eq!(ids, expected, "{filter}");
	}
	assert_eq!(ask("salus_case", json!([1])).await["status"], "settled");
	assert_eq!(ask("salus_case", json!([9])).await, Value::Null);
	assert_eq!(ask("salus_openCase", json!([block(9)])).await, 2);
	assert_eq!(ask("salus_openCase", json!([block(8)])).await, Value::Null);
	assert_eq!(ask("salus_caseClaims", json!([0])).await[0]["interests"], 4);
	assert_eq!(ask("salus_caseClaims", json!([1])).await, json!([]));
	let shown = ask("salus_caseStanding", json!([account(6)])).await;
	assert_eq!(
		(&shown["assigned"], &shown["bannedUntil"]),
		(&json!(3), &json!(0))
	);
	assert_eq!(
		ask("salus_caseFaults", json!([1])).await,
		json!({ "omitted": 1, "lost": 0 })
	);
	assert_eq!(
		ask("salus_arbiter", json!([])).await["account"],
		json!(account(7))
	);
	assert_eq!(ask("salus_caseParameters", json!([])).await["claimWindow"], 1_200);
}
