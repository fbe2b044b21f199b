//! The tags of a record: in a bucket, sorted, distinct.

use super::{Interest, MasterSecret, ParseTagsError, Record, Scope, TagsError, TooManyKeywords};
use alloc::{collections::BTreeSet, vec::Vec};

/// First half of HMAC-SHA-256(I, record).
pub type Tag = [u8; 16];

/// How many tags a record may have.
pub const BUCKETS: [usize; 3] = [32, 64, 128];
/// Tags of the largest bucket.
pub const MAX_TAGS: usize = 128;

impl MasterSecret {
	/// The tags of a record: one for each interest, filled up to the smallest bucket that holds them, sorted. What is
	/// given twice counts once.
	///
	/// Padding looks random to all who have not m_i, and for one record, scope and epoch it is always the same: tags that
	/// change when a record is indexed anew would show which of them are padding.
	pub fn tags(
		&self,
		scope: &Scope,
		epoch: u32,
		record: &Record,
		interests: &[Interest],
	) -> Result<Vec<Tag>, TooManyKeywords> {
		let distinct: BTreeSet<_> = interests.iter().map(Interest::to_bytes).collect();
		let keywords = distinct.len();
		let bucket = BUCKETS
			.into_iter()
			.find(|bucket| keywords <= *bucket)
			.ok_or(TooManyKeywords { keywords })?;
		let secret = self.index_secret(scope, epoch);
		let mut tags: BTreeSet<Tag> = interests
			.iter()
			.map(|interest| secret.trapdoor(interest).tag(record))
			.collect();
		for place in 0.. {
			if tags.len() >= bucket {
				break;
			}
			tags.insert(*self.padding(scope, epoch, record, place));
		}
		Ok(tags.into_iter().collect())
	}
}

/// Whether tags are as many as a bucket holds, sorted and distinct.
pub fn check_tags(tags: &[Tag]) -> Result<(), TagsError> {
	let count = tags.len();
	if !BUCKETS.contains(&count) {
		return Err(TagsError::Bucket { count });
	}
	let pairs = tags.iter().zip(tags.iter().skip(1));
	for (at, (before, tag)) in (1..).zip(pairs) {
		if before == tag {
			return Err(TagsError::Repeated { at });
		}
		if before > tag {
			return Err(TagsError::Unsorted { at });
		}
	}
	Ok(())
}

/// Tags of a record to look among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tags<'a>(&'a [Tag]);

impl<'a> Tags<'a> {
	/// Tags that pass [`check_tags`].
	pub fn new(tags: &'a [Tag]) -> Result<Self, TagsError> {
		check_tags(tags).map(|()| Self(tags))
	}

	/// The same from bytes, tag after tag.
	pub fn parse(bytes: &'a [u8]) -> Result<Self, ParseTagsError> {
		match bytes.as_chunks() {
			(tags, []) => Self::new(tags).map_err(ParseTagsError::Tags),
			_ => Err(ParseTagsError::Length { bytes: bytes.len() }),
		}
	}

	/// Tags that were checked when they were stored. Of others, some may not be found.
	pub fn checked(tags: &'a [Tag]) -> Self {
		Self(tags)
	}

	/// Whether a tag is among them.
	///
	/// Tags are spread evenly, so the search begins where this one should lie and seldom takes more than a few steps; if
	/// somebody spread them otherwise, it takes at most as many as there are tags.
	pub fn contains(self, tag: &Tag) -> bool {
		let wanted = u128::from_be_bytes(*tag);
		let value = |tag: &Tag| u128::from_be_bytes(*tag);
		let (below, above) = self
			.0
			.split_at_checked(expected(wanted, self.0.len()))
			.unwrap_or((&[], self.0));
		match above.first().map(value) {
			Some(first) if first <= wanted => above
				.iter()
				.map(value)
				.find(|value| *value >= wanted)
				.is_some_and(|found| found == wanted),
			_ => below
				.iter()
				.rev()
				.map(value)
				.find(|value| *value <= wanted)
				.is_some_and(|found| found == wanted),
		}
	}
}

/// The place of a tag among `count` that are spread evenly.
fn expected(tag: u128, count: usize) -> usize {
	let high = tag.checked_shr(96).unwrap_or_default();
	u128::try_from(count)
		.ok()
		.and_then(|count| high.checked_mul(count)?.checked_shr(32))
		.and_then(|place| usize::try_from(place).ok())
		.unwrap_or_default()
}
