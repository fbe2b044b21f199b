//! What hospitals say that their services did, in batches. It is their word, under their signature and the chain's clock: an
//! auditor holds it against declared accesses, claims, and the lists that a hospital committed to.

use crate::{Config, Error, Event, Pallet, Records};
use frame_support::ensure;
use salus_primitives::{
	hospital::HospitalId,
	index::{ServiceEntries, ServiceEntry},
	record::TrailEvent,
	traits::HospitalRegistry,
};
use sp_runtime::{traits::SaturatedConversion, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_record_services(
		operator: &T::AccountId,
		entries: ServiceEntries<T::AccountId>,
	) -> DispatchResult {
		let hospital = Self::accredited_operator(operator)?;
		ensure!(!entries.is_empty(), Error::<T>::ServicesEmpty);
		let count = entries.len().saturated_into();
		for entry in entries {
			Self::note_service(hospital, entry)?;
		}
		Self::deposit_event(Event::ServicesRecorded {
			hospital,
			entries: count,
		});
		Ok(())
	}

	fn note_service(hospital: HospitalId, entry: ServiceEntry<T::AccountId>) -> DispatchResult {
		match entry {
			ServiceEntry::Search { doctor, interests } => {
				Self::ensure_own_or_former(hospital, &doctor)?;
				let event = TrailEvent::Searched {
					hospital,
					doctor,
					interests,
				};
				Self::note(None, None, event)
			}
			ServiceEntry::Match {
				doctor,
				matches,
				commitment,
			} => {
				Self::ensure_own_or_former(hospital, &doctor)?;
				let event = TrailEvent::Matched {
					hospital,
					doctor,
					matches,
					commitment,
				};
				Self::note(None, None, event)
			}
			ServiceEntry::PreDecryption { doctor, record } => {
				Self::ensure_own_or_former(hospital, &doctor)?;
				let patient = Records::<T>::get(record)
					.ok_or(Error::<T>::RecordNotFound)?
					.patient;
				let event = TrailEvent::PreDecrypted { hospital, doctor };
				Self::note(Some(record), Some(patient), event)
			}
		}
	}

	/// Nobody speaks for the staff of another hospital; of somebody who has left since, what was done is still told.
	fn ensure_own_or_former(hospital: HospitalId, doctor: &T::AccountId) -> DispatchResult {
		ensure!(
			T::Hospitals::employer(doctor).is_none_or(|employer| employer == hospital),
			Error::<T>::NotOwnStaff
		);
		Ok(())
	}
}
