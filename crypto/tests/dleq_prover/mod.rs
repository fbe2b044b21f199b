//! A prover of equal logarithms who proves whatever it is told to. All that the transcript holds is in its place, the key
//! that is claimed too, so a proof of what is not true fails by the equations of the verification alone.

use crate::oracle::{expand, prefixed};
use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::encoding::{decode_ristretto, RistrettoBytes};
use sha2::{Digest, Sha256, Sha512};

/// The lengths of RFC 9497.
pub fn short(parts: &[&[u8]]) -> Vec<u8> {
	parts
		.iter()
		.flat_map(|part| [&(part.len() as u16).to_be_bytes()[..], part].concat())
		.collect()
}

/// What whoever has `key` can make of the claim that the pairs have the logarithm of `public`, behind what a protocol puts
/// into its transcript. It is a proof if that logarithm is `key`, for `public` and for all pairs.
pub fn prove(
	transcript: &[&[u8]],
	public: &RistrettoBytes,
	pairs: &[(RistrettoBytes, RistrettoBytes)],
	key: &Scalar,
) -> [u8; 64] {
	let mut transcript = prefixed(transcript);
	transcript.extend(prefixed(&[b"B", public]));
	for (c, d) in pairs {
		transcript.extend(prefixed(&[b"C", c, b"D", d]));
	}
	let statement = Sha256::digest(prefixed(&[b"salus/v1/dleq-statement", &transcript]));
	let string = [&b"SALUS-V1-DLEQ-ristretto255-SHA512-"[..], &statement].concat();
	let (seed_tag, scalar_tag) = (
		[&b"Seed-"[..], &string].concat(),
		[&b"HashToScalar-"[..], &string].concat(),
	);
	let scalar = |message: &[u8]| Scalar::from_bytes_mod_order_wide(&expand(&scalar_tag, message));
	let seed = Sha512::digest(short(&[public, &seed_tag]));
	let (mut m, mut z) = (RistrettoPoint::default(), RistrettoPoint::default());
	for (at, (c, d)) in (0_u16..).zip(pairs) {
		let message = [
			&short(&[&seed])[..],
			&at.to_be_bytes(),
			&short(&[c, d]),
			b"Composite",
		]
		.concat();
		let weight = scalar(&message);
		m += weight * decode_ristretto(c).unwrap();
		z += weight * decode_ristretto(d).unwrap();
	}
	let nonce = Scalar::from(1_234_567_u32);
	let points = [m, z, RistrettoPoint::mul_base(&nonce), nonce * m];
	let [m, z, t2, t3] = points.map(|point| point.compress().to_bytes());
	let message = [&short(&[public, &m, &z, &t2, &t3])[..], b"Challenge"].concat();
	let c = scalar(&message);
	let s = nonce - c * key;
	[c.to_bytes(), s.to_bytes()].concat().try_into().unwrap()
}
