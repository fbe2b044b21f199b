//! Sending: several connections to every node, each with its own senders, so that a sender's calls arrive in order.

use super::{load::Signed, node::Client};
use anyhow::{bail, ensure, Context, Result};
use jsonrpsee::{
	core::{client::ClientT, params::BatchRequestBuilder},
	rpc_params,
	types::ErrorObject,
};
use salus_primitives::Hash;
use std::{
	sync::{
		atomic::{AtomicU64, AtomicUsize, Ordering},
		Arc,
	},
	time::Instant,
};
use tokio::{sync::Semaphore, task::JoinSet};

/// Connections to all nodes together.
const LANES: usize = 8;
/// The pool is full: a sender tries again after the next block.
const POOL_FULL: i32 = 1016;
/// The runtime could not be asked.
const NOT_VERIFIED: i32 = 1002;
/// The pool has it already.
const ALREADY_THERE: i32 = 1013;
/// The pool had it, and wants it no more: it is in a block, or was bad.
const BANNED: i32 = 1012;

/// When each call was sent, in microseconds after the beginning.
pub struct Clock {
	origin: Instant,
	sent: Vec<AtomicU64>,
	count: AtomicUsize,
}

impl Clock {
	/// For so many calls, from now on.
	pub fn new(calls: usize) -> Self {
		Self {
			origin: Instant::now(),
			sent: (0..calls).map(|_| AtomicU64::new(u64::MAX)).collect(),
			count: AtomicUsize::new(0),
		}
	}

	/// Microseconds since the beginning.
	pub fn now(&self) -> u64 {
		u64::try_from(self.origin.elapsed().as_micros()).unwrap_or(u64::MAX)
	}

	/// When a call was sent, if it was.
	pub fn sent(&self, call: u32) -> Option<u64> {
		let sent = self.sent.get(call as usize)?.load(Ordering::Relaxed);
		(sent != u64::MAX).then_some(sent)
	}

	/// How many were sent.
	pub fn count(&self) -> usize {
		self.count.load(Ordering::Relaxed)
	}

	fn stamp(&self, calls: &[u32]) {
		let now = self.now();
		for call in calls {
			if let Some(sent) = self.sent.get(*call as usize) {
				sent.store(now, Ordering::Relaxed);
			}
		}
		self.count.fetch_add(calls.len(), Ordering::Relaxed);
	}
}

/// One connection and what is to go over it.
struct Lane {
	client: Client,
	calls: Vec<u32>,
	next: usize,
}

/// The connections, while nothing is sent.
pub struct Lanes {
	lanes: Vec<Lane>,
	signed: Arc<Signed>,
	clock: Arc<Clock>,
}

/// The connections, while calls are sent over them.
pub struct Feed {
	running: JoinSet<Result<Lane>>,
	permits: Arc<Semaphore>,
	signed: Arc<Signed>,
	clock: Arc<Clock>,
}

impl Lanes {
	/// Connects to nodes.
	pub async fn open(urls: &[String], signed: Arc<Signed>, clock: Arc<Clock>) -> Result<Self> {
		ensure!(!urls.is_empty(), "no node to send to");
		let mut lanes = Vec::new();
		for lane in 0..LANES {
			lanes.push(Lane {
				client: Client::connect(&urls[lane % urls.len()]).await?,
				calls: lane_calls(lane, signed.senders, signed.texts.len()),
				next: 0,
			});
		}
		Ok(Self { lanes, signed, clock })
	}

	/// Sends as many calls as there are permits, `batch` in one message.
	pub fn start(self, permits: Arc<Semaphore>, batch: usize) -> Feed {
		let Self { lanes, signed, clock } = self;
		let mut running = JoinSet::new();
		for lane in lanes {
			running.spawn(send(lane, signed.clone(), clock.clone(), permits.clone(), batch));
		}
		Feed {
			running,
			permits,
			signed,
			clock,
		}
	}
}

impl Feed {
	/// Waits for the first connection that fails; a feed that is well never comes back.
	pub async fn failure(&mut self) -> anyhow::Error {
		match self.running.join_next().await {
			Some(Ok(Err(error))) => error,
			Some(Err(error)) => error.into(),
			Some(Ok(Ok(_))) | None => anyhow::anyhow!("a connection ended"),
		}
	}

	/// Sends no more; what is under way is answered first.
	pub async fn stop(mut self) -> Result<Lanes> {
		self.permits.close();
		let mut lanes = Vec::new();
		while let Some(lane) = self.running.join_next().await {
			lanes.push(lane??);
		}
		Ok(Lanes {
			lanes,
			signed: self.signed,
			clock: self.clock,
		})
	}
}

/// The calls of the senders that belong to a connection, in order.
fn lane_calls(lane: usize, senders: usize, calls: usize) -> Vec<u32> {
	(0u32..)
		.zip(0..calls)
		.filter(|(_, call)| (call % senders) % LANES == lane)
		.map(|(number, _)| number)
		.collect()
}

async fn send(
	mut lane: Lane,
	signed: Arc<Signed>,
	clock: Arc<Clock>,
	permits: Arc<Semaphore>,
	batch: usize,
) -> Result<Lane> {
	loop {
		let end = lane.calls.len().min(lane.next + batch);
		let calls = &lane.calls[lane.next..end];
		ensure!(!calls.is_empty(), "no signed call is left to send");
		let Ok(granted) = permits.acquire_many(u32::try_from(calls.len())?).await else {
			return Ok(lane);
		};
		granted.forget();
		clock.stamp(calls);
		deliver(&lane.client, &signed, calls.to_vec()).await?;
		lane.next = end;
	}
}

/// What the pool says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
	Taken,
	Later,
	Refused,
}

impl Answer {
	/// What an error means to a call that is sent for the first time, or again.
	fn of(error: &ErrorObject<'_>, again: bool) -> Self {
		match error.code() {
			ALREADY_THERE => Self::Taken,
			// A pool that could not look at a call may have passed it on: who sends it again then finds it in a block.
			BANNED if again => Self::Taken,
			POOL_FULL => Self::Later,
			// It looked at a block of a fork that lost meanwhile, and whose state is gone: nothing was said of the call.
			NOT_VERIFIED if error.message().contains("State already discarded") => Self::Later,
			_ => Self::Refused,
		}
	}
}

/// Sends calls until the pool has taken all.
async fn deliver(client: &Client, signed: &Signed, mut calls: Vec<u32>) -> Result<()> {
	let mut again = false;
	loop {
		let mut request = BatchRequestBuilder::new();
		for call in &calls {
			request.insert(
				"author_submitExtrinsic",
				rpc_params![&signed.texts[*call as usize]],
			)?;
		}
		let mut later = Vec::new();
		let answers = client.raw().batch_request::<Hash>(request).await?;
		for (call, answer) in calls.iter().zip(answers) {
			let Err(error) = answer else { continue };
			match Answer::of(&error, again) {
				Answer::Taken => {}
				Answer::Later => later.push(*call),
				Answer::Refused => bail!("a call is refused ({}): {error:?}", error.code()),
			}
		}
		if later.is_empty() {
			return Ok(());
		}
		calls = later;
		again = true;
		next_block(client).await?;
	}
}

/// Waits for a block after the best of now.
async fn next_block(client: &Client) -> Result<()> {
	let mut heads = client.best_heads().await?;
	// The first head is the best block of now.
	for _ in 0..2 {
		heads.next().await.context("no more blocks are built")??;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_call_has_one_connection_and_a_sender_keeps_its_own() {
		let (senders, calls) = (20, 130);
		let mut seen = vec![None; calls];
		for lane in 0..LANES {
			let mine = lane_calls(lane, senders, calls);
			assert!(mine.is_sorted());
			for call in mine {
				assert_eq!(seen[call as usize].replace(lane), None);
			}
		}
		for (call, lane) in seen.iter().enumerate() {
			assert_eq!(*lane, seen[call % senders], "call {call}");
		}
	}

	#[test]
	fn a_call_is_sent_again_only_where_the_pool_said_nothing_of_it() {
		let answer = |code, message: &str, again| {
			Answer::of(&ErrorObject::owned(code, message.to_owned(), None::<()>), again)
		};
		let fork = "Runtime error: State already discarded for 0x01";
		for again in [false, true] {
			assert_eq!(answer(ALREADY_THERE, "", again), Answer::Taken);
			assert_eq!(answer(POOL_FULL, "", again), Answer::Later);
			assert_eq!(answer(NOT_VERIFIED, fork, again), Answer::Later);
			assert_eq!(answer(NOT_VERIFIED, "Bad proof", again), Answer::Refused);
			assert_eq!(answer(1010, "Invalid Transaction", again), Answer::Refused);
		}
		assert_eq!(answer(BANNED, "", true), Answer::Taken);
		assert_eq!(answer(BANNED, "", false), Answer::Refused);
	}

	#[test]
	fn a_call_that_was_not_sent_has_no_time() {
		let clock = Clock::new(3);
		clock.stamp(&[1]);
		assert_eq!((clock.sent(0), clock.count()), (None, 1));
		assert!(clock.sent(1).is_some_and(|sent| sent <= clock.now()));
		assert_eq!(clock.sent(7), None);
	}
}
