//! One building of the view, in a folder of its own.

use crate::{
	error::{Fault, ViewError},
	rows,
	store::{guarded, Name, Place, Store, Tables, Transaction},
	types::{Batch, Change, Entry},
};
use salus_crypto::index::check_tags;
use std::{
	collections::BTreeMap,
	fs::{self, DirBuilder},
	os::unix::fs::DirBuilderExt,
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, PoisonError, RwLock,
	},
};

/// The file of the tables.
const TABLES: &str = "tables";

/// Rows and tables of one building. Its folder goes with it once it is retired and nobody reads it any more.
pub struct Generation {
	/// Of no other building.
	pub id: u64,
	/// Where the rows are.
	pub folder: PathBuf,
	store: Option<Store>,
	tables: RwLock<Arc<Tables>>,
	retired: AtomicBool,
}

impl Generation {
	/// Begins a building.
	pub fn create(parent: &Path, id: u64, genesis: [u8; 32]) -> Result<Self, ViewError> {
		let folder = folder(parent, id);
		DirBuilder::new().mode(0o700).create(&folder)?;
		let (store, tables) = Store::create(&folder.join(TABLES), genesis)?;
		Ok(Self::new(id, folder, store, tables))
	}

	/// Opens a building: its tables must agree, and each segment must have its rows.
	pub fn open(parent: &Path, id: u64, genesis: [u8; 32]) -> Result<Self, ViewError> {
		let folder = folder(parent, id);
		let (store, tables) = Store::open(&folder.join(TABLES), genesis)?;
		for ((_, bucket), segment) in &*tables.segments {
			rows::Reader::open(&folder, segment.number, *bucket)?.check(segment.rows)?;
		}
		let known = u32::try_from(tables.names.len()).map_err(|_| Fault::Tables)?;
		rows::remove_from(&folder, known)?;
		Ok(Self::new(id, folder, store, tables))
	}

	fn new(id: u64, folder: PathBuf, store: Store, tables: Tables) -> Self {
		Self {
			id,
			folder,
			store: Some(store),
			tables: RwLock::new(Arc::new(tables)),
			retired: AtomicBool::new(false),
		}
	}

	/// The tables as they are now.
	pub fn tables(&self) -> Arc<Tables> {
		self.tables.read().unwrap_or_else(PoisonError::into_inner).clone()
	}

	/// Lets the folder go once nobody reads it.
	pub fn retire(&self) {
		self.retired.store(true, Ordering::Relaxed);
	}

	/// Takes a batch: rows first, then the tables at once. One writer at a time.
	pub fn apply(&self, batch: Batch) -> Result<(), ViewError> {
		let tables = guarded(|| self.commit(batch))?;
		*self.tables.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(tables);
		Ok(())
	}

	fn commit(&self, batch: Batch) -> Result<Tables, ViewError> {
		let store = self.store.as_ref().ok_or(Fault::Tables)?;
		let mut transaction = Transaction::new(Tables::clone(&self.tables()));
		// Of several changes of a record the last counts.
		let mut latest: BTreeMap<&[u8; 32], &Change> = BTreeMap::new();
		for change in &batch.changes {
			latest.insert(change.record(), change);
		}
		let mut added: BTreeMap<Name, Vec<&Entry>> = BTreeMap::new();
		for (record, change) in latest {
			if let Some(place) = store.place(record)? {
				transaction.remove(place)?;
				transaction.forget(record);
			}
			if let Change::Indexed(entry) = change {
				added.entry(name(entry)?).or_default().push(entry);
			}
		}
		for (name, entries) in added {
			let first = transaction.extend(name, entries.len() as u64)?;
			rows::write(&self.folder, first.segment, name.1, first.row, &entries)?;
			for (row, entry) in (first.row..).zip(entries) {
				transaction.locate(&entry.record, Place { row, ..first });
			}
		}
		transaction.tables.progress.next = batch.next;
		transaction.tables.progress.head = batch.head;
		store.commit(transaction)
	}
}

impl Drop for Generation {
	fn drop(&mut self) {
		// The store writes while it closes.
		drop(self.store.take());
		if *self.retired.get_mut() {
			// What cannot be removed now is at the next start.
			let _ = fs::remove_dir_all(&self.folder);
		}
	}
}

/// The folder of a building.
pub fn folder(parent: &Path, id: u64) -> PathBuf {
	parent.join(format!("{id:016x}"))
}

fn name(entry: &Entry) -> Result<Name, ViewError> {
	check_tags(&entry.tags).map_err(|_| ViewError::Tags)?;
	let bucket = u16::try_from(entry.tags.len()).map_err(|_| ViewError::Tags)?;
	Ok((entry.key, bucket))
}
