//! The tags of a record: their bucket, their order, their padding.

use crate::{interest, interests, master, SCOPE};
use proptest::prelude::*;
use salus_crypto::index::{
	check_tags, ParseTagsError, Tag, Tags, TagsError, TooManyKeywords, BUCKETS, MAX_TAGS,
};
use std::collections::BTreeSet;

const RECORD: [u8; 32] = [5; 32];

fn tags_of(numbers: impl IntoIterator<Item = u64>) -> Vec<Tag> {
	master().tags(&SCOPE, 2, &RECORD, &interests(numbers)).unwrap()
}

fn tag(first: u8, last: u8) -> Tag {
	let mut tag = [0; 16];
	(tag[0], tag[15]) = (first, last);
	tag
}

#[test]
fn tags_fill_the_smallest_bucket_that_holds_them() {
	for (keywords, bucket) in [
		(0, 32),
		(1, 32),
		(32, 32),
		(33, 64),
		(64, 64),
		(65, 128),
		(128, 128),
	] {
		let tags = tags_of(0..keywords);
		assert_eq!(tags.len(), bucket);
		assert_eq!(check_tags(&tags), Ok(()));
	}
	assert_eq!(BUCKETS.last(), Some(&MAX_TAGS));
}

#[test]
fn more_keywords_than_the_largest_bucket_holds_are_refused() {
	for keywords in [129, 10_000] {
		assert_eq!(
			master().tags(
				&SCOPE,
				2,
				&RECORD,
				&interests((0..keywords).map(|number| number % 200))
			),
			Err(TooManyKeywords {
				keywords: keywords.min(200) as usize
			})
		);
	}
}

#[test]
fn a_keyword_given_twice_counts_once_and_their_order_does_not_matter() {
	let tags = tags_of(0..32);
	assert_eq!(tags_of((0..32).chain(0..32)), tags);
	assert_eq!(tags_of((0..32).rev()), tags);
}

#[test]
fn tags_of_one_keyword_differ_by_record_epoch_scope_and_hospital() {
	let secret = master().index_secret(&SCOPE, 2);
	let tag = secret.trapdoor(&interest(1)).tag(&RECORD);
	let others = [
		secret.trapdoor(&interest(1)).tag(&[6; 32]),
		secret.trapdoor(&interest(2)).tag(&RECORD),
		master()
			.index_secret(&SCOPE, 3)
			.trapdoor(&interest(1))
			.tag(&RECORD),
		master()
			.index_secret(&[4; 16], 2)
			.trapdoor(&interest(1))
			.tag(&RECORD),
	];
	assert!(!others.contains(&tag));
}

#[test]
fn indexing_anew_changes_no_more_tags_than_keywords() {
	let tags: BTreeSet<Tag> = tags_of(0..20).into_iter().collect();
	let same: BTreeSet<Tag> = tags_of(0..20).into_iter().collect();
	assert_eq!(same, tags);
	// One keyword more takes the place of one padding, one less gives it back.
	for numbers in [0..21, 0..19] {
		let anew: BTreeSet<Tag> = tags_of(numbers).into_iter().collect();
		assert_eq!(anew.difference(&tags).count(), 1);
		assert_eq!(tags.difference(&anew).count(), 1);
	}
	// Into the next bucket, all padding is kept.
	let anew: BTreeSet<Tag> = tags_of(0..33).into_iter().collect();
	assert_eq!(tags.difference(&anew).count(), 0);
}

#[test]
fn padding_is_the_records_and_epochs_own() {
	let empty = |epoch, record: &[u8; 32]| -> BTreeSet<Tag> {
		let tags = master().tags(&SCOPE, epoch, record, &[]).unwrap();
		tags.into_iter().collect()
	};
	let padding = empty(2, &RECORD);
	assert!(padding.is_disjoint(&empty(3, &RECORD)));
	assert!(padding.is_disjoint(&empty(2, &[6; 32])));
}

#[test]
fn tags_that_are_not_in_a_bucket_sorted_and_distinct_are_refused() {
	let good: Vec<Tag> = (0..32).map(|first| tag(first, 0)).collect();
	assert_eq!(check_tags(&good), Ok(()));
	for count in [0, 1, 31] {
		assert_eq!(check_tags(&good[..count]), Err(TagsError::Bucket { count }));
	}
	let many = vec![tag(0, 0); 10_000];
	for count in [33, 63, 65, 127, 129, 256, 10_000] {
		assert_eq!(check_tags(&many[..count]), Err(TagsError::Bucket { count }));
	}
	let mut swapped = good.clone();
	swapped.swap(30, 31);
	assert_eq!(check_tags(&swapped), Err(TagsError::Unsorted { at: 31 }));
	let mut twice = good.clone();
	twice[1] = twice[0];
	assert_eq!(check_tags(&twice), Err(TagsError::Repeated { at: 1 }));
	// The last byte counts.
	let mut close = good;
	close[4] = tag(3, 1);
	assert_eq!(check_tags(&close), Ok(()));
	close[3] = tag(3, 2);
	assert_eq!(check_tags(&close), Err(TagsError::Unsorted { at: 4 }));
}

#[test]
fn tags_are_read_from_bytes_strictly() {
	let tags = tags_of(0..5);
	let bytes = tags.concat();
	assert_eq!(
		Tags::parse(&bytes),
		Tags::new(&tags).map_err(ParseTagsError::Tags)
	);
	assert_eq!(
		Tags::parse(&bytes[..511]),
		Err(ParseTagsError::Length { bytes: 511 })
	);
	assert_eq!(
		Tags::parse(&bytes[..496]),
		Err(ParseTagsError::Tags(TagsError::Bucket { count: 31 }))
	);
	assert_eq!(
		Tags::parse(&[]),
		Err(ParseTagsError::Tags(TagsError::Bucket { count: 0 }))
	);
}

/// Tags that are spread evenly, or crowd at one end, or differ at the end alone.
fn any_tags() -> impl Strategy<Value = Vec<Tag>> {
	let tag = prop_oneof![
		any::<Tag>(),
		any::<[u8; 2]>().prop_map(|[a, b]| tag(a % 2, b)),
		any::<[u8; 2]>().prop_map(|[a, b]| tag(255 - a % 2, b)),
		any::<u8>().prop_map(|b| tag(128, b)),
	];
	prop::collection::vec(tag, 0..140)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(1_000))]

	#[test]
	fn sorted_tags_are_found_however_they_are_spread(mut tags in any_tags(), strangers in any_tags()) {
		tags.sort();
		tags.dedup();
		let there = Tags::checked(&tags);
		for tag in &tags {
			prop_assert!(there.contains(tag));
		}
		for tag in &strangers {
			prop_assert_eq!(there.contains(tag), tags.contains(tag));
		}
	}

	#[test]
	fn tags_that_nobody_sorted_do_no_harm(tags in any_tags(), strangers in any_tags()) {
		for tag in &strangers {
			prop_assert!(!Tags::checked(&tags).contains(tag) || tags.contains(tag));
		}
	}

	#[test]
	fn random_bytes_are_tags_only_in_order(bytes in prop::collection::vec(any::<u8>(), 0..2_100)) {
		prop_assert!(Tags::parse(&bytes).is_err());
	}
}
