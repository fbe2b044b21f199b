use super::{
	blocks::BlockReader,
	cases::CaseChanges,
	reader::{Changes, Entries, Reader},
	trades::{OfferChanges, TradeChanges},
	SubscriptionsApiServer,
};
use crate::{
	chain::{Chain, Head},
	errors::{Cause, Refusal},
	finality::Finality,
	json::FinalisedJson,
	queries::{CaseFilterJson, OfferFilterJson, RecordFilterJson, TradeFilterJson, TrailStartJson},
};
use jsonrpsee::{
	core::{async_trait, server::SendTimeoutError},
	types::ErrorObjectOwned,
	PendingSubscriptionSink, SubscriptionCloseResponse, SubscriptionMessage, SubscriptionSink,
};
use salus_primitives::{apis::RecordFilter, AccountId, BlockNumber};
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// How much of the node subscriptions take.
#[derive(Clone, Copy, Debug)]
pub struct SubscriptionLimits {
	/// Subscriptions at once, of all connections.
	pub subscribers: usize,
	/// How long a notification may wait for its reader.
	pub patience: Duration,
}

impl Default for SubscriptionLimits {
	fn default() -> Self {
		Self {
			subscribers: 1024,
			patience: Duration::from_secs(10),
		}
	}
}

/// A subscriber's place in what it is told.
pub trait Follow: Send + 'static {
	/// How an item is written.
	type Json: Serialize + Send + 'static;

	/// Whether there are blocks up to `head` that are not read.
	fn is_behind(&self, head: Head) -> bool;
	/// Reads on a little of what is finalised at `head`.
	fn page(&mut self, head: Head) -> Result<Vec<FinalisedJson<Self::Json>>, Refusal>;
}

/// The subscriptions over a chain.
pub struct Subscriptions {
	chain: Arc<dyn Chain>,
	finality: Finality,
	/// One for each subscriber, taken and given back.
	pub(super) places: Arc<Semaphore>,
	patience: Duration,
}

impl Subscriptions {
	/// Subscriptions to `chain`, whose newest finalised block `finality` tells.
	pub fn new(chain: Arc<dyn Chain>, finality: Finality, limits: SubscriptionLimits) -> Self {
		Self {
			chain,
			finality,
			places: Arc::new(Semaphore::new(limits.subscribers.min(Semaphore::MAX_PERMITS))),
			patience: limits.patience,
		}
	}

	/// Takes a place for the subscriber and tells it all that `reader` reads, which is made for the first block that is
	/// not final when the subscriber is answered: what a list shows after that, and what is told, leave no gap.
	async fn serve<F: Follow>(
		&self,
		pending: PendingSubscriptionSink,
		reader: impl FnOnce(BlockNumber) -> F,
	) -> SubscriptionCloseResponse {
		let mut finality = self.finality.clone();
		let Ok(_place) = self.places.clone().try_acquire_owned() else {
			pending.reject(Refusal::from(Cause::TooManySubscriptions)).await;
			return SubscriptionCloseResponse::None;
		};
		let reader = reader(finality.head().number.saturating_add(1));
		// The subscriber may have gone away meanwhile.
		let Ok(sink) = pending.accept().await else {
			return SubscriptionCloseResponse::None;
		};
		match follow(&sink, finality, reader, self.patience).await {
			Ok(()) => SubscriptionCloseResponse::None,
			Err(refusal) => {
				let code = refusal.cause.code();
				tracing::debug!(target: "salus", subscription = sink.method_name(), code, "ended");
				ending(refusal)
			}
		}
	}
}

/// Tells a subscriber what is read, until it goes away.
async fn follow<F: Follow>(
	sink: &SubscriptionSink,
	mut finality: Finality,
	mut reader: F,
	patience: Duration,
) -> Result<(), Refusal> {
	let failed = |detail| Refusal::with(Cause::Internal, detail);
	while !sink.is_closed() {
		let head = finality.head();
		if !reader.is_behind(head) {
			tokio::select! {
				() = sink.closed() => return Ok(()),
				moved = finality.moved() => if !moved {
					return Err(failed("the node follows finality no more"));
				}
			}
			continue;
		}
		let read = tokio::task::spawn_blocking(move || {
			let page = reader.page(head);
			(reader, page)
		});
		let (back, page) = read.await.map_err(|_| failed("the work was dropped"))?;
		reader = back;
		for item in page? {
			let message = SubscriptionMessage::from_json(&item)
				.map_err(|error| Refusal::with(Cause::Internal, error))?;
			match sink.send_timeout(message, patience).await {
				Ok(()) => {}
				Err(SendTimeoutError::Closed(_)) => return Ok(()),
				Err(SendTimeoutError::Timeout(_)) => return Err(Cause::ReaderTooSlow.into()),
			}
		}
	}
	Ok(())
}

/// The last notification, which says why.
fn ending(refusal: Refusal) -> SubscriptionCloseResponse {
	let error = ErrorObjectOwned::from(refusal);
	match SubscriptionMessage::from_json(&error) {
		Ok(message) => SubscriptionCloseResponse::NotifErr(message),
		Err(_) => SubscriptionCloseResponse::NotifErr(error.message().into()),
	}
}

#[async_trait]
impl SubscriptionsApiServer for Subscriptions {
	async fn subscribe_records(
		&self,
		pending: PendingSubscriptionSink,
		filter: Option<RecordFilterJson>,
	) -> SubscriptionCloseResponse {
		let (custodian, patient) = match RecordFilter::<AccountId>::try_from(filter.unwrap_or_default()) {
			Ok(RecordFilter::All) => (None, None),
			Ok(RecordFilter::Custodian(custodian)) => (Some(custodian), None),
			Ok(RecordFilter::Patient(patient)) => (None, Some(patient)),
			Err(refusal) => {
				pending.reject(refusal).await;
				return SubscriptionCloseResponse::None;
			}
		};
		let changes = Changes::of_custodian(custodian);
		let chain = self.chain.clone();
		self.serve(pending, |next| Reader::new(chain, changes, None, patient, next))
			.await
	}

	async fn subscribe_access(
		&self,
		pending: PendingSubscriptionSink,
		filter: Option<TrailStartJson>,
	) -> SubscriptionCloseResponse {
		let TrailStartJson {
			record,
			patient,
			from,
		} = filter.unwrap_or_default();
		let patient = patient.map(|account| account.0);
		let chain = self.chain.clone();
		self.serve(pending, |next| {
			Reader::new(chain, Entries, record, patient, from.unwrap_or(next))
		})
		.await
	}

	async fn subscribe_offers(
		&self,
		pending: PendingSubscriptionSink,
		filter: Option<OfferFilterJson>,
		from: Option<BlockNumber>,
	) -> SubscriptionCloseResponse {
		let (chain, subject) = (
			self.chain.clone(),
			OfferChanges(filter.unwrap_or_default().into()),
		);
		self.serve(pending, |next| {
			BlockReader::new(chain, subject, from.unwrap_or(next))
		})
		.await
	}

	async fn subscribe_trades(
		&self,
		pending: PendingSubscriptionSink,
		filter: Option<TradeFilterJson>,
		from: Option<BlockNumber>,
	) -> SubscriptionCloseResponse {
		let (chain, subject) = (
			self.chain.clone(),
			TradeChanges(filter.unwrap_or_default().into()),
		);
		self.serve(pending, |next| {
			BlockReader::new(chain, subject, from.unwrap_or(next))
		})
		.await
	}

	async fn subscribe_cases(
		&self,
		pending: PendingSubscriptionSink,
		filter: Option<CaseFilterJson>,
		from: Option<BlockNumber>,
	) -> SubscriptionCloseResponse {
		let (chain, subject) = (self.chain.clone(), CaseChanges(filter.unwrap_or_default().into()));
		self.serve(pending, |next| {
			BlockReader::new(chain, subject, from.unwrap_or(next))
		})
		.await
	}
}
