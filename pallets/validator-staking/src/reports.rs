//! Reports of offences: each offence is counted once, whichever session proves it.
//!
//! Voters stay the same for many sessions where nothing changes, and a vote names their set, not a session. So one
//! equivocation can be proven with any of those sessions, and the offences pallet hands over all offenders of a round
//! again, with the session of the latest proof, whenever another is found. Here an incident is the kind of the offence
//! and its time (of an equivocation: set and round), and whoever was reported for an incident stays counted in the session
//! of the first report.

use crate::{Config, ExposureOf, Incidents, Pallet, Reporting};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use sp_runtime::{traits::Hash, Perbill};
use sp_staking::{
	offence::{Offence, OffenceDetails, OffenceError, OnOffenceHandler, ReportOffence},
	SessionIndex,
};

/// Who a report names: a validator, and what stood behind it.
pub type Identification<T> = (<T as frame_system::Config>::AccountId, ExposureOf<T>);

/// Hands reports on to `Offences`, none twice.
///
/// `Offences` alone tells reports apart by what stood behind the offender, which may have changed between two sessions of
/// one set while finality took no new voters.
pub struct OncePerIncident<T, Offences>(PhantomData<(T, Offences)>);

impl<T, Offences, O> ReportOffence<T::AccountId, Identification<T>, O> for OncePerIncident<T, Offences>
where
	T: Config,
	Offences: ReportOffence<T::AccountId, Identification<T>, O>,
	O: Offence<Identification<T>>,
{
	fn report_offence(reporters: Vec<T::AccountId>, offence: O) -> Result<(), OffenceError> {
		let incident = incident::<T, O>(&offence.slot());
		if !Pallet::<T>::open_report(incident, &offence.offenders(), offence.session_index()) {
			return Err(OffenceError::DuplicateReport);
		}
		let reported = Offences::report_offence(reporters, offence);
		Reporting::<T>::kill();
		reported
	}

	fn is_known_offence(offenders: &[Identification<T>], slot: &O::Slot) -> bool {
		let incident = incident::<T, O>(slot);
		offenders
			.iter()
			.all(|(who, _)| Incidents::<T>::contains_key(incident, who))
	}
}

fn incident<T: Config, O: Offence<Identification<T>>>(slot: &O::Slot) -> T::Hash {
	T::Hashing::hash_of(&(O::ID, slot))
}

impl<T: Config> Pallet<T> {
	/// Notes who is reported for an incident, in the session that proves it. Answers whether anybody is new.
	pub(crate) fn open_report(
		incident: T::Hash,
		offenders: &[Identification<T>],
		session: SessionIndex,
	) -> bool {
		let mut anybody = false;
		for (who, _) in offenders {
			if !Incidents::<T>::contains_key(incident, who) {
				Incidents::<T>::insert(incident, who, session);
				anybody = true;
			}
		}
		if anybody {
			Reporting::<T>::put(incident);
		}
		anybody
	}
}

impl<T: Config> OnOffenceHandler<T::AccountId, Identification<T>, Weight> for Pallet<T> {
	/// `offenders` are all who were reported for the incident so far; more of them make it worse for each.
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, Identification<T>>],
		fractions: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		let incident = Reporting::<T>::get();
		let mut weight = Weight::zero();
		for (details, fraction) in offenders.iter().zip(fractions) {
			let (offender, exposure) = &details.offender;
			let session = incident
				.and_then(|incident| Incidents::<T>::get(incident, offender))
				.unwrap_or(session);
			Self::note_offence(offender, exposure, *fraction, session);
			weight = weight.saturating_add(<T::WeightInfo as crate::WeightInfo>::note_offence());
		}
		weight
	}
}
