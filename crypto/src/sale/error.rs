//! Why a step of a sale is refused: one reason a check.

use crate::{codec::CodecError, encoding::DecodeError, record::OpenError};
use core::fmt;

/// Why Q' and R are not acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitmentError {
	/// Q' is no point, or the neutral one.
	QPrime(DecodeError),
	/// R is no point, or the neutral one.
	R(DecodeError),
	/// Q, which only the buyer sees, is the neutral element: nothing would be blinded.
	Q,
}

impl fmt::Display for CommitmentError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::QPrime(error) => write!(f, "the commitment Q': {error}"),
			Self::R(error) => write!(f, "the commitment R: {error}"),
			Self::Q => f.write_str("the commitment Q is the neutral element"),
		}
	}
}

impl core::error::Error for CommitmentError {}

/// What a lock names that the proposal does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockError {
	/// Another order.
	Order,
	/// Another Q'.
	QPrime,
	/// Another R.
	R,
	/// Another bundle.
	Bundle,
	/// Another price.
	Price,
}

impl fmt::Display for LockError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Order => "the lock names another order",
			Self::QPrime => "the lock names another Q'",
			Self::R => "the lock names another R",
			Self::Bundle => "the lock names another bundle",
			Self::Price => "the lock names another price",
		})
	}
}

impl core::error::Error for LockError {}

/// Why a revealed scalar is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevealError {
	/// No scalar in its canonical encoding, or zero.
	Scalar(DecodeError),
	/// Not the scalar of Q'.
	Wrong,
}

impl fmt::Display for RevealError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Scalar(error) => write!(f, "the revealed scalar: {error}"),
			Self::Wrong => f.write_str("the revealed scalar is not the one committed to"),
		}
	}
}

impl core::error::Error for RevealError {}

/// Why a draw cannot be made or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// The buyer's trade key is no point, or the neutral one.
	TradeKey(DecodeError),
	/// kappa or rho is no scalar, or zero.
	Scalar(DecodeError),
	/// kappa' is zero.
	Zero,
}

impl From<CodecError> for DrawError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl fmt::Display for DrawError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Codec(error) => error.fmt(f),
			Self::TradeKey(error) => write!(f, "the buyer's trade key: {error}"),
			Self::Scalar(error) => write!(f, "a scalar of the draw: {error}"),
			Self::Zero => f.write_str("the scalar to reveal is zero"),
		}
	}
}

impl core::error::Error for DrawError {}

/// Why a seller's wallet does not reveal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedReveal {
	/// The draw is not the proposal's.
	Draw,
	/// What is locked is not what was proposed.
	Lock(LockError),
	/// The deadline is over.
	TooLate,
	/// The chain would refuse it.
	Reveal(RevealError),
}

impl From<LockError> for RefusedReveal {
	fn from(error: LockError) -> Self {
		Self::Lock(error)
	}
}

impl From<RevealError> for RefusedReveal {
	fn from(error: RevealError) -> Self {
		Self::Reveal(error)
	}
}

impl fmt::Display for RefusedReveal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Draw => f.write_str("the draw is not the proposal's"),
			Self::Lock(error) => error.fmt(f),
			Self::TooLate => f.write_str("the deadline is over"),
			Self::Reveal(error) => error.fmt(f),
		}
	}
}

impl core::error::Error for RefusedReveal {}

/// Why a bundle cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// Nothing for sale.
	NoFields,
	/// More fields than [`super::MAX_SOLD`], or than the record has, or a record of too many.
	TooManyFields,
	/// Fields are named twice, out of order, or beyond the last.
	Order,
	/// A label that is empty, too long, or not UTF-8.
	Label,
	/// No presentation.
	NoPresentation,
	/// More than [`super::MAX_BUNDLE`] bytes.
	TooLarge,
}

impl From<CodecError> for BundleError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl fmt::Display for BundleError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::NoFields => "a bundle has at least one field",
			Self::TooManyFields => "a bundle has at most 16384 fields, and no more than its record",
			Self::Order => "fields must be named once and in order",
			Self::Label => "a label has 1 to 256 bytes of UTF-8",
			Self::NoPresentation => "a bundle has a presentation",
			Self::TooLarge => "a bundle has at most 1 GiB",
		})
	}
}

impl core::error::Error for BundleError {}

/// Why a bundle was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MakeError<E> {
	/// The draw is another order's.
	Draw,
	/// More than [`super::MAX_SOLD`] fields.
	TooManyFields,
	/// The record, or a field that does not open.
	Record(OpenError),
	/// Making the presentation failed.
	Presentation(E),
	/// The presentation is empty or longer than [`super::MAX_PRESENTATION`] bytes.
	PresentationLength,
	/// More than [`super::MAX_BUNDLE`] bytes.
	TooLarge,
}

impl<E> From<OpenError> for MakeError<E> {
	fn from(error: OpenError) -> Self {
		Self::Record(error)
	}
}

impl<E: fmt::Display> fmt::Display for MakeError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Draw => f.write_str("the draw is another order's"),
			Self::TooManyFields => f.write_str("a sale has at most 16384 fields"),
			Self::Record(error) => error.fmt(f),
			Self::Presentation(error) => write!(f, "the presentation: {error}"),
			Self::PresentationLength => f.write_str("a presentation has 1 to 65536 bytes"),
			Self::TooLarge => f.write_str("a bundle has at most 1 GiB"),
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for MakeError<E> {}

/// Why a buyer must not lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckError<E> {
	/// Not the bundle that the proposal names.
	BundleHash,
	/// Made for another order.
	Order,
	/// The order is for another trade key.
	TradeKey,
	/// Q' or R.
	Commitments(CommitmentError),
	/// A field's path does not lead to the root that the others lead to.
	Path {
		/// The field's index.
		index: u32,
	},
	/// A field's ciphertext is not the one that its leaf was made for.
	Ciphertext {
		/// The field's index.
		index: u32,
	},
	/// The presentation does not show that the seller is a patient, for this order.
	Presentation(E),
	/// The presentation is about another record than the fields.
	Root,
	/// `P_i` or `W_i` is no point, or the neutral one.
	Point {
		/// The field's index.
		index: u32,
		/// What is wrong with it.
		error: DecodeError,
	},
	/// A point or scalar of the proof does not decode.
	ProofEncoding(DecodeError),
	/// The proof does not show that kappa unlocks the fields.
	Proof,
}

impl<E> From<CommitmentError> for CheckError<E> {
	fn from(error: CommitmentError) -> Self {
		Self::Commitments(error)
	}
}

impl<E: fmt::Display> fmt::Display for CheckError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::BundleHash => f.write_str("not the bundle that the proposal names"),
			Self::Order => f.write_str("the bundle was made for another order"),
			Self::TradeKey => f.write_str("the order is for another trade key"),
			Self::Commitments(error) => error.fmt(f),
			Self::Path { index } => write!(f, "the path of field {index} does not lead to the root"),
			Self::Ciphertext { index } => {
				write!(f, "field {index} has another ciphertext than its leaf says")
			}
			Self::Presentation(error) => write!(f, "the presentation: {error}"),
			Self::Root => f.write_str("the presentation is about another record"),
			Self::Point { index, error } => write!(f, "a point of field {index}: {error}"),
			Self::ProofEncoding(error) => write!(f, "the proof: {error}"),
			Self::Proof => f.write_str("the proof does not show that the fields can be unlocked"),
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for CheckError<E> {}

/// Why a buyer does not get at a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockError {
	/// Not the bundle that the proposal names.
	BundleHash,
	/// Made for another order.
	Order,
	/// The order is for another trade key.
	TradeKey,
	/// Q' or R.
	Commitments(CommitmentError),
	/// The scalar is not the one that the chain paid for.
	Reveal(RevealError),
	/// The bundle has no field at this position.
	NoSuchField,
	/// A field's ciphertext is not the one that its leaf was made for.
	Ciphertext {
		/// The field's index.
		index: u32,
	},
	/// `W_i` is no point, or the neutral one.
	Point {
		/// The field's index.
		index: u32,
		/// What is wrong with it.
		error: DecodeError,
	},
	/// A field's ciphertext does not open under its `S_i`: it was sealed so.
	Field {
		/// The field's index.
		index: u32,
	},
}

impl From<CommitmentError> for UnlockError {
	fn from(error: CommitmentError) -> Self {
		Self::Commitments(error)
	}
}

impl From<RevealError> for UnlockError {
	fn from(error: RevealError) -> Self {
		Self::Reveal(error)
	}
}

impl fmt::Display for UnlockError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::BundleHash => f.write_str("not the bundle that the proposal names"),
			Self::Order => f.write_str("the bundle was made for another order"),
			Self::TradeKey => f.write_str("the order is for another trade key"),
			Self::Commitments(error) => error.fmt(f),
			Self::Reveal(error) => error.fmt(f),
			Self::NoSuchField => f.write_str("the bundle has no field at this position"),
			Self::Ciphertext { index } => {
				write!(f, "field {index} has another ciphertext than its leaf says")
			}
			Self::Point { index, error } => write!(f, "a point of field {index}: {error}"),
			Self::Field { index } => write!(f, "field {index} does not open"),
		}
	}
}

impl core::error::Error for UnlockError {}
