//! Rows of fixed width. Each segment, the records of one index key and bucket, has two files of them:
//! - the *scan* file, which a match reads whole: record, the first four bytes of each tag, check;
//! - the *tags* file, which it reads where those four bytes fit: the tags, check.
//!
//! The check is a hash of the row under its place, so that a row is not taken for another one.

use crate::{
	error::{Fault, ViewError},
	types::Entry,
};
use salus_crypto::index::{Tag, Tags};
use std::{
	fs::{self, File, OpenOptions},
	hash::Hasher,
	io,
	os::unix::fs::{FileExt, OpenOptionsExt},
	path::{Path, PathBuf},
};
use twox_hash::XxHash64;

const RECORD: usize = 32;
const PREFIX: usize = 4;
const TAG: usize = 16;
const CHECK: usize = 8;

/// Which of a segment's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
	Scan,
	Tags,
}

impl Kind {
	/// Bytes of a row.
	fn width(self, bucket: u16) -> usize {
		let bucket = usize::from(bucket);
		match self {
			Self::Scan => RECORD + PREFIX * bucket + CHECK,
			Self::Tags => TAG * bucket + CHECK,
		}
	}

	fn path(self, folder: &Path, segment: u32) -> PathBuf {
		folder.join(match self {
			Self::Scan => format!("{segment:08x}.scan"),
			Self::Tags => format!("{segment:08x}.tags"),
		})
	}

	/// The hash of a row's content under its place.
	fn check(self, segment: u32, row: u64, content: &[u8]) -> u64 {
		let file = u64::from(segment) << 32 | u64::from(self == Self::Tags) << 63;
		let mut hasher = XxHash64::with_seed(file.wrapping_add(row));
		hasher.write(content);
		hasher.finish()
	}

	fn seal(self, segment: u32, row: u64, out: &mut Vec<u8>, begin: usize) {
		let check = self.check(segment, row, out.get(begin..).unwrap_or_default());
		out.extend_from_slice(&check.to_le_bytes());
	}

	/// The content of a row, if it is what was written there.
	fn open(self, segment: u32, row: u64, bytes: &[u8]) -> Result<&[u8], ViewError> {
		match bytes.split_last_chunk::<CHECK>() {
			Some((content, check)) if self.check(segment, row, content) == u64::from_le_bytes(*check) => {
				Ok(content)
			}
			_ => Err(Fault::Row { segment, row }.into()),
		}
	}
}

/// A row of the scan file.
pub struct Line<'a> {
	/// The record.
	pub record: &'a [u8; RECORD],
	prefixes: &'a [[u8; PREFIX]],
}

impl Line<'_> {
	/// Whether a tag of the record may be this one: its first bytes are those of one of them.
	pub fn may_have(&self, tag: &Tag) -> bool {
		let [a, b, c, d, ..] = *tag;
		let wanted = u32::from_ne_bytes([a, b, c, d]);
		// No early end: so the comparisons are made many at a time.
		let found = self.prefixes.iter().fold(0, |found, prefix| {
			found | u32::from(u32::from_ne_bytes(*prefix) == wanted)
		});
		found != 0
	}
}

/// Rows of a segment as they were read.
pub struct Block<'a> {
	kind: Kind,
	segment: u32,
	bucket: u16,
	first: u64,
	bytes: &'a [u8],
}

impl<'a> Block<'a> {
	fn row(&self, index: usize) -> Result<&'a [u8], ViewError> {
		let width = self.kind.width(self.bucket);
		let row = self.first.saturating_add(index as u64);
		let begin = index.saturating_mul(width);
		let bytes = self
			.bytes
			.get(begin..begin.saturating_add(width))
			.ok_or(Fault::Truncated)?;
		self.kind.open(self.segment, row, bytes)
	}

	/// A row of the scan file.
	pub fn line(&self, index: usize) -> Result<Line<'a>, ViewError> {
		let (record, prefixes) = self
			.row(index)?
			.split_first_chunk::<RECORD>()
			.ok_or(Fault::Truncated)?;
		let (prefixes, _) = prefixes.as_chunks::<PREFIX>();
		Ok(Line { record, prefixes })
	}

	/// A row of the tags file.
	pub fn tags(&self, index: usize) -> Result<Tags<'a>, ViewError> {
		let (tags, _) = self.row(index)?.as_chunks::<TAG>();
		Ok(Tags::checked(tags))
	}
}

/// A segment's files, to be read.
pub struct Reader {
	scan: File,
	tags: File,
	segment: u32,
	bucket: u16,
}

impl Reader {
	/// Opens the files of a segment.
	pub fn open(folder: &Path, segment: u32, bucket: u16) -> Result<Self, ViewError> {
		let open = |kind: Kind| {
			File::open(kind.path(folder, segment)).map_err(|error| match error.kind() {
				io::ErrorKind::NotFound => Fault::Truncated.into(),
				_ => ViewError::Io(error),
			})
		};
		Ok(Self {
			scan: open(Kind::Scan)?,
			tags: open(Kind::Tags)?,
			segment,
			bucket,
		})
	}

	/// Whether the files hold `rows` rows, the last of which are what was written.
	pub fn check(&self, rows: u64) -> Result<(), ViewError> {
		let Some(last) = rows.checked_sub(1) else {
			return Ok(());
		};
		let mut buffer = Vec::new();
		self.lines(last, 1, &mut buffer)?.line(0)?;
		self.tags(last, 1, &mut buffer)?.tags(0)?;
		Ok(())
	}

	/// Reads rows of the scan file.
	pub fn lines<'a>(
		&self,
		first: u64,
		count: usize,
		buffer: &'a mut Vec<u8>,
	) -> Result<Block<'a>, ViewError> {
		self.read(Kind::Scan, &self.scan, first, count, buffer)
	}

	/// Reads rows of the tags file.
	pub fn tags<'a>(
		&self,
		first: u64,
		count: usize,
		buffer: &'a mut Vec<u8>,
	) -> Result<Block<'a>, ViewError> {
		self.read(Kind::Tags, &self.tags, first, count, buffer)
	}

	fn read<'a>(
		&self,
		kind: Kind,
		file: &File,
		first: u64,
		count: usize,
		buffer: &'a mut Vec<u8>,
	) -> Result<Block<'a>, ViewError> {
		let width = kind.width(self.bucket);
		let length = count.saturating_mul(width);
		if buffer.len() < length {
			buffer.resize(length, 0);
		}
		let bytes = buffer.get_mut(..length).unwrap_or_default();
		file.read_exact_at(bytes, first.saturating_mul(width as u64))
			.map_err(|error| match error.kind() {
				io::ErrorKind::UnexpectedEof => Fault::Truncated.into(),
				_ => ViewError::Io(error),
			})?;
		Ok(Block {
			kind,
			segment: self.segment,
			bucket: self.bucket,
			first,
			bytes,
		})
	}
}

/// Writes entries as rows from `first` on, and waits until they are on the disk. What lay behind `first` is of no
/// committed batch.
pub fn write(
	folder: &Path,
	segment: u32,
	bucket: u16,
	first: u64,
	entries: &[&Entry],
) -> Result<(), ViewError> {
	let (mut scan, mut tags) = (Vec::new(), Vec::new());
	for (row, entry) in (first..).zip(entries) {
		let begin = scan.len();
		scan.extend_from_slice(&entry.record);
		for [a, b, c, d, ..] in &entry.tags {
			scan.extend_from_slice(&[*a, *b, *c, *d]);
		}
		Kind::Scan.seal(segment, row, &mut scan, begin);
		let begin = tags.len();
		tags.extend_from_slice(entry.tags.as_flattened());
		Kind::Tags.seal(segment, row, &mut tags, begin);
	}
	for (kind, bytes) in [(Kind::Scan, scan), (Kind::Tags, tags)] {
		let path = kind.path(folder, segment);
		let file = OpenOptions::new()
			.write(true)
			.create(true)
			.truncate(false)
			.mode(0o600)
			.open(&path)?;
		file.write_all_at(&bytes, first.saturating_mul(kind.width(bucket) as u64))?;
		file.sync_data()?;
	}
	if first == 0 {
		File::open(folder)?.sync_all()?;
	}
	Ok(())
}

/// Removes the files of segments from `segment` on, which no committed batch knows.
pub fn remove_from(folder: &Path, segment: u32) -> Result<(), ViewError> {
	for entry in fs::read_dir(folder)? {
		let path = entry?.path();
		let kind = path.extension().and_then(|kind| kind.to_str());
		let number = path.file_stem().and_then(|stem| stem.to_str());
		let number = number.and_then(|stem| u32::from_str_radix(stem, 16).ok());
		if matches!(kind, Some("scan" | "tags")) && number.is_some_and(|number| number >= segment) {
			fs::remove_file(path)?;
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_crypto::index::KeyId;

	fn entry(seed: u8) -> Entry {
		let tags = (0..32).map(|at| [at * 8 + seed % 8; 16]).collect();
		Entry {
			key: KeyId {
				indexer: 0,
				scope: [0; 16],
				epoch: 0,
			},
			record: [seed; 32],
			tags,
		}
	}

	#[test]
	fn what_is_written_is_read_and_found() {
		let folder = tempfile::tempdir().unwrap();
		let (one, two) = (entry(1), entry(2));
		write(folder.path(), 7, 32, 0, &[&one]).unwrap();
		write(folder.path(), 7, 32, 1, &[&two]).unwrap();
		let reader = Reader::open(folder.path(), 7, 32).unwrap();
		reader.check(2).unwrap();
		let (mut lines, mut tags) = (Vec::new(), Vec::new());
		let lines = reader.lines(0, 2, &mut lines).unwrap();
		let tags = reader.tags(1, 1, &mut tags).unwrap();
		assert_eq!(lines.line(0).unwrap().record, &one.record);
		let line = lines.line(1).unwrap();
		assert_eq!(line.record, &two.record);
		assert!(two.tags.iter().all(|tag| line.may_have(tag)));
		assert!(!line.may_have(&one.tags[0]));
		assert!(tags.tags(0).unwrap().contains(&two.tags[31]));
		assert!(!tags.tags(0).unwrap().contains(&one.tags[31]));
	}

	#[test]
	fn a_row_is_taken_for_no_other_and_a_short_file_is_damage() {
		let folder = tempfile::tempdir().unwrap();
		write(folder.path(), 7, 32, 0, &[&entry(1), &entry(2)]).unwrap();
		let reader = Reader::open(folder.path(), 7, 32).unwrap();
		assert!(matches!(
			reader.check(3),
			Err(ViewError::Damaged(Fault::Truncated))
		));
		let width = Kind::Scan.width(32);
		let path = Kind::Scan.path(folder.path(), 7);
		let mut bytes = fs::read(&path).unwrap();
		bytes.rotate_left(width);
		fs::write(&path, bytes).unwrap();
		let mut buffer = Vec::new();
		assert!(matches!(
			reader.lines(0, 1, &mut buffer).unwrap().line(0),
			Err(ViewError::Damaged(Fault::Row { segment: 7, row: 0 }))
		));
	}
}
