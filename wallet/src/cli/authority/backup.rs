//! The keystore of an authority's node: backups of its shares, and a look whether they are sound.

use crate::{
	authority::{held, keys, verify, Held},
	chain::Chain,
	cli::{
		ceremonies::{kinds, Kind, Names},
		Report, Wallet,
	},
	error::{Result, WalletError},
	files,
};
use clap::Args;
use salus_authority::{keystore::label, Imported, Keystore, Password, ShareId};
use salus_primitives::Hash;
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// Largest backup that is read.
const MAX_BACKUP: usize = 1 << 20;

/// Where an authority's node keeps its shares.
#[derive(Args)]
pub(in crate::cli) struct Store {
	/// Folder of the node's authority keystore: <base path>/chains/<chain>/authority, unless the node was told another.
	#[arg(long, value_name = "DIR")]
	authority_keystore: PathBuf,
	/// File whose first line is its password, as the node has it.
	#[arg(long, value_name = "FILE")]
	authority_password_file: PathBuf,
}

/// What a backup is sealed under, and of which chain it is.
#[derive(Args)]
pub(in crate::cli) struct Sealed {
	#[command(flatten)]
	store: Store,
	/// File whose first line is the password of the backup: another than the node's, kept elsewhere.
	#[arg(long, value_name = "FILE")]
	backup_password_file: PathBuf,
	/// Hash of the chain's first block; the node of --url is asked if it is not given.
	#[arg(long, value_parser = crate::cli::hash, value_name = "HASH")]
	genesis: Option<Hash>,
}

impl Store {
	pub(super) fn new(authority_keystore: PathBuf, authority_password_file: PathBuf) -> Self {
		Self {
			authority_keystore,
			authority_password_file,
		}
	}

	/// The keystore that must be there.
	fn existing(&self, genesis: Hash) -> Result<Keystore> {
		// Opening makes one where there is none, whatever the folder is.
		if !Keystore::is_in(&self.authority_keystore) {
			return Err(WalletError::Input(format!(
				"{}: there is no keystore of an authority: its node makes one when it starts",
				self.authority_keystore.display()
			)));
		}
		self.open(genesis)
	}

	fn open(&self, genesis: Hash) -> Result<Keystore> {
		let password = password(&self.authority_password_file)?;
		Keystore::open(&self.authority_keystore, genesis.0, &password).map_err(keys)
	}
}

impl Sealed {
	async fn genesis(&self, wallet: &Wallet) -> Result<Hash> {
		match self.genesis {
			Some(genesis) => Ok(genesis),
			None => Ok(wallet.chain().await?.genesis()),
		}
	}
}

fn password(path: &Path) -> Result<Password> {
	Password::from_file(path).map_err(|error| WalletError::Keys(format!("{}: {error}", path.display())))
}

fn shares(ids: &[ShareId]) -> Value {
	ids.iter()
		.map(|id| {
			json!({
				"kind": crate::cli::ceremonies::kind_value(id.kind),
				"ceremony": format!("0x{}", hex::encode(id.ceremony)),
				"generation": id.generation,
			})
		})
		.collect()
}

/// Writes all shares, sealed, into a file that must not exist yet.
pub(super) async fn export(wallet: &Wallet, sealed: &Sealed, file: &Path) -> Result<Report> {
	let keystore = sealed.store.existing(sealed.genesis(wallet).await?)?;
	let mut ids = Vec::new();
	for kind in kinds(None) {
		ids.extend(keystore.shares(kind).map_err(keys)?);
	}
	if ids.is_empty() {
		return Err(WalletError::NotAllowed(
			"the keystore holds no share: there is nothing to back up".into(),
		));
	}
	let bytes = keystore
		.export(&password(&sealed.backup_password_file)?)
		.map_err(keys)?;
	files::write_new(file, &bytes)?;
	let mut report = Report::new().line(format!(
		"{}: {} shares, sealed under the backup's password; keep it offline, and make another after every resharing",
		file.display(),
		ids.len()
	));
	for id in &ids {
		report = report.line(format!("  {}, generation {}", label(id.kind), id.generation));
	}
	Ok(report.set("shares", shares(&ids)))
}

/// Takes what a backup has and the keystore lacks.
pub(super) async fn import(wallet: &Wallet, sealed: &Sealed, file: &Path) -> Result<Report> {
	let bytes = files::read_at_most(file, MAX_BACKUP)?;
	let backup = password(&sealed.backup_password_file)?;
	let keystore = sealed.store.existing(sealed.genesis(wallet).await?)?;
	let Imported {
		shares: new,
		kept,
		rounds,
	} = keystore.import(&bytes, &backup).map_err(keys)?;
	let mut report = Report::new().line(format!(
		"{} shares and {rounds} secrets of rounds came in",
		new.len()
	));
	for id in &kept {
		report = report.line(format!(
			"  {}, generation {}: left out, one as new is there",
			label(id.kind),
			id.generation
		));
	}
	Ok(report
		.line("the node uses a share only while its generation is in use; 'salus authority verify' says whether it is")
		.set("shares", shares(&new))
		.set("kept", shares(&kept))
		.set("rounds", rounds))
}

/// Computes the keys in use again from the deals of their rounds; with a keystore, checks its shares against them.
pub(super) async fn check(chain: &Chain, kind: Option<Kind>, store: Option<&Store>) -> Result<Report> {
	let names = Names::load(chain, crate::chain::At::Finalised).await?;
	let keystore = store.map(|store| store.existing(chain.genesis())).transpose()?;
	let (mut report, mut found) = (Report::new(), Vec::new());
	for kind in kinds(kind) {
		let verified = verify(chain, kind).await?;
		let dealers: Vec<_> = verified.dealers.iter().map(|dealer| names.of(dealer)).collect();
		let ceremony = format!("0x{}", hex::encode(verified.ceremony));
		report = report.line(format!(
			"{}: generation {} of {ceremony} follows from the deals of {} in round {}; any {} of {} make a key",
			label(kind),
			verified.generation,
			dealers.join(", "),
			verified.round,
			verified.threshold,
			verified.members
		));
		let mut sound = None;
		if let Some(keystore) = &keystore {
			let all = held(chain, keystore, kind).await?;
			sound = Some(all.iter().any(|one| matches!(one, Held::Sound(_))));
			if all.is_empty() {
				report = report.line("  the keystore holds no share of it");
			}
			for one in all {
				report = report.line(match one {
					Held::Sound(id) => format!("  the share of generation {} lies on it", id.generation),
					Held::OfAnother(id) => {
						format!(
							"  the share of generation {} is of a sharing that is not in use",
							id.generation
						)
					}
				});
			}
		}
		found.push(json!({
			"kind": crate::cli::ceremonies::kind_value(kind),
			"ceremony": ceremony,
			"generation": verified.generation,
			"threshold": verified.threshold,
			"members": verified.members,
			"round": verified.round,
			"dealers": dealers,
			"share": sound,
		}));
	}
	Ok(report.set("keys", found))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	#[test]
	fn no_keystore_is_made_in_a_folder_that_has_none() {
		let folder = tempfile::tempdir().unwrap();
		let store = Store::new(folder.path().into(), folder.path().join("password"));
		assert!(matches!(
			store.existing(Hash::zero()).err(),
			Some(WalletError::Input(_))
		));
		assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
	}
}
