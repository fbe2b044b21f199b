//! What a hospital's node reads at its start to be an authority.

use super::{KeyAuthorityError, Share};
use crate::{domain, token};
use alloc::vec::Vec;
use core::fmt;
use zeroize::Zeroizing;

/// Bytes of an encoded share of alpha and beta: its tag behind its length, index, generation, ceremony, two scalars.
const SHARE: usize = domain::SHARE_FILE.len().saturating_add(8 + 2 + 4 + 3 * 32);

/// The shares of one authority. Each has a ceremony of its own.
pub struct ShareFile {
	/// Of alpha and beta.
	pub authority: Share,
	/// Of the token key, if the hospital has one.
	pub token: Option<token::Share>,
}

/// Why bytes are no file of shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareFileError {
	/// They do not begin with a share of alpha and beta.
	Authority(KeyAuthorityError),
	/// What follows is no share of the token key.
	Token(token::ShareError),
}

impl fmt::Display for ShareFileError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Authority(error) => error.fmt(f),
			Self::Token(error) => write!(f, "the share of the token key: {error}"),
		}
	}
}

impl core::error::Error for ShareFileError {}

impl ShareFile {
	/// The bytes of the file: secret. One share behind the other.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		let authority = self.authority.to_bytes();
		let token = self.token.as_ref().map(token::Share::to_bytes);
		let token = token.as_ref().map_or(&[][..], |bytes| bytes.as_slice());
		// Its whole length at once: bytes that move leave copies behind.
		let length = authority.len().saturating_add(token.len());
		let mut bytes = Zeroizing::new(Vec::with_capacity(length));
		bytes.extend_from_slice(&authority);
		bytes.extend_from_slice(token);
		bytes
	}

	/// Reads the file. A share of alpha and beta alone is one too.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, ShareFileError> {
		let (authority, token) = bytes.split_at_checked(SHARE).unwrap_or((bytes, &[]));
		let authority = Share::from_bytes(authority).map_err(ShareFileError::Authority)?;
		let token = match token {
			[] => None,
			bytes => Some(token::Share::from_bytes(bytes).map_err(ShareFileError::Token)?),
		};
		Ok(Self { authority, token })
	}
}

#[cfg(all(test, feature = "std"))]
mod tests {
	use super::*;
	use crate::{authority::development_dealing, codec::CodecError, Bls};

	fn file(token: bool) -> ShareFile {
		let (_, mut authority) = development_dealing::<Bls>(2, 3).unwrap();
		let (_, mut tokens) = token::development_dealing(2, 3).unwrap();
		ShareFile {
			authority: authority.remove(1),
			token: token.then(|| tokens.remove(1)),
		}
	}

	#[test]
	fn both_shares_are_read_as_they_were_written() {
		let bytes = file(true).to_bytes();
		let back = ShareFile::from_bytes(&bytes).unwrap();
		assert_eq!(back.authority.index(), 2);
		assert_eq!(back.token.as_ref().map(token::Share::index), Some(2));
		assert_eq!(back.to_bytes(), bytes);
	}

	#[test]
	fn a_share_of_alpha_and_beta_alone_is_a_file() {
		let alone = file(false);
		let bytes = alone.authority.to_bytes();
		assert_eq!(bytes.len(), SHARE);
		assert_eq!(alone.to_bytes(), bytes);
		assert!(ShareFile::from_bytes(&bytes).unwrap().token.is_none());
	}

	#[test]
	fn bytes_cut_off_or_added_are_refused() {
		let bytes = file(true).to_bytes();
		let error = |bytes: &[u8]| ShareFile::from_bytes(bytes).err();
		assert_eq!(
			error(&bytes[..bytes.len() - 1]),
			Some(ShareFileError::Token(token::ShareError::Codec(
				CodecError::Truncated
			)))
		);
		assert_eq!(
			error(&[&bytes[..], &[0]].concat()),
			Some(ShareFileError::Token(token::ShareError::Codec(
				CodecError::TrailingBytes
			)))
		);
		for length in [0, 1, SHARE - 1] {
			assert!(matches!(
				error(&bytes[..length]),
				Some(ShareFileError::Authority(_))
			));
		}
	}
}
