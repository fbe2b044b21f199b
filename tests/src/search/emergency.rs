//! A record is opened without consent, which everybody sees who should.

use super::{item, people::RESCUER, proved, Searching, Step};
use crate::{
	story::account,
	trade::{number, path},
};
use anyhow::{ensure, Context, Result};
use std::fs;

/// Where the rescuer works.
const AT: &str = "charite";

/// The rescuer breaks the glass and opens; the patient sees it, an auditor lists it, the council reviews it.
pub(super) async fn tell(searching: &mut Searching) -> Result<()> {
	let (world, record, person) = (searching.world(), searching.record(0)?, searching.patient(0)?);
	let (keys, out) = (world.file(&format!("{RESCUER}.keys")), world.file("rescued.json"));
	let (keys, out) = (path(&keys)?, path(&out)?);
	let open = ["doctor", "open", record, "--keys", keys, "--out", out];
	let refusal = world.must_refuse(AT, RESCUER, &open, "NoConsent").await?;
	if !searching.breaks(Step::Emergency) {
		let declare = ["doctor", "emergency", record, "--reason", "unconscious"];
		let declared = world.must(AT, RESCUER, &declare).await?;
		ensure!(number(&declared, "expiresAt")? > 0, "no emergency: {declared}");
	}
	world.network.caught_up().await?;
	world.must(AT, RESCUER, &open).await?;
	ensure!(
		fs::read(out)? == person.bundle,
		"the rescuer opened another record"
	);

	let rescuer = account(RESCUER)?.to_string();
	let trail = searching.as_patient(person, &["patient", "accesses"]).await?;
	let entries = trail["entries"].as_array().context("no entries")?;
	ensure!(
		entries.iter().any(|entry| {
			entry["event"] == "emergencyDeclared"
				&& entry["doctor"] == rescuer.as_str()
				&& entry["record"] == record
		}),
		"the patient does not see the emergency: {trail}"
	);
	on_the_trail(searching).await?;
	let list = ["auditor", "emergencies", "--unreviewed"];
	let listed = world.must("mayo", "//any", &list).await?;
	let one = item(&listed, "emergencies", "doctor", &rescuer.as_str().into())?;
	let id = number(one, "emergency")?.to_string();
	world.council(&["review-emergency", &id, "--justified"]).await?;
	world.network.caught_up().await?;
	let listed = world
		.must("karolinska", "//any", &["auditor", "emergencies"])
		.await?;
	let one = item(&listed, "emergencies", "doctor", &rescuer.as_str().into())?;
	ensure!(one["verdict"] == "justified", "not reviewed: {one}");
	proved(
		Step::Emergency,
		format!(
			"a {RESCUER} without consent was refused ({refusal}), declared an emergency and opened at once; the patient sees who \
			 and why, and the council found it justified. An auditor sees searches, matches and pre-decryptions, no keyword"
		),
	);
	Ok(())
}

/// What the node did for its doctors comes to the trail, where an auditor reads it at another: no keyword.
async fn on_the_trail(searching: &Searching) -> Result<()> {
	let noted = searching
		.as_hospital(AT, &["hospital", "record-services"])
		.await?;
	ensure!(number(&noted, "entries")? > 0, "nothing was done: {noted}");
	let world = searching.world();
	world.network.caught_up().await?;
	let trail = world.must("mayo", "//Auditor", &["auditor", "report"]).await?;
	let entries = trail["entries"].as_array().context("no entries")?;
	for event in ["searched", "matched", "preDecrypted"] {
		ensure!(
			entries.iter().any(|entry| entry["event"] == event),
			"nothing was {event}, by the trail: {trail}"
		);
	}
	let text = trail.to_string();
	for doctor in &searching.cast.doctors {
		let shown = doctor.interests.iter().find(|keyword| text.contains(*keyword));
		ensure!(shown.is_none(), "the trail shows a keyword: {shown:?}");
	}
	Ok(())
}
