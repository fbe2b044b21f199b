//! Each invariant of the README: storage is corrupted, and the check says which one broke.

use super::world::*;
use crate::{
	mock::*, try_state::Broken, CaseOf, Claims, ClaimsOf, Disputes, NextCase, OpenCases, Reports, Stage,
};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use salus_primitives::cases::{CaseId, Verdict};

/// A settled and rated case.
const SETTLED: CaseId = 0;
/// One that is contested.
const CONTESTED: CaseId = 1;
/// One that is disputed.
const DISPUTED: CaseId = 2;
/// One that takes claims.
const CLAIMING: CaseId = 3;

/// A state with one of everything, corrupted.
fn broken(corrupt: impl FnOnce(), expected: Broken) {
	new_test_ext().execute_with(|| {
		settled();
		assert_ok!(Cases::rate_case(by(&alma()), SETTLED, 5));
		assert_ok!(Cases::attach_fee(by(&alma()), record(2), FEE));
		for (who, count) in [
			(doctor(ST_MARY, 0), 2),
			(doctor(NORTH, 0), 4),
			(doctor(NORTH, 2), 5),
		] {
			assert_ok!(claim(&who, record(2), count));
		}
		assert_ok!(claim(&doctor(NORTH, 1), record(3), 3));
		assert_ok!(Cases::attach_fee(by(&alma()), record(3), FEE));
		go_to(REPORTABLE + CLAIM_WINDOW);
		assert_ok!(assign(CONTESTED, &[2, 4, 0], &doctor(NORTH, 0)));
		assert_ok!(Cases::contest_assignment(
			by(&doctor(NORTH, 2)),
			CONTESTED,
			5,
			inner(5)
		));
		assert_ok!(assign(DISPUTED, &[3], &doctor(NORTH, 1)));
		go_to(REPORTABLE + CLAIM_WINDOW + CONTEST_WINDOW);
		let report = submission_on(record(3), &doctor(NORTH, 1), 1, ST_MARY);
		assert_ok!(Cases::submit_report(by(&doctor(NORTH, 1)), DISPUTED, report));
		assert_ok!(Cases::dispute_report(
			by(&alma()),
			DISPUTED,
			arbiter(),
			DISCLOSURE
		));
		assert_ok!(Cases::attach_fee(by(&alma()), record(1), FEE));
		for who in [doctor(NORTH, 3), doctor(ST_MARY, 1)] {
			assert_ok!(claim(&who, record(1), 1));
		}
		check();
		corrupt();
		assert_eq!(Cases::check_state(), Err(expected));
		#[cfg(feature = "try-runtime")]
		assert_eq!(
			<Cases as frame_support::traits::Hooks<u32>>::try_state(System::block_number()),
			Err(sp_runtime::TryRuntimeError::Other(expected.message()))
		);
	});
}

fn change(id: CaseId, change: impl FnOnce(&mut CaseOf<Test>)) {
	crate::Cases::<Test>::mutate(id, |stored| change(stored.as_mut().unwrap()));
}

fn change_claims(id: CaseId, change: impl FnOnce(&mut ClaimsOf<Test>)) {
	Claims::<Test>::mutate(id, change);
}

#[test]
fn open_cases_are_those_noted_1() {
	broken(|| OpenCases::<Test>::remove(record(1)), Broken::OpenUnlisted);
	broken(
		|| OpenCases::<Test>::insert(record(9), CLAIMING),
		Broken::OpenUnlisted,
	);
	broken(
		|| OpenCases::<Test>::insert(record(1), SETTLED),
		Broken::OpenUnlisted,
	);
	broken(|| OpenCases::<Test>::insert(record(1), 9), Broken::OpenUnlisted);
}

#[test]
fn numbers_were_given_2() {
	broken(|| NextCase::<Test>::put(CLAIMING), Broken::CaseUnnumbered);
}

#[test]
fn blocks_are_in_order_and_fees_enough_3() {
	let causes: [fn(&mut CaseOf<Test>); 5] = [
		|case| case.cut_off = case.opened_at,
		|case| case.assign_until = case.cut_off,
		|case| case.since = 1_000,
		|case| case.since = case.opened_at - 1,
		|case| case.fee = 1,
	];
	for cause in causes {
		broken(|| change(CLAIMING, cause), Broken::CaseMalformed);
	}
}

#[test]
fn nothing_is_without_a_case_4() {
	broken(
		|| Claims::<Test>::insert(9, claims(CLAIMING)),
		Broken::ClaimsOrphaned,
	);
	broken(
		|| Claims::<Test>::insert(CLAIMING, ClaimsOf::<Test>::default()),
		Broken::ClaimsOrphaned,
	);
	broken(
		|| Reports::<Test>::insert(9, Reports::<Test>::get(SETTLED).unwrap()),
		Broken::ClaimsOrphaned,
	);
	broken(
		|| Disputes::<Test>::insert(9, Disputes::<Test>::get(DISPUTED).unwrap()),
		Broken::ClaimsOrphaned,
	);
}

#[test]
fn claims_are_of_different_doctors_and_in_order_5() {
	let causes: [fn(&mut ClaimsOf<Test>); 4] = [
		|claims| claims[1].doctor = claims[0].doctor.clone(),
		|claims| claims[1].at = 1_000,
		|claims| claims[1].at = 1,
		|claims| claims[1].interests = 0,
	];
	for cause in causes {
		broken(|| change_claims(CLAIMING, cause), Broken::ClaimMalformed);
	}
}

#[test]
fn counts_are_those_of_the_root_6() {
	let causes: [fn(&mut ClaimsOf<Test>); 5] = [
		|claims| claims[0].count = Some(3),
		|claims| claims[0].count = None,
		|claims| claims[0].count = Some(INTERESTS + 1),
		|claims| claims[1].upheld = Some(2),
		|claims| claims[0].upheld = Some(5),
	];
	for cause in causes {
		broken(|| change_claims(CONTESTED, cause), Broken::CountsForged);
	}
	broken(
		|| change_claims(CLAIMING, |claims| claims[0].count = Some(1)),
		Broken::CountsForged,
	);
	broken(
		|| change(CONTESTED, |case| case.assignment.as_mut().unwrap().counted = 3),
		Broken::CountsForged,
	);
	broken(
		|| {
			change(CONTESTED, |case| {
				case.assignment.as_mut().unwrap().root = Default::default()
			})
		},
		Broken::CountsForged,
	);
	broken(
		|| change(CONTESTED, |case| case.assignment = None),
		Broken::CountsForged,
	);
}

#[test]
fn a_case_is_with_the_doctor_of_its_claim_7() {
	let causes: [fn(&mut CaseOf<Test>); 6] = [
		|case| case.assignment.as_mut().unwrap().winner = stranger(),
		|case| case.assignment.as_mut().unwrap().position = 0,
		|case| case.assignment.as_mut().unwrap().position = 9,
		|case| case.assignment.as_mut().unwrap().count = 5,
		|case| case.assignment.as_mut().unwrap().round = MAX_ASSIGNMENTS,
		|case| case.stage = Stage::Claiming,
	];
	for cause in causes {
		broken(|| change(CONTESTED, cause), Broken::AssignmentForged);
	}
	broken(
		|| change_claims(CONTESTED, |claims| claims[1].passed = true),
		Broken::AssignmentForged,
	);
	broken(
		|| {
			change(CONTESTED, |case| {
				if let Stage::Contested(contest) = &mut case.stage {
					contest.position = 1;
				}
			})
		},
		Broken::AssignmentForged,
	);
	broken(
		|| change(CLAIMING, |case| case.stage = Stage::Assigned),
		Broken::AssignmentForged,
	);
}

#[test]
fn reports_are_where_they_belong_8() {
	broken(|| Reports::<Test>::remove(SETTLED), Broken::ReportMisplaced);
	broken(|| Reports::<Test>::remove(DISPUTED), Broken::ReportMisplaced);
	broken(
		|| Reports::<Test>::insert(CLAIMING, Reports::<Test>::get(SETTLED).unwrap()),
		Broken::ReportMisplaced,
	);
	broken(
		|| {
			Reports::<Test>::mutate(SETTLED, |report| {
				report.as_mut().unwrap().doctor = stranger();
			})
		},
		Broken::ReportMisplaced,
	);
}

#[test]
fn disputes_and_verdicts_are_where_they_belong_9() {
	broken(|| Disputes::<Test>::remove(DISPUTED), Broken::DisputeMisplaced);
	broken(
		|| Disputes::<Test>::insert(SETTLED, Disputes::<Test>::get(DISPUTED).unwrap()),
		Broken::DisputeMisplaced,
	);
	broken(
		|| {
			Disputes::<Test>::mutate(DISPUTED, |dispute| {
				dispute.as_mut().unwrap().verdict = Some(Verdict::DoctorCleared);
			})
		},
		Broken::DisputeMisplaced,
	);
}

#[test]
fn ratings_are_one_to_five_of_settled_cases_10() {
	for stars in [0, 6] {
		broken(
			|| change(SETTLED, |case| case.ratings.by_patient = Some(stars)),
			Broken::RatingMalformed,
		);
	}
	broken(
		|| change(DISPUTED, |case| case.ratings.by_doctor = Some(3)),
		Broken::RatingMalformed,
	);
}

#[test]
fn holds_are_what_the_entries_say_11() {
	use crate::HoldReason::*;
	let holds = [
		(CaseDeposit, alma()),
		(ClaimDeposit, doctor(NORTH, 0)),
		(CompetenceFee, alma()),
		(ReportDeposit, doctor(NORTH, 1)),
		(DisputeBond, alma()),
		(ContestBond, doctor(NORTH, 2)),
	];
	for (reason, owner) in holds {
		broken(
			|| {
				assert_ok!(Balances::release(&reason.into(), &owner, 1, Precision::Exact));
			},
			Broken::HoldsUnbalanced,
		);
		broken(
			|| {
				assert_ok!(Balances::hold(&reason.into(), &owner, 1));
			},
			Broken::HoldsUnbalanced,
		);
	}
}
