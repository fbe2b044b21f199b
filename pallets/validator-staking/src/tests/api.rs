use crate::mock::*;
use frame_support::assert_ok;
use salus_primitives::{
	page::{PageError, PageRequest},
	validator::{SessionInfo, ValidatorInfo},
};

fn page(cursor: Option<Vec<u8>>, limit: u32) -> (Vec<u64>, Option<Vec<u8>>) {
	let page = Staking::api_validators(PageRequest { cursor, limit }).expect("a cursor of the list");
	let accounts = page.items.into_iter().map(|info| info.account).collect();
	(accounts, page.next)
}

fn of(who: u64) -> ValidatorInfo<u64, u64> {
	Staking::api_validator(who).expect("it has money at stake")
}

#[test]
fn a_founder_is_shown_with_its_stake_and_its_blocks() {
	build_and_execute(|| {
		assert_ok!(Staking::back(signed(ANNA), 2, 50));
		assert_ok!(Staking::back(signed(BERT), 2, 20));
		assert_ok!(Staking::unback(signed(BERT), 2, 20));
		assert_ok!(Staking::unbond(signed(2), 100));
		// The first block has been: its author has one of one slot.
		let author = Slot::get().map(|slot| FOUNDERS[slot as usize % 4]);
		let blocks = u32::from(author == Some(2));
		assert_eq!(
			of(2),
			ValidatorInfo {
				account: 2,
				hospital: Some(2),
				own: FOUNDER_BOND - 100,
				backed: 50,
				backers: 1,
				unbonding: 100,
				reward: 0,
				candidate: true,
				active: true,
				elected: true,
				keys: true,
				disabled: false,
				authored: blocks,
				expected: blocks,
				strikes: 0,
				benched_until: None,
				banned_until: None,
			}
		);
		assert_eq!(Staking::api_validator(ANNA), None);
	});
}

#[test]
fn blocks_and_slots_of_the_running_session_add_up() {
	build_and_execute(|| {
		next_session();
		set_away(3, true);
		for _ in 0..4 {
			next_block();
		}
		let all: Vec<_> = FOUNDERS.into_iter().map(of).collect();
		assert_eq!(all.iter().map(|info| info.authored).sum::<u32>(), 4);
		let (slot, start) = (Slot::get(), crate::SessionStart::<Test>::get());
		let passed = slot.zip(start).map(|(slot, start)| slot - start);
		let expected = all.iter().map(|info| u64::from(info.expected)).sum::<u64>();
		assert_eq!(Some(expected), passed);
		assert_eq!(of(3).authored, 0);
		assert!(of(3).expected > 0);
	});
}

#[test]
fn a_bench_a_ban_and_a_disabled_validator_are_shown_while_they_last() {
	run_with(2, 6, &FOUNDERS, || {
		set_away(4, true);
		next_session();
		assert_eq!(of(4).strikes, 1);
		next_session();
		assert_eq!(of(4).benched_until, Some(3 + BENCH));
		assert!(of(4).active && !of(4).elected);
		set_away(4, false);
		sessions(1 + BENCH);
		assert_eq!(of(4).benched_until, None);

		let now = Staking::api_session(PERIOD).index;
		offend(1, now, 10);
		// Not in a block of its own.
		next_block();
		next_block();
		assert_eq!(of(1).banned_until, Some(now + BAN));
		assert!(!of(1).candidate);
		assert!(of(1).disabled);
		assert_eq!(Staking::api_session(PERIOD).disabled, 1);
	});
}

#[test]
fn the_list_begins_with_the_validators_and_names_everybody_once() {
	build_and_execute(|| {
		for who in 5..9 {
			stand(who, 2_000);
		}
		let (everybody, next) = page(None, 256);
		assert_eq!((everybody.len(), next), (8, None));
		assert_eq!(everybody[..4], Session::validators());

		for limit in 1..9 {
			let (mut walked, mut cursor) = (Vec::new(), None);
			loop {
				let (accounts, next) = page(cursor, limit);
				walked.extend(accounts);
				cursor = next;
				if cursor.is_none() {
					break;
				}
			}
			assert_eq!(walked, everybody);
		}
		let foreign = PageRequest {
			cursor: Some(vec![1]),
			limit: 1,
		};
		assert_eq!(
			Staking::api_validators(foreign).err(),
			Some(PageError::InvalidCursor)
		);
	});
}

#[test]
fn a_validator_that_chilled_is_listed_until_it_is_gone_and_shown_while_it_has_a_bond() {
	build_and_execute(|| {
		assert_ok!(Staking::chill(signed(4)));
		assert!(page(None, 256).0.contains(&4));
		sessions(2);
		assert!(!page(None, 256).0.contains(&4));
		assert_eq!(of(4).own, FOUNDER_BOND);
		assert!(!of(4).candidate && !of(4).active && !of(4).elected);
	});
}

#[test]
fn the_session_is_shown_with_its_bounds() {
	build_and_execute(|| {
		next_session();
		assert_eq!(
			Staking::api_session(PERIOD),
			SessionInfo {
				index: 1,
				length: PERIOD,
				validators: 4,
				disabled: 0,
				candidates: 4,
				floor: FLOOR,
				seats: 6,
				founders_until: 5,
			}
		);
	});
}
