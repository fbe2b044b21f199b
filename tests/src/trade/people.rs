//! Patients, buyers, records.

use super::{hash, money::Books, path, proved, signer, text, Step, Trading, AT};
use crate::story::{self, POLICY, SERVES};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::chain::At;
use std::fs;

/// Buyers, with the accounts of genesis that they have.
pub(super) const BUYERS: [(&str, &str); 2] = [("buyer", "//Buyer"), ("rival", "//Researcher")];

/// Hospitals are accredited, patients registered by one hospital each, buyers enrolled by the council.
pub(super) async fn register(trading: &mut Trading) -> Result<()> {
	trading.story.tell(story::Step::Accredit).await?;
	let world = trading.world();
	try_join_all(trading.cast.everybody().map(|person| async move {
		let create = ["keys", "create", &person.name];
		world.must(person.hospital, "//any", &create).await?;
		let card = world.file(&format!("{}-card.json", person.name));
		let card = path(&card)?.to_owned();
		world
			.must(person.hospital, &person.name, &["patient", "card", &card])
			.await?;
		let register = ["hospital", "register-patient", &card];
		world.must(person.hospital, person.hospital, &register).await
	}))
	.await?;

	let mut calls: Vec<RuntimeCall> = Vec::new();
	for (name, uri) in BUYERS {
		world
			.must(AT, "//any", &["keys", "create", name, "--uri", uri])
			.await?;
		let account = signer(uri)?.account();
		calls.push(pallet_hospital_registry::Call::<Runtime>::enrol_researcher { account }.into());
	}
	let enrolment: RuntimeCall = pallet_utility::Call::<Runtime>::batch_all { calls }.into();
	let motion = world.council_votes(&enrolment).await?;
	world.council_closes(motion, &enrolment).await?;
	world.network.caught_up().await?;
	try_join_all(BUYERS.map(|(name, _)| world.must(AT, name, &["buyer", "keys"]))).await?;

	if trading.breaks(Step::People) {
		let first = trading.cast.sellers.first().context("no sellers")?;
		trading
			.give_away(trading.secrets(&first.name)?.signer().account())
			.await?;
	}
	// Who owns nothing yet cannot have paid for what follows.
	let chain = trading.chain(AT).await?;
	for person in trading.cast.everybody() {
		let account = trading.secrets(&person.name)?.signer().account();
		let money = chain.money(&account, At::Finalised).await?;
		ensure!(money.data.free == 0, "{} has money: {money:?}", person.name);
	}
	trading.books = Some(Books::open(&chain).await?);
	proved(
		Step::People,
		format!(
			"{} patients at as many hospitals, none with any money; two buyers with proven trade keys",
			trading.cast.everybody().count()
		),
	);
	Ok(())
}

/// Each hospital seals the record of its patient; the first also one that is out of date by now.
pub(super) async fn seal(trading: &mut Trading) -> Result<()> {
	let world = trading.world();
	let seal = |hospital: &'static str, file: String, patient: String| async move {
		let arguments = [
			"hospital",
			"seal",
			&file,
			"--policy",
			POLICY,
			"--patient",
			&patient,
		];
		let sealed = world.must(hospital, hospital, &arguments).await?;
		Ok::<_, anyhow::Error>(text(&sealed, "record")?.to_owned())
	};
	if trading.breaks(Step::Seal) {
		let last = trading.cast.sellers.last().context("no sellers")?;
		world.council(&["suspend", last.hospital]).await?;
		world.network.caught_up().await?;
	}
	world.must("mayo", "//any", SERVES).await?;
	let first = trading.cast.sellers.first().context("no sellers")?;
	let old = world.file("out-of-date.json");
	fs::write(&old, without_its_last_entry(&first.bundle)?)?;
	let seal = &seal;
	let records = try_join_all(trading.cast.everybody().map(|person| async move {
		let file = path(&person.file)?.to_owned();
		seal(person.hospital, file, person.name.clone()).await
	}))
	.await?;
	let old_record = seal(first.hospital, path(&old)?.to_owned(), first.name.clone()).await?;
	world.network.caught_up().await?;
	let chain = trading.chain("mayo").await?;
	for record in records.iter().chain([&old_record]) {
		let found = chain.record(hash(record)?, At::Finalised).await?;
		ensure!(found.is_some(), "another node has no record {record}");
	}
	let count = records.len();
	(trading.records, trading.old_record) = (records, old_record);
	proved(
		Step::Seal,
		format!("{count} records sealed at {count} hospitals, which keep what they can attest of them"),
	);
	Ok(())
}

/// The bundle as it was before its last entry came.
fn without_its_last_entry(bundle: &[u8]) -> Result<Vec<u8>> {
	let mut value: serde_json::Value = serde_json::from_slice(bundle)?;
	value["entry"].as_array_mut().context("no entries")?.pop();
	Ok(serde_json::to_vec_pretty(&value)?)
}
