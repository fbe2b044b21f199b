//! What holds between blocks. The numbers are those of the README.

use crate::{
	BalanceOf, ClaimsMade, Config, HoldReason, NextOffer, Nullifiers, OfferPhase, Offers, Pallet, SaleState,
	Sales, SlotState, Slots, Terms, CLAIMS_OF_A_PATIENT,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use salus_crypto::sale;
use salus_primitives::trade::{OfferId, Ratings};
use sp_runtime::{
	traits::{Saturating, Zero},
	TryRuntimeError,
};

/// The invariant that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
	OrderForged,
	SaleMalformed,
	KeyWrong,
	OfferIncomplete,
	OfferUnnumbered,
	OfferMiscounted,
	ClosedOfferHolds,
	FeesShort,
	SlotMalformed,
	NullifierMiscounted,
	RatingMalformed,
	HoldsUnbalanced,
}

impl Broken {
	/// The invariant's number and what is wrong.
	pub(crate) fn message(self) -> &'static str {
		match self {
			Self::OrderForged => "trade-escrow 1: a sale is not the one of its order",
			Self::SaleMalformed => "trade-escrow 2: a sale's points, price or blocks are not acceptable",
			Self::KeyWrong => "trade-escrow 3: a sale was paid for a scalar that is not the one of Q'",
			Self::OfferIncomplete => "trade-escrow 4: an offer has no terms, or terms or a slot no offer",
			Self::OfferUnnumbered => "trade-escrow 5: the number of an offer is yet to be given",
			Self::OfferMiscounted => "trade-escrow 6: an offer's counts differ from its slots",
			Self::ClosedOfferHolds => {
				"trade-escrow 7: a closed offer keeps money for slots that nobody claims"
			}
			Self::FeesShort => "trade-escrow 8: an offer cannot pay the fees of the claims it may take",
			Self::SlotMalformed => "trade-escrow 9: a slot's blocks, fee or bond are not acceptable",
			Self::NullifierMiscounted => {
				"trade-escrow 10: what is noted of a nullifier differs from its slots"
			}
			Self::RatingMalformed => "trade-escrow 11: a rating is not 1 to 5, or of an open trade",
			Self::HoldsUnbalanced => "trade-escrow 12: what is on hold differs from what the entries say",
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
		Self::check_sales()?;
		Self::check_offers()?;
		Self::check_slots()?;
		Self::check_nullifiers()?;
		Self::check_ratings()?;
		Self::check_holds()
	}

	fn check_sales() -> Result<(), Broken> {
		for (order, stored) in Sales::<T>::iter() {
			let proposal = &stored.proposal;
			ensure!(
				Self::order_id(&stored.seller, &stored.trade_key, proposal) == order,
				Broken::OrderForged
			);
			let since = match stored.state {
				SaleState::Proposed => stored.proposed_at,
				SaleState::Locked { at } | SaleState::Paid { at, .. } | SaleState::Refunded { at } => at,
			};
			ensure!(
				sale::check_point(&proposal.q_prime).is_ok()
					&& sale::check_point(&proposal.r).is_ok()
					&& stored.seller != proposal.buyer
					&& stored.proposed_at <= since
					&& since <= Self::now(),
				Broken::SaleMalformed
			);
			if let SaleState::Refunded { at } = stored.state {
				ensure!(at >= Self::refundable_from(&stored), Broken::SaleMalformed);
			}
			if let SaleState::Paid { key, .. } = stored.state {
				ensure!(sale::opens(&key, &proposal.q_prime), Broken::KeyWrong);
			}
		}
		Ok(())
	}

	fn check_offers() -> Result<(), Broken> {
		for id in Terms::<T>::iter_keys() {
			ensure!(Offers::<T>::contains_key(id), Broken::OfferIncomplete);
		}
		for (id, offer) in Offers::<T>::iter() {
			ensure!(Terms::<T>::contains_key(id), Broken::OfferIncomplete);
			ensure!(id < NextOffer::<T>::get(), Broken::OfferUnnumbered);
			let (mut stored, mut claimed, mut paid) = (0u32, 0u32, 0u32);
			for (index, slot) in Slots::<T>::iter_prefix(id) {
				ensure!(index < offer.claims, Broken::OfferMiscounted);
				stored = stored.saturating_add(1);
				match slot.state {
					SlotState::Claimed => claimed = claimed.saturating_add(1),
					SlotState::Paid { .. } => paid = paid.saturating_add(1),
					SlotState::Lapsed { .. } => {}
				}
			}
			let max_claims = Self::max_claims(offer.number);
			let in_use = offer
				.free
				.saturating_add(offer.claimed)
				.saturating_add(offer.paid);
			ensure!(
				stored == offer.stored && claimed == offer.claimed && paid <= offer.paid,
				Broken::OfferMiscounted
			);
			ensure!(
				offer.claims <= max_claims && offer.stored <= offer.claims && in_use <= offer.number,
				Broken::OfferMiscounted
			);
			if offer.phase == OfferPhase::Closed {
				ensure!(offer.free == 0 && offer.fees.is_zero(), Broken::ClosedOfferHolds);
			} else {
				ensure!(
					stored == offer.claims && paid == offer.paid && in_use == offer.number,
					Broken::OfferMiscounted
				);
				let to_come = max_claims.saturating_sub(offer.claims);
				ensure!(
					offer.fees >= offer.claim_fee.saturating_mul(to_come.into()),
					Broken::FeesShort
				);
			}
		}
		Ok(())
	}

	fn check_slots() -> Result<(), Broken> {
		for (id, _, slot) in Slots::<T>::iter() {
			let offer = Offers::<T>::get(id).ok_or(Broken::OfferIncomplete)?;
			let bond_fits = match (&slot.bond, slot.state) {
				(Some(bond), SlotState::Claimed) => bond.amount == offer.bond && !offer.bond.is_zero(),
				(None, SlotState::Claimed) => offer.bond.is_zero(),
				(bond, _) => bond.is_none(),
			};
			let since = slot.state.closed_at().unwrap_or(slot.claimed_at);
			ensure!(
				bond_fits
					&& slot.advanced == offer.claim_fee
					&& slot.fulfil_by == slot.claimed_at.saturating_add(offer.fulfil_blocks)
					&& slot.claimed_at <= since
					&& since <= Self::now(),
				Broken::SlotMalformed
			);
			if let SlotState::Lapsed { at } = slot.state {
				ensure!(at >= Self::lapses_from(&slot), Broken::SlotMalformed);
			}
		}
		Ok(())
	}

	fn check_nullifiers() -> Result<(), Broken> {
		let mut expected = BTreeMap::<(OfferId, [u8; 48]), ClaimsMade>::new();
		for (id, _, slot) in Slots::<T>::iter() {
			let made = expected.entry((id, slot.nullifier)).or_default();
			let stands = !matches!(slot.state, SlotState::Lapsed { .. });
			ensure!(!(made.standing && stands), Broken::NullifierMiscounted);
			made.count = made.count.saturating_add(1);
			made.standing = made.standing || stands;
		}
		let stored: BTreeMap<_, _> = Nullifiers::<T>::iter()
			.map(|(id, nullifier, made)| ((id, nullifier), made))
			.collect();
		ensure!(
			stored == expected && stored.values().all(|made| made.count <= CLAIMS_OF_A_PATIENT),
			Broken::NullifierMiscounted
		);
		Ok(())
	}

	fn check_ratings() -> Result<(), Broken> {
		let is_well_formed = |ratings: &Ratings, closed: bool| {
			[ratings.by_buyer, ratings.by_seller]
				.into_iter()
				.flatten()
				.all(|stars| closed && (1..=5).contains(&stars))
		};
		let sales = Sales::<T>::iter_values()
			.all(|sale| is_well_formed(&sale.ratings, sale.state.closed_at().is_some()));
		let slots = Slots::<T>::iter_values()
			.all(|slot| is_well_formed(&slot.ratings, slot.state.closed_at().is_some()));
		ensure!(sales && slots, Broken::RatingMalformed);
		Ok(())
	}

	/// For each owner and reason, what is on hold.
	fn check_holds() -> Result<(), Broken> {
		let (mut deposits, mut escrows) = (Ledger::<T>::new(), Ledger::<T>::new());
		for sale in Sales::<T>::iter_values() {
			let price = match sale.state {
				SaleState::Locked { .. } => sale.proposal.price,
				_ => Zero::zero(),
			};
			owe::<T>(&mut deposits, sale.seller.clone(), sale.deposit);
			owe::<T>(&mut escrows, sale.seller, price);
		}
		Self::check_reason(HoldReason::SaleDeposit, &deposits)?;
		Self::check_reason(HoldReason::SaleEscrow, &escrows)?;
		let (mut deposits, mut escrows, mut bonds) =
			(Ledger::<T>::new(), Ledger::<T>::new(), Ledger::<T>::new());
		for (id, offer) in Offers::<T>::iter() {
			let mut escrow = Self::unclaimed(&offer).saturating_add(offer.fees);
			for (_, slot) in Slots::<T>::iter_prefix(id) {
				match slot.state {
					// Of the price, what the offer advanced is paid already, out of its fees: it returns there.
					SlotState::Claimed => escrow = escrow.saturating_add(offer.price),
					SlotState::Paid { .. } | SlotState::Lapsed { .. } => {}
				}
				if let Some(bond) = slot.bond {
					owe::<T>(&mut bonds, bond.owner, bond.amount);
				}
			}
			owe::<T>(&mut deposits, offer.buyer.clone(), offer.deposit);
			owe::<T>(&mut escrows, offer.buyer, escrow);
		}
		Self::check_reason(HoldReason::OfferDeposit, &deposits)?;
		Self::check_reason(HoldReason::OfferEscrow, &escrows)?;
		Self::check_reason(HoldReason::ClaimBond, &bonds)
	}

	fn check_reason(reason: HoldReason, ledger: &Ledger<T>) -> Result<(), Broken> {
		for (owner, sum) in ledger {
			ensure!(
				T::Currency::balance_on_hold(&reason.into(), owner) == *sum,
				Broken::HoldsUnbalanced
			);
		}
		Ok(())
	}
}

type Ledger<T> = BTreeMap<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

fn owe<T: Config>(ledger: &mut Ledger<T>, owner: T::AccountId, amount: BalanceOf<T>) {
	let sum = ledger.entry(owner).or_default();
	*sum = sum.saturating_add(amount);
}
