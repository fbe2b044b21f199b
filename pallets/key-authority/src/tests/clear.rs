//! `release_bond`, `clear_key`, `clear_update_keys`, and idle blocks.

use crate::{
	mock::*, Attributes, Error, Event, HoldReason, Keys, LeafOwners, OldestStored, Publications, UpdateKeys,
};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use sp_runtime::DispatchError;

fn publish_all() {
	assert_ok!(publish(
		PUBLISHER,
		slots().into_iter().map(|(node, era)| good_key(node, era))
	));
}

#[test]
fn a_bond_returns_once_the_epoch_has_passed() {
	ExtBuilder::default().build_and_execute(|| {
		publish_all();
		assert_noop!(
			KeyAuthority::release_bond(signed(STRANGER), PUBLISHER),
			Error::<Test>::BondStillNeeded
		);
		next_epoch();
		assert_ok!(KeyAuthority::release_bond(signed(STRANGER), PUBLISHER));
		assert_eq!(held(HoldReason::PublicationBond, &PUBLISHER), 0);
		assert!(!Publications::<Test>::contains_key(PUBLISHER));
		assert_eq!(
			events().last(),
			Some(&Event::BondReleased {
				publisher: PUBLISHER,
				amount: BOND
			})
		);
		assert_noop!(
			KeyAuthority::release_bond(signed(STRANGER), PUBLISHER),
			Error::<Test>::NoPublication
		);
		assert_noop!(
			KeyAuthority::release_bond(RuntimeOrigin::none(), PUBLISHER),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn a_live_key_is_not_cleared() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			KeyAuthority::clear_key(signed(ALICE), ALICE),
			Error::<Test>::NoKey
		);
		enrolled(&ALICE);
		assert_noop!(
			KeyAuthority::clear_key(signed(ALICE), ALICE),
			Error::<Test>::KeyIsLive
		);
		assert_noop!(
			KeyAuthority::clear_key(RuntimeOrigin::none(), ALICE),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn anyone_clears_the_key_of_a_revoked_account_and_its_owner_gets_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		let leaf = leaf_of(&ALICE);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		assert_ok!(KeyAuthority::clear_key(signed(STRANGER), ALICE));
		assert_eq!(held(HoldReason::LeafDeposit, &ALICE), 0);
		assert!(!Keys::<Test>::contains_key(ALICE));
		assert!(!LeafOwners::<Test>::contains_key(leaf));
		assert_eq!(events().last(), Some(&Event::KeyCleared { account: ALICE, leaf }));
		// Even so the leaf is used up.
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), ALICE));
		assert_ok!(reserve(&ALICE));
		assert_ne!(leaf_of(&ALICE), leaf);
	});
}

#[test]
fn only_staff_themselves_clear_the_key_that_a_withdrawal_killed() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/a", "st-mary/b"])
		));
		assert_ok!(KeyAuthority::withdraw_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/a"])
		));
		assert_noop!(
			KeyAuthority::clear_key(signed(STRANGER), ALICE),
			Error::<Test>::NotYourKey
		);
		assert_ok!(KeyAuthority::clear_key(signed(ALICE), ALICE));
		assert!(!Attributes::<Test>::contains_key(ALICE));
	});
}

#[test]
fn anyone_clears_the_key_of_a_retired_tree_whose_owner_left() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		next_era();
		for _ in 0..RenewalEpochs::get() {
			next_epoch();
		}
		Registry::employ(&ALICE, None);
		assert_ok!(KeyAuthority::clear_key(signed(STRANGER), ALICE));
		assert_eq!(held(HoldReason::LeafDeposit, &ALICE), 0);
	});
}

#[test]
fn keys_of_past_epochs_are_cleared_step_by_step_and_those_of_the_current_never() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		publish_all();
		assert_eq!(UpdateKeys::<Test>::iter().count(), 20);
		// The epoch before held nothing: leaving it behind is a step.
		assert_ok!(KeyAuthority::clear_update_keys(signed(STRANGER), 30));
		assert_noop!(
			KeyAuthority::clear_update_keys(signed(STRANGER), 30),
			Error::<Test>::NothingToClear
		);
		assert_eq!(UpdateKeys::<Test>::iter().count(), 20);

		next_epoch();
		assert_ok!(KeyAuthority::clear_update_keys(signed(STRANGER), 15));
		assert_eq!(events().last(), Some(&Event::UpdateKeysCleared { keys: 15 }));
		assert_eq!(UpdateKeys::<Test>::iter().count(), 5);
		assert_eq!(OldestStored::<Test>::get(), 1);
		assert_ok!(KeyAuthority::do_try_state());
		publish_all();
		assert_ok!(KeyAuthority::clear_update_keys(signed(STRANGER), u32::MAX));
		assert_eq!(UpdateKeys::<Test>::iter_prefix(1).count(), 0);
		assert_eq!(UpdateKeys::<Test>::iter_prefix(2).count(), 20);
		assert_eq!(OldestStored::<Test>::get(), 2);
		assert_noop!(
			KeyAuthority::clear_update_keys(signed(STRANGER), 0),
			Error::<Test>::NothingToClear
		);
		assert_noop!(
			KeyAuthority::clear_update_keys(RuntimeOrigin::none(), 1),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn idle_blocks_clear_within_their_weight() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		publish_all();
		next_epoch();
		next_block(Weight::zero());
		assert_eq!(UpdateKeys::<Test>::iter().count(), 20);
		let plenty = Weight::from_parts(u64::MAX, u64::MAX);
		let number = System::block_number();
		for _ in 0..3 {
			let used = <KeyAuthority as frame_support::traits::Hooks<u64>>::on_idle(number, plenty);
			assert!(used.all_lte(plenty));
		}
		assert_eq!(UpdateKeys::<Test>::iter().count(), 0);
		assert_eq!(OldestStored::<Test>::get(), 2);
	});
}
