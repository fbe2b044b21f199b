//! Who may open a record, and the declaration that somebody will.
//!
//! **May open** = the doctor is not revoked, the doctor's hospital is accredited and is the custodian or holds the custodian's
//! live authorisation for the record's scope, and the patient's live consent covers the record and the doctor; or, in place of
//! authorisation and consent, the doctor has declared an emergency. That the doctor's attributes satisfy the policy is for the
//! key to enforce; the rest is read here, and enforced by the custodian.

use crate::{
	Accesses, Authorisations, Config, Consents, Declaration, Error, Event, HoldReason, Pallet, RecordOf,
	Records,
};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::Epoch,
	hospital::HospitalId,
	record::{AccessRefusal, ConsentTarget, Grantee, RecordId, RecordStatus, TrailEvent},
	traits::{EpochProvider, HospitalRegistry, RevocationRegistry},
};
use sp_runtime::DispatchResult;

/// Whose record a doctor may open, and for which hospital.
pub(crate) struct Permit<AccountId> {
	/// The doctor's hospital.
	pub hospital: HospitalId,
	/// The record's patient.
	pub patient: AccountId,
}

/// Who asks for a record, and which record it is.
pub(crate) struct Opener<T: Config> {
	/// The doctor's hospital.
	pub hospital: HospitalId,
	/// The record.
	pub record: RecordOf<T>,
}

impl<T: Config> Pallet<T> {
	/// Whether `doctor` may open `id` at this block by the chain's rules.
	pub(crate) fn may_open(
		doctor: &T::AccountId,
		id: RecordId,
	) -> Result<Permit<T::AccountId>, AccessRefusal> {
		let Opener { hospital, record } = Self::in_standing(doctor, id)?;
		let allowed = Self::ensure_authorised(hospital, &record)
			.and_then(|()| Self::ensure_consent(doctor, hospital, id, &record));
		if let Err(refusal) = allowed {
			ensure!(Self::in_emergency(doctor, id, hospital), refusal);
		}
		Ok(Permit {
			hospital,
			patient: record.patient,
		})
	}

	/// Whether `doctor` may search for `id` at this block: all that opening it wants, but the patient's consent.
	pub(crate) fn may_find(doctor: &T::AccountId, id: RecordId) -> Result<Opener<T>, AccessRefusal> {
		let opener = Self::in_standing(doctor, id)?;
		Self::ensure_authorised(opener.hospital, &opener.record)?;
		Ok(opener)
	}

	/// The record is in use, the doctor not revoked, and both hospitals are in good standing.
	pub(crate) fn in_standing(doctor: &T::AccountId, id: RecordId) -> Result<Opener<T>, AccessRefusal> {
		let record = Records::<T>::get(id).ok_or(AccessRefusal::UnknownRecord)?;
		ensure!(record.status == RecordStatus::Live, AccessRefusal::RecordRetired);
		let hospital = T::Hospitals::employer(doctor).ok_or(AccessRefusal::NotEnrolled)?;
		ensure!(!T::Revocations::is_revoked(doctor), AccessRefusal::Revoked);
		ensure!(
			T::Hospitals::is_accredited(hospital),
			AccessRefusal::HospitalNotAccredited
		);
		ensure!(
			T::Hospitals::is_accredited(record.custodian),
			AccessRefusal::CustodianNotAccredited
		);
		Ok(Opener { hospital, record })
	}

	/// The doctor's hospital is the custodian, or holds its live authorisation for the scope.
	fn ensure_authorised(hospital: HospitalId, record: &RecordOf<T>) -> Result<(), AccessRefusal> {
		if hospital == record.custodian {
			return Ok(());
		}
		let authorisation = Authorisations::<T>::get(record.custodian, (hospital, record.scope))
			.ok_or(AccessRefusal::NotAuthorised)?;
		ensure!(
			authorisation.is_live(&Self::now()),
			AccessRefusal::AuthorisationExpired
		);
		Ok(())
	}

	/// One live consent suffices: to the record, to its scope or to all; for the doctor or for the hospital.
	fn ensure_consent(
		doctor: &T::AccountId,
		hospital: HospitalId,
		id: RecordId,
		record: &RecordOf<T>,
	) -> Result<(), AccessRefusal> {
		let now = Self::now();
		let mut refusal = AccessRefusal::NoConsent;
		let targets = [
			ConsentTarget::Record(id),
			ConsentTarget::Scope(record.scope),
			ConsentTarget::All,
		];
		for target in targets {
			for grantee in [Grantee::Doctor(doctor.clone()), Grantee::Hospital(hospital)] {
				match Consents::<T>::get(&record.patient, (target, grantee)) {
					Some(consent) if consent.is_live(&now) => return Ok(()),
					Some(_) => refusal = AccessRefusal::ConsentExpired,
					None => {}
				}
			}
		}
		Err(refusal)
	}

	pub(crate) fn do_record_access(doctor: T::AccountId, id: RecordId) -> DispatchResult {
		let permit = Self::may_open(&doctor, id).map_err(Error::<T>::from)?;
		let epoch = T::Epochs::epoch();
		ensure!(
			Self::is_undeclared(&doctor, id, epoch),
			Error::<T>::AlreadyDeclared
		);
		Self::declare_access(doctor, id, permit.hospital, permit.patient, epoch)
	}

	/// Whether `doctor` has yet to declare an access to `id` in `epoch`.
	pub(crate) fn is_undeclared(doctor: &T::AccountId, id: RecordId, epoch: Epoch) -> bool {
		Accesses::<T>::get(doctor, id).is_none_or(|declared| declared.epoch != epoch)
	}

	/// Declares the access; one deposit serves all epochs.
	pub(crate) fn declare_access(
		doctor: T::AccountId,
		id: RecordId,
		hospital: HospitalId,
		patient: T::AccountId,
		epoch: Epoch,
	) -> DispatchResult {
		let deposit = match Accesses::<T>::get(&doctor, id) {
			Some(declared) => declared.deposit,
			None => Self::hold(HoldReason::AccessDeposit, doctor.clone(), Self::access_deposit())?,
		};
		let declaration = Declaration {
			epoch,
			at: Self::now(),
			deposit,
		};
		Accesses::<T>::insert(&doctor, id, declaration);
		Self::note(
			Some(id),
			Some(patient),
			TrailEvent::Accessed {
				doctor: doctor.clone(),
				hospital,
				epoch,
			},
		)?;
		Self::deposit_event(Event::AccessRecorded {
			record: id,
			doctor,
			hospital,
			epoch,
		});
		Ok(())
	}

	pub(crate) fn do_clear_access(doctor: T::AccountId, id: RecordId) -> DispatchResult {
		let declared = Accesses::<T>::get(&doctor, id).ok_or(Error::<T>::DeclarationNotFound)?;
		ensure!(declared.epoch < T::Epochs::epoch(), Error::<T>::EpochNotOver);
		Accesses::<T>::remove(&doctor, id);
		Self::release(HoldReason::AccessDeposit, &declared.deposit);
		Self::deposit_event(Event::AccessCleared { record: id, doctor });
		Ok(())
	}

	/// The block that contains the doctor's declaration for the current epoch.
	pub(crate) fn declared_access(doctor: &T::AccountId, id: RecordId) -> Option<BlockNumberFor<T>> {
		Accesses::<T>::get(doctor, id)
			.filter(|declared| declared.epoch == T::Epochs::epoch())
			.map(|declared| declared.at)
	}
}

impl<T> From<AccessRefusal> for Error<T> {
	fn from(refusal: AccessRefusal) -> Self {
		match refusal {
			AccessRefusal::UnknownRecord => Error::RecordNotFound,
			AccessRefusal::RecordRetired => Error::RecordRetired,
			AccessRefusal::NotEnrolled => Error::NotEnrolled,
			AccessRefusal::Revoked => Error::Revoked,
			AccessRefusal::HospitalNotAccredited => Error::HospitalNotAccredited,
			AccessRefusal::CustodianNotAccredited => Error::CustodianNotAccredited,
			AccessRefusal::NotAuthorised => Error::NotAuthorised,
			AccessRefusal::AuthorisationExpired => Error::AuthorisationExpired,
			AccessRefusal::NoConsent => Error::NoConsent,
			AccessRefusal::ConsentExpired => Error::ConsentExpired,
		}
	}
}
