//! Records become findable.

use super::{
	cast::{Person, ADDED},
	proved, Searching, Step, LONG,
};
use crate::{
	shares::any_file_holds,
	story::{signer, POLICY},
	trade::{hash, number, path, text},
};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use memchr::memmem::Finder;
use rand_core::{OsRng, RngCore};
use salus_primitives::index::BUCKETS;
use salus_wallet::{
	chain::At,
	fhir::Keywords,
	search::index::{prepare, Item},
};
use serde_json::{json, Value};
use std::{collections::BTreeSet, fs, time::Instant};

/// Who lets whom find its records: all the first doctor's hospital, two the second's. Nobody the third's.
const AUTHORISED: [(&str, &str); 5] = [
	("st-mary", "charite"),
	("karolinska", "charite"),
	("mayo", "charite"),
	("st-mary", "karolinska"),
	("mayo", "karolinska"),
];
/// Resources of the bundle that shows how long indexing takes, and distinct codes among them.
const RESOURCES: usize = 500;
const CODES: usize = 100;

/// Whether the doctors of a hospital find another's records.
pub(super) fn is_authorised(indexer: &str, grantee: &str) -> bool {
	indexer == grantee || AUTHORISED.contains(&(indexer, grantee))
}

/// Each hospital shows the keywords of its patient's record, seals it, opens an index epoch, authorises, and indexes.
pub(super) async fn tell(searching: &mut Searching) -> Result<()> {
	try_join_all(
		searching
			.cast
			.patients
			.iter()
			.map(|person| keywords_are_shown(searching, person)),
	)
	.await?;
	let done = try_join_all(
		searching
			.cast
			.patients
			.iter()
			.map(|person| seal(searching, person)),
	)
	.await?;
	(searching.records, searching.scopes) = done.into_iter().unzip();
	let patients = &searching.cast.patients;
	let indexed = patients.iter().zip(&searching.records).zip(&searching.scopes);
	try_join_all(indexed.map(|((person, record), scope)| index(searching, person, record, scope))).await?;
	searching.world().network.caught_up().await?;

	if searching.breaks(Step::Index) {
		let keyword = patients.iter().flat_map(Person::findable).next();
		let store = searching.world().network.node("st-mary")?.folder.join("store");
		fs::write(store.join("readable"), keyword.context("no keyword")?)?;
	}
	let distinct = nobody_else_reads(searching).await?;
	let took = a_large_bundle(searching).await?;
	proved(
		Step::Index,
		format!(
			"{} records of {distinct} keywords are tags in buckets; one keyword was added and one struck out by a patient; no \
			 node's folder holds one that can be read. Codes, tokens and tags of a bundle of {RESOURCES} resources: {took:.2} s",
			searching.records.len(),
		),
	);
	Ok(())
}

/// What `salus hospital index --dry-run` says where no node answers is what the record says.
async fn keywords_are_shown(searching: &Searching, person: &Person) -> Result<()> {
	let file = path(&person.file)?;
	let arguments = changed(person, vec!["hospital", "index", file, "--dry-run"]);
	let shown = searching.world().without_a_node(&arguments).await?;
	let listed = shown
		.pointer("/records/0/keywords")
		.and_then(Value::as_array)
		.with_context(|| format!("no keywords: {shown}"))?;
	let found: BTreeSet<String> = listed
		.iter()
		.filter_map(|one| one["keyword"].as_str().map(str::to_owned))
		.collect();
	ensure!(
		found == person.findable(),
		"the keywords shown of {} are {found:?}",
		person.name
	);
	Ok(())
}

/// The arguments, with what the patient adds and strikes out.
fn changed<'a>(person: &'a Person, mut arguments: Vec<&'a str>) -> Vec<&'a str> {
	for (option, keyword) in [("--add", &person.added), ("--strike", &person.struck)] {
		if let Some(keyword) = keyword {
			arguments.extend([option, keyword.as_str()]);
		}
	}
	arguments
}

/// Seals a record in a scope of its own, and opens the scope's first index epoch. Gives both in hex.
async fn seal(searching: &Searching, person: &Person) -> Result<(String, String)> {
	let mut scope = [0; 16];
	OsRng.fill_bytes(&mut scope);
	let scope = format!("0x{}", hex::encode(scope));
	let (world, handle) = (searching.world(), person.hospital);
	let seal = [
		"hospital",
		"seal",
		path(&person.file)?,
		"--policy",
		POLICY,
		"--patient",
		&person.name,
		"--scope",
		&scope,
	];
	let keys = ["hospital", "index-keys", scope.as_str()];
	let done = world.must_all(handle, handle, &[&seal, &keys]).await?;
	let sealed = done.first().context("nothing was sealed")?;
	let record = text(sealed, "record")?.to_owned();
	let authorisations: Vec<_> = AUTHORISED
		.iter()
		.filter(|(indexer, _)| *indexer == handle)
		.map(|(_, grantee)| {
			[
				"hospital",
				"authorise",
				*grantee,
				scope.as_str(),
				"--blocks",
				LONG,
			]
		})
		.collect();
	let commands: Vec<&[&str]> = authorisations.iter().map(|command| &command[..]).collect();
	world.must_all(handle, handle, &commands).await?;
	Ok((record, scope))
}

async fn index(searching: &Searching, person: &Person, record: &str, scope: &str) -> Result<()> {
	let source = format!("{record}={}", path(&person.file)?);
	let arguments = changed(person, vec!["hospital", "index", &source]);
	let done = searching.as_hospital(person.hospital, &arguments).await?;
	let indexed = done
		.pointer("/indexed/0")
		.with_context(|| format!("nothing indexed: {done}"))?;
	let keywords = person.findable().len();
	ensure!(
		number(indexed, "keywords")? == keywords as u128 && text(indexed, "scope")? == scope,
		"{} has {keywords} keywords: {done}",
		person.name
	);
	Ok(())
}

/// The tags stand at another node, as many as a bucket holds; and no node's folder has a keyword. How many keywords.
async fn nobody_else_reads(searching: &Searching) -> Result<usize> {
	let chain = searching.chain("mayo").await?;
	for (person, record) in searching.cast.patients.iter().zip(&searching.records) {
		let entry = chain
			.index_entry(hash(record)?, At::Finalised)
			.await?
			.with_context(|| format!("another node has no tags of {record}"))?;
		let keywords = person.findable().len();
		let bucket = BUCKETS.into_iter().find(|size| keywords <= *size as usize);
		ensure!(
			bucket.map(|size| size as usize) == Some(entry.tags.len()),
			"{keywords} keywords in {} tags",
			entry.tags.len()
		);
	}
	let keywords: BTreeSet<String> = searching
		.cast
		.patients
		.iter()
		.flat_map(Person::findable)
		.collect();
	let needles: Vec<_> = keywords.iter().map(Finder::new).collect();
	for node in &searching.world().network.nodes {
		ensure!(
			!any_file_holds(&node.folder, &needles)?,
			"the folder of {} holds a keyword",
			node.handle
		);
	}
	ensure!(keywords.contains(ADDED), "nobody added a keyword");
	Ok(keywords.len())
}

/// Seconds for the codes of a large bundle, their tokens from this network, and the tags. Nothing goes to the chain.
async fn a_large_bundle(searching: &Searching) -> Result<f32> {
	let observation = |place: usize| {
		let code = format!("{}-{}", 4_000 + place % CODES, place % 10);
		let concept = json!({ "coding": [{ "system": "http://loinc.org", "code": code }] });
		json!({
			"resource": {
				"resourceType": "Observation",
				"id": place.to_string(),
				"status": "final",
				"code": concept,
			},
			"request": { "method": "POST", "url": "Observation" },
		})
	};
	let patient = json!({
		"resource": { "resourceType": "Patient", "id": "p" },
		"request": { "method": "POST", "url": "Patient" },
	});
	let entries: Vec<_> = std::iter::once(patient)
		.chain((1..RESOURCES).map(observation))
		.collect();
	let bundle = json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries });
	let bundle = serde_json::to_vec(&bundle)?;
	let chain = searching.chain("st-mary").await?;
	let (hospital, record) = (signer("//StMary")?, hash(searching.record(0)?)?);
	let since = Instant::now();
	let keywords = Keywords::of(&bundle)?;
	let prepared = prepare(&chain, &hospital, &[Item { record, keywords }]).await?;
	let took = since.elapsed().as_secs_f32();
	let tagged = prepared.tagged.first().context("nothing was tagged")?;
	ensure!(
		prepared.keywords == CODES && tagged.tags.len() == 128,
		"{} keywords, {} tags",
		prepared.keywords,
		tagged.tags.len()
	);
	Ok(took)
}
