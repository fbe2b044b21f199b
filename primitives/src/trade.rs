//! Trades: agreed sales of fields, and the slots of standing offers for signed values.

use crate::hospital::HospitalId;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

/// Identifier of an agreed sale: a hash of its terms and of random bytes.
pub type OrderId = H256;
/// Number of an offer, given by the chain, never reused.
pub type OfferId = u64;
/// Number of a slot among those ever claimed of an offer, from 0.
pub type SlotIndex = u32;

/// Most issuers that an offer accepts.
pub const MAX_OFFER_ISSUERS: u32 = 32;
/// Most predicates of an offer.
pub const MAX_PREDICATES: u32 = 8;
/// Most values that satisfy a predicate.
pub const MAX_PREDICATE_VALUES: u32 = 16;
/// Longest bucket of an attribute, in bytes.
pub const MAX_BUCKET: u32 = 64;

/// A bucketed value of an attribute.
pub type Bucket = BoundedVec<u8, ConstU32<MAX_BUCKET>>;
/// What must hold together.
pub type Predicates = BoundedVec<Predicate, ConstU32<MAX_PREDICATES>>;

/// A condition on an attribute: its value is one of a set. It is disclosed by whoever claims.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Predicate {
	/// Index of the attribute in the schema, from 0.
	pub attribute: u8,
	/// The values that satisfy it.
	pub any_of: BoundedVec<Bucket, ConstU32<MAX_PREDICATE_VALUES>>,
}

/// A sale, or a slot of an offer.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum TradeId {
	/// An agreed sale.
	#[codec(index = 0)]
	Sale(OrderId),
	/// A claimed slot.
	#[codec(index = 1)]
	Slot {
		/// The offer.
		offer: OfferId,
		/// The slot.
		slot: SlotIndex,
	},
}

/// What a block changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, TypeInfo)]
pub enum TradeChange {
	/// An offer.
	#[codec(index = 0)]
	Offer(OfferId),
	/// A sale, or a slot with its offer.
	#[codec(index = 1)]
	Trade(TradeId),
}

/// Where a trade stands.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum TradeState {
	/// A sale that the buyer may lock.
	#[codec(index = 0)]
	Proposed,
	/// A sale that was not locked, and no longer can be.
	#[codec(index = 1)]
	Expired,
	/// The price is on hold: a locked sale, a claimed slot.
	#[codec(index = 2)]
	Locked,
	/// The seller was paid.
	#[codec(index = 3)]
	Paid,
	/// The price went back to the buyer.
	#[codec(index = 4)]
	Refunded,
}

/// Where an offer stands.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum OfferState {
	/// Takes claims.
	#[codec(index = 0)]
	Open,
	/// Has no slot to claim now.
	#[codec(index = 1)]
	Full,
	/// The buyer gave notice: no claims.
	#[codec(index = 2)]
	Closing,
	/// Its deadline is over: no claims.
	#[codec(index = 3)]
	Expired,
	/// What no slot needs is back with the buyer.
	#[codec(index = 4)]
	Closed,
}

/// Who rated, of the two sides of a trade.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Side {
	/// Who pays.
	#[codec(index = 0)]
	Buyer,
	/// Who is paid.
	#[codec(index = 1)]
	Seller,
}

/// What the two sides of a closed trade think of it, 1 to 5.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Ratings {
	/// The buyer's.
	pub by_buyer: Option<u8>,
	/// The seller's.
	pub by_seller: Option<u8>,
}

/// What the chain shows of an agreed sale.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SaleInfo<AccountId, Balance, BlockNumber> {
	/// Its identifier.
	pub order: OrderId,
	/// Who is paid.
	pub seller: AccountId,
	/// Who pays.
	pub buyer: AccountId,
	/// Y, the buyer's trade key when it was proposed.
	pub trade_key: [u8; 32],
	/// What the buyer pays.
	pub price: Balance,
	/// Hash of what was agreed off chain.
	pub terms: H256,
	/// The random bytes of the identifier.
	pub nonce: H256,
	/// Q'.
	pub q_prime: [u8; 32],
	/// R.
	pub r: [u8; 32],
	/// H(bundle).
	pub bundle: H256,
	/// Last block in which the seller may count on a reveal.
	pub deadline: BlockNumber,
	/// First block at which anyone may have the price refunded.
	pub refundable_from: BlockNumber,
	/// Where it stands.
	pub state: TradeState,
	/// kappa', once it was revealed and paid for.
	pub key: Option<[u8; 32]>,
	/// Block of the proposal.
	pub proposed_at: BlockNumber,
	/// Block of the last change: proposal, lock, payment or refund.
	pub since: BlockNumber,
	/// What the two sides think of it.
	pub ratings: Ratings,
}

/// What the chain shows of a claimed slot.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SlotInfo<AccountId, Balance, BlockNumber> {
	/// The offer.
	pub offer: OfferId,
	/// The slot.
	pub slot: SlotIndex,
	/// Who is paid.
	pub payee: AccountId,
	/// Who pays.
	pub buyer: AccountId,
	/// What the buyer pays.
	pub price: Balance,
	/// What of it goes for the transactions of claiming and fulfilling.
	pub fee: Balance,
	/// On hold of whoever claimed, until it is fulfilled.
	pub bond: Balance,
	/// N, the patient's nullifier for this offer: a compressed point.
	pub nullifier: [u8; 48],
	/// Cv, the commitment to the value: an uncompressed point.
	pub commitment: [u8; 96],
	/// E1 and E2, the value encrypted to the buyer's key, once it is fulfilled.
	pub value: Option<([u8; 48], [u8; 48])>,
	/// Block of the claim.
	pub claimed_at: BlockNumber,
	/// Last block in which the payee may count on fulfilling.
	pub fulfil_by: BlockNumber,
	/// First block at which anyone may let it lapse.
	pub lapses_from: BlockNumber,
	/// Where it stands.
	pub state: TradeState,
	/// Block of the last change: claim, payment or lapse.
	pub since: BlockNumber,
	/// What the two sides think of it.
	pub ratings: Ratings,
}

/// What the chain shows of a trade.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum TradeInfo<AccountId, Balance, BlockNumber> {
	/// An agreed sale.
	#[codec(index = 0)]
	Sale(SaleInfo<AccountId, Balance, BlockNumber>),
	/// A claimed slot.
	#[codec(index = 1)]
	Slot(SlotInfo<AccountId, Balance, BlockNumber>),
}

impl<AccountId, Balance, BlockNumber> TradeInfo<AccountId, Balance, BlockNumber> {
	/// Which trade it is.
	pub fn id(&self) -> TradeId {
		match self {
			Self::Sale(sale) => TradeId::Sale(sale.order),
			Self::Slot(slot) => TradeId::Slot {
				offer: slot.offer,
				slot: slot.slot,
			},
		}
	}

	/// Where it stands.
	pub fn state(&self) -> TradeState {
		match self {
			Self::Sale(sale) => sale.state,
			Self::Slot(slot) => slot.state,
		}
	}
}

/// An issuer whose credentials an offer accepts.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfferIssuer {
	/// The hospital.
	pub hospital: HospitalId,
	/// Its key in G1 when the offer was posted.
	pub pk1: [u8; 48],
	/// Its key in G2 when the offer was posted.
	pub pk2: [u8; 96],
	/// Whether it is accredited and issues under that key at this block.
	pub accepted: bool,
}

/// What the chain shows of a standing offer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfferInfo<AccountId, Balance, BlockNumber> {
	/// Its number.
	pub id: OfferId,
	/// Who pays.
	pub buyer: AccountId,
	/// Y, the key that values are encrypted to.
	pub key: [u8; 48],
	/// Digest of the schema of the credentials wanted.
	pub schema: [u8; 32],
	/// Attributes of that schema.
	pub attributes: u8,
	/// What a patient must satisfy.
	pub predicates: Vec<Predicate>,
	/// Index of the attribute whose value is bought.
	pub field: u8,
	/// Whose credentials are accepted.
	pub issuers: Vec<OfferIssuer>,
	/// What the buyer pays for a value.
	pub price: Balance,
	/// What of the price goes for the transaction of claiming.
	pub claim_fee: Balance,
	/// What of the price goes for the transaction of fulfilling.
	pub fulfil_fee: Balance,
	/// What whoever claims must put on hold.
	pub bond: Balance,
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

/// Times and bounds of trades on a chain. Times are counted in blocks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct TradeParameters<BlockNumber> {
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
