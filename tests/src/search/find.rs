//! Tokens of authorities of which one lies, doctors who find what they may, and a hospital that hides what it found.

use super::{
	cast::Doctor,
	door::{Door, Lie},
	index::is_authorised,
	proved, texts, Searching, Step, LONG,
};
use crate::{
	story::account,
	trade::{height, path, text},
};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use salus_wallet::{chain::At, quorum::Failed, search::tokens::obtain};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The authority that lies.
const LIAR: &str = "karolinska";
/// Three of four authorities are asked, beginning anywhere: it cannot be long until the liar is among them.
const TRIES: usize = 16;
/// Blocks of the authorisation that runs out.
const SHORT: &str = "4";
/// The third doctor's place, and that of the record that this doctor's hospital may not find.
const OUTSIDER: usize = 2;

/// Records that somebody finds, each with the interests that it has.
pub(super) type Findings = BTreeMap<String, BTreeSet<String>>;

/// One authority answers with other points than its share gives: it is named, another takes its place, and the tokens are
/// the same. Then the doctors register what they search for.
pub(super) async fn tokens(searching: &mut Searching) -> Result<()> {
	let doctor = searching.doctor(0)?;
	let (keywords, who) = (
		doctor.codings()?,
		searching.world().secrets(doctor.name)?.signer(),
	);
	let chain = searching.chain(doctor.hospital).await?;
	let honest = obtain(&chain, &who, &keywords).await?;
	// One may have been slow.
	let accused = |failed: &Failed| failed.why.contains("its answer is wrong");
	ensure!(
		!honest.failed.iter().any(accused),
		"an honest authority was accused: {:?}",
		honest.failed
	);

	let lie = if searching.breaks(Step::Tokens) {
		Lie::None
	} else {
		Lie::Token
	};
	let door = Door::open(searching.chain(LIAR).await?, lie).await?;
	searching.move_to(LIAR, door.url()).await?;
	let mut named: Option<Failed> = None;
	for _ in 0..TRIES {
		let obtained = obtain(&chain, &who, &keywords).await?;
		ensure!(
			obtained.tokens == honest.tokens,
			"a lying authority changed the tokens"
		);
		named = obtained.failed.into_iter().find(accused);
		if named.is_some() {
			break;
		}
	}
	searching.move_back(LIAR).await?;
	drop(door);
	let named = named.context("the lying authority was never named")?;
	ensure!(named.authority == LIAR, "not the liar was named: {named}");

	try_join_all(
		searching
			.cast
			.doctors
			.iter()
			.map(|doctor| interests(searching, doctor)),
	)
	.await?;
	searching.world().network.caught_up().await?;
	proved(
		Step::Tokens,
		format!(
			"of four authorities one lied: '{named}', another took its place, the tokens are the same; {} doctors registered \
			 what they search for, and the chain has digests",
			searching.cast.doctors.len()
		),
	);
	Ok(())
}

async fn interests(searching: &Searching, doctor: &Doctor) -> Result<()> {
	let mut arguments = vec!["doctor", "interests", "set"];
	arguments.extend(doctor.interests.iter().map(String::as_str));
	let set = searching.as_doctor(doctor, &arguments).await?;
	let listed: BTreeSet<_> = texts(&set, "interests").into_iter().collect();
	ensure!(
		listed == doctor.interests,
		"{} registered other interests: {set}",
		doctor.name
	);
	Ok(())
}

/// What a doctor's wallet says it found.
fn findings(answer: &Value) -> Result<Findings> {
	let list = answer
		.get("records")
		.and_then(Value::as_array)
		.with_context(|| format!("no records in {answer}"))?;
	list.iter()
		.map(|one| {
			let interests = texts(one, "interests").into_iter().collect();
			Ok((text(one, "record")?.to_owned(), interests))
		})
		.collect()
}

/// What a doctor would find who reads all keywords of those records that the own hospital may find.
fn expected(searching: &Searching, doctor: &Doctor) -> Findings {
	let patients = searching.cast.patients.iter().zip(&searching.records);
	patients
		.filter(|(person, _)| is_authorised(person.hospital, doctor.hospital))
		.map(|(person, record)| (record.clone(), doctor.matches(person)))
		.filter(|(_, interests)| !interests.is_empty())
		.collect()
}

async fn search_as(searching: &Searching, doctor: &Doctor) -> Result<Findings> {
	findings(&searching.as_doctor(doctor, &["doctor", "search"]).await?)
}

/// What the doctor at a place finds.
pub(super) async fn found(searching: &Searching, doctor: usize) -> Result<Findings> {
	search_as(searching, searching.doctor(doctor)?).await
}

/// Three doctors search at once, each at the own hospital: each finds what a reader of all keywords finds under the rules.
pub(super) async fn search(searching: &mut Searching) -> Result<()> {
	if searching.breaks(Step::Search) {
		let scope = searching.scopes.first().context("no scope")?;
		let withdraw = ["hospital", "withdraw-authorisation", "charite", scope];
		searching.as_hospital("st-mary", &withdraw).await?;
		searching.world().network.caught_up().await?;
	}
	let searching = &*searching;
	let searches = searching.cast.doctors.iter().map(|doctor| async move {
		let found = search_as(searching, doctor).await?;
		let expected = expected(searching, doctor);
		ensure!(
			found == expected,
			"{} found {found:?}, and should find {expected:?}",
			doctor.name
		);
		Ok::<_, anyhow::Error>(found.len())
	});
	let counts = try_join_all(searches).await?;
	let outsider = searching.doctor(OUTSIDER)?;
	let first = searching.patient(0)?;
	ensure!(
		!outsider.matches(first).is_empty(),
		"the third doctor has no interest in the first record"
	);
	proved(
		Step::Search,
		format!(
			"three doctors found {counts:?} records, each the very ones that a search of plain keywords finds; the third has an \
			 interest of the first record, but no authorisation: nothing of that hospital"
		),
	);
	Ok(())
}

/// The third doctor's hospital is authorised for a few blocks. Once they are over it finds what it found before: nothing.
pub(super) async fn expired(searching: &mut Searching) -> Result<()> {
	let scope = searching.scopes.first().context("no scope")?;
	let doctor = searching.doctor(OUTSIDER)?;
	let blocks = if searching.breaks(Step::Expired) {
		LONG
	} else {
		SHORT
	};
	let authorise = [
		"hospital",
		"authorise",
		doctor.hospital,
		scope.as_str(),
		"--blocks",
		blocks,
	];
	let granted = searching.as_hospital("st-mary", &authorise).await?;
	let until = height(&granted)? + SHORT.parse::<u32>()?;
	searching.world().network.wait_finalised(until).await?;
	let found = search_as(searching, doctor).await?;
	let expected = expected(searching, doctor);
	ensure!(
		found == expected,
		"{} found {found:?} with an authorisation that is over, and should find {expected:?}",
		doctor.name
	);
	let chain = searching.chain("karolinska").await?;
	let mayo = chain
		.hospital_by_handle(doctor.hospital, At::Finalised)
		.await?
		.context("another node knows no such hospital")?;
	let keys = chain.wrapped_index_keys(mayo.id, At::Finalised).await?;
	ensure!(
		keys.iter().any(|key| key.key.indexer != mayo.id)
			&& keys.iter().all(|key| key.live == (key.key.indexer == mayo.id)),
		"another node shows no foreign key, or one as live: {keys:?}"
	);
	proved(
		Step::Expired,
		"a hospital that held an authorisation for a few blocks has the key still, and finds nothing with it",
	);
	Ok(())
}

/// The doctor's hospital proves its match, which an auditor checks at another node; then it hides a record, and both see it.
pub(super) async fn proof(searching: &mut Searching) -> Result<()> {
	let world = searching.world();
	let (doctor, record) = (searching.doctor(0)?, searching.record(0)?);
	let (honest, hiding) = (world.file("honest.json"), world.file("hiding.json"));
	let (honest, hiding) = (path(&honest)?, path(&hiding)?);
	let prove = ["doctor", "search", "--prove", "--out", honest];
	let proven = searching.as_doctor(doctor, &prove).await?;
	ensure!(
		proven["honest"] == true && findings(&proven)? == expected(searching, doctor),
		"the honest hospital: {proven}"
	);
	let verify = ["auditor", "verify-match", honest];
	let verified = world.must("mayo", "//any", &verify).await?;
	ensure!(
		verified["honest"] == true && verified["doctor"] == account(doctor.name)?.to_string(),
		"the auditor of an honest hospital: {verified}"
	);

	let lie = if searching.breaks(Step::Proof) {
		Lie::None
	} else {
		Lie::Match(record.to_owned())
	};
	let door = Door::open(searching.chain(doctor.hospital).await?, lie).await?;
	searching.move_to(doctor.hospital, door.url()).await?;
	let hidden = format!("left out: record {record}");
	let prove = ["doctor", "search", "--prove", "--out", hiding];
	let seen = world
		.must_refuse("karolinska", doctor.name, &prove, &hidden)
		.await;
	searching.move_back(doctor.hospital).await?;
	drop(door);
	seen?;
	let verify = ["auditor", "verify-match", hiding];
	let message = world.must_refuse("mayo", "//any", &verify, &hidden).await?;
	proved(
		Step::Proof,
		format!(
			"an auditor at another node checks the match of {} records; of the hospital that hid one: {}",
			proven["compared"],
			message.lines().last().unwrap_or_default()
		),
	);
	Ok(())
}
