//! `putReport` and `getReport`: the custodian of a record keeps what doctors report on it, and says so under its receipt
//! key; without a receipt a report does not stand on the chain.

use super::{credentials::Issuer, gate::Admitted, Services};
use crate::{
	errors::{Cause, Refusal},
	json::{GetReportAnswer, PutReportAnswer},
};
use rand_core::OsRng;
use salus_crypto::report::{ciphertext_digest, Info, ReceiptSecret, Statement, MAX_REPORT};
use salus_primitives::{
	cases::{CaseInfo, CaseStatus},
	hospital::{HospitalInfo, KeyPurpose},
	request::{GetReport, PutReport},
	AccountId, Balance, BlockNumber, Hash,
};
use sp_core::Bytes;

/// Blocks after the finalised head for which a receipt may be used, and for which the ciphertext is kept though no report
/// of it is on the chain: an hour.
pub const RECEIPT_LIFE: BlockNumber = 600;

impl Services {
	/// Keeps the ciphertext of a report and signs for it.
	pub(super) fn put_report(&self, request: Admitted<PutReport>) -> Result<PutReportAnswer, Refusal> {
		request.serving_accredited()?;
		let (at, hospital) = (request.at(), &request.serving.hospital);
		let put = &request.body;
		if put.ciphertext.len() > MAX_REPORT {
			return Err(Cause::RequestTooLarge.into());
		}
		let case = self.chain.case(at, put.case)?.ok_or(Cause::UnknownCase)?;
		if case.status != CaseStatus::Assigned || case.doctor.as_ref() != Some(&request.person.account) {
			return Err(Cause::NotAssigned.into());
		}
		if case.custodian != Some(hospital.id) {
			return Err(Cause::NotCustodian.into());
		}
		self.check_report_key(at, &case, &put.y)?;
		let statement = Statement {
			info: Info {
				genesis: self.chain.genesis().0,
				record: case.record.0,
				doctor: request.person.account.clone().into(),
				patient: case.patient.clone().into(),
				y: put.y,
				e: put.e,
			},
			commitment: put.commitment.0,
			digest: ciphertext_digest(&put.ciphertext),
		};
		statement
			.verify_author(&put.author_proof)
			.map_err(|error| Refusal::with(Cause::ReportInvalid, error))?;
		if !statement.commits(&put.ciphertext) {
			return Err(Refusal::with(
				Cause::ReportInvalid,
				"the ciphertext does not begin with the commitment",
			));
		}
		let secret = self.receipt_secret(at, hospital)?;
		let now = request.serving.at.number;
		let until = now.saturating_add(RECEIPT_LIFE);
		let reported = case.report.map(|report| report.digest);
		self.reports.put(
			put.case,
			statement.digest.into(),
			&put.ciphertext,
			until,
			now,
			reported,
		)?;
		let receipt = secret.sign(&statement, until, &mut OsRng);
		Ok(PutReportAnswer {
			block: at,
			digest: statement.digest.into(),
			until,
			receipt: Bytes(receipt.proof.to_vec()),
		})
	}

	/// Gives the ciphertext of a report to whom it is for, or to who must judge it.
	pub(super) fn get_report(&self, request: Admitted<GetReport>) -> Result<GetReportAnswer, Refusal> {
		let at = request.at();
		let case = self
			.chain
			.case(at, request.body.case)?
			.ok_or(Cause::UnknownCase)?;
		let is_arbiter = case.dispute.as_ref().is_some_and(|dispute| {
			dispute.arbiter == request.person.account && case.status == CaseStatus::Disputed
		});
		if case.patient != request.person.account && !is_arbiter {
			return Err(Cause::NotPartyToReport.into());
		}
		let report = case.report.ok_or(Cause::NoReport)?;
		if report.custodian != request.serving.hospital.id {
			return Err(Cause::NotCustodian.into());
		}
		let ciphertext = self
			.reports
			.get(case.id, report.digest)?
			.ok_or(Cause::ReportMissing)?;
		if ciphertext_digest(&ciphertext) != report.digest.0 {
			return Err(Cause::ReportDamaged.into());
		}
		Ok(GetReportAnswer {
			block: at,
			ciphertext: Bytes(ciphertext),
		})
	}

	/// A report is sealed to the key that the patient has, or had when the case was assigned: what the chain takes.
	fn check_report_key(
		&self,
		at: Hash,
		case: &CaseInfo<AccountId, Balance, BlockNumber>,
		y: &[u8; 32],
	) -> Result<(), Refusal> {
		if case.report_key.as_ref() == Some(y) || self.key(at, &case.patient, KeyPurpose::Report)? == Some(*y)
		{
			Ok(())
		} else {
			Err(Cause::ReportKeyMismatch.into())
		}
	}

	/// The secret of the hospital's receipt key on chain, from whichever issuer's file has it.
	fn receipt_secret(
		&self,
		at: Hash,
		hospital: &HospitalInfo<AccountId, BlockNumber>,
	) -> Result<ReceiptSecret, Refusal> {
		let issuer = self.issuer.load().ok_or(Cause::NoReceiptKey)?;
		self.key(at, &hospital.operator, KeyPurpose::Receipt)?
			.and_then(|key| issuer.receipt(&key))
			.ok_or(Cause::ReceiptKeyMismatch.into())
	}

	/// What an account has registered for a purpose.
	fn key(&self, at: Hash, account: &AccountId, purpose: KeyPurpose) -> Result<Option<[u8; 32]>, Refusal> {
		let person = self.chain.person(at, account.clone())?;
		Ok(person.and_then(|person| {
			let mut keys = person.keys.into_iter();
			keys.find(|(of, _)| *of == purpose).map(|(_, key)| key)
		}))
	}
}

impl Issuer {
	/// The secret of a receipt key, if one of the files has it.
	fn receipt(&self, key: &[u8; 32]) -> Option<ReceiptSecret> {
		self.files()
			.map(|file| file.receipt())
			.find(|secret| secret.public() == *key)
	}
}
