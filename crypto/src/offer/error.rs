//! Why an offer, a fulfilment or a value is refused.

use crate::{codec::CodecError, credential::issuer::BadList, encoding::DecodeError};
use core::fmt;

/// Why terms are not those of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsError {
	/// A point does not decode.
	Encoding(DecodeError),
	/// The list of issuers is empty, too long, or has an issuer twice.
	Issuers,
	/// Predicates stand out of order or ask for one attribute twice.
	Order,
	/// A predicate asks for an attribute that does not exist or is an integer.
	NoBucket {
		/// The attribute.
		attribute: u8,
	},
	/// The set of a predicate is empty, or a bucket in it stands twice or has a length no bucket has.
	Set {
		/// The attribute.
		attribute: u8,
	},
	/// The field is no integer of the schema.
	Field,
}

/// Why a slot is not fulfilled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FulfilError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// A point or a scalar does not decode.
	Encoding(DecodeError),
	/// The field is no integer of the credential.
	Field,
	/// E1 and E2 do not encrypt the value that was committed to, or are made for something else.
	BadProof,
}

/// Why a fulfilled slot gives no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecryptError {
	/// A point does not decode.
	Encoding(DecodeError),
	/// No number below 2^32: encrypted to another key.
	NoValue,
}

impl From<BadList> for TermsError {
	fn from(_: BadList) -> Self {
		Self::Issuers
	}
}

impl From<DecodeError> for TermsError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl From<CodecError> for FulfilError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl From<DecodeError> for FulfilError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl From<DecodeError> for DecryptError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl fmt::Display for TermsError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Encoding(error) => return error.fmt(f),
			Self::Issuers => "an offer names 1 to 64 issuers, none twice",
			Self::Order => "predicates stand by attribute, one each",
			Self::NoBucket { attribute } => return write!(f, "attribute {attribute} is no bucket"),
			Self::Set { attribute } => {
				return write!(
					f,
					"the set for attribute {attribute} is empty, or has a bucket twice or too long"
				)
			}
			Self::Field => "the field is no integer of the schema",
		})
	}
}

impl fmt::Display for FulfilError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Encoding(error) => return error.fmt(f),
			Self::Field => "the field is no integer of the credential",
			Self::BadProof => "not an encryption of the value committed to, for this slot",
		})
	}
}

impl fmt::Display for DecryptError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Encoding(error) => return error.fmt(f),
			Self::NoValue => "no number below 2^32: encrypted to another key",
		})
	}
}

impl core::error::Error for TermsError {}
impl core::error::Error for FulfilError {}
impl core::error::Error for DecryptError {}
