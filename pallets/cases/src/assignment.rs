//! Who has a case: the doctor whose claim has most interests, of two the earlier; then the next one, if nobody reports.

use crate::{
	Assignment, AssignmentOf, CaseOf, Cases, Claims, ClaimsOf, Config, Error, Event, Pallet, Stage, Standings,
};
use alloc::vec::Vec;
use core::cmp::Reverse;
use frame_support::{ensure, traits::Get};
use salus_crypto::claim::{counted_root, CountedClaim, CountedIn};
use salus_primitives::{
	cases::{CaseId, Counts},
	hospital::{HospitalId, KeyPurpose},
	record::TrailEvent,
	traits::{CaseRecords, HospitalRegistry, RevocationRegistry},
	Hash,
};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating},
	DispatchResult,
};

/// A claim that may have the case: its place, its doctor, and for which hospital.
pub(crate) struct Candidate<AccountId> {
	pub position: u32,
	pub doctor: AccountId,
	pub hospital: HospitalId,
	pub count: u32,
}

/// What a custodian counted.
pub(crate) struct Counted {
	pub counted: u32,
	pub root: Hash,
	pub by: HospitalId,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_assign(
		operator: &T::AccountId,
		id: CaseId,
		counts: &Counts,
		doctor: &T::AccountId,
		root: Hash,
	) -> DispatchResult {
		let mut case = Self::live_case(id)?;
		ensure!(case.stage == Stage::Claiming, Error::<T>::NotClaiming);
		let facts = T::Records::facts(case.record).ok_or(Error::<T>::RecordNotFound)?;
		ensure!(
			T::Hospitals::operated_by(operator) == Some(facts.custodian),
			Error::<T>::NotCustodian
		);
		ensure!(!T::Revocations::is_revoked(operator), Error::<T>::SignerRevoked);
		ensure!(
			T::Hospitals::is_accredited(facts.custodian),
			Error::<T>::CustodianNotAccredited
		);
		let now = Self::now();
		ensure!(now >= case.cut_off, Error::<T>::ClaimsStillOpen);
		ensure!(now < case.assign_until, Error::<T>::AssignmentOver);
		let mut claims = Claims::<T>::get(id);
		ensure!(counts.len() == claims.len(), Error::<T>::ClaimsMiscounted);
		for (claim, count) in claims.iter_mut().zip(counts) {
			ensure!(*count <= claim.interests, Error::<T>::CountTooHigh);
			claim.count = Some(*count);
		}
		let leaves = Self::counted(&claims);
		ensure!(!leaves.is_empty(), Error::<T>::NothingCounted);
		ensure!(Self::root(id, &case, &leaves) == root, Error::<T>::RootMismatch);
		let best = Self::best(&case, &claims).ok_or(Error::<T>::NobodyEntitled)?;
		ensure!(best.doctor == *doctor, Error::<T>::NotTheWinner);
		let counted = Counted {
			counted: leaves.len().saturated_into(),
			root,
			by: facts.custodian,
		};
		Claims::<T>::insert(id, claims);
		Self::give(id, &mut case, best, counted, 0)?;
		Cases::<T>::insert(id, case);
		Ok(())
	}

	pub(crate) fn do_delegate_case(
		caller: &T::AccountId,
		id: CaseId,
		colleague: T::AccountId,
	) -> DispatchResult {
		let mut case = Self::live_case(id)?;
		let now = Self::now();
		let mut assignment = Self::assignment(&case)?;
		ensure!(now < assignment.report_until, Error::<T>::ReportOver);
		if *caller == assignment.doctor {
			Self::ensure_in_office(caller, assignment.hospital)?;
		} else {
			ensure!(
				T::Hospitals::operated_by(caller) == Some(assignment.hospital),
				Error::<T>::NotTheDoctor
			);
			ensure!(!T::Revocations::is_revoked(caller), Error::<T>::SignerRevoked);
		}
		let hospital = Self::entitled(&colleague, case.record)?;
		ensure!(
			hospital == assignment.hospital && colleague != assignment.doctor,
			Error::<T>::NotAColleague
		);
		let from = core::mem::replace(&mut assignment.doctor, colleague.clone());
		case.assignment = Some(assignment);
		let (record, patient) = (case.record, case.patient.clone());
		Cases::<T>::insert(id, case);
		Standings::<T>::mutate(&colleague, |standing| {
			standing.assigned = standing.assigned.saturating_add(1);
		});
		let event = TrailEvent::CaseAssigned {
			case: id,
			doctor: colleague.clone(),
			hospital,
		};
		T::Records::note(record, &patient, event)?;
		Self::deposit_event(Event::CaseDelegated {
			case: id,
			from,
			to: colleague,
		});
		Ok(())
	}

	/// Whether a doctor is staff of `hospital` at this block, not revoked, and the hospital in good standing.
	pub(crate) fn ensure_in_office(doctor: &T::AccountId, hospital: HospitalId) -> Result<(), Error<T>> {
		ensure!(
			T::Hospitals::employer(doctor) == Some(hospital),
			Error::<T>::NotEnrolled
		);
		ensure!(!T::Revocations::is_revoked(doctor), Error::<T>::Revoked);
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::HospitalNotAccredited
		);
		Ok(())
	}

	/// The assignment of a case that a doctor has, and that nobody contests.
	pub(crate) fn assignment(case: &CaseOf<T>) -> Result<AssignmentOf<T>, Error<T>> {
		ensure!(case.stage == Stage::Assigned, Error::<T>::NotAssigned);
		case.assignment.clone().ok_or(Error::<T>::NotAssigned)
	}

	/// The claim with most interests, of two the earlier, whose doctor may have the case at this block and has not had it.
	pub(crate) fn best(case: &CaseOf<T>, claims: &ClaimsOf<T>) -> Option<Candidate<T::AccountId>> {
		let mut ranked: Vec<_> = (0u32..)
			.zip(claims)
			.filter(|(_, claim)| !claim.passed && claim.worth() > 0)
			.collect();
		ranked.sort_by_key(|(position, claim)| (Reverse(claim.worth()), *position));
		ranked.into_iter().find_map(|(position, claim)| {
			let hospital = Self::entitled(&claim.doctor, case.record).ok()?;
			Some(Candidate {
				position,
				doctor: claim.doctor.clone(),
				hospital,
				count: claim.worth(),
			})
		})
	}

	/// Gives a case to a candidate. The caller stores it.
	pub(crate) fn give(
		id: CaseId,
		case: &mut CaseOf<T>,
		to: Candidate<T::AccountId>,
		counted: Counted,
		round: u32,
	) -> DispatchResult {
		let now = Self::now();
		let contest_until = now.saturating_add(T::ContestWindow::get());
		let Candidate {
			position,
			doctor,
			hospital,
			count,
		} = to;
		let Counted { counted, root, by } = counted;
		case.assignment = Some(Assignment {
			position,
			winner: doctor.clone(),
			doctor: doctor.clone(),
			hospital,
			count,
			counted,
			root,
			by,
			round,
			assigned_at: now,
			contest_until,
			report_until: contest_until.saturating_add(T::ReportPeriod::get()),
			report_key: T::Hospitals::key(&case.patient, KeyPurpose::Report),
		});
		case.stage = Stage::Assigned;
		case.since = now;
		Standings::<T>::mutate(&doctor, |standing| {
			standing.assigned = standing.assigned.saturating_add(1);
		});
		let event = TrailEvent::CaseAssigned {
			case: id,
			doctor: doctor.clone(),
			hospital,
		};
		T::Records::note(case.record, &case.patient, event)?;
		Self::deposit_event(Event::CaseAssigned {
			case: id,
			doctor,
			count,
			counted,
			root,
			round,
		});
		Ok(())
	}

	/// The claims that the custodian counted, in their order.
	pub(crate) fn counted(claims: &ClaimsOf<T>) -> Vec<CountedClaim> {
		(0u32..)
			.zip(claims)
			.filter_map(|(position, claim)| {
				let count = claim.count.filter(|count| *count > 0)?;
				Some(CountedClaim {
					position,
					doctor: claim.doctor.clone().into(),
					commitment: claim.commitment.0,
					at: claim.at.saturated_into(),
					count,
				})
			})
			.collect()
	}

	/// The root over them.
	pub(crate) fn root(id: CaseId, case: &CaseOf<T>, counted: &[CountedClaim]) -> Hash {
		let context = CountedIn {
			genesis: Self::genesis().0,
			record: case.record.0,
			case: id,
			cut_off: case.cut_off.saturated_into(),
		};
		Hash::from(counted_root(&context, counted))
	}
}
