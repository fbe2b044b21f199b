//! One measurement: a network of its own, kept busy for a number of blocks, then asked at its ease.

use super::{
	feed::{Clock, Feed, Lanes},
	latency::{Latencies, Latency},
	load::{Load, Signed},
	node::Client,
	side::{Programs, Side},
	watch::{slot, Body, Chronicle, Progress, Returns, Watch},
	Plan,
};
use crate::network::{Network, Node};
use anyhow::{bail, ensure, Context, Result};
use frame_support::dispatch::DispatchClass;
use frame_system::{EventRecord, Phase};
use salus_primitives::{BlockNumber, Hash};
use salus_runtime::{
	configs::limits::{RuntimeBlockLength, RuntimeBlockWeights},
	RuntimeEvent,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	convert::Infallible,
	sync::Arc,
	time::Duration,
};
use tokio::{
	sync::Semaphore,
	time::{interval, sleep, timeout},
};

/// Calls in one message while the chain is kept busy.
const BATCH: usize = 32;
/// Until the first finalised block of a network, and until the last calls are in blocks and final.
const PATIENCE: Duration = Duration::from_secs(180);
/// Blocks whose calls are signed beyond those that are waited for.
const SPARE: usize = 4;
/// Signed for every call that is sent: a sender keeps its connection, and some connections are faster than others.
const UNEVEN: usize = 2;
/// Blocks after which a call that a fork had thrown out must be back.
const BACK: BlockNumber = 4;

/// A chain that was kept busy.
#[derive(Clone, Debug, Default)]
pub struct Busy {
	/// Calls in the blocks that were measured.
	pub calls: usize,
	/// From the slot of the block before them to the slot of the last.
	pub elapsed: Duration,
	/// Slots without a block.
	pub missed: u64,
	/// Calls of each block.
	pub of_block: Vec<usize>,
	/// Part of the weight for ordinary calls that blocks took, on average.
	pub weight: f64,
	/// Part of the length for ordinary calls that blocks took, on average.
	pub length: f64,
	/// Calls that were sent and in no block, when there were fewest.
	pub waiting: usize,
	/// What all nodes computed for one call.
	pub processor: Duration,
	/// How long calls took; mostly how long they waited for their turn.
	pub latencies: Latencies,
}

impl Busy {
	/// Calls per second.
	pub fn rate(&self) -> f64 {
		self.calls as f64 / self.elapsed.as_secs_f64()
	}
}

/// What one network showed.
#[derive(Clone, Debug)]
pub struct Measured {
	/// Kept busy.
	pub busy: Busy,
	/// At its ease.
	pub calm: Latencies,
}

/// A finalised block.
struct Block {
	hash: Hash,
	slot: u64,
	weight: u64,
	body: Body,
}

/// Measures one chain under one load.
pub async fn measure(
	plan: &Plan,
	programs: &Programs,
	side: Side,
	load: &Load,
	nodes: usize,
) -> Result<Measured> {
	let folder = tempfile::Builder::new().prefix("salus-throughput-").tempdir()?;
	let mut network = side
		.start(
			programs,
			folder.path(),
			nodes,
			plan.slot_milliseconds(nodes),
			load,
		)
		.await?;
	let measured = Run::measure(plan, &network, load).await;
	for node in &mut network.nodes {
		node.kill().await?;
	}
	measured
}

struct Run<'a> {
	plan: &'a Plan,
	nodes: usize,
	client: Client,
	watch: Watch,
	signed: Arc<Signed>,
	clock: Arc<Clock>,
	returns: Returns,
}

impl<'a> Run<'a> {
	async fn measure(plan: &'a Plan, network: &Network, load: &Load) -> Result<Measured> {
		let urls: Vec<_> = network.nodes.iter().map(Node::url).collect();
		let nodes = urls.len();
		let url = urls.first().context("a network of no nodes")?;
		let client = Client::connect(url).await?;
		until_finalised(&client, 1).await?;
		let chain = client.chain().await?;
		let blocks = plan.warm_up + plan.blocks;
		let calm = plan.calm_rate as usize * plan.length(nodes, plan.calm_blocks + 10).as_secs() as usize;
		let signed = tokio::task::block_in_place(|| {
			load.sign(
				chain,
				UNEVEN * (blocks as usize + SPARE),
				UNEVEN * (plan.in_flight + calm),
			)
		})?;
		let signed = Arc::new(signed);
		let clock = Arc::new(Clock::new(signed.texts.len()));
		let pids: Vec<_> = network.nodes.iter().filter_map(Node::pid).collect();
		let returns = Returns::default();
		let watch = Watch::start(url, pids, signed.clone(), clock.clone(), &returns).await?;
		let lanes = Lanes::open(&urls, signed.clone(), clock.clone()).await?;
		let mut run = Self {
			plan,
			nodes,
			client,
			watch,
			signed,
			clock,
			returns,
		};
		let (busy, lanes) = run.busy(lanes).await?;
		let calm = run.calm(lanes).await?;
		Ok(Measured { busy, calm })
	}

	/// Keeps as many calls waiting as the plan says.
	async fn busy(&mut self, lanes: Lanes) -> Result<(Busy, Lanes)> {
		let start = self.watch.until(|progress| progress.best > 0).await?.best;
		let permits = Arc::new(Semaphore::new(self.plan.in_flight));
		self.returns.to(Some(permits.clone()));
		let mut feed = lanes.start(permits, BATCH);
		let from = self.reach(&mut feed, start + self.plan.warm_up).await?;
		let to = self.reach(&mut feed, from + self.plan.blocks).await?;
		let lanes = feed.stop().await?;
		self.returns.to(None);
		self.drain().await?;
		let chronicle = self.watch.take();
		let blocks = self.finalised_blocks(start, 0, &chronicle).await?;
		Ok((self.weigh(&blocks, &chronicle, from, to)?, lanes))
	}

	/// Sends a few calls in every second.
	async fn calm(&mut self, lanes: Lanes) -> Result<Latencies> {
		let start = self.watch.progress().best;
		let sent = self.clock.count();
		let permits = Arc::new(Semaphore::new(0));
		let mut feed = lanes.start(permits.clone(), 1);
		let (end, rate) = (start + self.plan.calm_blocks, self.plan.calm_rate);
		tokio::select! {
			reached = self.reach(&mut feed, end) => reached?,
			never = drip(&permits, rate) => match never {},
		};
		feed.stop().await?;
		self.drain().await?;
		let chronicle = self.watch.take();
		let blocks = self.finalised_blocks(start, sent, &chronicle).await?;
		self.latencies(blocks.iter(), &chronicle)
	}

	/// Waits until the best block is so high; gives its height.
	async fn reach(&mut self, feed: &mut Feed, height: BlockNumber) -> Result<BlockNumber> {
		let limit = self
			.plan
			.length(self.nodes, height.saturating_sub(self.watch.progress().best) * 4)
			+ PATIENCE;
		tokio::select! {
			progress = self.watch.until(|progress| progress.best >= height) => Ok(progress?.best),
			error = feed.failure() => Err(error),
			() = sleep(limit) => bail!("the chain does not reach block {height}"),
		}
	}

	/// Waits until all that was sent is in blocks, and these are final.
	async fn drain(&mut self) -> Result<()> {
		let sent = self.clock.count();
		let is = |progress: &Progress| progress.included >= sent;
		let best = tokio::select! {
			progress = self.watch.until(is) => progress?.best,
			() = sleep(PATIENCE) => {
				bail!("{} of {sent} calls are in no block", sent - self.watch.progress().included)
			}
		};
		tokio::select! {
			progress = self.watch.until(|progress| progress.finalised >= best) => progress.map(drop),
			() = sleep(PATIENCE) => bail!("block {best} is not finalised"),
		}
	}

	/// Every finalised block after `start`. All calls sent but the first `before` must be in them, once and successful.
	async fn finalised_blocks(
		&mut self,
		start: BlockNumber,
		before: usize,
		chronicle: &Chronicle,
	) -> Result<BTreeMap<BlockNumber, Block>> {
		let mut blocks = BTreeMap::new();
		let mut calls = BTreeSet::new();
		let last = self.watch.progress().finalised;
		let mut height = start;
		loop {
			height += 1;
			let progress = self.watch.until(|progress| progress.finalised >= height);
			timeout(PATIENCE, progress)
				.await
				.with_context(|| format!("block {height} is not finalised"))??;
			let block = self.block(height, chronicle).await?;
			for (_, number) in &block.body.calls {
				ensure!(calls.insert(*number), "call {number} is in two blocks");
			}
			blocks.insert(height, block);
			let missing = self.clock.count().saturating_sub(before + calls.len());
			if height >= last && missing == 0 {
				return Ok(blocks);
			}
			ensure!(height < last + BACK, "{missing} calls are in no finalised block");
		}
	}

	async fn block(&self, height: BlockNumber, chronicle: &Chronicle) -> Result<Block> {
		let hash = self
			.client
			.hash(height)
			.await?
			.with_context(|| format!("no block {height}"))?;
		let body = match chronicle.bodies.get(&hash) {
			Some(body) => body.clone(),
			None => Body::new(&self.client.body(hash).await?, &self.signed),
		};
		check(&body, &self.client.events(hash).await?).with_context(|| format!("block {height}"))?;
		Ok(Block {
			hash,
			slot: slot(&self.client.header(hash).await?)?,
			weight: self
				.client
				.weight(hash)
				.await?
				.get(DispatchClass::Normal)
				.ref_time(),
			body,
		})
	}

	/// What the blocks after `from` until `to` say.
	fn weigh(
		&self,
		blocks: &BTreeMap<BlockNumber, Block>,
		chronicle: &Chronicle,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Busy> {
		let first = blocks.get(&from).context("the chain was busy too early")?;
		let last = blocks.get(&to).context("the chain was not busy long enough")?;
		let measured: Vec<_> = blocks.range(from + 1..=to).collect();
		let slots = last.slot - first.slot;
		let of_block: Vec<_> = measured.iter().map(|(_, block)| block.body.calls.len()).collect();
		let calls: usize = of_block.iter().sum();
		let room = Room::new()?;
		let mean = |part: &dyn Fn(&Block) -> f64| {
			measured.iter().map(|(_, block)| part(block)).sum::<f64>() / measured.len() as f64
		};
		let spent = |block: &Block, height| {
			let head = chronicle.heads.iter().find(|head| head.hash == block.hash);
			let head = head.or_else(|| chronicle.heads.iter().find(|head| head.height >= height));
			head.map(|head| head.processor)
				.context("a block that was never the best")
		};
		let processor = spent(last, to)?.saturating_sub(spent(first, from)?);
		Ok(Busy {
			calls,
			elapsed: self.plan.slots(self.nodes, slots),
			missed: slots - u64::from(to - from),
			weight: mean(&|block| block.weight as f64 / room.weight),
			length: mean(&|block| block.body.bytes as f64 / room.length),
			waiting: waiting(blocks, chronicle, from, to),
			processor: processor / u32::try_from(calls.max(1))?,
			latencies: self.latencies(measured.into_iter(), chronicle)?,
			of_block,
		})
	}

	fn latencies<'b>(
		&self,
		blocks: impl Iterator<Item = (&'b BlockNumber, &'b Block)>,
		chronicle: &Chronicle,
	) -> Result<Latencies> {
		let mut inclusion = Vec::new();
		let mut finality = Vec::new();
		for (height, block) in blocks {
			let best = chronicle
				.best_at(block.hash, *height)
				.context("a block that was never the best")?;
			let finalised = chronicle
				.finalised_at(*height)
				.context("a block that is not final")?;
			for (_, number) in &block.body.calls {
				let sent = self.clock.sent(*number).context("a call that nobody sent")?;
				inclusion.push(best.saturating_sub(sent));
				finality.push(finalised.saturating_sub(sent));
			}
		}
		Ok(Latencies {
			inclusion: Latency::of(inclusion)?,
			finality: Latency::of(finality)?,
		})
	}
}

/// What ordinary calls may take of a block.
struct Room {
	weight: f64,
	length: f64,
}

impl Room {
	fn new() -> Result<Self> {
		let weights = RuntimeBlockWeights::get();
		let weight = weights.get(DispatchClass::Normal).max_total;
		Ok(Self {
			weight: weight.context("blocks without a limit")?.ref_time() as f64,
			length: f64::from(*RuntimeBlockLength::get().max.get(DispatchClass::Normal)),
		})
	}
}

/// Calls that were sent and in no block yet when a block came, when there were fewest.
fn waiting(
	blocks: &BTreeMap<BlockNumber, Block>,
	chronicle: &Chronicle,
	from: BlockNumber,
	to: BlockNumber,
) -> usize {
	let mut included = 0;
	let mut fewest = usize::MAX;
	for (height, block) in blocks.range(..=to) {
		included += block.body.calls.len();
		let head = chronicle.heads.iter().find(|head| head.hash == block.hash);
		if let Some(head) = head.filter(|_| *height > from) {
			fewest = fewest.min(head.sent.saturating_sub(included));
		}
	}
	fewest
}

/// Every call of the load was carried out.
fn check(body: &Body, events: &[EventRecord<RuntimeEvent, Hash>]) -> Result<()> {
	let mut succeeded = BTreeSet::new();
	for record in events {
		let Phase::ApplyExtrinsic(place) = record.phase else {
			continue;
		};
		if let RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { .. }) = record.event {
			succeeded.insert(place);
		}
	}
	for (place, number) in &body.calls {
		if !succeeded.contains(place) {
			let told = events
				.iter()
				.filter(|record| record.phase == Phase::ApplyExtrinsic(*place))
				.map(|record| &record.event)
				.collect::<Vec<_>>();
			bail!("call {number} failed: {told:?}");
		}
	}
	Ok(())
}

/// Lets so many calls go in every second, evenly.
async fn drip(permits: &Semaphore, rate: u32) -> Infallible {
	let mut ticks = interval(Duration::from_secs(1) / rate);
	loop {
		ticks.tick().await;
		permits.add_permits(1);
	}
}

async fn until_finalised(client: &Client, height: BlockNumber) -> Result<()> {
	let mut heads = client.finalised_heads().await?;
	let reached = async {
		while let Some(head) = heads.next().await {
			if head?.number >= height {
				return Ok(());
			}
		}
		bail!("the subscription to finalised blocks ended")
	};
	timeout(PATIENCE, reached)
		.await
		.with_context(|| format!("block {height} is not finalised"))?
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::dispatch::{DispatchInfo, Pays};
	use frame_system::DispatchEventInfo;
	use sp_runtime::DispatchError;

	fn record(
		place: u32,
		event: frame_system::Event<salus_runtime::Runtime>,
	) -> EventRecord<RuntimeEvent, Hash> {
		EventRecord {
			phase: Phase::ApplyExtrinsic(place),
			event: event.into(),
			topics: Vec::new(),
		}
	}

	fn info() -> DispatchEventInfo {
		let info = DispatchInfo::default();
		DispatchEventInfo {
			weight: info.call_weight,
			class: info.class,
			pays_fee: Pays::Yes,
		}
	}

	#[test]
	fn a_call_that_failed_or_left_no_trace_is_noticed() {
		let succeeded = record(
			1,
			frame_system::Event::ExtrinsicSuccess {
				dispatch_info: info(),
			},
		);
		let failed = record(
			2,
			frame_system::Event::ExtrinsicFailed {
				dispatch_error: DispatchError::BadOrigin,
				dispatch_info: info(),
			},
		);
		let body = |calls: &[(u32, u32)]| Body {
			calls: calls.to_vec(),
			bytes: 0,
		};
		let events = [succeeded, failed];
		assert!(check(&body(&[(1, 10)]), &events).is_ok());
		assert!(check(&body(&[(1, 10), (2, 11)]), &events).is_err());
		assert!(check(&body(&[(3, 12)]), &events).is_err());
	}
}
