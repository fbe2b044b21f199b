//! The asker's side: keywords blinded, so that no authority sees them.

use super::{BlindError, Token, MAX_BATCH, MAX_KEYWORD};
use crate::{dleq::Element, domain, encoding::RistrettoBytes, hash::hash_to_ristretto, wrap::nonzero};
use alloc::vec::Vec;
use curve25519_dalek::{traits::VartimeMultiscalarMul, RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// Blinded keywords and the scalars that blind them.
pub struct Blinds {
	/// `1 / r_i`.
	inverses: Zeroizing<Vec<Scalar>>,
	elements: Vec<Element>,
	blinded: Vec<RistrettoBytes>,
}

impl Blinds {
	/// Blinds keywords freshly, of 1 to [`MAX_KEYWORD`] bytes each.
	pub fn new(keywords: &[&[u8]], rng: &mut impl CryptoRngCore) -> Result<Self, BlindError> {
		if keywords.is_empty() {
			return Err(BlindError::Empty);
		}
		if keywords.len() > MAX_BATCH {
			return Err(BlindError::TooMany);
		}
		if let Some(position) = keywords
			.iter()
			.position(|keyword| keyword.is_empty() || keyword.len() > MAX_KEYWORD)
		{
			return Err(BlindError::Length { position });
		}
		let mut blinds = Zeroizing::new(Vec::with_capacity(keywords.len()));
		blinds.extend(keywords.iter().map(|_| nonzero(rng)));
		Ok(Self::with(domain::H_KEYWORD, keywords, blinds))
	}

	/// `r_i H_group(keyword_i)`, for scalars other than zero.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub(super) fn with(domain: &[u8], keywords: &[&[u8]], mut blinds: Zeroizing<Vec<Scalar>>) -> Self {
		let elements: Vec<Element> = keywords
			.iter()
			.zip(blinds.iter())
			.map(|(keyword, r)| {
				let point = Zeroizing::new(hash_to_ristretto(domain, keyword));
				Element::from(r * *point)
			})
			.collect();
		Scalar::batch_invert(&mut blinds);
		Self {
			inverses: blinds,
			blinded: elements.iter().map(|element| element.bytes).collect(),
			elements,
		}
	}

	/// What is sent to the authorities, the same to each.
	pub fn blinded(&self) -> &[RistrettoBytes] {
		&self.blinded
	}

	pub(super) fn elements(&self) -> &[Element] {
		&self.elements
	}

	/// `(1 / r_i) sum_j c_j E_ij`, given the E_ij by j; none if they are not as many as the keywords. The sum is public, its
	/// multiple is not.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub(super) fn unblind(&self, coefficients: &[Scalar], answers: &[Vec<Element>]) -> Option<Vec<Token>> {
		self.inverses
			.iter()
			.enumerate()
			.map(|(i, inverse)| {
				let points = answers
					.iter()
					.map(|answer| answer.get(i).map(|element| element.point));
				let sum = RistrettoPoint::optional_multiscalar_mul(coefficients, points)?;
				let token = Zeroizing::new(inverse * sum);
				Some(Token(token.compress().to_bytes()))
			})
			.collect()
	}
}
