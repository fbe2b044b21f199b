//! What a ceremony is generic over: the group of the commitments and the number of secrets.

use super::CeremonyKind;
use crate::{
	encoding::{DecodeError, ScalarBytes},
	shamir::ShareField,
	transcript::Transcript,
};
use alloc::vec::Vec;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// What a sharing says of itself beside its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharingHead {
	/// Generation of the sharing.
	pub generation: u32,
	/// How many shares make a key.
	pub threshold: u16,
	/// Id of the ceremony of the key.
	pub ceremony: [u8; 32],
}

/// Whose a share is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareHead {
	/// The holder's index.
	pub index: u16,
	/// Generation of the sharing.
	pub generation: u32,
	/// Id of the ceremony of the key.
	pub ceremony: [u8; 32],
}

pub(super) mod sealed {
	/// Kinds are those of this crate.
	pub trait Sealed {}
}

/// A kind of ceremony: the secrets that it makes, and the group in which they are public.
pub trait Kind: sealed::Sealed + Sized + 'static {
	/// What is shared.
	type Scalar: ShareField;
	/// What is public of it.
	type Point: Copy;
	/// The public values of a sharing.
	type Public: Clone + PartialEq + core::fmt::Debug;
	/// The secret share of one holder.
	type Share;

	/// The kind.
	const KIND: CeremonyKind;
	/// How many secrets are dealt at once.
	const SECRETS: usize;
	/// Bytes of a point.
	const POINT: usize;

	/// The generator.
	fn generator() -> Self::Point;

	/// Reads a point strictly; never the neutral one.
	fn decode_point(bytes: &[u8]) -> Result<Self::Point, DecodeError>;

	/// The canonical encoding.
	fn encode_point(point: &Self::Point) -> Vec<u8>;

	/// The generator to a power that may be secret.
	fn power(scalar: &Self::Scalar) -> Self::Point;

	/// The product of public powers.
	fn multi_power(points: &[Self::Point], scalars: &[Self::Scalar]) -> Self::Point;

	/// The product of points.
	fn product(points: &[Self::Point]) -> Self::Point;

	/// Whether a point is the neutral one.
	fn is_neutral(point: &Self::Point) -> bool;

	/// Reads a scalar, which may be zero.
	fn decode_scalar(bytes: &ScalarBytes) -> Result<Self::Scalar, DecodeError>;

	/// The canonical encoding.
	fn encode_scalar(scalar: &Self::Scalar) -> ScalarBytes;

	/// A scalar from 128 bits.
	fn weight(bits: u128) -> Self::Scalar;

	/// The challenge of a transcript.
	fn challenge(transcript: &Transcript) -> Self::Scalar;

	/// A hedged nonce.
	fn nonce(
		transcript: &Transcript,
		secret: &ScalarBytes,
		rng: &mut impl CryptoRngCore,
	) -> Zeroizing<Self::Scalar>;

	/// Whose a share is.
	fn head_of(share: &Self::Share) -> ShareHead;

	/// The secrets of a share.
	fn secrets_of(share: &Self::Share) -> Zeroizing<Vec<Self::Scalar>>;

	/// A share, if it has [`Self::SECRETS`] secrets and none is zero.
	fn share(head: ShareHead, secrets: &[Self::Scalar]) -> Option<Self::Share>;

	/// Id of the ceremony that made a key.
	fn ceremony(key: &[u8]) -> [u8; 32];

	/// The public values of a sharing, from encoded points; none if one has a wrong length or does not decode.
	fn public(head: SharingHead, key: &[u8], members: &[Vec<u8>]) -> Option<Self::Public>;

	/// What is public of a sharing: its head, and the points of one holder.
	fn public_of(public: &Self::Public, j: u16) -> Option<(SharingHead, Vec<u8>)>;
}
