use crate::{mock::*, Dismissed, Error, Event, Hospitals, Keys, People, StaffOf};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	hospital::KeyPurpose,
	traits::{HospitalRegistry, RevocationRegistry},
};
use sp_runtime::DispatchError;

#[test]
fn a_dismissed_account_is_revoked_and_nobodys_staff() {
	build_and_execute(|| {
		let mary = mary_with_doctor();
		assert_ok!(Registry::register_keys(
			signed(DOCTOR),
			new_keys(&[(KeyPurpose::Wrap, wrap(&DOCTOR))])
		));
		assert_ok!(Registry::dismiss_staff(signed(MARY), DOCTOR));
		assert!(Revocation::is_revoked(&DOCTOR));
		assert_eq!(Registry::employer(&DOCTOR), None);
		assert_eq!(Registry::key(&DOCTOR, KeyPurpose::Wrap), None);
		assert_eq!(Keys::<Test>::iter_prefix(DOCTOR).count(), 0);
		assert_eq!(Hospitals::<Test>::get(mary).unwrap().staff, 0);
		assert_eq!(StaffOf::<Test>::iter().count(), 0);
		System::assert_last_event(
			Event::StaffDismissed {
				hospital: mary,
				account: DOCTOR,
			}
			.into(),
		);
	});
}

#[test]
fn staff_revoked_before_can_still_be_dismissed() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_ok!(Revocation::revoke_staff(signed(MARY), DOCTOR));
		assert_ok!(Registry::dismiss_staff(signed(MARY), DOCTOR));
		assert_eq!(People::<Test>::get(DOCTOR), None);
	});
}

#[test]
fn a_hospital_dismisses_only_its_own_staff() {
	build_and_execute(|| {
		mary_with_doctor();
		accredited(LUKE, "st-luke");
		assert_ok!(Registry::register_patient(signed(LUKE), PATIENT, wrap(&PATIENT)));
		for account in [DOCTOR, PATIENT, STRANGER, LUKE, MARY] {
			assert_noop!(
				Registry::dismiss_staff(signed(LUKE), account),
				Error::<Test>::NotOwnStaff
			);
		}
		assert_noop!(
			Registry::dismiss_staff(signed(DOCTOR), DOCTOR),
			Error::<Test>::NotOperator
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Registry::dismiss_staff(origin, DOCTOR), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn the_deposit_stays_held_until_the_council_restores_the_account() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_ok!(Registry::dismiss_staff(signed(MARY), DOCTOR));
		assert_eq!(held(&MARY).1, PERSON_DEPOSIT);
		assert_noop!(
			Registry::release_deposit(signed(STRANGER), DOCTOR),
			Error::<Test>::AccountRevoked
		);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Registry::release_deposit(signed(STRANGER), DOCTOR));
		assert_eq!(held(&MARY).1, 0);
		System::assert_last_event(
			Event::DepositReleased {
				account: DOCTOR,
				payer: MARY,
				amount: PERSON_DEPOSIT,
			}
			.into(),
		);
		assert_noop!(
			Registry::release_deposit(signed(STRANGER), DOCTOR),
			Error::<Test>::NoDeposit
		);
	});
}

#[test]
fn a_deposit_is_released_by_a_signer_for_who_was_dismissed() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_noop!(
			Registry::release_deposit(signed(STRANGER), DOCTOR),
			Error::<Test>::NoDeposit
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::release_deposit(origin, DOCTOR),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn a_restored_account_moves_to_another_hospital_and_the_first_gets_its_deposit() {
	build_and_execute(|| {
		mary_with_doctor();
		let luke = accredited(LUKE, "st-luke");
		assert_ok!(Registry::dismiss_staff(signed(MARY), DOCTOR));
		assert_noop!(
			Registry::enrol_staff(signed(LUKE), DOCTOR),
			Error::<Test>::AccountRevoked
		);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Registry::enrol_staff(signed(LUKE), DOCTOR));
		assert_eq!(Registry::employer(&DOCTOR), Some(luke));
		assert_eq!((held(&MARY).1, held(&LUKE).1), (0, PERSON_DEPOSIT));
		assert_eq!(Dismissed::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_deposit_of_who_was_dismissed_outlives_the_hospital() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_ok!(Registry::dismiss_staff(signed(MARY), DOCTOR));
		assert_ok!(Registry::withdraw(signed(MARY)));
		assert_eq!(held(&MARY), (0, PERSON_DEPOSIT));
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Registry::release_deposit(signed(MARY), DOCTOR));
		assert_eq!(held(&MARY), (0, 0));
	});
}
