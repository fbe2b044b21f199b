//! What nodes and wallets read of the index: the log from any position, scopes, keys, emergencies.

use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::{
	apis::EmergencyFilter,
	index::{EmergencyReason, EmergencyVerdict, IndexChange, IndexChanges, ScopeInfo},
	page::{Page, PageError, PageRequest, PageResult},
	record::RecordId,
	AccountId,
};
use std::collections::BTreeMap;

/// What a reader of the log knows: the position of each record's tags.
#[derive(Default)]
struct View {
	records: BTreeMap<RecordId, u64>,
	next: u64,
}

impl View {
	fn take(&mut self, part: IndexChanges<u32>) {
		for change in part.changes {
			match change {
				IndexChange::Indexed(entry) => {
					self.records.insert(entry.record, entry.position);
				}
				IndexChange::Removed { record, .. } => {
					self.records.remove(&record);
				}
			}
		}
		self.next = part.next;
	}

	/// Reads on to the end.
	fn read(&mut self, limit: u32) {
		loop {
			let part = EhrIndex::api_index_changes(self.next, limit);
			let length = part.length;
			assert!(part.changes.len() <= limit as usize);
			self.take(part);
			if self.next == length {
				return;
			}
		}
	}
}

/// What the chain has.
fn on_chain() -> BTreeMap<RecordId, u64> {
	crate::IndexEntries::<Test>::iter()
		.map(|(record, entry)| (record, entry.position))
		.collect()
}

fn with_records(test: impl FnOnce()) {
	let mut builder = ExtBuilder::default();
	for n in 1..=6 {
		builder = builder.with_record(ST_MARY, n, alma());
	}
	builder.build_and_execute(|| {
		open_epoch(ST_MARY, &[]);
		test();
	});
}

fn unindex(n: u8) {
	assert_ok!(EhrIndex::unindex_record(
		RuntimeOrigin::signed(operator(ST_MARY)),
		record(n)
	));
}

#[test]
fn a_reader_that_follows_has_what_a_reader_from_scratch_has_whatever_the_pages() {
	with_records(|| {
		let mut followers: Vec<_> = (1..=5).map(|limit| (limit, View::default())).collect();
		let story: [&dyn Fn(); 8] = [
			&|| (1..=4).for_each(|n| index(ST_MARY, n)),
			&|| index(ST_MARY, 2),
			&|| unindex(1),
			&|| index(ST_MARY, 1),
			&|| unindex(3),
			&|| {
				index(ST_MARY, 5);
				index(ST_MARY, 5);
			},
			&|| {
				index(ST_MARY, 6);
				unindex(6);
			},
			&|| index(ST_MARY, 3),
		];
		for part in story {
			part();
			for (limit, follower) in &mut followers {
				follower.read(*limit);
				assert_eq!(follower.records, on_chain());
				let mut fresh = View::default();
				fresh.read(*limit);
				assert_eq!(fresh.records, on_chain());
			}
		}
	});
}

#[test]
fn a_position_beyond_the_log_gives_nothing() {
	with_records(|| {
		index(ST_MARY, 1);
		for from in [1, 2, u64::MAX] {
			let part = EhrIndex::api_index_changes(from, 10);
			assert_eq!((part.changes.len(), part.next, part.length), (0, 1, 1));
		}
	});
}

#[test]
fn a_part_of_the_log_is_bounded_whatever_is_asked() {
	with_records(|| {
		for _ in 0..300 {
			index(ST_MARY, 1);
		}
		let part = EhrIndex::api_index_changes(0, u32::MAX);
		assert_eq!((part.next, part.length), (256, 300));
		assert_eq!(EhrIndex::api_index_changes(0, 0).next, 1);
	});
}

fn request(limit: u32, cursor: Option<Vec<u8>>) -> PageRequest {
	PageRequest { cursor, limit }
}

fn read_all<Item>(limit: u32, list: impl Fn(PageRequest) -> PageResult<Item>) -> Vec<Item> {
	let (mut items, mut cursor) = (vec![], None);
	loop {
		let Page { items: more, next } = list(request(limit, cursor)).unwrap();
		items.extend(more);
		cursor = next;
		if cursor.is_none() {
			return items;
		}
	}
}

#[test]
fn scopes_say_whether_they_take_records_and_whom_they_are_authorised_to() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		authorise(ST_MARY, SOUTH);
		open_epoch(ST_MARY, &[NORTH, SOUTH]);
		assert_ok!(EhrIndex::set_index_keys(
			RuntimeOrigin::signed(operator(ST_MARY)),
			BONES,
			index_point(ST_MARY, 9),
			rewraps(ST_MARY, BONES, &[])
		));
		let scope = |scope, open, grantees| ScopeInfo {
			indexer: ST_MARY,
			scope,
			epochs: 1,
			open,
			grantees,
		};
		for limit in 1..3 {
			let mut scopes = read_all(limit, |page| EhrIndex::api_index_scopes(ST_MARY, page));
			scopes.sort_by_key(|scope| scope.scope != HEART);
			let expected = vec![scope(HEART, true, vec![NORTH, SOUTH]), scope(BONES, true, vec![])];
			assert_eq!(scopes, expected);
		}
		System::set_block_number(50);
		let mut scopes = read_all(9, |page| EhrIndex::api_index_scopes(ST_MARY, page));
		scopes.retain(|scope| scope.scope == HEART);
		assert_eq!(scopes, vec![scope(HEART, false, vec![])]);
	});
}

#[test]
fn a_hospital_reads_the_keys_it_got_and_whether_it_may_use_them() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		open_epoch(ST_MARY, &[NORTH]);
		open_epoch(ST_MARY, &[NORTH]);
		open_epoch(NORTH, &[]);
		let keys = |limit| {
			let keys = read_all(limit, |page| EhrIndex::api_wrapped_index_keys(NORTH, page));
			let mut keys: Vec<_> = keys
				.into_iter()
				.map(|info| {
					assert_eq!(info.point, index_point(info.key.indexer, info.key.epoch));
					assert_eq!(info.wrapped, wrapped(info.key.indexer, info.key.epoch));
					(info.key.indexer, info.key.epoch, info.live)
				})
				.collect();
			keys.sort_unstable();
			keys
		};
		let of = |live| vec![(ST_MARY, 0, live), (ST_MARY, 1, live), (NORTH, 0, true)];
		for limit in 1..5 {
			assert_eq!(keys(limit), of(true));
		}
		Registry::suspend(ST_MARY);
		assert_eq!(keys(9), of(false));
		Registry::reinstate(ST_MARY);
		System::set_block_number(50);
		assert_eq!(keys(9), of(false));
		Registry::suspend(NORTH);
		assert!(keys(9).into_iter().all(|(_, _, live)| !live));
	});
}

#[test]
fn emergencies_are_listed_all_unreviewed_or_by_doctor() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.with_record(ST_MARY, 2, bruno())
		.build_and_execute(|| {
			for who in [doctor(SOUTH, 0), doctor(SOUTH, 1)] {
				Registry::grant_emergency(who.clone());
				for n in 1..=2 {
					assert_ok!(EhrIndex::break_glass(
						RuntimeOrigin::signed(who.clone()),
						record(n),
						EmergencyReason::Unconscious
					));
				}
			}
			assert_ok!(EhrIndex::review_emergency(
				RuntimeOrigin::root(),
				1,
				EmergencyVerdict::Justified
			));
			let ids = |filter: EmergencyFilter<AccountId>, limit| -> Vec<u64> {
				read_all(limit, |page| EhrIndex::api_emergencies(filter.clone(), page))
					.into_iter()
					.map(|info| info.id)
					.collect()
			};
			for limit in 1..5 {
				assert_eq!(ids(EmergencyFilter::All, limit), vec![0, 1, 2, 3]);
				assert_eq!(ids(EmergencyFilter::Unreviewed, limit), vec![0, 2, 3]);
				assert_eq!(ids(EmergencyFilter::Doctor(doctor(SOUTH, 1)), limit), vec![2, 3]);
			}
		});
}

#[test]
fn a_cursor_of_another_make_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let wrong = Some(vec![1; 5]);
		assert_eq!(
			EhrIndex::api_index_scopes(ST_MARY, request(1, wrong.clone())),
			Err(PageError::InvalidCursor)
		);
		assert_eq!(
			EhrIndex::api_wrapped_index_keys(ST_MARY, request(1, wrong.clone())),
			Err(PageError::InvalidCursor)
		);
		for cursor in [wrong, Some(0u64.encode())] {
			assert_eq!(
				EhrIndex::api_emergencies(EmergencyFilter::All, request(1, cursor)),
				Err(PageError::InvalidCursor)
			);
		}
	});
}
