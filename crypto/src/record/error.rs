//! Why a record cannot be sealed, read or opened.

use crate::{codec::CodecError, encoding::DecodeError, wrap::UnwrapError};
use core::fmt;

/// What is wrong with a record, its bytes or a disclosure of it, before any key is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// No field at all.
	NoFields,
	/// More than [`super::MAX_FIELDS`] fields.
	TooManyFields,
	/// No field group at all.
	NoGroups,
	/// More than [`super::MAX_GROUPS`] field groups.
	TooManyGroups,
	/// A field names a group that does not exist.
	NoSuchGroup,
	/// A group without fields.
	EmptyGroup,
	/// A label that is empty, longer than [`super::MAX_LABEL`] bytes, or not UTF-8.
	Label,
	/// An envelope part that is empty or longer than [`super::MAX_ENVELOPE`] bytes.
	Envelope,
	/// More than [`super::MAX_BLOB`] bytes.
	TooLarge,
	/// The patient's wrap key is no key.
	PatientKey(DecodeError),
	/// Fields are named twice, out of order, or beyond the last.
	Order,
	/// No field has this index.
	NoSuchField,
}

impl fmt::Display for RecordError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::PatientKey(error) => return write!(f, "the patient's wrap key: {error}"),
			Self::NoFields => "a record has at least one field",
			Self::TooManyFields => "a record has at most 131072 fields",
			Self::NoGroups => "a record has at least one field group",
			Self::TooManyGroups => "a record has at most 64 field groups",
			Self::NoSuchGroup => "a field names a group that does not exist",
			Self::EmptyGroup => "a field group has no field",
			Self::Label => "a label has 1 to 256 bytes of UTF-8",
			Self::Envelope => "a header or box is empty or too long",
			Self::TooLarge => "a sealed record has at most 1 GiB",
			Self::Order => "fields must be named once and in order",
			Self::NoSuchField => "no field has this index",
		})
	}
}

impl core::error::Error for RecordError {}

impl From<CodecError> for RecordError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

/// Why a record was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError<E> {
	/// The record itself.
	Record(RecordError),
	/// Making the envelope of a group failed.
	Envelope(E),
}

impl<E> From<RecordError> for SealError<E> {
	fn from(error: RecordError) -> Self {
		Self::Record(error)
	}
}

impl<E: fmt::Display> fmt::Display for SealError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Record(error) => error.fmt(f),
			Self::Envelope(error) => error.fmt(f),
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for SealError<E> {}

/// Why a record, a field or a disclosure does not open. Each is one broken promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
	/// The bytes are malformed.
	Record(RecordError),
	/// Root and salt are not what the chain committed to.
	Commitment,
	/// The leaves are not those of the root.
	Root,
	/// The directory of the group does not open under its secret.
	Directory,
	/// A field's ciphertext, label, index or `P_i` is not what its leaf says.
	Leaf {
		/// The field's index.
		index: u32,
	},
	/// A field's path does not lead to the root that the others lead to.
	Path {
		/// The field's index.
		index: u32,
	},
	/// A field's ciphertext does not open under its `S_i`.
	Field {
		/// The field's index.
		index: u32,
	},
	/// The patient's box does not open.
	PatientBox(UnwrapError),
}

impl From<RecordError> for OpenError {
	fn from(error: RecordError) -> Self {
		Self::Record(error)
	}
}

impl From<CodecError> for OpenError {
	fn from(error: CodecError) -> Self {
		Self::Record(RecordError::Codec(error))
	}
}

impl fmt::Display for OpenError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Record(error) => error.fmt(f),
			Self::Commitment => f.write_str("not the record that the chain committed to"),
			Self::Root => f.write_str("the leaves are not those of the root"),
			Self::Directory => f.write_str("the directory of the field group does not open"),
			Self::Leaf { index } => write!(f, "field {index} is not what its leaf says"),
			Self::Path { index } => write!(f, "the path of field {index} does not lead to the root"),
			Self::Field { index } => write!(f, "field {index} does not open"),
			Self::PatientBox(error) => write!(f, "the patient's box: {error}"),
		}
	}
}

impl core::error::Error for OpenError {}
