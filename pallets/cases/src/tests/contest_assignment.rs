use super::world::*;
use crate::{mock::*, Contest, Error, Event, HoldReason, Stage};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{cases::CaseId, AccountId};
use sp_runtime::DispatchResult;

/// Four claims, of which the custodian leaves out the last, with five interests, and counts the third short.
fn left_out() -> CaseId {
	let id = claimed();
	assert_ok!(claim(&doctor(NORTH, 2), record(1), 5));
	go_to(CUT_OFF);
	assert_ok!(assign(id, &[2, 4, 3, 0], &doctor(NORTH, 0)));
	id
}

fn contest(who: &AccountId, id: CaseId, count: u32) -> DispatchResult {
	Cases::contest_assignment(by(who), id, count, inner(count))
}

#[test]
fn a_claimant_who_was_left_out_opens_its_claim() {
	build_and_execute(|| {
		let id = left_out();
		let who = doctor(NORTH, 2);
		assert_ok!(contest(&who, id, 5));
		assert_eq!(
			case(id).stage,
			Stage::Contested(Contest {
				position: 3,
				count: 5,
				opened_at: CUT_OFF,
				decide_until: CUT_OFF + DECISION_PERIOD,
				bond: BOND
			})
		);
		assert_eq!(held(HoldReason::ContestBond, &who), BOND);
		assert_eq!(
			last_event(),
			Some(Event::AssignmentContested {
				case: id,
				doctor: who,
				count: 5
			})
		);
		// Meanwhile nobody reports, contests or delegates.
		go_to(REPORTABLE);
		assert_noop!(submit(id, &reporter()), Error::<Test>::NotAssigned);
		assert_noop!(contest(&doctor(NORTH, 1), id, 4), Error::<Test>::NotAssigned);
	});
}

#[test]
fn the_opening_is_that_of_the_claim_on_the_chain() {
	build_and_execute(|| {
		let id = left_out();
		let who = doctor(NORTH, 2);
		assert_noop!(contest(&who, id, 4), Error::<Test>::NotTheClaim);
		assert_noop!(
			Cases::contest_assignment(by(&who), id, 5, inner(4)),
			Error::<Test>::NotTheClaim
		);
		assert_noop!(contest(&doctor(NORTH, 3), id, 5), Error::<Test>::NotAClaimant);
	});
}

#[test]
fn whoever_has_the_case_or_claims_for_no_interest_contests_nothing() {
	build_and_execute(|| {
		assert_ok!(claim(&doctor(ST_MARY, 0), record(1), 2));
		assert_ok!(claim(&doctor(NORTH, 0), record(1), 0));
		go_to(CUT_OFF);
		assert_ok!(assign(0, &[2, 0], &doctor(ST_MARY, 0)));
		assert_noop!(contest(&doctor(ST_MARY, 0), 0, 2), Error::<Test>::NoRival);
		assert_noop!(contest(&doctor(NORTH, 0), 0, 0), Error::<Test>::NoRival);
	});
}

#[test]
fn a_custodian_that_counts_too_many_for_the_one_that_wins_is_contested() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		assert_ok!(assign(id, &[5, 4, 4], &doctor(ST_MARY, 0)));
		let who = doctor(NORTH, 1);
		assert_ok!(contest(&who, id, 4));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		// Of those that are left most interests win, and of two the earlier.
		let given = case(id).assignment.unwrap();
		assert_eq!(
			(given.doctor, given.position, given.count),
			(doctor(NORTH, 0), 1, 4)
		);
		assert_eq!((claims(id)[0].count, claims(id)[0].upheld), (Some(5), Some(0)));
		assert_eq!(held(HoldReason::ContestBond, &who), 0);
		assert_eq!(crate::FaultsOf::<Test>::get(ST_MARY).omitted, 1);
		// What was found false comes back neither by a contest nor by a lapse.
		assert_noop!(contest(&doctor(ST_MARY, 0), id, 2), Error::<Test>::NoRival);
		go_to(given.report_until);
		assert_ok!(Cases::lapse_case(by(&stranger()), id));
		let given = case(id).assignment.unwrap();
		assert_eq!(given.doctor, who);
		go_to(given.report_until);
		assert_ok!(Cases::lapse_case(by(&stranger()), id));
		assert_eq!(
			case(id).stage,
			Stage::Settled(salus_primitives::cases::Outcome::Unreported)
		);
	});
}

#[test]
fn a_false_count_stays_if_nobody_else_may_have_the_case() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		assert_ok!(assign(id, &[5, 4, 4], &doctor(ST_MARY, 0)));
		assert_ok!(contest(&doctor(NORTH, 0), id, 4));
		Registry::unauthorise(NORTH);
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		let given = case(id).assignment.unwrap();
		assert_eq!((given.doctor, given.count), (doctor(ST_MARY, 0), 5));
		assert_eq!(crate::FaultsOf::<Test>::get(ST_MARY).omitted, 1);
		assert_eq!(held(HoldReason::ContestBond, &doctor(NORTH, 0)), 0);
	});
}

#[test]
fn an_earlier_claim_with_as_many_interests_would_have_won() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		assert_ok!(assign(id, &[2, 3, 4], &doctor(NORTH, 1)));
		assert_ok!(contest(&doctor(NORTH, 0), id, 4));
	});
}

#[test]
fn a_claim_of_more_than_was_registered_is_worth_nothing() {
	build_and_execute(|| {
		assert_ok!(claim(&doctor(ST_MARY, 0), record(1), 2));
		assert_ok!(claim(&doctor(NORTH, 0), record(1), INTERESTS + 1));
		go_to(CUT_OFF);
		assert_ok!(assign(0, &[2, 0], &doctor(ST_MARY, 0)));
		assert_noop!(
			contest(&doctor(NORTH, 0), 0, INTERESTS + 1),
			Error::<Test>::CountTooHigh
		);
	});
}

#[test]
fn it_is_done_within_the_window_once_and_with_a_bond() {
	build_and_execute(|| {
		let id = left_out();
		go_to(REPORTABLE);
		assert_noop!(contest(&doctor(NORTH, 2), id, 5), Error::<Test>::ContestOver);
	});
	build_and_execute(|| {
		let id = left_out();
		let who = doctor(NORTH, 2);
		assert_ok!(contest(&who, id, 5));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, false));
		assert_noop!(contest(&who, id, 5), Error::<Test>::AlreadyContested);
	});
	build_and_execute(|| {
		let id = left_out();
		let who = doctor(NORTH, 2);
		assert_ok!(Balances::transfer_keep_alive(
			by(&who),
			stranger(),
			free(&who) - BOND
		));
		assert_noop!(contest(&who, id, 5), Error::<Test>::BondUnaffordable);
	});
	build_and_execute(|| {
		let id = left_out();
		Registry::revoke(&doctor(NORTH, 2));
		assert_noop!(contest(&doctor(NORTH, 2), id, 5), Error::<Test>::Revoked);
	});
	build_and_execute(|| {
		let id = reported();
		assert_noop!(contest(&doctor(NORTH, 1), id, 4), Error::<Test>::NotAssigned);
		assert_noop!(contest(&doctor(NORTH, 1), 7, 4), Error::<Test>::CaseNotFound);
	});
}

#[test]
fn who_had_the_case_and_let_it_lapse_does_not_get_it_back() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		assert_ok!(assign(id, &[2, 3, 3], &doctor(NORTH, 0)));
		go_to(REPORTABLE + REPORT_PERIOD);
		assert_ok!(Cases::lapse_case(by(&stranger()), id));
		assert_eq!(case(id).assignment.unwrap().doctor, doctor(NORTH, 1));
		assert_noop!(contest(&doctor(NORTH, 0), id, 4), Error::<Test>::NoRival);
		// Whoever has it gains nothing by saying that it was counted short.
		assert_noop!(contest(&doctor(NORTH, 1), id, 4), Error::<Test>::NoRival);
	});
}

#[test]
fn a_custodian_that_has_a_claim_passed_over_is_contested() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		Registry::unauthorise(NORTH);
		assert_ok!(assign(id, &[2, 4, 4], &doctor(ST_MARY, 0)));
		let who = doctor(NORTH, 0);
		assert_ok!(contest(&who, id, 4));
		Registry::authorise(NORTH);
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		let given = case(id).assignment.unwrap();
		assert_eq!((given.doctor, given.position, given.count), (who, 1, 4));
		assert_eq!((claims(id)[1].count, claims(id)[1].upheld), (Some(4), Some(4)));
		assert_eq!(crate::FaultsOf::<Test>::get(ST_MARY).omitted, 1);
	});
}

#[test]
fn a_claim_that_was_counted_for_more_than_it_says_and_passed_over_is_opened_for_what_it_says() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		Registry::unauthorise(NORTH);
		assert_ok!(assign(id, &[2, 5, 4], &doctor(ST_MARY, 0)));
		Registry::authorise(NORTH);
		assert_ok!(contest(&doctor(NORTH, 0), id, 4));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		assert_eq!(case(id).assignment.unwrap().count, 4);
	});
}

#[test]
fn a_settled_case_is_contested_no_more() {
	build_and_execute(|| {
		let id = settled();
		assert_noop!(contest(&doctor(NORTH, 1), id, 4), Error::<Test>::CaseSettled);
	});
}

#[test]
fn a_contest_that_is_right_gives_nothing_to_who_may_not_have_the_case() {
	build_and_execute(|| {
		let id = left_out();
		Registry::unauthorise(NORTH);
		assert_ok!(contest(&doctor(NORTH, 2), id, 5));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		// Nor to a lesser claim of those who may.
		let given = case(id).assignment.unwrap();
		assert_eq!((given.doctor, given.count), (doctor(NORTH, 0), 4));
		assert_eq!(crate::FaultsOf::<Test>::get(ST_MARY).omitted, 1);
	});
	build_and_execute(|| {
		let id = left_out();
		Registry::retire(record(1));
		assert_ok!(contest(&doctor(NORTH, 2), id, 5));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		assert_eq!(case(id).assignment.unwrap().doctor, doctor(NORTH, 0));
		assert_eq!(crate::FaultsOf::<Test>::get(ST_MARY).omitted, 1);
	});
}

#[test]
fn who_is_out_of_office_or_banned_contests_nothing() {
	build_and_execute(|| {
		let id = left_out();
		let who = doctor(NORTH, 2);
		Registry::suspend(NORTH);
		assert_noop!(contest(&who, id, 5), Error::<Test>::HospitalNotAccredited);
		Registry::reinstate(NORTH);
		Registry::employ(SOUTH, &who);
		assert_noop!(contest(&who, id, 5), Error::<Test>::NotEnrolled);
		Registry::employ(NORTH, &who);
		crate::Standings::<Test>::mutate(&who, |standing| standing.banned_until = 1_000);
		assert_noop!(contest(&who, id, 5), Error::<Test>::Banned);
	});
}
