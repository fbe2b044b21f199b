//! The custodian's parts `V1_e^s`, `V2_e^s` with the headers they belong to: on this node's disk, never in the object
//! store, in no answer but, wrapped, to the next custodian.

use super::{io_refusal, name, private_folder};
use crate::errors::{Cause, Refusal};
use codec::{Decode, DecodeAll, Encode};
use salus_primitives::{request::CustodianPart, Hash};
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Write},
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// A header and its custodian's part.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
	/// The header's bytes.
	pub header: Vec<u8>,
	/// The part.
	pub part: CustodianPart,
}

/// The folder of parts.
pub struct Custody {
	folder: PathBuf,
}

impl Custody {
	/// Opens the folder, which only the node's user enters.
	pub fn open(folder: PathBuf) -> io::Result<Self> {
		private_folder(&folder)?;
		Ok(Self { folder })
	}

	/// Keeps the parts of a record: all of them, or nothing.
	pub fn put(&self, record: Hash, entries: &[Entry]) -> Result<(), Refusal> {
		let path = self.folder.join(name(record));
		let next = path.with_extension("next");
		let outcome = write_private(&next, &entries.encode())
			.and_then(|()| fs::rename(&next, &path))
			.and_then(|()| File::open(&self.folder)?.sync_all());
		outcome.map_err(|error| {
			let _ = fs::remove_file(&next);
			io_refusal(error)
		})
	}

	/// The part of one header of a record.
	pub fn get(&self, record: Hash, header_hash: Hash) -> Result<Entry, Refusal> {
		self.all(record)?
			.into_iter()
			.flatten()
			.find(|entry| entry.part.header_hash == header_hash)
			.ok_or(Cause::CustodianPartMissing.into())
	}

	/// Everything kept of a record, if anything is.
	pub fn all(&self, record: Hash) -> Result<Option<Vec<Entry>>, Refusal> {
		let bytes = match fs::read(self.folder.join(name(record))) {
			Ok(bytes) => Zeroizing::new(bytes),
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
			Err(error) => return Err(io_refusal(error)),
		};
		Vec::<Entry>::decode_all(&mut &bytes[..]).map(Some).map_err(|_| {
			Refusal::with(
				Cause::Internal,
				"the custodian's parts of the record do not decode",
			)
		})
	}

	/// Whether parts of a record are kept.
	pub fn holds(&self, record: Hash) -> bool {
		self.folder.join(name(record)).is_file()
	}

	/// Forgets the parts of a record that was not stored after all.
	pub fn remove(&self, record: Hash) {
		let _ = fs::remove_file(self.folder.join(name(record)));
	}
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

#[cfg(test)]
mod tests {
	use super::*;

	fn entry(seed: u8) -> Entry {
		Entry {
			header: vec![seed; 100],
			part: CustodianPart {
				header_hash: Hash::repeat_byte(seed),
				era: 0,
				v1s: [seed; 48],
				v2s: [seed; 48],
			},
		}
	}

	#[test]
	fn parts_come_back_by_header() {
		let folder = tempfile::tempdir().unwrap();
		let custody = Custody::open(folder.path().join("custody")).unwrap();
		let record = Hash::repeat_byte(9);
		custody.put(record, &[entry(1), entry(2)]).unwrap();
		assert!(custody
			.get(record, Hash::repeat_byte(2))
			.is_ok_and(|found| found == entry(2)));
		assert_eq!(
			custody.get(record, Hash::repeat_byte(3)).err(),
			Some(Cause::CustodianPartMissing.into())
		);
		assert_eq!(
			custody.get(Hash::repeat_byte(8), Hash::repeat_byte(2)).err(),
			Some(Cause::CustodianPartMissing.into())
		);
	}

	#[cfg(unix)]
	#[test]
	fn nobody_but_the_nodes_user_reads_parts() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let custody = Custody::open(folder.path().join("custody")).unwrap();
		let record = Hash::repeat_byte(9);
		custody.put(record, &[entry(1)]).unwrap();
		let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
		assert_eq!(mode(&custody.folder), 0o700);
		assert_eq!(mode(&custody.folder.join(name(record))), 0o600);
	}

	#[test]
	fn a_folder_that_cannot_be_written_keeps_nothing() {
		let folder = tempfile::tempdir().unwrap();
		let custody = Custody::open(folder.path().join("custody")).unwrap();
		fs::remove_dir(&custody.folder).unwrap();
		fs::write(&custody.folder, b"in the way").unwrap();
		let refusal = custody.put(Hash::repeat_byte(9), &[entry(1)]).unwrap_err();
		assert_eq!(refusal.cause, Cause::StoreUnavailable);
	}
}
