//! What happens when somebody does not act in time. Each wait of a case has an end, and anyone may say that it is there.

use crate::{
	assignment::Counted, CaseOf, Cases, Claims, Config, Disputes, Error, Event, HoldReason, Pallet, Reports,
	Stage, Standings,
};
use frame_support::{ensure, traits::Get};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_primitives::{
	cases::{CaseId, Outcome},
	traits::RevocationRegistry,
};
use sp_runtime::{
	traits::{CheckedDiv, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_lapse_case(id: CaseId) -> DispatchResult {
		let mut case = Self::overdue(id)?;
		match case.stage {
			Stage::Claiming => Self::settle(id, case, Outcome::Unassigned, Zero::zero()),
			Stage::Assigned => Self::pass_on(id, case),
			Stage::Contested(contest) => {
				let claims = Claims::<T>::get(id);
				let claim = usize::try_from(contest.position)
					.ok()
					.and_then(|position| claims.get(position))
					.ok_or(Error::<T>::NotAClaimant)?;
				// Nobody found anything against either.
				Self::release(HoldReason::ContestBond, &claim.doctor, contest.bond);
				Self::resume(&mut case, contest.opened_at);
				Cases::<T>::insert(id, case);
				Self::deposit_event(Event::ContestLapsed { case: id });
				Ok(())
			}
			Stage::Reported => {
				let fee = case.fee;
				Self::settle(id, case, Outcome::Silent, fee)
			}
			Stage::Disputed => {
				let mut dispute = Disputes::<T>::get(id).ok_or(Error::<T>::NotDisputed)?;
				let bond = core::mem::replace(&mut dispute.bond, Zero::zero());
				Self::release(HoldReason::DisputeBond, &case.patient, bond);
				Disputes::<T>::insert(id, dispute);
				// It proves nothing against either, so neither gains by waiting. What does not divide returns.
				let half = case.fee.checked_div(&2u32.into()).unwrap_or_else(Zero::zero);
				Self::settle(id, case, Outcome::Undecided, half)
			}
			Stage::Settled(_) => Err(Error::<T>::CaseSettled.into()),
		}
	}

	/// Whether `lapse_case` would succeed: what makes it free.
	pub(crate) fn may_lapse(origin: &OriginFor<T>, id: CaseId) -> bool {
		ensure_signed(origin.clone()).is_ok() && Self::overdue(id).is_ok()
	}

	/// A case in which somebody is late.
	fn overdue(id: CaseId) -> Result<CaseOf<T>, Error<T>> {
		let case = Self::live_case(id)?;
		let now = Self::now();
		let over = match &case.stage {
			// With no claim at the cut-off there is nothing to count.
			Stage::Claiming => {
				now >= case.assign_until || (now >= case.cut_off && !Claims::<T>::contains_key(id))
			}
			// A doctor who is revoked reports no more.
			Stage::Assigned => case.assignment.as_ref().is_some_and(|assignment| {
				now >= assignment.report_until || T::Revocations::is_revoked(&assignment.doctor)
			}),
			Stage::Contested(contest) => now >= contest.decide_until,
			Stage::Reported => Reports::<T>::get(id).is_some_and(|report| now >= report.acknowledge_until),
			Stage::Disputed => Disputes::<T>::get(id).is_some_and(|dispute| now >= dispute.decide_until),
			Stage::Settled(_) => false,
		};
		ensure!(over, Error::<T>::NotOver);
		Ok(case)
	}

	/// The next doctor gets the case, if there is one and not too many had it; else it is over.
	fn pass_on(id: CaseId, mut case: CaseOf<T>) -> DispatchResult {
		let assignment = case.assignment.clone().ok_or(Error::<T>::NotAssigned)?;
		let mut claims = Claims::<T>::get(id);
		if let Some(claim) = usize::try_from(assignment.position)
			.ok()
			.and_then(|position| claims.get_mut(position))
		{
			claim.passed = true;
		}
		Standings::<T>::mutate(&assignment.doctor, |standing| {
			standing.lapsed = standing.lapsed.saturating_add(1);
		});
		let round = assignment.round.saturating_add(1);
		let next = if round < T::MaxAssignments::get() {
			Self::best(&case, &claims)
		} else {
			None
		};
		Claims::<T>::insert(id, claims);
		Self::deposit_event(Event::AssignmentLapsed {
			case: id,
			doctor: assignment.doctor,
		});
		let Some(next) = next else {
			return Self::settle(id, case, Outcome::Unreported, Zero::zero());
		};
		let counted = Counted {
			counted: assignment.counted,
			root: assignment.root,
			by: assignment.by,
		};
		Self::give(id, &mut case, next, counted, round)?;
		Cases::<T>::insert(id, case);
		Ok(())
	}
}
