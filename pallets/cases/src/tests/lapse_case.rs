use super::world::*;
use crate::{mock::*, Call, Disputes, Error, Event, HoldReason, Pallet, Stage, Standings};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use salus_primitives::cases::{CaseId, Outcome};
use sp_runtime::DispatchResult;

fn lapse(id: CaseId) -> DispatchResult {
	Cases::lapse_case(by(&stranger()), id)
}

#[test]
fn a_case_that_nobody_claimed_ends_at_the_cut_off() {
	build_and_execute(|| {
		assert_ok!(Cases::attach_fee(by(&alma()), record(1), FEE));
		go_to(CUT_OFF - 1);
		assert_noop!(lapse(0), Error::<Test>::NotOver);
		go_to(CUT_OFF);
		assert_ok!(lapse(0));
		assert_eq!(
			last_event(),
			Some(Event::CaseSettled {
				case: 0,
				outcome: Outcome::Unassigned,
				paid: 0,
				returned: FEE
			})
		);
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), 0);
		assert_eq!(crate::OpenCases::<Test>::get(record(1)), None);
	});
}

#[test]
fn a_case_that_the_custodian_does_not_assign_ends_and_the_fee_returns() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF + ASSIGN_PERIOD - 1);
		assert_noop!(lapse(id), Error::<Test>::NotOver);
		go_to(CUT_OFF + ASSIGN_PERIOD);
		assert_ok!(lapse(id));
		assert_eq!(case(id).stage, Stage::Settled(Outcome::Unassigned));
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), 0);
		assert_noop!(lapse(id), Error::<Test>::CaseSettled);
	});
}

#[test]
fn a_doctor_who_does_not_report_loses_the_case_to_the_next() {
	build_and_execute(|| {
		let id = assigned();
		let over = REPORTABLE + REPORT_PERIOD;
		go_to(over - 1);
		assert_noop!(lapse(id), Error::<Test>::NotOver);
		go_to(over);
		assert_ok!(lapse(id));
		let given = case(id).assignment.unwrap();
		assert_eq!((given.doctor.clone(), given.round), (doctor(NORTH, 1), 1));
		assert_eq!((given.position, given.count, given.counted), (2, 4, 3));
		assert_eq!(given.contest_until, over + CONTEST_WINDOW);
		assert_eq!(Standings::<Test>::get(reporter()).lapsed, 1);
		assert!(events().contains(&Event::AssignmentLapsed {
			case: id,
			doctor: reporter()
		}));
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), FEE);
		// The case has gone to as many doctors as it goes to.
		go_to(given.report_until);
		assert_ok!(lapse(id));
		assert_eq!(case(id).stage, Stage::Settled(Outcome::Unreported));
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), 0);
	});
}

#[test]
fn a_case_that_nobody_else_may_have_ends_and_the_fee_returns() {
	build_and_execute(|| {
		let id = assigned();
		Registry::unauthorise(NORTH);
		Registry::dismiss(&doctor(ST_MARY, 0));
		go_to(REPORTABLE + REPORT_PERIOD);
		assert_ok!(lapse(id));
		assert_eq!(
			last_event(),
			Some(Event::CaseSettled {
				case: id,
				outcome: Outcome::Unreported,
				paid: 0,
				returned: FEE
			})
		);
	});
}

#[test]
fn a_revoked_doctor_keeps_nobody_waiting() {
	build_and_execute(|| {
		let id = assigned();
		Registry::revoke(&reporter());
		assert_ok!(lapse(id));
		assert_eq!(case(id).assignment.unwrap().doctor, doctor(NORTH, 1));
	});
}

#[test]
fn a_contest_that_nobody_decides_changes_nothing_but_the_times() {
	build_and_execute(|| {
		let id = contested();
		let over = CUT_OFF + DECISION_PERIOD;
		go_to(over - 1);
		assert_noop!(lapse(id), Error::<Test>::NotOver);
		go_to(over);
		assert_ok!(lapse(id));
		assert_eq!(last_event(), Some(Event::ContestLapsed { case: id }));
		let given = case(id).assignment.unwrap();
		assert_eq!(given.doctor, reporter());
		assert_eq!(
			(given.contest_until, given.report_until),
			(
				REPORTABLE + DECISION_PERIOD,
				REPORTABLE + REPORT_PERIOD + DECISION_PERIOD
			)
		);
		assert_eq!(held(HoldReason::ContestBond, &doctor(NORTH, 2)), 0);
		go_to(given.contest_until);
		assert_ok!(submit(id, &reporter()));
	});
}

#[test]
fn silence_after_a_report_pays_the_doctor() {
	build_and_execute(|| {
		let id = reported();
		let before = free(&reporter());
		let over = REPORTABLE + ACKNOWLEDGE_PERIOD;
		go_to(over - 1);
		assert_noop!(lapse(id), Error::<Test>::NotOver);
		go_to(over);
		assert_ok!(lapse(id));
		assert_eq!(free(&reporter()), before + FEE);
		assert_eq!(case(id).stage, Stage::Settled(Outcome::Silent));
	});
}

#[test]
fn a_dispute_that_nobody_decides_proves_nothing_and_halves_the_fee() {
	build_and_execute(|| {
		let id = disputed();
		let (patient, doctor) = (free(&alma()), free(&reporter()));
		let over = REPORTABLE + DECISION_PERIOD;
		go_to(over - 1);
		assert_noop!(lapse(id), Error::<Test>::NotOver);
		go_to(over);
		assert_ok!(lapse(id));
		assert_eq!(free(&reporter()), doctor + FEE / 2);
		// What does not divide returns.
		assert_eq!(
			free(&alma()),
			patient + FEE - FEE / 2 + Pallet::<Test>::dispute_bond()
		);
		assert_eq!(case(id).stage, Stage::Settled(Outcome::Undecided));
		assert_eq!(Disputes::<Test>::get(id).unwrap().verdict, None);
		for who in [alma(), reporter()] {
			assert_eq!(Standings::<Test>::get(who).banned_until, 0);
		}
	});
}

#[test]
fn it_is_free_exactly_if_it_will_succeed() {
	build_and_execute(|| {
		let id = claimed();
		let call = Call::<Test>::lapse_case { case: id };
		assert!(!call.is_feeless(&by(&stranger())));
		go_to(CUT_OFF + ASSIGN_PERIOD);
		assert!(call.is_feeless(&by(&stranger())));
		assert!(call.is_feeless(&by(&alma())));
		assert!(!call.is_feeless(&RuntimeOrigin::none()));
		assert_ok!(lapse(id));
		assert!(!call.is_feeless(&by(&stranger())));
		assert_noop!(lapse(7), Error::<Test>::CaseNotFound);
	});
}

#[test]
fn the_fee_returns_to_a_patient_who_has_nothing_else() {
	build_and_execute(|| {
		assert_ok!(claim(&reporter(), record(1), 3));
		assert_ok!(Cases::attach_fee(by(&alma()), record(1), 2 * EXISTENTIAL));
		let rest = free(&alma());
		assert_ok!(Balances::force_transfer(
			RuntimeOrigin::root(),
			alma(),
			stranger(),
			rest - EXISTENTIAL
		));
		go_to(CUT_OFF + ASSIGN_PERIOD);
		assert_ok!(lapse(0));
		assert_eq!(free(&alma()), 3 * EXISTENTIAL);
	});
}
