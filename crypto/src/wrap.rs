//! Wrapping to a public key: ECIES on Ristretto. Derived step by step in [`crate::symmetric`].

use crate::{
	codec::Writer,
	domain,
	encoding::{decode_ristretto, decode_ristretto_key, DecodeError, RistrettoBytes, ScalarBytes},
	symmetric::MessageKey,
};
use alloc::vec::Vec;
use core::fmt;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Bytes by which a wrap is longer than what it wraps: E, com and tag.
pub const OVERHEAD: usize = 32 + MessageKey::OVERHEAD;

/// The secret half of a wrap key. It opens wraps and does nothing else.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct WrapSecret(Scalar);

/// Why a wrap was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnwrapError {
	/// Shorter than any wrap.
	Truncated,
	/// Made for another key or context, or changed since.
	Refused,
}

impl fmt::Display for UnwrapError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Truncated => "too short for a wrap",
			Self::Refused => "made for another key or context, or changed since",
		})
	}
}

impl core::error::Error for UnwrapError {}

impl WrapSecret {
	/// A fresh secret.
	pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
		Self(nonzero(rng))
	}

	/// From its canonical bytes; refuses zero.
	pub fn from_bytes(bytes: &ScalarBytes) -> Result<Self, DecodeError> {
		decode_ristretto_key(bytes).map(Self)
	}

	/// The bytes to keep.
	pub fn to_bytes(&self) -> Zeroizing<ScalarBytes> {
		Zeroizing::new(self.0.to_bytes())
	}

	/// The key to publish.
	pub fn public(&self) -> RistrettoBytes {
		RistrettoPoint::mul_base(&self.0).compress().to_bytes()
	}

	/// The scalar itself, to prove knowledge of it at registration.
	pub fn scalar(&self) -> &Scalar {
		&self.0
	}
}

/// Wraps `plaintext` so that only the holder of `public` opens it, and only with the same `context`.
pub fn wrap(
	public: &RistrettoBytes,
	context: &[u8],
	plaintext: &[u8],
	rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, DecodeError> {
	let ephemeral = Zeroizing::new(nonzero(rng));
	let point = RistrettoPoint::mul_base(&ephemeral).compress().to_bytes();
	let sealed = seal_with(&ephemeral, &point, public, context, plaintext)?;
	let mut out = Vec::with_capacity(plaintext.len().saturating_add(OVERHEAD));
	out.extend_from_slice(&point);
	out.extend_from_slice(&sealed);
	Ok(out)
}

/// Opens what was wrapped to this key with the same `context`.
pub fn unwrap(secret: &WrapSecret, context: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, UnwrapError> {
	if bytes.len() < OVERHEAD {
		return Err(UnwrapError::Truncated);
	}
	let (point, sealed) = bytes.split_first_chunk::<32>().ok_or(UnwrapError::Truncated)?;
	let ephemeral = decode_ristretto(point).map_err(|_| UnwrapError::Refused)?;
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	let shared = Zeroizing::new(secret.0 * ephemeral);
	open_with(&shared, point, &secret.public(), context, sealed)
}

/// A wrap without its first part, `point = ephemeral G`, for a sender who proves knowledge of `ephemeral` once and wraps to
/// several keys, each a proven one too: without these proofs a sender or a recipient could build on another's point.
pub(crate) fn seal_with(
	ephemeral: &Scalar,
	point: &RistrettoBytes,
	public: &RistrettoBytes,
	context: &[u8],
	plaintext: &[u8],
) -> Result<Vec<u8>, DecodeError> {
	let recipient = decode_ristretto(public)?;
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	let shared = Zeroizing::new(ephemeral * recipient);
	Ok(key(&shared, point, public, context).seal(context, plaintext))
}

/// Opens what [`seal_with`] sealed, by the secret that both keys share.
pub(crate) fn open_with(
	shared: &RistrettoPoint,
	point: &RistrettoBytes,
	public: &RistrettoBytes,
	context: &[u8],
	sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, UnwrapError> {
	key(shared, point, public, context)
		.open(context, sealed)
		.map_err(|_| UnwrapError::Refused)
}

fn key(
	shared: &RistrettoPoint,
	point: &RistrettoBytes,
	public: &RistrettoBytes,
	context: &[u8],
) -> MessageKey {
	let shared = Zeroizing::new(shared.compress().to_bytes());
	let context = Writer::new().fixed(point).fixed(public).bytes(context).finish();
	MessageKey::derive(&*shared, domain::WRAP, &context)
}

/// A random scalar that is a key.
pub(crate) fn nonzero(rng: &mut impl CryptoRngCore) -> Scalar {
	loop {
		let scalar = Scalar::random(rng);
		if scalar != Scalar::ZERO {
			return scalar;
		}
	}
}
