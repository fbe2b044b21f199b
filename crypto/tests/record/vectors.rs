//! `vectors/record.json`: one record with all that is derived on the way, derived here a second time from
//! the page that describes it.

use crate::{
	oracle::{expand, prefixed},
	vector_file, CONTEXT, FIELDS, SCHEMA,
};
use aes_gcm::{
	aead::{Aead, KeyInit, Payload},
	Aes256Gcm,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use hkdf::Hkdf;
use salus_crypto::record::Blob;
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

struct Derived {
	k: Scalar,
	p: [u8; 32],
	s: [u8; 32],
	enc: [u8; 32],
	com: [u8; 32],
}

fn derive(secret: &[u8; 32], index: u32) -> Derived {
	let k = Scalar::from_bytes_mod_order_wide(&expand(
		b"SALUS-V1-FIELD-SCALAR-RISTRETTO255_XMD:SHA-512_",
		&prefixed(&[secret, &index.to_le_bytes()]),
	));
	let b_prime = RistrettoPoint::from_uniform_bytes(&expand(
		b"SALUS-V1-H-BLINDING-RISTRETTO255_XMD:SHA-512_R255MAP_",
		b"B'",
	));
	let p = RistrettoPoint::mul_base(&k).compress().to_bytes();
	let s = (k * b_prime).compress().to_bytes();
	let hkdf = Hkdf::<Sha256>::new(Some(b"salus/v1/symmetric/chunks"), &s);
	let [enc, com] = [&b"enc"[..], b"com"].map(|name| {
		let mut out = [0; 32];
		hkdf.expand(&prefixed(&[name, b"salus/v1/record/field", b""]), &mut out)
			.unwrap();
		out
	});
	Derived { k, p, s, enc, com }
}

#[test]
fn vectors_of_records_are_met() {
	let record = crate::Record::new(&FIELDS, 2);
	let sealed = &record.sealed;
	let mut fields: Vec<Value> = Vec::new();
	let (mut leaves, mut ciphertexts) = (Vec::new(), Vec::new());
	for (index, field) in (0_u32..).zip(&FIELDS) {
		let derived = derive(&record.payloads[field.group].secret, index);
		let aad = prefixed(&[&[&index.to_le_bytes()[..], &prefixed(&[field.label.as_bytes()])].concat()]);
		let aad = [&[1][..], &(field.content.len() as u64).to_le_bytes(), &aad].concat();
		let body = Aes256Gcm::new((&derived.enc).into())
			.encrypt(
				&Default::default(),
				Payload {
					msg: field.content,
					aad: &aad,
				},
			)
			.unwrap();
		let ciphertext = [&derived.com[..], &body].concat();
		let leaf: [u8; 32] = Sha256::digest(
			[
				&[0][..],
				&index.to_le_bytes(),
				&(field.label.len() as u16).to_le_bytes(),
				field.label.as_bytes(),
				&derived.p,
				&Sha256::digest(&ciphertext),
			]
			.concat(),
		)
		.into();
		fields.push(json!({
			"index": index,
			"group": field.group,
			"label": field.label,
			"content": hex::encode(field.content),
			"k": hex::encode(derived.k.to_bytes()),
			"P": hex::encode(derived.p),
			"S": hex::encode(derived.s),
			"ciphertext": hex::encode(&ciphertext),
			"leaf": hex::encode(leaf),
		}));
		leaves.extend(leaf);
		ciphertexts.extend(ciphertext);
	}
	let leaves_at = 8 + b"salus/v1/record/blob".len() + 6;
	assert_eq!(sealed.blob[leaves_at..leaves_at + leaves.len()], leaves);
	assert!(sealed.blob.ends_with(&ciphertexts));

	let open = record.open(0);
	let disclosure = open.disclose(&[3]).unwrap();
	assert!(Blob::parse(&sealed.blob)
		.unwrap()
		.open_patient_box(&record.patient, &CONTEXT)
		.is_ok());
	vector_file::check(
		"record",
		&json!({
			"about": "Bytes are hexadecimal. Headers and boxes stand in for those of the key authority.",
			"genesis": hex::encode(CONTEXT.genesis),
			"record": hex::encode(CONTEXT.record),
			"schema": SCHEMA,
			"secrets": record.payloads.iter().map(|payload| hex::encode(payload.secret)).collect::<Vec<_>>(),
			"salt": hex::encode(&sealed.salt[..]),
			"blob_salt": hex::encode(sealed.blob_salt),
			"patient_secret": hex::encode(&record.patient.to_bytes()[..]),
			"fields": fields,
			"root": hex::encode(&sealed.root[..]),
			"commitment": hex::encode(sealed.commitment),
			"blob": hex::encode(&sealed.blob),
			"blob_digest": hex::encode(sealed.digest),
			"disclosure_of_field_3": hex::encode(disclosure),
		}),
	);
}
