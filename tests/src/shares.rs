//! Where the secrets of the key authority lie: each hospital's in its own folder and process, and nowhere else.

use crate::{
	dealing::SHARE_FILE,
	memory::Memory,
	network::{Network, Node},
};
use anyhow::{bail, ensure, Context, Result};
use memchr::memmem::Finder;
use salus_crypto::{authority::ShareFile, encoding::decode_key_scalar};
use std::{collections::BTreeSet, fs, io, path::Path};

/// Bytes of a scalar.
const SCALAR: usize = 32;

/// One hospital's secret scalars, in every form in which a program may hold them.
struct Secrets {
	handle: &'static str,
	index: u16,
	forms: Vec<[u8; SCALAR]>,
}

impl Secrets {
	/// Of the shares in a node's folder: alpha_j and beta_j, with which one ends, and k_j, with which the other does.
	fn of(node: &Node) -> Result<Self> {
		let path = node.folder.join(SHARE_FILE);
		let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
		let file = ShareFile::from_bytes(&bytes).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
		let authority = file.authority.to_bytes();
		let token = file
			.token
			.context("a hospital without a share of the token key")?;
		let token = token.to_bytes();
		let mut forms = Vec::new();
		let (_, k_j) = token
			.split_last_chunk::<SCALAR>()
			.context("a share without its scalar")?;
		let mut big = *k_j;
		big.reverse();
		forms.extend([*k_j, big]);
		for secret in authority[authority.len().saturating_sub(2 * SCALAR)..].chunks_exact(SCALAR) {
			let mut little = [0; SCALAR];
			little.copy_from_slice(secret);
			let scalar =
				decode_key_scalar(&little).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
			let mut big = little;
			big.reverse();
			// A field element in memory is in Montgomery's form, the least limb first.
			let mut montgomery = [0; SCALAR];
			for (to, limb) in montgomery.chunks_exact_mut(8).zip(scalar.0 .0) {
				to.copy_from_slice(&limb.to_ne_bytes());
			}
			forms.extend([little, big, montgomery]);
		}
		Ok(Self {
			handle: node.handle,
			index: file.authority.index(),
			forms,
		})
	}
}

fn all(network: &Network) -> Result<Vec<Secrets>> {
	let all: Vec<_> = network.nodes.iter().map(Secrets::of).collect::<Result<_>>()?;
	let indices: BTreeSet<_> = all.iter().map(|secrets| secrets.index).collect();
	ensure!(indices.len() == all.len(), "two folders have shares of one index");
	Ok(all)
}

/// The secret scalars of all hospitals, in every form.
pub(crate) fn secret_scalars(network: &Network) -> Result<Vec<Vec<u8>>> {
	let forms = all(network)?.into_iter().flat_map(|secrets| secrets.forms);
	Ok(forms.map(Vec::from).collect())
}

/// Whether a file below `folder` holds one of `needles`. Files that vanish meanwhile hold nothing.
pub fn any_file_holds(folder: &Path, needles: &[Finder<'_>]) -> Result<bool> {
	let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
	let mut folders = vec![folder.to_owned()];
	while let Some(folder) = folders.pop() {
		let entries = match fs::read_dir(&folder) {
			Err(error) if gone(&error) => continue,
			entries => entries.with_context(|| folder.display().to_string())?,
		};
		for entry in entries {
			let path = entry?.path();
			if path.is_dir() {
				folders.push(path);
				continue;
			}
			match fs::read(&path) {
				Err(error) if gone(&error) => {}
				content => {
					let content = content.with_context(|| path.display().to_string())?;
					if needles.iter().any(|needle| needle.find(&content).is_some()) {
						return Ok(true);
					}
				}
			}
		}
	}
	Ok(false)
}

/// No folder holds another hospital's secret, and each node was started with its own share alone.
pub fn folders_hold_their_own(network: &Network) -> Result<()> {
	let all = all(network)?;
	for node in &network.nodes {
		let needles = |own: bool| -> Vec<_> {
			all.iter()
				.filter(|secrets| (secrets.handle == node.handle) == own)
				.flat_map(|secrets| secrets.forms.iter().map(Finder::new))
				.collect()
		};
		ensure!(
			any_file_holds(&node.folder, &needles(true))?,
			"the search does not find the own share of {}",
			node.handle
		);
		ensure!(
			!any_file_holds(&node.folder, &needles(false))?,
			"the folder of {} holds another hospital's secret",
			node.handle
		);
		if let Some(pid) = node.pid() {
			let arguments = fs::read(format!("/proc/{pid}/cmdline"))?;
			let arguments = String::from_utf8_lossy(&arguments);
			let shares: Vec<_> = arguments
				.split('\0')
				.filter(|argument| argument.ends_with(SHARE_FILE))
				.collect();
			let own = node.folder.join(SHARE_FILE);
			ensure!(
				shares.iter().map(Path::new).eq([own.as_path()]),
				"the node of {} was started with {shares:?}",
				node.handle
			);
		}
	}
	Ok(())
}

/// The memory of every running node holds its own secrets, and none of another. Gives the bytes searched.
pub fn processes_hold_their_own(network: &Network) -> Result<u64> {
	let all = all(network)?;
	let needles: Vec<_> = all
		.iter()
		.flat_map(|secrets| {
			secrets
				.forms
				.iter()
				.map(|form| (secrets.handle, Finder::new(form)))
		})
		.collect();
	let (owners, needles): (Vec<_>, Vec<_>) = needles.into_iter().unzip();
	let mut total = 0;
	for node in &network.nodes {
		let Some(pid) = node.pid() else { continue };
		let (found, searched) = Memory::of(pid)?.search(&needles)?;
		total += searched;
		let holders: BTreeSet<_> = owners
			.iter()
			.zip(&found)
			.filter(|(_, found)| **found)
			.map(|(owner, _)| *owner)
			.collect();
		if holders != BTreeSet::from([node.handle]) {
			bail!("the memory of {} holds the secrets of {holders:?}", node.handle);
		}
	}
	Ok(total)
}
