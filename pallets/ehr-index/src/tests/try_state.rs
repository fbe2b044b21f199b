//! Each invariant of the README: storage is corrupted, and the check says which one broke.

use crate::{mock::*, try_state::Broken, *};
use frame_support::{assert_ok, traits::fungible::MutateHold, traits::tokens::Precision};
use salus_primitives::{
	record::{ConsentTarget, Grantee, TrailEntry, TrailEvent},
	Hash,
};

/// A state with one of everything, corrupted.
fn broken(corrupt: impl FnOnce(), expected: Broken) {
	ExtBuilder::default().with_record(ST_MARY, 1, alma()).execute(|| {
		authorise(ST_MARY, NORTH);
		consent(alma(), ConsentTarget::All, Grantee::Hospital(NORTH));
		assert_ok!(EhrIndex::record_access(
			RuntimeOrigin::signed(doctor(NORTH, 0)),
			record(1)
		));
		check();
		corrupt();
		assert_eq!(EhrIndex::check_state(), Err(expected));
		#[cfg(feature = "try-runtime")]
		assert_eq!(
			<EhrIndex as frame_support::traits::Hooks<u32>>::try_state(System::block_number()),
			Err(sp_runtime::TryRuntimeError::Other(expected.message()))
		);
	});
}

fn change_record(change: impl FnOnce(&mut RecordOf<Test>)) {
	Records::<Test>::mutate(record(1), |stored| change(stored.as_mut().unwrap()));
}

#[test]
fn invariant_1_a_record_is_on_the_lists_of_its_custodian_and_its_patient() {
	broken(
		|| RecordsOfCustodian::<Test>::remove(ST_MARY, record(1)),
		Broken::RecordUnlisted,
	);
	broken(
		|| RecordsOfPatient::<Test>::remove(alma(), record(1)),
		Broken::RecordUnlisted,
	);
}

#[test]
fn invariant_2_a_custodian_keeps_what_its_list_names() {
	broken(
		|| RecordsOfCustodian::<Test>::insert(NORTH, record(1), ()),
		Broken::CustodyListStale,
	);
	broken(
		|| RecordsOfCustodian::<Test>::insert(ST_MARY, record(2), ()),
		Broken::CustodyListStale,
	);
}

#[test]
fn invariant_3_a_patients_list_names_own_records() {
	broken(
		|| RecordsOfPatient::<Test>::insert(bruno(), record(1), ()),
		Broken::PatientListStale,
	);
	broken(
		|| RecordsOfPatient::<Test>::insert(alma(), record(2), ()),
		Broken::PatientListStale,
	);
}

#[test]
fn invariant_4_a_custodians_count_is_the_length_of_its_list() {
	broken(
		|| CustodyCount::<Test>::insert(ST_MARY, 2),
		Broken::CustodyMiscounted,
	);
	broken(
		|| CustodyCount::<Test>::insert(NORTH, 0),
		Broken::CustodyMiscounted,
	);
	broken(
		|| CustodyCount::<Test>::remove(ST_MARY),
		Broken::CustodyMiscounted,
	);
}

#[test]
fn invariant_5_a_record_is_well_formed() {
	let malformed = Broken::RecordMalformed;
	broken(
		|| change_record(|stored| stored.offered_to = Some(ST_MARY)),
		malformed,
	);
	broken(|| change_record(|stored| stored.blob_length = 0), malformed);
	broken(
		|| change_record(|stored| stored.location = location(0)),
		malformed,
	);
}

#[test]
fn invariant_6_a_record_is_as_its_issuer_signed_it() {
	let invalid = Broken::SignatureInvalid;
	broken(
		|| change_record(|stored| stored.commitment = Hash::zero()),
		invalid,
	);
	broken(|| change_record(|stored| stored.scope = BONES), invalid);
	broken(|| change_record(|stored| stored.issuer = NORTH), invalid);
}

#[test]
fn invariant_7_an_authorisation_is_on_its_holders_list() {
	broken(
		|| AuthorisationsTo::<Test>::remove(NORTH, (ST_MARY, HEART)),
		Broken::AuthorisationUnlisted,
	);
}

#[test]
fn invariant_8_a_holders_list_names_authorisations_that_are_there() {
	broken(
		|| AuthorisationsTo::<Test>::insert(SOUTH, (ST_MARY, HEART), ()),
		Broken::AuthorisationListStale,
	);
}

#[test]
fn invariant_9_no_hospital_authorises_itself() {
	let corrupt = || {
		let stored = Authorisations::<Test>::get(ST_MARY, (NORTH, HEART)).unwrap();
		Authorisations::<Test>::insert(NORTH, (NORTH, HEART), stored);
		AuthorisationsTo::<Test>::insert(NORTH, (NORTH, HEART), ());
	};
	broken(corrupt, Broken::AuthorisationOfSelf);
}

#[test]
fn invariant_10_a_declared_access_is_to_a_record_and_not_ahead() {
	let change = |change: fn(&mut DeclarationOf<Test>)| {
		move || {
			Accesses::<Test>::mutate(doctor(NORTH, 0), record(1), |stored| {
				change(stored.as_mut().unwrap())
			})
		}
	};
	broken(change(|stored| stored.epoch = 41), Broken::DeclarationOrphaned);
	broken(change(|stored| stored.at = 2), Broken::DeclarationOrphaned);
	let orphan = || {
		let stored = Accesses::<Test>::take(doctor(NORTH, 0), record(1)).unwrap();
		Accesses::<Test>::insert(doctor(NORTH, 0), record(2), stored);
	};
	broken(orphan, Broken::DeclarationOrphaned);
}

#[test]
fn invariant_11_the_trail_is_without_gaps_and_in_order() {
	broken(|| Trail::<Test>::remove(1), Broken::TrailIncomplete);
	let entry = |at| TrailEntry {
		at,
		record: None,
		patient: None,
		event: TrailEvent::Retired,
	};
	broken(|| Trail::<Test>::insert(4, entry(1)), Broken::TrailIncomplete);
	broken(|| Trail::<Test>::insert(3, entry(0)), Broken::TrailIncomplete);
	broken(|| Trail::<Test>::insert(3, entry(9)), Broken::TrailIncomplete);
	broken(|| TrailLength::<Test>::put(3), Broken::TrailIncomplete);
}

#[test]
fn invariant_12_the_lists_of_the_trail_have_their_entries_and_no_others() {
	let list = TrailIndex::Record(record(1));
	let incomplete = Broken::TrailListIncomplete;
	broken(|| TrailLists::<Test>::remove(&list, 1), incomplete);
	broken(|| TrailLists::<Test>::insert(&list, 0, 1), incomplete);
	broken(|| TrailLists::<Test>::insert(&list, 7, 1), incomplete);
	broken(|| TrailListLength::<Test>::remove(&list), incomplete);
	broken(
		|| TrailListLength::<Test>::insert(TrailIndex::Patient(bruno()), 0),
		incomplete,
	);
}

#[test]
fn invariant_13_a_deposit_is_owned_by_whoever_left_it() {
	let misowned = Broken::DepositMisowned;
	broken(
		|| change_record(|stored| stored.deposit.owner = operator(NORTH)),
		misowned,
	);
	let key = (ConsentTarget::All, Grantee::Hospital(NORTH));
	let consent = || {
		Consents::<Test>::mutate(alma(), &key, |stored| {
			stored.as_mut().unwrap().deposit.owner = bruno()
		})
	};
	broken(consent, misowned);
	let authorisation = || {
		Authorisations::<Test>::mutate(ST_MARY, (NORTH, HEART), |stored| {
			stored.as_mut().unwrap().deposit.owner = operator(NORTH)
		})
	};
	broken(authorisation, misowned);
	let access = || {
		Accesses::<Test>::mutate(doctor(NORTH, 0), record(1), |stored| {
			stored.as_mut().unwrap().deposit.owner = alma()
		})
	};
	broken(access, misowned);
}

#[test]
fn invariant_14_what_is_on_hold_is_what_the_deposits_say() {
	let unbalanced = Broken::HoldsUnbalanced;
	broken(|| change_record(|stored| stored.deposit.amount += 1), unbalanced);
	for (reason, owner) in [
		(HoldReason::RecordDeposit, operator(ST_MARY)),
		(HoldReason::ConsentDeposit, alma()),
		(HoldReason::AuthorisationDeposit, operator(ST_MARY)),
		(HoldReason::AccessDeposit, doctor(NORTH, 0)),
	] {
		let release = || {
			assert_ok!(Balances::release(&reason.into(), &owner, 1, Precision::Exact));
		};
		broken(release, unbalanced);
		let more = || {
			assert_ok!(Balances::hold(&reason.into(), &owner, 1));
		};
		broken(more, unbalanced);
	}
}
