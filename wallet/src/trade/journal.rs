//! What a wallet notes of its trades, so that it goes on after any crash: one encrypted file a trade.
//!
//! A note is written before the step that it is about, and replaced as a whole. What really happened is read from the
//! chain; the notes hold what the chain does not know: secrets drawn for a trade, and what was already sent.

use crate::{
	error::{Result, WalletError},
	files,
	keystore::{Keystore, Secrets},
};
use codec::{Decode, Encode, Input, Output};
use salus_primitives::{BlockNumber, Hash};
use std::{
	fs, io,
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Ending of the folder of an identity's notes.
const FOLDER: &str = "trades";
/// Ending of a note.
const NOTE: &str = "note";

/// A kind of note.
pub trait Note: Encode + Decode {
	/// The beginning of its files' names.
	const KIND: &'static str;
	/// What is after it in the name of the file: letters, digits and '-'.
	fn place(&self) -> String;
}

/// What is noted of something that is out for good once it is sent. Encoded, the first two are `false` and `true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub(super) enum Sent {
	/// It is still here.
	No,
	/// It was about to be sent: whether it was is not known.
	Intended,
	/// A node's pool had it.
	Accepted,
}

impl Sent {
	/// Whether it is sent again at `next`: what may never have left is not first sent once the price can be taken back.
	pub fn again(self, next: BlockNumber, taken_back_from: BlockNumber) -> bool {
		match self {
			Self::No => false,
			Self::Intended => next < taken_back_from,
			Self::Accepted => true,
		}
	}
}

/// What notes have at their end that were written since it is noted; none in those from before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Added<T>(pub Option<T>);

impl<T: Encode> Encode for Added<T> {
	fn encode_to<W: Output + ?Sized>(&self, to: &mut W) {
		if let Some(added) = &self.0 {
			added.encode_to(to);
		}
	}
}

impl<T: Decode> Decode for Added<T> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		match input.remaining_len()? {
			Some(0) => Ok(Self(None)),
			_ => T::decode(input).map(|added| Self(Some(added))),
		}
	}
}

/// The notes of one identity on one chain.
pub struct Journal {
	folder: PathBuf,
	secrets: Secrets,
}

impl Journal {
	/// The notes of the identity `name`, beside its keys.
	pub fn of(keystore: &Keystore, name: &str, secrets: &Secrets, genesis: Hash) -> Result<Self> {
		Ok(Self::new(&keystore.folder_of(name, FOLDER)?, secrets, genesis))
	}

	/// The notes in a folder.
	pub fn new(folder: &Path, secrets: &Secrets, genesis: Hash) -> Self {
		Self {
			folder: folder.join(hex::encode(&genesis[..8])),
			secrets: secrets.clone(),
		}
	}

	/// A folder for what belongs to the notes and is no secret.
	pub fn beside(&self, what: &str) -> PathBuf {
		self.folder.join(what)
	}

	/// Writes a note, in place of the one that was there.
	pub fn save<N: Note>(&self, note: &N) -> Result<()> {
		let name = name::<N>(&note.place());
		let plain = Zeroizing::new(note.encode());
		fs::create_dir_all(&self.folder).map_err(WalletError::file(&self.folder))?;
		files::replace(&self.path(&name), &self.secrets.seal_note(&name, &plain))
	}

	/// The note at a place.
	pub fn load<N: Note>(&self, place: &str) -> Result<Option<N>> {
		let name = name::<N>(place);
		let path = self.path(&name);
		let sealed = match fs::read(&path) {
			Ok(sealed) => sealed,
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
			Err(error) => return Err(WalletError::File { path, error }),
		};
		let damaged = || WalletError::Keys(format!("{}: a damaged note, or of other keys", path.display()));
		let plain = self.secrets.open_note(&name, &sealed).ok_or_else(damaged)?;
		let input = &mut &plain[..];
		let note = N::decode(input).map_err(|_| damaged())?;
		if !input.is_empty() {
			return Err(damaged());
		}
		Ok(Some(note))
	}

	/// All notes of a kind, by name.
	pub fn all<N: Note>(&self) -> Result<Vec<N>> {
		let entries = match fs::read_dir(&self.folder) {
			Ok(entries) => entries,
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
			Err(error) => return Err(WalletError::file(&self.folder)(error)),
		};
		let mut places = Vec::new();
		for entry in entries {
			let path = entry.map_err(WalletError::file(&self.folder))?.path();
			let stem = path.file_stem().and_then(|stem| stem.to_str());
			if let Some(place) = stem.and_then(|stem| stem.strip_prefix(N::KIND)?.strip_prefix('-')) {
				if path.extension().is_some_and(|ending| ending == NOTE) {
					places.push(place.to_owned());
				}
			}
		}
		places.sort();
		places
			.iter()
			.filter_map(|place| self.load(place).transpose())
			.collect()
	}

	/// Forgets a note. It is no error if there is none.
	pub fn forget<N: Note>(&self, place: &str) -> Result<()> {
		let path = self.path(&name::<N>(place));
		match fs::remove_file(&path) {
			Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WalletError::File { path, error }),
			_ => Ok(()),
		}
	}

	fn path(&self, name: &str) -> PathBuf {
		self.folder.join(format!("{name}.{NOTE}"))
	}
}

fn name<N: Note>(place: &str) -> String {
	format!("{}-{place}", N::KIND)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[derive(Encode, Decode, Debug, PartialEq)]
	struct Plain(u32, String);

	impl Note for Plain {
		const KIND: &'static str = "plain";

		fn place(&self) -> String {
			self.0.to_string()
		}
	}

	fn journal(folder: &Path, secrets: &Secrets) -> Journal {
		Journal::new(folder, secrets, Hash::repeat_byte(7))
	}

	fn files_of(folder: &Path) -> Vec<PathBuf> {
		let chain = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
		let mut files: Vec<_> = fs::read_dir(chain)
			.unwrap()
			.map(|entry| entry.unwrap().path())
			.collect();
		files.sort();
		files
	}

	#[test]
	fn what_may_never_have_left_is_not_first_sent_once_the_price_can_be_taken_back() {
		assert!(Sent::Intended.again(9, 10) && !Sent::Intended.again(10, 10));
		assert!(Sent::Accepted.again(10, 10) && !Sent::No.again(9, 10));
		assert_eq!(Sent::decode(&mut &true.encode()[..]), Ok(Sent::Intended));
	}

	#[test]
	fn a_note_from_before_something_was_added_is_read() {
		let read = |bytes: &[u8]| <(u32, Added<Vec<u32>>)>::decode(&mut &bytes[..]).unwrap();
		let notes: [(u32, Added<Vec<u32>>); 2] = [(1, Added(None)), (1, Added(Some(vec![])))];
		for note in notes {
			assert_eq!(read(&note.encode()), note);
		}
		assert_eq!(read(&1_u32.encode()), (1, Added(None)));
	}

	#[test]
	fn a_note_is_replaced_as_a_whole_found_again_and_forgotten() {
		let folder = tempfile::tempdir().unwrap();
		let secrets = Secrets::generate("//Patient").unwrap();
		let journal = journal(folder.path(), &secrets);
		assert_eq!(journal.load::<Plain>("1").unwrap(), None);
		assert!(journal.all::<Plain>().unwrap().is_empty());
		for note in [Plain(2, "b".into()), Plain(1, "a".into()), Plain(1, "c".into())] {
			journal.save(&note).unwrap();
		}
		assert_eq!(journal.load("1").unwrap(), Some(Plain(1, "c".into())));
		assert_eq!(
			journal.all::<Plain>().unwrap(),
			[Plain(1, "c".into()), Plain(2, "b".into())]
		);
		journal.forget::<Plain>("1").unwrap();
		journal.forget::<Plain>("1").unwrap();
		assert_eq!(journal.all::<Plain>().unwrap(), [Plain(2, "b".into())]);
	}

	#[test]
	fn a_crash_while_a_note_is_written_leaves_the_one_before() {
		let folder = tempfile::tempdir().unwrap();
		let secrets = Secrets::generate("//Patient").unwrap();
		let journal = journal(folder.path(), &secrets);
		journal.save(&Plain(1, "before".into())).unwrap();
		// What a process leaves that is killed between writing and renaming.
		let note = files_of(folder.path()).pop().unwrap();
		let cut = fs::read(&note).unwrap()[..20].to_vec();
		fs::write(note.with_file_name(".tmpAbc123"), cut).unwrap();
		assert_eq!(journal.all::<Plain>().unwrap(), [Plain(1, "before".into())]);
	}

	#[test]
	fn a_note_shows_nothing_and_opens_with_its_keys_under_its_name_and_chain_alone() {
		let folder = tempfile::tempdir().unwrap();
		let secrets = Secrets::generate("//Patient").unwrap();
		let own = journal(folder.path(), &secrets);
		own.save(&Plain(1, "a secret that is looked for".into())).unwrap();
		own.save(&Plain(2, "another".into())).unwrap();
		let files = files_of(folder.path());
		let bytes = fs::read(&files[0]).unwrap();
		assert!(!bytes.windows(8).any(|window| window == &b"a secret that"[..8]));
		let elsewhere = Journal::new(folder.path(), &secrets, Hash::repeat_byte(8));
		assert!(elsewhere.all::<Plain>().unwrap().is_empty());
		let other = journal(folder.path(), &Secrets::generate("//Patient").unwrap());
		assert!(matches!(other.load::<Plain>("1"), Err(WalletError::Keys(_))));
		fs::copy(&files[0], &files[1]).unwrap();
		assert!(matches!(own.load::<Plain>("2"), Err(WalletError::Keys(_))));
	}
}
