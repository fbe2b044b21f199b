//! Patients who let hospitals count.

use crate::{Config, Error, Event, HoldReason, Pallet, Participants};
use frame_support::ensure;
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_primitives::traits::{HospitalRegistry, RevocationRegistry};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_join(patient: T::AccountId) -> DispatchResult {
		ensure!(T::Hospitals::is_patient(&patient), Error::<T>::NotPatient);
		ensure!(!T::Revocations::is_revoked(&patient), Error::<T>::PatientRevoked);
		ensure!(
			!Participants::<T>::contains_key(&patient),
			Error::<T>::AlreadyJoined
		);
		let deposit = Self::participation_deposit();
		Self::hold(HoldReason::ParticipationDeposit, &patient, deposit)?;
		Participants::<T>::insert(&patient, deposit);
		Self::deposit_event(Event::Joined { patient });
		Ok(())
	}

	pub(crate) fn do_leave(patient: T::AccountId) -> DispatchResult {
		let deposit = Participants::<T>::take(&patient).ok_or(Error::<T>::NotJoined)?;
		Self::release(HoldReason::ParticipationDeposit, &patient, deposit);
		Self::deposit_event(Event::Left { patient });
		Ok(())
	}

	/// Whether `leave_research` would succeed: what makes it free.
	pub(crate) fn may_leave(origin: &OriginFor<T>) -> bool {
		ensure_signed(origin.clone()).is_ok_and(Participants::<T>::contains_key)
	}

	/// Whether a patient is counted now.
	pub(crate) fn is_counted(patient: &T::AccountId) -> bool {
		Participants::<T>::contains_key(patient)
			&& T::Hospitals::is_patient(patient)
			&& !T::Revocations::is_revoked(patient)
	}
}
