//! What this node answered to spendings: one answer each, kept until nobody may ask for it any more, and the secret from
//! which the noise of answers is made.

use super::{io_refusal, private_folder, read_private, replace_private};
use crate::errors::Refusal;
use rand_core::{OsRng, RngCore};
use salus_primitives::{research::SpendingId, BlockNumber};
use std::{
	fs, io,
	path::PathBuf,
	sync::{Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// File of the secret, beside the answers.
const SECRET: &str = "secret";

/// The folder of answers.
pub struct Answers {
	folder: PathBuf,
	secret: Zeroizing<[u8; 32]>,
	writing: Mutex<()>,
}

impl Answers {
	/// Opens the folder, which only the node's user enters; the secret is made with it.
	pub fn open(folder: PathBuf) -> io::Result<Self> {
		private_folder(&folder)?;
		let secret = match fs::read(folder.join(SECRET)) {
			Ok(bytes) => {
				let bytes = Zeroizing::new(bytes);
				let secret: [u8; 32] = bytes.as_slice().try_into().map_err(|_| {
					io::Error::new(io::ErrorKind::InvalidData, "the secret of counts is damaged")
				})?;
				Zeroizing::new(secret)
			}
			Err(error) if error.kind() == io::ErrorKind::NotFound => {
				let mut secret = Zeroizing::new([0u8; 32]);
				OsRng
					.try_fill_bytes(&mut *secret)
					.map_err(|error| io::Error::other(error.to_string()))?;
				replace_private(&folder, SECRET, &*secret)?;
				secret
			}
			Err(error) => return Err(error),
		};
		Ok(Self {
			folder,
			secret,
			writing: Mutex::default(),
		})
	}

	/// From which the noise is made.
	pub fn secret(&self) -> &[u8; 32] {
		&self.secret
	}

	/// The answer to a spending, which may be asked for until a block.
	pub fn get(&self, spending: SpendingId, until: BlockNumber) -> Result<Option<Vec<u8>>, Refusal> {
		read_private(&self.folder, &name(spending, until))
	}

	/// Keeps the answer to a spending, on the disk before it returns, and gives the one that is kept: the first.
	/// What may be asked for no more at block `now` goes.
	pub fn keep(
		&self,
		spending: SpendingId,
		until: BlockNumber,
		answer: Vec<u8>,
		now: BlockNumber,
	) -> Result<Vec<u8>, Refusal> {
		let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(first) = self.get(spending, until)? {
			return Ok(first);
		}
		self.clear(now).map_err(io_refusal)?;
		replace_private(&self.folder, &name(spending, until), &answer).map_err(io_refusal)?;
		Ok(answer)
	}

	fn clear(&self, now: BlockNumber) -> io::Result<()> {
		for entry in fs::read_dir(&self.folder)? {
			let entry = entry?;
			if entry
				.file_name()
				.to_str()
				.and_then(until)
				.is_some_and(|until| until < now)
			{
				fs::remove_file(entry.path())?;
			}
		}
		Ok(())
	}
}

/// The file of an answer: until when, and of what.
fn name(spending: SpendingId, until: BlockNumber) -> String {
	format!("{until:08x}-{spending:016x}")
}

/// Until when a file is wanted.
fn until(name: &str) -> Option<BlockNumber> {
	let (until, spending) = name.split_once('-')?;
	let is_name = until.len() == 8 && spending.len() == 16;
	BlockNumber::from_str_radix(until, 16).ok().filter(|_| is_name)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::errors::Cause;

	fn answers() -> (tempfile::TempDir, Answers) {
		let folder = tempfile::tempdir().unwrap();
		let answers = Answers::open(folder.path().join("counts")).unwrap();
		(folder, answers)
	}

	#[test]
	fn the_first_answer_to_a_spending_is_the_one_that_stays() {
		let (_folder, answers) = answers();
		assert_eq!(answers.get(1, 50), Ok(None));
		assert_eq!(answers.keep(1, 50, b"one".to_vec(), 10), Ok(b"one".to_vec()));
		assert_eq!(answers.keep(1, 50, b"two".to_vec(), 11), Ok(b"one".to_vec()));
		assert_eq!(answers.get(1, 50), Ok(Some(b"one".to_vec())));
		assert_eq!(answers.keep(2, 50, b"two".to_vec(), 11), Ok(b"two".to_vec()));
	}

	#[test]
	fn a_restart_forgets_neither_answers_nor_the_secret() {
		let (folder, answers) = answers();
		answers.keep(1, 50, b"one".to_vec(), 10).unwrap();
		let secret = *answers.secret();
		drop(answers);
		let again = Answers::open(folder.path().join("counts")).unwrap();
		assert_eq!(again.get(1, 50), Ok(Some(b"one".to_vec())));
		assert_eq!(*again.secret(), secret);
	}

	#[test]
	fn two_nodes_have_two_secrets() {
		assert_ne!(answers().1.secret(), answers().1.secret());
	}

	#[test]
	fn answers_go_once_nobody_may_ask_for_them() {
		let (_folder, answers) = answers();
		answers.keep(1, 50, b"one".to_vec(), 10).unwrap();
		answers.keep(2, 60, b"two".to_vec(), 50).unwrap();
		assert_eq!(answers.get(1, 50), Ok(Some(b"one".to_vec())));
		answers.keep(3, 70, b"three".to_vec(), 51).unwrap();
		assert_eq!(answers.get(1, 50), Ok(None));
		assert_eq!(answers.get(2, 60), Ok(Some(b"two".to_vec())));
		assert_eq!(answers.get(3, 70), Ok(Some(b"three".to_vec())));
	}

	#[test]
	fn a_damaged_secret_is_an_error_and_not_a_fresh_start() {
		let (folder, answers) = answers();
		drop(answers);
		fs::write(folder.path().join("counts").join(SECRET), b"short").unwrap();
		let error = Answers::open(folder.path().join("counts")).err().unwrap();
		assert_eq!(error.kind(), io::ErrorKind::InvalidData);
	}

	#[test]
	#[cfg(unix)]
	fn only_the_nodes_user_reads_the_secret() {
		use std::os::unix::fs::PermissionsExt;
		let (folder, _answers) = answers();
		let file = folder.path().join("counts").join(SECRET);
		assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
	}

	#[test]
	fn a_folder_that_cannot_be_written_keeps_nothing() {
		let (_folder, answers) = answers();
		fs::remove_dir_all(&answers.folder).unwrap();
		fs::write(&answers.folder, b"in the way").unwrap();
		let refusal = answers.keep(1, 50, b"one".to_vec(), 10).unwrap_err();
		assert_eq!(refusal.cause, Cause::StoreUnavailable);
	}
}
