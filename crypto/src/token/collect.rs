//! Combining: any t good answers, whoever gave them.

use super::{Answer, AnswerError, Blinds, Context, Keys, Token, TooFew};
use crate::{dleq::Element, shamir::lagrange_at_zero};
use alloc::vec::Vec;

/// Collects answers to one request. Each is checked as it comes, so that a bad one is its author's and another authority
/// takes its place.
pub struct Collector<'a> {
	keys: &'a Keys,
	context: Context,
	blinds: &'a Blinds,
	indices: Vec<u16>,
	answers: Vec<Vec<Element>>,
}

impl<'a> Collector<'a> {
	/// Nothing collected yet.
	pub fn new(keys: &'a Keys, context: Context, blinds: &'a Blinds) -> Self {
		Self {
			keys,
			context,
			blinds,
			indices: Vec::new(),
			answers: Vec::new(),
		}
	}

	/// Takes an answer if it is right. If it is not, the authority that gave it is to be named and another asked.
	pub fn add(&mut self, answer: &Answer) -> Result<(), AnswerError> {
		if self.indices.contains(&answer.index) {
			return Err(AnswerError::Repeated);
		}
		let evaluated = answer.check(self.keys, &self.context, self.blinds)?;
		self.indices.push(answer.index);
		self.answers.push(evaluated);
		Ok(())
	}

	/// How many answers are still wanted.
	pub fn missing(&self) -> u16 {
		self.keys.public().threshold.saturating_sub(self.collected())
	}

	fn collected(&self) -> u16 {
		u16::try_from(self.indices.len()).unwrap_or(u16::MAX)
	}

	/// The tokens, in the order of the keywords: `T_i = (1 / r_i) sum_j c_j E_ij` with Lagrange coefficients c_j.
	pub fn tokens(&self) -> Result<Vec<Token>, TooFew> {
		let threshold = self.keys.public().threshold;
		let too_few = TooFew {
			valid: self.collected(),
			threshold,
		};
		let (indices, answers) = self
			.indices
			.get(..threshold.into())
			.zip(self.answers.get(..threshold.into()))
			.ok_or(too_few)?;
		// The indices are distinct and not zero: each is of an authority, and once.
		lagrange_at_zero(indices)
			.and_then(|coefficients| self.blinds.unblind(&coefficients, answers))
			.ok_or(too_few)
	}
}
