//! A patient claims a slot of a standing offer, for an account that never held a token, without a signature. The claim
//! holds no value: that is sent by [`super::fulfil`], once the claim is final.

use super::{
	journal::{Added, Note},
	schema_of, Call, Trader,
};
use crate::{
	chain::{is_in_pool, At, ChainError, Included, Offer, Signer, Slot},
	credentials,
	error::{Result, WalletError},
	patience::Patience,
};
use codec::{Decode, Encode};
use rand_core::OsRng;
use salus_crypto::{
	credential::{Credential, IssuerKey, PresentError, Schema},
	offer::{nullifier, present_claim, ClaimContext, ClaimTerms, Predicate as Asked, LEAST_ISSUERS},
	Bls,
};
use salus_primitives::{
	apis::RecordFilter,
	record::RecordId,
	trade::{OfferId, OfferState, TradeState},
	AccountId, BlockNumber,
};
use salus_runtime::RuntimeCall;

/// Claims of one offer that one identity makes at most: of several credential secrets, or after a lapse.
pub(super) const ATTEMPTS: u8 = 4;
/// Blocks for which a claim is good.
const LIFE: BlockNumber = 20;

/// What is noted of a claim before it is sent.
#[derive(Clone, Encode, Decode)]
pub struct ClaimNote {
	offer: OfferId,
	attempt: u8,
	record: [u8; 32],
	/// Last block at which the presentation is good.
	expiry: BlockNumber,
	presentation: Vec<u8>,
	/// What was sent to fulfil it.
	pub(super) fulfilment: Option<[u8; 224]>,
	/// Whether a node's pool had it; absent where none did.
	pub(super) accepted: Added<bool>,
}

impl ClaimNote {
	/// What is known of a claim whose note was lost.
	pub(super) fn found(offer: OfferId, attempt: u8, record: RecordId) -> Self {
		Self {
			offer,
			attempt,
			record: record.0,
			expiry: 0,
			presentation: Vec::new(),
			fulfilment: None,
			accepted: Added(None),
		}
	}
}

impl Note for ClaimNote {
	const KIND: &'static str = "claim";

	fn place(&self) -> String {
		place(self.offer, self.attempt)
	}
}

/// Where the note of a claim is.
pub(super) fn place(offer: OfferId, attempt: u8) -> String {
	format!("{offer}-{attempt}")
}

/// The bytes of an offer's predicates, as the crypto takes them.
struct Sets<'a>(Vec<(u8, Vec<&'a [u8]>)>);

impl<'a> Sets<'a> {
	fn of(offer: &'a Offer) -> Self {
		Self(
			offer
				.predicates
				.iter()
				.map(|predicate| {
					let set = predicate.any_of.iter().map(|bucket| bucket.as_slice()).collect();
					(predicate.attribute, set)
				})
				.collect(),
		)
	}

	fn asked(&self) -> Vec<Asked<'_>> {
		self.0
			.iter()
			.map(|(index, set)| Asked { index: *index, set })
			.collect()
	}
}

/// A claimed slot.
pub struct Claimed {
	/// As finalised state shows it.
	pub slot: Slot,
	/// The call; none if it was claimed before.
	pub included: Option<Included>,
}

/// What to claim with.
#[derive(Default)]
pub struct Options<'a> {
	/// A record; any that qualifies, if none.
	pub record: Option<RecordId>,
	/// Who pays the bond of an offer that wants one.
	pub bond: Option<&'a Signer>,
}

/// Claims a slot, and waits until the claim is final. Asked again, it goes on with the claim it had begun.
pub async fn claim(trader: &Trader<'_>, id: OfferId, options: &Options<'_>) -> Result<Claimed> {
	let chain = trader.chain;
	let head = At::Block(chain.hash(At::Finalised).await?);
	let offer = offer_at(trader, id, head).await?;
	// A claim in a block that is not final yet is neither made nor to be made again.
	if pending(trader, &offer, head).await? {
		let best = chain.height(At::Best).await?;
		chain.wait_finalised(best).await?;
	}
	let slots = chain.slots(id, At::Finalised).await?;
	let mut attempt = 0;
	while let Some(slot) = own(trader, &slots, id, attempt) {
		if slot.state != TradeState::Refunded {
			return Ok(Claimed {
				slot: slot.clone(),
				included: None,
			});
		}
		attempt += 1;
		if attempt == ATTEMPTS {
			return Err(WalletError::NotAllowed(
				"this identity claimed of the offer as often as it does".into(),
			));
		}
	}
	let begun: Option<ClaimNote> = trader.journal.load(&place(id, attempt))?;
	let next = trader.next_block().await?;
	let note = match begun.filter(|note| note.expiry >= next) {
		Some(note) => {
			is_of(note.record.into(), options.record)?;
			note
		}
		None => prepare(trader, &offer, attempt, options).await?,
	};
	send(trader, &offer, &note, options).await
}

/// That a begun claim is of the record asked for, if one is.
fn is_of(begun: RecordId, asked: Option<RecordId>) -> Result<()> {
	match asked {
		Some(asked) if asked != begun => Err(WalletError::NotAllowed(format!(
			"a claim of this offer was begun with the record {begun:?}: go on with that one, or wait until the claim expires"
		))),
		_ => Ok(()),
	}
}

/// The offer as it stands at a block.
pub(super) async fn offer_at(trader: &Trader<'_>, id: OfferId, at: At) -> Result<Offer> {
	trader
		.chain
		.offer(id, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("the finalised chain has no offer {id}")))
}

/// The account of a claim.
fn payee(trader: &Trader<'_>, offer: OfferId, attempt: u8) -> AccountId {
	trader.secrets.payee(trader.genesis(), offer, attempt).account()
}

/// By what a slot is known to be that of a claim: the account it pays, which anybody can name in a claim of their own, and
/// the nullifier, which only this identity can have.
pub(super) struct Mark {
	payee: AccountId,
	nullifier: [u8; 48],
}

impl Mark {
	fn of(trader: &Trader<'_>, offer: OfferId, attempt: u8) -> Self {
		Self {
			payee: payee(trader, offer, attempt),
			nullifier: nullifier::<Bls>(&trader.secrets.credential(), &trader.genesis().0, offer),
		}
	}

	fn find<'s>(&self, slots: &'s [Slot]) -> Option<&'s Slot> {
		slots
			.iter()
			.find(|slot| slot.payee == self.payee && slot.nullifier == self.nullifier)
	}
}

/// The slot that a claim of this identity got.
pub(super) fn own<'s>(
	trader: &Trader<'_>,
	slots: &'s [Slot],
	offer: OfferId,
	attempt: u8,
) -> Option<&'s Slot> {
	Mark::of(trader, offer, attempt).find(slots)
}

/// Whether the best block has a claim of this identity that the final block lacks.
async fn pending(trader: &Trader<'_>, offer: &Offer, head: At) -> Result<bool> {
	let count = |slots: &[Slot]| {
		(0..ATTEMPTS)
			.filter(|attempt| own(trader, slots, offer.id, *attempt).is_some())
			.count()
	};
	let (finalised, best) = (
		trader.chain.slots(offer.id, head).await?,
		trader.chain.slots(offer.id, At::Best).await?,
	);
	Ok(count(&best) > count(&finalised))
}

/// Makes the presentation with the first credential that qualifies, and notes it.
async fn prepare(
	trader: &Trader<'_>,
	offer: &Offer,
	attempt: u8,
	options: &Options<'_>,
) -> Result<ClaimNote> {
	may_claim(offer)?;
	let schema = schema_of(trader.chain, offer).await?;
	let records = match options.record {
		Some(record) => vec![record],
		None => own_records(trader).await?,
	};
	let mut refusal = WalletError::NotAllowed("this identity has no record".into());
	for record in records {
		let expiry = trader
			.next_block()
			.await?
			.saturating_add(LIFE)
			.min(offer.deadline);
		let obtained = credentials::obtain(
			trader.chain,
			&trader.secrets,
			&trader.credentials,
			record,
			&schema,
		)
		.await;
		let presented = match obtained {
			Ok(held) => present(trader, offer, &schema, &held.credential, attempt, expiry),
			Err(error) => Err(error),
		};
		match presented {
			Ok(presentation) => {
				let note = ClaimNote {
					offer: offer.id,
					attempt,
					record: record.0,
					expiry,
					presentation,
					fulfilment: None,
					accepted: Added(None),
				};
				trader.journal.save(&note)?;
				return Ok(note);
			}
			Err(error) => refusal = error,
		}
	}
	Err(refusal)
}

async fn own_records(trader: &Trader<'_>) -> Result<Vec<RecordId>> {
	let patient = trader.secrets.signer().account();
	let records = trader
		.chain
		.records(RecordFilter::Patient(patient), At::Finalised)
		.await?;
	Ok(records.iter().map(|record| record.id).collect())
}

/// That the offer takes claims, and hides whoever claims among enough hospitals.
fn may_claim(offer: &Offer) -> Result<()> {
	if offer.state != OfferState::Open {
		return Err(WalletError::NotAllowed(format!(
			"the offer takes no claims now: {:?}",
			offer.state
		)));
	}
	let accepted = offer.issuers.iter().filter(|issuer| issuer.accepted).count();
	if accepted < LEAST_ISSUERS {
		return Err(WalletError::NotAllowed(format!(
			"the offer accepts credentials of {accepted} hospitals: a claim would nearly name yours; {LEAST_ISSUERS} are \
			 the least"
		)));
	}
	Ok(())
}

fn present(
	trader: &Trader<'_>,
	offer: &Offer,
	schema: &Schema,
	credential: &Credential,
	attempt: u8,
	expiry: BlockNumber,
) -> Result<Vec<u8>> {
	let issuers: Vec<_> = offer
		.issuers
		.iter()
		.map(|issuer| IssuerKey {
			pk1: issuer.pk1,
			pk2: issuer.pk2,
		})
		.collect();
	let accepted: Vec<_> = offer.issuers.iter().map(|issuer| issuer.accepted).collect();
	let sets = Sets::of(offer);
	let asked = sets.asked();
	let terms = ClaimTerms {
		schema: schema.reference(),
		predicates: &asked,
		field: offer.field,
		issuers: &issuers,
		accepted: &accepted,
	};
	let context = ClaimContext {
		genesis: trader.genesis().0,
		offer: offer.id,
		payee: payee(trader, offer.id, attempt).into(),
		buyer: offer.buyer.clone().into(),
		y: offer.key,
		price: offer.price,
		expiry: expiry.into(),
	};
	let secret = trader.secrets.credential();
	present_claim::<Bls>(credential, &secret, &terms, &context, &mut OsRng).map_err(|error| {
		let what = match error {
			PresentError::Predicate { attribute } => schema
				.attributes()
				.get(usize::from(attribute))
				.map_or("an attribute", |(name, _)| name.as_str()),
			_ => return WalletError::NotAllowed(format!("no claim: {error}")),
		};
		WalletError::NotAllowed(format!("no claim: the record does not qualify, by {what}"))
	})
}

/// Sends a claim, and waits for its slot in finalised state.
async fn send(
	trader: &Trader<'_>,
	offer: &Offer,
	note: &ClaimNote,
	options: &Options<'_>,
) -> Result<Claimed> {
	let chain = trader.chain;
	let mark = Mark::of(trader, note.offer, note.attempt);
	let payee = &mark.payee;
	let presentation = note
		.presentation
		.clone()
		.try_into()
		.map_err(|_| WalletError::Keys("the note of a claim is too long".into()))?;
	let (id, expiry) = (note.offer, note.expiry);
	let sent = if offer.bond == 0 {
		let call = RuntimeCall::from(Call::claim_slot {
			offer: id,
			payee: payee.clone(),
			expiry,
			presentation,
		});
		Patience::default()
			.ask(|| chain.submit_general(call.clone()))
			.await
	} else {
		let signer = options.bond.ok_or_else(|| {
			WalletError::NotAllowed(format!(
				"the offer wants a bond of {}: name who pays it with --bond-from; it returns when the slot is fulfilled",
				crate::amount::show(offer.bond)
			))
		})?;
		let call = Call::claim_bonded_slot {
			offer: id,
			payee: payee.clone(),
			expiry,
			presentation,
		};
		chain.submit(signer, call).await.map_err(WalletError::from)
	};
	match sent {
		Ok(included) => {
			let slots = chain.slots(id, At::Block(included.block)).await?;
			Ok(Claimed {
				slot: mark
					.find(&slots)
					.cloned()
					.ok_or(ChainError::Undecodable("TradeEscrow.SlotClaimed"))?,
				included: Some(included),
			})
		}
		Err(error) => {
			let is_on_its_way = matches!(&error, WalletError::Chain(error) if is_in_pool(error));
			let is_there = mark.find(&chain.slots(id, At::Best).await?).is_some();
			if !is_on_its_way && !is_there {
				return Err(error);
			}
			let slot = arrived(trader, id, &mark, expiry).await?;
			Ok(Claimed { slot, included: None })
		}
	}
}

/// The slot of a claim that is on its way already.
async fn arrived(trader: &Trader<'_>, id: OfferId, mark: &Mark, expiry: BlockNumber) -> Result<Slot> {
	let mut headers = trader.chain.finalised_headers().await?;
	while let Some(header) = headers.next().await {
		let header = header.map_err(|e| ChainError::Transport(e.to_string()))?;
		let slots = trader.chain.slots(id, At::Block(header.hash())).await?;
		if let Some(slot) = mark.find(&slots) {
			return Ok(slot.clone());
		}
		if header.number > expiry {
			return Err(ChainError::NotIncluded("the claim expired on its way: claim again".into()).into());
		}
	}
	Err(ChainError::Transport("the subscription to finalised blocks ended".into()).into())
}

/// Offers of which something was claimed and noted.
pub fn noted(trader: &Trader<'_>) -> Result<Vec<OfferId>> {
	let mut offers: Vec<_> = trader
		.journal
		.all::<ClaimNote>()?
		.iter()
		.map(|note| note.offer)
		.collect();
	offers.sort_unstable();
	offers.dedup();
	Ok(offers)
}

/// The account of a slot, which rates it.
pub fn payee_of(trader: &Trader<'_>, offer: OfferId, payee: &AccountId) -> Option<Signer> {
	(0..ATTEMPTS)
		.map(|attempt| trader.secrets.payee(trader.genesis(), offer, attempt))
		.find(|signer| signer.account() == *payee)
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::trade::Ratings;

	fn slot(index: u32, payee: u8, nullifier: u8) -> Slot {
		Slot {
			offer: 3,
			slot: index,
			payee: AccountId::new([payee; 32]),
			buyer: AccountId::new([6; 32]),
			price: 1,
			fee: 0,
			bond: 0,
			nullifier: [nullifier; 48],
			commitment: [8; 96],
			value: None,
			claimed_at: 1,
			fulfil_by: 9,
			lapses_from: 10,
			state: TradeState::Locked,
			since: 2,
			ratings: Ratings::default(),
		}
	}

	#[test]
	fn a_foreign_claim_that_names_the_payee_is_not_taken_for_the_own() {
		let mark = Mark {
			payee: AccountId::new([5; 32]),
			nullifier: [7; 48],
		};
		let foreign = [slot(0, 5, 9), slot(1, 4, 7)];
		assert_eq!(mark.find(&foreign), None);
		let with = [&foreign[..], &[slot(2, 5, 7)]].concat();
		assert_eq!(mark.find(&with).map(|slot| slot.slot), Some(2));
	}

	#[test]
	fn a_begun_claim_is_not_gone_on_with_for_another_record() {
		let (begun, other) = (RecordId::repeat_byte(1), RecordId::repeat_byte(2));
		assert!(is_of(begun, None).is_ok() && is_of(begun, Some(begun)).is_ok());
		assert!(is_of(begun, Some(other)).is_err());
	}
}
