use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{index::IndexChange, AccountId};

fn unindex_as(caller: AccountId) -> DispatchResult {
	EhrIndex::unindex_record(RuntimeOrigin::signed(caller), record(1))
}

fn ready(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			open_epoch(ST_MARY, &[]);
			index(ST_MARY, 1);
			test();
		});
}

#[test]
fn the_custodian_takes_the_tags_away() {
	ready(|| {
		assert_ok!(unindex_as(operator(ST_MARY)));
		assert_eq!(last_event(), Some(Event::RecordUnindexed { record: record(1) }));
		assert_eq!(EhrIndex::api_index_entry(record(1)), None);
		assert_eq!(held(HoldReason::TagDeposit, &operator(ST_MARY)), 0);
		assert_noop!(unindex_as(operator(ST_MARY)), Error::<Test>::NotIndexed);
		let log = EhrIndex::api_index_changes(1, 10);
		let removed = IndexChange::Removed {
			record: record(1),
			position: 1,
		};
		assert_eq!(log.changes, vec![removed]);
		index(ST_MARY, 1);
		assert_eq!(EhrIndex::api_index_entry(record(1)).unwrap().position, 2);
	});
}

#[test]
fn after_a_transfer_the_indexer_and_the_custodian_may() {
	for caller in [ST_MARY, NORTH] {
		ready(|| {
			assert_ok!(EhrIndex::transfer_custody(
				RuntimeOrigin::signed(operator(ST_MARY)),
				record(1),
				NORTH
			));
			assert_ok!(EhrIndex::accept_custody(
				RuntimeOrigin::signed(operator(NORTH)),
				record(1),
				location(20)
			));
			assert_noop!(unindex_as(operator(SOUTH)), Error::<Test>::NotIndexer);
			assert_ok!(unindex_as(operator(caller)));
			assert_eq!(held(HoldReason::TagDeposit, &operator(ST_MARY)), 0);
		});
	}
}

#[test]
fn a_suspended_hospital_may_and_gets_its_deposit() {
	ready(|| {
		Registry::suspend(ST_MARY);
		assert_ok!(unindex_as(operator(ST_MARY)));
	});
}

#[test]
fn nobody_else_may() {
	ready(|| {
		for caller in [stranger(), alma(), doctor(ST_MARY, 0)] {
			assert_noop!(unindex_as(caller), Error::<Test>::NotOperator);
		}
		assert_noop!(unindex_as(operator(NORTH)), Error::<Test>::NotIndexer);
		let unknown = EhrIndex::unindex_record(RuntimeOrigin::signed(operator(ST_MARY)), record(9));
		assert_eq!(unknown, Err(Error::<Test>::RecordNotFound.into()));
	});
}
