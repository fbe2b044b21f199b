//! `vectors/token.json`: one request with all that is derived on the way, derived here a second time from the page that
//! describes it.

use crate::{
	bytes,
	dleq_prover::short,
	oracle::{expand, prefixed},
	rng, vector_file, World, CONTEXT, KEYWORDS,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::encoding::decode_ristretto;
use serde_json::json;
use sha2::{Digest, Sha256, Sha512};

fn hex_of(point: &RistrettoPoint) -> String {
	hex::encode(point.compress().as_bytes())
}

#[test]
fn vectors_of_tokens_are_met() {
	let world = World::new(2, 3);
	let public = &world.public;
	let k_j: Vec<Scalar> = world
		.shares
		.iter()
		.map(|share| {
			let bytes = share.to_bytes();
			let scalar = bytes[bytes.len() - 32..].try_into().unwrap();
			Scalar::from_canonical_bytes(scalar).unwrap()
		})
		.collect();
	// f(0) of the line through f(1) and f(2), and f(3) on it.
	let k = k_j[0] + k_j[0] - k_j[1];
	assert_eq!(k_j[2], k_j[1] + k_j[1] - k_j[0]);
	let ceremony: [u8; 32] = Sha256::digest(prefixed(&[b"salus/v1/token/ceremony", &public.key])).into();
	assert_eq!(public.ceremony, ceremony);
	assert_eq!(RistrettoPoint::mul_base(&k).compress().to_bytes(), public.key);

	// The blinds are the first scalars of the generator that the request was made with.
	let mut random = rng(8);
	let mut keywords = Vec::new();
	for (i, keyword) in KEYWORDS.iter().enumerate() {
		let r = Scalar::random(&mut random);
		let h = RistrettoPoint::from_uniform_bytes(&expand(
			b"SALUS-V1-H-KEYWORD-RISTRETTO255_XMD:SHA-512_R255MAP_",
			keyword,
		));
		assert_eq!(world.blinds.blinded()[i], (r * h).compress().to_bytes());
		let token = (k * h).compress().to_bytes();
		for authorities in [[1, 2], [3, 1]] {
			assert_eq!(bytes(&world.tokens(&authorities))[i], token);
		}
		let interest = RistrettoPoint::from_uniform_bytes(&expand(
			b"SALUS-V1-H-INTEREST-RISTRETTO255_XMD:SHA-512_R255MAP_",
			&prefixed(&[&token]),
		));
		let digest: [u8; 32] = Sha256::digest(prefixed(&[
			b"salus/v1/index/interest",
			interest.compress().as_bytes(),
		]))
		.into();
		let computed = world.tokens(&[2, 3])[i].interest();
		assert_eq!(computed.to_bytes(), interest.compress().to_bytes());
		assert_eq!(computed.digest(), digest);
		keywords.push(json!({
			"keyword": std::str::from_utf8(keyword).unwrap(),
			"H_group": hex_of(&h),
			"r": hex::encode(r.to_bytes()),
			"B": hex::encode(world.blinds.blinded()[i]),
			"T": hex::encode(token),
			"P": hex_of(&interest),
			"interest_digest": hex::encode(digest),
		}));
	}

	let mut answers = Vec::new();
	for (j, k_j) in (1_u16..).zip(&k_j) {
		let answer = world.answer(j);
		let key = public.keys[usize::from(j) - 1];
		let mut transcript = prefixed(&[
			b"salus/v1/token/answer",
			&CONTEXT.genesis,
			b"asker",
			&CONTEXT.asker,
			b"ceremony",
			&ceremony,
			b"generation",
			&0_u32.to_le_bytes(),
			b"index",
			&j.to_le_bytes(),
			b"B",
			&key,
		]);
		for (c, d) in world.blinds.blinded().iter().zip(&answer.evaluated) {
			assert_eq!(decode_ristretto(d).unwrap(), k_j * decode_ristretto(c).unwrap());
			transcript.extend(prefixed(&[b"C", c, b"D", d]));
		}
		let statement = Sha256::digest(prefixed(&[b"salus/v1/dleq-statement", &transcript]));
		let context = [&b"SALUS-V1-DLEQ-ristretto255-SHA512-"[..], &statement].concat();
		let (seed_tag, scalar_tag) = (
			[&b"Seed-"[..], &context].concat(),
			[&b"HashToScalar-"[..], &context].concat(),
		);
		let seed = Sha512::digest(short(&[&key, &seed_tag]));
		let (mut m, mut z) = (RistrettoPoint::default(), RistrettoPoint::default());
		for (i, (c, d)) in (0_u16..).zip(world.blinds.blinded().iter().zip(&answer.evaluated)) {
			let message = [
				&short(&[&seed])[..],
				&i.to_be_bytes(),
				&short(&[c, d]),
				b"Composite",
			]
			.concat();
			let weight = Scalar::from_bytes_mod_order_wide(&expand(&scalar_tag, &message));
			m += weight * decode_ristretto(c).unwrap();
			z += weight * decode_ristretto(d).unwrap();
		}
		let [c, s] = [0, 32]
			.map(|at| Scalar::from_canonical_bytes(answer.proof[at..at + 32].try_into().unwrap()).unwrap());
		let t2 = RistrettoPoint::mul_base(&s) + c * decode_ristretto(&key).unwrap();
		let t3 = s * m + c * z;
		let [m, z, t2, t3] = [m, z, t2, t3].map(|point| point.compress().to_bytes());
		let message = [&short(&[&key, &m, &z, &t2, &t3])[..], b"Challenge"].concat();
		assert_eq!(
			c,
			Scalar::from_bytes_mod_order_wide(&expand(&scalar_tag, &message))
		);
		answers.push(json!({
			"index": j,
			"k_j": hex::encode(k_j.to_bytes()),
			"K_j": hex::encode(key),
			"E": answer.evaluated.iter().map(hex::encode).collect::<Vec<_>>(),
			"M": hex::encode(m),
			"Z": hex::encode(z),
			"proof": hex::encode(answer.proof),
		}));
	}

	vector_file::check(
		"token",
		&json!({
			"about": "Bytes are hexadecimal. A token key shared 2 of 3, and one request. rfc9497.json has the vectors of \
				the RFC.",
			"genesis": hex::encode(CONTEXT.genesis),
			"asker": hex::encode(CONTEXT.asker),
			"threshold": public.threshold,
			"generation": public.generation,
			"ceremony": hex::encode(ceremony),
			"k": hex::encode(k.to_bytes()),
			"K": hex::encode(public.key),
			"public_keys": hex::encode(public.to_bytes()),
			"share_1": hex::encode(&*world.shares[0].to_bytes()),
			"keywords": keywords,
			"answers": answers,
		}),
	);
}
