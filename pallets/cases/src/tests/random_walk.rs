//! Random calls by random actors: after each step every invariant holds, no money is made or lost, and a refused call has
//! changed nothing; a custodian's counts give the case to one doctor at most; and at the end, whatever state was reached,
//! anyone can bring every case to its end and all money to its owners.

use super::world::*;
use crate::{mock::*, Claims, Standings};
use frame_support::storage::{with_storage_layer, with_transaction};
use proptest::prelude::*;
use salus_primitives::{
	cases::{CaseId, Verdict},
	hospital::{HospitalId, KeyPurpose},
	AccountId, Balance, BlockNumber,
};
use sp_runtime::{DispatchError, DispatchResult, StateVersion, TransactionOutcome};

const HOSPITALS: [HospitalId; 3] = [ST_MARY, NORTH, SOUTH];

#[derive(Clone, Debug)]
enum Step {
	Attach(u8, Balance),
	Claim(HospitalId, u8, u8, u32),
	Assign(CaseId, Vec<u32>),
	Contest(CaseId, HospitalId, u8, u32),
	DecideContest(CaseId, bool),
	Delegate(CaseId, HospitalId, u8),
	Report(CaseId, bool),
	Acknowledge(CaseId),
	Dispute(CaseId),
	Decide(CaseId, Verdict, bool),
	Lapse(CaseId),
	Rate(CaseId, bool, u8),
	Clear(CaseId),
	Suspend(HospitalId),
	Reinstate(HospitalId),
	Revoke(HospitalId, u8),
	Restore(HospitalId, u8),
	NewKey(u8),
	Wait(BlockNumber),
}

fn hospital() -> impl Strategy<Value = HospitalId> {
	prop_oneof![2 => Just(ST_MARY), 4 => Just(NORTH), 1 => Just(SOUTH)]
}

fn verdict() -> impl Strategy<Value = Verdict> {
	prop_oneof![
		Just(Verdict::DoctorAtFault),
		Just(Verdict::DoctorCleared),
		Just(Verdict::CustodianAtFault)
	]
}

fn step() -> impl Strategy<Value = Step> {
	use Step::*;
	let case = || 0..4u64;
	prop_oneof![
		4 => (1..=3u8, 0..200_000u128).prop_map(|(r, amount)| Attach(r, amount)),
		12 => (hospital(), 0..4u8, 1..=3u8, 1..=6u32).prop_map(|(h, n, r, c)| Claim(h, n, r, c)),
		8 => (case(), prop::collection::vec(0..=6u32, 12)).prop_map(|(id, counts)| Assign(id, counts)),
		6 => (case(), hospital(), 0..4u8, 1..=6u32).prop_map(|(id, h, n, c)| Contest(id, h, n, c)),
		3 => (case(), any::<bool>()).prop_map(|(id, upheld)| DecideContest(id, upheld)),
		2 => (case(), hospital(), 0..4u8).prop_map(|(id, h, n)| Delegate(id, h, n)),
		10 => (case(), any::<bool>()).prop_map(|(id, right)| Report(id, right)),
		2 => case().prop_map(Acknowledge),
		4 => case().prop_map(Dispute),
		3 => (case(), verdict(), any::<bool>()).prop_map(|(id, v, council)| Decide(id, v, council)),
		4 => case().prop_map(Lapse),
		2 => (case(), any::<bool>(), 0..=6u8).prop_map(|(id, p, stars)| Rate(id, p, stars)),
		2 => case().prop_map(Clear),
		1 => hospital().prop_map(Suspend),
		2 => hospital().prop_map(Reinstate),
		1 => (hospital(), 0..4u8).prop_map(|(h, n)| Revoke(h, n)),
		1 => (hospital(), 0..4u8).prop_map(|(h, n)| Restore(h, n)),
		1 => (1..=3u8).prop_map(NewKey),
		10 => (1..14u32).prop_map(Wait),
	]
}

/// Whoever has a case.
fn holder(id: CaseId) -> AccountId {
	crate::Cases::<Test>::get(id)
		.and_then(|case| case.assignment)
		.map_or_else(stranger, |assignment| assignment.doctor)
}

/// Counts given, to each claimant in turn: whom the chain takes.
fn assign_to_someone(id: CaseId, counts: &[u32]) -> DispatchResult {
	if !crate::Cases::<Test>::contains_key(id) {
		return Err(DispatchError::CannotLookup);
	}
	let claims = claims(id);
	let counts = &counts[..claims.len().min(counts.len())];
	let attempt = |doctor: &AccountId| {
		with_transaction(|| {
			let outcome = assign(id, counts, doctor);
			TransactionOutcome::Rollback(outcome.map(|()| true))
		})
	};
	let winners: Vec<_> = claims
		.iter()
		.map(|claim| claim.doctor.clone())
		.filter(|doctor| attempt(doctor) == Ok(true))
		.collect();
	assert!(winners.len() <= 1, "one doctor a case");
	match winners.first() {
		Some(winner) => assign(id, counts, winner),
		None => Err(DispatchError::Other("nobody wins")),
	}
}

fn run(step: Step) -> DispatchResult {
	match step {
		Step::Attach(r, amount) => Cases::attach_fee(by(&alma()), record(r), amount),
		Step::Claim(h, n, r, count) => claim(&doctor(h, n), record(r), count),
		Step::Assign(id, counts) => assign_to_someone(id, &counts),
		Step::Contest(id, h, n, count) => {
			Cases::contest_assignment(by(&doctor(h, n)), id, count, inner(count))
		}
		Step::DecideContest(id, upheld) => Cases::decide_contest(by(&arbiter()), id, upheld),
		Step::Delegate(id, h, n) => Cases::delegate_case(by(&holder(id)), id, doctor(h, n)),
		Step::Report(id, right) => {
			let who = holder(id);
			let record = crate::Cases::<Test>::get(id).map_or(record(1), |case| case.record);
			let mut report = submission_on(record, &who, 1, ST_MARY);
			if !right {
				report.author_proof[1] ^= 1;
			}
			Cases::submit_report(by(&who), id, report)
		}
		Step::Acknowledge(id) => Cases::acknowledge_report(by(&alma()), id),
		Step::Dispute(id) => Cases::dispute_report(by(&alma()), id, arbiter(), DISCLOSURE),
		Step::Decide(id, verdict, council) => {
			let origin = if council {
				RuntimeOrigin::root()
			} else {
				by(&arbiter())
			};
			Cases::decide_dispute(origin, id, verdict)
		}
		Step::Lapse(id) => Cases::lapse_case(by(&stranger()), id),
		Step::Rate(id, patient, stars) => {
			let who = if patient { alma() } else { holder(id) };
			Cases::rate_case(by(&who), id, stars)
		}
		Step::Clear(id) => Cases::clear_case(by(&stranger()), id)
			.map(drop)
			.map_err(|failed| failed.error),
		Step::Suspend(h) => {
			Registry::suspend(h);
			Ok(())
		}
		Step::Reinstate(h) => {
			Registry::reinstate(h);
			Ok(())
		}
		Step::Revoke(h, n) => {
			Registry::revoke(&doctor(h, n));
			Ok(())
		}
		Step::Restore(h, n) => {
			Registry::restore(&doctor(h, n));
			Ok(())
		}
		Step::NewKey(n) => {
			Registry::set_key(&alma(), KeyPurpose::Report, report_secret(n).public());
			Ok(())
		}
		Step::Wait(blocks) => {
			go_to(System::block_number() + blocks);
			Ok(())
		}
	}
}

/// Whatever everybody else forgot, a stranger ends.
fn wind_up() {
	let longest = ASSIGN_PERIOD + CLAIM_WINDOW + REPORT_PERIOD + CONTEST_WINDOW + RATING_PERIOD;
	while crate::Cases::<Test>::iter_keys().next().is_some() {
		go_to(System::block_number() + longest);
		let ids: Vec<_> = crate::Cases::<Test>::iter_keys().collect();
		for id in ids {
			let by_stranger = || by(&stranger());
			let lapsed = Cases::lapse_case(by_stranger(), id).is_ok();
			let cleared = Cases::clear_case(by_stranger(), id).is_ok();
			assert!(lapsed || cleared, "a case waits for ever");
			check();
		}
	}
	assert_eq!(all_holds(), 0);
	assert_eq!(crate::OpenCases::<Test>::iter_keys().next(), None);
	assert_eq!(Claims::<Test>::iter_keys().next(), None);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn no_money_is_lost_made_or_stuck(steps in prop::collection::vec(step(), 1..120)) {
		new_test_ext().execute_with(|| {
			for step in steps {
				let before = sp_io::storage::root(StateVersion::V1);
				if with_storage_layer(|| run(step)).is_err() {
					assert_eq!(before, sp_io::storage::root(StateVersion::V1), "a refusal changed something");
				}
				check();
			}
			wind_up();
			let doctors = HOSPITALS.into_iter().flat_map(|h| (0..4).map(move |n| doctor(h, n)));
			for who in doctors {
				let standing = Standings::<Test>::get(&who);
				assert!(standing.reported + standing.lapsed <= standing.assigned);
				assert!(standing.convicted <= standing.reported);
			}
		});
	}
}
