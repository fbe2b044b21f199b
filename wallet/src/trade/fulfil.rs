//! A patient fulfils a claim: the value, encrypted to the buyer, without a signature.
//!
//! It is sent only once the claim is final, and never first after the payee's last block: then nothing keeps the price
//! from it.

use super::{
	claim::{offer_at, own, place, ClaimNote, ATTEMPTS},
	journal::{Added, Sent},
	Call, Trader,
};
use crate::{
	chain::{is_in_pool, At, ChainError, Included, Offer, Slot},
	credentials::Held,
	error::{Result, WalletError},
};
use rand_core::OsRng;
use salus_crypto::{
	credential::StoredG1,
	encoding::decode_g1,
	offer::{fulfil as encrypt, verify_fulfilment, FulfilContext},
	Bls,
};
use salus_primitives::{
	record::RecordId,
	trade::{OfferId, TradeState},
};

/// How a slot was fulfilled.
pub struct Fulfilled {
	/// The slot, as it was claimed.
	pub slot: Slot,
	/// The call; none if it was paid before.
	pub included: Option<Included>,
}

/// Fulfils a claim that is final. Nothing is sent first after the payee's last block; what is out already is sent again as
/// long as the slot has not lapsed.
pub async fn fulfil(trader: &Trader<'_>, id: OfferId) -> Result<Fulfilled> {
	let chain = trader.chain;
	let head = At::Block(chain.hash(At::Finalised).await?);
	let offer = offer_at(trader, id, head).await?;
	let slots = chain.slots(id, head).await?;
	let claims: Vec<_> = (0..ATTEMPTS)
		.filter_map(|attempt| own(trader, &slots, id, attempt).map(|slot| (attempt, slot)))
		.collect();
	let Some((attempt, slot)) = claims
		.iter()
		.find(|(_, slot)| slot.state == TradeState::Locked)
		.or(claims.last())
		.copied()
	else {
		return Err(WalletError::NotAllowed(
			"no claim of this identity is final: the value stays here".into(),
		));
	};
	match slot.state {
		TradeState::Locked => {}
		TradeState::Paid => {
			return Ok(Fulfilled {
				slot: slot.clone(),
				included: None,
			})
		}
		_ => return Err(WalletError::NotAllowed("the claim lapsed: claim again".into())),
	}
	let mut noted: Option<ClaimNote> = trader.journal.load(&place(id, attempt))?;
	let next = trader.next_block().await?;
	let fulfilment = match noted.as_ref().and_then(|note| note.fulfilment) {
		Some(fulfilment) => {
			let had = noted.as_ref().is_some_and(|note| note.accepted.0 == Some(true));
			let sent = if had { Sent::Accepted } else { Sent::Intended };
			if !sent.again(next, slot.lapses_from) {
				return Err(WalletError::NotAllowed(
					"too late: the claim may lapse, and no node is known to have the value; it stays here"
						.into(),
				));
			}
			fulfilment
		}
		None if next > slot.fulfil_by => {
			return Err(WalletError::NotAllowed(format!(
				"too late: block {} was the last, and the claim may lapse; the value stays here",
				slot.fulfil_by
			)))
		}
		None => {
			let (record, fulfilment) = value(trader, &offer, slot)?;
			let mut note = noted.take().unwrap_or(ClaimNote::found(id, attempt, record));
			note.fulfilment = Some(fulfilment);
			trader.journal.save(&note)?;
			noted = Some(note);
			fulfilment
		}
	};
	let call = Call::fulfil_slot {
		offer: id,
		slot: slot.slot,
		fulfilment,
	};
	// If this is not noted, the value is only less often sent again.
	let accepted = || {
		if let Some(note) = &mut noted {
			note.accepted = Added(Some(true));
			drop(trader.journal.save(note));
		}
	};
	let included = match chain.submit_general_telling(call, accepted).await {
		Ok(included) => Some(included),
		Err(error) if is_in_pool(&error) => {
			paid(trader, slot).await?;
			None
		}
		Err(error) => {
			let trade = chain.slots(id, At::Best).await?;
			let is_paid = trade
				.iter()
				.any(|now| now.slot == slot.slot && now.state == TradeState::Paid);
			if !is_paid {
				return Err(error.into());
			}
			None
		}
	};
	Ok(Fulfilled {
		slot: slot.clone(),
		included,
	})
}

/// Waits until a slot that is being fulfilled is paid.
async fn paid(trader: &Trader<'_>, slot: &Slot) -> Result<()> {
	let mut headers = trader.chain.finalised_headers().await?;
	while let Some(header) = headers.next().await {
		let header = header.map_err(|e| ChainError::Transport(e.to_string()))?;
		let slots = trader.chain.slots(slot.offer, At::Block(header.hash())).await?;
		match slots.iter().find(|now| now.slot == slot.slot) {
			Some(now) if now.state == TradeState::Paid => return Ok(()),
			Some(now) if now.state == TradeState::Locked => {}
			_ => return Err(WalletError::NotAllowed("the claim lapsed: claim again".into())),
		}
	}
	Err(ChainError::Transport("the subscription to finalised blocks ended".into()).into())
}

/// The value encrypted to the buyer, by the credential that the claim was made with: found by the commitment that stands on
/// chain, and checked as the chain will check it.
fn value(trader: &Trader<'_>, offer: &Offer, slot: &Slot) -> Result<(RecordId, [u8; 224])> {
	let context = FulfilContext {
		genesis: trader.genesis().0,
		offer: offer.id,
		slot: slot.slot.into(),
		payee: slot.payee.clone().into(),
	};
	let y = decode_g1::<Bls>(&offer.key)
		.map(|point| StoredG1::new::<Bls>(&point))
		.map_err(|e| WalletError::Untrue(format!("the offer's key: {e}")))?;
	let secret = trader.secrets.credential();
	for Held {
		record, credential, ..
	} in trader.credentials.list(&trader.secrets)?
	{
		if credential.schema().digest() != offer.schema {
			continue;
		}
		let Ok(fulfilment) = encrypt::<Bls>(
			&credential,
			&secret,
			offer.field,
			&context,
			&offer.key,
			&mut OsRng,
		) else {
			continue;
		};
		if verify_fulfilment::<Bls>(&context, &y, &StoredG1(slot.commitment), &fulfilment).is_ok() {
			let bytes = fulfilment
				.to_bytes()
				.try_into()
				.map_err(|_| WalletError::Keys("a fulfilment of another length".into()))?;
			return Ok((record, bytes));
		}
	}
	Err(WalletError::Keys(
		"no credential of this identity is the one that the claim was made with".into(),
	))
}
