use crate::{mock::*, Attributes, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	authority::{Attribute, AttributeSet, MAX_ATTRIBUTES},
	hospital::Handle,
};
use sp_runtime::{DispatchError, DispatchResult};

fn grant(origin: RuntimeOrigin, account: AccountId, set: &[&str]) -> DispatchResult {
	KeyAuthority::grant_attributes(origin, account, attributes(set))
}

fn handle(text: &[u8]) -> Handle {
	text.to_vec().try_into().unwrap()
}

#[test]
fn a_hospital_grants_in_its_namespace_and_the_council_in_consortium() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(grant(signed(MARY), ALICE, &["st-mary/ward-3", "st-mary/staff"]));
		assert_ok!(grant(RuntimeOrigin::root(), ALICE, &["consortium/cardiologist"]));
		assert_eq!(
			Attributes::<Test>::get(ALICE),
			attributes(&["consortium/cardiologist", "st-mary/staff", "st-mary/ward-3"])
		);
		assert_eq!(
			events()[2..],
			[
				Event::AttributesGranted {
					account: ALICE,
					namespace: handle(b"st-mary"),
					held: 2
				},
				Event::AttributesGranted {
					account: ALICE,
					namespace: handle(b"consortium"),
					held: 1
				},
			]
		);
	});
}

#[test]
fn a_grant_never_lacks_a_current_attribute() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(grant(signed(MARY), ALICE, &["st-mary/a", "st-mary/b"]));
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a", "st-mary/c"]),
			Error::<Test>::LacksCurrentAttribute
		);
		assert_noop!(
			grant(signed(MARY), ALICE, &[]),
			Error::<Test>::LacksCurrentAttribute
		);
		assert_ok!(grant(
			signed(MARY),
			ALICE,
			&["st-mary/a", "st-mary/b", "st-mary/c"]
		));
	});
}

#[test]
fn a_grant_that_adds_nothing_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_noop!(grant(signed(MARY), ALICE, &[]), Error::<Test>::NothingGranted);
		assert_ok!(grant(signed(MARY), ALICE, &["st-mary/a"]));
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a"]),
			Error::<Test>::NothingGranted
		);
	});
}

#[test]
fn a_foreign_namespace_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_noop!(
			grant(signed(MARY), ALICE, &["north/staff"]),
			Error::<Test>::ForeignNamespace
		);
		assert_noop!(
			grant(signed(MARY), ALICE, &["consortium/staff"]),
			Error::<Test>::ForeignNamespace
		);
		assert_noop!(
			grant(RuntimeOrigin::root(), ALICE, &["st-mary/staff"]),
			Error::<Test>::ForeignNamespace
		);
	});
}

#[test]
fn a_hospital_grants_to_its_own_staff_alone() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_noop!(
			grant(signed(NORTH), ALICE, &["north/staff"]),
			Error::<Test>::NotYourStaff
		);
		assert_noop!(
			grant(signed(MARY), STRANGER, &["st-mary/staff"]),
			Error::<Test>::NotYourStaff
		);
		assert_noop!(
			grant(RuntimeOrigin::root(), STRANGER, &["consortium/x"]),
			Error::<Test>::NotStaff
		);
	});
}

#[test]
fn only_operators_and_the_council_grant() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_noop!(
			grant(RuntimeOrigin::none(), ALICE, &["st-mary/a"]),
			DispatchError::BadOrigin
		);
		assert_noop!(
			grant(signed(ALICE), ALICE, &["st-mary/a"]),
			Error::<Test>::NotAnOperator
		);
		assert_noop!(
			grant(signed(STRANGER), ALICE, &["st-mary/a"]),
			Error::<Test>::NotAnOperator
		);
	});
}

#[test]
fn a_suspended_hospital_neither_grants_nor_receives() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		Registry::set_accredited(0, false);
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a"]),
			Error::<Test>::HospitalNotAccredited
		);
		assert_noop!(
			grant(RuntimeOrigin::root(), ALICE, &["consortium/a"]),
			Error::<Test>::HospitalNotAccredited
		);
	});
}

#[test]
fn nothing_is_granted_without_leaf_and_path() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a"]),
			Error::<Test>::NoLiveLeaf
		);
		assert_ok!(reserve(&ALICE));
		assert_noop!(grant(signed(MARY), ALICE, &["st-mary/a"]), Error::<Test>::NoPath);
		assert_ok!(KeyAuthority::set_path(signed(ALICE), [1; 32]));
		assert_ok!(grant(signed(MARY), ALICE, &["st-mary/a"]));
	});
}

#[test]
fn a_revoked_account_is_granted_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a"]),
			Error::<Test>::AccountRevoked
		);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), ALICE));
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a"]),
			Error::<Test>::NoLiveLeaf
		);
	});
}

#[test]
fn a_revoked_operator_grants_nothing_but_takes_away() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(grant(signed(MARY), ALICE, &["st-mary/a"]));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a", "st-mary/b"]),
			Error::<Test>::SignerRevoked
		);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), MARY));
		assert_ok!(grant(signed(MARY), ALICE, &["st-mary/a", "st-mary/b"]));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_ok!(KeyAuthority::withdraw_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/a"])
		));
		assert_eq!(Attributes::<Test>::get(ALICE), attributes(&["st-mary/b"]));
	});
}

#[test]
fn attributes_that_are_not_canonical_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		for name in ["Staff", "", "ward 3", "a/b", "e\u{301}", "staff\u{0}"] {
			let attribute = Attribute {
				namespace: handle(b"st-mary"),
				name: name.as_bytes().to_vec().try_into().unwrap(),
			};
			let set: AttributeSet = vec![attribute].try_into().unwrap();
			assert_noop!(
				KeyAuthority::grant_attributes(signed(MARY), ALICE, set),
				Error::<Test>::InvalidAttribute
			);
		}
		let not_utf8 = Attribute {
			namespace: handle(b"st-mary"),
			name: vec![0xff, 0xfe].try_into().unwrap(),
		};
		assert_noop!(
			KeyAuthority::grant_attributes(signed(MARY), ALICE, vec![not_utf8].try_into().unwrap()),
			Error::<Test>::InvalidAttribute
		);
		assert_ok!(grant(signed(MARY), ALICE, &["st-mary/\u{e9}quipe"]));
	});
}

#[test]
fn an_attribute_named_twice_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_noop!(
			grant(signed(MARY), ALICE, &["st-mary/a", "st-mary/a"]),
			Error::<Test>::DuplicateAttribute
		);
	});
}

#[test]
fn two_granters_together_stay_within_the_bound() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		let names: Vec<String> = (0..MAX_ATTRIBUTES).map(|i| format!("st-mary/a{i}")).collect();
		let names: Vec<&str> = names.iter().map(String::as_str).collect();
		assert_ok!(grant(signed(MARY), ALICE, &names));
		assert_noop!(
			grant(RuntimeOrigin::root(), ALICE, &["consortium/x"]),
			Error::<Test>::TooManyAttributes
		);
	});
}
