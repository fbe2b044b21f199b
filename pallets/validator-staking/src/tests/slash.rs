use crate::{mock::*, Candidates, Conducts, Error, Event, Offences};
use frame_support::{assert_noop, assert_ok};

type Err = Error<Test>;

/// Sessions and one block more, in which a slash is carried out.
fn until_slashed() {
	sessions(DEFER);
	next_block();
}

#[test]
fn a_proven_offence_is_slashed_after_the_delay() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		sessions(2);
		let issuance = Balances::total_issuance();
		offend(1, 2, 50);
		assert!(!Candidates::<Test>::contains_key(1));
		sessions(DEFER - 1);
		assert_eq!(held(1), (FOUNDER_BOND, 0));
		next_session();
		next_block();
		assert_eq!(held(1), (FOUNDER_BOND / 2, 0));
		assert_eq!(held(ANNA), (0, 250));
		// Burnt.
		assert_eq!(Balances::total_issuance(), issuance - 750);
		assert!(!Session::validators().contains(&1));
	});
}

#[test]
fn the_council_forgives_and_a_second_report_changes_nothing() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 50);
		assert_noop!(
			Staking::cancel_slash(signed(1), 1, 1),
			sp_runtime::DispatchError::BadOrigin
		);
		assert_noop!(
			Staking::cancel_slash(RuntimeOrigin::root(), 1, 2),
			Err::NoSuchSlash
		);
		assert_ok!(Staking::cancel_slash(RuntimeOrigin::root(), 1, 1));
		assert_noop!(
			Staking::cancel_slash(RuntimeOrigin::root(), 1, 1),
			Err::NoSuchSlash
		);
		assert!(!Conducts::<Test>::contains_key(1));
		offend(1, 1, 50);
		until_slashed();
		assert_eq!(held(1), (FOUNDER_BOND, 0));
		assert_ok!(Staking::validate(signed(1)));
	});
}

#[test]
fn forgiving_one_offence_leaves_the_ban_and_the_slash_of_another() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 20);
		next_session();
		offend(1, 2, 30);
		assert_ok!(Staking::cancel_slash(RuntimeOrigin::root(), 2, 1));
		assert_eq!(Conducts::<Test>::get(1).banned_until(), 1 + BAN);
		assert_noop!(Staking::validate(signed(1)), Err::Banned);
		until_slashed();
		assert_eq!(held(1), (800, 0));
		assert_noop!(
			Staking::cancel_slash(RuntimeOrigin::root(), 1, 1),
			Err::NoSuchSlash
		);
		assert_noop!(Staking::validate(signed(1)), Err::Banned);
	});
}

#[test]
fn when_all_offences_are_forgiven_nothing_is_remembered() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 20);
		next_session();
		offend(1, 2, 30);
		assert_ok!(Staking::cancel_slash(RuntimeOrigin::root(), 1, 1));
		assert_eq!(Conducts::<Test>::get(1).banned_until(), 2 + BAN);
		assert_ok!(Staking::cancel_slash(RuntimeOrigin::root(), 2, 1));
		assert!(!Conducts::<Test>::contains_key(1));
		assert_ok!(Staking::validate(signed(1)));
	});
}

#[test]
fn forgiving_what_a_worse_report_adds_leaves_the_ban_of_what_was_slashed() {
	build_and_execute(|| {
		next_session();
		let exposure = crate::Exposures::<Test>::get(1, 1).unwrap();
		offend(1, 1, 20);
		until_slashed();
		offend_with(1, exposure, 1, 50);
		assert!(Conducts::<Test>::get(1).banned_until() > 1 + BAN);
		assert_ok!(Staking::cancel_slash(RuntimeOrigin::root(), 1, 1));
		while Session::current_index() < 1 + BAN {
			assert_noop!(Staking::validate(signed(1)), Err::Banned);
			next_session();
		}
		assert_ok!(Staking::validate(signed(1)));
		assert_eq!(held(1), (800, 0));
	});
}

#[test]
fn of_several_offences_in_a_session_the_worst_costs() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 20);
		offend(1, 1, 50);
		offend(1, 1, 30);
		until_slashed();
		assert_eq!(held(1), (FOUNDER_BOND / 2, 0));
	});
}

#[test]
fn a_worse_report_after_the_slash_takes_the_difference() {
	build_and_execute(|| {
		next_session();
		let exposure = crate::Exposures::<Test>::get(1, 1).unwrap();
		offend(1, 1, 20);
		until_slashed();
		assert_eq!(held(1), (800, 0));
		offend_with(1, exposure, 1, 50);
		until_slashed();
		assert_eq!(held(1), (500, 0));
	});
}

#[test]
fn unbonding_after_the_offence_does_not_dodge_the_slash() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		sessions(2);
		assert_ok!(Staking::chill(signed(1)));
		assert_ok!(Staking::unbond(signed(1), FOUNDER_BOND));
		assert_ok!(Staking::unback(signed(ANNA), 1, 500));
		offend(1, 2, 50);
		until_slashed();
		assert_eq!(held(1), (500, 0));
		assert_eq!(held(ANNA), (0, 250));
	});
}

#[test]
fn the_latest_report_about_the_last_session_still_finds_the_money() {
	build_and_execute(|| {
		sessions(2);
		assert_ok!(Staking::chill(signed(1)));
		assert_ok!(Staking::unbond(signed(1), FOUNDER_BOND));
		// Exposed in this session and in the next, which was planned.
		next_session();
		let exposure = crate::Exposures::<Test>::get(3, 1).unwrap();
		sessions(REPORT);
		assert_noop!(Staking::withdraw_unbonded(signed(1)), Err::NothingToWithdraw);
		offend_with(1, exposure, 3, 100);
		sessions(DEFER);
		assert_noop!(Staking::withdraw_unbonded(signed(1)), Err::NothingToWithdraw);
		next_block();
		assert_eq!(held(1), (0, 0));
	});
}

#[test]
fn nothing_is_withdrawn_while_a_slash_is_overdue() {
	build_and_execute(|| {
		assert_ok!(Staking::bond(signed(5), 300));
		assert_ok!(Staking::unbond(signed(5), 300));
		sessions(BONDING - DEFER);
		offend(1, Session::current_index(), 50);
		sessions(DEFER);
		assert_noop!(Staking::withdraw_unbonded(signed(5)), Err::SlashesWaiting);
		next_block();
		assert_ok!(Staking::withdraw_unbonded(signed(5)));
	});
}

#[test]
fn a_report_that_comes_too_late_changes_nothing() {
	build_and_execute(|| {
		next_session();
		let exposure = crate::Exposures::<Test>::get(1, 1).unwrap();
		sessions(REPORT + 1);
		events();
		offend_with(1, exposure, 1, 100);
		assert_eq!(events(), vec![]);
		assert_eq!(Offences::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_offender_cannot_stand_until_its_ban_is_over() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 10);
		assert_noop!(Staking::validate(signed(1)), Err::Banned);
		sessions(BAN - 1);
		assert_noop!(Staking::validate(signed(1)), Err::Banned);
		next_session();
		assert_ok!(Staking::validate(signed(1)));
	});
}

#[test]
fn an_offender_is_disabled_and_out_at_the_second_boundary() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 10);
		next_block();
		next_block();
		assert!(<Session as crate::Sessions<u64>>::is_disabled(&1));
		sessions(2);
		assert_eq!(Session::validators(), vec![2, 3, 4]);
	});
}

#[test]
fn the_floor_keeps_offenders_but_not_their_money() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 100);
		offend(2, 1, 100);
		sessions(3);
		next_block();
		assert_eq!(Session::validators(), FOUNDERS);
		assert_eq!(held(1), (0, 0));
		assert!(events()
			.iter()
			.any(|event| matches!(event, Event::FloorHeld { .. })));
	});
}

#[test]
fn a_backer_that_has_left_for_good_is_slashed_and_forgotten() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		sessions(2);
		let exposure = crate::Exposures::<Test>::get(2, 1).unwrap();
		assert_ok!(Staking::unback(signed(ANNA), 1, 500));
		sessions(2);
		// Whoever comes takes the place of those who have left.
		assert_ok!(Staking::back(signed(BERT), 1, 20));
		assert!(crate::Backers::<Test>::get(1)
			.iter()
			.all(|backer| backer.who == BERT));
		offend_with(1, exposure, 2, 50);
		until_slashed();
		assert_eq!(held(ANNA), (0, 250));
		assert_eq!(held(BERT), (0, 20));
	});
}

#[test]
fn a_slash_takes_no_more_than_there_is() {
	build_and_execute(|| {
		next_session();
		offend(1, 1, 80);
		next_session();
		offend(1, 2, 80);
		sessions(DEFER + 1);
		assert_eq!(held(1), (0, 0));
		assert_eq!(Conducts::<Test>::get(1).strikes, 0);
	});
}
