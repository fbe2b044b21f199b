//! Reports: sealed and stated by the doctor who has a case, kept by the custodian, opened by the patient, judged by the
//! arbiter of a dispute.

mod arbiter;
mod doctor;
mod patient;

pub use arbiter::{decide, judge, Judgement, Source};
pub use doctor::{deliver, seal_for, submit, Prepared};
pub use patient::{acknowledge, dispute, list, open, rotate_key, rotation, Opened, Received};

use crate::{
	chain::{At, Case, Chain, ChainError, Signer},
	error::{Result, WalletError},
	services::Hospital,
};
use salus_crypto::report::{Info, Statement};
use salus_primitives::{
	cases::{CaseId, ReportInfo},
	request::GetReport,
	AccountId, BlockNumber,
};
use serde::Deserialize;
use sp_core::Bytes;

/// The pallet's calls.
type Cases = pallet_cases::Call<salus_runtime::Runtime>;

#[derive(Deserialize)]
struct Fetched {
	ciphertext: Bytes,
}

/// A case, as finalised state has it.
async fn case(chain: &Chain, id: CaseId) -> Result<Case> {
	chain
		.case(id, At::Finalised)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("there is no case {id} in finalised state")))
}

/// The report of a case.
fn report(case: &Case) -> Result<&ReportInfo<AccountId, BlockNumber>> {
	case.report
		.as_ref()
		.ok_or_else(|| WalletError::NotAllowed(format!("there is no report of case {}", case.id)))
}

/// What the doctor stated of the report of a case.
fn statement(chain: &Chain, case: &Case) -> Result<Statement> {
	let report = report(case)?;
	Ok(Statement {
		info: Info {
			genesis: chain.genesis().0,
			record: case.record.0,
			doctor: report.doctor.clone().into(),
			patient: case.patient.clone().into(),
			y: report.y,
			e: report.e,
		},
		commitment: report.commitment.0,
		digest: report.digest.0,
	})
}

/// The ciphertext of a report, from the hospital that signed for it, as it comes.
async fn fetch(chain: &Chain, signer: &Signer, case: &Case) -> Result<Vec<u8>> {
	let custodian = Hospital::connect(chain, report(case)?.custodian).await?;
	let body = GetReport { case: case.id };
	let answer: Fetched = custodian.ask("salus_getReport", signer, body).await?;
	Ok(answer.ciphertext.0)
}

/// Whether this is a refusal with a code.
fn is_refused_with(error: &WalletError, codes: &[i32]) -> bool {
	matches!(error, WalletError::Chain(ChainError::Refused { code, .. }) if codes.contains(code))
}
