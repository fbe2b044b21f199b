use crate::mock::*;
use frame_support::assert_ok;
use salus_primitives::{
	authority::{EpochInfo, Leaf, Node, RevocationStatus},
	page::{PageError, PageRequest},
	traits::{EpochProvider, RevocationRegistry},
};

fn page(cursor: Option<Vec<u8>>, limit: u32) -> PageRequest {
	PageRequest { cursor, limit }
}

fn revoke(index: u32) {
	assert_ok!(<Revocation as RevocationRegistry<AccountId>>::revoke_leaf(Leaf {
		tree: 0,
		index
	}));
}

#[test]
fn the_epoch_says_where_the_chain_is() {
	build_and_execute(|| {
		revoke(0);
		for _ in 0..PER_ERA {
			next_epoch();
		}
		assert_eq!(
			Revocation::api_epoch(3, Some(5)),
			EpochInfo {
				epoch: PER_ERA,
				era: 1,
				oldest_era: 0,
				started_at: u64::from(PER_ERA) * LENGTH,
				length: LENGTH,
				epochs_per_era: PER_ERA,
				cover_size: 21,
				published: 3,
				latest_complete: Some(5),
			}
		);
	});
}

#[test]
fn the_status_of_an_account_changes_in_the_block_of_its_revocation() {
	build_and_execute(|| {
		let clean = RevocationStatus {
			revoked: false,
			effective_from: None,
		};
		assert_eq!(Revocation::api_revocation_status(DOCTOR), clean);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), DOCTOR));
		assert_eq!(
			Revocation::api_revocation_status(DOCTOR),
			RevocationStatus {
				revoked: true,
				effective_from: Some(1)
			}
		);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), DOCTOR));
		assert_eq!(Revocation::api_revocation_status(DOCTOR), clean);
	});
}

#[test]
fn the_cover_is_paged_in_ascending_order() {
	build_and_execute(|| {
		revoke(5);
		next_epoch();
		let first = Revocation::api_cover(page(None, 8)).unwrap();
		assert_eq!(first.items.len(), 8);
		let second = Revocation::api_cover(page(first.next, u32::MAX)).unwrap();
		assert_eq!((second.items.len(), second.next), (12, None));
		let all = [first.items, second.items].concat();
		assert!(all.is_sorted());
		assert_eq!(all, Revocation::api_cover(page(None, 256)).unwrap().items);
	});
}

#[test]
fn a_page_has_at_least_one_item_and_at_most_256() {
	build_and_execute(|| {
		for index in 0..20 {
			revoke(index << 15);
		}
		next_epoch();
		assert!(Revocation::cover_size() > 256);
		let huge = Revocation::api_cover(page(None, 1_000_000_000)).unwrap();
		assert!(huge.items.len() <= 256 && huge.next.is_some());
		assert_eq!(Revocation::api_cover(page(huge.next, 0)).unwrap().items.len(), 1);
	});
}

#[test]
fn a_cursor_that_no_page_gave_is_refused() {
	build_and_execute(|| {
		for cursor in [
			vec![],
			vec![0; 6],
			vec![0; 8],
			vec![0, 0, 21, 0, 0, 0, 0],
			vec![0, 0, 0, 0, 0, 0, 1],
		] {
			assert_eq!(
				Revocation::api_cover(page(Some(cursor), 1)),
				Err(PageError::InvalidCursor)
			);
		}
	});
}

#[test]
fn a_leaf_that_cannot_exist_has_no_covering_node() {
	build_and_execute(|| {
		let root = Node {
			tree: 0,
			depth: 0,
			index: 0,
		};
		let at = |tree, index| Revocation::api_covering_node(Leaf { tree, index });
		assert_eq!(at(0, (1 << 20) - 1), Some(root));
		assert_eq!(at(0, 1 << 20), None);
		assert_eq!(at(1, 0), None);
		assert!(!Revocation::in_cover(&Node { tree: 1, ..root }));
		assert!(!Revocation::in_cover(&Node { depth: 1, ..root }));
	});
}
