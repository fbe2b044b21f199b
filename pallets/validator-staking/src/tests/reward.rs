use crate::{mock::*, Bonds, Error, Event, Owed};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};

#[test]
fn fees_are_shared_by_blocks_and_by_exposure() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, FOUNDER_BOND));
		sessions(2);
		fees(8_000);
		next_session();
		// Two blocks of eight each; half of 1's belongs to its backer.
		assert_eq!(Bonds::<Test>::get(1).unwrap().reward, 1_000);
		assert_eq!(Bonds::<Test>::get(2).unwrap().reward, 2_000);
		assert_eq!(Owed::<Test>::get(), 8_000);
		assert_ok!(Staking::claim_rewards(signed(BERT), 1, ANNA));
		assert_eq!(Balances::free_balance(ANNA), RICHES - FOUNDER_BOND + 1_000);
		assert_ok!(Staking::claim_rewards(signed(2), 2, 2));
		assert_eq!(Balances::free_balance(2), RICHES - FOUNDER_BOND + 2_000);
		assert_noop!(
			Staking::claim_rewards(signed(2), 2, 2),
			Error::<Test>::NothingToClaim
		);
		assert_noop!(
			Staking::claim_rewards(signed(2), 2, ANNA),
			Error::<Test>::NothingToClaim
		);
	});
}

#[test]
fn who_authors_nothing_earns_nothing() {
	build_and_execute(|| {
		set_away(4, true);
		fees(8_000);
		next_session();
		assert_eq!(Bonds::<Test>::get(4).unwrap().reward, 0);
		// Three of the eight blocks.
		assert_eq!(Bonds::<Test>::get(2).unwrap().reward, 3_000);
		set_away(4, false);
	});
}

#[test]
fn dust_stays_in_the_pot_and_is_shared_next_time() {
	build_and_execute(|| {
		fees(8_003);
		next_session();
		assert!(Owed::<Test>::get() <= 8_003);
		let dust = 8_003 - Owed::<Test>::get();
		assert!(dust > 0);
		assert_eq!(Staking::undistributed(), dust);
		assert_eq!(Balances::balance(&Staking::pot()), 8_003 + EXISTENTIAL);
		fees(8 - dust);
		next_session();
		assert_eq!(Owed::<Test>::get(), 8_008);
		assert_eq!(Staking::undistributed(), 0);
	});
}

#[test]
fn a_backer_that_came_late_earns_nothing_of_the_running_session() {
	build_and_execute(|| {
		fees(8_000);
		assert_ok!(Staking::back(signed(ANNA), 1, 50_000));
		next_session();
		assert_noop!(
			Staking::claim_rewards(signed(ANNA), 1, ANNA),
			Error::<Test>::NothingToClaim
		);
	});
}

#[test]
fn a_backer_that_left_is_paid_for_the_sessions_it_was_exposed_in() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, FOUNDER_BOND));
		sessions(2);
		assert_ok!(Staking::unback(signed(ANNA), 1, FOUNDER_BOND));
		fees(8_000);
		sessions(1);
		fees(8_000);
		sessions(1);
		fees(8_000);
		sessions(1);
		assert_ok!(Staking::claim_rewards(signed(ANNA), 1, ANNA));
		// Exposed in the session it left in and in the next, which was planned.
		assert_eq!(Balances::free_balance(ANNA), RICHES - FOUNDER_BOND + 2_000);
	});
}

#[test]
fn a_session_may_issue_what_is_configured() {
	build_and_execute(|| {
		let before = Balances::total_issuance();
		Issuance::set(800);
		next_session();
		assert_eq!(Balances::total_issuance(), before + 800);
		assert_eq!(Owed::<Test>::get(), 800);
	});
}

#[test]
fn a_reward_that_cannot_make_an_account_exist_stays_in_the_pot() {
	build_and_execute(|| {
		let gone = 500;
		crate::Backers::<Test>::mutate(1, |backers| {
			backers
				.try_push(crate::Backer {
					who: gone,
					active: 0,
					reward: 1,
					exposed_until: 0,
				})
				.unwrap()
		});
		fees(1);
		Owed::<Test>::put(1);
		assert_ok!(Staking::claim_rewards(signed(ANNA), 1, gone));
		System::assert_last_event(
			Event::<Test>::RewardForfeited {
				candidate: 1,
				who: gone,
				amount: 1,
			}
			.into(),
		);
		assert_eq!(Staking::undistributed(), 1);
	});
}
