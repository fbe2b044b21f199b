//! Money: held, paid, returned. What is on hold is what the entries say, to the unit.

use crate::{BalanceOf, CaseOf, ClaimOf, Config, DisputeOf, Error, HoldReason, Pallet, ReportOf, StandingOf};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Restriction},
		Get,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{cases::CaseId, record::RecordId, Hash};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, UniqueSaturatedInto, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Deposit for a case, with its place in the list of open ones, and what it may show of its patient.
	pub fn case_deposit() -> BalanceOf<T> {
		Self::deposit_for(
			CaseId::max_encoded_len()
				.saturating_mul(2)
				.saturating_add(RecordId::max_encoded_len())
				.saturating_add(CaseOf::<T>::max_encoded_len())
				.saturating_add(StandingOf::<T>::max_encoded_len()),
		)
	}

	/// Deposit for a claim, and what it may show of its doctor.
	pub fn claim_deposit() -> BalanceOf<T> {
		Self::deposit_for(
			ClaimOf::<T>::max_encoded_len()
				.saturating_add(T::AccountId::max_encoded_len())
				.saturating_add(StandingOf::<T>::max_encoded_len()),
		)
	}

	/// What is held from a doctor for a report: for its entry, and lost if it does not open.
	pub fn report_deposit() -> BalanceOf<T> {
		Self::deposit_for(CaseId::max_encoded_len().saturating_add(ReportOf::<T>::max_encoded_len()))
			.saturating_add(T::Bond::get())
	}

	/// What is held from a patient for a dispute: for its entry, and lost with a false complaint.
	pub fn dispute_bond() -> BalanceOf<T> {
		Self::deposit_for(CaseId::max_encoded_len().saturating_add(DisputeOf::<T>::max_encoded_len()))
			.saturating_add(T::Bond::get())
	}

	/// The least fee: each half of it reaches an account that has nothing else.
	pub fn least_fee() -> BalanceOf<T> {
		T::Currency::minimum_balance().saturating_mul(2u32.into())
	}

	fn deposit_for(bytes: usize) -> BalanceOf<T> {
		let bytes: BalanceOf<T> = bytes.saturated_into::<u32>().unique_saturated_into();
		T::DepositBase::get().saturating_add(T::DepositPerByte::get().saturating_mul(bytes))
	}

	/// Holds `amount` of `who`; `unaffordable` if that cannot be.
	pub(crate) fn hold(
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
		unaffordable: Error<T>,
	) -> DispatchResult {
		let reason = reason.into();
		ensure!(T::Currency::can_hold(&reason, who, amount), unaffordable);
		T::Currency::hold(&reason, who, amount)
	}

	/// Whether [`Self::hold`] would succeed.
	pub(crate) fn can_hold(reason: HoldReason, who: &T::AccountId, amount: BalanceOf<T>) -> bool {
		T::Currency::can_hold(&reason.into(), who, amount)
	}

	/// Releases `amount` to its owner. It never fails: what is missing on hold was taken by whoever may take holds, and
	/// must not keep the rest from its owner.
	pub(crate) fn release(reason: HoldReason, owner: &T::AccountId, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let released = T::Currency::release(&reason.into(), owner, amount, Precision::BestEffort);
		if released != Ok(amount) {
			log::error!(target: "runtime::cases", "a hold of {reason:?} was short: {released:?}");
		}
	}

	/// Moves money on hold to the free balance of another.
	pub(crate) fn pay_from_hold(
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Currency::transfer_on_hold(
			&reason.into(),
			from,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(drop)
	}

	/// This block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Hash of the chain's first block.
	pub(crate) fn genesis() -> Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
