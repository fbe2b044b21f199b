use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	record::{ConsentTarget, Grantee, TrailEvent},
	AccountId,
};

fn access_as(caller: AccountId) -> DispatchResult {
	EhrIndex::record_access(RuntimeOrigin::signed(caller), record(1))
}

fn declared(doctor: AccountId) -> Option<u32> {
	EhrIndex::api_declared_access(doctor, record(1))
}

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
fn a_doctor_who_may_open_declares_the_access() {
	ready(|| {
		System::set_block_number(9);
		assert_eq!(declared(doctor(NORTH, 0)), None);
		assert_ok!(access_as(doctor(NORTH, 0)));
		assert_eq!(declared(doctor(NORTH, 0)), Some(9));
		assert_eq!(declared(doctor(NORTH, 1)), None);
		assert_eq!(
			last_event(),
			Some(Event::AccessRecorded {
				record: record(1),
				doctor: doctor(NORTH, 0),
				hospital: NORTH,
				epoch: 40
			})
		);
		let entry = crate::Trail::<Test>::get(3).unwrap();
		assert_eq!(
			(entry.at, entry.record, entry.patient),
			(9, Some(record(1)), Some(alma()))
		);
		assert_eq!(
			entry.event,
			TrailEvent::Accessed {
				doctor: doctor(NORTH, 0),
				hospital: NORTH,
				epoch: 40
			}
		);
	});
}

#[test]
fn once_an_epoch_for_each_doctor_and_record() {
	ready(|| {
		assert_ok!(access_as(doctor(NORTH, 0)));
		assert_noop!(access_as(doctor(NORTH, 0)), Error::<Test>::AlreadyDeclared);
		assert_ok!(access_as(doctor(NORTH, 1)));
		register(ST_MARY, 2, alma());
		assert_ok!(EhrIndex::record_access(
			RuntimeOrigin::signed(doctor(NORTH, 0)),
			record(2)
		));
	});
}

#[test]
fn a_declaration_counts_in_its_epoch_only_and_one_deposit_serves_all_epochs() {
	ready(|| {
		assert_ok!(access_as(doctor(NORTH, 0)));
		Epochs::advance();
		assert_eq!(declared(doctor(NORTH, 0)), None);
		System::set_block_number(12);
		assert_ok!(access_as(doctor(NORTH, 0)));
		assert_eq!(declared(doctor(NORTH, 0)), Some(12));
		assert_eq!(
			held(HoldReason::AccessDeposit, &doctor(NORTH, 0)),
			EhrIndex::access_deposit()
		);
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_declares_nothing() {
	ready(|| {
		let rest = Balances::free_balance(doctor(NORTH, 0)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(doctor(NORTH, 0)),
			stranger(),
			rest
		));
		assert_noop!(access_as(doctor(NORTH, 0)), Error::<Test>::DepositUnaffordable);
	});
}

/// Brings about one refusal, and sees the call refuse for that cause.
fn refused(spoil: impl FnOnce(), error: Error<Test>) {
	ready(|| {
		spoil();
		assert_noop!(access_as(doctor(NORTH, 0)), error);
	});
}

#[test]
fn an_unknown_record_is_not_accessed() {
	ready(|| {
		assert_noop!(
			EhrIndex::record_access(RuntimeOrigin::signed(doctor(NORTH, 0)), record(9)),
			Error::<Test>::RecordNotFound
		);
	});
}

#[test]
fn a_retired_record_is_not_accessed() {
	let retire = || {
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1)
		));
	};
	refused(retire, Error::RecordRetired);
}

#[test]
fn a_dismissed_doctor_does_not_access() {
	refused(|| Registry::dismiss(&doctor(NORTH, 0)), Error::NotEnrolled);
}

#[test]
fn a_revoked_doctor_does_not_access() {
	refused(|| Registry::revoke(doctor(NORTH, 0)), Error::Revoked);
}

#[test]
fn a_doctor_of_a_suspended_hospital_does_not_access() {
	refused(|| Registry::suspend(NORTH), Error::HospitalNotAccredited);
}

#[test]
fn a_record_of_a_suspended_custodian_is_not_accessed() {
	refused(|| Registry::suspend(ST_MARY), Error::CustodianNotAccredited);
}

#[test]
fn a_doctor_of_an_unauthorised_hospital_does_not_access() {
	ready(|| {
		assert_noop!(access_as(doctor(SOUTH, 0)), Error::<Test>::NotAuthorised);
	});
}

#[test]
fn an_expired_authorisation_gives_no_access() {
	refused(|| System::set_block_number(50), Error::AuthorisationExpired);
}

#[test]
fn without_consent_there_is_no_access() {
	let withdraw = || {
		let grantee = Grantee::Hospital(NORTH);
		assert_ok!(EhrIndex::withdraw_consent(
			RuntimeOrigin::signed(alma()),
			ConsentTarget::All,
			grantee
		));
	};
	refused(withdraw, Error::NoConsent);
}

#[test]
fn an_expired_consent_gives_no_access() {
	let expire = || {
		let origin = RuntimeOrigin::signed(operator(ST_MARY));
		assert_ok!(EhrIndex::authorise_hospital(
			origin,
			NORTH,
			HEART,
			1_000,
			Default::default()
		));
		System::set_block_number(100);
	};
	refused(expire, Error::ConsentExpired);
}
