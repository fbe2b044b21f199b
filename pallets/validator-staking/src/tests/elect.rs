use crate::{mock::*, Candidates, Error, Event, Exposures, ValidatorCount};
use frame_support::{assert_noop, assert_ok};

#[test]
fn the_largest_totals_win_and_ties_go_by_account() {
	run_with(3, 4, &FOUNDERS, || {
		stand(6, FOUNDER_BOND);
		stand(5, MIN_BOND);
		assert_ok!(Staking::back(signed(ANNA), 5, 2_000));
		sessions(2);
		// 5 by its backing; 1, 2 and 3 before 4 and 6, who have as much.
		assert_eq!(Session::validators(), vec![1, 2, 3, 5]);
		assert_ok!(Staking::bond_extra(signed(6), 1));
		sessions(2);
		assert_eq!(Session::validators(), vec![1, 2, 5, 6]);
	});
}

#[test]
fn a_change_takes_effect_at_the_second_boundary() {
	build_and_execute(|| {
		stand(5, FOUNDER_BOND);
		next_session();
		assert_eq!(Session::validators(), FOUNDERS);
		next_session();
		assert_eq!(Session::validators(), vec![1, 2, 3, 4, 5]);
	});
}

#[test]
fn a_candidate_without_keys_is_passed_over_and_counts_for_nothing() {
	build_and_execute(|| {
		stand(5, 5 * FOUNDER_BOND);
		// Nothing lets this happen; were it to happen, nobody would be dropped behind the election's back.
		assert_ok!(<Session as pallet_session::SessionInterface>::purge_keys(&5));
		sessions(2);
		assert_eq!(Session::validators(), FOUNDERS);
		assert_eq!(Exposures::<Test>::get(Session::current_index(), 5), None);
		assert_ok!(Staking::chill(signed(5)));
	});
}

#[test]
fn never_more_are_elected_than_consensus_takes() {
	build_and_execute(|| {
		for who in 5..=9 {
			stand(who, FOUNDER_BOND);
		}
		ValidatorCount::<Test>::put(50);
		sessions(2);
		assert_eq!(Session::validators().len(), MOST_VALIDATORS as usize);
		ValidatorCount::<Test>::put(MOST_VALIDATORS);
	});
}

#[test]
fn the_old_set_stays_when_fewer_than_the_floor_could_be_elected() {
	build_and_execute(|| {
		assert_ok!(Staking::chill(signed(1)));
		assert_ok!(Staking::chill(signed(2)));
		next_session();
		assert!(events().contains(&Event::FloorHeld {
			session: 2,
			eligible: 2
		}));
		sessions(3);
		assert_eq!(Session::validators(), FOUNDERS);
		// With another hospital there are three again.
		stand(5, MIN_BOND);
		sessions(2);
		assert_eq!(Session::validators(), vec![3, 4, 5]);
	});
}

#[test]
fn nobody_is_elected_without_stake() {
	build_and_execute(|| {
		stand(5, MIN_BOND);
		sessions(2);
		for (who, candidate) in Candidates::<Test>::iter() {
			assert!(candidate.total >= MIN_BOND, "{who}");
			let exposure = Exposures::<Test>::get(Session::current_index(), who).unwrap();
			assert!(exposure.total >= MIN_BOND);
		}
	});
}

#[test]
fn no_way_to_stand_leads_around_stake() {
	type Err = Error<Test>;
	build_and_execute(|| {
		set_keys(5);
		assert_noop!(Staking::bond(signed(5), 0), Err::BondTooSmall);
		assert_noop!(Staking::validate(signed(5)), Err::NotBonded);
		assert_noop!(Staking::back(signed(ANNA), 5, 5_000), Err::NotCandidate);
		assert_ok!(Staking::bond(signed(5), MIN_BOND));
		assert_ok!(Staking::validate(signed(5)));
		assert_ok!(Staking::back(signed(ANNA), 5, 5_000));
		// Backings do not stand for a bond.
		assert_noop!(Staking::unbond(signed(5), MIN_BOND), Err::BondTooSmall);
		sessions(2);
		offend(5, Session::current_index(), 100);
		sessions(BAN);
		assert!(!Session::validators().contains(&5));
		assert_noop!(Staking::validate(signed(5)), Err::NotBonded);
	});
}

#[test]
fn voters_stay_the_same_where_nothing_changes() {
	build_and_execute(|| {
		sessions(3);
		assert!(!pallet_session::QueuedChanged::<Test>::get());
		assert_ok!(Staking::bond_extra(signed(1), 1));
		next_session();
		assert!(pallet_session::QueuedChanged::<Test>::get());
		sessions(2);
		assert!(!pallet_session::QueuedChanged::<Test>::get());
	});
}

/// GRANDPA ignores a set that begins while a forced change is pending: it would keep voters that have left.
#[test]
fn a_set_that_finality_cannot_take_is_announced_again() {
	build_and_execute(|| {
		sessions(2);
		Busy::set(true);
		sessions(2);
		assert!(pallet_session::QueuedChanged::<Test>::get());
		Busy::set(false);
		next_session();
		assert!(!pallet_session::QueuedChanged::<Test>::get());
	});
}

#[test]
fn rotated_keys_make_a_new_set() {
	build_and_execute(|| {
		sessions(3);
		set_key(1, 77);
		next_session();
		assert!(pallet_session::QueuedChanged::<Test>::get());
		assert_eq!(Session::queued_keys()[0].1.dummy.0, 77);
	});
}
