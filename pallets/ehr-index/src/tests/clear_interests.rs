use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::AccountId;

fn clear_as(caller: AccountId) -> DispatchResult {
	EhrIndex::clear_interests(RuntimeOrigin::signed(caller), doctor(NORTH, 0))
}

/// Interests of an epoch that is over.
fn ready(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		let digests = vec![[1; 32]].try_into().unwrap();
		assert_ok!(EhrIndex::set_interests(
			RuntimeOrigin::signed(doctor(NORTH, 0)),
			digests
		));
		assert_noop!(clear_as(doctor(NORTH, 0)), Error::<Test>::EpochNotOver);
		Epochs::advance();
		test();
	});
}

#[test]
fn the_doctor_clears_the_own_and_gets_the_deposit() {
	ready(|| {
		assert_ok!(clear_as(doctor(NORTH, 0)));
		assert_eq!(
			last_event(),
			Some(Event::InterestsCleared {
				doctor: doctor(NORTH, 0)
			})
		);
		assert_eq!(EhrIndex::api_interests(doctor(NORTH, 0)), None);
		assert_eq!(held(HoldReason::InterestsDeposit, &doctor(NORTH, 0)), 0);
		assert_noop!(clear_as(doctor(NORTH, 0)), Error::<Test>::InterestsNotFound);
	});
}

#[test]
fn anyone_clears_those_of_somebody_dismissed() {
	ready(|| {
		assert_noop!(clear_as(stranger()), Error::<Test>::InterestsInUse);
		Registry::dismiss(&doctor(NORTH, 0));
		assert_ok!(clear_as(stranger()));
	});
}

#[test]
fn anyone_clears_those_of_somebody_revoked() {
	ready(|| {
		Registry::revoke(doctor(NORTH, 0));
		assert_ok!(clear_as(stranger()));
	});
}

#[test]
fn those_of_a_suspended_hospitals_doctors_stay() {
	ready(|| {
		Registry::suspend(NORTH);
		assert_noop!(clear_as(stranger()), Error::<Test>::InterestsInUse);
	});
}
