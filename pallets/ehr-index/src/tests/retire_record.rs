use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	record::{AccessRefusal, ConsentTarget, Grantee, RecordStatus, TrailEvent},
	traits::Custody,
	AccountId,
};

fn retire_as(caller: AccountId, n: u8) -> frame_support::dispatch::DispatchResult {
	EhrIndex::retire_record(RuntimeOrigin::signed(caller), record(n))
}

fn with_record(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(test);
}

#[test]
fn nobody_opens_a_retired_record() {
	with_record(|| {
		consent(alma(), ConsentTarget::All, Grantee::Hospital(ST_MARY));
		assert_eq!(EhrIndex::api_may_open(doctor(ST_MARY, 0), record(1)), Ok(()));
		assert_ok!(retire_as(operator(ST_MARY), 1));
		assert_eq!(
			EhrIndex::api_may_open(doctor(ST_MARY, 0), record(1)),
			Err(AccessRefusal::RecordRetired)
		);
		assert_eq!(last_event(), Some(Event::RecordRetired { record: record(1) }));
		assert_eq!(
			crate::Trail::<Test>::get(2).map(|entry| entry.event),
			Some(TrailEvent::Retired)
		);
	});
}

#[test]
fn the_entry_stays_in_custody_with_its_deposit() {
	with_record(|| {
		let before = held(HoldReason::RecordDeposit, &operator(ST_MARY));
		assert_ok!(retire_as(operator(ST_MARY), 1));
		assert_eq!(
			EhrIndex::api_record(record(1)).unwrap().status,
			RecordStatus::Retired
		);
		assert_eq!(EhrIndex::records_of(ST_MARY), 1);
		assert_eq!(held(HoldReason::RecordDeposit, &operator(ST_MARY)), before);
	});
}

#[test]
fn once() {
	with_record(|| {
		assert_ok!(retire_as(operator(ST_MARY), 1));
		assert_noop!(retire_as(operator(ST_MARY), 1), Error::<Test>::RecordRetired);
	});
}

#[test]
fn only_the_accredited_custodian() {
	with_record(|| {
		assert_noop!(retire_as(stranger(), 1), Error::<Test>::NotOperator);
		assert_noop!(retire_as(alma(), 1), Error::<Test>::NotOperator);
		assert_noop!(retire_as(operator(NORTH), 1), Error::<Test>::NotCustodian);
		assert_noop!(retire_as(operator(ST_MARY), 2), Error::<Test>::RecordNotFound);
		Registry::suspend(ST_MARY);
		assert_noop!(
			retire_as(operator(ST_MARY), 1),
			Error::<Test>::HospitalNotAccredited
		);
	});
}
