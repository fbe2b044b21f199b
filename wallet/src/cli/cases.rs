//! Cases: who may report on a record, for which fee, and what both sides think of it.

use super::{calls::Cases, searching, Report, Wallet};
use crate::{
	amount,
	chain::{At, Case, CaseClaim, Chain},
	error::{Result, WalletError},
	search::claim::noted,
};
use clap::Subcommand;
use salus_primitives::{
	apis::CaseFilter,
	cases::{CaseId, CaseStatus},
	record::RecordId,
	AccountId, Balance,
};
use salus_runtime::RuntimeCall;
use serde_json::{json, Value};

/// What a doctor does about cases.
#[derive(Subcommand)]
pub(super) enum OfDoctor {
	/// List the cases that you claimed or have.
	#[command(after_help = "Example: salus doctor cases --as cardiologist")]
	Cases,
	/// Give a case that you have to a colleague of your hospital, while you are away.
	#[command(after_help = "Example: salus doctor delegate 3 //Resident --as cardiologist")]
	Delegate {
		/// The case.
		case: CaseId,
		/// The colleague.
		colleague: String,
	},
	/// Say that the custodian did not count your claim as it should: opens the claim on chain, and leaves a bond.
	#[command(after_help = "Example: salus doctor contest 3 --as cardiologist")]
	Contest {
		/// The case.
		case: CaseId,
	},
	/// Rate a settled case, once, with 1 to 5.
	#[command(after_help = "Example: salus doctor rate-case 3 5 --as cardiologist")]
	RateCase(Rating),
}

/// What a patient does about cases.
#[derive(Subcommand)]
pub(super) enum OfPatient {
	/// List the cases of your records.
	#[command(after_help = "Example: salus patient cases --as patient")]
	Cases,
	/// Offer a fee for a report on a record, or add to it. Held until the report is acknowledged or a dispute decided.
	#[command(after_help = "Example: salus patient fee 0x…32 bytes… 25 --as patient")]
	Fee {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// In SAL.
		#[arg(value_parser = amount::parse)]
		amount: Balance,
	},
	/// Rate the doctor of a settled case, once, with 1 to 5.
	#[command(after_help = "Example: salus patient rate-case 3 5 --as patient")]
	RateCase(Rating),
}

/// A rating of a case.
#[derive(clap::Args)]
pub(super) struct Rating {
	/// The case.
	case: CaseId,
	/// 1 to 5.
	#[arg(value_parser = clap::value_parser!(u8).range(1..=5))]
	stars: u8,
}

impl Rating {
	fn call(self) -> RuntimeCall {
		let Self { case, stars } = self;
		Cases::rate_case { case, stars }.into()
	}
}

impl OfDoctor {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let call: RuntimeCall = match self {
			Self::Cases => {
				let doctor = wallet.account(wallet.identity()?)?;
				let filter = CaseFilter {
					doctor: Some(doctor),
					..nothing()
				};
				return list(chain, filter).await;
			}
			Self::Delegate { case, colleague } => {
				let colleague = wallet.account(&colleague)?;
				Cases::delegate_case { case, colleague }.into()
			}
			Self::Contest { case } => contest(wallet, chain, case).await?,
			Self::RateCase(rating) => rating.call(),
		};
		Ok((&chain.submit(&wallet.signer()?, call).await?).into())
	}
}

impl OfPatient {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let call: RuntimeCall = match self {
			Self::Cases => {
				let patient = wallet.account(wallet.identity()?)?;
				let filter = CaseFilter {
					patient: Some(patient),
					..nothing()
				};
				return list(chain, filter).await;
			}
			Self::Fee { record, amount } => {
				let included = chain
					.submit(&wallet.signer()?, Cases::attach_fee { record, amount })
					.await?;
				let case = chain.open_case(record, At::Best).await?;
				return Ok(Report::from(&included)
					.line(format!("{} held for a report", amount::show(amount)))
					.set("case", case));
			}
			Self::RateCase(rating) => rating.call(),
		};
		Ok((&chain.submit(&wallet.signer()?, call).await?).into())
	}
}

/// All cases.
fn nothing() -> CaseFilter<AccountId> {
	CaseFilter {
		record: None,
		patient: None,
		doctor: None,
		custodian: None,
		status: None,
	}
}

/// The call that opens the doctor's claim on chain.
async fn contest(wallet: &Wallet, chain: &Chain, id: CaseId) -> Result<RuntimeCall> {
	let secrets = wallet.secrets()?;
	let at = At::Block(chain.hash(At::Best).await?);
	let case = chain
		.case(id, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("there is no case {id}")))?;
	let own = secrets.signer().account();
	let claims = chain.case_claims(id, at).await?;
	let journal = searching::journal(wallet, chain, &secrets)?;
	noted(&journal, case.record)?
		.into_iter()
		.find(|claimed| {
			let is_own = |claim: &CaseClaim| claim.doctor == own && claim.commitment == claimed.commitment;
			claims.iter().any(is_own)
		})
		.map(|claimed| {
			Cases::contest_assignment {
				case: id,
				count: claimed.count,
				inner: claimed.inner,
			}
			.into()
		})
		.ok_or_else(|| WalletError::NotAllowed("this keystore has no claim that stands in the case".into()))
}

/// Cases with their claims.
pub(super) async fn list(chain: &Chain, filter: CaseFilter<AccountId>) -> Result<Report> {
	let at = At::Block(chain.hash(At::Best).await?);
	let mut report = Report::new();
	let mut all = Vec::new();
	for case in chain.cases(filter, at).await? {
		let claims = chain.case_claims(case.id, at).await?;
		report = report.line(line(&case));
		all.push(case_json(&case, &claims));
	}
	Ok(report.set("cases", all))
}

fn line(case: &Case) -> String {
	let mut line = format!("case {}  record {:?}  {:?}", case.id, case.record, case.status);
	match case.status {
		CaseStatus::Claiming => {
			line += &format!("  {} claims until block {}", case.claims, case.cut_off);
		}
		_ => {
			if let Some(doctor) = &case.doctor {
				line += &format!("  doctor {doctor}");
			}
		}
	}
	if let (CaseStatus::Assigned, Some(assignment)) = (case.status, &case.assignment) {
		line += &format!(
			"  report from block {} to {}",
			assignment.contest_until, assignment.report_until
		);
	}
	if case.fee > 0 {
		line += &format!("  fee {}", amount::show(case.fee));
	}
	if let Some(outcome) = &case.outcome {
		line += &format!("  {outcome:?}");
	}
	line
}

fn case_json(case: &Case, claims: &[CaseClaim]) -> Value {
	let claims: Vec<_> = claims
		.iter()
		.map(|claim| {
			json!({
				"doctor": claim.doctor.to_string(),
				"hospital": claim.hospital,
				"commitment": format!("{:?}", claim.commitment),
				"at": claim.at,
				"interests": claim.count,
			})
		})
		.collect();
	json!({
		"case": case.id,
		"record": format!("{:?}", case.record),
		"patient": case.patient.to_string(),
		"custodian": case.custodian,
		"status": case.status,
		"openedAt": case.opened_at,
		"cutOff": case.cut_off,
		"assignUntil": case.assign_until,
		"fee": case.fee.to_string(),
		"doctor": case.doctor.as_ref().map(ToString::to_string),
		"hospital": case.hospital,
		"assignment": case.assignment.as_ref().map(|assignment| json!({
			"doctor": assignment.doctor.to_string(),
			"interests": assignment.count,
			"counted": assignment.counted,
			"root": format!("{:?}", assignment.root),
			"by": assignment.by,
			"round": assignment.round,
			"contestUntil": assignment.contest_until,
			"reportUntil": assignment.report_until,
		})),
		"contest": case.contest.as_ref().map(|contest| json!({
			"doctor": contest.doctor.to_string(),
			"interests": contest.count,
			"decideUntil": contest.decide_until,
		})),
		"report": case.report.as_ref().map(|report| json!({
			"doctor": report.doctor.to_string(),
			"digest": format!("{:?}", report.digest),
			"submittedAt": report.submitted_at,
			"acknowledgeUntil": report.acknowledge_until,
		})),
		"dispute": case.dispute.as_ref().map(|dispute| json!({
			"arbiter": dispute.arbiter.to_string(),
			"decideUntil": dispute.decide_until,
			"verdict": dispute.verdict,
		})),
		"outcome": case.outcome,
		"ratings": case.ratings,
		"claims": claims,
	})
}
