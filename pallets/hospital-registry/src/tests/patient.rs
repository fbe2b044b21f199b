use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{hospital::KeyPurpose, traits::HospitalRegistry};
use sp_runtime::DispatchError;

#[test]
fn a_hospital_sponsors_a_patient() {
	build_and_execute(|| {
		let mary = mary_with_patient();
		assert!(Registry::is_patient(&PATIENT));
		assert_eq!(Registry::employer(&PATIENT), None);
		assert_eq!(
			Registry::key(&PATIENT, KeyPurpose::Wrap),
			Some(wrap(&PATIENT).key)
		);
		assert_eq!((held(&MARY).1, held(&PATIENT)), (PERSON_DEPOSIT, (0, 0)));
		System::assert_last_event(
			Event::PatientRegistered {
				hospital: mary,
				patient: PATIENT,
			}
			.into(),
		);
	});
}

#[test]
fn a_patient_without_money_has_an_account_that_can_sign() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		assert_eq!(System::sufficients(&PAUPER), 0);
		assert_ok!(Registry::register_patient(signed(MARY), PAUPER, wrap(&PAUPER)));
		assert_eq!(System::sufficients(&PAUPER), 1);
	});
}

#[test]
fn the_proof_names_the_patient() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		for bad in [wrap(&MARY), proven(&PATIENT, KeyPurpose::Trade, 5)] {
			assert_noop!(
				Registry::register_patient(signed(MARY), PATIENT, bad),
				Error::<Test>::InvalidKey
			);
		}
	});
}

#[test]
fn who_has_a_role_or_is_revoked_does_not_become_a_patient() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_noop!(
			Registry::register_patient(signed(MARY), DOCTOR, wrap(&DOCTOR)),
			Error::<Test>::AlreadyRegistered
		);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), PATIENT));
		assert_noop!(
			Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)),
			Error::<Test>::AccountRevoked
		);
	});
}

#[test]
fn only_an_accredited_hospital_registers_patients() {
	build_and_execute(|| {
		apply(MARY, "st-mary");
		assert_noop!(
			Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)),
			Error::<Test>::NotAccredited
		);
		assert_noop!(
			Registry::register_patient(signed(PATIENT), PATIENT, wrap(&PATIENT)),
			Error::<Test>::NotOperator
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::register_patient(origin, PATIENT, wrap(&PATIENT)),
				DispatchError::BadOrigin
			);
		}
		assert_ok!(Registry::accredit(RuntimeOrigin::root(), 0));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_noop!(
			Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)),
			Error::<Test>::SignerRevoked
		);
	});
}
