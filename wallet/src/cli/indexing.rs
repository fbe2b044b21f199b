//! What a hospital does so that its records are found, and for the doctors who claim them.

use super::{calls::Ehr, scope, searching, Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
	fhir::{keyword, Keywords},
	files,
	quorum::Failed,
	search::{
		assign,
		claim::{ClaimFile, MAX_FILE},
		index::{fits, prepare, submit, Item, Prepared},
		keys::{open_epoch, OwnKeys},
		services,
	},
};
use clap::{Args, Subcommand};
use salus_crypto::attestation::Coding;
use salus_primitives::{
	cases::CaseId,
	index::BUCKETS,
	record::{RecordId, Scope},
};
use salus_runtime::RuntimeCall;
use serde_json::{json, Value};
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
};

#[derive(Subcommand)]
pub(super) enum Command {
	/// Make records findable: the codes of their conditions, observations, procedures, medications and immunisations become
	/// tags. The keywords are shown before anything leaves this machine.
	#[command(
		after_help = "Example: salus hospital index 0x…32 bytes…=record.json --strike 'http://snomed.info/sct|44054006' --as st-mary\n\n\
		              Only show the keywords: salus hospital index record.json --dry-run"
	)]
	Index(Index),
	/// Open the next index epoch of a scope: its key goes to every hospital that is authorised now.
	#[command(after_help = "Example: salus hospital index-keys 0x…16 bytes… --as st-mary")]
	IndexKeys {
		/// The scope.
		#[arg(value_parser = scope)]
		scope: Scope,
	},
	/// Wrap the index keys of a scope anew for a hospital: it has another wrap key, or missed some. For your own, name yourself.
	#[command(after_help = "Example: salus hospital rewrap-index-keys charite 0x…16 bytes… --as st-mary")]
	RewrapIndexKeys {
		/// Handle of the hospital.
		handle: String,
		/// The scope.
		#[arg(value_parser = scope)]
		scope: Scope,
	},
	/// Take the tags of a record away: nobody finds it any more. The deposit returns.
	#[command(after_help = "Example: salus hospital unindex 0x…32 bytes… --as st-mary")]
	Unindex {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
	},
	/// Count the claims of a case that is past its cut-off, and assign it: most interests win, of two the earlier.
	#[command(
		after_help = "Each claim is verified by the file that its doctor's hospital handed over; one without file is not counted.\n\n\
		              Example: salus hospital assign 3 --claim ward-1.claim --claim ward-2.claim --as st-mary"
	)]
	Assign {
		/// The case.
		case: CaseId,
		/// Files from 'salus doctor claim'; repeatable.
		#[arg(long = "claim", value_name = "FILE")]
		claims: Vec<PathBuf>,
		/// Only say what would be assigned.
		#[arg(long)]
		dry_run: bool,
	},
	/// Bring what your node did for your doctors to the trail: searches, matches and pre-decryptions, without keywords.
	#[command(after_help = "Example: salus hospital record-services --as st-mary")]
	RecordServices {
		/// Number of the first entry, if not where the last call ended.
		#[arg(long)]
		from: Option<u64>,
	},
}

/// Which records, by which keywords.
#[derive(Args)]
pub(super) struct Index {
	/// A record and its FHIR bundle; repeatable. With --dry-run the bundle alone.
	#[arg(required = true, value_name = "RECORD=BUNDLE", value_parser = source)]
	sources: Vec<Source>,
	/// A keyword that the patient adds to each record; repeatable.
	#[arg(long, value_name = "SYSTEM|CODE", value_parser = keyword)]
	add: Vec<Coding>,
	/// A keyword that the patient strikes out wherever it stands; repeatable.
	#[arg(long, value_name = "SYSTEM|CODE", value_parser = keyword)]
	strike: Vec<Coding>,
	/// Only show the keywords: asks no node.
	#[arg(long)]
	dry_run: bool,
}

/// A bundle, and the record that it was sealed as.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Source {
	record: Option<RecordId>,
	bundle: PathBuf,
}

fn source(text: &str) -> Result<Source, String> {
	let (record, bundle) = match text.split_once('=') {
		Some((record, bundle)) if record.starts_with("0x") => (Some(super::hash(record)?), bundle),
		_ => (None, text),
	};
	Ok(Source {
		record,
		bundle: bundle.into(),
	})
}

impl Command {
	/// Whether nothing of it needs a node.
	pub(super) fn is_local(&self) -> bool {
		matches!(self, Self::Index(index) if index.dry_run)
	}

	/// Carries out what needs no node.
	pub(super) fn run_locally(self) -> Result<Report> {
		match self {
			Self::Index(index) => Ok(shown(&index.keywords()?)),
			_ => Err(WalletError::Input("this needs a node".into())),
		}
	}

	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let call: RuntimeCall = match self {
			Self::Index(index) => return index.run(wallet, chain).await,
			Self::IndexKeys { scope } => {
				let opened = open_epoch(chain, &wallet.signer()?, scope).await?;
				return Ok(Report::from(&opened.included)
					.line(format!(
						"index epoch {}; its key went to {}",
						opened.key.epoch,
						match &opened.grantees[..] {
							[] => "no other hospital".into(),
							grantees => grantees.join(", "),
						}
					))
					.set("epoch", opened.key.epoch)
					.set("grantees", opened.grantees));
			}
			Self::RewrapIndexKeys { handle, scope } => {
				let at = At::Block(chain.hash(At::Best).await?);
				let grantee = super::hospital(chain, &handle).await?;
				let keys = OwnKeys::of(chain, &wallet.signer()?, at).await?;
				let keys = keys.for_grantee(chain, scope, &grantee, at).await?;
				let grantee = grantee.id;
				Ehr::rewrap_index_keys { grantee, scope, keys }.into()
			}
			Self::Unindex { record } => Ehr::unindex_record { record }.into(),
			Self::Assign {
				case,
				claims,
				dry_run,
			} => return assign(wallet, chain, case, &claims, dry_run).await,
			Self::RecordServices { from } => {
				let secrets = wallet.secrets()?;
				let journal = searching::journal(wallet, chain, &secrets)?;
				let done = services::record(chain, &secrets, &journal, from).await?;
				let mut report = done
					.included
					.as_ref()
					.map_or_else(Report::new, Report::from)
					.line(format!("{} entries went to the trail", done.entries));
				if done.left_out > 0 {
					report = report.line(format!(
						"{} did not: their doctors are another hospital's staff by now",
						done.left_out
					));
				}
				return Ok(report
					.set("entries", done.entries)
					.set("leftOut", done.left_out)
					.set("next", done.next));
			}
		};
		Ok((&chain.submit(&wallet.signer()?, call).await?).into())
	}
}

/// A bundle with what it shall be found by.
struct Findable {
	source: Source,
	keywords: Keywords,
}

impl Index {
	/// The keywords of each bundle, with what the patient adds, without what the patient strikes out.
	fn keywords(self) -> Result<Vec<Findable>> {
		let mut all = self
			.sources
			.into_iter()
			.map(|source| {
				let keywords = read(&source.bundle)?;
				Ok(Findable { source, keywords })
			})
			.collect::<Result<Vec<_>>>()?;
		for coding in &self.strike {
			let mut struck = false;
			for findable in &mut all {
				struck |= findable.keywords.strike(coding);
			}
			if !struck {
				return Err(WalletError::Input(format!(
					"nothing to strike out: no record has the keyword '{coding}'"
				)));
			}
		}
		for findable in &mut all {
			for coding in &self.add {
				findable.keywords.add(coding.clone());
			}
			fits(&findable.source.bundle.display().to_string(), &findable.keywords)?;
		}
		Ok(all)
	}

	async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let all = self.keywords()?;
		let report = shown(&all);
		let items = items(all)?;
		if !wallet.is_json() {
			wallet.say(report);
			return indexed(wallet, chain, &items, Report::new()).await;
		}
		indexed(wallet, chain, &items, report).await
	}
}

async fn indexed(wallet: &Wallet, chain: &Chain, items: &[Item], report: Report) -> Result<Report> {
	let signer = wallet.signer()?;
	let prepared = prepare(chain, &signer, items).await?;
	let included = submit(chain, &signer, &prepared.tagged).await?;
	Ok(told(report, &prepared)
		.line(format!("{} transactions, all done", included.len()))
		.set(
			"transactions",
			included
				.iter()
				.map(|one| format!("{:?}", one.transaction))
				.collect::<Vec<_>>(),
		)
		.set("height", included.iter().map(|one| one.height).max())
		.set("finalised", included.iter().all(|one| one.finalised)))
}

fn read(path: &Path) -> Result<Keywords> {
	let bundle = std::fs::read(path).map_err(WalletError::file(path))?;
	Keywords::of(&bundle).map_err(|error| WalletError::Record {
		path: path.into(),
		error,
	})
}

/// Each bundle must be of a record, and each record stand once.
fn items(all: Vec<Findable>) -> Result<Vec<Item>> {
	let mut seen = BTreeSet::new();
	all.into_iter()
		.map(|Findable { source, keywords }| {
			let record = source.record.ok_or_else(|| {
				WalletError::Input(format!(
					"{}: of which record? RECORD=BUNDLE, or --dry-run",
					source.bundle.display()
				))
			})?;
			if !seen.insert(record) {
				return Err(WalletError::Input(format!("record {record:?} is given twice")));
			}
			Ok(Item { record, keywords })
		})
		.collect()
}

/// The number of tags that a record with so many keywords gets.
fn bucket(keywords: usize) -> Option<u32> {
	BUCKETS.into_iter().find(|bucket| keywords <= *bucket as usize)
}

/// The keywords of each bundle, for people and programs.
fn shown(all: &[Findable]) -> Report {
	let mut report = Report::new();
	let mut list = Vec::with_capacity(all.len());
	for Findable { source, keywords } in all {
		let bucket = bucket(keywords.len());
		report = report.line(format!(
			"{}: {} keywords, in a bucket of {}",
			source.bundle.display(),
			keywords.len(),
			bucket.unwrap_or_default()
		));
		let codings;
		(report, codings) = words(report, keywords);
		list.push(json!({
			"bundle": source.bundle.display().to_string(),
			"record": source.record.map(|record| format!("{record:?}")),
			"keywords": codings,
			"bucket": bucket,
		}));
	}
	report.set("records", list)
}

/// Keywords with where they come from, for people and programs.
pub(super) fn words(report: Report, keywords: &Keywords) -> (Report, Vec<Value>) {
	let mut codings = Vec::with_capacity(keywords.len());
	let report = keywords.iter().fold(report, |report, (coding, sources)| {
		let sources: Vec<_> = sources.iter().map(ToString::to_string).collect();
		codings.push(json!({ "keyword": coding.to_string(), "sources": sources }));
		report.line(format!("  {coding}  {}", sources.join(", ")))
	});
	(report, codings)
}

/// What was made of the keywords.
fn told(report: Report, prepared: &Prepared) -> Report {
	let report = failed(report, &prepared.failed);
	let report = report.line(format!(
		"{} records, {} distinct keywords, one round trip for their tokens",
		prepared.tagged.len(),
		prepared.keywords
	));
	let tagged: Vec<_> = prepared
		.tagged
		.iter()
		.map(|tagged| {
			json!({
				"record": format!("{:?}", tagged.record),
				"scope": format!("0x{}", hex::encode(tagged.scope)),
				"epoch": tagged.epoch,
				"keywords": tagged.keywords,
				"tags": tagged.tags.len(),
			})
		})
		.collect();
	report
		.set("distinctKeywords", prepared.keywords)
		.set("indexed", tagged)
}

/// Names the authorities that gave no part, or a wrong one.
pub(super) fn failed(report: Report, failed: &[Failed]) -> Report {
	let report = failed.iter().fold(report, |report, one| {
		report.line(format!("replaced authority {one}"))
	});
	let list: Vec<_> = failed
		.iter()
		.map(|one| json!({ "authority": one.authority, "why": one.why }))
		.collect();
	report.set("replacedAuthorities", list)
}

async fn assign(
	wallet: &Wallet,
	chain: &Chain,
	case: CaseId,
	claims: &[PathBuf],
	dry_run: bool,
) -> Result<Report> {
	let secrets = wallet.secrets()?;
	let files = claims
		.iter()
		.map(|path| ClaimFile::read(&files::read_at_most(path, MAX_FILE)?))
		.collect::<Result<Vec<_>>>()?;
	let count = assign::count(chain, &secrets, case, &files).await?;
	let report = match dry_run {
		true => Report::new(),
		false => Report::from(&assign::submit(chain, &secrets, &count).await?),
	};
	let report = count.verdicts.iter().fold(report, |report, verdict| {
		report.line(match &verdict.count {
			Ok(count) => format!("{}  {count} interests", verdict.doctor),
			Err(why) => format!("{}  not counted: {why}", verdict.doctor),
		})
	});
	let verdicts: Vec<_> = count
		.verdicts
		.iter()
		.map(|verdict| {
			json!({
				"doctor": verdict.doctor.to_string(),
				"interests": verdict.count.as_ref().ok(),
				"why": verdict.count.as_ref().err(),
			})
		})
		.collect();
	Ok(report
		.line(format!("the case is {}'s", count.winner))
		.set("case", case)
		.set("claims", verdicts)
		.set("doctor", count.winner.to_string())
		.set("root", format!("{:?}", count.root)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_source_is_a_record_with_its_bundle_or_a_bundle() {
		let record = format!("0x{}", "07".repeat(32));
		let parsed = source(&format!("{record}=a=b.json")).unwrap();
		assert_eq!(parsed.record, Some(RecordId::repeat_byte(7)));
		assert_eq!(parsed.bundle, PathBuf::from("a=b.json"));
		let alone = source("folder/x=y.json").unwrap();
		assert_eq!((alone.record, alone.bundle), (None, "folder/x=y.json".into()));
		assert!(source("0x07=a.json").is_err());
	}

	#[test]
	fn a_bucket_holds_all_keywords() {
		for (keywords, expected) in [
			(0, Some(32)),
			(32, Some(32)),
			(33, Some(64)),
			(128, Some(128)),
			(129, None),
		] {
			assert_eq!(bucket(keywords), expected, "{keywords}");
		}
	}
}
