//! Hospitals, people and keys.

use super::{
	proved,
	world::{account, uri},
	Step, Story,
};
use crate::{
	network::{HOSPITALS, ISSUER_FILE},
	shares::folders_hold_no_share,
};
use anyhow::{ensure, Context, Result};
use futures::future::{try_join, try_join_all};
use salus_primitives::hospital::Role;
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::{attributes, chain::At};
use serde_json::Value;
use std::collections::BTreeSet;

/// What the council makes of a cardiologist.
const CARDIOLOGIST: &str = "consortium/cardiologist";
/// Until the nodes have made the keys and published the epoch's update keys, with time for a second round.
pub(crate) const SERVES: &[&str] = &["authority", "status", "--wait", "--blocks", "150"];

/// Staff: name, hospital, and whether the council makes them a cardiologist.
const STAFF: [(&str, &str, bool); 4] = [
	("cardiologist", "charite", true),
	("nurse", "charite", false),
	("stranger", "karolinska", true),
	("resident", "mayo", true),
];

/// Hospitals apply with proven keys; three of four members of the council accredit them.
pub(super) async fn accredit(story: &Story) -> Result<()> {
	let world = &story.world;
	create_keys(story, &HOSPITALS.map(|(_, handle)| handle)).await?;
	try_join_all(HOSPITALS.map(|(_, handle)| async move {
		let node = world.network.node(handle)?;
		let (url, issuer) = (node.url(), node.folder.join(ISSUER_FILE));
		let issuer = issuer.to_str().context("a path that is no text")?;
		world
			.must(handle, handle, &["keys", "issuer-file", issuer])
			.await?;
		world
			.must(handle, handle, &["hospital", "apply", handle, "--endpoint", &url])
			.await
	}))
	.await?;
	if story.breaks(Step::Epoch) {
		// More members than there are hospitals: nobody makes a key.
		world.council(&["set-ceremonies", "--minimum", "5"]).await?;
	}
	let handles = HOSPITALS.map(|(_, handle)| handle);
	let others: &[&str] = if story.breaks(Step::Accredit) {
		&["//CouncilB"]
	} else {
		&["//CouncilB", "//CouncilC"]
	};
	world
		.council_of(&[&["accredit"], &handles[..]].concat(), others)
		.await?;
	world.network.caught_up().await?;
	for handle in handles {
		let status = world.must(handle, "//any", &["network", "status"]).await?;
		let accredited = status["hospitals"]
			.as_array()
			.context("no hospitals")?
			.iter()
			.filter(|hospital| hospital["status"] == "accredited")
			.count();
		ensure!(
			accredited == HOSPITALS.len(),
			"the node of {handle} sees {accredited} accredited hospitals"
		);
	}
	proved(
		Step::Accredit,
		"four hospitals applied with proven keys, and 3 of 4 members of the council accredited them",
	);
	Ok(())
}

/// Makes identities in the keystore for accounts of the genesis.
async fn create_keys(story: &Story, names: &[&str]) -> Result<()> {
	let create = |name: &str| {
		let (name, uri) = (name.to_owned(), uri(name));
		async move {
			let arguments = ["keys", "create", &name, "--uri", &uri];
			story.world.must("st-mary", "//any", &arguments).await
		}
	};
	try_join_all(names.iter().map(|name| create(name))).await?;
	Ok(())
}

/// Staff reserve leaves and hold attributes; the patient and an auditor are registered.
pub(super) async fn people(story: &Story) -> Result<()> {
	let world = &story.world;
	let staff = STAFF.map(|(name, _, _)| name);
	create_keys(story, &[&staff[..], &["patient"]].concat()).await?;
	let card = world.file("patient-card.json");
	let card = card.to_str().context("a path that is no text")?;
	world
		.must("st-mary", "patient", &["patient", "card", card])
		.await?;
	try_join_all(HOSPITALS.map(|(_, handle)| async move {
		let mine = staff_of(handle);
		if mine.is_empty() {
			let arguments = ["hospital", "register-patient", card];
			return world.must(handle, handle, &arguments).await;
		}
		let arguments = [&["hospital", "enrol"], &mine[..]].concat();
		world.must(handle, handle, &arguments).await
	}))
	.await?;

	let decisions = decisions(story)?;
	let reserved = async {
		try_join_all(STAFF.map(|(name, handle, _)| world.must(handle, name, &["doctor", "reserve"]))).await?;
		Ok(())
	};
	// The council may vote before the leaves are reserved; what it decides needs them.
	let (motion, ()) = try_join(world.council_votes(&decisions), reserved).await?;
	let hospitals = HOSPITALS.map(|(_, handle)| async move {
		let attribute = format!("{handle}/staff");
		let grants: Vec<_> = staff_of(handle)
			.into_iter()
			.map(|name| ["hospital", "grant", name, &attribute])
			.collect();
		let grants: Vec<&[&str]> = grants.iter().map(|grant| &grant[..]).collect();
		world.must_all(handle, handle, &grants).await
	});
	try_join(world.council_closes(motion, &decisions), try_join_all(hospitals)).await?;
	people_are_seen(story).await?;
	proved(
		Step::People,
		"staff enrolled, each with a leaf of the revocation tree of its own; attributes granted in two namespaces; \
		 a patient and an auditor registered",
	);
	Ok(())
}

fn staff_of(handle: &str) -> Vec<&'static str> {
	STAFF
		.iter()
		.filter(|(_, of, _)| *of == handle)
		.map(|(name, _, _)| *name)
		.collect()
}

/// What the council decides on people: who is a cardiologist, and who an auditor.
fn decisions(story: &Story) -> Result<RuntimeCall> {
	let cardiologists = STAFF.iter().filter(|(_, _, is_cardiologist)| *is_cardiologist);
	let skip = usize::from(story.breaks(Step::People));
	let mut calls: Vec<RuntimeCall> = Vec::new();
	for (name, _, _) in cardiologists.skip(skip) {
		calls.push(
			pallet_key_authority::Call::<Runtime>::grant_attributes {
				account: account(name)?,
				attributes: attributes::set(&[CARDIOLOGIST])?,
			}
			.into(),
		);
	}
	calls.push(
		pallet_hospital_registry::Call::<Runtime>::enrol_auditor {
			account: account("auditor")?,
		}
		.into(),
	);
	Ok(pallet_utility::Call::<Runtime>::batch_all { calls }.into())
}

/// Every person as a node sees them at which nothing was done for them.
async fn people_are_seen(story: &Story) -> Result<()> {
	let world = &story.world;
	world.network.caught_up().await?;
	let mut leaves = BTreeSet::new();
	for (name, handle, is_cardiologist) in STAFF {
		let status = world.must("st-mary", name, &["doctor", "status"]).await?;
		let mut expected = vec![Value::from(format!("{handle}/staff"))];
		if is_cardiologist {
			expected.push(CARDIOLOGIST.into());
		}
		expected.sort_by_key(Value::to_string);
		let mut held = status["attributes"].as_array().cloned().unwrap_or_default();
		held.sort_by_key(Value::to_string);
		ensure!(held == expected, "{name}: {status}");
		ensure!(
			leaves.insert(status["leaf"].to_string()),
			"{name} has another's leaf: {status}"
		);
	}
	let chain = world.network.node("karolinska")?.chain().await?;
	for (name, role) in [("patient", Role::Patient), ("auditor", Role::Auditor)] {
		let person = chain.person(&account(name)?, At::Finalised).await?;
		ensure!(
			person.as_ref().is_some_and(|person| person.role == role),
			"{name}: {person:?}"
		);
	}
	Ok(())
}

/// The hospitals' nodes make the keys of the authority together, and the update keys of this epoch; staff get attribute keys.
pub(super) async fn epoch(story: &Story) -> Result<()> {
	let world = &story.world;
	serves(story).await?;
	try_join_all(STAFF.map(|(name, handle, _)| async move {
		let file = world.file(&format!("{name}.keys"));
		let out = file.to_str().context("a path that is no text")?.to_owned();
		world.must(handle, name, &["doctor", "keys", "--out", &out]).await
	}))
	.await?;
	world.network.caught_up().await?;
	let status = world.must("karolinska", "//any", &["network", "status"]).await?;
	ensure!(
		status["epochComplete"] == true,
		"the epoch's update keys are not out: {status}"
	);
	ensure!(
		status["threshold"] == 3,
		"not three of four authorities: {status}"
	);
	let verified = world.must("mayo", "//any", &["authority", "verify"]).await?;
	ensure!(
		verified["keys"].as_array().is_some_and(|keys| keys.len() == 2),
		"not two keys follow from the deals of their ceremonies: {verified}"
	);
	folders_hold_no_share(&world.network).await?;
	proved(
		Step::Epoch,
		"four hospitals made the keys in ceremonies that anyone can verify; any 3 of them made attribute keys and this \
		 epoch's update keys; no node's folder holds a share that can be read",
	);
	Ok(())
}

/// Waits until there are keys of each kind, and the update keys of the current epoch are out.
pub(super) async fn serves(story: &Story) -> Result<()> {
	story.world.must("mayo", "//any", SERVES).await?;
	Ok(())
}
