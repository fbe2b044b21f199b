//! What participants of a round have at stake.

use crate::{BalanceOf, Config, Deposits, Error, HoldReason, Pallet};
use frame_support::traits::{
	fungible::{Balanced, BalancedHold, MutateHold},
	tokens::Precision,
	Get, Imbalance, OnUnbalanced,
};
use salus_primitives::ceremony::CeremonyKind;
use sp_runtime::{
	traits::{CheckedDiv, Zero},
	DispatchResult, Saturating,
};

impl<T: Config> Pallet<T> {
	/// Holds the deposit of a round, once.
	pub(crate) fn take_deposit(kind: CeremonyKind, account: &T::AccountId) -> DispatchResult {
		if Deposits::<T>::contains_key(kind, account) {
			return Ok(());
		}
		let deposit = T::CeremonyDeposit::get();
		T::Currency::hold(&HoldReason::CeremonyDeposit.into(), account, deposit)
			.map_err(|_| Error::<T>::DepositUnaffordable)?;
		Deposits::<T>::insert(kind, account, deposit);
		Ok(())
	}

	/// Returns what is left of the deposits of a round.
	pub(crate) fn return_deposits(kind: CeremonyKind) {
		for (account, deposit) in Deposits::<T>::drain_prefix(kind) {
			Self::release(&account, deposit);
		}
	}

	/// Returns the deposit of one that takes part in a round no more.
	pub(crate) fn return_deposit(kind: CeremonyKind, account: &T::AccountId) {
		if let Some(deposit) = Deposits::<T>::take(kind, account) {
			Self::release(account, deposit);
		}
	}

	fn release(account: &T::AccountId, deposit: BalanceOf<T>) {
		let released = T::Currency::release(
			&HoldReason::CeremonyDeposit.into(),
			account,
			deposit,
			Precision::BestEffort,
		);
		if released != Ok(deposit) {
			log::error!("a deposit of a ceremony is not wholly there: {released:?} of {deposit:?}");
		}
	}

	/// Takes a part of the deposit from who withholds what it promised. Answers what was taken.
	pub(crate) fn slash_withheld(kind: CeremonyKind, account: &T::AccountId) -> BalanceOf<T> {
		let held = Deposits::<T>::get(kind, account).unwrap_or_else(Zero::zero);
		let part = T::WithheldShare::get()
			.mul_floor(T::CeremonyDeposit::get())
			.min(held);
		let (credit, _) = T::Currency::slash(&HoldReason::CeremonyDeposit.into(), account, part);
		let slashed = credit.peek();
		Self::reduce(kind, account, held.saturating_sub(slashed));
		T::Slashed::on_unbalanced(credit);
		slashed
	}

	/// Takes all of a liar's deposit: half goes to whom the lie was about. Answers what was taken, and what that one got.
	pub(crate) fn slash_liar(
		kind: CeremonyKind,
		liar: &T::AccountId,
		other: &T::AccountId,
	) -> (BalanceOf<T>, BalanceOf<T>) {
		let held = Deposits::<T>::get(kind, liar).unwrap_or_else(Zero::zero);
		let (credit, _) = T::Currency::slash(&HoldReason::CeremonyDeposit.into(), liar, held);
		let slashed = credit.peek();
		Self::reduce(kind, liar, held.saturating_sub(slashed));
		let half = slashed
			.checked_div(&BalanceOf::<T>::from(2_u32))
			.unwrap_or_else(Zero::zero);
		let (reward, rest) = credit.split(half);
		let rest = match T::Currency::resolve(other, reward) {
			Ok(()) => rest,
			Err(refused) => rest.merge(refused),
		};
		let reward = slashed.saturating_sub(rest.peek());
		T::Slashed::on_unbalanced(rest);
		(slashed, reward)
	}

	/// Notes what is left of a deposit.
	fn reduce(kind: CeremonyKind, account: &T::AccountId, left: BalanceOf<T>) {
		if left.is_zero() {
			Deposits::<T>::remove(kind, account);
		} else {
			Deposits::<T>::insert(kind, account, left);
		}
	}
}
