use super::world::*;
use crate::{mock::*, Error, Event, Standings};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::record::TrailEvent;

#[test]
fn a_doctor_who_is_away_gives_the_case_to_a_colleague_who_reports_and_is_paid() {
	build_and_execute(|| {
		let id = assigned();
		let colleague = doctor(NORTH, 3);
		assert_ok!(Cases::delegate_case(by(&reporter()), id, colleague.clone()));
		assert_eq!(
			last_event(),
			Some(Event::CaseDelegated {
				case: id,
				from: reporter(),
				to: colleague.clone()
			})
		);
		let given = case(id).assignment.unwrap();
		assert_eq!((&given.winner, &given.doctor), (&reporter(), &colleague));
		assert_eq!(
			Registry::trail().pop(),
			Some(TrailEvent::CaseAssigned {
				case: id,
				doctor: colleague.clone(),
				hospital: NORTH
			})
		);
		go_to(REPORTABLE);
		assert_noop!(submit(id, &reporter()), Error::<Test>::NotTheDoctor);
		let before = free(&colleague);
		assert_ok!(submit(id, &colleague));
		assert_ok!(Cases::acknowledge_report(by(&alma()), id));
		assert_eq!(
			free(&colleague),
			before - crate::Pallet::<Test>::report_deposit() + FEE
		);
		assert_eq!(Standings::<Test>::get(&colleague).reported, 1);
	});
}

#[test]
fn the_hospital_does_it_for_a_doctor_who_cannot() {
	build_and_execute(|| {
		let id = assigned();
		Registry::revoke(&reporter());
		assert_noop!(
			Cases::delegate_case(by(&reporter()), id, doctor(NORTH, 3)),
			Error::<Test>::Revoked
		);
		Registry::revoke(&operator(NORTH));
		assert_noop!(
			Cases::delegate_case(by(&operator(NORTH)), id, doctor(NORTH, 3)),
			Error::<Test>::SignerRevoked
		);
		Registry::restore(&operator(NORTH));
		assert_ok!(Cases::delegate_case(by(&operator(NORTH)), id, doctor(NORTH, 3)));
		assert_eq!(case(id).assignment.unwrap().doctor, doctor(NORTH, 3));
	});
}

#[test]
fn nobody_else_does() {
	build_and_execute(|| {
		let id = assigned();
		for other in [alma(), doctor(NORTH, 1), operator(ST_MARY), arbiter(), stranger()] {
			assert_noop!(
				Cases::delegate_case(by(&other), id, doctor(NORTH, 3)),
				Error::<Test>::NotTheDoctor
			);
		}
		Registry::dismiss(&reporter());
		assert_noop!(
			Cases::delegate_case(by(&reporter()), id, doctor(NORTH, 3)),
			Error::<Test>::NotEnrolled
		);
	});
}

#[test]
fn a_colleague_is_another_doctor_of_the_same_hospital_who_may_have_the_case() {
	build_and_execute(|| {
		let id = assigned();
		let delegate = |to| Cases::delegate_case(by(&reporter()), id, to);
		assert_noop!(delegate(reporter()), Error::<Test>::NotAColleague);
		assert_noop!(delegate(doctor(ST_MARY, 0)), Error::<Test>::NotAColleague);
		assert_noop!(delegate(doctor(SOUTH, 0)), Error::<Test>::NotAuthorised);
		assert_noop!(delegate(stranger()), Error::<Test>::NotEnrolled);
		Registry::revoke(&doctor(NORTH, 1));
		assert_noop!(delegate(doctor(NORTH, 1)), Error::<Test>::Revoked);
		Standings::<Test>::mutate(doctor(NORTH, 3), |standing| standing.banned_until = 1_000);
		assert_noop!(delegate(doctor(NORTH, 3)), Error::<Test>::Banned);
		Registry::suspend(NORTH);
		assert_noop!(delegate(doctor(NORTH, 2)), Error::<Test>::HospitalNotAccredited);
	});
}

#[test]
fn a_case_is_delegated_while_somebody_has_it() {
	build_and_execute(|| {
		let id = claimed();
		assert_noop!(
			Cases::delegate_case(by(&reporter()), id, doctor(NORTH, 3)),
			Error::<Test>::NotAssigned
		);
		assert_noop!(
			Cases::delegate_case(by(&reporter()), 7, doctor(NORTH, 3)),
			Error::<Test>::CaseNotFound
		);
	});
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE + REPORT_PERIOD);
		assert_noop!(
			Cases::delegate_case(by(&reporter()), id, doctor(NORTH, 3)),
			Error::<Test>::ReportOver
		);
	});
}

#[test]
fn a_case_that_is_reported_on_contested_or_over_is_not_delegated() {
	for case in [reported, contested] {
		build_and_execute(|| {
			let id = case();
			for caller in [reporter(), operator(NORTH)] {
				assert_noop!(
					Cases::delegate_case(by(&caller), id, doctor(NORTH, 3)),
					Error::<Test>::NotAssigned
				);
			}
		});
	}
	build_and_execute(|| {
		let id = settled();
		assert_noop!(
			Cases::delegate_case(by(&reporter()), id, doctor(NORTH, 3)),
			Error::<Test>::CaseSettled
		);
	});
}
