use super::{Report, Wallet};
use crate::{
	chain::{At, Chain, Signer},
	error::{Result, WalletError},
	update_keys::{self, Published},
};
use clap::Subcommand;
use salus_primitives::authority::Node;
use salus_runtime::Runtime;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Post the digest of the partials that your node serves in this epoch.
	#[command(after_help = "Example: salus authority post-digest --as st-mary")]
	PostDigest,
	/// Collect partials of this epoch from enough authorities and publish the update keys.
	#[command(after_help = "Example: salus authority publish --as charite")]
	Publish,
	/// Do both in every epoch, until stopped.
	#[command(after_help = "Example: salus authority watch --as st-mary")]
	Watch {
		/// Only publish: for whoever holds no share.
		#[arg(long)]
		publish_only: bool,
		/// End after so many epochs.
		#[arg(long)]
		epochs: Option<u32>,
	},
	/// Prove that a published update key is wrong: its publisher loses the bond.
	#[command(
		after_help = "Example: salus authority report --tree 0 --depth 3 --index 5 --era 0 --as charite"
	)]
	Report {
		/// Tree of the node.
		#[arg(long)]
		tree: u16,
		/// Depth of the node.
		#[arg(long)]
		depth: u8,
		/// Position of the node.
		#[arg(long)]
		index: u32,
		/// Era.
		#[arg(long)]
		era: u32,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		let signer = wallet.signer()?;
		match self {
			Self::PostDigest => post(&chain, &signer).await,
			Self::Publish => publish(&chain, &signer).await,
			Self::Watch { publish_only, epochs } => {
				watch(wallet, &chain, &signer, publish_only, epochs).await
			}
			Self::Report {
				tree,
				depth,
				index,
				era,
			} => {
				let node = Node { tree, depth, index };
				let call = pallet_key_authority::Call::<Runtime>::report_bad_update_key { node, era };
				Ok((&chain.submit(&signer, call).await?).into())
			}
		}
	}
}

async fn post(chain: &Chain, signer: &Signer) -> Result<Report> {
	Ok(match update_keys::post_digest(chain, signer).await? {
		Some(included) => Report::from(&included),
		None => Report::new().line("the digest of this epoch stands already"),
	})
}

async fn publish(chain: &Chain, signer: &Signer) -> Result<Report> {
	Ok(match update_keys::publish(chain, signer).await? {
		Published::Nothing(epoch) => Report::new()
			.line(format!("all update keys of epoch {} are out", epoch.epoch))
			.set("epoch", epoch.epoch)
			.set("published", 0),
		Published::Keys {
			epoch,
			count,
			included,
		} => Report::from(&included)
			.line(format!("{count} update keys of epoch {epoch} published"))
			.set("epoch", epoch)
			.set("published", count),
	})
}

/// Once an epoch's first block is final: the digest, then the keys. What fails is said and tried again at the next block.
async fn watch(
	wallet: &Wallet,
	chain: &Chain,
	signer: &Signer,
	publish_only: bool,
	epochs: Option<u32>,
) -> Result<Report> {
	let mut headers = chain.finalised_headers().await?;
	let mut done: Option<u32> = None;
	let mut count: u32 = 0;
	while epochs.is_none_or(|epochs| count < epochs) {
		let header = match headers.next().await {
			Some(Ok(header)) => header,
			_ => return Err(crate::chain::ChainError::Transport("the subscription ended".into()).into()),
		};
		let epoch = chain.epoch(At::Block(header.hash())).await?.epoch;
		if done == Some(epoch) {
			continue;
		}
		match serve(chain, signer, publish_only).await {
			Ok(report) => {
				wallet.say(report.headed(&format!("epoch {epoch}: ")).set("epoch", epoch));
				done = Some(epoch);
				count = count.saturating_add(1);
			}
			Err(error) => eprintln!("epoch {epoch}: {error}"),
		}
	}
	Ok(Report::new().set("epochs", count))
}

async fn serve(chain: &Chain, signer: &Signer, publish_only: bool) -> Result<Report, WalletError> {
	if !publish_only {
		post(chain, signer).await?;
	}
	publish(chain, signer).await
}
