//! Deposits: held for each stored item by its size, returned to their owner when it goes.

use crate::{
	AuthorisationKey, BalanceOf, Config, ConsentKey, DeclarationOf, Deposit, DepositOf, EmergencyOf, Error,
	HoldReason, IndexEntryOf, IndexKeyOf, InterestSetOf, Pallet, PermissionOf, RecordOf,
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
	index::{EmergencyId, IndexEpoch, IndexKeyId, InterestDigest, Interests, Tag, Tags, WrappedIndexKey},
	record::{Location, RecordId, Scope},
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

	/// Deposit for an authorisation, with its entries in the lists of the hospital authorised and of the scope. Each wrapped
	/// index key adds [`Self::wrapped_key_deposit`].
	pub fn authorisation_deposit() -> BalanceOf<T> {
		let key = HospitalId::max_encoded_len().saturating_add(AuthorisationKey::max_encoded_len());
		Self::deposit_for(
			key.saturating_mul(3)
				.saturating_add(BlockNumberFor::<T>::max_encoded_len())
				.saturating_add(PermissionOf::<T>::max_encoded_len()),
		)
	}

	/// Deposit for a wrapped index key.
	pub fn wrapped_key_deposit() -> BalanceOf<T> {
		Self::deposit_for(
			HospitalId::max_encoded_len()
				.saturating_add(<(HospitalId, Scope, IndexEpoch)>::max_encoded_len())
				.saturating_add(WrappedIndexKey::max_encoded_len()),
		)
	}

	/// Deposit for an index key, with the hospital's own wrap.
	pub fn index_key_deposit() -> BalanceOf<T> {
		let key = Self::deposit_for(
			IndexKeyId::max_encoded_len().saturating_add(IndexKeyOf::<T>::max_encoded_len()),
		);
		key.saturating_add(Self::wrapped_key_deposit())
	}

	/// Deposit for so many tags of a record.
	pub fn tag_deposit(tags: usize) -> BalanceOf<T> {
		let fixed = RecordId::max_encoded_len()
			.saturating_add(IndexEntryOf::<T>::max_encoded_len().saturating_sub(Tags::max_encoded_len()));
		Self::deposit_for(fixed.saturating_add(Tag::max_encoded_len().saturating_mul(tags)))
	}

	/// Deposit for so many interests.
	pub fn interests_deposit(interests: usize) -> BalanceOf<T> {
		let fixed = T::AccountId::max_encoded_len().saturating_add(
			InterestSetOf::<T>::max_encoded_len().saturating_sub(Interests::max_encoded_len()),
		);
		Self::deposit_for(fixed.saturating_add(InterestDigest::max_encoded_len().saturating_mul(interests)))
	}

	/// Deposit for an emergency, with its entry in the list of its doctor.
	pub fn emergency_deposit() -> BalanceOf<T> {
		Self::deposit_for(
			EmergencyId::max_encoded_len()
				.saturating_mul(2)
				.saturating_add(EmergencyOf::<T>::max_encoded_len())
				.saturating_add(T::AccountId::max_encoded_len())
				.saturating_add(RecordId::max_encoded_len()),
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
