//! Where nothing more can be numbered, nothing happens: every call that would be told in the trail or in the log of the index is
//! refused, and has changed nothing.

use crate::{mock::*, Call, CustodyCount, Error, IndexLogLength, TrailLength};
use frame_support::{assert_noop, assert_ok, traits::UnfilteredDispatchable};
use salus_primitives::{
	index::{EmergencyReason, EmergencyVerdict, ServiceEntry},
	record::{ConsentTarget, Grantee},
	AccountId,
};

/// A record of Alma, indexed, that a doctor of the North may open; custody is offered to the North; one emergency.
fn ready(test: impl FnOnce()) {
	ExtBuilder::default().with_record(ST_MARY, 1, alma()).execute(|| {
		authorise(ST_MARY, NORTH);
		open_epoch(ST_MARY, &[NORTH]);
		index(ST_MARY, 1);
		consent(alma(), ConsentTarget::All, Grantee::Hospital(NORTH));
		assert_ok!(EhrIndex::transfer_custody(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1),
			NORTH
		));
		for n in 0..2 {
			Registry::grant_emergency(doctor(SOUTH, n));
		}
		assert_ok!(EhrIndex::break_glass(
			RuntimeOrigin::signed(doctor(SOUTH, 0)),
			record(1),
			EmergencyReason::Unconscious
		));
		check();
		test();
	});
}

fn refused(who: AccountId, call: Call<Test>, error: Error<Test>) {
	assert_noop!(call.dispatch_bypass_filter(RuntimeOrigin::signed(who)), error);
}

#[test]
fn a_full_trail_refuses_every_call_that_it_tells() {
	ready(|| {
		TrailLength::<Test>::put(u64::MAX);
		let record = record(1);
		let (target, grantee) = (ConsentTarget::All, Grantee::Hospital(NORTH));
		let entry = ServiceEntry::Search {
			doctor: doctor(NORTH, 0),
			interests: 1,
		};
		let calls = [
			(
				operator(NORTH),
				Call::accept_custody {
					record,
					location: location(5),
				},
			),
			(operator(ST_MARY), Call::retire_record { record }),
			(
				alma(),
				Call::grant_consent {
					target,
					grantee: grantee.clone(),
					expires_at: 90,
				},
			),
			(alma(), Call::withdraw_consent { target, grantee }),
			(
				operator(ST_MARY),
				Call::authorise_hospital {
					grantee: NORTH,
					scope: HEART,
					expires_at: 90,
					keys: Default::default(),
				},
			),
			(
				operator(ST_MARY),
				Call::withdraw_authorisation {
					grantee: NORTH,
					scope: HEART,
				},
			),
			(doctor(NORTH, 0), Call::record_access { record }),
			(
				operator(NORTH),
				Call::record_services {
					entries: vec![entry].try_into().unwrap(),
				},
			),
			(
				doctor(SOUTH, 1),
				Call::break_glass {
					record,
					reason: EmergencyReason::Unconscious,
				},
			),
		];
		for (who, call) in calls {
			refused(who, call, Error::TrailFull);
		}
		assert_noop!(
			EhrIndex::review_emergency(RuntimeOrigin::root(), 0, EmergencyVerdict::Abuse),
			Error::<Test>::TrailFull
		);
	});
}

#[test]
fn a_full_log_refuses_every_change_of_tags() {
	ready(|| {
		IndexLogLength::<Test>::put(u64::MAX);
		let record = record(1);
		let calls = [
			Call::index_record {
				record,
				epoch: 0,
				tags: tags(9, 32),
			},
			Call::unindex_record { record },
			Call::retire_record { record },
		];
		for call in calls {
			refused(operator(ST_MARY), call, Error::IndexLogFull);
		}
	});
}

#[test]
fn a_receiver_that_cannot_count_further_takes_no_custody() {
	ready(|| {
		CustodyCount::<Test>::insert(NORTH, u32::MAX);
		let call = Call::accept_custody {
			record: record(1),
			location: location(5),
		};
		refused(operator(NORTH), call, Error::TooManyRecords);
	});
}
