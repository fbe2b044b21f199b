//! A prover of equal logarithms who proves whatever it is told to. All that the transcript holds is in its place, the key
//! that is claimed too, so a proof of what is not true fails by the equations of the verification alone.

use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::encoding::{decode_ristretto, RistrettoBytes};
use sha2::{Digest, Sha256, Sha512};

fn prefixed(parts: &[&[u8]]) -> Vec<u8> {
	parts
		.iter()
		.flat_map(|part| [&(part.len() as u64).to_le_bytes()[..], part].concat())
		.collect()
}

/// The lengths of RFC 9497.
fn short(parts: &[&[u8]]) -> Vec<u8> {
	parts
		.iter()
		.flat_map(|part| [&(part.len() as u16).to_be_bytes()[..], part].concat())
		.collect()
}

/// expand_message_xmd of RFC 9380 with SHA-512, for the 64 bytes of one block.
fn expand(dst: &[u8], message: &[u8]) -> [u8; 64] {
	let dst_prime = [dst, &[dst.len() as u8]].concat();
	let first = Sha512::digest([&[0; 128][..], message, &[0, 64], &[0], &dst_prime].concat());
	Sha512::digest([&first[..], &[1], &dst_prime].concat()).into()
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
