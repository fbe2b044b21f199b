use super::world::*;
use crate::{mock::*, Error, Event, Stage, Standings};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use salus_primitives::{
	cases::{CaseId, Counts},
	hospital::KeyPurpose,
	record::TrailEvent,
	AccountId, Hash,
};
use sp_runtime::DispatchResult;

fn assign_as(who: &AccountId, id: CaseId, counts: &[u32], doctor: &AccountId) -> DispatchResult {
	let all: Counts = BoundedVec::truncate_from(counts.to_vec());
	Cases::assign(by(who), id, all, doctor.clone(), root(id, counts))
}

#[test]
fn most_interests_win_and_of_two_the_earlier() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		for wrong in [doctor(ST_MARY, 0), doctor(NORTH, 1), doctor(NORTH, 2)] {
			assert_noop!(assign(id, &[2, 4, 4], &wrong), Error::<Test>::NotTheWinner);
		}
		assert_ok!(assign(id, &[2, 4, 4], &doctor(NORTH, 0)));
		let given = case(id).assignment.unwrap();
		assert_eq!(
			(given.position, given.count, given.counted, given.round),
			(1, 4, 3, 0)
		);
		assert_eq!(
			(given.hospital, given.by, given.assigned_at),
			(NORTH, ST_MARY, CUT_OFF)
		);
		assert_eq!(
			(given.contest_until, given.report_until),
			(REPORTABLE, REPORTABLE + REPORT_PERIOD)
		);
		assert_eq!(given.root, root(id, &[2, 4, 4]));
		assert_eq!(given.report_key, Some(report_secret(1).public()));
		assert_eq!(case(id).stage, Stage::Assigned);
		assert_eq!(
			last_event(),
			Some(Event::CaseAssigned {
				case: id,
				doctor: doctor(NORTH, 0),
				count: 4,
				counted: 3,
				root: given.root,
				round: 0
			})
		);
		assert_eq!(
			Registry::trail(),
			[TrailEvent::CaseAssigned {
				case: id,
				doctor: doctor(NORTH, 0),
				hospital: NORTH
			}]
		);
		assert_eq!(Standings::<Test>::get(doctor(NORTH, 0)).assigned, 1);
	});
}

#[test]
fn what_the_custodian_does_not_count_wins_nothing_and_is_said() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		assert_noop!(
			assign(id, &[2, 0, 0], &doctor(NORTH, 0)),
			Error::<Test>::NotTheWinner
		);
		assert_ok!(assign(id, &[2, 0, 0], &doctor(ST_MARY, 0)));
		let counts: Vec<_> = claims(id).iter().map(|claim| claim.count).collect();
		assert_eq!(counts, [Some(2), Some(0), Some(0)]);
		assert_eq!(case(id).assignment.unwrap().counted, 1);
	});
}

#[test]
fn every_claim_of_the_chains_list_has_exactly_one_count() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		for counts in [&[4][..], &[2, 4], &[2, 4, 4, 4], &[]] {
			assert_noop!(
				assign(id, counts, &doctor(NORTH, 0)),
				Error::<Test>::ClaimsMiscounted
			);
		}
		assert_noop!(
			assign(id, &[2, INTERESTS + 1, 4], &doctor(NORTH, 0)),
			Error::<Test>::CountTooHigh
		);
		assert_noop!(
			assign(id, &[0, 0, 0], &doctor(NORTH, 0)),
			Error::<Test>::NothingCounted
		);
	});
}

#[test]
fn the_root_is_that_of_the_claims_counted() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		let counts: Counts = BoundedVec::truncate_from(vec![2, 4, 4]);
		for wrong in [Hash::zero(), root(id, &[2, 4, 0]), root(id, &[2, 4, 3])] {
			assert_noop!(
				Cases::assign(
					by(&operator(ST_MARY)),
					id,
					counts.clone(),
					doctor(NORTH, 0),
					wrong
				),
				Error::<Test>::RootMismatch
			);
		}
	});
}

#[test]
fn only_the_accredited_custodian_of_now_counts() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		let winner = doctor(NORTH, 0);
		for other in [operator(NORTH), doctor(ST_MARY, 0), alma(), stranger()] {
			assert_noop!(
				assign_as(&other, id, &[2, 4, 4], &winner),
				Error::<Test>::NotCustodian
			);
		}
		Registry::revoke(&operator(ST_MARY));
		assert_noop!(assign(id, &[2, 4, 4], &winner), Error::<Test>::SignerRevoked);
		Registry::restore(&operator(ST_MARY));
		Registry::suspend(ST_MARY);
		assert_noop!(
			assign(id, &[2, 4, 4], &winner),
			Error::<Test>::CustodianNotAccredited
		);
		Registry::hand_over(record(1), NORTH);
		assert_noop!(assign(id, &[2, 4, 4], &winner), Error::<Test>::NotCustodian);
		assert_ok!(assign_as(&operator(NORTH), id, &[2, 4, 4], &winner));
		assert_eq!(case(id).assignment.unwrap().by, NORTH);
	});
}

#[test]
fn it_is_done_between_the_cut_off_and_the_end_of_the_time_to_count_and_once() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF - 1);
		let winner = doctor(NORTH, 0);
		assert_noop!(assign(id, &[2, 4, 4], &winner), Error::<Test>::ClaimsStillOpen);
		go_to(CUT_OFF + ASSIGN_PERIOD);
		assert_noop!(assign(id, &[2, 4, 4], &winner), Error::<Test>::AssignmentOver);
	});
	build_and_execute(|| {
		let id = assigned();
		assert_noop!(
			assign(id, &[2, 4, 4], &doctor(NORTH, 0)),
			Error::<Test>::NotClaiming
		);
	});
	build_and_execute(|| {
		let id = settled();
		assert_noop!(
			assign(id, &[2, 4, 4], &doctor(NORTH, 0)),
			Error::<Test>::CaseSettled
		);
		assert_noop!(
			Cases::assign(
				by(&operator(ST_MARY)),
				9,
				Counts::default(),
				doctor(NORTH, 0),
				Hash::zero()
			),
			Error::<Test>::CaseNotFound
		);
	});
}

#[test]
fn the_chain_passes_over_whoever_may_not_have_it() {
	let causes: [fn(); 3] = [
		|| Registry::revoke(&doctor(NORTH, 0)),
		|| Registry::dismiss(&doctor(NORTH, 0)),
		|| Standings::<Test>::mutate(doctor(NORTH, 0), |standing| standing.banned_until = 1_000),
	];
	for cause in causes {
		build_and_execute(|| {
			let id = claimed();
			cause();
			go_to(CUT_OFF);
			assert_noop!(
				assign(id, &[2, 4, 4], &doctor(NORTH, 0)),
				Error::<Test>::NotTheWinner
			);
			assert_ok!(assign(id, &[2, 4, 4], &doctor(NORTH, 1)));
		});
	}
	build_and_execute(|| {
		let id = claimed();
		Registry::suspend(NORTH);
		go_to(CUT_OFF);
		assert_ok!(assign(id, &[2, 4, 4], &doctor(ST_MARY, 0)));
	});
	build_and_execute(|| {
		let id = claimed();
		Registry::retire(record(1));
		go_to(CUT_OFF);
		assert_noop!(
			assign(id, &[2, 4, 4], &doctor(NORTH, 0)),
			Error::<Test>::NobodyEntitled
		);
	});
}

#[test]
fn a_patient_without_a_report_key_gets_one_noted_later() {
	build_and_execute(|| {
		Registry::drop_key(&alma(), KeyPurpose::Report);
		let id = assigned();
		assert_eq!(case(id).assignment.unwrap().report_key, None);
	});
}

#[test]
fn a_record_that_is_not_there_has_no_custodian() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF);
		Registry::forget(record(1));
		assert_noop!(
			assign(id, &[2, 4, 4], &doctor(NORTH, 0)),
			Error::<Test>::RecordNotFound
		);
	});
}
