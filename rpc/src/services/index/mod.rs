//! The node's view of the public tags, kept up with the finalised chain, and the index keys of its hospital.

mod keys;

pub use keys::Keys;

use super::credentials::IssuerFiles;
use crate::{
	chain::{Chain, Head},
	errors::{Cause, Refusal},
};
use keys::Opened as OpenedKeys;
use salus_crypto::{index::KeyId, token::Token};
use salus_index_view::{
	Batch, Change, Entry, Head as ViewHead, Opened, Options, Position, Progress, Snapshot, View, ViewError,
};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexChange, IndexKeyId, MAX_INDEX_CHANGES},
	record::RecordId,
	BlockNumber, Hash,
};
use std::{
	path::Path,
	sync::{
		atomic::{AtomicBool, AtomicU64, Ordering},
		Mutex, MutexGuard, PoisonError,
	},
	time::Duration,
};

/// Changes that are taken in one batch, about: 8 MB of tags at most.
const BATCH: usize = 4096;
/// When a view that is built or begun anew may be asked again.
const WAIT: Duration = Duration::from_secs(5);
/// Records read from the hits of a key at a time.
const PAGE: usize = 1024;

/// The view, and who brings it up to date.
pub struct Index {
	view: View,
	turn: Mutex<()>,
	building: AtomicBool,
	rebuilds: AtomicU64,
	opened: OpenedKeys,
}

/// What only one has at a time: who brings the view up to date, or discards it.
struct Turn<'a> {
	_guard: MutexGuard<'a, ()>,
}

impl Index {
	/// Opens the view in a folder, or begins one.
	pub fn open(folder: &Path, genesis: Hash, cache_bytes: usize, rebuild: bool) -> Result<Self, ViewError> {
		let options = Options {
			genesis: genesis.0,
			cache_bytes,
			rebuild,
		};
		let (view, opened) = View::open(folder, options)?;
		match &opened {
			Opened::Kept => {}
			Opened::Empty => tracing::info!(target: "salus", "the view of the index is built"),
			Opened::Discarded => {
				tracing::info!(target: "salus", "the view of the index is built anew, as asked")
			}
			Opened::Damaged(error) => {
				tracing::warn!(target: "salus", %error, "the view of the index is built anew");
			}
		}
		Ok(Self {
			view,
			turn: Mutex::default(),
			building: AtomicBool::new(false),
			rebuilds: AtomicU64::new(u64::from(matches!(
				opened,
				Opened::Discarded | Opened::Damaged(_)
			))),
			opened: OpenedKeys::default(),
		})
	}

	/// How far the view has come.
	pub fn progress(&self) -> Progress {
		self.view.progress()
	}

	/// Bytes of hits in memory.
	pub fn cached_bytes(&self) -> usize {
		self.view.cached_bytes()
	}

	/// How often the view was built anew since the node started.
	pub fn rebuilds(&self) -> u64 {
		self.rebuilds.load(Ordering::Relaxed)
	}

	/// Brings the view to the finalised head, however long it takes.
	pub fn follow(&self, chain: &dyn Chain) -> Result<(), Refusal> {
		let outcome = self.catch_up(&self.turn(), chain);
		self.building.store(false, Ordering::Relaxed);
		outcome
	}

	/// The view at the finalised head.
	pub fn current(&self, chain: &dyn Chain) -> Result<Snapshot, Refusal> {
		let building = || Refusal {
			retry_after: Some(WAIT),
			..Cause::IndexBuilding.into()
		};
		if self.building.load(Ordering::Relaxed) {
			return Err(building());
		}
		if self.shown() != Some(chain.finalised()) {
			self.follow(chain)?;
		}
		self.view.snapshot().ok_or_else(building)
	}

	fn turn(&self) -> Turn<'_> {
		Turn {
			_guard: self.turn.lock().unwrap_or_else(PoisonError::into_inner),
		}
	}

	fn shown(&self) -> Option<Head> {
		self.view.progress().head.map(chain_head)
	}

	fn catch_up(&self, turn: &Turn<'_>, chain: &dyn Chain) -> Result<(), Refusal> {
		let head = chain.finalised();
		if let Some(shown) = self.shown() {
			if shown == head {
				return Ok(());
			}
			// The node's chain was put back, or is another one.
			if shown.number > head.number || chain.finalised_at(shown.number)? != shown.hash {
				self.begin_anew(turn, "the block it shows is not on the finalised chain")?;
			}
		}
		let mut next = self.view.progress().next;
		loop {
			let (changes, reached, length) = collect(chain, head.hash, next)?;
			if length < next {
				self.begin_anew(turn, "the chain's log is shorter")?;
				next = 0;
				continue;
			}
			let done = reached >= length;
			if !done {
				self.building.store(true, Ordering::Relaxed);
				if reached <= next {
					return Err(Refusal::with(
						Cause::Internal,
						"the log of the index gives nothing",
					));
				}
			}
			let batch = Batch {
				changes,
				next: reached,
				head: done.then_some(ViewHead {
					number: head.number,
					hash: head.hash.0,
				}),
			};
			self.view
				.apply(batch)
				.map_err(|error| self.refusal(turn, error))?;
			if done {
				return Ok(());
			}
			next = reached;
		}
	}

	fn begin_anew(&self, _: &Turn<'_>, why: &str) -> Result<(), Refusal> {
		tracing::warn!(target: "salus", why, "the view of the index is built anew");
		self.rebuilds.fetch_add(1, Ordering::Relaxed);
		self.view.reset().map_err(unavailable)
	}

	/// The cause of a failure of the view; one that is damaged begins anew.
	fn refusal(&self, turn: &Turn<'_>, error: ViewError) -> Refusal {
		if !error.is_damage() {
			return unavailable(error);
		}
		match self.begin_anew(turn, &error.to_string()) {
			Ok(()) => damaged(),
			Err(refusal) => refusal,
		}
	}

	/// What became of a search through a snapshot. Damage is dealt with between the turns of those who bring the view up to
	/// date: what one of them read for the building before would else be taken by the next as if it were all. And it is
	/// dealt with once.
	pub fn outcome<T>(&self, snapshot: &Snapshot, outcome: Result<T, ViewError>) -> Result<T, Refusal> {
		let gone = || self.view.building() != snapshot.building();
		outcome.map_err(|error| {
			if !error.is_damage() {
				return unavailable(error);
			}
			// Nobody waits for the turn of whoever builds anew already.
			if gone() {
				return damaged();
			}
			let turn = self.turn();
			if gone() {
				return damaged();
			}
			self.refusal(&turn, error)
		})
	}

	/// The index keys that a hospital may use at a block, opened with its wrap secrets.
	pub fn keys(
		&self,
		chain: &dyn Chain,
		issuer: &IssuerFiles,
		own: HospitalId,
		at: Hash,
	) -> Result<Keys, Refusal> {
		let issuer = issuer.load().ok_or(Cause::NoWrapSecret)?;
		self.opened.keys(chain, &issuer, own, at)
	}

	/// The records whose tags have a token, under all index keys that a hospital may use, and the finalised block that says
	/// so.
	pub fn matching_records(
		&self,
		chain: &dyn Chain,
		issuer: &IssuerFiles,
		own: HospitalId,
		token: &[u8; 32],
	) -> Result<(Head, Vec<RecordId>), Refusal> {
		let interest = Token::from_bytes(token)
			.map_err(|error| Refusal::with(Cause::BadToken, error))?
			.interest();
		let snapshot = self.current(chain)?;
		let head = chain_head(snapshot.head());
		let mut records = Vec::new();
		for key in self.keys(chain, issuer, own, head.hash)?.usable {
			if snapshot.rows(&key.id) == 0 {
				continue;
			}
			let trapdoor = key.secret.trapdoor(&interest);
			let hits = self.outcome(&snapshot, snapshot.scan(&key.id, &[trapdoor]))?;
			let mut from = Some(Position::START);
			while let Some(position) = from {
				let (matched, next) = self.outcome(&snapshot, hits.records(position, 1, PAGE))?;
				records.extend(matched.into_iter().map(|matched| Hash::from(matched.record)));
				from = next;
			}
		}
		Ok((head, records))
	}
}

/// Changes from a place on, as many as fit a batch; the place after them, and the length of the log.
fn collect(chain: &dyn Chain, at: Hash, from: u64) -> Result<(Vec<Change>, u64, u64), Refusal> {
	let mut collected = Vec::new();
	let mut next = from;
	loop {
		let part = chain.index_changes(at, next, MAX_INDEX_CHANGES)?;
		let stuck = part.next <= next;
		next = part.next;
		collected.extend(part.changes.into_iter().map(change));
		if stuck || next >= part.length || collected.len() >= BATCH {
			return Ok((collected, next, part.length));
		}
	}
}

fn change(change: IndexChange<BlockNumber>) -> Change {
	match change {
		IndexChange::Indexed(entry) => Change::Indexed(Entry {
			key: key_id(entry.key),
			record: entry.record.0,
			tags: entry.tags,
		}),
		IndexChange::Removed { record, .. } => Change::Removed(record.0),
	}
}

fn damaged() -> Refusal {
	Refusal {
		retry_after: Some(WAIT),
		..Cause::IndexDamaged.into()
	}
}

fn unavailable(error: ViewError) -> Refusal {
	tracing::error!(target: "salus", %error, "the view of the index");
	Refusal::with(Cause::IndexUnavailable, error)
}

/// A block of the view as the chain names it.
pub fn chain_head(head: ViewHead) -> Head {
	Head {
		hash: Hash::from(head.hash),
		number: head.number,
	}
}

/// An index key as `salus-crypto` names it.
pub fn key_id(key: IndexKeyId) -> KeyId {
	KeyId {
		indexer: key.indexer,
		scope: key.scope,
		epoch: key.epoch,
	}
}

/// An index key as the chain names it.
pub fn chain_key(key: KeyId) -> IndexKeyId {
	IndexKeyId {
		indexer: key.indexer,
		scope: key.scope,
		epoch: key.epoch,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_index_view::Fault;

	/// A view that shows a block.
	fn index() -> (tempfile::TempDir, Index) {
		let folder = tempfile::tempdir().unwrap();
		let index = Index::open(folder.path(), Hash::repeat_byte(1), 1 << 20, false).unwrap();
		let batch = Batch {
			changes: Vec::new(),
			next: 7,
			head: Some(ViewHead {
				number: 1,
				hash: [2; 32],
			}),
		};
		index.view.apply(batch).unwrap();
		(folder, index)
	}

	fn found_damaged(index: &Index, snapshot: &Snapshot) -> Cause {
		let damage: Result<(), ViewError> = Err(Fault::Tables.into());
		index.outcome(snapshot, damage).unwrap_err().cause
	}

	#[test]
	fn a_damaged_view_begins_anew() {
		let (_folder, index) = index();
		let snapshot = index.view.snapshot().unwrap();
		assert_eq!(found_damaged(&index, &snapshot), Cause::IndexDamaged);
		assert_ne!(index.view.building(), snapshot.building());
		assert!(index.view.snapshot().is_none());
	}

	#[test]
	fn searches_through_a_view_that_is_gone_discard_nothing() {
		let (_folder, index) = index();
		let snapshot = index.view.snapshot().unwrap();
		assert_eq!(found_damaged(&index, &snapshot), Cause::IndexDamaged);
		let anew = index.view.building();
		assert_eq!(found_damaged(&index, &snapshot), Cause::IndexDamaged);
		assert_eq!((index.view.building(), index.rebuilds()), (anew, 1));
	}
}
