//! Anyone clears what is over: `clear_consent`, `clear_authorisation`, `clear_access`.

use crate::{mock::*, Accesses, Authorisations, AuthorisationsTo, Consents, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::record::{ConsentTarget, Grantee};

const TARGET: ConsentTarget = ConsentTarget::All;

fn clear_consent() -> DispatchResult {
	let caller = RuntimeOrigin::signed(stranger());
	EhrIndex::clear_consent(caller, alma(), TARGET, Grantee::Hospital(NORTH))
}

fn clear_authorisation() -> DispatchResult {
	EhrIndex::clear_authorisation(RuntimeOrigin::signed(stranger()), ST_MARY, NORTH, HEART)
}

fn clear_access() -> DispatchResult {
	EhrIndex::clear_access(RuntimeOrigin::signed(stranger()), doctor(NORTH, 0), record(1))
}

fn with_all(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			consent(alma(), TARGET, Grantee::Hospital(NORTH));
			authorise(ST_MARY, NORTH);
			assert_ok!(EhrIndex::record_access(
				RuntimeOrigin::signed(doctor(NORTH, 0)),
				record(1)
			));
			test();
		});
}

#[test]
fn a_consent_once_it_expired_and_the_patient_has_the_deposit_back() {
	with_all(|| {
		System::set_block_number(99);
		assert_noop!(clear_consent(), Error::<Test>::NotExpired);
		System::set_block_number(100);
		assert_ok!(clear_consent());
		assert_eq!(Consents::<Test>::iter().count(), 0);
		assert_eq!(Balances::free_balance(alma()), ENDOWMENT);
		assert_eq!(Balances::free_balance(stranger()), ENDOWMENT);
		let grantee = Grantee::Hospital(NORTH);
		assert_eq!(
			last_event(),
			Some(Event::ConsentCleared {
				patient: alma(),
				target: TARGET,
				grantee
			})
		);
		assert_noop!(clear_consent(), Error::<Test>::ConsentNotFound);
	});
}

#[test]
fn an_authorisation_once_it_expired_and_its_owner_has_the_deposit_back() {
	with_all(|| {
		System::set_block_number(49);
		assert_noop!(clear_authorisation(), Error::<Test>::NotExpired);
		System::set_block_number(50);
		assert_ok!(clear_authorisation());
		assert_eq!(Authorisations::<Test>::iter().count(), 0);
		assert_eq!(AuthorisationsTo::<Test>::iter().count(), 0);
		assert_eq!(held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)), 0);
		assert_eq!(
			last_event(),
			Some(Event::AuthorisationCleared {
				custodian: ST_MARY,
				grantee: NORTH,
				scope: HEART
			})
		);
		assert_noop!(clear_authorisation(), Error::<Test>::AuthorisationNotFound);
	});
}

#[test]
fn a_declaration_once_its_epoch_is_over_and_the_trail_keeps_its_entry() {
	with_all(|| {
		let entries = crate::TrailLength::<Test>::get();
		assert_noop!(clear_access(), Error::<Test>::EpochNotOver);
		Epochs::advance();
		assert_ok!(clear_access());
		assert_eq!(Accesses::<Test>::iter().count(), 0);
		assert_eq!(Balances::free_balance(doctor(NORTH, 0)), ENDOWMENT);
		assert_eq!(
			last_event(),
			Some(Event::AccessCleared {
				record: record(1),
				doctor: doctor(NORTH, 0)
			})
		);
		assert_eq!(crate::TrailLength::<Test>::get(), entries);
		assert_noop!(clear_access(), Error::<Test>::DeclarationNotFound);
	});
}
