//! What doctors search for: digests of tokens, which the doctor's signature makes the doctor's own.

use crate::{Config, Error, Event, HoldReason, InterestSet, InterestSets, Pallet};
use frame_support::ensure;
use salus_primitives::{
	index::Interests,
	traits::{EpochProvider, HospitalRegistry, RevocationRegistry},
};
use sp_runtime::{traits::SaturatedConversion, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_interests(doctor: T::AccountId, digests: Interests) -> DispatchResult {
		Self::ensure_doctor(&doctor)?;
		ensure!(!digests.is_empty(), Error::<T>::InterestsEmpty);
		for pair in digests.windows(2) {
			if let [one, next] = pair {
				ensure!(one != next, Error::<T>::InterestRepeated);
				ensure!(one < next, Error::<T>::InterestsUnsorted);
			}
		}
		let epoch = T::Epochs::epoch();
		let amount = Self::interests_deposit(digests.len());
		let deposit = match InterestSets::<T>::get(&doctor) {
			Some(former) => {
				ensure!(former.epoch != epoch, Error::<T>::InterestsSetThisEpoch);
				let mut deposit = former.deposit;
				Self::resize(HoldReason::InterestsDeposit, &mut deposit, amount)?;
				deposit
			}
			None => Self::hold(HoldReason::InterestsDeposit, doctor.clone(), amount)?,
		};
		let interests = digests.len().saturated_into();
		let set = InterestSet {
			digests,
			epoch,
			set_at: Self::now(),
			deposit,
		};
		InterestSets::<T>::insert(&doctor, set);
		Self::deposit_event(Event::InterestsSet { doctor, interests });
		Ok(())
	}

	pub(crate) fn do_clear_interests(caller: &T::AccountId, doctor: T::AccountId) -> DispatchResult {
		let set = InterestSets::<T>::get(&doctor).ok_or(Error::<T>::InterestsNotFound)?;
		let gone = T::Hospitals::employer(&doctor).is_none() || T::Revocations::is_revoked(&doctor);
		ensure!(*caller == doctor || gone, Error::<T>::InterestsInUse);
		ensure!(set.epoch < T::Epochs::epoch(), Error::<T>::EpochNotOver);
		InterestSets::<T>::remove(&doctor);
		Self::release(HoldReason::InterestsDeposit, &set.deposit);
		Self::deposit_event(Event::InterestsCleared { doctor });
		Ok(())
	}

	/// Staff, not revoked, of a hospital in good standing.
	pub(crate) fn ensure_doctor(account: &T::AccountId) -> DispatchResult {
		let hospital = T::Hospitals::employer(account).ok_or(Error::<T>::NotEnrolled)?;
		ensure!(!T::Revocations::is_revoked(account), Error::<T>::Revoked);
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::HospitalNotAccredited
		);
		Ok(())
	}
}
