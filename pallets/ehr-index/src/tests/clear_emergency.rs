use crate::{mock::*, Error, Event, HoldReason, LatestEmergency};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::index::{EmergencyReason, EmergencyVerdict};

fn clear(id: u64) -> DispatchResult {
	EhrIndex::clear_emergency(RuntimeOrigin::signed(stranger()), id)
}

fn review(id: u64, verdict: EmergencyVerdict) {
	assert_ok!(EhrIndex::review_emergency(RuntimeOrigin::root(), id, verdict));
}

fn declare() {
	assert_ok!(EhrIndex::break_glass(
		RuntimeOrigin::signed(doctor(SOUTH, 0)),
		record(1),
		EmergencyReason::Incapacitated
	));
}

fn ready(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			Registry::grant_emergency(doctor(SOUTH, 0));
			declare();
			test();
		});
}

#[test]
fn anyone_clears_one_that_is_over_and_reviewed() {
	ready(|| {
		review(0, EmergencyVerdict::Justified);
		assert_noop!(clear(0), Error::<Test>::NotExpired);
		System::set_block_number(1 + EMERGENCY_PERIOD);
		assert_ok!(clear(0));
		assert_eq!(last_event(), Some(Event::EmergencyCleared { id: 0 }));
		assert_eq!(EhrIndex::api_emergency(0), None);
		assert_eq!(held(HoldReason::EmergencyDeposit, &doctor(SOUTH, 0)), 0);
		assert_noop!(clear(0), Error::<Test>::EmergencyNotFound);
	});
}

#[test]
fn one_that_nobody_reviewed_stays() {
	ready(|| {
		System::set_block_number(1_000);
		assert_noop!(clear(0), Error::<Test>::NotReviewed);
	});
}

#[test]
fn an_abuse_is_over_at_once() {
	ready(|| {
		review(0, EmergencyVerdict::Abuse);
		assert_ok!(clear(0));
	});
}

#[test]
fn a_later_one_for_the_same_record_goes_on() {
	ready(|| {
		review(0, EmergencyVerdict::Justified);
		System::set_block_number(1 + EMERGENCY_PERIOD);
		declare();
		assert_ok!(clear(0));
		assert_eq!(LatestEmergency::<Test>::get(doctor(SOUTH, 0), record(1)), Some(1));
		assert_eq!(EhrIndex::api_may_open(doctor(SOUTH, 0), record(1)), Ok(()));
	});
}

#[test]
fn a_number_is_not_given_twice() {
	ready(|| {
		review(0, EmergencyVerdict::Justified);
		System::set_block_number(1 + EMERGENCY_PERIOD);
		assert_ok!(clear(0));
		declare();
		assert_eq!(EhrIndex::api_emergency(0), None);
		assert!(EhrIndex::api_emergency(1).is_some());
	});
}
