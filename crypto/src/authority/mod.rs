#![doc = include_str!("../../docs/key-authority.md")]

mod attribute_key;
mod dealer;
mod parameters;
mod request;
mod share;
mod update_key;

pub(crate) use parameters::threshold_is_sound;

pub use attribute_key::{
	combine_attribute_keys, issue_partial, issue_partials, verify_attribute_key, verify_partials,
	AttributeKey, PartialAttributeKey,
};
pub use dealer::deal;
pub use parameters::{AuthorityPublic, Parameters, ParametersError, PublicParameters, MAX_AUTHORITIES};
pub use request::{path_digest, AttributeKeyRequest, CheckedRequest, RequestError, MAX_ATTRIBUTES};
pub use share::Share;
pub use update_key::{
	combine_update_keys, issue_update, issue_updates, partials_digest, verify_partial_update, verify_update,
	EpochCover, PartialUpdateKey, UpdateKey,
};

use crate::{codec::CodecError, encoding::DecodeError};

/// The era of an epoch: `epoch / epochs_per_era`, all of it era 0 if an era has no length.
pub fn era_of(epoch: u32, epochs_per_era: u32) -> u32 {
	epoch.checked_div(epochs_per_era).unwrap_or(0)
}

/// Why a partial or combined key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAuthorityError {
	/// The bytes are not of the format.
	Codec(CodecError),
	/// A group element does not decode.
	Encoding(DecodeError),
	/// Not a node of a tree.
	BadNode,
	/// The attributes are empty, too many, not in order or not in canonical form.
	BadAttributes,
	/// The authority does not exist, or the share is of another ceremony, generation or authority.
	WrongShare,
	/// The node is not on the path of the request's leaf.
	NotOnPath,
	/// The node is not in the epoch's cover.
	NotInCover,
	/// The key does not satisfy its pairing equation.
	BadKey,
	/// Fewer partials than the threshold.
	TooFewPartials,
	/// Two partials come from one authority.
	RepeatedAuthority,
	/// The partials differ in generation, request, node, epoch or era.
	Mismatch,
}

impl From<CodecError> for KeyAuthorityError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl From<DecodeError> for KeyAuthorityError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl core::fmt::Display for KeyAuthorityError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Encoding(error) => return error.fmt(f),
			Self::BadNode => "not a node of a tree",
			Self::BadAttributes => "the attributes are empty, too many, out of order or not canonical",
			Self::WrongShare => "no such authority, or a share of another ceremony or generation",
			Self::NotOnPath => "the node is not on the path of the leaf",
			Self::NotInCover => "the node is not in the cover of the epoch",
			Self::BadKey => "the key does not satisfy its pairing equation",
			Self::TooFewPartials => "fewer partials than the threshold",
			Self::RepeatedAuthority => "two partials of one authority",
			Self::Mismatch => "the partials are not of one generation, request, node, epoch and era",
		})
	}
}

impl core::error::Error for KeyAuthorityError {}
