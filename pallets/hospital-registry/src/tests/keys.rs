use crate::{mock::*, Call, Error, Event, NewKeys};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use salus_primitives::{
	hospital::KeyPurpose::{self, Report, Trade, Wrap},
	traits::HospitalRegistry,
};
use sp_runtime::DispatchError;

fn register(account: &AccountId, keys: NewKeys) -> sp_runtime::DispatchResult {
	Registry::register_keys(signed(account.clone()), keys)
}

fn is_free(account: &AccountId, keys: NewKeys) -> bool {
	Call::<Test>::register_keys { keys }.is_feeless(&signed(account.clone()))
}

#[test]
fn every_known_person_registers_keys_for_itself() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_ok!(Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)));
		assert_ok!(Registry::enrol_researcher(RuntimeOrigin::root(), STRANGER));
		for account in [MARY, DOCTOR, PATIENT, STRANGER] {
			let keys = KeyPurpose::ALL.map(|purpose| (purpose, proven(&account, purpose, 11)));
			assert_ok!(register(&account, new_keys(&keys)));
			for (purpose, key) in keys {
				assert_eq!(Registry::key(&account, purpose), Some(key.key));
				System::assert_has_event(
					Event::KeyRegistered {
						account: account.clone(),
						purpose,
					}
					.into(),
				);
			}
		}
	});
}

#[test]
fn a_key_is_replaced_by_the_next() {
	build_and_execute(|| {
		mary_with_patient();
		let new = proven(&PATIENT, Wrap, 12);
		assert_ok!(register(&PATIENT, new_keys(&[(Wrap, new)])));
		assert_eq!(Registry::key(&PATIENT, Wrap), Some(new.key));
	});
}

#[test]
fn a_proof_serves_one_account_and_one_purpose() {
	build_and_execute(|| {
		mary_with_doctor();
		for bad in [
			(Report, proven(&DOCTOR, Trade, 3)),
			(Report, proven(&MARY, Report, 3)),
			(Wrap, proven(&DOCTOR, Report, 3)),
		] {
			assert_noop!(register(&DOCTOR, new_keys(&[bad])), Error::<Test>::InvalidKey);
		}
	});
}

#[test]
fn one_bad_key_refuses_all() {
	build_and_execute(|| {
		mary_with_doctor();
		let keys = new_keys(&[
			(Wrap, proven(&DOCTOR, Wrap, 3)),
			(Report, proven(&DOCTOR, Trade, 3)),
		]);
		assert_noop!(register(&DOCTOR, keys), Error::<Test>::InvalidKey);
	});
}

#[test]
fn keys_are_given_once_a_purpose_and_differ_from_the_stored() {
	build_and_execute(|| {
		mary_with_patient();
		assert_noop!(register(&PATIENT, NewKeys::default()), Error::<Test>::NoKeys);
		let twice = [4, 5].map(|x| (Report, proven(&PATIENT, Report, x)));
		assert_noop!(
			register(&PATIENT, new_keys(&twice)),
			Error::<Test>::DuplicatePurpose
		);
		assert_noop!(
			register(&PATIENT, new_keys(&[(Wrap, wrap(&PATIENT))])),
			Error::<Test>::Unchanged
		);
	});
}

#[test]
fn who_is_unknown_or_revoked_registers_nothing() {
	build_and_execute(|| {
		mary_with_doctor();
		let keys = |account: &AccountId| new_keys(&[(Wrap, proven(account, Wrap, 3))]);
		assert_noop!(register(&STRANGER, keys(&STRANGER)), Error::<Test>::UnknownPerson);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::register_keys(origin, keys(&DOCTOR)),
				DispatchError::BadOrigin
			);
		}
		assert_ok!(Revocation::revoke_staff(signed(MARY), DOCTOR));
		assert_noop!(register(&DOCTOR, keys(&DOCTOR)), Error::<Test>::SignerRevoked);
	});
}

#[test]
fn a_patients_first_keys_are_free_and_nothing_else_is() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_ok!(Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)));
		let first = new_keys(&[
			(Report, proven(&PATIENT, Report, 3)),
			(Trade, proven(&PATIENT, Trade, 4)),
		]);
		assert!(is_free(&PATIENT, first.clone()));
		// A key that replaces another, one that would fail, none at all, and those of others are paid for.
		assert!(!is_free(&PATIENT, new_keys(&[(Wrap, proven(&PATIENT, Wrap, 9))])));
		assert!(!is_free(
			&PATIENT,
			new_keys(&[(Report, proven(&DOCTOR, Report, 3))])
		));
		assert!(!is_free(&PATIENT, NewKeys::default()));
		assert!(!is_free(&DOCTOR, new_keys(&[(Wrap, proven(&DOCTOR, Wrap, 3))])));
		assert!(!is_free(
			&STRANGER,
			new_keys(&[(Wrap, proven(&STRANGER, Wrap, 3))])
		));
		assert!(!Call::<Test>::register_keys { keys: first.clone() }.is_feeless(&RuntimeOrigin::none()));
		assert_ok!(register(&PATIENT, first.clone()));
		assert!(!is_free(&PATIENT, first));
	});
}
