#![doc = include_str!("../../docs/tokens.md")]

mod answer;
mod blind;
mod collect;
mod dealer;
mod error;
mod keys;
#[cfg(test)]
mod rfc9497;
mod share;

use crate::{
	encoding::{decode_ristretto, DecodeError, RistrettoBytes},
	index::Interest,
	transcript::Transcript,
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use answer::{evaluate, Answer};
pub use blind::Blinds;
pub use collect::Collector;
pub use dealer::deal;
pub use error::{AnswerError, BlindError, EvaluateError, KeysError, ShareError, TooFew};
pub use keys::{Keys, PublicKeys};
pub use share::Share;

/// Most keywords of one request.
pub const MAX_BATCH: usize = 128;
/// Most bytes of a keyword.
pub const MAX_KEYWORD: usize = 512;

/// Where and by whom tokens are asked for: an answer serves there, and them, alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The account that asks.
	pub asker: [u8; 32],
}

impl Context {
	/// The transcript of the answer of one authority of one sharing, before its points.
	fn transcript(&self, ceremony: &[u8; 32], generation: u32, index: u16) -> Transcript {
		let mut transcript = Transcript::new(crate::domain::TOKEN_ANSWER, &self.genesis);
		transcript.append(b"asker", &self.asker);
		transcript.append(b"ceremony", ceremony);
		transcript.append(b"generation", &generation.to_le_bytes());
		transcript.append(b"index", &index.to_le_bytes());
		transcript
	}
}

/// T, the token of a keyword: one for all records. Whoever has it and an index key can ask every record under that key for
/// the keyword, so it is never printed, and erased when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Token(RistrettoBytes);

impl Token {
	/// From its canonical bytes; refuses the neutral element.
	pub fn from_bytes(bytes: &RistrettoBytes) -> Result<Self, DecodeError> {
		decode_ristretto(bytes).map(|_| Self(*bytes))
	}

	/// The bytes to keep.
	pub fn to_bytes(&self) -> Zeroizing<RistrettoBytes> {
		Zeroizing::new(self.0)
	}

	/// What the token is to an index.
	pub fn interest(&self) -> Interest {
		Interest::of(&self.0)
	}
}
