//! What a hospital's node keeps: ciphertext in an object store, uploads in progress, the custodian's parts, attestations,
//! to whom credentials were issued, ciphertexts of reports, and a journal of what services did.

mod answers;
mod attestations;
mod blobs;
mod custody;
mod holders;
mod journal;
mod reports;
mod staging;

pub use answers::Answers;
pub use attestations::Attestations;
pub use blobs::{measure, Blobs, OpenError, Stored};
pub use custody::{Custody, Entry};
pub use holders::Holders;
pub use journal::{Journal, Noted};
pub use reports::Reports;
pub use staging::{Progress, Staging, Upload};

use crate::errors::{Cause, Refusal};
use salus_primitives::Hash;
use sha2::{Digest, Sha256};
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Write},
	path::Path,
};

/// SHA-256(0x04, blob_salt, length, blob).
pub fn blob_digest(salt: &[u8; 32], blob: &[u8]) -> Hash {
	let digest: [u8; 32] = Sha256::new()
		.chain_update([0x04])
		.chain_update(salt)
		.chain_update((blob.len() as u64).to_le_bytes())
		.chain_update(blob)
		.finalize()
		.into();
	digest.into()
}

/// The cause of a failure to write or read a file.
pub fn io_refusal(error: io::Error) -> Refusal {
	let cause = match error.kind() {
		io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
			Cause::StoreFull
		}
		io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Cause::StoreReadOnly,
		_ => Cause::StoreUnavailable,
	};
	Refusal::with(cause, error.kind())
}

/// Makes a folder that only the node's user enters.
pub fn private_folder(path: &Path) -> io::Result<()> {
	fs::create_dir_all(path)?;
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
	}
	Ok(())
}

/// Puts a file that only the node's user reads into a private folder, in place of one of that name: all of it, or nothing.
fn replace_private(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
	let path = folder.join(name);
	let next = path.with_extension("next");
	let outcome = write_private(&next, bytes)
		.and_then(|()| fs::rename(&next, &path))
		.and_then(|()| File::open(folder)?.sync_all());
	if outcome.is_err() {
		let _ = fs::remove_file(&next);
	}
	outcome
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
	let mut options = OpenOptions::new();
	options.create(true).truncate(true).write(true);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	let mut file = options.open(path)?;
	file.write_all(bytes)?;
	file.sync_all()
}

/// What a file of a private folder holds, if it is there.
fn read_private(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
	match fs::read(folder.join(name)) {
		Ok(bytes) => Ok(Some(bytes)),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
		Err(error) => Err(io_refusal(error)),
	}
}

/// A file's name for a record.
fn name(record: Hash) -> String {
	let mut name = sp_core::bytes::to_hex(record.as_bytes(), false);
	name.drain(..2);
	name
}
