//! The invariants of the index, of interests and of emergencies: storage is corrupted, and the check says which one broke.

use crate::{mock::*, try_state::Broken, *};
use frame_support::{assert_ok, traits::fungible::MutateHold, traits::tokens::Precision};
use salus_primitives::{
	index::{EmergencyReason, EmergencyVerdict, IndexKeyId},
	record::RecordStatus,
};

/// A state with one of everything, corrupted.
fn broken(corrupt: impl FnOnce(), expected: Broken) {
	ExtBuilder::default().with_record(ST_MARY, 1, alma()).execute(|| {
		authorise(ST_MARY, NORTH);
		open_epoch(ST_MARY, &[NORTH]);
		index(ST_MARY, 1);
		assert_ok!(EhrIndex::set_interests(
			RuntimeOrigin::signed(doctor(NORTH, 0)),
			vec![[1; 32], [2; 32]].try_into().unwrap()
		));
		Registry::grant_emergency(doctor(SOUTH, 0));
		assert_ok!(EhrIndex::break_glass(
			RuntimeOrigin::signed(doctor(SOUTH, 0)),
			record(1),
			EmergencyReason::Unconscious
		));
		check();
		corrupt();
		assert_eq!(EhrIndex::check_state(), Err(expected));
	});
}

fn change_entry(change: impl FnOnce(&mut IndexEntryOf<Test>)) {
	IndexEntries::<Test>::mutate(record(1), |stored| change(stored.as_mut().unwrap()));
}

fn change_scope(change: impl FnOnce(&mut IndexScope<u32>)) {
	IndexScopes::<Test>::mutate(ST_MARY, HEART, |stored| change(stored.as_mut().unwrap()));
}

fn change_interests(change: impl FnOnce(&mut InterestSetOf<Test>)) {
	InterestSets::<Test>::mutate(doctor(NORTH, 0), |stored| change(stored.as_mut().unwrap()));
}

fn change_emergency(change: impl FnOnce(&mut EmergencyOf<Test>)) {
	Emergencies::<Test>::mutate(0, |stored| change(stored.as_mut().unwrap()));
}

#[test]
fn invariant_15_tags_are_a_bucket_of_a_record_in_use_and_of_an_epoch() {
	let malformed = Broken::EntryMalformed;
	broken(
		|| {
			change_entry(|entry| {
				entry.tags.pop();
			})
		},
		malformed,
	);
	broken(
		|| {
			change_entry(|entry| {
				let mut unsorted = entry.tags.to_vec();
				unsorted.swap(0, 1);
				entry.tags = unsorted.try_into().unwrap();
			})
		},
		malformed,
	);
	broken(|| change_entry(|entry| entry.key.epoch = 1), malformed);
	broken(|| change_entry(|entry| entry.key.scope = BONES), malformed);
	broken(|| change_entry(|entry| entry.key.indexer = NORTH), malformed);
	broken(|| change_entry(|entry| entry.indexed_at = 2), malformed);
	let retire = || {
		Records::<Test>::mutate(record(1), |stored| {
			stored.as_mut().unwrap().status = RecordStatus::Retired
		})
	};
	broken(retire, malformed);
	let orphan = || {
		let entry = IndexEntries::<Test>::take(record(1)).unwrap();
		IndexEntries::<Test>::insert(record(2), entry);
	};
	broken(orphan, malformed);
}

#[test]
fn invariant_16_the_log_is_without_gaps_and_ends_with_what_there_is() {
	let incomplete = Broken::LogIncomplete;
	broken(|| IndexLog::<Test>::remove(0), incomplete);
	broken(|| IndexLog::<Test>::insert(1, record(1)), incomplete);
	broken(|| IndexLog::<Test>::insert(0, record(2)), incomplete);
	broken(|| IndexLogLength::<Test>::put(2), incomplete);
	broken(|| change_entry(|entry| entry.position = 1), incomplete);
	let later = || {
		IndexLog::<Test>::insert(1, record(1));
		IndexLogLength::<Test>::put(2);
	};
	broken(later, incomplete);
}

#[test]
fn invariant_17_a_scope_has_the_epochs_that_have_keys() {
	let incomplete = Broken::EpochsIncomplete;
	broken(|| change_scope(|scope| scope.epochs = 2), incomplete);
	let ahead = || {
		let key = IndexKeys::<Test>::get((ST_MARY, HEART), 0).unwrap();
		IndexKeys::<Test>::insert((ST_MARY, HEART), 1, key);
	};
	broken(ahead, incomplete);
	let unknown = || {
		let key = IndexKeys::<Test>::get((ST_MARY, HEART), 0).unwrap();
		IndexKeys::<Test>::insert((NORTH, BONES), 0, key);
	};
	broken(unknown, incomplete);
}

#[test]
fn invariant_18_a_scope_lists_the_authorisations_that_hold() {
	let stale = Broken::GranteesStale;
	broken(
		|| {
			change_scope(|scope| {
				scope.grantees.pop();
			})
		},
		stale,
	);
	broken(
		|| change_scope(|scope| scope.grantees.try_push((SOUTH, 50)).unwrap()),
		stale,
	);
	broken(
		|| change_scope(|scope| scope.grantees = vec![(NORTH, 51)].try_into().unwrap()),
		stale,
	);
	broken(
		|| change_scope(|scope| scope.grantees.try_push((NORTH, 50)).unwrap()),
		stale,
	);
	broken(
		|| IndexScopes::<Test>::insert(NORTH, BONES, IndexScope::default()),
		stale,
	);
}

#[test]
fn invariant_19_a_wrapped_key_is_of_an_epoch_and_of_somebody_authorised() {
	let stale = Broken::WrapStale;
	let wrap = wrapped(ST_MARY, 0);
	broken(
		|| WrappedIndexKeys::<Test>::insert(NORTH, (ST_MARY, HEART, 1), wrap),
		stale,
	);
	broken(
		|| WrappedIndexKeys::<Test>::insert(SOUTH, (ST_MARY, HEART, 0), wrap),
		stale,
	);
}

#[test]
fn invariant_20_a_hospital_has_its_own_keys() {
	broken(
		|| WrappedIndexKeys::<Test>::remove(ST_MARY, (ST_MARY, HEART, 0)),
		Broken::WrapMissing,
	);
}

#[test]
fn invariant_21_interests_ascend_and_are_not_ahead() {
	let malformed = Broken::InterestsMalformed;
	broken(|| change_interests(|set| set.digests.clear()), malformed);
	broken(
		|| change_interests(|set| set.digests = vec![[2; 32], [1; 32]].try_into().unwrap()),
		malformed,
	);
	broken(|| change_interests(|set| set.epoch = 41), malformed);
	broken(|| change_interests(|set| set.set_at = 2), malformed);
}

#[test]
fn invariant_22_an_emergency_is_of_a_record_and_listed() {
	let malformed = Broken::EmergencyMalformed;
	broken(|| change_emergency(|stored| stored.declared_at = 2), malformed);
	broken(|| change_emergency(|stored| stored.expires_at = 1), malformed);
	broken(|| change_emergency(|stored| stored.patient = bruno()), malformed);
	broken(|| change_emergency(|stored| stored.record = record(2)), malformed);
	broken(|| NextEmergency::<Test>::put(0), malformed);
	broken(
		|| LatestEmergency::<Test>::remove(doctor(SOUTH, 0), record(1)),
		malformed,
	);
	broken(
		|| LatestEmergency::<Test>::insert(doctor(SOUTH, 0), record(1), 1),
		malformed,
	);
	broken(
		|| LatestEmergency::<Test>::insert(doctor(SOUTH, 1), record(1), 0),
		malformed,
	);
}

#[test]
fn invariant_23_emergencies_to_review_are_counted() {
	let miscounted = Broken::EmergenciesMiscounted;
	broken(
		|| UnreviewedEmergencies::<Test>::insert(doctor(SOUTH, 0), 2),
		miscounted,
	);
	broken(
		|| UnreviewedEmergencies::<Test>::remove(doctor(SOUTH, 0)),
		miscounted,
	);
	broken(
		|| UnreviewedEmergencies::<Test>::insert(doctor(SOUTH, 1), 0),
		miscounted,
	);
	broken(
		|| change_emergency(|stored| stored.verdict = Some(EmergencyVerdict::Justified)),
		miscounted,
	);
}

#[test]
fn invariant_13_holds_of_the_index_too() {
	let misowned = Broken::DepositMisowned;
	broken(
		|| change_entry(|entry| entry.deposit.owner = operator(NORTH)),
		misowned,
	);
	let key = || {
		IndexKeys::<Test>::mutate((ST_MARY, HEART), 0, |stored| {
			stored.as_mut().unwrap().deposit.owner = operator(NORTH)
		})
	};
	broken(key, misowned);
	broken(
		|| change_interests(|set| set.deposit.owner = doctor(NORTH, 1)),
		misowned,
	);
	broken(
		|| change_emergency(|stored| stored.deposit.owner = doctor(SOUTH, 1)),
		misowned,
	);
}

#[test]
fn invariant_14_holds_of_the_index_too() {
	let unbalanced = Broken::HoldsUnbalanced;
	for (reason, owner) in [
		(HoldReason::IndexKeyDeposit, operator(ST_MARY)),
		(HoldReason::TagDeposit, operator(ST_MARY)),
		(HoldReason::InterestsDeposit, doctor(NORTH, 0)),
		(HoldReason::EmergencyDeposit, doctor(SOUTH, 0)),
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

#[test]
fn an_index_key_names_its_hospital_its_scope_and_its_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		open_epoch(ST_MARY, &[]);
		let keys = EhrIndex::api_index_keys(ST_MARY, HEART);
		let key = IndexKeyId {
			indexer: ST_MARY,
			scope: HEART,
			epoch: 0,
		};
		assert_eq!(keys.iter().map(|info| info.key).collect::<Vec<_>>(), vec![key]);
	});
}
