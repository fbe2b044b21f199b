//! Budgets, and what is spent of them.

use crate::{
	Config, Error, Event, HoldReason, Ledger, LedgerOf, Ledgers, NextSpending, Pallet, Parameters,
	ParametersOf, Spending, Spendings, SpendingsOf,
};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::HospitalId,
	research::{MicroEpsilon, SpendingId},
	traits::{HospitalRegistry, ResearcherRegistry, RevocationRegistry},
	Hash,
};
use sp_runtime::{
	traits::{Saturating, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_spend(
		researcher: T::AccountId,
		hospital: HospitalId,
		query: Hash,
		epsilon: MicroEpsilon,
	) -> DispatchResult {
		ensure!(
			T::Researchers::is_researcher(&researcher),
			Error::<T>::NotResearcher
		);
		ensure!(
			!T::Revocations::is_revoked(&researcher),
			Error::<T>::ResearcherRevoked
		);
		ensure!(
			T::Hospitals::operator(hospital).is_some(),
			Error::<T>::HospitalNotFound
		);
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::HospitalNotAccredited
		);
		let parameters = Parameters::<T>::get();
		ensure!(epsilon >= parameters.min_epsilon, Error::<T>::EpsilonTooSmall);
		ensure!(epsilon <= parameters.max_epsilon, Error::<T>::EpsilonTooLarge);
		let now = Self::now();
		let spending = NextSpending::<T>::get();
		let ledger = Self::current_ledger(&researcher, parameters.period, now).unwrap_or(Ledger {
			since: now,
			first: spending,
			spent: 0,
		});
		let spent = ledger
			.spent
			.checked_add(epsilon)
			.filter(|spent| *spent <= parameters.budget)
			.ok_or(Error::<T>::BudgetExceeded)?;
		let next = spending.checked_add(1).ok_or(Error::<T>::SpendingsExhausted)?;
		let deposit = Self::spending_deposit();
		Self::hold(HoldReason::SpendingDeposit, &researcher, deposit)?;

		NextSpending::<T>::put(next);
		Ledgers::<T>::insert(&researcher, Ledger { spent, ..ledger });
		SpendingsOf::<T>::insert(&researcher, spending, ());
		Spendings::<T>::insert(
			spending,
			Spending {
				researcher: researcher.clone(),
				hospital,
				query,
				epsilon,
				spent_at: now,
				answer_until: now.saturating_add(parameters.window),
				deposit,
			},
		);
		Self::deposit_event(Event::Spent {
			spending,
			researcher,
			hospital,
			query,
			epsilon,
		});
		Ok(())
	}

	pub(crate) fn do_clear(spending: SpendingId) -> DispatchResult {
		let stored = Spendings::<T>::get(spending).ok_or(Error::<T>::SpendingNotFound)?;
		ensure!(stored.answer_until < Self::now(), Error::<T>::WindowNotOver);
		Spendings::<T>::remove(spending);
		SpendingsOf::<T>::remove(&stored.researcher, spending);
		Self::release(HoldReason::SpendingDeposit, &stored.researcher, stored.deposit);
		Self::deposit_event(Event::SpendingCleared {
			spending,
			researcher: stored.researcher,
		});
		Ok(())
	}

	pub(crate) fn do_set_parameters(parameters: ParametersOf<T>) -> DispatchResult {
		Self::check_parameters(&parameters)?;
		ensure!(
			Parameters::<T>::get() != parameters,
			Error::<T>::ParametersUnchanged
		);
		Parameters::<T>::put(parameters);
		Self::deposit_event(Event::ParametersSet { parameters });
		Ok(())
	}

	/// Whether parameters are in order.
	pub(crate) fn check_parameters(parameters: &ParametersOf<T>) -> Result<(), Error<T>> {
		ensure!(
			parameters.min_epsilon > 0
				&& parameters.min_epsilon <= parameters.max_epsilon
				&& parameters.max_epsilon <= parameters.budget,
			Error::<T>::EpsilonsUnordered
		);
		ensure!(!parameters.period.is_zero(), Error::<T>::PeriodEmpty);
		ensure!(!parameters.window.is_zero(), Error::<T>::WindowEmpty);
		Ok(())
	}

	/// The ledger of a researcher in the period of block `now`; none if nothing was spent in it.
	pub(crate) fn current_ledger(
		researcher: &T::AccountId,
		period: BlockNumberFor<T>,
		now: BlockNumberFor<T>,
	) -> Option<LedgerOf<T>> {
		Ledgers::<T>::get(researcher).filter(|ledger| now.saturating_sub(ledger.since) < period)
	}

	/// This block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}
}
