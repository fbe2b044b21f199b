//! Consents of patients.

use crate::{Config, Consents, Error, Event, HoldReason, Pallet, Permission, PermissionOf, Records};
use frame_support::ensure;
use frame_system::{
	ensure_signed,
	pallet_prelude::{BlockNumberFor, OriginFor},
};
use salus_primitives::{
	record::{ConsentTarget, Grantee, RecordId, RecordStatus, TrailEvent},
	traits::{HospitalRegistry, RevocationRegistry},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_grant_consent(
		patient: T::AccountId,
		target: ConsentTarget,
		grantee: Grantee<T::AccountId>,
		expires_at: BlockNumberFor<T>,
	) -> DispatchResult {
		Self::ensure_active_patient(&patient)?;
		Self::ensure_future(expires_at)?;
		Self::ensure_own_target(&patient, &target)?;
		Self::ensure_grantee(&grantee)?;
		let key = (target, grantee.clone());
		let consent = match Consents::<T>::get(&patient, &key) {
			Some(stored) => Self::with_expiry(stored, expires_at)?,
			None => Permission {
				expires_at,
				deposit: Self::hold(
					HoldReason::ConsentDeposit,
					patient.clone(),
					Self::consent_deposit(),
				)?,
			},
		};
		Consents::<T>::insert(&patient, &key, consent);
		Self::note(
			Self::target_record(&target),
			Some(patient.clone()),
			TrailEvent::ConsentGranted {
				target,
				grantee: grantee.clone(),
			},
		)?;
		Self::deposit_event(Event::ConsentGranted {
			patient,
			target,
			grantee,
			expires_at,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_consent(
		patient: T::AccountId,
		target: ConsentTarget,
		grantee: Grantee<T::AccountId>,
	) -> DispatchResult {
		let consent = Consents::<T>::take(&patient, (target, &grantee)).ok_or(Error::<T>::ConsentNotFound)?;
		Self::release(HoldReason::ConsentDeposit, &consent.deposit);
		Self::note(
			Self::target_record(&target),
			Some(patient.clone()),
			TrailEvent::ConsentWithdrawn {
				target,
				grantee: grantee.clone(),
			},
		)?;
		Self::deposit_event(Event::ConsentWithdrawn {
			patient,
			target,
			grantee,
		});
		Ok(())
	}

	/// Whether `withdraw_consent` would succeed: what makes it free.
	pub(crate) fn may_withdraw(
		origin: &OriginFor<T>,
		target: &ConsentTarget,
		grantee: &Grantee<T::AccountId>,
	) -> bool {
		ensure_signed(origin.clone())
			.is_ok_and(|patient| Consents::<T>::contains_key(patient, (target, grantee)))
	}

	pub(crate) fn do_clear_consent(
		patient: T::AccountId,
		target: ConsentTarget,
		grantee: Grantee<T::AccountId>,
	) -> DispatchResult {
		let consent = Consents::<T>::get(&patient, (target, &grantee)).ok_or(Error::<T>::ConsentNotFound)?;
		ensure!(!consent.is_live(&Self::now()), Error::<T>::NotExpired);
		Consents::<T>::remove(&patient, (target, &grantee));
		Self::release(HoldReason::ConsentDeposit, &consent.deposit);
		Self::deposit_event(Event::ConsentCleared {
			patient,
			target,
			grantee,
		});
		Ok(())
	}

	fn ensure_own_target(patient: &T::AccountId, target: &ConsentTarget) -> DispatchResult {
		if let ConsentTarget::Record(id) = target {
			let record = Records::<T>::get(id).ok_or(Error::<T>::RecordNotFound)?;
			ensure!(record.patient == *patient, Error::<T>::NotOwnRecord);
			ensure!(record.status == RecordStatus::Live, Error::<T>::RecordRetired);
		}
		Ok(())
	}

	fn ensure_grantee(grantee: &Grantee<T::AccountId>) -> DispatchResult {
		match grantee {
			Grantee::Hospital(hospital) => Self::ensure_accredited_counterpart(*hospital),
			Grantee::Doctor(doctor) => {
				ensure!(T::Hospitals::employer(doctor).is_some(), Error::<T>::NotEnrolled);
				ensure!(!T::Revocations::is_revoked(doctor), Error::<T>::Revoked);
				Ok(())
			}
		}
	}

	/// `stored` with another expiry.
	pub(crate) fn with_expiry(
		stored: PermissionOf<T>,
		expires_at: BlockNumberFor<T>,
	) -> Result<PermissionOf<T>, DispatchError> {
		ensure!(stored.expires_at != expires_at, Error::<T>::ExpiryUnchanged);
		Ok(Permission { expires_at, ..stored })
	}

	fn target_record(target: &ConsentTarget) -> Option<RecordId> {
		match target {
			ConsentTarget::Record(id) => Some(*id),
			ConsentTarget::Scope(_) | ConsentTarget::All => None,
		}
	}
}
