use super::{Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::Result,
};
use clap::Subcommand;
use jsonrpsee::rpc_params;
use salus_primitives::{AccountId, BlockNumber};
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// Finalised blocks in which liveness is looked at: some turns of each validator.
const RECENT: BlockNumber = 24;

#[derive(Subcommand)]
pub(super) enum Command {
	/// The chain, its validators, hospitals, epoch and key authority, as one node sees them.
	#[command(
		after_help = "Example: salus network status --url ws://127.0.0.1:9945 --json\n\
		Example: salus network status --node ws://10.0.0.2:9944 --node ws://10.0.0.3:9944"
	)]
	Status {
		/// Other nodes whose heights are shown beside this one's.
		#[arg(long = "node", value_name = "URL")]
		nodes: Vec<String>,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let Self::Status { nodes } = self;
		let chain = wallet.chain().await?;
		let finalised = At::Block(chain.hash(At::Finalised).await?);
		let (best, height) = (chain.height(At::Best).await?, chain.height(finalised).await?);
		let epoch = chain.epoch(finalised).await?;
		let hospitals = chain.hospitals(finalised).await?;
		let validators = validators(&chain, finalised, height).await?;
		let parameters = chain.parameters(finalised).await?;
		let mut report = Report::new()
			.line(format!("chain {:?} at {}", chain.genesis(), chain.url()))
			.line(format!(
				"best block {best}, finalised {height}: {} not final",
				best.saturating_sub(height)
			))
			.line(format!(
				"epoch {} of {} blocks since block {}; {} of its update keys are out; the cover has {} nodes",
				epoch.epoch, epoch.length, epoch.started_at, epoch.published, epoch.cover_size
			))
			.line(match &parameters {
				Some(p) => format!(
					"key authority: any {} of {} hospitals",
					p.threshold,
					p.authorities.len()
				),
				None => "key authority: none".into(),
			});
		let mut heights = vec![Height {
			url: chain.url().into(),
			peers: peers(&chain).await?,
			best,
			finalised: height,
		}];
		for url in &nodes {
			match Height::of(url).await {
				Ok(seen) => {
					report = report.line(format!(
						"node {url}: best block {}, finalised {}, {} peers",
						seen.best, seen.finalised, seen.peers
					));
					heights.push(seen);
				}
				Err(error) => report = report.line(format!("node {url}: {error}")),
			}
		}
		let name = |account: &AccountId| {
			hospitals
				.iter()
				.find(|hospital| hospital.operator == *account)
				.map(|hospital| String::from_utf8_lossy(&hospital.handle).into_owned())
		};
		for validator in &validators {
			report = report.line(format!(
				"validator {} {}: {} of the last {} final blocks{}",
				name(&validator.account).unwrap_or_else(|| "(no hospital)".into()),
				validator.account,
				validator.authored,
				validator.of,
				if validator.disabled { ", disabled" } else { "" },
			));
		}
		let listed: Vec<_> = validators
			.iter()
			.map(|validator| {
				json!({
					"account": validator.account.to_string(),
					"hospital": name(&validator.account),
					"authored": validator.authored,
					"of": validator.of,
					"disabled": validator.disabled,
				})
			})
			.collect();
		for hospital in &hospitals {
			report = report.line(format!(
				"hospital {} {}: {:?}, {} staff, {} records, {}",
				hospital.id,
				String::from_utf8_lossy(&hospital.handle),
				hospital.status,
				hospital.staff,
				hospital.records,
				String::from_utf8_lossy(&hospital.endpoint),
			));
		}
		let hospitals: Vec<_> = hospitals
			.iter()
			.map(|hospital| {
				json!({
					"id": hospital.id,
					"handle": String::from_utf8_lossy(&hospital.handle),
					"operator": hospital.operator.to_string(),
					"status": hospital.status,
					"endpoint": String::from_utf8_lossy(&hospital.endpoint),
					"staff": hospital.staff,
					"records": hospital.records,
				})
			})
			.collect();
		Ok(report
			.set("genesis", format!("{:?}", chain.genesis()))
			.set("best", best)
			.set("finalised", height)
			.set("lag", best.saturating_sub(height))
			.set("nodes", heights.iter().map(Height::json).collect::<Vec<_>>())
			.set("validators", listed)
			.set("epoch", epoch.epoch)
			.set("epochStartedAt", epoch.started_at)
			.set("epochComplete", epoch.latest_complete == Some(epoch.epoch))
			.set("threshold", parameters.map(|p| p.threshold))
			.set("hospitals", hospitals))
	}
}

/// How far a node is.
struct Height {
	url: String,
	peers: u64,
	best: BlockNumber,
	finalised: BlockNumber,
}

impl Height {
	async fn of(url: &str) -> Result<Self> {
		let chain = Chain::connect(url).await?;
		Ok(Self {
			url: url.into(),
			peers: peers(&chain).await?,
			best: chain.height(At::Best).await?,
			finalised: chain.height(At::Finalised).await?,
		})
	}

	fn json(&self) -> Value {
		json!({ "url": self.url, "peers": self.peers, "best": self.best, "finalised": self.finalised })
	}
}

async fn peers(chain: &Chain) -> Result<u64> {
	let health: Value = chain.rpc("system_health", rpc_params![]).await?;
	Ok(health.get("peers").and_then(Value::as_u64).unwrap_or_default())
}

/// A hospital that authors blocks.
struct Validator {
	account: AccountId,
	/// Blocks that it authored of the last `of`.
	authored: u32,
	of: u32,
	disabled: bool,
}

/// The validators of a finalised block, with what each authored of the blocks before it.
async fn validators(chain: &Chain, at: At, height: BlockNumber) -> Result<Vec<Validator>> {
	let accounts = chain.validators(at).await?;
	let disabled = chain.disabled_validators(at).await?;
	let mut authored: BTreeMap<AccountId, u32> = BTreeMap::new();
	let first = height.saturating_sub(RECENT).saturating_add(1).max(1);
	let mut of = 0;
	for number in first..=height {
		if let Some(author) = chain.author(number).await? {
			*authored.entry(author).or_default() += 1;
			of += 1;
		}
	}
	Ok(accounts
		.into_iter()
		.enumerate()
		.map(|(index, account)| Validator {
			authored: authored.get(&account).copied().unwrap_or_default(),
			of,
			disabled: disabled.iter().any(|found| usize::try_from(*found) == Ok(index)),
			account,
		})
		.collect())
}
