//! The peer: public-key encryption with keyword search of Boneh, Di Crescenzo, Ostrovsky and Persiano (Eurocrypt 2004), on
//! BLS12-381 with `blst` beneath.
//!
//! Key `h = g2^a`, trapdoor `T = H1(W)^a`; a record is `g2^r` and, of each keyword, `H2(e(H1(W), h)^r)`. The test of a record
//! is one pairing an interest, `H2(e(T, g2^r))` looked up among the record's values. Drawing one r for all keywords of a record,
//! as here, is the cheap variant: the paper's own draws one a keyword, and pairs for each.
//!
//! What differs: there nobody needs to be asked for a token, and whoever has the public key tries keywords on a trapdoor; here
//! a keyword is tried with the authorities' answer only.

use crate::{measure::time, scan::INTERESTS, summary::Summary};
use rand::{rngs::OsRng, RngCore};
use salus_crypto::{
	encoding::encode_gt,
	shamir::random_scalar,
	suite::{g2, Suite, G1, G2},
	Bls, Fr,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Records that are tested, and keywords of each: fewer than of ours, and the time of one is what is compared.
const RECORDS: usize = 100;
const KEYWORDS: usize = 64;
/// One record in so many has the interests.
const ONE_IN: usize = 10;

type Value = [u8; 16];

struct Record {
	point: G2<Bls>,
	values: BTreeSet<Value>,
}

fn h1(keyword: &str) -> G1<Bls> {
	Bls::hash_to_g1(b"SALUS-BENCH-PEKS", keyword.as_bytes())
}

fn h2(left: G1<Bls>, right: G2<Bls>) -> Value {
	let digest = Sha256::digest(encode_gt::<Bls>(&Bls::pairing_product(&[(left, right)])));
	core::array::from_fn(|i| digest[i])
}

/// A record with these keywords, and as many other values as random as they.
fn seal(h: &G2<Bls>, keywords: &[String]) -> Record {
	let r = random_scalar(&mut OsRng);
	let shared: G2<Bls> = (*h * r).into();
	let mut values: BTreeSet<Value> = keywords.iter().map(|keyword| h2(h1(keyword), shared)).collect();
	while values.len() < KEYWORDS {
		let mut value = Value::default();
		OsRng.fill_bytes(&mut value);
		values.insert(value);
	}
	Record {
		point: (g2::<Bls>() * r).into(),
		values,
	}
}

/// Measures its match beside the `ours` microseconds a record.
pub fn run(summary: &mut Summary, ours: f64) {
	let a: Fr = random_scalar(&mut OsRng);
	let h: G2<Bls> = (g2::<Bls>() * a).into();
	let names: Vec<String> = (0..INTERESTS).map(|i| format!("keyword {i}")).collect();
	let trapdoors: Vec<G1<Bls>> = names.iter().map(|name| (h1(name) * a).into()).collect();
	let records: Vec<Record> = (0..RECORDS)
		.map(|i| seal(&h, if i % ONE_IN == 0 { &names } else { &[] }))
		.collect();
	let has_all = |record: &&Record| {
		// All are tested, as ours are: which of them a record has is part of the answer.
		let found = trapdoors
			.iter()
			.filter(|trapdoor| record.values.contains(&h2(**trapdoor, record.point)))
			.count();
		found == INTERESTS
	};
	let search = || records.iter().filter(has_all).count();
	assert_eq!(search(), RECORDS.div_ceil(ONE_IN), "of {RECORDS} records");
	let theirs = time(search) / RECORDS as f64;
	summary.beside(
		format!("match, one record of {KEYWORDS} tags, {INTERESTS} interests, of the largest first search"),
		ours,
		"us",
		&format!("PEKS, a record of {RECORDS}"),
		theirs,
	);
}
