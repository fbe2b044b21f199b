use crate::{
	page::{PageRequest, PageResult},
	trade::{OfferId, OfferInfo, OfferState, TradeChange, TradeId, TradeInfo, TradeParameters, TradeState},
};
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use scale_info::TypeInfo;

/// Which offers to list: all conditions given must hold.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfferFilter<AccountId> {
	/// Those that stand so.
	pub state: Option<OfferState>,
	/// Those of a buyer.
	pub buyer: Option<AccountId>,
}

/// Which trades to list: all conditions given must hold.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct TradeFilter<AccountId> {
	/// Those that stand so.
	pub state: Option<TradeState>,
	/// Those in which an account buys, sells, or is paid.
	pub account: Option<AccountId>,
	/// Slots of one offer.
	pub offer: Option<OfferId>,
}

sp_api::decl_runtime_apis! {
	/// Offers and trades.
	pub trait TradeEscrowApi<AccountId, Balance, BlockNumber>
	where
		AccountId: Codec,
		Balance: Codec,
		BlockNumber: Codec,
	{
		/// Offers. A page may be short or empty with a cursor where few of the offers looked at fit.
		fn offers(
			filter: OfferFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<OfferInfo<AccountId, Balance, BlockNumber>>;
		/// One offer.
		fn offer(id: OfferId) -> Option<OfferInfo<AccountId, Balance, BlockNumber>>;
		/// Trades: sales, then slots. A page may be short or empty with a cursor where few of the trades looked at fit.
		fn trades(
			filter: TradeFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<TradeInfo<AccountId, Balance, BlockNumber>>;
		/// One trade.
		fn trade(id: TradeId) -> Option<TradeInfo<AccountId, Balance, BlockNumber>>;
		/// What this block changed, in order.
		fn trade_changes() -> Vec<TradeChange>;
		/// Times and bounds of trades on this chain.
		fn trade_parameters() -> TradeParameters<BlockNumber>;
	}
}
