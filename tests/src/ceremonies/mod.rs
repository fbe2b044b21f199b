//! The authority's keys on networks of real nodes: made, handed on, and kept by hospitals that are absent, lie, are suspended
//! or lose their disks. Each scenario is an incident of [`crate::faults`].

mod backup;
mod collusion;
mod disks;
mod epoch;
#[path = "../../../crypto/tests/ceremony/hand.rs"]
#[allow(dead_code, missing_docs)]
mod hand;
mod late;
mod liar;
mod replaced;
mod resharing;
mod suspension;

pub(crate) use backup::an_old_backup_does_not_answer;
pub(crate) use collusion::two_below_the_threshold;
pub(crate) use disks::lost_one_by_one;
pub(crate) use epoch::a_hundred_revoked;
pub(crate) use liar::seven_two_absent_one_lying;
pub(crate) use replaced::lost_for_good;
pub(crate) use resharing::four_to_seven_and_back;
pub(crate) use suspension::suspended_in_the_middle;

use crate::{
	faults::{account, until, Lab},
	network::{Network, Node, ISSUER_FILE},
	shares::keystore,
	wallet::Wallet,
};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use salus_authority::{Keystore, ShareId};
use salus_primitives::{authority::Parameters, ceremony::CeremonyKind, AccountId};
use salus_wallet::chain::{At, Sharing};
use serde_json::Value;
use std::time::Duration;

/// Within this a round ends, on a machine where other networks run.
pub(crate) const ROUND: Duration = Duration::from_secs(600);
/// What the wallet waits with: some rounds, if the first ones fail.
const SERVES: &[&str] = &["authority", "status", "--wait", "--blocks", "300"];

/// Hospitals apply, and the council accredits them in one motion. A hospital whose node does not run applies at the first.
pub(crate) async fn accredit(wallet: &Wallet, network: &Network, handles: &[&str]) -> Result<()> {
	let nodes = handles
		.iter()
		.map(|handle| network.node(handle))
		.collect::<Result<Vec<_>>>()?;
	let first = network.nodes.first().context("no nodes")?;
	let at = |node: &Node| match node.pid() {
		Some(_) => node.url(),
		None => first.url(),
	};
	try_join_all(nodes.into_iter().map(|node| {
		let (url, uri) = (at(node), format!("//{}", node.name));
		async move {
			let create = ["keys", "create", node.handle, "--uri", &uri];
			wallet.must(&url, "//any", &create).await?;
			let issuer = node.folder.join(ISSUER_FILE);
			let issuer = issuer.to_str().context("a path that is no text")?;
			wallet
				.must(&url, node.handle, &["keys", "issuer-file", issuer])
				.await?;
			let endpoint = node.url();
			let apply = ["hospital", "apply", node.handle, "--endpoint", &endpoint];
			wallet.must(&url, node.handle, &apply).await
		}
	}))
	.await?;
	wallet
		.council(&first.url(), &[&["accredit"], handles].concat())
		.await?;
	Ok(())
}

/// All hospitals of a network are accredited, and make the keys; waits until they serve.
pub(crate) async fn make_keys(lab: &Lab, network: &Network) -> Result<Wallet> {
	let wallet = lab.wallet()?;
	let handles: Vec<_> = network.nodes.iter().map(|node| node.handle).collect();
	accredit(&wallet, network, &handles).await?;
	serves(&wallet, &network.nodes[0]).await?;
	all_serve(network).await?;
	Ok(wallet)
}

/// Waits until a node sees keys of each kind, and this epoch's update keys.
pub(crate) async fn serves(wallet: &Wallet, node: &Node) -> Result<Value> {
	wallet.must(&node.url(), "//any", SERVES).await
}

/// Waits until every holder of attribute keys has posted the digest of this epoch, whose update keys are out, and until the
/// ceremonies have left nothing to do in keystores: then no node changes anything by itself before the next epoch.
pub async fn all_serve(network: &Network) -> Result<()> {
	let node = network.nodes.iter().find(|node| node.pid().is_some());
	let node = node.context("no node runs")?;
	let genesis = network.genesis().await?;
	// Opened once: a password takes its time.
	let mut keystores = Vec::new();
	for node in network.nodes.iter().filter(|node| node.pid().is_some()) {
		if node.authority().is_dir() {
			keystores.push((account(node.name)?, node.handle, keystore(node, genesis)?));
		}
	}
	until("every holder serves", ROUND, async || {
		let chain = node.chain().await?;
		let at = At::Block(chain.hash(At::Finalised).await?);
		let epoch = chain.epoch(at).await?;
		let sharing = chain.sharing(CeremonyKind::AttributeKeys, at).await?;
		let sharing = sharing.context("there is no key")?;
		for holder in &sharing.holders {
			let posted = chain.partials_digest(&holder.account, at).await?;
			ensure!(
				posted.is_some_and(|(posted, _)| posted == epoch.epoch),
				"{} has not posted its digest",
				holder.account
			);
		}
		for kind in CeremonyKind::ALL {
			let sharing = chain.sharing(kind, at).await?.context("there is no key")?;
			for (who, handle, keystore) in &keystores {
				if !sharing.holders.iter().any(|holder| holder.account == *who) {
					continue;
				}
				let settled = holds(keystore, kind, &sharing)? && keystore.rounds(kind)?.is_empty();
				ensure!(settled, "{handle} has not stored its share of {kind:?}");
			}
		}
		Ok((epoch.latest_complete == Some(epoch.epoch)).then_some(()))
	})
	.await
}

/// The sharing in use at a node's finalised head.
pub(crate) async fn sharing(node: &Node, kind: CeremonyKind) -> Result<Sharing> {
	let found = node.chain().await?.sharing(kind, At::Finalised).await?;
	found.with_context(|| format!("there is no key of {kind:?}"))
}

/// The parameters in use at a node's finalised head.
pub(crate) async fn parameters(node: &Node) -> Result<Parameters<AccountId>> {
	let found = node.chain().await?.parameters(At::Finalised).await?;
	found.context("there are no parameters")
}

/// Waits until a later generation than this is in use; gives its sharing.
pub(crate) async fn after(node: &Node, kind: CeremonyKind, generation: u32) -> Result<Sharing> {
	until("the key is handed on", ROUND, async || {
		let now = sharing(node, kind).await?;
		Ok((now.generation > generation).then_some(now))
	})
	.await
}

/// The council has both keys handed on; waits for the generations that come of it.
pub(crate) async fn refresh(wallet: &Wallet, node: &Node) -> Result<[Sharing; 2]> {
	let mut before = Vec::new();
	for (kind, name) in [
		(CeremonyKind::AttributeKeys, "attribute-keys"),
		(CeremonyKind::Tokens, "tokens"),
	] {
		before.push((kind, sharing(node, kind).await?.generation));
		wallet.council(&node.url(), &["reshare", name]).await?;
	}
	let [(keys, first), (tokens, second)] = before[..] else {
		anyhow::bail!("there are two kinds")
	};
	Ok([
		after(node, keys, first).await?,
		after(node, tokens, second).await?,
	])
}

/// Whether a keystore has a share of a sharing.
fn holds(keystore: &Keystore, kind: CeremonyKind, of: &Sharing) -> Result<bool> {
	let id = ShareId {
		kind,
		ceremony: of.ceremony,
		generation: of.generation,
	};
	Ok(keystore.shares(kind)?.contains(&id))
}

/// Waits until every node of these has stored its share.
pub(crate) async fn all_hold(
	nodes: &[&Node],
	genesis: [u8; 32],
	kind: CeremonyKind,
	of: &Sharing,
) -> Result<()> {
	for node in nodes {
		let what = format!("{} has its share of generation {}", node.handle, of.generation);
		let keystore = keystore(node, genesis)?;
		until(&what, ROUND, async || {
			Ok(holds(&keystore, kind, of)?.then_some(()))
		})
		.await?;
	}
	Ok(())
}
