//! What the runtime API reads.

use crate::{
	types::{BudgetInfoOf, SpendingInfoOf},
	Config, Pallet, Parameters, ParametersOf, SpendingOf, Spendings, SpendingsOf,
};
use codec::{DecodeAll, Encode};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	page::{Page, PageError, PageRequest, PageResult},
	research::{BudgetInfo, SpendingId, SpendingInfo},
	traits::ResearcherRegistry,
};
use sp_runtime::traits::{SaturatedConversion, Saturating};

impl<T: Config> Pallet<T> {
	/// What the council set.
	pub fn api_parameters() -> ParametersOf<T> {
		Parameters::<T>::get()
	}

	/// What is left to a researcher; none if the account is none.
	pub fn api_budget(researcher: T::AccountId) -> Option<BudgetInfoOf<T>> {
		if !T::Researchers::is_researcher(&researcher) {
			return None;
		}
		let parameters = Parameters::<T>::get();
		let ledger = Self::current_ledger(&researcher, parameters.period, Self::now());
		let spent = ledger.map_or(0, |ledger| ledger.spent);
		Some(BudgetInfo {
			researcher,
			budget: parameters.budget,
			spent,
			left: parameters.budget.saturating_sub(spent),
			refills_at: ledger.map(|ledger| ledger.since.saturating_add(parameters.period)),
		})
	}

	/// One spending; none once it was cleared.
	pub fn api_spending(id: SpendingId) -> Option<SpendingInfoOf<T>> {
		Spendings::<T>::get(id).map(|stored| Self::spending_info(id, stored))
	}

	/// The spendings of a researcher that were not cleared.
	pub fn api_spendings(researcher: T::AccountId, page: PageRequest) -> PageResult<SpendingInfoOf<T>> {
		let after = page
			.cursor
			.as_ref()
			.map(|bytes| SpendingId::decode_all(&mut bytes.as_slice()))
			.transpose()
			.map_err(|_| PageError::InvalidCursor)?;
		let mut ids = match after {
			None => SpendingsOf::<T>::iter_key_prefix(&researcher),
			Some(id) => {
				let from = SpendingsOf::<T>::hashed_key_for(&researcher, id);
				SpendingsOf::<T>::iter_key_prefix_from(&researcher, from)
			}
		};
		let mut last = None;
		let items = ids
			.by_ref()
			.take(page.bounded_limit().saturated_into())
			.filter_map(|id| {
				last = Some(id);
				Self::api_spending(id)
			})
			.collect();
		Ok(Page {
			items,
			next: ids.next().and(last).map(|id| id.encode()),
		})
	}

	/// Whether a patient's records may be counted now.
	pub fn api_is_counted(patient: T::AccountId) -> bool {
		Self::is_counted(&patient)
	}

	fn spending_info(id: SpendingId, stored: SpendingOf<T>) -> SpendingInfo<T::AccountId, BlockNumberFor<T>> {
		SpendingInfo {
			id,
			researcher: stored.researcher,
			hospital: stored.hospital,
			query: stored.query,
			epsilon: stored.epsilon,
			spent_at: stored.spent_at,
			answer_until: stored.answer_until,
		}
	}
}
