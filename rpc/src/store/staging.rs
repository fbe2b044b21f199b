//! Uploads in progress: a file each, appended chunk by chunk, so that an upload goes on where it broke off.

use super::{blob_digest, io_refusal, name, private_folder};
use crate::errors::{Cause, Refusal};
use salus_primitives::{request::PutRecord, Hash};
use sha2::{Digest, Sha256};
use std::{
	collections::HashSet,
	fs::{self, File, OpenOptions},
	io::{self, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, SystemTime},
};

/// Unfinished uploads at most.
const MAX_UPLOADS: usize = 64;
/// An upload that nobody continues is dropped after this.
const MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder of uploads.
pub struct Staging {
	folder: PathBuf,
	max_record: u64,
	busy: Arc<Mutex<HashSet<Hash>>>,
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
	/// Bytes kept.
	pub received: u64,
	/// Bytes of the whole.
	pub total: u64,
}

impl Progress {
	/// Whether all bytes are there.
	pub fn is_complete(&self) -> bool {
		self.received == self.total
	}
}

/// The exclusive right to work on a record's upload, given back when dropped.
pub struct Upload {
	record: Hash,
	file: PathBuf,
	busy: Arc<Mutex<HashSet<Hash>>>,
}

impl Upload {
	/// Its file.
	pub fn path(&self) -> &Path {
		&self.file
	}
}

impl Drop for Upload {
	fn drop(&mut self) {
		self.busy
			.lock()
			.unwrap_or_else(PoisonError::into_inner)
			.remove(&self.record);
	}
}

impl Staging {
	/// Opens the folder of uploads, of records of at most `max_record` bytes.
	pub fn open(folder: PathBuf, max_record: u64) -> io::Result<Self> {
		private_folder(&folder)?;
		Ok(Self {
			folder,
			max_record,
			busy: Arc::default(),
		})
	}

	/// Begins to work on the upload that `chunk` belongs to.
	pub fn upload(&self, chunk: &PutRecord) -> Result<Upload, Refusal> {
		if chunk.total > self.max_record {
			return Err(Refusal::with(
				Cause::RecordTooLarge,
				format_args!("at most {} bytes", self.max_record),
			));
		}
		if chunk
			.offset
			.checked_add(chunk.chunk.len() as u64)
			.is_none_or(|end| end > chunk.total)
		{
			return Err(Cause::ChunkOutside.into());
		}
		if !self
			.busy
			.lock()
			.unwrap_or_else(PoisonError::into_inner)
			.insert(chunk.record)
		{
			return Err(Cause::PutInProgress.into());
		}
		// Another digest, salt or length is another upload.
		let variant = Sha256::new()
			.chain_update(chunk.blob_digest)
			.chain_update(chunk.blob_salt)
			.chain_update(chunk.total.to_le_bytes())
			.finalize();
		let variant = Hash::from_slice(&variant);
		let file = self
			.folder
			.join(format!("{}-{}", name(chunk.record), name(variant).split_at(16).0));
		Ok(Upload {
			record: chunk.record,
			file,
			busy: self.busy.clone(),
		})
	}

	/// Drops what nobody continues, and says how many uploads are left.
	fn sweep(&self) -> io::Result<usize> {
		let now = SystemTime::now();
		let mut left = 0;
		for entry in fs::read_dir(&self.folder)? {
			let entry = entry?;
			let age = now
				.duration_since(entry.metadata()?.modified()?)
				.unwrap_or_default();
			if age > MAX_AGE {
				fs::remove_file(entry.path())?;
			} else {
				left += 1;
			}
		}
		Ok(left)
	}

	/// Writes a chunk where it belongs: at the end of what was received, or over it.
	pub fn write(&self, upload: &Upload, chunk: &PutRecord) -> Result<Progress, Refusal> {
		let received = match fs::metadata(&upload.file) {
			Ok(meta) => meta.len(),
			Err(error) if error.kind() == io::ErrorKind::NotFound => {
				if self.sweep().map_err(io_refusal)? >= MAX_UPLOADS {
					return Err(Cause::TooManyUploads.into());
				}
				0
			}
			Err(error) => return Err(io_refusal(error)),
		};
		if chunk.offset > received {
			return Err(Refusal {
				received: Some(received),
				..Cause::ChunkGap.into()
			});
		}
		let mut file = OpenOptions::new()
			.create(true)
			.truncate(false)
			.write(true)
			.open(&upload.file)
			.map_err(io_refusal)?;
		if let Err(error) = append(&mut file, chunk) {
			// Nothing of a failed call stays; an empty file would be an upload that nobody began.
			if received == 0 {
				let _ = fs::remove_file(&upload.file);
			} else {
				let _ = file.set_len(received);
			}
			return Err(io_refusal(error));
		}
		let end = chunk.offset.saturating_add(chunk.chunk.len() as u64);
		Ok(Progress {
			received: received.max(end),
			total: chunk.total,
		})
	}

	/// The whole blob, if it fits its digest; what does not fit is dropped.
	pub fn read(&self, upload: &Upload, chunk: &PutRecord) -> Result<Vec<u8>, Refusal> {
		let blob = fs::read(&upload.file).map_err(io_refusal)?;
		if blob_digest(&chunk.blob_salt, &blob) != chunk.blob_digest {
			self.finish(upload)?;
			return Err(Cause::DigestMismatch.into());
		}
		Ok(blob)
	}

	/// Takes back the chunk that completed an upload which was then refused: it goes on where that chunk began.
	pub fn take_back(&self, upload: &Upload, offset: u64) {
		if offset == 0 {
			let _ = fs::remove_file(&upload.file);
		} else if let Ok(file) = OpenOptions::new().write(true).open(&upload.file) {
			let _ = file.set_len(offset);
		}
	}

	/// Ends an upload.
	pub fn finish(&self, upload: &Upload) -> Result<(), Refusal> {
		match fs::remove_file(&upload.file) {
			Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_refusal(error)),
			_ => Ok(()),
		}
	}
}

fn append(file: &mut File, chunk: &PutRecord) -> io::Result<()> {
	file.seek(SeekFrom::Start(chunk.offset))?;
	file.write_all(&chunk.chunk)
}
