//! Liveness: the blocks that a validator authored, against the slots that were its own.
//!
//! A session's slots are those after the slot of the block that began it, up to and with that of the block that ends
//! it: that block is still authored by the old validators. Both numbers come from the headers, so no order of hooks
//! can shift them.

use crate::{sessions::Sessions, Authored, Conducts, Config, Event, Faulty, Pallet, SessionStart};
use alloc::vec::Vec;
use frame_support::{traits::Get, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::SaturatedConversion;
use sp_staking::SessionIndex;

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		Authored::<T>::mutate(&author, |blocks| *blocks = blocks.saturating_add(1));
		crate::Author::<T>::put(author);
		// The first session begins with the first block, not at genesis.
		if !SessionStart::<T>::exists() {
			if let Some(slot) = T::Slot::get() {
				SessionStart::<T>::put(slot.saturating_sub(1));
			}
		}
	}
}

/// How many of the slots after `start`, up to and with `end`, fall on place `index` of `count`.
pub(crate) fn own_slots(start: u64, end: u64, index: u64, count: u64) -> u64 {
	let up_to = |slot: u64| {
		slot.checked_sub(index)
			.and_then(|past| past.checked_div(count))
			.map_or(0, |rounds| rounds.saturating_add(1))
	};
	up_to(end).saturating_sub(up_to(start))
}

impl<T: Config> Pallet<T> {
	/// Compares what each validator authored in the session that ends with its slots. Those with too many bad sessions
	/// in a row are benched by the election that follows, the worst first, where the floor allows. `start` and `end`: the
	/// slots of the blocks that began and end it.
	pub(crate) fn judge(session: SessionIndex, authors: &[(T::AccountId, u32)], (start, end): (u64, u64)) {
		let count: u64 = authors.len().saturated_into();
		let mut faulty: Vec<(u32, &T::AccountId)> = Vec::new();
		for (index, (who, authored)) in (0u64..).zip(authors) {
			let expected: u32 = own_slots(start, end, index, count).saturated_into();
			let mut conduct = Conducts::<T>::get(who);
			let excused = expected == 0
				|| conduct.benched_until > session
				|| conduct.banned_until() > session
				|| T::Sessions::is_disabled(who);
			if excused {
				continue;
			}
			if *authored >= T::LivenessThreshold::get().mul_ceil(expected) {
				if conduct.strikes > 0 {
					conduct.strikes = 0;
					Self::store_conduct(who, conduct);
				}
				continue;
			}
			let strikes = conduct.strikes.saturating_add(1);
			conduct.strikes = strikes;
			Self::store_conduct(who, conduct);
			Self::deposit_event(Event::SlotsMissed {
				session,
				who: who.clone(),
				authored: *authored,
				expected,
			});
			if strikes >= T::BadSessions::get() {
				faulty.push((*authored, who));
			}
		}
		if !faulty.is_empty() {
			faulty.sort();
			let faulty: Vec<T::AccountId> = faulty.into_iter().map(|(_, who)| who.clone()).collect();
			Faulty::<T>::set(BoundedVec::truncate_from(faulty));
		}
	}

	/// Keeps a hospital out of elections until session `until`.
	pub(crate) fn bench(who: &T::AccountId, until: SessionIndex) {
		let mut conduct = Conducts::<T>::get(who);
		conduct.strikes = 0;
		conduct.benched_until = until;
		Self::store_conduct(who, conduct);
		Self::change_candidate(who, |candidate| candidate.benched_until = until);
		Self::deposit_event(Event::Benched {
			who: who.clone(),
			until,
		});
	}
}
