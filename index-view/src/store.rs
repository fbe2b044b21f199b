//! The tables: which segments there are, where each record's row is, which rows are removed, how far the view has come.

use crate::{
	bits::Bits,
	error::{Fault, ViewError},
	types::{Head, Progress},
};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, TableHandle, WriteTransaction};
use salus_crypto::{
	codec::{Reader, Writer},
	index::KeyId,
};
use std::{
	collections::BTreeMap,
	hash::Hasher,
	panic::{catch_unwind, AssertUnwindSafe},
	path::Path,
	sync::Arc,
};
use twox_hash::XxHash64;

const VERSION: u8 = 1;
/// Bytes of the tables in memory.
const CACHE: usize = 16 << 20;

/// A table of bytes by bytes.
type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;
/// What is set, or removed.
type Operation = (Definition, Vec<u8>, Option<Vec<u8>>);

/// One entry: how far the view has come, and sums over the other tables.
const STATE: Definition = TableDefinition::new("state");
/// Key id and bucket to number and rows.
const SEGMENTS: Definition = TableDefinition::new("segments");
/// Record to segment and row.
const RECORDS: Definition = TableDefinition::new("records");
/// Segment and row of what is removed.
const REMOVED: Definition = TableDefinition::new("removed");
const STATE_KEY: &[u8] = b"state";

/// Where a row lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
	/// Number of the segment.
	pub segment: u32,
	/// The row.
	pub row: u64,
}

/// Records of one index key with one bucket.
#[derive(Clone, Debug)]
pub struct Segment {
	/// Its number, which names its files.
	pub number: u32,
	/// Rows written.
	pub rows: u64,
	/// Those removed.
	pub removed: Arc<Bits>,
}

/// A segment's name: key and bucket.
pub type Name = (KeyId, u16);

/// All tables but where each record is: that one stays on the disk.
#[derive(Clone, Debug)]
pub struct Tables {
	/// How far the view has come.
	pub progress: Progress,
	/// The segments.
	pub segments: Arc<BTreeMap<Name, Segment>>,
	/// Their names by number.
	pub names: Arc<Vec<Name>>,
	/// Sum over segments and removed rows, against lost entries.
	sum: u64,
}

impl Tables {
	fn new() -> Self {
		Self {
			progress: Progress {
				next: 0,
				head: None,
				rows: 0,
				removed: 0,
			},
			segments: Arc::default(),
			names: Arc::default(),
			sum: 0,
		}
	}
}

/// Changes of the tables, to be committed at once.
pub struct Transaction {
	/// The tables as they will be.
	pub tables: Tables,
	operations: Vec<Operation>,
}

impl Transaction {
	/// Changes of these tables.
	pub fn new(tables: Tables) -> Self {
		Self {
			tables,
			operations: Vec::new(),
		}
	}

	/// Gives a name `count` more rows: number of the segment, and the first of them.
	pub fn extend(&mut self, name: Name, count: u64) -> Result<Place, ViewError> {
		let tables = &mut self.tables;
		let number = u32::try_from(tables.names.len()).map_err(|_| Fault::Tables)?;
		let names = &mut tables.names;
		let segments = Arc::make_mut(&mut tables.segments);
		let segment = segments.entry(name).or_insert_with(|| {
			Arc::make_mut(names).push(name);
			Segment {
				number,
				rows: 0,
				removed: Arc::default(),
			}
		});
		let place = Place {
			segment: segment.number,
			row: segment.rows,
		};
		let before = segment_entry(&name, segment);
		segment.rows = segment.rows.saturating_add(count);
		let (key, value) = segment_entry(&name, segment);
		if place.row > 0 {
			tables.sum ^= hash(&before.0, &before.1);
		}
		tables.sum ^= hash(&key, &value);
		tables.progress.rows = tables.progress.rows.saturating_add(count);
		self.operations.push((SEGMENTS, key, Some(value)));
		Ok(place)
	}

	/// Notes where a record's row is.
	pub fn locate(&mut self, record: &[u8; 32], place: Place) {
		let value = Writer::new().u32(place.segment).u64(place.row);
		let value = value.u64(hash(record, &place_key(place))).finish();
		self.operations.push((RECORDS, record.to_vec(), Some(value)));
	}

	/// Forgets where a record's row was.
	pub fn forget(&mut self, record: &[u8; 32]) {
		self.operations.push((RECORDS, record.to_vec(), None));
	}

	/// Marks a row as removed.
	pub fn remove(&mut self, place: Place) -> Result<(), ViewError> {
		let tables = &mut self.tables;
		let name = tables.names.get(place.segment as usize).ok_or(Fault::Tables)?;
		let segments = Arc::make_mut(&mut tables.segments);
		let segment = segments.get_mut(name).ok_or(Fault::Tables)?;
		if place.row >= segment.rows || segment.removed.is_set(place.row) {
			return Err(Fault::Tables.into());
		}
		Arc::make_mut(&mut segment.removed).set(place.row);
		let key = place_key(place);
		tables.sum ^= hash(&key, &[]);
		tables.progress.removed = tables.progress.removed.saturating_add(1);
		self.operations.push((REMOVED, key, Some(Vec::new())));
		Ok(())
	}
}

/// The store of the tables.
pub struct Store {
	db: Database,
	genesis: [u8; 32],
}

impl Store {
	/// Makes an empty store in a file that does not exist yet.
	pub fn create(path: &Path, genesis: [u8; 32]) -> Result<(Self, Tables), ViewError> {
		let db = Database::builder()
			.set_cache_size(CACHE)
			.create(path)
			.map_err(redb::Error::from)?;
		let store = Self { db, genesis };
		let tables = store.commit(Transaction::new(Tables::new()))?;
		Ok((store, tables))
	}

	/// Opens a store, checks all of its file, and reads its tables.
	pub fn open(path: &Path, genesis: [u8; 32]) -> Result<(Self, Tables), ViewError> {
		guarded(|| {
			let db = Database::builder()
				.set_cache_size(CACHE)
				.set_check_integrity_on_open(true)
				.open(path)
				.map_err(redb::Error::from)?;
			let store = Self { db, genesis };
			let tables = store.tables()?;
			Ok((store, tables))
		})
	}

	fn tables(&self) -> Result<Tables, ViewError> {
		let state = self.get(STATE, STATE_KEY)?.ok_or(Fault::Tables)?;
		let (progress, sum) = read_state(&state, &self.genesis)?;
		let mut tables = Tables::new();
		let (mut names, mut segments) = (BTreeMap::new(), BTreeMap::new());
		self.each(SEGMENTS, |key, value| {
			let name = read_name(key)?;
			let mut reader = Reader::new(value);
			let (number, rows) = (reader.u32().ok()?, reader.u64().ok()?);
			tables.sum ^= hash(key, value);
			tables.progress.rows = tables.progress.rows.checked_add(rows)?;
			let segment = Segment {
				number,
				rows,
				removed: Arc::default(),
			};
			segments.insert(name, segment);
			names.insert(number, name).is_none().then_some(())
		})?;
		let by_number: Vec<Name> = names.values().copied().collect();
		if names
			.keys()
			.copied()
			.ne(0..u32::try_from(names.len()).unwrap_or(u32::MAX))
		{
			return Err(Fault::Tables.into());
		}
		self.each(REMOVED, |key, _| {
			let (segment, row) = key.split_first_chunk()?;
			let name = by_number.get(u32::from_be_bytes(*segment) as usize)?;
			let segment = segments.get_mut(name)?;
			let row = u64::from_be_bytes(row.try_into().ok()?);
			Arc::make_mut(&mut segment.removed).set(row);
			tables.sum ^= hash(key, &[]);
			tables.progress.removed = tables.progress.removed.checked_add(1)?;
			(row < segment.rows).then_some(())
		})?;
		let counted = (tables.progress.rows, tables.progress.removed, tables.sum);
		if counted != (progress.rows, progress.removed, sum) {
			return Err(Fault::Tables.into());
		}
		tables.progress = progress;
		tables.names = Arc::new(by_number);
		tables.segments = Arc::new(segments);
		Ok(tables)
	}

	fn get(&self, table: Definition, key: &[u8]) -> Result<Option<Vec<u8>>, ViewError> {
		let get = || -> Result<_, redb::Error> {
			let read = self.db.begin_read()?;
			let table = read.open_table(table)?;
			let value = table.get(key)?;
			Ok(value.map(|value| value.value().to_vec()))
		};
		Ok(get()?)
	}

	/// Goes through a table; an entry that `visit` does not understand is damage.
	fn each(
		&self,
		table: Definition,
		mut visit: impl FnMut(&[u8], &[u8]) -> Option<()>,
	) -> Result<(), ViewError> {
		let mut each = || -> Result<Option<()>, redb::Error> {
			let read = self.db.begin_read()?;
			let table = read.open_table(table)?;
			for entry in table.iter()? {
				let (key, value) = entry?;
				if visit(key.value(), value.value()).is_none() {
					return Ok(None);
				}
			}
			Ok(Some(()))
		};
		each()?.ok_or(Fault::Tables.into())
	}

	/// Where a record's row is.
	pub fn place(&self, record: &[u8; 32]) -> Result<Option<Place>, ViewError> {
		let Some(value) = self.get(RECORDS, record)? else {
			return Ok(None);
		};
		let read = || {
			let mut reader = Reader::new(&value);
			let (segment, row) = (reader.u32()?, reader.u64()?);
			let check = reader.u64()?;
			reader.finish()?;
			Ok::<_, salus_crypto::codec::CodecError>((Place { segment, row }, check))
		};
		match read() {
			Ok((place, check)) if check == hash(record, &place_key(place)) => Ok(Some(place)),
			_ => Err(Fault::Tables.into()),
		}
	}

	/// Commits; gives the tables as they are now.
	pub fn commit(&self, transaction: Transaction) -> Result<Tables, ViewError> {
		let Transaction {
			tables,
			mut operations,
		} = transaction;
		let state = write_state(&tables, &self.genesis);
		operations.push((STATE, STATE_KEY.to_vec(), Some(state)));
		let commit = || -> Result<(), redb::Error> {
			let write = self.db.begin_write()?;
			for table in [STATE, SEGMENTS, RECORDS, REMOVED] {
				let of = |(of, ..): &&Operation| of.name() == table.name();
				apply(&write, table, operations.iter().filter(of))?;
			}
			write.commit()?;
			Ok(())
		};
		commit()?;
		Ok(tables)
	}
}

/// What a transaction does to a table, in order.
fn apply<'a>(
	write: &WriteTransaction,
	table: Definition,
	operations: impl Iterator<Item = &'a Operation>,
) -> Result<(), redb::Error> {
	let mut table = write.open_table(table)?;
	for (_, key, value) in operations {
		match value {
			Some(value) => drop(table.insert(key.as_slice(), value.as_slice())?),
			None => drop(table.remove(key.as_slice())?),
		}
	}
	Ok(())
}

/// Whatever a damaged file does to the store, it is an error.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, ViewError>) -> Result<T, ViewError> {
	catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Fault::Tables.into()))
}

fn hash(key: &[u8], value: &[u8]) -> u64 {
	let mut hasher = XxHash64::with_seed(key.len() as u64);
	hasher.write(key);
	hasher.write(value);
	hasher.finish()
}

fn segment_entry((key, bucket): &Name, segment: &Segment) -> (Vec<u8>, Vec<u8>) {
	let mut name = Vec::with_capacity(26);
	name.extend_from_slice(&key.indexer.to_be_bytes());
	name.extend_from_slice(&key.scope);
	name.extend_from_slice(&key.epoch.to_be_bytes());
	name.extend_from_slice(&bucket.to_be_bytes());
	let value = Writer::new().u32(segment.number).u64(segment.rows).finish();
	(name, value)
}

fn read_name(bytes: &[u8]) -> Option<Name> {
	let (indexer, rest) = bytes.split_first_chunk()?;
	let (scope, rest) = rest.split_first_chunk()?;
	let (epoch, rest) = rest.split_first_chunk()?;
	let key = KeyId {
		indexer: u32::from_be_bytes(*indexer),
		scope: *scope,
		epoch: u32::from_be_bytes(*epoch),
	};
	Some((key, u16::from_be_bytes(rest.try_into().ok()?)))
}

fn place_key(place: Place) -> Vec<u8> {
	[&place.segment.to_be_bytes()[..], &place.row.to_be_bytes()].concat()
}

fn write_state(tables: &Tables, genesis: &[u8; 32]) -> Vec<u8> {
	let Progress {
		next,
		head,
		rows,
		removed,
	} = tables.progress;
	let state = Writer::new().u8(VERSION).fixed(genesis).u64(next).u64(rows);
	let state = state.u64(removed).u64(tables.sum);
	let state = match head {
		Some(head) => state.u8(1).u32(head.number).fixed(&head.hash),
		None => state.u8(0).u32(0).fixed(&[0; 32]),
	};
	let mut bytes = state.finish();
	let check = hash(STATE_KEY, &bytes);
	bytes.extend_from_slice(&check.to_le_bytes());
	bytes
}

fn read_state(bytes: &[u8], genesis: &[u8; 32]) -> Result<(Progress, u64), Fault> {
	let (content, check) = bytes.split_last_chunk::<8>().ok_or(Fault::Tables)?;
	if hash(STATE_KEY, content) != u64::from_le_bytes(*check) {
		return Err(Fault::Tables);
	}
	let mut reader = Reader::new(content);
	if reader.u8().map_err(|_| Fault::Tables)? != VERSION {
		return Err(Fault::Version);
	}
	let mut read = || {
		let of: [u8; 32] = reader.array()?;
		let (next, rows, removed) = (reader.u64()?, reader.u64()?, reader.u64()?);
		let (sum, shown) = (reader.u64()?, reader.u8()?);
		let head = Head {
			number: reader.u32()?,
			hash: reader.array()?,
		};
		let progress = Progress {
			next,
			head: (shown == 1).then_some(head),
			rows,
			removed,
		};
		Ok::<_, salus_crypto::codec::CodecError>((of, progress, sum))
	};
	let (of, progress, sum) = read().map_err(|_| Fault::Tables)?;
	if of != *genesis {
		return Err(Fault::OtherChain);
	}
	Ok((progress, sum))
}
