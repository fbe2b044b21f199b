//! Files that appear whole or not at all.

use crate::error::{Result, WalletError};
use std::{
	fs,
	io::{Read, Write},
	path::Path,
};

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

/// Reads a file that others made; one of more than `most` bytes is not read to its end.
pub fn read_at_most(path: &Path, most: usize) -> Result<Vec<u8>> {
	let file = fs::File::open(path).map_err(WalletError::file(path))?;
	let mut bytes = Vec::new();
	file.take((most as u64).saturating_add(1))
		.read_to_end(&mut bytes)
		.map_err(WalletError::file(path))?;
	if bytes.len() > most {
		return Err(WalletError::Input(format!(
			"{}: longer than the {most} bytes that it may have",
			path.display()
		)));
	}
	Ok(bytes)
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
