//! The trail tells everything, oldest first, and is read by record, by patient, by block.

use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::{
	apis::TrailFilter,
	page::{PageError, PageRequest},
	record::{ConsentTarget, Grantee, RecordId, TrailEntry, TrailEvent},
	AccountId, BlockNumber,
};

type Filter = TrailFilter<AccountId, BlockNumber>;
type Entry = TrailEntry<AccountId, BlockNumber>;

const ALWAYS: Filter = TrailFilter {
	record: None,
	patient: None,
	from: 0,
	to: BlockNumber::MAX,
};

fn of_record(record: RecordId) -> Filter {
	TrailFilter {
		record: Some(record),
		..ALWAYS
	}
}

fn of_patient(patient: AccountId) -> Filter {
	TrailFilter {
		patient: Some(patient),
		..ALWAYS
	}
}

fn read(filter: Filter, limit: u32) -> Vec<Entry> {
	let (mut entries, mut cursor) = (vec![], None);
	loop {
		let page = EhrIndex::api_access_trail(filter.clone(), PageRequest { cursor, limit }).unwrap();
		assert!(page.items.len() <= limit as usize);
		entries.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			return entries;
		}
	}
}

/// Blocks 1 to 6: two records, an authorisation, two consents, an access, a withdrawal.
fn story(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		register(ST_MARY, 1, alma());
		System::set_block_number(2);
		register(NORTH, 2, bruno());
		authorise(ST_MARY, NORTH);
		System::set_block_number(3);
		consent(alma(), ConsentTarget::All, Grantee::Hospital(NORTH));
		System::set_block_number(5);
		consent(alma(), ConsentTarget::Record(record(1)), Grantee::Hospital(NORTH));
		assert_ok!(EhrIndex::record_access(
			RuntimeOrigin::signed(doctor(NORTH, 0)),
			record(1)
		));
		System::set_block_number(6);
		let grantee = Grantee::Hospital(NORTH);
		assert_ok!(EhrIndex::withdraw_consent(
			RuntimeOrigin::signed(alma()),
			ConsentTarget::All,
			grantee
		));
		System::set_block_number(9);
		test();
	});
}

fn blocks(entries: &[Entry]) -> Vec<BlockNumber> {
	entries.iter().map(|entry| entry.at).collect()
}

#[test]
fn the_whole_trail_is_read_in_any_page_size() {
	story(|| {
		let whole = read(ALWAYS, 256);
		assert_eq!(blocks(&whole), vec![1, 2, 2, 3, 5, 5, 6]);
		for limit in 1..=8 {
			assert_eq!(read(ALWAYS, limit), whole);
		}
	});
}

#[test]
fn a_record_and_a_patient_have_lists_of_their_own() {
	story(|| {
		assert_eq!(blocks(&read(of_record(record(1)), 2)), vec![1, 5, 5]);
		assert_eq!(blocks(&read(of_patient(alma()), 2)), vec![1, 3, 5, 5, 6]);
		assert_eq!(blocks(&read(of_patient(bruno()), 2)), vec![2]);
		let accesses: Vec<_> = read(of_patient(alma()), 256)
			.into_iter()
			.filter(|entry| matches!(entry.event, TrailEvent::Accessed { .. }))
			.collect();
		assert_eq!(accesses.len(), 1);
	});
}

#[test]
fn all_conditions_hold_together() {
	story(|| {
		let both = |patient| TrailFilter {
			patient: Some(patient),
			..of_record(record(1))
		};
		assert_eq!(blocks(&read(both(alma()), 1)), vec![1, 5, 5]);
		assert_eq!(read(both(bruno()), 1), vec![]);
		assert_eq!(read(of_record(record(9)), 1), vec![]);
	});
}

#[test]
fn a_span_of_blocks_is_read_to_both_its_ends() {
	story(|| {
		let spans: [(BlockNumber, BlockNumber, &[BlockNumber]); 8] = [
			(0, 9, &[1, 2, 2, 3, 5, 5, 6]),
			(2, 5, &[2, 2, 3, 5, 5]),
			(2, 2, &[2, 2]),
			(4, 4, &[]),
			(4, 5, &[5, 5]),
			(6, BlockNumber::MAX, &[6]),
			(7, 9, &[]),
			(5, 2, &[]),
		];
		for (from, to, expected) in spans {
			for limit in [1, 3, 256] {
				assert_eq!(blocks(&read(TrailFilter { from, to, ..ALWAYS }, limit)), expected);
			}
		}
	});
}

#[test]
fn a_page_looks_at_a_bounded_number_of_entries() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			for n in 0..1_100u32 {
				let origin = RuntimeOrigin::signed(alma());
				assert_ok!(EhrIndex::grant_consent(
					origin,
					ConsentTarget::Record(record(1)),
					Grantee::Hospital(NORTH),
					10 + n
				));
			}
			let filter = TrailFilter {
				patient: Some(bruno()),
				..of_record(record(1))
			};
			let request = |cursor| PageRequest { cursor, limit: 256 };
			let first = EhrIndex::api_access_trail(filter.clone(), request(None)).unwrap();
			assert_eq!(
				(first.items.len(), first.next.clone()),
				(0, Some(1_024u64.encode()))
			);
			let second = EhrIndex::api_access_trail(filter, request(first.next)).unwrap();
			assert_eq!((second.items.len(), second.next), (0, None));
		});
}

#[test]
fn a_cursor_of_another_make_is_refused() {
	story(|| {
		for bytes in [vec![], vec![0; 7], vec![0; 9], 7u64.encode(), u64::MAX.encode()] {
			let page = PageRequest {
				cursor: Some(bytes),
				limit: 5,
			};
			assert_eq!(
				EhrIndex::api_access_trail(ALWAYS, page),
				Err(PageError::InvalidCursor)
			);
		}
	});
}
