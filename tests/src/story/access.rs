//! Sealing and opening, and three who may not.

use super::{
	proved,
	world::{account, text},
	Step, Story, POLICY,
};
use crate::shares::any_file_holds;
use anyhow::{ensure, Context, Result};
use futures::future::try_join;
use memchr::memmem::Finder;
use rand_core::{OsRng, RngCore};
use salus_primitives::{
	apis::AuthorisationFilter,
	record::{AccessRefusal, RecordId},
	BlockNumber,
};
use salus_wallet::chain::{At, Chain};
use std::{fs, path::Path};

/// The blocks of a consent or an authorisation that outlives the story.
pub(super) const LONG: &str = "10000";
/// The blocks of the authorisation that expires within it.
const SHORT: &str = "4";

/// The custodian seals, stores and registers; the patient consents; the custodian authorises two hospitals.
pub(super) async fn seal(story: &mut Story) -> Result<()> {
	let mut scope = [0; 16];
	OsRng.fill_bytes(&mut scope);
	story.scope = format!("0x{}", hex::encode(scope));
	let world = &story.world;
	let scope = story.scope.as_str();
	let source = path(&story.source)?;
	let seal = [
		"hospital",
		"seal",
		source,
		"--policy",
		POLICY,
		"--patient",
		"patient",
		"--scope",
		scope,
	];
	let authorise = |handle| ["hospital", "authorise", handle, scope, "--blocks", LONG];
	let consent = |handle| {
		[
			"patient",
			"consent",
			"--all",
			"--hospital",
			handle,
			"--blocks",
			LONG,
		]
	};
	let custodian = async {
		let (charite, karolinska) = (authorise("charite"), authorise("karolinska"));
		world
			.must_all("st-mary", "st-mary", &[&seal, &charite, &karolinska])
			.await
	};
	let patient = async {
		let (charite, mayo) = (consent("charite"), consent("mayo"));
		world.must_all("st-mary", "patient", &[&charite, &mayo]).await
	};
	let (done, _) = try_join(custodian, patient).await?;
	let sealed = &done[0];
	story.record = text(sealed, "record")?.to_owned();

	let world = &story.world;
	if story.breaks(Step::Seal) {
		let store = world.network.node("st-mary")?.folder.join("store");
		fs::write(store.join("readable"), &story.bundle)?;
	}
	world.network.caught_up().await?;
	let listed = world.must("mayo", "patient", &["patient", "list"]).await?;
	let registered = listed["records"].as_array().is_some_and(|records| {
		records
			.iter()
			.any(|record| record["record"] == story.record.as_str())
	});
	ensure!(registered, "another node does not list the record: {listed}");
	let pieces = pieces(&story.bundle);
	ensure!(!pieces.is_empty(), "the record is too short to be looked for");
	for node in &world.network.nodes {
		ensure!(
			!any_file_holds(&node.folder, &pieces)?,
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

/// Pieces of a record as it was before sealing.
fn pieces(bundle: &[u8]) -> Vec<Finder<'_>> {
	let (count, length) = PIECES;
	let step = (bundle.len() / count).max(length);
	bundle
		.chunks(step)
		.filter_map(|chunk| chunk.get(..length))
		.map(Finder::new)
		.collect()
}

/// The record's identifier.
pub(super) fn record(story: &Story) -> Result<RecordId> {
	story
		.record
		.parse()
		.map_err(|e| anyhow::anyhow!("{}: {e:?}", story.record))
}

/// A node's view of the chain, once it has finalised what the others have.
pub(super) async fn elsewhere(story: &Story, at: &str) -> Result<Chain> {
	story.world.network.caught_up().await?;
	story.world.network.node(at)?.chain().await
}

/// Opens into a fresh file; gives its content.
async fn open_as(story: &Story, at: &str, who: &str) -> Result<Vec<u8>> {
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

/// Somebody opens the record, byte for byte; gives the block in which another node shows the access.
pub(super) async fn opens(story: &Story, at: &str, who: &str, witness: &str) -> Result<BlockNumber> {
	let opened = open_as(story, at, who).await?;
	ensure!(
		opened == story.bundle,
		"the opened record differs from the sealed one"
	);
	declared(story, who, witness).await
}

/// The block in which a node shows that somebody declared an access to the record.
async fn declared(story: &Story, who: &str, at: &str) -> Result<BlockNumber> {
	elsewhere(story, at)
		.await?
		.declared_access(&account(who)?, record(story)?, At::Finalised)
		.await?
		.with_context(|| format!("the node of {at} does not show the access of the {who}"))
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

/// A path as an argument.
pub(super) fn path(path: &Path) -> Result<&str> {
	path.to_str().context("a path that is no text")
}

/// The cardiologist of another hospital opens, byte for byte.
pub(super) async fn open(story: &Story) -> Result<()> {
	if story.breaks(Step::Open) {
		let arguments = ["patient", "withdraw", "--all", "--hospital", "charite"];
		story.world.must("st-mary", "patient", &arguments).await?;
	}
	opens(story, "charite", "cardiologist", "mayo").await?;
	let listed = story
		.world
		.must("karolinska", "cardiologist", &["doctor", "list"])
		.await?;
	ensure!(
		listed["records"]
			.as_array()
			.is_some_and(|records| records.iter().any(|one| one["record"] == story.record.as_str())),
		"another node does not let the doctor find the record: {listed}"
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
	// Nothing but the attributes stood in the way.
	let may_open = elsewhere(story, "mayo")
		.await?
		.may_open(&account("nurse")?, record(story)?, At::Finalised)
		.await?;
	ensure!(
		may_open == Ok(()),
		"another node says that the chain refuses the nurse: {may_open:?}"
	);
	declared(story, "nurse", "mayo").await?;
	proved(
		Step::Attributes,
		format!("a nurse of the same hospital, with consent and authorisation, is refused: {message}"),
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
	let may_open = elsewhere(story, "mayo")
		.await?
		.may_open(&account("stranger")?, record(story)?, At::Finalised)
		.await?;
	ensure!(
		may_open == Err(AccessRefusal::NoConsent),
		"another node gives another reason: {may_open:?}"
	);
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
		SHORT
	};
	let arguments = ["hospital", "authorise", "mayo", &story.scope, "--blocks", blocks];
	let granted = world.must("st-mary", "st-mary", &arguments).await?;
	let height = u32::try_from(granted["height"].as_u64().context("no height")?)?;
	// The blocks are counted from the head before it was included.
	world
		.network
		.wait_finalised(height + SHORT.parse::<u32>()?)
		.await?;
	let message = refused(story, "mayo", "resident", "AuthorisationExpired").await?;
	let chain = elsewhere(story, "karolinska").await?;
	let may_open = chain
		.may_open(&account("resident")?, record(story)?, At::Finalised)
		.await?;
	ensure!(
		may_open == Err(AccessRefusal::AuthorisationExpired),
		"another node gives another reason: {may_open:?}"
	);
	let mayo = chain
		.hospital_by_handle("mayo", At::Finalised)
		.await?
		.context("another node knows no mayo")?;
	let held = chain
		.authorisations(AuthorisationFilter::To(mayo.id), At::Finalised)
		.await?;
	ensure!(
		matches!(&held[..], [one] if !one.live),
		"another node shows other authorisations: {held:?}"
	);
	proved(
		Step::Authorisation,
		format!("a hospital whose authorisation expired is refused: {message}"),
	);
	Ok(())
}
