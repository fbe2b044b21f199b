//! What the services did for the hospital's doctors: the entries that its operator puts on the access trail, and what
//! opens their commitments. No keyword, no token.
//!
//! Parts of [`PART`] entries, one file each; the oldest goes when there are more than [`PARTS`].

use super::{io_refusal, private_folder};
use crate::errors::{Cause, Refusal};
use codec::{Decode, DecodeAll, Encode};
use salus_primitives::{index::ServiceEntry, record::RecordId, AccountId, Hash};
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Write},
	path::{Path, PathBuf},
	sync::{Mutex, PoisonError},
};

/// Entries of a part.
const PART: u64 = 1024;
/// Parts kept.
const PARTS: u64 = 1024;
/// Longest entry: a page of records.
const MAX_ENTRY: usize = 64 * 1024;

/// An entry, and what opens it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Noted {
	/// What goes on the trail.
	pub entry: ServiceEntry<AccountId>,
	/// The finalised block whose state decided.
	pub block: Hash,
	/// Of a match: the salt of its commitment.
	pub salt: Option<[u8; 32]>,
	/// Of a match: its records, ascending.
	pub records: Vec<RecordId>,
}

struct Writing {
	file: File,
	next: u64,
}

/// The folder of the journal.
pub struct Journal {
	folder: PathBuf,
	writing: Mutex<Writing>,
}

impl Journal {
	/// Opens the folder, which only the node's user enters. What was torn off the last entry is dropped.
	pub fn open(folder: PathBuf) -> io::Result<Self> {
		private_folder(&folder)?;
		let mut last = 0;
		for entry in fs::read_dir(&folder)? {
			last = last.max(part_of(&entry?.path()).unwrap_or_default());
		}
		let path = path(&folder, last);
		let bytes = read(&path)?;
		let (noted, sound) = entries(&bytes);
		let file = append(&path)?;
		file.set_len(sound as u64)?;
		let next = last.saturating_mul(PART).saturating_add(noted.len() as u64);
		Ok(Self {
			folder,
			writing: Mutex::new(Writing { file, next }),
		})
	}

	/// Notes an entry, on the disk before it returns.
	pub fn note(&self, noted: &Noted) -> Result<(), Refusal> {
		let bytes = noted.encode();
		let length = u32::try_from(bytes.len()).map_err(|error| Refusal::with(Cause::Internal, error))?;
		let mut framed = length.to_le_bytes().to_vec();
		framed.extend_from_slice(&bytes);
		let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
		if writing.next.is_multiple_of(PART) {
			let part = writing.next / PART;
			writing.file = append(&path(&self.folder, part)).map_err(io_refusal)?;
			if let Some(oldest) = part.checked_sub(PARTS) {
				// Whoever never asks for entries loses the oldest.
				let _ = fs::remove_file(path(&self.folder, oldest));
			}
		}
		let before = writing.file.metadata().map_err(io_refusal)?.len();
		let written = writing.file.write_all(&framed);
		if let Err(error) = written.and_then(|()| writing.file.sync_data()) {
			// Half an entry would hide all that follow.
			let _ = writing.file.set_len(before);
			return Err(io_refusal(error));
		}
		writing.next = writing.next.saturating_add(1);
		Ok(())
	}

	/// Entries so far.
	pub fn length(&self) -> u64 {
		self.writing.lock().unwrap_or_else(PoisonError::into_inner).next
	}

	/// At most `limit` entries from number `from` on, of one part, and the number after them. Where the part of `from` is
	/// gone, those of the oldest that is left.
	pub fn read(&self, from: u64, limit: usize) -> Result<(Vec<Noted>, u64), Refusal> {
		let length = self.length();
		let oldest = length.div_ceil(PART).saturating_sub(PARTS).saturating_mul(PART);
		let from = from.max(oldest);
		if from >= length {
			return Ok((Vec::new(), length));
		}
		let bytes = read(&path(&self.folder, from / PART)).map_err(io_refusal)?;
		let (noted, _) = entries(&bytes);
		let skip = usize::try_from(from % PART).unwrap_or(usize::MAX);
		let page: Vec<Noted> = noted.into_iter().skip(skip).take(limit).collect();
		let next = from.saturating_add(page.len() as u64);
		// A part that lost entries to a fault of the disk is not waited for.
		let next = if page.is_empty() {
			(from / PART).saturating_add(1).saturating_mul(PART).min(length)
		} else {
			next
		};
		Ok((page, next))
	}
}

/// The entries of a part, and how many of its bytes they are.
fn entries(bytes: &[u8]) -> (Vec<Noted>, usize) {
	let mut noted = Vec::new();
	let mut rest = bytes;
	while let Some((length, behind)) = rest.split_first_chunk() {
		let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
		if length > MAX_ENTRY {
			break;
		}
		let Some((entry, behind)) = behind.split_at_checked(length) else {
			break;
		};
		let Ok(entry) = Noted::decode_all(&mut &entry[..]) else {
			break;
		};
		noted.push(entry);
		rest = behind;
	}
	(noted, bytes.len().saturating_sub(rest.len()))
}

fn path(folder: &Path, part: u64) -> PathBuf {
	folder.join(format!("{part:012}.log"))
}

fn part_of(path: &Path) -> Option<u64> {
	path.file_name()?.to_str()?.strip_suffix(".log")?.parse().ok()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
	match fs::read(path) {
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
		outcome => outcome,
	}
}

fn append(path: &Path) -> io::Result<File> {
	let mut options = OpenOptions::new();
	options.create(true).append(true);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	options.open(path)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn noted(number: u16) -> Noted {
		Noted {
			entry: ServiceEntry::Search {
				doctor: AccountId::new([1; 32]),
				interests: number,
			},
			block: Hash::repeat_byte(2),
			salt: None,
			records: Vec::new(),
		}
	}

	#[test]
	fn entries_are_read_in_order_and_survive_a_restart() {
		let folder = tempfile::tempdir().unwrap();
		let journal = Journal::open(folder.path().into()).unwrap();
		for number in 0..5 {
			journal.note(&noted(number)).unwrap();
		}
		assert_eq!(journal.read(1, 2), Ok((vec![noted(1), noted(2)], 3)));
		drop(journal);
		let journal = Journal::open(folder.path().into()).unwrap();
		journal.note(&noted(5)).unwrap();
		assert_eq!(journal.read(4, 9), Ok((vec![noted(4), noted(5)], 6)));
		assert_eq!(journal.read(6, 9), Ok((Vec::new(), 6)));
		assert_eq!(journal.read(u64::MAX, 9), Ok((Vec::new(), 6)));
	}

	#[test]
	fn parts_follow_each_other() {
		let folder = tempfile::tempdir().unwrap();
		let journal = Journal::open(folder.path().into()).unwrap();
		{
			let mut writing = journal.writing.lock().unwrap();
			writing.next = PART - 1;
			let filler: Vec<u8> = (1..PART)
				.flat_map(|_| {
					let bytes = noted(0).encode();
					[&(bytes.len() as u32).to_le_bytes()[..], &bytes].concat()
				})
				.collect();
			writing.file.write_all(&filler).unwrap();
		}
		journal.note(&noted(7)).unwrap();
		journal.note(&noted(8)).unwrap();
		assert_eq!(journal.read(PART - 1, 9), Ok((vec![noted(7)], PART)));
		assert_eq!(journal.read(PART, 9), Ok((vec![noted(8)], PART + 1)));
		drop(journal);
		assert_eq!(Journal::open(folder.path().into()).unwrap().length(), PART + 1);
	}

	#[test]
	fn a_torn_last_entry_is_dropped() {
		let folder = tempfile::tempdir().unwrap();
		let journal = Journal::open(folder.path().into()).unwrap();
		journal.note(&noted(0)).unwrap();
		drop(journal);
		let file = path(folder.path(), 0);
		let mut bytes = fs::read(&file).unwrap();
		bytes.extend_from_slice(&[200, 0, 0, 0, 1, 2, 3]);
		fs::write(&file, bytes).unwrap();
		let journal = Journal::open(folder.path().into()).unwrap();
		journal.note(&noted(1)).unwrap();
		assert_eq!(journal.read(0, 9), Ok((vec![noted(0), noted(1)], 2)));
	}
}
