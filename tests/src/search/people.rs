//! Hospitals with receipt keys, staff, patients with report keys, an arbiter and a researcher.

use super::{proved, Searching, Step};
use crate::{
	network::HOSPITALS,
	story::{self, account, signer},
	trade::path,
};
use anyhow::{ensure, Context, Result};
use futures::future::{try_join, try_join_all};
use salus_primitives::{hospital::KeyPurpose, SAL};
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::{attributes, chain::At};

/// Who judges disputes: an auditor, whom the council names.
pub(super) const ARBITER: &str = "auditor";
/// Who counts.
pub(super) const RESEARCHER: &str = "researcher";
/// Who may open in an emergency; no attribute but this and the hospital's.
pub(super) const RESCUER: &str = "nurse";
/// What the rescuer may do.
const EMERGENCY: &str = "consortium/emergency";
/// What patients get to begin with, for bonds and fees.
const MONEY: u128 = 500 * SAL;

/// As in the story of one record; then patients at all four hospitals, keys for reports, arbiter and researcher.
pub(super) async fn register(searching: &mut Searching) -> Result<()> {
	searching.story.tell(story::Step::Accredit).await?;
	searching.story.tell(story::Step::People).await?;
	let world = searching.world();
	for name in [ARBITER, RESEARCHER] {
		let uri = story::uri(name);
		let create = ["keys", "create", name, "--uri", &uri];
		world.must("mayo", "//any", &create).await?;
	}
	let hospitals = HOSPITALS.map(|(_, handle)| world.must(handle, handle, &["hospital", "register-keys"]));
	let arbiter = world.must("mayo", ARBITER, &["council", "register-keys"]);
	try_join(try_join_all(hospitals), arbiter).await?;
	patients(searching).await?;

	// The keys of the next step are for the attributes of this one.
	let decisions = decisions(searching)?;
	let motion = world.council_votes(&decisions).await?;
	world.council_closes(motion, &decisions).await?;
	world.network.caught_up().await?;
	searching.story.tell(story::Step::Epoch).await?;
	are_seen(searching).await?;
	proved(
		Step::People,
		format!(
			"{} patients at as many hospitals with report keys, {} doctors, an arbiter, a researcher, and a {RESCUER} who may \
			 open in an emergency",
			searching.cast.patients.len(),
			searching.cast.doctors.len()
		),
	);
	Ok(())
}

/// The patients who have no account of genesis get one, and money; all register a report key.
async fn patients(searching: &Searching) -> Result<()> {
	let world = searching.world();
	let (_, others) = searching
		.cast
		.patients
		.split_first()
		.context("there are no patients")?;
	try_join_all(others.iter().map(|person| async move {
		let create = ["keys", "create", &person.name];
		world.must(person.hospital, "//any", &create).await?;
		let card = world.file(&format!("{}-card.json", person.name));
		let card = path(&card)?.to_owned();
		searching.as_patient(person, &["patient", "card", &card]).await?;
		let register = ["hospital", "register-patient", &card];
		searching.as_hospital(person.hospital, &register).await
	}))
	.await?;
	let mut gifts: Vec<RuntimeCall> = Vec::new();
	for person in others {
		let gift = pallet_balances::Call::<Runtime>::transfer_allow_death {
			dest: world.secrets(&person.name)?.signer().account().into(),
			value: MONEY,
		};
		gifts.push(gift.into());
	}
	let gifts = pallet_utility::Call::<Runtime>::batch_all { calls: gifts };
	let chain = searching.chain("mayo").await?;
	chain.submit(&signer("//Buyer")?, gifts).await?;
	world.network.caught_up().await?;
	try_join_all(
		searching
			.cast
			.patients
			.iter()
			.map(|person| searching.as_patient(person, &["patient", "register-keys"])),
	)
	.await?;
	Ok(())
}

/// What the council decides: who counts, who rescues, who judges.
fn decisions(searching: &Searching) -> Result<RuntimeCall> {
	let mut calls: Vec<RuntimeCall> = vec![
		pallet_hospital_registry::Call::<Runtime>::enrol_researcher {
			account: account(RESEARCHER)?,
		}
		.into(),
		pallet_key_authority::Call::<Runtime>::grant_attributes {
			account: account(RESCUER)?,
			attributes: attributes::set(&[EMERGENCY])?,
		}
		.into(),
	];
	if !searching.breaks(Step::People) {
		let name = pallet_cases::Call::<Runtime>::name_arbiter {
			arbiter: Some(account(ARBITER)?),
		};
		calls.push(name.into());
	}
	Ok(pallet_utility::Call::<Runtime>::batch_all { calls }.into())
}

/// Everybody as a node sees them at which nothing was done for them.
async fn are_seen(searching: &Searching) -> Result<()> {
	let chain = searching.chain("karolinska").await?;
	let arbiter = chain.arbiter(At::Finalised).await?;
	ensure!(
		arbiter.as_ref().map(|arbiter| &arbiter.account) == Some(&account(ARBITER)?),
		"the arbiter is another: {arbiter:?}"
	);
	let has = |keys: &[(KeyPurpose, [u8; 32])], purpose| keys.iter().any(|(of, _)| *of == purpose);
	for (name, _) in HOSPITALS {
		let person = chain
			.person(&signer(&format!("//{name}"))?.account(), At::Finalised)
			.await?
			.with_context(|| format!("nobody runs {name}"))?;
		ensure!(
			has(&person.keys, KeyPurpose::Receipt),
			"{name} has no receipt key: {person:?}"
		);
	}
	for patient in &searching.cast.patients {
		let account = searching.world().secrets(&patient.name)?.signer().account();
		let person = chain
			.person(&account, At::Finalised)
			.await?
			.with_context(|| format!("{} is not registered", patient.name))?;
		ensure!(
			has(&person.keys, KeyPurpose::Report),
			"{} has no report key: {person:?}",
			patient.name
		);
	}
	Ok(())
}
