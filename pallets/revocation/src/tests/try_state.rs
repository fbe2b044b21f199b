//! Each invariant of the README, broken on purpose.

use crate::{
	mock::*,
	types::{CoverEntry, Ended},
	Cover, CurrentEpoch, EndedEntries, EndedQueue, EpochSchedule, LiveTrees, RevokedAccounts, RevokedLeaves,
};
use frame_support::assert_ok;
use salus_primitives::{authority::Leaf, traits::RevocationRegistry};

/// A chain with a renewal under way and something revoked in both trees.
fn broken_by(corrupt: impl FnOnce(), message: &'static str) {
	new_test_ext().execute_with(|| {
		for tree in [0, 1] {
			assert_ok!(<Revocation as RevocationRegistry<AccountId>>::revoke_leaf(Leaf {
				tree,
				index: 1
			}));
			while tree == 0 && LiveTrees::<Test>::get().len() < 2 {
				next_epoch();
			}
		}
		Revocation::do_try_state().unwrap();
		corrupt();
		assert_eq!(Revocation::do_try_state(), Err(message.into()));
	});
}

#[test]
fn invariant_1_the_trees_in_use_are_those_of_the_era() {
	broken_by(EpochSchedule::<Test>::kill, "1: there is no schedule");
	broken_by(LiveTrees::<Test>::kill, "1: no tree is in use");
	broken_by(
		|| CurrentEpoch::<Test>::mutate(|current| current.epoch += PER_ERA),
		"1: the newest tree is not that of the era",
	);
	broken_by(
		|| LiveTrees::<Test>::mutate(|trees| trees[1].retires_at = Some(100)),
		"1: the newest tree retires",
	);
	broken_by(
		|| LiveTrees::<Test>::mutate(|trees| trees[0].tree = 1),
		"1: the trees in use do not follow each other",
	);
	broken_by(
		|| LiveTrees::<Test>::mutate(|trees| trees[0].retires_at = None),
		"1: a tree does not retire after the time to renew",
	);
	broken_by(
		|| CurrentEpoch::<Test>::mutate(|current| current.epoch += RENEWAL),
		"1: a tree in use should have retired",
	);
}

#[test]
fn invariant_2_a_cover_is_that_of_the_revoked_leaves() {
	let wrong = "2: a cover is not KUNodes of the revoked leaves";
	broken_by(|| Cover::<Test>::remove([0, 1], [0; 5]), wrong);
	broken_by(
		|| Cover::<Test>::insert([0, 0], [0; 5], CoverEntry { from: 0, until: None }),
		wrong,
	);
	broken_by(|| RevokedLeaves::<Test>::remove(0, 1), wrong);
	broken_by(|| RevokedLeaves::<Test>::insert(1, 2, 0), wrong);
}

#[test]
fn invariant_3_the_sizes_of_covers_are_right() {
	let wrong = "3: the size of a cover is wrong";
	broken_by(|| LiveTrees::<Test>::mutate(|trees| trees[0].size += 1), wrong);
	broken_by(
		|| LiveTrees::<Test>::mutate(|trees| trees[1].next_size -= 1),
		wrong,
	);
}

#[test]
fn invariant_4_what_ends_is_queued_in_order() {
	broken_by(|| EndedEntries::<Test>::remove(0), "4: the queue has a gap");
	broken_by(
		|| {
			EndedEntries::<Test>::mutate(0, |ended| {
				if let Some(Ended { until, .. }) = ended {
					*until = 1_000;
				}
			})
		},
		"4: the queue is out of order",
	);
	broken_by(
		|| EndedEntries::<Test>::insert(99, EndedEntries::<Test>::get(0).unwrap()),
		"4: entries lie outside the queue",
	);
	broken_by(
		|| {
			Cover::<Test>::insert(
				[0, 0],
				[0; 5],
				CoverEntry {
					from: 1,
					until: Some(1),
				},
			)
		},
		"4: an entry ends before it begins",
	);
	broken_by(
		|| {
			EndedEntries::<Test>::remove(0);
			EndedQueue::<Test>::mutate(|queue| queue.head += 1);
		},
		"4: an entry that ends is not queued",
	);
}

#[test]
fn invariant_5_nothing_belongs_to_a_tree_that_is_gone_or_to_come() {
	broken_by(
		|| crate::OldestKept::<Test>::put(1),
		"5: a tree in use was cleared",
	);
	broken_by(
		|| Cover::<Test>::insert([0, 2], [0; 5], CoverEntry { from: 0, until: None }),
		"5: a node belongs to no tree",
	);
	broken_by(
		|| RevokedLeaves::<Test>::insert(2, 0, 0),
		"5: a revoked leaf belongs to no tree",
	);
	broken_by(
		|| RevokedLeaves::<Test>::insert(0, 1 << 20, 0),
		"5: a revoked leaf does not exist",
	);
	broken_by(
		|| RevokedLeaves::<Test>::insert(0, 2, 100),
		"5: a revocation takes effect too late",
	);
}

#[test]
fn invariant_6_a_revocation_takes_effect_with_the_next_epoch() {
	broken_by(
		|| RevokedAccounts::<Test>::insert(DOCTOR, 100),
		"6: the revocation of an account takes effect too late",
	);
}

#[test]
fn invariant_7_a_revoked_account_holds_no_live_leaf() {
	broken_by(
		|| {
			RevokedAccounts::<Test>::insert(DOCTOR, 1);
			hold_leaf(DOCTOR, Leaf { tree: 0, index: 77 });
		},
		"7: a revoked account holds a live leaf",
	);
}
