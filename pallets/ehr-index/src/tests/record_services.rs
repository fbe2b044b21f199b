use crate::{mock::*, Error, Event, Trail, TrailLength};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	index::{ServiceEntries, ServiceEntry, MAX_SERVICE_ENTRIES},
	record::TrailEvent,
	AccountId, Hash,
};

type Entry = ServiceEntry<AccountId>;

fn record_as(caller: AccountId, entries: Vec<Entry>) -> DispatchResult {
	EhrIndex::record_services(RuntimeOrigin::signed(caller), entries.try_into().unwrap())
}

fn search(doctor: AccountId) -> Entry {
	ServiceEntry::Search { doctor, interests: 5 }
}

fn ready(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(test);
}

#[test]
fn a_hospital_notes_what_its_services_did_in_their_order() {
	ready(|| {
		let doctor = doctor(NORTH, 0);
		let commitment = Hash::repeat_byte(9);
		let entries = vec![
			search(doctor.clone()),
			ServiceEntry::Match {
				doctor: doctor.clone(),
				matches: 3,
				commitment,
			},
			ServiceEntry::PreDecryption {
				doctor: doctor.clone(),
				record: record(1),
			},
		];
		System::set_block_number(4);
		assert_ok!(record_as(operator(NORTH), entries));
		assert_eq!(
			last_event(),
			Some(Event::ServicesRecorded {
				hospital: NORTH,
				entries: 3
			})
		);
		let hospital = NORTH;
		let noted: Vec<_> = (1..4)
			.map(|position| Trail::<Test>::get(position).unwrap())
			.map(|entry| {
				assert_eq!(entry.at, 4);
				(entry.record, entry.patient, entry.event)
			})
			.collect();
		let searched = TrailEvent::Searched {
			hospital,
			doctor: doctor.clone(),
			interests: 5,
		};
		let matched = TrailEvent::Matched {
			hospital,
			doctor: doctor.clone(),
			matches: 3,
			commitment,
		};
		let opened = TrailEvent::PreDecrypted { hospital, doctor };
		assert_eq!(
			noted,
			vec![
				(None, None, searched),
				(None, None, matched),
				(Some(record(1)), Some(alma()), opened)
			]
		);
	});
}

#[test]
fn nobody_speaks_for_the_staff_of_another_hospital() {
	ready(|| {
		assert_noop!(
			record_as(operator(NORTH), vec![search(doctor(SOUTH, 0))]),
			Error::<Test>::NotOwnStaff
		);
		let mixed = vec![search(doctor(NORTH, 0)), search(doctor(SOUTH, 0))];
		assert_noop!(record_as(operator(NORTH), mixed), Error::<Test>::NotOwnStaff);
	});
}

#[test]
fn what_was_done_for_a_doctor_dismissed_or_revoked_since_is_told() {
	ready(|| {
		Registry::revoke(doctor(NORTH, 0));
		Registry::dismiss(&doctor(NORTH, 1));
		let entries = vec![search(doctor(NORTH, 0)), search(doctor(NORTH, 1))];
		assert_ok!(record_as(operator(NORTH), entries));
	});
}

#[test]
fn only_of_a_record_that_there_is() {
	ready(|| {
		let entry = ServiceEntry::PreDecryption {
			doctor: doctor(NORTH, 0),
			record: record(9),
		};
		assert_noop!(
			record_as(operator(NORTH), vec![entry]),
			Error::<Test>::RecordNotFound
		);
	});
}

#[test]
fn from_one_entry_to_as_many_as_there_may_be() {
	ready(|| {
		assert_noop!(record_as(operator(NORTH), vec![]), Error::<Test>::ServicesEmpty);
		let most = vec![search(doctor(NORTH, 0)); MAX_SERVICE_ENTRIES as usize];
		assert_ok!(record_as(operator(NORTH), most.clone()));
		assert_eq!(TrailLength::<Test>::get(), 1 + u64::from(MAX_SERVICE_ENTRIES));
		let more = [most, vec![search(doctor(NORTH, 0))]].concat();
		assert!(ServiceEntries::<AccountId>::try_from(more).is_err());
	});
}

#[test]
fn only_the_operator_of_an_accredited_hospital() {
	ready(|| {
		for caller in [stranger(), alma(), doctor(NORTH, 0)] {
			let entries = vec![search(doctor(NORTH, 0))];
			assert_noop!(record_as(caller, entries), Error::<Test>::NotOperator);
		}
		Registry::suspend(NORTH);
		assert_noop!(
			record_as(operator(NORTH), vec![search(doctor(NORTH, 0))]),
			Error::<Test>::HospitalNotAccredited
		);
	});
}
