//! How the key authority stands: its keys, who holds them, what runs.

use crate::{
	chain::{At, Chain, ChainError, Sharing},
	cli::{
		ceremonies::{self, kinds, Kind, Names},
		Report, Wallet,
	},
	error::{Result, WalletError},
};
use salus_authority::keystore::label;
use salus_primitives::{authority::EpochInfo, ceremony::CeremonyKind, BlockNumber};
use serde_json::{json, Value};

/// What a look at the authority found.
struct Seen {
	report: Report,
	/// Why it does not serve yet.
	missing: Option<String>,
}

/// Shows the authority; with `wait`, once it serves: a key of each kind, and this epoch's update keys.
pub(super) async fn show(chain: &Chain, wait: bool, blocks: BlockNumber) -> Result<Report> {
	if !wait {
		let at = At::Block(chain.hash(chain.settled()).await?);
		return Ok(look(chain, at).await?.report);
	}
	let mut headers = chain.finalised_headers().await?;
	let mut last = None;
	loop {
		let header = match headers.next().await {
			Some(Ok(header)) => header,
			_ => return Err(ChainError::Transport("the subscription ended".into()).into()),
		};
		let seen = look(chain, At::Block(header.hash())).await?;
		let Some(missing) = seen.missing else {
			return Ok(seen.report);
		};
		let last = *last.get_or_insert(header.number.saturating_add(blocks));
		if header.number >= last {
			return Err(WalletError::NotAllowed(format!(
				"not within {blocks} blocks: {missing}\n{}",
				seen.report.text()
			)));
		}
	}
}

/// Shows the rounds that run; with `follow`, until the one of the kind has ended.
pub(super) async fn rounds(
	wallet: &Wallet,
	chain: &Chain,
	kind: Option<Kind>,
	follow: bool,
) -> Result<Report> {
	if follow {
		let kind = kind.ok_or_else(|| WalletError::Input("which ceremony? name it with --kind".into()))?;
		return ceremonies::watch(wallet, chain, kind.into()).await;
	}
	let at = At::Block(chain.hash(chain.settled()).await?);
	let names = Names::load(chain, at).await?;
	let settings = chain.ceremony_settings(at).await?;
	let (mut report, mut found) = (Report::new(), Vec::new());
	for kind in kinds(kind) {
		match chain.round(kind, at).await? {
			Some(round) => {
				report = report.line(ceremonies::describe(&round, &names).join("\n"));
				found.push(ceremonies::object(&round, &names));
			}
			None => {
				let next = chain
					.sharing(kind, at)
					.await?
					.and_then(|sharing| sharing.next_round);
				report = report.line(match next {
					Some(next) => format!(
						"{}: no round runs; the next begins by itself at block {next}",
						label(kind)
					),
					None => format!("{}: no round runs", label(kind)),
				});
			}
		}
		if let Some(failed) = chain.last_failure(kind, at).await? {
			report = report.line(format!(
				"  round {} came to nothing at block {}: {}",
				failed.round,
				failed.at,
				ceremonies::failure(failed.reason)
			));
		}
	}
	let settings = serde_json::to_value(settings).unwrap_or_default();
	Ok(report.set("rounds", found).set("settings", settings))
}

async fn look(chain: &Chain, at: At) -> Result<Seen> {
	let (names, epoch) = (Names::load(chain, at).await?, chain.epoch(at).await?);
	let mut seen = Seen {
		report: Report::new(),
		missing: None,
	};
	let mut keys = Vec::new();
	for kind in CeremonyKind::ALL {
		let sharing = chain.sharing(kind, at).await?;
		let mut object = match &sharing {
			Some(sharing) => key(chain, at, &names, kind, sharing, &epoch, &mut seen).await?,
			None => {
				seen.missing
					.get_or_insert_with(|| format!("there is no key of {}", label(kind)));
				seen.say(format!("{}: no key yet", label(kind)));
				json!({ "kind": ceremonies::kind_value(kind) })
			}
		};
		let round = chain.round(kind, at).await?;
		if let Some(round) = &round {
			for line in ceremonies::describe(round, &names) {
				seen.say(format!("  {line}"));
			}
		}
		let failed = chain.last_failure(kind, at).await?;
		if let Some(failed) = failed {
			seen.say(format!(
				"  round {} came to nothing at block {}: {}",
				failed.round,
				failed.at,
				ceremonies::failure(failed.reason)
			));
		}
		if let Value::Object(object) = &mut object {
			let round = round.map(|round| ceremonies::object(&round, &names));
			object.insert("round".into(), round.into());
			let failed = failed
				.map(|failed| json!({ "round": failed.round, "at": failed.at, "reason": failed.reason }));
			object.insert("failure".into(), failed.into());
		}
		keys.push(object);
	}
	let complete = epoch.latest_complete == Some(epoch.epoch);
	if !complete {
		seen.missing
			.get_or_insert_with(|| format!("the update keys of epoch {} are not all out", epoch.epoch));
	}
	seen.say(format!(
		"epoch {}: {} update keys are out{}",
		epoch.epoch,
		epoch.published,
		if complete { ", which is all" } else { "" }
	));
	let ready = seen.missing.is_none();
	seen.report = seen
		.report
		.set("keys", keys)
		.set("epoch", epoch.epoch)
		.set("epochComplete", complete)
		.set("ready", ready);
	Ok(seen)
}

impl Seen {
	fn say(&mut self, line: String) {
		self.report = std::mem::take(&mut self.report).line(line);
	}
}

/// A key and its holders.
async fn key(
	chain: &Chain,
	at: At,
	names: &Names,
	kind: CeremonyKind,
	sharing: &Sharing,
	epoch: &EpochInfo<BlockNumber>,
	seen: &mut Seen,
) -> Result<Value> {
	let ceremony = format!("0x{}", hex::encode(sharing.ceremony));
	let margin = i32::from(sharing.living) - i32::from(sharing.threshold);
	seen.say(format!(
		"{}: generation {} of {ceremony}, since block {}: any {} of {} hospitals; {} can be counted on",
		label(kind),
		sharing.generation,
		sharing.activated_at,
		sharing.threshold,
		sharing.holders.len(),
		sharing.living
	));
	match margin {
		0 => seen.say("  WARNING: none of them can be spared".into()),
		margin if margin < 0 => seen.say(format!(
			"  LOST unless {} of the others come back: restore their nodes or their backups",
			-margin
		)),
		_ => {}
	}
	let mut holders = Vec::new();
	for (index, holder) in (1_u16..).zip(&sharing.holders) {
		let digest = match kind {
			CeremonyKind::AttributeKeys => chain
				.partials_digest(&holder.account, at)
				.await?
				.is_some_and(|(posted, _)| posted == epoch.epoch),
			CeremonyKind::Tokens => false,
		};
		let agent = chain.agent(&holder.account, at).await?;
		let name = names.of(&holder.account);
		seen.say(format!(
			"  {index} {name}: {}{}{}",
			if holder.living {
				"there"
			} else {
				"not to be counted on"
			},
			match (kind, digest) {
				(CeremonyKind::Tokens, _) => String::new(),
				(_, true) => format!(", serves epoch {}", epoch.epoch),
				(_, false) => format!(", no digest of epoch {}", epoch.epoch),
			},
			match holder.missed {
				0 => String::new(),
				missed => format!(", reported {missed} epochs in a row"),
			}
		));
		holders.push(json!({
			"index": index,
			"hospital": name,
			"account": holder.account.to_string(),
			"agent": agent.map(|agent| agent.to_string()),
			"living": holder.living,
			"missed": holder.missed,
			"digest": digest,
		}));
	}
	Ok(json!({
		"kind": ceremonies::kind_value(kind),
		"ceremony": ceremony,
		"generation": sharing.generation,
		"threshold": sharing.threshold,
		"living": sharing.living,
		"margin": margin,
		"activatedAt": sharing.activated_at,
		"madeBy": sharing.round,
		"nextRound": sharing.next_round,
		"holders": holders,
	}))
}
