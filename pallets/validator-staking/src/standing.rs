//! What happens when a hospital loses its standing, and how a validator is disabled and its keys go.

use crate::{
	sessions::Sessions, Author, Authored, Candidates, Condemned, Conducts, Config, Departing, Error, Event,
	ExposureOf, Exposures, FounderTerm, Founders, Offences, Pallet, SessionBegan, SessionStart,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use salus_primitives::traits::{HospitalRegistry, StandingObserver};
use sp_runtime::DispatchResult;
use sp_staking::SessionIndex;

/// Most keys that one election removes.
pub(crate) const MAX_PURGES: usize = 16;

impl<T: Config> StandingObserver<T::AccountId> for Pallet<T> {
	fn on_suspended(operator: &T::AccountId) {
		Founders::<T>::remove(operator);
		Self::change_candidate(operator, |candidate| candidate.founder = false);
		if T::Sessions::has_keys(operator) {
			Departing::<T>::mutate(|departing| {
				if !departing.contains(operator) {
					// Beyond the bound keys stay: harmless, since nobody is elected without standing.
					let _ = departing.try_push(operator.clone());
				}
			});
			Self::condemn(operator);
		}
	}

	fn on_withdrawn(operator: &T::AccountId) {
		Self::on_suspended(operator);
		Self::remove_candidate(operator);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_validator(operator: &T::AccountId) {
		crate::benchmarking::stored_candidate::<T>(operator);
		T::Sessions::benchmark_validators(alloc::vec![operator.clone()]);
	}
}

impl<T: Config> Pallet<T> {
	/// Has a validator of this session disabled at the end of the block.
	pub(crate) fn condemn(who: &T::AccountId) {
		if !T::Sessions::validators().contains(who) {
			return;
		}
		Condemned::<T>::mutate(|condemned| {
			if !condemned.contains(who) {
				// Validators are no more than the bound.
				let _ = condemned.try_push(who.clone());
			}
		});
	}

	/// Whether a validator is to be disabled: suspended, gone or banned.
	fn is_condemned(who: &T::AccountId, departing: &[T::AccountId]) -> bool {
		Conducts::<T>::get(who).banned_until() > T::Sessions::current()
			|| (departing.contains(who) && !Self::is_accredited(who))
	}

	fn is_accredited(who: &T::AccountId) -> bool {
		T::Hospitals::operated_by(who).is_some_and(T::Hospitals::is_accredited)
	}

	/// Disables who is condemned, where the floor allows. Never the author of this block, nor anybody in the block that
	/// begins a session, whose slot may be another's in the new order: Aura holds that no block is of somebody disabled.
	pub(crate) fn disable_condemned() {
		let author = Author::<T>::take();
		if SessionBegan::<T>::take() || !Condemned::<T>::exists() {
			return;
		}
		let departing = Departing::<T>::get();
		Condemned::<T>::mutate_exists(|stored| {
			let mut condemned = stored.take().unwrap_or_default();
			condemned.retain(|who| {
				if author.as_ref() == Some(who) {
					return true;
				}
				if Self::is_condemned(who, &departing) && !T::Sessions::is_disabled(who) {
					T::Sessions::disable(who);
					if !T::Sessions::is_disabled(who) {
						Self::deposit_event(Event::NotDisabled { who: who.clone() });
					}
				}
				false
			});
			*stored = (!condemned.is_empty()).then_some(condemned);
		});
	}

	/// A session begins: its slots are counted from here, and who is condemned among its validators is disabled anew.
	pub(crate) fn begin(index: SessionIndex) {
		match T::Slot::get() {
			Some(slot) => SessionStart::<T>::put(slot),
			None => SessionStart::<T>::kill(),
		}
		if index == 0 {
			// Genesis. Without founders the session pallet takes all who have keys.
			assert_eq!(
				T::Sessions::validators().len(),
				Founders::<T>::iter_keys().count(),
				"every validator of genesis is a founder"
			);
			return;
		}
		SessionBegan::<T>::put(true);
		if index == FounderTerm::<T>::get() {
			let limit = T::MaxCandidates::get();
			let _ = Founders::<T>::clear(limit, None);
		}
		if let Some(oldest) = index.checked_sub(T::ReportSessions::get()) {
			T::Sessions::prune_history(oldest);
		}
		if let Some(expired) = index.checked_sub(T::BondingSessions::get()) {
			let _ = Offences::<T>::clear_prefix(expired, T::MaxValidators::get(), None);
		}
		let departing = Departing::<T>::get();
		let mut condemned = T::Sessions::validators();
		condemned.retain(|who| Self::is_condemned(who, &departing));
		if condemned.is_empty() {
			Condemned::<T>::kill();
		} else {
			Condemned::<T>::set(frame_support::BoundedVec::truncate_from(condemned));
		}
	}

	/// A session ends: its validators are judged and rewarded.
	pub(crate) fn end(index: SessionIndex) {
		Self::close(index, SessionStart::<T>::get().zip(T::Slot::get()));
	}

	/// Closes the books of a session. `slots`: those of the blocks that began and end it, if they are known.
	pub(crate) fn close(index: SessionIndex, slots: Option<(u64, u64)>) {
		let authors = Self::take_authored(&T::Sessions::validators());
		if let Some(slots) = slots {
			Self::judge(index, &authors, slots);
		}
		Self::share_pot(index, &authors);
		let _ = Exposures::<T>::clear_prefix(index, T::MaxValidators::get(), None);
	}

	/// Removes the keys of an account that needs them no more.
	pub(crate) fn do_purge_keys(who: T::AccountId) -> DispatchResult {
		ensure!(!Candidates::<T>::contains_key(&who), Error::<T>::StillCandidate);
		ensure!(!Self::is_member(&who), Error::<T>::StillValidating);
		ensure!(T::Sessions::has_keys(&who), Error::<T>::NoSessionKeys);
		T::Sessions::purge_keys(&who)?;
		Self::deposit_event(Event::KeysPurged { who });
		Ok(())
	}

	/// Removes the keys of hospitals without standing that validate neither in this session nor in the next.
	pub(crate) fn purge_departed(active: &[T::AccountId], planned: &[(T::AccountId, ExposureOf<T>)]) {
		if !Departing::<T>::exists() {
			return;
		}
		let mut left = MAX_PURGES;
		let mut departing: Vec<T::AccountId> = Departing::<T>::get().into_inner();
		departing.retain(|who| {
			if Self::is_accredited(who) {
				return false;
			}
			let member = active.contains(who) || planned.iter().any(|(planned, _)| planned == who);
			if member || left == 0 {
				return true;
			}
			left = left.saturating_sub(1);
			if T::Sessions::purge_keys(who).is_ok() {
				Authored::<T>::remove(who);
				Self::deposit_event(Event::KeysPurged { who: who.clone() });
			}
			false
		});
		if departing.is_empty() {
			Departing::<T>::kill();
		} else {
			Departing::<T>::set(frame_support::BoundedVec::truncate_from(departing));
		}
	}
}
