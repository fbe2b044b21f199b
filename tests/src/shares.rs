//! Where the secrets of the key authority lie: each hospital's in its own process, sealed in its own folder, and nowhere
//! else.

use crate::{
	faults::{until, RECOVERY},
	memory::Memory,
	network::{Network, Node},
};
use anyhow::{bail, ensure, Context, Result};
use memchr::memmem::Finder;
use salus_authority::{Keystore, Password, DEVELOPMENT_PASSWORD};
use salus_crypto::{authority, encoding::decode_key_scalar, token};
use salus_primitives::ceremony::CeremonyKind;
use std::{collections::BTreeSet, fs, io, path::Path};

/// Bytes of a scalar.
const SCALAR: usize = 32;

/// A node's keystore of the key authority.
pub fn keystore(node: &Node, genesis: [u8; 32]) -> Result<Keystore> {
	let folder = node.authority();
	ensure!(
		folder.is_dir(),
		"{} has no keystore of the authority",
		node.handle
	);
	let password = Password::new(DEVELOPMENT_PASSWORD)?;
	Keystore::open(&folder, genesis, &password).with_context(|| folder.display().to_string())
}

/// The latest share of alpha and beta in a keystore.
pub fn attribute_share(keystore: &Keystore) -> Result<Option<authority::Share>> {
	let last = keystore.shares(CeremonyKind::AttributeKeys)?.pop();
	Ok(match last {
		Some(id) => keystore.attribute_share(&id)?,
		None => None,
	})
}

/// The latest share of k in a keystore.
pub fn token_share(keystore: &Keystore) -> Result<Option<token::Share>> {
	let last = keystore.shares(CeremonyKind::Tokens)?.pop();
	Ok(match last {
		Some(id) => keystore.token_share(&id)?,
		None => None,
	})
}

/// One hospital's secret scalars, in every form in which a program may hold them.
struct Secrets {
	handle: &'static str,
	index: u16,
	forms: Vec<[u8; SCALAR]>,
}

impl Secrets {
	/// Of the shares in a node's keystore: alpha_j and beta_j, with which one ends, and k_j, with which the other does.
	async fn of(node: &Node, genesis: [u8; 32]) -> Result<Self> {
		let keystore = keystore(node, genesis)?;
		// A node stores its share a moment after the sharing has come into use.
		let what = format!("{} holds its shares", node.handle);
		let (authority, token) = until(&what, RECOVERY, async || {
			Ok(attribute_share(&keystore)?.zip(token_share(&keystore)?))
		})
		.await?;
		let token = token.to_bytes();
		let mut forms = Vec::new();
		let (_, k_j) = token
			.split_last_chunk::<SCALAR>()
			.context("a share without its scalar")?;
		let mut big = *k_j;
		big.reverse();
		forms.extend([*k_j, big]);
		let bytes = authority.to_bytes();
		for secret in bytes[bytes.len().saturating_sub(2 * SCALAR)..].chunks_exact(SCALAR) {
			let mut little = [0; SCALAR];
			little.copy_from_slice(secret);
			let scalar = decode_key_scalar(&little)
				.map_err(|e| anyhow::anyhow!("the share of {}: {e}", node.handle))?;
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
			index: authority.index(),
			forms,
		})
	}
}

async fn all(network: &Network) -> Result<Vec<Secrets>> {
	let genesis = network.genesis().await?;
	let mut all = Vec::new();
	for node in &network.nodes {
		all.push(Secrets::of(node, genesis).await?);
	}
	let indices: BTreeSet<_> = all.iter().map(|secrets| secrets.index).collect();
	ensure!(
		indices.len() == all.len(),
		"two keystores have shares of one index"
	);
	Ok(all)
}

/// The secret scalars of all hospitals, in every form.
pub(crate) async fn secret_scalars(network: &Network) -> Result<Vec<Vec<u8>>> {
	let forms = all(network).await?.into_iter().flat_map(|secrets| secrets.forms);
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

/// No folder holds a share that can be read, not even the hospital's own.
pub async fn folders_hold_no_share(network: &Network) -> Result<()> {
	let all = all(network).await?;
	let needles: Vec<_> = all
		.iter()
		.flat_map(|secrets| secrets.forms.iter().map(Finder::new))
		.collect();
	for node in &network.nodes {
		ensure!(
			!any_file_holds(&node.folder, &needles)?,
			"the folder of {} holds a share that anybody can read",
			node.handle
		);
	}
	let control = tempfile::tempdir()?;
	let own = all.first().and_then(|secrets| secrets.forms.first());
	fs::write(control.path().join("share"), own.context("there is no share")?)?;
	ensure!(
		any_file_holds(control.path(), &needles)?,
		"the search finds no share where there is one"
	);
	Ok(())
}

/// The memory of every running node holds its own secrets, and none of another. Gives the bytes searched.
pub async fn processes_hold_their_own(network: &Network) -> Result<u64> {
	let all = all(network).await?;
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
