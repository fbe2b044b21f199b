//! A subscriber's place in the trail, and what it is told of each entry.

use crate::{
	chain::{Chain, Head},
	errors::Refusal,
	json::{FinalisedJson, RecordJson, TrailEntryJson},
};
use salus_primitives::{
	apis::TrailFilter,
	hospital::HospitalId,
	page::{PageRequest, MAX_PAGE},
	record::{RecordId, TrailEvent},
	AccountId, BlockNumber, Hash,
};
use serde::Serialize;
use std::{collections::BTreeSet, sync::Arc};

type TrailEntry = salus_primitives::record::TrailEntry<AccountId, BlockNumber>;

/// What a subscriber is told of an entry of the trail.
pub trait Items: Send + 'static {
	/// How it is written.
	type Json: Serialize + Send + 'static;

	/// The item of an entry of `block`, if there is one.
	fn of(
		&mut self,
		chain: &dyn Chain,
		block: Head,
		entry: TrailEntry,
	) -> Result<Option<Self::Json>, Refusal>;
}

/// The entry itself.
pub struct Entries;

impl Items for Entries {
	type Json = TrailEntryJson;

	fn of(&mut self, _: &dyn Chain, _: Head, entry: TrailEntry) -> Result<Option<TrailEntryJson>, Refusal> {
		Ok(Some(entry.into()))
	}
}

/// The record that an entry says has changed, once a block, as it is at the end of the block.
#[derive(Default)]
pub struct Changes {
	/// Only records that this hospital keeps, or kept before the change.
	custodian: Option<HospitalId>,
	block: BlockNumber,
	told: BTreeSet<RecordId>,
}

impl Changes {
	/// Changes of the records of one custodian, or of all.
	pub fn of_custodian(custodian: Option<HospitalId>) -> Self {
		Self {
			custodian,
			..Self::default()
		}
	}
}

impl Items for Changes {
	type Json = RecordJson;

	fn of(
		&mut self,
		chain: &dyn Chain,
		block: Head,
		entry: TrailEntry,
	) -> Result<Option<RecordJson>, Refusal> {
		if self.block != block.number {
			self.block = block.number;
			self.told.clear();
		}
		let Some(id) = entry.record.filter(|id| !self.told.contains(id)) else {
			return Ok(None);
		};
		let keepers = match entry.event {
			TrailEvent::Registered { hospital } => vec![hospital],
			TrailEvent::CustodyTransferred { from, to } => vec![from, to],
			TrailEvent::Retired => Vec::new(),
			_ => return Ok(None),
		};
		let Some(record) = chain.record(block.hash, id)? else {
			return Ok(None);
		};
		let concerns = |custodian| record.custodian == custodian || keepers.contains(&custodian);
		if !self.custodian.is_none_or(concerns) {
			return Ok(None);
		}
		self.told.insert(id);
		Ok(Some(record.into()))
	}
}

/// A place in the trail.
pub struct Reader<I> {
	chain: Arc<dyn Chain>,
	items: I,
	record: Option<Hash>,
	patient: Option<AccountId>,
	/// First block that is not read to its end.
	from: BlockNumber,
	/// Where the next page begins, if the last one was not the end.
	cursor: Option<Vec<u8>>,
}

impl<I: Items> Reader<I> {
	/// A reader of the trail from block `from` on, of a record's or a patient's entries if one is named.
	pub fn new(
		chain: Arc<dyn Chain>,
		items: I,
		record: Option<Hash>,
		patient: Option<AccountId>,
		from: BlockNumber,
	) -> Self {
		Self {
			chain,
			items,
			record,
			patient,
			from,
			cursor: None,
		}
	}

	/// Whether there are blocks up to `head` that are not read.
	pub fn is_behind(&self, head: Head) -> bool {
		self.from <= head.number
	}

	/// Reads a page of what is finalised at `head`. A cursor goes on at a later head too, since the trail only grows.
	pub fn page(&mut self, head: Head) -> Result<Vec<FinalisedJson<I::Json>>, Refusal> {
		let filter = TrailFilter {
			record: self.record,
			patient: self.patient.clone(),
			from: self.from,
			to: head.number,
		};
		let request = PageRequest {
			cursor: self.cursor.take(),
			limit: MAX_PAGE,
		};
		let page = self.chain.access_trail(head.hash, filter, request)??;
		let mut items = Vec::with_capacity(page.items.len());
		let mut block = head;
		for entry in page.items {
			if block.number != entry.at {
				block = Head {
					hash: self.chain.finalised_at(entry.at)?,
					number: entry.at,
				};
			}
			if let Some(item) = self.items.of(&*self.chain, block, entry)? {
				items.push(FinalisedJson {
					block: block.hash,
					number: block.number,
					item,
				});
			}
		}
		match page.next {
			Some(next) => self.cursor = Some(next),
			None => self.from = head.number.saturating_add(1),
		}
		Ok(items)
	}
}
