use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	trade::{OfferId, OfferState},
	AccountId,
};

fn close_as(who: AccountId, offer: OfferId) -> DispatchResult {
	TradeEscrow::close_offer(RuntimeOrigin::signed(who), offer)
}

fn settle(offer: OfferId) -> DispatchResult {
	TradeEscrow::settle_offer(RuntimeOrigin::signed(stranger()), offer)
}

fn state(offer: OfferId) -> OfferState {
	TradeEscrow::api_offer(offer).unwrap().state
}

#[test]
fn no_claim_is_taken_once_notice_is_given_and_the_money_waits() {
	build_and_execute(|| {
		let id = posted();
		let late = claim(patient(0), id, &fresh(0));
		assert_eq!(state(id), OfferState::Open);
		assert_ok!(close_as(buyer(), id));
		let until = 1 + CLOSE_NOTICE;
		assert_eq!(last_event(), Some(Event::OfferClosing { offer: id, until }));
		assert_eq!(state(id), OfferState::Closing);
		assert_eq!(submit(late), refused(Error::OfferClosing));
		go_to(until - 1);
		assert_noop!(settle(id), Error::<Test>::OfferStillOpen);
		go_to(until);
		assert_ok!(settle(id));
		let offer = Offers::<Test>::get(id).unwrap();
		let returned = 3 * PRICE + 6 * offer.claim_fee;
		assert_eq!(last_event(), Some(Event::OfferClosed { offer: id, returned }));
		assert_eq!(held(HoldReason::OfferEscrow, &buyer()), 0);
		assert_eq!(state(id), OfferState::Closed);
		assert_eq!(
			submit(claim(patient(0), id, &fresh(0))),
			refused(Error::OfferClosed)
		);
	});
}

#[test]
fn the_buyer_alone_gives_notice_and_once() {
	build_and_execute(|| {
		let id = posted();
		for who in [rival(), stranger(), author()] {
			assert_noop!(close_as(who, id), Error::<Test>::NotBuyer);
		}
		assert_noop!(close_as(buyer(), id + 1), Error::<Test>::OfferNotFound);
		assert_ok!(close_as(buyer(), id));
		assert_noop!(close_as(buyer(), id), Error::<Test>::OfferClosing);
		go_to(1 + CLOSE_NOTICE);
		assert_ok!(settle(id));
		assert_noop!(close_as(buyer(), id), Error::<Test>::OfferClosed);
		assert_noop!(settle(id), Error::<Test>::OfferClosed);
	});
}

#[test]
fn an_offer_that_is_over_needs_no_notice() {
	build_and_execute(|| {
		let id = posted();
		go_to(201);
		assert_noop!(settle(id), Error::<Test>::OfferStillOpen);
		go_to(202);
		assert_eq!(state(id), OfferState::Expired);
		assert_ok!(settle(id));
		assert_noop!(settle(id + 1), Error::<Test>::OfferNotFound);
	});
}

#[test]
fn an_offer_whose_values_are_all_paid_is_settled_at_once() {
	build_and_execute(|| {
		let id = post(&buyer(), request(&buyer(), 1));
		let slot = claimed(0, id, &fresh(0));
		assert_eq!(state(id), OfferState::Full);
		assert_noop!(settle(id), Error::<Test>::OfferStillOpen);
		assert_eq!(submit(fulfil(0, id, slot, &fresh(0))), Ok(Ok(())));
		assert_ok!(settle(id));
		let offer = Offers::<Test>::get(id).unwrap();
		assert_eq!(Balances::free_balance(buyer()), ENDOWMENT - offer.deposit - PRICE);
	});
}

#[test]
fn an_offer_without_claims_left_is_settled_at_once() {
	build_and_execute(|| {
		let id = post(&buyer(), request(&buyer(), 1));
		for n in 0..2 {
			let slot = claimed(n, id, &fresh(n as u8));
			assert_noop!(settle(id), Error::<Test>::OfferStillOpen);
			go_to(System::block_number() + LEAST_FULFILMENT + GRACE);
			assert_ok!(TradeEscrow::lapse_slot(
				RuntimeOrigin::signed(stranger()),
				id,
				slot
			));
		}
		assert_eq!(state(id), OfferState::Full);
		assert_ok!(settle(id));
		let offer = Offers::<Test>::get(id).unwrap();
		assert_eq!(
			Balances::free_balance(buyer()),
			ENDOWMENT - offer.deposit - 2 * offer.claim_fee
		);
	});
}
