use crate::{mock::*, Condemned};

fn is_disabled(who: u64) -> bool {
	<Session as crate::Sessions<u64>>::is_disabled(&who)
}

/// Aura refuses a block whose slot belongs to a disabled validator, in the order of the new set: in the block that begins
/// a session nobody is disabled, and never the author of the block itself.
#[test]
fn nobody_is_disabled_in_the_block_that_begins_a_session() {
	build_and_execute(|| {
		Registry::suspend(2);
		while !is_disabled(2) {
			next_block();
		}
		pallet_session::QueuedChanged::<Test>::put(true);
		next_session();
		assert!(Session::disabled_validators().is_empty());
		assert!(Condemned::<Test>::get().contains(&2));
		let author = next_block();
		assert_eq!(is_disabled(2), author != 2);
		next_block();
		assert!(is_disabled(2));
	});
}

#[test]
fn the_author_of_a_block_is_disabled_in_a_later_one() {
	build_and_execute(|| {
		// The next slot is of validator 2.
		while Session::validators()[(Slot::get().unwrap() + 1) as usize % 4] != 2 {
			next_block();
		}
		Registry::suspend(2);
		assert_eq!(next_block(), 2);
		assert!(!is_disabled(2));
		next_block();
		assert!(is_disabled(2));
	});
}

#[test]
fn a_disabled_validator_is_skipped_and_not_judged() {
	build_and_execute(|| {
		Registry::suspend(2);
		while !is_disabled(2) {
			next_block();
		}
		for _ in 0..3 {
			assert_ne!(next_block(), 2);
		}
		next_session();
		assert_eq!(crate::Conducts::<Test>::get(2).strikes, 0);
	});
}

#[test]
fn never_more_than_the_third_that_finality_tolerates_are_disabled() {
	run_with(1, 6, &FOUNDERS, || {
		for who in [1, 2, 3] {
			Registry::suspend(who);
		}
		for _ in 0..5 {
			next_block();
		}
		assert_eq!(Session::disabled_validators().len(), 1);
	});
}
