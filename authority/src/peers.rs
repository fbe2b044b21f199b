//! The other authorities, as the combining of update keys needs them.

use crate::Head;
use salus_primitives::{
	authority::{Epoch, UpdateKey},
	AccountId,
};

/// A part of an authority's partial update keys, as it sent them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartialsPage {
	/// The epoch.
	pub epoch: Epoch,
	/// The authority's index.
	pub index: u16,
	/// Generation of its share.
	pub generation: u32,
	/// Id of the key.
	pub ceremony: [u8; 32],
	/// Node, era and points of those asked.
	pub partials: Vec<UpdateKey>,
}

/// Why an authority gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeerError {
	/// It has no endpoint, or does not answer there.
	#[error("it cannot be reached: {0}")]
	Unreachable(String),
	/// It answers so many questions and no more: later it does.
	#[error("it answers no more questions for now")]
	Busy,
	/// It refuses.
	#[error("it refuses: {0}")]
	Refused(String),
	/// What it sent is no answer.
	#[error("its answer cannot be read: {0}")]
	Malformed(String),
}

/// Asks authorities.
pub trait Peers: Send + Sync {
	/// Partials of an authority from a position on, in the order of the cover and its eras.
	fn partials(
		&self,
		at: Head,
		authority: &AccountId,
		epoch: Epoch,
		start: u32,
		limit: u32,
	) -> Result<PartialsPage, PeerError>;
}
