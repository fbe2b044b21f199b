//! Why the pallet refuses a call: one cause each.

use frame_support::pallet_macros::pallet_section;

/// The errors, a part of the pallet.
#[pallet_section]
mod error_section {
	/// Why a call is refused: one cause each. A refused transaction without signature has the index as its custom code.
	#[pallet::error]
	pub enum Error<T> {
		/// No such sale.
		#[codec(index = 0)]
		SaleNotFound,
		/// There is a sale of this order.
		#[codec(index = 1)]
		OrderExists,
		/// Seller and buyer are one account.
		#[codec(index = 2)]
		SelfTrade,
		/// The buyer has registered no trade key.
		#[codec(index = 3)]
		NoTradeKey,
		/// Q' or R is no point.
		#[codec(index = 4)]
		InvalidPoint,
		/// The price is below what an account must hold, or does not leave that after the fees.
		#[codec(index = 5)]
		PriceTooLow,
		/// The deadline leaves no time.
		#[codec(index = 6)]
		DeadlineTooSoon,
		/// The deadline is too far away.
		#[codec(index = 7)]
		DeadlineTooFar,
		/// The caller is not the buyer.
		#[codec(index = 8)]
		NotBuyer,
		/// The caller is not the seller.
		#[codec(index = 9)]
		NotSeller,
		/// The lock names other terms than were proposed.
		#[codec(index = 10)]
		TermsMismatch,
		/// The price is on hold already.
		#[codec(index = 11)]
		AlreadyLocked,
		/// The price is not on hold.
		#[codec(index = 12)]
		NotLocked,
		/// The trade is paid or refunded.
		#[codec(index = 13)]
		TradeClosed,
		/// Too little time is left before the deadline to lock.
		#[codec(index = 14)]
		TooLateToLock,
		/// The scalar is not the one of Q'.
		#[codec(index = 15)]
		WrongKey,
		/// The time for a refund has not come.
		#[codec(index = 16)]
		RefundNotOpen,
		/// The entry is needed still.
		#[codec(index = 17)]
		NotClearable,
		/// The caller cannot pay the deposit.
		#[codec(index = 18)]
		DepositUnaffordable,
		/// The caller cannot pay the price.
		#[codec(index = 19)]
		PriceUnaffordable,
		/// The caller cannot pay the bond.
		#[codec(index = 20)]
		BondUnaffordable,
		/// No such offer.
		#[codec(index = 21)]
		OfferNotFound,
		/// The schema does not decode.
		#[codec(index = 22)]
		InvalidSchema,
		/// Predicates or field do not fit the schema.
		#[codec(index = 23)]
		InvalidTerms,
		/// No issuer is given, or one twice.
		#[codec(index = 24)]
		InvalidIssuers,
		/// An issuer is not accredited.
		#[codec(index = 25)]
		IssuerNotAccredited,
		/// The key or its proof is wrong for this account and chain.
		#[codec(index = 26)]
		InvalidKey,
		/// No value is wanted.
		#[codec(index = 27)]
		NoSlots,
		/// More values are wanted than an offer may.
		#[codec(index = 28)]
		TooManySlots,
		/// A payee is given too little time, or too much.
		#[codec(index = 29)]
		InvalidFulfilTime,
		/// The amounts do not fit the currency.
		#[codec(index = 30)]
		AmountOverflow,
		/// No number is left for another offer.
		#[codec(index = 31)]
		OffersExhausted,
		/// The offer takes no claims: its deadline is over.
		#[codec(index = 32)]
		OfferExpired,
		/// The offer takes no claims: the buyer gave notice.
		#[codec(index = 33)]
		OfferClosing,
		/// The offer is closed.
		#[codec(index = 34)]
		OfferClosed,
		/// Every slot is claimed or paid for.
		#[codec(index = 35)]
		NoFreeSlot,
		/// The offer has taken as many claims as it ever does.
		#[codec(index = 36)]
		ClaimsExhausted,
		/// The claim has expired.
		#[codec(index = 37)]
		ClaimExpired,
		/// The offer wants a bond: claim with one.
		#[codec(index = 38)]
		BondRequired,
		/// The offer wants no bond: claim without.
		#[codec(index = 39)]
		NoBondWanted,
		/// The presentation does not decode.
		#[codec(index = 40)]
		MalformedClaim,
		/// The credential's quarter is over, or yet to come.
		#[codec(index = 41)]
		QuarterNotAccepted,
		/// The patient has claimed of this offer as often as allowed.
		#[codec(index = 42)]
		NullifierUsed,
		/// None of the offer's issuers is accredited under the key of the offer.
		#[codec(index = 43)]
		NoAcceptedIssuer,
		/// The presentation does not prove the claim.
		#[codec(index = 44)]
		InvalidClaim,
		/// Too many claims in this block.
		#[codec(index = 45)]
		TooManyClaims,
		/// No such slot.
		#[codec(index = 46)]
		SlotNotFound,
		/// The proof does not show that the committed value is encrypted to the buyer.
		#[codec(index = 47)]
		InvalidFulfilment,
		/// The payee's account cannot take the payment.
		#[codec(index = 48)]
		PayeeCannotReceive,
		/// The time for a lapse has not come.
		#[codec(index = 49)]
		LapseNotOpen,
		/// The offer still takes claims, or its notice runs.
		#[codec(index = 50)]
		OfferStillOpen,
		/// The trade is neither paid nor refunded.
		#[codec(index = 51)]
		TradeNotClosed,
		/// The caller has no part in the trade.
		#[codec(index = 52)]
		NotParty,
		/// The caller has rated the trade.
		#[codec(index = 53)]
		AlreadyRated,
		/// A rating is 1 to 5.
		#[codec(index = 54)]
		InvalidRating,
		/// The time for ratings is over.
		#[codec(index = 55)]
		RatingOver,
		/// A claim of the patient of this offer has not lapsed.
		#[codec(index = 56)]
		AlreadyClaimed,
	}
}
