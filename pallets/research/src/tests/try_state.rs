//! Each invariant of the README: storage is corrupted, and the check says which one broke.

use crate::{mock::*, try_state::Broken, *};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};

/// A state with one of everything, corrupted.
fn broken(corrupt: impl FnOnce(), expected: Broken) {
	new_test_ext().execute_with(|| {
		assert_ok!(Research::join_research(RuntimeOrigin::signed(ALMA)));
		System::set_block_number(5);
		spend(RITA, ST_MARY, LEAST);
		check();
		corrupt();
		assert_eq!(Research::check_state(), Err(expected));
		#[cfg(feature = "try-runtime")]
		assert_eq!(
			<Research as frame_support::traits::Hooks<u32>>::try_state(System::block_number()),
			Err(sp_runtime::TryRuntimeError::Other(expected.message()))
		);
	});
}

fn change(change: impl FnOnce(&mut SpendingOf<Test>)) {
	Spendings::<Test>::mutate(0, |stored| change(stored.as_mut().unwrap()));
}

#[test]
fn invariant_1_a_spending_is_on_its_researchers_list() {
	broken(|| SpendingsOf::<Test>::remove(RITA, 0), Broken::SpendingUnlisted);
	broken(
		|| change(|stored| stored.researcher = SAUL),
		Broken::SpendingUnlisted,
	);
}

#[test]
fn invariant_2_a_list_names_its_researchers_spendings() {
	broken(|| SpendingsOf::<Test>::insert(SAUL, 0, ()), Broken::ListStale);
	broken(|| SpendingsOf::<Test>::insert(RITA, 1, ()), Broken::ListStale);
}

#[test]
fn invariant_3_a_spending_was_numbered_and_lies_before_the_end_of_its_window() {
	let malformed = Broken::SpendingMalformed;
	broken(|| NextSpending::<Test>::put(0), malformed);
	broken(|| change(|stored| stored.spent_at = 6), malformed);
	broken(|| change(|stored| stored.answer_until = 5), malformed);
}

#[test]
fn invariant_4_who_spent_has_a_ledger_that_does_not_lie_ahead() {
	broken(|| Ledgers::<Test>::remove(RITA), Broken::LedgerMissing);
	let ahead = || {
		Ledgers::<Test>::mutate(RITA, |ledger| ledger.as_mut().unwrap().since = 6);
	};
	broken(ahead, Broken::LedgerMissing);
}

#[test]
fn invariant_5_a_ledger_has_all_spendings_of_its_period() {
	let short = || {
		Ledgers::<Test>::mutate(RITA, |ledger| ledger.as_mut().unwrap().spent -= 1);
	};
	broken(short, Broken::LedgerShort);
}

#[test]
fn invariant_6_the_parameters_are_in_order() {
	let set = |change: fn(&mut ParametersOf<Test>)| move || Parameters::<Test>::mutate(change);
	let unordered = Broken::ParametersUnordered;
	broken(set(|parameters| parameters.min_epsilon = 0), unordered);
	broken(set(|parameters| parameters.budget = 1), unordered);
	broken(set(|parameters| parameters.period = 0), unordered);
	broken(set(|parameters| parameters.window = 0), unordered);
}

#[test]
fn invariant_7_what_is_on_hold_is_what_the_deposits_say() {
	let unbalanced = Broken::HoldsUnbalanced;
	broken(|| change(|stored| stored.deposit += 1), unbalanced);
	for (reason, owner) in [
		(HoldReason::ParticipationDeposit, ALMA),
		(HoldReason::SpendingDeposit, RITA),
	] {
		let release = || {
			assert_ok!(Balances::release(&reason.into(), &owner, 1, Precision::Exact));
		};
		broken(release, unbalanced);
		let more = || {
			assert_ok!(Balances::hold(&reason.into(), &owner, 1));
		};
		broken(more, unbalanced);
	}
}
