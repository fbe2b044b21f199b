//! Clocks that do not agree.

use super::{
	lab::{account, advances, authors, finalised, four, RECOVERY},
	load::Load,
	Figures, Lab, Ledger,
};
use crate::{manner::Manner, network::HOSPITALS};
use anyhow::{ensure, Context, Result};
use std::{path::PathBuf, time::Duration};

/// The slots of a consortium: 3 s are half of one.
const SLOT: u64 = 6_000;
/// Blocks that are watched: three turns of each hospital.
const BLOCKS: u32 = 12;

pub(super) async fn three_seconds_apart(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let library = faketime()?;
	let members = four(|handle| Manner {
		environment: match handle {
			"mayo" => vec![
				("LD_PRELOAD".into(), library.display().to_string()),
				("FAKETIME".into(), "+3s".into()),
				// Timers go on as they were: a clock was set wrongly, time does not run otherwise.
				("FAKETIME_DONT_FAKE_MONOTONIC".into(), "1".into()),
			],
			_ => Vec::new(),
		},
		..Manner::validator()
	});
	let mut network = lab.prepare(members, SLOT)?;
	network.launch_all().await?;
	let load = Load::start(&[&network.nodes[0]], "Patient")?;
	let (from, _) = finalised(&network.nodes[0]).await?;
	let limit = Duration::from_millis(SLOT * 2 * u64::from(BLOCKS));
	figures.seconds(
		"12 blocks finalised in",
		advances(&network.nodes[0], BLOCKS, limit).await?,
	);

	let authors = authors(&network.nodes[0], from + 1, from + BLOCKS).await?;
	for (name, _) in HOSPITALS {
		ensure!(
			authors.contains(&account(name)?),
			"{name} authored none of {BLOCKS} blocks"
		);
	}
	for node in &network.nodes {
		ledger.note(node).await?;
	}
	advances(&network.nodes[3], 1, RECOVERY).await?;
	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}

/// The library that shifts a program's clock, from Debian's package `libfaketime`.
fn faketime() -> Result<PathBuf> {
	std::fs::read_dir("/usr/lib")?
		.flatten()
		.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
		.find(|path| path.is_file())
		.context("libfaketime is not installed")
}
