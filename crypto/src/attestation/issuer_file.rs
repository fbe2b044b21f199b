//! The two secrets with which a hospital's node issues credentials, and, by one of them, receipts.

use crate::{
	codec::{CodecError, Reader, Writer},
	credential::IssuerSecret,
	domain,
	encoding::DecodeError,
	report::ReceiptSecret,
	wrap::WrapSecret,
};
use alloc::vec::Vec;
use core::fmt;
use zeroize::Zeroizing;

/// What signs credentials, and what opens attestations. Erased when dropped, never printed.
pub struct IssuerFile {
	/// x of the hospital's issuer key.
	pub issuer: IssuerSecret,
	/// The secret of the hospital's wrap key.
	pub wrap: WrapSecret,
}

/// Why bytes are no issuer's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerFileError {
	/// Not the canonical encoding.
	Codec(CodecError),
	/// A secret is none.
	Encoding(DecodeError),
}

impl fmt::Display for IssuerFileError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Codec(error) => error.fmt(f),
			Self::Encoding(error) => error.fmt(f),
		}
	}
}

impl core::error::Error for IssuerFileError {}

impl From<CodecError> for IssuerFileError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl From<DecodeError> for IssuerFileError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl IssuerFile {
	/// The canonical encoding: secret.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		Zeroizing::new(
			Writer::tagged(domain::ISSUER_FILE)
				.fixed(&*self.issuer.to_bytes())
				.fixed(&*self.wrap.to_bytes())
				.finish(),
		)
	}

	/// What signs the receipts of reports.
	pub fn receipt(&self) -> ReceiptSecret {
		ReceiptSecret::of_issuer(&self.issuer.to_bytes())
	}

	/// Reads the file.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, IssuerFileError> {
		let mut reader = Reader::tagged(domain::ISSUER_FILE, bytes)?;
		let (issuer, wrap) = (Zeroizing::new(reader.array()?), Zeroizing::new(reader.array()?));
		reader.finish()?;
		Ok(Self {
			issuer: IssuerSecret::from_bytes(&issuer)?,
			wrap: WrapSecret::from_bytes(&wrap)?,
		})
	}
}
