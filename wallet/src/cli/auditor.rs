use super::{emergencies, searching, Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::Result,
	files,
	search::evidence::{Evidence, MAX_FILE},
	trail,
};
use clap::{Args, Subcommand};
use salus_primitives::{apis::TrailFilter, record::RecordId, BlockNumber};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum Command {
	/// Everything the trail holds between two blocks: registrations, accesses, consents, authorisations, searches.
	#[command(after_help = "Example: salus auditor report --from 1 --to 14400 --json")]
	Report(Part),
	/// Run a match again over the public tags, with the proof that a hospital gave: names what it left out or made up.
	#[command(
		after_help = "Exit code 10 if the answer is not shown to be honest. It is of the block that is named: what was indexed later \
		              is not compared. The node must have that block's state, and have it final.\n\n\
		              Example: salus auditor verify-match search.json"
	)]
	VerifyMatch {
		/// The file from 'salus doctor search --prove --out FILE'.
		file: PathBuf,
	},
	/// List the emergencies in which records were opened without consent.
	#[command(after_help = "Example: salus auditor emergencies --unreviewed")]
	Emergencies(emergencies::Listed),
}

/// A part of the trail.
#[derive(Args)]
pub(super) struct Part {
	/// First block.
	#[arg(long, default_value_t = 0)]
	from: BlockNumber,
	/// Last block; the newest finalised one if absent.
	#[arg(long)]
	to: Option<BlockNumber>,
	/// Only one record.
	#[arg(long, value_parser = super::hash)]
	record: Option<RecordId>,
	/// Only one patient.
	#[arg(long)]
	patient: Option<String>,
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		match self {
			Self::Report(part) => part.run(wallet, &chain).await,
			Self::VerifyMatch { file } => verify_match(&chain, &file).await,
			Self::Emergencies(listed) => listed.run(wallet, &chain).await,
		}
	}
}

async fn verify_match(chain: &Chain, file: &Path) -> Result<Report> {
	let evidence = Evidence::read(&files::read_at_most(file, MAX_FILE)?)?;
	let findings = evidence.verify(chain).await?;
	let report = Report::new().line(format!(
		"hospital {} for {}, at block {:?}: {} interests, {} records named, {} index keys proven",
		evidence.hospital,
		evidence.doctor,
		evidence.block,
		evidence.interests.len(),
		evidence.found.len(),
		evidence.proofs.len()
	));
	let report = evidence.found.iter().fold(report, |report, found| {
		report.line(format!("{:?}  {} interests", found.record, found.interests.len()))
	});
	let records: Vec<_> = evidence
		.found
		.iter()
		.map(|found| json!({ "record": format!("{:?}", found.record), "interests": found.interests.len() }))
		.collect();
	let report = report
		.set("records", records)
		.set("hospital", evidence.hospital)
		.set("doctor", evidence.doctor.clone())
		.set("block", format!("{:?}", evidence.block))
		.set("named", evidence.found.len())
		.set("keys", evidence.proofs.len());
	searching::judged(&findings, searching::unusable(report, &findings.unusable))
}

impl Part {
	async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let Self {
			from,
			to,
			record,
			patient,
		} = self;
		let at = At::Block(chain.hash(At::Finalised).await?);
		let to = match to {
			Some(to) => to,
			None => chain.height(at).await?,
		};
		let patient = patient.map(|text| wallet.account(&text)).transpose()?;
		let entries = chain
			.access_trail(
				TrailFilter {
					record,
					patient,
					from,
					to,
				},
				at,
			)
			.await?;
		let hospitals = chain.hospitals(at).await?;
		Ok(trail::report(&entries, &hospitals)
			.set("from", from)
			.set("to", to))
	}
}
