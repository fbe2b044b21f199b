//! `vectors/report.json`: a report with all that is derived on the way, derived here a second time from the page that
//! describes it.

use crate::{
	counter::Counter,
	oracle::{expand, prefixed},
	recipient, vector_file, ARBITER, CONTENT, PATIENT,
};
use aes_gcm::{
	aead::{Aead, KeyInit, Payload},
	Aes256Gcm,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use hkdf::Hkdf;
use salus_crypto::{
	encoding::decode_ristretto,
	report::{disclosure_digest, seal, Disclosure, Finding, ReceiptSecret, ReportSecret},
	wrap::WrapSecret,
};
use serde_json::json;
use sha2::{Digest, Sha256};

fn scalar(dst: &[u8], message: &[u8]) -> Scalar {
	Scalar::from_bytes_mod_order_wide(&expand(dst, message))
}

pub fn challenge(transcript: &[u8]) -> Scalar {
	scalar(b"SALUS-V1-CHALLENGE-RISTRETTO255_XMD:SHA-512_", transcript)
}

fn scalars(proof: &[u8]) -> [Scalar; 2] {
	[0, 32].map(|at| Scalar::from_canonical_bytes(proof[at..at + 32].try_into().unwrap()).unwrap())
}

#[test]
fn vectors_of_reports_are_met() {
	let rng = &mut Counter::default();
	let secret = ReportSecret::generate(rng);
	rng.take();
	let to = recipient(&secret);
	let sent = seal(&to, CONTENT, rng).unwrap();
	let seal_randomness = rng.take();
	let statement = &sent.statement;
	let info = &statement.info;

	// The key: S by the patient's secret, then HKDF.
	let y = Scalar::from_canonical_bytes(*secret.to_bytes()).unwrap();
	let e = decode_ristretto(&info.e).unwrap();
	let s = (y * e).compress().to_bytes();
	let info_bytes = [
		info.genesis,
		info.record,
		info.doctor,
		info.patient,
		info.y,
		info.e,
	]
	.concat();
	let derive = |name: &[u8]| {
		let mut out = [0; 32];
		Hkdf::<Sha256>::new(Some(b"salus/v1/symmetric/message"), &s)
			.expand(&prefixed(&[name, b"salus/v1/report/key", &info_bytes]), &mut out)
			.unwrap();
		out
	};
	let (enc, com) = (derive(b"enc"), derive(b"com"));
	assert_eq!(statement.commitment, com);
	let body = Aes256Gcm::new(&enc.into())
		.encrypt(
			&Default::default(),
			Payload {
				msg: CONTENT,
				aad: &info_bytes,
			},
		)
		.unwrap();
	assert_eq!(sent.ciphertext, [&com[..], &body].concat());
	let digest: [u8; 32] = Sha256::digest(prefixed(&[b"salus/v1/report/digest", &sent.ciphertext])).into();
	assert_eq!(statement.digest, digest);

	// The proofs, from one transcript under three names.
	let transcript = |protocol: &[u8], more: &[&[u8]]| {
		let stated: [&[u8]; 16] = [
			protocol,
			&info.genesis,
			b"record",
			&info.record,
			b"doctor",
			&info.doctor,
			b"patient",
			&info.patient,
			b"Y",
			&info.y,
			b"E",
			&info.e,
			b"commitment",
			&com,
			b"digest",
			&digest,
		];
		prefixed(&[&stated[..], more].concat())
	};
	let bytes = |point: RistrettoPoint| point.compress().to_bytes();
	let [c, z] = scalars(&sent.proof);
	let first = bytes(RistrettoPoint::mul_base(&z) - c * e);
	assert_eq!(
		c,
		challenge(&transcript(b"salus/v1/report/author", &[b"R", &first]))
	);

	let issuer = [9; 32];
	let custodian = ReceiptSecret::of_issuer(&issuer);
	let x = scalar(
		b"SALUS-V1-RECEIPT-SECRET-RISTRETTO255_XMD:SHA-512_",
		&prefixed(&[&issuer]),
	);
	assert_eq!(*custodian.to_bytes(), x.to_bytes());
	let receipt = custodian.sign(statement, 700, rng);
	let receipt_randomness = rng.take();
	let [c, z] = scalars(&receipt.proof);
	let key = bytes(RistrettoPoint::mul_base(&x));
	let first = bytes(RistrettoPoint::mul_base(&z) - c * RistrettoPoint::mul_base(&x));
	let more: [&[u8]; 6] = [b"key", &key, b"until", &700_u32.to_le_bytes(), b"R", &first];
	assert_eq!(c, challenge(&transcript(b"salus/v1/report/receipt", &more)));

	let disclosure = secret.disclose(statement, rng).unwrap();
	let disclosure_randomness = rng.take();
	let disclosed = disclosure.to_bytes();
	assert_eq!(disclosed[..32], s);
	let [c, z] = scalars(&disclosed[32..]);
	let to_g = bytes(RistrettoPoint::mul_base(&z) - c * decode_ristretto(&info.y).unwrap());
	let to_e = bytes(z * e - c * decode_ristretto(&s).unwrap());
	let more: [&[u8]; 6] = [b"S", &s, b"A", &to_g, b"B", &to_e];
	assert_eq!(c, challenge(&transcript(b"salus/v1/report/disclosure", &more)));

	let arbiter = WrapSecret::generate(rng);
	rng.take();
	let wrapped = disclosure
		.wrap(statement, &ARBITER, &arbiter.public(), rng)
		.unwrap();
	let wrap_randomness = rng.take();
	// The context of the wrap: the arbiter and all that is stated.
	let context: [u8; 32] = Sha256::digest(prefixed(&[
		b"salus/v1/report/arbiter",
		&ARBITER,
		&[&info_bytes[..], &com, &digest].concat(),
	]))
	.into();
	assert_eq!(
		*salus_crypto::wrap::unwrap(&arbiter, &context, &wrapped).unwrap(),
		*disclosed
	);
	let dispute: [u8; 32] = Sha256::digest(prefixed(&[b"salus/v1/report/dispute", &wrapped])).into();
	assert_eq!(dispute, disclosure_digest(&wrapped));
	let opened = Disclosure::unwrap(&arbiter, statement, &ARBITER, &wrapped).unwrap();
	let finding = opened.verify(statement).unwrap().decide(&sent.ciphertext);
	assert_eq!(finding, Ok(Finding::Opens));

	vector_file::check(
		"report",
		&json!({
			"about": "Bytes are hexadecimal. Randomness is what each step consumed, in order.",
			"genesis": hex::encode(info.genesis),
			"record": hex::encode(info.record),
			"doctor": hex::encode(info.doctor),
			"patient": hex::encode(PATIENT),
			"y": hex::encode(y.to_bytes()),
			"Y": hex::encode(info.y),
			"content": hex::encode(CONTENT),
			"seal_randomness": seal_randomness,
			"E": hex::encode(info.e),
			"S": hex::encode(s),
			"enc": hex::encode(enc),
			"com": hex::encode(com),
			"ciphertext": hex::encode(&sent.ciphertext),
			"digest": hex::encode(digest),
			"proof": hex::encode(sent.proof),
			"issuer_secret": hex::encode(issuer),
			"receipt_secret": hex::encode(x.to_bytes()),
			"receipt_key": hex::encode(key),
			"until": 700,
			"receipt_randomness": receipt_randomness,
			"receipt": hex::encode(receipt.proof),
			"disclosure_randomness": disclosure_randomness,
			"disclosure": hex::encode(&*disclosed),
			"arbiter": hex::encode(ARBITER),
			"arbiter_secret": hex::encode(*arbiter.to_bytes()),
			"wrap_randomness": wrap_randomness,
			"wrapped": hex::encode(&wrapped),
			"disclosure_digest": hex::encode(dispute),
		}),
	);
}
