//! The password of a keystore, from a file that the operator guards.

use std::{fs, io, path::Path};
use zeroize::Zeroizing;

/// Longest password file, in bytes.
const MAX_FILE: u64 = 4096;

/// The password of development networks, whose keys everybody knows anyway.
pub const DEVELOPMENT_PASSWORD: &str = "salus development";

/// A password. Erased when dropped, never printed.
pub struct Password(Zeroizing<String>);

/// Why there is no password.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
	/// The file cannot be read.
	#[error("the password file cannot be read: {0}")]
	Read(#[from] io::Error),
	/// The file is no text, or longer than a password.
	#[error("the password file is no text of at most {MAX_FILE} bytes")]
	NotText,
	/// Nothing is in it.
	#[error("the password is empty")]
	Empty,
	/// Everybody on the machine can read it.
	#[error("the password file is readable by everybody: `chmod 600` it")]
	Exposed,
}

impl Password {
	/// A password that is not empty.
	pub fn new(password: impl Into<String>) -> Result<Self, PasswordError> {
		let password = Zeroizing::new(password.into());
		if password.is_empty() {
			return Err(PasswordError::Empty);
		}
		Ok(Self(password))
	}

	/// The first line of a file that not everybody may read.
	pub fn from_file(path: &Path) -> Result<Self, PasswordError> {
		let metadata = fs::metadata(path)?;
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			if metadata.permissions().mode() & 0o007 != 0 {
				return Err(PasswordError::Exposed);
			}
		}
		if metadata.len() > MAX_FILE {
			return Err(PasswordError::NotText);
		}
		let bytes = Zeroizing::new(fs::read(path)?);
		let text = std::str::from_utf8(&bytes).map_err(|_| PasswordError::NotText)?;
		Self::new(text.lines().next().unwrap_or_default())
	}

	pub(crate) fn as_bytes(&self) -> &[u8] {
		self.0.as_bytes()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;

	fn file(content: &[u8], mode: u32) -> (tempfile::TempDir, std::path::PathBuf) {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("password");
		fs::write(&path, content).unwrap();
		fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
		(folder, path)
	}

	#[test]
	fn a_password_is_the_first_line_of_its_file() {
		let (_folder, path) = file(b"correct horse\nbattery\n", 0o600);
		assert_eq!(Password::from_file(&path).unwrap().as_bytes(), b"correct horse");
	}

	#[test]
	fn a_file_that_everybody_reads_is_refused() {
		let (_folder, path) = file(b"secret", 0o644);
		assert!(matches!(
			Password::from_file(&path).err(),
			Some(PasswordError::Exposed)
		));
	}

	#[test]
	fn empty_long_and_binary_files_are_no_passwords() {
		for (content, empty) in [
			(&b""[..], true),
			(b"\n", true),
			(&[b'a'; 5000], false),
			(&[0xff], false),
		] {
			let (_folder, path) = file(content, 0o600);
			match Password::from_file(&path).err() {
				Some(PasswordError::Empty) => assert!(empty),
				Some(PasswordError::NotText) => assert!(!empty),
				other => panic!("{other:?}"),
			}
		}
	}
}
