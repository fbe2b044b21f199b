//! A subscriber's place among the blocks, and what it is told of what each block changed.
//!
//! What a block changed is read from the events in its state, so a reader cannot go further back than the node keeps
//! states.

use super::server::Follow;
use crate::{
	chain::{Chain, Head},
	errors::Refusal,
	json::FinalisedJson,
};
use salus_primitives::{BlockNumber, Hash};
use serde::Serialize;
use std::{collections::BTreeSet, sync::Arc};

/// Most blocks that are looked at in one go.
const BLOCKS: u32 = 64;

/// What a subscriber is told of a block's changes.
pub trait Subject: Send + 'static {
	/// How it is written.
	type Json: Serialize + Send + 'static;
	/// What tells one from another.
	type Id: Copy + Ord;

	/// Which of these the block changed, in order.
	fn changed(&self, chain: &dyn Chain, at: Hash) -> Result<Vec<Self::Id>, Refusal>;
	/// The item as it is in the state of a block, if it is there and fits the filter.
	fn read(&self, chain: &dyn Chain, at: Hash, id: Self::Id) -> Result<Option<Self::Json>, Refusal>;
}

/// A place among the blocks.
pub struct BlockReader<S> {
	chain: Arc<dyn Chain>,
	subject: S,
	/// First block that is not read.
	from: BlockNumber,
}

impl<S: Subject> BlockReader<S> {
	/// A reader of the blocks from `from` on.
	pub fn new(chain: Arc<dyn Chain>, subject: S, from: BlockNumber) -> Self {
		Self { chain, subject, from }
	}
}

impl<S: Subject> Follow for BlockReader<S> {
	type Json = S::Json;

	fn is_behind(&self, head: Head) -> bool {
		self.from <= head.number
	}

	/// What the next block that changed anything changed, each once, as it is at the end of the block.
	fn page(&mut self, head: Head) -> Result<Vec<FinalisedJson<S::Json>>, Refusal> {
		let mut items = Vec::new();
		for _ in 0..BLOCKS {
			if !self.is_behind(head) || !items.is_empty() {
				break;
			}
			let number = self.from;
			let block = self.chain.finalised_at(number)?;
			let mut told = BTreeSet::new();
			for id in self.subject.changed(&*self.chain, block)? {
				if !told.insert(id) {
					continue;
				}
				if let Some(item) = self.subject.read(&*self.chain, block, id)? {
					items.push(FinalisedJson { block, number, item });
				}
			}
			self.from = number.saturating_add(1);
		}
		Ok(items)
	}
}
