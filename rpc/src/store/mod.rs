//! What a hospital's node keeps: ciphertext in an object store, uploads in progress, and the custodian's parts.

mod blobs;
mod custody;
mod staging;

pub use blobs::{measure, Blobs, OpenError, Stored};
pub use custody::{Custody, Entry};
pub use staging::{Progress, Staging, Upload};

use crate::errors::{Cause, Refusal};
use salus_primitives::Hash;
use sha2::{Digest, Sha256};
use std::{fs, io, path::Path};

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

/// A file's name for a record.
fn name(record: Hash) -> String {
	let mut name = sp_core::bytes::to_hex(record.as_bytes(), false);
	name.drain(..2);
	name
}
