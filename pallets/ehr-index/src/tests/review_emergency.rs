use crate::{mock::*, Error, Event, Trail, UnreviewedEmergencies};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	index::{EmergencyReason, EmergencyVerdict},
	record::{AccessRefusal, RecordId, TrailEvent},
};
use EmergencyVerdict::{Abuse, Justified};

fn review(id: u64, verdict: EmergencyVerdict) -> DispatchResult {
	EhrIndex::review_emergency(RuntimeOrigin::root(), id, verdict)
}

fn may_open(record: RecordId) -> Result<(), AccessRefusal> {
	EhrIndex::api_may_open(doctor(SOUTH, 0), record)
}

/// Two emergencies of one doctor.
fn ready(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.with_record(ST_MARY, 2, bruno())
		.build_and_execute(|| {
			Registry::grant_emergency(doctor(SOUTH, 0));
			for n in 1..=2 {
				assert_ok!(EhrIndex::break_glass(
					RuntimeOrigin::signed(doctor(SOUTH, 0)),
					record(n),
					EmergencyReason::Unconscious
				));
			}
			test();
		});
}

#[test]
fn a_justified_one_goes_on_as_long_as_it_lasts() {
	ready(|| {
		assert_ok!(review(0, Justified));
		assert_eq!(
			last_event(),
			Some(Event::EmergencyReviewed {
				id: 0,
				doctor: doctor(SOUTH, 0),
				verdict: Justified
			})
		);
		assert_eq!(may_open(record(1)), Ok(()));
		assert_eq!(EhrIndex::api_emergency(0).unwrap().verdict, Some(Justified));
		assert_eq!(EhrIndex::api_emergency_ban(doctor(SOUTH, 0)), None);
		assert_eq!(UnreviewedEmergencies::<Test>::get(doctor(SOUTH, 0)), 1);
	});
}

#[test]
fn an_abuse_ends_all_of_the_doctors_and_bans_the_doctor() {
	ready(|| {
		System::set_block_number(5);
		assert_ok!(review(1, Abuse));
		let until = 5 + EMERGENCY_BAN;
		assert_eq!(
			last_event(),
			Some(Event::BannedFromEmergencies {
				doctor: doctor(SOUTH, 0),
				until
			})
		);
		assert_eq!(may_open(record(1)), Err(AccessRefusal::NotAuthorised));
		assert_eq!(may_open(record(2)), Err(AccessRefusal::NotAuthorised));
		assert!(!EhrIndex::api_emergency(0).unwrap().live);
		assert_eq!(EhrIndex::api_emergency_ban(doctor(SOUTH, 0)), Some(until));
		System::set_block_number(until);
		assert_eq!(EhrIndex::api_emergency_ban(doctor(SOUTH, 0)), None);
	});
}

#[test]
fn a_second_abuse_adds_to_the_ban() {
	ready(|| {
		assert_ok!(review(0, Abuse));
		System::set_block_number(30);
		assert_ok!(review(1, Abuse));
		assert_eq!(
			EhrIndex::api_emergency_ban(doctor(SOUTH, 0)),
			Some(1 + 2 * EMERGENCY_BAN)
		);
	});
}

#[test]
fn the_decision_stands_in_the_trail_of_the_record_and_of_the_patient() {
	ready(|| {
		assert_ok!(review(1, Abuse));
		let entry = Trail::<Test>::get(6).unwrap();
		assert_eq!((entry.record, entry.patient), (Some(record(2)), Some(bruno())));
		assert_eq!(
			entry.event,
			TrailEvent::EmergencyReviewed {
				id: 1,
				doctor: doctor(SOUTH, 0),
				verdict: Abuse
			}
		);
	});
}

#[test]
fn one_that_is_over_is_reviewed_too_and_each_once() {
	ready(|| {
		System::set_block_number(500);
		assert_ok!(review(0, Justified));
		for verdict in [Justified, Abuse] {
			assert_noop!(review(0, verdict), Error::<Test>::AlreadyReviewed);
		}
		assert_noop!(review(2, Justified), Error::<Test>::EmergencyNotFound);
	});
}
