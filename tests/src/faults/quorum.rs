//! More hospitals stand still than finality tolerates.

use super::{
	lab::{advances, best, finalised, RECOVERY},
	load::Load,
	Figures, Lab, Ledger,
};
use anyhow::{ensure, Result};
use std::time::Duration;
use tokio::time::sleep;

/// Votes under way arrive within this.
const SETTLE: Duration = Duration::from_secs(4);
/// How long the fault lasts.
const OUTAGE: Duration = Duration::from_secs(20);

pub(super) async fn two_of_four_paused(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let network = lab.four().await?;
	let load = Load::start(&[&network.nodes[0]], "Patient")?;
	advances(&network.nodes[0], 3, RECOVERY).await?;
	for node in &network.nodes {
		ledger.note(node).await?;
	}

	network.nodes[2].pause().await?;
	sleep(SETTLE).await;
	figures.seconds(
		"with one paused, 3 blocks finalised in",
		advances(&network.nodes[0], 3, RECOVERY).await?,
	);
	network.nodes[3].pause().await?;
	sleep(SETTLE).await;
	let (stopped_at, _) = finalised(&network.nodes[0]).await?;
	let built_at = best(&network.nodes[0]).await?;
	sleep(OUTAGE).await;
	for node in &network.nodes[..2] {
		let (now, _) = finalised(node).await?;
		ensure!(
			now <= stopped_at + 1,
			"{} finalised block {now} with half of the votes",
			node.handle
		);
		ledger.note(node).await?;
	}
	let built = best(&network.nodes[0]).await?.saturating_sub(built_at);
	ensure!(built >= 3, "only {built} blocks were built without finality");
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
