use crate::{mock::*, AuthorisationsTo, Error, Event, HoldReason, IndexScopes, WrappedIndexKeys};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	record::{AccessRefusal, ConsentTarget, Grantee, Scope, TrailEvent},
	AccountId,
};

fn withdraw_as(caller: AccountId, scope: Scope) -> frame_support::dispatch::DispatchResult {
	EhrIndex::withdraw_authorisation(RuntimeOrigin::signed(caller), NORTH, scope)
}

fn with_authorisation(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			authorise(ST_MARY, NORTH);
			test();
		});
}

#[test]
fn a_doctor_cannot_open_once_the_hospital_lost_its_authorisation() {
	with_authorisation(|| {
		consent(alma(), ConsentTarget::All, Grantee::Hospital(NORTH));
		assert_eq!(EhrIndex::api_may_open(doctor(NORTH, 0), record(1)), Ok(()));
		assert_ok!(withdraw_as(operator(ST_MARY), HEART));
		assert_eq!(
			EhrIndex::api_may_open(doctor(NORTH, 0), record(1)),
			Err(AccessRefusal::NotAuthorised)
		);
		let (custodian, grantee, scope) = (ST_MARY, NORTH, HEART);
		assert_eq!(
			last_event(),
			Some(Event::AuthorisationWithdrawn {
				custodian,
				grantee,
				scope
			})
		);
		assert_eq!(
			crate::Trail::<Test>::get(3).map(|entry| entry.event),
			Some(TrailEvent::AuthorisationWithdrawn {
				custodian,
				grantee,
				scope
			})
		);
	});
}

#[test]
fn the_deposit_returns_and_both_lists_forget() {
	with_authorisation(|| {
		assert_ok!(withdraw_as(operator(ST_MARY), HEART));
		assert_eq!(held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)), 0);
		assert_eq!(AuthorisationsTo::<Test>::iter_prefix(NORTH).count(), 0);
	});
}

#[test]
fn a_suspended_hospital_may_withdraw() {
	with_authorisation(|| {
		Registry::suspend(ST_MARY);
		assert_ok!(withdraw_as(operator(ST_MARY), HEART));
	});
}

#[test]
fn only_whoever_gave_it_and_only_what_was_given() {
	with_authorisation(|| {
		assert_noop!(withdraw_as(stranger(), HEART), Error::<Test>::NotOperator);
		assert_noop!(
			withdraw_as(operator(NORTH), HEART),
			Error::<Test>::AuthorisationNotFound
		);
		assert_noop!(
			withdraw_as(operator(SOUTH), HEART),
			Error::<Test>::AuthorisationNotFound
		);
		assert_noop!(
			withdraw_as(operator(ST_MARY), BONES),
			Error::<Test>::AuthorisationNotFound
		);
	});
}

#[test]
fn the_index_keys_go_with_it_and_their_deposit_returns() {
	with_authorisation(|| {
		open_epoch(ST_MARY, &[NORTH]);
		open_epoch(ST_MARY, &[NORTH]);
		assert_ok!(withdraw_as(operator(ST_MARY), HEART));
		assert_eq!(held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)), 0);
		for epoch in 0..2 {
			let key = (ST_MARY, HEART, epoch);
			assert!(!WrappedIndexKeys::<Test>::contains_key(NORTH, key));
			assert!(WrappedIndexKeys::<Test>::contains_key(ST_MARY, key));
		}
	});
}

#[test]
fn a_scope_that_nobody_uses_leaves_nothing_behind() {
	with_authorisation(|| {
		assert!(IndexScopes::<Test>::contains_key(ST_MARY, HEART));
		assert_ok!(withdraw_as(operator(ST_MARY), HEART));
		assert!(!IndexScopes::<Test>::contains_key(ST_MARY, HEART));
	});
}
