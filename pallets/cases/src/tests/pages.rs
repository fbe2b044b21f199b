//! What the runtime API reads.

use super::world::*;
use crate::mock::*;
use frame_support::assert_ok;
use salus_primitives::{
	apis::CaseFilter,
	cases::{CaseId, CaseStatus, Outcome, Verdict, MAX_CLAIMS},
	page::{PageError, PageRequest},
	AccountId,
};

const ALL: CaseFilter<AccountId> = CaseFilter {
	record: None,
	patient: None,
	doctor: None,
	custodian: None,
	status: None,
};

fn listed(filter: CaseFilter<AccountId>) -> Vec<CaseId> {
	let page = Cases::api_cases(
		filter,
		PageRequest {
			cursor: None,
			limit: 100,
		},
	)
	.unwrap();
	assert_eq!(page.next, None);
	let mut ids: Vec<_> = page.items.iter().map(|case| case.id).collect();
	ids.sort_unstable();
	ids
}

/// A settled case of the first record, an open one of it, and one of the second record that only the custodian's doctor claims.
fn three_cases() {
	settled();
	assert_ok!(Cases::attach_fee(by(&alma()), record(1), FEE));
	assert_ok!(claim(&doctor(ST_MARY, 1), record(2), 1));
}

#[test]
fn cases_are_listed_by_every_condition() {
	build_and_execute(|| {
		three_cases();
		assert_eq!(listed(ALL), [0, 1, 2]);
		let by_record = |n| CaseFilter {
			record: Some(record(n)),
			..ALL
		};
		assert_eq!(listed(by_record(1)), [0, 1]);
		assert_eq!(listed(by_record(3)), [0u64; 0]);
		let by_patient = |patient| CaseFilter {
			patient: Some(patient),
			..ALL
		};
		assert_eq!(listed(by_patient(alma())), [0, 1, 2]);
		assert_eq!(listed(by_patient(bruno())), [0u64; 0]);
		let by_doctor = |doctor| CaseFilter {
			doctor: Some(doctor),
			..ALL
		};
		assert_eq!(listed(by_doctor(doctor(NORTH, 1))), [0]);
		assert_eq!(listed(by_doctor(doctor(ST_MARY, 1))), [2]);
		let by_status = |status| CaseFilter {
			status: Some(status),
			..ALL
		};
		assert_eq!(listed(by_status(CaseStatus::Claiming)), [1, 2]);
		assert_eq!(listed(by_status(CaseStatus::Settled)), [0]);
		let by_custodian = |custodian| CaseFilter {
			custodian: Some(custodian),
			..ALL
		};
		assert_eq!(listed(by_custodian(ST_MARY)), [0, 1, 2]);
		Registry::hand_over(record(2), NORTH);
		assert_eq!(listed(by_custodian(NORTH)), [2]);
		assert_eq!(
			listed(CaseFilter {
				record: Some(record(1)),
				status: Some(CaseStatus::Settled),
				..ALL
			}),
			[0]
		);
	});
}

#[test]
fn a_colleague_who_has_a_case_finds_it() {
	build_and_execute(|| {
		let id = assigned();
		let colleague = doctor(NORTH, 3);
		assert_ok!(Cases::delegate_case(by(&reporter()), id, colleague.clone()));
		let filter = CaseFilter {
			doctor: Some(colleague),
			..ALL
		};
		assert_eq!(listed(filter), [id]);
	});
}

#[test]
fn pages_go_on_where_they_stopped() {
	build_and_execute(|| {
		three_cases();
		let (mut cursor, mut ids) = (None, Vec::new());
		loop {
			let page = Cases::api_cases(ALL, PageRequest { cursor, limit: 1 }).unwrap();
			assert_eq!(page.items.len(), 1);
			ids.push(page.items[0].id);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		ids.sort_unstable();
		assert_eq!(ids, [0, 1, 2]);
		let wrong = PageRequest {
			cursor: Some(vec![1, 2, 3]),
			limit: 1,
		};
		assert_eq!(Cases::api_cases(ALL, wrong), Err(PageError::InvalidCursor));
	});
}

#[test]
fn a_case_is_shown_with_all_that_happened() {
	build_and_execute(|| {
		let id = disputed();
		let shown = Cases::api_case(id).unwrap();
		assert_eq!((shown.id, shown.record, shown.patient), (id, record(1), alma()));
		assert_eq!(
			(shown.custodian, shown.claims, shown.fee),
			(Some(ST_MARY), 3, FEE)
		);
		assert_eq!((shown.doctor, shown.hospital), (Some(reporter()), Some(NORTH)));
		assert_eq!(
			(shown.opened_at, shown.cut_off, shown.since),
			(1, CUT_OFF, REPORTABLE)
		);
		assert_eq!(shown.status, CaseStatus::Disputed);
		let assignment = shown.assignment.unwrap();
		assert_eq!((assignment.doctor, assignment.by), (reporter(), ST_MARY));
		assert_eq!(
			(assignment.count, assignment.counted, assignment.round),
			(4, 3, 0)
		);
		assert_eq!(shown.report_key, Some(report_secret(1).public()));
		assert_eq!(shown.report.unwrap().custodian, ST_MARY);
		let dispute = shown.dispute.unwrap();
		assert_eq!((dispute.arbiter, dispute.verdict), (arbiter(), None));
		assert_eq!((shown.contest, shown.outcome), (None, None));
		assert_ok!(Cases::decide_dispute(by(&arbiter()), id, Verdict::DoctorCleared));
		let shown = Cases::api_case(id).unwrap();
		assert_eq!(shown.outcome, Some(Outcome::Decided(Verdict::DoctorCleared)));
		assert_eq!(shown.fee, FEE);
		assert_eq!(Cases::api_case(7), None);
	});
}

#[test]
fn claims_are_shown_with_what_was_counted() {
	build_and_execute(|| {
		let id = contested();
		let shown = Cases::api_case_claims(id);
		let counts: Vec<_> = shown.iter().map(|claim| (claim.position, claim.count)).collect();
		assert_eq!(counts, [(0, Some(2)), (1, Some(4)), (2, Some(4)), (3, Some(0))]);
		assert_eq!((shown[3].hospital, shown[3].interests), (NORTH, INTERESTS));
		let contest = Cases::api_case(id).unwrap().contest.unwrap();
		assert_eq!((contest.doctor, contest.count), (doctor(NORTH, 2), 5));
		assert_eq!(Cases::api_open_case(record(1)), Some(id));
		assert_eq!(Cases::api_open_case(record(2)), None);
	});
}

#[test]
fn times_bounds_and_standings_are_told() {
	build_and_execute(|| {
		settled();
		let standing = Cases::api_standing(reporter());
		assert_eq!((standing.assigned, standing.reported), (1, 1));
		assert_eq!(Cases::api_faults(ST_MARY), Default::default());
		let parameters = Cases::api_parameters();
		assert_eq!(
			(parameters.claim_window, parameters.bond, parameters.max_claims),
			(CLAIM_WINDOW, BOND, MAX_CLAIMS)
		);
	});
}

#[test]
fn every_event_of_a_case_names_it() {
	build_and_execute(|| {
		disputed();
		assert_ok!(Cases::name_arbiter(RuntimeOrigin::root(), None));
		let named: Vec<_> = events().iter().map(crate::Event::case).collect();
		let (arbiter, of_case) = named.split_last().unwrap();
		assert_eq!(*arbiter, None);
		assert!(of_case.iter().all(|case| *case == Some(0)));
	});
}
