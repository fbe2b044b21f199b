use crate::{mock::*, Authorisations, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{hospital::HospitalId, record::TrailEvent, AccountId, BlockNumber};

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
