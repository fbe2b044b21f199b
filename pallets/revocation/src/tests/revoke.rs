use crate::{mock::*, CurrentEpoch, Error, Event, RevokedAccounts, RevokedLeaves};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{authority::Leaf, traits::RevocationRegistry};
use sp_runtime::DispatchError;

const LEAF: Leaf = Leaf { tree: 0, index: 7 };

#[test]
fn the_council_revokes_anybody() {
	build_and_execute(|| {
		hold_leaf(DOCTOR, LEAF);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), PATIENT));
		assert!(Revocation::is_revoked(&DOCTOR) && Revocation::is_revoked(&PATIENT));
		System::assert_has_event(
			Event::AccountRevoked {
				account: DOCTOR,
				effective_from: 1,
			}
			.into(),
		);
	});
}

#[test]
fn nobody_else_revokes_as_the_council() {
	build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(OPERATOR), RuntimeOrigin::none()] {
			assert_noop!(Revocation::revoke_user(origin, DOCTOR), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_hospital_revokes_its_staff() {
	build_and_execute(|| {
		hold_leaf(DOCTOR, LEAF);
		assert_ok!(Revocation::revoke_staff(RuntimeOrigin::signed(OPERATOR), DOCTOR));
		assert!(Revocation::is_revoked(&DOCTOR));
		assert!(Revocation::is_leaf_revoked(LEAF));
		assert_eq!(told(), [DOCTOR]);
	});
}

#[test]
fn a_hospital_revokes_nobody_elses_staff() {
	build_and_execute(|| {
		for signer in [OTHER_OPERATOR, DOCTOR, PATIENT] {
			assert_noop!(
				Revocation::revoke_staff(RuntimeOrigin::signed(signer), DOCTOR),
				Error::<Test>::NotEmployer
			);
		}
		assert_noop!(
			Revocation::revoke_staff(RuntimeOrigin::signed(OPERATOR), PATIENT),
			Error::<Test>::NotStaff
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Revocation::revoke_staff(origin, DOCTOR), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_revoked_operator_revokes_nobody() {
	build_and_execute(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), OPERATOR));
		assert_noop!(
			Revocation::revoke_staff(RuntimeOrigin::signed(OPERATOR), DOCTOR),
			Error::<Test>::SignerRevoked
		);
	});
}

#[test]
fn nobody_is_revoked_twice() {
	build_and_execute(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		let again = Error::<Test>::AlreadyRevoked;
		assert_noop!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR), again);
		let again = Error::<Test>::AlreadyRevoked;
		assert_noop!(
			Revocation::revoke_staff(RuntimeOrigin::signed(OPERATOR), DOCTOR),
			again
		);
		let again = Error::<Test>::AlreadyRevoked;
		assert_noop!(Revocation::revoke_account(&DOCTOR), again);
	});
}

#[test]
fn the_leaf_dies_with_the_next_epoch() {
	build_and_execute(|| {
		hold_leaf(DOCTOR, LEAF);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_eq!(RevokedAccounts::<Test>::get(DOCTOR), Some(1));
		assert_eq!(RevokedLeaves::<Test>::get(LEAF.tree, LEAF.index), Some(1));
		assert!(Revocation::api_covering_node(LEAF).is_some());
		next_epoch();
		assert_eq!(Revocation::api_covering_node(LEAF), None);
	});
}

#[test]
fn an_account_without_a_leaf_is_revoked_all_the_same() {
	build_and_execute(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), PATIENT));
		// What it holds apart from a leaf ends too.
		assert_eq!(told(), [PATIENT]);
		assert_eq!(RevokedLeaves::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_account_whose_leaf_is_dead_already_is_revoked() {
	build_and_execute(|| {
		hold_leaf(DOCTOR, LEAF);
		assert_ok!(<Revocation as RevocationRegistry<_>>::revoke_leaf(LEAF));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_eq!(told(), [DOCTOR]);
	});
}

#[test]
fn after_the_last_epoch_nothing_is_revoked() {
	new_test_ext().execute_with(|| {
		CurrentEpoch::<Test>::mutate(|current| current.epoch = u32::MAX);
		assert_noop!(
			Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR),
			Error::<Test>::EpochsExhausted
		);
	});
}
