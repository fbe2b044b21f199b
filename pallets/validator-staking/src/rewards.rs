//! Rewards: the pot is shared at the end of a session, by blocks authored, between validators and those behind them.
//!
//! What is shared stays in the pot until it is claimed; `Owed` is its sum. What division leaves over is not owed to
//! anybody and is shared with the next session.

use crate::{
	types::Exposure, Backers, BalanceOf, Bonds, Config, CreditOf, Error, Event, ExposureOf, Exposures, Owed,
	Pallet,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	traits::{
		fungible::{Balanced, Inspect, Mutate},
		tokens::{DepositConsequence, Fortitude, Preservation, Provenance},
		Get, OnUnbalanced,
	},
};
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding,
	traits::{AccountIdConversion, Saturating, UniqueSaturatedFrom, UniqueSaturatedInto, Zero},
	DispatchResult, Rounding,
};
use sp_staking::SessionIndex;

/// Pays into the pot. For fees.
pub struct ToPot<T>(PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for ToPot<T> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		// The pot exists from genesis. Were it gone, an amount too small for an account would be burnt.
		let _ = T::Currency::resolve(&Pallet::<T>::pot(), credit);
	}
}

/// `amount · part / whole`, rounded down; nothing of nothing.
fn pro_rata<Balance>(amount: Balance, part: u128, whole: u128) -> Balance
where
	Balance: UniqueSaturatedInto<u128> + UniqueSaturatedFrom<u128>,
{
	let share =
		multiply_by_rational_with_rounding(amount.unique_saturated_into(), part, whole, Rounding::Down);
	Balance::unique_saturated_from(share.unwrap_or(0))
}

impl<T: Config> Pallet<T> {
	/// The account of the pot.
	pub fn pot() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// What the pot holds beyond its own existence and what is owed.
	pub fn undistributed() -> BalanceOf<T> {
		T::Currency::reducible_balance(&Self::pot(), Preservation::Preserve, Fortitude::Polite)
			.saturating_sub(Owed::<T>::get())
	}

	/// Shares the pot between the authors of a session.
	pub(crate) fn share_pot(session: SessionIndex, authors: &[(T::AccountId, u32)]) {
		let blocks = authors
			.iter()
			.fold(0u128, |sum, (_, authored)| sum.saturating_add((*authored).into()));
		if blocks.is_zero() {
			return;
		}
		let issuance = T::SessionIssuance::get();
		if !issuance.is_zero() {
			// Refused only beyond the largest issuance there can be; then nothing is issued.
			let _ = T::Currency::mint_into(&Self::pot(), issuance);
		}
		let fund = Self::undistributed();
		let mut given = BalanceOf::<T>::zero();
		for (who, authored) in authors.iter().filter(|(_, authored)| *authored > 0) {
			let share = pro_rata(fund, (*authored).into(), blocks);
			if let Some(exposure) = Exposures::<T>::get(session, who) {
				given = given.saturating_add(Self::share_reward(who, share, &exposure));
			}
		}
		Owed::<T>::mutate(|owed| *owed = owed.saturating_add(given));
		Self::deposit_event(Event::SessionRewarded {
			session,
			amount: given,
		});
	}

	/// Shares the reward of a validator with its backers by exposure, and answers how much was given.
	fn share_reward(who: &T::AccountId, amount: BalanceOf<T>, exposure: &ExposureOf<T>) -> BalanceOf<T> {
		let Exposure { own, total, backers } = exposure;
		let whole: u128 = (*total).unique_saturated_into();
		let mut given = BalanceOf::<T>::zero();
		Bonds::<T>::mutate_extant(who, |bond| {
			let share = pro_rata(amount, (*own).unique_saturated_into(), whole);
			bond.reward = bond.reward.saturating_add(share);
			given = given.saturating_add(share);
		});
		if !backers.is_empty() {
			Backers::<T>::mutate(who, |stored| {
				for exposed in backers {
					if let Some(backer) = stored.iter_mut().find(|backer| backer.who == exposed.who) {
						let share = pro_rata(amount, exposed.value.unique_saturated_into(), whole);
						backer.reward = backer.reward.saturating_add(share);
						given = given.saturating_add(share);
					}
				}
			});
		}
		given
	}

	/// Pays what `who` earned with the blocks of `candidate`.
	pub(crate) fn do_claim(candidate: T::AccountId, who: T::AccountId) -> DispatchResult {
		let amount = if who == candidate {
			let mut bond = Bonds::<T>::get(&who).ok_or(Error::<T>::NothingToClaim)?;
			let amount = core::mem::take(&mut bond.reward);
			ensure!(!amount.is_zero(), Error::<T>::NothingToClaim);
			Self::store_bond(&who, bond);
			amount
		} else {
			let mut backers = Backers::<T>::get(&candidate);
			let backer = backers
				.iter_mut()
				.find(|backer| backer.who == who && !backer.reward.is_zero())
				.ok_or(Error::<T>::NothingToClaim)?;
			let amount = core::mem::take(&mut backer.reward);
			Backers::<T>::insert(&candidate, backers);
			Self::forget_absent_backers(&candidate);
			amount
		};
		Owed::<T>::mutate(|owed| *owed = owed.saturating_sub(amount));
		if T::Currency::can_deposit(&who, amount, Provenance::Extant) == DepositConsequence::BelowMinimum {
			// Too little to make an account that is gone exist again: it stays in the pot, owed to nobody.
			Self::deposit_event(Event::RewardForfeited {
				candidate,
				who,
				amount,
			});
			return Ok(());
		}
		T::Currency::transfer(&Self::pot(), &who, amount, Preservation::Preserve)?;
		Self::deposit_event(Event::RewardClaimed {
			candidate,
			who,
			amount,
		});
		Ok(())
	}

	/// Removes backers who left and have nothing to get.
	fn forget_absent_backers(candidate: &T::AccountId) {
		let backers = Self::backers(candidate);
		if backers.is_empty() {
			Backers::<T>::remove(candidate);
		} else {
			Backers::<T>::insert(candidate, backers);
		}
	}

	/// Blocks that each validator authored in the session that ends; counting begins anew.
	pub(crate) fn take_authored(validators: &[T::AccountId]) -> Vec<(T::AccountId, u32)> {
		validators
			.iter()
			.map(|who| (who.clone(), crate::Authored::<T>::take(who)))
			.collect()
	}
}
