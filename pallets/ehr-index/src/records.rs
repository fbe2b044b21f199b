//! Registration, location and retirement of records.

use crate::{
	Config, CustodyCount, Error, Event, HoldReason, Pallet, Record, RecordOf, Records, RecordsOfCustodian,
	RecordsOfPatient, Registration,
};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::HospitalId,
	record::{record_payload, Location, RecordId, RecordStatus, TrailEvent},
	traits::{EpochProvider, HospitalRegistry, RevocationRegistry},
	Hash,
};
use sp_runtime::{
	traits::{Verify, Zero},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_record(
		operator: T::AccountId,
		id: RecordId,
		registration: Registration<T::AccountId>,
	) -> DispatchResult {
		let hospital = Self::accredited_operator(&operator)?;
		Self::ensure_registrable(&operator, id, &registration)?;
		let deposit = Self::hold(
			HoldReason::RecordDeposit,
			operator,
			Self::record_deposit(&registration.location),
		)?;

		let Registration {
			patient,
			scope,
			commitment,
			blob_digest,
			blob_length,
			location,
			era,
			signature,
		} = registration;
		let record = Record {
			custodian: hospital,
			issuer: hospital,
			offered_to: None,
			patient: patient.clone(),
			scope,
			commitment,
			blob_digest,
			blob_length,
			location,
			era,
			status: RecordStatus::Live,
			signature,
			registered_at: Self::now(),
			deposit,
		};
		Records::<T>::insert(id, record);
		RecordsOfPatient::<T>::insert(&patient, id, ());
		Self::take_custody(hospital, id)?;
		Self::note(
			Some(id),
			Some(patient.clone()),
			TrailEvent::Registered { hospital },
		)?;
		Self::deposit_event(Event::RecordRegistered {
			record: id,
			hospital,
			patient,
			scope,
		});
		Ok(())
	}

	fn ensure_registrable(
		operator: &T::AccountId,
		id: RecordId,
		registration: &Registration<T::AccountId>,
	) -> DispatchResult {
		ensure!(!Records::<T>::contains_key(id), Error::<T>::RecordExists);
		ensure!(registration.blob_length > 0, Error::<T>::BlobEmpty);
		ensure!(!registration.location.is_empty(), Error::<T>::LocationEmpty);
		let served = T::Epochs::oldest_era()..=T::Epochs::era();
		ensure!(served.contains(&registration.era), Error::<T>::EraNotServed);
		Self::ensure_active_patient(&registration.patient)?;
		let payload = record_payload(
			Self::genesis(),
			id,
			&registration.patient,
			registration.scope,
			registration.commitment,
		);
		ensure!(
			registration.signature.verify(payload.as_slice(), operator),
			Error::<T>::InvalidSignature
		);
		Ok(())
	}

	pub(crate) fn do_update_location(
		operator: &T::AccountId,
		id: RecordId,
		location: Location,
	) -> DispatchResult {
		let hospital = Self::accredited_operator(operator)?;
		let mut record = Self::in_custody(hospital, id)?;
		ensure!(!location.is_empty(), Error::<T>::LocationEmpty);
		ensure!(record.location != location, Error::<T>::LocationUnchanged);
		Self::resize(
			HoldReason::RecordDeposit,
			&mut record.deposit,
			Self::record_deposit(&location),
		)?;
		record.location = location;
		Records::<T>::insert(id, record);
		Self::deposit_event(Event::LocationUpdated { record: id });
		Ok(())
	}

	pub(crate) fn do_retire_record(operator: &T::AccountId, id: RecordId) -> DispatchResult {
		let hospital = Self::accredited_operator(operator)?;
		let mut record = Self::in_custody(hospital, id)?;
		ensure!(record.status == RecordStatus::Live, Error::<T>::RecordRetired);
		record.status = RecordStatus::Retired;
		let patient = record.patient.clone();
		Records::<T>::insert(id, record);
		Self::drop_tags(id)?;
		Self::note(Some(id), Some(patient), TrailEvent::Retired)?;
		Self::deposit_event(Event::RecordRetired { record: id });
		Ok(())
	}

	/// The hospital that `account` runs.
	pub(crate) fn operated(account: &T::AccountId) -> Result<HospitalId, DispatchError> {
		T::Hospitals::operated_by(account).ok_or(Error::<T>::NotOperator.into())
	}

	/// The accredited hospital that `account` runs, which is not revoked.
	pub(crate) fn accredited_operator(account: &T::AccountId) -> Result<HospitalId, DispatchError> {
		let hospital = Self::operated(account)?;
		ensure!(!T::Revocations::is_revoked(account), Error::<T>::SignerRevoked);
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::HospitalNotAccredited
		);
		Ok(hospital)
	}

	/// Whether `hospital` can be handed something.
	pub(crate) fn ensure_accredited_counterpart(hospital: HospitalId) -> DispatchResult {
		ensure!(
			T::Hospitals::operator(hospital).is_some(),
			Error::<T>::HospitalNotFound
		);
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::CounterpartNotAccredited
		);
		Ok(())
	}

	pub(crate) fn ensure_active_patient(account: &T::AccountId) -> DispatchResult {
		ensure!(T::Hospitals::is_patient(account), Error::<T>::NotPatient);
		ensure!(!T::Revocations::is_revoked(account), Error::<T>::PatientRevoked);
		Ok(())
	}

	/// The record `id`, if `hospital` keeps it.
	pub(crate) fn in_custody(hospital: HospitalId, id: RecordId) -> Result<RecordOf<T>, DispatchError> {
		let record = Records::<T>::get(id).ok_or(Error::<T>::RecordNotFound)?;
		ensure!(record.custodian == hospital, Error::<T>::NotCustodian);
		Ok(record)
	}

	/// Puts `id` on the list of `hospital`.
	pub(crate) fn take_custody(hospital: HospitalId, id: RecordId) -> DispatchResult {
		let count = CustodyCount::<T>::get(hospital)
			.checked_add(1)
			.ok_or(Error::<T>::TooManyRecords)?;
		CustodyCount::<T>::insert(hospital, count);
		RecordsOfCustodian::<T>::insert(hospital, id, ());
		Ok(())
	}

	/// Hash of block 0, which names the chain.
	pub(crate) fn genesis() -> Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
