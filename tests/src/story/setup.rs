//! Hospitals, people and keys.

use super::{proved, world::text, Step, Story};
use crate::network::HOSPITALS;
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::Value;

/// Staff: name, hospital, and whether the council makes them a cardiologist.
const STAFF: [(&str, &str, bool); 4] = [
	("cardiologist", "charite", true),
	("nurse", "charite", false),
	("stranger", "karolinska", true),
	("resident", "mayo", true),
];

/// The secret URI of a person of the network's genesis.
fn uri(name: &str) -> String {
	let mut letters = name.chars();
	let first = letters.next().map(|c| c.to_ascii_uppercase());
	format!("//{}{}", first.into_iter().collect::<String>(), letters.as_str())
}

/// Hospitals apply with proven keys; three of four members of the council accredit them.
pub(super) async fn accredit(story: &Story) -> Result<()> {
	let world = &story.world;
	for (name, handle) in HOSPITALS {
		world
			.must(
				handle,
				"//any",
				&["keys", "create", handle, "--uri", &format!("//{name}")],
			)
			.await?;
	}
	try_join_all(HOSPITALS.map(|(_, handle)| async move {
		let url = world.network.node(handle)?.url();
		world
			.must(handle, handle, &["hospital", "apply", handle, "--endpoint", &url])
			.await
	}))
	.await?;
	let handles = HOSPITALS.map(|(_, handle)| handle);
	let others: &[&str] = if story.breaks(Step::Accredit) {
		&["//CouncilB"]
	} else {
		&["//CouncilB", "//CouncilC"]
	};
	world
		.council_of(&[&["accredit"], &handles[..]].concat(), others)
		.await?;
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

/// Staff reserve leaves and hold attributes; the patient and an auditor are registered.
pub(super) async fn people(story: &Story) -> Result<()> {
	let world = &story.world;
	for name in STAFF.map(|(name, _, _)| name).into_iter().chain(["patient"]) {
		world
			.must("st-mary", "//any", &["keys", "create", name, "--uri", &uri(name)])
			.await?;
	}
	let card = world.file("patient-card.json");
	let card = card.to_str().context("a path that is no text")?;
	world
		.must("st-mary", "patient", &["patient", "card", card])
		.await?;
	let enrol = |handle: &'static str| async move {
		let mine: Vec<_> = STAFF
			.iter()
			.filter(|(_, of, _)| *of == handle)
			.map(|(name, _, _)| *name)
			.collect();
		match mine.is_empty() {
			true => {
				world
					.must(handle, handle, &["hospital", "register-patient", card])
					.await
			}
			false => {
				world
					.must(handle, handle, &[&["hospital", "enrol"], &mine[..]].concat())
					.await
			}
		}
	};
	try_join_all(HOSPITALS.map(|(_, handle)| enrol(handle))).await?;
	try_join_all(STAFF.map(|(name, handle, _)| world.must(handle, name, &["doctor", "reserve"]))).await?;
	// A hospital grants one after the other: its transactions have one account.
	try_join_all(["charite", "karolinska", "mayo"].map(|handle| async move {
		for (name, _, _) in STAFF.iter().filter(|(_, of, _)| *of == handle) {
			let attribute = format!("{handle}/staff");
			world
				.must(handle, handle, &["hospital", "grant", name, &attribute])
				.await?;
		}
		anyhow::Ok(())
	}))
	.await?;
	let cardiologists = STAFF.iter().filter(|(_, _, is)| *is).map(|(name, _, _)| *name);
	let skip = usize::from(story.breaks(Step::People));
	for name in cardiologists.skip(skip) {
		world.council(&["grant", name, "consortium/cardiologist"]).await?;
	}
	world.council(&["enrol-auditor", "//Auditor"]).await?;

	for (name, _, is_cardiologist) in STAFF {
		let status = world.must("st-mary", name, &["doctor", "status"]).await?;
		let has = status["attributes"]
			.as_array()
			.is_some_and(|all| all.contains(&Value::from("consortium/cardiologist")));
		ensure!(has == is_cardiologist, "{name}: {status}");
	}
	proved(
		Step::People,
		"staff enrolled, each with a leaf of the revocation tree used once; attributes granted in two namespaces",
	);
	Ok(())
}

/// Each authority posts the digest of its partials; one hospital combines those of three and publishes.
pub(super) async fn epoch(story: &Story) -> Result<()> {
	let world = &story.world;
	publish(story).await?;
	try_join_all(STAFF.map(|(name, handle, _)| async move {
		let file = world.file(&format!("{name}.keys"));
		let out = file.to_str().context("a path that is no text")?.to_owned();
		world.must(handle, name, &["doctor", "keys", "--out", &out]).await
	}))
	.await?;
	let status = world.must("karolinska", "//any", &["network", "status"]).await?;
	ensure!(
		status["epochComplete"] == true,
		"the epoch's update keys are not out: {status}"
	);
	proved(
		Step::Epoch,
		"any 3 of 4 authorities made attribute keys and this epoch's update keys; no process holds two shares",
	);
	Ok(())
}

/// The digests and the update keys of the current epoch.
pub(super) async fn publish(story: &Story) -> Result<()> {
	let world = &story.world;
	let up = world.network.nodes.iter().filter(|node| node.pid().is_some());
	try_join_all(up.map(|node| world.must(node.handle, node.handle, &["authority", "post-digest"]))).await?;
	if !story.breaks(Step::Epoch) {
		let done = world
			.must("charite", "charite", &["authority", "publish"])
			.await?;
		ensure!(done.get("epoch").is_some(), "{done}");
	}
	Ok(())
}

/// The address of a person.
pub(super) async fn address(story: &Story, name: &str) -> Result<String> {
	let list = story.world.must("st-mary", "//any", &["keys", "list"]).await?;
	let found = list["keys"]
		.as_array()
		.and_then(|keys| keys.iter().find(|key| key["name"] == name));
	Ok(text(found.with_context(|| format!("no key {name}"))?, "address")?.to_owned())
}
