use crate::{mock::*, Attributes, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::traits::{Leaves, RevocationRegistry};
use sp_runtime::{DispatchError, DispatchResult};

fn withdraw(origin: RuntimeOrigin, account: AccountId, set: &[&str]) -> DispatchResult {
	KeyAuthority::withdraw_attributes(origin, account, attributes(set))
}

fn with_attributes(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/staff", "st-mary/ward-3"])
		));
		assert_ok!(KeyAuthority::grant_attributes(
			RuntimeOrigin::root(),
			ALICE,
			attributes(&["consortium/cardiologist"])
		));
		test();
	});
}

#[test]
fn withdrawing_an_attribute_revokes_the_leaf_for_ever() {
	with_attributes(|| {
		let leaf = leaf_of(&ALICE);
		assert_ok!(withdraw(signed(MARY), ALICE, &["st-mary/ward-3"]));
		assert!(Revocation::is_leaf_revoked(leaf));
		assert!(!Revocation::is_revoked(&ALICE));
		assert_eq!(KeyAuthority::live_leaf(&ALICE), None);
		assert_eq!(
			events().last(),
			Some(&Event::AttributesWithdrawn {
				account: ALICE,
				namespace: b"st-mary".to_vec().try_into().unwrap(),
				held: 1,
				leaf: Some(leaf),
			})
		);
		assert_eq!(held(HoldReason::LeafDeposit, &ALICE), LEAF_DEPOSIT);
	});
}

#[test]
fn the_other_attributes_go_over_to_the_next_leaf() {
	with_attributes(|| {
		assert_ok!(withdraw(signed(MARY), ALICE, &["st-mary/ward-3"]));
		let before = leaf_of(&ALICE);
		assert_ok!(reserve(&ALICE));
		assert_ne!(leaf_of(&ALICE), before);
		assert_eq!(
			Attributes::<Test>::get(ALICE),
			attributes(&["consortium/cardiologist", "st-mary/staff"])
		);
		assert_eq!(held(HoldReason::LeafDeposit, &ALICE), LEAF_DEPOSIT);
	});
}

#[test]
fn a_second_withdrawal_before_the_next_leaf_works_too() {
	with_attributes(|| {
		assert_ok!(withdraw(signed(MARY), ALICE, &["st-mary/ward-3"]));
		assert_ok!(withdraw(
			RuntimeOrigin::root(),
			ALICE,
			&["consortium/cardiologist"]
		));
		assert!(matches!(
			events().last(),
			Some(Event::AttributesWithdrawn {
				leaf: None,
				held: 0,
				..
			})
		));
		assert_ok!(withdraw(signed(MARY), ALICE, &["st-mary/staff"]));
		assert!(!Attributes::<Test>::contains_key(ALICE));
	});
}

#[test]
fn a_suspended_hospital_may_still_withdraw() {
	with_attributes(|| {
		Registry::set_accredited(0, false);
		assert_ok!(withdraw(signed(MARY), ALICE, &["st-mary/staff"]));
	});
}

#[test]
fn what_is_not_held_or_not_ones_own_is_not_withdrawn() {
	with_attributes(|| {
		assert_noop!(
			withdraw(signed(MARY), ALICE, &["st-mary/night"]),
			Error::<Test>::AttributeNotHeld
		);
		assert_noop!(
			withdraw(signed(MARY), ALICE, &[]),
			Error::<Test>::NothingWithdrawn
		);
		assert_noop!(
			withdraw(signed(MARY), ALICE, &["consortium/cardiologist"]),
			Error::<Test>::ForeignNamespace
		);
		assert_noop!(
			withdraw(RuntimeOrigin::root(), ALICE, &["st-mary/staff"]),
			Error::<Test>::ForeignNamespace
		);
		assert_noop!(
			withdraw(signed(NORTH), ALICE, &["st-mary/staff"]),
			Error::<Test>::ForeignNamespace
		);
		assert_noop!(
			withdraw(signed(NORTH), ALICE, &["north/staff"]),
			Error::<Test>::NotYourStaff
		);
		assert_noop!(
			withdraw(signed(MARY), ALICE, &["st-mary/staff", "st-mary/staff"]),
			Error::<Test>::DuplicateAttribute
		);
		assert_noop!(
			withdraw(signed(MARY), ALICE, &["st-mary/Staff"]),
			Error::<Test>::InvalidAttribute
		);
		assert_noop!(
			withdraw(signed(MARY), BOB, &["st-mary/staff"]),
			Error::<Test>::AttributeNotHeld
		);
	});
}

#[test]
fn only_operators_and_the_council_withdraw() {
	with_attributes(|| {
		assert_noop!(
			withdraw(RuntimeOrigin::none(), ALICE, &["st-mary/staff"]),
			DispatchError::BadOrigin
		);
		assert_noop!(
			withdraw(signed(ALICE), ALICE, &["st-mary/staff"]),
			Error::<Test>::NotAnOperator
		);
	});
}

#[test]
fn a_revocation_takes_all_attributes() {
	with_attributes(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		assert!(!Attributes::<Test>::contains_key(ALICE));
		assert_eq!(
			events().last(),
			Some(&Event::AttributesDropped { account: ALICE })
		);
	});
}

#[test]
fn a_revocation_takes_attributes_that_wait_for_a_leaf() {
	with_attributes(|| {
		assert_ok!(withdraw(signed(MARY), ALICE, &["st-mary/ward-3"]));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		assert!(!Attributes::<Test>::contains_key(ALICE));
	});
}
