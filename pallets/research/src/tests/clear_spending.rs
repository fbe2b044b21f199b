use crate::{mock::*, Error, Event, HoldReason, Spendings, SpendingsOf};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};

fn clear(spending: u64) -> DispatchResult {
	Research::clear_spending(RuntimeOrigin::signed(STRANGER), spending)
}

#[test]
fn anyone_clears_a_spending_once_its_window_is_over_and_the_researcher_has_the_deposit_back() {
	build_and_execute(|| {
		spend(RITA, ST_MARY, LEAST);
		System::set_block_number(1 + WINDOW);
		assert_noop!(clear(0), Error::<Test>::WindowNotOver);
		System::set_block_number(2 + WINDOW);
		assert_ok!(clear(0));
		let cleared = Event::SpendingCleared {
			spending: 0,
			researcher: RITA,
		};
		assert_eq!(last_event(), Some(cleared));
		assert_eq!(Spendings::<Test>::iter().count(), 0);
		assert_eq!(SpendingsOf::<Test>::iter().count(), 0);
		assert_eq!(held(HoldReason::SpendingDeposit, &RITA), 0);
		assert_eq!(Balances::free_balance(RITA), ENDOWMENT);
		assert_eq!(Balances::free_balance(STRANGER), ENDOWMENT);
		assert_eq!(Research::api_spending(0), None);
	});
}

#[test]
fn what_is_not_there_is_not_cleared() {
	build_and_execute(|| {
		assert_noop!(clear(0), Error::<Test>::SpendingNotFound);
		spend(RITA, ST_MARY, LEAST);
		System::set_block_number(2 + WINDOW);
		assert_ok!(clear(0));
		assert_noop!(clear(0), Error::<Test>::SpendingNotFound);
	});
}
