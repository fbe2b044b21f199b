//! Counts for research: how much privacy a researcher may spend, and what was spent on which query.
//!
//! Privacy loss is counted in millionths of epsilon, whole numbers, so that a budget adds up exactly.

use crate::hospital::HospitalId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_crypto::{domain::COUNT_QUERY, hash::digest};
use scale_info::TypeInfo;
use sp_core::H256;

/// Privacy loss in millionths of epsilon.
pub type MicroEpsilon = u32;
/// Number of a spending, given by the chain, never reused.
pub type SpendingId = u64;

/// Millionths of epsilon in one.
pub const EPSILON: MicroEpsilon = 1_000_000;

/// What a researcher commits to before a hospital answers: SHA-256 of salt and token. The salt, random and shown to that
/// hospital alone, keeps from others that hold the keyword's token what is counted.
pub fn query_digest(salt: &[u8; 32], token: &[u8; 32]) -> H256 {
	H256(digest(COUNT_QUERY, &[salt, token]))
}

/// What the council sets.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ResearchParameters<BlockNumber> {
	/// What one researcher may spend in a period, over all hospitals.
	pub budget: MicroEpsilon,
	/// Least of one answer; not zero.
	pub min_epsilon: MicroEpsilon,
	/// Most of one answer; at most the budget.
	pub max_epsilon: MicroEpsilon,
	/// Blocks after which a budget is whole again; not zero.
	pub period: BlockNumber,
	/// Blocks after a spending in which the hospital answers it; not zero.
	pub window: BlockNumber,
	/// Counts below it, noise included, are not told.
	pub floor: u32,
}

/// What is left to a researcher.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BudgetInfo<AccountId, BlockNumber> {
	/// Whose.
	pub researcher: AccountId,
	/// What may be spent in a period.
	pub budget: MicroEpsilon,
	/// What is spent of the current period.
	pub spent: MicroEpsilon,
	/// What is left of it.
	pub left: MicroEpsilon,
	/// First block of the next period; none while nothing is spent of one.
	pub refills_at: Option<BlockNumber>,
}

/// A spending: the right to one answer of one hospital.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SpendingInfo<AccountId, BlockNumber> {
	/// Its number.
	pub id: SpendingId,
	/// Who spent.
	pub researcher: AccountId,
	/// The hospital that is to answer.
	pub hospital: HospitalId,
	/// [`query_digest`] of what is to be counted.
	pub query: H256,
	/// How much.
	pub epsilon: MicroEpsilon,
	/// The block that contains it.
	pub spent_at: BlockNumber,
	/// Last block at which the hospital answers it.
	pub answer_until: BlockNumber,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_digest_binds_token_and_salt_each_in_its_place() {
		let committed = query_digest(&[1; 32], &[2; 32]);
		assert_eq!(committed, query_digest(&[1; 32], &[2; 32]));
		assert_ne!(committed, query_digest(&[2; 32], &[1; 32]));
		assert_ne!(committed, query_digest(&[1; 32], &[3; 32]));
		assert_ne!(committed, query_digest(&[3; 32], &[2; 32]));
	}
}
