use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn the_seller_is_paid_when_the_key_is_out_and_not_before() {
	build_and_execute(|| {
		let sale = locked();
		assert_ok!(sale.reveal());
		let (order, key) = (sale.order(), sale.key());
		assert_eq!(last_event(), Some(Event::SalePaid { order, key }));
		assert_eq!(held(HoldReason::SaleEscrow, &seller()), 0);
		assert_eq!(
			Balances::free_balance(seller()),
			ENDOWMENT + SALE_PRICE - TradeEscrow::sale_deposit()
		);
		assert_eq!(
			Sales::<Test>::get(order).unwrap().state,
			SaleState::Paid { at: 1, key }
		);
	});
}

#[test]
fn a_reveal_before_a_lock_is_refused() {
	build_and_execute(|| {
		let sale = proposed();
		assert_noop!(sale.reveal(), Error::<Test>::NotLocked);
	});
}

#[test]
fn a_wrong_key_is_not_paid_for() {
	build_and_execute(|| {
		let sale = locked();
		let other = Prepared::new(&seller(), &buyer(), 2, 50);
		let mut flipped = sale.key();
		flipped[0] ^= 1;
		// The order of the group: zero in another encoding.
		let mut order = [0; 32];
		order[..16].copy_from_slice(&[
			0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
		]);
		order[31] = 0x10;
		for key in [other.key(), flipped, [0; 32], [255; 32], order] {
			assert_noop!(
				TradeEscrow::reveal(RuntimeOrigin::signed(seller()), sale.order(), key),
				Error::<Test>::WrongKey
			);
		}
		assert_ok!(sale.reveal());
	});
}

#[test]
fn whoever_copies_a_reveal_from_the_pool_gains_nothing() {
	build_and_execute(|| {
		let sale = locked();
		for who in [buyer(), rival(), stranger(), other_seller()] {
			assert_noop!(
				TradeEscrow::reveal(RuntimeOrigin::signed(who), sale.order(), sale.key()),
				Error::<Test>::NotSeller
			);
		}
		assert_ok!(sale.reveal());
	});
}

#[test]
fn a_key_is_paid_for_once() {
	build_and_execute(|| {
		let sale = locked();
		assert_ok!(sale.reveal());
		assert_noop!(sale.reveal(), Error::<Test>::TradeClosed);
	});
}

#[test]
fn a_reveal_counts_until_a_refund_is_executed_and_no_longer() {
	build_and_execute(|| {
		let sale = locked();
		go_to(51 + GRACE + 100);
		assert_ok!(sale.reveal());
		assert_noop!(
			TradeEscrow::refund(RuntimeOrigin::signed(buyer()), sale.order()),
			Error::<Test>::TradeClosed
		);
	});
	build_and_execute(|| {
		let sale = locked();
		go_to(51 + GRACE);
		assert_ok!(TradeEscrow::refund(RuntimeOrigin::signed(buyer()), sale.order()));
		assert_noop!(sale.reveal(), Error::<Test>::TradeClosed);
	});
}

#[test]
fn its_weight_is_below_three_transfers() {
	use frame_support::dispatch::GetDispatchInfo;
	let call = Call::<Test>::reveal {
		order: Default::default(),
		key: [0; 32],
	};
	let reveal = call.get_dispatch_info().call_weight.ref_time();
	let transfer = <() as pallet_balances::WeightInfo>::transfer_allow_death().ref_time();
	assert!(reveal < 3 * transfer, "{reveal} against {transfer}");
}
