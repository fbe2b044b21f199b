//! Answers that are not right: each is refused for its reason, and another authority takes the liar's place.

use crate::{bytes, dleq_prover::prove, rng, World, CONTEXT, KEYWORDS};
use curve25519_dalek::{ristretto::CompressedRistretto, RistrettoPoint, Scalar};
use proptest::prelude::*;
use salus_crypto::{
	encoding::DecodeError,
	token::{deal, evaluate, Answer, AnswerError, Blinds, Collector, Context, TooFew},
};
use std::sync::LazyLock;

fn refusal(world: &World, answer: &Answer) -> AnswerError {
	world.collector().add(answer).unwrap_err()
}

fn changed(change: impl FnOnce(&mut Answer)) -> AnswerError {
	let world = World::new(2, 4);
	let mut answer = world.answer(1);
	change(&mut answer);
	refusal(&world, &answer)
}

#[test]
fn a_liar_is_refused_and_replaced_by_another() {
	let world = World::new(3, 4);
	let mut lie = world.answer(2);
	lie.evaluated[1] = world.answer(3).evaluated[1];
	let mut collector = world.collector();
	collector.add(&world.answer(1)).unwrap();
	assert_eq!(collector.add(&lie), Err(AnswerError::Forged));
	collector.add(&world.answer(3)).unwrap();
	assert_eq!(
		collector.tokens().map(drop),
		Err(TooFew {
			valid: 2,
			threshold: 3
		})
	);
	collector.add(&world.answer(4)).unwrap();
	assert_eq!(
		bytes(&collector.tokens().unwrap()),
		bytes(&world.tokens(&[1, 2, 3]))
	);
}

#[test]
fn an_answer_by_another_key_is_forged() {
	let world = World::new(2, 4);
	// A key of its own, in the place of its share; all else, and the proof for that key, is right.
	let (_, others) = deal(2, 4, &mut rng(1)).unwrap();
	let mut lie = evaluate(&others[0], &CONTEXT, world.blinds.blinded(), &mut rng(2)).unwrap();
	assert_eq!(refusal(&world, &lie), AnswerError::OtherSharing);
	lie.ceremony = world.public.ceremony;
	assert_eq!(refusal(&world, &lie), AnswerError::Forged);
	// Another authority's answer as one's own.
	let mut lie = world.answer(3);
	lie.index = 1;
	assert_eq!(refusal(&world, &lie), AnswerError::Forged);
}

/// The chain, the asker, the sharing, the key on chain and the points are those of the proof: only the equations are left.
#[test]
fn an_answer_by_another_key_does_not_satisfy_the_equations() {
	let world = World::new(2, 4);
	let share = world.shares[0].to_bytes();
	let k = share[share.len() - 32..].try_into().unwrap();
	let k = Scalar::from_canonical_bytes(k).unwrap();
	let answer = |multiplier: Scalar, prover: Scalar| {
		let multiplied = |point: &[u8; 32]| {
			let point = CompressedRistretto(*point).decompress().unwrap();
			(multiplier * point).compress().to_bytes()
		};
		let blinded = world.blinds.blinded();
		let pairs: Vec<_> = blinded.iter().map(|c| (*c, multiplied(c))).collect();
		let transcript: [&[u8]; 10] = [
			b"salus/v1/token/answer",
			&CONTEXT.genesis,
			b"asker",
			&CONTEXT.asker,
			b"ceremony",
			&world.public.ceremony,
			b"generation",
			&0_u32.to_le_bytes(),
			b"index",
			&1_u16.to_le_bytes(),
		];
		Answer {
			evaluated: pairs.iter().map(|(_, d)| *d).collect(),
			proof: prove(&transcript, &world.public.keys[0], &pairs, &prover),
			..world.answer(1)
		}
	};
	assert_eq!(world.collector().add(&answer(k, k)), Ok(()));
	let other = k + Scalar::ONE;
	// The first fails by the authority's key alone, the second by the points alone.
	for (multiplier, prover) in [(other, other), (other, k), (k, other)] {
		assert_eq!(refusal(&world, &answer(multiplier, prover)), AnswerError::Forged);
	}
}

#[test]
fn points_that_were_changed_exchanged_or_added_to_are_forged() {
	assert_eq!(changed(|answer| answer.evaluated.swap(0, 1)), AnswerError::Forged);
	assert_eq!(
		changed(|answer| answer.evaluated[2] = answer.evaluated[0]),
		AnswerError::Forged
	);
	// Errors that add up to nothing.
	assert_eq!(
		changed(|answer| {
			let x = RistrettoPoint::mul_base(&Scalar::from(3_u8));
			for (at, x) in [(0, x), (1, -x)] {
				let point = CompressedRistretto(answer.evaluated[at]).decompress().unwrap();
				answer.evaluated[at] = (point + x).compress().to_bytes();
			}
		}),
		AnswerError::Forged
	);
}

#[test]
fn an_answer_serves_one_chain_asker_and_request() {
	let world = World::new(2, 4);
	for context in [
		Context {
			genesis: [9; 32],
			..CONTEXT
		},
		Context {
			asker: [9; 32],
			..CONTEXT
		},
	] {
		assert_eq!(
			refusal(&world, &world.answer_in(1, &context)),
			AnswerError::Forged
		);
	}
	// The same keywords, blinded again.
	let again = Blinds::new(&KEYWORDS, &mut rng(9)).unwrap();
	assert_eq!(
		Collector::new(&world.keys, CONTEXT, &again).add(&world.answer(1)),
		Err(AnswerError::Forged)
	);
}

#[test]
fn an_answer_is_of_the_sharing_and_of_an_authority_in_it() {
	assert_eq!(changed(|answer| answer.generation = 1), AnswerError::OtherSharing);
	assert_eq!(
		changed(|answer| answer.ceremony[0] ^= 1),
		AnswerError::OtherSharing
	);
	for index in [0, 5, u16::MAX] {
		assert_eq!(
			changed(|answer| answer.index = index),
			AnswerError::NoSuchAuthority
		);
	}
}

#[test]
fn an_authority_answers_once() {
	let world = World::new(2, 4);
	let mut collector = world.collector();
	collector.add(&world.answer(1)).unwrap();
	assert_eq!(collector.add(&world.answer(1)), Err(AnswerError::Repeated));
	assert_eq!(collector.missing(), 1);
}

#[test]
fn an_answer_has_one_point_a_keyword() {
	assert_eq!(changed(|answer| answer.evaluated.truncate(2)), AnswerError::Count);
	assert_eq!(
		changed(|answer| answer.evaluated.push(answer.evaluated[0])),
		AnswerError::Count
	);
	assert_eq!(changed(|answer| answer.evaluated.clear()), AnswerError::Count);
}

#[test]
fn points_and_scalars_of_an_answer_are_strict() {
	for (bad, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(
			changed(|answer| answer.evaluated[1] = bad),
			AnswerError::Point { position: 1, error }
		);
	}
	for at in [31, 63] {
		assert_eq!(
			changed(|answer| answer.proof[at] = 255),
			AnswerError::Proof(DecodeError::Malformed)
		);
	}
}

static WORLD: LazyLock<World> = LazyLock::new(|| World::new(2, 4));

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn damaged_answers_never_pass(at in 0_usize..160, flip in 1_u8..) {
		let world = &*WORLD;
		let mut answer = world.answer(2);
		match at.checked_sub(64) {
			None => answer.proof[at] ^= flip,
			Some(at) => answer.evaluated[at / 32][at % 32] ^= flip,
		}
		prop_assert!(world.collector().add(&answer).is_err());
	}
}
