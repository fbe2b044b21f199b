//! Nonces that were used, until their requests expire. They are kept on disk, so that a restart forgets none.
//!
//! The log is not forced to the platter: a crash of the whole machine may lose its last entries.

use crate::{
	errors::{Cause, Refusal},
	store::io_refusal,
};
use salus_primitives::{AccountId, BlockNumber};
use std::{
	collections::HashMap,
	fs::{self, File, OpenOptions},
	io::{self, Write},
	path::{Path, PathBuf},
};

/// Signer, nonce, expiry.
const ENTRY: usize = 32 + 16 + 4;
/// Nonces remembered at most.
const MAX_NONCES: usize = 1 << 18;
/// Dead entries that the log may carry beside as many as are alive.
const SLACK: usize = 1024;

/// Nonces used and not expired.
pub struct Nonces {
	path: PathBuf,
	log: File,
	entries: usize,
	used: HashMap<(AccountId, [u8; 16]), BlockNumber>,
	pruned_at: BlockNumber,
	max: usize,
}

impl Nonces {
	/// Reads the log at `path`, or begins it.
	pub fn open(path: PathBuf, finalised: BlockNumber) -> io::Result<Self> {
		let bytes = match fs::read(&path) {
			Ok(bytes) => bytes,
			Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
			Err(error) => return Err(error),
		};
		let used = bytes
			.chunks_exact(ENTRY)
			.filter_map(decode)
			.filter(|(_, expires_at)| *expires_at >= finalised)
			.collect();
		let mut nonces = Self {
			log: OpenOptions::new().create(true).append(true).open(&path)?,
			path,
			entries: 0,
			used,
			pruned_at: finalised,
			max: MAX_NONCES,
		};
		nonces.compact()?;
		Ok(nonces)
	}

	/// Whether the signer used the nonce in a request that is not expired.
	pub fn is_used(&self, signer: &AccountId, nonce: [u8; 16]) -> bool {
		self.used.contains_key(&(signer.clone(), nonce))
	}

	/// Remembers a nonce until `expires_at`.
	pub fn use_up(
		&mut self,
		signer: &AccountId,
		nonce: [u8; 16],
		expires_at: BlockNumber,
		finalised: BlockNumber,
	) -> Result<(), Refusal> {
		if self.is_used(signer, nonce) {
			return Err(Cause::NonceReplayed.into());
		}
		if finalised > self.pruned_at {
			self.used.retain(|_, expires_at| *expires_at >= finalised);
			self.pruned_at = finalised;
			if self.entries > self.used.len().saturating_mul(2).saturating_add(SLACK) {
				self.compact().map_err(io_refusal)?;
			}
		}
		if self.used.len() >= self.max {
			return Err(Cause::NonceStoreFull.into());
		}
		let before = self.log.metadata().map_err(io_refusal)?.len();
		if let Err(error) = self.log.write_all(&encode(signer, &nonce, expires_at)) {
			// Half an entry would shift all that follow.
			let _ = self.log.set_len(before);
			return Err(io_refusal(error));
		}
		self.entries = self.entries.saturating_add(1);
		self.used.insert((signer.clone(), nonce), expires_at);
		Ok(())
	}

	/// Writes the log anew with what is alive.
	fn compact(&mut self) -> io::Result<()> {
		let bytes: Vec<u8> = self
			.used
			.iter()
			.flat_map(|((signer, nonce), expires_at)| encode(signer, nonce, *expires_at))
			.collect();
		replace(&self.path, &bytes)?;
		self.log = OpenOptions::new().append(true).open(&self.path)?;
		self.entries = self.used.len();
		Ok(())
	}
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
	let next = path.with_extension("next");
	fs::write(&next, bytes)?;
	fs::rename(&next, path)
}

fn encode(signer: &AccountId, nonce: &[u8; 16], expires_at: BlockNumber) -> [u8; ENTRY] {
	let mut entry = [0; ENTRY];
	let (head, tail) = entry.split_at_mut(32);
	head.copy_from_slice(signer.as_ref());
	let (middle, end) = tail.split_at_mut(16);
	middle.copy_from_slice(nonce);
	end.copy_from_slice(&expires_at.to_le_bytes());
	entry
}

fn decode(entry: &[u8]) -> Option<((AccountId, [u8; 16]), BlockNumber)> {
	let (signer, rest) = entry.split_first_chunk::<32>()?;
	let (nonce, rest) = rest.split_first_chunk::<16>()?;
	let expires_at = BlockNumber::from_le_bytes(rest.try_into().ok()?);
	Some(((AccountId::new(*signer), *nonce), expires_at))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn account(seed: u8) -> AccountId {
		AccountId::new([seed; 32])
	}

	#[test]
	fn a_nonce_is_used_once_by_a_signer() {
		let folder = tempfile::tempdir().unwrap();
		let mut nonces = Nonces::open(folder.path().join("nonces"), 0).unwrap();
		assert_eq!(nonces.use_up(&account(1), [7; 16], 10, 0), Ok(()));
		assert_eq!(
			nonces.use_up(&account(1), [7; 16], 10, 0),
			Err(Cause::NonceReplayed.into())
		);
		assert_eq!(nonces.use_up(&account(2), [7; 16], 10, 0), Ok(()));
	}

	#[test]
	fn a_restart_forgets_no_nonce() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("nonces");
		Nonces::open(path.clone(), 0)
			.unwrap()
			.use_up(&account(1), [7; 16], 10, 0)
			.unwrap();
		let mut again = Nonces::open(path, 10).unwrap();
		assert_eq!(
			again.use_up(&account(1), [7; 16], 20, 10),
			Err(Cause::NonceReplayed.into())
		);
	}

	#[test]
	fn a_torn_last_entry_is_dropped() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("nonces");
		Nonces::open(path.clone(), 0)
			.unwrap()
			.use_up(&account(1), [7; 16], 10, 0)
			.unwrap();
		OpenOptions::new()
			.append(true)
			.open(&path)
			.unwrap()
			.write_all(&[1; 20])
			.unwrap();
		let mut again = Nonces::open(path.clone(), 0).unwrap();
		again.use_up(&account(2), [8; 16], 10, 0).unwrap();
		let third = Nonces::open(path, 0).unwrap();
		assert!(third.is_used(&account(1), [7; 16]));
		assert!(third.is_used(&account(2), [8; 16]));
	}

	#[test]
	fn expired_nonces_leave_memory_and_disk() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("nonces");
		let mut nonces = Nonces::open(path.clone(), 0).unwrap();
		for i in 0..2 * SLACK as u32 {
			let mut nonce = [0; 16];
			nonce[..4].copy_from_slice(&i.to_le_bytes());
			nonces.use_up(&account(1), nonce, 5, 0).unwrap();
		}
		nonces.use_up(&account(1), [0xff; 16], 20, 6).unwrap();
		assert_eq!(nonces.used.len(), 1);
		assert_eq!(fs::metadata(path).unwrap().len() as usize, ENTRY);
	}

	#[test]
	fn a_full_store_refuses_rather_than_forgets() {
		let folder = tempfile::tempdir().unwrap();
		let mut nonces = Nonces::open(folder.path().join("nonces"), 0).unwrap();
		nonces.max = 1;
		nonces.use_up(&account(1), [1; 16], 10, 0).unwrap();
		assert_eq!(
			nonces.use_up(&account(1), [2; 16], 10, 0),
			Err(Cause::NonceStoreFull.into())
		);
	}
}
