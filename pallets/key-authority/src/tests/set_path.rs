use crate::{mock::*, Error, Event, Keys};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn the_owner_of_a_leaf_sets_its_path() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		assert_ok!(KeyAuthority::set_path(signed(ALICE), [1; 32]));
		assert_eq!(Keys::<Test>::get(ALICE).unwrap().path_digest, Some([1; 32]));
		assert_eq!(
			events().last(),
			Some(&Event::PathSet {
				account: ALICE,
				digest: [1; 32]
			})
		);
	});
}

#[test]
fn a_path_can_be_corrected_until_the_first_grant() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		assert_ok!(KeyAuthority::set_path(signed(ALICE), [1; 32]));
		assert_ok!(KeyAuthority::set_path(signed(ALICE), [2; 32]));
		assert_noop!(
			KeyAuthority::set_path(signed(ALICE), [2; 32]),
			Error::<Test>::PathUnchanged
		);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/staff"])
		));
		assert_noop!(
			KeyAuthority::set_path(signed(ALICE), [3; 32]),
			Error::<Test>::PathIsFixed
		);
	});
}

#[test]
fn carried_attributes_fix_the_path_of_the_next_leaf_at_once() {
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
		assert_ok!(reserve(&ALICE));
		assert_ok!(KeyAuthority::set_path(signed(ALICE), [8; 32]));
		assert_noop!(
			KeyAuthority::set_path(signed(ALICE), [9; 32]),
			Error::<Test>::PathIsFixed
		);
	});
}

#[test]
fn without_a_live_leaf_there_is_no_path() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			KeyAuthority::set_path(RuntimeOrigin::none(), [1; 32]),
			DispatchError::BadOrigin
		);
		assert_noop!(
			KeyAuthority::set_path(signed(ALICE), [1; 32]),
			Error::<Test>::NoLiveLeaf
		);
		enrolled(&ALICE);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/a"])
		));
		assert_ok!(KeyAuthority::withdraw_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/a"])
		));
		assert_noop!(
			KeyAuthority::set_path(signed(ALICE), [1; 32]),
			Error::<Test>::NoLiveLeaf
		);
	});
}

#[test]
fn a_revoked_account_sets_no_path() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		assert_noop!(
			KeyAuthority::set_path(signed(ALICE), [1; 32]),
			Error::<Test>::AccountRevoked
		);
	});
}
