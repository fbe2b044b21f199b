use crate::{mock::*, Call, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use salus_primitives::{
	record::{AccessRefusal, ConsentTarget, Grantee, TrailEvent},
	AccountId,
};

const TARGET: ConsentTarget = ConsentTarget::Record(sp_core::H256::repeat_byte(1));

fn withdraw_as(caller: AccountId) -> frame_support::dispatch::DispatchResult {
	EhrIndex::withdraw_consent(RuntimeOrigin::signed(caller), TARGET, Grantee::Hospital(ST_MARY))
}

fn with_consent(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			consent(alma(), TARGET, Grantee::Hospital(ST_MARY));
			test();
		});
}

#[test]
fn a_doctor_cannot_open_once_consent_is_withdrawn() {
	with_consent(|| {
		assert_eq!(EhrIndex::api_may_open(doctor(ST_MARY, 0), record(1)), Ok(()));
		assert_ok!(withdraw_as(alma()));
		assert_eq!(
			EhrIndex::api_may_open(doctor(ST_MARY, 0), record(1)),
			Err(AccessRefusal::NoConsent)
		);
		let grantee = Grantee::Hospital(ST_MARY);
		let withdrawn = Event::ConsentWithdrawn {
			patient: alma(),
			target: TARGET,
			grantee: grantee.clone(),
		};
		assert_eq!(last_event(), Some(withdrawn));
		let entry = crate::Trail::<Test>::get(2).unwrap();
		assert_eq!(
			entry.event,
			TrailEvent::ConsentWithdrawn {
				target: TARGET,
				grantee
			}
		);
		assert_eq!((entry.record, entry.patient), (Some(record(1)), Some(alma())));
	});
}

#[test]
fn the_deposit_returns() {
	with_consent(|| {
		assert_ok!(withdraw_as(alma()));
		assert_eq!(held(HoldReason::ConsentDeposit, &alma()), 0);
		assert_eq!(Balances::free_balance(alma()), ENDOWMENT);
	});
}

#[test]
fn nobody_withdraws_the_consent_of_another_or_one_that_is_not_there() {
	with_consent(|| {
		for caller in [bruno(), stranger(), operator(ST_MARY)] {
			assert_noop!(withdraw_as(caller), Error::<Test>::ConsentNotFound);
		}
		assert_ok!(withdraw_as(alma()));
		assert_noop!(withdraw_as(alma()), Error::<Test>::ConsentNotFound);
	});
}

#[test]
fn a_revoked_patient_and_an_expired_consent_do_not_stand_in_the_way() {
	with_consent(|| {
		Registry::revoke(alma());
		System::set_block_number(500);
		assert_ok!(withdraw_as(alma()));
	});
}

#[test]
fn it_is_free_exactly_if_it_will_succeed() {
	with_consent(|| {
		let call = Call::<Test>::withdraw_consent {
			target: TARGET,
			grantee: Grantee::Hospital(ST_MARY),
		};
		let other = Call::<Test>::withdraw_consent {
			target: TARGET,
			grantee: Grantee::Hospital(NORTH),
		};
		assert!(call.is_feeless(&RuntimeOrigin::signed(alma())));
		assert!(!call.is_feeless(&RuntimeOrigin::signed(bruno())));
		assert!(!call.is_feeless(&RuntimeOrigin::none()));
		assert!(!other.is_feeless(&RuntimeOrigin::signed(alma())));
		assert_ok!(withdraw_as(alma()));
		assert!(!call.is_feeless(&RuntimeOrigin::signed(alma())));
	});
}

#[test]
fn a_deposit_that_went_missing_does_not_stand_in_the_way() {
	use frame_support::traits::tokens::Fortitude;
	use frame_support::traits::{
		fungible::MutateHold,
		tokens::{Precision, Restriction},
	};
	ExtBuilder::default().with_record(ST_MARY, 1, alma()).execute(|| {
		consent(alma(), TARGET, Grantee::Hospital(ST_MARY));
		let taken = Balances::transfer_on_hold(
			&HoldReason::ConsentDeposit.into(),
			&alma(),
			&bruno(),
			EhrIndex::consent_deposit(),
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		);
		assert_ok!(taken);
		assert_ok!(withdraw_as(alma()));
		check();
	});
}
