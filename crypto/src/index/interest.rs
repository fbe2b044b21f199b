//! What a token is to an index.

use crate::{
	dleq::Element,
	domain,
	encoding::{DecodeError, RistrettoBytes},
	hash::{digest, h_ristretto},
};
use zeroize::Zeroize;

/// `P = H_group(T)`. Index points are multiples of it, and the interest digest is a hash of it: who is shown P, to check a
/// match, need not be given T.
#[derive(Clone)]
pub struct Interest(Element);

impl Interest {
	/// P of the bytes of a token.
	pub(crate) fn of(token: &RistrettoBytes) -> Self {
		Self(h_ristretto(domain::H_INTEREST, &[token]).into())
	}

	/// From the bytes of P; refuses the neutral element.
	pub fn from_bytes(bytes: &RistrettoBytes) -> Result<Self, DecodeError> {
		Element::decode(bytes).map(Self)
	}

	/// The bytes of P.
	pub fn to_bytes(&self) -> RistrettoBytes {
		self.0.bytes
	}

	/// The interest digest: what a doctor registers.
	pub fn digest(&self) -> [u8; 32] {
		digest(domain::INTEREST, &[&self.0.bytes])
	}

	pub(super) fn element(&self) -> &Element {
		&self.0
	}
}

impl PartialEq for Interest {
	fn eq(&self, other: &Self) -> bool {
		self.0.bytes == other.0.bytes
	}
}

impl Eq for Interest {}

impl Drop for Interest {
	fn drop(&mut self) {
		self.0.point.zeroize();
		self.0.bytes.zeroize();
	}
}
