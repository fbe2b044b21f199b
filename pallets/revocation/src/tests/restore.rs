use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{authority::Leaf, traits::RevocationRegistry};
use sp_runtime::DispatchError;

#[test]
fn a_restored_account_is_no_longer_revoked() {
	build_and_execute(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		assert!(!Revocation::is_revoked(&DOCTOR));
		System::assert_last_event(Event::AccountRestored { account: DOCTOR }.into());
	});
}

#[test]
fn the_leaf_of_a_restored_account_stays_dead() {
	build_and_execute(|| {
		let leaf = Leaf { tree: 0, index: 3 };
		hold_leaf(DOCTOR, leaf);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		assert!(Revocation::is_leaf_revoked(leaf));
		next_epoch();
		assert_eq!(Revocation::api_covering_node(leaf), None);
	});
}

#[test]
fn a_restored_account_can_be_revoked_again() {
	build_and_execute(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		hold_leaf(DOCTOR, Leaf { tree: 0, index: 4 });
		assert_ok!(Revocation::revoke_staff(RuntimeOrigin::signed(OPERATOR), DOCTOR));
		assert!(Revocation::is_revoked(&DOCTOR));
	});
}

#[test]
fn only_the_council_restores() {
	build_and_execute(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		for origin in [
			RuntimeOrigin::signed(OPERATOR),
			RuntimeOrigin::signed(DOCTOR),
			RuntimeOrigin::none(),
		] {
			assert_noop!(Revocation::restore(origin, DOCTOR), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn who_is_not_revoked_is_not_restored() {
	build_and_execute(|| {
		assert_noop!(
			Revocation::restore(RuntimeOrigin::root(), DOCTOR),
			Error::<Test>::NotRevoked
		);
	});
}
