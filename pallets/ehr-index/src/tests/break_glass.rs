use crate::{mock::*, Error, Event, HoldReason, Trail};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	index::{EmergencyReason, EmergencyVerdict, MAX_UNREVIEWED_EMERGENCIES},
	record::{AccessRefusal, ConsentTarget, Grantee, TrailEvent},
	AccountId,
};

const REASON: EmergencyReason = EmergencyReason::LifeThreatening;

fn break_as(caller: AccountId) -> DispatchResult {
	EhrIndex::break_glass(RuntimeOrigin::signed(caller), record(1), REASON)
}

fn may_open(doctor: AccountId) -> Result<(), AccessRefusal> {
	EhrIndex::api_may_open(doctor, record(1))
}

fn review(id: u64, verdict: EmergencyVerdict) {
	assert_ok!(EhrIndex::review_emergency(RuntimeOrigin::root(), id, verdict));
}

/// A record of Alma at St Mary; a doctor of the South, which nobody authorised, may declare emergencies.
fn ready(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			Registry::grant_emergency(doctor(SOUTH, 0));
			test();
		});
}

#[test]
fn a_record_opens_at_once_without_authorisation_or_consent() {
	ready(|| {
		System::set_block_number(3);
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NotAuthorised));
		assert_ok!(break_as(doctor(SOUTH, 0)));
		assert_eq!(may_open(doctor(SOUTH, 0)), Ok(()));
		assert_eq!(
			EhrIndex::api_declared_access(doctor(SOUTH, 0), record(1)),
			Some(3)
		);
		let info = EhrIndex::api_emergency(0).unwrap();
		assert_eq!(
			(info.record, info.patient, info.doctor, info.hospital),
			(record(1), alma(), doctor(SOUTH, 0), SOUTH)
		);
		assert_eq!(
			(info.declared_at, info.expires_at, info.verdict, info.live),
			(3, 3 + EMERGENCY_PERIOD, None, true)
		);
		assert_eq!(
			held(HoldReason::EmergencyDeposit, &doctor(SOUTH, 0)),
			EhrIndex::emergency_deposit()
		);
	});
}

#[test]
fn the_patient_sees_it_in_the_trail_and_in_the_events() {
	ready(|| {
		assert_ok!(break_as(doctor(SOUTH, 0)));
		let declared = Trail::<Test>::get(1).unwrap();
		assert_eq!(
			(declared.record, declared.patient),
			(Some(record(1)), Some(alma()))
		);
		assert_eq!(
			declared.event,
			TrailEvent::EmergencyDeclared {
				id: 0,
				doctor: doctor(SOUTH, 0),
				hospital: SOUTH,
				reason: REASON
			}
		);
		assert_eq!(
			Trail::<Test>::get(2).unwrap().event,
			TrailEvent::Accessed {
				doctor: doctor(SOUTH, 0),
				hospital: SOUTH,
				epoch: 40
			}
		);
		let told = System::events().into_iter().any(|told| {
			told.event
				== RuntimeEvent::EhrIndex(Event::EmergencyDeclared {
					id: 0,
					record: record(1),
					patient: alma(),
					doctor: doctor(SOUTH, 0),
					hospital: SOUTH,
					reason: REASON,
					expires_at: 1 + EMERGENCY_PERIOD,
				})
		});
		assert!(told);
	});
}

#[test]
fn it_ends_by_itself() {
	ready(|| {
		assert_ok!(break_as(doctor(SOUTH, 0)));
		System::set_block_number(EMERGENCY_PERIOD);
		assert_eq!(may_open(doctor(SOUTH, 0)), Ok(()));
		System::set_block_number(1 + EMERGENCY_PERIOD);
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NotAuthorised));
		assert!(!EhrIndex::api_emergency(0).unwrap().live);
		assert_ok!(break_as(doctor(SOUTH, 0)));
		assert_eq!(may_open(doctor(SOUTH, 0)), Ok(()));
		assert_eq!(EhrIndex::api_emergency(1).unwrap().declared_at, 21);
	});
}

#[test]
fn in_another_epoch_the_doctor_declares_the_access_again() {
	ready(|| {
		assert_ok!(break_as(doctor(SOUTH, 0)));
		let declare = || EhrIndex::record_access(RuntimeOrigin::signed(doctor(SOUTH, 0)), record(1));
		assert_noop!(declare(), Error::<Test>::AlreadyDeclared);
		Epochs::advance();
		assert_ok!(declare());
		System::set_block_number(1 + EMERGENCY_PERIOD);
		Epochs::advance();
		assert_noop!(declare(), Error::<Test>::NotAuthorised);
	});
}

#[test]
fn an_access_declared_before_is_not_declared_twice() {
	ready(|| {
		authorise(ST_MARY, SOUTH);
		let grantee = Grantee::Hospital(SOUTH);
		consent(alma(), ConsentTarget::All, grantee.clone());
		assert_ok!(EhrIndex::record_access(
			RuntimeOrigin::signed(doctor(SOUTH, 0)),
			record(1)
		));
		assert_ok!(EhrIndex::withdraw_consent(
			RuntimeOrigin::signed(alma()),
			ConsentTarget::All,
			grantee
		));
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NoConsent));
		assert_ok!(break_as(doctor(SOUTH, 0)));
		assert_eq!(may_open(doctor(SOUTH, 0)), Ok(()));
	});
}

#[test]
fn only_who_holds_the_attribute() {
	ready(|| {
		assert_noop!(break_as(doctor(SOUTH, 1)), Error::<Test>::NotEmergencyStaff);
		assert_ok!(break_as(doctor(SOUTH, 0)));
		Registry::withdraw_emergency(&doctor(SOUTH, 0));
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NotAuthorised));
		assert!(!EhrIndex::api_emergency(0).unwrap().live);
	});
}

#[test]
fn only_for_that_doctor_and_that_record() {
	ready(|| {
		register(ST_MARY, 2, alma());
		Registry::grant_emergency(doctor(SOUTH, 1));
		assert_ok!(break_as(doctor(SOUTH, 0)));
		assert_eq!(may_open(doctor(SOUTH, 1)), Err(AccessRefusal::NotAuthorised));
		assert_eq!(
			EhrIndex::api_may_open(doctor(SOUTH, 0), record(2)),
			Err(AccessRefusal::NotAuthorised)
		);
	});
}

#[test]
fn only_where_the_record_would_not_open_anyway() {
	ready(|| {
		assert_ok!(break_as(doctor(SOUTH, 0)));
		assert_noop!(break_as(doctor(SOUTH, 0)), Error::<Test>::EmergencyNotNeeded);
		Registry::grant_emergency(doctor(ST_MARY, 0));
		consent(alma(), ConsentTarget::All, Grantee::Hospital(ST_MARY));
		assert_noop!(break_as(doctor(ST_MARY, 0)), Error::<Test>::EmergencyNotNeeded);
	});
}

/// What no emergency overcomes, before and while it lasts.
fn overcomes_not(spoil: impl Fn(), refusal: AccessRefusal, error: Error<Test>) {
	ready(|| {
		assert_ok!(break_as(doctor(SOUTH, 0)));
		spoil();
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(refusal));
		assert!(!EhrIndex::api_emergency(0).unwrap().live);
	});
	ready(|| {
		spoil();
		assert_noop!(break_as(doctor(SOUTH, 0)), error);
	});
}

#[test]
fn a_revoked_doctor_opens_nothing() {
	overcomes_not(
		|| Registry::revoke(doctor(SOUTH, 0)),
		AccessRefusal::Revoked,
		Error::Revoked,
	);
}

#[test]
fn a_dismissed_doctor_opens_nothing() {
	overcomes_not(
		|| Registry::dismiss(&doctor(SOUTH, 0)),
		AccessRefusal::NotEnrolled,
		Error::NotEnrolled,
	);
}

#[test]
fn a_doctor_of_a_suspended_hospital_opens_nothing() {
	overcomes_not(
		|| Registry::suspend(SOUTH),
		AccessRefusal::HospitalNotAccredited,
		Error::HospitalNotAccredited,
	);
}

#[test]
fn a_suspended_custodian_gives_nothing() {
	overcomes_not(
		|| Registry::suspend(ST_MARY),
		AccessRefusal::CustodianNotAccredited,
		Error::CustodianNotAccredited,
	);
}

#[test]
fn a_retired_record_stays_shut() {
	let retire = || {
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1)
		));
	};
	overcomes_not(retire, AccessRefusal::RecordRetired, Error::RecordRetired);
}

#[test]
fn an_emergency_of_one_hospital_is_none_of_the_next_employer() {
	ready(|| {
		assert_ok!(break_as(doctor(SOUTH, 0)));
		Registry::enrol(doctor(SOUTH, 0), NORTH);
		assert_eq!(may_open(doctor(SOUTH, 0)), Err(AccessRefusal::NotAuthorised));
		assert_ok!(break_as(doctor(SOUTH, 0)));
		assert_eq!(EhrIndex::api_emergency(1).unwrap().hospital, NORTH);
		assert!(!EhrIndex::api_emergency(0).unwrap().live);
	});
}

#[test]
fn an_unknown_record_is_none() {
	ready(|| {
		let unknown = EhrIndex::break_glass(RuntimeOrigin::signed(doctor(SOUTH, 0)), record(9), REASON);
		assert_eq!(unknown, Err(Error::<Test>::RecordNotFound.into()));
	});
}

#[test]
fn who_abused_one_declares_no_other_until_the_ban_is_over() {
	ready(|| {
		assert_ok!(break_as(doctor(SOUTH, 0)));
		review(0, EmergencyVerdict::Abuse);
		assert_noop!(break_as(doctor(SOUTH, 0)), Error::<Test>::BannedFromEmergencies);
		System::set_block_number(EMERGENCY_BAN);
		assert_noop!(break_as(doctor(SOUTH, 0)), Error::<Test>::BannedFromEmergencies);
		System::set_block_number(1 + EMERGENCY_BAN);
		assert_ok!(break_as(doctor(SOUTH, 0)));
		assert_eq!(may_open(doctor(SOUTH, 0)), Ok(()));
	});
}

#[test]
fn the_council_is_not_flooded() {
	ready(|| {
		for n in 0..MAX_UNREVIEWED_EMERGENCIES {
			System::set_block_number(1 + n * EMERGENCY_PERIOD);
			assert_ok!(break_as(doctor(SOUTH, 0)));
		}
		System::set_block_number(1 + MAX_UNREVIEWED_EMERGENCIES * EMERGENCY_PERIOD);
		assert_noop!(break_as(doctor(SOUTH, 0)), Error::<Test>::TooManyUnreviewed);
		review(3, EmergencyVerdict::Justified);
		assert_ok!(break_as(doctor(SOUTH, 0)));
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_declares_nothing() {
	ready(|| {
		let rest = Balances::free_balance(doctor(SOUTH, 0)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(doctor(SOUTH, 0)),
			stranger(),
			rest
		));
		assert_noop!(break_as(doctor(SOUTH, 0)), Error::<Test>::DepositUnaffordable);
	});
}
