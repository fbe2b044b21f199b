//! Lists go on where they stopped, whatever is asked of them.

use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::{
	apis::{AuthorisationFilter, RecordFilter},
	page::{Page, PageError, PageRequest, PageResult},
	record::{ConsentTarget, Grantee, RecordId},
};
use std::collections::BTreeSet;

/// Reads a whole list in pages of `limit`, and returns the sizes of the pages with the items.
fn read_all<Item>(limit: u32, list: impl Fn(PageRequest) -> PageResult<Item>) -> (Vec<usize>, Vec<Item>) {
	let (mut sizes, mut items, mut cursor) = (vec![], vec![], None);
	loop {
		let page = list(PageRequest { cursor, limit }).unwrap();
		sizes.push(page.items.len());
		items.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			return (sizes, items);
		}
	}
}

fn ids(filter: RecordFilter<salus_primitives::AccountId>, limit: u32) -> (Vec<usize>, BTreeSet<RecordId>) {
	let (sizes, records) = read_all(limit, |page| EhrIndex::api_records(filter.clone(), page));
	let count = records.len();
	let ids: BTreeSet<_> = records.into_iter().map(|info| info.id).collect();
	assert_eq!(ids.len(), count, "an item was given twice");
	(sizes, ids)
}

fn with_records(test: impl FnOnce()) {
	let mut builder = ExtBuilder::default();
	for n in 1..=7 {
		builder = builder.with_record(ST_MARY, n, if n <= 3 { alma() } else { bruno() });
	}
	builder.with_record(NORTH, 8, alma()).build_and_execute(test);
}

#[test]
fn records_are_listed_all_by_custodian_or_by_patient() {
	with_records(|| {
		let numbered = |range: std::ops::RangeInclusive<u8>| range.map(record).collect::<BTreeSet<_>>();
		assert_eq!(ids(RecordFilter::All, 3), (vec![3, 3, 2], numbered(1..=8)));
		assert_eq!(
			ids(RecordFilter::Custodian(ST_MARY), 4),
			(vec![4, 3], numbered(1..=7))
		);
		assert_eq!(ids(RecordFilter::Custodian(NORTH), 4), (vec![1], numbered(8..=8)));
		assert_eq!(
			ids(RecordFilter::Patient(bruno()), 2),
			(vec![2, 2], numbered(4..=7))
		);
		assert_eq!(ids(RecordFilter::Patient(alma()), 256).1.len(), 4);
		assert_eq!(
			ids(RecordFilter::Patient(stranger()), 256),
			(vec![0], BTreeSet::new())
		);
		assert_eq!(
			ids(RecordFilter::Custodian(NOWHERE), 256),
			(vec![0], BTreeSet::new())
		);
	});
}

#[test]
fn a_list_goes_on_although_the_last_item_given_left_it() {
	with_records(|| {
		let filter = RecordFilter::Custodian(ST_MARY);
		let first = EhrIndex::api_records(
			filter.clone(),
			PageRequest {
				cursor: None,
				limit: 3,
			},
		)
		.unwrap();
		let last = first.items.last().unwrap().id;
		assert_ok!(EhrIndex::transfer_custody(
			RuntimeOrigin::signed(operator(ST_MARY)),
			last,
			NORTH
		));
		assert_ok!(EhrIndex::accept_custody(
			RuntimeOrigin::signed(operator(NORTH)),
			last,
			location(3)
		));
		let rest = EhrIndex::api_records(
			filter,
			PageRequest {
				cursor: first.next,
				limit: 10,
			},
		)
		.unwrap();
		assert_eq!(rest.items.len(), 4);
	});
}

#[test]
fn consents_are_listed_with_whether_they_hold() {
	with_records(|| {
		for n in 1..=3 {
			consent(alma(), ConsentTarget::Record(record(n)), Grantee::Hospital(NORTH));
		}
		let origin = RuntimeOrigin::signed(alma());
		assert_ok!(EhrIndex::grant_consent(
			origin,
			ConsentTarget::All,
			Grantee::Doctor(doctor(SOUTH, 0)),
			5
		));
		System::set_block_number(5);
		let (sizes, consents) = read_all(3, |page| EhrIndex::api_consents(alma(), page));
		assert_eq!(sizes, vec![3, 1]);
		for info in consents {
			assert_eq!(info.patient, alma());
			assert_eq!(info.live, info.target != ConsentTarget::All);
			assert_eq!(info.expires_at, if info.live { 100 } else { 5 });
		}
		assert_eq!(
			read_all(3, |page| EhrIndex::api_consents(bruno(), page)).0,
			vec![0]
		);
	});
}

#[test]
fn authorisations_are_listed_both_ways() {
	with_records(|| {
		authorise(ST_MARY, NORTH);
		authorise(ST_MARY, SOUTH);
		authorise(NORTH, SOUTH);
		let origin = RuntimeOrigin::signed(operator(ST_MARY));
		assert_ok!(EhrIndex::authorise_hospital(
			origin,
			SOUTH,
			BONES,
			5,
			Default::default()
		));
		System::set_block_number(5);
		let read = |filter: AuthorisationFilter, limit| {
			let (sizes, found) = read_all(limit, |page| EhrIndex::api_authorisations(filter.clone(), page));
			let mut found: Vec<_> = found
				.into_iter()
				.map(|info| (info.custodian, info.grantee, info.scope, info.live))
				.collect();
			found.sort();
			(sizes, found)
		};
		assert_eq!(
			read(AuthorisationFilter::By(ST_MARY), 2),
			(
				vec![2, 1],
				vec![
					(ST_MARY, NORTH, HEART, true),
					(ST_MARY, SOUTH, BONES, false),
					(ST_MARY, SOUTH, HEART, true)
				]
			)
		);
		assert_eq!(
			read(AuthorisationFilter::To(SOUTH), 1),
			(
				vec![1, 1, 1],
				vec![
					(ST_MARY, SOUTH, BONES, false),
					(ST_MARY, SOUTH, HEART, true),
					(NORTH, SOUTH, HEART, true)
				]
			)
		);
		assert_eq!(read(AuthorisationFilter::To(ST_MARY), 1), (vec![0], vec![]));
	});
}

#[test]
fn a_page_of_nothing_has_one_item_and_a_page_of_everything_is_bounded() {
	ExtBuilder::default().build_and_execute(|| {
		for n in 0..=255u8 {
			register(ST_MARY, n, alma());
		}
		let extra = RecordId::from_low_u64_be(7);
		let call = EhrIndex::register_record(
			RuntimeOrigin::signed(operator(NORTH)),
			extra,
			registration(NORTH, extra, alma()),
		);
		assert_ok!(call);
		let page =
			|limit| EhrIndex::api_records(RecordFilter::All, PageRequest { cursor: None, limit }).unwrap();
		assert_eq!(page(0).items.len(), 1);
		let largest: Page<_> = page(1_000_000_000);
		assert_eq!(largest.items.len(), 256);
		assert!(largest.next.is_some());
	});
}

#[test]
fn a_cursor_of_another_make_is_refused() {
	with_records(|| {
		for bytes in [vec![], vec![1; 31], vec![1; 33], vec![255; 200]] {
			let page = || PageRequest {
				cursor: Some(bytes.clone()),
				limit: 5,
			};
			assert_eq!(
				EhrIndex::api_records(RecordFilter::All, page()),
				Err(PageError::InvalidCursor)
			);
			assert_eq!(
				EhrIndex::api_consents(alma(), page()),
				Err(PageError::InvalidCursor)
			);
			assert_eq!(
				EhrIndex::api_authorisations(AuthorisationFilter::By(ST_MARY), page()),
				Err(PageError::InvalidCursor)
			);
		}
		let never_given = PageRequest {
			cursor: Some(record(77).encode()),
			limit: 5,
		};
		assert!(EhrIndex::api_records(RecordFilter::All, never_given).is_ok());
	});
}
