use super::{case, Cases};
use crate::{
	chain::{At, Case, Chain, Included, Signer},
	error::{Result, WalletError},
	services::{array, Hospital},
};
use rand_core::OsRng;
use salus_crypto::report::{seal, Outgoing, Receipt, Recipient, SealError, MAX_CONTENT};
use salus_primitives::{
	cases::{CaseId, CaseStatus, Submission},
	hospital::{HospitalId, KeyPurpose},
	request::PutReport,
	AccountId, BlockNumber,
};
use serde::Deserialize;
use sp_core::Bytes;

/// A report that is sealed, and nowhere yet.
pub struct Prepared {
	/// The case.
	pub case: CaseId,
	/// Who is to keep it.
	pub custodian: HospitalId,
	/// Statement, proof and ciphertext.
	pub sent: Outgoing,
}

#[derive(Deserialize)]
struct Signed {
	until: BlockNumber,
	receipt: Bytes,
}

/// Seals a report on a case that this doctor has.
pub async fn seal_for(chain: &Chain, signer: &Signer, id: CaseId, content: &[u8]) -> Result<Prepared> {
	let case = case(chain, id).await?;
	let doctor = signer.account();
	if case.status != CaseStatus::Assigned || case.doctor.as_ref() != Some(&doctor) {
		return Err(WalletError::NotAllowed(format!(
			"case {id} is not assigned to {doctor}, or takes no report now"
		)));
	}
	let custodian = case
		.custodian
		.ok_or_else(|| WalletError::NotAllowed(format!("the record of case {id} has no custodian")))?;
	let next = chain.height(At::Best).await?.saturating_add(1);
	if let Some(assignment) = &case.assignment {
		if next < assignment.contest_until {
			return Err(WalletError::NotAllowed(format!(
				"the assignment of case {id} may be contested: reports are taken from block {} on",
				assignment.contest_until
			)));
		}
	}
	let to = Recipient {
		genesis: chain.genesis().0,
		record: case.record.0,
		doctor: doctor.into(),
		patient: case.patient.clone().into(),
		y: report_key(chain, &case).await?,
	};
	let sent = seal(&to, content, &mut OsRng).map_err(|error| match error {
		SealError::TooLong => WalletError::Input(format!("a report has at most {MAX_CONTENT} bytes")),
		SealError::ReportKey(_) => WalletError::Untrue(error.to_string()),
	})?;
	Ok(Prepared {
		case: id,
		custodian,
		sent,
	})
}

/// The key that the patient has, or had when the case was assigned.
async fn report_key(chain: &Chain, case: &Case) -> Result<[u8; 32]> {
	registered(chain, &case.patient, KeyPurpose::Report)
		.await?
		.or(case.report_key)
		.ok_or_else(|| WalletError::NotAllowed("the patient has registered no report key".into()))
}

/// What an account has registered for a purpose, by finalised state.
async fn registered(chain: &Chain, account: &AccountId, purpose: KeyPurpose) -> Result<Option<[u8; 32]>> {
	let person = chain.person(account, At::Finalised).await?;
	Ok(person.and_then(|person| {
		let mut keys = person.keys.into_iter();
		keys.find(|(of, _)| *of == purpose).map(|(_, key)| key)
	}))
}

/// Hands the ciphertext to the custodian. Its receipt is checked as the chain will check it.
pub async fn deliver(chain: &Chain, signer: &Signer, prepared: &Prepared) -> Result<Receipt> {
	let (custodian, statement) = (
		Hospital::connect(chain, prepared.custodian).await?,
		&prepared.sent.statement,
	);
	let body = PutReport {
		case: prepared.case,
		y: statement.info.y,
		e: statement.info.e,
		commitment: statement.commitment.into(),
		author_proof: prepared.sent.proof,
		ciphertext: prepared.sent.ciphertext.clone(),
	};
	let signed: Signed = custodian.ask("salus_putReport", signer, body).await?;
	let receipt = Receipt {
		until: signed.until,
		proof: array(&signed.receipt)?,
	};
	let key = registered(chain, &custodian.info.operator, KeyPurpose::Receipt)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the custodian has registered no receipt key".into()))?;
	statement
		.verify_receipt(&key, &receipt)
		.map_err(|error| WalletError::Untrue(format!("the custodian's answer: {error}")))?;
	Ok(receipt)
}

/// States the report on the chain.
pub async fn submit(
	chain: &Chain,
	signer: &Signer,
	prepared: &Prepared,
	receipt: &Receipt,
) -> Result<Included> {
	let statement = &prepared.sent.statement;
	let report = Submission {
		y: statement.info.y,
		e: statement.info.e,
		commitment: statement.commitment.into(),
		digest: statement.digest.into(),
		author_proof: prepared.sent.proof,
		receipt_until: receipt.until,
		receipt: receipt.proof,
	};
	let call = Cases::submit_report {
		case: prepared.case,
		report,
	};
	Ok(chain.submit(signer, call).await?)
}
