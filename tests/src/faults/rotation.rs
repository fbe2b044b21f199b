//! Every hospital takes new session keys while people work.

use super::{
	lab::{advances, authored_after, finalised, four, until, RECOVERY, SLOT},
	load::Load,
	Figures, Lab, Ledger,
};
use crate::{
	manner::Manner,
	network::{Node, HOSPITALS},
};
use anyhow::{ensure, Context, Result};
use salus_wallet::chain::At;
use std::{
	collections::BTreeSet,
	time::{Duration, Instant},
};

/// Keys are used from the second session boundary on: two sessions of 20 s, and to be finalised.
const IN_USE: Duration = Duration::from_secs(100);

/// The keys that sign blocks, and those that sign votes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Keys {
	blocks: BTreeSet<String>,
	votes: BTreeSet<String>,
}

impl Keys {
	/// Those of a node's finalised head.
	async fn of(node: &Node) -> Result<Self> {
		let chain = node.chain().await?;
		let hex = |key: [u8; 32]| format!("0x{}", hex::encode(key));
		let blocks: Vec<[u8; 32]> = chain.call("AuraApi_authorities", (), At::Finalised).await?;
		let votes: Vec<([u8; 32], u64)> = chain
			.call("GrandpaApi_grandpa_authorities", (), At::Finalised)
			.await?;
		Ok(Self {
			blocks: blocks.into_iter().map(hex).collect(),
			votes: votes.into_iter().map(|(key, _)| hex(key)).collect(),
		})
	}
}

pub(super) async fn under_load(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let mut network = lab.prepare(four(|_| Manner::with_files()), SLOT)?;
	network.launch_all().await?;
	let patient = Load::start(&[&network.nodes[0], &network.nodes[1]], "Patient")?;
	let nurse = Load::start(&[&network.nodes[2], &network.nodes[0]], "Nurse")?;
	advances(&network.nodes[0], 3, RECOVERY).await?;
	let old = Keys::of(&network.nodes[0]).await?;

	let (wallet, since) = (lab.wallet()?, Instant::now());
	let mut new = Keys::default();
	for node in &network.nodes {
		let who = format!("//{}", node.name);
		let made = wallet
			.must(&node.url(), &who, &["hospital", "rotate-keys"])
			.await?;
		let key = |kind: &str| {
			let key = made["keys"][kind].as_str();
			key.map(str::to_owned)
				.with_context(|| format!("no key in {made}"))
		};
		new.blocks.insert(key("aura")?);
		new.votes.insert(key("grandpa")?);
		ledger.note(node).await?;
	}
	ensure!(
		new.blocks.len() == 4 && new.blocks.is_disjoint(&old.blocks) && new.votes.is_disjoint(&old.votes),
		"the keys are not new: {new:?}"
	);
	until("every new key is in use", IN_USE, async || {
		ledger.note(&network.nodes[0]).await?;
		Ok((Keys::of(&network.nodes[0]).await? == new).then_some(()))
	})
	.await?;
	figures.seconds("all keys in use after", since.elapsed());

	let (head, _) = finalised(&network.nodes[0]).await?;
	for (name, _) in HOSPITALS {
		authored_after(&network.nodes[0], name, head, RECOVERY).await?;
	}
	// Of four three must vote: each of the others does, with its new key.
	network.nodes[3].pause().await?;
	advances(&network.nodes[0], 3, RECOVERY).await?;
	network.nodes[3].resume().await?;

	// The keys lie in the node's files.
	network.nodes[2].kill().await?;
	network.restart(2).await?;
	let (head, _) = finalised(&network.nodes[0]).await?;
	authored_after(&network.nodes[0], "Karolinska", head, RECOVERY).await?;

	let finalised = patient.end(&mut ledger).await? + nurse.end(&mut ledger).await?;
	figures.count("transactions finalised", finalised);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
