//! People who go on working while something happens.

use super::{lab::RECOVERY, ledger::Ledger};
use crate::network::Node;
use anyhow::{ensure, Context, Result};
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::chain::{Chain, ChainError, Included, Signer};
use std::{
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Duration,
};
use tokio::{task::JoinHandle, time::sleep};

/// After a refusal, before the next try.
const PAUSE: Duration = Duration::from_millis(500);

/// One account that sends a transaction, waits until it is final, and sends the next.
pub struct Load {
	ends: Arc<AtomicBool>,
	task: JoinHandle<Result<Vec<Included>>>,
}

impl Load {
	/// `//who` works at these nodes, in turn when one does not answer.
	pub fn start(nodes: &[&Node], who: &str) -> Result<Self> {
		let urls: Vec<_> = nodes.iter().map(|node| node.url()).collect();
		ensure!(!urls.is_empty(), "no node to work at");
		let signer = Signer::from_uri(&format!("//{who}")).map_err(|e| anyhow::anyhow!("{e:?}"))?;
		let ends = Arc::new(AtomicBool::new(false));
		let task = tokio::spawn(work(urls, signer, ends.clone()));
		Ok(Self { ends, task })
	}

	/// Ends the work, after the transaction under way; writes what was finalised into the ledger and counts it.
	pub async fn end(self, ledger: &mut Ledger) -> Result<usize> {
		self.ends.store(true, Ordering::Relaxed);
		let included = tokio::time::timeout(RECOVERY, self.task)
			.await
			.context("a transaction under way is never finalised")???;
		for transaction in &included {
			ledger.enter(transaction.height, transaction.block)?;
		}
		ensure!(!included.is_empty(), "no transaction was finalised");
		Ok(included.len())
	}
}

async fn work(urls: Vec<String>, signer: Signer, ends: Arc<AtomicBool>) -> Result<Vec<Included>> {
	let mut included = Vec::new();
	let mut at = 0;
	while !ends.load(Ordering::Relaxed) {
		let remark = format!("transaction {}", included.len()).into_bytes();
		let call = RuntimeCall::System(frame_system::Call::<Runtime>::remark_with_event { remark });
		match send(&urls[at % urls.len()], &signer, call).await {
			Ok(transaction) => included.push(transaction),
			// Failed where it was executed: no fault of a network.
			Err(error @ ChainError::Failed { .. }) => return Err(error.into()),
			Err(_) => {
				at += 1;
				sleep(PAUSE).await;
			}
		}
	}
	Ok(included)
}

async fn send(url: &str, signer: &Signer, call: RuntimeCall) -> Result<Included, ChainError> {
	Chain::connect(url).await?.submit(signer, call).await
}
