use crate::{mock::*, Error, Event, Hospitals};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn an_operator_replaces_the_issuer_key() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		let new = issuer(&MARY, 8);
		assert_ok!(Registry::rotate_issuer_key(signed(MARY), new));
		let hospital = Hospitals::<Test>::get(mary).unwrap();
		assert_eq!((hospital.issuer_pk1, hospital.issuer_pk2), (new.pk1, new.pk2));
		System::assert_last_event(Event::IssuerKeyRotated { hospital: mary }.into());
	});
}

#[test]
fn another_hospitals_key_is_not_taken_over() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		accredited(LUKE, "st-luke");
		assert_noop!(
			Registry::rotate_issuer_key(signed(LUKE), issuer(&MARY, 8)),
			Error::<Test>::InvalidIssuerKey
		);
	});
}

#[test]
fn the_same_key_is_refused() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		assert_noop!(
			Registry::rotate_issuer_key(signed(MARY), issuer(&MARY, 7)),
			Error::<Test>::Unchanged
		);
	});
}

#[test]
fn nobody_else_replaces_it() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_noop!(
			Registry::rotate_issuer_key(signed(DOCTOR), issuer(&DOCTOR, 8)),
			Error::<Test>::NotOperator
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::rotate_issuer_key(origin, issuer(&MARY, 8)),
				DispatchError::BadOrigin
			);
		}
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_noop!(
			Registry::rotate_issuer_key(signed(MARY), issuer(&MARY, 8)),
			Error::<Test>::SignerRevoked
		);
	});
}
