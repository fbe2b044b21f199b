//! A hospital's secret, the index keys that follow from it, and their wraps.

use super::{Interest, KeyId, Record, Scope, Tag, Trapdoor, UnwrapKeyError};
use crate::{
	codec::Writer,
	dleq::Element,
	domain,
	encoding::{decode_ristretto, decode_ristretto_key, DecodeError, RistrettoBytes, ScalarBytes},
	hash::{digest, h_scalar_ristretto},
	wrap::{unwrap, wrap, WrapSecret, OVERHEAD},
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Bytes of a wrapped index key.
pub const WRAPPED: usize = 32 + OVERHEAD;

/// `m_i`, of which no other hospital learns anything.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct MasterSecret([u8; 32]);

impl MasterSecret {
	/// A fresh secret.
	pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
		let mut secret = Self([0; 32]);
		rng.fill_bytes(&mut secret.0);
		secret
	}

	/// From its 32 random bytes.
	pub fn from_bytes(bytes: &[u8; 32]) -> Self {
		Self(*bytes)
	}

	/// The bytes to keep.
	pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
		Zeroizing::new(self.0)
	}

	/// `m_{sc,e} = H_scalar(m_i, sc, e)`.
	pub fn index_secret(&self, scope: &Scope, epoch: u32) -> IndexSecret {
		let epoch = epoch.to_le_bytes();
		IndexSecret(h_scalar_ristretto(
			domain::INDEX_SCALAR,
			&[&self.0, scope, &epoch],
		))
	}

	/// The tag of a place of a record that no keyword takes.
	pub(super) fn padding(&self, scope: &Scope, epoch: u32, record: &Record, place: u32) -> Zeroizing<Tag> {
		let (epoch, place) = (epoch.to_le_bytes(), place.to_le_bytes());
		let bytes = digest(domain::INDEX_PADDING, &[&self.0, scope, &epoch, record, &place]);
		let mut tag = Zeroizing::new(Tag::default());
		for (to, from) in tag.iter_mut().zip(bytes) {
			*to = from;
		}
		tag
	}
}

/// Whose wrap of which index key, on which chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrapContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The index key.
	pub key: KeyId,
	/// Number of the hospital it is wrapped to.
	pub grantee: u32,
}

impl WrapContext {
	fn to_bytes(self) -> Vec<u8> {
		let writer = Writer::tagged(domain::INDEX_KEY).fixed(&self.genesis);
		self.key.write(writer).u32(self.grantee).finish()
	}
}

/// `m_{sc,e}`, an index key: the index points of every interest in one scope and epoch.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct IndexSecret(pub(super) Scalar);

impl IndexSecret {
	/// From its canonical bytes; refuses zero.
	pub fn from_bytes(bytes: &ScalarBytes) -> Result<Self, DecodeError> {
		decode_ristretto_key(bytes).map(Self)
	}

	/// The bytes to keep.
	pub fn to_bytes(&self) -> Zeroizing<ScalarBytes> {
		Zeroizing::new(self.0.to_bytes())
	}

	/// `M_{sc,e} = m_{sc,e} G`, which stands on the chain.
	pub fn public(&self) -> RistrettoBytes {
		RistrettoPoint::mul_base(&self.0).compress().to_bytes()
	}

	/// `I = m_{sc,e} H_group(T)`.
	pub fn point(&self, interest: &Interest) -> IndexPoint {
		IndexPoint::of(&self.element(interest))
	}

	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub(super) fn element(&self, interest: &Interest) -> Element {
		Element::from(self.0 * interest.element().point)
	}

	/// The trapdoor of an interest.
	pub fn trapdoor(&self, interest: &Interest) -> Trapdoor {
		Trapdoor::new(&self.point(interest))
	}

	/// Wraps the key to a hospital's wrap key.
	pub fn wrap(
		&self,
		to: &RistrettoBytes,
		context: &WrapContext,
		rng: &mut impl CryptoRngCore,
	) -> Result<[u8; WRAPPED], DecodeError> {
		let wrapped = wrap(to, &context.to_bytes(), &*self.to_bytes(), rng)?;
		// A wrap has one length. Were it another, this would open for nobody.
		Ok(wrapped.try_into().unwrap_or([0; WRAPPED]))
	}

	/// Opens a wrapped key, and takes it only if it is that of `public`, the M on the chain.
	pub fn unwrap(
		secret: &WrapSecret,
		context: &WrapContext,
		public: &RistrettoBytes,
		wrapped: &[u8],
	) -> Result<Self, UnwrapKeyError> {
		let bytes = unwrap(secret, &context.to_bytes(), wrapped).map_err(UnwrapKeyError::Wrap)?;
		let bytes = bytes.as_slice().try_into().map_err(|_| UnwrapKeyError::Length)?;
		let key = Self::from_bytes(bytes).map_err(UnwrapKeyError::Scalar)?;
		if key.public() == *public {
			Ok(key)
		} else {
			Err(UnwrapKeyError::OtherKey)
		}
	}
}

/// I, by which an interest is looked for in one scope and epoch. Whoever has it can ask every record there, so it is never
/// printed, and erased when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct IndexPoint(RistrettoBytes);

impl IndexPoint {
	/// From its canonical bytes; refuses the neutral element.
	pub fn from_bytes(bytes: &RistrettoBytes) -> Result<Self, DecodeError> {
		decode_ristretto(bytes).map(|_| Self(*bytes))
	}

	/// The bytes.
	pub fn to_bytes(&self) -> RistrettoBytes {
		self.0
	}

	pub(super) fn of(element: &Element) -> Self {
		Self(element.bytes)
	}
}
