//! What every scenario needs: networks, waiting, and what was measured.

use crate::{
	genesis::{set_floor, set_validators, FLOOR, SEVEN},
	manner::Manner,
	network::{Binaries, Member, Network, Node, Options, HOSPITALS},
	spec::{write_spec_with, Timing},
	wallet::Wallet,
};
use anyhow::{ensure, Context, Result};
use jsonrpsee::rpc_params;
use salus_primitives::{
	validator::{SessionInfo, ValidatorInfo},
	AccountId, Balance, BlockNumber, Hash,
};
use salus_wallet::chain::{At, Chain, Signer};
use serde_json::{Map, Value};
use std::{
	collections::BTreeSet,
	path::PathBuf,
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

/// Between two looks.
const POLL: Duration = Duration::from_millis(250);
/// What one look may take: a frozen node never answers.
const LOOK: Duration = Duration::from_secs(10);
/// Within this finality must be back after a fault: three sessions of a fast network of 2 s slots.
pub const RECOVERY: Duration = Duration::from_secs(60);
/// The slots of these networks, in milliseconds.
pub const SLOT: u64 = 2_000;

/// Between two figures.
const BETWEEN: &str = "; ";

/// What a scenario measured.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Figures(Vec<(String, String)>);

impl Figures {
	/// Adds a count.
	pub fn count(&mut self, what: &str, count: impl ToString) {
		self.0.push((what.to_owned(), count.to_string()));
	}

	/// Adds a duration.
	pub fn seconds(&mut self, what: &str, duration: Duration) {
		self.count(what, format!("{:.1} s", duration.as_secs_f32()));
	}

	/// All, as `what: figure`.
	pub fn text(&self) -> String {
		let figures: Vec<_> = self
			.0
			.iter()
			.map(|(what, figure)| format!("{what}: {figure}"))
			.collect();
		figures.join(BETWEEN)
	}

	/// From such a text.
	pub(super) fn read(text: &str) -> Option<Self> {
		let figures = text.split(BETWEEN).map(|one| {
			let (what, figure) = one.split_once(": ")?;
			Some((what.to_owned(), figure.to_owned()))
		});
		figures.collect::<Option<_>>().map(Self)
	}
}

/// A folder that vanishes, and the programs.
pub struct Lab {
	folder: TempDir,
	/// The programs.
	pub binaries: Binaries,
}

impl Lab {
	/// An empty one.
	pub fn new() -> Result<Self> {
		Ok(Self {
			folder: tempfile::Builder::new().prefix("salus-fault-").tempdir()?,
			binaries: Binaries::find()?,
		})
	}

	/// A file or folder of the scenario.
	pub fn path(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	/// A network of `members`, of which none runs yet. As a consortium's it has a floor of four, so that nobody of four
	/// is benched.
	pub fn prepare(&self, members: Vec<Member>, slot_milliseconds: u64) -> Result<Network> {
		let timing = Timing {
			slot_milliseconds,
			..Timing::default()
		};
		self.prepare_with(members, timing, |genesis| {
			set_floor(genesis, FLOOR);
			Ok(())
		})
	}

	/// A network of `members`, of which none runs yet, with another genesis than that of `local`.
	pub fn prepare_with(
		&self,
		members: Vec<Member>,
		timing: Timing,
		patch: impl FnOnce(&mut Map<String, Value>) -> Result<()>,
	) -> Result<Network> {
		let options = Options {
			timing,
			rpc_port: None,
			detached: false,
		};
		let network = Network::prepare(&self.path("nodes"), &self.binaries, &options, members)?;
		write_spec_with(&self.binaries.node, network.spec(), timing, patch)?;
		Ok(network)
	}

	/// Four hospitals that validate and have finalised their first block.
	pub async fn four(&self) -> Result<Network> {
		let mut network = self.prepare(four(|_| Manner::validator()), SLOT)?;
		network.launch_all().await?;
		Ok(network)
	}

	/// Seven hospitals that validate and have finalised their first block: three may be missing before the floor holds.
	pub async fn seven(&self, session_blocks: u32) -> Result<Network> {
		let members = SEVEN.map(|(name, handle)| Member {
			name,
			handle,
			manner: Manner::with_files(),
		});
		let timing = Timing {
			slot_milliseconds: SLOT,
			session_blocks,
			..Timing::default()
		};
		let mut network = self.prepare_with(members.into(), timing, |genesis| {
			set_floor(genesis, FLOOR);
			set_validators(genesis, &SEVEN.map(|(name, _)| name))
		})?;
		network.launch_all().await?;
		Ok(network)
	}

	/// The wallet's program, with an empty keystore.
	pub fn wallet(&self) -> Result<Wallet> {
		Wallet::new(&self.binaries.wallet, &self.path("wallet"))
	}
}

/// The four hospitals, each run as `manner` says.
pub fn four(manner: impl Fn(&str) -> Manner) -> Vec<Member> {
	HOSPITALS
		.into_iter()
		.map(|(name, handle)| Member {
			name,
			handle,
			manner: manner(handle),
		})
		.collect()
}

/// The place of a hospital among the four.
pub fn place(handle: &str) -> u8 {
	(0..)
		.zip(HOSPITALS)
		.find(|(_, (_, other))| *other == handle)
		.map_or(u8::MAX, |(place, _)| place)
}

/// The folder of the project's files.
pub fn repository() -> PathBuf {
	std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(
		|| PathBuf::from("."),
		|crate_folder| PathBuf::from(crate_folder).join(".."),
	)
}

/// Looks until there is something to see; an error of a look counts as nothing.
pub async fn until<T>(
	what: &str,
	limit: Duration,
	mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
	let since = Instant::now();
	loop {
		let why = match timeout(LOOK, look()).await {
			Ok(Ok(Some(seen))) => return Ok(seen),
			Ok(Ok(None)) => "it did not happen".into(),
			Ok(Err(error)) => format!("{error:#}"),
			Err(_) => "nothing answers".into(),
		};
		ensure!(
			since.elapsed() < limit,
			"{what}: not within {} s: {why}",
			limit.as_secs()
		);
		sleep(POLL).await;
	}
}

/// Height and hash of a node's finalised head.
pub async fn finalised(node: &Node) -> Result<(BlockNumber, Hash)> {
	let chain = node.chain().await?;
	let hash = chain.hash(At::Finalised).await?;
	Ok((chain.height(At::Block(hash)).await?, hash))
}

/// Height of a node's best block.
pub async fn best(node: &Node) -> Result<BlockNumber> {
	Ok(node.chain().await?.height(At::Best).await?)
}

/// Waits until the node's best chain has a block at `height`.
pub async fn builds(node: &Node, height: BlockNumber, limit: Duration) -> Result<()> {
	until(
		&format!("{} has a block {height}", node.handle),
		limit,
		async || Ok((best(node).await? >= height).then_some(())),
	)
	.await
}

/// Waits until the node has finalised `height`; gives the time it took.
pub async fn reaches(node: &Node, height: BlockNumber, limit: Duration) -> Result<Duration> {
	let since = Instant::now();
	until(
		&format!("{} finalises block {height}", node.handle),
		limit,
		async || Ok((finalised(node).await?.0 >= height).then_some(())),
	)
	.await?;
	Ok(since.elapsed())
}

/// Waits until the node has finalised `blocks` more than it had; gives the time it took.
pub async fn advances(node: &Node, blocks: BlockNumber, limit: Duration) -> Result<Duration> {
	let (height, _) = finalised(node).await?;
	reaches(node, height + blocks, limit).await
}

/// The block at a height of the node's chain.
pub async fn hash_at(chain: &Chain, height: BlockNumber) -> Result<Option<Hash>> {
	Ok(chain.rpc("chain_getBlockHash", rpc_params![height]).await?)
}

/// The account of a development hospital.
pub fn account(name: &str) -> Result<AccountId> {
	let signer = Signer::from_uri(&format!("//{name}")).map_err(|e| anyhow::anyhow!("{e:?}"))?;
	Ok(signer.account())
}

/// The session of a node's finalised head.
pub async fn session(node: &Node) -> Result<SessionInfo<BlockNumber>> {
	Ok(node.chain().await?.session(At::Finalised).await?)
}

/// How `//name` stands at a node's finalised head; an error if nobody has heard of it.
pub async fn standing(node: &Node, name: &str) -> Result<ValidatorInfo<AccountId, Balance>> {
	standing_at(node, name, At::Finalised).await
}

/// How `//name` stands at a block.
pub async fn standing_at(node: &Node, name: &str, at: At) -> Result<ValidatorInfo<AccountId, Balance>> {
	let found = node.chain().await?.candidate(&account(name)?, at).await?;
	found.with_context(|| format!("{name} is no candidate and has no bond"))
}

/// Who validates at a node's finalised head.
pub async fn validators(node: &Node) -> Result<BTreeSet<AccountId>> {
	let validators = node.chain().await?.validators(At::Finalised).await?;
	Ok(validators.into_iter().collect())
}

/// Waits until a session after that of now has begun; gives it.
pub async fn next_session(node: &Node, limit: Duration) -> Result<u32> {
	let before = session(node).await?.index;
	until("a session begins", limit, async || {
		let now = session(node).await?.index;
		Ok((now > before).then_some(now))
	})
	.await
}

/// Who authored the node's blocks from `from` to `to`.
pub async fn authors(node: &Node, from: BlockNumber, to: BlockNumber) -> Result<BTreeSet<AccountId>> {
	let chain = node.chain().await?;
	let mut authors = BTreeSet::new();
	for height in from..=to {
		let author = chain.author(height).await?;
		authors.insert(author.with_context(|| format!("block {height} has no author"))?);
	}
	Ok(authors)
}

/// Waits until a block that `//name` authored after `from` is finalised at `node`; gives its height.
pub async fn authored_after(
	node: &Node,
	name: &str,
	from: BlockNumber,
	limit: Duration,
) -> Result<BlockNumber> {
	let account = account(name)?;
	let mut next = from + 1;
	until(&format!("a block of {name} is finalised"), limit, async || {
		let chain = node.chain().await?;
		let (head, _) = finalised(node).await?;
		while next <= head {
			if chain.author(next).await?.as_ref() == Some(&account) {
				return Ok(Some(next));
			}
			next += 1;
		}
		Ok(None)
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn figures_are_read_as_they_were_written() {
		let mut figures = Figures::default();
		figures.count("blocks", 7);
		figures.seconds("all of it", Duration::from_millis(1_500));
		assert_eq!(figures.text(), "blocks: 7; all of it: 1.5 s");
		assert_eq!(Figures::read(&figures.text()), Some(figures));
		assert_eq!(Figures::read("FAILED"), None);
	}
}
