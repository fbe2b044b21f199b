//! What a budget bounds, whatever is asked of whom.

use crate::{mock::*, Error, Ledger, Ledgers, ParametersOf};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::research::BudgetInfo;

fn exceeds(who: AccountId, hospital: u32, epsilon: u32) {
	assert_noop!(
		Research::spend_query(RuntimeOrigin::signed(who), hospital, query(7), epsilon),
		Error::<Test>::BudgetExceeded
	);
}

#[test]
fn asking_several_hospitals_is_paid_from_one_budget() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, MOST);
		spend(RITA, NORTH, MOST);
		assert_eq!(left(RITA), BUDGET - 2 * MOST);
		exceeds(RITA, ST_MARY, MOST);
		exceeds(RITA, NORTH, MOST);
		spend(RITA, NORTH, BUDGET - 2 * MOST);
		exceeds(RITA, ST_MARY, LEAST);
	});
}

#[test]
fn asking_one_hospital_again_to_average_is_paid_each_time() {
	build_and_execute(|| {
		for _ in 0..BUDGET / LEAST {
			spend(RITA, ST_MARY, LEAST);
		}
		assert_eq!(left(RITA), 0);
		exceeds(RITA, ST_MARY, LEAST);
	});
}

#[test]
fn each_researcher_has_a_budget() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, MOST);
		assert_eq!(left(SAUL), BUDGET);
		assert_eq!(Research::api_budget(STRANGER), None);
		assert_eq!(Research::api_budget(ALMA), None);
	});
}

#[test]
fn it_is_whole_again_a_period_after_its_first_spending_and_not_before() {
	build_and_execute(|| {
		System::set_block_number(10);
		spend(RITA, ST_MARY, MOST);
		System::set_block_number(10 + PERIOD - 1);
		spend(RITA, ST_MARY, MOST);
		assert_eq!(
			Research::api_budget(RITA),
			Some(BudgetInfo {
				researcher: RITA,
				budget: BUDGET,
				spent: 2 * MOST,
				left: BUDGET - 2 * MOST,
				refills_at: Some(10 + PERIOD),
			})
		);
		exceeds(RITA, ST_MARY, MOST);
		System::set_block_number(10 + PERIOD);
		assert_eq!(
			Research::api_budget(RITA),
			Some(BudgetInfo {
				researcher: RITA,
				budget: BUDGET,
				spent: 0,
				left: BUDGET,
				refills_at: None,
			})
		);
		let first = spend(RITA, ST_MARY, MOST);
		let ledger = Ledger {
			since: 10 + PERIOD,
			first,
			spent: MOST,
		};
		assert_eq!(Ledgers::<Test>::get(RITA), Some(ledger));
	});
}

#[test]
fn clearing_a_spending_gives_nothing_of_the_budget_back() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, MOST);
		System::set_block_number(2 + WINDOW);
		assert_ok!(Research::clear_spending(RuntimeOrigin::signed(RITA), 0));
		assert_eq!(left(RITA), BUDGET - MOST);
	});
}

#[test]
fn dismissal_and_new_enrolment_make_no_second_budget() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, MOST);
		Registry::dismiss(RITA);
		assert_eq!(Research::api_budget(RITA), None);
		Registry::enrol(RITA);
		assert_eq!(left(RITA), BUDGET - MOST);
	});
}

#[test]
fn a_budget_that_the_council_lowers_below_what_was_spent_leaves_nothing() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, MOST);
		let lower = ParametersOf::<Test> {
			budget: MOST - 1,
			max_epsilon: MOST - 1,
			..PARAMETERS
		};
		assert_ok!(Research::set_parameters(RuntimeOrigin::root(), lower));
		assert_eq!(left(RITA), 0);
		exceeds(RITA, ST_MARY, LEAST);
	});
}

#[test]
fn a_shorter_period_holds_at_once() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, MOST);
		System::set_block_number(10);
		spend(RITA, ST_MARY, MOST);
		let shorter = ParametersOf::<Test> {
			period: 5,
			..PARAMETERS
		};
		assert_ok!(Research::set_parameters(RuntimeOrigin::root(), shorter));
		assert_eq!(left(RITA), BUDGET);
		spend(RITA, ST_MARY, LEAST);
		assert_eq!(left(RITA), BUDGET - LEAST);
	});
}
