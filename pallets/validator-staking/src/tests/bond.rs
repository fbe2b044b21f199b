use crate::{mock::*, Bonds, Candidates, Error, Event, MAX_CHUNKS};
use frame_support::{assert_noop, assert_ok};

type Err = Error<Test>;

#[test]
fn an_accredited_hospital_bonds_adds_and_unbonds() {
	build_and_execute(|| {
		assert_ok!(Staking::bond(signed(5), 300));
		assert_ok!(Staking::bond_extra(signed(5), 50));
		assert_eq!(held(5), (350, 0));
		assert_ok!(Staking::unbond(signed(5), 100));
		System::assert_last_event(
			Event::<Test>::Unbonded {
				who: 5,
				amount: 100,
				withdrawable_at: BONDING,
			}
			.into(),
		);
		assert_eq!(held(5), (350, 0));
		assert_eq!(Bonds::<Test>::get(5).unwrap().active, 250);
	});
}

#[test]
fn only_accredited_hospitals_bond() {
	build_and_execute(|| {
		assert_noop!(Staking::bond(signed(ANNA), 300), Err::NotOperator);
		Registry::suspend(5);
		assert_noop!(Staking::bond(signed(5), 300), Err::NotAccredited);
		assert_noop!(Staking::bond(signed(6), MIN_BOND - 1), Err::BondTooSmall);
		assert_ok!(Staking::bond(signed(6), MIN_BOND));
		assert_noop!(Staking::bond(signed(6), MIN_BOND), Err::AlreadyBonded);
	});
}

#[test]
fn what_is_not_there_cannot_be_changed() {
	build_and_execute(|| {
		assert_noop!(Staking::bond_extra(signed(5), 1), Err::NotBonded);
		assert_noop!(Staking::unbond(signed(5), 1), Err::NotBonded);
		assert_noop!(Staking::withdraw_unbonded(signed(5)), Err::NotBonded);
		assert_ok!(Staking::bond(signed(5), 300));
		assert_noop!(Staking::bond_extra(signed(5), 0), Err::ZeroAmount);
		assert_noop!(Staking::unbond(signed(5), 0), Err::ZeroAmount);
		assert_noop!(Staking::unbond(signed(5), 301), Err::InsufficientBond);
		assert_noop!(Staking::unbond(signed(5), 250), Err::BondTooSmall);
		assert_noop!(Staking::withdraw_unbonded(signed(5)), Err::NothingToWithdraw);
	});
}

#[test]
fn a_candidate_chills_before_it_takes_its_whole_bond() {
	build_and_execute(|| {
		stand(5, 300);
		assert_noop!(Staking::unbond(signed(5), 300), Err::BondTooSmall);
		assert_ok!(Staking::chill(signed(5)));
		assert_ok!(Staking::unbond(signed(5), 300));
	});
}

#[test]
fn unbonded_money_is_free_after_the_bonding_time_and_not_before() {
	build_and_execute(|| {
		assert_ok!(Staking::bond(signed(5), 300));
		assert_ok!(Staking::unbond(signed(5), 300));
		sessions(BONDING - 1);
		assert_noop!(Staking::withdraw_unbonded(signed(5)), Err::NothingToWithdraw);
		next_session();
		assert_ok!(Staking::withdraw_unbonded(signed(5)));
		assert_eq!(held(5), (0, 0));
		assert!(!Bonds::<Test>::contains_key(5));
	});
}

#[test]
fn a_validator_withdraws_what_it_took_of_its_bond_and_goes_on() {
	build_and_execute(|| {
		assert_ok!(Staking::unbond(signed(1), 400));
		sessions(BONDING);
		assert_ok!(Staking::withdraw_unbonded(signed(1)));
		assert_eq!(held(1), (FOUNDER_BOND - 400, 0));
		assert_eq!(Session::validators(), FOUNDERS);
	});
}

#[test]
fn whom_only_the_floor_keeps_is_slashable_for_its_last_session_too() {
	build_and_execute(|| {
		for who in [1, 2] {
			assert_ok!(Staking::chill(signed(who)));
			assert_ok!(Staking::unbond(signed(who), FOUNDER_BOND - MIN_BOND));
			assert_ok!(Staking::unbond(signed(who), MIN_BOND));
		}
		sessions(BONDING + 1);
		assert!(Session::validators().contains(&1));
		assert_noop!(Staking::withdraw_unbonded(signed(1)), Err::NothingToWithdraw);
		// With another hospital the floor needs neither any more.
		stand(5, MIN_BOND);
		next_session();
		let last = Session::current_index();
		let exposure = crate::Exposures::<Test>::get(last, 1).unwrap();
		// What it unbonded stood behind it all the same.
		assert_eq!(exposure.own, FOUNDER_BOND);
		next_session();
		assert_eq!(Session::validators(), vec![3, 4, 5]);
		assert_noop!(Staking::withdraw_unbonded(signed(1)), Err::NothingToWithdraw);
		while Session::current_index() < last + REPORT {
			next_session();
		}
		offend_with(1, exposure, last, 100);
		sessions(DEFER);
		assert_noop!(Staking::withdraw_unbonded(signed(1)), Err::NothingToWithdraw);
		next_block();
		assert_eq!(held(1), (0, 0));
		// The other waited as long, and is free.
		while Session::current_index() < last + BONDING - 1 {
			assert_noop!(Staking::withdraw_unbonded(signed(2)), Err::NothingToWithdraw);
			next_session();
		}
		assert_ok!(Staking::withdraw_unbonded(signed(2)));
		assert_eq!(held(2), (0, 0));
	});
}

#[test]
fn what_one_session_unbonds_waits_as_one_amount() {
	build_and_execute(|| {
		assert_ok!(Staking::bond(signed(5), 1_000));
		for _ in 0..200 {
			assert_ok!(Staking::unbond(signed(5), 1));
		}
		assert_eq!(Bonds::<Test>::get(5).unwrap().unbonding.len(), 1);
		next_session();
		assert_ok!(Staking::unbond(signed(5), 1));
		assert_eq!(Bonds::<Test>::get(5).unwrap().unbonding.len(), 2);
	});
}

#[test]
fn repeated_unbonding_fills_a_queue_that_is_bounded_and_withdrawing_makes_room() {
	build_and_execute(|| {
		assert_ok!(Staking::bond(signed(5), 1_000));
		for _ in 0..MAX_CHUNKS {
			assert_ok!(Staking::unbond(signed(5), 1));
			next_session();
		}
		assert_noop!(Staking::unbond(signed(5), 1), Err::TooManyChunks);
		assert_ok!(Staking::withdraw_unbonded(signed(5)));
		assert_ok!(Staking::unbond(signed(5), 1));
	});
}

#[test]
fn repeated_chilling_leaves_nothing_behind() {
	build_and_execute(|| {
		stand(5, 300);
		let size = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		assert_ok!(Staking::chill(signed(5)));
		assert_noop!(Staking::chill(signed(5)), Err::NotCandidate);
		System::reset_events();
		let before = size();
		for _ in 0..50 {
			assert_ok!(Staking::validate(signed(5)));
			assert_ok!(Staking::chill(signed(5)));
		}
		System::reset_events();
		assert_eq!(before, size());
		assert!(!Candidates::<Test>::contains_key(5));
	});
}
