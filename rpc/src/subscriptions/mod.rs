//! Subscriptions: what happens to records, cases, offers and trades, block by finalised block.
//!
//! Those to records follow the trail, which only grows: a subscriber has a place in it, and reads on from there, a page at a
//! time, whenever a block is finalised. So nothing is missed when many blocks are finalised at once, nothing is told twice,
//! and no more than a page is in memory for a subscriber. Those to cases, offers and trades do the same with a place
//! among the blocks: what each block changed stands in its events.

mod blocks;
mod cases;
mod reader;
mod server;
#[cfg(test)]
mod tests;
mod trades;

pub use server::{SubscriptionLimits, Subscriptions};

use crate::queries::{CaseFilterJson, OfferFilterJson, RecordFilterJson, TradeFilterJson, TrailStartJson};
use jsonrpsee::{proc_macros::rpc, SubscriptionCloseResponse};
use salus_primitives::BlockNumber;

/// The subscriptions. Each ends with the error of its cause: a reader that is too slow, or a state that is gone.
#[rpc(server, namespace = "salus")]
pub trait SubscriptionsApi {
	/// Records as they are registered, move to another custodian, or are retired: all, or those of one custodian, before
	/// or after, or of one patient.
	#[subscription(
		name = "subscribeRecords" => "recordChanged",
		unsubscribe = "unsubscribeRecords",
		item = crate::json::FinalisedJson<crate::json::RecordJson>
	)]
	async fn subscribe_records(&self, filter: Option<RecordFilterJson>) -> SubscriptionCloseResponse;

	/// The trail as it grows, from the next finalised block on or from a block named.
	#[subscription(
		name = "subscribeAccess" => "trailEntry",
		unsubscribe = "unsubscribeAccess",
		item = crate::json::FinalisedJson<crate::json::TrailEntryJson>
	)]
	async fn subscribe_access(&self, filter: Option<TrailStartJson>) -> SubscriptionCloseResponse;

	/// Offers as they are posted, claimed, fulfilled, closed: once a block, as they are then. From the next finalised block
	/// on, or from a block named whose state the node still has.
	#[subscription(
		name = "subscribeOffers" => "offerChanged",
		unsubscribe = "unsubscribeOffers",
		item = crate::json::FinalisedJson<crate::json::OfferJson>
	)]
	async fn subscribe_offers(
		&self,
		filter: Option<OfferFilterJson>,
		from: Option<BlockNumber>,
	) -> SubscriptionCloseResponse;

	/// Trades as they are proposed, locked or claimed, paid, refunded, rated: once a block, as they are then. From the next
	/// finalised block on, or from a block named whose state the node still has.
	#[subscription(
		name = "subscribeTrades" => "tradeChanged",
		unsubscribe = "unsubscribeTrades",
		item = crate::json::FinalisedJson<crate::json::TradeJson>
	)]
	async fn subscribe_trades(
		&self,
		filter: Option<TradeFilterJson>,
		from: Option<BlockNumber>,
	) -> SubscriptionCloseResponse;

	/// Cases as they are opened, claimed, assigned, reported on, disputed, settled, rated: once a block, as they are then. From
	/// the next finalised block on, or from a block named whose state the node still has.
	#[subscription(
		name = "subscribeCases" => "caseChanged",
		unsubscribe = "unsubscribeCases",
		item = crate::json::FinalisedJson<crate::json::CaseJson>
	)]
	async fn subscribe_cases(
		&self,
		filter: Option<CaseFilterJson>,
		from: Option<BlockNumber>,
	) -> SubscriptionCloseResponse;
}
