//! A report goes back to the patient.

use super::{
	cases::{reports_are_taken, seen_by_patient},
	item, people, proved, Searching, Step, FEE,
};
use crate::trade::{height, path, text};
use anyhow::{ensure, Context, Result};
use salus_primitives::{
	cases::{CaseId, Outcome},
	Balance, SAL,
};
use salus_runtime::RuntimeEvent;
use serde_json::Value;
use std::fs;

/// What the doctor writes.
const CONTENT: &str = "Findings agree with the record. Therapy: continue; next visit in three months.\n";

/// What a fee is worth.
pub(super) fn fee() -> Result<Balance> {
	Ok(FEE.parse::<Balance>()? * SAL)
}

/// The doctor reports, the patient reads and acknowledges, and the fee is the doctor's. Another case goes to a colleague.
pub(super) async fn tell(searching: &mut Searching) -> Result<()> {
	reports_are_taken(searching).await?;
	let [case, _, other] = &searching.cases[..] else {
		anyhow::bail!("not three cases")
	};
	let (doctor, person) = (searching.doctor(case.doctor)?, searching.patient(case.patient)?);
	let id = case.id.to_string();
	let file = searching.world().file("report.txt");
	let content = if searching.breaks(Step::Report) {
		"Something else.\n"
	} else {
		CONTENT
	};
	fs::write(&file, content)?;
	let reported = searching
		.as_doctor(doctor, &["doctor", "report", &id, path(&file)?])
		.await?;
	let other_id = other.id.to_string();
	let delegate = ["doctor", "delegate", &other_id, people::RESCUER];
	searching
		.as_doctor(searching.doctor(other.doctor)?, &delegate)
		.await?;
	searching.world().network.caught_up().await?;

	let out = searching.world().file("reports");
	let read = ["patient", "reports", "--out", path(&out)?];
	let received = searching.as_patient(person, &read).await?;
	let own = item(&received, "reports", "case", &case.id.into())?;
	ensure!(own["state"] == "opened", "the report does not open: {own}");
	ensure!(
		fs::read_to_string(text(own, "file")?)? == CONTENT,
		"the patient reads another report: {own}"
	);
	let acknowledged = searching
		.as_patient(person, &["patient", "acknowledge", &id])
		.await?;
	searching.world().network.caught_up().await?;
	is_settled(
		searching,
		case.id,
		&acknowledged,
		Outcome::Acknowledged,
		fee()?,
		0,
	)
	.await?;
	let seen = seen_by_patient(searching, case.patient, case.id).await?;
	ensure!(
		seen["report"]["digest"] == reported["digest"],
		"the report on chain is another: {seen}"
	);
	let rate = ["patient", "rate-case", &id, "5"];
	searching.as_patient(person, &rate).await?;
	proved(
		Step::Report,
		format!(
			"the {} reported to the patient, and nobody else can read it; acknowledged, it paid {FEE} SAL. Another case went to \
			 a colleague",
			doctor.name
		),
	);
	Ok(())
}

/// Another node shows in the block of an answer how a case ended, and what of the fee went where.
pub(super) async fn is_settled(
	searching: &Searching,
	id: CaseId,
	answer: &Value,
	ended: Outcome,
	to_doctor: Balance,
	to_patient: Balance,
) -> Result<()> {
	let chain = searching.chain("charite").await?;
	let block = chain.block_at(height(answer)?).await?;
	let events = chain.events(block).await?;
	let settled = events.iter().find_map(|event| match event {
		RuntimeEvent::Cases(pallet_cases::Event::CaseSettled {
			case,
			outcome,
			paid,
			returned,
		}) if *case == id => Some((*outcome, *paid, *returned)),
		_ => None,
	});
	let settled = settled.with_context(|| format!("case {id} is not settled in the block of {answer}"))?;
	ensure!(
		settled == (ended, to_doctor, to_patient),
		"case {id} ended otherwise: {settled:?}"
	);
	Ok(())
}
