use crate::{mock::*, CurrentEpoch, Error, Event, LiveTrees, WeightInfo};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use salus_primitives::{
	authority::{Leaf, Node},
	traits::{EpochProvider, RevocationRegistry},
};
use sp_runtime::DispatchError;

fn root(tree: u16) -> Node {
	Node {
		tree,
		depth: 0,
		index: 0,
	}
}

#[test]
fn an_epoch_lasts_as_long_as_the_schedule_says() {
	build_and_execute(|| {
		while System::block_number() < LENGTH - 1 {
			next_block();
		}
		assert_eq!(Revocation::epoch(), 0);
		next_block();
		assert_eq!((Revocation::epoch(), Revocation::started_at()), (1, LENGTH));
		System::assert_last_event(
			Event::EpochStarted {
				epoch: 1,
				era: 0,
				cover_size: 1,
			}
			.into(),
		);
		next_epoch();
		assert_eq!((Revocation::epoch(), Revocation::started_at()), (2, 2 * LENGTH));
	});
}

#[test]
fn the_hook_weighs_what_it_does() {
	build_and_execute(|| {
		assert_eq!(Revocation::on_initialize(2), <() as WeightInfo>::epoch_goes_on());
		assert_eq!(
			Revocation::on_initialize(LENGTH),
			<() as WeightInfo>::epoch_starts()
		);
	});
}

#[test]
fn the_council_forces_the_next_epoch() {
	build_and_execute(|| {
		next_block();
		assert_ok!(Revocation::force_epoch(RuntimeOrigin::root()));
		System::assert_last_event(Event::EpochForced { epoch: 0 }.into());
		assert_eq!(Revocation::epoch(), 0);
		next_block();
		assert_eq!((Revocation::epoch(), Revocation::started_at()), (1, 3));
		// The schedule counts from the forced start.
		next_epoch();
		assert_eq!(Revocation::started_at(), 3 + LENGTH);
	});
}

#[test]
fn an_urgent_revocation_acts_with_the_next_block() {
	build_and_execute(|| {
		let leaf = Leaf { tree: 0, index: 1 };
		hold_leaf(DOCTOR, leaf);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Revocation::force_epoch(RuntimeOrigin::root()));
		assert_eq!(Revocation::api_covering_node(leaf), Some(root(0)));
		next_block();
		assert_eq!(Revocation::api_covering_node(leaf), None);
	});
}

#[test]
fn only_the_council_forces_and_once_a_block() {
	build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(OPERATOR), RuntimeOrigin::none()] {
			assert_noop!(Revocation::force_epoch(origin), DispatchError::BadOrigin);
		}
		assert_ok!(Revocation::force_epoch(RuntimeOrigin::root()));
		assert_noop!(
			Revocation::force_epoch(RuntimeOrigin::root()),
			Error::<Test>::AlreadyForced
		);
		next_block();
		assert_ok!(Revocation::force_epoch(RuntimeOrigin::root()));
	});
}

#[test]
fn the_last_epoch_is_not_ended() {
	new_test_ext().execute_with(|| {
		CurrentEpoch::<Test>::mutate(|current| current.epoch = u32::MAX);
		assert_noop!(
			Revocation::force_epoch(RuntimeOrigin::root()),
			Error::<Test>::EpochsExhausted
		);
		Revocation::on_initialize(LENGTH);
		assert_eq!(Revocation::epoch(), u32::MAX);
	});
}

#[test]
fn an_era_opens_a_tree_and_the_old_one_retires_after_the_time_to_renew() {
	build_and_execute(|| {
		for _ in 0..PER_ERA {
			assert!(!Revocation::in_cover(&root(1)));
			next_epoch();
		}
		assert_eq!((Revocation::era(), Revocation::oldest_era()), (1, 0));
		System::assert_has_event(Event::TreeOpened { tree: 1 }.into());
		for _ in 0..RENEWAL {
			assert!(Revocation::in_cover(&root(0)) && Revocation::in_cover(&root(1)));
			assert_eq!(Revocation::cover_size(), 2);
			next_epoch();
		}
		System::assert_has_event(Event::TreeRetired { tree: 0 }.into());
		assert!(!Revocation::in_cover(&root(0)) && Revocation::in_cover(&root(1)));
		assert_eq!(Revocation::cover_size(), 1);
		assert_eq!(LiveTrees::<Test>::get().len(), 1);
	});
}

#[test]
fn a_leaf_revoked_in_the_last_epoch_of_a_tree_dies_with_it() {
	build_and_execute(|| {
		for _ in 0..PER_ERA + RENEWAL - 1 {
			next_epoch();
		}
		assert_ok!(<Revocation as RevocationRegistry<AccountId>>::revoke_leaf(Leaf {
			tree: 0,
			index: 0
		}));
		next_epoch();
		assert_eq!(Revocation::cover_size(), 1);
	});
}
