use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	authority::Leaf,
	traits::{EpochProvider, RevocationRegistry},
};

fn revoke(tree: u16, index: u32) -> sp_runtime::DispatchResult {
	<Revocation as RevocationRegistry<AccountId>>::revoke_leaf(Leaf { tree, index })
}

#[test]
fn one_leaf_can_be_revoked_alone() {
	build_and_execute(|| {
		assert_ok!(revoke(0, 5));
		System::assert_last_event(
			Event::LeafRevoked {
				leaf: Leaf { tree: 0, index: 5 },
				effective_from: 1,
			}
			.into(),
		);
		assert_eq!(Revocation::cover_size(), 1);
		next_epoch();
		assert_eq!(Revocation::cover_size(), 20);
	});
}

#[test]
fn a_leaf_is_revoked_once() {
	build_and_execute(|| {
		assert_ok!(revoke(0, 5));
		assert_noop!(revoke(0, 5), Error::<Test>::LeafAlreadyRevoked);
		next_epoch();
		assert_noop!(revoke(0, 5), Error::<Test>::LeafAlreadyRevoked);
	});
}

#[test]
fn a_leaf_that_no_tree_has_is_not_revoked() {
	build_and_execute(|| {
		assert_noop!(revoke(0, 1 << 20), Error::<Test>::UnknownLeaf);
		assert_noop!(revoke(1, 0), Error::<Test>::UnknownLeaf);
	});
}

#[test]
fn the_last_leaf_of_a_subtree_leaves_nothing_behind() {
	build_and_execute(|| {
		assert_ok!(revoke(0, 4));
		assert_ok!(revoke(0, 5));
		next_epoch();
		assert_eq!(Revocation::cover_size(), 19);
	});
}

#[test]
fn every_leaf_of_a_retired_tree_is_dead() {
	build_and_execute(|| {
		for _ in 0..PER_ERA {
			next_epoch();
		}
		assert!(!Revocation::is_leaf_revoked(Leaf { tree: 0, index: 9 }));
		assert_ok!(revoke(0, 8));
		for _ in 0..RENEWAL {
			next_epoch();
		}
		assert!(Revocation::is_leaf_revoked(Leaf { tree: 0, index: 9 }));
		assert_noop!(revoke(0, 9), Error::<Test>::LeafAlreadyRevoked);
		assert!(!Revocation::is_leaf_revoked(Leaf { tree: 1, index: 9 }));
	});
}
