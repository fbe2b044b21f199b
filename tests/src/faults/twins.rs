//! Two nodes with the keys of one hospital.

use super::{
	lab::{advances, best, finalised, four, hash_at, place, until, RECOVERY, SLOT},
	wires::Wires,
	Figures, Lab, Ledger,
};
use crate::{
	manner::{write_keys, Manner},
	network::{Member, Node},
};
use anyhow::{ensure, Context, Result};
use std::{fs, time::Duration};
use tokio::time::sleep;

/// The twin's host: the one after those of the four.
const TWIN: u8 = 4;
/// What a node writes when it holds two votes of one key in one round.
const NOTICED: &str = "equivocation in the finality worker";
/// Within this the twin has caught up with the vote of its side and taken part in it.
const VOTES: Duration = Duration::from_secs(20);
/// Connections that a cut left half open are given up within this, and others made.
const RECONNECT: Duration = Duration::from_secs(60);

pub(super) async fn vote_apart(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	// St Mary and Mayo here; Charité, Karolinska and Mayo's twin there.
	let wires = Wires::lay(&[true, false, false, true, false])?;
	let members = four(|handle| wires.manner(place(handle), Manner::validator()));
	let mut network = lab.prepare(members, SLOT)?;
	network.launch_all().await?;
	advances(&network.nodes[0], 3, RECOVERY).await?;

	// Without Karolinska neither side has the votes of three: both stay in one round.
	network.nodes[2].kill().await?;
	wires.cut()?;
	write_keys(&lab.path("nodes").join("twin").join("data"), "Mayo")?;
	let mut manner = wires.manner(TWIN, Manner::follower("full"));
	manner.arguments.push("--validator".into());
	let twin = network
		.join(Member {
			name: "Twin",
			handle: "twin",
			manner,
		})
		.await?;
	let (here, there) = (&network.nodes[0], &network.nodes[1]);
	until("the twin follows its side", RECOVERY, async || {
		Ok((best(&network.nodes[twin]).await? + 2 >= best(there).await?).then_some(()))
	})
	.await?;
	sleep(VOTES).await;
	let stopped_at = ledger.note(here).await?.max(ledger.note(there).await?);
	let height = best(here).await?.min(best(there).await?);
	let ours = hash_at(&here.chain().await?, height).await?.context("no block")?;
	let theirs = hash_at(&there.chain().await?, height)
		.await?
		.context("no block")?;
	ensure!(
		height > stopped_at && ours != theirs,
		"the sides did not part: block {height}, final {stopped_at}"
	);

	wires.mend()?;
	until(
		"a hospital notices two votes of one key",
		RECOVERY + RECONNECT,
		async || Ok((noticed(&network.nodes[0])? || noticed(&network.nodes[1])?).then_some(())),
	)
	.await?;
	network.nodes[twin].kill().await?;
	network.restart(2).await?;
	figures.seconds(
		"finality resumed after",
		advances(&network.nodes[0], 1, RECOVERY + RECONNECT).await?,
	);
	let (head, _) = finalised(&network.nodes[0]).await?;
	figures.count("final when it was over", head);
	ledger.holds_at_all(&network.nodes[..4]).await?;
	drop(network);
	Ok(figures)
}

fn noticed(node: &Node) -> Result<bool> {
	Ok(fs::read_to_string(node.log())?.contains(NOTICED))
}
