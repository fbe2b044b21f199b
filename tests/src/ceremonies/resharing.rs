//! The key goes from four hospitals to seven and back to four, while a doctor opens a record.

use super::{after, all_hold, parameters, serves, sharing, ROUND};
use crate::{
	faults::{Figures, Lab},
	genesis::SEVEN,
	manner::Manner,
	network::{Member, Node, HOSPITALS, ISSUER_FILE},
	story::{Step, Story},
};
use anyhow::{ensure, Context, Result};
use salus_primitives::{authority::Parameters, ceremony::CeremonyKind, AccountId};
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::chain::At;
use std::time::{Duration, Instant};

const KIND: CeremonyKind = CeremonyKind::AttributeKeys;
/// How often a doctor asks for attribute keys: seven nodes make blocks beside, and a try may meet them.
const TRIES: usize = 5;
/// What the doctor's hospital grants; with the council's one these are ten.
const GRANTED: [&str; 9] = [
	"charite/staff",
	"charite/ward-1",
	"charite/ward-2",
	"charite/ward-3",
	"charite/ward-4",
	"charite/ward-5",
	"charite/ward-6",
	"charite/ward-7",
	"charite/ward-8",
];

pub(crate) async fn four_to_seven_and_back(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let mut story = Story::start(&lab.path("story"), None, None).await?;
	for step in [Step::Accredit, Step::People, Step::Epoch, Step::Seal, Step::Open] {
		story.tell(step).await?;
	}
	let first = parameters(&story.network().nodes[0]).await?;
	let newcomers = &SEVEN[HOSPITALS.len()..];
	for (name, handle) in newcomers.iter().copied() {
		let member = Member {
			name,
			handle,
			manner: Manner::default(),
		};
		story.world_mut().network.join(member).await?;
		let (world, uri) = (story.world(), format!("//{name}"));
		let node = world.network.node(handle)?;
		let (url, issuer) = (node.url(), node.folder.join(ISSUER_FILE));
		let issuer = issuer.to_str().context("a path that is no text")?;
		world
			.must("mayo", "//any", &["keys", "create", handle, "--uri", &uri])
			.await?;
		world
			.must("mayo", handle, &["keys", "issuer-file", issuer])
			.await?;
		world
			.must("mayo", handle, &["hospital", "apply", handle, "--endpoint", &url])
			.await?;
	}
	let handles: Vec<_> = newcomers.iter().map(|(_, handle)| *handle).collect();
	story.network().caught_up().await?;
	story
		.world()
		.council(&[&["accredit"], &handles[..]].concat())
		.await?;
	let (seven, opened) = opens_meanwhile(&story, first.generation).await?;
	ensure!(
		seven.authorities.len() == SEVEN.len() && seven.threshold == 5,
		"not any 5 of 7 hold the key: {:?} of {}",
		seven.threshold,
		seven.authorities.len()
	);
	is_the_same_key(&first, &seven)?;
	figures.count("opened while four became seven", opened);
	figures.count(
		"10 attributes' keys from 5 of 7 hospitals",
		seconds(&keys_of_ten(&story).await?),
	);
	story.opens("charite", "cardiologist").await?;

	// Three at once: the old threshold is more than those who stay, so who leaves must still hand its share on.
	after(&story.network().nodes[0], CeremonyKind::Tokens, 0).await?;
	let chain = story.network().nodes[0].chain().await?;
	let mut calls: Vec<RuntimeCall> = Vec::new();
	for handle in &handles {
		let found = chain.hospital_by_handle(handle, At::Finalised).await?;
		let hospital = found.with_context(|| format!("no hospital {handle}"))?.id;
		calls.push(pallet_hospital_registry::Call::<Runtime>::suspend { hospital }.into());
	}
	let suspend: RuntimeCall = pallet_utility::Call::<Runtime>::batch_all { calls }.into();
	let motion = story.world().council_votes(&suspend).await?;
	story.world().council_closes(motion, &suspend).await?;
	let (four, opened) = opens_meanwhile(&story, seven.generation).await?;
	ensure!(
		four.authorities.len() == HOSPITALS.len() && four.threshold == 3,
		"not any 3 of 4 hold the key: {:?} of {}",
		four.threshold,
		four.authorities.len()
	);
	is_the_same_key(&first, &four)?;
	figures.count("opened while seven became four", opened);
	after(&story.network().nodes[0], CeremonyKind::Tokens, 1).await?;
	serves(&lab.wallet()?, &story.network().nodes[0]).await?;
	let holders: Vec<_> = story.network().nodes[..HOSPITALS.len()].iter().collect();
	hold(&story, &holders).await?;
	story.renew_keys("charite", "cardiologist").await?;
	story.opens("charite", "cardiologist").await?;
	let verify = ["authority", "verify"];
	story.world().must("karolinska", "//any", &verify).await?;
	Ok(figures)
}

/// A doctor opens the record again and again, until the key was handed on; gives the parameters, and how often a round was
/// under way.
async fn opens_meanwhile(story: &Story, generation: u32) -> Result<(Parameters<AccountId>, u32)> {
	let (since, mut opened) = (Instant::now(), 0);
	let node = &story.network().nodes[0];
	let chain = node.chain().await?;
	loop {
		let runs = chain.round(KIND, At::Finalised).await?.is_some();
		story.opens("charite", "cardiologist").await?;
		opened += u32::from(runs);
		if sharing(node, KIND).await?.generation > generation {
			ensure!(opened > 0, "nobody opened while the key was handed on");
			return Ok((parameters(node).await?, opened));
		}
		ensure!(since.elapsed() < ROUND, "the key was not handed on");
	}
}

/// Waits until these nodes have stored their shares of the sharing in use.
async fn hold(story: &Story, nodes: &[&Node]) -> Result<()> {
	let genesis = story.network().genesis().await?;
	let now = sharing(&story.network().nodes[0], KIND).await?;
	all_hold(nodes, genesis, KIND, &now).await
}

/// A doctor of ten attributes gets keys from any five of seven, again and again. Gives the time of each.
async fn keys_of_ten(story: &Story) -> Result<Vec<Duration>> {
	hold(story, &story.network().nodes.iter().collect::<Vec<_>>()).await?;
	let grant = [&["hospital", "grant", "cardiologist"], &GRANTED[..]].concat();
	story.world().must("charite", "charite", &grant).await?;
	story.network().caught_up().await?;
	let mut tries = Vec::new();
	while tries.len() < TRIES {
		let since = Instant::now();
		story.renew_keys("charite", "cardiologist").await?;
		tries.push(since.elapsed());
	}
	Ok(tries)
}

/// Durations in a row.
fn seconds(durations: &[Duration]) -> String {
	let all: Vec<_> = durations
		.iter()
		.map(|one| format!("{:.1} s", one.as_secs_f32()))
		.collect();
	all.join(", ")
}

fn is_the_same_key(one: &Parameters<AccountId>, other: &Parameters<AccountId>) -> Result<()> {
	ensure!(
		(one.a, one.beta, one.e, one.ceremony) == (other.a, other.beta, other.e, other.ceremony),
		"the key is another"
	);
	Ok(())
}
