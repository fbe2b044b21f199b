use super::{Queries, QueriesApiServer};
use crate::{
	errors::Cause,
	testing::{block, hospital, person, validator, Ledger},
};
use jsonrpsee::{core::params::ArrayParams, rpc_params, MethodsError, RpcModule};
use salus_primitives::{hospital::Role, AccountId};
use serde_json::{json, Value};

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

#[tokio::test]
async fn a_page_of_a_billion_or_of_nothing_is_refused() {
	for limit in [0_u64, 257, 1_000_000_000, u64::MAX] {
		assert_eq!(
			call("salus_hospitals", rpc_params![limit]).await,
			Err(Cause::InvalidLimit.code())
		);
	}
	assert!(call("salus_hospitals", rpc_params![256]).await.is_ok());
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
