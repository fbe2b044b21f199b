//! The authority's own keystore: a folder with one sealed file an item.
//!
//! It is none of the session keys' keystore: what lies there signs blocks and can be replaced in a minute; what lies here
//! is a share of every record. The password becomes a key by Argon2id; AES-256-GCM with key commitment seals each item under
//! its name, the chain's genesis and fresh random bytes, so files cannot be exchanged for one another. A file is on the disk
//! before a call that stores it returns, and its bytes are overwritten before it is removed.

mod backup;
mod files;
mod name;
#[cfg(test)]
mod tests;
mod vault;

pub use backup::Imported;
pub use name::{label, ShareId};

use crate::Password;
use codec::{DecodeAll, Encode};
use name::Item;
use rand_core::{OsRng, RngCore};
use salus_crypto::{authority, ceremony::RunSecret, domain::AUTHORITY_KEYSTORE, token};
use salus_primitives::{
	ceremony::{CeremonyKind, Round},
	AccountId,
};
use sp_core::{crypto::Ss58Codec, sr25519, Pair};
use std::{
	io,
	path::{Path, PathBuf},
};
use vault::{Head, Vault};
use zeroize::Zeroizing;

/// What a keystore's head begins with.
const TAG: [u8; 8] = *b"SALUSAK1";
/// How the password becomes a key.
const HEAD: &str = "keystore";
/// Opens with the right password.
const CHECK: &str = "check";
/// The node's account, for whoever registers it.
const ADDRESS: &str = "address";

/// Why a keystore, or an item of it, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeystoreError {
	/// A file or the folder.
	#[error("{path}: {error}")]
	File {
		/// Which.
		path: PathBuf,
		/// Why.
		error: io::Error,
	},
	/// There is something else in its place.
	#[error("{0} is no keystore of an authority")]
	NotAKeystore(PathBuf),
	/// It is of another chain.
	#[error("the keystore is of another chain")]
	OtherChain,
	/// The password is not the one that it was made with.
	#[error("the password of the authority's keystore is wrong")]
	WrongPassword,
	/// The file wants more work than a password needs.
	#[error("the keystore asks for an unreasonable amount of work")]
	TooMuchWork,
	/// The password did not become a key.
	#[error("key derivation: {0}")]
	Derivation(String),
	/// An item does not open, or is not what its name says.
	#[error("the item {0} of the authority's keystore is damaged")]
	Damaged(String),
	/// The bytes are no backup.
	#[error("the bytes are no backup of an authority's shares")]
	NotABackup,
	/// The backup does not open.
	#[error("the password of the backup is wrong, or its bytes are damaged")]
	BackupUnopened,
}

/// A keystore, open.
pub struct Keystore {
	folder: PathBuf,
	vault: Vault,
	genesis: [u8; 32],
}

impl Keystore {
	/// Whether a keystore was made in `folder`.
	pub fn is_in(folder: &Path) -> bool {
		folder.join(HEAD).is_file()
	}

	/// Opens the keystore in `folder`; makes one if the folder is empty, or not there.
	pub fn open(folder: &Path, genesis: [u8; 32], password: &Password) -> Result<Self, KeystoreError> {
		let file = |error| KeystoreError::File {
			path: folder.to_owned(),
			error,
		};
		// A folder of something else is neither shut to others nor filled.
		if !Self::is_in(folder) && files::is_occupied(folder).map_err(file)? {
			return Err(KeystoreError::NotAKeystore(folder.to_owned()));
		}
		files::private_folder(folder).map_err(file)?;
		let head = match files::read(folder, HEAD).map_err(file)? {
			Some(bytes) => Head::decode_all(&mut &bytes[..])
				.ok()
				.filter(|head| head.tag == TAG)
				.ok_or_else(|| KeystoreError::NotAKeystore(folder.to_owned()))?,
			None => {
				let head = Head::new(TAG, genesis);
				files::write(folder, HEAD, &head.encode()).map_err(file)?;
				head
			}
		};
		if head.genesis != genesis {
			return Err(KeystoreError::OtherChain);
		}
		let keystore = Self {
			folder: folder.to_owned(),
			vault: Vault::open(&head, password, AUTHORITY_KEYSTORE)?,
			genesis,
		};
		keystore.check()?;
		Ok(keystore)
	}

	/// Whether the password is the one of the first opening.
	fn check(&self) -> Result<(), KeystoreError> {
		match files::read(&self.folder, CHECK).map_err(self.fault(CHECK))? {
			Some(bytes) => self
				.vault
				.unseal(CHECK, &bytes)
				.map(|_| ())
				.ok_or(KeystoreError::WrongPassword),
			None => self.put(CHECK, &[]),
		}
	}

	/// Erases what a crash left half written. For the node alone, which writes.
	pub fn clean(&self) -> Result<(), KeystoreError> {
		files::clean(&self.folder).map_err(self.fault(""))
	}

	/// The folder.
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	fn fault<'a>(&'a self, name: &'a str) -> impl Fn(io::Error) -> KeystoreError + 'a {
		move |error| KeystoreError::File {
			path: self.folder.join(name),
			error,
		}
	}

	fn put(&self, name: &str, content: &[u8]) -> Result<(), KeystoreError> {
		files::write(&self.folder, name, &self.vault.seal(name, content)).map_err(self.fault(name))
	}

	fn get(&self, item: &Item) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreError> {
		let name = item.name();
		let Some(bytes) = files::read(&self.folder, &name).map_err(self.fault(&name))? else {
			return Ok(None);
		};
		match self.vault.unseal(&name, &bytes) {
			Some(content) => Ok(Some(content)),
			None => Err(KeystoreError::Damaged(name)),
		}
	}

	fn erase(&self, item: &Item) -> Result<bool, KeystoreError> {
		let name = item.name();
		files::erase(&self.folder, &name).map_err(self.fault(&name))
	}

	fn items(&self) -> Result<Vec<Item>, KeystoreError> {
		let names = files::names(&self.folder).map_err(self.fault(""))?;
		Ok(names.iter().filter_map(|name| Item::from_name(name)).collect())
	}
}

/// The node's account.
impl Keystore {
	/// The key that signs the node's transactions, if it was made.
	pub fn account(&self) -> Result<Option<sr25519::Pair>, KeystoreError> {
		let damaged = || KeystoreError::Damaged(Item::Account.name());
		self.get(&Item::Account)?
			.map(|bytes| sr25519::Pair::from_seed_slice(&bytes).map_err(|_| damaged()))
			.transpose()
	}

	/// The key, made now if there is none. It is drawn from the system's randomness and is nowhere else.
	pub fn create_account(&self) -> Result<sr25519::Pair, KeystoreError> {
		if let Some(pair) = self.account()? {
			// A crash after the key was written left it without its address.
			self.keep_address(&pair)?;
			return Ok(pair);
		}
		let mut seed = Zeroizing::new([0; 32]);
		OsRng.fill_bytes(&mut *seed);
		let pair = sr25519::Pair::from_seed(&seed);
		self.keep_account(&pair, &*seed)?;
		Ok(pair)
	}

	/// Puts a key in place of the one that is there.
	pub fn set_account(&self, pair: &sr25519::Pair) -> Result<(), KeystoreError> {
		self.keep_account(pair, &Zeroizing::new(pair.to_raw_vec()))
	}

	fn keep_account(&self, pair: &sr25519::Pair, secret: &[u8]) -> Result<(), KeystoreError> {
		self.put(&Item::Account.name(), secret)?;
		self.keep_address(pair)
	}

	/// Has the file of the address say the account's.
	fn keep_address(&self, pair: &sr25519::Pair) -> Result<(), KeystoreError> {
		let address = AccountId::from(pair.public()).to_ss58check();
		let written = files::read(&self.folder, ADDRESS).map_err(self.fault(ADDRESS))?;
		if written.as_deref() == Some(address.as_bytes()) {
			return Ok(());
		}
		files::write(&self.folder, ADDRESS, address.as_bytes()).map_err(self.fault(ADDRESS))
	}
}

/// Shares.
impl Keystore {
	/// The shares of a kind, by key and generation.
	pub fn shares(&self, kind: CeremonyKind) -> Result<Vec<ShareId>, KeystoreError> {
		let mut ids: Vec<ShareId> = self
			.items()?
			.into_iter()
			.filter_map(|item| match item {
				Item::Share(id) if id.kind == kind => Some(id),
				_ => None,
			})
			.collect();
		ids.sort();
		Ok(ids)
	}

	/// A share of alpha and beta.
	pub fn attribute_share(&self, id: &ShareId) -> Result<Option<authority::Share>, KeystoreError> {
		self.share(id, CeremonyKind::AttributeKeys, |bytes| {
			let share = authority::Share::from_bytes(bytes).ok()?;
			(share.ceremony() == &id.ceremony && share.generation() == id.generation).then_some(share)
		})
	}

	/// A share of k.
	pub fn token_share(&self, id: &ShareId) -> Result<Option<token::Share>, KeystoreError> {
		self.share(id, CeremonyKind::Tokens, |bytes| {
			let share = token::Share::from_bytes(bytes).ok()?;
			(share.ceremony() == &id.ceremony && share.generation() == id.generation).then_some(share)
		})
	}

	fn share<Share>(
		&self,
		id: &ShareId,
		kind: CeremonyKind,
		read: impl FnOnce(&[u8]) -> Option<Share>,
	) -> Result<Option<Share>, KeystoreError> {
		if id.kind != kind {
			return Ok(None);
		}
		let item = Item::Share(*id);
		match self.get(&item)? {
			Some(bytes) => read(bytes.as_slice())
				.map(Some)
				.ok_or_else(|| KeystoreError::Damaged(item.name())),
			None => Ok(None),
		}
	}

	/// Keeps a share of alpha and beta. It is on the disk when this returns.
	pub fn store_attribute_share(&self, share: &authority::Share) -> Result<ShareId, KeystoreError> {
		let id = ShareId {
			kind: CeremonyKind::AttributeKeys,
			ceremony: *share.ceremony(),
			generation: share.generation(),
		};
		self.put(&Item::Share(id).name(), &share.to_bytes())?;
		Ok(id)
	}

	/// Keeps a share of k. It is on the disk when this returns.
	pub fn store_token_share(&self, share: &token::Share) -> Result<ShareId, KeystoreError> {
		let id = ShareId {
			kind: CeremonyKind::Tokens,
			ceremony: *share.ceremony(),
			generation: share.generation(),
		};
		self.put(&Item::Share(id).name(), &share.to_bytes())?;
		Ok(id)
	}

	/// Overwrites and removes a share. False if there is none.
	pub fn erase_share(&self, id: &ShareId) -> Result<bool, KeystoreError> {
		self.erase(&Item::Share(*id))
	}
}

/// Secrets of rounds.
impl Keystore {
	/// The rounds of which a secret is kept, ascending.
	pub fn rounds(&self, kind: CeremonyKind) -> Result<Vec<Round>, KeystoreError> {
		let mut rounds: Vec<Round> = self
			.items()?
			.into_iter()
			.filter_map(|item| match item {
				Item::Round(of, round) if of == kind => Some(round),
				_ => None,
			})
			.collect();
		rounds.sort_unstable();
		Ok(rounds)
	}

	/// The secret of a round.
	pub fn round_secret(&self, kind: CeremonyKind, round: Round) -> Result<Option<RunSecret>, KeystoreError> {
		let item = Item::Round(kind, round);
		match self.get(&item)? {
			Some(bytes) => <&[u8; 32]>::try_from(bytes.as_slice())
				.map(|bytes| Some(RunSecret::from_bytes(bytes)))
				.map_err(|_| KeystoreError::Damaged(item.name())),
			None => Ok(None),
		}
	}

	/// The secret of a round, made now if there is none that opens: what is posted later follows from it, so it is on the disk
	/// first.
	pub fn create_round_secret(&self, kind: CeremonyKind, round: Round) -> Result<RunSecret, KeystoreError> {
		match self.round_secret(kind, round) {
			Ok(Some(secret)) => return Ok(secret),
			Ok(None) | Err(KeystoreError::Damaged(_)) => {}
			Err(error) => return Err(error),
		}
		let secret = RunSecret::generate(&mut OsRng);
		self.put(&Item::Round(kind, round).name(), &*secret.to_bytes())?;
		Ok(secret)
	}

	/// Overwrites and removes the secret of a round. False if there is none.
	pub fn erase_round_secret(&self, kind: CeremonyKind, round: Round) -> Result<bool, KeystoreError> {
		self.erase(&Item::Round(kind, round))
	}
}
