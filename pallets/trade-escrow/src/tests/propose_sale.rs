use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{trade::OrderId, Hash};

fn noop(change: impl FnOnce(&mut ProposalOf<Test>), error: Error<Test>) {
	build_and_execute(|| {
		let mut sale = Prepared::new(&seller(), &buyer(), 1, 50);
		change(&mut sale.proposal);
		assert_noop!(sale.propose(), error);
	});
}

#[test]
fn the_chain_computes_the_order_that_the_seller_computed() {
	build_and_execute(|| {
		let sale = Prepared::new(&seller(), &buyer(), 1, 50);
		assert_ok!(sale.propose());
		let stored = Sales::<Test>::get(sale.order()).unwrap();
		assert_eq!(stored.seller, seller());
		assert_eq!(stored.proposal, sale.proposal);
		assert_eq!(stored.trade_key, trade_secret(&buyer()).public());
		assert_eq!(stored.state, SaleState::Proposed);
		assert_eq!(
			held(HoldReason::SaleDeposit, &seller()),
			TradeEscrow::sale_deposit()
		);
		let proposed = Event::SaleProposed {
			order: sale.order(),
			seller: seller(),
			buyer: buyer(),
			price: SALE_PRICE,
			deadline: 51,
		};
		assert_eq!(last_event(), Some(proposed));
	});
}

#[test]
fn an_order_never_comes_twice() {
	build_and_execute(|| {
		let sale = proposed();
		assert_noop!(sale.propose(), Error::<Test>::OrderExists);
		go_to(46);
		assert_noop!(sale.propose(), Error::<Test>::DeadlineTooSoon);
		go_to(52);
		assert_ok!(TradeEscrow::clear_sale(
			RuntimeOrigin::signed(stranger()),
			sale.order()
		));
		assert_noop!(sale.propose(), Error::<Test>::DeadlineTooSoon);
	});
}

#[test]
fn an_order_differs_with_each_of_its_parts() {
	build_and_execute(|| {
		let sale = Prepared::new(&seller(), &buyer(), 1, 50);
		let key = trade_secret(&buyer()).public();
		let id = |proposal: &ProposalOf<Test>| TradeEscrow::order_id(&seller(), &key, proposal);
		let changed: [fn(&mut ProposalOf<Test>); 5] = [
			|p| p.buyer = rival(),
			|p| p.price += 1,
			|p| p.deadline += 1,
			|p| p.terms = Hash::zero(),
			|p| p.nonce = Hash::zero(),
		];
		let mut orders: Vec<OrderId> = changed
			.into_iter()
			.map(|change| {
				let mut proposal = sale.proposal.clone();
				change(&mut proposal);
				id(&proposal)
			})
			.collect();
		orders.push(id(&sale.proposal));
		orders.push(TradeEscrow::order_id(&other_seller(), &key, &sale.proposal));
		orders.push(TradeEscrow::order_id(
			&seller(),
			&trade_secret(&rival()).public(),
			&sale.proposal,
		));
		let count = orders.len();
		orders.sort();
		orders.dedup();
		assert_eq!(orders.len(), count);
	});
}

#[test]
fn a_price_that_no_account_could_be_refunded_is_refused() {
	noop(|p| p.price = 0, Error::<Test>::PriceTooLow);
	noop(|p| p.price = EXISTENTIAL - 1, Error::<Test>::PriceTooLow);
}

#[test]
fn a_deadline_leaves_time_for_a_lock_and_is_not_out_of_sight() {
	noop(|p| p.deadline = 0, Error::<Test>::DeadlineTooSoon);
	noop(|p| p.deadline = 1, Error::<Test>::DeadlineTooSoon);
	noop(|p| p.deadline = 1 + LOCK_MARGIN, Error::<Test>::DeadlineTooSoon);
	noop(|p| p.deadline = 2 + MAX_DURATION, Error::<Test>::DeadlineTooFar);
	noop(|p| p.deadline = u32::MAX, Error::<Test>::DeadlineTooFar);
}

#[test]
fn what_is_no_point_is_refused_and_so_is_the_neutral_one() {
	for bytes in [[0; 32], [255; 32], [1; 32]] {
		noop(|p| p.q_prime = bytes, Error::<Test>::InvalidPoint);
		noop(|p| p.r = bytes, Error::<Test>::InvalidPoint);
	}
}

#[test]
fn nobody_sells_to_oneself_or_to_whom_no_trade_key_is_known() {
	noop(|p| p.buyer = seller(), Error::<Test>::SelfTrade);
	noop(|p| p.buyer = stranger(), Error::<Test>::NoTradeKey);
}

#[test]
fn a_seller_without_the_deposit_holds_nothing() {
	build_and_execute(|| {
		let sale = Prepared::new(&fresh(1), &buyer(), 1, 50);
		assert_noop!(sale.propose(), Error::<Test>::DepositUnaffordable);
	});
}

#[test]
fn the_largest_price_is_proposed_and_cannot_be_locked() {
	build_and_execute(|| {
		let mut sale = Prepared::new(&seller(), &buyer(), 1, 50);
		sale.proposal.price = u128::MAX;
		sale.terms.price = u128::MAX;
		assert_ok!(sale.propose());
		assert_noop!(sale.lock(), Error::<Test>::PriceUnaffordable);
	});
}
