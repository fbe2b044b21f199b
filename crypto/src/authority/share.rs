//! The secret share of one authority.

use super::{KeyAuthorityError, Parameters};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{decode_key_scalar, encode_scalar},
	suite::{g2, Fr, Suite, G2},
};
use alloc::vec::Vec;
use ark_ff::Zero;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// `alpha_j` and `beta_j`. Erased when dropped, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Share {
	#[zeroize(skip)]
	pub(super) index: u16,
	#[zeroize(skip)]
	pub(super) generation: u32,
	#[zeroize(skip)]
	pub(super) ceremony: [u8; 32],
	pub(super) alpha_j: Fr,
	pub(super) beta_j: Fr,
}

impl Share {
	/// `alpha_j` and `beta_j`, neither zero.
	pub(crate) fn new(
		index: u16,
		generation: u32,
		ceremony: [u8; 32],
		[alpha_j, beta_j]: [Fr; 2],
	) -> Option<Self> {
		let share = Self {
			index,
			generation,
			ceremony,
			alpha_j,
			beta_j,
		};
		(!alpha_j.is_zero() && !beta_j.is_zero()).then_some(share)
	}

	/// `alpha_j` and `beta_j`.
	pub(crate) fn secrets(&self) -> Zeroizing<[Fr; 2]> {
		Zeroizing::new([self.alpha_j, self.beta_j])
	}

	/// The authority's index j, from 1.
	pub fn index(&self) -> u16 {
		self.index
	}

	/// The generation of the sharing.
	pub fn generation(&self) -> u32 {
		self.generation
	}

	/// The ceremony of alpha and beta.
	pub fn ceremony(&self) -> &[u8; 32] {
		&self.ceremony
	}

	/// The encoding of a share. It is a secret: the caller seals it before it reaches a disk.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		let (alpha_j, beta_j) = (
			Zeroizing::new(encode_scalar(&self.alpha_j)),
			Zeroizing::new(encode_scalar(&self.beta_j)),
		);
		Zeroizing::new(
			Writer::tagged(domain::SHARE)
				.u16(self.index)
				.u32(self.generation)
				.fixed(&self.ceremony)
				.fixed(&*alpha_j)
				.fixed(&*beta_j)
				.finish(),
		)
	}

	/// Reads a share.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyAuthorityError> {
		let mut reader = Reader::tagged(domain::SHARE, bytes)?;
		let (index, generation, ceremony) = (reader.u16()?, reader.u32()?, reader.array()?);
		let (alpha_j, beta_j) = (Zeroizing::new(reader.array()?), Zeroizing::new(reader.array()?));
		reader.finish()?;
		Ok(Self {
			index,
			generation,
			ceremony,
			alpha_j: decode_key_scalar(&alpha_j)?,
			beta_j: decode_key_scalar(&beta_j)?,
		})
	}

	/// Whether the share belongs to the parameters: ceremony, generation, and its public values.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn check<S: Suite>(&self, parameters: &Parameters<S>) -> Result<(), KeyAuthorityError> {
		let public = parameters.public();
		let (a_j, beta_j) = parameters.authority(self.index)?;
		let same_sharing = public.ceremony == self.ceremony && public.generation == self.generation;
		let (a, beta): (G2<S>, G2<S>) = (
			(g2::<S>() * self.alpha_j).into(),
			(g2::<S>() * self.beta_j).into(),
		);
		if same_sharing && a == *a_j && beta == *beta_j {
			Ok(())
		} else {
			Err(KeyAuthorityError::WrongShare)
		}
	}
}
