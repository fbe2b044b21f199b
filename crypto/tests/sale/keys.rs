//! The trade key and its proof; the order's id.

use crate::{rng, terms, GENESIS};
use salus_crypto::{
	encoding::DecodeError,
	keys::{verify_ristretto_key, KeyContext, KeyError, KeyPurpose},
	sale::{check_point, order_id, OrderTerms, TradeSecret},
};

const CONTEXT: KeyContext = KeyContext {
	genesis: GENESIS,
	account: [4; 32],
};

#[test]
fn a_trade_key_is_proven_for_one_account_chain_and_purpose() {
	let secret = TradeSecret::generate(&mut rng(1));
	let (y, proof) = secret.prove(&CONTEXT, &mut rng(2));
	assert_eq!(y, secret.public());
	let verify = verify_ristretto_key;
	assert_eq!(verify(KeyPurpose::Trade, &y, &proof, &CONTEXT), Ok(()));

	let stranger = KeyContext {
		account: [5; 32],
		..CONTEXT
	};
	let elsewhere = KeyContext {
		genesis: [2; 32],
		..CONTEXT
	};
	let other = TradeSecret::generate(&mut rng(3)).public();
	for (purpose, key, context) in [
		(KeyPurpose::Trade, &y, &stranger),
		(KeyPurpose::Trade, &y, &elsewhere),
		(KeyPurpose::Report, &y, &CONTEXT),
		(KeyPurpose::Trade, &other, &CONTEXT),
	] {
		assert_eq!(verify(purpose, key, &proof, context), Err(KeyError::BadProof));
	}
	assert_eq!(
		verify(KeyPurpose::Trade, &[0; 32], &proof, &CONTEXT),
		Err(KeyError::Encoding(DecodeError::Identity))
	);
}

#[test]
fn a_trade_key_comes_back_from_its_bytes_and_from_no_others() {
	let secret = TradeSecret::generate(&mut rng(1));
	let back = TradeSecret::from_bytes(&secret.to_bytes()).unwrap();
	assert_eq!(back.public(), secret.public());
	assert_eq!(
		TradeSecret::from_bytes(&[0; 32]).map(drop),
		Err(DecodeError::Identity)
	);
	assert_eq!(
		TradeSecret::from_bytes(&[255; 32]).map(drop),
		Err(DecodeError::Malformed)
	);
}

#[test]
fn the_chain_takes_canonical_points_other_than_the_neutral_one() {
	let y = TradeSecret::generate(&mut rng(1)).public();
	assert_eq!(check_point(&y), Ok(()));
	assert_eq!(check_point(&[0; 32]), Err(DecodeError::Identity));
	// The field's modulus: another encoding of zero.
	let mut modulus = [255; 32];
	modulus[0] = 0xed;
	modulus[31] = 0x7f;
	assert_eq!(check_point(&modulus), Err(DecodeError::Malformed));
	assert_eq!(check_point(&[255; 32]), Err(DecodeError::Malformed));
	// A negative coordinate is the encoding of nothing.
	assert_eq!(check_point(&y.map(|byte| byte ^ 1)), Err(DecodeError::Malformed));
}

#[test]
fn whatever_differs_in_the_terms_is_another_order() {
	let terms = terms(&TradeSecret::generate(&mut rng(1)));
	let changes: [fn(&mut OrderTerms); 8] = [
		|terms| terms.genesis[0] ^= 1,
		|terms| terms.seller[0] ^= 1,
		|terms| terms.buyer[0] ^= 1,
		|terms| terms.y[0] ^= 1,
		|terms| terms.price += 1,
		|terms| terms.deadline += 1,
		|terms| terms.terms[0] ^= 1,
		|terms| terms.nonce[0] ^= 1,
	];
	let mut ids = vec![order_id(&terms)];
	for change in changes {
		let mut other = terms;
		change(&mut other);
		ids.push(order_id(&other));
	}
	ids.sort();
	ids.dedup();
	assert_eq!(ids.len(), 9);
}
