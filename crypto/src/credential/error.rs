//! Why a schema, a credential or a presentation is refused: one cause each.

use crate::{codec::CodecError, encoding::DecodeError};
use core::fmt;

/// Why something is no schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// No attribute, or more than [`super::MAX_ATTRIBUTES`].
	Count,
	/// A name that is empty, longer than [`super::MAX_NAME`] bytes, or not UTF-8.
	Name,
	/// Two attributes of one name.
	Duplicate,
	/// A kind that does not exist.
	Kind,
}

/// Why values are not those of a schema's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// Not one value an attribute.
	Count,
	/// A bucket where the schema has an integer, the reverse, or neither.
	Kind,
	/// A bucket that is empty or longer than [`super::MAX_VALUE`] bytes.
	Length,
}

/// Why a hospital does not issue a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// A point or a scalar does not decode.
	Encoding(DecodeError),
	/// The request names another issuer.
	OtherIssuer,
	/// The request does not show knowledge of u for this issuer, patient, record and chain.
	BadProof,
	/// The values are not those of the schema.
	Values(ValueError),
}

/// Why something is no credential, or none of this holder's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// A point or a scalar does not decode.
	Encoding(DecodeError),
	/// The schema in it is none.
	Schema(SchemaError),
	/// The values in it are not those of its schema.
	Values(ValueError),
	/// The halves of the issuer's key have different exponents.
	IssuerKey,
	/// The issuer did not sign these messages for this secret.
	NotSigned,
}

/// Why a holder presents nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresentError {
	/// A point does not decode.
	Encoding(DecodeError),
	/// The credential has another schema than what was asked for.
	OtherSchema,
	/// Attributes to disclose are named twice, out of order, or do not exist.
	Disclosed,
	/// The list of issuers is empty, too long, or has an issuer twice.
	Issuers,
	/// The credential's issuer is not among those accepted.
	NotAccepted,
	/// So few issuers are accepted that the presentation would nearly name one.
	FewIssuers,
	/// The credential does not satisfy the predicate on this attribute.
	Predicate {
		/// The attribute.
		attribute: u8,
	},
	/// The field asked for is no integer of the schema.
	Field,
}

/// Why a presentation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresentationError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// A point or a scalar does not decode.
	Encoding(DecodeError),
	/// The schema in it is none.
	Schema(SchemaError),
	/// A disclosed value is none.
	Value(ValueError),
	/// Disclosed attributes are named twice, out of order, do not exist, are of another kind, or are not those asked for.
	Disclosed,
	/// The list of issuers is empty, too long, or has an issuer twice.
	Issuers,
	/// An issuer of the list is not accredited.
	NotAccredited,
	/// It has not as many branches as issuers are accepted, or not as many responses as messages are hidden.
	Shape,
	/// The quarter is over, or has not begun.
	Quarter,
	/// The disclosed value is not one the predicate on this attribute asks for.
	Predicate {
		/// The attribute.
		attribute: u8,
	},
	/// The responses do not answer the challenge: made for something else, or changed since.
	BadProof,
	/// The pairing equation does not hold: no accepted issuer signed this.
	NotSigned,
}

macro_rules! from {
	($($error:ident { $($variant:ident($cause:ident)),* })*) => {
		$($(impl From<$cause> for $error {
			fn from(error: $cause) -> Self {
				Self::$variant(error)
			}
		})* impl core::error::Error for $error {})*
	};
}

from! {
	SchemaError { Codec(CodecError) }
	ValueError { Codec(CodecError) }
	IssueError { Codec(CodecError), Encoding(DecodeError), Values(ValueError) }
	CredentialError { Codec(CodecError), Encoding(DecodeError), Schema(SchemaError), Values(ValueError) }
	PresentError { Encoding(DecodeError) }
	PresentationError { Codec(CodecError), Encoding(DecodeError), Schema(SchemaError), Value(ValueError) }
}

impl fmt::Display for SchemaError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Count => "a schema has 1 to 28 attributes",
			Self::Name => "an attribute's name has 1 to 64 bytes of UTF-8",
			Self::Duplicate => "two attributes have one name",
			Self::Kind => "no such kind of attribute",
		})
	}
}

impl fmt::Display for ValueError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Count => "a credential has one value an attribute",
			Self::Kind => "a value is not of its attribute's kind",
			Self::Length => "a bucket has 1 to 64 bytes",
		})
	}
}

impl fmt::Display for IssueError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Encoding(error) => return error.fmt(f),
			Self::Values(error) => return error.fmt(f),
			Self::OtherIssuer => "the request names another issuer",
			Self::BadProof => "the request's proof is wrong for this issuer, patient, record or chain",
		})
	}
}

impl fmt::Display for CredentialError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Encoding(error) => return error.fmt(f),
			Self::Schema(error) => return error.fmt(f),
			Self::Values(error) => return error.fmt(f),
			Self::IssuerKey => "the halves of the issuer's key have different exponents",
			Self::NotSigned => "the issuer did not sign this for this secret",
		})
	}
}

impl fmt::Display for PresentError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Encoding(error) => return error.fmt(f),
			Self::OtherSchema => "the credential has another schema",
			Self::Disclosed => "attributes must exist and be named once and in order",
			Self::Issuers => "the list of issuers is empty, too long or has one twice",
			Self::NotAccepted => "the credential's issuer is not accepted",
			Self::FewIssuers => "fewer than three issuers are accepted: a presentation would nearly name one",
			Self::Predicate { attribute } => {
				return write!(
					f,
					"the credential does not satisfy the predicate on attribute {attribute}"
				)
			}
			Self::Field => "the field asked for is no integer of the schema",
		})
	}
}

impl fmt::Display for PresentationError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Encoding(error) => return error.fmt(f),
			Self::Schema(error) => return error.fmt(f),
			Self::Value(error) => return error.fmt(f),
			Self::Disclosed => "not the attributes asked for, or not in order",
			Self::Issuers => "the list of issuers is empty, too long or has one twice",
			Self::NotAccredited => "an issuer of the list is not accredited",
			Self::Shape => "not one branch an accepted issuer and one response a hidden message",
			Self::Quarter => "not of a quarter that is accepted now",
			Self::Predicate { attribute } => {
				return write!(
					f,
					"the value of attribute {attribute} is not one that is asked for"
				)
			}
			Self::BadProof => "the responses do not answer the challenge",
			Self::NotSigned => "no accepted issuer signed this",
		})
	}
}
