//! The patient's and the auditor's view, disclosure, revocation, and faults.

use super::{
	access::{elsewhere, opens, path, record, refused, LONG},
	proved, setup,
	world::account,
	Answer, Step, Story,
};
use anyhow::{bail, ensure, Context, Result};
use futures::future::try_join;
use salus_crypto::record::Disclosure;
use salus_runtime::Runtime;
use salus_wallet::chain::At;
use std::{
	fs,
	path::{Path, PathBuf},
};

/// The patient opens the record with the wrap key alone, and sees the accesses; an auditor sees the same trail.
pub(super) async fn patient(story: &Story) -> Result<()> {
	let world = &story.world;
	let exported = world.file("export");
	let who = if story.breaks(Step::Patient) {
		// The patient's account, without the patient's wrap key.
		let arguments = ["keys", "create", "impostor", "--uri", "//Patient"];
		world.must("karolinska", "//any", &arguments).await?;
		"impostor"
	} else {
		"patient"
	};
	world
		.must("karolinska", who, &["patient", "export", path(&exported)?])
		.await?;
	let file = exported.join(format!("{}.json", story.record.trim_start_matches("0x")));
	ensure!(
		fs::read(&file)? == story.bundle,
		"the patient's copy differs from the sealed record"
	);
	let doctor = account("cardiologist")?.to_string();
	for (at, who, arguments) in [
		("karolinska", "patient", ["patient", "accesses"]),
		("mayo", "//Auditor", ["auditor", "report"]),
	] {
		let trail = world.must(at, who, &arguments).await?;
		let entries = trail["entries"].as_array().context("no entries")?;
		let seen = entries.iter().any(|entry| {
			entry["event"] == "accessed"
				&& entry["doctor"] == doctor.as_str()
				&& entry["record"] == story.record.as_str()
		});
		ensure!(seen, "{who} does not see the access: {trail}");
	}
	proved(Step::Patient, "the patient exported all records with the own key alone; patient and auditor see who accessed, at two nodes");
	Ok(())
}

/// One field with its proof against the chain's commitment; nothing of the others.
pub(super) async fn disclose(story: &Story) -> Result<()> {
	let world = &story.world;
	let file = world.file("disclosure");
	let arguments = [
		"patient",
		"disclose",
		&story.record,
		"--field",
		"2",
		"--out",
		path(&file)?,
	];
	world.must("st-mary", "patient", &arguments).await?;
	let mut proof = fs::read(&file)?;
	if story.breaks(Step::Disclose) {
		let last = proof.len() - 1;
		proof[last] ^= 1;
	}
	let record = elsewhere(story, "mayo")
		.await?
		.record(record(story)?, At::Finalised)
		.await?
		.context("another node has no such record")?;
	let disclosure = Disclosure::parse(&proof).map_err(|e| anyhow::anyhow!("{e}"))?;
	let shown = disclosure
		.verify(&record.commitment.0)
		.map_err(|e| anyhow::anyhow!("{e}"))?;
	let fields = salus_wallet::fhir::split(&story.bundle)?;
	ensure!(
		shown.len() == 1 && shown[0].index == 2,
		"not the one field asked for"
	);
	ensure!(
		*shown[0].content == fields[2].bytes,
		"the field shown is not the record's"
	);
	for (i, field) in fields
		.iter()
		.enumerate()
		.filter(|(i, field)| *i != 2 && field.bytes.len() >= 32)
	{
		let leaks = proof.windows(32).any(|window| window == &field.bytes[..32]);
		ensure!(!leaks, "the disclosure holds bytes of field {i}");
	}
	proved(
		Step::Disclose,
		format!(
			"field 2 ({}) proven against the salted commitment on chain; {} others stay hidden",
			shown[0].label,
			fields.len() - 1
		),
	);
	Ok(())
}

/// The hospital revokes its cardiologist; from the next epoch the tree's cover leaves the leaf out.
pub(super) async fn revoke(story: &Story) -> Result<()> {
	let world = &story.world;
	let before = world.must("st-mary", "//any", &["network", "status"]).await?["epoch"].as_u64();
	let revoked = async {
		if !story.breaks(Step::Revoke) {
			let arguments = ["hospital", "revoke", "cardiologist"];
			world.must("charite", "charite", &arguments).await?;
			refused(story, "charite", "cardiologist", "Revoked").await?;
		}
		Ok(())
	};
	let next_epoch = pallet_revocation::Call::<Runtime>::force_epoch {}.into();
	let (motion, ()) = try_join(world.council_votes(&next_epoch), revoked).await?;
	world.council_closes(motion, &next_epoch).await?;
	loop {
		world.network.caught_up().await?;
		let status = world.must("karolinska", "//any", &["network", "status"]).await?;
		if status["epoch"].as_u64() > before {
			break;
		}
		let height = status["finalised"].as_u64().context("no height")?;
		world.network.wait_finalised(u32::try_from(height)? + 1).await?;
	}
	setup::serves(story).await?;
	refused(story, "charite", "cardiologist", "Revoked").await?;

	let chain = elsewhere(story, "mayo").await?;
	let epoch = chain.epoch(At::Finalised).await?;
	ensure!(
		epoch.latest_complete == Some(epoch.epoch),
		"another node does not show the update keys of the next epoch: {epoch:?}"
	);
	let key = chain
		.user_key(&account("cardiologist")?, At::Finalised)
		.await?
		.context("the key is not on chain")?;
	ensure!(key.revoked, "another node does not show the key as revoked");
	let covering = chain.covering_node(key.leaf, At::Finalised).await?;
	ensure!(
		covering.is_none(),
		"a node of the cover still stands above the revoked leaf"
	);
	proved(
		Step::Revoke,
		"the cardiologist was revoked: refused at once, and in the next epoch no update key covers the leaf, for this old record either",
	);
	Ok(())
}

/// The fourth hospital loses power; another doctor, now with consent, opens.
pub(super) async fn kill(story: &mut Story) -> Result<()> {
	let victim = if story.breaks(Step::Kill) {
		"st-mary"
	} else {
		"mayo"
	};
	let node = story
		.world
		.network
		.nodes
		.iter_mut()
		.find(|node| node.handle == victim)
		.context("no such node")?;
	node.kill().await?;
	let world = &story.world;
	let arguments = [
		"patient",
		"consent",
		"--all",
		"--hospital",
		"karolinska",
		"--blocks",
		LONG,
	];
	let consented = world.must("charite", "patient", &arguments).await?;
	let declared = opens(story, "karolinska", "stranger", "st-mary").await?;
	ensure!(
		Some(u64::from(declared)) > consented["height"].as_u64(),
		"a third node shows the access in block {declared}, not after the consent: {consented}"
	);
	proved(
		Step::Kill,
		"with one hospital's node killed, blocks are final, the patient consents and another doctor opens",
	);
	Ok(())
}

/// A byte of the stored ciphertext flips: the custodian's node refuses to serve it, to the doctor and to the patient.
/// What was flipped is all that was wrong: flipped back, the record opens.
pub(super) async fn tamper(story: &Story) -> Result<()> {
	let world = &story.world;
	let store = world.network.node("st-mary")?.folder.join("store");
	let blob = largest_file(&store)?.context("the store is empty")?;
	if !story.breaks(Step::Tamper) {
		flip(&blob)?;
	}
	let message = refused(story, "karolinska", "stranger", "digest").await?;
	let open = ["patient", "open", &story.record];
	match world.ask("charite", "patient", &open).await? {
		Answer::Done(_) => bail!("through another node the patient opens what was tampered with"),
		Answer::Refused { message, .. } => ensure!(
			message.contains("digest"),
			"through another node the refusal is another: {message}"
		),
	}
	flip(&blob)?;
	let opened = world.must("charite", "patient", &open).await?;
	ensure!(
		opened["content"].as_str().map(str::as_bytes) == Some(&story.bundle[..]),
		"flipped back, the record is not what it was"
	);
	proved(
		Step::Tamper,
		format!("a flipped byte in the custodian's store is detected: {message}"),
	);
	Ok(())
}

fn flip(blob: &Path) -> Result<()> {
	let mut bytes = fs::read(blob)?;
	let middle = bytes.len() / 2;
	bytes[middle] ^= 1;
	Ok(fs::write(blob, bytes)?)
}

/// The ciphertext is the largest of what a store holds.
fn largest_file(folder: &Path) -> Result<Option<PathBuf>> {
	let mut best: Option<(u64, PathBuf)> = None;
	for entry in fs::read_dir(folder)? {
		let path = entry?.path();
		let candidate = if path.is_dir() {
			largest_file(&path)?
		} else {
			Some(path)
		};
		if let Some(path) = candidate {
			let size = fs::metadata(&path)?.len();
			if best.as_ref().is_none_or(|(most, _)| size > *most) {
				best = Some((size, path));
			}
		}
	}
	Ok(best.map(|(_, path)| path))
}
