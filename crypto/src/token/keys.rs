//! The public values of a token key, and their check.

use super::KeysError;
use crate::{
	authority::{threshold_is_sound, MAX_AUTHORITIES},
	codec::{Reader, Writer},
	dleq::Element,
	domain,
	encoding::RistrettoBytes,
	shamir::dual_codeword,
	transcript::Transcript,
};
use alloc::vec::Vec;
use curve25519_dalek::{
	traits::{IsIdentity, VartimeMultiscalarMul},
	RistrettoPoint, Scalar,
};

/// K and the `K_j` as they are stored and sent. Authority j stands at position j - 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKeys {
	/// Counts the resharings of k.
	pub generation: u32,
	/// How many answers make a token.
	pub threshold: u16,
	/// `K_j = k_j G`, the authorities in order.
	pub keys: Vec<RistrettoBytes>,
	/// `K = kG`.
	pub key: RistrettoBytes,
	/// Id of the ceremony that made k; resharing does not change it.
	pub ceremony: [u8; 32],
}

/// Public values that were validated, decoded.
#[derive(Clone)]
pub struct Keys {
	public: PublicKeys,
	keys: Vec<Element>,
}

impl PublicKeys {
	/// How many authorities there are.
	pub fn count(&self) -> u16 {
		u16::try_from(self.keys.len()).unwrap_or(u16::MAX)
	}

	/// The canonical encoding.
	pub fn to_bytes(&self) -> Vec<u8> {
		Writer::tagged(domain::TOKEN_KEYS)
			.u32(self.generation)
			.u16(self.threshold)
			.fixed(&self.ceremony)
			.fixed(&self.key)
			.u16(self.count())
			.fixed(self.keys.as_flattened())
			.finish()
	}

	/// Reads the canonical encoding; the points are checked by [`Self::validate`].
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
		let mut reader = Reader::tagged(domain::TOKEN_KEYS, bytes)?;
		let (generation, threshold) = (reader.u32()?, reader.u16()?);
		let (ceremony, key) = (reader.array()?, reader.array()?);
		let count = reader.u16()?;
		if count == 0 || count > MAX_AUTHORITIES {
			return Err(KeysError::AuthorityCount);
		}
		let keys = (0..count).map(|_| reader.array()).collect::<Result<_, _>>()?;
		reader.finish()?;
		Ok(Self {
			generation,
			threshold,
			keys,
			key,
			ceremony,
		})
	}

	/// Checks the counts, decodes every point strictly, and checks that the `K_j` lie on a polynomial of degree t - 1
	/// through K: any t answers then give the same token.
	pub fn validate(self) -> Result<Keys, KeysError> {
		if self.keys.is_empty() || self.keys.len() > usize::from(MAX_AUTHORITIES) {
			return Err(KeysError::AuthorityCount);
		}
		if !threshold_is_sound(self.threshold, self.count()) {
			return Err(KeysError::Threshold);
		}
		let key = Element::decode(&self.key).map_err(KeysError::Key)?;
		let keys = (1..)
			.zip(&self.keys)
			.map(|(index, bytes)| {
				Element::decode(bytes).map_err(|error| KeysError::Authority { index, error })
			})
			.collect::<Result<Vec<_>, _>>()?;
		let dual = self.dual_codeword().ok_or(KeysError::Inconsistent)?;
		let points = core::iter::once(&key).chain(&keys).map(|element| element.point);
		if !RistrettoPoint::optional_multiscalar_mul(dual, points.map(Some))
			.is_some_and(|sum| sum.is_identity())
		{
			return Err(KeysError::Inconsistent);
		}
		Ok(Keys { public: self, keys })
	}

	/// A word of the dual code, from a hash of the values that it tests.
	fn dual_codeword(&self) -> Option<Vec<Scalar>> {
		let count = self.count();
		let mut transcript = Transcript::new(domain::TOKEN_CEREMONY, &self.ceremony);
		transcript.append(b"keys", &self.to_bytes());
		let p: Vec<Scalar> = (0..=count.saturating_sub(self.threshold))
			.map(|degree| {
				let mut transcript = transcript.clone();
				transcript.append(b"coefficient", &degree.to_le_bytes());
				transcript.challenge_ristretto()
			})
			.collect();
		dual_codeword(count, &p)
	}
}

impl Keys {
	/// The values as they are stored.
	pub fn public(&self) -> &PublicKeys {
		&self.public
	}

	/// `K_j`, j from 1.
	pub(super) fn authority(&self, j: u16) -> Option<&Element> {
		self.keys.get(usize::from(j.checked_sub(1)?))
	}

	pub(super) fn is_of(&self, ceremony: &[u8; 32], generation: u32) -> bool {
		self.public.ceremony == *ceremony && self.public.generation == generation
	}
}
