//! Sealing and opening, and three who may not.

use super::{proved, world::text, Answer, Step, Story, POLICY};
use anyhow::{ensure, Context, Result};
use memchr::memmem::Finder;
use std::{fs, path::Path};

/// The blocks of a consent or an authorisation that outlives the story.
const LONG: &str = "10000";

/// The custodian seals, stores and registers; the patient consents; the custodian authorises two hospitals.
pub(super) async fn seal(story: &mut Story) -> Result<()> {
	let world = &story.world;
	let source = story.source.to_str().context("a path that is no text")?;
	let arguments = [
		"hospital",
		"seal",
		source,
		"--policy",
		POLICY,
		"--patient",
		"patient",
	];
	let sealed = world.must("st-mary", "st-mary", &arguments).await?;
	story.record = text(&sealed, "record")?.to_owned();
	story.scope = text(&sealed, "scope")?.to_owned();
	let world = &story.world;
	let scope = story.scope.as_str();
	let consent = async {
		for handle in ["charite", "mayo"] {
			let arguments = [
				"patient",
				"consent",
				"--all",
				"--hospital",
				handle,
				"--blocks",
				LONG,
			];
			world.must("st-mary", "patient", &arguments).await?;
		}
		anyhow::Ok(())
	};
	let authorise = async {
		for (handle, blocks) in [("charite", LONG), ("karolinska", LONG)] {
			let arguments = ["hospital", "authorise", handle, scope, "--blocks", blocks];
			world.must("st-mary", "st-mary", &arguments).await?;
		}
		anyhow::Ok(())
	};
	futures::future::try_join(consent, authorise).await?;

	if story.breaks(Step::Seal) {
		let readable = world
			.network
			.node("st-mary")?
			.folder
			.join("store")
			.join("readable");
		fs::write(readable, &story.bundle)?;
	}
	let listed = world.must("mayo", "patient", &["patient", "list"]).await?;
	let registered = listed["records"].as_array().is_some_and(|records| {
		records
			.iter()
			.any(|record| record["record"] == story.record.as_str())
	});
	ensure!(registered, "another node does not list the record: {listed}");
	for node in &world.network.nodes {
		ensure!(
			!holds_plaintext(&node.folder, &story.bundle)?,
			"the folder of {} holds readable parts of the record",
			node.handle
		);
	}
	proved(
		Step::Seal,
		format!(
			"{} fields sealed and registered; no byte of a resource is readable in any node's folder",
			sealed["fields"]
		),
	);
	Ok(())
}

/// How many pieces of the record are looked for, and their length.
const PIECES: (usize, usize) = (8, 48);

/// Whether a file below `folder` holds a piece of the record as it was before sealing.
fn holds_plaintext(folder: &Path, bundle: &[u8]) -> Result<bool> {
	let (count, length) = PIECES;
	let step = (bundle.len() / count).max(length);
	let pieces: Vec<_> = bundle
		.chunks(step)
		.filter(|chunk| chunk.len() >= length)
		.map(|chunk| Finder::new(&chunk[..length]))
		.collect();
	let mut folders = vec![folder.to_owned()];
	while let Some(folder) = folders.pop() {
		for entry in fs::read_dir(&folder)? {
			let path = entry?.path();
			if path.is_dir() {
				folders.push(path);
			} else {
				let content = fs::read(&path)?;
				if pieces.iter().any(|piece| piece.find(&content).is_some()) {
					return Ok(true);
				}
			}
		}
	}
	Ok(false)
}

/// Opens into a fresh file; gives its content.
pub(super) async fn open_as(story: &Story, at: &str, who: &str) -> Result<Vec<u8>> {
	let file = story.world.file(&format!(
		"{who}-{}.json",
		fs::read_dir(&story.world.folder)?.count()
	));
	let keys = story.world.file(&format!("{who}.keys"));
	let (out, keys) = (path(&file)?, path(&keys)?);
	story
		.world
		.must(
			at,
			who,
			&["doctor", "open", &story.record, "--keys", keys, "--out", out],
		)
		.await?;
	Ok(fs::read(&file)?)
}

/// Opening that must be refused for a reason; gives the message.
pub(super) async fn refused(story: &Story, at: &str, who: &str, reason: &str) -> Result<String> {
	let file = story.world.file(&format!("{who}-never.json"));
	let keys = story.world.file(&format!("{who}.keys"));
	let (out, keys) = (path(&file)?, path(&keys)?);
	let message = story
		.world
		.must_refuse(
			at,
			who,
			&["doctor", "open", &story.record, "--keys", keys, "--out", out],
			reason,
		)
		.await?;
	ensure!(!file.exists(), "a refused opening left a file behind");
	Ok(message)
}

fn path(path: &Path) -> Result<&str> {
	path.to_str().context("a path that is no text")
}

/// The cardiologist of another hospital opens, byte for byte.
pub(super) async fn open(story: &Story) -> Result<()> {
	if story.breaks(Step::Open) {
		let arguments = ["patient", "withdraw", "--all", "--hospital", "charite"];
		story.world.must("st-mary", "patient", &arguments).await?;
	}
	let listed = story
		.world
		.must("karolinska", "cardiologist", &["doctor", "list"])
		.await?;
	ensure!(
		listed["records"]
			.as_array()
			.is_some_and(|records| !records.is_empty()),
		"nothing to open: {listed}"
	);
	let opened = open_as(story, "charite", "cardiologist").await?;
	ensure!(
		opened == story.bundle,
		"the opened record differs from the sealed one"
	);
	proved(
		Step::Open,
		"a cardiologist of another hospital opened it byte for byte: Y1 from the own hospital, Y2 from the custodian, one exponentiation",
	);
	Ok(())
}

/// Same hospital, same consent, but the attributes are missing: the key does not open.
pub(super) async fn attributes(story: &Story) -> Result<()> {
	if story.breaks(Step::Attributes) {
		story
			.world
			.council(&["grant", "nurse", "consortium/cardiologist"])
			.await?;
		let keys = story.world.file("nurse.keys");
		story
			.world
			.must("charite", "nurse", &["doctor", "keys", "--out", path(&keys)?])
			.await?;
	}
	let message = refused(story, "charite", "nurse", "attributes").await?;
	proved(
		Step::Attributes,
		format!("a nurse of the same hospital is refused: {message}"),
	);
	Ok(())
}

/// A cardiologist of an authorised hospital, to whom the patient has not consented.
pub(super) async fn consent(story: &Story) -> Result<()> {
	if story.breaks(Step::Consent) {
		let arguments = [
			"patient",
			"consent",
			"--all",
			"--hospital",
			"karolinska",
			"--blocks",
			LONG,
		];
		story.world.must("st-mary", "patient", &arguments).await?;
	}
	let message = refused(story, "karolinska", "stranger", "NoConsent").await?;
	proved(
		Step::Consent,
		format!("a stranger without the patient's consent is refused: {message}"),
	);
	Ok(())
}

/// Consent is there, but the hospital's authorisation has run out.
pub(super) async fn authorisation(story: &Story) -> Result<()> {
	let world = &story.world;
	let blocks = if story.breaks(Step::Authorisation) {
		LONG
	} else {
		"4"
	};
	let arguments = ["hospital", "authorise", "mayo", &story.scope, "--blocks", blocks];
	let granted = world.must("st-mary", "st-mary", &arguments).await?;
	let height = granted["height"].as_u64().context("no height")?;
	world.network.wait_finalised(u32::try_from(height)? + 5).await?;
	let message = refused(story, "mayo", "resident", "AuthorisationExpired").await?;
	let elsewhere = world.ask("karolinska", "resident", &["doctor", "list"]).await?;
	if let Answer::Done(list) = elsewhere {
		ensure!(
			list["records"].as_array().is_some_and(Vec::is_empty),
			"another node still lists the record"
		);
	}
	proved(
		Step::Authorisation,
		format!("a hospital whose authorisation expired is refused: {message}"),
	);
	Ok(())
}
