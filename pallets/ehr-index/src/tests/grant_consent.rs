use crate::{mock::*, Consents, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	record::{ConsentTarget, Grantee, TrailEvent},
	AccountId, BlockNumber,
};

const TARGET: ConsentTarget = ConsentTarget::All;

fn grant_as(
	caller: AccountId,
	target: ConsentTarget,
	grantee: Grantee<AccountId>,
	expires_at: BlockNumber,
) -> frame_support::dispatch::DispatchResult {
	EhrIndex::grant_consent(RuntimeOrigin::signed(caller), target, grantee, expires_at)
}

fn with_record(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(test);
}

#[test]
fn a_patient_consents_to_a_record_a_scope_or_all_for_a_hospital_or_a_doctor() {
	with_record(|| {
		let targets = [
			ConsentTarget::Record(record(1)),
			ConsentTarget::Scope(HEART),
			ConsentTarget::All,
		];
		for target in targets {
			for grantee in [Grantee::Hospital(NORTH), Grantee::Doctor(doctor(NORTH, 0))] {
				assert_ok!(grant_as(alma(), target, grantee.clone(), 10));
				let granted = Event::ConsentGranted {
					patient: alma(),
					target,
					grantee,
					expires_at: 10,
				};
				assert_eq!(last_event(), Some(granted));
			}
		}
		assert_eq!(
			held(HoldReason::ConsentDeposit, &alma()),
			6 * EhrIndex::consent_deposit()
		);
		let entry = crate::Trail::<Test>::get(1).unwrap();
		assert_eq!((entry.record, entry.patient), (Some(record(1)), Some(alma())));
		assert_eq!(
			entry.event,
			TrailEvent::ConsentGranted {
				target: ConsentTarget::Record(record(1)),
				grantee: Grantee::Hospital(NORTH)
			}
		);
		assert_eq!(crate::Trail::<Test>::get(5).unwrap().record, None);
	});
}

#[test]
fn a_second_grant_changes_the_expiry_and_takes_no_second_deposit() {
	with_record(|| {
		let key = (TARGET, Grantee::Hospital(NORTH));
		assert_ok!(grant_as(alma(), TARGET, Grantee::Hospital(NORTH), 10));
		for expires_at in [20, 5] {
			assert_ok!(grant_as(alma(), TARGET, Grantee::Hospital(NORTH), expires_at));
			assert_eq!(
				Consents::<Test>::get(alma(), &key).unwrap().expires_at,
				expires_at
			);
		}
		assert_eq!(
			held(HoldReason::ConsentDeposit, &alma()),
			EhrIndex::consent_deposit()
		);
		assert_noop!(
			grant_as(alma(), TARGET, Grantee::Hospital(NORTH), 5),
			Error::<Test>::ExpiryUnchanged
		);
	});
}

#[test]
fn only_a_registered_and_unrevoked_patient() {
	with_record(|| {
		for caller in [stranger(), doctor(NORTH, 0), operator(ST_MARY)] {
			assert_noop!(
				grant_as(caller, TARGET, Grantee::Hospital(NORTH), 10),
				Error::<Test>::NotPatient
			);
		}
		Registry::revoke(alma());
		assert_noop!(
			grant_as(alma(), TARGET, Grantee::Hospital(NORTH), 10),
			Error::<Test>::PatientRevoked
		);
	});
}

#[test]
fn only_to_own_live_records() {
	with_record(|| {
		let target = ConsentTarget::Record(record(1));
		let grantee = Grantee::Hospital(NORTH);
		assert_noop!(
			grant_as(bruno(), target, grantee.clone(), 10),
			Error::<Test>::NotOwnRecord
		);
		assert_noop!(
			grant_as(alma(), ConsentTarget::Record(record(2)), grantee.clone(), 10),
			Error::<Test>::RecordNotFound
		);
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1)
		));
		assert_noop!(
			grant_as(alma(), target, grantee, 10),
			Error::<Test>::RecordRetired
		);
	});
}

#[test]
fn only_for_a_hospital_in_good_standing_or_a_doctor_in_service() {
	with_record(|| {
		let refused = |grantee, error: Error<Test>| {
			assert_noop!(grant_as(alma(), TARGET, grantee, 10), error);
		};
		refused(Grantee::Hospital(NOWHERE), Error::HospitalNotFound);
		Registry::suspend(NORTH);
		refused(Grantee::Hospital(NORTH), Error::CounterpartNotAccredited);
		refused(Grantee::Doctor(stranger()), Error::NotEnrolled);
		Registry::revoke(doctor(SOUTH, 0));
		refused(Grantee::Doctor(doctor(SOUTH, 0)), Error::Revoked);
		Registry::dismiss(&doctor(SOUTH, 1));
		refused(Grantee::Doctor(doctor(SOUTH, 1)), Error::NotEnrolled);
	});
}

#[test]
fn only_until_a_block_to_come() {
	with_record(|| {
		System::set_block_number(7);
		for expires_at in [0, 6, 7] {
			assert_noop!(
				grant_as(alma(), TARGET, Grantee::Hospital(NORTH), expires_at),
				Error::<Test>::ExpiryNotInFuture
			);
		}
		assert_ok!(grant_as(alma(), TARGET, Grantee::Hospital(NORTH), 8));
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_grants_nothing() {
	with_record(|| {
		let rest = Balances::free_balance(alma()) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(alma()),
			stranger(),
			rest
		));
		assert_noop!(
			grant_as(alma(), TARGET, Grantee::Hospital(NORTH), 10),
			Error::<Test>::DepositUnaffordable
		);
	});
}
