//! Reports: stated on the chain, kept by the custodian, acknowledged by the patient; and how a case is settled.

use crate::{
	BalanceOf, CaseOf, Cases, Config, Error, Event, HoldReason, OpenCases, Pallet, Report, Reports, Stage,
	Standings, SubmissionOf,
};
use frame_support::{ensure, traits::Get};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_crypto::report::{Info, Receipt, Statement};
use salus_primitives::{
	cases::{CaseId, Outcome, Submission},
	hospital::{HospitalId, KeyPurpose},
	record::TrailEvent,
	traits::{CaseRecords, HospitalRegistry},
};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_submit_report(
		doctor: T::AccountId,
		id: CaseId,
		submission: SubmissionOf<T>,
	) -> DispatchResult {
		let mut case = Self::live_case(id)?;
		let assignment = Self::assignment(&case)?;
		ensure!(doctor == assignment.doctor, Error::<T>::NotTheDoctor);
		let now = Self::now();
		ensure!(now >= assignment.contest_until, Error::<T>::ContestStillOpen);
		ensure!(now < assignment.report_until, Error::<T>::ReportOver);
		Self::ensure_in_office(&doctor, assignment.hospital)?;
		let custodian = T::Records::facts(case.record)
			.ok_or(Error::<T>::RecordNotFound)?
			.custodian;
		ensure!(
			T::Hospitals::is_accredited(custodian),
			Error::<T>::CustodianNotAccredited
		);
		let key = T::Hospitals::key(&case.patient, KeyPurpose::Report);
		ensure!(
			[key, assignment.report_key].contains(&Some(submission.y)),
			Error::<T>::WrongReportKey
		);
		ensure!(now <= submission.receipt_until, Error::<T>::ReceiptExpired);
		Self::ensure_arbiter()?;
		Self::check_proofs(&doctor, &case, custodian, &submission)?;
		let deposit = Self::report_deposit();
		Self::hold(
			HoldReason::ReportDeposit,
			&doctor,
			deposit,
			Error::<T>::DepositUnaffordable,
		)?;
		let Submission {
			y,
			e,
			commitment,
			digest,
			..
		} = submission;
		let report = Report {
			doctor: doctor.clone(),
			y,
			e,
			commitment,
			digest,
			custodian,
			submitted_at: now,
			acknowledge_until: now.saturating_add(T::AcknowledgePeriod::get()),
			deposit,
		};
		Reports::<T>::insert(id, report);
		case.stage = Stage::Reported;
		case.since = now;
		let (record, patient) = (case.record, case.patient.clone());
		Cases::<T>::insert(id, case);
		Standings::<T>::mutate(&doctor, |standing| {
			standing.reported = standing.reported.saturating_add(1);
		});
		let event = TrailEvent::Reported {
			case: id,
			doctor: doctor.clone(),
		};
		T::Records::note(record, &patient, event)?;
		Self::deposit_event(Event::ReportSubmitted {
			case: id,
			doctor,
			digest,
		});
		Ok(())
	}

	/// The doctor made E for this report, and the custodian keeps the ciphertext.
	fn check_proofs(
		doctor: &T::AccountId,
		case: &CaseOf<T>,
		custodian: HospitalId,
		submission: &SubmissionOf<T>,
	) -> Result<(), Error<T>> {
		let key = T::Hospitals::operator(custodian)
			.and_then(|operator| T::Hospitals::key(&operator, KeyPurpose::Receipt))
			.ok_or(Error::<T>::NoReceiptKey)?;
		let statement = Statement {
			info: Info {
				genesis: Self::genesis().0,
				record: case.record.0,
				doctor: doctor.clone().into(),
				patient: case.patient.clone().into(),
				y: submission.y,
				e: submission.e,
			},
			commitment: submission.commitment.0,
			digest: submission.digest.0,
		};
		statement
			.verify_author(&submission.author_proof)
			.map_err(|_| Error::<T>::InvalidAuthorProof)?;
		let receipt = Receipt {
			until: submission.receipt_until.saturated_into(),
			proof: submission.receipt,
		};
		statement
			.verify_receipt(&key, &receipt)
			.map_err(|_| Error::<T>::InvalidReceipt)
	}

	pub(crate) fn do_acknowledge_report(patient: &T::AccountId, id: CaseId) -> DispatchResult {
		let case = Self::acknowledgeable(patient, id)?;
		let fee = case.fee;
		Self::settle(id, case, Outcome::Acknowledged, fee)
	}

	/// Whether `acknowledge_report` would succeed: what makes it free.
	pub(crate) fn may_acknowledge(origin: &OriginFor<T>, id: CaseId) -> bool {
		ensure_signed(origin.clone()).is_ok_and(|patient| Self::acknowledgeable(&patient, id).is_ok())
	}

	/// A case with a report that waits for the answer of `patient`. Late is better than never.
	fn acknowledgeable(patient: &T::AccountId, id: CaseId) -> Result<CaseOf<T>, Error<T>> {
		let case = Self::live_case(id)?;
		ensure!(case.patient == *patient, Error::<T>::NotPatient);
		ensure!(case.stage == Stage::Reported, Error::<T>::NotReported);
		Ok(case)
	}

	/// Ends a case: pays so much of the fee to the doctor who had it, and returns the rest.
	pub(crate) fn settle(
		id: CaseId,
		mut case: CaseOf<T>,
		outcome: Outcome,
		paid: BalanceOf<T>,
	) -> DispatchResult {
		let paid = match &case.assignment {
			Some(assignment) => {
				Self::pay_from_hold(HoldReason::CompetenceFee, &case.patient, &assignment.doctor, paid)?;
				paid
			}
			None => Zero::zero(),
		};
		let returned = case.fee.saturating_sub(paid);
		Self::release(HoldReason::CompetenceFee, &case.patient, returned);
		case.stage = Stage::Settled(outcome);
		case.since = Self::now();
		OpenCases::<T>::remove(case.record);
		Cases::<T>::insert(id, case);
		Self::deposit_event(Event::CaseSettled {
			case: id,
			outcome,
			paid,
			returned,
		});
		Ok(())
	}
}
