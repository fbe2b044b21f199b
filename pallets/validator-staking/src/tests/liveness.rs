use crate::{liveness::own_slots, mock::*, Authored, Conducts, Event};

#[test]
fn everybody_who_is_there_authors_all_its_slots() {
	build_and_execute(|| {
		for _ in 0..5 {
			next_session();
			let missed = events()
				.into_iter()
				.filter(|event| matches!(event, Event::SlotsMissed { .. }))
				.count();
			assert_eq!(missed, 0);
		}
	});
}

#[test]
fn slots_are_counted_exactly() {
	for count in 1..6u64 {
		for start in 0..20 {
			for end in start..start + 20 {
				let mut all = 0;
				for index in 0..count {
					let by_hand = (start + 1..=end).filter(|slot| slot % count == index).count() as u64;
					assert_eq!(own_slots(start, end, index, count), by_hand);
					all += by_hand;
				}
				assert_eq!(all, end - start);
			}
		}
	}
}

/// The block that ends a session is of the old validators: it counts for its author, and its slot for whose it was, whether
/// the counter runs before or after the session pallet.
#[test]
fn the_last_block_of_a_session_counts_for_it() {
	build_and_execute(|| {
		while !(System::block_number() + 1).is_multiple_of(PERIOD) {
			next_block();
		}
		let before: u32 = Authored::<Test>::iter_values().sum();
		assert_eq!(before, PERIOD as u32 - 1);
		next_block();
		assert_eq!(Authored::<Test>::iter().count(), 0);
		assert_eq!(crate::SessionStart::<Test>::get(), Slot::get());
	});
}

#[test]
fn who_is_away_for_bad_sessions_is_benched_and_returns() {
	build_and_execute(|| {
		set_away(4, true);
		next_session();
		assert!(events().contains(&Event::SlotsMissed {
			session: 0,
			who: 4,
			authored: 0,
			expected: 2,
		}));
		assert_eq!(Conducts::<Test>::get(4).strikes, 1);
		next_session();
		let until = 3 + BENCH;
		assert!(events().contains(&Event::Benched { who: 4, until }));
		assert!(Session::validators().contains(&4));
		next_session();
		assert_eq!(Session::validators(), vec![1, 2, 3]);
		set_away(4, false);
		// It returns without a call.
		while Session::current_index() < until - 1 {
			assert!(!Session::validators().contains(&4));
			next_session();
		}
		assert!(events().contains(&Event::Returned { who: 4 }));
		next_session();
		assert_eq!(Session::validators(), FOUNDERS);
		assert_eq!(Conducts::<Test>::get(4).strikes, 0);
	});
}

#[test]
fn one_bad_session_between_good_ones_is_forgiven() {
	build_and_execute(|| {
		set_away(4, true);
		next_session();
		set_away(4, false);
		next_session();
		assert_eq!(Conducts::<Test>::get(4).strikes, 0);
		set_away(4, true);
		next_session();
		assert_eq!(Conducts::<Test>::get(4).strikes, 1);
		set_away(4, false);
	});
}

#[test]
fn the_floor_wins_over_the_bench() {
	build_and_execute(|| {
		set_away(3, true);
		set_away(4, true);
		sessions(2);
		let events = events();
		// One may go, of equals the first by account; the other stays.
		assert!(events
			.iter()
			.any(|event| matches!(event, Event::Benched { who: 3, .. })));
		assert!(events.contains(&Event::BenchRefused { who: 4 }));
		sessions(2);
		assert_eq!(Session::validators(), vec![1, 2, 4]);
	});
}

#[test]
fn standing_anew_does_not_shake_off_strikes_or_a_bench() {
	build_and_execute(|| {
		use frame_support::assert_ok;
		set_away(4, true);
		next_session();
		assert_ok!(Staking::chill(signed(4)));
		assert_ok!(Staking::validate(signed(4)));
		next_session();
		assert!(Conducts::<Test>::get(4).benched_until > 0);
		assert_ok!(Staking::chill(signed(4)));
		assert_ok!(Staking::validate(signed(4)));
		sessions(1);
		assert_eq!(Session::validators(), vec![1, 2, 3]);
		set_away(4, false);
	});
}
