use crate::{mock::*, Call, Error, Event, HoldReason, Records, Registration};
use frame_support::{assert_noop, assert_ok, traits::UnfilteredDispatchable};
use salus_primitives::{
	record::{record_payload, ConsentTarget, Grantee, RecordStatus, TrailEvent},
	traits::Custody,
	AccountId, Hash, Signature,
};
use sp_core::Pair;

fn register_as(
	caller: AccountId,
	n: u8,
	registration: Registration<AccountId>,
) -> frame_support::dispatch::DispatchResult {
	EhrIndex::register_record(RuntimeOrigin::signed(caller), record(n), registration)
}

fn refused(caller: AccountId, registration: Registration<AccountId>, error: Error<Test>) {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register_as(caller, 1, registration), error);
	});
}

fn valid() -> Registration<AccountId> {
	registration(ST_MARY, record(1), alma())
}

#[test]
fn the_operator_of_an_accredited_hospital_registers_a_record_of_its_patient() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register_as(operator(ST_MARY), 1, valid()));
		let info = EhrIndex::api_record(record(1)).unwrap();
		assert_eq!(
			(info.custodian, info.issuer, info.patient.clone()),
			(ST_MARY, ST_MARY, alma())
		);
		assert_eq!((info.status, info.registered_at), (RecordStatus::Live, 1));
		assert_eq!(<EhrIndex as Custody>::records_of(ST_MARY), 1);
		let payload = record_payload(GENESIS, info.id, &info.patient, info.scope, info.commitment);
		assert!(verifies(&info.signature, &payload, &operator(ST_MARY)));
		assert_eq!(
			last_event(),
			Some(Event::RecordRegistered {
				record: record(1),
				hospital: ST_MARY,
				patient: alma(),
				scope: HEART
			})
		);
		assert_eq!(
			crate::Trail::<Test>::get(0).map(|entry| entry.event),
			Some(TrailEvent::Registered { hospital: ST_MARY })
		);
	});
}

#[test]
fn the_deposit_is_the_hospitals_and_grows_with_the_bytes() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register_as(operator(ST_MARY), 1, valid()));
		let longer = Registration {
			location: location(120),
			..registration(ST_MARY, record(2), alma())
		};
		let first = held(HoldReason::RecordDeposit, &operator(ST_MARY));
		assert_ok!(register_as(operator(ST_MARY), 2, longer));
		let second = held(HoldReason::RecordDeposit, &operator(ST_MARY)) - first;
		assert_eq!(second - first, 100 * DepositPerByte::get());
		assert_eq!(Balances::free_balance(alma()), ENDOWMENT);
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_registers_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let rest = Balances::free_balance(operator(ST_MARY)) - 100;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(operator(ST_MARY)),
			stranger(),
			rest
		));
		assert_noop!(
			register_as(operator(ST_MARY), 1, valid()),
			Error::<Test>::DepositUnaffordable
		);
	});
}

#[test]
fn who_runs_no_hospital_cannot() {
	refused(stranger(), valid(), Error::NotOperator);
	refused(doctor(ST_MARY, 0), valid(), Error::NotOperator);
	refused(alma(), valid(), Error::NotOperator);
}

#[test]
fn a_suspended_hospital_cannot() {
	ExtBuilder::default().build_and_execute(|| {
		Registry::suspend(ST_MARY);
		assert_noop!(
			register_as(operator(ST_MARY), 1, valid()),
			Error::<Test>::HospitalNotAccredited
		);
	});
}

#[test]
fn an_identifier_is_used_once_even_by_another_hospital_or_after_retirement() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			assert_noop!(
				register_as(operator(ST_MARY), 1, valid()),
				Error::<Test>::RecordExists
			);
			let other = registration(NORTH, record(1), bruno());
			assert_noop!(
				register_as(operator(NORTH), 1, other.clone()),
				Error::<Test>::RecordExists
			);
			assert_ok!(EhrIndex::retire_record(
				RuntimeOrigin::signed(operator(ST_MARY)),
				record(1)
			));
			assert_noop!(
				register_as(operator(NORTH), 1, other),
				Error::<Test>::RecordExists
			);
		});
}

#[test]
fn the_patient_is_registered_and_not_revoked() {
	refused(
		operator(ST_MARY),
		registration(ST_MARY, record(1), stranger()),
		Error::NotPatient,
	);
	ExtBuilder::default().build_and_execute(|| {
		Registry::revoke(alma());
		assert_noop!(
			register_as(operator(ST_MARY), 1, valid()),
			Error::<Test>::PatientRevoked
		);
	});
}

#[test]
fn a_blob_and_a_location_have_bytes() {
	refused(
		operator(ST_MARY),
		Registration {
			blob_length: 0,
			..valid()
		},
		Error::BlobEmpty,
	);
	refused(
		operator(ST_MARY),
		Registration {
			location: location(0),
			..valid()
		},
		Error::LocationEmpty,
	);
}

#[test]
fn the_era_is_one_whose_records_get_update_keys() {
	ExtBuilder::default().build_and_execute(|| {
		for era in [1, 4, u32::MAX] {
			let sealed = Registration { era, ..valid() };
			assert_noop!(
				register_as(operator(ST_MARY), 1, sealed),
				Error::<Test>::EraNotServed
			);
		}
		assert_ok!(register_as(
			operator(ST_MARY),
			1,
			Registration { era: 2, ..valid() }
		));
	});
}

#[test]
fn a_signature_of_another_key_is_refused() {
	let by_north = registration(NORTH, record(1), alma());
	refused(operator(ST_MARY), by_north, Error::InvalidSignature);
}

#[test]
fn a_signature_covers_chain_record_patient_scope_and_commitment() {
	let pair = operator_pair(ST_MARY);
	let signed = |payload: Vec<u8>| Registration {
		signature: Signature::Sr25519(pair.sign(&payload)),
		..valid()
	};
	let commitment = valid().commitment;
	let other_chain = Hash::repeat_byte(0x46);
	for payload in [
		record_payload(other_chain, record(1), &alma(), HEART, commitment),
		record_payload(GENESIS, record(2), &alma(), HEART, commitment),
		record_payload(GENESIS, record(1), &bruno(), HEART, commitment),
		record_payload(GENESIS, record(1), &alma(), BONES, commitment),
		record_payload(GENESIS, record(1), &alma(), HEART, Hash::repeat_byte(9)),
	] {
		refused(operator(ST_MARY), signed(payload), Error::InvalidSignature);
	}
	let other_scheme = Registration {
		signature: Signature::Ed25519(Default::default()),
		..valid()
	};
	refused(operator(ST_MARY), other_scheme, Error::InvalidSignature);
}

#[test]
fn a_custodian_that_cannot_count_further_is_refused() {
	ExtBuilder::default().execute(|| {
		crate::CustodyCount::<Test>::insert(ST_MARY, u32::MAX);
		let call = Call::<Test>::register_record {
			record: record(1),
			registration: valid(),
		};
		assert_noop!(
			call.dispatch_bypass_filter(RuntimeOrigin::signed(operator(ST_MARY))),
			Error::<Test>::TooManyRecords
		);
	});
}

#[test]
fn a_full_trail_refuses() {
	ExtBuilder::default().execute(|| {
		crate::TrailLength::<Test>::put(u64::MAX);
		let call = Call::<Test>::register_record {
			record: record(1),
			registration: valid(),
		};
		assert_noop!(
			call.dispatch_bypass_filter(RuntimeOrigin::signed(operator(ST_MARY))),
			Error::<Test>::TrailFull
		);
		assert!(!Records::<Test>::contains_key(record(1)));
	});
}

#[test]
fn a_new_record_is_open_to_nobody() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			assert!(EhrIndex::api_may_open(doctor(ST_MARY, 0), record(1)).is_err());
			consent(
				alma(),
				ConsentTarget::Record(record(1)),
				Grantee::Hospital(ST_MARY),
			);
			assert_eq!(EhrIndex::api_may_open(doctor(ST_MARY, 0), record(1)), Ok(()));
		});
}
