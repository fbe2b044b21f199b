//! Lists go on where they stopped, whatever is asked of them.

use super::world::*;
use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::{
	apis::{OfferFilter, TradeFilter},
	page::{PageError, PageRequest, PageResult},
	trade::{OfferState, TradeId, TradeState},
	AccountId,
};
use std::collections::BTreeSet;

/// Reads a whole list in pages of `limit`.
fn read_all<Item>(limit: u32, list: impl Fn(PageRequest) -> PageResult<Item>) -> Vec<Item> {
	let (mut items, mut cursor) = (vec![], None);
	loop {
		let page = list(PageRequest { cursor, limit }).unwrap();
		assert!(page.items.len() <= limit as usize);
		items.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			return items;
		}
	}
}

fn trades(state: Option<TradeState>, account: Option<AccountId>, offer: Option<u64>) -> BTreeSet<TradeId> {
	let filter = TradeFilter {
		state,
		account,
		offer,
	};
	let all = |limit| read_all(limit, |page| TradeEscrow::api_trades(filter.clone(), page));
	let (small, large) = (all(1), all(256));
	assert_eq!(small, large);
	let ids: BTreeSet<_> = small.iter().map(|info| info.id()).collect();
	assert_eq!(ids.len(), small.len(), "a trade was given twice");
	ids
}

fn offers(state: Option<OfferState>, buyer: Option<AccountId>) -> BTreeSet<u64> {
	let filter = OfferFilter { state, buyer };
	let all = |limit| read_all(limit, |page| TradeEscrow::api_offers(filter.clone(), page));
	assert_eq!(all(1), all(256));
	all(2).into_iter().map(|info| info.id).collect()
}

/// A paid, a locked, a proposed and an expired sale; an offer with a paid and a claimed slot, one closing, one of a rival.
fn with_trades(test: impl FnOnce([TradeId; 6])) {
	build_and_execute(|| {
		let sale = |nonce, blocks| {
			let sale = Prepared::new(&seller(), &buyer(), nonce, blocks);
			assert_ok!(sale.propose());
			sale
		};
		let (paid, locked, open, expired) = (sale(1, 50), sale(2, 50), sale(3, 50), sale(4, 10));
		assert_ok!(paid.lock());
		assert_ok!(paid.reveal());
		assert_ok!(locked.lock());
		let offer = posted();
		let closing = posted();
		post(&rival(), request(&rival(), 1));
		claimed(0, offer, &fresh(0));
		claimed(1, offer, &fresh(1));
		assert_eq!(submit(fulfil(0, offer, 0, &fresh(0))), Ok(Ok(())));
		assert_ok!(TradeEscrow::close_offer(RuntimeOrigin::signed(buyer()), closing));
		go_to(8);
		test([
			TradeId::Sale(paid.order()),
			TradeId::Sale(locked.order()),
			TradeId::Sale(open.order()),
			TradeId::Sale(expired.order()),
			TradeId::Slot { offer, slot: 0 },
			TradeId::Slot { offer, slot: 1 },
		]);
	});
}

#[test]
fn trades_are_listed_by_state_by_account_and_by_offer() {
	with_trades(|[paid, locked, open, expired, fulfilled, claimed]| {
		let set = |ids: &[TradeId]| ids.iter().copied().collect::<BTreeSet<_>>();
		assert_eq!(
			trades(None, None, None),
			set(&[paid, locked, open, expired, fulfilled, claimed])
		);
		assert_eq!(
			trades(Some(TradeState::Paid), None, None),
			set(&[paid, fulfilled])
		);
		assert_eq!(
			trades(Some(TradeState::Locked), None, None),
			set(&[locked, claimed])
		);
		assert_eq!(trades(Some(TradeState::Proposed), None, None), set(&[open]));
		assert_eq!(trades(Some(TradeState::Expired), None, None), set(&[expired]));
		assert_eq!(trades(Some(TradeState::Refunded), None, None), set(&[]));
		assert_eq!(
			trades(None, Some(seller()), None),
			set(&[paid, locked, open, expired])
		);
		assert_eq!(trades(None, Some(fresh(1)), None), set(&[claimed]));
		assert_eq!(trades(None, Some(rival()), None), set(&[]));
		assert_eq!(trades(None, None, Some(0)), set(&[fulfilled, claimed]));
		assert_eq!(trades(Some(TradeState::Paid), None, Some(0)), set(&[fulfilled]));
		assert_eq!(trades(None, None, Some(1)), set(&[]));
		for id in [paid, locked, open, expired, fulfilled, claimed] {
			assert_eq!(TradeEscrow::api_trade(id).map(|info| info.id()), Some(id));
		}
	});
}

#[test]
fn offers_are_listed_by_state_and_by_buyer() {
	with_trades(|_| {
		let set = |ids: &[u64]| ids.iter().copied().collect::<BTreeSet<_>>();
		assert_eq!(offers(None, None), set(&[0, 1, 2]));
		assert_eq!(offers(Some(OfferState::Open), None), set(&[0, 2]));
		assert_eq!(offers(Some(OfferState::Closing), None), set(&[1]));
		assert_eq!(offers(None, Some(rival())), set(&[2]));
		assert_eq!(offers(Some(OfferState::Closing), Some(rival())), set(&[]));
		assert_eq!(TradeEscrow::api_offer(9), None);
	});
}

#[test]
fn an_offer_shows_who_is_accepted_at_this_block() {
	build_and_execute(|| {
		let id = posted();
		Registry::suspend(2);
		rotate(3);
		let accepted: Vec<_> = TradeEscrow::api_offer(id)
			.unwrap()
			.issuers
			.iter()
			.map(|issuer| issuer.accepted)
			.collect();
		assert_eq!(accepted, [true, false, false, true]);
	});
}

#[test]
fn a_list_goes_on_although_the_last_item_given_left_it() {
	build_and_execute(|| {
		for nonce in 1..=4 {
			assert_ok!(Prepared::new(&seller(), &buyer(), nonce, 10).propose());
		}
		go_to(12);
		let filter = TradeFilter {
			state: None,
			account: None,
			offer: None,
		};
		let page =
			|cursor| TradeEscrow::api_trades(filter.clone(), PageRequest { cursor, limit: 2 }).unwrap();
		let first = page(None);
		let TradeId::Sale(last) = first.items[1].id() else {
			panic!("there are sales only");
		};
		assert_ok!(TradeEscrow::clear_sale(RuntimeOrigin::signed(stranger()), last));
		assert_eq!(page(first.next).items.len(), 2);
	});
}

#[test]
fn a_cursor_of_another_make_is_refused() {
	build_and_execute(|| {
		for bytes in [vec![], vec![2], vec![1; 3], vec![255; 200], 5u32.encode()] {
			let page = PageRequest {
				cursor: Some(bytes),
				limit: 5,
			};
			let filter = TradeFilter {
				state: None,
				account: None,
				offer: None,
			};
			assert_eq!(
				TradeEscrow::api_trades(filter, page.clone()),
				Err(PageError::InvalidCursor)
			);
			let filter = OfferFilter {
				state: None,
				buyer: None,
			};
			assert_eq!(
				TradeEscrow::api_offers(filter, page),
				Err(PageError::InvalidCursor)
			);
		}
	});
}

#[test]
fn events_say_what_changed() {
	use salus_primitives::trade::TradeChange;
	with_trades(|[paid, ..]| {
		let changes: Vec<_> = System::events()
			.into_iter()
			.filter_map(|record| match record.event {
				RuntimeEvent::TradeEscrow(event) => Some(event.change()),
				_ => None,
			})
			.collect();
		assert_eq!(
			changes
				.iter()
				.filter(|change| **change == TradeChange::Trade(paid))
				.count(),
			3
		);
		assert_eq!(
			changes
				.iter()
				.filter(|change| **change == TradeChange::Offer(1))
				.count(),
			2
		);
	});
}
