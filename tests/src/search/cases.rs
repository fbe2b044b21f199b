//! Cases: patients offer a fee, doctors claim in secret, custodians count.

use super::{item, proved, CaseAt, Searching, Step, FEE};
use crate::trade::{number, path, text};
use anyhow::{ensure, Context, Result};
use futures::future::{try_join, try_join_all};
use salus_primitives::{cases::CaseId, BlockNumber};
use serde_json::Value;

/// The cases: place of the patient, of the doctor who has it in the end, and how many doctors claim.
const CASES: [(usize, usize, usize); 3] = [(0, 0, 2), (3, 1, 1), (2, 0, 1)];

/// A case on which a claim stands.
struct Claimed {
	id: CaseId,
	/// The doctors' files.
	files: Vec<String>,
}

/// What a patient sees of the case of a record.
pub(super) async fn seen_by_patient(searching: &Searching, place: usize, id: CaseId) -> Result<Value> {
	let listed = searching
		.as_patient(searching.patient(place)?, &["patient", "cases"])
		.await?;
	Ok(item(&listed, "cases", "case", &id.into())?.clone())
}

/// Three cases at once: on the first record two doctors claim, the one who knows less of it earlier.
pub(super) async fn assign(searching: &mut Searching) -> Result<()> {
	let world = searching.world();
	let (early, _) = claim(searching, 1, 0).await?;
	world.network.caught_up().await?;
	let ((first, third), last) = try_join(
		async {
			let first = claim(searching, 0, 0).await?;
			Ok::<_, anyhow::Error>((first, claim(searching, 0, 2).await?))
		},
		claim(searching, 1, 3),
	)
	.await?;
	let claimed = [
		Claimed {
			id: first.1,
			files: vec![early, first.0],
		},
		Claimed {
			id: last.1,
			files: vec![last.0],
		},
		Claimed {
			id: third.1,
			files: vec![third.0],
		},
	];
	try_join_all(CASES.map(|(patient, _, _)| fee(searching, patient))).await?;
	world.network.caught_up().await?;
	let mut cut_off = 0;
	for (one, (patient, _, claims)) in claimed.iter().zip(CASES) {
		let case = seen_by_patient(searching, patient, one.id).await?;
		let stand = case["claims"].as_array().map_or(0, Vec::len);
		ensure!(stand == claims, "{claims} claims should stand: {case}");
		ensure!(
			case["claims"]
				.as_array()
				.is_some_and(|claims| claims.iter().all(|claim| claim["interests"].is_null())),
			"a claim shows its interests before it is counted: {case}"
		);
		cut_off = cut_off.max(BlockNumber::try_from(number(&case, "cutOff")?)?);
	}
	world.network.wait_finalised(cut_off).await?;
	let assigned = claimed.iter().zip(CASES).map(|(one, (patient, doctor, _))| {
		let hides = searching.breaks(Step::Assign) && patient == 0;
		count(searching, one, patient, doctor, hides)
	});
	try_join_all(assigned).await?;
	searching.cases = claimed
		.iter()
		.zip(CASES)
		.map(|(one, (patient, doctor, _))| CaseAt {
			id: one.id,
			patient,
			doctor,
		})
		.collect();
	let (right, other, first) = (searching.doctor(0)?, searching.doctor(1)?, searching.patient(0)?);
	proved(
		Step::Assign,
		format!(
			"claims stood as digests until the cut-off; {} of {} interests that match the first record has the {}, {} the {} \
			 who claimed earlier: it is the {}'s",
			right.matches(first).len(),
			right.interests.len(),
			right.name,
			other.matches(first).len(),
			other.name,
			right.name
		),
	);
	Ok(())
}

/// A patient offers a fee for a report.
async fn fee(searching: &Searching, place: usize) -> Result<Value> {
	let offer = ["patient", "fee", searching.record(place)?, FEE];
	searching.as_patient(searching.patient(place)?, &offer).await
}

/// A doctor claims a patient's record; gives the file for the custodian, and the case.
async fn claim(searching: &Searching, doctor: usize, patient: usize) -> Result<(String, CaseId)> {
	let (doctor, person) = (searching.doctor(doctor)?, searching.patient(patient)?);
	let file = searching
		.world()
		.file(&format!("{}-{}.claim", doctor.name, person.name));
	let file = path(&file)?.to_owned();
	let arguments = ["doctor", "claim", searching.record(patient)?, "--out", &file];
	let claimed = searching.as_doctor(doctor, &arguments).await?;
	let expected = doctor.matches(person).len();
	ensure!(
		number(&claimed, "interests")? == expected as u128,
		"{expected} interests match: {claimed}"
	);
	let case = CaseId::try_from(number(&claimed, "case")?)?;
	Ok((file, case))
}

/// The custodian counts the claims by their files. One that hides the claim of the doctor who should win leaves its file out.
async fn count(
	searching: &Searching,
	claimed: &Claimed,
	patient: usize,
	doctor: usize,
	hides: bool,
) -> Result<()> {
	let (person, doctor) = (searching.patient(patient)?, searching.doctor(doctor)?);
	let id = claimed.id.to_string();
	let mut arguments = vec!["hospital", "assign", id.as_str()];
	for file in claimed.files.iter().take(if hides { 1 } else { usize::MAX }) {
		arguments.extend(["--claim", file.as_str()]);
	}
	let assigned = searching.as_hospital(person.hospital, &arguments).await?;
	let right = searching.world().secrets(doctor.name)?.signer().account();
	ensure!(
		text(&assigned, "doctor")? == right.to_string(),
		"case {id} is not the {}'s: {assigned}",
		doctor.name
	);
	let own = item(&assigned, "claims", "doctor", &right.to_string().into())?;
	ensure!(
		number(own, "interests")? == doctor.matches(person).len() as u128,
		"another count: {assigned}"
	);
	Ok(())
}

/// Waits until reports are taken on every case that is assigned.
pub(super) async fn reports_are_taken(searching: &Searching) -> Result<()> {
	let network = &searching.world().network;
	network.caught_up().await?;
	let mut from: BlockNumber = 0;
	for case in &searching.cases {
		let seen = seen_by_patient(searching, case.patient, case.id).await?;
		let assignment = seen
			.get("assignment")
			.with_context(|| format!("not assigned: {seen}"))?;
		from = from.max(BlockNumber::try_from(number(assignment, "contestUntil")?)?);
	}
	network.wait_finalised(from).await
}
