//! Emergencies: a record opened without consent, at once, for a while, in everybody's sight; reviewed by the council.

use crate::{
	Bans, Config, Emergencies, Emergency, EmergencyOf, Error, Event, HoldReason, LatestEmergency,
	NextEmergency, Pallet, UnreviewedEmergencies,
};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::HospitalId,
	index::{EmergencyId, EmergencyReason, EmergencyVerdict, EMERGENCY, MAX_UNREVIEWED_EMERGENCIES},
	record::{RecordId, TrailEvent},
	traits::{AttributeRegistry, EpochProvider},
};
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_break_glass(
		doctor: T::AccountId,
		record: RecordId,
		reason: EmergencyReason,
	) -> DispatchResult {
		let opener = Self::in_standing(&doctor, record).map_err(Error::<T>::from)?;
		ensure!(
			Self::holds_emergency_attribute(&doctor),
			Error::<T>::NotEmergencyStaff
		);
		ensure!(
			Self::banned_until(&doctor).is_none(),
			Error::<T>::BannedFromEmergencies
		);
		ensure!(
			Self::may_open(&doctor, record).is_err(),
			Error::<T>::EmergencyNotNeeded
		);
		let unreviewed = UnreviewedEmergencies::<T>::get(&doctor);
		ensure!(
			unreviewed < MAX_UNREVIEWED_EMERGENCIES,
			Error::<T>::TooManyUnreviewed
		);

		let (id, now, hospital) = (NextEmergency::<T>::get(), Self::now(), opener.hospital);
		let patient = opener.record.patient;
		let expires_at = now.saturating_add(T::EmergencyPeriod::get());
		let emergency = Emergency {
			record,
			patient: patient.clone(),
			doctor: doctor.clone(),
			hospital,
			reason,
			declared_at: now,
			expires_at,
			verdict: None,
			deposit: Self::hold(
				HoldReason::EmergencyDeposit,
				doctor.clone(),
				Self::emergency_deposit(),
			)?,
		};
		Emergencies::<T>::insert(id, emergency);
		NextEmergency::<T>::put(id.saturating_add(1));
		LatestEmergency::<T>::insert(&doctor, record, id);
		UnreviewedEmergencies::<T>::insert(&doctor, unreviewed.saturating_add(1));
		Bans::<T>::remove(&doctor);
		Self::note(
			Some(record),
			Some(patient.clone()),
			TrailEvent::EmergencyDeclared {
				id,
				doctor: doctor.clone(),
				hospital,
				reason,
			},
		)?;
		Self::deposit_event(Event::EmergencyDeclared {
			id,
			record,
			patient: patient.clone(),
			doctor: doctor.clone(),
			hospital,
			reason,
			expires_at,
		});
		let epoch = T::Epochs::epoch();
		if Self::is_undeclared(&doctor, record, epoch) {
			Self::declare_access(doctor, record, hospital, patient, epoch)?;
		}
		Ok(())
	}

	pub(crate) fn do_review_emergency(id: EmergencyId, verdict: EmergencyVerdict) -> DispatchResult {
		let mut emergency = Emergencies::<T>::get(id).ok_or(Error::<T>::EmergencyNotFound)?;
		ensure!(emergency.verdict.is_none(), Error::<T>::AlreadyReviewed);
		emergency.verdict = Some(verdict);
		let (record, patient) = (emergency.record, emergency.patient.clone());
		let doctor = emergency.doctor.clone();
		Emergencies::<T>::insert(id, emergency);
		UnreviewedEmergencies::<T>::mutate_exists(&doctor, |count| {
			*count = count.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0)
		});
		Self::note(
			Some(record),
			Some(patient),
			TrailEvent::EmergencyReviewed {
				id,
				doctor: doctor.clone(),
				verdict,
			},
		)?;
		Self::deposit_event(Event::EmergencyReviewed {
			id,
			doctor: doctor.clone(),
			verdict,
		});
		if verdict == EmergencyVerdict::Abuse {
			let from = Self::banned_until(&doctor).unwrap_or_else(Self::now);
			let until = from.saturating_add(T::EmergencyBan::get());
			Bans::<T>::insert(&doctor, until);
			Self::deposit_event(Event::BannedFromEmergencies { doctor, until });
		}
		Ok(())
	}

	pub(crate) fn do_clear_emergency(id: EmergencyId) -> DispatchResult {
		let emergency = Emergencies::<T>::get(id).ok_or(Error::<T>::EmergencyNotFound)?;
		let verdict = emergency.verdict.ok_or(Error::<T>::NotReviewed)?;
		let over = emergency.expires_at <= Self::now() || verdict == EmergencyVerdict::Abuse;
		ensure!(over, Error::<T>::NotExpired);
		Emergencies::<T>::remove(id);
		if LatestEmergency::<T>::get(&emergency.doctor, emergency.record) == Some(id) {
			LatestEmergency::<T>::remove(&emergency.doctor, emergency.record);
		}
		Self::release(HoldReason::EmergencyDeposit, &emergency.deposit);
		Self::deposit_event(Event::EmergencyCleared { id });
		Ok(())
	}

	/// Whether an emergency gives `doctor` access to the record, for the hospital that it was declared for.
	pub(crate) fn in_emergency(doctor: &T::AccountId, record: RecordId, hospital: HospitalId) -> bool {
		LatestEmergency::<T>::get(doctor, record)
			.and_then(Emergencies::<T>::get)
			.is_some_and(|emergency| emergency.hospital == hospital && Self::gives_access(&emergency))
	}

	/// Whether an emergency gives access, as far as it goes by itself and by its doctor's right to declare it.
	pub(crate) fn gives_access(emergency: &EmergencyOf<T>) -> bool {
		Self::now() < emergency.expires_at
			&& emergency.verdict != Some(EmergencyVerdict::Abuse)
			&& Self::banned_until(&emergency.doctor).is_none()
			&& Self::holds_emergency_attribute(&emergency.doctor)
	}

	/// The first block at which `doctor` may declare emergencies again, if it lies ahead.
	pub(crate) fn banned_until(doctor: &T::AccountId) -> Option<BlockNumberFor<T>> {
		Bans::<T>::get(doctor).filter(|until| Self::now() < *until)
	}

	fn holds_emergency_attribute(doctor: &T::AccountId) -> bool {
		let (namespace, name) = EMERGENCY;
		T::Attributes::holds(doctor, namespace, name)
	}
}
