use super::world::*;
use crate::{mock::*, Call, Error, Event, HoldReason, Pallet, Stage};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use salus_primitives::cases::Outcome;

#[test]
fn the_doctor_is_paid_when_the_patient_acknowledges() {
	build_and_execute(|| {
		let id = reported();
		let before = free(&reporter());
		assert_ok!(Cases::acknowledge_report(by(&alma()), id));
		assert_eq!(free(&reporter()), before + FEE);
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), 0);
		assert_eq!(
			held(HoldReason::ReportDeposit, &reporter()),
			Pallet::<Test>::report_deposit()
		);
		assert_eq!(case(id).stage, Stage::Settled(Outcome::Acknowledged));
		assert_eq!(crate::OpenCases::<Test>::get(record(1)), None);
		assert_eq!(
			last_event(),
			Some(Event::CaseSettled {
				case: id,
				outcome: Outcome::Acknowledged,
				paid: FEE,
				returned: 0
			})
		);
		assert_noop!(
			Cases::acknowledge_report(by(&alma()), id),
			Error::<Test>::CaseSettled
		);
	});
}

#[test]
fn a_case_without_a_fee_is_acknowledged_too() {
	build_and_execute(|| {
		assert_ok!(claim(&reporter(), record(1), 3));
		go_to(CUT_OFF);
		assert_ok!(assign(0, &[3], &reporter()));
		go_to(REPORTABLE);
		assert_ok!(submit(0, &reporter()));
		assert_ok!(Cases::acknowledge_report(by(&alma()), 0));
		assert_eq!(case(0).stage, Stage::Settled(Outcome::Acknowledged));
	});
}

#[test]
fn late_is_better_than_never() {
	build_and_execute(|| {
		let id = reported();
		go_to(REPORTABLE + ACKNOWLEDGE_PERIOD + 5);
		assert_ok!(Cases::acknowledge_report(by(&alma()), id));
	});
}

#[test]
fn a_patient_who_is_revoked_pays_what_was_promised() {
	build_and_execute(|| {
		let id = reported();
		Registry::revoke(&alma());
		assert_ok!(Cases::acknowledge_report(by(&alma()), id));
	});
}

#[test]
fn only_the_patient_acknowledges_and_only_a_report() {
	build_and_execute(|| {
		let id = reported();
		for other in [bruno(), reporter(), arbiter(), stranger()] {
			assert_noop!(
				Cases::acknowledge_report(by(&other), id),
				Error::<Test>::NotPatient
			);
		}
	});
	build_and_execute(|| {
		let id = assigned();
		assert_noop!(
			Cases::acknowledge_report(by(&alma()), id),
			Error::<Test>::NotReported
		);
		assert_noop!(
			Cases::acknowledge_report(by(&alma()), 7),
			Error::<Test>::CaseNotFound
		);
	});
	build_and_execute(|| {
		let id = disputed();
		assert_noop!(
			Cases::acknowledge_report(by(&alma()), id),
			Error::<Test>::NotReported
		);
	});
}

#[test]
fn it_is_free_exactly_if_it_will_succeed() {
	build_and_execute(|| {
		let id = assigned();
		let call = Call::<Test>::acknowledge_report { case: id };
		assert!(!call.is_feeless(&by(&alma())));
		go_to(REPORTABLE);
		assert_ok!(submit(id, &reporter()));
		assert!(call.is_feeless(&by(&alma())));
		assert!(!call.is_feeless(&by(&bruno())));
		assert!(!call.is_feeless(&RuntimeOrigin::none()));
		assert_ok!(Cases::acknowledge_report(by(&alma()), id));
		assert!(!call.is_feeless(&by(&alma())));
	});
}
