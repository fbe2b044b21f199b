use crate::{mock::*, Error, Event, HoldReason, NextSpending, Spending, Spendings};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	hospital::HospitalId,
	research::{MicroEpsilon, SpendingId, SpendingInfo},
};

fn try_spend(who: AccountId, hospital: HospitalId, epsilon: MicroEpsilon) -> DispatchResult {
	Research::spend_query(RuntimeOrigin::signed(who), hospital, query(7), epsilon)
}

#[test]
fn a_spending_is_the_right_to_one_answer_of_one_hospital() {
	build_and_execute(|| {
		System::set_block_number(5);
		assert_ok!(try_spend(RITA, ST_MARY, 100_000));
		let event = Event::Spent {
			spending: 0,
			researcher: RITA,
			hospital: ST_MARY,
			query: query(7),
			epsilon: 100_000,
		};
		assert_eq!(last_event(), Some(event));
		assert_eq!(
			Research::api_spending(0),
			Some(SpendingInfo {
				id: 0,
				researcher: RITA,
				hospital: ST_MARY,
				query: query(7),
				epsilon: 100_000,
				spent_at: 5,
				answer_until: 5 + WINDOW,
			})
		);
	});
}

#[test]
fn numbers_are_never_used_again() {
	build_and_execute(|| {
		assert_eq!(spend(RITA, ST_MARY, LEAST), 0);
		assert_eq!(spend(SAUL, ST_MARY, LEAST), 1);
		System::set_block_number(2 + WINDOW);
		assert_ok!(Research::clear_spending(RuntimeOrigin::signed(STRANGER), 1));
		assert_eq!(spend(SAUL, NORTH, LEAST), 2);
	});
}

#[test]
fn a_deposit_is_held_from_the_researcher() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, LEAST);
		let bytes = 8 + 4 + 32 + 4 + 4 + 4 + 16 + 2 * 8 + 8;
		assert_eq!(Research::spending_deposit(), 1_000 + 10 * bytes);
		assert_eq!(
			held(HoldReason::SpendingDeposit, &RITA),
			Research::spending_deposit()
		);
	});
}

#[test]
fn a_researcher_without_money_cannot_spend() {
	build_and_execute(|| {
		Registry::enrol(PAUPER);
		assert_noop!(
			try_spend(PAUPER, ST_MARY, LEAST),
			Error::<Test>::DepositUnaffordable
		);
	});
}

#[test]
fn only_an_enrolled_researcher_who_is_not_revoked_spends() {
	build_and_execute(|| {
		for other in [ALMA, STRANGER, AccountId::from(ST_MARY)] {
			assert_noop!(try_spend(other, ST_MARY, LEAST), Error::<Test>::NotResearcher);
		}
		Registry::revoke(RITA);
		assert_noop!(try_spend(RITA, ST_MARY, LEAST), Error::<Test>::ResearcherRevoked);
		Registry::dismiss(SAUL);
		assert_noop!(try_spend(SAUL, ST_MARY, LEAST), Error::<Test>::NotResearcher);
	});
}

#[test]
fn nothing_is_spent_on_a_hospital_that_would_not_answer() {
	build_and_execute(|| {
		assert_noop!(try_spend(RITA, NOWHERE, LEAST), Error::<Test>::HospitalNotFound);
		Registry::suspend(ST_MARY);
		assert_noop!(
			try_spend(RITA, ST_MARY, LEAST),
			Error::<Test>::HospitalNotAccredited
		);
		Registry::reinstate(ST_MARY);
		assert_ok!(try_spend(RITA, ST_MARY, LEAST));
	});
}

#[test]
fn an_answer_has_a_least_and_a_most_loss() {
	build_and_execute(|| {
		for epsilon in [0, LEAST - 1] {
			assert_noop!(try_spend(RITA, ST_MARY, epsilon), Error::<Test>::EpsilonTooSmall);
		}
		for epsilon in [MOST + 1, MicroEpsilon::MAX] {
			assert_noop!(try_spend(RITA, ST_MARY, epsilon), Error::<Test>::EpsilonTooLarge);
		}
		assert_ok!(try_spend(RITA, ST_MARY, LEAST));
		assert_ok!(try_spend(RITA, ST_MARY, MOST));
	});
}

#[test]
fn when_numbers_run_out_nothing_is_spent() {
	build_and_execute(|| {
		NextSpending::<Test>::put(SpendingId::MAX);
		assert_noop!(try_spend(RITA, ST_MARY, LEAST), Error::<Test>::SpendingsExhausted);
	});
}

#[test]
fn the_window_is_that_of_the_spending() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, LEAST);
		let longer = crate::ParametersOf::<Test> {
			window: 2 * WINDOW,
			..PARAMETERS
		};
		assert_ok!(Research::set_parameters(RuntimeOrigin::root(), longer));
		spend(RITA, ST_MARY, LEAST);
		let until = |id| Spendings::<Test>::get(id).map(|stored: Spending<_, _, _>| stored.answer_until);
		assert_eq!((until(0), until(1)), (Some(1 + WINDOW), Some(1 + 2 * WINDOW)));
	});
}
