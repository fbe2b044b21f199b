//! A subscriber's place among the blocks, and what it is told of the offers and trades that a block changed.
//!
//! What a block changed is read from the events in its state, so a reader cannot go further back than the node keeps
//! states.

use super::server::Follow;
use crate::{
	chain::{Chain, Head},
	errors::Refusal,
	json::{FinalisedJson, OfferJson, TradeJson},
};
use salus_primitives::{
	apis::{OfferFilter, TradeFilter},
	trade::{OfferId, TradeChange, TradeId, TradeInfo},
	AccountId, BlockNumber, Hash,
};
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

	/// What a change is of, if it is one of these.
	fn id(change: TradeChange) -> Option<Self::Id>;
	/// The item as it is in the state of a block, if it is there and fits the filter.
	fn read(&self, chain: &dyn Chain, at: Hash, id: Self::Id) -> Result<Option<Self::Json>, Refusal>;
}

/// Offers: posted, closing, closed, or with a slot that changed.
pub struct OfferChanges(pub OfferFilter<AccountId>);

impl Subject for OfferChanges {
	type Json = OfferJson;
	type Id = OfferId;

	fn id(change: TradeChange) -> Option<OfferId> {
		match change {
			TradeChange::Offer(offer) | TradeChange::Trade(TradeId::Slot { offer, .. }) => Some(offer),
			TradeChange::Trade(TradeId::Sale(_)) => None,
		}
	}

	fn read(&self, chain: &dyn Chain, at: Hash, id: OfferId) -> Result<Option<OfferJson>, Refusal> {
		let OfferFilter { state, buyer } = &self.0;
		Ok(chain
			.offer(at, id)?
			.filter(|offer| {
				state.is_none_or(|state| state == offer.state)
					&& buyer.as_ref().is_none_or(|buyer| *buyer == offer.buyer)
			})
			.map(Into::into))
	}
}

/// Trades: proposed, locked or claimed, paid, refunded, rated.
pub struct TradeChanges(pub TradeFilter<AccountId>);

impl Subject for TradeChanges {
	type Json = TradeJson;
	type Id = TradeId;

	fn id(change: TradeChange) -> Option<TradeId> {
		match change {
			TradeChange::Offer(_) => None,
			TradeChange::Trade(id) => Some(id),
		}
	}

	fn read(&self, chain: &dyn Chain, at: Hash, id: TradeId) -> Result<Option<TradeJson>, Refusal> {
		let TradeFilter {
			state,
			account,
			offer,
		} = &self.0;
		Ok(chain
			.trade(at, id)?
			.filter(|trade| {
				let (buyer, seller, of_offer) = match trade {
					TradeInfo::Sale(sale) => (&sale.buyer, &sale.seller, None),
					TradeInfo::Slot(slot) => (&slot.buyer, &slot.payee, Some(slot.offer)),
				};
				state.is_none_or(|state| state == trade.state())
					&& account.as_ref().is_none_or(|who| who == buyer || who == seller)
					&& (offer.is_none() || *offer == of_offer)
			})
			.map(Into::into))
	}
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
			for id in self.chain.trade_changes(block)?.into_iter().filter_map(S::id) {
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
