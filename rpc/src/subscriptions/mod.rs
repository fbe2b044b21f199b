//! Subscriptions: what happens to records, block by finalised block.
//!
//! Both follow the trail, which only grows: a subscriber has a place in it, and reads on from there, a page at a time,
//! whenever a block is finalised. So nothing is missed when many blocks are finalised at once, nothing is told twice, and
//! no more than a page is in memory for a subscriber.

mod reader;
mod server;
#[cfg(test)]
mod tests;

pub use server::{SubscriptionLimits, Subscriptions};

use crate::queries::{RecordFilterJson, TrailStartJson};
use jsonrpsee::{proc_macros::rpc, SubscriptionCloseResponse};

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
}
