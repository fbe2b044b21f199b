//! Cases: claims, assignments, reports, disputes, fees.

use super::{as_council, by, records::operator_of, Entry};
use crate::fuzz::{
	state::{able_staff, now},
	world::{Step, World},
};
use frame_support::dispatch::CheckIfFeeless;
use pallet_cases::{
	Arbiter, AssignmentOf, Call, CaseOf, Cases, Claims, ClaimsOf, OpenCases, Stage, Standings, SubmissionOf,
};
use pallet_ehr_index::{InterestSets, Records};
use pallet_hospital_registry::Keys;
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
const SEARCHING: usize = 8;

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
		let verdicts = [
			Verdict::DoctorAtFault,
			Verdict::DoctorCleared,
			Verdict::CustodianAtFault,
		];
		let verdict = world.pick(&verdicts).expect("there are three");
		judged(world, Call::<Runtime>::decide_dispute { case, verdict })
	}),
	("Cases", "lapse_case", |world| {
		let (case, _) = case(world, |id, _| {
			let origin = RuntimeOrigin::signed(AccountId::new([0; 32]));
			Call::<Runtime>::lapse_case { case: id }.is_feeless(&origin)
		});
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
	if InterestSets::<Runtime>::iter_keys().count() < SEARCHING {
		return Some(("EhrIndex", "set_interests"));
	}
	if Arbiter::<Runtime>::get().is_none() {
		return Some(("Cases", "name_arbiter"));
	}
	if contender(world).is_some() {
		return Some(("Cases", "contest_assignment"));
	}
	let (mut claiming, mut possible) = (false, Vec::new());
	for (id, case) in Cases::<Runtime>::iter() {
		match case.stage {
			Stage::Claiming if now() < case.cut_off => claiming = true,
			Stage::Claiming if now() < case.assign_until && Claims::<Runtime>::contains_key(id) => {
				possible.push("assign");
			}
			Stage::Contested(_) => possible.push("decide_contest"),
			Stage::Assigned => {
				let reportable = case.assignment.is_some_and(|held| now() >= held.contest_until);
				possible.push(if reportable {
					"submit_report"
				} else {
					"delegate_case"
				});
			}
			Stage::Reported => possible.extend(["dispute_report", "acknowledge_report"]),
			Stage::Disputed => possible.push("decide_dispute"),
			Stage::Claiming | Stage::Settled(_) => {}
		}
	}
	if claiming || possible.is_empty() || world.one_in(6) {
		possible.extend(["claim_case", "attach_fee"]);
	}
	world.pick(&possible).map(|call| ("Cases", call))
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

fn attach_fee(world: &mut World) -> Step {
	let live: Vec<_> = Records::<Runtime>::iter()
		.filter(|(_, record)| record.status == RecordStatus::Live)
		.map(|(id, record)| (id, record.patient))
		.collect();
	let found = world.pick(&live);
	let (record, who) = found.unwrap_or_else(|| (world.hash(), world.citizen()));
	let amount = world.amount();
	by(who, Call::<Runtime>::attach_fee { record, amount })
}

fn commitment(world: &World, record: RecordId, doctor: &AccountId, count: u32) -> H256 {
	let genesis = world.secrets.genesis();
	claim_commitment(&genesis, &record.0, &doctor.clone().into(), count, &INNER.0).into()
}

/// A doctor who may claim a record and has not: of a case that has claims already, if there is one.
fn claim_case(world: &mut World) -> Step {
	let doctors: Vec<_> = InterestSets::<Runtime>::iter().collect();
	let (mut fresh, mut joined) = (Vec::new(), Vec::new());
	for (record, _) in Records::<Runtime>::iter() {
		let open = open(record);
		for (doctor, set) in &doctors {
			if !may_claim(doctor, record) {
				continue;
			}
			let claim = (record, doctor.clone(), set.digests.len() as u32);
			match &open {
				None => fresh.push(claim),
				Some((case, claims)) => {
					let takes = case.stage == Stage::Claiming && now() < case.cut_off;
					let employer = HospitalRegistry::employer(doctor);
					let of_hospital = claims
						.iter()
						.filter(|claim| Some(claim.hospital) == employer)
						.count() as u32;
					if takes
						&& of_hospital < MaxClaimsPerHospital::get()
						&& claims.iter().all(|claim| claim.doctor != *doctor)
					{
						joined.push(claim);
					}
				}
			}
		}
	}
	let found = world.pick(&joined).or_else(|| world.pick(&fresh));
	let (record, who, count) = found.unwrap_or_else(|| (world.hash(), world.citizen(), 1));
	let commitment = commitment(world, record, &who, count);
	by(who, Call::<Runtime>::claim_case { record, commitment })
}

/// The open case of a record with its claims.
fn open(record: RecordId) -> Option<(CaseOf<Runtime>, ClaimsOf<Runtime>)> {
	let id = OpenCases::<Runtime>::get(record)?;
	Some((Cases::<Runtime>::get(id)?, Claims::<Runtime>::get(id)))
}

fn may_claim(doctor: &AccountId, record: RecordId) -> bool {
	Standings::<Runtime>::get(doctor).banned_until <= now()
		&& <EhrIndex as CaseRecords<AccountId>>::may_claim(doctor, record).is_ok()
}

/// The custodian counts every claim for what it is, but for one that it may leave out.
fn assign(world: &mut World) -> Step {
	let (id, stored) = case(world, |id, case| {
		case.stage == Stage::Claiming
			&& case.cut_off <= now()
			&& now() < case.assign_until
			&& Claims::<Runtime>::contains_key(id)
	});
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
	let left_out = if claims.len() > 1 && world.one_in(2) {
		world.below(claims.len() as u32) as usize
	} else {
		usize::MAX
	};
	let counts: Vec<u32> = claims
		.iter()
		.enumerate()
		.map(|(place, claim)| if place == left_out { 0 } else { claim.interests })
		.collect();
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
	// Of two the earlier: what comes later must have more.
	let mut winner: Option<(u32, AccountId)> = None;
	for (claim, count) in claims.iter().zip(&counts) {
		let most = winner.as_ref().map_or(0, |(most, _)| *most);
		if *count > most && may_claim(&claim.doctor, case.record) {
			winner = Some((*count, claim.doctor.clone()));
		}
	}
	let custodian = EhrIndex::facts(case.record).and_then(|facts| operator_of(facts.custodian));
	let call = Call::<Runtime>::assign {
		case: id,
		counts: BoundedVec::truncate_from(counts),
		doctor: winner.map_or_else(|| world.citizen(), |(_, doctor)| doctor),
		root,
	};
	by(custodian.unwrap_or_else(|| world.anybody()), call)
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
	let (id, stored) = case(world, |_, case| {
		let held = case.assignment.as_ref();
		case.stage == Stage::Assigned
			&& held.is_some_and(|held| held.contest_until <= now() && now() < held.report_until)
	});
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
	let custodian = operator_of(EhrIndex::facts(case.record)?.custodian)?;
	let key = HospitalRegistry::key(&custodian, KeyPurpose::Receipt)?;
	let secret = world.secrets.receipt(&key)?;
	let recipient = Recipient {
		genesis: world.secrets.genesis(),
		record: case.record.0,
		doctor: held.doctor.clone().into(),
		patient: case.patient.clone().into(),
		y: HospitalRegistry::key(&case.patient, KeyPurpose::Report).or(held.report_key)?,
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
