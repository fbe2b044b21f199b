use crate::{mock::*, Error, Event, Hospitals};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{hospital::HospitalStatus, traits::HospitalRegistry};
use sp_runtime::DispatchError;

#[test]
fn a_hospital_leaves_with_its_deposit_and_its_handle_stays_taken() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		assert_ok!(Registry::withdraw(signed(MARY)));
		System::assert_last_event(Event::Withdrawn { hospital: mary }.into());
		assert_eq!(held(&MARY), (0, 0));
		assert_eq!(
			Hospitals::<Test>::get(mary).unwrap().status,
			HospitalStatus::Withdrawn
		);
		assert!(!Registry::is_accredited(mary));
		assert!(Registry::has_left(mary));
		assert_noop!(
			Registry::apply(
				signed(LUKE),
				handle("st-mary"),
				endpoint("https://luke.example"),
				wrap(&LUKE),
				issuer(&LUKE, 7)
			),
			Error::<Test>::HandleTaken
		);
	});
}

#[test]
fn custody_is_handed_over_first() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		keep_records(mary, 1);
		assert_noop!(Registry::withdraw(signed(MARY)), Error::<Test>::CustodyRemains);
		keep_records(mary, 0);
		assert_ok!(Registry::withdraw(signed(MARY)));
	});
}

#[test]
fn staff_is_dismissed_first() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_noop!(Registry::withdraw(signed(MARY)), Error::<Test>::StaffRemains);
		assert_ok!(Registry::dismiss_staff(signed(MARY), DOCTOR));
		assert_ok!(Registry::withdraw(signed(MARY)));
	});
}

#[test]
fn a_suspended_hospital_may_leave() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), mary));
		assert!(!Registry::has_left(mary));
		assert_ok!(Registry::withdraw(signed(MARY)));
		assert!(Registry::has_left(mary));
	});
}

#[test]
fn an_application_that_is_taken_back_disappears() {
	build_and_execute(|| {
		let mary = apply(MARY, "st-mary");
		assert_ok!(Registry::withdraw(signed(MARY)));
		System::assert_last_event(Event::Withdrawn { hospital: mary }.into());
		assert_eq!(Hospitals::<Test>::get(mary), None);
		assert_eq!(Registry::operated_by(&MARY), None);
		apply(LUKE, "st-mary");
	});
}

#[test]
fn who_has_left_does_nothing_more() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		assert_ok!(Registry::withdraw(signed(MARY)));
		let gone = || Error::<Test>::HospitalWithdrawn;
		assert_noop!(Registry::withdraw(signed(MARY)), gone());
		assert_noop!(
			Registry::set_endpoint(signed(MARY), endpoint("https://a.example")),
			gone()
		);
		assert_noop!(
			Registry::rotate_issuer_key(signed(MARY), issuer(&MARY, 9)),
			gone()
		);
		assert_noop!(Registry::enrol_staff(signed(MARY), DOCTOR), gone());
		assert_noop!(Registry::dismiss_staff(signed(MARY), DOCTOR), gone());
		assert_noop!(
			Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)),
			gone()
		);
	});
}

#[test]
fn only_an_operator_that_is_not_revoked_withdraws() {
	build_and_execute(|| {
		mary_with_patient();
		for account in [PATIENT, STRANGER] {
			assert_noop!(Registry::withdraw(signed(account)), Error::<Test>::NotOperator);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Registry::withdraw(origin), DispatchError::BadOrigin);
		}
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_noop!(Registry::withdraw(signed(MARY)), Error::<Test>::SignerRevoked);
	});
}
