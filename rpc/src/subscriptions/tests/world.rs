//! A chain that goes on, and readers of its subscriptions.

use crate::{
	chain::Head,
	errors::Cause,
	subscriptions::{SubscriptionLimits, Subscriptions, SubscriptionsApiServer},
	testing::{self, block, Ledger},
};
use jsonrpsee::RpcModule;
use salus_primitives::{
	record::{RecordInfo, RecordStatus, TrailEntry, TrailEvent},
	AccountId, BlockNumber, Hash,
};
use serde_json::{json, Value};
use std::{sync::Arc, time::Duration};
use tokio::sync::{mpsc, watch, Semaphore};

pub const MINE: AccountId = AccountId::new([1; 32]);
pub const OTHERS: AccountId = AccountId::new([2; 32]);
pub const DOCTOR: AccountId = AccountId::new([3; 32]);
/// After so long without what must come, a test has failed.
pub const GUARD: Duration = Duration::from_secs(20);

pub fn record(seed: u8) -> Hash {
	Hash::repeat_byte(seed)
}

/// A chain final up to block 24, and who is told of it.
pub struct World {
	pub ledger: Arc<Ledger>,
	/// What is final; dropped, the node has stopped.
	pub heads: watch::Sender<Head>,
	places: Arc<Semaphore>,
	pub module: RpcModule<Subscriptions>,
}

/// One subscriber's connection.
pub struct Reader {
	pub id: Value,
	messages: mpsc::Receiver<String>,
}

impl World {
	pub fn new() -> Self {
		Self::with(SubscriptionLimits::default())
	}

	pub fn with(limits: SubscriptionLimits) -> Self {
		let ledger = Ledger::new();
		let (heads, finality) = watch::channel(Head {
			hash: block(24),
			number: 24,
		});
		let subscriptions = Subscriptions::new(ledger.clone(), finality.into(), limits);
		Self {
			ledger,
			heads,
			places: subscriptions.places.clone(),
			module: subscriptions.into_rpc(),
		}
	}

	/// Adds to the trail.
	pub fn note(&self, at: BlockNumber, record: u8, patient: AccountId, event: TrailEvent<AccountId>) {
		let record = Some(Hash::repeat_byte(record));
		let patient = Some(patient);
		self.ledger.state().trail.push(TrailEntry {
			at,
			record,
			patient,
			event,
		});
	}

	/// A doctor's access; the epoch tells one from another.
	pub fn access(&self, at: BlockNumber, record: u8, patient: AccountId, epoch: u32) {
		let event = TrailEvent::Accessed {
			doctor: DOCTOR,
			hospital: 0,
			epoch,
		};
		self.note(at, record, patient, event);
	}

	/// A record as it is from a block on.
	pub fn state(&self, at: BlockNumber, seed: u8, patient: AccountId, custodian: u32, status: RecordStatus) {
		let info = RecordInfo {
			custodian,
			status,
			..testing::record(record(seed), patient)
		};
		self.ledger.state().changes.insert((record(seed), at), info);
	}

	/// Finalises all blocks up to one.
	pub fn finalise(&self, number: BlockNumber) {
		{
			let mut state = self.ledger.state();
			state.finalised = number;
			state.best = state.best.max(number);
		}
		self.heads.send_replace(Head {
			hash: block(number),
			number,
		});
	}

	/// Waits until a subscriber has given its place back.
	pub async fn place(&self) {
		let place = tokio::time::timeout(GUARD, self.places.acquire()).await;
		drop(place.expect("a place").unwrap());
	}

	/// Subscribes through a connection that holds `room` messages; the error if it is refused.
	pub async fn subscribe(&self, method: &str, filter: Value, room: usize) -> Result<Reader, Value> {
		self.subscribe_with(method, json!([filter]), room).await
	}

	/// As [`Self::subscribe`], with these parameters.
	pub async fn subscribe_with(&self, method: &str, params: Value, room: usize) -> Result<Reader, Value> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let (answer, messages) = self
			.module
			.raw_json_request(&request.to_string(), room)
			.await
			.unwrap();
		let mut answer: Value = serde_json::from_str(&answer).unwrap();
		match answer["error"].take() {
			Value::Null => Ok(Reader {
				id: answer["result"].take(),
				messages,
			}),
			error => Err(error),
		}
	}

	pub async fn accesses(&self, filter: Value) -> Reader {
		self.subscribe("salus_subscribeAccess", filter, 64).await.unwrap()
	}

	pub async fn records(&self, filter: Value) -> Reader {
		self.subscribe("salus_subscribeRecords", filter, 64)
			.await
			.unwrap()
	}
}

impl Reader {
	/// The parameters of the next notification, without the subscription's number.
	pub async fn message(&mut self) -> Option<Value> {
		let next = tokio::time::timeout(GUARD, self.messages.recv());
		let message: Value = serde_json::from_str(&next.await.expect("a notification")?).unwrap();
		assert_eq!(message["params"]["subscription"], self.id);
		Some(message)
	}

	pub async fn next(&mut self) -> Value {
		let mut message = self.message().await.unwrap();
		assert_eq!(message["params"]["error"], Value::Null);
		message["params"]["result"].take()
	}

	/// Height and epoch of the next access, whose block's hash must fit.
	pub async fn access(&mut self) -> (u64, u64) {
		let told = self.next().await;
		let number = told["number"].as_u64().unwrap();
		assert_eq!(told["block"], json!(block(u32::try_from(number).unwrap())));
		assert_eq!(told["item"]["at"], told["number"]);
		(number, told["item"]["event"]["epoch"].as_u64().unwrap())
	}

	/// Height, record, custodian and status of the next record.
	pub async fn record(&mut self) -> (u64, Value, u64, String) {
		let told = self.next().await;
		let item = &told["item"];
		(
			told["number"].as_u64().unwrap(),
			item["id"].clone(),
			item["custodian"].as_u64().unwrap(),
			item["status"].as_str().unwrap().to_owned(),
		)
	}

	/// Why the subscription ended.
	pub async fn ending(&mut self) -> Value {
		let mut message = self.message().await.unwrap();
		message["params"]["error"].take()
	}

	/// The node has stopped, which a subscriber is told after all else: there was nothing else.
	pub async fn hears_no_more(&mut self) {
		assert_eq!(self.ending().await["code"], Cause::Internal.code());
	}
}
