//! Every invariant sees its fault.

use crate::{mock::*, types::*, *};
use frame_support::assert_ok;
use sp_runtime::Perbill;

fn broken(number: &str, corrupt: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		sessions(2);
		assert_ok!(Staking::do_try_state());
		corrupt();
		let error: &'static str = Staking::do_try_state().unwrap_err().into();
		assert!(error.starts_with(number), "{error}");
	});
}

#[test]
fn a_wrong_total_is_seen() {
	broken("1:", || {
		Staking::change_candidate(&1, |candidate| candidate.total += 1)
	});
}

#[test]
fn a_candidate_without_bond_is_seen() {
	broken("1:", || {
		Bonds::<Test>::mutate_extant(2, |bond| bond.active = 1);
		Staking::change_candidate(&2, |candidate| candidate.total = 1);
	});
}

#[test]
fn a_stake_that_is_not_held_is_seen() {
	broken("2:", || {
		Bonds::<Test>::insert(
			9,
			Bond {
				active: 100u64,
				..Default::default()
			},
		)
	});
	broken("2:", || {
		let chunk = Chunk {
			amount: 5u64,
			withdrawable_at: 9,
		};
		Unbacking::<Test>::insert(ANNA, 1, Chunks::truncate_from(vec![chunk]));
	});
	broken("2:", || {
		Backers::<Test>::insert(9, BackersOfHospital::<Test>::default())
	});
}

#[test]
fn a_reward_that_is_not_owed_is_seen() {
	broken("3:", || Bonds::<Test>::mutate_extant(1, |bond| bond.reward = 5));
	broken("3:", || {
		Bonds::<Test>::mutate_extant(1, |bond| bond.reward = 5);
		Owed::<Test>::put(5);
	});
}

#[test]
fn an_exposure_that_is_old_wrong_or_missing_is_seen() {
	broken("4:", || {
		Exposures::<Test>::insert(0, 1, Staking::exposure(&1, false))
	});
	broken("4:", || {
		Exposures::<Test>::mutate(2, 1, |exposure| exposure.as_mut().unwrap().total += 1)
	});
	broken("4:", || Exposures::<Test>::remove(2, 1));
}

#[test]
fn a_slash_that_would_never_come_is_seen() {
	broken("5:", || {
		Offences::<Test>::insert(
			2,
			1,
			Offence {
				exposure: Staking::exposure(&1, false),
				fraction: Perbill::one(),
				settled: Perbill::zero(),
				due: Some(3),
			},
		)
	});
	broken("5:", || DueQueue::<Test>::put(Queue { head: 0, tail: 1 }));
}

#[test]
fn a_set_below_the_floor_is_seen() {
	broken("6:", || {
		pallet_session::QueuedKeys::<Test>::mutate(|keys| keys.truncate(2))
	});
	broken("6:", || ValidatorCount::<Test>::put(1));
}
