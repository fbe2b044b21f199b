use std::io;

/// What is wrong with a view on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
	/// A file is shorter than the rows that it must hold.
	#[error("a file of rows is truncated or missing")]
	Truncated,
	/// A row is not what was written.
	#[error("row {row} of segment {segment} is not what was written")]
	Row {
		/// Number of the segment.
		segment: u32,
		/// The row.
		row: u64,
	},
	/// The tables do not agree with each other.
	#[error("the tables do not agree with each other")]
	Tables,
	/// The tables are none of this version.
	#[error("the tables are of another version")]
	Version,
	/// The tables are of another chain.
	#[error("the view is of another chain")]
	OtherChain,
}

/// Why a view does not answer, or takes no changes.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
	/// The disk.
	#[error("the view's files cannot be used: {0}")]
	Io(#[from] io::Error),
	/// The tables' store.
	#[error("the view's tables cannot be used: {0}")]
	Store(Box<redb::Error>),
	/// What is on disk is not what was written: the view must be built anew.
	#[error("the view is damaged: {0}")]
	Damaged(#[from] Fault),
	/// An entry's tags are not a bucket's number of them, ascending and distinct.
	#[error("the tags of an entry are no bucket")]
	Tags,
}

impl ViewError {
	/// Whether building the view anew mends it.
	pub fn is_damage(&self) -> bool {
		match self {
			Self::Damaged(_) => true,
			Self::Store(error) => match &**error {
				redb::Error::Io(error) => matches!(
					error.kind(),
					io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound | io::ErrorKind::InvalidData
				),
				redb::Error::Corrupted(_)
				| redb::Error::RepairAborted
				| redb::Error::UpgradeRequired(_)
				| redb::Error::TableDoesNotExist(_) => true,
				_ => false,
			},
			Self::Io(_) | Self::Tags => false,
		}
	}
}

impl From<redb::Error> for ViewError {
	fn from(error: redb::Error) -> Self {
		Self::Store(Box::new(error))
	}
}
