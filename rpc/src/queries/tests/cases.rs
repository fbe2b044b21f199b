//! Cases and research.

use super::*;

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
