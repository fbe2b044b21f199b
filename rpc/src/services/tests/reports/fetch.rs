//! Who gets a report.

use super::{Reporting, ARBITER, CASE, CONTENT};
use crate::{
	errors::Cause,
	json::GetReportAnswer,
	services::{
		tests::world::{cause, generous, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT, STRANGER},
		Services, ServicesConfig,
	},
	testing::Spawner,
};
use salus_primitives::{
	cases::{CaseStatus, Outcome, Verdict},
	hospital::HospitalStatus,
	request::GetReport,
};
use std::{fs, sync::Arc};

#[tokio::test]
async fn the_patient_fetches_a_report_and_reads_it() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	reporting.put(DOCTOR, &body).await.unwrap();
	assert_eq!(cause(reporting.get(PATIENT).await), Cause::NoReport);
	reporting.report(&body);
	let answer = reporting.get(PATIENT).await.unwrap();
	let content = reporting
		.patient
		.open(&reporting.statement(&body), &answer.ciphertext)
		.unwrap();
	assert_eq!(content.as_slice(), CONTENT);
}

#[tokio::test]
async fn an_arbiter_fetches_a_report_while_its_dispute_is_open() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	reporting.put(DOCTOR, &body).await.unwrap();
	reporting.report(&body);
	assert_eq!(cause(reporting.get(ARBITER).await), Cause::NotPartyToReport);
	reporting.dispute();
	assert_eq!(
		reporting.get(ARBITER).await.unwrap().ciphertext.0,
		body.ciphertext
	);
	assert_eq!(
		reporting.get(PATIENT).await.unwrap().ciphertext.0,
		body.ciphertext
	);
	reporting.change(|case| {
		let verdict = Verdict::DoctorCleared;
		(case.status, case.outcome) = (CaseStatus::Settled, Some(Outcome::Decided(verdict)));
		case.dispute.as_mut().unwrap().verdict = Some(verdict);
	});
	assert_eq!(cause(reporting.get(ARBITER).await), Cause::NotPartyToReport);
	assert!(reporting.get(PATIENT).await.is_ok());
}

#[tokio::test]
async fn nobody_else_fetches_a_report() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	reporting.put(DOCTOR, &body).await.unwrap();
	reporting.report(&body);
	reporting.dispute();
	for other in [DOCTOR, COLLEAGUE, OPERATOR] {
		assert_eq!(cause(reporting.get(other).await), Cause::NotPartyToReport);
	}
	assert_eq!(cause(reporting.get(STRANGER).await), Cause::NotEnrolled);
	let other_case = GetReport { case: CASE + 1 };
	let unknown: Result<GetReportAnswer, _> =
		reporting.world.ask("salus_getReport", PATIENT, other_case).await;
	assert_eq!(cause(unknown), Cause::UnknownCase);
}

#[tokio::test]
async fn a_report_is_fetched_from_the_hospital_that_signed_for_it() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	reporting.put(DOCTOR, &body).await.unwrap();
	reporting.report(&body);
	// Custody has moved since.
	reporting.change(|case| case.custodian = Some(OTHER));
	assert!(reporting.get(PATIENT).await.is_ok());
	reporting.change(|case| case.report.as_mut().unwrap().custodian = OTHER);
	assert_eq!(cause(reporting.get(PATIENT).await), Cause::NotCustodian);
}

#[tokio::test]
async fn a_suspended_hospital_signs_for_nothing_and_gives_the_patient_what_it_has() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	reporting.put(DOCTOR, &body).await.unwrap();
	reporting.report(&body);
	reporting.world.ledger.state().hospitals[OWN as usize].status = HospitalStatus::Suspended;
	assert!(reporting.get(PATIENT).await.is_ok());
	let colleague = COLLEAGUE.to_account_id();
	reporting.change(|case| (case.status, case.doctor) = (CaseStatus::Assigned, Some(colleague)));
	assert_eq!(
		cause(reporting.put(COLLEAGUE, &body).await),
		Cause::ServingHospitalNotAccredited
	);
}

#[tokio::test]
async fn a_report_that_is_lost_or_damaged_is_no_other_report() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	reporting.put(DOCTOR, &body).await.unwrap();
	reporting.report(&body);
	let (path, kept) = (reporting.file(&body), fs::read(reporting.file(&body)).unwrap());
	for bytes in [&kept[..kept.len() - 1], &kept[..2], &[]] {
		fs::write(&path, bytes).unwrap();
		assert_eq!(cause(reporting.get(PATIENT).await), Cause::ReportDamaged);
	}
	let mut changed = kept.clone();
	changed[50] ^= 1;
	fs::write(&path, &changed).unwrap();
	assert_eq!(cause(reporting.get(PATIENT).await), Cause::ReportDamaged);
	fs::remove_file(&path).unwrap();
	assert_eq!(cause(reporting.get(PATIENT).await), Cause::ReportMissing);
}

#[tokio::test]
async fn a_report_outlives_a_restart() {
	let reporting = Reporting::new();
	let body = reporting.sealed(CONTENT);
	reporting.put(DOCTOR, &body).await.unwrap();
	reporting.report(&body);
	let mut config = ServicesConfig::new("st-mary", reporting.world.folder.path().join("services"));
	config.limits = generous();
	let Reporting {
		world: World {
			ledger,
			services,
			folder,
		},
		..
	} = reporting;
	// The process ends, and with it its hold on the files.
	drop(services);
	let services = Services::open(config, ledger.clone(), Arc::new(Spawner), None).unwrap();
	let world = World {
		ledger,
		services,
		folder,
	};
	let answer: GetReportAnswer = world
		.ask("salus_getReport", PATIENT, GetReport { case: CASE })
		.await
		.unwrap();
	assert_eq!(answer.ciphertext.0, body.ciphertext);
}
