//! What a subscriber is told of the offers and trades that a block changed.

use super::blocks::Subject;
use crate::{
	chain::Chain,
	errors::Refusal,
	json::{OfferJson, TradeJson},
};
use salus_primitives::{
	apis::{OfferFilter, TradeFilter},
	trade::{OfferId, TradeChange, TradeId, TradeInfo},
	AccountId, Hash,
};

/// Offers: posted, closing, closed, or with a slot that changed.
pub struct OfferChanges(pub OfferFilter<AccountId>);

impl Subject for OfferChanges {
	type Json = OfferJson;
	type Id = OfferId;

	fn changed(&self, chain: &dyn Chain, at: Hash) -> Result<Vec<OfferId>, Refusal> {
		let of_offer = |change| match change {
			TradeChange::Offer(offer) | TradeChange::Trade(TradeId::Slot { offer, .. }) => Some(offer),
			TradeChange::Trade(TradeId::Sale(_)) => None,
		};
		Ok(chain
			.trade_changes(at)?
			.into_iter()
			.filter_map(of_offer)
			.collect())
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

	fn changed(&self, chain: &dyn Chain, at: Hash) -> Result<Vec<TradeId>, Refusal> {
		let of_trade = |change| match change {
			TradeChange::Offer(_) => None,
			TradeChange::Trade(id) => Some(id),
		};
		Ok(chain
			.trade_changes(at)?
			.into_iter()
			.filter_map(of_trade)
			.collect())
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
