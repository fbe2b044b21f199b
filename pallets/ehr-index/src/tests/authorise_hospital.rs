use crate::{mock::*, Authorisations, Error, Event, HoldReason, WrappedIndexKeys};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	hospital::HospitalId,
	index::{EpochKeys, MAX_GRANTEES},
	record::TrailEvent,
	AccountId, BlockNumber,
};

fn authorise_as(
	caller: AccountId,
	grantee: HospitalId,
	expires_at: BlockNumber,
) -> frame_support::dispatch::DispatchResult {
	EhrIndex::authorise_hospital(
		RuntimeOrigin::signed(caller),
		grantee,
		HEART,
		expires_at,
		Default::default(),
	)
}

fn authorise_with(keys: EpochKeys, expires_at: BlockNumber) -> frame_support::dispatch::DispatchResult {
	EhrIndex::authorise_hospital(
		RuntimeOrigin::signed(operator(ST_MARY)),
		NORTH,
		HEART,
		expires_at,
		keys,
	)
}

#[test]
fn an_accredited_hospital_authorises_another_for_a_scope() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(authorise_as(operator(ST_MARY), NORTH, 10));
		assert_eq!(
			last_event(),
			Some(Event::HospitalAuthorised {
				custodian: ST_MARY,
				grantee: NORTH,
				scope: HEART,
				expires_at: 10
			})
		);
		let entry = crate::Trail::<Test>::get(0).unwrap();
		assert_eq!((entry.record, entry.patient), (None, None));
		assert_eq!(
			entry.event,
			TrailEvent::Authorised {
				custodian: ST_MARY,
				grantee: NORTH,
				scope: HEART
			}
		);
		assert_eq!(
			held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)),
			EhrIndex::authorisation_deposit()
		);
	});
}

#[test]
fn a_second_one_changes_the_expiry_and_takes_no_second_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		for expires_at in [10, 20, 5] {
			assert_ok!(authorise_as(operator(ST_MARY), NORTH, expires_at));
			let stored = Authorisations::<Test>::get(ST_MARY, (NORTH, HEART)).unwrap();
			assert_eq!(stored.expires_at, expires_at);
		}
		assert_eq!(
			held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)),
			EhrIndex::authorisation_deposit()
		);
		assert_noop!(
			authorise_as(operator(ST_MARY), NORTH, 5),
			Error::<Test>::ExpiryUnchanged
		);
	});
}

#[test]
fn only_the_operator_of_an_accredited_hospital() {
	ExtBuilder::default().build_and_execute(|| {
		for caller in [stranger(), alma(), doctor(ST_MARY, 0)] {
			assert_noop!(authorise_as(caller, NORTH, 10), Error::<Test>::NotOperator);
		}
		Registry::suspend(ST_MARY);
		assert_noop!(
			authorise_as(operator(ST_MARY), NORTH, 10),
			Error::<Test>::HospitalNotAccredited
		);
	});
}

#[test]
fn only_another_accredited_hospital() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			authorise_as(operator(ST_MARY), ST_MARY, 10),
			Error::<Test>::SelfAuthorisation
		);
		assert_noop!(
			authorise_as(operator(ST_MARY), NOWHERE, 10),
			Error::<Test>::HospitalNotFound
		);
		Registry::suspend(NORTH);
		assert_noop!(
			authorise_as(operator(ST_MARY), NORTH, 10),
			Error::<Test>::CounterpartNotAccredited
		);
	});
}

#[test]
fn only_until_a_block_to_come() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_block_number(7);
		for expires_at in [0, 6, 7] {
			assert_noop!(
				authorise_as(operator(ST_MARY), NORTH, expires_at),
				Error::<Test>::ExpiryNotInFuture
			);
		}
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_authorises_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		let rest = Balances::free_balance(operator(ST_MARY)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(operator(ST_MARY)),
			stranger(),
			rest
		));
		assert_noop!(
			authorise_as(operator(ST_MARY), NORTH, 10),
			Error::<Test>::DepositUnaffordable
		);
	});
}

#[test]
fn the_hospital_authorised_gets_the_keys_of_every_epoch_so_far() {
	ExtBuilder::default().build_and_execute(|| {
		open_epoch(ST_MARY, &[]);
		open_epoch(ST_MARY, &[]);
		assert_ok!(authorise_with(keys_of(ST_MARY, 0..2), 10));
		for epoch in 0..2 {
			assert_eq!(
				WrappedIndexKeys::<Test>::get(NORTH, (ST_MARY, HEART, epoch)),
				Some(wrapped(ST_MARY, epoch))
			);
		}
		assert_eq!(
			held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)),
			EhrIndex::authorisation_deposit() + 2 * EhrIndex::wrapped_key_deposit()
		);
	});
}

#[test]
fn not_with_a_key_too_few_nor_too_many() {
	ExtBuilder::default().build_and_execute(|| {
		open_epoch(ST_MARY, &[]);
		open_epoch(ST_MARY, &[]);
		for too_few in [0..0, 0..1, 1..2] {
			assert_noop!(
				authorise_with(keys_of(ST_MARY, too_few), 10),
				Error::<Test>::WrappedKeyMissing
			);
		}
		assert_noop!(
			authorise_with(keys_of(ST_MARY, 0..3), 10),
			Error::<Test>::IndexEpochUnknown
		);
		let mut unsorted = keys_of(ST_MARY, 0..2).into_inner();
		unsorted.swap(0, 1);
		assert_noop!(
			authorise_with(unsorted.try_into().unwrap(), 10),
			Error::<Test>::WrappedKeysUnsorted
		);
	});
}

#[test]
fn renewed_it_needs_no_key_that_is_there() {
	ExtBuilder::default().build_and_execute(|| {
		open_epoch(ST_MARY, &[]);
		assert_ok!(authorise_with(keys_of(ST_MARY, 0..1), 10));
		let before = all_holds();
		assert_ok!(authorise_with(Default::default(), 20));
		assert_eq!(all_holds(), before);
		assert_noop!(
			authorise_with(Default::default(), 20),
			Error::<Test>::ExpiryUnchanged
		);
		// The wrap is made again, the expiry stays.
		assert_ok!(authorise_with(keys_of(ST_MARY, 0..1), 20));
		assert_eq!(all_holds(), before);
	});
}

#[test]
fn renewed_after_it_expired_it_brings_the_epochs_missed() {
	ExtBuilder::default().build_and_execute(|| {
		open_epoch(ST_MARY, &[]);
		assert_ok!(authorise_with(keys_of(ST_MARY, 0..1), 10));
		System::set_block_number(10);
		open_epoch(ST_MARY, &[]);
		assert_noop!(
			authorise_with(Default::default(), 30),
			Error::<Test>::WrappedKeyMissing
		);
		assert_ok!(authorise_with(keys_of(ST_MARY, 1..2), 30));
	});
}

#[test]
fn to_so_many_hospitals_and_no_more() {
	ExtBuilder::default().build_and_execute(|| {
		for hospital in 1_000..1_000 + MAX_GRANTEES {
			Registry::found(hospital, account(9));
			assert_ok!(authorise_as(operator(ST_MARY), hospital, 10));
		}
		assert_noop!(
			authorise_as(operator(ST_MARY), NORTH, 10),
			Error::<Test>::TooManyGrantees
		);
		System::set_block_number(10);
		open_epoch(ST_MARY, &[]);
		// Those that expired before this epoch count no more.
		assert_ok!(authorise_with(keys_of(ST_MARY, 0..1), 20));
	});
}
