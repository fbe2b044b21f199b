//! A power cut at one hospital.

use super::{
	lab::{advances, authored_after, finalised, reaches, RECOVERY},
	load::Load,
	Figures, Lab, Ledger,
};
use anyhow::{ensure, Result};

/// Blocks that a node may have to fetch again after it was killed: what the database had not written down.
const UNWRITTEN: u32 = 10;

pub(super) async fn killed_and_restarted(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let mut network = lab.four().await?;
	let load = Load::start(&[&network.nodes[0], &network.nodes[1]], "Patient")?;
	advances(&network.nodes[3], 3, RECOVERY).await?;

	let before = ledger.note(&network.nodes[3]).await?;
	network.nodes[3].kill().await?;
	figures.seconds(
		"three others finalise 5 blocks in",
		advances(&network.nodes[0], 5, RECOVERY).await?,
	);
	let missed = ledger.note(&network.nodes[0]).await?;

	network.restart(3).await?;
	let (resumed, _) = finalised(&network.nodes[3]).await?;
	ensure!(
		resumed + UNWRITTEN >= before,
		"restarted at block {resumed}, though it had finalised {before}: not on its data"
	);
	figures.seconds(
		"caught up after",
		reaches(&network.nodes[3], missed, RECOVERY).await?,
	);
	let (head, _) = finalised(&network.nodes[0]).await?;
	authored_after(&network.nodes[0], "Mayo", head, RECOVERY).await?;

	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
