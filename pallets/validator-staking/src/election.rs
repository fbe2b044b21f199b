//! Who validates the next session but one: the largest totals, and never fewer than the floor.

use crate::{
	sessions::Sessions,
	types::{Candidate, Exposure, Share},
	Backers, BalanceOf, Bonds, Candidates, Config, Error, Event, ExposureOf, Exposures, Faulty, FounderTerm,
	Founders, MinAuthorities, Pallet, ValidatorCount,
};
use alloc::vec::Vec;
use core::cmp::Reverse;
use frame_support::{ensure, traits::Get};
use salus_primitives::traits::HospitalRegistry;
use sp_runtime::{traits::Saturating, DispatchResult, SaturatedConversion};
use sp_staking::SessionIndex;

/// A candidate's account with its entry.
type Entry<T> = (<T as frame_system::Config>::AccountId, Candidate<BalanceOf<T>>);

impl<T: Config> Pallet<T> {
	/// Changes how many validators are elected.
	pub(crate) fn do_set_validator_count(count: u32) -> DispatchResult {
		ensure!(count >= MinAuthorities::<T>::get(), Error::<T>::BelowFloor);
		ensure!(count <= T::MaxValidators::get(), Error::<T>::TooManyValidators);
		ensure!(count != ValidatorCount::<T>::get(), Error::<T>::Unchanged);
		ValidatorCount::<T>::put(count);
		Self::deposit_event(Event::ValidatorCountSet { count });
		Ok(())
	}

	/// The validators of session `index` with what stands behind each; none where nothing changes, so that finality
	/// need not change its voters.
	pub(crate) fn plan(index: SessionIndex) -> Option<Vec<(T::AccountId, ExposureOf<T>)>> {
		let before = T::Sessions::validators();
		let planned = Self::elect(index, &before);
		let unchanged = !T::Sessions::any_disabled()
			&& !T::FinalityBusy::get()
			&& planned.len() == before.len()
			&& planned.iter().zip(&before).all(|((who, exposure), old)| {
				who == old && Exposures::<T>::get(index.saturating_sub(1), old).as_ref() == Some(exposure)
			}) && T::Sessions::keys_settled();
		for (who, exposure) in &planned {
			Exposures::<T>::insert(index, who, exposure);
		}
		Self::purge_departed(&before, &planned);
		(!unchanged && !planned.is_empty()).then_some(planned)
	}

	/// The founders, for the first two sessions. The start of a node ends if they are not all of the validators.
	pub(crate) fn plan_genesis(index: SessionIndex) -> Option<Vec<(T::AccountId, ExposureOf<T>)>> {
		let planned = Self::elect(index, &[]);
		assert_eq!(
			planned.len(),
			Founders::<T>::iter_keys().count(),
			"every founder has session keys"
		);
		for (who, exposure) in &planned {
			Exposures::<T>::insert(index, who, exposure);
		}
		(!planned.is_empty()).then_some(planned)
	}

	/// The election. Ties are broken by account; the result is in the order of accounts, so that a change of stake
	/// alone moves nobody's slot.
	pub(crate) fn elect(index: SessionIndex, before: &[T::AccountId]) -> Vec<(T::AccountId, ExposureOf<T>)> {
		let floor: usize = MinAuthorities::<T>::get().saturated_into();
		let count: usize = ValidatorCount::<T>::get()
			.min(T::MaxValidators::get())
			.saturated_into();
		let faulty = Faulty::<T>::take();
		let term = index < FounderTerm::<T>::get();

		let mut winners: Vec<T::AccountId> = Self::ranked(index)
			.into_iter()
			.filter(|(who, candidate)| Self::is_eligible(who, candidate, term))
			.take(count.saturating_add(faulty.len()))
			.map(|(who, _)| who)
			.collect();
		for who in faulty {
			if !winners.contains(&who) {
				continue;
			}
			if winners.len() > floor {
				winners.retain(|other| *other != who);
				Self::bench(&who, index.saturating_add(T::BenchSessions::get()));
			} else {
				Self::deposit_event(Event::BenchRefused { who });
			}
		}
		winners.truncate(count);

		if winners.len() < floor && !before.is_empty() {
			Self::deposit_event(Event::FloorHeld {
				session: index,
				eligible: winners.len().saturated_into(),
			});
			return before
				.iter()
				.map(|who| {
					let kept = !winners.contains(who);
					if kept {
						Self::postpone_withdrawal(who);
					}
					(who.clone(), Self::exposure(who, kept))
				})
				.collect();
		}
		winners.sort();
		winners
			.into_iter()
			.map(|who| {
				let exposure = Self::exposure(&who, false);
				(who, exposure)
			})
			.collect()
	}

	/// The candidates that are not benched, largest total first. Whoever's bench is over returns here.
	fn ranked(index: SessionIndex) -> Vec<Entry<T>> {
		let mut ranked: Vec<Entry<T>> = Candidates::<T>::iter().collect();
		ranked.retain_mut(|(who, candidate)| {
			if candidate.benched_until > index {
				return false;
			}
			if candidate.benched_until > 0 {
				candidate.benched_until = 0;
				Candidates::<T>::insert(&*who, *candidate);
				Self::deposit_event(Event::Returned { who: who.clone() });
			}
			true
		});
		ranked.sort_by(|(a, left), (b, right)| (Reverse(left.total), a).cmp(&(Reverse(right.total), b)));
		ranked
	}

	/// Whether a candidate may validate: in good standing, or a founder during the founders' term; and with keys,
	/// since the session pallet drops silently who has none.
	fn is_eligible(who: &T::AccountId, candidate: &Candidate<BalanceOf<T>>, term: bool) -> bool {
		let accredited = || {
			candidate
				.hospital
				.or_else(|| T::Hospitals::operated_by(who))
				.is_some_and(T::Hospitals::is_accredited)
		};
		((candidate.founder && term) || accredited()) && T::Sessions::has_keys(who)
	}

	/// What stands behind a hospital now. For one whom only the floor keeps, what it unbonds stands behind it too.
	pub(crate) fn exposure(who: &T::AccountId, kept: bool) -> ExposureOf<T> {
		let bond = Bonds::<T>::get(who).unwrap_or_default();
		let own = if kept { bond.held() } else { bond.active };
		let zero = BalanceOf::<T>::default();
		let mut total = own;
		let shares: Vec<_> = Backers::<T>::get(who)
			.into_iter()
			.filter(|backer| backer.active > zero)
			.map(|backer| {
				total = total.saturating_add(backer.active);
				Share {
					who: backer.who,
					value: backer.active,
				}
			})
			.collect();
		Exposure {
			own,
			total,
			// As many as there are backers, whose list has the same bound.
			backers: frame_support::BoundedVec::truncate_from(shares),
		}
	}
}
