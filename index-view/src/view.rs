use crate::{
	cache::Cache,
	error::ViewError,
	generation::{folder, Generation},
	scan::Snapshot,
	types::{Batch, Progress},
};
use std::{
	fs::{self, DirBuilder, File, OpenOptions},
	io::{self, Write},
	os::unix::fs::{DirBuilderExt, OpenOptionsExt},
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError, RwLock},
	time::{SystemTime, UNIX_EPOCH},
};

/// Names the folder of the building in use.
const CURRENT: &str = "current";

/// How a view is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
	/// The chain's first block: a view of another chain is discarded.
	pub genesis: [u8; 32],
	/// Most bytes of hits kept in memory.
	pub cache_bytes: usize,
	/// Whether to build anew whatever is there.
	pub rebuild: bool,
}

/// What was found at opening.
#[derive(Debug)]
pub enum Opened {
	/// A sound view.
	Kept,
	/// None: it begins anew.
	Empty,
	/// One that was discarded, as was asked: it begins anew.
	Discarded,
	/// One that was damaged, or of another chain: it begins anew.
	Damaged(ViewError),
}

/// Public tags of records on the disk, as one finalised block has them.
pub struct View {
	folder: PathBuf,
	genesis: [u8; 32],
	cache: Arc<Cache>,
	current: RwLock<Arc<Generation>>,
	writer: Mutex<()>,
}

impl View {
	/// Opens the view in a folder, or begins one.
	pub fn open(folder: &Path, options: Options) -> Result<(Self, Opened), ViewError> {
		let Options {
			genesis,
			cache_bytes,
			rebuild,
		} = options;
		DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
		let id = current(folder)?;
		let (generation, opened) = match id {
			None => (begin(folder, genesis)?, Opened::Empty),
			Some(_) if rebuild => (begin(folder, genesis)?, Opened::Discarded),
			Some(id) => match Generation::open(folder, id, genesis) {
				Ok(generation) => (generation, Opened::Kept),
				Err(error) if error.is_damage() => (begin(folder, genesis)?, Opened::Damaged(error)),
				Err(error) => return Err(error),
			},
		};
		tidy(folder, generation.id)?;
		let view = Self {
			folder: folder.into(),
			genesis,
			cache: Arc::new(Cache::new(cache_bytes)),
			current: RwLock::new(Arc::new(generation)),
			writer: Mutex::default(),
		};
		Ok((view, opened))
	}

	fn generation(&self) -> Arc<Generation> {
		self.current
			.read()
			.unwrap_or_else(PoisonError::into_inner)
			.clone()
	}

	/// The number of the building in use.
	pub fn building(&self) -> u64 {
		self.generation().id
	}

	/// How far the view has come.
	pub fn progress(&self) -> Progress {
		self.generation().tables().progress
	}

	/// Takes changes; all of them, or none if that fails.
	pub fn apply(&self, batch: Batch) -> Result<(), ViewError> {
		let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
		self.generation().apply(batch)
	}

	/// Discards what is there, to be built anew. Who reads it reads on.
	pub fn reset(&self) -> Result<(), ViewError> {
		let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
		let fresh = Arc::new(begin(&self.folder, self.genesis)?);
		let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
		let old = std::mem::replace(&mut *current, fresh);
		drop(current);
		old.retire();
		self.cache.clear();
		Ok(())
	}

	/// The view as it is now, to be searched while changes come; none while it is being built.
	pub fn snapshot(&self) -> Option<Snapshot> {
		let generation = self.generation();
		let tables = generation.tables();
		let head = tables.progress.head?;
		Some(Snapshot::new(generation, tables, head, self.cache.clone()))
	}

	/// Bytes of hits in memory.
	pub fn cached_bytes(&self) -> usize {
		self.cache.bytes()
	}
}

/// The building in use, if one is named.
fn current(parent: &Path) -> Result<Option<u64>, ViewError> {
	match fs::read_to_string(parent.join(CURRENT)) {
		Ok(name) => Ok(u64::from_str_radix(name.trim(), 16).ok()),
		Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
			Ok(None)
		}
		Err(error) => Err(error.into()),
	}
}

/// Begins a building and names it as the one in use.
fn begin(parent: &Path, genesis: [u8; 32]) -> Result<Generation, ViewError> {
	// A name of no building before: who reads on from a place in one does not take it for a place in another.
	let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	let mut id = u64::try_from(clock.as_micros()).unwrap_or(u64::MAX / 2);
	while folder(parent, id).exists() {
		id = id.wrapping_add(1);
	}
	let generation = Generation::create(parent, id, genesis)?;
	let fresh = parent.join("current.new");
	let mut file = OpenOptions::new()
		.write(true)
		.create(true)
		.truncate(true)
		.mode(0o600)
		.open(&fresh)?;
	file.write_all(format!("{id:016x}\n").as_bytes())?;
	file.sync_all()?;
	fs::rename(fresh, parent.join(CURRENT))?;
	File::open(parent)?.sync_all()?;
	Ok(generation)
}

/// Removes what other buildings left.
fn tidy(parent: &Path, id: u64) -> Result<(), ViewError> {
	let own = folder(parent, id);
	for entry in fs::read_dir(parent)? {
		let path = entry?.path();
		if path.is_dir() && path != own {
			fs::remove_dir_all(path)?;
		}
	}
	Ok(())
}
