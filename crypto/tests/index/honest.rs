//! The proof of an honest match: what is hidden or invented is named, and the proof serves one match alone.

use crate::{dleq_prover::prove, interest, interests, key, master, rng, GENESIS, SCOPE};
use curve25519_dalek::Scalar;
use proptest::prelude::*;
use salus_crypto::{
	encoding::{decode_ristretto, DecodeError},
	index::{
		prove_match, Dishonest, IndexSecret, Interest, KeyId, KeyProof, MatchContext, MatchProofError,
		QueryError, Record, Tag, Tags,
	},
};
use std::{collections::BTreeMap, sync::LazyLock};

const CONTEXT: MatchContext = MatchContext {
	genesis: GENESIS,
	matcher: 9,
	doctor: [6; 32],
	block: [8; 32],
};

fn secret() -> IndexSecret {
	master().index_secret(&SCOPE, 2)
}

fn query() -> Vec<Interest> {
	interests([1, 2, 3])
}

fn proof() -> KeyProof {
	prove_match(&secret(), &CONTEXT, &key(), &query(), &mut rng(1)).unwrap()
}

fn verify(proof: &KeyProof) -> Result<(), MatchProofError> {
	proof
		.verify(&CONTEXT, &key(), &secret().public(), &query())
		.map(drop)
}

fn changed(change: impl FnOnce(&mut KeyProof)) -> MatchProofError {
	let mut proof = proof();
	change(&mut proof);
	verify(&proof).unwrap_err()
}

/// Records by number, with the keywords of each.
fn records(keywords: &[&[u64]]) -> Vec<(Record, Vec<Tag>)> {
	(0..)
		.zip(keywords)
		.map(|(number, keywords)| {
			let record = [number; 32];
			let interests = interests(keywords.iter().copied());
			(record, master().tags(&SCOPE, 2, &record, &interests).unwrap())
		})
		.collect()
}

fn check(claimed: &[(u8, u32)], least: u32) -> Result<(), Dishonest> {
	let records = records(&[&[1, 2, 3], &[1, 9], &[8, 9], &[3, 2, 7], &[]]);
	let verified = proof()
		.verify(&CONTEXT, &key(), &secret().public(), &query())
		.unwrap();
	let rows = records
		.iter()
		.map(|(record, tags)| (record, Tags::new(tags).unwrap()));
	let claimed: BTreeMap<Record, u32> = claimed
		.iter()
		.map(|(number, bits)| ([*number; 32], *bits))
		.collect();
	verified.check(rows, least, &claimed)
}

#[test]
fn an_honest_match_passes() {
	assert_eq!(check(&[(0, 0b111), (1, 0b1), (3, 0b110)], 1), Ok(()));
	assert_eq!(check(&[(0, 0b111), (3, 0b110)], 2), Ok(()));
	assert_eq!(check(&[(0, 0b111)], 3), Ok(()));
	assert_eq!(check(&[], 4), Ok(()));
	// A record that has no interest is no match, whatever is asked.
	assert_eq!(check(&[(0, 0b111), (1, 0b1), (3, 0b110)], 0), Ok(()));
}

#[test]
fn a_hidden_match_is_named() {
	assert_eq!(
		check(&[(0, 0b111), (1, 0b1)], 1),
		Err(Dishonest::Hidden { record: [3; 32] })
	);
	assert_eq!(check(&[], 3), Err(Dishonest::Hidden { record: [0; 32] }));
}

#[test]
fn an_invented_match_is_named() {
	// One that has none, one that has too few, one that is not there.
	assert_eq!(
		check(&[(0, 0b111), (2, 0b1)], 3),
		Err(Dishonest::Invented { record: [2; 32] })
	);
	assert_eq!(
		check(&[(0, 0b111), (3, 0b111)], 3),
		Err(Dishonest::Invented { record: [3; 32] })
	);
	assert_eq!(
		check(&[(0, 0b111), (77, 0b111)], 3),
		Err(Dishonest::Invented { record: [77; 32] })
	);
}

#[test]
fn a_match_by_other_interests_is_named() {
	assert_eq!(
		check(&[(0, 0b111), (3, 0b11)], 2),
		Err(Dishonest::Interests {
			record: [3; 32],
			said: 0b11,
			found: 0b110
		})
	);
}

#[test]
fn the_size_of_a_proof_is_that_of_the_query() {
	let proof = proof();
	assert_eq!((proof.points.len(), proof.proof.len()), (3, 64));
}

#[test]
fn a_proof_serves_one_chain_matcher_doctor_block_and_key() {
	let proof = proof();
	let contexts: [fn(&mut MatchContext); 4] = [
		|context| context.genesis[0] ^= 1,
		|context| context.matcher += 1,
		|context| context.doctor[0] ^= 1,
		|context| context.block[0] ^= 1,
	];
	for change in contexts {
		let mut context = CONTEXT;
		change(&mut context);
		assert_eq!(
			proof
				.verify(&context, &key(), &secret().public(), &query())
				.map(drop),
			Err(MatchProofError::Wrong)
		);
	}
	let keys: [fn(&mut KeyId); 3] = [
		|key| key.indexer += 1,
		|key| key.scope[0] ^= 1,
		|key| key.epoch += 1,
	];
	for change in keys {
		let mut key = key();
		change(&mut key);
		assert_eq!(
			proof
				.verify(&CONTEXT, &key, &secret().public(), &query())
				.map(drop),
			Err(MatchProofError::Wrong)
		);
	}
}

#[test]
fn a_proof_under_another_key_is_wrong() {
	// To hide all matches it would be enough to search under a key that nobody used.
	let other = master().index_secret(&SCOPE, 3);
	let proof = prove_match(&other, &CONTEXT, &key(), &query(), &mut rng(1)).unwrap();
	assert_eq!(verify(&proof), Err(MatchProofError::Wrong));
	for (bad, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(
			proof.verify(&CONTEXT, &key(), &bad, &query()).map(drop),
			Err(MatchProofError::Public(error))
		);
	}
}

/// The match, the key on chain and the points are those of the proof: only the equations are left.
#[test]
fn points_under_another_key_do_not_satisfy_the_equations() {
	let m = Scalar::from_canonical_bytes(*secret().to_bytes()).unwrap();
	let proof = |multiplier: Scalar, prover: Scalar| {
		let multiplied = |interest: &Interest| {
			let p = interest.to_bytes();
			let point = multiplier * decode_ristretto(&p).unwrap();
			(p, point.compress().to_bytes())
		};
		let pairs: Vec<_> = query().iter().map(multiplied).collect();
		let transcript: [&[u8]; 14] = [
			b"salus/v1/index/honest-match",
			&GENESIS,
			b"matcher",
			&CONTEXT.matcher.to_le_bytes(),
			b"doctor",
			&CONTEXT.doctor,
			b"block",
			&CONTEXT.block,
			b"indexer",
			&key().indexer.to_le_bytes(),
			b"scope",
			&SCOPE,
			b"epoch",
			&key().epoch.to_le_bytes(),
		];
		KeyProof {
			points: pairs.iter().map(|(_, point)| *point).collect(),
			proof: prove(&transcript, &secret().public(), &pairs, &prover),
		}
	};
	assert_eq!(verify(&proof(m, m)), Ok(()));
	let other = m + Scalar::ONE;
	// The first fails by M alone, the second by the points alone.
	for (multiplier, prover) in [(other, other), (other, m), (m, other)] {
		assert_eq!(verify(&proof(multiplier, prover)), Err(MatchProofError::Wrong));
	}
}

#[test]
fn a_proof_for_other_interests_is_wrong() {
	let verify = |interests: &[Interest]| {
		proof()
			.verify(&CONTEXT, &key(), &secret().public(), interests)
			.map(drop)
	};
	assert_eq!(verify(&interests([1, 2, 4])), Err(MatchProofError::Wrong));
	assert_eq!(verify(&interests([2, 1, 3])), Err(MatchProofError::Wrong));
	assert_eq!(verify(&interests([1, 2])), Err(MatchProofError::Count));
	assert_eq!(verify(&interests([1, 2, 3, 4])), Err(MatchProofError::Count));
}

#[test]
fn points_that_were_changed_or_exchanged_are_wrong() {
	assert_eq!(changed(|proof| proof.points.swap(0, 1)), MatchProofError::Wrong);
	let other = secret().point(&interest(4)).to_bytes();
	assert_eq!(changed(|proof| proof.points[0] = other), MatchProofError::Wrong);
	let expired = master().index_secret(&SCOPE, 1).point(&interest(1)).to_bytes();
	assert_eq!(changed(|proof| proof.points[0] = expired), MatchProofError::Wrong);
	assert_eq!(changed(|proof| proof.points.truncate(2)), MatchProofError::Count);
	assert_eq!(changed(|proof| proof.points.push(other)), MatchProofError::Count);
}

#[test]
fn points_and_scalars_of_a_proof_are_strict() {
	for (bad, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(
			changed(|proof| proof.points[2] = bad),
			MatchProofError::Point { position: 2, error }
		);
	}
	for at in [31, 63] {
		assert_eq!(
			changed(|proof| proof.proof[at] = 255),
			MatchProofError::Proof(DecodeError::Malformed)
		);
	}
}

#[test]
fn nothing_is_proven_or_verified_for_no_too_many_or_repeated_interests() {
	for (interests, error) in [
		(Vec::new(), QueryError::NoInterests),
		(interests(0..33), QueryError::TooManyInterests { count: 33 }),
		(
			vec![interest(0); 10_000],
			QueryError::TooManyInterests { count: 10_000 },
		),
		(interests([5, 6, 5]), QueryError::Repeated { position: 2 }),
	] {
		assert_eq!(
			prove_match(&secret(), &CONTEXT, &key(), &interests, &mut rng(1)),
			Err(error)
		);
		assert_eq!(
			proof()
				.verify(&CONTEXT, &key(), &secret().public(), &interests)
				.map(drop),
			Err(MatchProofError::Query(error))
		);
	}
}

static PROOF: LazyLock<KeyProof> = LazyLock::new(proof);

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn damaged_proofs_never_pass(at in 0_usize..160, flip in 1_u8..) {
		let mut proof = PROOF.clone();
		match at.checked_sub(64) {
			None => proof.proof[at] ^= flip,
			Some(at) => proof.points[at / 32][at % 32] ^= flip,
		}
		prop_assert!(verify(&proof).is_err());
	}
}
