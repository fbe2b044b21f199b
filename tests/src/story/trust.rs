//! The patient's and the auditor's view, disclosure, revocation, and faults.

use super::{
	access::{open_as, refused},
	proved, setup, Step, Story,
};
use anyhow::{ensure, Context, Result};
use salus_crypto::record::Disclosure;
use salus_wallet::chain::At;
use std::fs;

/// The patient opens the record with the wrap key alone, and sees the accesses; an auditor sees the same trail.
pub(super) async fn patient(story: &Story) -> Result<()> {
	let world = &story.world;
	let exported = world.file("export");
	let folder = exported.to_str().context("a path that is no text")?;
	world
		.must("karolinska", "patient", &["patient", "export", folder])
		.await?;
	let file = exported.join(format!("{}.json", story.record.trim_start_matches("0x")));
	let mut bytes = fs::read(&file)?;
	if story.breaks(Step::Patient) {
		bytes.push(b' ');
	}
	ensure!(
		bytes == story.bundle,
		"the patient's copy differs from the sealed record"
	);
	let doctor = setup::address(story, "cardiologist").await?;
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
	let out = file.to_str().context("a path that is no text")?;
	let arguments = ["patient", "disclose", &story.record, "--field", "2", "--out", out];
	world.must("st-mary", "patient", &arguments).await?;
	let mut proof = fs::read(&file)?;
	if story.breaks(Step::Disclose) {
		let last = proof.len() - 1;
		proof[last] ^= 1;
	}
	let chain = world.network.node("mayo")?.chain().await?;
	let id = story.record.parse().map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let record = chain
		.record(id, At::Finalised)
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
	if !story.breaks(Step::Revoke) {
		world
			.must("charite", "charite", &["hospital", "revoke", "cardiologist"])
			.await?;
		refused(story, "charite", "cardiologist", "Revoked").await?;
	}
	let before = world.must("st-mary", "//any", &["network", "status"]).await?["epoch"].as_u64();
	world.council(&["force-epoch"]).await?;
	loop {
		let status = world.must("karolinska", "//any", &["network", "status"]).await?;
		if status["epoch"].as_u64() > before {
			break;
		}
		let height = status["finalised"].as_u64().context("no height")?;
		world.network.wait_finalised(u32::try_from(height)? + 1).await?;
	}
	setup::publish(story).await?;
	refused(story, "charite", "cardiologist", "Revoked").await?;

	let chain = world.network.node("mayo")?.chain().await?;
	let doctor = sp_core::crypto::Ss58Codec::from_ss58check(&setup::address(story, "cardiologist").await?)
		.map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let key = chain
		.user_key(&doctor, At::Finalised)
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
		"10000",
	];
	world.must("charite", "patient", &arguments).await?;
	let opened = open_as(story, "karolinska", "stranger").await?;
	ensure!(
		opened == story.bundle,
		"the opened record differs from the sealed one"
	);
	proved(
		Step::Kill,
		"with one hospital's node killed, blocks are final, the patient consents and another doctor opens",
	);
	Ok(())
}

/// A byte of the stored ciphertext flips: the custodian's node refuses to serve it.
pub(super) async fn tamper(story: &Story) -> Result<()> {
	let world = &story.world;
	if !story.breaks(Step::Tamper) {
		let store = world.network.node("st-mary")?.folder.join("store");
		let blob = largest_file(&store)?.context("the store is empty")?;
		let mut bytes = fs::read(&blob)?;
		let middle = bytes.len() / 2;
		bytes[middle] ^= 1;
		fs::write(&blob, bytes)?;
	}
	let message = refused(story, "karolinska", "stranger", "igest").await?;
	proved(
		Step::Tamper,
		format!("a flipped byte in the custodian's store is detected: {message}"),
	);
	Ok(())
}

fn largest_file(folder: &std::path::Path) -> Result<Option<std::path::PathBuf>> {
	let mut best: Option<(u64, std::path::PathBuf)> = None;
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
