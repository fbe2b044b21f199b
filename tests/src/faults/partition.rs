//! The line between two pairs of hospitals is cut.

use super::{
	lab::{advances, best, finalised, four, hash_at, place, until, RECOVERY, SLOT},
	load::Load,
	wires::Wires,
	Figures, Lab, Ledger,
};
use crate::manner::Manner;
use anyhow::{ensure, Context, Result};
use std::time::Duration;
use tokio::time::sleep;

/// Votes under way arrive within this.
const SETTLE: Duration = Duration::from_secs(4);
/// How long the line is cut.
const OUTAGE: Duration = Duration::from_secs(20);
/// Connections that the cut left half open are given up within this, and others made.
const RECONNECT: Duration = Duration::from_secs(60);

pub(super) async fn cut_in_two_and_healed(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let wires = Wires::lay(&[true, true, false, false])?;
	let members = four(|handle| wires.manner(place(handle), Manner::validator()));
	let mut network = lab.prepare(members, SLOT)?;
	network.launch_all().await?;
	let (here, there) = (&network.nodes[0], &network.nodes[2]);
	let patient = Load::start(&[here], "Patient")?;
	let nurse = Load::start(&[there], "Nurse")?;
	advances(here, 3, RECOVERY).await?;

	wires.cut()?;
	sleep(SETTLE).await;
	let stopped_at = finalised(here).await?.0.max(finalised(there).await?.0);
	sleep(OUTAGE).await;
	for node in &network.nodes {
		let height = ledger.note(node).await?;
		ensure!(
			height <= stopped_at + 1,
			"{} finalised block {height} with half of the votes",
			node.handle
		);
	}
	// Each side has a chain of its own above the last finalised block.
	let height = best(here).await?.min(best(there).await?);
	ensure!(height > stopped_at + 1, "no blocks were built during the cut");
	let ours = hash_at(&here.chain().await?, height).await?.context("no block")?;
	let theirs = hash_at(&there.chain().await?, height)
		.await?
		.context("no block")?;
	ensure!(
		ours != theirs,
		"the line was not cut: both sides built block {height}"
	);
	figures.count("blocks built on each side", height - stopped_at);

	wires.mend()?;
	figures.seconds(
		"finality resumed after",
		advances(here, 1, RECOVERY + RECONNECT).await?,
	);
	until("one chain remains", RECOVERY, async || {
		let ours = hash_at(&here.chain().await?, height).await?;
		Ok((ours.is_some() && ours == hash_at(&there.chain().await?, height).await?).then_some(()))
	})
	.await?;

	let finalised = patient.end(&mut ledger).await? + nurse.end(&mut ledger).await?;
	figures.count("transactions finalised", finalised);
	ledger.holds_at_all(&network.nodes).await?;
	drop(network);
	Ok(figures)
}
