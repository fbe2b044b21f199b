//! A node that was not there from the beginning.

use super::{
	lab::{advances, finalised, hash_at, reaches, RECOVERY},
	Figures, Lab, Ledger,
};
use crate::{
	manner::Manner,
	network::{Member, Network},
};
use anyhow::{ensure, Context, Result};
use salus_wallet::chain::At;
use std::fs;

/// Blocks that are there when it comes.
const HISTORY: u32 = 20;

async fn join(
	network: &mut Network,
	sync: &str,
	figures: &mut Figures,
	ledger: &mut Ledger,
) -> Result<usize> {
	reaches(&network.nodes[0], HISTORY, RECOVERY * 2).await?;
	let head = ledger.note(&network.nodes[0]).await?;
	let joiner = network
		.join(Member {
			name: "Latecomer",
			handle: "latecomer",
			manner: Manner::follower(sync),
		})
		.await?;
	figures.count("blocks when it came", head);
	figures.seconds(
		"caught up after",
		reaches(&network.nodes[joiner], head, RECOVERY).await?,
	);
	// It follows, and does not only copy what was there.
	advances(&network.nodes[joiner], 3, RECOVERY).await?;
	ledger.note(&network.nodes[joiner]).await?;
	Ok(joiner)
}

pub(super) async fn from_genesis(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let mut network = lab.four().await?;
	let joiner = join(&mut network, "full", &mut figures, &mut ledger).await?;
	let (chain, original) = (
		network.nodes[joiner].chain().await?,
		network.nodes[0].chain().await?,
	);
	for height in 0..=HISTORY {
		let (own, other) = (hash_at(&chain, height).await?, hash_at(&original, height).await?);
		ensure!(
			own.is_some() && own == other,
			"block {height} differs: {own:?}, {other:?}"
		);
	}
	// Only a node that executed the first block has the state after it.
	let first = hash_at(&chain, 1).await?.context("no first block")?;
	chain.epoch(At::Block(first)).await?;
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}

pub(super) async fn by_warp(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let mut network = lab.four().await?;
	let joiner = join(&mut network, "warp", &mut figures, &mut ledger).await?;
	let node = &network.nodes[joiner];
	let log = fs::read_to_string(node.log())?;
	ensure!(
		log.contains("Warp sync is complete") && log.contains("State sync is complete"),
		"it did not come by warp synchronisation"
	);
	let chain = node.chain().await?;
	let first = hash_at(&network.nodes[0].chain().await?, 1)
		.await?
		.context("no first block")?;
	ensure!(
		chain.epoch(At::Block(first)).await.is_err(),
		"it has the state of the first block: it executed what it should have skipped"
	);
	let (_, head) = finalised(node).await?;
	chain.epoch(At::Block(head)).await?;
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
