//! The rule, read clause by clause: every refusal has its cause, and the first cause is the one told.

use crate::mock::*;
use frame_support::assert_ok;
use salus_primitives::{
	record::{AccessRefusal, ConsentTarget, Grantee},
	AccountId,
};

fn may_open(doctor: AccountId) -> Result<(), AccessRefusal> {
	EhrIndex::api_may_open(doctor, record(1))
}

/// A record of Alma at St Mary; the North is authorised until block 50, and has her consent until block 100.
fn ready(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			authorise(ST_MARY, NORTH);
			consent(alma(), ConsentTarget::All, Grantee::Hospital(NORTH));
			test();
		});
}

#[test]
fn the_doctor_of_an_authorised_hospital_may() {
	ready(|| assert_eq!(may_open(doctor(NORTH, 0)), Ok(())));
}

#[test]
fn the_custodians_own_doctor_needs_no_authorisation_but_consent() {
	ready(|| {
		assert_eq!(may_open(doctor(ST_MARY, 0)), Err(AccessRefusal::NoConsent));
		consent(alma(), ConsentTarget::All, Grantee::Hospital(ST_MARY));
		assert_eq!(may_open(doctor(ST_MARY, 0)), Ok(()));
	});
}

fn sufficient(target: ConsentTarget, grantee: Grantee<AccountId>) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			authorise(ST_MARY, NORTH);
			assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::NoConsent));
			consent(alma(), target, grantee);
			assert_eq!(may_open(doctor(NORTH, 0)), Ok(()));
		});
}

#[test]
fn consent_to_the_record_for_the_hospital_suffices() {
	sufficient(ConsentTarget::Record(record(1)), Grantee::Hospital(NORTH));
}

#[test]
fn consent_to_the_record_for_the_doctor_suffices() {
	sufficient(
		ConsentTarget::Record(record(1)),
		Grantee::Doctor(doctor(NORTH, 0)),
	);
}

#[test]
fn consent_to_the_scope_for_the_hospital_suffices() {
	sufficient(ConsentTarget::Scope(HEART), Grantee::Hospital(NORTH));
}

#[test]
fn consent_to_the_scope_for_the_doctor_suffices() {
	sufficient(ConsentTarget::Scope(HEART), Grantee::Doctor(doctor(NORTH, 0)));
}

#[test]
fn consent_to_all_for_the_hospital_suffices() {
	sufficient(ConsentTarget::All, Grantee::Hospital(NORTH));
}

#[test]
fn consent_to_all_for_the_doctor_suffices() {
	sufficient(ConsentTarget::All, Grantee::Doctor(doctor(NORTH, 0)));
}

#[test]
fn consent_to_something_else_or_for_somebody_else_does_not() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.with_record(ST_MARY, 2, alma())
		.build_and_execute(|| {
			authorise(ST_MARY, NORTH);
			consent(alma(), ConsentTarget::Record(record(2)), Grantee::Hospital(NORTH));
			consent(alma(), ConsentTarget::Scope(BONES), Grantee::Hospital(NORTH));
			consent(alma(), ConsentTarget::All, Grantee::Hospital(SOUTH));
			consent(alma(), ConsentTarget::All, Grantee::Doctor(doctor(NORTH, 1)));
			consent(bruno(), ConsentTarget::All, Grantee::Hospital(NORTH));
			assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::NoConsent));
			assert_eq!(may_open(doctor(NORTH, 1)), Ok(()));
		});
}

#[test]
fn an_expired_consent_beside_a_live_one_does_no_harm() {
	ready(|| {
		assert_ok!(EhrIndex::grant_consent(
			RuntimeOrigin::signed(alma()),
			ConsentTarget::Record(record(1)),
			Grantee::Doctor(doctor(NORTH, 0)),
			5
		));
		System::set_block_number(20);
		assert_eq!(may_open(doctor(NORTH, 0)), Ok(()));
	});
}

#[test]
fn unknown_record() {
	ready(|| {
		let opened = EhrIndex::api_may_open(doctor(NORTH, 0), record(9));
		assert_eq!(opened, Err(AccessRefusal::UnknownRecord));
	});
}

#[test]
fn record_retired() {
	ready(|| {
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1)
		));
		assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::RecordRetired));
	});
}

#[test]
fn not_enrolled() {
	ready(|| {
		for account in [stranger(), alma(), operator(ST_MARY)] {
			assert_eq!(may_open(account), Err(AccessRefusal::NotEnrolled));
		}
		Registry::dismiss(&doctor(NORTH, 0));
		assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::NotEnrolled));
	});
}

#[test]
fn revoked_and_again_not_once_restored() {
	ready(|| {
		Registry::revoke(doctor(NORTH, 0));
		assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::Revoked));
		assert_eq!(may_open(doctor(NORTH, 1)), Ok(()));
		Registry::restore(&doctor(NORTH, 0));
		assert_eq!(may_open(doctor(NORTH, 0)), Ok(()));
	});
}

#[test]
fn hospital_not_accredited() {
	ready(|| {
		Registry::suspend(NORTH);
		assert_eq!(
			may_open(doctor(NORTH, 0)),
			Err(AccessRefusal::HospitalNotAccredited)
		);
		Registry::reinstate(NORTH);
		assert_eq!(may_open(doctor(NORTH, 0)), Ok(()));
	});
}

#[test]
fn custodian_not_accredited() {
	ready(|| {
		Registry::suspend(ST_MARY);
		assert_eq!(
			may_open(doctor(NORTH, 0)),
			Err(AccessRefusal::CustodianNotAccredited)
		);
	});
}

#[test]
fn not_authorised() {
	ready(|| {
		consent(alma(), ConsentTarget::All, Grantee::Hospital(SOUTH));
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NotAuthorised));
		let origin = RuntimeOrigin::signed(operator(ST_MARY));
		assert_ok!(EhrIndex::authorise_hospital(
			origin,
			SOUTH,
			BONES,
			50,
			Default::default()
		));
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NotAuthorised));
		authorise(NORTH, SOUTH);
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NotAuthorised));
	});
}

#[test]
fn authorisation_expired() {
	ready(|| {
		System::set_block_number(49);
		assert_eq!(may_open(doctor(NORTH, 0)), Ok(()));
		System::set_block_number(50);
		assert_eq!(
			may_open(doctor(NORTH, 0)),
			Err(AccessRefusal::AuthorisationExpired)
		);
	});
}

#[test]
fn no_consent() {
	ready(|| {
		let grantee = Grantee::Hospital(NORTH);
		assert_ok!(EhrIndex::withdraw_consent(
			RuntimeOrigin::signed(alma()),
			ConsentTarget::All,
			grantee
		));
		assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::NoConsent));
	});
}

#[test]
fn consent_expired() {
	ready(|| {
		let origin = RuntimeOrigin::signed(operator(ST_MARY));
		assert_ok!(EhrIndex::authorise_hospital(
			origin,
			NORTH,
			HEART,
			1_000,
			Default::default()
		));
		System::set_block_number(99);
		assert_eq!(may_open(doctor(NORTH, 0)), Ok(()));
		System::set_block_number(100);
		assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::ConsentExpired));
	});
}

#[test]
fn the_first_cause_in_the_order_of_the_rule_is_told() {
	ready(|| {
		System::set_block_number(200);
		assert_eq!(
			may_open(doctor(NORTH, 0)),
			Err(AccessRefusal::AuthorisationExpired)
		);
		Registry::suspend(ST_MARY);
		assert_eq!(
			may_open(doctor(NORTH, 0)),
			Err(AccessRefusal::CustodianNotAccredited)
		);
		Registry::suspend(NORTH);
		assert_eq!(
			may_open(doctor(NORTH, 0)),
			Err(AccessRefusal::HospitalNotAccredited)
		);
		Registry::revoke(doctor(NORTH, 0));
		assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::Revoked));
		Registry::dismiss(&doctor(NORTH, 0));
		assert_eq!(may_open(doctor(NORTH, 0)), Err(AccessRefusal::NotEnrolled));
	});
}
