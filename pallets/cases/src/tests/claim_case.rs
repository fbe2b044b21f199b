use super::world::*;
use crate::{mock::*, Error, Event, HoldReason, Pallet};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	cases::MAX_CLAIMS,
	hospital::HospitalId,
	record::{AccessRefusal, RecordId},
	AccountId,
};
use sp_runtime::DispatchError;

/// The `n`-th of further doctors, at a hospital, with money of the stranger's.
fn newcomer(hospital: HospitalId, n: u8) -> AccountId {
	let who = account(20 + n);
	Registry::employ(hospital, &who);
	assert_ok!(Balances::transfer_keep_alive(
		by(&stranger()),
		who.clone(),
		100_000
	));
	who
}

#[test]
fn the_first_claim_opens_the_case() {
	build_and_execute(|| {
		let who = doctor(NORTH, 0);
		assert_ok!(claim(&who, record(1), 4));
		assert_eq!(
			events(),
			[
				Event::CaseOpened {
					case: 0,
					record: record(1),
					patient: alma(),
					cut_off: CUT_OFF
				},
				Event::Claimed {
					case: 0,
					doctor: who.clone(),
					position: 0
				},
			]
		);
		let stored = &claims(0)[0];
		assert_eq!(
			(stored.hospital, stored.interests, stored.at),
			(NORTH, INTERESTS, 1)
		);
		assert_eq!(stored.commitment, commitment(record(1), &who, 4));
		assert_eq!((stored.count, stored.upheld), (None, None));
		assert_eq!(
			held(HoldReason::CaseDeposit, &who),
			Pallet::<Test>::case_deposit()
		);
		assert_eq!(
			held(HoldReason::ClaimDeposit, &who),
			Pallet::<Test>::claim_deposit()
		);
		assert_eq!(case(0).fee, 0);
	});
}

#[test]
fn claims_are_taken_until_the_cut_off() {
	build_and_execute(|| {
		assert_ok!(claim(&doctor(ST_MARY, 0), record(1), 2));
		go_to(CUT_OFF - 1);
		assert_ok!(claim(&doctor(NORTH, 0), record(1), 2));
		assert_eq!(
			last_event(),
			Some(Event::Claimed {
				case: 0,
				doctor: doctor(NORTH, 0),
				position: 1
			})
		);
		go_to(CUT_OFF);
		assert_noop!(
			claim(&doctor(NORTH, 1), record(1), 2),
			Error::<Test>::ClaimsClosed
		);
	});
	build_and_execute(|| {
		assigned();
		assert_noop!(
			claim(&doctor(NORTH, 2), record(1), 2),
			Error::<Test>::ClaimsClosed
		);
	});
}

#[test]
fn nobody_claims_a_case_twice() {
	build_and_execute(|| {
		assert_ok!(claim(&doctor(NORTH, 0), record(1), 4));
		assert_noop!(
			claim(&doctor(NORTH, 0), record(1), 5),
			Error::<Test>::AlreadyClaimed
		);
		assert_ok!(claim(&doctor(NORTH, 0), record(2), 5));
	});
}

#[test]
fn a_claim_wants_what_opening_wants_but_the_consent() {
	build_and_execute(|| {
		let claim = |doctor| claim(&doctor, record(1), 2);
		assert_noop!(claim(doctor(SOUTH, 0)), Error::<Test>::NotAuthorised);
		assert_noop!(claim(stranger()), Error::<Test>::NotEnrolled);
		Registry::revoke(&doctor(NORTH, 0));
		assert_noop!(claim(doctor(NORTH, 0)), Error::<Test>::Revoked);
		Registry::suspend(NORTH);
		assert_noop!(claim(doctor(NORTH, 1)), Error::<Test>::HospitalNotAccredited);
		Registry::reinstate(NORTH);
		Registry::suspend(ST_MARY);
		assert_noop!(claim(doctor(NORTH, 1)), Error::<Test>::CustodianNotAccredited);
		Registry::reinstate(ST_MARY);
		Registry::retire(record(1));
		assert_noop!(claim(doctor(NORTH, 1)), Error::<Test>::RecordRetired);
	});
	build_and_execute(|| {
		assert_noop!(
			claim(&doctor(NORTH, 1), RecordId::zero(), 2),
			Error::<Test>::RecordNotFound
		);
		Registry::unauthorise(NORTH);
		assert_noop!(
			claim(&doctor(NORTH, 1), record(1), 2),
			Error::<Test>::NotAuthorised
		);
	});
}

#[test]
fn a_doctor_without_interests_claims_nothing() {
	build_and_execute(|| {
		Registry::set_interests(&doctor(NORTH, 0), 0);
		assert_noop!(claim(&doctor(NORTH, 0), record(1), 1), Error::<Test>::NoInterests);
	});
}

#[test]
fn a_case_takes_so_many_claims() {
	build_and_execute(|| {
		for n in 0..MAX_CLAIMS {
			let hospital = SOUTH + 1 + n / MAX_CLAIMS_PER_HOSPITAL;
			Registry::accredit(hospital);
			let who = newcomer(hospital, n as u8);
			assert_ok!(claim(&who, record(1), 1));
		}
		assert_noop!(
			claim(&doctor(NORTH, 0), record(1), 1),
			Error::<Test>::TooManyClaims
		);
	});
}

#[test]
fn one_hospital_does_not_take_every_place() {
	build_and_execute(|| {
		for n in 0..MAX_CLAIMS_PER_HOSPITAL as u8 {
			assert_ok!(claim(&newcomer(NORTH, n), record(1), 1));
		}
		let another = doctor(NORTH, 0);
		assert_noop!(claim(&another, record(1), 5), Error::<Test>::TooManyOfHospital);
		assert_ok!(claim(&doctor(ST_MARY, 0), record(1), 1));
		assert_ok!(claim(&another, record(2), 5));
	});
}

#[test]
fn the_custodian_has_no_more_places_than_another() {
	build_and_execute(|| {
		for n in 0..MAX_CLAIMS_PER_HOSPITAL as u8 {
			assert_ok!(claim(&newcomer(ST_MARY, n), record(1), 1));
		}
		assert_noop!(
			claim(&doctor(ST_MARY, 0), record(1), 5),
			Error::<Test>::TooManyOfHospital
		);
		assert_ok!(claim(&doctor(NORTH, 0), record(1), 1));
	});
}

#[test]
fn nobody_claims_without_the_deposit() {
	build_and_execute(|| {
		let who = doctor(NORTH, 0);
		let left = Pallet::<Test>::case_deposit() + EXISTENTIAL;
		assert_ok!(Balances::transfer_keep_alive(
			by(&who),
			stranger(),
			ENDOWMENT - left
		));
		assert_noop!(claim(&who, record(1), 1), Error::<Test>::DepositUnaffordable);
	});
}

#[test]
fn numbers_are_never_given_twice() {
	build_and_execute(|| {
		crate::NextCase::<Test>::put(u64::MAX);
		assert_noop!(
			claim(&doctor(NORTH, 0), record(1), 1),
			Error::<Test>::CasesExhausted
		);
	});
}

#[test]
fn who_was_banned_claims_nothing_until_the_ban_is_over() {
	build_and_execute(|| {
		let who = doctor(NORTH, 0);
		crate::Standings::<Test>::mutate(&who, |standing| standing.banned_until = 5);
		go_to(4);
		assert_noop!(claim(&who, record(1), 1), Error::<Test>::Banned);
		go_to(5);
		assert_ok!(claim(&who, record(1), 1));
	});
}

#[test]
fn every_refusal_of_the_records_has_an_error() {
	let errors = [
		(AccessRefusal::UnknownRecord, Error::<Test>::RecordNotFound),
		(AccessRefusal::RecordRetired, Error::RecordRetired),
		(AccessRefusal::NotEnrolled, Error::NotEnrolled),
		(AccessRefusal::Revoked, Error::Revoked),
		(AccessRefusal::HospitalNotAccredited, Error::HospitalNotAccredited),
		(
			AccessRefusal::CustodianNotAccredited,
			Error::CustodianNotAccredited,
		),
		(AccessRefusal::NotAuthorised, Error::NotAuthorised),
		(AccessRefusal::AuthorisationExpired, Error::AuthorisationExpired),
		(AccessRefusal::NoConsent, Error::NotAuthorised),
		(AccessRefusal::ConsentExpired, Error::NotAuthorised),
	];
	for (refusal, error) in errors {
		assert_eq!(
			DispatchError::from(Error::<Test>::from(refusal)),
			DispatchError::from(error)
		);
	}
}
