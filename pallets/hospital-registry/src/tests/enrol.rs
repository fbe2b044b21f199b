use crate::{mock::*, Error, Event, Hospitals, StaffOf};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::traits::HospitalRegistry;
use sp_runtime::{DispatchError, TokenError};

#[test]
fn an_accredited_hospital_enrols_staff_and_pays_the_deposit() {
	build_and_execute(|| {
		let mary = mary_with_doctor();
		assert_eq!(Registry::employer(&DOCTOR), Some(mary));
		assert!(!Registry::is_patient(&DOCTOR));
		assert!(StaffOf::<Test>::contains_key(mary, DOCTOR));
		assert_eq!(Hospitals::<Test>::get(mary).unwrap().staff, 1);
		assert_eq!(held(&MARY), (HOSPITAL_DEPOSIT, PERSON_DEPOSIT));
		assert_eq!(held(&DOCTOR), (0, 0));
		System::assert_last_event(
			Event::StaffEnrolled {
				hospital: mary,
				account: DOCTOR,
			}
			.into(),
		);
	});
}

#[test]
fn an_applicant_enrols_nobody() {
	build_and_execute(|| {
		apply(MARY, "st-mary");
		assert_noop!(
			Registry::enrol_staff(signed(MARY), DOCTOR),
			Error::<Test>::NotAccredited
		);
	});
}

#[test]
fn who_has_a_role_is_not_enrolled() {
	build_and_execute(|| {
		mary_with_doctor();
		accredited(LUKE, "st-luke");
		assert_ok!(Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)));
		assert_ok!(Registry::enrol_auditor(RuntimeOrigin::root(), STRANGER));
		for account in [DOCTOR, PATIENT, STRANGER, MARY, LUKE] {
			assert_noop!(
				Registry::enrol_staff(signed(LUKE), account),
				Error::<Test>::AlreadyRegistered
			);
		}
	});
}

#[test]
fn a_revoked_account_is_not_enrolled_until_restored() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_noop!(
			Registry::enrol_staff(signed(MARY), DOCTOR),
			Error::<Test>::AccountRevoked
		);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Registry::enrol_staff(signed(MARY), DOCTOR));
	});
}

#[test]
fn nobody_else_enrols() {
	build_and_execute(|| {
		mary_with_doctor();
		for account in [DOCTOR, STRANGER] {
			assert_noop!(
				Registry::enrol_staff(signed(account), PAUPER),
				Error::<Test>::NotOperator
			);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Registry::enrol_staff(origin, PAUPER), DispatchError::BadOrigin);
		}
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_noop!(
			Registry::enrol_staff(signed(MARY), PAUPER),
			Error::<Test>::SignerRevoked
		);
	});
}

#[test]
fn without_money_nobody_is_enrolled() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		assert_ok!(Balances::transfer_allow_death(
			signed(MARY),
			LUKE,
			RICHES - HOSPITAL_DEPOSIT - 5
		));
		assert_noop!(
			Registry::enrol_staff(signed(MARY), DOCTOR),
			DispatchError::from(TokenError::FundsUnavailable)
		);
	});
}

#[test]
fn a_count_of_staff_does_not_overflow() {
	new_test_ext().execute_with(|| {
		let mary = accredited(MARY, "st-mary");
		Hospitals::<Test>::mutate(mary, |hospital| {
			if let Some(hospital) = hospital {
				hospital.staff = u32::MAX;
			}
		});
		assert_noop!(
			Registry::enrol_staff(signed(MARY), DOCTOR),
			Error::<Test>::TooManyStaff
		);
	});
}
