//! The list of spendings goes on where it stopped, whatever is asked of it.

use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::{
	page::{PageError, PageRequest},
	research::SpendingId,
};
use std::collections::BTreeSet;

fn read_all(researcher: AccountId, limit: u32) -> (Vec<usize>, BTreeSet<SpendingId>) {
	let (mut sizes, mut ids, mut cursor) = (vec![], BTreeSet::new(), None);
	loop {
		let page = Research::api_spendings(researcher, PageRequest { cursor, limit }).unwrap();
		sizes.push(page.items.len());
		for item in page.items {
			assert_eq!(item.researcher, researcher);
			assert!(ids.insert(item.id), "an item was given twice");
		}
		cursor = page.next;
		if cursor.is_none() {
			return (sizes, ids);
		}
	}
}

fn with_spendings(test: impl FnOnce()) {
	build_and_execute(|| {
		for n in 0..8 {
			spend(if n == 3 { SAUL } else { RITA }, ST_MARY, LEAST);
		}
		test();
	});
}

#[test]
fn a_researchers_spendings_are_listed_and_nobody_elses() {
	with_spendings(|| {
		let ritas: BTreeSet<SpendingId> = (0..8).filter(|id| *id != 3).collect();
		assert_eq!(read_all(RITA, 3), (vec![3, 3, 1], ritas.clone()));
		assert_eq!(read_all(RITA, 7), (vec![7], ritas));
		assert_eq!(read_all(SAUL, 7), (vec![1], BTreeSet::from([3])));
		assert_eq!(read_all(STRANGER, 7), (vec![0], BTreeSet::new()));
	});
}

#[test]
fn a_page_has_at_least_one_item() {
	with_spendings(|| assert_eq!(read_all(RITA, 0).0, vec![1; 7]));
}

#[test]
fn the_list_goes_on_although_the_last_item_given_left_it() {
	with_spendings(|| {
		let page = |cursor, limit| Research::api_spendings(RITA, PageRequest { cursor, limit }).unwrap();
		let first = page(None, 3);
		System::set_block_number(2 + WINDOW);
		let last = first.items.last().unwrap().id;
		assert_ok!(Research::clear_spending(RuntimeOrigin::signed(STRANGER), last));
		assert_eq!(page(first.next, 10).items.len(), 4);
	});
}

#[test]
fn a_cursor_that_no_page_gave_is_refused() {
	with_spendings(|| {
		for cursor in [vec![], vec![0; 7], (0u64, 0u8).encode()] {
			let page = PageRequest {
				cursor: Some(cursor),
				limit: 1,
			};
			assert_eq!(Research::api_spendings(RITA, page), Err(PageError::InvalidCursor));
		}
	});
}
