//! Claimed slots: fulfilled and paid, or lapsed; then cleared.

use crate::{
	BalanceOf, Config, Error, Event, FulfilmentBytes, HoldReason, Nullifiers, OfferOf, OfferPhase, Offers,
	Pallet, SlotOf, SlotState, Slots,
};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_crypto::{
	credential::StoredG1,
	offer::{verify_fulfilment, FulfilContext, Fulfilment},
};
use salus_primitives::trade::{OfferId, SlotIndex};
use sp_runtime::{traits::Saturating, DispatchResult};

/// A slot that can be paid for, and what is paid.
pub(crate) struct Payment<T: Config> {
	offer: OfferOf<T>,
	slot: SlotOf<T>,
	amount: BalanceOf<T>,
}

impl<T: Config> Pallet<T> {
	/// Everything about a fulfilment but its proof.
	pub(crate) fn payable(id: OfferId, index: SlotIndex) -> Result<Payment<T>, Error<T>> {
		let offer = Offers::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		let slot = Self::claimed_slot(id, index)?;
		let amount = offer.price.saturating_sub(Self::slot_fee(&offer, &slot));
		ensure!(
			Self::can_receive(&slot.payee, amount),
			Error::<T>::PayeeCannotReceive
		);
		Ok(Payment { offer, slot, amount })
	}

	/// The proof of a fulfilment.
	pub(crate) fn check_fulfilment(
		id: OfferId,
		index: SlotIndex,
		payment: &Payment<T>,
		fulfilment: &FulfilmentBytes,
	) -> Result<(), Error<T>> {
		let context = FulfilContext {
			genesis: Self::genesis().0,
			offer: id,
			slot: index.into(),
			payee: payment.slot.payee.clone().into(),
		};
		verify_fulfilment::<T::Suite>(
			&context,
			&StoredG1(payment.offer.key_point),
			&StoredG1(payment.slot.commitment),
			&read::<T>(fulfilment)?,
		)
		.map_err(|_| Error::<T>::InvalidFulfilment)
	}

	/// What the proof authorised in this very transaction.
	pub(crate) fn do_fulfil_slot(
		id: OfferId,
		index: SlotIndex,
		fulfilment: &FulfilmentBytes,
	) -> DispatchResult {
		let Payment {
			mut offer,
			mut slot,
			amount,
		} = Self::payable(id, index)?;
		let Fulfilment { e1, e2, .. } = read::<T>(fulfilment)?;
		let fee = Self::slot_fee(&offer, &slot);
		Self::pay_from_hold(HoldReason::OfferEscrow, &offer.buyer, &slot.payee, amount)?;
		Self::charge(&offer.buyer, offer.fulfil_fee)?;
		// The price pays the fee of the claim, which the offer had advanced.
		match offer.phase {
			OfferPhase::Open | OfferPhase::Closing { .. } => {
				offer.fees = offer.fees.saturating_add(slot.advanced)
			}
			OfferPhase::Closed => Self::release(HoldReason::OfferEscrow, &offer.buyer, slot.advanced),
		}
		if let Some(bond) = slot.bond.take() {
			Self::release(HoldReason::ClaimBond, &bond.owner, bond.amount);
		}
		offer.claimed = offer.claimed.saturating_sub(1);
		offer.paid = offer.paid.saturating_add(1);
		slot.state = SlotState::Paid {
			at: Self::now(),
			e1,
			e2,
		};
		let payee = slot.payee.clone();
		Offers::<T>::insert(id, offer);
		Slots::<T>::insert(id, index, slot);
		Self::deposit_event(Event::SlotFulfilled {
			offer: id,
			slot: index,
			payee,
			paid: amount,
			fee,
		});
		Ok(())
	}

	pub(crate) fn do_lapse_slot(id: OfferId, index: SlotIndex) -> DispatchResult {
		let mut offer = Offers::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		let mut slot = Self::claimed_slot(id, index)?;
		let now = Self::now();
		ensure!(now >= Self::lapses_from(&slot), Error::<T>::LapseNotOpen);
		if let Some(bond) = slot.bond.take() {
			Self::forfeit(HoldReason::ClaimBond, &bond.owner, &offer.buyer, bond.amount);
		}
		match offer.phase {
			OfferPhase::Open | OfferPhase::Closing { .. } => offer.free = offer.free.saturating_add(1),
			OfferPhase::Closed => Self::release(HoldReason::OfferEscrow, &offer.buyer, offer.price),
		}
		offer.claimed = offer.claimed.saturating_sub(1);
		slot.state = SlotState::Lapsed { at: now };
		Nullifiers::<T>::mutate(id, slot.nullifier, |made| made.standing = false);
		Offers::<T>::insert(id, offer);
		Slots::<T>::insert(id, index, slot);
		Self::deposit_event(Event::SlotLapsed {
			offer: id,
			slot: index,
		});
		Ok(())
	}

	pub(crate) fn do_clear_slot(id: OfferId, index: SlotIndex) -> DispatchResult {
		let mut offer = Offers::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		let slot = Slots::<T>::get(id, index).ok_or(Error::<T>::SlotNotFound)?;
		// As long as the offer takes claims, it must know who claimed.
		ensure!(offer.phase == OfferPhase::Closed, Error::<T>::OfferStillOpen);
		let closed_at = slot.state.closed_at().ok_or(Error::<T>::TradeNotClosed)?;
		ensure!(Self::is_rating_over(closed_at), Error::<T>::NotClearable);
		Slots::<T>::remove(id, index);
		// Claims are over, so it no longer matters whether another of this patient stands.
		Nullifiers::<T>::mutate_exists(id, slot.nullifier, |stored| {
			if let Some(made) = stored {
				made.count = made.count.saturating_sub(1);
				made.standing = made.standing && matches!(slot.state, SlotState::Lapsed { .. });
			}
			*stored = stored.filter(|made| made.count > 0);
		});
		offer.stored = offer.stored.saturating_sub(1);
		Offers::<T>::insert(id, offer);
		Self::deposit_event(Event::SlotCleared {
			offer: id,
			slot: index,
		});
		Ok(())
	}

	/// What of the price of a slot goes for transactions.
	pub(crate) fn slot_fee(offer: &OfferOf<T>, slot: &SlotOf<T>) -> BalanceOf<T> {
		offer.fulfil_fee.saturating_add(slot.advanced)
	}

	/// First block at which a claimed slot may lapse.
	pub(crate) fn lapses_from(slot: &SlotOf<T>) -> BlockNumberFor<T> {
		slot.fulfil_by.saturating_add(T::Grace::get())
	}

	fn claimed_slot(id: OfferId, index: SlotIndex) -> Result<SlotOf<T>, Error<T>> {
		let slot = Slots::<T>::get(id, index).ok_or(Error::<T>::SlotNotFound)?;
		ensure!(slot.state == SlotState::Claimed, Error::<T>::TradeClosed);
		Ok(slot)
	}
}

fn read<T: Config>(bytes: &FulfilmentBytes) -> Result<Fulfilment, Error<T>> {
	Fulfilment::from_bytes(bytes).map_err(|_| Error::<T>::InvalidFulfilment)
}
