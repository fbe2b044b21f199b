//! Why a step towards a token is refused: one reason a check.

use super::{MAX_BATCH, MAX_KEYWORD};
use crate::{codec::CodecError, encoding::DecodeError};
use core::fmt;

/// Why the public values of a token key are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeysError {
	/// The bytes are not of the format.
	Codec(CodecError),
	/// K does not decode.
	Key(DecodeError),
	/// The `K_j` of an authority does not decode.
	Authority {
		/// j.
		index: u16,
		/// Why.
		error: DecodeError,
	},
	/// No authority, or too many.
	AuthorityCount,
	/// The threshold is not above f and at most n - f, f = floor((n - 1) / 3).
	Threshold,
	/// The `K_j` do not lie on a polynomial of degree t - 1 through K.
	Inconsistent,
}

impl From<CodecError> for KeysError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl fmt::Display for KeysError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Key(error) => return write!(f, "the token key: {error}"),
			Self::Authority { index, error } => return write!(f, "the key of authority {index}: {error}"),
			Self::AuthorityCount => "no authority, or too many",
			Self::Threshold => "the threshold is outside its bounds",
			Self::Inconsistent => "the keys of the authorities do not lie on one polynomial",
		})
	}
}

impl core::error::Error for KeysError {}

/// Why a share of a token key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
	/// The bytes are not of the format.
	Codec(CodecError),
	/// The scalar does not decode, or is zero.
	Scalar(DecodeError),
	/// No authority has this index.
	NoSuchAuthority,
	/// The share is of another ceremony or generation.
	OtherSharing,
	/// `k_j G` is not the authority's `K_j`.
	NotItsKey,
}

impl From<CodecError> for ShareError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl fmt::Display for ShareError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Scalar(error) => return error.fmt(f),
			Self::NoSuchAuthority => "no authority has this index",
			Self::OtherSharing => "the share is of another ceremony or generation",
			Self::NotItsKey => "the share does not belong to the authority's key",
		})
	}
}

impl core::error::Error for ShareError {}

/// Why keywords are not blinded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlindError {
	/// There is none.
	Empty,
	/// More than [`MAX_BATCH`].
	TooMany,
	/// A keyword is empty, or longer than [`MAX_KEYWORD`].
	Length {
		/// Which.
		position: usize,
	},
}

impl fmt::Display for BlindError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Empty => f.write_str("no keyword"),
			Self::TooMany => write!(f, "more than {MAX_BATCH} keywords"),
			Self::Length { position } => {
				write!(f, "keyword {position} does not have 1 to {MAX_KEYWORD} bytes")
			}
		}
	}
}

impl core::error::Error for BlindError {}

/// Why an authority does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvaluateError {
	/// There is no point.
	Empty,
	/// More than [`MAX_BATCH`].
	TooMany,
	/// A point does not decode, or is the neutral one.
	Point {
		/// Which.
		position: usize,
		/// Why.
		error: DecodeError,
	},
}

impl fmt::Display for EvaluateError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Empty => f.write_str("no blinded keyword"),
			Self::TooMany => write!(f, "more than {MAX_BATCH} blinded keywords"),
			Self::Point { position, error } => write!(f, "blinded keyword {position}: {error}"),
		}
	}
}

impl core::error::Error for EvaluateError {}

/// Why the answer of an authority is no good: it, and nobody else, is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerError {
	/// It is of another ceremony or generation.
	OtherSharing,
	/// No authority has its index.
	NoSuchAuthority,
	/// This authority has answered already.
	Repeated,
	/// It does not have one point a keyword.
	Count,
	/// A point does not decode, or is the neutral one.
	Point {
		/// Which.
		position: usize,
		/// Why.
		error: DecodeError,
	},
	/// A scalar of the proof does not decode.
	Proof(DecodeError),
	/// The proof does not show that the authority's key made it, for this chain and asker.
	Forged,
}

impl fmt::Display for AnswerError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::OtherSharing => "the answer is of another ceremony or generation",
			Self::NoSuchAuthority => "no authority has this index",
			Self::Repeated => "this authority has answered already",
			Self::Count => "the answer does not have one point a keyword",
			Self::Point { position, error } => return write!(f, "point {position} of the answer: {error}"),
			Self::Proof(error) => return write!(f, "the proof of the answer: {error}"),
			Self::Forged => {
				"the proof does not show that the authority's key made the answer, here and for this asker"
			}
		})
	}
}

impl core::error::Error for AnswerError {}

/// Fewer good answers than a token takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
	/// How many there are.
	pub valid: u16,
	/// How many it takes.
	pub threshold: u16,
}

impl fmt::Display for TooFew {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{} good answers of the {} that it takes",
			self.valid, self.threshold
		)
	}
}

impl core::error::Error for TooFew {}
