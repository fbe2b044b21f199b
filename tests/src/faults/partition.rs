//! The line between two sites with hospitals is cut: between two pairs, and between one and three.

use super::{
	lab::{advances, best, finalised, four, hash_at, place, reaches, until, RECOVERY, SLOT},
	load::Load,
	wires::Wires,
	Figures, Lab, Ledger,
};
use crate::{manner::Manner, network::Network};
use anyhow::{ensure, Context, Result};
use std::time::Duration;
use tokio::time::sleep;

/// Votes under way arrive within this.
const SETTLE: Duration = Duration::from_secs(4);
/// How long the line is cut.
const OUTAGE: Duration = Duration::from_secs(20);

/// Two and two: neither side has the votes.
pub(super) async fn cut_in_two_and_healed(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let (wires, network) = sites(&lab, [true, true, false, false]).await?;
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
	figures.seconds("finality resumed after", advances(here, 1, RECOVERY).await?);
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

/// Three and one: three go on, and the fourth builds alone what is dropped afterwards.
pub(super) async fn one_cut_off_and_healed(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let (wires, network) = sites(&lab, [true, true, true, false]).await?;
	let (here, alone) = (&network.nodes[0], &network.nodes[3]);
	let patient = Load::start(&[here, &network.nodes[1]], "Patient")?;
	advances(here, 3, RECOVERY).await?;

	wires.cut()?;
	sleep(SETTLE).await;
	let stopped_at = ledger.note(alone).await?;
	let built_at = best(alone).await?;
	figures.seconds(
		"with one cut off, 5 blocks finalised in",
		advances(here, 5, RECOVERY).await?,
	);
	sleep(OUTAGE).await;
	for node in &network.nodes {
		ledger.note(node).await?;
	}
	let height = finalised(alone).await?.0;
	ensure!(
		height <= stopped_at + 1,
		"{} finalised block {height} by itself",
		alone.handle
	);
	let built = best(alone).await?;
	ensure!(built > built_at, "who was cut off built nothing");
	let dropped = hash_at(&alone.chain().await?, built).await?.context("no block")?;

	wires.mend()?;
	let (head, _) = finalised(here).await?;
	let caught_up = reaches(alone, head, RECOVERY).await?;
	figures.seconds("caught up after", caught_up);
	ensure!(
		hash_at(&alone.chain().await?, built).await? != Some(dropped),
		"block {built} of who was cut off stands: the line was not cut"
	);
	// It votes again: without another of the three its vote is needed.
	network.nodes[1].pause().await?;
	figures.seconds(
		"finalises 3 blocks with its vote in",
		advances(here, 3, RECOVERY).await?,
	);
	network.nodes[1].resume().await?;

	figures.count("transactions finalised", patient.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	drop(network);
	Ok(figures)
}

/// Four hospitals, each at the first site where it is true, else at the second.
pub(super) async fn sites(lab: &Lab, at_first_site: [bool; 4]) -> Result<(Wires, Network)> {
	let wires = Wires::lay(&at_first_site)?;
	let members = four(|handle| wires.manner(place(handle), Manner::validator()));
	let mut network = lab.prepare(members, SLOT)?;
	network.launch_all().await?;
	Ok((wires, network))
}
