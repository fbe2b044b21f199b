use super::Amount;
use salus_primitives::{
	hospital::HospitalId,
	trade::{
		OfferId, OfferInfo, OfferIssuer, OfferState, OrderId, Predicate, Ratings, SaleInfo, SlotIndex,
		SlotInfo, TradeId, TradeInfo, TradeParameters, TradeState,
	},
	AccountId, Balance, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// A sale by its order, or a slot by its offer and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TradeIdJson {
	/// An agreed sale.
	Sale(OrderId),
	/// A claimed slot.
	#[serde(rename_all = "camelCase")]
	Slot {
		/// The offer.
		offer: OfferId,
		/// The slot.
		slot: SlotIndex,
	},
}

impl From<TradeIdJson> for TradeId {
	fn from(id: TradeIdJson) -> Self {
		match id {
			TradeIdJson::Sale(order) => Self::Sale(order),
			TradeIdJson::Slot { offer, slot } => Self::Slot { offer, slot },
		}
	}
}

/// An agreed sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SaleJson {
	/// Its identifier.
	pub order: OrderId,
	/// Who is paid.
	pub seller: AccountId,
	/// Who pays.
	pub buyer: AccountId,
	/// Y, the buyer's trade key when it was proposed.
	pub trade_key: Bytes,
	/// What the buyer pays.
	pub price: Amount,
	/// Hash of what was agreed off chain.
	pub terms: Hash,
	/// The random bytes of the identifier.
	pub nonce: Hash,
	/// Q'.
	pub q_prime: Bytes,
	/// R.
	pub r: Bytes,
	/// H(bundle).
	pub bundle: Hash,
	/// Last block in which the seller may count on a reveal.
	pub deadline: BlockNumber,
	/// First block at which anyone may have the price refunded.
	pub refundable_from: BlockNumber,
	/// Where it stands.
	pub state: TradeState,
	/// kappa', once it was revealed and paid for.
	pub key: Option<Bytes>,
	/// Block of the proposal.
	pub proposed_at: BlockNumber,
	/// Block of the last change.
	pub since: BlockNumber,
	/// What the two sides think of it.
	pub ratings: Ratings,
}

impl From<SaleInfo<AccountId, Balance, BlockNumber>> for SaleJson {
	fn from(info: SaleInfo<AccountId, Balance, BlockNumber>) -> Self {
		Self {
			order: info.order,
			seller: info.seller,
			buyer: info.buyer,
			trade_key: info.trade_key.to_vec().into(),
			price: Amount(info.price),
			terms: info.terms,
			nonce: info.nonce,
			q_prime: info.q_prime.to_vec().into(),
			r: info.r.to_vec().into(),
			bundle: info.bundle,
			deadline: info.deadline,
			refundable_from: info.refundable_from,
			state: info.state,
			key: info.key.map(|key| key.to_vec().into()),
			proposed_at: info.proposed_at,
			since: info.since,
			ratings: info.ratings,
		}
	}
}

/// An encrypted value: E1 and E2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueJson {
	/// E1.
	pub e1: Bytes,
	/// E2.
	pub e2: Bytes,
}

/// A claimed slot of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotJson {
	/// The offer.
	pub offer: OfferId,
	/// The slot.
	pub slot: SlotIndex,
	/// Who is paid.
	pub payee: AccountId,
	/// Who pays.
	pub buyer: AccountId,
	/// What the buyer pays.
	pub price: Amount,
	/// What of it goes for transactions.
	pub fee: Amount,
	/// On hold of whoever claimed.
	pub bond: Amount,
	/// N, compressed.
	pub nullifier: Bytes,
	/// Cv, uncompressed.
	pub commitment: Bytes,
	/// The value, once it is fulfilled.
	pub value: Option<ValueJson>,
	/// Block of the claim.
	pub claimed_at: BlockNumber,
	/// Last block in which the payee may count on fulfilling.
	pub fulfil_by: BlockNumber,
	/// First block at which anyone may let it lapse.
	pub lapses_from: BlockNumber,
	/// Where it stands.
	pub state: TradeState,
	/// Block of the last change.
	pub since: BlockNumber,
	/// What the two sides think of it.
	pub ratings: Ratings,
}

impl From<SlotInfo<AccountId, Balance, BlockNumber>> for SlotJson {
	fn from(info: SlotInfo<AccountId, Balance, BlockNumber>) -> Self {
		Self {
			offer: info.offer,
			slot: info.slot,
			payee: info.payee,
			buyer: info.buyer,
			price: Amount(info.price),
			fee: Amount(info.fee),
			bond: Amount(info.bond),
			nullifier: info.nullifier.to_vec().into(),
			commitment: info.commitment.to_vec().into(),
			value: info.value.map(|(e1, e2)| ValueJson {
				e1: e1.to_vec().into(),
				e2: e2.to_vec().into(),
			}),
			claimed_at: info.claimed_at,
			fulfil_by: info.fulfil_by,
			lapses_from: info.lapses_from,
			state: info.state,
			since: info.since,
			ratings: info.ratings,
		}
	}
}

/// A trade: an agreed sale or a claimed slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum TradeJson {
	/// An agreed sale.
	Sale(SaleJson),
	/// A claimed slot.
	Slot(SlotJson),
}

impl From<TradeInfo<AccountId, Balance, BlockNumber>> for TradeJson {
	fn from(info: TradeInfo<AccountId, Balance, BlockNumber>) -> Self {
		match info {
			TradeInfo::Sale(sale) => Self::Sale(sale.into()),
			TradeInfo::Slot(slot) => Self::Slot(slot.into()),
		}
	}
}

/// A condition on an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PredicateJson {
	/// Index of the attribute in the schema.
	pub attribute: u8,
	/// The values that satisfy it.
	pub any_of: Vec<Bytes>,
}

impl From<Predicate> for PredicateJson {
	fn from(predicate: Predicate) -> Self {
		Self {
			attribute: predicate.attribute,
			any_of: predicate
				.any_of
				.into_iter()
				.map(|bucket| bucket.into_inner().into())
				.collect(),
		}
	}
}

/// An issuer whose credentials an offer accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferIssuerJson {
	/// The hospital.
	pub hospital: HospitalId,
	/// Its key in G1 when the offer was posted.
	pub pk1: Bytes,
	/// Its key in G2 when the offer was posted.
	pub pk2: Bytes,
	/// Whether it is accredited and issues under that key at the block asked.
	pub accepted: bool,
}

impl From<OfferIssuer> for OfferIssuerJson {
	fn from(issuer: OfferIssuer) -> Self {
		Self {
			hospital: issuer.hospital,
			pk1: issuer.pk1.to_vec().into(),
			pk2: issuer.pk2.to_vec().into(),
			accepted: issuer.accepted,
		}
	}
}

/// A standing offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferJson {
	/// Its number.
	pub id: OfferId,
	/// Who pays.
	pub buyer: AccountId,
	/// Y, the key that values are encrypted to.
	pub key: Bytes,
	/// Digest of the schema of the credentials wanted.
	pub schema: Bytes,
	/// Attributes of that schema.
	pub attributes: u8,
	/// What a patient must satisfy.
	pub predicates: Vec<PredicateJson>,
	/// Index of the attribute whose value is bought.
	pub field: u8,
	/// Whose credentials are accepted.
	pub issuers: Vec<OfferIssuerJson>,
	/// What the buyer pays for a value.
	pub price: Amount,
	/// What of it goes for claiming.
	pub claim_fee: Amount,
	/// What of it goes for fulfilling.
	pub fulfil_fee: Amount,
	/// What whoever claims must put on hold.
	pub bond: Amount,
	/// Values wanted.
	pub number: u32,
	/// Slots that nobody claims now.
	pub free: u32,
	/// Slots claimed and not closed.
	pub claimed: u32,
	/// Slots paid for.
	pub paid: u32,
	/// Claims ever taken.
	pub claims: u32,
	/// Claims that will be taken at most, ever.
	pub max_claims: u32,
	/// Last block at which a claim is taken.
	pub deadline: BlockNumber,
	/// Blocks that a payee may count on after its claim.
	pub fulfil_blocks: BlockNumber,
	/// First block at which a closing offer gives back what no slot needs.
	pub closes_at: Option<BlockNumber>,
	/// Block of posting.
	pub posted_at: BlockNumber,
	/// Where it stands.
	pub state: OfferState,
}

impl From<OfferInfo<AccountId, Balance, BlockNumber>> for OfferJson {
	fn from(info: OfferInfo<AccountId, Balance, BlockNumber>) -> Self {
		Self {
			id: info.id,
			buyer: info.buyer,
			key: info.key.to_vec().into(),
			schema: info.schema.to_vec().into(),
			attributes: info.attributes,
			predicates: info.predicates.into_iter().map(Into::into).collect(),
			field: info.field,
			issuers: info.issuers.into_iter().map(Into::into).collect(),
			price: Amount(info.price),
			claim_fee: Amount(info.claim_fee),
			fulfil_fee: Amount(info.fulfil_fee),
			bond: Amount(info.bond),
			number: info.number,
			free: info.free,
			claimed: info.claimed,
			paid: info.paid,
			claims: info.claims,
			max_claims: info.max_claims,
			deadline: info.deadline,
			fulfil_blocks: info.fulfil_blocks,
			closes_at: info.closes_at,
			posted_at: info.posted_at,
			state: info.state,
		}
	}
}

/// Times, in blocks, and bounds of trades on the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TradeParametersJson {
	/// After a deadline, before the price may go back.
	pub grace: BlockNumber,
	/// What a lock must leave to the seller before the deadline.
	pub lock_margin: BlockNumber,
	/// The least that an offer gives a payee to fulfil.
	pub least_fulfilment: BlockNumber,
	/// The longest until a deadline, and to fulfil.
	pub max_duration: BlockNumber,
	/// From the notice that an offer closes until its money is free.
	pub close_notice: BlockNumber,
	/// In which a closed trade may be rated, and stays.
	pub rating_period: BlockNumber,
	/// Most values that an offer wants.
	pub max_slots: u32,
	/// Most claims in a block.
	pub max_claims_per_block: u32,
	/// Most claims of one offer in a block.
	pub max_claims_per_offer: u32,
}

impl From<TradeParameters<BlockNumber>> for TradeParametersJson {
	fn from(parameters: TradeParameters<BlockNumber>) -> Self {
		Self {
			grace: parameters.grace,
			lock_margin: parameters.lock_margin,
			least_fulfilment: parameters.least_fulfilment,
			max_duration: parameters.max_duration,
			close_notice: parameters.close_notice,
			rating_period: parameters.rating_period,
			max_slots: parameters.max_slots,
			max_claims_per_block: parameters.max_claims_per_block,
			max_claims_per_offer: parameters.max_claims_per_offer,
		}
	}
}
