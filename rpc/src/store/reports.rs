//! Ciphertexts of reports: on this node's disk, a folder a case. Those that stand on the chain stay; the others are kept as
//! long as their receipts may be used.

use super::{io_refusal, private_folder, read_private, replace_private};
use crate::errors::{Cause, Refusal};
use salus_primitives::{cases::CaseId, BlockNumber, Hash};
use std::{
	fs,
	io::{self, Read},
	path::{Path, PathBuf},
	sync::{Mutex, PoisonError},
};

/// Reports of one case that wait for the chain at once.
pub const MAX_WAITING: usize = 4;
/// Bytes before a ciphertext: the last block of its receipt.
const UNTIL: usize = 4;

/// The folder of reports.
pub struct Reports {
	folder: PathBuf,
	writing: Mutex<()>,
}

impl Reports {
	/// Opens the folder, which only the node's user enters.
	pub fn open(folder: PathBuf) -> io::Result<Self> {
		private_folder(&folder)?;
		Ok(Self {
			folder,
			writing: Mutex::default(),
		})
	}

	/// Keeps the ciphertext with a digest, on disk when this returns, at least until a block. What waited for the chain in
	/// vain at block `now` is removed; `reported` is the digest that stands there.
	pub fn put(
		&self,
		case: CaseId,
		digest: Hash,
		ciphertext: &[u8],
		until: BlockNumber,
		now: BlockNumber,
		reported: Option<Hash>,
	) -> Result<(), Refusal> {
		let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
		let folder = self.of(case);
		private_folder(&folder).map_err(io_refusal)?;
		let name = super::name(digest);
		let stays = reported.map(super::name);
		let waiting = sweep(&folder, now, &name, stays.as_deref()).map_err(io_refusal)?;
		if waiting >= MAX_WAITING {
			return Err(Cause::TooManyReports.into());
		}
		// A receipt signed before holds: its block may be later only if the chain's head went back.
		let until = kept_until(&folder.join(&name))
			.map_err(io_refusal)?
			.map_or(until, |before| before.max(until));
		let bytes = [&until.to_le_bytes()[..], ciphertext].concat();
		replace_private(&folder, &name, &bytes).map_err(io_refusal)
	}

	/// The ciphertext with a digest, if it is kept; whether it still has that digest is for the caller to see.
	pub fn get(&self, case: CaseId, digest: Hash) -> Result<Option<Vec<u8>>, Refusal> {
		let bytes = read_private(&self.of(case), &super::name(digest))?;
		Ok(bytes.map(|bytes| bytes.get(UNTIL..).unwrap_or_default().to_vec()))
	}

	fn of(&self, case: CaseId) -> PathBuf {
		self.folder.join(case.to_string())
	}
}

/// Removes what waited in vain; how many others wait.
fn sweep(folder: &Path, now: BlockNumber, own: &str, stays: Option<&str>) -> io::Result<usize> {
	let mut waiting: usize = 0;
	for entry in fs::read_dir(folder)? {
		let entry = entry?;
		let name = entry.file_name();
		let Some(name) = name.to_str().filter(|name| *name != own && Some(*name) != stays) else {
			continue;
		};
		// A file that a crash left unfinished has an ending.
		let is_over = name.contains('.') || kept_until(&entry.path())?.is_none_or(|until| until < now);
		if is_over {
			fs::remove_file(entry.path())?;
		} else {
			waiting = waiting.saturating_add(1);
		}
	}
	Ok(waiting)
}

/// The last block of the receipt of what is kept in a file; none if it is not there, or damaged.
fn kept_until(path: &Path) -> io::Result<Option<BlockNumber>> {
	let mut file = match fs::File::open(path) {
		Ok(file) => file,
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
		Err(error) => return Err(error),
	};
	let mut until = [0; UNTIL];
	match file.read_exact(&mut until) {
		Ok(()) => Ok(Some(BlockNumber::from_le_bytes(until))),
		Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
		Err(error) => Err(error),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const CASE: CaseId = 7;

	fn open() -> (tempfile::TempDir, Reports) {
		let folder = tempfile::tempdir().unwrap();
		let reports = Reports::open(folder.path().join("reports")).unwrap();
		(folder, reports)
	}

	fn digest(seed: u8) -> Hash {
		Hash::repeat_byte(seed)
	}

	fn put(reports: &Reports, seed: u8, now: BlockNumber, reported: Option<Hash>) -> Result<(), Refusal> {
		reports.put(CASE, digest(seed), &[seed; 9], now + 10, now, reported)
	}

	fn kept(reports: &Reports) -> Vec<u8> {
		(0..20)
			.filter(|seed| reports.get(CASE, digest(*seed)).unwrap().is_some())
			.collect()
	}

	#[test]
	fn a_report_comes_back_by_case_and_digest() {
		let (_folder, reports) = open();
		assert_eq!(reports.get(CASE, digest(1)), Ok(None));
		put(&reports, 1, 0, None).unwrap();
		put(&reports, 1, 0, None).unwrap();
		assert_eq!(reports.get(CASE, digest(1)), Ok(Some(vec![1; 9])));
		assert_eq!(reports.get(CASE, digest(2)), Ok(None));
		assert_eq!(reports.get(CASE + 1, digest(1)), Ok(None));
	}

	#[test]
	fn what_waits_in_vain_makes_room_and_what_is_on_the_chain_stays() {
		let (_folder, reports) = open();
		for seed in 0..4 {
			put(&reports, seed, 100, None).unwrap();
		}
		let full: Result<(), Refusal> = Err(Cause::TooManyReports.into());
		assert_eq!(
			put(&reports, 4, 110, None),
			full,
			"at its last block a receipt counts"
		);
		// The same report is taken again, and its time is the later one.
		put(&reports, 3, 110, None).unwrap();
		put(&reports, 4, 111, Some(digest(1))).unwrap();
		assert_eq!(kept(&reports), [1, 3, 4]);
		put(&reports, 5, 10_000, Some(digest(1))).unwrap();
		assert_eq!(kept(&reports), [1, 5]);
	}

	#[test]
	fn cases_do_not_fill_each_other() {
		let (_folder, reports) = open();
		for seed in 0..4 {
			put(&reports, seed, 100, None).unwrap();
		}
		assert_eq!(reports.put(CASE + 1, digest(9), b"", 110, 100, None), Ok(()));
	}

	#[test]
	fn a_damaged_or_unfinished_file_does_not_take_a_place() {
		let (_folder, reports) = open();
		put(&reports, 0, 100, None).unwrap();
		let folder = reports.of(CASE);
		for name in [
			super::super::name(digest(1)),
			format!("{}.next", super::super::name(digest(2))),
		] {
			fs::write(folder.join(name), b"12").unwrap();
		}
		for seed in 3..6 {
			put(&reports, seed, 100, None).unwrap();
		}
		assert_eq!(kept(&reports), [0, 3, 4, 5]);
		assert_eq!(fs::read_dir(folder).unwrap().count(), 4);
	}

	#[cfg(unix)]
	#[test]
	fn nobody_but_the_nodes_user_reads_reports() {
		use std::os::unix::fs::PermissionsExt;
		let (_folder, reports) = open();
		put(&reports, 1, 0, None).unwrap();
		let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
		assert_eq!(mode(reports.of(CASE)), 0o700);
		assert_eq!(mode(reports.of(CASE).join(super::super::name(digest(1)))), 0o600);
	}

	#[test]
	fn a_folder_that_cannot_be_written_keeps_nothing() {
		let (_folder, reports) = open();
		fs::write(reports.of(CASE), b"in the way").unwrap();
		assert_eq!(
			put(&reports, 1, 0, None).unwrap_err().cause,
			Cause::StoreUnavailable
		);
	}
}
