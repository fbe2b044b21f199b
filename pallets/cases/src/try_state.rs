//! What holds between blocks. The numbers are those of the README.

use crate::{
	BalanceOf, CaseOf, Cases, Claims, ClaimsOf, Config, Disputes, HoldReason, NextCase, OpenCases, Pallet,
	Reports, Stage,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use salus_primitives::cases::{CaseId, Outcome};
use sp_runtime::{
	traits::{Saturating, Zero},
	TryRuntimeError,
};

/// The invariant that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
	OpenUnlisted,
	CaseUnnumbered,
	CaseMalformed,
	ClaimsOrphaned,
	ClaimMalformed,
	CountsForged,
	AssignmentForged,
	ReportMisplaced,
	DisputeMisplaced,
	RatingMalformed,
	HoldsUnbalanced,
}

impl Broken {
	/// The invariant's number and what is wrong.
	pub(crate) fn message(self) -> &'static str {
		match self {
			Self::OpenUnlisted => "cases 1: a record's open case is not the one noted",
			Self::CaseUnnumbered => "cases 2: the number of a case is yet to be given",
			Self::CaseMalformed => "cases 3: a case's blocks or fee are not acceptable",
			Self::ClaimsOrphaned => "cases 4: claims, a report or a dispute have no case, or a list is empty",
			Self::ClaimMalformed => "cases 5: a doctor claimed twice, or out of time",
			Self::CountsForged => "cases 6: what was counted of the claims is not what the root says",
			Self::AssignmentForged => "cases 7: a case is not with the doctor to whom it was given",
			Self::ReportMisplaced => "cases 8: a report is missing, or there is one too early",
			Self::DisputeMisplaced => {
				"cases 9: a dispute or its verdict is missing, or there is one too many"
			}
			Self::RatingMalformed => "cases 10: a rating is not 1 to 5, or of an open case",
			Self::HoldsUnbalanced => "cases 11: what is on hold differs from what the entries say",
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_state().map_err(|broken| TryRuntimeError::Other(broken.message()))
	}

	/// The first invariant that does not hold.
	pub(crate) fn check_state() -> Result<(), Broken> {
		Self::check_lists()?;
		for (id, case) in Cases::<T>::iter() {
			Self::check_case(id, &case)?;
			let claims = Claims::<T>::get(id);
			Self::check_claims(&case, &claims)?;
			Self::check_assignment(id, &case, &claims)?;
			Self::check_outcome(id, &case)?;
		}
		Self::check_holds()
	}

	fn check_lists() -> Result<(), Broken> {
		for (record, id) in OpenCases::<T>::iter() {
			let case = Cases::<T>::get(id).ok_or(Broken::OpenUnlisted)?;
			ensure!(
				case.record == record && case.settled_at().is_none(),
				Broken::OpenUnlisted
			);
		}
		let exists = Cases::<T>::contains_key;
		let orphans = Claims::<T>::iter().any(|(id, claims)| claims.is_empty() || !exists(id))
			|| Reports::<T>::iter_keys().any(|id| !exists(id))
			|| Disputes::<T>::iter_keys().any(|id| !exists(id));
		ensure!(!orphans, Broken::ClaimsOrphaned);
		Ok(())
	}

	fn check_case(id: CaseId, case: &CaseOf<T>) -> Result<(), Broken> {
		ensure!(
			case.settled_at().is_some() || OpenCases::<T>::get(case.record) == Some(id),
			Broken::OpenUnlisted
		);
		ensure!(id < NextCase::<T>::get(), Broken::CaseUnnumbered);
		ensure!(
			case.opened_at < case.cut_off
				&& case.cut_off < case.assign_until
				&& case.opened_at <= case.since
				&& case.since <= Self::now()
				&& (case.fee.is_zero() || case.fee >= Self::least_fee()),
			Broken::CaseMalformed
		);
		Ok(())
	}

	fn check_claims(case: &CaseOf<T>, claims: &ClaimsOf<T>) -> Result<(), Broken> {
		let doctors: BTreeSet<_> = claims.iter().map(|claim| &claim.doctor).collect();
		ensure!(doctors.len() == claims.len(), Broken::ClaimMalformed);
		let mut before = case.opened_at;
		for claim in claims {
			ensure!(
				before <= claim.at && claim.at < case.cut_off && claim.interests > 0,
				Broken::ClaimMalformed
			);
			before = claim.at;
			ensure!(
				claim.count.is_some() == case.assignment.is_some()
					&& [claim.count, claim.upheld]
						.into_iter()
						.flatten()
						.all(|count| count <= claim.interests)
					&& (claim.upheld.is_none() || claim.contested || claim.is_struck()),
				Broken::CountsForged
			);
		}
		Ok(())
	}

	fn check_assignment(id: CaseId, case: &CaseOf<T>, claims: &ClaimsOf<T>) -> Result<(), Broken> {
		let Some(assignment) = &case.assignment else {
			let waits = matches!(case.stage, Stage::Claiming | Stage::Settled(Outcome::Unassigned));
			ensure!(waits, Broken::AssignmentForged);
			return Ok(());
		};
		let counted = Self::counted(claims);
		ensure!(
			Self::root(id, case, &counted) == assignment.root
				&& usize::try_from(assignment.counted) == Ok(counted.len()),
			Broken::CountsForged
		);
		let at = |position: u32| {
			usize::try_from(position)
				.ok()
				.and_then(|position| claims.get(position))
		};
		let claim = at(assignment.position).ok_or(Broken::AssignmentForged)?;
		let lapsed = case.stage == Stage::Settled(Outcome::Unreported);
		ensure!(
			!matches!(case.stage, Stage::Claiming | Stage::Settled(Outcome::Unassigned))
				&& claim.doctor == assignment.winner
				&& claim.worth() == assignment.count
				&& claim.passed == lapsed
				&& assignment.round < T::MaxAssignments::get()
				&& case.cut_off <= assignment.assigned_at
				&& assignment.assigned_at <= assignment.contest_until
				&& assignment.contest_until < assignment.report_until,
			Broken::AssignmentForged
		);
		if let Stage::Contested(contest) = &case.stage {
			let claim = at(contest.position).ok_or(Broken::AssignmentForged)?;
			ensure!(
				claim.contested
					&& (1..=claim.interests).contains(&contest.count)
					&& contest.opened_at < contest.decide_until
					&& contest.position != assignment.position,
				Broken::AssignmentForged
			);
		}
		Ok(())
	}

	fn check_outcome(id: CaseId, case: &CaseOf<T>) -> Result<(), Broken> {
		let (report, dispute) = (Reports::<T>::get(id), Disputes::<T>::get(id));
		let (reported, disputed, verdict) = match case.stage {
			Stage::Claiming
			| Stage::Assigned
			| Stage::Contested(_)
			| Stage::Settled(Outcome::Unassigned | Outcome::Unreported) => (false, false, None),
			Stage::Reported | Stage::Settled(Outcome::Acknowledged | Outcome::Silent) => (true, false, None),
			Stage::Disputed | Stage::Settled(Outcome::Undecided) => (true, true, None),
			Stage::Settled(Outcome::Decided(verdict)) => (true, true, Some(verdict)),
		};
		let by = report.as_ref().map(|report| &report.doctor);
		let has_it = case.assignment.as_ref().map(|assignment| &assignment.doctor);
		ensure!(
			report.is_some() == reported && (!reported || by == has_it),
			Broken::ReportMisplaced
		);
		ensure!(
			dispute.is_some() == disputed && dispute.and_then(|dispute| dispute.verdict) == verdict,
			Broken::DisputeMisplaced
		);
		let settled = case.settled_at().is_some();
		ensure!(
			[case.ratings.by_patient, case.ratings.by_doctor]
				.into_iter()
				.flatten()
				.all(|stars| settled && has_it.is_some() && (1..=5).contains(&stars)),
			Broken::RatingMalformed
		);
		Ok(())
	}

	/// For each owner and reason, what is on hold.
	fn check_holds() -> Result<(), Broken> {
		let (mut deposits, mut claimed, mut fees) =
			(Ledger::<T>::new(), Ledger::<T>::new(), Ledger::<T>::new());
		let (mut reports, mut disputes, mut contests) =
			(Ledger::<T>::new(), Ledger::<T>::new(), Ledger::<T>::new());
		for (id, case) in Cases::<T>::iter() {
			let claims = Claims::<T>::get(id);
			let open = case.settled_at().is_none();
			let fee = if open { case.fee } else { Zero::zero() };
			owe::<T>(&mut fees, &case.patient, fee);
			owe::<T>(&mut deposits, &case.deposit.owner, case.deposit.amount);
			if let Stage::Contested(contest) = &case.stage {
				let claim = usize::try_from(contest.position)
					.ok()
					.and_then(|position| claims.get(position))
					.ok_or(Broken::AssignmentForged)?;
				owe::<T>(&mut contests, &claim.doctor, contest.bond);
			}
			for claim in &claims {
				owe::<T>(&mut claimed, &claim.doctor, claim.deposit);
			}
			if let Some(report) = Reports::<T>::get(id) {
				owe::<T>(&mut reports, &report.doctor, report.deposit);
			}
			if let Some(dispute) = Disputes::<T>::get(id) {
				owe::<T>(&mut disputes, &case.patient, dispute.bond);
			}
		}
		Self::check_reason(HoldReason::CaseDeposit, &deposits)?;
		Self::check_reason(HoldReason::ClaimDeposit, &claimed)?;
		Self::check_reason(HoldReason::CompetenceFee, &fees)?;
		Self::check_reason(HoldReason::ReportDeposit, &reports)?;
		Self::check_reason(HoldReason::DisputeBond, &disputes)?;
		Self::check_reason(HoldReason::ContestBond, &contests)
	}

	fn check_reason(reason: HoldReason, ledger: &Ledger<T>) -> Result<(), Broken> {
		for (owner, sum) in ledger {
			ensure!(
				T::Currency::balance_on_hold(&reason.into(), owner) == *sum,
				Broken::HoldsUnbalanced
			);
		}
		Ok(())
	}
}

type Ledger<T> = BTreeMap<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

fn owe<T: Config>(ledger: &mut Ledger<T>, owner: &T::AccountId, amount: BalanceOf<T>) {
	let sum = ledger.entry(owner.clone()).or_default();
	*sum = sum.saturating_add(amount);
}
