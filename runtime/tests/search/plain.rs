//! What everybody may find, by one who reads all keywords.

use super::world::hits;
use salus_primitives::{record::RecordId, BlockNumber};
use std::collections::{BTreeMap, BTreeSet};

/// The doctors, each of the hospital at the same place.
pub const DOCTORS: [&str; 3] = ["Nurse", "Cardiologist", "Stranger"];

/// A record with its keywords.
pub struct PlainRecord {
	/// Its identifier.
	pub id: RecordId,
	/// Who keeps and indexes it.
	pub hospital: usize,
	/// Which of the words it has.
	pub words: u16,
	/// How many others it has beside.
	pub others: usize,
	/// Whether it is indexed.
	pub indexed: bool,
	/// Whether it is retired.
	pub retired: bool,
}

/// Keywords and rules without cryptography.
#[derive(Default)]
pub struct Plain {
	/// All records, the oldest first.
	pub records: Vec<PlainRecord>,
	/// First block at which an authorisation (indexer, grantee) does not hold any more.
	pub ends: BTreeMap<(usize, usize), BlockNumber>,
	/// Whether the current index epoch of a hospital was closed by a withdrawal, or before an authorisation was renewed.
	pub over: BTreeSet<usize>,
	/// Authorisations that hold under the current index epoch of their hospital, or ended under it.
	pub under: BTreeSet<(usize, usize)>,
	/// Doctors that are revoked.
	pub revoked: BTreeSet<usize>,
}

impl Plain {
	/// Whether a hospital holds a live authorisation.
	pub fn is_authorised(&self, indexer: usize, grantee: usize, now: BlockNumber) -> bool {
		self.ends.get(&(indexer, grantee)).is_some_and(|end| now < *end)
	}

	/// Whether the current index epoch of a hospital takes records at a block.
	pub fn is_open(&self, hospital: usize, now: BlockNumber) -> bool {
		let ended = self
			.under
			.iter()
			.any(|(indexer, grantee)| *indexer == hospital && !self.is_authorised(*indexer, *grantee, now));
		!self.over.contains(&hospital) && !ended
	}

	/// The records that a doctor finds, each with the words of the query that it has.
	pub fn find(&self, doctor: usize, query: u16, now: BlockNumber) -> BTreeMap<RecordId, BTreeSet<usize>> {
		if self.revoked.contains(&doctor) {
			return BTreeMap::new();
		}
		self.records
			.iter()
			.filter(|record| record.indexed && record.words & query != 0)
			.filter(|record| record.hospital == doctor || self.is_authorised(record.hospital, doctor, now))
			.map(|record| (record.id, hits(record.words & query)))
			.collect()
	}

	/// Authorisations that are over, with the block from which on they are.
	pub fn ended(&self, now: BlockNumber) -> impl Iterator<Item = (usize, usize, BlockNumber)> + '_ {
		self.ends
			.iter()
			.filter(move |(_, end)| **end <= now)
			.map(|((indexer, grantee), end)| (*indexer, *grantee, *end))
	}
}
