//! An authority's side: its multiple of every blinded keyword, and the proof that it is its key's.

use super::{AnswerError, Blinds, Context, EvaluateError, Keys, Share, MAX_BATCH};
use crate::{
	dleq::{self, Element, Pair},
	encoding::RistrettoBytes,
	schnorr::Proof,
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;

/// What an authority answers: plain data, checked by [`super::Collector::add`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
	/// The authority's index j, from 1.
	pub index: u16,
	/// The generation of its share.
	pub generation: u32,
	/// The ceremony of its share.
	pub ceremony: [u8; 32],
	/// `E_i = k_j B_i`, for every blinded keyword B_i in order.
	pub evaluated: Vec<RistrettoBytes>,
	/// Challenge and response of the proof that all of them, and `K_j`, have one logarithm.
	pub proof: Proof,
}

/// Answers blinded keywords.
pub fn evaluate(
	share: &Share,
	context: &Context,
	blinded: &[RistrettoBytes],
	rng: &mut impl CryptoRngCore,
) -> Result<Answer, EvaluateError> {
	if blinded.is_empty() {
		return Err(EvaluateError::Empty);
	}
	if blinded.len() > MAX_BATCH {
		return Err(EvaluateError::TooMany);
	}
	let blinded = blinded
		.iter()
		.enumerate()
		.map(|(position, bytes)| {
			Element::decode(bytes).map_err(|error| EvaluateError::Point { position, error })
		})
		.collect::<Result<Vec<_>, _>>()?;
	let pairs = multiply(&share.k_j, &blinded);
	let statement = context.transcript(&share.ceremony, share.generation, share.index);
	let public = Element::from(RistrettoPoint::mul_base(&share.k_j));
	Ok(Answer {
		index: share.index,
		generation: share.generation,
		ceremony: share.ceremony,
		evaluated: pairs.iter().map(|(_, evaluated)| evaluated.bytes).collect(),
		proof: dleq::prove(statement, &share.k_j, &public, &pairs, rng),
	})
}

#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub(super) fn multiply(k: &Scalar, blinded: &[Element]) -> Vec<Pair> {
	blinded
		.iter()
		.map(|element| (*element, Element::from(k * element.point)))
		.collect()
}

impl Answer {
	/// Its points, if all of it is right.
	pub(super) fn check(
		&self,
		keys: &Keys,
		context: &Context,
		blinds: &Blinds,
	) -> Result<Vec<Element>, AnswerError> {
		if !keys.is_of(&self.ceremony, self.generation) {
			return Err(AnswerError::OtherSharing);
		}
		let public = keys.authority(self.index).ok_or(AnswerError::NoSuchAuthority)?;
		if self.evaluated.len() != blinds.elements().len() {
			return Err(AnswerError::Count);
		}
		let evaluated = self
			.evaluated
			.iter()
			.enumerate()
			.map(|(position, bytes)| {
				Element::decode(bytes).map_err(|error| AnswerError::Point { position, error })
			})
			.collect::<Result<Vec<_>, _>>()?;
		let pairs: Vec<Pair> = blinds
			.elements()
			.iter()
			.copied()
			.zip(evaluated.iter().copied())
			.collect();
		let statement = context.transcript(&self.ceremony, self.generation, self.index);
		match dleq::verify(statement, public, &pairs, &self.proof) {
			Ok(true) => Ok(evaluated),
			Ok(false) => Err(AnswerError::Forged),
			Err(error) => Err(AnswerError::Proof(error)),
		}
	}
}
