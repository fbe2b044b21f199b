use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::traits::HospitalRegistry;
use sp_runtime::DispatchError;

#[test]
fn a_suspended_hospital_is_not_accredited_until_reinstated() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), mary));
		System::assert_last_event(Event::Suspended { hospital: mary }.into());
		assert!(!Registry::is_accredited(mary));
		assert_ok!(Registry::reinstate(RuntimeOrigin::root(), mary));
		System::assert_last_event(Event::Reinstated { hospital: mary }.into());
		assert!(Registry::is_accredited(mary));
	});
}

#[test]
fn a_suspended_hospital_enrols_nobody_but_may_dismiss() {
	build_and_execute(|| {
		let mary = mary_with_doctor();
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), mary));
		assert_eq!(Registry::employer(&DOCTOR), Some(mary));
		assert_noop!(
			Registry::enrol_staff(signed(MARY), STRANGER),
			Error::<Test>::NotAccredited
		);
		assert_noop!(
			Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)),
			Error::<Test>::NotAccredited
		);
		assert_ok!(Registry::set_endpoint(
			signed(MARY),
			endpoint("https://new.example")
		));
		assert_ok!(Registry::rotate_issuer_key(signed(MARY), issuer(&MARY, 9)));
		assert_ok!(Registry::dismiss_staff(signed(MARY), DOCTOR));
	});
}

#[test]
fn standing_changes_only_from_where_it_is() {
	build_and_execute(|| {
		let mary = apply(MARY, "st-mary");
		let root = RuntimeOrigin::root;
		assert_noop!(Registry::suspend(root(), mary), Error::<Test>::NotAccredited);
		assert_noop!(Registry::reinstate(root(), mary), Error::<Test>::NotSuspended);
		assert_ok!(Registry::accredit(root(), mary));
		assert_noop!(Registry::reinstate(root(), mary), Error::<Test>::NotSuspended);
		assert_ok!(Registry::suspend(root(), mary));
		assert_noop!(Registry::suspend(root(), mary), Error::<Test>::NotAccredited);
		assert_ok!(Registry::withdraw(signed(MARY)));
		assert_noop!(Registry::reinstate(root(), mary), Error::<Test>::NotSuspended);
		assert_noop!(Registry::suspend(root(), 9), Error::<Test>::HospitalNotFound);
		assert_noop!(Registry::reinstate(root(), 9), Error::<Test>::HospitalNotFound);
	});
}

#[test]
fn only_the_council_suspends_and_reinstates() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		for origin in [signed(MARY), signed(STRANGER), RuntimeOrigin::none()] {
			assert_noop!(Registry::suspend(origin.clone(), mary), DispatchError::BadOrigin);
			assert_noop!(Registry::reinstate(origin, mary), DispatchError::BadOrigin);
		}
	});
}
