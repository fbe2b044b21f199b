//! Ratings of settled cases, and the end of their entries.

use crate::{Cases, Claims, Config, Disputes, Error, Event, HoldReason, Pallet, Rater, Reports, Standings};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::cases::CaseId;
use sp_runtime::{
	traits::{SaturatedConversion, Saturating},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_rate_case(who: &T::AccountId, id: CaseId, stars: u8) -> DispatchResult {
		ensure!((1..=5).contains(&stars), Error::<T>::InvalidRating);
		let mut case = Cases::<T>::get(id).ok_or(Error::<T>::CaseNotFound)?;
		let settled_at = case.settled_at().ok_or(Error::<T>::NotSettled)?;
		ensure!(!Self::is_rating_over(settled_at), Error::<T>::RatingOver);
		let doctor = case
			.assignment
			.as_ref()
			.map(|assignment| assignment.doctor.clone());
		let (by, rating, rated) = if *who == case.patient {
			let doctor = doctor.ok_or(Error::<T>::NobodyToRate)?;
			(Rater::Patient, &mut case.ratings.by_patient, doctor)
		} else if doctor.as_ref() == Some(who) {
			(Rater::Doctor, &mut case.ratings.by_doctor, case.patient.clone())
		} else {
			return Err(Error::<T>::NotParty.into());
		};
		ensure!(rating.is_none(), Error::<T>::AlreadyRated);
		*rating = Some(stars);
		Cases::<T>::insert(id, case);
		Standings::<T>::mutate(rated, |standing| {
			standing.stars = standing.stars.saturating_add(stars.into());
			standing.ratings = standing.ratings.saturating_add(1);
		});
		Self::deposit_event(Event::CaseRated { case: id, by, stars });
		Ok(())
	}

	/// Whether a case that was settled then can be rated no more.
	pub(crate) fn is_rating_over(settled_at: BlockNumberFor<T>) -> bool {
		Self::now() >= settled_at.saturating_add(T::RatingPeriod::get())
	}

	/// Clears the entries of a case, and says how many claims it had.
	pub(crate) fn do_clear_case(id: CaseId) -> Result<u32, DispatchError> {
		let case = Cases::<T>::get(id).ok_or(Error::<T>::CaseNotFound)?;
		let settled_at = case.settled_at().ok_or(Error::<T>::NotSettled)?;
		ensure!(Self::is_rating_over(settled_at), Error::<T>::NotClearable);
		let claims = Claims::<T>::take(id);
		for claim in &claims {
			Self::release(HoldReason::ClaimDeposit, &claim.doctor, claim.deposit);
		}
		if let Some(report) = Reports::<T>::take(id) {
			Self::release(HoldReason::ReportDeposit, &report.doctor, report.deposit);
		}
		Disputes::<T>::remove(id);
		Cases::<T>::remove(id);
		Self::release(HoldReason::CaseDeposit, &case.deposit.owner, case.deposit.amount);
		Self::deposit_event(Event::CaseCleared { case: id });
		Ok(claims.len().saturated_into())
	}
}
