//! Files that appear whole or not at all.

use crate::error::{Result, WalletError};
use std::{fs, io::Write, path::Path};

/// Writes a file that must not exist yet. A full disk or a read-only folder leaves nothing behind.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
	let folder = match path.parent() {
		Some(folder) if !folder.as_os_str().is_empty() => folder,
		_ => Path::new("."),
	};
	fs::create_dir_all(folder).map_err(WalletError::file(folder))?;
	let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(WalletError::file(path))?;
	temporary.write_all(bytes).map_err(WalletError::file(path))?;
	temporary.as_file().sync_all().map_err(WalletError::file(path))?;
	temporary.persist_noclobber(path).map_err(|e| WalletError::File {
		path: path.into(),
		error: e.error,
	})?;
	Ok(())
}

/// Writes a file, in place of one that exists.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
	let folder = match path.parent() {
		Some(folder) if !folder.as_os_str().is_empty() => folder,
		_ => Path::new("."),
	};
	let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(WalletError::file(path))?;
	temporary.write_all(bytes).map_err(WalletError::file(path))?;
	temporary.as_file().sync_all().map_err(WalletError::file(path))?;
	temporary.persist(path).map_err(|e| WalletError::File {
		path: path.into(),
		error: e.error,
	})?;
	Ok(())
}
