use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{record::Location, AccountId};

fn update_as(caller: AccountId, n: u8, location: Location) -> frame_support::dispatch::DispatchResult {
	EhrIndex::update_location(RuntimeOrigin::signed(caller), record(n), location)
}

fn with_record(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(test);
}

#[test]
fn the_custodian_moves_the_ciphertext_and_the_deposit_follows_its_bytes() {
	with_record(|| {
		let before = held(HoldReason::RecordDeposit, &operator(ST_MARY));
		assert_ok!(update_as(operator(ST_MARY), 1, location(50)));
		assert_eq!(last_event(), Some(Event::LocationUpdated { record: record(1) }));
		assert_eq!(
			held(HoldReason::RecordDeposit, &operator(ST_MARY)),
			before + 30 * DepositPerByte::get()
		);
		assert_ok!(update_as(operator(ST_MARY), 1, location(10)));
		assert_eq!(
			held(HoldReason::RecordDeposit, &operator(ST_MARY)),
			before - 10 * DepositPerByte::get()
		);
		assert_eq!(EhrIndex::api_record(record(1)).unwrap().location.len(), 10);
	});
}

#[test]
fn a_retired_record_still_has_a_place() {
	with_record(|| {
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1)
		));
		assert_ok!(update_as(operator(ST_MARY), 1, location(5)));
	});
}

#[test]
fn nobody_else_can() {
	with_record(|| {
		assert_noop!(update_as(stranger(), 1, location(5)), Error::<Test>::NotOperator);
		assert_noop!(update_as(alma(), 1, location(5)), Error::<Test>::NotOperator);
		assert_noop!(
			update_as(operator(NORTH), 1, location(5)),
			Error::<Test>::NotCustodian
		);
		Registry::suspend(ST_MARY);
		assert_noop!(
			update_as(operator(ST_MARY), 1, location(5)),
			Error::<Test>::HospitalNotAccredited
		);
	});
}

#[test]
fn an_unknown_record_has_none() {
	with_record(|| {
		assert_noop!(
			update_as(operator(ST_MARY), 2, location(5)),
			Error::<Test>::RecordNotFound
		);
	});
}

#[test]
fn the_location_is_not_empty_and_not_the_same() {
	with_record(|| {
		assert_noop!(
			update_as(operator(ST_MARY), 1, location(0)),
			Error::<Test>::LocationEmpty
		);
		assert_noop!(
			update_as(operator(ST_MARY), 1, location(20)),
			Error::<Test>::LocationUnchanged
		);
	});
}

#[test]
fn a_longer_location_that_cannot_be_paid_is_refused() {
	with_record(|| {
		let rest = Balances::free_balance(operator(ST_MARY)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(operator(ST_MARY)),
			stranger(),
			rest
		));
		assert_noop!(
			update_as(operator(ST_MARY), 1, location(100)),
			Error::<Test>::DepositUnaffordable
		);
	});
}
