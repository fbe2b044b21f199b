use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{hospital::HospitalId, traits::Custody, AccountId};

fn offer_as(caller: AccountId, n: u8, to: HospitalId) -> frame_support::dispatch::DispatchResult {
	EhrIndex::transfer_custody(RuntimeOrigin::signed(caller), record(n), to)
}

fn cancel_as(caller: AccountId) -> frame_support::dispatch::DispatchResult {
	EhrIndex::cancel_transfer(RuntimeOrigin::signed(caller), record(1))
}

fn with_record(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(test);
}

#[test]
fn an_offer_alone_moves_nothing() {
	with_record(|| {
		let held_before = all_holds();
		assert_ok!(offer_as(operator(ST_MARY), 1, NORTH));
		assert_eq!(
			last_event(),
			Some(Event::CustodyOffered {
				record: record(1),
				from: ST_MARY,
				to: NORTH
			})
		);
		assert_eq!(EhrIndex::api_record(record(1)).unwrap().custodian, ST_MARY);
		assert_eq!(
			(EhrIndex::records_of(ST_MARY), EhrIndex::records_of(NORTH)),
			(1, 0)
		);
		assert_eq!(all_holds(), held_before);
	});
}

#[test]
fn a_suspended_custodian_may_hand_over() {
	with_record(|| {
		Registry::suspend(ST_MARY);
		assert_ok!(offer_as(operator(ST_MARY), 1, NORTH));
	});
}

#[test]
fn only_the_custodian_offers() {
	with_record(|| {
		assert_noop!(offer_as(stranger(), 1, NORTH), Error::<Test>::NotOperator);
		assert_noop!(offer_as(alma(), 1, NORTH), Error::<Test>::NotOperator);
		assert_noop!(offer_as(operator(NORTH), 1, SOUTH), Error::<Test>::NotCustodian);
		assert_noop!(
			offer_as(operator(ST_MARY), 2, NORTH),
			Error::<Test>::RecordNotFound
		);
	});
}

#[test]
fn the_receiver_is_another_accredited_hospital() {
	with_record(|| {
		assert_noop!(
			offer_as(operator(ST_MARY), 1, ST_MARY),
			Error::<Test>::AlreadyCustodian
		);
		assert_noop!(
			offer_as(operator(ST_MARY), 1, NOWHERE),
			Error::<Test>::HospitalNotFound
		);
		Registry::suspend(NORTH);
		assert_noop!(
			offer_as(operator(ST_MARY), 1, NORTH),
			Error::<Test>::CounterpartNotAccredited
		);
	});
}

#[test]
fn one_offer_stands_at_a_time() {
	with_record(|| {
		assert_ok!(offer_as(operator(ST_MARY), 1, NORTH));
		assert_noop!(
			offer_as(operator(ST_MARY), 1, SOUTH),
			Error::<Test>::TransferPending
		);
		assert_ok!(cancel_as(operator(ST_MARY)));
		assert_ok!(offer_as(operator(ST_MARY), 1, SOUTH));
	});
}

#[test]
fn either_side_calls_it_off() {
	with_record(|| {
		for hospital in [ST_MARY, NORTH] {
			assert_ok!(offer_as(operator(ST_MARY), 1, NORTH));
			assert_ok!(cancel_as(operator(hospital)));
			assert_eq!(
				last_event(),
				Some(Event::CustodyOfferCancelled {
					record: record(1),
					by: hospital
				})
			);
			assert_noop!(
				EhrIndex::accept_custody(RuntimeOrigin::signed(operator(NORTH)), record(1), location(5)),
				Error::<Test>::NoTransferPending
			);
		}
	});
}

#[test]
fn nobody_else_calls_it_off_and_not_without_an_offer() {
	with_record(|| {
		assert_noop!(cancel_as(operator(ST_MARY)), Error::<Test>::NoTransferPending);
		assert_ok!(offer_as(operator(ST_MARY), 1, NORTH));
		assert_noop!(cancel_as(operator(SOUTH)), Error::<Test>::NotCustodian);
		assert_noop!(cancel_as(stranger()), Error::<Test>::NotOperator);
		assert_noop!(
			EhrIndex::cancel_transfer(RuntimeOrigin::signed(operator(ST_MARY)), record(2)),
			Error::<Test>::RecordNotFound
		);
	});
}
