//! What a researcher does: ask hospitals for counts, and see what is left of the budget.

use super::{indexing, Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::Result,
	fhir::keyword,
	research::{epsilon, Counted, Query},
	search::tokens,
	trade::handle,
};
use clap::Subcommand;
use salus_crypto::attestation::Coding;
use salus_primitives::research::MicroEpsilon;
use serde_json::{json, Value};

#[derive(Subcommand)]
pub(super) enum Command {
	/// Ask hospitals how many of their patients, of those who let themselves be counted, have a code. The answers have noise,
	/// and are paid from your budget: what is paid for and was not answered is asked first, and costs nothing more.
	#[command(
		after_help = "Example: salus researcher count 'http://snomed.info/sct|44054006' --hospital st-mary charite --epsilon 0.1 --as researcher"
	)]
	Count {
		/// The code.
		#[arg(value_name = "SYSTEM|CODE", value_parser = keyword)]
		keyword: Coding,
		/// Handles of the hospitals to ask.
		#[arg(long = "hospital", required = true, num_args = 1.., value_name = "HANDLE")]
		hospitals: Vec<String>,
		/// Loss of privacy to spend on each answer: the noise is of scale one divided by it.
		#[arg(long, default_value = "0.1", value_parser = epsilon::parse)]
		epsilon: MicroEpsilon,
		/// Spend for another answer where one is paid for.
		#[arg(long)]
		again: bool,
	},
	/// Show what is left of your budget, and what you spent.
	#[command(after_help = "Example: salus researcher budget --as researcher")]
	Budget,
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		match self {
			Self::Count {
				keyword,
				hospitals,
				epsilon,
				again,
			} => count(wallet, &chain, keyword, &hospitals, epsilon, again).await,
			Self::Budget => budget(wallet, &chain).await,
		}
	}
}

async fn count(
	wallet: &Wallet,
	chain: &Chain,
	keyword: Coding,
	handles: &[String],
	epsilon: MicroEpsilon,
	again: bool,
) -> Result<Report> {
	let mut hospitals = Vec::with_capacity(handles.len());
	for handle in handles {
		let id = super::hospital(chain, handle).await?.id;
		if !hospitals.contains(&id) {
			hospitals.push(id);
		}
	}
	let signer = wallet.signer()?;
	let obtained = tokens::obtain(chain, &signer, std::slice::from_ref(&keyword)).await?;
	let report = indexing::failed(Report::new(), &obtained.failed);
	let mut counted = Vec::new();
	for token in &obtained.tokens {
		let token = token.to_bytes();
		let query = Query {
			chain,
			signer: &signer,
			token: &token,
		};
		counted.extend(query.count(&hospitals, epsilon, again).await?);
	}
	Ok(told(report, &counted))
}

/// What hospitals said; the sum where each told a count.
fn told(report: Report, counted: &[Counted]) -> Report {
	let report = counted.iter().fold(report, |report, one| report.line(line(one)));
	let answers: Vec<Value> = counted.iter().map(entry).collect();
	let total: Option<u64> = counted.iter().map(|one| one.answer.count.map(u64::from)).sum();
	let report = report.set("answers", answers).set("total", total);
	match total {
		Some(total) if counted.len() > 1 => report.line(format!(
			"together: {total}; who is a patient of several is counted at each"
		)),
		_ => report,
	}
}

fn line(one: &Counted) -> String {
	let answer = &one.answer;
	let loss = epsilon::show(answer.epsilon);
	let paid = match one.spent {
		Some(_) => "spent",
		None => "already spent:",
	};
	let name = handle(&one.hospital);
	match answer.count {
		Some(count) => format!(
			"{name}: {count} patients, of 100 such answers 95 within {} of the truth; {paid} {loss} epsilon",
			epsilon::margin(answer.epsilon)
		),
		None => format!("{name}: fewer than {}; {paid} {loss} epsilon", answer.floor),
	}
}

fn entry(one: &Counted) -> Value {
	let answer = &one.answer;
	json!({
		"hospital": handle(&one.hospital),
		"spending": answer.spending,
		"count": answer.count,
		"floor": answer.floor,
		"epsilon": epsilon::show(answer.epsilon),
		"margin": epsilon::margin(answer.epsilon),
		"paidBefore": one.spent.is_none(),
		"block": format!("{:?}", answer.block),
		"height": answer.number,
	})
}

async fn budget(wallet: &Wallet, chain: &Chain) -> Result<Report> {
	let researcher = wallet.account(wallet.identity()?)?;
	let at = At::Block(chain.hash(At::Best).await?);
	let parameters = chain.research_parameters(at).await?;
	let report = Report::new()
		.set("researcher", researcher.to_string())
		.set("leastOfOne", epsilon::show(parameters.min_epsilon))
		.set("mostOfOne", epsilon::show(parameters.max_epsilon))
		.set("floor", parameters.floor);
	let Some(budget) = chain.research_budget(&researcher, at).await? else {
		return Ok(report
			.line("no researcher: the council enrols")
			.set("enrolled", false));
	};
	let refill = match budget.refills_at {
		Some(block) => format!("; whole again from block {block}"),
		None => String::new(),
	};
	let mut report = report
		.line(format!(
			"{} epsilon left of {}{refill}; one answer takes {} to {}",
			epsilon::show(budget.left),
			epsilon::show(budget.budget),
			epsilon::show(parameters.min_epsilon),
			epsilon::show(parameters.max_epsilon),
		))
		.set("enrolled", true)
		.set("budget", epsilon::show(budget.budget))
		.set("spent", epsilon::show(budget.spent))
		.set("left", epsilon::show(budget.left))
		.set("refillsAt", budget.refills_at);
	let hospitals = chain.hospitals(at).await?;
	let mut list = Vec::new();
	for spending in chain.spendings(&researcher, at).await? {
		let hospital = hospitals
			.iter()
			.find(|hospital| hospital.id == spending.hospital)
			.map_or_else(|| spending.hospital.to_string(), handle);
		report = report.line(format!(
			"{}: {} epsilon for {hospital} in block {}, answered until block {}",
			spending.id,
			epsilon::show(spending.epsilon),
			spending.spent_at,
			spending.answer_until,
		));
		list.push(json!({
			"spending": spending.id,
			"hospital": hospital,
			"epsilon": epsilon::show(spending.epsilon),
			"spentAt": spending.spent_at,
			"answerUntil": spending.answer_until,
		}));
	}
	Ok(report.set("spendings", list))
}
