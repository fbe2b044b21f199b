//! Who is accredited, and how many holders of a key can be counted on.

use crate::{rounds::Sharing, Announced, Change, Changed, Config, Event, Health, LastRounds, Pallet, Roster};
use alloc::vec::Vec;
use frame_support::traits::Get;
use salus_primitives::{
	ceremony::CeremonyKind,
	traits::{Sharings, StandingObserver},
};

impl<T: Config> StandingObserver<T::AccountId> for Pallet<T> {
	fn on_accredited(operator: &T::AccountId) {
		Roster::<T>::mutate(|roster| {
			// Beyond the bound a hospital is no candidate, as it would not be behind so many others.
			if !roster.contains(operator) && roster.try_push(operator.clone()).is_err() {
				Self::deposit_event(Event::RosterFull {
					operator: operator.clone(),
				});
			}
		});
		Self::look_again(|change| change.joined = true);
	}

	fn on_suspended(operator: &T::AccountId) {
		Roster::<T>::mutate(|roster| roster.retain(|other| other != operator));
		Self::look_again(|change| change.left = true);
	}

	fn on_withdrawn(operator: &T::AccountId) {
		Self::on_suspended(operator);
		Self::dismiss_agents(core::slice::from_ref(operator));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_validator(operator: &T::AccountId) {
		crate::benchmarking::full_roster::<T>(operator);
	}
}

impl<T: Config> Pallet<T> {
	/// Has the next block look at what changed: observers do little, whatever they are told.
	pub(crate) fn look_again(note: impl FnOnce(&mut Change)) {
		Changed::<T>::mutate(|changed| note(changed.get_or_insert_default()));
	}

	/// Whether each holder can be counted on: accredited, with a share, not silent.
	pub(crate) fn living(kind: CeremonyKind, sharing: &Sharing<T::AccountId>) -> Vec<bool> {
		let made = LastRounds::<T>::get(kind);
		let has_share = |at: usize| match &made {
			Some(round) => round.members.get(at).is_some_and(|member| member.key.is_some()),
			None => true,
		};
		let is_silent = |holder: &T::AccountId| {
			kind == CeremonyKind::AttributeKeys && T::Keys::missed(holder) >= T::MaxSilence::get()
		};
		sharing
			.holders
			.iter()
			.enumerate()
			.map(|(at, holder)| has_share(at) && !is_silent(holder) && Self::in_good_standing(holder))
			.collect()
	}

	/// How a sharing is, and how many of its holders can be counted on.
	pub(crate) fn health(kind: CeremonyKind, sharing: &Sharing<T::AccountId>) -> (Health, u16) {
		let living = Self::living(kind, sharing)
			.into_iter()
			.filter(|living| *living)
			.count();
		let living = u16::try_from(living).unwrap_or(u16::MAX);
		let holders = u16::try_from(sharing.holders.len()).unwrap_or(u16::MAX);
		let spare = holders.saturating_sub(sharing.threshold) / 2;
		let health = match living.checked_sub(sharing.threshold) {
			None => Health::Lost,
			Some(left) if living < holders && left <= spare => Health::Thin,
			Some(_) => Health::Sound,
		};
		(health, living)
	}

	/// Says how a sharing is, if that has changed.
	pub(crate) fn announce_health(kind: CeremonyKind, sharing: &Sharing<T::AccountId>) {
		let (health, living) = Self::health(kind, sharing);
		let threshold = sharing.threshold;
		let before = Announced::<T>::get(kind).unwrap_or(Health::Sound);
		if health == before {
			return;
		}
		Announced::<T>::insert(kind, health);
		Self::deposit_event(match health {
			Health::Sound => Event::AuthorityRecovered {
				kind,
				living,
				threshold,
			},
			Health::Thin => Event::AuthorityThin {
				kind,
				living,
				threshold,
			},
			Health::Lost => Event::AuthorityLost {
				kind,
				living,
				threshold,
			},
		});
	}
}
