//! An epoch begins while too few nodes have shares: its update keys are late, and doctors open records all the same.

use super::{all_serve, ROUND};
use crate::{
	faults::{finalised, reaches, until},
	network::Network,
	story::Story,
	wallet::Wallet,
};
use anyhow::{ensure, Context, Result};
use salus_primitives::BlockNumber;
use salus_wallet::chain::{At, ChainError};
use std::{fs, path::PathBuf};

/// The story's custodian, which answers with the keys of the epoch before.
const CUSTODIAN: &str = "st-mary";
/// Two of four: the other two make no key.
const WITHOUT: [&str; 2] = ["karolinska", "mayo"];
/// States that the custodian keeps: an epoch whose keys are later than that stands for one of production's length whose keys
/// are half an hour late.
const STATES: BlockNumber = 16;

pub(super) async fn late_keys_stop_nobody(wallet: &Wallet, story: &mut Story) -> Result<()> {
	let network = &mut story.world_mut().network;
	let custodian = place(network, CUSTODIAN)?;
	let keep = ["--state-pruning".into(), STATES.to_string()];
	network.nodes[custodian].manner.arguments.extend(keep);
	starts_again(network, CUSTODIAN, || Ok(())).await?;
	for handle in WITHOUT {
		let (folder, aside) = keystore_and_aside(network, handle)?;
		starts_again(network, handle, || Ok(fs::rename(&folder, &aside)?)).await?;
	}
	// With another's leaf gone, another node of the cover stands above the doctor's in the epoch that comes: its key is late.
	let revoke = ["hospital", "revoke", "nurse"];
	story.world().must("charite", "charite", &revoke).await?;
	let url = story.network().nodes[custodian].url();
	wallet.council(&url, &["force-epoch"]).await?;

	keys_are_late(story.network(), custodian).await?;
	story.opens("charite", "cardiologist").await?;
	// What a node holds on to it holds on to after its next start.
	starts_again(&mut story.world_mut().network, CUSTODIAN, || Ok(())).await?;
	keys_are_late(story.network(), custodian).await?;
	story.opens("charite", "cardiologist").await?;

	let network = &mut story.world_mut().network;
	for handle in WITHOUT {
		let (folder, aside) = keystore_and_aside(network, handle)?;
		starts_again(network, handle, || {
			fs::remove_dir_all(&folder)?;
			Ok(fs::rename(&aside, &folder)?)
		})
		.await?;
	}
	all_serve(network).await?;
	story.opens("charite", "cardiologist").await
}

/// Waits until the custodian has finalised more blocks than it keeps states, all of them in an epoch without its update keys, and
/// more of them than the last time.
async fn keys_are_late(network: &Network, custodian: usize) -> Result<()> {
	let chain = network.nodes[custodian].chain().await?;
	let begun = chain.height(At::Finalised).await?;
	let last_before = until("the epoch is older than states are kept", ROUND, async || {
		let at = At::Block(chain.hash(At::Finalised).await?);
		let (epoch, height) = (chain.epoch(at).await?, chain.height(at).await?);
		let late = epoch
			.latest_complete
			.is_some_and(|complete| complete < epoch.epoch);
		let old = height.saturating_sub(epoch.started_at) > 2 * STATES && height > begun.saturating_add(2);
		Ok((late && old).then(|| epoch.started_at.saturating_sub(1)))
	})
	.await?;
	// Its state is there, and the one before is gone: the node keeps no more than it needs.
	let (needed, older) = (
		chain.block_at(last_before).await?,
		chain.block_at(last_before.saturating_sub(1)).await?,
	);
	chain
		.epoch(At::Block(needed))
		.await
		.context("the state with the latest keys is gone")?;
	ensure!(
		matches!(
			chain.epoch(At::Block(older)).await,
			Err(ChainError::Refused { .. })
		),
		"the node keeps every state, so that nothing is shown here"
	);
	Ok(())
}

/// Stops a node, does something to its files, and waits until it follows again.
async fn starts_again(
	network: &mut Network,
	handle: &str,
	meanwhile: impl FnOnce() -> Result<()>,
) -> Result<()> {
	let place = place(network, handle)?;
	network.nodes[place].stop().await?;
	meanwhile()?;
	network.restart(place).await?;
	let other = &network.nodes[if place == 0 { 1 } else { 0 }];
	let (head, _) = finalised(other).await?;
	reaches(&network.nodes[place], head, ROUND).await?;
	Ok(())
}

fn place(network: &Network, handle: &str) -> Result<usize> {
	let place = network.nodes.iter().position(|node| node.handle == handle);
	place.with_context(|| format!("no hospital {handle}"))
}

/// Where a node has its shares, and where they are meanwhile.
fn keystore_and_aside(network: &Network, handle: &str) -> Result<(PathBuf, PathBuf)> {
	let folder = network.node(handle)?.authority();
	let aside = folder.with_extension("aside");
	Ok((folder, aside))
}
