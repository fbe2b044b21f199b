use super::{Report, Wallet};
use crate::{
	amount,
	chain::{At, Chain},
	error::Result,
};
use clap::Subcommand;
use jsonrpsee::rpc_params;
use salus_primitives::{validator::ValidatorInfo, AccountId, Balance, BlockNumber};
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
		let session = chain.session(finalised).await?;
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
			.line(format!(
				"session {} of {} blocks: {} validators, {} of them disabled; {} candidates for {} seats; never fewer than {}",
				session.index,
				session.length,
				session.validators,
				session.disabled,
				session.candidates,
				session.seats,
				session.floor
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
			let hospital = name(&validator.info.account);
			report = report.line(validator.line(hospital.as_deref().unwrap_or("(no hospital)")));
		}
		let listed = |active: bool| -> Vec<_> {
			validators
				.iter()
				.filter(|validator| validator.info.active == active)
				.map(|validator| validator.json(name(&validator.info.account)))
				.collect()
		};
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
			.set(
				"session",
				json!({
					"index": session.index,
					"length": session.length,
					"disabled": session.disabled,
					"seats": session.seats,
					"floor": session.floor,
				}),
			)
			.set("validators", listed(true))
			.set("candidates", listed(false))
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

/// A hospital that validates or stands for election.
struct Validator {
	info: ValidatorInfo<AccountId, Balance>,
	/// Blocks that it authored of the last `of`.
	authored: u32,
	of: u32,
}

impl Validator {
	fn line(&self, hospital: &str) -> String {
		let Self { info, authored, of } = self;
		let mut line = format!(
			"{} {hospital} {}: stake {} of its own, {} of {} backers",
			if info.active { "validator" } else { "candidate" },
			info.account,
			amount::show(info.own),
			amount::show(info.backed),
			info.backers,
		);
		if info.active {
			line += &format!(
				"; {} blocks in {} slots of this session, {authored} of the last {of} final blocks",
				info.authored, info.expected
			);
		}
		for (is, what) in [
			(info.disabled, "disabled"),
			(info.active && !info.elected, "not of the next session"),
			(!info.active && info.elected, "of the next session"),
			(!info.keys, "without session keys"),
			(!info.candidate, "stands no more"),
		] {
			if is {
				line += &format!(", {what}");
			}
		}
		for (until, what) in [(info.benched_until, "benched"), (info.banned_until, "banned")] {
			if let Some(until) = until {
				line += &format!(", {what} until session {until}");
			}
		}
		line
	}

	fn json(&self, hospital: Option<String>) -> Value {
		let Self { info, authored, of } = self;
		json!({
			"account": info.account.to_string(),
			"hospital": hospital,
			"own": info.own.to_string(),
			"backed": info.backed.to_string(),
			"backers": info.backers,
			"candidate": info.candidate,
			"elected": info.elected,
			"keys": info.keys,
			"authored": authored,
			"of": of,
			"authoredInSession": info.authored,
			"slotsInSession": info.expected,
			"strikes": info.strikes,
			"disabled": info.disabled,
			"benchedUntil": info.benched_until,
			"bannedUntil": info.banned_until,
		})
	}
}

/// The validators and candidates of a finalised block, with what each authored of the blocks before it.
async fn validators(chain: &Chain, at: At, height: BlockNumber) -> Result<Vec<Validator>> {
	let mut authored: BTreeMap<AccountId, u32> = BTreeMap::new();
	let first = height.saturating_sub(RECENT).saturating_add(1).max(1);
	let mut of = 0;
	for number in first..=height {
		if let Some(author) = chain.author(number).await? {
			*authored.entry(author).or_default() += 1;
			of += 1;
		}
	}
	let everybody = chain.candidates(at).await?;
	Ok(everybody
		.into_iter()
		.map(|info| Validator {
			authored: authored.get(&info.account).copied().unwrap_or_default(),
			of,
			info,
		})
		.collect())
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::SAL;

	fn validator() -> Validator {
		Validator {
			info: ValidatorInfo {
				account: AccountId::new([1; 32]),
				hospital: Some(0),
				own: 10_000 * SAL,
				backed: SAL / 2,
				backers: 2,
				unbonding: 0,
				reward: 0,
				candidate: true,
				active: true,
				elected: true,
				keys: true,
				disabled: false,
				authored: 3,
				expected: 4,
				strikes: 0,
				benched_until: None,
				banned_until: None,
			},
			authored: 6,
			of: 24,
		}
	}

	#[test]
	fn a_validator_is_shown_with_its_stake_and_its_liveness() {
		let line = validator().line("mayo");
		assert!(line.starts_with("validator mayo "), "{line}");
		assert!(
			line.ends_with(
				": stake 10000 SAL of its own, 0.5 SAL of 2 backers; 3 blocks in 4 slots of this session, \
				 6 of the last 24 final blocks"
			),
			"{line}"
		);
		assert_eq!(validator().json(None)["own"], "10000000000000000");
	}

	#[test]
	fn what_keeps_a_hospital_from_validating_is_said() {
		let mut benched = validator();
		benched.info.active = false;
		benched.info.elected = false;
		benched.info.benched_until = Some(9);
		let line = benched.line("mayo");
		assert!(line.starts_with("candidate mayo "), "{line}");
		assert!(line.ends_with(" backers, benched until session 9"), "{line}");

		let mut banned = validator();
		banned.info.candidate = false;
		banned.info.elected = false;
		banned.info.disabled = true;
		banned.info.banned_until = Some(168);
		let line = banned.line("mayo");
		assert!(
			line.ends_with(", disabled, not of the next session, stands no more, banned until session 168"),
			"{line}"
		);
		assert_eq!(banned.json(None)["bannedUntil"], 168);
	}
}
