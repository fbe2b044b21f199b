use super::world::*;
use crate::{mock::*, Call, Error, Event, HoldReason, SaleState, Sales};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use salus_primitives::trade::OrderId;

fn refund_as(who: salus_primitives::AccountId, order: OrderId) -> frame_support::dispatch::DispatchResult {
	TradeEscrow::refund(RuntimeOrigin::signed(who), order)
}

#[test]
fn anyone_gives_the_price_back_to_the_buyer_after_deadline_and_grace() {
	build_and_execute(|| {
		let sale = locked();
		let order = sale.order();
		for block in [1, 51, 52, 50 + GRACE] {
			go_to(block);
			assert_noop!(refund_as(buyer(), order), Error::<Test>::RefundNotOpen);
		}
		go_to(51 + GRACE);
		assert_ok!(refund_as(stranger(), order));
		assert_eq!(Balances::free_balance(buyer()), ENDOWMENT);
		assert_eq!(held(HoldReason::SaleEscrow, &seller()), 0);
		assert_eq!(last_event(), Some(Event::SaleRefunded { order }));
		let state = Sales::<Test>::get(order).unwrap().state;
		assert_eq!(state, SaleState::Refunded { at: 51 + GRACE });
	});
}

#[test]
fn a_price_goes_back_once() {
	build_and_execute(|| {
		let sale = locked();
		go_to(51 + GRACE);
		assert_ok!(refund_as(buyer(), sale.order()));
		assert_noop!(refund_as(buyer(), sale.order()), Error::<Test>::TradeClosed);
	});
}

#[test]
fn what_was_not_locked_or_was_paid_is_not_refunded() {
	build_and_execute(|| {
		let sale = proposed();
		go_to(51 + GRACE);
		assert_noop!(refund_as(buyer(), sale.order()), Error::<Test>::NotLocked);
		assert_noop!(refund_as(buyer(), OrderId::zero()), Error::<Test>::SaleNotFound);
	});
	build_and_execute(|| {
		let sale = locked();
		assert_ok!(sale.reveal());
		go_to(51 + GRACE);
		assert_noop!(refund_as(buyer(), sale.order()), Error::<Test>::TradeClosed);
	});
}

#[test]
fn it_is_free_exactly_if_it_will_succeed() {
	build_and_execute(|| {
		let sale = locked();
		let call = Call::<Test>::refund { order: sale.order() };
		let signed = RuntimeOrigin::signed;
		assert!(!call.is_feeless(&signed(buyer())));
		go_to(51 + GRACE);
		assert!(call.is_feeless(&signed(buyer())));
		assert!(call.is_feeless(&signed(stranger())));
		assert!(!call.is_feeless(&RuntimeOrigin::none()));
		assert_ok!(refund_as(buyer(), sale.order()));
		assert!(!call.is_feeless(&signed(buyer())));
	});
}

#[test]
fn a_buyer_whose_account_is_gone_is_refunded_all_the_same() {
	build_and_execute(|| {
		let sale = locked();
		let rest = Balances::free_balance(buyer());
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(buyer()),
			stranger(),
			rest
		));
		assert!(!frame_system::Account::<Test>::contains_key(buyer()));
		go_to(51 + GRACE);
		assert_ok!(refund_as(stranger(), sale.order()));
		assert_eq!(Balances::free_balance(buyer()), SALE_PRICE);
	});
}
