use crate::{mock::*, Bonds, Candidates, Founders};
use frame_support::assert_ok;
use sp_runtime::BuildStorage;

#[test]
fn founders_validate_from_the_first_block_with_their_bonds() {
	build_and_execute(|| {
		assert_eq!(Session::validators(), FOUNDERS);
		for who in FOUNDERS {
			assert_eq!(held(who), (FOUNDER_BOND, 0));
			assert_eq!(Bonds::<Test>::get(who).unwrap().active, FOUNDER_BOND);
			assert!(Candidates::<Test>::get(who).unwrap().founder);
		}
		assert_eq!(Balances::free_balance(Staking::pot()), EXISTENTIAL);
	});
}

#[test]
fn founders_need_accreditation_once_their_term_is_over() {
	run_with(1, 6, &FOUNDERS, || {
		Registry::forget(1);
		sessions(4);
		assert!(Session::validators().contains(&1));
		sessions(1);
		assert!(!Session::validators().contains(&1));
		assert_eq!(Session::validators(), vec![2, 3, 4]);
		assert_eq!(Founders::<Test>::iter().count(), 0);
		// It applies and is accredited: elected again.
		Registry::apply(1);
		sessions(2);
		assert!(Session::validators().contains(&1));
	});
}

#[test]
fn the_floor_keeps_founders_whom_nobody_accredits() {
	build_and_execute(|| {
		FOUNDERS.iter().for_each(|who| Registry::forget(*who));
		sessions(9);
		assert_eq!(Session::validators(), FOUNDERS);
	});
}

#[test]
fn a_founder_may_leave_and_stand_again_within_the_term() {
	build_and_execute(|| {
		Registry::forget(1);
		assert_ok!(Staking::chill(signed(1)));
		assert_ok!(Staking::validate(signed(1)));
		sessions(2);
		assert!(Session::validators().contains(&1));
	});
}

#[test]
#[should_panic(expected = "there are as many founders as there may be validators")]
fn a_chain_does_not_begin_below_its_floor() {
	ext_with(5, 6, &FOUNDERS);
}

#[test]
#[should_panic(
	expected = "the number of validators lies between the floor and the most that consensus takes"
)]
fn a_chain_does_not_elect_more_than_consensus_takes() {
	ext_with(3, MOST_VALIDATORS + 1, &FOUNDERS);
}

#[test]
#[should_panic(expected = "a founder is named once")]
fn no_founder_is_named_twice() {
	ext_with(3, 6, &[1, 2, 2, 3]);
}

fn build(change: impl FnOnce(&mut RuntimeGenesisConfig)) {
	let mut genesis = genesis_with(3, 6, &FOUNDERS);
	change(&mut genesis);
	let _ = genesis.build_storage();
}

#[test]
#[should_panic(expected = "every founder has session keys")]
fn a_founder_without_keys_is_not_dropped_silently() {
	build(|genesis| {
		genesis.session.keys.pop();
	});
}

#[test]
#[should_panic(expected = "every validator of genesis is a founder")]
fn nobody_validates_at_genesis_without_stake() {
	build(|genesis| genesis.staking.founders.clear());
}

#[test]
#[should_panic(expected = "founders hold their seats at least for the two sessions that genesis plans")]
fn founders_without_a_term_are_refused() {
	build(|genesis| genesis.staking.founder_sessions = 1);
}
