//! Watching one node: when blocks became the best and were finalised, and which calls are in them.

use super::{feed::Clock, load::Signed, node::Client};
use crate::processes;
use anyhow::{bail, Context, Result};
use codec::Decode;
use futures::future::try_join;
use jsonrpsee::core::client::Subscription;
use salus_primitives::{BlockNumber, Hash};
use salus_runtime::Header;
use sp_core::Bytes;
use sp_io::hashing::blake2_256;
use sp_runtime::DigestItem;
use std::{
	collections::{HashMap, HashSet},
	future::Future,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tokio::{
	sync::{mpsc, watch, Semaphore},
	task::JoinHandle,
};

/// Names what Aura writes into a header.
const AURA: [u8; 4] = *b"aura";

/// A block that was the best of the node's chain.
#[derive(Clone, Debug)]
pub struct Head {
	/// Its hash.
	pub hash: Hash,
	/// Its height.
	pub height: BlockNumber,
	/// When it became the best, in microseconds.
	pub at: u64,
	/// What all nodes had computed until then.
	pub processor: Duration,
	/// Calls sent until then.
	pub sent: usize,
}

/// What a block holds.
#[derive(Clone, Debug, Default)]
pub struct Body {
	/// Calls of the load: their place in the block, and their number.
	pub calls: Vec<(u32, u32)>,
	/// Bytes of all transactions.
	pub bytes: usize,
}

impl Body {
	/// Finds the calls of a load.
	pub fn new(extrinsics: &[Bytes], signed: &Signed) -> Self {
		let calls = (0u32..)
			.zip(extrinsics)
			.filter_map(|(place, bytes)| {
				let number = signed.numbers.get(&Hash::from(blake2_256(bytes)))?;
				Some((place, *number))
			})
			.collect();
		Self {
			calls,
			bytes: extrinsics.iter().map(|bytes| bytes.len()).sum(),
		}
	}
}

/// What was seen.
#[derive(Debug, Default)]
pub struct Chronicle {
	/// Best blocks, in the order in which they became it.
	pub heads: Vec<Head>,
	/// Finalised heights, and when in microseconds.
	pub finalised: Vec<(BlockNumber, u64)>,
	/// Bodies of best blocks.
	pub bodies: HashMap<Hash, Body>,
}

/// How far the chain is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
	/// Height of the best block whose body was read.
	pub best: BlockNumber,
	/// Calls in blocks until then, whichever block.
	pub included: usize,
	/// Height of the finalised head.
	pub finalised: BlockNumber,
}

/// A watched node.
pub struct Watch {
	chronicle: Arc<Mutex<Chronicle>>,
	progress: watch::Receiver<Progress>,
	task: JoinHandle<Result<()>>,
}

/// What the tasks share.
struct Shared {
	chronicle: Arc<Mutex<Chronicle>>,
	progress: watch::Sender<Progress>,
	clock: Arc<Clock>,
	signed: Arc<Signed>,
	returns: Returns,
	pids: Vec<u32>,
}

/// Where a call that was included gives its permit back; to nobody at first.
#[derive(Clone, Default)]
pub struct Returns(Arc<Mutex<Option<Arc<Semaphore>>>>);

impl Returns {
	/// To these.
	pub fn to(&self, permits: Option<Arc<Semaphore>>) {
		*self.0.lock().unwrap_or_else(PoisonError::into_inner) = permits;
	}

	fn give(&self, count: usize) {
		if let Some(permits) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
			permits.add_permits(count);
		}
	}
}

impl Watch {
	/// Watches the node at `url`, and the processors' time of `pids`.
	pub async fn start(
		url: &str,
		pids: Vec<u32>,
		signed: Arc<Signed>,
		clock: Arc<Clock>,
		returns: &Returns,
	) -> Result<Self> {
		let heads = Client::connect(url).await?;
		let bodies = Client::connect(url).await?;
		let best = heads.best_heads().await?;
		let finalised = heads.finalised_heads().await?;
		let (sender, progress) = watch::channel(Progress::default());
		let chronicle = Arc::new(Mutex::new(Chronicle::default()));
		let shared = Arc::new(Shared {
			chronicle: chronicle.clone(),
			progress: sender,
			clock,
			signed,
			returns: returns.clone(),
			pids,
		});
		let task = tokio::spawn(async move {
			let (queue, fresh) = mpsc::unbounded_channel();
			let stamped = try_join(
				stamp_best(best, shared.clone(), queue),
				stamp_finalised(finalised, shared.clone()),
			);
			try_join(stamped, read_bodies(&bodies, shared, fresh)).await?;
			// Subscriptions live as long as their connection.
			drop(heads);
			Ok(())
		});
		Ok(Self {
			chronicle,
			progress,
			task,
		})
	}

	/// How far the chain is.
	pub fn progress(&self) -> Progress {
		*self.progress.borrow()
	}

	/// Waits until the chain is so far.
	pub async fn until(&mut self, is: impl FnMut(&Progress) -> bool) -> Result<Progress> {
		let reached = self.progress.wait_for(is).await.map(|progress| *progress);
		match reached {
			Ok(progress) => Ok(progress),
			Err(_) => match (&mut self.task).await {
				Ok(Err(error)) => Err(error),
				_ => bail!("nobody watches the chain any more"),
			},
		}
	}

	/// What was seen until now, and forgotten from now on.
	pub fn take(&self) -> Chronicle {
		std::mem::take(&mut *self.chronicle.lock().unwrap_or_else(PoisonError::into_inner))
	}
}

impl Drop for Watch {
	fn drop(&mut self) {
		self.task.abort();
	}
}

impl Shared {
	fn write<R>(&self, write: impl FnOnce(&mut Chronicle) -> R) -> R {
		write(&mut self.chronicle.lock().unwrap_or_else(PoisonError::into_inner))
	}
}

async fn stamp_best(
	mut heads: Subscription<Header>,
	shared: Arc<Shared>,
	queue: mpsc::UnboundedSender<Header>,
) -> Result<()> {
	while let Some(header) = heads.next().await {
		let header = header?;
		let at = shared.clock.now();
		let mut processor = Duration::ZERO;
		for pid in &shared.pids {
			processor += processes::processor_time(*pid)?;
		}
		let head = Head {
			hash: header.hash(),
			height: header.number,
			at,
			processor,
			sent: shared.clock.count(),
		};
		queue.send(header)?;
		shared.write(|chronicle| chronicle.heads.push(head));
	}
	bail!("the subscription to best blocks ended")
}

async fn stamp_finalised(mut heads: Subscription<Header>, shared: Arc<Shared>) -> Result<()> {
	while let Some(header) = heads.next().await {
		let height = header?.number;
		let at = shared.clock.now();
		shared.write(|chronicle| chronicle.finalised.push((height, at)));
		shared
			.progress
			.send_modify(|progress| progress.finalised = height);
	}
	bail!("the subscription to finalised blocks ended")
}

async fn read_bodies(
	client: &Client,
	shared: Arc<Shared>,
	mut fresh: mpsc::UnboundedReceiver<Header>,
) -> Result<()> {
	// A call may stand in two blocks of a fork: it gives back one permit.
	let mut included = HashSet::new();
	let mut read = HashSet::new();
	let mut first = None;
	while let Some(head) = fresh.recv().await {
		let height = head.number;
		let first = *first.get_or_insert(height);
		let unread = unread(head, first, &read, |hash| client.header(hash)).await?;
		let before = included.len();
		for hash in unread {
			let body = Body::new(&client.body(hash).await?, &shared.signed);
			included.extend(body.calls.iter().map(|(_, number)| *number));
			shared.write(|chronicle| chronicle.bodies.insert(hash, body));
			read.insert(hash);
		}
		shared.returns.give(included.len() - before);
		shared.progress.send_modify(|progress| {
			progress.best = height;
			progress.included = included.len();
		});
	}
	bail!("no more blocks come")
}

/// A best block and those below it, `first` and above, that nobody has read: where a fork wins, blocks of it were never
/// the best themselves.
async fn unread<Answer: Future<Output = Result<Header>>>(
	head: Header,
	first: BlockNumber,
	read: &HashSet<Hash>,
	header: impl Fn(Hash) -> Answer,
) -> Result<Vec<Hash>> {
	let mut unread = vec![head.hash()];
	let mut lowest = head;
	while lowest.number > first && !read.contains(&lowest.parent_hash) {
		unread.push(lowest.parent_hash);
		lowest = header(lowest.parent_hash).await?;
	}
	Ok(unread)
}

/// The slot of a block, from its header.
pub fn slot(header: &Header) -> Result<u64> {
	header
		.digest
		.logs
		.iter()
		.find_map(|item| match item {
			DigestItem::PreRuntime(AURA, data) => u64::decode(&mut &data[..]).ok(),
			_ => None,
		})
		.with_context(|| format!("block {} has no slot", header.number))
}

impl Chronicle {
	/// When a block at a height, or one above it, was first the best.
	pub fn best_at(&self, hash: Hash, height: BlockNumber) -> Option<u64> {
		let itself = self.heads.iter().find(|head| head.hash == hash);
		let above = || self.heads.iter().find(|head| head.height > height);
		itself.or_else(above).map(|head| head.at)
	}

	/// When a height was finalised.
	pub fn finalised_at(&self, height: BlockNumber) -> Option<u64> {
		let (_, at) = self
			.finalised
			.iter()
			.find(|(finalised, _)| *finalised >= height)?;
		Some(*at)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::traits::Header as _;
	use std::future::ready;

	fn head(height: BlockNumber, at: u64) -> Head {
		Head {
			hash: Hash::from_low_u64_be(u64::from(height)),
			height,
			at,
			processor: Duration::ZERO,
			sent: 0,
		}
	}

	/// A block of a fork.
	fn block(height: BlockNumber, parent: Hash, fork: u8) -> Header {
		let digest = sp_runtime::Digest {
			logs: vec![DigestItem::Other(vec![fork])],
		};
		Header::new(height, Hash::zero(), Hash::zero(), parent, digest)
	}

	#[tokio::test]
	async fn blocks_of_a_fork_that_wins_are_read_though_they_were_never_the_best() {
		let first = block(5, Hash::zero(), 0);
		let lost = block(6, first.hash(), 1);
		let won = block(6, first.hash(), 2);
		let above = block(7, won.hash(), 2);
		let blocks = [first.clone(), lost.clone(), won.clone()].map(|block| (block.hash(), block));
		let blocks = HashMap::from(blocks);
		let header = |hash| ready(blocks.get(&hash).cloned().context("an unknown block"));
		let read = HashSet::from([first.hash(), lost.hash()]);
		let found = unread(above.clone(), 5, &read, header).await.unwrap();
		assert_eq!(found, [above.hash(), won.hash()]);
		// What was there before the watch began is nobody's.
		let found = unread(first.clone(), 5, &HashSet::new(), header).await.unwrap();
		assert_eq!(found, [first.hash()]);
	}

	#[test]
	fn a_block_that_was_never_the_best_counts_from_the_first_above_it() {
		let chronicle = Chronicle {
			heads: vec![head(1, 10), head(3, 30)],
			..Chronicle::default()
		};
		let at = |height| chronicle.best_at(Hash::from_low_u64_be(u64::from(height)), height);
		assert_eq!([at(1), at(2), at(3), at(4)], [Some(10), Some(30), Some(30), None]);
	}

	#[test]
	fn a_block_is_final_with_the_first_finalised_above_it() {
		let chronicle = Chronicle {
			finalised: vec![(1, 10), (4, 40)],
			..Chronicle::default()
		};
		assert_eq!(
			[1, 2, 4, 5].map(|height| chronicle.finalised_at(height)),
			[Some(10), Some(40), Some(40), None]
		);
	}

	#[test]
	fn transactions_of_others_are_not_counted_and_take_their_length() {
		let transactions = [vec![1, 2], vec![3], vec![4, 5, 6]].map(Bytes);
		let signed = Signed {
			texts: vec![String::new()],
			numbers: [(Hash::from(blake2_256(&[4, 5, 6])), 0)].into(),
			senders: 1,
		};
		let body = Body::new(&transactions, &signed);
		assert_eq!((body.calls, body.bytes), (vec![(2, 0)], 6));
	}
}
