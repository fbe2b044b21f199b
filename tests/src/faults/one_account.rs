//! One account, two wallets at a time.

use super::{
	lab::{advances, best, builds, finalised, hash_at, RECOVERY},
	Figures, Lab, Ledger,
};
use crate::network::Node;
use anyhow::{ensure, Context, Result};
use codec::Encode;
use salus_primitives::{AccountId, Nonce};
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::chain::{At, Chain, Included, Signer};
use sp_io::hashing::blake2_256;
use std::time::Instant;
use tokio::{sync::oneshot, time::timeout};

/// Of two remarks of one account and number a pool prefers the shorter.
const LONG: usize = 20_000;

fn remark(text: &[u8]) -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::<Runtime>::remark_with_event {
		remark: text.to_vec(),
	})
}

/// How many transactions of an account are final, by its number there.
async fn executed(node: &Node, account: &AccountId) -> Result<Nonce> {
	let chain = node.chain().await?;
	Ok(chain
		.call("AccountNonceApi_account_nonce", account, At::Finalised)
		.await?)
}

/// Whether the events of a transaction are those of this remark.
fn is_of(included: &Included, text: &[u8]) -> bool {
	let hash = blake2_256(text);
	included
		.find(|event| {
			event
				.encode()
				.windows(hash.len())
				.any(|at| at == hash)
				.then_some(())
		})
		.is_some()
}

pub(super) async fn of_two_wallets(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let network = lab.four().await?;
	let [node, others @ ..] = &network.nodes[..] else {
		anyhow::bail!("a network without nodes");
	};
	let signer = Signer::from_uri("//Patient").map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let account = signer.account();
	let url = node.url();
	advances(node, 1, RECOVERY).await?;
	let number = executed(node, &account).await?;

	// The one node that goes on has just built its block: until its next both transactions meet in its pool.
	for other in others {
		other.pause().await?;
	}
	builds(node, best(node).await? + 1, RECOVERY).await?;
	let (told, accepted) = oneshot::channel();
	let first = tokio::spawn({
		let (url, signer) = (url.clone(), signer.clone());
		async move {
			let chain = Chain::connect(&url).await?;
			let told = || told.send(()).unwrap_or_default();
			chain.submit_telling(&signer, remark(&[1; LONG]), told).await
		}
	});
	timeout(RECOVERY, accepted)
		.await
		.context("the pool takes nothing")??;
	let (height, _) = finalised(node).await?;
	let second = tokio::spawn(async move {
		let chain = Chain::connect(&url).await?;
		chain.submit_with_nonce(&signer, remark(&[2]), number).await
	});
	builds(node, best(node).await? + 1, RECOVERY).await?;
	for other in others {
		other.resume().await?;
	}

	let since = Instant::now();
	let second = timeout(RECOVERY, second)
		.await
		.context("the second wallet waits")???;
	let first = timeout(RECOVERY, first)
		.await
		.context("the first wallet waits")???;
	figures.seconds("both wallets have their word after", since.elapsed());
	ensure!(
		is_of(&first, &[1; LONG]),
		"the first wallet was told of another transaction"
	);
	ensure!(
		is_of(&second, &[2]),
		"the second wallet was told of another transaction"
	);
	ensure!(
		first.height > height && second.height > height,
		"a block from before"
	);
	ensure!(
		executed(node, &account).await? == number + 2,
		"two transactions were asked for, and {} executed",
		executed(node, &account).await? - number
	);
	for included in [&first, &second] {
		ensure!(
			hash_at(&node.chain().await?, included.height).await? == Some(included.block),
			"a wallet was told of a block that is not final"
		);
		ledger.enter(included.height, included.block)?;
	}
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
