use super::world::*;
use crate::{mock::*, Error, Event, HoldReason, Pallet, Stage};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{record::RecordId, Balance};

fn attach(amount: Balance) -> frame_support::dispatch::DispatchResult {
	Cases::attach_fee(by(&alma()), record(1), amount)
}

#[test]
fn a_patient_opens_a_case_with_a_fee() {
	build_and_execute(|| {
		assert_ok!(attach(FEE));
		assert_eq!(
			events(),
			[
				Event::CaseOpened {
					case: 0,
					record: record(1),
					patient: alma(),
					cut_off: CUT_OFF
				},
				Event::FeeAttached { case: 0, fee: FEE },
			]
		);
		assert_eq!(case(0).stage, Stage::Claiming);
		assert_eq!(case(0).assign_until, CUT_OFF + ASSIGN_PERIOD);
		assert_eq!(crate::OpenCases::<Test>::get(record(1)), Some(0));
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), FEE);
		let deposit = Pallet::<Test>::case_deposit();
		assert_eq!(held(HoldReason::CaseDeposit, &alma()), deposit);
		assert_eq!(free(&alma()), ENDOWMENT - FEE - deposit);
	});
}

#[test]
fn more_may_be_offered_while_somebody_may_earn_it() {
	build_and_execute(|| {
		assert_ok!(attach(FEE));
		assert_ok!(attach(1));
		assert_eq!(case(0).fee, FEE + 1);
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), FEE + 1);
		assert_eq!(
			last_event(),
			Some(Event::FeeAttached {
				case: 0,
				fee: FEE + 1
			})
		);
		go_to(CUT_OFF + ASSIGN_PERIOD);
		assert_noop!(attach(1), Error::<Test>::FeeTooLate);
	});
	build_and_execute(|| {
		assigned();
		assert_ok!(attach(1));
		go_to(REPORTABLE + REPORT_PERIOD);
		assert_noop!(attach(1), Error::<Test>::FeeTooLate);
	});
	build_and_execute(|| {
		contested();
		assert_ok!(attach(1));
	});
	build_and_execute(|| {
		reported();
		assert_noop!(attach(1), Error::<Test>::FeeTooLate);
	});
	build_and_execute(|| {
		disputed();
		assert_noop!(attach(1), Error::<Test>::FeeTooLate);
	});
}

#[test]
fn a_fee_joins_the_case_that_a_claim_opened() {
	build_and_execute(|| {
		assert_ok!(claim(&doctor(ST_MARY, 0), record(1), 2));
		assert_ok!(attach(FEE));
		assert_eq!(case(0).fee, FEE);
		assert_eq!(held(HoldReason::CaseDeposit, &alma()), 0);
	});
}

#[test]
fn a_settled_case_makes_room_for_the_next() {
	build_and_execute(|| {
		settled();
		assert_ok!(attach(FEE));
		assert_eq!(crate::OpenCases::<Test>::get(record(1)), Some(1));
		assert_eq!(case(1).stage, Stage::Claiming);
	});
}

#[test]
fn a_fee_is_enough_to_reach_either_side() {
	build_and_execute(|| {
		assert_noop!(attach(0), Error::<Test>::FeeTooLow);
		assert_noop!(attach(2 * EXISTENTIAL - 1), Error::<Test>::FeeTooLow);
		assert_ok!(attach(2 * EXISTENTIAL));
		assert_noop!(attach(0), Error::<Test>::FeeTooLow);
		assert_noop!(attach(Balance::MAX), Error::<Test>::AmountOverflow);
	});
}

#[test]
fn only_the_records_patient_may() {
	build_and_execute(|| {
		for other in [bruno(), doctor(ST_MARY, 0), stranger()] {
			assert_noop!(
				Cases::attach_fee(by(&other), record(1), FEE),
				Error::<Test>::NotPatient
			);
		}
		assert_noop!(
			Cases::attach_fee(by(&alma()), RecordId::zero(), FEE),
			Error::<Test>::RecordNotFound
		);
		Registry::revoke(&alma());
		assert_noop!(attach(FEE), Error::<Test>::PatientRevoked);
		Registry::restore(&alma());
		Registry::retire(record(1));
		assert_noop!(attach(FEE), Error::<Test>::RecordRetired);
	});
}

#[test]
fn nobody_offers_what_is_not_there() {
	build_and_execute(|| {
		assert_noop!(attach(ENDOWMENT), Error::<Test>::FeeUnaffordable);
		assert_ok!(Balances::transfer_keep_alive(
			by(&alma()),
			stranger(),
			ENDOWMENT - 500
		));
		assert_noop!(attach(100), Error::<Test>::DepositUnaffordable);
	});
}

#[test]
fn numbers_are_never_given_twice() {
	build_and_execute(|| {
		crate::NextCase::<Test>::put(u64::MAX);
		assert_noop!(attach(FEE), Error::<Test>::CasesExhausted);
	});
}

#[test]
fn who_lost_a_dispute_offers_nothing_until_the_ban_is_over() {
	build_and_execute(|| {
		crate::Standings::<Test>::mutate(alma(), |standing| standing.banned_until = 5);
		go_to(4);
		assert_noop!(attach(FEE), Error::<Test>::Banned);
		go_to(5);
		assert_ok!(attach(FEE));
	});
}
