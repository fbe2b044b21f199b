use salus_crypto::index::{KeyId, Tag};

/// A finalised block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
	/// Its height.
	pub number: u32,
	/// Its hash.
	pub hash: [u8; 32],
}

/// The tags of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
	/// The index key they were made with.
	pub key: KeyId,
	/// The record.
	pub record: [u8; 32],
	/// The tags: a bucket's number of them, ascending, distinct.
	pub tags: Vec<Tag>,
}

/// What happened to a record's tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
	/// It has these, and none of before.
	Indexed(Entry),
	/// It has none.
	Removed([u8; 32]),
}

impl Change {
	/// The record.
	pub fn record(&self) -> &[u8; 32] {
		match self {
			Self::Indexed(entry) => &entry.record,
			Self::Removed(record) => record,
		}
	}
}

/// Changes that are taken together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
	/// In the order in which they happened.
	pub changes: Vec<Change>,
	/// Place in the chain's log of changes up to which these reach.
	pub next: u64,
	/// The block whose state the view then shows; none while more batches are to come for it.
	pub head: Option<Head>,
}

/// How far a view has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
	/// Place in the chain's log of changes at which to go on.
	pub next: u64,
	/// The block whose state the view shows; none while it is being built.
	pub head: Option<Head>,
	/// Rows on disk, of records that are there and of those removed.
	pub rows: u64,
	/// Rows of records removed.
	pub removed: u64,
}
