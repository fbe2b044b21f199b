//! Contests: a claimant opens its claim, and says that it should have won.
//!
//! A custodian cannot leave out a claim in silence: it says of every one what it counted. That it counted too few, or had the
//! claim passed over, is shown by opening the claim; whether those interests match is shown off the chain, by the proof of
//! the match that the doctor holds, to the arbiter or to the council. A claim that does not outrank the one that won says
//! that this one was counted for interests that do not match: so the custodian shows that they do.

use crate::{
	assignment::{Candidate, Counted},
	Arbiter, AssignmentOf, CaseOf, Cases, Claims, ClaimsOf, Config, Contest, ContestOf, Error, Event,
	FaultsOf, HoldReason, Pallet, Stage,
};
use core::cmp::Reverse;
use frame_support::{
	ensure,
	traits::{EnsureOrigin, Get},
};
use frame_system::{
	ensure_signed,
	pallet_prelude::{BlockNumberFor, OriginFor},
};
use salus_crypto::claim::claim_commitment;
use salus_primitives::{
	cases::CaseId,
	traits::{HospitalRegistry, RevocationRegistry},
	Hash,
};
use sp_runtime::{traits::Saturating, DispatchError, DispatchResult};

/// Who decides.
pub(crate) enum Judge<AccountId> {
	/// The council.
	Council,
	/// Somebody who says to be the arbiter.
	Signed(AccountId),
}

impl<T: Config> Pallet<T> {
	/// The council, or whoever signed.
	pub(crate) fn judge(origin: OriginFor<T>) -> Result<Judge<T::AccountId>, DispatchError> {
		match T::CouncilOrigin::try_origin(origin) {
			Ok(_) => Ok(Judge::Council),
			Err(origin) => Ok(Judge::Signed(ensure_signed(origin)?)),
		}
	}

	/// Whether `judge` may decide what is for `arbiter` to decide.
	pub(crate) fn ensure_judge(
		judge: &Judge<T::AccountId>,
		arbiter: Option<&T::AccountId>,
	) -> Result<(), Error<T>> {
		match judge {
			Judge::Council => Ok(()),
			Judge::Signed(account) => {
				ensure!(arbiter == Some(account), Error::<T>::NotTheArbiter);
				Self::ensure_neutral(account)
			}
		}
	}

	/// Whether an account has no part in any case.
	pub(crate) fn ensure_neutral(account: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(
			T::Hospitals::employer(account).is_none()
				&& T::Hospitals::operated_by(account).is_none()
				&& !T::Hospitals::is_patient(account)
				&& !T::Revocations::is_revoked(account),
			Error::<T>::ArbiterNotNeutral
		);
		Ok(())
	}

	pub(crate) fn do_contest_assignment(
		doctor: T::AccountId,
		id: CaseId,
		count: u32,
		inner: Hash,
	) -> DispatchResult {
		let mut case = Self::live_case(id)?;
		let assignment = Self::assignment(&case)?;
		let now = Self::now();
		ensure!(now < assignment.contest_until, Error::<T>::ContestOver);
		let mut claims = Claims::<T>::get(id);
		let (position, claim) = (0u32..)
			.zip(claims.iter_mut())
			.find(|(_, claim)| claim.doctor == doctor)
			.ok_or(Error::<T>::NotAClaimant)?;
		ensure!(!claim.contested, Error::<T>::AlreadyContested);
		let commitment = claim_commitment(
			&Self::genesis().0,
			&case.record.0,
			&doctor.clone().into(),
			count,
			&inner.0,
		);
		ensure!(claim.commitment.0 == commitment, Error::<T>::NotTheClaim);
		ensure!(count <= claim.interests, Error::<T>::CountTooHigh);
		ensure!(
			count > 0 && !claim.passed && !claim.is_struck() && position != assignment.position,
			Error::<T>::NoRival
		);
		// Not whether it may have the case now: the custodian would only have to wait until the window is over.
		ensure!(!Self::is_banned(&doctor), Error::<T>::Banned);
		Self::ensure_in_office(&doctor, claim.hospital)?;
		let bond = T::Bond::get();
		Self::hold(
			HoldReason::ContestBond,
			&doctor,
			bond,
			Error::<T>::BondUnaffordable,
		)?;
		claim.contested = true;
		case.stage = Stage::Contested(Contest {
			position,
			count,
			opened_at: now,
			decide_until: now.saturating_add(T::DecisionPeriod::get()),
			bond,
		});
		case.since = now;
		Claims::<T>::insert(id, claims);
		Cases::<T>::insert(id, case);
		Self::deposit_event(Event::AssignmentContested {
			case: id,
			doctor,
			count,
		});
		Ok(())
	}

	pub(crate) fn do_decide_contest(judge: Judge<T::AccountId>, id: CaseId, upheld: bool) -> DispatchResult {
		let mut case = Self::live_case(id)?;
		let Stage::Contested(contest) = case.stage else {
			return Err(Error::<T>::NotContested.into());
		};
		Self::ensure_judge(&judge, Arbiter::<T>::get().as_ref())?;
		ensure!(Self::now() < contest.decide_until, Error::<T>::DecisionOver);
		let mut claims = Claims::<T>::get(id);
		let claim = claims
			.get_mut(usize::try_from(contest.position).unwrap_or(usize::MAX))
			.ok_or(Error::<T>::NotAClaimant)?;
		let claimant = claim.doctor.clone();
		let assignment = case.assignment.clone().ok_or(Error::<T>::NotAssigned)?;
		if upheld {
			claim.upheld = Some(contest.count);
			Self::release(HoldReason::ContestBond, &claimant, contest.bond);
			FaultsOf::<T>::mutate(assignment.by, |faults| {
				faults.omitted = faults.omitted.saturating_add(1);
			});
		} else {
			Self::pay_from_hold(
				HoldReason::ContestBond,
				&claimant,
				&assignment.doctor,
				contest.bond,
			)?;
		}
		let heir = if upheld {
			Self::heir(&case, &assignment, &mut claims, &contest)
		} else {
			None
		};
		Claims::<T>::insert(id, claims);
		Self::deposit_event(Event::ContestDecided { case: id, upheld });
		match heir {
			Some(to) => {
				let counted = Counted {
					counted: assignment.counted,
					root: assignment.root,
					by: assignment.by,
				};
				Self::give(id, &mut case, to, counted, assignment.round)?;
			}
			None => Self::resume(&mut case, contest.opened_at),
		}
		Cases::<T>::insert(id, case);
		Ok(())
	}

	/// Who has a case after a contest that was upheld, if that is another. If the claim does not outrank the one that won, that
	/// one is struck; it stays if nobody else may have the case.
	fn heir(
		case: &CaseOf<T>,
		assignment: &AssignmentOf<T>,
		claims: &mut ClaimsOf<T>,
		contest: &ContestOf<T>,
	) -> Option<Candidate<T::AccountId>> {
		let outranks =
			|count, position| (count, Reverse(position)) > (assignment.count, Reverse(assignment.position));
		let mut corrected = claims.clone();
		let stands = outranks(contest.count, contest.position);
		if !stands {
			let winner = usize::try_from(assignment.position).unwrap_or(usize::MAX);
			corrected.get_mut(winner)?.upheld = Some(0);
		}
		// Who won with a true count gives way to a better claim alone.
		let heir = Self::best(case, &corrected).filter(|heir| {
			heir.position != assignment.position && (!stands || outranks(heir.count, heir.position))
		})?;
		*claims = corrected;
		Some(heir)
	}

	/// The assignment stands; its times are prolonged by those of the contest. The caller stores it.
	pub(crate) fn resume(case: &mut CaseOf<T>, paused_at: BlockNumberFor<T>) {
		let now = Self::now();
		let pause = now.saturating_sub(paused_at);
		if let Some(assignment) = case.assignment.as_mut() {
			assignment.contest_until = assignment.contest_until.saturating_add(pause);
			assignment.report_until = assignment.report_until.saturating_add(pause);
		}
		case.stage = Stage::Assigned;
		case.since = now;
	}
}
