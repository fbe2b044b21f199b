//! `vectors/credential.json`: schemas, bases, a credential from request to signature, and a presentation of it.

use crate::{counter::Counter, vector_file, world::*};
use salus_crypto::{credential::*, hash::h_scalar, Bls};
use serde_json::{json, Value as Json};

fn hexed(bytes: impl AsRef<[u8]>) -> String {
	hex::encode(bytes)
}

fn messages(schema: &Schema, values: &[Value]) -> Vec<String> {
	let digest = schema.digest();
	let hashed = |index: u8, value: &[u8]| {
		let scalar = h_scalar(
			b"SALUS-V1-MESSAGE-BLS12381_XMD:SHA-256_",
			&[&digest, &[index], value],
		);
		hexed(salus_crypto::encoding::encode_scalar(&scalar))
	};
	let count = u8::try_from(values.len()).unwrap() + 4;
	let first = [
		hashed(0, &[count]),
		"u".into(),
		hashed(2, &ROOT),
		hashed(3, &QUARTER.to_le_bytes()),
	];
	let attributes = (4u8..).zip(values).map(|(index, value)| match value {
		Value::Bucket(bucket) => hashed(index, bucket),
		Value::Integer(number) => hexed(salus_crypto::encoding::encode_scalar(&(*number).into())),
	});
	first.into_iter().chain(attributes).collect()
}

#[test]
fn vectors_of_credentials_hold() {
	let mut rng = Counter::default();
	let issuers: Vec<IssuerSecret> = (0..3).map(|_| IssuerSecret::generate(&mut rng)).collect();
	let keys: Vec<IssuerKey> = issuers.iter().map(IssuerSecret::key::<Bls>).collect();
	let secret = CredentialSecret::generate(&mut rng);
	rng.take();
	let context = IssuanceContext {
		genesis: GENESIS,
		issuer: keys[1].pk1,
		patient: PATIENT,
		record: RECORD,
	};
	let request = secret.request::<Bls>(&context, &mut rng);
	let request_random = rng.take();
	let claims = Claims {
		root: ROOT,
		quarter: QUARTER,
		values: values(),
	};
	let credential = issuers[1]
		.issue::<Bls>(&context, &request, &schema(), claims, &mut rng)
		.unwrap();
	let issue_random = rng.take();
	assert_eq!(credential.verify::<Bls>(&secret), Ok(()));
	let sale = SaleContext {
		genesis: GENESIS,
		order: [7; 32],
		seller: PAYEE,
		buyer: BUYER,
		y: [8; 32],
		price: 25,
		expiry: 1_000,
	};
	let presentation =
		present_for_sale::<Bls>(&credential, &secret, &[BIRTH], &keys, &sale, &mut rng).unwrap();
	let present_random = rng.take();
	assert!(verify_for_sale::<Bls>(&presentation, &sale, &keys, |_| true).is_ok());
	let of_issuer = |(secret, key): (&IssuerSecret, &IssuerKey)| -> Json {
		json!({ "x": hexed(*secret.to_bytes()), "pk1": hexed(key.pk1), "pk2": hexed(key.pk2) })
	};
	vector_file::check(
		"credential",
		&json!({
			"schema": {
				"attributes": schema().attributes().iter().map(|(name, kind)| json!([name, format!("{kind:?}")])).collect::<Vec<_>>(),
				"bytes": hexed(schema().to_bytes()),
				"digest": hexed(schema().digest()),
			},
			"genesis": hexed(GENESIS),
			"patient": hexed(PATIENT),
			"record": hexed(RECORD),
			"root": hexed(ROOT),
			"quarter": QUARTER,
			"issuers": issuers.iter().zip(&keys).map(of_issuer).collect::<Vec<_>>(),
			"digest of the issuers": hexed(issuer_list_digest(&keys)),
			"u": hexed(*secret.to_bytes()),
			"messages": messages(&schema(), &values()),
			"request to issuer 1": { "random": request_random, "bytes": hexed(request.to_bytes()) },
			"credential": { "random": issue_random, "bytes": hexed(&*credential.to_bytes()) },
			"presentation": {
				"order": hexed(sale.order),
				"seller": hexed(sale.seller),
				"buyer": hexed(sale.buyer),
				"Y": hexed(sale.y),
				"price": 25,
				"expiry": 1_000,
				"shown": [BIRTH],
				"random": present_random,
				"bytes": hexed(presentation),
			},
		}),
	);
}
