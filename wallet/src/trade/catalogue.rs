//! Offers as a patient sees them: what they ask for, and whether a credential at hand qualifies.

use super::{
	claim::{own, ATTEMPTS},
	schema_of, Trader,
};
use crate::{
	chain::{At, Offer},
	credentials,
	error::Result,
};
use salus_crypto::credential::{is_accepted_quarter, Credential, Schema, Value};
use salus_primitives::{
	apis::OfferFilter,
	record::RecordId,
	trade::{OfferState, TradeState},
};

/// An offer, and whether this identity holds a credential that qualifies.
pub struct Listed {
	/// The offer.
	pub offer: Offer,
	/// The attributes it names.
	pub schema: Option<Schema>,
	/// A record that qualifies, by a credential at hand.
	pub record: Option<RecordId>,
	/// What this identity claimed of it.
	pub claimed: Option<TradeState>,
}

/// Offers that take claims now.
pub async fn offers(trader: &Trader<'_>) -> Result<Vec<Listed>> {
	let filter = OfferFilter {
		state: Some(OfferState::Open),
		buyer: None,
	};
	let at = At::Block(trader.chain.hash(At::Finalised).await?);
	let credentials = trader.credentials.list(&trader.secrets)?;
	let mut listed = Vec::new();
	for offer in trader.chain.offers(filter, at).await? {
		let slots = trader.chain.slots(offer.id, at).await?;
		let claimed = (0..ATTEMPTS)
			.rev()
			.find_map(|attempt| own(trader, &slots, offer.id, attempt))
			.map(|slot| slot.state);
		let record = credentials
			.iter()
			.find(|held| qualifies(&held.credential, &offer))
			.map(|held| held.record);
		let schema = schema_of(trader.chain, &offer).await.ok();
		listed.push(Listed {
			offer,
			schema,
			record,
			claimed,
		});
	}
	Ok(listed)
}

/// Whether a credential is of the offer's schema, of an accepted issuer, and satisfies every condition.
fn qualifies(credential: &Credential, offer: &Offer) -> bool {
	let satisfied = offer.predicates.iter().all(|predicate| {
		match credential.values().get(usize::from(predicate.attribute)) {
			Some(Value::Bucket(bucket)) => predicate
				.any_of
				.iter()
				.any(|wanted| wanted.as_slice() == &bucket[..]),
			_ => false,
		}
	});
	satisfied
		&& credential.schema().digest() == offer.schema
		&& is_accepted_quarter(credential.quarter(), credentials::now())
		&& offer
			.issuers
			.iter()
			.any(|issuer| issuer.accepted && issuer.pk1 == credential.issuer().pk1)
}
