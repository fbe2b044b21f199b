#![doc = include_str!("../../docs/records.md")]

mod blob;
mod disclosure;
mod error;
mod field;
mod handover;
mod merkle;
mod open;
mod seal;

use crate::{
	codec::Writer,
	domain,
	hash::{digest, sha256},
};
use rand_core::CryptoRngCore;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use blob::{Blob, Envelope};
pub use disclosure::{DisclosedField, Disclosure};
pub use error::{OpenError, RecordError, SealError};
pub use field::LeafHash;
pub use merkle::{path_length, Tree};
pub use open::{disclose, Entry, OpenGroup, PatientBox};
pub use seal::{seal, Field, SealRequest, Sealed};

pub(crate) use field::{b_prime, check_label, leaf_of_digest, open_field_chunks, Blinding};
pub(crate) use handover::{handover, Handover};
pub(crate) use merkle::root_of_path;

/// A digest of SHA-256.
pub type Hash = [u8; 32];

/// Most fields of a record.
pub const MAX_FIELDS: usize = 1 << 17;
/// Most bytes of a label.
pub const MAX_LABEL: usize = 256;
/// Most field groups of a record.
pub const MAX_GROUPS: usize = 64;
/// Most bytes of an envelope's header, and of its box.
pub const MAX_ENVELOPE: usize = 1 << 16;
/// Most bytes of a sealed record.
pub const MAX_BLOB: usize = 1 << 30;

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordContext {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The record's id.
	pub record: Hash,
}

/// The id of a record: a hash of who issues it and 32 random bytes, so it says nothing and repeats never.
pub fn record_id(genesis: &Hash, hospital: &Hash, rng: &mut impl CryptoRngCore) -> Hash {
	let mut random = [0; 32];
	rng.fill_bytes(&mut random);
	digest(domain::RECORD_ID, &[genesis, hospital, &random])
}

/// What the chain holds of a record's content: `SHA-256(0x03, root, salt)`.
pub fn on_chain_commitment(root: &Hash, salt: &Hash) -> Hash {
	sha256(&Writer::new().u8(0x03).fixed(root).fixed(salt).finish())
}

/// What the chain holds of a blob: `SHA-256(0x04, blob_salt, length, blob)`.
pub fn blob_digest(blob_salt: &Hash, blob: &[u8]) -> Hash {
	Sha256::new()
		.chain_update([0x04])
		.chain_update(blob_salt)
		.chain_update(u64::try_from(blob.len()).unwrap_or(u64::MAX).to_le_bytes())
		.chain_update(blob)
		.finalize()
		.into()
}

/// What opens one field group: the payload of its box.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct GroupPayload {
	/// The record secret of the group.
	pub secret: [u8; 32],
	/// The root over all fields of the record.
	pub root: Hash,
	/// What hides the root in the chain's commitment.
	pub salt: Hash,
}

impl GroupPayload {
	/// Bytes of a payload.
	pub const LENGTH: usize = 96;

	/// Secret, root, salt.
	pub fn to_bytes(&self) -> Zeroizing<[u8; Self::LENGTH]> {
		let mut out = Zeroizing::new([0; Self::LENGTH]);
		for (to, from) in out
			.chunks_exact_mut(32)
			.zip([&self.secret, &self.root, &self.salt])
		{
			to.copy_from_slice(from);
		}
		out
	}

	/// The inverse of [`GroupPayload::to_bytes`].
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
		let mut reader = crate::codec::Reader::new(bytes);
		let payload = Self {
			secret: reader.array()?,
			root: reader.array()?,
			salt: reader.array()?,
		};
		reader.finish()?;
		Ok(payload)
	}
}
