//! `vectors/index.json`: keys, a record's tags and the proof of a match, derived here a second time from the page that
//! describes them.

use crate::{
	dleq_prover::short,
	interests, key, master,
	oracle::{expand, prefixed},
	rng, token, vector_file, GENESIS, SCOPE,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use hkdf::Hkdf;
use salus_crypto::{
	encoding::decode_ristretto,
	index::{prove_match, IndexSecret, MatchContext, WrapContext},
	wrap::WrapSecret,
};
use serde_json::json;
use sha2::{Digest, Sha256, Sha512};
use std::collections::BTreeSet;

const RECORD: [u8; 32] = [5; 32];

#[test]
fn vectors_of_the_index_are_met() {
	let epoch = 2_u32.to_le_bytes();
	let m = Scalar::from_bytes_mod_order_wide(&expand(
		b"SALUS-V1-INDEX-RISTRETTO255_XMD:SHA-512_",
		&prefixed(&[&[4; 32], &SCOPE, &epoch]),
	));
	let public = RistrettoPoint::mul_base(&m).compress().to_bytes();
	let secret = master().index_secret(&SCOPE, 2);
	assert_eq!(*secret.to_bytes(), m.to_bytes());
	assert_eq!(secret.public(), public);

	// Tags: of three keywords, and 29 of padding.
	let mut tags = BTreeSet::new();
	let mut keywords = Vec::new();
	let mut pairs = Vec::new();
	for number in [1, 2, 3] {
		let t = *token(number).to_bytes();
		let p = RistrettoPoint::from_uniform_bytes(&expand(
			b"SALUS-V1-H-INTEREST-RISTRETTO255_XMD:SHA-512_R255MAP_",
			&prefixed(&[&t]),
		));
		let i = (m * p).compress().to_bytes();
		let p = p.compress().to_bytes();
		let digest = Sha256::digest(prefixed(&[b"salus/v1/index/interest", &p]));
		assert_eq!(token(number).interest().digest()[..], digest[..]);
		let (mac, _) = Hkdf::<Sha256>::extract(Some(&i), &RECORD);
		tags.insert(<[u8; 16]>::try_from(&mac[..16]).unwrap());
		keywords.push(json!({
			"T": hex::encode(t),
			"P": hex::encode(p),
			"interest_digest": hex::encode(digest),
			"I": hex::encode(i),
			"tag": hex::encode(&mac[..16]),
		}));
		pairs.push((p, i));
	}
	for place in 0_u32..29 {
		let padding = Sha256::digest(prefixed(&[
			b"salus/v1/index/padding",
			&[4; 32],
			&SCOPE,
			&epoch,
			&RECORD,
			&place.to_le_bytes(),
		]));
		tags.insert(padding[..16].try_into().unwrap());
	}
	let tags: Vec<[u8; 16]> = tags.into_iter().collect();
	assert_eq!(
		master().tags(&SCOPE, 2, &RECORD, &interests([1, 2, 3])),
		Ok(tags.clone())
	);

	// The proof, from the vectors' transcript.
	let context = MatchContext {
		genesis: GENESIS,
		matcher: 9,
		doctor: [6; 32],
		block: [8; 32],
	};
	let proof = prove_match(&secret, &context, &key(), &interests([1, 2, 3]), &mut rng(1)).unwrap();
	let mut transcript = prefixed(&[
		b"salus/v1/index/honest-match",
		&GENESIS,
		b"matcher",
		&9_u32.to_le_bytes(),
		b"doctor",
		&[6; 32],
		b"block",
		&[8; 32],
		b"indexer",
		&7_u32.to_le_bytes(),
		b"scope",
		&SCOPE,
		b"epoch",
		&epoch,
		b"B",
		&public,
	]);
	for (p, i) in &pairs {
		transcript.extend(prefixed(&[b"C", p, b"D", i]));
	}
	let statement = Sha256::digest(prefixed(&[b"salus/v1/dleq-statement", &transcript]));
	let string = [&b"SALUS-V1-DLEQ-ristretto255-SHA512-"[..], &statement].concat();
	let scalar_tag = [&b"HashToScalar-"[..], &string].concat();
	let seed = Sha512::digest(short(&[&public, &[&b"Seed-"[..], &string].concat()]));
	let (mut folded_p, mut folded_i) = (RistrettoPoint::default(), RistrettoPoint::default());
	for (at, (p, i)) in (0_u16..).zip(&pairs) {
		let message = [
			&short(&[&seed])[..],
			&at.to_be_bytes(),
			&short(&[p, i]),
			b"Composite",
		]
		.concat();
		let weight = Scalar::from_bytes_mod_order_wide(&expand(&scalar_tag, &message));
		folded_p += weight * decode_ristretto(p).unwrap();
		folded_i += weight * decode_ristretto(i).unwrap();
	}
	let [c, s] =
		[0, 32].map(|at| Scalar::from_canonical_bytes(proof.proof[at..at + 32].try_into().unwrap()).unwrap());
	let t2 = RistrettoPoint::mul_base(&s) + c * decode_ristretto(&public).unwrap();
	let t3 = s * folded_p + c * folded_i;
	let points = [folded_p, folded_i, t2, t3].map(|point| point.compress().to_bytes());
	let message = [
		&short(&[&public, &points[0], &points[1], &points[2], &points[3]])[..],
		b"Challenge",
	]
	.concat();
	assert_eq!(
		c,
		Scalar::from_bytes_mod_order_wide(&expand(&scalar_tag, &message))
	);
	let points: Vec<[u8; 32]> = pairs.iter().map(|(_, i)| *i).collect();
	assert_eq!(proof.points, points);

	// A wrap of the key.
	let wrap_secret = WrapSecret::from_bytes(&[9; 32]).unwrap();
	let wrap_context = WrapContext {
		genesis: GENESIS,
		key: key(),
		grantee: 9,
	};
	let wrapped = secret
		.wrap(&wrap_secret.public(), &wrap_context, &mut rng(2))
		.unwrap();
	let opened = IndexSecret::unwrap(&wrap_secret, &wrap_context, &public, &wrapped).unwrap();
	assert_eq!(opened.to_bytes(), secret.to_bytes());

	vector_file::check(
		"index",
		&json!({
			"about": "Bytes are hexadecimal. One record with three keywords under one index key; tokens stand in for \
				those of token.json.",
			"genesis": hex::encode(GENESIS),
			"master_secret": hex::encode([4; 32]),
			"indexer": 7,
			"scope": hex::encode(SCOPE),
			"epoch": 2,
			"m": hex::encode(m.to_bytes()),
			"M": hex::encode(public),
			"record": hex::encode(RECORD),
			"keywords": keywords,
			"tags": tags.iter().map(hex::encode).collect::<Vec<_>>(),
			"match": {
				"matcher": 9,
				"doctor": hex::encode([6; 32]),
				"block": hex::encode([8; 32]),
				"proof": hex::encode(proof.proof),
			},
			"wrap": {
				"grantee": 9,
				"wrap_secret": hex::encode([9; 32]),
				"wrapped": hex::encode(wrapped),
			},
		}),
	);
}
