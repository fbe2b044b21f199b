//! Why something about an index is refused: one reason a check.

use super::{Record, MAX_INTERESTS, MAX_TAGS};
use crate::{encoding::DecodeError, wrap::UnwrapError};
use core::fmt;

/// More keywords than the largest bucket holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyKeywords {
	/// How many distinct ones.
	pub keywords: usize,
}

impl fmt::Display for TooManyKeywords {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{} keywords, more than the {MAX_TAGS} of the largest bucket",
			self.keywords
		)
	}
}

impl core::error::Error for TooManyKeywords {}

/// Why tags are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagsError {
	/// No bucket holds so many.
	Bucket {
		/// How many.
		count: usize,
	},
	/// A tag is below the one before it.
	Unsorted {
		/// Its place.
		at: usize,
	},
	/// A tag is the one before it.
	Repeated {
		/// Its place.
		at: usize,
	},
}

impl fmt::Display for TagsError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Bucket { count } => write!(f, "no bucket holds {count} tags"),
			Self::Unsorted { at } => write!(f, "tag {at} is below the one before it"),
			Self::Repeated { at } => write!(f, "tag {at} is the one before it"),
		}
	}
}

impl core::error::Error for TagsError {}

/// Why bytes are not tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseTagsError {
	/// Not a whole number of tags.
	Length {
		/// How many bytes.
		bytes: usize,
	},
	/// The tags are refused.
	Tags(TagsError),
}

impl fmt::Display for ParseTagsError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Length { bytes } => write!(f, "{bytes} bytes are not a whole number of tags"),
			Self::Tags(error) => error.fmt(f),
		}
	}
}

impl core::error::Error for ParseTagsError {}

/// Why a wrapped index key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnwrapKeyError {
	/// The wrap does not open.
	Wrap(UnwrapError),
	/// What it holds is not as long as a key.
	Length,
	/// What it holds is no scalar, or zero.
	Scalar(DecodeError),
	/// It is the key of another M.
	OtherKey,
}

impl fmt::Display for UnwrapKeyError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Wrap(error) => error.fmt(f),
			Self::Length => f.write_str("not as long as an index key"),
			Self::Scalar(error) => write!(f, "the index key: {error}"),
			Self::OtherKey => f.write_str("not the key of the point on the chain"),
		}
	}
}

impl core::error::Error for UnwrapKeyError {}

/// Why interests are no query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryError {
	/// There is none.
	NoInterests,
	/// More than [`MAX_INTERESTS`].
	TooManyInterests {
		/// How many.
		count: usize,
	},
	/// One is there twice.
	Repeated {
		/// Where the second time.
		position: usize,
	},
}

impl fmt::Display for QueryError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::NoInterests => f.write_str("no interest"),
			Self::TooManyInterests { count } => write!(f, "{count} interests, more than {MAX_INTERESTS}"),
			Self::Repeated { position } => write!(f, "interest {position} was there before"),
		}
	}
}

impl core::error::Error for QueryError {}

/// Why the proof of a match is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchProofError {
	/// The interests are no query.
	Query(QueryError),
	/// It does not have one point an interest.
	Count,
	/// M does not decode.
	Public(DecodeError),
	/// An index point does not decode, or is the neutral one.
	Point {
		/// Which.
		position: usize,
		/// Why.
		error: DecodeError,
	},
	/// A scalar of the proof does not decode.
	Proof(DecodeError),
	/// The points are not those of these interests under this key, or the proof is of another match.
	Wrong,
}

impl fmt::Display for MatchProofError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Query(error) => error.fmt(f),
			Self::Count => f.write_str("the proof does not have one point an interest"),
			Self::Public(error) => write!(f, "the point of the index key: {error}"),
			Self::Point { position, error } => write!(f, "index point {position}: {error}"),
			Self::Proof(error) => write!(f, "the proof: {error}"),
			Self::Wrong => f.write_str("not these interests under this key, or the proof of another match"),
		}
	}
}

impl core::error::Error for MatchProofError {}

/// How a claimed match differs from the honest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dishonest {
	/// A record matches and was left out.
	Hidden {
		/// The record.
		record: Record,
	},
	/// A record was claimed that does not match, or is not there.
	Invented {
		/// The record.
		record: Record,
	},
	/// A record matches, by other interests than was said.
	Interests {
		/// The record.
		record: Record,
		/// Bits of the interests that were said.
		said: u32,
		/// Bits of the interests that it has.
		found: u32,
	},
}

impl fmt::Display for Dishonest {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (record, what) = match self {
			Self::Hidden { record } => (record, "matches and was left out"),
			Self::Invented { record } => (record, "was claimed and does not match"),
			Self::Interests { record, .. } => (record, "matches by other interests than was said"),
		};
		f.write_str("record 0x")?;
		for byte in record {
			write!(f, "{byte:02x}")?;
		}
		write!(f, " {what}")
	}
}

impl core::error::Error for Dishonest {}
