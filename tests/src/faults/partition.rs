//! The line between two sites with hospitals is cut: between two pairs, and between one and three.

use super::{
	lab::{advances, best, builds, finalised, four, hash_at, place, reaches, until, RECOVERY, SLOT},
	load::Load,
	wires::Wires,
	Figures, Lab, Ledger,
};
use crate::{manner::Manner, network::Network};
use anyhow::{ensure, Context, Result};
use salus_primitives::BlockNumber;

/// Blocks that two of four build before the line is mended.
const APART: BlockNumber = 5;
/// Blocks that one of four builds alone, in every fourth slot.
const ALONE: BlockNumber = 3;

/// Two and two: neither side has the votes.
pub(super) async fn cut_in_two_and_healed(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let (wires, network) = sites(&lab, [true, true, false, false]).await?;
	let (here, there) = (&network.nodes[0], &network.nodes[2]);
	let patient = Load::start(&[here], "Patient")?;
	let nurse = Load::start(&[there], "Nurse")?;
	advances(here, 3, RECOVERY).await?;

	wires.cut()?;
	// Votes under way are for blocks that were there: what was built later nobody finalises.
	let cut_at = best(here).await?.max(best(there).await?);
	let height = cut_at + APART;
	builds(here, height, RECOVERY).await?;
	builds(there, height, RECOVERY).await?;
	for node in &network.nodes {
		let last = ledger.note(node).await?;
		ensure!(
			last <= cut_at,
			"{} finalised block {last} with half of the votes",
			node.handle
		);
	}
	let ours = hash_at(&here.chain().await?, height).await?.context("no block")?;
	let theirs = hash_at(&there.chain().await?, height)
		.await?
		.context("no block")?;
	ensure!(
		ours != theirs,
		"the line was not cut: both sides built block {height}"
	);
	figures.count("blocks built on each side", height - cut_at);

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
	let cut_at = best(here).await?.max(best(alone).await?);
	figures.seconds(
		"with one cut off, 5 blocks more are built and final in",
		reaches(here, cut_at + 5, RECOVERY).await?,
	);
	let built = cut_at + ALONE;
	builds(alone, built, RECOVERY).await?;
	for node in &network.nodes {
		ledger.note(node).await?;
	}
	let height = finalised(alone).await?.0;
	ensure!(
		height <= cut_at,
		"{} finalised block {height} by itself",
		alone.handle
	);
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
