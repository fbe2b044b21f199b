use crate::{mock::*, Error, Event, Keys, People, Person};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	hospital::{KeyPurpose, Role},
	traits::ResearcherRegistry,
};
use sp_runtime::DispatchError;

#[test]
fn the_council_enrols_auditors_and_researchers() {
	build_and_execute(|| {
		assert_ok!(Registry::enrol_auditor(RuntimeOrigin::root(), DOCTOR));
		System::assert_last_event(Event::AuditorEnrolled { account: DOCTOR }.into());
		assert_ok!(Registry::enrol_researcher(RuntimeOrigin::root(), STRANGER));
		System::assert_last_event(Event::ResearcherEnrolled { account: STRANGER }.into());
		for (account, role) in [(DOCTOR, Role::Auditor), (STRANGER, Role::Researcher)] {
			assert_eq!(
				People::<Test>::get(account),
				Some(Person {
					role,
					hospital: None,
					deposit: None
				})
			);
		}
	});
}

#[test]
fn who_is_a_researcher_is_so_from_enrolment_to_dismissal() {
	build_and_execute(|| {
		assert!(!Registry::is_researcher(&STRANGER));
		assert_ok!(Registry::enrol_researcher(RuntimeOrigin::root(), STRANGER));
		assert!(Registry::is_researcher(&STRANGER));
		assert_ok!(Registry::enrol_auditor(RuntimeOrigin::root(), DOCTOR));
		assert!(!Registry::is_researcher(&DOCTOR));
		assert_ok!(Registry::dismiss_researcher(RuntimeOrigin::root(), STRANGER));
		assert!(!Registry::is_researcher(&STRANGER));
	});
}

#[test]
fn the_council_dismisses_them_with_their_keys() {
	build_and_execute(|| {
		assert_ok!(Registry::enrol_auditor(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Registry::register_keys(
			signed(DOCTOR),
			new_keys(&[(KeyPurpose::Wrap, wrap(&DOCTOR))])
		));
		assert_ok!(Registry::dismiss_auditor(RuntimeOrigin::root(), DOCTOR));
		System::assert_last_event(Event::AuditorDismissed { account: DOCTOR }.into());
		assert_ok!(Registry::enrol_researcher(RuntimeOrigin::root(), DOCTOR));
		assert_ok!(Registry::dismiss_researcher(RuntimeOrigin::root(), DOCTOR));
		System::assert_last_event(Event::ResearcherDismissed { account: DOCTOR }.into());
		assert_eq!(People::<Test>::iter().count(), 0);
		assert_eq!(Keys::<Test>::iter().count(), 0);
	});
}

#[test]
fn nobody_else_enrols_or_dismisses_them() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		for origin in [signed(MARY), signed(STRANGER), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::enrol_auditor(origin.clone(), DOCTOR),
				DispatchError::BadOrigin
			);
			assert_noop!(
				Registry::dismiss_auditor(origin.clone(), DOCTOR),
				DispatchError::BadOrigin
			);
			assert_noop!(
				Registry::enrol_researcher(origin.clone(), DOCTOR),
				DispatchError::BadOrigin
			);
			assert_noop!(
				Registry::dismiss_researcher(origin, DOCTOR),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn who_has_a_role_or_is_revoked_is_not_enrolled() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), STRANGER));
		let root = RuntimeOrigin::root;
		let taken = || Error::<Test>::AlreadyRegistered;
		assert_noop!(Registry::enrol_auditor(root(), DOCTOR), taken());
		assert_noop!(Registry::enrol_researcher(root(), MARY), taken());
		let revoked = || Error::<Test>::AccountRevoked;
		assert_noop!(Registry::enrol_auditor(root(), STRANGER), revoked());
		assert_noop!(Registry::enrol_researcher(root(), STRANGER), revoked());
	});
}

#[test]
fn only_the_role_that_is_held_is_taken() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_ok!(Registry::enrol_auditor(RuntimeOrigin::root(), STRANGER));
		for account in [DOCTOR, MARY, PATIENT] {
			assert_noop!(
				Registry::dismiss_auditor(RuntimeOrigin::root(), account),
				Error::<Test>::NotAuditor
			);
		}
		for account in [DOCTOR, MARY, STRANGER] {
			assert_noop!(
				Registry::dismiss_researcher(RuntimeOrigin::root(), account),
				Error::<Test>::NotResearcher
			);
		}
	});
}
