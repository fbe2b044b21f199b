//! Each invariant of the README, broken on purpose.

use crate::{
	mock::*, types::Deposit, Dismissed, Handles, Hospitals, Keys, NextHospital, People, Person, StaffOf,
};
use frame_support::{assert_ok, traits::fungible::MutateHold};
use salus_primitives::hospital::{HospitalStatus, KeyPurpose, Role};

/// `st-mary` (0) with a doctor and a patient, `st-luke` (1), an auditor.
fn broken_by(corrupt: impl FnOnce(), message: &'static str) {
	new_test_ext().execute_with(|| {
		mary_with_doctor();
		accredited(LUKE, "st-luke");
		assert_ok!(Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)));
		assert_ok!(Registry::enrol_auditor(RuntimeOrigin::root(), STRANGER));
		Registry::do_try_state().unwrap();
		corrupt();
		assert_eq!(Registry::do_try_state(), Err(message.into()));
	});
}

fn change_person(account: AccountId, change: impl FnOnce(&mut Person<AccountId, u64>)) {
	People::<Test>::mutate(account, |person| change(person.as_mut().unwrap()));
}

fn change_hospital(id: u32, change: impl FnOnce(&mut crate::HospitalOf<Test>)) {
	Hospitals::<Test>::mutate(id, |hospital| change(hospital.as_mut().unwrap()));
}

#[test]
fn invariant_1_handles_and_hospitals_agree() {
	broken_by(
		|| NextHospital::<Test>::put(1),
		"1: a hospital has a number never given",
	);
	broken_by(
		|| Handles::<Test>::remove(handle("st-mary")),
		"1: the handle of a hospital does not lead to it",
	);
	broken_by(
		|| Handles::<Test>::insert(handle("ghost"), 0),
		"1: a handle belongs to no hospital",
	);
}

#[test]
fn invariant_2_operators_and_hospitals_agree() {
	broken_by(
		|| change_hospital(0, |hospital| hospital.operator = LUKE),
		"2: the operator of a hospital does not run it",
	);
	broken_by(
		|| change_person(STRANGER, |person| person.role = Role::Hospital),
		"2: an operator runs no hospital",
	);
}

#[test]
fn invariant_3_staff_lists_agree_with_staff() {
	broken_by(
		|| StaffOf::<Test>::insert(1, DOCTOR, ()),
		"3: the staff list of a hospital names somebody else",
	);
	broken_by(
		|| StaffOf::<Test>::remove(0, DOCTOR),
		"3: a member of staff is on no list",
	);
	broken_by(
		|| change_hospital(0, |hospital| hospital.staff = 2),
		"3: the number of a hospital's staff is wrong",
	);
	for status in [HospitalStatus::Withdrawn, HospitalStatus::Applied] {
		broken_by(
			|| change_hospital(0, |hospital| hospital.status = status),
			"3: a hospital that is not in the consortium has staff",
		);
	}
	broken_by(
		|| {
			StaffOf::<Test>::remove(0, DOCTOR);
			StaffOf::<Test>::insert(9, DOCTOR, ());
			change_person(DOCTOR, |person| person.hospital = Some(9));
			change_hospital(0, |hospital| hospital.staff = 0);
		},
		"3: a staff list belongs to no hospital",
	);
}

#[test]
fn invariant_4_people_have_what_their_role_has() {
	let deposit = Deposit {
		payer: MARY,
		amount: 0,
	};
	broken_by(
		|| change_person(MARY, |person| person.deposit = Some(deposit.clone())),
		"4: an operator has a person's deposit",
	);
	broken_by(
		|| change_person(PATIENT, |person| person.hospital = Some(9)),
		"4: a person's hospital does not exist",
	);
	broken_by(
		|| change_person(STRANGER, |person| person.hospital = Some(0)),
		"4: an auditor or researcher has a hospital or a deposit",
	);
	broken_by(
		|| Dismissed::<Test>::insert(PATIENT, deposit.clone()),
		"4: a dismissed account has a role",
	);
}

#[test]
fn invariant_5_keys_belong_to_people() {
	broken_by(
		|| Keys::<Test>::insert(PAUPER, KeyPurpose::Wrap, [1; 32]),
		"5: a key belongs to nobody",
	);
	for account in [MARY, PATIENT] {
		broken_by(
			|| Keys::<Test>::remove(&account, KeyPurpose::Wrap),
			"5: an operator or patient has no wrap key",
		);
	}
}

#[test]
fn invariant_6_what_is_held_is_what_is_owed() {
	let wrong = "6: what is held is not what the entries say";
	broken_by(|| change_hospital(0, |hospital| hospital.deposit += 1), wrong);
	broken_by(|| change_person(DOCTOR, |person| person.deposit = None), wrong);
	for reason in [crate::HoldReason::Hospital, crate::HoldReason::Person] {
		broken_by(
			|| {
				assert_ok!(Balances::hold(&reason.into(), &STRANGER, 1));
			},
			wrong,
		);
	}
	broken_by(
		|| {
			let deposit = Deposit {
				payer: PAUPER,
				amount: 1,
			};
			Dismissed::<Test>::insert(PAUPER, deposit);
		},
		"6: a deposit is held from nobody",
	);
}
