//! Money: held, paid, returned. What is on hold is what the entries say, to the unit.

use crate::{BalanceOf, ClaimsMade, Config, Error, HoldReason, OfferOf, OfferTerms, Pallet, SaleOf, SlotOf};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{
		fungible::{BalancedHold, Inspect, InspectHold, MutateHold},
		tokens::{DepositConsequence, Fortitude, Precision, Preservation, Provenance, Restriction},
		Get, OnUnbalanced,
	},
};
use salus_primitives::trade::{OfferId, OrderId, SlotIndex};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, UniqueSaturatedInto, Zero},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Deposit for a sale.
	pub fn sale_deposit() -> BalanceOf<T> {
		Self::deposit_for(OrderId::max_encoded_len().saturating_add(SaleOf::<T>::max_encoded_len()))
	}

	/// Deposit for an offer whose terms take `terms` bytes, with all slots that its claims may fill.
	pub fn offer_deposit(terms: usize, max_claims: u32) -> BalanceOf<T> {
		let offer = OfferId::max_encoded_len()
			.saturating_mul(2)
			.saturating_add(OfferOf::<T>::max_encoded_len())
			.saturating_add(terms.min(OfferTerms::max_encoded_len()));
		// The slot, and its nullifier.
		let slot = OfferId::max_encoded_len()
			.saturating_mul(2)
			.saturating_add(SlotIndex::max_encoded_len())
			.saturating_add(SlotOf::<T>::max_encoded_len())
			.saturating_add(ClaimsMade::max_encoded_len())
			.saturating_add(48);
		let slots: BalanceOf<T> = max_claims.unique_saturated_into();
		Self::deposit_for(offer).saturating_add(Self::deposit_for(slot).saturating_mul(slots))
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

	/// Releases `amount` to its owner. It never fails: what is missing on hold was taken by whoever may take holds, and
	/// must not keep the rest from its owner.
	pub(crate) fn release(reason: HoldReason, owner: &T::AccountId, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let released = T::Currency::release(&reason.into(), owner, amount, Precision::BestEffort);
		if released != Ok(amount) {
			log::error!(target: "runtime::trade-escrow", "a hold of {reason:?} was short: {released:?}");
		}
	}

	/// Moves the price of a sale from the buyer into escrow, which is a hold in the seller's account: a payment is then a
	/// release.
	pub(crate) fn escrow_sale(
		buyer: &T::AccountId,
		seller: &T::AccountId,
		price: BalanceOf<T>,
	) -> DispatchResult {
		ensure!(
			price <= T::Currency::reducible_balance(buyer, Preservation::Preserve, Fortitude::Polite),
			Error::<T>::PriceUnaffordable
		);
		T::Currency::transfer_and_hold(
			&HoldReason::SaleEscrow.into(),
			buyer,
			seller,
			price,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)
		.map(drop)
	}

	/// Pays the price in escrow to the seller.
	pub(crate) fn pay_sale(seller: &T::AccountId, price: BalanceOf<T>) -> DispatchResult {
		T::Currency::release(&HoldReason::SaleEscrow.into(), seller, price, Precision::Exact).map(drop)
	}

	/// Moves money on hold to the free balance of another, or of its owner.
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

	/// Moves `amount` on hold to another, as much as there is. It never fails: what is missing must not keep the trade from
	/// its end.
	pub(crate) fn forfeit(reason: HoldReason, from: &T::AccountId, to: &T::AccountId, amount: BalanceOf<T>) {
		if amount.is_zero() {
			return;
		}
		let moved = T::Currency::transfer_on_hold(
			&reason.into(),
			from,
			to,
			amount,
			Precision::BestEffort,
			Restriction::Free,
			Fortitude::Force,
		);
		if moved != Ok(amount) {
			log::error!(target: "runtime::trade-escrow", "a hold of {reason:?} was short: {moved:?}");
		}
	}

	/// Whether an account can be paid `amount`, whether it exists or not.
	pub(crate) fn can_receive(who: &T::AccountId, amount: BalanceOf<T>) -> bool {
		T::Currency::can_deposit(who, amount, Provenance::Extant) == DepositConsequence::Success
	}

	/// Pays the fee of a transaction that nobody signed out of an offer's escrow.
	pub(crate) fn charge(buyer: &T::AccountId, fee: BalanceOf<T>) -> DispatchResult {
		if fee.is_zero() {
			return Ok(());
		}
		let (credit, missing) = T::Currency::slash(&HoldReason::OfferEscrow.into(), buyer, fee);
		ensure!(
			missing.is_zero(),
			DispatchError::Token(sp_runtime::TokenError::FundsUnavailable)
		);
		T::FeeDestination::on_unbalanced(credit);
		Ok(())
	}
}
