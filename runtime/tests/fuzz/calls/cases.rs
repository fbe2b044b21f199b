//! Cases: claims, assignments, reports, disputes, fees.

use super::{as_council, by, records::operator_of, Entry};
use crate::fuzz::{
	state::{able, able_staff, is_revoked, now, searching},
	world::{Step, World},
};
use core::cmp::Reverse;
use frame_support::dispatch::CheckIfFeeless;
use pallet_cases::{
	Arbiter, AssignmentOf, Call, CaseOf, Cases, Claims, ClaimsOf, OpenCases, Stage, Standings, SubmissionOf,
};
use pallet_ehr_index::{Authorisations, Records};
use pallet_hospital_registry::Keys;
use rand::seq::SliceRandom;
use salus_crypto::{
	claim::{claim_commitment, counted_root, CountedClaim, CountedIn},
	report::{seal, Recipient},
};
use salus_primitives::{
	cases::{CaseId, Counts, Verdict, DISCLOSURE_BYTES},
	hospital::KeyPurpose,
	record::{RecordId, RecordStatus},
	traits::{CaseRecords, HospitalRegistry as _},
};
use salus_runtime::{
	configs::cases::{MaxClaimsPerHospital, RatingPeriod},
	AccountId, EhrIndex, HospitalRegistry, Runtime, RuntimeOrigin,
};
use sp_core::H256;
use sp_runtime::BoundedVec;

/// What every claim keeps to itself.
const INNER: H256 = H256::repeat_byte(7);
/// Doctors with interests, so that some can claim one record.
const SEARCHING: usize = 10;
/// Authorisations by which they can claim records of other hospitals.
const AUTHORISED: usize = 4;
/// Claims of a case that wait for another.
const RIVALS: usize = 4;
/// Records among which one is looked for that somebody can claim.
const LOOKED_AT: usize = 8;
/// Accounts that are banned: for longer than a run.
const BANNED: usize = 3;

/// A record, who can claim it, and with how many interests.
type Claimed = (RecordId, AccountId, u32);

pub const CALLS: &[Entry] = &[
	("Cases", "attach_fee", attach_fee),
	("Cases", "claim_case", claim_case),
	("Cases", "assign", assign),
	("Cases", "contest_assignment", |world| {
		let (case, who, count) = contender(world).unwrap_or_else(|| (999, world.citizen(), 1));
		let call = Call::<Runtime>::contest_assignment {
			case,
			count,
			inner: INNER,
		};
		by(who, call)
	}),
	("Cases", "decide_contest", |world| {
		let (case, _) = case(world, |_, case| matches!(case.stage, Stage::Contested(_)));
		let upheld = world.one_in(2);
		judged(world, Call::<Runtime>::decide_contest { case, upheld })
	}),
	("Cases", "delegate_case", |world| {
		let (case, held) = held(world);
		let colleagues: Vec<_> = held
			.iter()
			.flat_map(|held| {
				able_staff()
					.into_iter()
					.filter(move |one| one.hospital == held.hospital && one.account != held.doctor)
			})
			.map(|one| one.account)
			.collect();
		let colleague = world.pick(&colleagues).unwrap_or_else(|| world.citizen());
		let who = held.map_or_else(|| world.anybody(), |held| held.doctor);
		by(who, Call::<Runtime>::delegate_case { case, colleague })
	}),
	("Cases", "submit_report", submit_report),
	("Cases", "acknowledge_report", |world| {
		let (case, who) = answerable(world);
		by(who, Call::<Runtime>::acknowledge_report { case })
	}),
	("Cases", "dispute_report", |world| {
		let (case, who) = answerable(world);
		let arbiter = Arbiter::<Runtime>::get().unwrap_or_else(|| world.anybody());
		let call = Call::<Runtime>::dispute_report {
			case,
			arbiter,
			disclosure: [1; DISCLOSURE_BYTES],
		};
		by(who, call)
	}),
	("Cases", "decide_dispute", |world| {
		let (case, _) = case(world, |_, case| case.stage == Stage::Disputed);
		let banned = Standings::<Runtime>::iter_values().filter(|standing| standing.banned_until > now());
		let verdict = if banned.count() < BANNED {
			world.pick(&[Verdict::DoctorAtFault, Verdict::DoctorCleared])
		} else {
			None
		};
		let verdict = verdict.unwrap_or(Verdict::CustodianAtFault);
		judged(world, Call::<Runtime>::decide_dispute { case, verdict })
	}),
	("Cases", "lapse_case", |world| {
		let (case, _) = case(world, |id, _| is_late(id));
		by(world.anybody(), Call::<Runtime>::lapse_case { case })
	}),
	("Cases", "rate_case", |world| {
		let (case, stored) = case(world, |_, case| {
			case.settled_at()
				.is_some_and(|at| now() < at + RatingPeriod::get())
				&& case.assignment.is_some()
				&& case.ratings.by_patient.is_none()
		});
		let who = stored.map_or_else(|| world.anybody(), |case| case.patient);
		let stars = 1 + world.below(5) as u8;
		by(who, Call::<Runtime>::rate_case { case, stars })
	}),
	("Cases", "clear_case", |world| {
		let (case, _) = case(world, |_, case| {
			case.settled_at()
				.is_some_and(|at| now() >= at + RatingPeriod::get())
		});
		by(world.anybody(), Call::<Runtime>::clear_case { case })
	}),
	("Cases", "name_arbiter", |world| {
		let officials: Vec<_> = world
			.officials
			.iter()
			.filter(|who| {
				Keys::<Runtime>::contains_key(*who, KeyPurpose::Wrap)
					&& !is_revoked(who)
					&& Arbiter::<Runtime>::get().as_ref() != Some(*who)
			})
			.cloned()
			.collect();
		let arbiter = world.pick(&officials).or_else(|| Some(world.citizen()));
		as_council(Call::<Runtime>::name_arbiter { arbiter })
	}),
];

/// The call that brings some case further now: what is possible for a few blocks comes before what can wait.
pub fn next(world: &mut World) -> Option<(&'static str, &'static str)> {
	if contender(world).is_some() {
		return Some(("Cases", "contest_assignment"));
	}
	let searching = searching();
	if searching.len() < SEARCHING && world.one_in(2) {
		return Some(("EhrIndex", "set_interests"));
	}
	if !is_judged() && world.one_in(2) {
		return Some(("Cases", "name_arbiter"));
	}
	let authorised = Authorisations::<Runtime>::iter().filter(|(_, (grantee, _), authorisation)| {
		authorisation.is_live(&now()) && searching.iter().any(|one| one.hospital == *grantee)
	});
	if authorised.count() < AUTHORISED && world.one_in(3) {
		return Some(("EhrIndex", "authorise_hospital"));
	}
	if !joining().is_empty() {
		return Some(("Cases", "claim_case"));
	}
	let (mut claiming, mut possible) = (false, Vec::new());
	for (id, case) in Cases::<Runtime>::iter() {
		match case.stage {
			Stage::Claiming if takes(&case) => claiming = true,
			Stage::Claiming if is_assignable(id, &case) => possible.push("assign"),
			Stage::Contested(_) => possible.push("decide_contest"),
			Stage::Assigned => {
				if is_reportable(id, &case) {
					possible.push("submit_report");
				} else if case.assignment.is_some_and(|held| now() < held.contest_until) {
					possible.push("delegate_case");
				}
			}
			Stage::Reported => possible.extend(["dispute_report", "acknowledge_report"]),
			Stage::Disputed => possible.push("decide_dispute"),
			Stage::Claiming | Stage::Settled(_) => {}
		}
		if is_late(id) {
			possible.push("lapse_case");
		}
	}
	if !claiming || possible.is_empty() || world.one_in(6) {
		possible.extend(["claim_case", "attach_fee"]);
	}
	world.pick(&possible).map(|call| ("Cases", call))
}

/// Whether an arbiter can take disputes.
fn is_judged() -> bool {
	Arbiter::<Runtime>::get().is_some_and(|arbiter| {
		Keys::<Runtime>::contains_key(&arbiter, KeyPurpose::Wrap) && !is_revoked(&arbiter)
	})
}

fn takes(case: &CaseOf<Runtime>) -> bool {
	case.stage == Stage::Claiming && now() < case.cut_off
}

fn is_assignable(id: CaseId, case: &CaseOf<Runtime>) -> bool {
	case.stage == Stage::Claiming
		&& case.cut_off <= now()
		&& now() < case.assign_until
		&& Claims::<Runtime>::contains_key(id)
		&& is_kept(case.record)
}

fn is_late(id: CaseId) -> bool {
	let origin = RuntimeOrigin::signed(AccountId::new([0; 32]));
	Call::<Runtime>::lapse_case { case: id }.is_feeless(&origin)
}

/// Whether the hospital that keeps a record can act.
fn is_kept(record: RecordId) -> bool {
	EhrIndex::facts(record).is_some_and(|facts| able().iter().any(|(id, _)| *id == facts.custodian))
}

/// Whether the doctor of a case is in office, and can report now.
fn is_reportable(_: CaseId, case: &CaseOf<Runtime>) -> bool {
	case.stage == Stage::Assigned
		&& case.assignment.as_ref().is_some_and(|held| {
			held.contest_until <= now()
				&& now() < held.report_until
				&& !is_revoked(&held.doctor)
				&& HospitalRegistry::employer(&held.doctor) == Some(held.hospital)
				&& able().iter().any(|(id, _)| *id == held.hospital)
				&& report_key(case, held).is_some()
		}) && is_kept(case.record)
		&& receipt_key(case).is_some()
}

fn report_key(case: &CaseOf<Runtime>, held: &AssignmentOf<Runtime>) -> Option<[u8; 32]> {
	HospitalRegistry::key(&case.patient, KeyPurpose::Report).or(held.report_key)
}

fn receipt_key(case: &CaseOf<Runtime>) -> Option<[u8; 32]> {
	let custodian = operator_of(EhrIndex::facts(case.record)?.custodian)?;
	HospitalRegistry::key(&custodian, KeyPurpose::Receipt)
}

/// A case that fits; else any; else one that there is not.
fn case(world: &mut World, fits: fn(CaseId, &CaseOf<Runtime>) -> bool) -> (CaseId, Option<CaseOf<Runtime>>) {
	let all: Vec<_> = Cases::<Runtime>::iter().collect();
	let fitting: Vec<_> = all.iter().filter(|(id, case)| fits(*id, case)).cloned().collect();
	let found = world.pick(&fitting).or_else(|| world.pick(&all));
	found.map_or((999, None), |(id, case)| (id, Some(case)))
}

/// A case that somebody has, and who.
fn held(world: &mut World) -> (CaseId, Option<AssignmentOf<Runtime>>) {
	let (id, case) = case(world, |_, case| case.stage == Stage::Assigned);
	(id, case.and_then(|case| case.assignment))
}

/// A case with a report, and its patient.
fn answerable(world: &mut World) -> (CaseId, AccountId) {
	let (id, case) = case(world, |_, case| case.stage == Stage::Reported);
	(id, case.map_or_else(|| world.anybody(), |case| case.patient))
}

/// By the arbiter, or by the council.
fn judged(world: &mut World, call: Call<Runtime>) -> Step {
	match Arbiter::<Runtime>::get() {
		Some(arbiter) if world.one_in(2) => by(arbiter, call),
		_ => as_council(call),
	}
}

/// A fee for a case that somebody has claimed or can claim: it keeps the record from other cases until it lapses.
fn attach_fee(world: &mut World) -> Step {
	let mut live: Vec<_> = Records::<Runtime>::iter()
		.filter(|(_, record)| record.status == RecordStatus::Live && !is_banned(&record.patient))
		.map(|(id, record)| (id, record.patient))
		.collect();
	live.shuffle(&mut world.dice);
	let doctors = searching();
	let worth = |record: &RecordId| match OpenCases::<Runtime>::get(record) {
		Some(id) => Cases::<Runtime>::get(id)
			.is_some_and(|case| takes(&case) || case.stage == Stage::Assigned || is_assignable(id, &case)),
		None => doctors.iter().any(|one| may_claim(&one.account, *record)),
	};
	let found = live.into_iter().take(LOOKED_AT).find(|(record, _)| worth(record));
	let (record, who) = found.unwrap_or_else(|| (world.hash(), world.citizen()));
	let amount = world.amount();
	by(who, Call::<Runtime>::attach_fee { record, amount })
}

fn commitment(world: &World, record: RecordId, doctor: &AccountId, count: u32) -> H256 {
	let genesis = world.secrets.genesis();
	claim_commitment(&genesis, &record.0, &doctor.clone().into(), count, &INNER.0).into()
}

/// Claims that cases wait for, of doctors who have made none yet.
fn joining() -> Vec<Claimed> {
	let doctors = searching();
	let mut found = Vec::new();
	for (id, case) in Cases::<Runtime>::iter().filter(|(_, case)| takes(case)) {
		let claims = Claims::<Runtime>::get(id);
		if claims.len() >= RIVALS {
			continue;
		}
		for one in &doctors {
			let of_hospital = claims.iter().filter(|claim| claim.hospital == one.hospital);
			if of_hospital.count() < MaxClaimsPerHospital::get() as usize
				&& claims.iter().all(|claim| claim.doctor != one.account)
				&& may_claim(&one.account, case.record)
			{
				found.push((case.record, one.account.clone(), interests(&one.account)));
			}
		}
	}
	found
}

/// Claims of the record, of a few that have no case, that most doctors can claim.
fn opening(world: &mut World) -> Vec<Claimed> {
	let doctors = searching();
	let mut records: Vec<_> = Records::<Runtime>::iter()
		.filter(|(id, record)| record.status == RecordStatus::Live && !OpenCases::<Runtime>::contains_key(id))
		.map(|(id, _)| id)
		.collect();
	records.shuffle(&mut world.dice);
	let claims = records.into_iter().take(LOOKED_AT).map(|record| {
		doctors
			.iter()
			.filter(|one| may_claim(&one.account, record))
			.map(|one| (record, one.account.clone(), interests(&one.account)))
			.collect::<Vec<_>>()
	});
	claims.max_by_key(Vec::len).unwrap_or_default()
}

/// A doctor who may claim a record and has not: of a case that waits for claims, if there is one.
fn claim_case(world: &mut World) -> Step {
	let mut possible = joining();
	if possible.is_empty() {
		possible = opening(world);
	}
	let found = world.pick(&possible);
	let (record, who, count) = found.unwrap_or_else(|| (world.hash(), world.citizen(), 1));
	let commitment = commitment(world, record, &who, count);
	by(who, Call::<Runtime>::claim_case { record, commitment })
}

fn interests(doctor: &AccountId) -> u32 {
	<EhrIndex as CaseRecords<AccountId>>::interests(doctor)
}

fn is_banned(account: &AccountId) -> bool {
	Standings::<Runtime>::get(account).banned_until > now()
}

fn may_claim(doctor: &AccountId, record: RecordId) -> bool {
	!is_banned(doctor) && <EhrIndex as CaseRecords<AccountId>>::may_claim(doctor, record).is_ok()
}

/// The custodian counts every claim for what it is, but for the best, which it mostly leaves out.
fn assign(world: &mut World) -> Step {
	let (id, stored) = case(world, is_assignable);
	let Some(case) = stored else {
		let call = Call::<Runtime>::assign {
			case: id,
			counts: Counts::default(),
			doctor: world.citizen(),
			root: world.hash(),
		};
		return by(world.anybody(), call);
	};
	let claims = Claims::<Runtime>::get(id);
	let mut counts: Vec<u32> = claims.iter().map(|claim| claim.interests).collect();
	if !world.one_in(3) {
		// Whoever has most is left out, and may contest; unless nobody else may have the case.
		if let Some(best) = winner(case.record, &claims, &counts) {
			let left = core::mem::take(&mut counts[best]);
			if winner(case.record, &claims, &counts).is_none() {
				counts[best] = left;
			}
		}
	}
	let counted: Vec<_> = (0u32..)
		.zip(claims.iter().zip(&counts))
		.filter(|(_, (_, count))| **count > 0)
		.map(|(position, (claim, count))| CountedClaim {
			position,
			doctor: claim.doctor.clone().into(),
			commitment: claim.commitment.0,
			at: claim.at.into(),
			count: *count,
		})
		.collect();
	let context = CountedIn {
		genesis: world.secrets.genesis(),
		record: case.record.0,
		case: id,
		cut_off: case.cut_off.into(),
	};
	let root = H256::from(counted_root(&context, &counted));
	let winner = winner(case.record, &claims, &counts);
	let custodian = EhrIndex::facts(case.record).and_then(|facts| operator_of(facts.custodian));
	let call = Call::<Runtime>::assign {
		case: id,
		counts: BoundedVec::truncate_from(counts),
		doctor: winner.map_or_else(|| world.citizen(), |place| claims[place].doctor.clone()),
		root,
	};
	by(custodian.unwrap_or_else(|| world.anybody()), call)
}

/// The place of the claim with most interests, of two the earlier, whose doctor may have the case.
fn winner(record: RecordId, claims: &ClaimsOf<Runtime>, counts: &[u32]) -> Option<usize> {
	claims
		.iter()
		.zip(counts)
		.enumerate()
		.filter(|(_, (claim, count))| **count > 0 && may_claim(&claim.doctor, record))
		.min_by_key(|(_, (_, count))| Reverse(**count))
		.map(|(place, _)| place)
}

/// A claimant who was left out and would have won, of which case, and with how many interests.
fn contender(world: &mut World) -> Option<(CaseId, AccountId, u32)> {
	let mut found = Vec::new();
	for (id, case) in Cases::<Runtime>::iter() {
		let Some(held) = case.assignment else {
			continue;
		};
		if case.stage != Stage::Assigned || now() >= held.contest_until {
			continue;
		}
		for (position, claim) in (0u32..).zip(Claims::<Runtime>::get(id)) {
			let count = claim.interests;
			let wins = count > held.count || (count == held.count && position < held.position);
			let opens = commitment(world, case.record, &claim.doctor, count) == claim.commitment;
			if wins
				&& opens && !claim.contested
				&& !claim.passed
				&& count > claim.worth()
				&& position != held.position
				&& may_claim(&claim.doctor, case.record)
			{
				found.push((id, claim.doctor, count));
			}
		}
	}
	world.pick(&found)
}

/// A report of whoever has a case, with a receipt of the custodian if that can give one.
fn submit_report(world: &mut World) -> Step {
	let (id, stored) = case(world, is_reportable);
	let made = stored.and_then(|case| {
		let held = case.assignment.clone()?;
		Some((held.doctor.clone(), report(world, &case, &held)?))
	});
	let (who, report) = made.unwrap_or_else(|| {
		let nothing = SubmissionOf::<Runtime> {
			y: [0; 32],
			e: [0; 32],
			commitment: H256::zero(),
			digest: H256::zero(),
			author_proof: [0; 64],
			receipt_until: 0,
			receipt: [0; 64],
		};
		(world.citizen(), nothing)
	});
	by(who, Call::<Runtime>::submit_report { case: id, report })
}

fn report(
	world: &mut World,
	case: &CaseOf<Runtime>,
	held: &AssignmentOf<Runtime>,
) -> Option<SubmissionOf<Runtime>> {
	let secret = world.secrets.receipt(&receipt_key(case)?)?;
	let recipient = Recipient {
		genesis: world.secrets.genesis(),
		record: case.record.0,
		doctor: held.doctor.clone().into(),
		patient: case.patient.clone().into(),
		y: report_key(case, held)?,
	};
	let sealed = seal(&recipient, b"all is well", &mut world.dice).ok()?;
	let receipt = secret.sign(&sealed.statement, now() + 50, &mut world.dice);
	Some(SubmissionOf::<Runtime> {
		y: recipient.y,
		e: sealed.statement.info.e,
		commitment: sealed.statement.commitment.into(),
		digest: sealed.statement.digest.into(),
		author_proof: sealed.proof,
		receipt_until: receipt.until,
		receipt: receipt.proof,
	})
}
