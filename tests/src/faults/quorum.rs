//! More hospitals stand still than finality tolerates.

use super::{
	lab::{advances, best, builds, finalised, reaches, RECOVERY},
	load::Load,
	Figures, Lab, Ledger,
};
use anyhow::{ensure, Result};
use salus_primitives::BlockNumber;

/// Blocks that are built before who stands still goes on.
const WITHOUT: BlockNumber = 5;

pub(super) async fn two_of_four_paused(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let network = lab.four().await?;
	let load = Load::start(&[&network.nodes[0]], "Patient")?;
	advances(&network.nodes[0], 3, RECOVERY).await?;
	for node in &network.nodes {
		ledger.note(node).await?;
	}

	// Votes under way are for blocks that were there: later ones are finalised without who stands still, or not at all.
	network.nodes[2].pause().await?;
	let paused_at = best(&network.nodes[0]).await?;
	figures.seconds(
		"with one paused, 3 blocks more are built and final in",
		reaches(&network.nodes[0], paused_at + 3, RECOVERY).await?,
	);
	network.nodes[3].pause().await?;
	let stopped_at = best(&network.nodes[0]).await?.max(best(&network.nodes[1]).await?);
	builds(&network.nodes[0], stopped_at + WITHOUT, RECOVERY).await?;
	for node in &network.nodes[..2] {
		let (now, _) = finalised(node).await?;
		ensure!(
			now <= stopped_at,
			"{} finalised block {now} with half of the votes",
			node.handle
		);
		ledger.note(node).await?;
	}
	let built = best(&network.nodes[0]).await?.saturating_sub(stopped_at);
	figures.count("blocks built without finality", built);

	network.nodes[2].resume().await?;
	network.nodes[3].resume().await?;
	figures.seconds(
		"finality resumed after",
		advances(&network.nodes[0], 1, RECOVERY).await?,
	);
	advances(&network.nodes[0], built, RECOVERY).await?;

	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
