use crate::{mock::*, Error, Event, Hospitals};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn an_operator_moves_the_services_even_before_accreditation() {
	build_and_execute(|| {
		let mary = apply(MARY, "st-mary");
		let new = endpoint("wss://new.example/rpc");
		assert_ok!(Registry::set_endpoint(signed(MARY), new.clone()));
		assert_eq!(Hospitals::<Test>::get(mary).unwrap().endpoint, new);
		System::assert_last_event(
			Event::EndpointSet {
				hospital: mary,
				endpoint: new,
			}
			.into(),
		);
	});
}

#[test]
fn an_endpoint_that_is_none_or_the_same_is_refused() {
	build_and_execute(|| {
		apply(MARY, "st-mary");
		assert_noop!(
			Registry::set_endpoint(signed(MARY), endpoint("gopher://mary.example")),
			Error::<Test>::InvalidEndpoint
		);
		assert_noop!(
			Registry::set_endpoint(signed(MARY), endpoint("https://hospital.example")),
			Error::<Test>::Unchanged
		);
	});
}

#[test]
fn nobody_else_moves_them() {
	build_and_execute(|| {
		mary_with_doctor();
		let new = endpoint("https://evil.example");
		for account in [DOCTOR, STRANGER] {
			assert_noop!(
				Registry::set_endpoint(signed(account), new.clone()),
				Error::<Test>::NotOperator
			);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::set_endpoint(origin, new.clone()),
				DispatchError::BadOrigin
			);
		}
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_noop!(
			Registry::set_endpoint(signed(MARY), new),
			Error::<Test>::SignerRevoked
		);
	});
}
