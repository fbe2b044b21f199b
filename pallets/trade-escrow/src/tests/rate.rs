use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	trade::{OrderId, Ratings, Side, TradeId},
	AccountId,
};

fn rate(who: AccountId, trade: TradeId, stars: u8) -> DispatchResult {
	TradeEscrow::rate(RuntimeOrigin::signed(who), trade, stars)
}

fn paid_sale() -> TradeId {
	let sale = locked();
	assert_ok!(sale.reveal());
	TradeId::Sale(sale.order())
}

fn paid_slot() -> TradeId {
	let offer = posted();
	let slot = claimed(0, offer, &fresh(0));
	assert_eq!(submit(fulfil(0, offer, slot, &fresh(0))), Ok(Ok(())));
	TradeId::Slot { offer, slot }
}

fn ratings(trade: TradeId) -> Ratings {
	match TradeEscrow::api_trade(trade).unwrap() {
		salus_primitives::trade::TradeInfo::Sale(sale) => sale.ratings,
		salus_primitives::trade::TradeInfo::Slot(slot) => slot.ratings,
	}
}

#[test]
fn each_side_rates_a_closed_trade_once() {
	build_and_execute(|| {
		for (trade, seller) in [(paid_sale(), seller()), (paid_slot(), fresh(0))] {
			assert_ok!(rate(buyer(), trade, 5));
			let (by, stars) = (Side::Buyer, 5);
			assert_eq!(last_event(), Some(Event::Rated { trade, by, stars }));
			assert_noop!(rate(buyer(), trade, 4), Error::<Test>::AlreadyRated);
			assert_ok!(rate(seller, trade, 1));
			let both = Ratings {
				by_buyer: Some(5),
				by_seller: Some(1),
			};
			assert_eq!(ratings(trade), both);
		}
	});
}

#[test]
fn a_refunded_trade_may_be_rated() {
	build_and_execute(|| {
		let sale = locked();
		go_to(51 + GRACE);
		assert_ok!(TradeEscrow::refund(RuntimeOrigin::signed(buyer()), sale.order()));
		assert_ok!(rate(buyer(), TradeId::Sale(sale.order()), 1));
	});
}

#[test]
fn an_open_trade_is_not_rated() {
	build_and_execute(|| {
		let sale = locked();
		let offer = posted();
		let slot = claimed(0, offer, &fresh(0));
		for trade in [TradeId::Sale(sale.order()), TradeId::Slot { offer, slot }] {
			assert_noop!(rate(buyer(), trade, 3), Error::<Test>::TradeNotClosed);
		}
	});
}

#[test]
fn nobody_rates_the_trade_of_others_or_one_that_is_not_there() {
	build_and_execute(|| {
		for trade in [paid_sale(), paid_slot()] {
			for who in [rival(), stranger(), other_seller()] {
				assert_noop!(rate(who, trade, 3), Error::<Test>::NotParty);
			}
		}
		let slot = |offer, slot| TradeId::Slot { offer, slot };
		assert_noop!(
			rate(buyer(), TradeId::Sale(OrderId::zero()), 3),
			Error::<Test>::SaleNotFound
		);
		assert_noop!(rate(buyer(), slot(0, 9), 3), Error::<Test>::SlotNotFound);
		assert_noop!(rate(buyer(), slot(9, 0), 3), Error::<Test>::OfferNotFound);
	});
}

#[test]
fn a_rating_is_one_to_five_and_in_time() {
	build_and_execute(|| {
		let trade = paid_sale();
		for stars in [0, 6, u8::MAX] {
			assert_noop!(rate(buyer(), trade, stars), Error::<Test>::InvalidRating);
		}
		go_to(RATING_PERIOD);
		assert_ok!(rate(buyer(), trade, 3));
		go_to(1 + RATING_PERIOD);
		assert_noop!(rate(seller(), trade, 3), Error::<Test>::RatingOver);
	});
}
