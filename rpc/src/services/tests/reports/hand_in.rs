//! Who hands in a report, and what is signed for.

use super::{receipt, register, Reporting, CASE, CONTENT};
use crate::{
	errors::Cause,
	json::{PutReportAnswer, SignedRequestJson},
	services::{
		reports::RECEIPT_LIFE,
		tests::{
			credentials::Keys,
			world::{cause, record_id, sign, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, PATIENT},
		},
	},
	testing::block,
};
use rand::rngs::OsRng;
use salus_crypto::{
	report::{seal, Receipt, ReceiptError, Recipient, ReportSecret, Statement, MAX_CONTENT, MAX_REPORT},
	symmetric::MessageKey,
	wrap::WrapSecret,
};
use salus_primitives::{cases::CaseStatus, hospital::KeyPurpose, request::PutReport, Hash};

#[tokio::test]
async fn a_report_that_is_handed_in_gets_a_receipt_that_the_chain_takes() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	let answer = reporting.put(DOCTOR, &body).await.unwrap();
	let statement = reporting.statement(&body);
	assert_eq!(answer.digest.0, statement.digest);
	assert_eq!(answer.until, 24 + RECEIPT_LIFE);
	let key = reporting.keys.file.receipt().public();
	assert_eq!(statement.verify_receipt(&key, &receipt(&answer)), Ok(()));
	let later = Receipt {
		until: answer.until + 1,
		..receipt(&answer)
	};
	assert_eq!(statement.verify_receipt(&key, &later), Err(ReceiptError::Wrong));
}

#[tokio::test]
async fn only_the_doctor_who_has_the_case_hands_in() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	for other in [COLLEAGUE, PATIENT, OPERATOR] {
		assert_eq!(cause(reporting.put(other, &body).await), Cause::NotAssigned);
	}
	for status in [
		CaseStatus::Claiming,
		CaseStatus::Contested,
		CaseStatus::Reported,
		CaseStatus::Disputed,
		CaseStatus::Settled,
	] {
		reporting.change(|case| case.status = status);
		assert_eq!(
			cause(reporting.put(DOCTOR, &body).await),
			Cause::NotAssigned,
			"{status:?}"
		);
	}
	reporting.change(|case| {
		(case.status, case.doctor) = (CaseStatus::Assigned, None);
	});
	assert_eq!(cause(reporting.put(DOCTOR, &body).await), Cause::NotAssigned);
	let elsewhere = PutReport {
		case: CASE + 1,
		..body
	};
	assert_eq!(cause(reporting.put(DOCTOR, &elsewhere).await), Cause::UnknownCase);
}

#[tokio::test]
async fn a_doctor_of_another_hospital_hands_in_to_the_custodian() {
	let reporting = Reporting::new();
	let colleague = COLLEAGUE.to_account_id();
	reporting.change(|case| case.doctor = Some(colleague.clone()));
	let to = Recipient {
		genesis: block(0).0,
		record: record_id(3).0,
		doctor: colleague.into(),
		patient: PATIENT.to_account_id().into(),
		y: reporting.patient.public(),
	};
	let sent = seal(&to, CONTENT, &mut OsRng).unwrap();
	let body = PutReport {
		case: CASE,
		y: to.y,
		e: sent.statement.info.e,
		commitment: sent.statement.commitment.into(),
		author_proof: sent.proof,
		ciphertext: sent.ciphertext,
	};
	let answer = reporting.put(COLLEAGUE, &body).await.unwrap();
	let key = reporting.keys.file.receipt().public();
	assert_eq!(sent.statement.verify_receipt(&key, &receipt(&answer)), Ok(()));
}

#[tokio::test]
async fn a_hospital_signs_for_reports_on_records_that_it_keeps() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	for custodian in [Some(OTHER), None] {
		reporting.change(|case| case.custodian = custodian);
		assert_eq!(cause(reporting.put(DOCTOR, &body).await), Cause::NotCustodian);
	}
}

#[tokio::test]
async fn a_report_is_sealed_to_the_key_of_now_or_of_the_assignment() {
	let reporting = Reporting::new();
	let old = ReportSecret::generate(&mut OsRng);
	let to_old = reporting.sealed_to(&old, CONTENT);
	assert_eq!(
		cause(reporting.put(DOCTOR, &to_old).await),
		Cause::ReportKeyMismatch
	);
	reporting.change(|case| case.report_key = Some(old.public()));
	assert!(reporting.put(DOCTOR, &to_old).await.is_ok());
	assert!(reporting.put(DOCTOR, &reporting.sealed(CONTENT)).await.is_ok());
	// A patient without a key gets no report.
	let patient = PATIENT.to_account_id();
	reporting.change(|case| case.report_key = None);
	reporting
		.world
		.ledger
		.state()
		.persons
		.get_mut(&patient)
		.unwrap()
		.keys
		.clear();
	assert_eq!(
		cause(reporting.put(DOCTOR, &reporting.sealed(CONTENT)).await),
		Cause::ReportKeyMismatch
	);
}

#[tokio::test]
async fn what_is_not_as_it_is_stated_gets_no_receipt() {
	type Change = fn(&mut PutReport, &PutReport);
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	let other = reporting.sealed(CONTENT);
	let changes: [(&str, Change); 6] = [
		("another's proof", |body, other| {
			body.author_proof = other.author_proof
		}),
		("another's E", |body, other| body.e = other.e),
		("no point", |body, _| body.e = [0; 32]),
		("a changed ciphertext", |body, _| body.ciphertext[40] ^= 1),
		("another's ciphertext", |body, other| {
			body.ciphertext.clone_from(&other.ciphertext);
		}),
		("another's commitment", |body, other| {
			body.commitment = other.commitment
		}),
	];
	for (what, change) in changes {
		let mut changed = body.clone();
		change(&mut changed, &other);
		assert_eq!(
			cause(reporting.put(DOCTOR, &changed).await),
			Cause::ReportInvalid,
			"{what}"
		);
	}
	assert!(!reporting.file(&body).parent().unwrap().exists());
}

#[tokio::test]
async fn a_proof_over_bytes_without_the_commitment_gets_no_receipt() {
	// The doctor proves rho over whatever it likes; that com comes first is checked apart.
	let reporting = Reporting::new();
	let rho = WrapSecret::generate(&mut OsRng);
	for ciphertext in [vec![7; 100], vec![8; MessageKey::OVERHEAD - 1]] {
		let mut body = reporting.sealed(CONTENT);
		body.e = rho.public();
		body.commitment = Hash::repeat_byte(8);
		body.ciphertext = ciphertext;
		let statement = reporting.statement(&body);
		body.author_proof = author_proof(&rho, &statement);
		assert_eq!(statement.verify_author(&body.author_proof), Ok(()));
		let refusal = reporting.put(DOCTOR, &body).await.unwrap_err();
		assert_eq!(refusal.cause, Cause::ReportInvalid);
		assert_eq!(
			refusal.detail.as_deref(),
			Some("the ciphertext does not begin with the commitment")
		);
	}
}

/// The proof of rho, as the page on reports says.
fn author_proof(rho: &WrapSecret, statement: &Statement) -> [u8; 64] {
	let info = &statement.info;
	let mut transcript =
		salus_crypto::transcript::Transcript::new(salus_crypto::domain::REPORT_AUTHOR, &info.genesis);
	let parts: [(&[u8], &[u8; 32]); 7] = [
		(b"record", &info.record),
		(b"doctor", &info.doctor),
		(b"patient", &info.patient),
		(b"Y", &info.y),
		(b"E", &info.e),
		(b"commitment", &statement.commitment),
		(b"digest", &statement.digest),
	];
	for (label, value) in parts {
		transcript.append(label, value);
	}
	salus_crypto::schnorr::prove_ristretto(rho.scalar(), transcript, &mut OsRng)
}

#[tokio::test]
async fn a_report_of_the_largest_size_is_taken_and_none_that_is_larger() {
	let reporting = Reporting::new();
	let largest = reporting.sealed(&vec![7; MAX_CONTENT]);
	assert_eq!(largest.ciphertext.len(), MAX_REPORT);
	reporting.put(DOCTOR, &largest).await.unwrap();
	reporting.report(&largest);
	assert_eq!(
		reporting.get(PATIENT).await.unwrap().ciphertext.0,
		largest.ciphertext
	);
	let reporting = Reporting::new();
	for more in [1, 100_000] {
		let mut body = reporting.sealed(CONTENT);
		body.ciphertext = vec![7; MAX_REPORT + more];
		assert_eq!(cause(reporting.put(DOCTOR, &body).await), Cause::RequestTooLarge);
	}
}

#[tokio::test]
async fn a_node_signs_with_the_receipt_key_that_is_on_chain_or_not_at_all() {
	let world = World::new();
	let without = Reporting::on(world, Keys::new());
	let body = without.sealed(CONTENT);
	assert_eq!(cause(without.put(DOCTOR, &body).await), Cause::NoReceiptKey);

	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	register(&reporting.world, OPERATOR, KeyPurpose::Receipt, [9; 32]);
	assert_eq!(
		cause(reporting.put(DOCTOR, &body).await),
		Cause::ReceiptKeyMismatch
	);
	let operator = OPERATOR.to_account_id();
	reporting
		.world
		.ledger
		.state()
		.persons
		.get_mut(&operator)
		.unwrap()
		.keys
		.clear();
	assert_eq!(
		cause(reporting.put(DOCTOR, &body).await),
		Cause::ReceiptKeyMismatch
	);
}

#[tokio::test]
async fn a_hospital_that_replaced_its_keys_signs_with_whichever_is_on_chain() {
	let (new, old) = (Keys::new(), Keys::new());
	let world = World::with(|config| config.issuer_keys = vec![new.path(), old.path()]);
	let reporting = Reporting::on(world, old);
	let keys = [&reporting.keys, &new].map(|keys| keys.file.receipt().public());
	assert_ne!(keys[0], keys[1]);
	for key in keys {
		register(&reporting.world, OPERATOR, KeyPurpose::Receipt, key);
		let body = reporting.sealed(CONTENT);
		let answer = reporting.put(DOCTOR, &body).await.unwrap();
		let statement = reporting.statement(&body);
		assert_eq!(statement.verify_receipt(&key, &receipt(&answer)), Ok(()));
	}
}

#[tokio::test]
async fn reports_that_wait_for_the_chain_are_few_and_make_room_in_time() {
	let reporting = Reporting::new();
	for _ in 0..4 {
		let body = reporting.sealed(CONTENT);
		let first = reporting.put(DOCTOR, &body).await.unwrap();
		let again = reporting.put(DOCTOR, &body).await.unwrap();
		assert_eq!(first.until, again.until);
	}
	let fifth = reporting.sealed(CONTENT);
	assert_eq!(cause(reporting.put(DOCTOR, &fifth).await), Cause::TooManyReports);
	{
		let mut state = reporting.world.ledger.state();
		(state.finalised, state.best) = (24 + RECEIPT_LIFE + 1, 24 + RECEIPT_LIFE + 2);
	}
	let mut envelope = reporting.world.envelope(fifth);
	envelope.expires_at = 24 + RECEIPT_LIFE + 20;
	let request = SignedRequestJson::from(&sign(DOCTOR, envelope));
	let answer: PutReportAnswer = reporting.world.call("salus_putReport", request).await.unwrap();
	assert_eq!(answer.until, 24 + 2 * RECEIPT_LIFE + 1);
}
