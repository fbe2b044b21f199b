//! Every list: its limit, its cursor, its parameters by position and by name.

use super::*;

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
		"salus_ceremony",
		"salus_ceremonyDeal",
		"salus_ceremonySettings",
		"salus_actsFor",
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
