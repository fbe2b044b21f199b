use crate::mock::*;
use frame_support::assert_ok;
use salus_primitives::{
	page::{PageError, PageRequest},
	validator::{BackingInfo, WaitingInfo},
};

type Backing = BackingInfo<u64, u64>;

fn page(who: u64, cursor: Option<Vec<u8>>, limit: u32) -> (Vec<Backing>, Option<Vec<u8>>) {
	let page = Staking::api_backings(who, PageRequest { cursor, limit }).expect("a cursor of the list");
	(page.items, page.next)
}

/// All backings of an account, sorted; pages of one item give the same as one page.
fn backings(who: u64) -> Vec<Backing> {
	let (mut all, next) = page(who, None, 256);
	assert_eq!(next, None);
	let (mut walked, mut cursor) = (Vec::new(), None);
	loop {
		let (items, next) = page(who, cursor, 1);
		walked.extend(items);
		match next {
			Some(next) => cursor = Some(next),
			None => break,
		}
	}
	assert_eq!(walked, all);
	all.sort_by_key(|backing| backing.account);
	all
}

fn backing(account: u64, active: u64) -> Backing {
	BackingInfo {
		account,
		hospital: u32::try_from(account).ok(),
		candidate: true,
		active,
		reward: 0,
		waiting: Vec::new(),
	}
}

fn waiting(amount: u64, withdrawable_at: u32) -> WaitingInfo<u64> {
	WaitingInfo {
		amount,
		withdrawable_at,
	}
}

#[test]
fn a_backer_finds_all_its_stakes_and_no_others() {
	build_and_execute(|| {
		assert_eq!(backings(ANNA), vec![]);
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		assert_ok!(Staking::back(signed(ANNA), 3, 20));
		assert_ok!(Staking::back(signed(BERT), 2, 40));
		assert_eq!(backings(ANNA), vec![backing(1, 500), backing(3, 20)]);
		assert_eq!(backings(BERT), vec![backing(2, 40)]);
		// A bond is no backing.
		assert_eq!(backings(1), vec![]);
	});
}

#[test]
fn what_waits_is_found_even_where_the_backer_has_left() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, 500));
		assert_ok!(Staking::back(signed(ANNA), 2, 50));
		assert_ok!(Staking::unback(signed(ANNA), 1, 400));
		assert_ok!(Staking::unback(signed(ANNA), 2, 50));
		sessions(2);
		assert_ok!(Staking::unback(signed(ANNA), 1, 50));
		// Whoever comes next takes the place of those who left.
		assert_ok!(Staking::back(signed(BERT), 2, 30));
		assert!(crate::Backers::<Test>::get(2)
			.iter()
			.all(|backer| backer.who == BERT));
		let mut of_one = backing(1, 50);
		of_one.waiting = vec![waiting(400, BONDING), waiting(50, 2 + BONDING)];
		let mut of_two = backing(2, 0);
		of_two.waiting = vec![waiting(50, BONDING)];
		assert_eq!(backings(ANNA), vec![of_one, of_two]);
		sessions(BONDING);
		assert_ok!(Staking::withdraw_backing(signed(ANNA), 1));
		assert_ok!(Staking::withdraw_backing(signed(ANNA), 2));
		assert_eq!(backings(ANNA), vec![backing(1, 50)]);
	});
}

#[test]
fn a_reward_is_shown_until_it_is_claimed_and_a_hospital_that_stands_no_more_as_such() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 1, FOUNDER_BOND));
		sessions(2);
		fees(8_000);
		next_session();
		assert_ok!(Staking::chill(signed(1)));
		let mut shown = backing(1, FOUNDER_BOND);
		shown.reward = 1_000;
		shown.candidate = false;
		assert_eq!(backings(ANNA), vec![shown.clone()]);
		assert_ok!(Staking::claim_rewards(signed(ANNA), 1, ANNA));
		shown.reward = 0;
		assert_eq!(backings(ANNA), vec![shown]);
	});
}

#[test]
fn a_page_looks_at_a_bounded_number_of_hospitals_and_goes_on() {
	build_and_execute(|| {
		let hospitals = 1_000..1_600u64;
		for candidate in hospitals.clone() {
			let who = if candidate % 250 == 0 { ANNA } else { BERT };
			let backer = crate::Backer {
				who,
				active: 10u64,
				reward: 0,
				exposed_until: 0,
			};
			crate::Backers::<Test>::insert(
				candidate,
				crate::BackersOfHospital::<Test>::truncate_from(vec![backer]),
			);
		}
		let (mut found, mut pages, mut cursor) = (Vec::new(), 0, None);
		loop {
			let (items, next) = page(ANNA, cursor, 256);
			found.extend(items.into_iter().map(|backing| backing.account));
			pages += 1;
			match next {
				Some(next) => cursor = Some(next),
				None => break,
			}
		}
		found.sort_unstable();
		assert_eq!(found, vec![1_000, 1_250, 1_500]);
		assert_eq!(pages, 3);
		for candidate in hospitals {
			crate::Backers::<Test>::remove(candidate);
		}
	});
}

#[test]
fn a_foreign_cursor_is_refused() {
	build_and_execute(|| {
		let foreign = PageRequest {
			cursor: Some(vec![1]),
			limit: 1,
		};
		assert_eq!(
			Staking::api_backings(ANNA, foreign).err(),
			Some(PageError::InvalidCursor)
		);
	});
}
