use crate::{mock::*, Exposures, Incidents, Offences};
use frame_support::assert_ok;
use sp_runtime::Perbill;
use sp_staking::offence::OffenceError;

/// What the offence of `who` costs that is counted in `session`.
fn fraction(session: u32, who: u64) -> Option<Perbill> {
	Offences::<Test>::get(session, who).map(|offence| offence.fraction)
}

/// All slashes that wait are carried out, one a block.
fn all_slashes() {
	sessions(DEFER);
	for _ in 0..3 {
		next_block();
	}
}

#[test]
fn an_equivocation_proven_with_two_sessions_of_one_set_costs_once() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		next_session();
		assert!(!is_reported(1, 7));
		assert_ok!(report(1, 7));
		next_session();
		// More stands behind it now: the offences pallet alone would take it for another offender.
		assert_ne!(Exposures::<Test>::get(2, 1).unwrap().total, FOUNDER_BOND);
		assert!(is_reported(1, 7));
		assert_eq!(report(1, 7), Err(OffenceError::DuplicateReport));
		assert_eq!(Offences::<Test>::iter().count(), 1);
		all_slashes();
		assert_eq!(held(1), (800, 0));
		assert_eq!(held(ANNA), (0, 500));
	});
}

#[test]
fn another_offender_found_in_a_later_session_makes_it_worse_and_not_twice() {
	build_and_execute(|| {
		next_session();
		assert_ok!(report(1, 7));
		next_session();
		assert_ok!(report(2, 7));
		let both = Some(Perbill::from_percent(40));
		assert_eq!((fraction(1, 1), fraction(2, 2)), (both, both));
		assert_eq!((fraction(2, 1), fraction(1, 2)), (None, None));
		all_slashes();
		assert_eq!(held(1), (600, 0));
		assert_eq!(held(2), (600, 0));
	});
}

#[test]
fn an_offender_that_was_slashed_pays_the_difference_when_another_is_found() {
	build_and_execute(|| {
		next_session();
		assert_ok!(report(1, 7));
		sessions(DEFER);
		next_block();
		assert_eq!(held(1), (800, 0));
		assert_ok!(report(2, 7));
		all_slashes();
		assert_eq!(held(1), (600, 0));
		assert_eq!(held(2), (600, 0));
	});
}

#[test]
fn who_was_reported_too_long_ago_is_not_reported_anew_with_another() {
	build_and_execute(|| {
		next_session();
		assert_ok!(report(1, 7));
		sessions(REPORT + 1);
		assert_eq!(held(1), (800, 0));
		assert_ok!(report(2, 7));
		all_slashes();
		assert_eq!(held(1), (800, 0));
		assert_eq!(held(2), (600, 0));
	});
}

#[test]
fn two_rounds_are_two_offences() {
	build_and_execute(|| {
		next_session();
		assert_ok!(report(1, 7));
		next_session();
		assert!(!is_reported(1, 8));
		assert_ok!(report(1, 8));
		let one = Some(Perbill::from_percent(20));
		assert_eq!((fraction(1, 1), fraction(2, 1)), (one, one));
		assert_eq!(Incidents::<Test>::iter().count(), 2);
		all_slashes();
		assert_eq!(held(1), (600, 0));
	});
}
