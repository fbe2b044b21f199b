use crate::{mock::*, Candidates, Departing, Event};
use frame_support::assert_ok;
use pallet_session::historical::{HistoricalSessions, StoredRange};

fn is_disabled(who: u64) -> bool {
	<Session as crate::Sessions<u64>>::is_disabled(&who)
}

#[test]
fn a_suspended_hospital_is_disabled_at_once_out_at_the_second_boundary_and_then_loses_its_keys() {
	build_and_execute(|| {
		next_session();
		Registry::suspend(2);
		while !is_disabled(2) {
			assert!(Session::current_index() == 1);
			next_block();
		}
		next_session();
		// The next set was planned before: it is in it, disabled again from the second block.
		assert!(Session::validators().contains(&2));
		next_block();
		next_block();
		assert!(is_disabled(2));
		assert!(<Session as crate::Sessions<u64>>::has_keys(&2));
		next_session();
		assert_eq!(Session::validators(), vec![1, 3, 4]);
		assert!(!<Session as crate::Sessions<u64>>::has_keys(&2));
		assert!(events().contains(&Event::KeysPurged { who: 2 }));
		// It stands still; its bond is its own.
		assert!(Candidates::<Test>::contains_key(2));
		assert_eq!(held(2), (FOUNDER_BOND, 0));
	});
}

#[test]
fn what_proves_its_offences_stays_until_reports_expire() {
	build_and_execute(|| {
		next_session();
		Registry::withdraw(2);
		assert!(!Candidates::<Test>::contains_key(2));
		let exposure = crate::Exposures::<Test>::get(1, 2).unwrap();
		sessions(REPORT);
		assert!(!<Session as crate::Sessions<u64>>::has_keys(&2));
		assert!(HistoricalSessions::<Test>::contains_key(1));
		// Still slashable, though it has left.
		offend_with(2, exposure, 1, 50);
		sessions(DEFER);
		next_block();
		assert_eq!(held(2), (FOUNDER_BOND / 2, 0));
		assert!(!HistoricalSessions::<Test>::contains_key(1));
		assert_eq!(
			StoredRange::<Test>::get().unwrap().0,
			Session::current_index() - REPORT
		);
	});
}

#[test]
fn a_hospital_reinstated_before_it_is_out_keeps_its_keys_and_is_enabled_again() {
	build_and_execute(|| {
		Registry::suspend(2);
		while !is_disabled(2) {
			next_block();
		}
		Registry::reinstate(2);
		sessions(2);
		next_block();
		assert!(Session::validators().contains(&2));
		assert!(!is_disabled(2));
		assert!(<Session as crate::Sessions<u64>>::has_keys(&2));
		assert!(!Departing::<Test>::exists());
	});
}

#[test]
fn a_suspension_below_the_floor_disables_nobody_and_changes_nothing() {
	build_and_execute(|| {
		Registry::suspend(1);
		Registry::suspend(2);
		for _ in 0..4 {
			next_block();
		}
		assert_eq!(Session::disabled_validators().len(), 1);
		assert!(events()
			.iter()
			.any(|event| matches!(event, Event::NotDisabled { .. })));
		sessions(4);
		assert_eq!(Session::validators(), FOUNDERS);
		assert!(<Session as crate::Sessions<u64>>::has_keys(&1));
	});
}

#[test]
fn a_founder_that_is_suspended_has_no_seat_without_accreditation() {
	build_and_execute(|| {
		Registry::suspend(2);
		sessions(2);
		assert!(!Session::validators().contains(&2));
		assert!(!crate::Founders::<Test>::contains_key(2));
		Registry::reinstate(2);
		set_keys(2);
		sessions(2);
		assert!(Session::validators().contains(&2));
	});
}

#[test]
fn a_suspended_candidate_that_does_not_validate_is_not_elected() {
	build_and_execute(|| {
		stand(5, 5 * FOUNDER_BOND);
		Registry::suspend(5);
		sessions(3);
		assert_eq!(Session::validators(), FOUNDERS);
		assert_ok!(Staking::chill(signed(5)));
	});
}

#[test]
fn repeated_suspension_names_a_hospital_once() {
	build_and_execute(|| {
		for _ in 0..20 {
			Registry::suspend(2);
			Registry::reinstate(2);
		}
		assert_eq!(Departing::<Test>::get().into_inner(), vec![2]);
		assert_eq!(crate::Condemned::<Test>::get().into_inner(), vec![2]);
		sessions(2);
		assert!(!Departing::<Test>::exists());
		assert_eq!(Session::validators(), FOUNDERS);
	});
}
