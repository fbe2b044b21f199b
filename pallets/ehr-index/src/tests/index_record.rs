use crate::{mock::*, Error, Event, HoldReason, IndexEntries};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexChange, IndexEpoch, IndexKeyId, Tags},
	AccountId,
};

fn index_as(caller: AccountId, epoch: IndexEpoch, tags: Tags) -> DispatchResult {
	EhrIndex::index_record(RuntimeOrigin::signed(caller), record(1), epoch, tags)
}

fn move_custody(from: HospitalId, to: HospitalId) {
	assert_ok!(EhrIndex::transfer_custody(
		RuntimeOrigin::signed(operator(from)),
		record(1),
		to
	));
	assert_ok!(EhrIndex::accept_custody(
		RuntimeOrigin::signed(operator(to)),
		record(1),
		location(20)
	));
}

/// A record of Alma at St Mary, whose scope has an epoch of which the North has the key.
fn ready(test: impl FnOnce()) {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			authorise(ST_MARY, NORTH);
			open_epoch(ST_MARY, &[NORTH]);
			test();
		});
}

#[test]
fn the_custodian_gives_a_record_tags() {
	ready(|| {
		System::set_block_number(6);
		assert_ok!(index_as(operator(ST_MARY), 0, tags(7, 64)));
		let key = IndexKeyId {
			indexer: ST_MARY,
			scope: HEART,
			epoch: 0,
		};
		assert_eq!(
			last_event(),
			Some(Event::RecordIndexed {
				record: record(1),
				key
			})
		);
		let info = EhrIndex::api_index_entry(record(1)).unwrap();
		assert_eq!((info.key, info.indexed_at, info.position), (key, 6, 0));
		assert_eq!(info.tags, tags(7, 64).into_inner());
		assert_eq!(
			held(HoldReason::TagDeposit, &operator(ST_MARY)),
			EhrIndex::tag_deposit(64)
		);
	});
}

#[test]
fn tags_are_as_many_as_a_bucket_has() {
	ready(|| {
		for count in [32, 64, 128] {
			assert_ok!(index_as(operator(ST_MARY), 0, tags(7, count)));
		}
		for count in [0, 1, 31, 33, 63, 65, 127] {
			assert_noop!(
				index_as(operator(ST_MARY), 0, tags(7, count)),
				Error::<Test>::NotBucketSize
			);
		}
	});
}

#[test]
fn tags_ascend_and_none_is_repeated() {
	ready(|| {
		let mut unsorted = tags(7, 32).into_inner();
		unsorted.swap(3, 4);
		assert_noop!(
			index_as(operator(ST_MARY), 0, unsorted.try_into().unwrap()),
			Error::<Test>::TagsUnsorted
		);
		let mut repeated = tags(7, 32).into_inner();
		repeated[9] = repeated[8];
		assert_noop!(
			index_as(operator(ST_MARY), 0, repeated.try_into().unwrap()),
			Error::<Test>::TagRepeated
		);
	});
}

#[test]
fn other_tags_take_the_place_of_those_before_and_the_deposit_follows() {
	ready(|| {
		for (position, count) in (0..).zip([32, 128, 32]) {
			assert_ok!(index_as(operator(ST_MARY), 0, tags(position, count)));
			assert_eq!(
				held(HoldReason::TagDeposit, &operator(ST_MARY)),
				EhrIndex::tag_deposit(count.into())
			);
			let info = EhrIndex::api_index_entry(record(1)).unwrap();
			assert_eq!(info.position, u64::from(position));
		}
		let log = EhrIndex::api_index_changes(0, 10);
		assert_eq!((log.changes.len(), log.next, log.length), (1, 3, 3));
		assert!(matches!(&log.changes[0], IndexChange::Indexed(entry) if entry.position == 2));
	});
}

#[test]
fn only_the_current_epoch_takes_records() {
	ready(|| {
		assert_noop!(
			index_as(operator(ST_MARY), 1, tags(7, 32)),
			Error::<Test>::IndexEpochUnknown
		);
		open_epoch(ST_MARY, &[NORTH]);
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(7, 32)),
			Error::<Test>::IndexEpochStale
		);
		assert_ok!(index_as(operator(ST_MARY), 1, tags(7, 32)));
	});
}

#[test]
fn an_old_record_keeps_its_epoch() {
	ready(|| {
		index(ST_MARY, 1);
		open_epoch(ST_MARY, &[NORTH]);
		assert_eq!(EhrIndex::api_index_entry(record(1)).unwrap().key.epoch, 0);
	});
}

#[test]
fn an_epoch_under_which_an_authorisation_was_withdrawn_takes_no_record() {
	ready(|| {
		assert_ok!(EhrIndex::withdraw_authorisation(
			RuntimeOrigin::signed(operator(ST_MARY)),
			NORTH,
			HEART
		));
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(7, 32)),
			Error::<Test>::IndexEpochOver
		);
		open_epoch(ST_MARY, &[]);
		assert_ok!(index_as(operator(ST_MARY), 1, tags(7, 32)));
	});
}

#[test]
fn an_epoch_under_which_an_authorisation_expired_takes_no_record() {
	ready(|| {
		System::set_block_number(49);
		assert_ok!(index_as(operator(ST_MARY), 0, tags(7, 32)));
		System::set_block_number(50);
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(8, 32)),
			Error::<Test>::IndexEpochOver
		);
		assert_ok!(EhrIndex::clear_authorisation(
			RuntimeOrigin::signed(stranger()),
			ST_MARY,
			NORTH,
			HEART
		));
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(8, 32)),
			Error::<Test>::IndexEpochOver
		);
	});
}

#[test]
fn a_scope_without_keys_takes_no_record() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			assert_noop!(
				index_as(operator(ST_MARY), 0, tags(7, 32)),
				Error::<Test>::IndexKeysNotSet
			);
			authorise(ST_MARY, NORTH);
			assert_noop!(
				index_as(operator(ST_MARY), 0, tags(7, 32)),
				Error::<Test>::IndexKeysNotSet
			);
		});
}

#[test]
fn only_the_custodian_in_good_standing_and_only_a_record_in_use() {
	ready(|| {
		assert_noop!(index_as(stranger(), 0, tags(7, 32)), Error::<Test>::NotOperator);
		assert_noop!(
			index_as(operator(NORTH), 0, tags(7, 32)),
			Error::<Test>::NotCustodian
		);
		let unknown = EhrIndex::index_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(9),
			0,
			tags(7, 32),
		);
		assert_eq!(unknown, Err(Error::<Test>::RecordNotFound.into()));
		Registry::suspend(ST_MARY);
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(7, 32)),
			Error::<Test>::HospitalNotAccredited
		);
		Registry::reinstate(ST_MARY);
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(ST_MARY)),
			record(1)
		));
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(7, 32)),
			Error::<Test>::RecordRetired
		);
	});
}

#[test]
fn after_a_transfer_the_tags_stay_the_indexers_until_the_new_custodian_indexes() {
	ready(|| {
		index(ST_MARY, 1);
		move_custody(ST_MARY, SOUTH);
		assert_eq!(EhrIndex::api_index_entry(record(1)).unwrap().key.indexer, ST_MARY);
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(7, 32)),
			Error::<Test>::NotCustodian
		);
		assert_noop!(
			index_as(operator(SOUTH), 0, tags(7, 32)),
			Error::<Test>::IndexKeysNotSet
		);
		open_epoch(SOUTH, &[]);
		assert_ok!(index_as(operator(SOUTH), 0, tags(7, 128)));
		assert_eq!(EhrIndex::api_index_entry(record(1)).unwrap().key.indexer, SOUTH);
		assert_eq!(held(HoldReason::TagDeposit, &operator(ST_MARY)), 0);
		assert_eq!(
			held(HoldReason::TagDeposit, &operator(SOUTH)),
			EhrIndex::tag_deposit(128)
		);
	});
}

#[test]
fn a_retired_record_has_no_tags_and_their_deposit_returns() {
	ready(|| {
		index(ST_MARY, 1);
		move_custody(ST_MARY, SOUTH);
		assert_ok!(EhrIndex::retire_record(
			RuntimeOrigin::signed(operator(SOUTH)),
			record(1)
		));
		assert!(!IndexEntries::<Test>::contains_key(record(1)));
		assert_eq!(held(HoldReason::TagDeposit, &operator(ST_MARY)), 0);
		let log = EhrIndex::api_index_changes(0, 10);
		let removed = IndexChange::Removed {
			record: record(1),
			position: 1,
		};
		// The first position is void: the record has no tags, whichever is asked.
		assert_eq!(log.changes.last(), Some(&removed));
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_indexes_nothing() {
	ready(|| {
		let rest = Balances::free_balance(operator(ST_MARY)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(operator(ST_MARY)),
			stranger(),
			rest
		));
		assert_noop!(
			index_as(operator(ST_MARY), 0, tags(7, 32)),
			Error::<Test>::DepositUnaffordable
		);
	});
}
