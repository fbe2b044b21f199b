//! The secret share of one authority.

use super::{Keys, ShareError};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::decode_ristretto_key,
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// `k_j`. Erased when dropped, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Share {
	#[zeroize(skip)]
	pub(super) index: u16,
	#[zeroize(skip)]
	pub(super) generation: u32,
	#[zeroize(skip)]
	pub(super) ceremony: [u8; 32],
	pub(super) k_j: Scalar,
}

impl Share {
	/// `k_j`, not zero.
	pub(crate) fn new(index: u16, generation: u32, ceremony: [u8; 32], k_j: Scalar) -> Option<Self> {
		let share = Self {
			index,
			generation,
			ceremony,
			k_j,
		};
		(k_j != Scalar::ZERO).then_some(share)
	}

	/// `k_j`.
	pub(crate) fn secret(&self) -> &Scalar {
		&self.k_j
	}

	/// The authority's index j, from 1.
	pub fn index(&self) -> u16 {
		self.index
	}

	/// The generation of the sharing.
	pub fn generation(&self) -> u32 {
		self.generation
	}

	/// The ceremony of k.
	pub fn ceremony(&self) -> &[u8; 32] {
		&self.ceremony
	}

	/// The encoding of the share. It is a secret: the caller seals it before it reaches a disk.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		let k_j = Zeroizing::new(self.k_j.to_bytes());
		// Its whole length at once: bytes that move leave copies behind.
		let mut bytes = Zeroizing::new(Vec::with_capacity(domain::TOKEN_SHARE.len().saturating_add(78)));
		bytes.extend_from_slice(
			&Writer::tagged(domain::TOKEN_SHARE)
				.u16(self.index)
				.u32(self.generation)
				.fixed(&self.ceremony)
				.finish(),
		);
		bytes.extend_from_slice(&*k_j);
		bytes
	}

	/// The inverse of [`Self::to_bytes`].
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, ShareError> {
		let mut reader = Reader::tagged(domain::TOKEN_SHARE, bytes)?;
		let (index, generation, ceremony) = (reader.u16()?, reader.u32()?, reader.array()?);
		let k_j = Zeroizing::new(reader.array()?);
		reader.finish()?;
		Ok(Self {
			index,
			generation,
			ceremony,
			k_j: decode_ristretto_key(&k_j).map_err(ShareError::Scalar)?,
		})
	}

	/// Whether the share belongs to the public values: ceremony, generation, and its `K_j`.
	pub fn check(&self, keys: &Keys) -> Result<(), ShareError> {
		if !keys.is_of(&self.ceremony, self.generation) {
			return Err(ShareError::OtherSharing);
		}
		let public = keys.authority(self.index).ok_or(ShareError::NoSuchAuthority)?;
		if RistrettoPoint::mul_base(&self.k_j) == public.point {
			Ok(())
		} else {
			Err(ShareError::NotItsKey)
		}
	}
}
