use crate::{mock::*, Error, Event, HoldReason, RecordsOfCustodian};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	record::{AccessRefusal, ConsentTarget, Grantee, TrailEvent},
	traits::Custody,
	AccountId,
};

fn accept_as(caller: AccountId) -> frame_support::dispatch::DispatchResult {
	EhrIndex::accept_custody(RuntimeOrigin::signed(caller), record(1), location(60))
}

fn with_offer(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			assert_ok!(EhrIndex::transfer_custody(
				RuntimeOrigin::signed(operator(ST_MARY)),
				record(1),
				NORTH
			));
			test();
		});
}

#[test]
fn custody_location_count_and_deposit_change_hands_together() {
	with_offer(|| {
		let deposit = held(HoldReason::RecordDeposit, &operator(ST_MARY));
		assert_ok!(accept_as(operator(NORTH)));
		let info = EhrIndex::api_record(record(1)).unwrap();
		assert_eq!(
			(info.custodian, info.issuer, info.location.len()),
			(NORTH, ST_MARY, 60)
		);
		assert_eq!(
			(EhrIndex::records_of(ST_MARY), EhrIndex::records_of(NORTH)),
			(0, 1)
		);
		assert!(!RecordsOfCustodian::<Test>::contains_key(ST_MARY, record(1)));
		assert_eq!(held(HoldReason::RecordDeposit, &operator(ST_MARY)), 0);
		assert_eq!(Balances::free_balance(operator(ST_MARY)), ENDOWMENT);
		assert_eq!(
			held(HoldReason::RecordDeposit, &operator(NORTH)),
			deposit + 40 * DepositPerByte::get()
		);
		let moved = Event::CustodyTransferred {
			record: record(1),
			from: ST_MARY,
			to: NORTH,
		};
		assert_eq!(last_event(), Some(moved));
		assert_eq!(
			crate::Trail::<Test>::get(1).map(|entry| entry.event),
			Some(TrailEvent::CustodyTransferred {
				from: ST_MARY,
				to: NORTH
			})
		);
	});
}

#[test]
fn the_record_of_a_suspended_custodian_is_of_use_again() {
	with_offer(|| {
		consent(alma(), ConsentTarget::All, Grantee::Hospital(NORTH));
		Registry::suspend(ST_MARY);
		assert_eq!(
			EhrIndex::api_may_open(doctor(NORTH, 0), record(1)),
			Err(AccessRefusal::CustodianNotAccredited)
		);
		assert_ok!(accept_as(operator(NORTH)));
		assert_eq!(EhrIndex::api_may_open(doctor(NORTH, 0), record(1)), Ok(()));
	});
}

#[test]
fn authorisations_of_the_former_custodian_do_not_follow() {
	with_offer(|| {
		consent(alma(), ConsentTarget::All, Grantee::Hospital(SOUTH));
		authorise(ST_MARY, SOUTH);
		assert_eq!(EhrIndex::api_may_open(doctor(SOUTH, 0), record(1)), Ok(()));
		assert_ok!(accept_as(operator(NORTH)));
		assert_eq!(
			EhrIndex::api_may_open(doctor(SOUTH, 0), record(1)),
			Err(AccessRefusal::NotAuthorised)
		);
	});
}

#[test]
fn a_retired_record_changes_hands_too() {
	with_offer(|| {
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1)
		));
		assert_ok!(accept_as(operator(NORTH)));
	});
}

#[test]
fn only_the_receiver_accepts() {
	with_offer(|| {
		assert_noop!(accept_as(stranger()), Error::<Test>::NotOperator);
		assert_noop!(accept_as(operator(SOUTH)), Error::<Test>::NotReceiver);
		assert_noop!(accept_as(operator(ST_MARY)), Error::<Test>::NotReceiver);
	});
}

#[test]
fn a_receiver_suspended_meanwhile_cannot() {
	with_offer(|| {
		Registry::suspend(NORTH);
		assert_noop!(accept_as(operator(NORTH)), Error::<Test>::HospitalNotAccredited);
	});
}

#[test]
fn there_is_an_offer_a_record_and_a_location() {
	with_offer(|| {
		let north = || RuntimeOrigin::signed(operator(NORTH));
		assert_noop!(
			EhrIndex::accept_custody(north(), record(1), location(0)),
			Error::<Test>::LocationEmpty
		);
		assert_noop!(
			EhrIndex::accept_custody(north(), record(2), location(5)),
			Error::<Test>::RecordNotFound
		);
		assert_ok!(accept_as(operator(NORTH)));
		assert_noop!(accept_as(operator(NORTH)), Error::<Test>::NoTransferPending);
	});
}

#[test]
fn a_receiver_that_cannot_pay_takes_nothing() {
	with_offer(|| {
		let rest = Balances::free_balance(operator(NORTH)) - 100;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(operator(NORTH)),
			stranger(),
			rest
		));
		assert_noop!(accept_as(operator(NORTH)), Error::<Test>::DepositUnaffordable);
		assert!(held(HoldReason::RecordDeposit, &operator(ST_MARY)) > 0);
	});
}
