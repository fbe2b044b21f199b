//! What the commands of buyers and of sellers share.

use super::Report;
use crate::{
	amount,
	chain::{Offer, Sale, Slot, Trade},
};
use salus_crypto::credential::Schema;
use salus_primitives::{
	trade::{OfferId, TradeId, TradeInfo},
	Hash,
};
use serde_json::{json, Value};

/// A trade: `0x…` for a sale, `OFFER/SLOT` for a slot.
pub(super) fn trade(text: &str) -> Result<TradeId, String> {
	if let Some((offer, slot)) = text.split_once('/') {
		return match (offer.parse(), slot.parse()) {
			(Ok(offer), Ok(slot)) => Ok(TradeId::Slot { offer, slot }),
			_ => Err("expected OFFER/SLOT, two numbers".into()),
		};
	}
	super::hash(text).map(TradeId::Sale)
}

/// What a buyer opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bought {
	/// The fields of a sale.
	Sale(Hash),
	/// The values of an offer.
	Offer(OfferId),
}

/// A sale as `0x…`, or the number of an offer.
pub(super) fn bought(text: &str) -> Result<Bought, String> {
	match text.parse() {
		Ok(offer) => Ok(Bought::Offer(offer)),
		Err(_) => super::hash(text)
			.map(Bought::Sale)
			.map_err(|_| "expected the number of an offer, or a sale as 0x… of 32 bytes".into()),
	}
}

/// The state of something, as the chain calls it.
pub(super) fn state(value: impl serde::Serialize) -> Value {
	serde_json::to_value(value).unwrap_or_default()
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// A sale, for programs.
pub(super) fn sale_json(sale: &Sale) -> Value {
	json!({
		"order": format!("{:?}", sale.order),
		"seller": sale.seller.to_string(),
		"buyer": sale.buyer.to_string(),
		"price": sale.price.to_string(),
		"terms": format!("{:?}", sale.terms),
		"bundle": format!("{:?}", sale.bundle),
		"deadline": sale.deadline,
		"refundableFrom": sale.refundable_from,
		"state": state(sale.state),
		"since": sale.since,
	})
}

/// A slot, for programs.
pub(super) fn slot_json(slot: &Slot) -> Value {
	json!({
		"offer": slot.offer,
		"slot": slot.slot,
		"payee": slot.payee.to_string(),
		"price": slot.price.to_string(),
		"fee": slot.fee.to_string(),
		"bond": slot.bond.to_string(),
		"nullifier": hex(slot.nullifier),
		"claimedAt": slot.claimed_at,
		"fulfilBy": slot.fulfil_by,
		"lapsesFrom": slot.lapses_from,
		"state": state(slot.state),
		"since": slot.since,
	})
}

/// A trade in a line.
pub(super) fn trade_line(trade: &Trade) -> String {
	match trade {
		TradeInfo::Sale(sale) => format!(
			"sale {:?}  {} to {} for {}, {:?}, reveal until block {}",
			sale.order,
			sale.seller,
			sale.buyer,
			amount::show(sale.price),
			sale.state,
			sale.deadline
		),
		TradeInfo::Slot(slot) => format!(
			"slot {}/{}  {} for {} less {}, {:?}, fulfil until block {}",
			slot.offer,
			slot.slot,
			slot.payee,
			amount::show(slot.price),
			amount::show(slot.fee),
			slot.state,
			slot.fulfil_by
		),
	}
}

/// A trade, for programs.
pub(super) fn trade_json(trade: &Trade) -> Value {
	match trade {
		TradeInfo::Sale(sale) => sale_json(sale),
		TradeInfo::Slot(slot) => slot_json(slot),
	}
}

/// The name of an attribute, or its number where the schema is not at hand.
fn name(schema: Option<&Schema>, attribute: u8) -> String {
	schema
		.and_then(|schema| schema.attributes().get(usize::from(attribute)))
		.map_or_else(|| format!("attribute {attribute}"), |(name, _)| name.clone())
}

/// What an offer asks for.
pub(super) fn conditions(offer: &Offer, schema: Option<&Schema>) -> Vec<String> {
	offer
		.predicates
		.iter()
		.map(|predicate| {
			let values: Vec<_> = predicate
				.any_of
				.iter()
				.map(|bucket| String::from_utf8_lossy(bucket))
				.collect();
			format!("{} = {}", name(schema, predicate.attribute), values.join(" or "))
		})
		.collect()
}

/// An offer in a line.
pub(super) fn offer_line(offer: &Offer, schema: Option<&Schema>) -> String {
	let accepted = offer.issuers.iter().filter(|issuer| issuer.accepted).count();
	let bond = match offer.bond {
		0 => String::new(),
		bond => format!(", bond {}", amount::show(bond)),
	};
	format!(
		"offer {}  {} for '{}' where {}; {} of {} free, {accepted} hospitals accepted, claims until block {}{bond}, {:?}",
		offer.id,
		amount::show(offer.price),
		name(schema, offer.field),
		conditions(offer, schema).join(" and "),
		offer.free,
		offer.number,
		offer.deadline,
		offer.state
	)
}

/// An offer, for programs.
pub(super) fn offer_json(offer: &Offer, schema: Option<&Schema>) -> Value {
	json!({
		"offer": offer.id,
		"buyer": offer.buyer.to_string(),
		"schema": hex(offer.schema),
		"conditions": conditions(offer, schema),
		"field": name(schema, offer.field),
		"issuers": offer.issuers.iter().map(|issuer| json!({
			"hospital": issuer.hospital,
			"accepted": issuer.accepted,
		})).collect::<Vec<_>>(),
		"price": offer.price.to_string(),
		"claimFee": offer.claim_fee.to_string(),
		"fulfilFee": offer.fulfil_fee.to_string(),
		"bond": offer.bond.to_string(),
		"number": offer.number,
		"free": offer.free,
		"claimed": offer.claimed,
		"paid": offer.paid,
		"deadline": offer.deadline,
		"fulfilBlocks": offer.fulfil_blocks,
		"closesAt": offer.closes_at,
		"state": state(offer.state),
	})
}

/// Adds lines.
pub(super) fn lines(report: Report, lines: impl IntoIterator<Item = String>) -> Report {
	lines.into_iter().fold(report, Report::line)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn trades_are_named_by_order_or_by_offer_and_slot() {
		let order = Hash::repeat_byte(7);
		assert_eq!(trade(&format!("{order:?}")), Ok(TradeId::Sale(order)));
		assert_eq!(trade("3/1"), Ok(TradeId::Slot { offer: 3, slot: 1 }));
		assert_eq!(bought("3"), Ok(Bought::Offer(3)));
		assert_eq!(bought(&format!("{order:?}")), Ok(Bought::Sale(order)));
		for text in ["", "3/", "/1", "3/x", "0x07", "-1"] {
			assert!(trade(text).is_err(), "{text}");
			assert!(bought(text).is_err(), "{text}");
		}
	}
}
