#![doc = include_str!("../../docs/index.md")]

mod error;
mod honest;
mod interest;
mod key;
mod tags;
mod trapdoor;

use crate::{
	codec::Writer,
	encoding::{decode_ristretto, DecodeError, RistrettoBytes},
};

pub use error::{
	Dishonest, MatchProofError, ParseTagsError, QueryError, TagsError, TooManyKeywords, UnwrapKeyError,
};
pub use honest::{prove_match, KeyProof, MatchContext, VerifiedQuery};
pub use interest::Interest;
pub use key::{IndexPoint, IndexSecret, MasterSecret, WrapContext, WRAPPED};
pub use tags::{check_tags, Tag, Tags, BUCKETS, MAX_TAGS};
pub use trapdoor::{Query, Trapdoor};

/// Id of a record.
pub type Record = [u8; 32];
/// A scope: a random id whose meaning is off the chain.
pub type Scope = [u8; 16];

/// Most interests of one query.
pub const MAX_INTERESTS: usize = 32;

/// Which index key: whose, for which scope, of which index epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId {
	/// Number of the hospital that indexes.
	pub indexer: u32,
	/// The scope.
	pub scope: Scope,
	/// The index epoch.
	pub epoch: u32,
}

impl KeyId {
	fn write(&self, writer: Writer) -> Writer {
		writer.u32(self.indexer).fixed(&self.scope).u32(self.epoch)
	}
}

/// Whether bytes are a point of Ristretto other than the neutral one: what the chain asks of M.
///
/// No proof of m goes with it: points of several hospitals are never added up, and whoever registers another's M
/// can make neither tags, nor wraps, nor proofs that fit it.
pub fn check_point(point: &RistrettoBytes) -> Result<(), DecodeError> {
	decode_ristretto(point).map(drop)
}
