//! Disputes: the patient discloses the report's key to the arbiter, and either the ciphertext opens or it does not.

use crate::{
	contests::Judge, Arbiter, CaseOf, Cases, Config, Dispute, Disputes, Error, Event, FaultsOf, HoldReason,
	Pallet, Reports, Stage, Standings,
};
use frame_support::{ensure, traits::Get};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_crypto::report::disclosure_digest;
use salus_primitives::{
	cases::{CaseId, Disclosure, Outcome, Verdict},
	hospital::KeyPurpose,
	record::TrailEvent,
	traits::{CaseRecords, HospitalRegistry},
	Hash,
};
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_name_arbiter(arbiter: Option<T::AccountId>) -> DispatchResult {
		ensure!(Arbiter::<T>::get() != arbiter, Error::<T>::ArbiterUnchanged);
		match &arbiter {
			Some(account) => {
				Self::arbiter_key(account)?;
				Arbiter::<T>::put(account);
			}
			None => Arbiter::<T>::kill(),
		}
		Self::deposit_event(Event::ArbiterNamed { arbiter });
		Ok(())
	}

	/// The key to which disclosures to a neutral arbiter are encrypted.
	fn arbiter_key(account: &T::AccountId) -> Result<[u8; 32], Error<T>> {
		Self::ensure_neutral(account)?;
		T::Hospitals::key(account, KeyPurpose::Wrap).ok_or(Error::<T>::ArbiterHasNoKey)
	}

	/// Somebody can take a dispute now: else silence would pay for a report that nobody could dispute.
	pub(crate) fn ensure_arbiter() -> Result<(), Error<T>> {
		let named = Arbiter::<T>::get().ok_or(Error::<T>::NoArbiter)?;
		Self::arbiter_key(&named).map(drop)
	}

	pub(crate) fn do_dispute_report(
		patient: T::AccountId,
		id: CaseId,
		arbiter: T::AccountId,
		disclosure: &Disclosure,
	) -> DispatchResult {
		let (mut case, arbiter_key) = Self::disputable(&patient, id, &arbiter)?;
		let bond = Self::dispute_bond();
		Self::hold(
			HoldReason::DisputeBond,
			&patient,
			bond,
			Error::<T>::BondUnaffordable,
		)?;
		let now = Self::now();
		let disclosure = Hash::from(disclosure_digest(disclosure));
		let dispute = Dispute {
			arbiter: arbiter.clone(),
			arbiter_key,
			disclosure,
			opened_at: now,
			decide_until: now.saturating_add(T::DecisionPeriod::get()),
			bond,
			verdict: None,
		};
		Disputes::<T>::insert(id, dispute);
		case.stage = Stage::Disputed;
		case.since = now;
		Cases::<T>::insert(id, case);
		Self::deposit_event(Event::ReportDisputed {
			case: id,
			arbiter,
			disclosure,
		});
		Ok(())
	}

	/// Whether `dispute_report` would succeed: what makes it free.
	pub(crate) fn may_dispute(origin: &OriginFor<T>, id: CaseId, arbiter: &T::AccountId) -> bool {
		ensure_signed(origin.clone()).is_ok_and(|patient| {
			Self::disputable(&patient, id, arbiter).is_ok()
				&& Self::can_hold(HoldReason::DisputeBond, &patient, Self::dispute_bond())
		})
	}

	/// A case with a report that `patient` may dispute before `arbiter`, and that arbiter's key.
	fn disputable(
		patient: &T::AccountId,
		id: CaseId,
		arbiter: &T::AccountId,
	) -> Result<(CaseOf<T>, [u8; 32]), Error<T>> {
		let case = Self::live_case(id)?;
		ensure!(case.patient == *patient, Error::<T>::NotPatient);
		ensure!(case.stage == Stage::Reported, Error::<T>::NotReported);
		let report = Reports::<T>::get(id).ok_or(Error::<T>::NotReported)?;
		ensure!(Self::now() < report.acknowledge_until, Error::<T>::AnswerOver);
		let named = Arbiter::<T>::get().ok_or(Error::<T>::NoArbiter)?;
		ensure!(named == *arbiter, Error::<T>::NotTheArbiter);
		Ok((case, Self::arbiter_key(arbiter)?))
	}

	pub(crate) fn do_decide_dispute(
		judge: Judge<T::AccountId>,
		id: CaseId,
		verdict: Verdict,
	) -> DispatchResult {
		let case = Self::live_case(id)?;
		ensure!(case.stage == Stage::Disputed, Error::<T>::NotDisputed);
		let mut dispute = Disputes::<T>::get(id).ok_or(Error::<T>::NotDisputed)?;
		let mut report = Reports::<T>::get(id).ok_or(Error::<T>::NotReported)?;
		Self::ensure_judge(&judge, Some(&dispute.arbiter))?;
		let now = Self::now();
		ensure!(now < dispute.decide_until, Error::<T>::DecisionOver);
		let banned_until = now.saturating_add(T::BanPeriod::get());
		let bond = core::mem::replace(&mut dispute.bond, Zero::zero());
		let paid = match verdict {
			Verdict::DoctorAtFault => {
				// Before the bond returns: the patient's account exists while something is on hold there.
				let deposit = core::mem::replace(&mut report.deposit, Zero::zero());
				Self::pay_from_hold(HoldReason::ReportDeposit, &report.doctor, &case.patient, deposit)?;
				Self::release(HoldReason::DisputeBond, &case.patient, bond);
				Standings::<T>::mutate(&report.doctor, |standing| {
					standing.convicted = standing.convicted.saturating_add(1);
					standing.banned_until = banned_until;
				});
				Zero::zero()
			}
			Verdict::DoctorCleared => {
				Self::pay_from_hold(HoldReason::DisputeBond, &case.patient, &report.doctor, bond)?;
				Standings::<T>::mutate(&case.patient, |standing| {
					standing.false_complaints = standing.false_complaints.saturating_add(1);
					standing.banned_until = banned_until;
				});
				case.fee
			}
			Verdict::CustodianAtFault => {
				Self::release(HoldReason::DisputeBond, &case.patient, bond);
				FaultsOf::<T>::mutate(report.custodian, |faults| {
					faults.lost = faults.lost.saturating_add(1);
				});
				Zero::zero()
			}
		};
		dispute.verdict = Some(verdict);
		Disputes::<T>::insert(id, dispute);
		Reports::<T>::insert(id, report);
		let event = TrailEvent::CaseDecided { case: id, verdict };
		T::Records::note(case.record, &case.patient, event)?;
		Self::deposit_event(Event::DisputeDecided {
			case: id,
			verdict,
			by: match judge {
				Judge::Council => None,
				Judge::Signed(arbiter) => Some(arbiter),
			},
		});
		Self::settle(id, case, Outcome::Decided(verdict), paid)
	}
}
