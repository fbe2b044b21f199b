//! What the pallet stores, and what its calls take.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Inspect, ConstU32},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::HospitalId,
	trade::{Predicates, Ratings, MAX_OFFER_ISSUERS},
	Hash,
};
use scale_info::TypeInfo;

/// Longest encoding of a schema, in bytes.
pub const MAX_SCHEMA: u32 = 2_048;
/// Longest presentation of a claim, in bytes.
pub const MAX_PRESENTATION: u32 = 8_192;
/// How often one patient may claim slots of one offer.
pub const CLAIMS_OF_A_PATIENT: u8 = 2;
/// How many claims an offer takes for each value it wants: a slot that lapses may be claimed again.
pub const CLAIMS_OF_A_SLOT: u32 = 2;

/// A schema, encoded.
pub type SchemaBytes = BoundedVec<u8, ConstU32<MAX_SCHEMA>>;
/// The presentation of a claim, encoded.
pub type Presentation = BoundedVec<u8, ConstU32<MAX_PRESENTATION>>;
/// E1, E2 and the proof of a fulfilment.
pub type FulfilmentBytes = [u8; 224];
/// An uncompressed point of G1 that this pallet computed or checked before it stored it.
pub type StoredPoint = [u8; 96];

/// What a seller proposes to a buyer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Proposal<AccountId, Balance, BlockNumber> {
	/// Who may lock it.
	pub buyer: AccountId,
	/// What the buyer pays.
	pub price: Balance,
	/// Last block in which the seller may count on a reveal.
	pub deadline: BlockNumber,
	/// Hash of what was agreed off chain.
	pub terms: Hash,
	/// 32 random bytes, for the order's identifier.
	pub nonce: Hash,
	/// Q'.
	pub q_prime: [u8; 32],
	/// R.
	pub r: [u8; 32],
	/// H(bundle).
	pub bundle: Hash,
}

/// Where a sale stands. Each state is reached once, in this order; the last two are ends.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum SaleState<BlockNumber> {
	/// The buyer may lock it.
	#[codec(index = 0)]
	Proposed,
	/// The price is on hold.
	#[codec(index = 1)]
	Locked {
		/// Since this block.
		at: BlockNumber,
	},
	/// The seller revealed and was paid.
	#[codec(index = 2)]
	Paid {
		/// In this block.
		at: BlockNumber,
		/// kappa'.
		key: [u8; 32],
	},
	/// The buyer has the price back.
	#[codec(index = 3)]
	Refunded {
		/// Since this block.
		at: BlockNumber,
	},
}

impl<BlockNumber: Copy> SaleState<BlockNumber> {
	/// The block in which the trade closed, if it did.
	pub fn closed_at(&self) -> Option<BlockNumber> {
		match self {
			Self::Proposed | Self::Locked { .. } => None,
			Self::Paid { at, .. } | Self::Refunded { at } => Some(*at),
		}
	}
}

/// An agreed sale, as stored. Only its state and its ratings ever change.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Sale<AccountId, Balance, BlockNumber> {
	/// Who is paid.
	pub seller: AccountId,
	/// What was proposed, and to whom.
	pub proposal: Proposal<AccountId, Balance, BlockNumber>,
	/// Y, the buyer's trade key at the proposal.
	pub trade_key: [u8; 32],
	/// Block of the proposal.
	pub proposed_at: BlockNumber,
	/// Where it stands.
	pub state: SaleState<BlockNumber>,
	/// What the two sides think of it.
	pub ratings: Ratings,
	/// Held from the seller for this entry.
	pub deposit: Balance,
}

/// What a buyer asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OfferRequest<Balance, BlockNumber> {
	/// The schema of the credentials wanted.
	pub schema: SchemaBytes,
	/// What a patient must satisfy, by ascending attribute.
	pub predicates: Predicates,
	/// Index of the integer attribute whose value is bought.
	pub field: u8,
	/// Whose credentials are accepted, each once.
	pub issuers: BoundedVec<HospitalId, ConstU32<MAX_OFFER_ISSUERS>>,
	/// What is paid for a value; the fees of claiming and fulfilling go off it.
	pub price: Balance,
	/// Values wanted.
	pub number: u32,
	/// What whoever claims must put on hold; zero for claims without a signature.
	pub bond: Balance,
	/// Y, the key that values are encrypted to: a compressed point of G1, a key of its own.
	pub key: [u8; 48],
	/// The proof of y, bound to the buyer's account and the chain.
	pub key_proof: [u8; 64],
	/// Last block at which a claim is taken.
	pub deadline: BlockNumber,
	/// Blocks that a payee may count on after its claim.
	pub fulfil_blocks: BlockNumber,
}

/// Whether an offer takes claims.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum OfferPhase<BlockNumber> {
	/// Until its deadline.
	#[codec(index = 0)]
	Open,
	/// No longer: the buyer gave notice.
	#[codec(index = 1)]
	Closing {
		/// First block at which what no slot needs may go back.
		until: BlockNumber,
	},
	/// No longer, and what no slot needed is back.
	#[codec(index = 2)]
	Closed,
}

/// A standing offer, as stored: what changes with each slot.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Offer<AccountId, Balance, BlockNumber> {
	/// Who pays.
	pub buyer: AccountId,
	/// What is paid for a value.
	pub price: Balance,
	/// What of it goes for the transaction of claiming.
	pub claim_fee: Balance,
	/// What of it goes for the transaction of fulfilling.
	pub fulfil_fee: Balance,
	/// What whoever claims must put on hold.
	pub bond: Balance,
	/// Y, compressed.
	pub key: [u8; 48],
	/// Y, as computations take it.
	pub key_point: StoredPoint,
	/// Last block at which a claim is taken.
	pub deadline: BlockNumber,
	/// Blocks that a payee may count on after its claim.
	pub fulfil_blocks: BlockNumber,
	/// Block of posting.
	pub posted_at: BlockNumber,
	/// Whether it takes claims.
	pub phase: OfferPhase<BlockNumber>,
	/// Values wanted.
	pub number: u32,
	/// Slots whose price is on hold and that nobody claims.
	pub free: u32,
	/// Slots claimed and not closed.
	pub claimed: u32,
	/// Slots paid for.
	pub paid: u32,
	/// Claims ever taken; the index of the next slot.
	pub claims: u32,
	/// Slots in storage.
	pub stored: u32,
	/// On hold to pay the fees of claims before the price does.
	pub fees: Balance,
	/// Block of the last claim, and claims in it.
	pub recent: (BlockNumber, u32),
	/// Held from the buyer for the entries of this offer and its slots.
	pub deposit: Balance,
}

/// An issuer of an offer, as stored.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct StoredIssuer {
	/// The hospital.
	pub hospital: HospitalId,
	/// Its key in G1 when the offer was posted.
	pub pk1: [u8; 48],
	/// Its key in G2 when the offer was posted.
	pub pk2: [u8; 96],
	/// pk1, as computations take it.
	pub point: StoredPoint,
}

/// What claims of an offer are checked against, as stored. Never changes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OfferTerms {
	/// Digest of the schema.
	pub schema: [u8; 32],
	/// Attributes of the schema.
	pub attributes: u8,
	/// What a patient must satisfy.
	pub predicates: Predicates,
	/// Index of the attribute whose value is bought.
	pub field: u8,
	/// Whose credentials are accepted.
	pub issuers: BoundedVec<StoredIssuer, ConstU32<MAX_OFFER_ISSUERS>>,
	/// Digest of the issuers' keys.
	pub issuers_digest: [u8; 32],
	/// The base of nullifiers.
	pub nullifier_base: StoredPoint,
}

/// Money on hold of somebody.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Bond<AccountId, Balance> {
	/// Whose.
	pub owner: AccountId,
	/// How much.
	pub amount: Balance,
}

/// What the slots of an offer say of one nullifier.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ClaimsMade {
	/// How many stored slots were claimed with it.
	pub count: u8,
	/// Whether one of them did not lapse: then it claims no other.
	pub standing: bool,
}

/// Where a slot stands. The last two are ends.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum SlotState<BlockNumber> {
	/// The price is on hold for the payee.
	#[codec(index = 0)]
	Claimed,
	/// The payee was paid.
	#[codec(index = 1)]
	Paid {
		/// In this block.
		at: BlockNumber,
		/// E1.
		e1: [u8; 48],
		/// E2.
		e2: [u8; 48],
	},
	/// The price went back to the offer, or to the buyer.
	#[codec(index = 2)]
	Lapsed {
		/// In this block.
		at: BlockNumber,
	},
}

impl<BlockNumber: Copy> SlotState<BlockNumber> {
	/// The block in which the trade closed, if it did.
	pub fn closed_at(&self) -> Option<BlockNumber> {
		match self {
			Self::Claimed => None,
			Self::Paid { at, .. } | Self::Lapsed { at } => Some(*at),
		}
	}
}

/// A claimed slot, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Slot<AccountId, Balance, BlockNumber> {
	/// Who is paid.
	pub payee: AccountId,
	/// N, compressed.
	pub nullifier: [u8; 48],
	/// Cv.
	pub commitment: StoredPoint,
	/// Block of the claim.
	pub claimed_at: BlockNumber,
	/// Last block in which the payee may count on fulfilling.
	pub fulfil_by: BlockNumber,
	/// The fee of the claim that the offer paid before the price does.
	pub advanced: Balance,
	/// What whoever claimed put on hold; none once the slot is closed.
	pub bond: Option<Bond<AccountId, Balance>>,
	/// Where it stands.
	pub state: SlotState<BlockNumber>,
	/// What the two sides think of it.
	pub ratings: Ratings,
}

/// Money of the chain.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A proposal of this chain.
pub type ProposalOf<T> = Proposal<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A sale of this chain.
pub type SaleOf<T> = Sale<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// What a buyer of this chain asks for.
pub type OfferRequestOf<T> = OfferRequest<BalanceOf<T>, BlockNumberFor<T>>;
/// An offer of this chain.
pub type OfferOf<T> = Offer<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A slot of this chain.
pub type SlotOf<T> = Slot<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
