//! What a doctor does to find records, and to have them.

use super::{indexing, Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
	fhir::keyword,
	files,
	keystore::Secrets,
	search::{
		claim,
		evidence::{places, show, Evidence, Findings},
		find::{self, Answer},
		interests::{self, Interests, InterestsError, OnChain},
	},
	trade::journal::Journal,
};
use clap::Subcommand;
use salus_crypto::attestation::Coding;
use salus_primitives::{index::IndexKeyId, record::RecordId, BlockNumber};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// Blocks that the own hospital's node may be behind: what was indexed in them a search may lack.
const BEHIND: BlockNumber = 10;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Say what you search for, or see it.
	#[command(subcommand)]
	Interests(Wishes),
	/// Find the records of all hospitals that authorised yours whose keywords contain your interests.
	#[command(after_help = "Example: salus doctor search --as cardiologist\n\n\
		              With proof that nothing was left out: salus doctor search --prove --out search.json --as cardiologist")]
	Search {
		/// Interests that a record must match at least.
		#[arg(long, default_value_t = 1, conflicts_with = "prove")]
		least: u8,
		/// Only records that match every interest.
		#[arg(long, conflicts_with_all = ["least", "prove"])]
		all: bool,
		/// Ask for the proof as well, and run the match again over the public tags.
		#[arg(long)]
		prove: bool,
		/// File to write for an auditor: answer and proof, no keyword. Whoever has it can run this search again, and no other.
		#[arg(long, requires = "prove")]
		out: Option<PathBuf>,
	},
	/// Claim a record that matches your interests. The file is for the hospital that keeps it: without it nothing is counted.
	#[command(after_help = "Example: salus doctor claim 0x…32 bytes… --out mine.claim --as cardiologist")]
	Claim {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// The file to write; only the custodian can read it.
		#[arg(long)]
		out: PathBuf,
	},
}

#[derive(Subcommand)]
pub(super) enum Wishes {
	/// Register what you search for: the whole set, at most 32 keywords, once an epoch. Nobody reads them.
	#[command(
		after_help = "Example: salus doctor interests set 'http://snomed.info/sct|44054006' 'http://loinc.org|4548-4' --as cardiologist"
	)]
	Set {
		/// Keywords.
		#[arg(required = true, value_name = "SYSTEM|CODE", value_parser = keyword)]
		keywords: Vec<Coding>,
	},
	/// Show what you search for, and whether it is what the chain has.
	#[command(after_help = "Example: salus doctor interests show --as cardiologist")]
	Show,
}

/// The notes of searches of whoever acts.
pub(super) fn journal(wallet: &Wallet, chain: &Chain, secrets: &Secrets) -> Result<Journal> {
	interests::journal(&wallet.keystore()?, wallet.identity()?, secrets, chain.genesis())
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let secrets = wallet.secrets()?;
		let journal = journal(wallet, chain, &secrets)?;
		match self {
			Self::Interests(Wishes::Set { keywords }) => {
				let done = interests::set(chain, &secrets, &journal, keywords).await?;
				let report = match &done.included {
					Some(included) => Report::from(included),
					None => Report::new().line("these interests stand on chain already"),
				};
				Ok(listed(indexing::failed(report, &done.failed), &done.interests))
			}
			Self::Interests(Wishes::Show) => noted(chain, &secrets, &journal).await,
			Self::Search {
				least,
				all,
				prove,
				out,
			} => {
				let interests = interests::registered(chain, &secrets, &journal).await?;
				if prove {
					return proven(chain, &secrets, &interests, out.as_deref()).await;
				}
				let count = u8::try_from(interests.keywords().count()).unwrap_or(u8::MAX);
				let least = if all { count } else { least };
				if !(1..=count).contains(&least) {
					return Err(WalletError::Input(format!(
						"you have {count} interests: --least from 1 to {count}"
					)));
				}
				let hospital = find::own_hospital(chain, &secrets.signer()).await?;
				let answer = find::search(&hospital, &secrets.signer(), &interests, least).await?;
				Ok(found(&answer, &interests))
			}
			Self::Claim { record, out } => {
				let made = claim::claim(chain, &secrets, &journal, record).await?;
				files::replace(&out, &made.claimed.file)?;
				let report = match &made.included {
					Some(included) => Report::from(included),
					None => Report::new().line("the claim stands on chain already"),
				};
				let case = chain.open_case(record, At::Best).await?;
				Ok(report
					.line(format!(
						"claimed with {} interests; {} is for the hospital that keeps the record",
						made.claimed.count,
						out.display()
					))
					.set("case", case)
					.set("record", format!("{record:?}"))
					.set("interests", made.claimed.count)
					.set("commitment", format!("{:?}", made.claimed.commitment))
					.set("file", out.display().to_string()))
			}
		}
	}
}

fn listed(report: Report, interests: &Interests) -> Report {
	let report = interests
		.keywords()
		.fold(report, |report, keyword| report.line(keyword));
	report.set(
		"interests",
		interests.keywords().map(str::to_owned).collect::<Vec<_>>(),
	)
}

async fn noted(chain: &Chain, secrets: &Secrets, journal: &Journal) -> Result<Report> {
	let on_chain = interests::on_chain(chain, &secrets.signer().account()).await?;
	let Some(interests) = interests::noted(journal)? else {
		let count = on_chain.registered.map_or(0, |info| info.digests.len());
		return Ok(Report::new()
			.line(format!(
				"this keystore has no interests; {count} are registered on chain"
			))
			.set("interests", Vec::<Value>::new())
			.set("registered", false));
	};
	Ok(standing(&interests, &on_chain, interests.fault(&on_chain)?))
}

/// The interests of a keystore, and what keeps them from serving.
fn standing(interests: &Interests, on_chain: &OnChain, fault: Option<InterestsError>) -> Report {
	let registered = on_chain
		.registered
		.as_ref()
		.filter(|_| matches!(fault, None | Some(InterestsError::OtherTokenKey)));
	let since = registered.map_or(0, |info| info.set_at);
	let line = fault.map_or_else(
		|| format!("registered since block {since}"),
		|fault| fault.to_string(),
	);
	listed(Report::new(), interests)
		.line(line)
		.set("registered", registered.is_some())
		.set("live", registered.is_some_and(|info| info.live))
		.set("serves", fault.is_none())
}

/// The keywords at some places.
fn words(interests: &Interests, places: &[u8]) -> Vec<String> {
	places
		.iter()
		.filter_map(|place| interests.keyword((*place).into()))
		.map(str::to_owned)
		.collect()
}

/// What a hospital found.
fn found(answer: &Answer, interests: &Interests) -> Report {
	let report = answer.found.iter().fold(Report::new(), |report, found| {
		report.line(format!(
			"{:?}  custodian {}  {}",
			found.record,
			found.custodian,
			words(interests, &found.interests).join(", ")
		))
	});
	let list: Vec<_> = answer
		.found
		.iter()
		.map(|found| {
			json!({
				"record": format!("{:?}", found.record),
				"custodian": found.custodian,
				"interests": words(interests, &found.interests),
			})
		})
		.collect();
	unusable(report, &answer.unusable)
		.line(format!(
			"{} records, at block {}, searched with {} index keys",
			answer.found.len(),
			answer.height,
			answer.searched.len()
		))
		.set("block", format!("{:?}", answer.block))
		.set("height", answer.height)
		.set("keys", answer.searched.len())
		.set("records", list)
}

/// Names the keys that a hospital was given and says it cannot use.
pub(super) fn unusable(report: Report, keys: &[IndexKeyId]) -> Report {
	let report = keys.iter().fold(report, |report, key| {
		report.line(format!("the hospital says that it cannot use {}", show(key)))
	});
	report.set("unusableKeys", keys.iter().map(key_json).collect::<Vec<_>>())
}

fn key_json(key: &IndexKeyId) -> Value {
	json!({
		"indexer": key.indexer,
		"scope": format!("0x{}", hex::encode(key.scope)),
		"epoch": key.epoch,
	})
}

/// Searches with proof, checks it, and keeps it for whoever wants to check it again.
async fn proven(
	chain: &Chain,
	secrets: &Secrets,
	interests: &Interests,
	out: Option<&Path>,
) -> Result<Report> {
	let doctor = secrets.signer();
	let since = chain.height(At::Finalised).await?;
	let hospital = find::own_hospital(chain, &doctor).await?;
	let (answer, proofs) = find::search_proven(&hospital, &doctor, interests).await?;
	let evidence = Evidence::new(chain.genesis(), &doctor.account(), interests, &answer, &proofs)?;
	// Written before it is judged: a dishonest answer is what an auditor wants to see.
	if let Some(out) = out {
		files::write_new(out, &evidence.to_bytes()?)?;
	}
	let findings = evidence.verify(chain).await?;
	let report = judged(&findings, found(&answer, interests))?;
	recent(findings.height, since)?;
	Ok(match out {
		Some(out) => report
			.line(format!("wrote {}", out.display()))
			.set("file", out.display().to_string()),
		None => report,
	})
}

/// Refuses an answer of long ago, when records of now were not indexed.
fn recent(searched: BlockNumber, since: BlockNumber) -> Result<()> {
	match searched.saturating_add(BEHIND) >= since {
		true => Ok(()),
		false => Err(WalletError::Untrue(format!(
			"the hospital searched the index of block {searched}, and block {since} was final before it was asked"
		))),
	}
}

/// What an honest answer is said to be; a dishonest one is an error that names all that is wrong with it.
pub(super) fn judged(findings: &Findings, report: Report) -> Result<Report> {
	if findings.is_honest() {
		return Ok(report
			.line(format!(
				"proven: of {} records under the keys at block {}, {} match, and none was left out",
				findings.compared, findings.height, findings.matching
			))
			.set("height", findings.height)
			.set("compared", findings.compared)
			.set("matching", findings.matching)
			.set("honest", true));
	}
	let of = |bits: &u32| {
		let places: Vec<_> = places(*bits).iter().map(ToString::to_string).collect();
		places.join(", ")
	};
	let hidden = findings.hidden.iter().map(|(record, bits)| {
		format!(
			"left out: record {record:?}, which matches interests {}",
			of(bits)
		)
	});
	let invented = findings
		.invented
		.iter()
		.map(|(record, bits)| format!("made up: record {record:?} does not match interests {}", of(bits)));
	let unproven = findings
		.unproven
		.iter()
		.map(|key| format!("nothing proven for {}", show(key)));
	let unusable = findings.unusable.iter().map(|key| {
		format!(
			"not searched, since the hospital says that it cannot use it: {}",
			show(key)
		)
	});
	let all: Vec<_> = hidden.chain(invented).chain(unproven).chain(unusable).collect();
	Err(WalletError::Untrue(format!(
		"the hospital's answer is not shown to be honest\n{}",
		all.join("\n")
	)))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn key(epoch: u32) -> IndexKeyId {
		IndexKeyId {
			indexer: 3,
			scope: [4; 16],
			epoch,
		}
	}

	#[test]
	fn a_dishonest_answer_is_an_error_that_names_what_was_left_out_and_made_up() {
		let honest = Findings {
			compared: 5,
			matching: 2,
			..Findings::default()
		};
		assert!(judged(&honest, Report::new()).is_ok());
		let dishonest = Findings {
			hidden: vec![(RecordId::repeat_byte(1), 0b101)],
			invented: vec![(RecordId::repeat_byte(2), 0b10)],
			unproven: vec![key(5)],
			unusable: vec![key(6)],
			..honest
		};
		let error = judged(&dishonest, Report::new()).err().unwrap();
		assert_eq!(error.exit_code(), 10);
		assert_eq!(
			error.to_string(),
			format!(
				"the hospital's answer is not shown to be honest\n\
				 left out: record 0x{}, which matches interests 0, 2\n\
				 made up: record 0x{} does not match interests 1\n\
				 nothing proven for the index key of hospital 3, scope 0x{scope}, epoch 5\n\
				 not searched, since the hospital says that it cannot use it: the index key of hospital 3, \
				 scope 0x{scope}, epoch 6",
				"01".repeat(32),
				"02".repeat(32),
				scope = "04".repeat(16)
			)
		);
	}

	#[test]
	fn an_answer_of_long_ago_is_refused() {
		for (searched, since) in [(100, 90), (100, 100), (100, 110)] {
			assert!(recent(searched, since).is_ok());
		}
		assert!(matches!(recent(100, 111), Err(WalletError::Untrue(_))));
	}
}
