use super::world::*;
use crate::{mock::*, Disputes, Error, Event, FaultsOf, HoldReason, Pallet, Stage, Standings};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	cases::{CaseId, Faults, Outcome, Verdict},
	record::TrailEvent,
};
use sp_runtime::DispatchResult;

fn decide(id: CaseId, verdict: Verdict) -> DispatchResult {
	Cases::decide_dispute(by(&arbiter()), id, verdict)
}

#[test]
fn a_doctor_whose_report_does_not_open_loses_the_fee_and_the_deposit_and_is_banned() {
	build_and_execute(|| {
		let id = disputed();
		let (patient, doctor) = (free(&alma()), free(&reporter()));
		assert_ok!(decide(id, Verdict::DoctorAtFault));
		let (deposit, bond) = (Pallet::<Test>::report_deposit(), Pallet::<Test>::dispute_bond());
		assert_eq!(free(&alma()), patient + FEE + deposit + bond);
		assert_eq!(free(&reporter()), doctor);
		assert_eq!(held(HoldReason::ReportDeposit, &reporter()), 0);
		let standing = Standings::<Test>::get(reporter());
		assert_eq!(
			(standing.convicted, standing.banned_until),
			(1, REPORTABLE + BAN_PERIOD)
		);
		assert_eq!(Standings::<Test>::get(alma()), Default::default());
		assert_eq!(
			case(id).stage,
			Stage::Settled(Outcome::Decided(Verdict::DoctorAtFault))
		);
		assert_noop!(claim(&reporter(), record(2), 3), Error::<Test>::Banned);
		go_to(REPORTABLE + BAN_PERIOD);
		assert_ok!(claim(&reporter(), record(2), 3));
	});
}

#[test]
fn a_false_complaint_loses_the_bond_and_the_doctor_is_paid() {
	build_and_execute(|| {
		let id = disputed();
		let (patient, doctor) = (free(&alma()), free(&reporter()));
		assert_ok!(decide(id, Verdict::DoctorCleared));
		assert_eq!(free(&alma()), patient);
		assert_eq!(free(&reporter()), doctor + FEE + Pallet::<Test>::dispute_bond());
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), 0);
		assert_eq!(held(HoldReason::DisputeBond, &alma()), 0);
		let standing = Standings::<Test>::get(alma());
		assert_eq!(
			(standing.false_complaints, standing.banned_until),
			(1, REPORTABLE + BAN_PERIOD)
		);
		assert_noop!(
			Cases::attach_fee(by(&alma()), record(2), FEE),
			Error::<Test>::Banned
		);
		// Her records are reported on as before.
		assert_ok!(claim(&reporter(), record(2), 3));
		go_to(REPORTABLE + BAN_PERIOD);
		assert_ok!(Cases::attach_fee(by(&alma()), record(3), FEE));
	});
}

#[test]
fn a_custodian_that_lost_the_ciphertext_is_at_fault_and_nobody_else() {
	build_and_execute(|| {
		let id = disputed();
		let (patient, doctor) = (free(&alma()), free(&reporter()));
		assert_ok!(decide(id, Verdict::CustodianAtFault));
		assert_eq!(free(&alma()), patient + FEE + Pallet::<Test>::dispute_bond());
		assert_eq!(free(&reporter()), doctor);
		assert_eq!(
			held(HoldReason::ReportDeposit, &reporter()),
			Pallet::<Test>::report_deposit()
		);
		assert_eq!(FaultsOf::<Test>::get(ST_MARY), Faults { omitted: 0, lost: 1 });
		assert_eq!(Standings::<Test>::get(reporter()).convicted, 0);
		assert_eq!(Standings::<Test>::get(alma()), Default::default());
	});
}

#[test]
fn every_decision_is_recorded_with_who_made_it() {
	for verdict in [
		Verdict::DoctorAtFault,
		Verdict::DoctorCleared,
		Verdict::CustodianAtFault,
	] {
		for (origin, who) in [(by(&arbiter()), Some(arbiter())), (RuntimeOrigin::root(), None)] {
			build_and_execute(|| {
				let id = disputed();
				assert_ok!(Cases::decide_dispute(origin, id, verdict));
				assert_eq!(Disputes::<Test>::get(id).unwrap().verdict, Some(verdict));
				assert!(events().contains(&Event::DisputeDecided {
					case: id,
					verdict,
					by: who
				}));
				assert_eq!(
					Registry::trail().pop(),
					Some(TrailEvent::CaseDecided { case: id, verdict })
				);
				assert_noop!(decide(id, verdict), Error::<Test>::CaseSettled);
			});
		}
	}
}

#[test]
fn only_the_arbiter_of_the_dispute_or_the_council_decides() {
	build_and_execute(|| {
		let id = disputed();
		for other in [alma(), reporter(), operator(ST_MARY), stranger()] {
			assert_noop!(
				Cases::decide_dispute(by(&other), id, Verdict::DoctorCleared),
				Error::<Test>::NotTheArbiter
			);
		}
		// Another arbiter judges disputes that begin later.
		crate::Arbiter::<Test>::put(stranger());
		assert_noop!(
			Cases::decide_dispute(by(&stranger()), id, Verdict::DoctorCleared),
			Error::<Test>::NotTheArbiter
		);
		Registry::employ(NORTH, &arbiter());
		assert_noop!(
			decide(id, Verdict::DoctorCleared),
			Error::<Test>::ArbiterNotNeutral
		);
		Registry::dismiss(&arbiter());
		assert_ok!(decide(id, Verdict::DoctorCleared));
	});
}

#[test]
fn a_decision_comes_in_time_and_of_a_dispute() {
	build_and_execute(|| {
		let id = disputed();
		go_to(REPORTABLE + DECISION_PERIOD);
		assert_noop!(decide(id, Verdict::DoctorAtFault), Error::<Test>::DecisionOver);
	});
	build_and_execute(|| {
		let id = reported();
		assert_noop!(decide(id, Verdict::DoctorAtFault), Error::<Test>::NotDisputed);
		assert_noop!(decide(7, Verdict::DoctorAtFault), Error::<Test>::CaseNotFound);
	});
}

#[test]
fn a_patient_with_nothing_but_holds_gets_back_what_is_hers() {
	build_and_execute(|| {
		let id = disputed();
		let rest = free(&alma()) - EXISTENTIAL;
		assert_ok!(Balances::transfer_keep_alive(by(&alma()), stranger(), rest));
		assert_ok!(decide(id, Verdict::DoctorAtFault));
		assert_eq!(
			free(&alma()),
			EXISTENTIAL + FEE + Pallet::<Test>::report_deposit() + Pallet::<Test>::dispute_bond()
		);
	});
}
