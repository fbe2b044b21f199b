//! The match: one HMAC an interest and record, over the rows that were not searched before.

use crate::{
	bits::Bits,
	cache::{Cache, Found, Key},
	error::ViewError,
	generation::Generation,
	hits::{Hits, Part},
	rows::Reader,
	store::{Segment, Tables},
	types::Head,
};
use salus_crypto::index::{KeyId, Tag, Trapdoor, BUCKETS};
use std::{collections::BTreeMap, sync::Arc};

/// Rows read at a time: at most 0.6 MB of the scan file and 2.1 MB of the tags file.
const ROWS: usize = 1024;
/// Where more than one row in so many needs its tags, the tags file is read whole.
const DENSE: usize = 16;

/// The view at one block. It stays as it is while the view goes on.
pub struct Snapshot {
	generation: Arc<Generation>,
	tables: Arc<Tables>,
	head: Head,
	cache: Arc<Cache>,
}

/// A tag that a row may have.
struct Candidate {
	index: usize,
	interest: usize,
	tag: Tag,
}

impl Snapshot {
	pub(crate) fn new(
		generation: Arc<Generation>,
		tables: Arc<Tables>,
		head: Head,
		cache: Arc<Cache>,
	) -> Self {
		Self {
			generation,
			tables,
			head,
			cache,
		}
	}

	/// The block whose state it shows.
	pub fn head(&self) -> Head {
		self.head
	}

	/// Of no other building of the view: a [`crate::Position`] is good within one.
	pub fn building(&self) -> u64 {
		self.generation.id
	}

	/// The index keys of which there are rows, ascending.
	pub fn keys(&self) -> Vec<KeyId> {
		let mut keys: Vec<_> = self.tables.segments.keys().map(|(key, _)| *key).collect();
		keys.dedup();
		keys
	}

	/// Rows of an index key, with those removed.
	pub fn rows(&self, key: &KeyId) -> u64 {
		let segments = self.segments(key);
		segments.fold(0, |rows, (_, segment)| rows.saturating_add(segment.rows))
	}

	fn segments(&self, key: &KeyId) -> impl Iterator<Item = (u16, &Segment)> {
		let key = *key;
		BUCKETS.into_iter().filter_map(move |bucket| {
			let bucket = u16::try_from(bucket).ok()?;
			Some((bucket, self.tables.segments.get(&(key, bucket))?))
		})
	}

	/// The records of an index key whose tags have those of the trapdoors, which are of that key. Rows that were
	/// searched before for a trapdoor are not read again.
	pub fn scan(&self, key: &KeyId, trapdoors: &[Trapdoor]) -> Result<Hits, ViewError> {
		let mut parts = Vec::new();
		for (bucket, segment) in self.segments(key) {
			parts.push(Part {
				bucket,
				segment: segment.clone(),
				bits: self.scan_segment(bucket, segment, trapdoors)?,
			});
		}
		Ok(Hits::new(self.generation.clone(), trapdoors.len(), parts))
	}

	fn scan_segment(
		&self,
		bucket: u16,
		segment: &Segment,
		trapdoors: &[Trapdoor],
	) -> Result<Vec<Arc<Bits>>, ViewError> {
		let key = |trapdoor: &Trapdoor| Key::new(self.generation.id, segment.number, &trapdoor.point_bytes());
		let keys: Vec<Key> = trapdoors.iter().map(key).collect();
		let mut found: Vec<Found> = keys
			.iter()
			.map(|key| self.cache.get(key).unwrap_or_default())
			.collect();
		// Those that were searched equally far go on together.
		let mut groups: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
		for (at, found) in found.iter().enumerate() {
			if found.rows < segment.rows {
				groups.entry(found.rows).or_default().push(at);
			}
		}
		for (first, members) in groups {
			let mut search = Search {
				reader: Reader::open(&self.generation.folder, segment.number, bucket)?,
				trapdoors: members
					.iter()
					.filter_map(|at| trapdoors.get(*at).cloned())
					.collect(),
				bits: members
					.iter()
					.filter_map(|at| found.get(*at).map(|found| found.bits.clone()))
					.collect(),
			};
			search.rows(first, segment.rows)?;
			for (at, bits) in members.into_iter().zip(search.bits) {
				let (Some(found), Some(key)) = (found.get_mut(at), keys.get(at)) else {
					continue;
				};
				*found = Found {
					rows: segment.rows,
					bits,
				};
				self.cache.put(*key, found.clone());
			}
		}
		Ok(found.into_iter().map(|found| found.bits).collect())
	}
}

/// A search through a segment.
struct Search {
	reader: Reader,
	trapdoors: Vec<Trapdoor>,
	/// Hits of each trapdoor.
	bits: Vec<Arc<Bits>>,
}

impl Search {
	/// Searches rows from `first` on.
	fn rows(&mut self, first: u64, end: u64) -> Result<(), ViewError> {
		let (mut lines, mut tags, mut candidates) = (Vec::new(), Vec::new(), Vec::new());
		let mut first = first;
		while first < end {
			let left = usize::try_from(end - first).unwrap_or(ROWS);
			let count = left.min(ROWS);
			let block = self.reader.lines(first, count, &mut lines)?;
			for index in 0..count {
				let line = block.line(index)?;
				Trapdoor::each_tag(&self.trapdoors, line.record, |interest, tag| {
					if line.may_have(&tag) {
						candidates.push(Candidate { index, interest, tag });
					}
				});
			}
			confirm(&self.reader, first, count, &candidates, &mut tags, &mut self.bits)?;
			candidates.clear();
			first = first.saturating_add(count as u64);
		}
		Ok(())
	}
}

/// Sets the bits of the candidates, ascending by row, whose row has the whole tag.
fn confirm(
	reader: &Reader,
	first: u64,
	count: usize,
	candidates: &[Candidate],
	buffer: &mut Vec<u8>,
	bits: &mut [Arc<Bits>],
) -> Result<(), ViewError> {
	let rows = || candidates.chunk_by(|one, other| one.index == other.index);
	let dense = rows().count().saturating_mul(DENSE) > count;
	let whole = if dense {
		Some(reader.tags(first, count, &mut *buffer)?)
	} else {
		None
	};
	let mut single = Vec::new();
	for row in rows() {
		let Some(index) = row.first().map(|candidate| candidate.index) else {
			continue;
		};
		let at = first.saturating_add(index as u64);
		let tags = match &whole {
			Some(block) => block.tags(index)?,
			None => reader.tags(at, 1, &mut single)?.tags(0)?,
		};
		for candidate in row {
			if !tags.contains(&candidate.tag) {
				continue;
			}
			if let Some(bits) = bits.get_mut(candidate.interest) {
				Arc::make_mut(bits).set(at);
			}
		}
	}
	Ok(())
}
