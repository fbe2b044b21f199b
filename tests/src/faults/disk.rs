//! A disk without room: a mount in the scenario's namespaces.

use super::{
	lab::{advances, authored_after, finalised, four, reaches, RECOVERY, SLOT},
	load::Load,
	Figures, Lab, Ledger,
};
use crate::manner::Manner;
use anyhow::{ensure, Context, Result};
use std::{
	fs,
	io::Write,
	path::{Path, PathBuf},
	process::Command,
};

/// Room on the disk, in MiB: what a young database needs, several times.
const ROOM: u32 = 256;

pub(super) async fn filled(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let mut network = lab.prepare(four(|_| Manner::validator()), SLOT)?;
	let disk = Disk::mount(&network.nodes[3].data())?;
	network.launch_all().await?;
	let load = Load::start(&[&network.nodes[0], &network.nodes[1]], "Patient")?;
	advances(&network.nodes[3], 3, RECOVERY).await?;
	ledger.note(&network.nodes[3]).await?;

	let filler = disk.fill()?;
	advances(&network.nodes[0], 10, RECOVERY).await?;
	let missed = ledger.note(&network.nodes[0]).await?;
	let survived = network.nodes[3].is_running()?;
	figures.count(
		"the node with the full disk",
		if survived { "went on" } else { "stopped" },
	);
	network.nodes[3].kill().await?;

	fs::remove_file(filler)?;
	network.restart(3).await?;
	figures.seconds(
		"with room again, caught up after",
		reaches(&network.nodes[3], missed, RECOVERY).await?,
	);
	let (head, _) = finalised(&network.nodes[0]).await?;
	authored_after(&network.nodes[0], "Mayo", head, RECOVERY).await?;

	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	drop(network);
	Ok(figures)
}

/// A small disk in memory. Dropping it removes it.
struct Disk(PathBuf);

impl Disk {
	fn mount(at: &Path) -> Result<Self> {
		fs::create_dir_all(at)?;
		let output = Command::new("mount")
			.args(["-t", "tmpfs", "-o", &format!("size={ROOM}m"), "tmpfs"])
			.arg(at)
			.output()?;
		ensure!(
			output.status.success(),
			"mount: {}",
			String::from_utf8_lossy(&output.stderr).trim()
		);
		Ok(Self(at.to_owned()))
	}

	/// Takes all the room that is left.
	fn fill(&self) -> Result<PathBuf> {
		let path = self.0.join("filler");
		let mut file = fs::File::create(&path)?;
		let block = vec![1; 1 << 16];
		for _ in 0..=(ROOM << 4) {
			if file.write_all(&block).is_err() {
				return Ok(path);
			}
		}
		Err(anyhow::anyhow!("the disk is larger than it was made")).context("fill")
	}
}

impl Drop for Disk {
	fn drop(&mut self) {
		// A process that is ending may still hold files: the mount goes when they do.
		let _ = Command::new("umount").arg("-l").arg(&self.0).status();
	}
}
