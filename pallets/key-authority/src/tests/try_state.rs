//! Each invariant of the README: corrupted storage is found.

use crate::{
	mock::*, Attributes, AuthorityParameters, HoldReason, Keys, LatestComplete, LeafOwners, Missed, NextLeaf,
	OldestStored, PartialsDigests, Progress, Publications, TokenKey, UpdateKeys,
};
use frame_support::{assert_ok, traits::fungible::MutateHold};
use salus_primitives::authority::{Leaf, Node};
use sp_runtime::TryRuntimeError;

/// A state with something of everything, then a corruption that must be found as `fault`.
fn found(fault: &'static str, corrupt: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		split_cover(1);
		enrolled(&ALICE);
		enrolled(&BOB);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/a", "st-mary/b"])
		));
		assert_ok!(post_digest(signed(MARY), 1, [1; 32]));
		assert_ok!(publish(
			PUBLISHER,
			slots().into_iter().map(|(node, era)| good_key(node, era))
		));
		assert_ok!(KeyAuthority::do_try_state());
		corrupt();
		assert_eq!(KeyAuthority::do_try_state(), Err(TryRuntimeError::Other(fault)));
	});
}

#[test]
fn invariant_1_leaves_are_counted() {
	found("1: a leaf was never given out", || NextLeaf::<Test>::insert(0, 1));
	found("1: a tree gave out more leaves than it has", || {
		NextLeaf::<Test>::insert(0, (1 << 20) + 1)
	});
}

#[test]
fn invariant_2_leaves_and_keys_agree() {
	found("2: the leaf of a key names another account", || {
		LeafOwners::<Test>::remove(leaf_of(&ALICE))
	});
	found("2: a leaf without its key", || {
		LeafOwners::<Test>::insert(Leaf { tree: 0, index: 5 }, CAROL);
	});
}

#[test]
fn invariant_3_attributes_are_sound() {
	found("3: attributes of an account without a key", || {
		Attributes::<Test>::insert(CAROL, attributes(&["north/a"]));
	});
	found("3: an empty set is stored", || {
		Attributes::<Test>::insert(ALICE, attributes(&[]))
	});
	found("3: an attribute is not canonical", || {
		Attributes::<Test>::insert(ALICE, attributes(&["st-mary/A"]));
	});
	found("3: a set is not sorted", || {
		Attributes::<Test>::insert(ALICE, attributes(&["st-mary/b", "st-mary/a"]));
	});
}

#[test]
fn invariant_4_revoked_accounts_hold_nothing() {
	found("4: a revoked account has attributes", || {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		Attributes::<Test>::insert(ALICE, attributes(&["st-mary/a"]));
	});
	found("4: a revoked account has a live leaf", || {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), BOB));
		let leaf = Leaf { tree: 0, index: 7 };
		LeafOwners::<Test>::remove(leaf_of(&BOB));
		Keys::<Test>::mutate(BOB, |key| key.as_mut().unwrap().leaf = leaf);
		LeafOwners::<Test>::insert(leaf, BOB);
		NextLeaf::<Test>::insert(0, 8);
	});
}

#[test]
fn invariant_5_money_is_conserved() {
	found("5: a deposit differs from what is held", || {
		Keys::<Test>::mutate(ALICE, |key| key.as_mut().unwrap().deposit += 1);
	});
	found("5: a deposit differs from what is held", || {
		// A hold that nothing owes.
		assert_ok!(Balances::hold(&HoldReason::LeafDeposit.into(), &STRANGER, 1));
	});
	found("5: a bond differs from what is held", || {
		assert_ok!(Balances::hold(&HoldReason::PublicationBond.into(), &STRANGER, 1));
	});
}

#[test]
fn invariant_6_update_keys_fit_the_epoch() {
	found("6: an update key outside the cover", || {
		let key = UpdateKeys::<Test>::iter_prefix_values(1).next().unwrap();
		UpdateKeys::<Test>::insert(
			1,
			(
				Node {
					tree: 0,
					depth: 0,
					index: 0,
				},
				0,
			),
			key,
		);
	});
	found("6: an update key of an era not in use", || {
		let ((node, _), key) = UpdateKeys::<Test>::iter_prefix(1).next().unwrap();
		UpdateKeys::<Test>::insert(1, (node, 9), key);
	});
}

#[test]
fn invariant_7_publications_count_their_keys() {
	found("7: a publication counts other keys than it has", || {
		let (slot, _) = UpdateKeys::<Test>::iter_prefix(1).next().unwrap();
		UpdateKeys::<Test>::remove(1, slot);
	});
	found("7: a publication was never numbered", || {
		crate::NextPublication::<Test>::put(0)
	});
	found("7: the next publication does not count", || {
		let next = crate::NextPublication::<Test>::get();
		crate::ValidFrom::<Test>::put(next + 1);
	});
	found("7: a publication of a coming epoch", || {
		Publications::<Test>::mutate(PUBLISHER, |publication| publication.as_mut().unwrap().epoch = 2);
		let _ = UpdateKeys::<Test>::clear_prefix(1, u32::MAX, None);
	});
}

#[test]
fn invariant_8_progress_is_true() {
	found("8: progress differs from what is published", || {
		Progress::<Test>::mutate(|progress| progress.published -= 1);
	});
	found(
		"8: the latest complete epoch is another",
		LatestComplete::<Test>::kill,
	);
	found("8: complete before anything was published", || {
		LatestComplete::<Test>::put(5)
	});
	found("8: the epoch before is not before", || {
		Progress::<Test>::mutate(|progress| progress.complete_before = Some(1));
	});
	found("8: progress of a coming epoch", || {
		Progress::<Test>::mutate(|progress| progress.epoch = 2)
	});
}

#[test]
fn invariant_9_past_keys_are_on_their_way_out() {
	found("9: the current epoch's keys are counted as cleared", || {
		OldestStored::<Test>::put(2)
	});
	found("9: an update key that nothing will clear", || {
		let (slot, key) = UpdateKeys::<Test>::iter_prefix(1).next().unwrap();
		UpdateKeys::<Test>::insert(0, slot, key);
		OldestStored::<Test>::put(1);
	});
}

#[test]
fn invariant_10_digests_are_of_authorities() {
	found("10: a digest of an account that is no authority", || {
		PartialsDigests::<Test>::insert(STRANGER, (1, [0; 32]));
	});
	found("10: a digest of a coming epoch", || {
		PartialsDigests::<Test>::insert(MARY, (2, [0; 32]))
	});
}

#[test]
fn invariant_11_the_parameters_are_a_sharing() {
	found("11: the public parameters are no sharing", || {
		AuthorityParameters::<Test>::mutate(|parameters| parameters.as_mut().unwrap().threshold = 4);
	});
}

#[test]
fn invariant_12_the_token_key_is_a_sharing() {
	found("12: the token key is no sharing", || {
		TokenKey::<Test>::mutate(|token| token.as_mut().unwrap().threshold = 4);
	});
}

#[test]
fn invariant_13_reports_are_of_authorities() {
	found("13: a report of an account that is no authority", || {
		Missed::<Test>::insert(STRANGER, (0, 1));
	});
	found("13: a report of a coming epoch, or of nothing", || {
		Missed::<Test>::insert(MARY, (2, 1));
	});
	found("13: a report of a coming epoch, or of nothing", || {
		Missed::<Test>::insert(MARY, (0, 0));
	});
}
