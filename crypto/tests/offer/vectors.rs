//! `vectors/offer.json`: an offer, a claim, its fulfilment, and what the buyer reads.

use crate::{counter::Counter, vector_file, world::*, *};
use salus_crypto::keys::KeyContext;
use serde_json::json;

fn hexed(bytes: impl AsRef<[u8]>) -> String {
	hex::encode(bytes)
}

#[test]
fn vectors_of_standing_offers_hold() {
	let mut rng = Counter::default();
	let issuers: Vec<IssuerSecret> = (0..3).map(|_| IssuerSecret::generate(&mut rng)).collect();
	let keys: Vec<IssuerKey> = issuers.iter().map(IssuerSecret::key::<Bls>).collect();
	let secret = CredentialSecret::generate(&mut rng);
	let buyer = OfferSecret::generate(&mut rng);
	rng.take();
	let account = KeyContext {
		genesis: GENESIS,
		account: BUYER,
	};
	let (y, proof) = buyer.register::<Bls>(&account, &mut rng);
	let key_random = rng.take();
	let issuance = IssuanceContext {
		genesis: GENESIS,
		issuer: keys[0].pk1,
		patient: PATIENT,
		record: RECORD,
	};
	let request = secret.request::<Bls>(&issuance, &mut rng);
	let claims = Claims {
		root: ROOT,
		quarter: QUARTER,
		values: values(),
	};
	let credential = issuers[0]
		.issue::<Bls>(&issuance, &request, &schema(), claims, &mut rng)
		.unwrap();
	rng.take();

	let context = ClaimContext {
		genesis: GENESIS,
		offer: OFFER,
		payee: PAYEE,
		buyer: BUYER,
		y,
		price: 25,
		expiry: 1_000,
	};
	let terms = ClaimTerms {
		schema: schema().reference(),
		predicates: PREDICATES,
		field: HBA1C,
		issuers: &keys,
		accepted: &[true; 3],
	};
	let claim = present_claim::<Bls>(&credential, &secret, &terms, &context, &mut rng).unwrap();
	let claim_random = rng.take();
	let prepared = prepare_issuers::<Bls>(&keys).unwrap();
	let statement = ClaimStatement {
		context: &context,
		schema: schema().reference(),
		predicates: PREDICATES,
		field: HBA1C,
		issuers: IssuersOnChain {
			digest: prepared.digest,
			pk1: &prepared.pk1,
			accepted: &[true; 3],
		},
		nullifier_base: nullifier_base::<Bls>(&GENESIS, OFFER),
	};
	let parsed = Claim::parse(&claim).unwrap();
	let commitment = parsed.verify::<Bls>(&statement).unwrap().commitment;

	let slot = FulfilContext {
		genesis: GENESIS,
		offer: OFFER,
		slot: 3,
		payee: PAYEE,
	};
	let fulfilment = fulfil::<Bls>(&credential, &secret, HBA1C, &slot, &y, &mut rng).unwrap();
	let fulfil_random = rng.take();
	let stored = verify_offer_key::<Bls>(&y, &proof, &account).unwrap();
	assert_eq!(
		verify_fulfilment::<Bls>(&slot, &stored, &commitment, &fulfilment),
		Ok(())
	);
	let value = buyer.decrypt(&fulfilment, &DiscreteLog::<Bls>::new());
	assert_eq!(value, Ok(72));
	vector_file::check(
		"offer",
		&json!({
			"genesis": hexed(GENESIS),
			"offer": OFFER,
			"buyer": { "account": hexed(BUYER), "y": hexed(*buyer.to_bytes()), "Y": hexed(y), "random": key_random, "proof": hexed(proof) },
			"base of nullifiers": hexed(statement.nullifier_base.compressed::<Bls>().unwrap()),
			"issuers": { "digest": hexed(prepared.digest), "pk1": prepared.pk1.iter().map(|stored| hexed(stored.0)).collect::<Vec<_>>() },
			"schema": hexed(schema().to_bytes()),
			"u": hexed(*secret.to_bytes()),
			"credential": hexed(&*credential.to_bytes()),
			"payee": hexed(PAYEE),
			"price": 25,
			"expiry": 1_000,
			"field": HBA1C,
			"claim": { "random": claim_random, "bytes": hexed(&claim), "N": hexed(parsed.nullifier()), "Cv": hexed(commitment.0) },
			"fulfilment": { "slot": 3, "random": fulfil_random, "bytes": hexed(fulfilment.to_bytes()), "value": value.unwrap() },
		}),
	);
}
