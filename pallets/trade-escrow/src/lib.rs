#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod api;
mod authorise;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claims;
mod errors;
#[cfg(test)]
mod mock;
mod money;
mod offers;
mod ratings;
mod sales;
mod slots;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The pallet: configuration, storage, events, calls. Its errors stand in a file of their own.
#[import_section(errors::error_section)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{BalancedHold, Credit, Mutate, MutateHold},
			OnUnbalanced, UnixTime,
		},
	};
	use frame_system::{ensure_authorized, pallet_prelude::*};
	use salus_primitives::{
		trade::{OfferId, OrderId, Side, SlotIndex, TradeId},
		traits::{HospitalRegistry, IssuerRegistry},
		Hash,
	};
	use sp_runtime::{traits::Convert, AccountId32};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime provides.
	// `AccountId32` itself: rustdoc panics where an alias of a projection stands here (rust-lang/rust#127593).
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId32, Hash = Hash> {
		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// What is paid with.
		type Currency: Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ BalancedHold<Self::AccountId>;
		/// The curve that claims are checked on.
		type Suite: salus_crypto::Suite;
		/// Trade keys.
		type Hospitals: HospitalRegistry<Self::AccountId>;
		/// Issuers of credentials.
		type Issuers: IssuerRegistry<Self::AccountId>;
		/// The calendar, for the quarters in which credentials are valid.
		type Time: UnixTime;
		/// The fee of a transaction of a weight and a length.
		type Fee: Convert<(Weight, u32), BalanceOf<Self>>;
		/// Who gets the fees of claims and fulfilments.
		type FeeDestination: OnUnbalanced<Credit<Self::AccountId, Self::Currency>>;
		/// Deposit for one stored item, whatever its size.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;
		/// Deposit for each byte of a stored item.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;
		/// Blocks after a deadline, before the price may go back.
		type Grace: Get<BlockNumberFor<Self>>;
		/// Blocks that a lock must leave to the seller before the deadline.
		type LockMargin: Get<BlockNumberFor<Self>>;
		/// Fewest blocks that an offer gives a payee to fulfil.
		type LeastFulfilment: Get<BlockNumberFor<Self>>;
		/// Longest time until a deadline, and to fulfil.
		type MaxDuration: Get<BlockNumberFor<Self>>;
		/// Blocks from the notice that an offer closes until its money is free.
		type CloseNotice: Get<BlockNumberFor<Self>>;
		/// Blocks in which a closed trade may be rated, and stays.
		type RatingPeriod: Get<BlockNumberFor<Self>>;
		/// Most values that an offer wants.
		type MaxSlots: Get<u32>;
		/// Most claims in a block.
		type MaxClaimsPerBlock: Get<u32>;
		/// Most claims of one offer in a block.
		type MaxClaimsPerOffer: Get<u32>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The entry of a sale: from the seller.
		#[codec(index = 0)]
		SaleDeposit,
		/// The price of a locked sale: the buyer's, on hold in the seller's account.
		#[codec(index = 1)]
		SaleEscrow,
		/// The entries of an offer and its slots: from the buyer.
		#[codec(index = 2)]
		OfferDeposit,
		/// Prices and fees of an offer: from the buyer.
		#[codec(index = 3)]
		OfferEscrow,
		/// The bond of a claim: from whoever claimed.
		#[codec(index = 4)]
		ClaimBond,
	}

	/// Key: an order. Value: the sale.
	#[pallet::storage]
	pub type Sales<T: Config> = StorageMap<_, Blake2_128Concat, OrderId, SaleOf<T>>;

	/// The number of the next offer.
	#[pallet::storage]
	pub type NextOffer<T: Config> = StorageValue<_, OfferId, ValueQuery>;

	/// Key: number of an offer. Value: what changes of it.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, OfferId, OfferOf<T>>;

	/// Key: number of an offer. Value: what its claims are checked against.
	#[pallet::storage]
	pub type Terms<T: Config> = StorageMap<_, Twox64Concat, OfferId, OfferTerms>;

	/// Key: an offer and a slot. Value: the slot.
	#[pallet::storage]
	pub type Slots<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OfferId, Twox64Concat, SlotIndex, SlotOf<T>>;

	/// Key: an offer and a nullifier. Value: what was claimed with it.
	#[pallet::storage]
	pub type Nullifiers<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OfferId, Blake2_128Concat, [u8; 48], ClaimsMade, ValueQuery>;

	/// The block of the last claim, and claims in it.
	#[pallet::storage]
	pub type RecentClaims<T: Config> = StorageValue<_, (BlockNumberFor<T>, u32), ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A seller proposed a sale.
		#[codec(index = 0)]
		SaleProposed {
			/// Its identifier.
			order: OrderId,
			/// Who is paid.
			seller: T::AccountId,
			/// Who pays.
			buyer: T::AccountId,
			/// How much.
			price: BalanceOf<T>,
			/// Last block in which the seller may count on a reveal.
			deadline: BlockNumberFor<T>,
		},
		/// The buyer put the price on hold.
		#[codec(index = 1)]
		SaleLocked {
			/// The sale.
			order: OrderId,
			/// Who pays.
			buyer: T::AccountId,
		},
		/// The seller revealed and was paid.
		#[codec(index = 2)]
		SalePaid {
			/// The sale.
			order: OrderId,
			/// kappa'.
			key: [u8; 32],
		},
		/// The buyer has the price back.
		#[codec(index = 3)]
		SaleRefunded {
			/// The sale.
			order: OrderId,
		},
		/// The entry of a sale is gone.
		#[codec(index = 4)]
		SaleCleared {
			/// The sale.
			order: OrderId,
		},
		/// A buyer posted an offer.
		#[codec(index = 5)]
		OfferPosted {
			/// Its number.
			offer: OfferId,
			/// Who pays.
			buyer: T::AccountId,
			/// How much for a value.
			price: BalanceOf<T>,
			/// Values wanted.
			number: u32,
			/// Last block at which a claim is taken.
			deadline: BlockNumberFor<T>,
		},
		/// The buyer gave notice: the offer takes no claims.
		#[codec(index = 6)]
		OfferClosing {
			/// The offer.
			offer: OfferId,
			/// First block at which what no slot needs may go back.
			until: BlockNumberFor<T>,
		},
		/// What no slot needs is back with the buyer.
		#[codec(index = 7)]
		OfferClosed {
			/// The offer.
			offer: OfferId,
			/// How much went back.
			returned: BalanceOf<T>,
		},
		/// The entry of an offer is gone.
		#[codec(index = 8)]
		OfferCleared {
			/// The offer.
			offer: OfferId,
		},
		/// A slot was claimed.
		#[codec(index = 9)]
		SlotClaimed {
			/// The offer.
			offer: OfferId,
			/// The slot.
			slot: SlotIndex,
			/// Who will be paid.
			payee: T::AccountId,
			/// Last block in which the payee may count on fulfilling.
			fulfil_by: BlockNumberFor<T>,
		},
		/// A value was delivered and paid for.
		#[codec(index = 10)]
		SlotFulfilled {
			/// The offer.
			offer: OfferId,
			/// The slot.
			slot: SlotIndex,
			/// Who was paid.
			payee: T::AccountId,
			/// How much.
			paid: BalanceOf<T>,
			/// What of the price went for transactions.
			fee: BalanceOf<T>,
		},
		/// A claim was not fulfilled in time.
		#[codec(index = 11)]
		SlotLapsed {
			/// The offer.
			offer: OfferId,
			/// The slot.
			slot: SlotIndex,
		},
		/// The entry of a slot is gone.
		#[codec(index = 12)]
		SlotCleared {
			/// The offer.
			offer: OfferId,
			/// The slot.
			slot: SlotIndex,
		},
		/// A side rated a closed trade.
		#[codec(index = 13)]
		Rated {
			/// The trade.
			trade: TradeId,
			/// Who rated.
			by: Side,
			/// 1 to 5.
			stars: u8,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// A seller proposes a sale to one buyer. The chain computes the order from what is proposed.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::propose_sale())]
		pub fn propose_sale(origin: OriginFor<T>, proposal: ProposalOf<T>) -> DispatchResult {
			Self::do_propose_sale(ensure_signed(origin)?, proposal)
		}

		/// The buyer puts the price on hold, naming what was checked: a proposal that differs is not locked.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::lock())]
		pub fn lock(
			origin: OriginFor<T>,
			order: OrderId,
			q_prime: [u8; 32],
			r: [u8; 32],
			bundle: Hash,
			price: BalanceOf<T>,
		) -> DispatchResult {
			Self::do_lock(ensure_signed(origin)?, order, (q_prime, r, bundle, price))
		}

		/// The seller of a locked sale reveals kappa' and is paid at once.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reveal())]
		pub fn reveal(origin: OriginFor<T>, order: OrderId, key: [u8; 32]) -> DispatchResult {
			Self::do_reveal(&ensure_signed(origin)?, order, key)
		}

		/// Anyone gives the price of a sale back to its buyer, once deadline and grace are over. Free of fees.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::refund())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, order: &OrderId| -> bool {
			Pallet::<T>::may_refund(origin, order)
		})]
		pub fn refund(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_refund(order)
		}

		/// Anyone clears a sale that was never locked and no longer can be, or that closed and can be rated no more. The
		/// deposit returns to the seller.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::clear_sale())]
		pub fn clear_sale(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_sale(order)
		}

		/// A buyer posts a standing offer, and puts on hold the prices of all values wanted, the fees of their claims, and
		/// a deposit.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::post_offer(u32::try_from(request.issuers.len()).unwrap_or(u32::MAX)))]
		pub fn post_offer(origin: OriginFor<T>, request: OfferRequestOf<T>) -> DispatchResult {
			Self::do_post_offer(ensure_signed(origin)?, request)
		}

		/// A patient claims a slot for a payee. No signature: the presentation authorises it, and the fee comes out of the
		/// price.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::claim_slot())]
		#[pallet::authorize(Self::authorise_claim)]
		#[pallet::weight_of_authorize(Pallet::<T>::worst_claim_check())]
		pub fn claim_slot(
			origin: OriginFor<T>,
			offer: OfferId,
			payee: T::AccountId,
			expiry: BlockNumberFor<T>,
			presentation: Presentation,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_claim_slot(offer, payee, expiry, &presentation)
		}

		/// The same of an offer that wants a bond, which the signer puts on hold: it returns when the slot is fulfilled,
		/// and goes to the buyer when it lapses.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::claim_slot().saturating_add(Pallet::<T>::worst_claim_check()))]
		pub fn claim_bonded_slot(
			origin: OriginFor<T>,
			offer: OfferId,
			payee: T::AccountId,
			expiry: BlockNumberFor<T>,
			presentation: Presentation,
		) -> DispatchResultWithPostInfo {
			let check =
				Self::do_claim_bonded_slot(ensure_signed(origin)?, offer, payee, expiry, &presentation)?;
			Ok(Some(T::WeightInfo::claim_slot().saturating_add(check)).into())
		}

		/// The value of a claimed slot, encrypted to the buyer. No signature: the proof authorises it. The payee is paid at
		/// once.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::fulfil_slot())]
		#[pallet::authorize(Self::authorise_fulfilment)]
		#[pallet::weight_of_authorize(T::WeightInfo::authorize_fulfil_slot())]
		pub fn fulfil_slot(
			origin: OriginFor<T>,
			offer: OfferId,
			slot: SlotIndex,
			fulfilment: FulfilmentBytes,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_fulfil_slot(offer, slot, &fulfilment)
		}

		/// Anyone ends a claim that was not fulfilled, once its time and grace are over: its price serves another claim, or
		/// goes back to the buyer, who gets the bond too.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::lapse_slot())]
		pub fn lapse_slot(origin: OriginFor<T>, offer: OfferId, slot: SlotIndex) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_lapse_slot(offer, slot)
		}

		/// The buyer gives notice: the offer takes no claims from now on. Claimed slots stay as they are.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::close_offer())]
		pub fn close_offer(origin: OriginFor<T>, offer: OfferId) -> DispatchResult {
			Self::do_close_offer(&ensure_signed(origin)?, offer)
		}

		/// Anyone gives back to the buyer what no slot needs, once the notice or the deadline is over or nothing is left to
		/// claim.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::settle_offer())]
		pub fn settle_offer(origin: OriginFor<T>, offer: OfferId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_offer(offer)
		}

		/// Anyone clears a closed slot of a closed offer that can be rated no more.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::clear_slot())]
		pub fn clear_slot(origin: OriginFor<T>, offer: OfferId, slot: SlotIndex) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_slot(offer, slot)
		}

		/// Anyone clears a closed offer without slots. The deposit returns to the buyer.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::clear_offer())]
		pub fn clear_offer(origin: OriginFor<T>, offer: OfferId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_offer(offer)
		}

		/// The buyer or the seller of a closed trade rates it, once, with 1 to 5.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::rate())]
		pub fn rate(origin: OriginFor<T>, trade: TradeId, stars: u8) -> DispatchResult {
			Self::do_rate(&ensure_signed(origin)?, trade, stars)
		}
	}
}
