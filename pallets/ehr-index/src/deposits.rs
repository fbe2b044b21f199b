//! Deposits: held for each stored item by its size, returned to their owner when it goes.

use crate::{
	AuthorisationKey, BalanceOf, Config, ConsentKey, DeclarationOf, Deposit, DepositOf, Error, HoldReason,
	Pallet, PermissionOf, RecordOf,
};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{
		fungible::{InspectHold, MutateHold},
		tokens::Precision,
		Get,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::HospitalId,
	record::{Location, RecordId},
};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, UniqueSaturatedInto},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Deposit for a record kept at `location`, with its entries in the lists of its custodian and its patient.
	pub fn record_deposit(location: &Location) -> BalanceOf<T> {
		let fixed = RecordOf::<T>::max_encoded_len()
			.saturating_sub(Location::max_encoded_len())
			.saturating_add(RecordId::max_encoded_len().saturating_mul(3))
			.saturating_add(HospitalId::max_encoded_len())
			.saturating_add(T::AccountId::max_encoded_len());
		Self::deposit_for(fixed.saturating_add(location.len()))
	}

	/// Deposit for a consent.
	pub fn consent_deposit() -> BalanceOf<T> {
		Self::deposit_for(
			T::AccountId::max_encoded_len()
				.saturating_add(ConsentKey::<T::AccountId>::max_encoded_len())
				.saturating_add(PermissionOf::<T>::max_encoded_len()),
		)
	}

	/// Deposit for an authorisation, with its entry in the list of the hospital authorised.
	pub fn authorisation_deposit() -> BalanceOf<T> {
		let key = HospitalId::max_encoded_len().saturating_add(AuthorisationKey::max_encoded_len());
		Self::deposit_for(
			key.saturating_mul(2)
				.saturating_add(PermissionOf::<T>::max_encoded_len()),
		)
	}

	/// Deposit for the declaration of an access.
	pub fn access_deposit() -> BalanceOf<T> {
		Self::deposit_for(
			T::AccountId::max_encoded_len()
				.saturating_add(RecordId::max_encoded_len())
				.saturating_add(DeclarationOf::<T>::max_encoded_len()),
		)
	}

	fn deposit_for(bytes: usize) -> BalanceOf<T> {
		let bytes: BalanceOf<T> = bytes.saturated_into::<u32>().unique_saturated_into();
		T::DepositBase::get().saturating_add(T::DepositPerByte::get().saturating_mul(bytes))
	}

	/// Holds `amount` from `owner`.
	pub(crate) fn hold(
		reason: HoldReason,
		owner: T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<DepositOf<T>, DispatchError> {
		Self::ensure_can_hold(reason, &owner, amount)?;
		T::Currency::hold(&reason.into(), &owner, amount)?;
		Ok(Deposit { owner, amount })
	}

	/// Returns a deposit. It never fails: what is missing on hold was taken by whoever may take holds, and must not keep
	/// a patient from withdrawing a consent.
	pub(crate) fn release(reason: HoldReason, deposit: &DepositOf<T>) {
		let released = T::Currency::release(
			&reason.into(),
			&deposit.owner,
			deposit.amount,
			Precision::BestEffort,
		);
		if released != Ok(deposit.amount) {
			log::error!(target: "runtime::ehr-index", "a deposit of {reason:?} was short: {released:?}");
		}
	}

	/// Brings a deposit to `amount`.
	pub(crate) fn resize(
		reason: HoldReason,
		deposit: &mut DepositOf<T>,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount > deposit.amount {
			let more = amount.saturating_sub(deposit.amount);
			Self::hold(reason, deposit.owner.clone(), more)?;
		} else {
			let surplus = Deposit {
				owner: deposit.owner.clone(),
				amount: deposit.amount.saturating_sub(amount),
			};
			Self::release(reason, &surplus);
		}
		deposit.amount = amount;
		Ok(())
	}

	fn ensure_can_hold(reason: HoldReason, owner: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		ensure!(
			T::Currency::can_hold(&reason.into(), owner, amount),
			Error::<T>::DepositUnaffordable
		);
		Ok(())
	}

	/// Whether `expires_at` lies ahead.
	pub(crate) fn ensure_future(expires_at: BlockNumberFor<T>) -> DispatchResult {
		ensure!(Self::now() < expires_at, Error::<T>::ExpiryNotInFuture);
		Ok(())
	}

	/// This block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}
}
