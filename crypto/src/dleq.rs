//! Proofs that pairs of points of Ristretto have one logarithm: `D_i = k C_i` for all i, for the k of `B = kG`.
//!
//! The algorithms are `GenerateProof` and `VerifyProof` of RFC 9497 (section 2.2) for ristretto255 and SHA-512, and its
//! vectors run on this code. The RFC's context string tells protocols apart. Here it ends with the digest of a transcript
//! that holds the statement's context, B **and all pairs**, for a reason: the RFC weighs pair i by a hash of B, i, C_i and
//! D_i alone, so whoever may choose many pairs freely looks for pairs whose weighted errors cancel, each list of candidates
//! apart, which the generalised birthday algorithm does in about 2^(252 / (1 + a)) steps for 2^a pairs: 2^42 for 32. With all
//! pairs under every weight there are no lists.

use crate::{
	domain,
	encoding::{decode_ristretto, decode_ristretto_scalar, DecodeError, RistrettoBytes},
	hash::expand_message_xmd,
	schnorr::{join, split, Proof},
	transcript::Transcript,
};
use alloc::vec::Vec;
use curve25519_dalek::{traits::VartimeMultiscalarMul, RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use sha2::{Digest, Sha512};
use subtle::ConstantTimeEq;

/// A point and its encoding.
#[derive(Clone, Copy)]
pub(crate) struct Element {
	pub point: RistrettoPoint,
	pub bytes: RistrettoBytes,
}

impl Element {
	/// From an encoding, strictly.
	pub fn decode(bytes: &RistrettoBytes) -> Result<Self, DecodeError> {
		let point = decode_ristretto(bytes)?;
		Ok(Self { point, bytes: *bytes })
	}
}

impl From<RistrettoPoint> for Element {
	fn from(point: RistrettoPoint) -> Self {
		let bytes = point.compress().to_bytes();
		Self { point, bytes }
	}
}

/// C and D.
pub(crate) type Pair = (Element, Element);

/// Proves `D = kC` for all pairs; the transcript holds all context, B and the pairs are appended here.
pub(crate) fn prove(
	statement: Transcript,
	k: &Scalar,
	b: &Element,
	pairs: &[Pair],
	rng: &mut impl CryptoRngCore,
) -> Proof {
	let statement = complete(statement, b, pairs);
	let nonce = statement.nonce_ristretto(k.as_bytes(), rng);
	Hashes::of(&statement).prove(k, b, pairs, &nonce)
}

/// Checks a proof of [`prove`] with the same transcript.
pub(crate) fn verify(
	statement: Transcript,
	b: &Element,
	pairs: &[Pair],
	proof: &Proof,
) -> Result<bool, DecodeError> {
	Hashes::of(&complete(statement, b, pairs)).verify(b, pairs, proof)
}

fn complete(mut statement: Transcript, b: &Element, pairs: &[Pair]) -> Transcript {
	statement.append(b"B", &b.bytes);
	for (c, d) in pairs {
		statement.append(b"C", &c.bytes);
		statement.append(b"D", &d.bytes);
	}
	statement
}

/// The hash functions of the RFC under one context string.
pub(crate) struct Hashes {
	seed_tag: Vec<u8>,
	scalar_tag: Vec<u8>,
}

impl Hashes {
	/// Those of a context string, of at most 200 bytes.
	pub fn new(context: &[u8]) -> Self {
		Self {
			seed_tag: [b"Seed-", context].concat(),
			scalar_tag: [b"HashToScalar-", context].concat(),
		}
	}

	fn of(statement: &Transcript) -> Self {
		Self::new(&[domain::DLEQ, &statement.digest(domain::DLEQ_STATEMENT)].concat())
	}

	fn scalar(&self, message: &[u8]) -> Scalar {
		let mut wide = [0; 64];
		expand_message_xmd::<Sha512>(&self.scalar_tag, &[message], &mut wide);
		Scalar::from_bytes_mod_order_wide(&wide)
	}

	/// `d_i`.
	fn weights(&self, b: &Element, pairs: &[Pair]) -> Vec<Scalar> {
		let seed = prefixed(&[&Sha512::digest(prefixed(&[&b.bytes, &self.seed_tag]))]);
		pairs
			.iter()
			.enumerate()
			.map(|(i, (c, d))| {
				let i = u16::try_from(i).unwrap_or(u16::MAX).to_be_bytes();
				let pair = prefixed(&[&c.bytes, &d.bytes]);
				self.scalar(&[&seed[..], &i, &pair, b"Composite"].concat())
			})
			.collect()
	}

	fn challenge(&self, b: &Element, points: [&RistrettoPoint; 4]) -> Scalar {
		let [m, z, t2, t3] = points.map(|point| point.compress().to_bytes());
		let points = prefixed(&[&b.bytes, &m, &z, &t2, &t3]);
		self.scalar(&[&points[..], b"Challenge"].concat())
	}

	/// `GenerateProof`.
	#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
	pub fn prove(&self, k: &Scalar, b: &Element, pairs: &[Pair], nonce: &Scalar) -> Proof {
		let weights = self.weights(b, pairs);
		let m = RistrettoPoint::vartime_multiscalar_mul(&weights, pairs.iter().map(|(c, _)| &c.point));
		let z = k * m;
		let c = self.challenge(b, [&m, &z, &RistrettoPoint::mul_base(nonce), &(nonce * m)]);
		join(c.to_bytes(), (nonce - c * k).to_bytes())
	}

	/// `VerifyProof`.
	#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
	pub fn verify(&self, b: &Element, pairs: &[Pair], proof: &Proof) -> Result<bool, DecodeError> {
		let (c_bytes, s_bytes) = split(proof);
		let (c, s) = (
			decode_ristretto_scalar(&c_bytes)?,
			decode_ristretto_scalar(&s_bytes)?,
		);
		let weights = self.weights(b, pairs);
		let m = RistrettoPoint::vartime_multiscalar_mul(&weights, pairs.iter().map(|(c, _)| &c.point));
		let z = RistrettoPoint::vartime_multiscalar_mul(&weights, pairs.iter().map(|(_, d)| &d.point));
		let t2 = RistrettoPoint::vartime_double_scalar_mul_basepoint(&c, &b.point, &s);
		let t3 = RistrettoPoint::vartime_multiscalar_mul(&[s, c], &[m, z]);
		let challenge = self.challenge(b, [&m, &z, &t2, &t3]);
		Ok(challenge.to_bytes().ct_eq(&c_bytes).into())
	}
}

/// Each part behind its length as two bytes, big-endian, as the RFC has it.
fn prefixed(parts: &[&[u8]]) -> Vec<u8> {
	let mut bytes = Vec::new();
	for part in parts {
		bytes.extend_from_slice(&u16::try_from(part.len()).unwrap_or(u16::MAX).to_be_bytes());
		bytes.extend_from_slice(part);
	}
	bytes
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
mod tests {
	use super::*;
	use curve25519_dalek::traits::Identity;
	use rand::{
		rngs::{mock::StepRng, StdRng},
		SeedableRng,
	};
	use rand_core::{CryptoRng, Error, RngCore};

	/// Zeros.
	struct Broken(StepRng);

	impl RngCore for Broken {
		fn next_u32(&mut self) -> u32 {
			self.0.next_u32()
		}

		fn next_u64(&mut self) -> u64 {
			self.0.next_u64()
		}

		fn fill_bytes(&mut self, bytes: &mut [u8]) {
			self.0.fill_bytes(bytes);
		}

		fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
			self.0.try_fill_bytes(bytes)
		}
	}

	impl CryptoRng for Broken {}

	struct Proven {
		b: Element,
		pairs: Vec<Pair>,
		proof: Proof,
	}

	fn statement(context: &[u8]) -> Transcript {
		let mut transcript = Transcript::new(b"test", &[1; 32]);
		transcript.append(b"context", context);
		transcript
	}

	fn proven() -> Proven {
		let mut rng = StdRng::seed_from_u64(1);
		let k = Scalar::random(&mut rng);
		let b = Element::from(RistrettoPoint::mul_base(&k));
		let pairs: Vec<Pair> = (0..3)
			.map(|_| RistrettoPoint::random(&mut rng))
			.map(|c| (c.into(), (k * c).into()))
			.collect();
		let proof = prove(statement(b"here"), &k, &b, &pairs, &mut rng);
		Proven { b, pairs, proof }
	}

	impl Proven {
		fn holds(&self) -> bool {
			verify(statement(b"here"), &self.b, &self.pairs, &self.proof).unwrap()
		}

		fn shifted(mut self, by: &[(usize, RistrettoPoint)]) -> Self {
			for (at, by) in by {
				self.pairs[*at].1 = (self.pairs[*at].1.point + by).into();
			}
			self
		}
	}

	#[test]
	fn a_proof_holds_for_its_statement() {
		assert!(proven().holds());
	}

	#[test]
	fn a_proof_of_another_context_key_or_order_of_pairs_fails() {
		let good = proven();
		assert!(!verify(statement(b"there"), &good.b, &good.pairs, &good.proof).unwrap());
		let mut bad = proven();
		bad.b = RistrettoPoint::mul_base(&Scalar::from(7_u8)).into();
		assert!(!bad.holds());
		let mut bad = proven();
		bad.pairs.swap(0, 2);
		assert!(!bad.holds());
		let mut bad = proven();
		bad.pairs.pop();
		assert!(!bad.holds());
		let mut bad = proven();
		bad.pairs.clear();
		assert!(!bad.holds());
	}

	#[test]
	fn one_false_pair_fails_and_so_do_errors_that_add_up_to_nothing() {
		let x = RistrettoPoint::mul_base(&Scalar::from(5_u8));
		for at in 0..3 {
			assert!(!proven().shifted(&[(at, x)]).holds());
		}
		assert!(!proven().shifted(&[(0, x), (1, -x)]).holds());
		let mut bad = proven();
		for pair in &mut bad.pairs {
			pair.1 = Element::from(RistrettoPoint::identity());
		}
		assert!(!bad.holds());
	}

	/// What the RFC's own weights would not give: each pair is under the weights of all.
	#[test]
	fn changing_one_pair_changes_every_weight() {
		let weights = |proven: &Proven| {
			let statement = complete(statement(b"here"), &proven.b, &proven.pairs);
			Hashes::of(&statement).weights(&proven.b, &proven.pairs)
		};
		let before = weights(&proven());
		let after = weights(&proven().shifted(&[(2, RistrettoPoint::mul_base(&Scalar::ONE))]));
		for (before, after) in before.iter().zip(&after) {
			assert_ne!(before, after);
		}
	}

	#[test]
	fn scalars_of_a_proof_are_canonical() {
		for at in [31, 63] {
			let mut bad = proven();
			bad.proof[at] = 255;
			assert_eq!(
				verify(statement(b"here"), &bad.b, &bad.pairs, &bad.proof),
				Err(DecodeError::Malformed)
			);
		}
		for at in [0, 32] {
			let mut bad = proven();
			bad.proof[at] ^= 1;
			assert!(!bad.holds());
		}
	}

	#[test]
	fn with_broken_randomness_nonces_still_differ_by_statement() {
		let k = Scalar::from(11_u8);
		let b = Element::from(RistrettoPoint::mul_base(&k));
		let nonce = |context: &[u8], c: RistrettoPoint| {
			let pairs = [(Element::from(c), Element::from(k * c))];
			let proof = prove(
				statement(context),
				&k,
				&b,
				&pairs,
				&mut Broken(StepRng::new(0, 0)),
			);
			let (c, s) = split(&proof);
			decode_ristretto_scalar(&s).unwrap() + decode_ristretto_scalar(&c).unwrap() * k
		};
		let (one, two) = (b.point, b.point + b.point);
		assert_eq!(nonce(b"here", one), nonce(b"here", one));
		assert_ne!(nonce(b"here", one), nonce(b"there", one));
		assert_ne!(nonce(b"here", one), nonce(b"here", two));
	}
}
