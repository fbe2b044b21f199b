use super::world::*;
use crate::{mock::*, Error, Event, FaultsOf, HoldReason, Stage};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::cases::Faults;

#[test]
fn upheld_the_claimant_gets_the_case_and_the_custodian_the_fault() {
	build_and_execute(|| {
		let id = contested();
		go_to(CUT_OFF + 3);
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		let given = case(id).assignment.unwrap();
		assert_eq!((given.doctor.clone(), given.position), (doctor(NORTH, 2), 3));
		assert_eq!((given.count, given.round), (5, 0));
		assert_eq!(given.contest_until, CUT_OFF + 3 + CONTEST_WINDOW);
		// What the custodian signed stays as it was.
		assert_eq!(given.root, root(id, &[2, 4, 4, 0]));
		assert_eq!((claims(id)[3].count, claims(id)[3].upheld), (Some(0), Some(5)));
		assert_eq!(FaultsOf::<Test>::get(ST_MARY), Faults { omitted: 1, lost: 0 });
		assert_eq!(held(HoldReason::ContestBond, &doctor(NORTH, 2)), 0);
		assert_eq!(case(id).stage, Stage::Assigned);
		assert!(events().contains(&Event::ContestDecided {
			case: id,
			upheld: true
		}));
		go_to(given.contest_until);
		assert_ok!(submit(id, &doctor(NORTH, 2)));
	});
}

#[test]
fn rejected_the_bond_goes_to_the_doctor_who_waited() {
	build_and_execute(|| {
		let id = contested();
		let before = free(&doctor(NORTH, 0));
		go_to(CUT_OFF + 3);
		assert_ok!(Cases::decide_contest(RuntimeOrigin::root(), id, false));
		let given = case(id).assignment.unwrap();
		assert_eq!(given.doctor, doctor(NORTH, 0));
		// The pause was three blocks.
		assert_eq!(
			(given.contest_until, given.report_until),
			(REPORTABLE + 3, REPORTABLE + REPORT_PERIOD + 3)
		);
		assert_eq!(free(&doctor(NORTH, 0)), before + BOND);
		assert_eq!(held(HoldReason::ContestBond, &doctor(NORTH, 2)), 0);
		assert_eq!(FaultsOf::<Test>::get(ST_MARY), Faults::default());
		assert_eq!(
			last_event(),
			Some(Event::ContestDecided {
				case: id,
				upheld: false
			})
		);
	});
}

#[test]
fn another_claimant_may_contest_after_that() {
	build_and_execute(|| {
		let id = claimed();
		assert_ok!(claim(&doctor(NORTH, 2), record(1), 5));
		assert_ok!(claim(&doctor(NORTH, 3), record(1), 5));
		go_to(CUT_OFF);
		assert_ok!(assign(id, &[2, 4, 4, 0, 0], &doctor(NORTH, 0)));
		let contest = |n| Cases::contest_assignment(by(&doctor(NORTH, n)), id, 5, inner(5));
		assert_ok!(contest(3));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		assert_ok!(contest(2));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		assert_eq!(case(id).assignment.unwrap().doctor, doctor(NORTH, 2));
		assert_eq!(FaultsOf::<Test>::get(ST_MARY).omitted, 2);
	});
}

#[test]
fn a_claimant_who_may_no_longer_have_the_case_was_right_all_the_same() {
	build_and_execute(|| {
		let id = contested();
		Registry::revoke(&doctor(NORTH, 2));
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, true));
		assert_eq!(case(id).assignment.unwrap().doctor, doctor(NORTH, 0));
		assert_eq!(FaultsOf::<Test>::get(ST_MARY).omitted, 1);
		assert_eq!(held(HoldReason::ContestBond, &doctor(NORTH, 2)), 0);
	});
}

#[test]
fn only_the_arbiter_or_the_council_decides_in_time() {
	build_and_execute(|| {
		let id = contested();
		for other in [alma(), doctor(NORTH, 2), operator(ST_MARY), stranger()] {
			assert_noop!(
				Cases::decide_contest(by(&other), id, true),
				Error::<Test>::NotTheArbiter
			);
		}
		Registry::revoke(&arbiter());
		assert_noop!(
			Cases::decide_contest(by(&arbiter()), id, true),
			Error::<Test>::ArbiterNotNeutral
		);
		Registry::restore(&arbiter());
		go_to(CUT_OFF + DECISION_PERIOD);
		for origin in [by(&arbiter()), RuntimeOrigin::root()] {
			assert_noop!(
				Cases::decide_contest(origin, id, true),
				Error::<Test>::DecisionOver
			);
		}
	});
	build_and_execute(|| {
		let id = assigned();
		assert_noop!(
			Cases::decide_contest(by(&arbiter()), id, true),
			Error::<Test>::NotContested
		);
		assert_noop!(
			Cases::decide_contest(by(&arbiter()), 7, true),
			Error::<Test>::CaseNotFound
		);
	});
	build_and_execute(|| {
		let id = settled();
		assert_noop!(
			Cases::decide_contest(RuntimeOrigin::root(), id, true),
			Error::<Test>::CaseSettled
		);
	});
}

#[test]
fn without_an_arbiter_the_council_decides() {
	build_and_execute(|| {
		let id = contested();
		crate::Arbiter::<Test>::kill();
		assert_noop!(
			Cases::decide_contest(by(&arbiter()), id, true),
			Error::<Test>::NotTheArbiter
		);
		assert_ok!(Cases::decide_contest(RuntimeOrigin::root(), id, true));
	});
}

#[test]
fn rejected_the_bond_goes_to_the_colleague_who_has_the_case() {
	build_and_execute(|| {
		let id = claimed();
		assert_ok!(claim(&doctor(NORTH, 2), record(1), 5));
		go_to(CUT_OFF);
		assert_ok!(assign(id, &[2, 4, 4, 0], &doctor(NORTH, 0)));
		let colleague = doctor(NORTH, 3);
		assert_ok!(Cases::delegate_case(by(&doctor(NORTH, 0)), id, colleague.clone()));
		assert_ok!(Cases::contest_assignment(by(&doctor(NORTH, 2)), id, 5, inner(5)));
		let before = free(&colleague);
		assert_ok!(Cases::decide_contest(by(&arbiter()), id, false));
		assert_eq!(free(&colleague), before + BOND);
	});
}
