//! Deadlines and schedule.

use crate::{Config, CurrentSettings, Error, Event, Floor, Pallet, Roster, Schedule};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	ceremony::{CeremonyKind, Settings},
};
use sp_runtime::{traits::Zero, DispatchResult};

/// The fewest members of a sharing in a network of hospitals: an authority of one holds the key itself.
const LEAST: u16 = 2;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_settings(settings: Settings<BlockNumberFor<T>>) -> DispatchResult {
		Self::check_settings(&settings)?;
		ensure!(settings.minimum >= Floor::<T>::get(), Error::<T>::MinimumTooLow);
		let current = CurrentSettings::<T>::get();
		ensure!(settings != current, Error::<T>::SettingsUnchanged);

		CurrentSettings::<T>::put(settings);
		if settings.automatic && !current.automatic {
			for kind in CeremonyKind::ALL {
				if Self::sharing_of(kind).is_none() {
					Self::schedule_within(kind, settings.settle);
				}
			}
		}
		Self::deposit_event(Event::SettingsSet { settings });
		Ok(())
	}

	/// Whether rounds can run under the settings.
	pub(crate) fn check_settings(settings: &Settings<BlockNumberFor<T>>) -> Result<(), Error<T>> {
		ensure!(settings.minimum > 0, Error::<T>::MinimumTooLow);
		ensure!(
			u32::from(settings.minimum) <= MAX_AUTHORITIES,
			Error::<T>::MinimumTooHigh
		);
		let periods = [
			settings.enrol,
			settings.commit,
			settings.deal,
			settings.complain,
			settings.settle,
			settings.refresh,
			settings.retry,
		];
		ensure!(
			periods.iter().all(|period| !period.is_zero()),
			Error::<T>::PeriodEmpty
		);
		Ok(())
	}
}

/// The settings of a new chain. Its hospitals were accredited before this runs.
///
/// # Panics
///
/// If rounds cannot run under them: no chain may start so.
pub(crate) fn build<T: Config>(settings: Option<Settings<BlockNumberFor<T>>>) {
	let settings = settings.unwrap_or_else(CurrentSettings::<T>::get);
	assert!(
		Pallet::<T>::check_settings(&settings).is_ok(),
		"the settings of ceremonies in the genesis are out of order"
	);
	Floor::<T>::put(settings.minimum.min(LEAST));
	CurrentSettings::<T>::put(settings);
	if settings.automatic && Roster::<T>::exists() {
		for kind in CeremonyKind::ALL {
			Schedule::<T>::insert(kind, settings.settle);
		}
	}
}
