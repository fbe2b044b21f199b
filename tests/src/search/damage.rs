//! What comes after an authorisation has ended, and after a disk has failed.

use super::{find, proved, Searching, Step};
use crate::{
	story::POLICY,
	trade::{path, text},
};
use anyhow::{ensure, Context, Result};
use salus_wallet::chain::At;
use std::{
	fs,
	path::{Path, PathBuf},
};

/// Ending of the files with what a match reads.
const ROWS: &str = "scan";
/// What a node says of a view that it begins anew.
const ANEW: &str = "the view of the index is built anew";

/// The first hospital's epoch is over: it opens the next, whose key goes to those it still authorises, and a further record is
/// found by their doctors.
pub(super) async fn rotate(searching: &mut Searching) -> Result<()> {
	let (world, person) = (searching.world(), searching.patient(0)?);
	let scope = searching.scopes.first().context("no scope")?;
	let file = path(&person.file)?;
	let seal = [
		"hospital",
		"seal",
		file,
		"--policy",
		POLICY,
		"--patient",
		&person.name,
		"--scope",
		scope,
	];
	let sealed = searching.as_hospital("st-mary", &seal).await?;
	let record = text(&sealed, "record")?.to_owned();
	let source = format!("{record}={file}");
	let index = ["hospital", "index", source.as_str()];
	let refusal = world
		.must_refuse("st-mary", "st-mary", &index, "an authorisation has ended")
		.await?;
	let opened = searching
		.as_hospital("st-mary", &["hospital", "index-keys", scope])
		.await?;
	ensure!(opened["epoch"] == 1, "not the second epoch: {opened}");
	if !searching.breaks(Step::Rotate) {
		searching.as_hospital("st-mary", &index).await?;
	}
	world.network.caught_up().await?;
	let found = find::found(searching, 0).await?;
	ensure!(
		found.contains_key(&record) && found.contains_key(searching.record(0)?),
		"not both records are found: {found:?}"
	);
	let chain = searching.chain("charite").await?;
	let mayo = chain
		.hospital_by_handle("mayo", At::Finalised)
		.await?
		.context("no hospital mayo")?;
	let keys = chain.wrapped_index_keys(mayo.id, At::Finalised).await?;
	ensure!(
		keys.iter()
			.all(|key| key.key.indexer == mayo.id || key.key.epoch == 0),
		"a hospital that is not authorised has the key of the new epoch: {keys:?}"
	);
	proved(
		Step::Rotate,
		format!(
			"under the key that an expired authorisation had nothing is indexed ({}); under the next, without that hospital, a \
			 further record is",
			refusal.lines().next().unwrap_or_default()
		),
	);
	Ok(())
}

/// A node stops, bytes of its view flip, and it starts: it notices, builds the view anew from the chain, and finds the same.
pub(super) async fn tell(searching: &mut Searching) -> Result<()> {
	let doctor = searching.doctor(0)?.hospital;
	let before = find::found(searching, 0).await?;
	let breaks = searching.breaks(Step::Damage);
	let network = &mut searching.world_mut().network;
	let place = network
		.nodes
		.iter()
		.position(|node| node.handle == doctor)
		.context("no such node")?;
	let node = &mut network.nodes[place];
	let anew = rebuilt(&node.log())?;
	node.stop().await?;
	let files = rows(&node.folder)?;
	ensure!(!files.is_empty(), "the node has no view of the index");
	if !breaks {
		files.iter().try_for_each(|file| flip_last(file))?;
	}
	network.restart(place).await?;
	network.caught_up().await?;
	let log = network.nodes[place].log();
	let found = find::found(searching, 0).await?;
	ensure!(
		found == before,
		"after the damage {found:?} is found, before it was {before:?}"
	);
	ensure!(
		rebuilt(&log)? > anew,
		"the node did not notice that its view was damaged"
	);
	proved(
		Step::Damage,
		format!(
			"flipped bytes in {} files of a node's view were noticed at its start; built anew from finalised blocks, it finds the \
			 same {} records",
			files.len(),
			found.len()
		),
	);
	Ok(())
}

/// How often a node says that it built its view anew.
fn rebuilt(log: &Path) -> Result<usize> {
	Ok(fs::read_to_string(log)?.matches(ANEW).count())
}

/// The files of rows in a folder, at any depth.
fn rows(folder: &Path) -> Result<Vec<PathBuf>> {
	let (mut folders, mut found) = (vec![folder.to_owned()], Vec::new());
	while let Some(folder) = folders.pop() {
		for entry in fs::read_dir(folder)? {
			let path = entry?.path();
			if path.is_dir() {
				folders.push(path);
			} else if path.extension().is_some_and(|ending| ending == ROWS) {
				found.push(path);
			}
		}
	}
	Ok(found)
}

fn flip_last(file: &Path) -> Result<()> {
	let mut bytes = fs::read(file)?;
	*bytes.last_mut().context("an empty file of rows")? ^= 1;
	Ok(fs::write(file, bytes)?)
}
