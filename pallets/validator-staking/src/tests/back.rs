use crate::{mock::*, Backers, Candidates, Error, MAX_BACKERS, MAX_CHUNKS};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};

type Err = Error<Test>;

#[test]
fn anybody_backs_a_candidate_and_its_total_grows() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		assert_ok!(Staking::back(signed(ANNA), 1, 5));
		assert_ok!(Staking::back(signed(2), 1, 40));
		assert_eq!(held(ANNA), (0, 505));
		assert_eq!(held(2), (FOUNDER_BOND, 40));
		assert_eq!(Candidates::<Test>::get(1).unwrap().total, FOUNDER_BOND + 545);
		assert_ok!(Staking::unback(signed(ANNA), 1, 400));
		assert_eq!(Candidates::<Test>::get(1).unwrap().total, FOUNDER_BOND + 145);
		assert_eq!(held(ANNA), (0, 505));
	});
}

#[test]
fn a_hospital_cannot_back_itself_to_dodge_a_slash() {
	build_and_execute(|| {
		assert_noop!(Staking::back(signed(1), 1, 500), Err::SelfBacking);
	});
}

#[test]
fn a_backing_is_refused_where_it_means_nothing() {
	build_and_execute(|| {
		assert_noop!(Staking::back(signed(ANNA), 5, 500), Err::NotCandidate);
		assert_noop!(
			Staking::back(signed(ANNA), 1, MIN_BACKING - 1),
			Err::BackingTooSmall
		);
		assert_noop!(Staking::unback(signed(ANNA), 1, 5), Err::NotBacker);
		assert_ok!(Staking::back(signed(ANNA), 1, 20));
		assert_noop!(Staking::back(signed(ANNA), 1, 0), Err::ZeroAmount);
		assert_noop!(Staking::unback(signed(ANNA), 1, 0), Err::ZeroAmount);
		assert_noop!(Staking::unback(signed(ANNA), 1, 21), Err::InsufficientBacking);
		assert_noop!(Staking::unback(signed(ANNA), 1, 15), Err::BackingTooSmall);
		assert_noop!(Staking::withdraw_backing(signed(ANNA), 1), Err::NothingToWithdraw);
	});
}

#[test]
fn a_backing_is_free_after_the_bonding_time() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		assert_ok!(Staking::unback(signed(ANNA), 1, 500));
		sessions(BONDING - 1);
		assert_noop!(Staking::withdraw_backing(signed(ANNA), 1), Err::NothingToWithdraw);
		next_session();
		assert_ok!(Staking::withdraw_backing(signed(ANNA), 1));
		assert_eq!(held(ANNA), (0, 0));
	});
}

#[test]
fn places_are_bounded_and_become_free_when_a_backer_has_left() {
	build_and_execute(|| {
		for index in 0..u64::from(MAX_BACKERS) {
			let who = 1_000 + index;
			Balances::set_balance(&who, 100);
			assert_ok!(Staking::back(signed(who), 1, MIN_BACKING));
		}
		assert_noop!(Staking::back(signed(ANNA), 1, 500), Err::TooManyBackers);
		assert_ok!(Staking::unback(signed(1_000), 1, MIN_BACKING));
		// It is still exposed in this session and the next.
		assert_noop!(Staking::back(signed(ANNA), 1, 500), Err::TooManyBackers);
		sessions(2);
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		assert!(!Backers::<Test>::get(1).iter().any(|backer| backer.who == 1_000));
	});
}

#[test]
fn taking_back_again_and_again_fills_a_queue_that_is_bounded() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		for _ in 0..MAX_CHUNKS {
			assert_ok!(Staking::unback(signed(ANNA), 1, 1));
			next_session();
		}
		assert_noop!(Staking::unback(signed(ANNA), 1, 1), Err::TooManyChunks);
		assert_ok!(Staking::withdraw_backing(signed(ANNA), 1));
		assert_ok!(Staking::unback(signed(ANNA), 1, 1));
	});
}

#[test]
fn a_backing_of_ones_own_from_another_account_is_slashed_like_any_other() {
	build_and_execute(|| {
		// Bert is the operator of hospital 1 under another name.
		assert_ok!(Staking::back(signed(BERT), 1, 5_000));
		sessions(2);
		assert_ok!(Staking::unback(signed(BERT), 1, 5_000));
		offend(1, 2, 50);
		sessions(DEFER);
		next_block();
		assert_eq!(held(1), (FOUNDER_BOND / 2, 0));
		assert_eq!(held(BERT), (0, 2_500));
	});
}
