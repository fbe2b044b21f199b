//! Claims of a case, and the tree over those that its custodian counted.
//!
//! A doctor commits to a claim before the cut-off, so that nobody who claims later knows how many interests it names, and
//! opens it to the custodian afterwards. The custodian counts: what it counted of each claim stands under one root, so
//! whoever keeps the root and a path can show what a claim was worth, or that a place was left out.

use crate::{
	domain,
	hash::digest,
	record::{root_of_path, Hash, LeafHash, Tree},
};
use alloc::vec::Vec;

/// The format of the tree over counted claims.
const FORMAT: u16 = 1;

/// The part of a claim that only custodian and auditor see: the digests of the interests that match, ascending and each
/// once, and 32 random bytes.
pub fn claim_inner(interests: &[Hash], salt: &[u8; 32]) -> Hash {
	let inputs: Vec<&[u8]> = core::iter::once(&salt[..])
		.chain(interests.iter().map(|interest| &interest[..]))
		.collect();
	digest(domain::CLAIM_INTERESTS, &inputs)
}

/// H(claim): what a doctor commits to.
pub fn claim_commitment(genesis: &Hash, record: &Hash, doctor: &Hash, count: u32, inner: &Hash) -> Hash {
	digest(
		domain::CLAIM,
		&[genesis, record, doctor, &count.to_le_bytes(), inner],
	)
}

/// Which case was counted, and until when claims were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedIn {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The record.
	pub record: Hash,
	/// Number of the case.
	pub case: u64,
	/// First block at which no claim was taken.
	pub cut_off: u64,
}

/// A claim as it was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedClaim {
	/// Its place among all claims of the case, from 0.
	pub position: u32,
	/// Who claimed.
	pub doctor: Hash,
	/// H(claim).
	pub commitment: Hash,
	/// Block of the claim.
	pub at: u64,
	/// Interests that match, as the custodian verified; more than none.
	pub count: u32,
}

impl CountedClaim {
	fn leaf(&self) -> LeafHash {
		digest(
			domain::COUNTED_CLAIM,
			&[
				&self.position.to_le_bytes(),
				&self.doctor,
				&self.commitment,
				&self.at.to_le_bytes(),
				&self.count.to_le_bytes(),
			],
		)
	}
}

/// The root over the claims counted, in the order in which they were made; over none it is that of none.
pub fn counted_root(case: &CountedIn, claims: &[CountedClaim]) -> Hash {
	let tree = tree(claims).map_or([0; 32], |tree| tree.root());
	bind(case, claims.len(), &tree)
}

/// The siblings from the claim that was counted as number `index` to the root; `None` beyond the last.
pub fn counted_path(claims: &[CountedClaim], index: u32) -> Option<Vec<Hash>> {
	tree(claims)?.path(index)
}

/// Whether `claim` was counted as number `index` of `counted` under `root`.
pub fn verify_counted(
	case: &CountedIn,
	root: &Hash,
	counted: u32,
	index: u32,
	claim: &CountedClaim,
	path: &[Hash],
) -> bool {
	let Ok(length) = usize::try_from(counted) else {
		return false;
	};
	root_of_path(FORMAT, counted, index, &claim.leaf(), path)
		.is_some_and(|tree| bind(case, length, &tree) == *root)
}

fn tree(claims: &[CountedClaim]) -> Option<Tree> {
	Tree::new(FORMAT, claims.iter().map(CountedClaim::leaf).collect())
}

fn bind(case: &CountedIn, counted: usize, tree: &Hash) -> Hash {
	let counted = u64::try_from(counted).unwrap_or(u64::MAX);
	digest(
		domain::COUNTED_CLAIMS,
		&[
			&case.genesis,
			&case.record,
			&case.case.to_le_bytes(),
			&case.cut_off.to_le_bytes(),
			&counted.to_le_bytes(),
			tree,
		],
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	const CASE: CountedIn = CountedIn {
		genesis: [1; 32],
		record: [2; 32],
		case: 3,
		cut_off: 40,
	};

	fn claims(n: u8) -> Vec<CountedClaim> {
		(0..n)
			.map(|i| CountedClaim {
				position: u32::from(i) * 2,
				doctor: [i; 32],
				commitment: [i + 100; 32],
				at: u64::from(i) + 7,
				count: u32::from(i) + 1,
			})
			.collect()
	}

	#[test]
	fn every_claim_counted_is_shown_under_the_root_and_nowhere_else() {
		for n in 1..=9 {
			let claims = claims(n);
			let root = counted_root(&CASE, &claims);
			for (index, claim) in (0..).zip(&claims) {
				let path = counted_path(&claims, index).unwrap();
				let shows = |case: &CountedIn, counted, index, claim: &CountedClaim| {
					verify_counted(case, &root, counted, index, claim, &path)
				};
				let n = u32::from(n);
				assert!(shows(&CASE, n, index, claim));
				assert!(!shows(&CASE, n, (index + 1) % n, claim) || n == 1);
				assert!(!shows(&CASE, n + 1, index, claim));
				assert!(!shows(&CountedIn { case: 4, ..CASE }, n, index, claim));
				assert!(!shows(&CountedIn { cut_off: 41, ..CASE }, n, index, claim));
				let inflated = CountedClaim {
					count: claim.count + 1,
					..*claim
				};
				assert!(!shows(&CASE, n, index, &inflated));
			}
			assert_eq!(counted_path(&claims, u32::from(n)), None);
		}
	}

	#[test]
	fn a_claim_left_out_changes_the_root() {
		let all = claims(5);
		let root = counted_root(&CASE, &all);
		for left_out in 0..all.len() {
			let mut fewer = all.clone();
			fewer.remove(left_out);
			assert_ne!(counted_root(&CASE, &fewer), root);
		}
		assert_ne!(counted_root(&CASE, &[]), root);
	}

	#[test]
	fn a_commitment_binds_chain_record_doctor_number_and_interests() {
		let inner = claim_inner(&[[5; 32], [6; 32]], &[7; 32]);
		let commitment = claim_commitment(&[1; 32], &[2; 32], &[3; 32], 2, &inner);
		let others = [
			claim_commitment(&[9; 32], &[2; 32], &[3; 32], 2, &inner),
			claim_commitment(&[1; 32], &[9; 32], &[3; 32], 2, &inner),
			claim_commitment(&[1; 32], &[2; 32], &[9; 32], 2, &inner),
			claim_commitment(&[1; 32], &[2; 32], &[3; 32], 3, &inner),
			claim_commitment(
				&[1; 32],
				&[2; 32],
				&[3; 32],
				2,
				&claim_inner(&[[5; 32]], &[7; 32]),
			),
			claim_commitment(
				&[1; 32],
				&[2; 32],
				&[3; 32],
				2,
				&claim_inner(&[[5; 32], [6; 32]], &[8; 32]),
			),
		];
		assert!(others.iter().all(|other| *other != commitment));
	}
}
