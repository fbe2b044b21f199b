//! The machine of a hospital is lost.

use super::{
	lab::{authored_after, finalised, four, reaches, repository, RECOVERY, SLOT},
	Figures, Lab, Ledger,
};
use crate::{
	manner::{Manner, CHAIN_ID},
	network::Network,
};
use anyhow::{ensure, Context, Result};
use std::{ffi::OsStr, fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

/// Stands for what the authority's keystore holds, which the archive carries unread.
const SHARE: &[u8] = b"a share of the key authority";
const ITEM: &str = "sealed.share";

pub(super) async fn restored_elsewhere(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let members = four(|handle| match handle {
		"mayo" => Manner::with_files(),
		_ => Manner::validator(),
	});
	let mut network = lab.prepare(members, SLOT)?;
	network.launch_all().await?;
	authored_after(&network.nodes[0], "Mayo", 1, RECOVERY).await?;

	// A running node's files change under the archiver's hands: it refuses.
	let archive = lab.path("mayo.tar");
	let refused = script(
		"backup.sh",
		&[network.nodes[3].data().as_os_str(), archive.as_os_str()],
	);
	ensure!(
		refused.is_err() && !archive.exists(),
		"a running node was archived"
	);

	ledger.note(&network.nodes[3]).await?;
	network.nodes[3].stop().await?;
	fs::create_dir_all(network.nodes[3].authority())?;
	fs::write(network.nodes[3].authority().join(ITEM), SHARE)?;
	script(
		"backup.sh",
		&[network.nodes[3].data().as_os_str(), archive.as_os_str()],
	)?;
	private(&archive)?;
	let keys = lab.path("mayo-keys.tar");
	script(
		"backup.sh",
		&[
			"--keys".as_ref(),
			network.nodes[3].data().as_os_str(),
			keys.as_os_str(),
		],
	)?;
	private(&keys)?;
	fs::remove_dir_all(network.nodes[3].data())?;

	network.nodes[3].folder = lab.path("another-machine");
	script(
		"restore.sh",
		&[archive.as_os_str(), network.nodes[3].data().as_os_str()],
	)?;
	let twice = script(
		"restore.sh",
		&[archive.as_os_str(), network.nodes[3].data().as_os_str()],
	);
	ensure!(twice.is_err(), "an archive was unpacked over a node");
	goes_on(&mut network, &mut ledger).await?;
	figures.count("restored from the archive at block", ledger.height());

	from_exported_blocks(&lab, &mut network, &mut ledger, &keys).await?;
	figures.count("restored from exported blocks at block", ledger.height());
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}

/// The database anew from a file of blocks, the keys from their own archive.
async fn from_exported_blocks(
	lab: &Lab,
	network: &mut Network,
	ledger: &mut Ledger,
	keys: &Path,
) -> Result<()> {
	let (head, _) = finalised(&network.nodes[3]).await?;
	network.nodes[3].stop().await?;
	let blocks = lab.path("blocks.bin");
	let old = network.nodes[3].data();
	node(
		network,
		&[
			"export-blocks",
			"--binary",
			"--from",
			"1",
			"--to",
			&head.to_string(),
		],
		&old,
		&blocks,
	)?;
	network.nodes[3].folder = lab.path("a-third-machine");
	let new = network.nodes[3].data();
	script("restore.sh", &[keys.as_os_str(), new.as_os_str()])?;
	node(network, &["import-blocks", "--binary"], &new, &blocks)?;
	fs::remove_dir_all(old)?;
	goes_on(network, ledger).await
}

/// Starts the restored node: it catches up, and its hospital authors again.
async fn goes_on(network: &mut Network, ledger: &mut Ledger) -> Result<()> {
	private_keys(&network.nodes[3].data())?;
	let share = network.nodes[3].authority().join(ITEM);
	ensure!(fs::read(&share)? == SHARE, "the share was not restored");
	private(&share)?;
	network.restart(3).await?;
	let head = ledger.note(&network.nodes[0]).await?;
	reaches(&network.nodes[3], head, RECOVERY).await?;
	authored_after(&network.nodes[0], "Mayo", head, RECOVERY).await?;
	ledger.note(&network.nodes[3]).await?;
	Ok(())
}

fn private_keys(base_path: &Path) -> Result<()> {
	let folder = base_path.join("chains").join(CHAIN_ID).join("keystore");
	let keys: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
	ensure!(keys.len() == 2, "{} keys were restored, not two", keys.len());
	keys.iter().try_for_each(|key| private(&key.path()))
}

/// Others may not read it.
fn private(path: &Path) -> Result<()> {
	let mode = fs::metadata(path)
		.with_context(|| path.display().to_string())?
		.permissions()
		.mode();
	ensure!(
		mode & 0o077 == 0,
		"{}: others may use it ({mode:o})",
		path.display()
	);
	Ok(())
}

fn script(name: &str, arguments: &[&OsStr]) -> Result<()> {
	let path = repository().join("ops").join(name);
	let output = Command::new(&path)
		.args(arguments)
		.output()
		.with_context(|| path.display().to_string())?;
	ensure!(
		output.status.success(),
		"{name}: {}",
		String::from_utf8_lossy(&output.stderr).trim()
	);
	Ok(())
}

fn node(network: &Network, words: &[&str], base_path: &Path, file: &Path) -> Result<()> {
	let output = Command::new(&network.binaries().node)
		.args(words)
		.arg("--chain")
		.arg(network.spec())
		.arg("--base-path")
		.arg(base_path)
		.arg(file)
		.output()?;
	ensure!(
		output.status.success(),
		"{}: {}",
		words.join(" "),
		String::from_utf8_lossy(&output.stderr).trim()
	);
	Ok(())
}
