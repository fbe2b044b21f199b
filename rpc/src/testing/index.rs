//! The encrypted index of the chain in memory.

use salus_primitives::{
	hospital::HospitalId,
	index::{
		EmergencyId, EmergencyInfo, IndexChange, IndexChanges, IndexEntryInfo, IndexKeyId, IndexKeyInfo,
		InterestsInfo, ScopeInfo, Tag, WrappedIndexKeyInfo,
	},
	record::RecordId,
	AccountId, BlockNumber,
};
use std::collections::BTreeMap;

/// A record's tags under a key, or none, from a block on.
type Logged = (BlockNumber, RecordId, Option<(IndexKeyId, Vec<Tag>)>);

/// What the chain has of the index.
#[derive(Default)]
pub struct Index {
	/// Each record's tags from a block on, or none; a place in the log each.
	log: Vec<Logged>,
	/// Keys by the hospital that got them.
	pub keys: BTreeMap<HospitalId, Vec<WrappedIndexKeyInfo>>,
	/// Doctors' interests.
	pub interests: BTreeMap<AccountId, InterestsInfo<BlockNumber>>,
	/// Scopes of hospitals.
	pub scopes: Vec<ScopeInfo>,
	/// Public index keys.
	pub points: Vec<IndexKeyInfo<BlockNumber>>,
	/// Emergencies by number.
	pub emergencies: BTreeMap<EmergencyId, EmergencyInfo<AccountId, BlockNumber>>,
	/// Doctors that declare none until a block.
	pub bans: BTreeMap<AccountId, BlockNumber>,
	/// How often the log was read.
	pub reads: usize,
}

impl Index {
	/// From a block on, a record has these tags.
	pub fn tag(&mut self, at: BlockNumber, record: RecordId, key: IndexKeyId, tags: Vec<Tag>) {
		self.log.push((at, record, Some((key, tags))));
	}

	/// From a block on, a record has no tags.
	pub fn untag(&mut self, at: BlockNumber, record: RecordId) {
		self.log.push((at, record, None));
	}

	fn latest(&self, at: BlockNumber, record: RecordId) -> Option<u64> {
		(0..)
			.zip(&self.log)
			.filter(|(_, (block, of, _))| *block <= at && *of == record)
			.map(|(place, _)| place)
			.last()
	}

	fn at(&self, position: u64) -> Option<IndexEntryInfo<BlockNumber>> {
		let (indexed_at, record, tags) = self.log.get(position as usize)?;
		let (key, tags) = tags.clone()?;
		Some(IndexEntryInfo {
			record: *record,
			key,
			tags,
			position,
			indexed_at: *indexed_at,
		})
	}

	/// The tags of a record at a block.
	pub fn entry(&self, at: BlockNumber, record: RecordId) -> Option<IndexEntryInfo<BlockNumber>> {
		self.at(self.latest(at, record)?)
	}

	/// A part of the log at a block.
	pub fn changes(&mut self, at: BlockNumber, from: u64, limit: u32) -> IndexChanges<BlockNumber> {
		self.reads += 1;
		let length = self.log.iter().filter(|(block, ..)| *block <= at).count() as u64;
		let next = from.saturating_add(limit.into()).min(length);
		let mut changes = Vec::new();
		for position in from..next {
			let (_, record, _) = self.log[position as usize];
			if self.latest(at, record) != Some(position) {
				continue;
			}
			changes.push(match self.at(position) {
				Some(entry) => IndexChange::Indexed(entry),
				None => IndexChange::Removed { record, position },
			});
		}
		IndexChanges {
			changes,
			next,
			length,
		}
	}
}
