//! The encrypted keystore: one file an identity, opened with a password.
//!
//! A file holds everything one person or hospital signs and opens with: the account, the user secret `x` of the key
//! authority, the wrap, report and trade secrets, and a hospital's issuer secret. Each key serves one protocol.
//! The password becomes a key by Argon2id; AES-256-GCM with key commitment seals the rest.

mod secrets;

pub use secrets::{Secrets, MAX_ROTATIONS};

use crate::error::{Result, WalletError};
use rand_core::{OsRng, RngCore};
use salus_crypto::{domain::KEYSTORE, symmetric::MessageKey};
use serde::{Deserialize, Serialize};
use std::{
	fs,
	io::Write,
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Memory of Argon2id in KiB; the least that a file may ask for.
const MEMORY_KIB: u32 = 64 * 1024;
/// Passes of Argon2id.
const PASSES: u32 = 3;
/// Most memory a file may ask for, in KiB: a hostile file must not exhaust the machine.
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
/// Most passes a file may ask for.
const MAX_PASSES: u32 = 64;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
	version: u32,
	/// Readable without the password.
	address: String,
	kdf: Kdf,
	/// com, ciphertext and tag, in hex.
	sealed: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Kdf {
	algorithm: String,
	memory_kib: u32,
	passes: u32,
	salt: String,
}

/// A folder of identities.
#[derive(Clone, Debug)]
pub struct Keystore(PathBuf);

impl Keystore {
	/// The keystore in `folder`, which need not exist yet.
	pub fn new(folder: impl Into<PathBuf>) -> Self {
		Self(folder.into())
	}

	fn path(&self, name: &str) -> Result<PathBuf> {
		let fits = !name.is_empty()
			&& name.len() <= 64
			&& name
				.chars()
				.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
		if !fits {
			return Err(WalletError::Input(format!(
				"'{name}' is no name of a key: letters, digits, '-' and '_'"
			)));
		}
		Ok(self.0.join(format!("{name}.json")))
	}

	/// The folder in which an identity keeps something beside its keys.
	pub fn folder_of(&self, name: &str, what: &str) -> Result<PathBuf> {
		Ok(self.path(name)?.with_extension(what))
	}

	/// Writes a new identity; never over one that exists.
	pub fn create(&self, name: &str, secrets: &Secrets, password: &str) -> Result<PathBuf> {
		let path = self.path(name)?;
		if password.is_empty() {
			return Err(WalletError::Keys("the password is empty".into()));
		}
		let mut salt = [0; 16];
		OsRng.fill_bytes(&mut salt);
		let key = derive(password, &salt, MEMORY_KIB, PASSES)?;
		let plain = secrets.to_bytes();
		let address = secrets.signer().account().to_string();
		let sealed = MessageKey::derive(&*key, KEYSTORE, &salt).seal(address.as_bytes(), &plain);
		let file = File {
			version: 1,
			address,
			kdf: Kdf {
				algorithm: "argon2id".into(),
				memory_kib: MEMORY_KIB,
				passes: PASSES,
				salt: hex::encode(salt),
			},
			sealed: hex::encode(sealed),
		};
		fs::create_dir_all(&self.0).map_err(WalletError::file(&self.0))?;
		// A temporary file is created readable by its owner alone.
		let mut temporary = tempfile::NamedTempFile::new_in(&self.0).map_err(WalletError::file(&self.0))?;
		let text = serde_json::to_string_pretty(&file).map_err(|e| WalletError::Keys(e.to_string()))?;
		temporary
			.write_all(text.as_bytes())
			.map_err(WalletError::file(&path))?;
		temporary.as_file().sync_all().map_err(WalletError::file(&path))?;
		temporary
			.persist_noclobber(&path)
			.map_err(|e| WalletError::File {
				path: path.clone(),
				error: e.error,
			})?;
		Ok(path)
	}

	/// Opens an identity.
	pub fn open(&self, name: &str, password: &str) -> Result<Secrets> {
		let path = self.path(name)?;
		let file = read(&path)?;
		let damaged = |what: &str| WalletError::Keys(format!("{}: {what}", path.display()));
		if file.version != 1 || file.kdf.algorithm != "argon2id" {
			return Err(damaged("a keystore of another version"));
		}
		if !(8..=MAX_MEMORY_KIB).contains(&file.kdf.memory_kib)
			|| !(1..=MAX_PASSES).contains(&file.kdf.passes)
		{
			return Err(damaged("asks for an unreasonable amount of work"));
		}
		let salt = hex::decode(&file.kdf.salt).map_err(|_| damaged("the salt is not hex"))?;
		let sealed = hex::decode(&file.sealed).map_err(|_| damaged("the box is not hex"))?;
		let key = derive(password, &salt, file.kdf.memory_kib, file.kdf.passes)?;
		let plain = MessageKey::derive(&*key, KEYSTORE, &salt)
			.open(file.address.as_bytes(), &sealed)
			.map_err(|_| damaged("wrong password, or a damaged file"))?;
		let secrets =
			Secrets::from_bytes(&plain).ok_or_else(|| damaged("the content is not a set of keys"))?;
		if secrets.signer().account().to_string() != file.address {
			return Err(damaged("the address is not that of the keys"));
		}
		Ok(secrets)
	}

	/// Names and addresses, sorted by name.
	pub fn list(&self) -> Result<Vec<(String, String)>> {
		if !self.0.exists() {
			return Ok(Vec::new());
		}
		let mut found = Vec::new();
		for entry in fs::read_dir(&self.0).map_err(WalletError::file(&self.0))? {
			let path = entry.map_err(WalletError::file(&self.0))?.path();
			if path.extension().is_some_and(|e| e == "json") {
				if let (Some(name), Ok(file)) = (path.file_stem().and_then(|n| n.to_str()), read(&path)) {
					found.push((name.to_owned(), file.address));
				}
			}
		}
		found.sort();
		Ok(found)
	}
}

fn read(path: &Path) -> Result<File> {
	let bytes = fs::read(path).map_err(WalletError::file(path))?;
	serde_json::from_slice(&bytes)
		.map_err(|e| WalletError::Keys(format!("{}: not a keystore file: {e}", path.display())))
}

fn derive(password: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<Zeroizing<[u8; 32]>> {
	let parameters = argon2::Params::new(memory_kib, passes, 1, Some(32))
		.map_err(|e| WalletError::Keys(format!("key derivation: {e}")))?;
	let mut key = Zeroizing::new([0; 32]);
	argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, parameters)
		.hash_password_into(password.as_bytes(), salt, &mut *key)
		.map_err(|e| WalletError::Keys(format!("key derivation: {e}")))?;
	Ok(key)
}

#[cfg(test)]
mod tests;
