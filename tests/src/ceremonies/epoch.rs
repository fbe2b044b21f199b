//! An epoch of production's length with as many users as a consortium has, of whom a hundred are revoked: its update keys
//! are made, combined, published and checked.

use super::{make_keys, parameters, sharing};
use crate::{
	faults::{until, Figures, Lab},
	genesis::{set_floor, set_validators, FLOOR, SEVEN},
	manner::Manner,
	network::{Member, Network},
	spec::Timing,
};
use anyhow::{ensure, Context, Result};
use codec::Encode;
use frame_support::traits::PalletInfoAccess;
use pallet_key_authority::Event;
use rand::{rngs::OsRng, seq::IteratorRandom};
use salus_crypto::{
	authority::verify_update,
	tree::{cover, path},
	Bls,
};
use salus_primitives::{
	authority::{Epoch, EpochInfo, Leaf, Node, UpdateKey},
	ceremony::CeremonyKind,
	page::{PageRequest, PageResult, MAX_PAGE},
	traits::RevocationRegistry,
	BlockNumber, Hash,
};
use salus_runtime::{
	constants::time::{DAYS, SESSION, SLOT_DURATION},
	KeyAuthority, Revocation, RuntimeEvent,
};
use salus_wallet::chain::{At, Chain};
use serde_json::Value;
use sp_core::storage::Storage;
use sp_io::TestExternalities;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::Path,
	time::Duration,
};

/// The tree of the first era.
const TREE: u16 = 0;
/// Users, each at a leaf.
const USERS: u32 = 65_536;
/// How many of them are revoked.
const REVOKED: usize = 100;
/// As in production, whose epochs are days.
const PRODUCTION: Timing = Timing {
	slot_milliseconds: SLOT_DURATION,
	session_blocks: SESSION,
	epoch_length: DAYS,
};
/// Nobody waits for a day to end.
const LIMIT: Duration = Duration::from_secs(1_200);

pub(crate) async fn a_hundred_revoked(lab: Lab) -> Result<Figures> {
	let revoked: BTreeSet<u32> = (0..USERS)
		.choose_multiple(&mut OsRng, REVOKED)
		.into_iter()
		.collect();
	let mut network = prepare(&lab)?;
	revoke(network.spec(), &revoked)?;
	network.launch_all().await?;
	let wallet = make_keys(&lab, &network).await?;
	let here = &network.nodes[0];
	let made = sharing(here, CeremonyKind::AttributeKeys).await?;
	ensure!(
		made.holders.len() == SEVEN.len() && made.threshold == 5,
		"not any 5 of 7 hold the key: {made:?}"
	);

	// What is revoked leaves the cover with the next epoch.
	let chain = here.chain().await?;
	let before = chain.epoch(At::Finalised).await?.epoch;
	wallet.council(&here.url(), &["force-epoch"]).await?;
	let epoch = until("all update keys are published", LIMIT, async || {
		let now = chain.epoch(At::Finalised).await?;
		ensure!(now.epoch > before, "epoch {before} has not ended");
		ensure!(
			now.latest_complete == Some(now.epoch),
			"{} of {} are",
			now.published,
			now.cover_size
		);
		Ok(Some(now))
	})
	.await?;
	let done = Completion::of(&chain, &epoch).await?;
	ensure!(
		epoch.epoch == before + 1 && epoch.length == DAYS && done.blocks < DAYS,
		"not within the first epoch after, of {DAYS} blocks: {epoch:?}"
	);

	let at = At::Block(done.block);
	let keys = update_keys(&chain, at).await?;
	are_of_the_cover(&keys, &chain.cover(at).await?, &revoked)?;
	let beta = parameters(here).await?.beta;
	for key in &keys {
		ensure!(key.era == epoch.era, "an update key of another era: {key:?}");
		verify_update::<Bls>(
			&beta,
			&key.node.into(),
			epoch.epoch,
			key.era,
			&key.q,
			&key.q_prime,
		)
		.map_err(|e| anyhow::anyhow!("the update key of {:?} does not verify: {e:?}", key.node))?;
	}

	let mut figures = Figures::default();
	figures.count("users", USERS);
	figures.count("revoked", revoked.len());
	figures.count("update keys", keys.len());
	let bytes: usize = keys.iter().map(Encode::encoded_size).sum();
	figures.count("bytes on chain", bytes);
	figures.count("calls that publish", done.calls);
	figures.seconds("from the epoch's first block until all are published", done.took);
	figures.count("blocks until then", done.blocks);
	Ok(figures)
}

/// Seven hospitals that validate and serve, with production's times.
fn prepare(lab: &Lab) -> Result<Network> {
	let members = SEVEN.map(|(name, handle)| Member {
		name,
		handle,
		manner: Manner::default(),
	});
	lab.prepare_with(members.into(), PRODUCTION, |genesis| {
		set_floor(genesis, FLOOR);
		set_validators(genesis, &SEVEN.map(|(name, _)| name))
	})
}

/// Revokes leaves in a raw specification, whose genesis differs in nothing else. They are of users that nobody looks up: a
/// cover depends on the revoked alone, so neither keys of leaves nor how many were given out stand there.
fn revoke(spec: &Path, revoked: &BTreeSet<u32>) -> Result<()> {
	let mut specification: Value = serde_json::from_slice(&fs::read(spec)?)?;
	let top = specification
		.pointer_mut("/genesis/raw/top")
		.and_then(Value::as_object_mut)
		.context("the chain specification is not raw")?;
	let mut genesis = BTreeMap::new();
	for (key, value) in top.iter() {
		let value = value.as_str().context("a value that is no text")?;
		genesis.insert(bytes(key)?, bytes(value)?);
	}
	let mut state = TestExternalities::new(Storage {
		top: genesis.clone(),
		..Storage::default()
	});
	let prefix = Revocation::name_hash();
	// Before the first block: no event is kept.
	let revocation = state.execute_with(|| {
		for index in revoked {
			Revocation::revoke_leaf(Leaf {
				tree: TREE,
				index: *index,
			})
			.map_err(|e| anyhow::anyhow!("leaf {index} is not revoked: {e:?}"))?;
		}
		Revocation::do_try_state()
			.and_then(|()| KeyAuthority::do_try_state())
			.map_err(|e| anyhow::anyhow!("the genesis is not sound: {e:?}"))?;
		Ok::<_, anyhow::Error>(stored(&prefix))
	})?;
	genesis.retain(|key, _| !key.starts_with(&prefix));
	genesis.extend(revocation);
	*top = genesis
		.iter()
		.map(|(key, value)| (text(key), text(value).into()))
		.collect();
	fs::write(spec, serde_json::to_vec(&specification)?).with_context(|| spec.display().to_string())
}

/// What the state at hand has under a prefix.
fn stored(prefix: &[u8]) -> BTreeMap<Vec<u8>, Vec<u8>> {
	let mut found = BTreeMap::new();
	let mut last = prefix.to_vec();
	while let Some(key) = sp_io::storage::next_key(&last).filter(|key| key.starts_with(prefix)) {
		if let Some(value) = sp_io::storage::get(&key) {
			found.insert(key.clone(), value.to_vec());
		}
		last = key;
	}
	found
}

fn bytes(text: &str) -> Result<Vec<u8>> {
	let digits = text.strip_prefix("0x").context("bytes without 0x")?;
	Ok(hex::decode(digits)?)
}

fn text(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// How an epoch's update keys came to be published.
struct Completion {
	/// The block with the last of them.
	block: Hash,
	/// Blocks from the epoch's first to that.
	blocks: BlockNumber,
	/// Between these two, by what they say themselves.
	took: Duration,
	/// Calls that published.
	calls: usize,
}

impl Completion {
	/// Of an epoch that is complete.
	async fn of(chain: &Chain, epoch: &EpochInfo<BlockNumber>) -> Result<Self> {
		let first = chain.block_at(epoch.started_at).await?;
		let since = chain.seconds(At::Block(first)).await?;
		let (mut height, mut calls) = (epoch.started_at, 0);
		loop {
			let block = chain.block_at(height).await?;
			let events = chain.events(block).await?;
			calls += events
				.iter()
				.filter(|event| publishes(event, epoch.epoch))
				.count();
			if chain.epoch(At::Block(block)).await?.latest_complete == Some(epoch.epoch) {
				let now = chain.seconds(At::Block(block)).await?;
				return Ok(Self {
					block,
					blocks: height - epoch.started_at,
					took: Duration::from_secs(now.saturating_sub(since)),
					calls,
				});
			}
			height += 1;
		}
	}
}

fn publishes(event: &RuntimeEvent, epoch: Epoch) -> bool {
	matches!(
		event,
		RuntimeEvent::KeyAuthority(Event::UpdateKeysPublished { epoch: of, .. }) if *of == epoch
	)
}

/// All update keys that are published at a block.
async fn update_keys(chain: &Chain, at: At) -> Result<Vec<UpdateKey>> {
	let (mut keys, mut cursor) = (Vec::new(), None);
	loop {
		let request = PageRequest {
			cursor,
			limit: MAX_PAGE,
		};
		let page: PageResult<UpdateKey> = chain.call("KeyAuthorityApi_update_keys", request, at).await?;
		let page = page.map_err(|e| anyhow::anyhow!("no page of update keys: {e:?}"))?;
		keys.extend(page.items);
		match page.next {
			Some(next) => cursor = Some(next),
			None => return Ok(keys),
		}
	}
}

/// There is one key a node of the cover, which is that of the revoked leaves: none is for a revoked leaf, and one for every
/// other.
fn are_of_the_cover(keys: &[UpdateKey], nodes: &[Node], revoked: &BTreeSet<u32>) -> Result<()> {
	let published: BTreeSet<Node> = keys.iter().map(|key| key.node).collect();
	let fixed: BTreeSet<Node> = nodes.iter().copied().collect();
	let expected: BTreeSet<Node> = cover(TREE, revoked.iter().copied())
		.into_iter()
		.map(Node::from)
		.collect();
	ensure!(
		fixed == expected,
		"the cover is not that of the {} revoked leaves: {} nodes, not {}",
		revoked.len(),
		fixed.len(),
		expected.len()
	);
	ensure!(
		published == fixed && keys.len() == fixed.len(),
		"{} keys of {} nodes are published, for a cover of {}",
		keys.len(),
		published.len(),
		fixed.len()
	);
	for index in 0..USERS {
		let leaf = Leaf { tree: TREE, index };
		let found = path(leaf.into())
			.into_iter()
			.filter(|node| published.contains(&Node::from(*node)))
			.count();
		let wanted = usize::from(!revoked.contains(&index));
		ensure!(
			found == wanted,
			"leaf {index} has {found} update keys, not {wanted}"
		);
	}
	Ok(())
}
