use super::world::*;
use crate::{mock::*, Arbiter, Error, Event, HoldReason, Pallet, Reports, Stage, Standings};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{cases::Outcome, hospital::KeyPurpose, record::TrailEvent, Hash};

#[test]
fn the_doctor_who_has_the_case_reports_to_the_patients_key() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		let report = submission(&reporter(), 1, ST_MARY);
		assert_ok!(Cases::submit_report(by(&reporter()), id, report));
		let stored = Reports::<Test>::get(id).unwrap();
		assert_eq!(
			(stored.y, stored.e, stored.commitment, stored.digest),
			(report.y, report.e, report.commitment, report.digest)
		);
		assert_eq!((stored.doctor, stored.custodian), (reporter(), ST_MARY));
		assert_eq!(
			(stored.submitted_at, stored.acknowledge_until),
			(REPORTABLE, REPORTABLE + ACKNOWLEDGE_PERIOD)
		);
		assert_eq!(
			held(HoldReason::ReportDeposit, &reporter()),
			Pallet::<Test>::report_deposit()
		);
		assert!(Pallet::<Test>::report_deposit() > BOND);
		assert_eq!(case(id).stage, Stage::Reported);
		assert_eq!(Standings::<Test>::get(reporter()).reported, 1);
		assert_eq!(
			last_event(),
			Some(Event::ReportSubmitted {
				case: id,
				doctor: reporter(),
				digest: report.digest
			})
		);
		assert_eq!(
			Registry::trail().pop(),
			Some(TrailEvent::Reported {
				case: id,
				doctor: reporter()
			})
		);
		assert_noop!(submit(id, &reporter()), Error::<Test>::NotAssigned);
	});
}

#[test]
fn it_is_taken_between_the_window_for_contests_and_the_end_of_its_time() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE - 1);
		assert_noop!(submit(id, &reporter()), Error::<Test>::ContestStillOpen);
		go_to(REPORTABLE + REPORT_PERIOD);
		assert_noop!(submit(id, &reporter()), Error::<Test>::ReportOver);
	});
	build_and_execute(|| {
		let id = claimed();
		assert_noop!(submit(id, &reporter()), Error::<Test>::NotAssigned);
		assert_noop!(submit(7, &reporter()), Error::<Test>::CaseNotFound);
	});
}

#[test]
fn nobody_else_reports() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		for other in [doctor(NORTH, 1), doctor(ST_MARY, 0), alma(), stranger()] {
			assert_noop!(submit(id, &other), Error::<Test>::NotTheDoctor);
		}
		Registry::revoke(&reporter());
		assert_noop!(submit(id, &reporter()), Error::<Test>::Revoked);
		Registry::restore(&reporter());
		Registry::suspend(NORTH);
		assert_noop!(submit(id, &reporter()), Error::<Test>::HospitalNotAccredited);
		Registry::reinstate(NORTH);
		Registry::employ(SOUTH, &reporter());
		assert_noop!(submit(id, &reporter()), Error::<Test>::NotEnrolled);
	});
}

#[test]
fn a_patient_who_changes_the_key_does_not_make_the_work_worthless() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		Registry::set_key(&alma(), KeyPurpose::Report, report_secret(2).public());
		let report = |n| Cases::submit_report(by(&reporter()), id, submission(&reporter(), n, ST_MARY));
		assert_noop!(report(3), Error::<Test>::WrongReportKey);
		assert_ok!(report(1));
		assert_eq!(Reports::<Test>::get(id).unwrap().y, report_secret(1).public());
	});
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		Registry::set_key(&alma(), KeyPurpose::Report, report_secret(2).public());
		assert_ok!(Cases::submit_report(
			by(&reporter()),
			id,
			submission(&reporter(), 2, ST_MARY)
		));
	});
}

#[test]
fn a_receipt_is_of_the_custodian_of_now_and_not_expired() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		let report = |custodian| {
			let report = submission(&reporter(), 1, custodian);
			Cases::submit_report(by(&reporter()), id, report)
		};
		assert_noop!(report(NORTH), Error::<Test>::InvalidReceipt);
		let mut prolonged = submission(&reporter(), 1, ST_MARY);
		prolonged.receipt_until += 1;
		assert_noop!(
			Cases::submit_report(by(&reporter()), id, prolonged),
			Error::<Test>::InvalidReceipt
		);
		let mut over = submission(&reporter(), 1, ST_MARY);
		over.receipt_until = REPORTABLE - 1;
		assert_noop!(
			Cases::submit_report(by(&reporter()), id, over),
			Error::<Test>::ReceiptExpired
		);
		Registry::drop_key(&operator(ST_MARY), KeyPurpose::Receipt);
		assert_noop!(report(ST_MARY), Error::<Test>::NoReceiptKey);
		Registry::suspend(ST_MARY);
		assert_noop!(report(ST_MARY), Error::<Test>::CustodianNotAccredited);
		Registry::hand_over(record(1), SOUTH);
		assert_noop!(report(ST_MARY), Error::<Test>::InvalidReceipt);
		assert_ok!(report(SOUTH));
		assert_eq!(Reports::<Test>::get(id).unwrap().custodian, SOUTH);
	});
}

#[test]
fn nobody_submits_what_another_doctor_made() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		let of_another = submission(&doctor(NORTH, 1), 1, ST_MARY);
		assert_noop!(
			Cases::submit_report(by(&reporter()), id, of_another),
			Error::<Test>::InvalidAuthorProof
		);
		let right = submission(&reporter(), 1, ST_MARY);
		let mut digest = right;
		digest.digest = Hash::repeat_byte(1);
		let mut commitment = right;
		commitment.commitment = Hash::repeat_byte(1);
		let mut proof = right;
		proof.author_proof[0] ^= 1;
		let mut point = right;
		point.e = [0xff; 32];
		let mut neutral = right;
		neutral.e = [0; 32];
		for wrong in [digest, commitment, proof, point, neutral] {
			assert_noop!(
				Cases::submit_report(by(&reporter()), id, wrong),
				Error::<Test>::InvalidAuthorProof
			);
		}
		let mut receipt = right;
		receipt.receipt[0] ^= 1;
		assert_noop!(
			Cases::submit_report(by(&reporter()), id, receipt),
			Error::<Test>::InvalidReceipt
		);
		assert_ok!(Cases::submit_report(by(&reporter()), id, right));
	});
}

#[test]
fn no_report_is_taken_while_nobody_could_judge_it() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		Arbiter::<Test>::kill();
		assert_noop!(submit(id, &reporter()), Error::<Test>::NoArbiter);
		Arbiter::<Test>::put(arbiter());
		Registry::revoke(&arbiter());
		assert_noop!(submit(id, &reporter()), Error::<Test>::ArbiterNotNeutral);
		Registry::restore(&arbiter());
		Registry::drop_key(&arbiter(), KeyPurpose::Wrap);
		assert_noop!(submit(id, &reporter()), Error::<Test>::ArbiterHasNoKey);
		Registry::set_key(&arbiter(), KeyPurpose::Wrap, [9; 32]);
		assert_ok!(submit(id, &reporter()));
	});
}

#[test]
fn without_an_arbiter_the_case_ends_in_time_and_the_fee_returns() {
	build_and_execute(|| {
		let id = assigned();
		Arbiter::<Test>::kill();
		for _ in 0..MAX_ASSIGNMENTS {
			let held = case(id).assignment.unwrap();
			go_to(held.contest_until);
			assert_noop!(submit(id, &held.doctor), Error::<Test>::NoArbiter);
			go_to(held.report_until);
			assert_ok!(Cases::lapse_case(by(&stranger()), id));
		}
		assert_eq!(case(id).stage, Stage::Settled(Outcome::Unreported));
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), 0);
	});
}

#[test]
fn a_report_wants_a_deposit() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		assert_ok!(Balances::transfer_keep_alive(
			by(&reporter()),
			stranger(),
			free(&reporter()) - BOND
		));
		assert_noop!(submit(id, &reporter()), Error::<Test>::DepositUnaffordable);
	});
}

#[test]
fn a_case_that_is_over_takes_no_report_and_a_record_that_is_gone_has_no_custodian() {
	build_and_execute(|| {
		let id = settled();
		assert_noop!(submit(id, &reporter()), Error::<Test>::CaseSettled);
	});
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		Registry::forget(record(1));
		assert_noop!(submit(id, &reporter()), Error::<Test>::RecordNotFound);
	});
}

#[test]
fn who_let_the_case_lapse_reports_nothing() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE + REPORT_PERIOD);
		assert_ok!(Cases::lapse_case(by(&stranger()), id));
		go_to(case(id).assignment.unwrap().contest_until);
		assert_noop!(submit(id, &reporter()), Error::<Test>::NotTheDoctor);
		assert_ok!(submit(id, &doctor(NORTH, 1)));
	});
}

#[test]
fn work_on_a_record_that_was_retired_meanwhile_is_not_lost() {
	build_and_execute(|| {
		let id = assigned();
		go_to(REPORTABLE);
		Registry::retire(record(1));
		Registry::unauthorise(NORTH);
		assert_ok!(submit(id, &reporter()));
		assert_ok!(Cases::acknowledge_report(by(&alma()), id));
	});
}
