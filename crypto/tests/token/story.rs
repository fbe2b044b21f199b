//! What an asker gets.

use crate::{bytes, rng, World, CONTEXT, KEYWORDS};
use salus_crypto::{
	encoding::DecodeError,
	token::{
		deal, evaluate, BlindError, Blinds, Collector, EvaluateError, Token, TooFew, MAX_BATCH, MAX_KEYWORD,
	},
};

#[test]
fn any_threshold_of_authorities_makes_the_same_tokens() {
	let world = World::new(3, 5);
	let tokens = bytes(&world.tokens(&[1, 2, 3]));
	for authorities in [[3, 4, 5], [5, 1, 4], [2, 5, 3]] {
		assert_eq!(bytes(&world.tokens(&authorities)), tokens);
	}
	// More answers than needed change nothing.
	assert_eq!(bytes(&world.tokens(&[5, 4, 3, 2, 1])), tokens);
}

#[test]
fn a_token_is_of_its_keyword_and_key_whatever_the_blinding_and_the_batch() {
	let mut world = World::new(2, 4);
	let tokens = bytes(&world.tokens(&[1, 2]));
	assert!(tokens[0] != tokens[1] && tokens[1] != tokens[2] && tokens[0] != tokens[2]);
	let first = world.blinds.blinded().to_vec();
	world.blinds = Blinds::new(&[KEYWORDS[2], KEYWORDS[0], KEYWORDS[2]], &mut rng(99)).unwrap();
	assert!(world.blinds.blinded().iter().all(|point| !first.contains(point)));
	assert_ne!(world.blinds.blinded()[0], world.blinds.blinded()[2]);
	assert_eq!(bytes(&world.tokens(&[4, 3])), [tokens[2], tokens[0], tokens[2]]);

	let (public, shares) = deal(2, 4, &mut rng(1)).unwrap();
	world.keys = public.validate().unwrap();
	world.shares = shares;
	assert_ne!(bytes(&world.tokens(&[1, 2]))[0], tokens[2]);
}

#[test]
fn fewer_answers_than_the_threshold_make_nothing() {
	let world = World::new(3, 4);
	let mut collector = world.collector();
	for (valid, j) in [(0, 4), (1, 1), (2, 2)] {
		assert_eq!(collector.missing(), 3 - valid);
		assert_eq!(collector.tokens().map(drop), Err(TooFew { valid, threshold: 3 }));
		collector.add(&world.answer(j)).unwrap();
	}
	assert_eq!(collector.missing(), 0);
	assert_eq!(
		bytes(&collector.tokens().unwrap()),
		bytes(&world.tokens(&[1, 2, 3]))
	);
}

#[test]
fn one_authority_alone_can_be_the_threshold() {
	let world = World::new(1, 1);
	assert_eq!(world.tokens(&[1]).len(), 3);
}

#[test]
fn a_full_batch_is_answered_and_a_fuller_one_is_not() {
	let world = World::new(2, 3);
	let keywords: Vec<String> = (0..=MAX_BATCH).map(|i| format!("system|{i}")).collect();
	let keywords: Vec<&[u8]> = keywords.iter().map(String::as_bytes).collect();
	let full = Blinds::new(&keywords[..MAX_BATCH], &mut rng(1)).unwrap();
	let mut collector = Collector::new(&world.keys, CONTEXT, &full);
	for share in &world.shares[..2] {
		let answer = evaluate(share, &CONTEXT, full.blinded(), &mut rng(2)).unwrap();
		assert_eq!(collector.add(&answer), Ok(()));
	}
	assert_eq!(collector.tokens().unwrap().len(), MAX_BATCH);

	assert_eq!(
		Blinds::new(&keywords, &mut rng(1)).map(drop),
		Err(BlindError::TooMany)
	);
	let points = vec![world.blinds.blinded()[0]; MAX_BATCH + 1];
	assert_eq!(
		evaluate(&world.shares[0], &CONTEXT, &points, &mut rng(1)),
		Err(EvaluateError::TooMany)
	);
}

#[test]
fn keywords_have_a_length() {
	assert_eq!(Blinds::new(&[], &mut rng(1)).map(drop), Err(BlindError::Empty));
	let longest = [b'x'; MAX_KEYWORD];
	assert!(Blinds::new(&[&longest], &mut rng(1)).is_ok());
	let longer = [b'x'; MAX_KEYWORD + 1];
	for bad in [&b""[..], &longer] {
		assert_eq!(
			Blinds::new(&[b"good", bad], &mut rng(1)).map(drop),
			Err(BlindError::Length { position: 1 })
		);
	}
}

#[test]
fn an_authority_answers_points_alone() {
	let world = World::new(2, 3);
	let share = &world.shares[0];
	let good = world.blinds.blinded()[0];
	assert_eq!(
		evaluate(share, &CONTEXT, &[], &mut rng(1)),
		Err(EvaluateError::Empty)
	);
	let mut modulus = [255; 32];
	(modulus[0], modulus[31]) = (0xed, 0x7f);
	for (bad, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
		// Another encoding of zero, and of a negative coordinate.
		(modulus, DecodeError::Malformed),
		(good.map(|byte| byte ^ 1), DecodeError::Malformed),
	] {
		assert_eq!(
			evaluate(share, &CONTEXT, &[good, bad, good], &mut rng(1)),
			Err(EvaluateError::Point { position: 1, error })
		);
	}
}

#[test]
fn a_token_comes_back_from_its_bytes_and_from_no_others() {
	let token = World::new(1, 1).tokens(&[1]).remove(0);
	let back = Token::from_bytes(&token.to_bytes()).unwrap();
	assert!(back == token);
	assert_eq!(back.interest().digest(), token.interest().digest());
	assert_eq!(Token::from_bytes(&[0; 32]).map(drop), Err(DecodeError::Identity));
	assert_eq!(
		Token::from_bytes(&[255; 32]).map(drop),
		Err(DecodeError::Malformed)
	);
}
