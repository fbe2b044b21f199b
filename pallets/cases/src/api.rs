//! What the runtime API reads. Lists are paged; a cursor is the encoded key of the last case looked at.

use crate::{
	Arbiter, BalanceOf, CaseOf, Cases, Claims, Config, Disputes, Event, FaultsOf, OpenCases, Pallet, Reports,
	Stage, StandingOf, Standings,
};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	apis::CaseFilter,
	cases::{
		ArbiterInfo, AssignmentInfo, CaseId, CaseInfo, CaseParameters, CaseStatus, ClaimInfo, ContestInfo,
		DisputeInfo, Faults, ReportInfo, MAX_CLAIMS,
	},
	hospital::{HospitalId, KeyPurpose},
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	record::RecordId,
	traits::{CaseRecords, HospitalRegistry},
};
use sp_runtime::traits::SaturatedConversion;

/// Most cases that one page looks at: with conditions, few of them may fit.
const MAX_SCAN: u32 = 4 * MAX_PAGE;

type AccountOf<T> = <T as frame_system::Config>::AccountId;
type CaseInfoOf<T> = CaseInfo<AccountOf<T>, BalanceOf<T>, BlockNumberFor<T>>;
type ClaimInfoOf<T> = ClaimInfo<AccountOf<T>, BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// Cases.
	pub fn api_cases(filter: CaseFilter<T::AccountId>, page: PageRequest) -> PageResult<CaseInfoOf<T>> {
		let after = page
			.cursor
			.as_ref()
			.map(|bytes| CaseId::decode_all(&mut bytes.as_slice()))
			.transpose()
			.map_err(|_| PageError::InvalidCursor)?;
		let mut cases = match after {
			None => Cases::<T>::iter(),
			Some(id) => Cases::<T>::iter_from(Cases::<T>::hashed_key_for(id)),
		};
		let (mut items, mut last) = (Vec::new(), None);
		let (mut room, mut scans) = (page.bounded_limit(), MAX_SCAN);
		while room > 0 && scans > 0 {
			let Some((id, case)) = cases.next() else {
				return Ok(Page { items, next: None });
			};
			last = Some(id);
			scans = scans.saturating_sub(1);
			if Self::fits(&filter, id, &case) {
				items.push(Self::case_info(id, case));
				room = room.saturating_sub(1);
			}
		}
		Ok(Page {
			items,
			next: cases.next().and(last).map(|id| id.encode()),
		})
	}

	/// Whether a case meets every condition.
	fn fits(filter: &CaseFilter<T::AccountId>, id: CaseId, case: &CaseOf<T>) -> bool {
		let CaseFilter {
			record,
			patient,
			doctor,
			custodian,
			status,
		} = filter;
		let has_it = |doctor: &T::AccountId| {
			case.assignment
				.as_ref()
				.is_some_and(|assignment| assignment.doctor == *doctor)
				|| Claims::<T>::get(id).iter().any(|claim| claim.doctor == *doctor)
		};
		status.is_none_or(|status| status == Self::status(case))
			&& record.is_none_or(|record| record == case.record)
			&& patient.as_ref().is_none_or(|patient| *patient == case.patient)
			&& doctor.as_ref().is_none_or(has_it)
			&& (custodian.is_none() || *custodian == Self::custodian(case))
	}

	/// One case.
	pub fn api_case(id: CaseId) -> Option<CaseInfoOf<T>> {
		Cases::<T>::get(id).map(|case| Self::case_info(id, case))
	}

	/// The case of a record that is not settled.
	pub fn api_open_case(record: RecordId) -> Option<CaseId> {
		OpenCases::<T>::get(record)
	}

	/// The claims of a case, in their order.
	pub fn api_case_claims(id: CaseId) -> Vec<ClaimInfoOf<T>> {
		(0u32..)
			.zip(Claims::<T>::get(id))
			.map(|(position, claim)| ClaimInfo {
				position,
				doctor: claim.doctor,
				hospital: claim.hospital,
				commitment: claim.commitment,
				interests: claim.interests,
				at: claim.at,
				count: claim.count,
			})
			.collect()
	}

	/// What cases have shown of a doctor, or of a patient.
	pub fn api_standing(account: T::AccountId) -> StandingOf<T> {
		Standings::<T>::get(account)
	}

	/// What cases have shown of a custodian.
	pub fn api_faults(hospital: HospitalId) -> Faults {
		FaultsOf::<T>::get(hospital)
	}

	/// Who decides disputes that begin now.
	pub fn api_arbiter() -> Option<ArbiterInfo<T::AccountId>> {
		Arbiter::<T>::get().map(|account| ArbiterInfo {
			key: T::Hospitals::key(&account, KeyPurpose::Wrap),
			account,
		})
	}

	/// Times and bounds of cases on this chain.
	pub fn api_parameters() -> CaseParameters<BalanceOf<T>, BlockNumberFor<T>> {
		CaseParameters {
			claim_window: T::ClaimWindow::get(),
			assign_period: T::AssignPeriod::get(),
			contest_window: T::ContestWindow::get(),
			report_period: T::ReportPeriod::get(),
			acknowledge_period: T::AcknowledgePeriod::get(),
			decision_period: T::DecisionPeriod::get(),
			rating_period: T::RatingPeriod::get(),
			ban_period: T::BanPeriod::get(),
			bond: T::Bond::get(),
			max_assignments: T::MaxAssignments::get(),
			max_claims: MAX_CLAIMS,
		}
	}

	fn custodian(case: &CaseOf<T>) -> Option<HospitalId> {
		T::Records::facts(case.record).map(|facts| facts.custodian)
	}

	fn status(case: &CaseOf<T>) -> CaseStatus {
		match case.stage {
			Stage::Claiming => CaseStatus::Claiming,
			Stage::Assigned => CaseStatus::Assigned,
			Stage::Contested(_) => CaseStatus::Contested,
			Stage::Reported => CaseStatus::Reported,
			Stage::Disputed => CaseStatus::Disputed,
			Stage::Settled(_) => CaseStatus::Settled,
		}
	}

	fn case_info(id: CaseId, case: CaseOf<T>) -> CaseInfoOf<T> {
		let claims = Claims::<T>::get(id);
		let (custodian, status) = (Self::custodian(&case), Self::status(&case));
		let contest = match case.stage {
			Stage::Contested(contest) => usize::try_from(contest.position)
				.ok()
				.and_then(|position| claims.get(position))
				.map(|claim| ContestInfo {
					doctor: claim.doctor.clone(),
					position: contest.position,
					count: contest.count,
					opened_at: contest.opened_at,
					decide_until: contest.decide_until,
				}),
			_ => None,
		};
		let outcome = match case.stage {
			Stage::Settled(outcome) => Some(outcome),
			_ => None,
		};
		let current = case.assignment.as_ref();
		CaseInfo {
			id,
			record: case.record,
			custodian,
			opened_at: case.opened_at,
			cut_off: case.cut_off,
			assign_until: case.assign_until,
			claims: claims.len().saturated_into(),
			fee: case.fee,
			status,
			doctor: current.map(|assignment| assignment.doctor.clone()),
			hospital: current.map(|assignment| assignment.hospital),
			report_key: current.and_then(|assignment| {
				T::Hospitals::key(&case.patient, KeyPurpose::Report).or(assignment.report_key)
			}),
			assignment: case.assignment.map(|assignment| AssignmentInfo {
				doctor: assignment.winner,
				count: assignment.count,
				counted: assignment.counted,
				root: assignment.root,
				by: assignment.by,
				round: assignment.round,
				assigned_at: assignment.assigned_at,
				contest_until: assignment.contest_until,
				report_until: assignment.report_until,
			}),
			patient: case.patient,
			contest,
			report: Reports::<T>::get(id).map(|report| ReportInfo {
				doctor: report.doctor,
				y: report.y,
				e: report.e,
				commitment: report.commitment,
				digest: report.digest,
				custodian: report.custodian,
				submitted_at: report.submitted_at,
				acknowledge_until: report.acknowledge_until,
			}),
			dispute: Disputes::<T>::get(id).map(|dispute| DisputeInfo {
				arbiter: dispute.arbiter,
				arbiter_key: dispute.arbiter_key,
				disclosure: dispute.disclosure,
				opened_at: dispute.opened_at,
				decide_until: dispute.decide_until,
				verdict: dispute.verdict,
			}),
			outcome,
			since: case.since,
			ratings: case.ratings,
		}
	}
}

impl<T: Config> Event<T> {
	/// The case that an event changed, if it is one.
	pub fn case(&self) -> Option<CaseId> {
		match self {
			Self::CaseOpened { case, .. }
			| Self::FeeAttached { case, .. }
			| Self::Claimed { case, .. }
			| Self::CaseAssigned { case, .. }
			| Self::AssignmentLapsed { case, .. }
			| Self::AssignmentContested { case, .. }
			| Self::ContestDecided { case, .. }
			| Self::ContestLapsed { case }
			| Self::CaseDelegated { case, .. }
			| Self::ReportSubmitted { case, .. }
			| Self::ReportDisputed { case, .. }
			| Self::DisputeDecided { case, .. }
			| Self::CaseSettled { case, .. }
			| Self::CaseRated { case, .. }
			| Self::CaseCleared { case } => Some(*case),
			Self::ArbiterNamed { .. } => None,
			Self::__Ignore(_, never) => match *never {},
		}
	}
}
