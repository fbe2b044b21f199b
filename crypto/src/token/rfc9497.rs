//! The vectors of RFC 9497 on this code: blinding, evaluation, the proof with the nonce that they give, unblinding.

use super::{answer::multiply, blind::Blinds};
use crate::{
	dleq::{Element, Hashes, Pair},
	encoding::{decode_ristretto_key, RistrettoBytes},
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use serde_json::Value;
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

/// `"OPRFV1-" || I2OSP(mode, 1) || "-" || identifier`, in mode VOPRF.
const CONTEXT: &[u8] = b"OPRFV1-\x01-ristretto255-SHA512";

fn bytes(text: &Value) -> Vec<u8> {
	hex::decode(text.as_str().unwrap()).unwrap()
}

fn batch(text: &Value) -> Vec<Vec<u8>> {
	text.as_str()
		.unwrap()
		.split(',')
		.map(|part| hex::decode(part).unwrap())
		.collect()
}

fn scalar(bytes: &[u8]) -> Scalar {
	decode_ristretto_key(bytes.try_into().unwrap()).unwrap()
}

/// `Finalize`'s hash.
fn output(input: &[u8], unblinded: &RistrettoBytes) -> Vec<u8> {
	let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_be_bytes();
	Sha512::new()
		.chain_update(length(input))
		.chain_update(input)
		.chain_update(length(unblinded))
		.chain_update(unblinded)
		.chain_update(b"Finalize")
		.finalize()
		.to_vec()
}

#[test]
fn the_vectors_of_rfc_9497_are_met() {
	let suite: Value = serde_json::from_str(include_str!("../../vectors/rfc9497.json")).unwrap();
	let key = scalar(&bytes(&suite["skSm"]));
	let public = Element::from(RistrettoPoint::mul_base(&key));
	assert_eq!(public.bytes[..], bytes(&suite["pkSm"])[..]);
	let group = [b"HashToGroup-", CONTEXT].concat();
	assert_eq!(group, bytes(&suite["groupDST"]));
	let hashes = Hashes::new(CONTEXT);

	let vectors = suite["vectors"].as_array().unwrap();
	assert_eq!(vectors.len(), 3);
	for vector in vectors {
		let inputs = batch(&vector["Input"]);
		let keywords: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
		let blinds = batch(&vector["Blind"])
			.iter()
			.map(|blind| scalar(blind))
			.collect();
		let blinds = Blinds::with(&group, &keywords, Zeroizing::new(blinds));
		assert_eq!(
			blinds.blinded().concat(),
			batch(&vector["BlindedElement"]).concat()
		);

		let pairs = multiply(&key, blinds.elements());
		let evaluated: Vec<Element> = pairs.iter().map(|(_, evaluated)| *evaluated).collect();
		let answered: Vec<RistrettoBytes> = evaluated.iter().map(|element| element.bytes).collect();
		assert_eq!(answered.concat(), batch(&vector["EvaluationElement"]).concat());

		let nonce = scalar(&bytes(&vector["Proof"]["r"]));
		let proof = hashes.prove(&key, &public, &pairs, &nonce);
		assert_eq!(proof[..], bytes(&vector["Proof"]["proof"])[..]);
		assert_eq!(hashes.verify(&public, &pairs, &proof), Ok(true));
		let twisted: Vec<Pair> = pairs.iter().map(|(c, _)| (*c, *c)).collect();
		assert_eq!(hashes.verify(&public, &twisted, &proof), Ok(false));

		let tokens = blinds.unblind(&[Scalar::ONE], &[evaluated]).unwrap();
		let outputs: Vec<Vec<u8>> = inputs
			.iter()
			.zip(&tokens)
			.map(|(input, token)| output(input, &token.to_bytes()))
			.collect();
		assert_eq!(outputs, batch(&vector["Output"]));
	}
}
