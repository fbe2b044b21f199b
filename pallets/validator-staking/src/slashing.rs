//! Offences: slashed after a delay unless the council forgives.
//!
//! A slash takes a fraction of the exposure of the session of the offence, from whoever stood behind the validator
//! then, whether the money is still active or waits to be withdrawn.

use crate::{
	sessions::Sessions,
	types::{Chunks, DueSlash, Exposure, Offence},
	Backers, BalanceOf, Bonds, Candidates, Conducts, Config, DueQueue, DueSlashes, Error, Event, ExposureOf,
	HoldReason, Offences, Pallet, Unbacking,
};
use frame_support::{
	ensure,
	traits::{fungible::BalancedHold, Get, OnUnbalanced},
};
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchResult, Perbill,
};
use sp_staking::SessionIndex;

impl<T: Config> Pallet<T> {
	/// Takes note of an offence: the offender leaves the candidates, is disabled where the floor allows, and is slashed
	/// later. Of several offences in one session only the worst costs.
	pub(crate) fn note_offence(
		offender: &T::AccountId,
		exposure: &ExposureOf<T>,
		fraction: Perbill,
		session: SessionIndex,
	) {
		let now = T::Sessions::current();
		if session.saturating_add(T::ReportSessions::get()) < now {
			return;
		}
		let mut offence = Offences::<T>::get(session, offender).unwrap_or_else(|| Offence {
			exposure: exposure.clone(),
			fraction: Perbill::zero(),
			settled: Perbill::zero(),
			due: None,
		});
		if fraction <= offence.fraction {
			return;
		}
		offence.fraction = fraction;
		let due = match offence.due {
			Some(due) => due,
			None => {
				let due = now.saturating_add(T::SlashDeferSessions::get());
				offence.due = Some(due);
				DueQueue::<T>::mutate(|queue| {
					DueSlashes::<T>::insert(
						queue.tail,
						DueSlash {
							session,
							offender: offender.clone(),
							due,
						},
					);
					queue.tail = queue.tail.saturating_add(1);
				});
				due
			}
		};
		Offences::<T>::insert(session, offender, offence);
		let until = now.saturating_add(T::BanSessions::get());
		Conducts::<T>::mutate(offender, |conduct| conduct.ban(session, until, now));
		Self::remove_candidate(offender);
		Self::condemn(offender);
		Self::deposit_event(Event::OffenceNoted {
			session,
			offender: offender.clone(),
			fraction,
			due,
		});
	}

	/// Forgives what is pending for an offence, and lifts the ban that came of it. Those of other offences stay.
	pub(crate) fn do_cancel_slash(session: SessionIndex, offender: T::AccountId) -> DispatchResult {
		let mut offence = Offences::<T>::get(session, &offender).ok_or(Error::<T>::NoSuchSlash)?;
		ensure!(offence.due.is_some(), Error::<T>::NoSuchSlash);
		offence.due = None;
		// A second report of what was forgiven changes nothing.
		offence.settled = offence.fraction;
		Offences::<T>::insert(session, &offender, offence);
		let mut conduct = Conducts::<T>::get(&offender);
		conduct.lift_ban(session);
		Self::store_conduct(&offender, conduct);
		Self::deposit_event(Event::SlashCancelled { session, offender });
		Ok(())
	}

	/// Whether a slash should have been carried out by now.
	pub(crate) fn slash_is_overdue(now: SessionIndex) -> bool {
		let queue = DueQueue::<T>::get();
		DueSlashes::<T>::get(queue.head).is_some_and(|first| first.due <= now)
	}

	/// Carries out the first slash of the queue, if its time has come, and answers how many accounts stood behind it.
	pub(crate) fn carry_out_due_slash() -> Option<u32> {
		let mut queue = DueQueue::<T>::get();
		let first = DueSlashes::<T>::get(queue.head)?;
		if first.due > T::Sessions::current() {
			return None;
		}
		DueSlashes::<T>::remove(queue.head);
		queue.head = queue.head.saturating_add(1);
		DueQueue::<T>::put(queue);
		let Some(mut offence) = Offences::<T>::get(first.session, &first.offender) else {
			return Some(0);
		};
		// Forgiven meanwhile, or forgiven and reported anew with a later place in the queue.
		if offence.due != Some(first.due) {
			return Some(0);
		}
		Self::slash(
			&first.offender,
			&offence.exposure,
			offence.settled,
			offence.fraction,
		);
		let backers = u32::try_from(offence.exposure.backers.len()).unwrap_or(u32::MAX);
		offence.settled = offence.fraction;
		offence.due = None;
		Offences::<T>::insert(first.session, &first.offender, offence);
		let mut conduct = Conducts::<T>::get(&first.offender);
		conduct.confirm_ban(first.session);
		Self::store_conduct(&first.offender, conduct);
		Some(backers)
	}

	/// Takes the part of an exposure between two fractions of it.
	fn slash(offender: &T::AccountId, exposure: &ExposureOf<T>, settled: Perbill, fraction: Perbill) {
		let Exposure { own, backers, .. } = exposure;
		let part = |value: BalanceOf<T>| fraction.mul_floor(value).saturating_sub(settled.mul_floor(value));
		Self::slash_bond(offender, part(*own));
		if backers.is_empty() {
			return;
		}
		let mut stored = Backers::<T>::get(offender);
		for exposed in backers {
			let Some(backer) = stored.iter_mut().find(|backer| backer.who == exposed.who) else {
				// The backing waits to be withdrawn.
				Self::slash_backing(offender, &exposed.who, Zero::zero(), part(exposed.value));
				continue;
			};
			let left = Self::slash_backing(offender, &exposed.who, backer.active, part(exposed.value));
			if left != backer.active {
				Self::set_active(backer, left);
			}
		}
		if !stored.is_empty() {
			Backers::<T>::insert(offender, stored);
		}
	}

	fn slash_bond(offender: &T::AccountId, amount: BalanceOf<T>) {
		let Some(mut bond) = Bonds::<T>::get(offender) else {
			return;
		};
		let before = bond.active;
		let taken = take(&mut bond.active, &mut bond.unbonding, amount);
		Self::lower_total(offender, before.saturating_sub(bond.active));
		let too_small = bond.active < T::MinBond::get();
		Self::store_bond(offender, bond);
		Self::take_held(HoldReason::ValidatorBond, offender, offender, taken);
		if too_small && Candidates::<T>::contains_key(offender) {
			Self::remove_candidate(offender);
		}
	}

	/// Slashes a backing of which `active` is active, and answers what of that is left.
	fn slash_backing(
		offender: &T::AccountId,
		who: &T::AccountId,
		active: BalanceOf<T>,
		amount: BalanceOf<T>,
	) -> BalanceOf<T> {
		let mut left = active;
		let mut chunks = Unbacking::<T>::get(who, offender);
		let taken = take(&mut left, &mut chunks, amount);
		Self::store_chunks(offender, who, chunks);
		Self::lower_total(offender, active.saturating_sub(left));
		Self::take_held(HoldReason::Backing, offender, who, taken);
		left
	}

	fn take_held(reason: HoldReason, offender: &T::AccountId, who: &T::AccountId, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let (credit, _) = T::Currency::slash(&reason.into(), who, amount);
		T::Slashed::on_unbalanced(credit);
		Self::deposit_event(Event::Slashed {
			offender: offender.clone(),
			who: who.clone(),
			amount,
		});
	}
}

/// Takes up to `amount`: first of what is active, then of what waits, the newest first. Answers how much it took.
fn take<Balance>(active: &mut Balance, chunks: &mut Chunks<Balance>, amount: Balance) -> Balance
where
	Balance: Copy + Ord + Saturating + Zero,
{
	let mut missing = amount;
	let of_active = (*active).min(missing);
	*active = (*active).saturating_sub(of_active);
	missing = missing.saturating_sub(of_active);
	for chunk in chunks.iter_mut().rev() {
		let part = chunk.amount.min(missing);
		chunk.amount = chunk.amount.saturating_sub(part);
		missing = missing.saturating_sub(part);
	}
	chunks.retain(|chunk| !chunk.amount.is_zero());
	amount.saturating_sub(missing)
}
