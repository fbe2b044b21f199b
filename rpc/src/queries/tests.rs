mod cases;
mod index;
mod lists;

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

/// The answer to a call whose parameters are JSON as a client writes it.
async fn ask(method: &str, params: &str) -> Value {
	let request = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
	let (answer, _) = module().raw_json_request(&request, 1).await.unwrap();
	serde_json::from_str(&answer).unwrap()
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
