use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::trade::{OfferId, OrderId, SlotIndex};

fn clear_sale(order: OrderId) -> DispatchResult {
	TradeEscrow::clear_sale(RuntimeOrigin::signed(stranger()), order)
}

fn clear_slot(offer: OfferId, slot: SlotIndex) -> DispatchResult {
	TradeEscrow::clear_slot(RuntimeOrigin::signed(stranger()), offer, slot)
}

fn clear_offer(offer: OfferId) -> DispatchResult {
	TradeEscrow::clear_offer(RuntimeOrigin::signed(stranger()), offer)
}

#[test]
fn a_sale_that_was_never_locked_goes_after_its_deadline_with_its_deposit() {
	build_and_execute(|| {
		let sale = proposed();
		go_to(51);
		assert_noop!(clear_sale(sale.order()), Error::<Test>::NotClearable);
		go_to(52);
		assert_ok!(clear_sale(sale.order()));
		let order = sale.order();
		assert_eq!(last_event(), Some(Event::SaleCleared { order }));
		assert_eq!(Balances::free_balance(seller()), ENDOWMENT);
		assert_noop!(clear_sale(order), Error::<Test>::SaleNotFound);
	});
}

#[test]
fn a_locked_sale_stays_until_it_is_closed_and_can_be_rated_no_more() {
	build_and_execute(|| {
		let sale = locked();
		go_to(51 + GRACE);
		assert_noop!(clear_sale(sale.order()), Error::<Test>::NotClearable);
		assert_ok!(sale.reveal());
		go_to(51 + GRACE + RATING_PERIOD - 1);
		assert_noop!(clear_sale(sale.order()), Error::<Test>::NotClearable);
		go_to(51 + GRACE + RATING_PERIOD);
		assert_ok!(clear_sale(sale.order()));
		assert_eq!(Balances::free_balance(seller()), ENDOWMENT + SALE_PRICE);
	});
}

#[test]
fn a_sale_that_was_paid_early_stays_until_its_deadline() {
	build_and_execute(|| {
		let sale = locked();
		assert_ok!(sale.reveal());
		go_to(51);
		assert_noop!(clear_sale(sale.order()), Error::<Test>::NotClearable);
		go_to(52);
		assert_ok!(clear_sale(sale.order()));
	});
}

#[test]
fn slots_and_offer_go_once_nothing_needs_them() {
	build_and_execute(|| {
		let id = posted();
		let (paid, lapsed) = (claimed(0, id, &fresh(0)), claimed(1, id, &fresh(1)));
		assert_eq!(submit(fulfil(0, id, paid, &fresh(0))), Ok(Ok(())));
		assert_noop!(clear_slot(id, paid), Error::<Test>::OfferStillOpen);
		assert_noop!(clear_offer(id), Error::<Test>::OfferStillOpen);
		assert_ok!(TradeEscrow::close_offer(RuntimeOrigin::signed(buyer()), id));
		go_to(1 + CLOSE_NOTICE);
		assert_ok!(TradeEscrow::settle_offer(RuntimeOrigin::signed(buyer()), id));
		assert_noop!(clear_slot(id, paid), Error::<Test>::NotClearable);
		assert_noop!(clear_slot(id, lapsed), Error::<Test>::TradeNotClosed);
		assert_noop!(clear_slot(id, 2), Error::<Test>::SlotNotFound);
		assert_noop!(clear_offer(id), Error::<Test>::NotClearable);
		let lapses_at = 1 + LEAST_FULFILMENT + GRACE;
		go_to(lapses_at);
		assert_ok!(TradeEscrow::lapse_slot(
			RuntimeOrigin::signed(buyer()),
			id,
			lapsed
		));
		assert_ok!(clear_slot(id, paid));
		assert_eq!(Nullifiers::<Test>::iter().count(), 1);
		check();
		go_to(lapses_at + RATING_PERIOD);
		assert_ok!(clear_slot(id, lapsed));
		assert_eq!(
			last_event(),
			Some(Event::SlotCleared {
				offer: id,
				slot: lapsed
			})
		);
		assert_eq!(Nullifiers::<Test>::iter().count(), 0);
		assert_ok!(clear_offer(id));
		assert_eq!(last_event(), Some(Event::OfferCleared { offer: id }));
		assert_eq!(held(HoldReason::OfferDeposit, &buyer()), 0);
		assert_eq!(Terms::<Test>::iter().count(), 0);
		assert_noop!(clear_offer(id), Error::<Test>::OfferNotFound);
		assert_noop!(clear_slot(id, paid), Error::<Test>::OfferNotFound);
	});
}

#[test]
fn of_two_claims_of_a_patient_each_goes_by_itself() {
	for first in [0, 1] {
		build_and_execute(|| {
			let id = posted();
			let lapsed = claimed(0, id, &fresh(0));
			go_to(1 + LEAST_FULFILMENT + GRACE);
			assert_ok!(TradeEscrow::lapse_slot(
				RuntimeOrigin::signed(buyer()),
				id,
				lapsed
			));
			let paid = claimed(0, id, &fresh(1));
			assert_eq!(submit(fulfil(0, id, paid, &fresh(1))), Ok(Ok(())));
			assert_ok!(TradeEscrow::close_offer(RuntimeOrigin::signed(buyer()), id));
			go_to(System::block_number() + RATING_PERIOD + CLOSE_NOTICE);
			assert_ok!(TradeEscrow::settle_offer(RuntimeOrigin::signed(buyer()), id));
			assert_ok!(clear_slot(id, first));
			check();
			assert_ok!(clear_slot(id, 1 - first));
			assert_eq!(Nullifiers::<Test>::iter().count(), 0);
		});
	}
}

#[test]
fn money_adds_up_to_the_unit() {
	build_and_execute(|| {
		let id = posted();
		let (claim_fee, fulfil_fee) = {
			let offer = Offers::<Test>::get(id).unwrap();
			(offer.claim_fee, offer.fulfil_fee)
		};
		for n in 0..3 {
			go_to(1 + n as u32);
			let slot = claimed(n, id, &fresh(n as u8));
			assert_eq!(submit(fulfil(n, id, slot, &fresh(n as u8))), Ok(Ok(())));
		}
		assert_ok!(TradeEscrow::settle_offer(RuntimeOrigin::signed(stranger()), id));
		go_to(1 + 3 + RATING_PERIOD);
		for slot in 0..3 {
			assert_ok!(clear_slot(id, slot));
		}
		assert_ok!(clear_offer(id));
		assert_eq!(Balances::free_balance(buyer()), ENDOWMENT - 3 * PRICE);
		for n in 0..3 {
			assert_eq!(Balances::free_balance(fresh(n)), PRICE - claim_fee - fulfil_fee);
		}
		assert_eq!(
			Balances::free_balance(author()),
			ENDOWMENT + 3 * (claim_fee + fulfil_fee)
		);
	});
}

#[test]
fn a_deposit_that_went_missing_does_not_stand_in_the_way() {
	use frame_support::traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	};
	build_and_execute(|| {
		let sale = proposed();
		let taken = Balances::transfer_on_hold(
			&HoldReason::SaleDeposit.into(),
			&seller(),
			&stranger(),
			TradeEscrow::sale_deposit(),
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		);
		assert_ok!(taken);
		go_to(52);
		assert_ok!(clear_sale(sale.order()));
	});
}
