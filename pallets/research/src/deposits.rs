//! Deposits: held for each stored item by its size, returned to their owner when it goes.

use crate::{BalanceOf, Config, Error, HoldReason, Pallet, SpendingOf};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{
		fungible::{InspectHold, MutateHold},
		tokens::Precision,
		Get,
	},
};
use salus_primitives::research::SpendingId;
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, UniqueSaturatedInto},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Deposit for a patient's participation.
	pub fn participation_deposit() -> BalanceOf<T> {
		Self::deposit_for(T::AccountId::max_encoded_len().saturating_add(BalanceOf::<T>::max_encoded_len()))
	}

	/// Deposit for a spending, with its entry in the list of its researcher.
	pub fn spending_deposit() -> BalanceOf<T> {
		Self::deposit_for(
			SpendingOf::<T>::max_encoded_len()
				.saturating_add(SpendingId::max_encoded_len().saturating_mul(2))
				.saturating_add(T::AccountId::max_encoded_len()),
		)
	}

	fn deposit_for(bytes: usize) -> BalanceOf<T> {
		let bytes: BalanceOf<T> = bytes.saturated_into::<u32>().unique_saturated_into();
		T::DepositBase::get().saturating_add(T::DepositPerByte::get().saturating_mul(bytes))
	}

	/// Holds `amount` from `owner`.
	pub(crate) fn hold(reason: HoldReason, owner: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		ensure!(
			T::Currency::can_hold(&reason.into(), owner, amount),
			Error::<T>::DepositUnaffordable
		);
		T::Currency::hold(&reason.into(), owner, amount)
	}

	/// Returns a deposit. It never fails: what is missing on hold was taken by whoever may take holds, and must not keep
	/// a patient in.
	pub(crate) fn release(reason: HoldReason, owner: &T::AccountId, amount: BalanceOf<T>) {
		let released = T::Currency::release(&reason.into(), owner, amount, Precision::BestEffort);
		if released != Ok(amount) {
			log::error!(target: "runtime::research", "a deposit of {reason:?} was short: {released:?}");
		}
	}
}
