use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::Hash;

#[test]
fn the_price_leaves_the_buyer_and_is_nobodys_to_spend() {
	build_and_execute(|| {
		let sale = locked();
		assert_eq!(Balances::free_balance(buyer()), ENDOWMENT - SALE_PRICE);
		assert_eq!(held(HoldReason::SaleEscrow, &seller()), SALE_PRICE);
		assert_eq!(
			Balances::free_balance(seller()),
			ENDOWMENT - TradeEscrow::sale_deposit()
		);
		assert_eq!(
			Sales::<Test>::get(sale.order()).unwrap().state,
			SaleState::Locked { at: 1 }
		);
		let order = sale.order();
		assert_eq!(
			last_event(),
			Some(Event::SaleLocked {
				order,
				buyer: buyer()
			})
		);
	});
}

#[test]
fn a_buyer_locks_what_it_checked_and_nothing_else() {
	build_and_execute(|| {
		let sale = proposed();
		let order = sale.order();
		let Proposal {
			q_prime,
			r,
			bundle,
			price,
			..
		} = sale.proposal.clone();
		let lock = |q_prime, r, bundle, price| {
			TradeEscrow::lock(RuntimeOrigin::signed(buyer()), order, q_prime, r, bundle, price)
		};
		assert_noop!(lock([1; 32], r, bundle, price), Error::<Test>::TermsMismatch);
		assert_noop!(
			lock(q_prime, [1; 32], bundle, price),
			Error::<Test>::TermsMismatch
		);
		assert_noop!(
			lock(q_prime, r, Hash::zero(), price),
			Error::<Test>::TermsMismatch
		);
		assert_noop!(lock(q_prime, r, bundle, price - 1), Error::<Test>::TermsMismatch);
		assert_ok!(lock(q_prime, r, bundle, price));
	});
}

#[test]
fn nobody_locks_on_the_order_of_another() {
	build_and_execute(|| {
		let sale = proposed();
		for who in [rival(), seller(), stranger()] {
			assert_noop!(sale.lock_as(&who), Error::<Test>::NotBuyer);
		}
		let other = Prepared::new(&seller(), &buyer(), 2, 50);
		assert_noop!(other.lock(), Error::<Test>::SaleNotFound);
	});
}

#[test]
fn a_sale_is_locked_once() {
	build_and_execute(|| {
		let sale = locked();
		assert_noop!(sale.lock(), Error::<Test>::AlreadyLocked);
		assert_ok!(sale.reveal());
		assert_noop!(sale.lock(), Error::<Test>::TradeClosed);
	});
}

#[test]
fn a_lock_leaves_the_seller_time() {
	build_and_execute(|| {
		let sale = proposed();
		go_to(51 - LOCK_MARGIN);
		assert_ok!(sale.lock());
	});
	build_and_execute(|| {
		let sale = proposed();
		go_to(52 - LOCK_MARGIN);
		assert_noop!(sale.lock(), Error::<Test>::TooLateToLock);
	});
}

#[test]
fn a_buyer_without_the_price_locks_nothing() {
	build_and_execute(|| {
		let sale = proposed();
		let left = SALE_PRICE + EXISTENTIAL - 1;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(buyer()),
			stranger(),
			ENDOWMENT - left
		));
		assert_noop!(sale.lock(), Error::<Test>::PriceUnaffordable);
	});
}
