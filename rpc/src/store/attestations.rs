//! Attestations of records, wrapped to the hospital: on this node's disk, never in the object store.

use super::{io_refusal, name, private_folder, read_private, replace_private};
use crate::errors::Refusal;
use salus_primitives::Hash;
use std::{io, path::PathBuf};

/// The folder of attestations.
pub struct Attestations {
	folder: PathBuf,
}

impl Attestations {
	/// Opens the folder, which only the node's user enters.
	pub fn open(folder: PathBuf) -> io::Result<Self> {
		private_folder(&folder)?;
		Ok(Self { folder })
	}

	/// Keeps the attestation of a record, in place of one before.
	pub fn put(&self, record: Hash, wrapped: &[u8]) -> Result<(), Refusal> {
		replace_private(&self.folder, &name(record), wrapped).map_err(io_refusal)
	}

	/// What is kept of a record.
	pub fn get(&self, record: Hash) -> Result<Option<Vec<u8>>, Refusal> {
		read_private(&self.folder, &name(record))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::errors::Cause;
	use std::fs;

	#[test]
	fn the_latest_attestation_of_a_record_comes_back() {
		let folder = tempfile::tempdir().unwrap();
		let attestations = Attestations::open(folder.path().join("attestations")).unwrap();
		let record = Hash::repeat_byte(1);
		assert_eq!(attestations.get(record), Ok(None));
		for bytes in [b"one", b"two"] {
			attestations.put(record, bytes).unwrap();
			assert_eq!(attestations.get(record), Ok(Some(bytes.to_vec())));
		}
		assert_eq!(attestations.get(Hash::repeat_byte(2)), Ok(None));
	}

	#[test]
	fn a_folder_that_cannot_be_written_keeps_nothing() {
		let folder = tempfile::tempdir().unwrap();
		let attestations = Attestations::open(folder.path().join("attestations")).unwrap();
		fs::remove_dir(&attestations.folder).unwrap();
		fs::write(&attestations.folder, b"in the way").unwrap();
		let refusal = attestations.put(Hash::repeat_byte(1), b"one").unwrap_err();
		assert_eq!(refusal.cause, Cause::StoreUnavailable);
	}
}
