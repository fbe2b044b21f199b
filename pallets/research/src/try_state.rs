//! What holds between blocks. The numbers are those of the README.

use crate::{
	BalanceOf, Config, HoldReason, Ledgers, NextSpending, Pallet, Parameters, Participants, Spendings,
	SpendingsOf,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{traits::Saturating, TryRuntimeError};

/// The invariant that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
	SpendingUnlisted,
	ListStale,
	SpendingMalformed,
	LedgerMissing,
	LedgerShort,
	ParametersUnordered,
	HoldsUnbalanced,
}

impl Broken {
	/// The invariant's number and what is wrong.
	pub(crate) fn message(self) -> &'static str {
		match self {
			Self::SpendingUnlisted => "research 1: a spending is missing from its researcher's list",
			Self::ListStale => "research 2: a list names a spending that is not its researcher's",
			Self::SpendingMalformed => "research 3: a spending lies ahead, or its window is over before it",
			Self::LedgerMissing => "research 4: a researcher who spent has no ledger, or one that lies ahead",
			Self::LedgerShort => "research 5: a ledger says less than the spendings of its period",
			Self::ParametersUnordered => "research 6: the parameters are not in order",
			Self::HoldsUnbalanced => "research 7: what is on hold differs from what the deposits say",
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_state().map_err(|broken| TryRuntimeError::Other(broken.message()))
	}

	/// The first invariant that does not hold.
	pub(crate) fn check_state() -> Result<(), Broken> {
		Self::check_spendings()?;
		Self::check_ledgers()?;
		ensure!(
			Self::check_parameters(&Parameters::<T>::get()).is_ok(),
			Broken::ParametersUnordered
		);
		Self::check_holds(HoldReason::ParticipationDeposit, Participants::<T>::iter())?;
		Self::check_holds(
			HoldReason::SpendingDeposit,
			Spendings::<T>::iter_values().map(|stored| (stored.researcher, stored.deposit)),
		)
	}

	fn check_spendings() -> Result<(), Broken> {
		for (id, stored) in Spendings::<T>::iter() {
			ensure!(
				SpendingsOf::<T>::contains_key(&stored.researcher, id),
				Broken::SpendingUnlisted
			);
			ensure!(
				id < NextSpending::<T>::get()
					&& stored.spent_at <= Self::now()
					&& stored.spent_at < stored.answer_until,
				Broken::SpendingMalformed
			);
		}
		for (researcher, id, ()) in SpendingsOf::<T>::iter() {
			ensure!(
				Spendings::<T>::get(id).is_some_and(|stored| stored.researcher == researcher),
				Broken::ListStale
			);
		}
		Ok(())
	}

	fn check_ledgers() -> Result<(), Broken> {
		for stored in Spendings::<T>::iter_values() {
			ensure!(
				Ledgers::<T>::contains_key(&stored.researcher),
				Broken::LedgerMissing
			);
		}
		for (researcher, ledger) in Ledgers::<T>::iter() {
			ensure!(ledger.since <= Self::now(), Broken::LedgerMissing);
			let of_period = SpendingsOf::<T>::iter_key_prefix(&researcher)
				.filter(|id| *id >= ledger.first)
				.filter_map(Spendings::<T>::get)
				.fold(0u64, |sum, stored| sum.saturating_add(stored.epsilon.into()));
			ensure!(of_period <= u64::from(ledger.spent), Broken::LedgerShort);
		}
		Ok(())
	}

	fn check_holds(
		reason: HoldReason,
		deposits: impl Iterator<Item = (T::AccountId, BalanceOf<T>)>,
	) -> Result<(), Broken> {
		let mut owed = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for (owner, amount) in deposits {
			let sum = owed.entry(owner).or_default();
			*sum = sum.saturating_add(amount);
		}
		for (owner, sum) in owed {
			ensure!(
				T::Currency::balance_on_hold(&reason.into(), &owner) == sum,
				Broken::HoldsUnbalanced
			);
		}
		Ok(())
	}
}
