use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::trade::{OfferId, SlotIndex};

fn lapse(offer: OfferId, slot: SlotIndex) -> DispatchResult {
	TradeEscrow::lapse_slot(RuntimeOrigin::signed(stranger()), offer, slot)
}

#[test]
fn a_claim_that_was_not_fulfilled_makes_room_for_another() {
	build_and_execute(|| {
		let id = post(&buyer(), request(&buyer(), 1));
		let slot = claimed(0, id, &fresh(0));
		for block in [1, 1 + LEAST_FULFILMENT, LEAST_FULFILMENT + GRACE] {
			go_to(block);
			assert_noop!(lapse(id, slot), Error::<Test>::LapseNotOpen);
		}
		go_to(1 + LEAST_FULFILMENT + GRACE);
		assert_ok!(lapse(id, slot));
		assert_eq!(last_event(), Some(Event::SlotLapsed { offer: id, slot }));
		let offer = Offers::<Test>::get(id).unwrap();
		assert_eq!((offer.free, offer.claimed, offer.paid), (1, 0, 0));
		assert_eq!(offer.fees, offer.claim_fee);
		assert_eq!(claimed(1, id, &fresh(1)), 1);
		assert_eq!(submit(fulfil(1, id, 1, &fresh(1))), Ok(Ok(())));
	});
}

#[test]
fn its_price_returns_to_the_buyer_if_the_offer_is_closed() {
	build_and_execute(|| {
		let id = posted();
		let slot = claimed(0, id, &fresh(0));
		assert_ok!(TradeEscrow::close_offer(RuntimeOrigin::signed(buyer()), id));
		go_to(1 + CLOSE_NOTICE);
		assert_ok!(TradeEscrow::settle_offer(RuntimeOrigin::signed(stranger()), id));
		assert_eq!(held(HoldReason::OfferEscrow, &buyer()), PRICE);
		go_to(1 + LEAST_FULFILMENT + GRACE);
		assert_ok!(lapse(id, slot));
		assert_eq!(held(HoldReason::OfferEscrow, &buyer()), 0);
		let offer = Offers::<Test>::get(id).unwrap();
		assert_eq!(
			Balances::free_balance(buyer()),
			ENDOWMENT - offer.deposit - offer.claim_fee
		);
	});
}

#[test]
fn what_is_paid_or_lapsed_or_not_there_does_not_lapse() {
	build_and_execute(|| {
		let id = posted();
		let (paid, lapsed) = (claimed(0, id, &fresh(0)), claimed(1, id, &fresh(1)));
		assert_eq!(submit(fulfil(0, id, paid, &fresh(0))), Ok(Ok(())));
		go_to(1 + LEAST_FULFILMENT + GRACE);
		assert_noop!(lapse(id, paid), Error::<Test>::TradeClosed);
		assert_ok!(lapse(id, lapsed));
		assert_noop!(lapse(id, lapsed), Error::<Test>::TradeClosed);
		assert_noop!(lapse(id, 2), Error::<Test>::SlotNotFound);
		assert_noop!(lapse(id + 1, 0), Error::<Test>::OfferNotFound);
	});
}
