//! Cases.

use super::*;

#[test]
fn a_case() {
	use salus_primitives::cases::{
		AssignmentInfo, CaseInfo, CaseRatings, CaseStatus, ContestInfo, DisputeInfo, Outcome, ReportInfo,
	};
	insta::assert_json_snapshot!(CaseJson::from(CaseInfo {
		id: 7,
		record: Hash::repeat_byte(1),
		patient: account(1),
		custodian: Some(4),
		opened_at: 10,
		cut_off: 20,
		assign_until: 30,
		claims: 3,
		fee: 100 * salus_primitives::SAL,
		status: CaseStatus::Settled,
		doctor: Some(account(2)),
		hospital: Some(5),
		assignment: Some(AssignmentInfo {
			doctor: account(3),
			count: 4,
			counted: 2,
			root: Hash::repeat_byte(2),
			by: 4,
			round: 1,
			assigned_at: 21,
			contest_until: 25,
			report_until: 60,
		}),
		report_key: Some([3; 32]),
		contest: Some(ContestInfo {
			doctor: account(3),
			position: 2,
			count: 5,
			opened_at: 22,
			decide_until: 40,
		}),
		report: Some(ReportInfo {
			doctor: account(2),
			y: [3; 32],
			e: [4; 32],
			commitment: Hash::repeat_byte(5),
			digest: Hash::repeat_byte(6),
			custodian: 4,
			submitted_at: 26,
			acknowledge_until: 50,
		}),
		dispute: Some(DisputeInfo {
			arbiter: account(3),
			arbiter_key: [7; 32],
			disclosure: Hash::repeat_byte(8),
			opened_at: 27,
			decide_until: 45,
			verdict: Some(Verdict::DoctorAtFault),
		}),
		outcome: Some(Outcome::Decided(Verdict::DoctorAtFault)),
		since: 28,
		ratings: CaseRatings {
			by_patient: Some(1),
			by_doctor: None,
		},
	}));
}

#[test]
fn what_is_known_of_a_case_that_takes_claims() {
	use salus_primitives::cases::{ArbiterInfo, ClaimInfo, Outcome};
	let open = serde_json::to_value(CaseJson::from(crate::testing::case(7, account(1)))).unwrap();
	assert_eq!(open["status"], "claiming");
	for unknown in [
		"doctor",
		"assignment",
		"reportKey",
		"report",
		"dispute",
		"outcome",
	] {
		assert_eq!(open[unknown], serde_json::Value::Null);
	}
	let claim = ClaimJson::from(ClaimInfo {
		position: 0,
		doctor: account(2),
		hospital: 5,
		commitment: Hash::repeat_byte(1),
		interests: 9,
		at: 11,
		count: None,
	});
	let claim = serde_json::to_value(claim).unwrap();
	assert_eq!(claim["interests"], 9);
	assert_eq!(claim["count"], serde_json::Value::Null);
	let arbiter = ArbiterJson::from(ArbiterInfo {
		account: account(3),
		key: Some([1; 32]),
	});
	let arbiter = serde_json::to_value(arbiter).unwrap();
	assert_eq!(arbiter["key"], format!("0x{}", "01".repeat(32)));
	let outcomes = [
		Outcome::Unassigned,
		Outcome::Silent,
		Outcome::Decided(Verdict::DoctorCleared),
	];
	assert_eq!(
		serde_json::to_value(outcomes).unwrap(),
		serde_json::json!(["unassigned", "silent", { "decided": "doctorCleared" }])
	);
}
