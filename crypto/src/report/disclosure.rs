//! The disclosure of one report's S, and what an arbiter finds with it.

use super::{arbiter_context, unwrap, DisclosureError, NotTheCiphertext, Statement, DISCLOSURE};
use crate::{
	codec::Writer,
	domain,
	encoding::{decode_ristretto, decode_ristretto_scalar, DecodeError, RistrettoBytes, ScalarBytes},
	record::Hash,
	transcript::Transcript,
	wrap::{wrap, WrapSecret},
};
use alloc::vec::Vec;
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// `S = yE` of one report, and the proof that the logarithm of S to E is that of Y to G. Whoever has it opens that report
/// and no other.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Disclosure {
	s: RistrettoBytes,
	c: ScalarBytes,
	z: ScalarBytes,
}

/// A disclosure that is true.
pub struct Disclosed<'a> {
	statement: &'a Statement,
	s: Zeroizing<RistrettoBytes>,
}

/// What the key of a report shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
	/// The ciphertext opens: the doctor is cleared.
	Opens,
	/// It does not, under the only key that it could be for: the doctor is convicted.
	DoesNotOpen,
}

/// The transcript of the proof, up to the prover's first message.
fn transcript(statement: &Statement, s: &RistrettoBytes) -> Transcript {
	let mut transcript = statement.transcript(domain::REPORT_DISCLOSURE);
	transcript.append(b"S", s);
	transcript
}

/// The challenge after the prover's first message.
fn challenge(mut transcript: Transcript, to_g: &RistrettoPoint, to_e: &RistrettoPoint) -> Scalar {
	transcript.append(b"A", to_g.compress().as_bytes());
	transcript.append(b"B", to_e.compress().as_bytes());
	transcript.challenge_ristretto()
}

impl Disclosure {
	#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
	pub(super) fn prove(
		y: &Scalar,
		statement: &Statement,
		e: &RistrettoPoint,
		s: RistrettoBytes,
		rng: &mut impl CryptoRngCore,
	) -> Self {
		let transcript = transcript(statement, &s);
		let k = transcript.nonce_ristretto(y.as_bytes(), rng);
		let c = challenge(transcript, &RistrettoPoint::mul_base(&k), &(*k * e));
		Self {
			s,
			c: c.to_bytes(),
			z: (c * y + *k).to_bytes(),
		}
	}

	/// S, challenge, response.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		Zeroizing::new(
			Writer::new()
				.fixed(&self.s)
				.fixed(&self.c)
				.fixed(&self.z)
				.finish(),
		)
	}

	/// The inverse of [`Self::to_bytes`]; believes nothing.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, DisclosureError> {
		if bytes.len() != DISCLOSURE {
			return Err(DisclosureError::Length);
		}
		let (parts, _) = bytes.as_chunks::<32>();
		match parts {
			[s, c, z] => Ok(Self { s: *s, c: *c, z: *z }),
			_ => Err(DisclosureError::Length),
		}
	}

	/// Wraps it to the arbiter with this account and wrap key, for this report alone.
	pub fn wrap(
		&self,
		statement: &Statement,
		arbiter: &Hash,
		key: &RistrettoBytes,
		rng: &mut impl CryptoRngCore,
	) -> Result<Vec<u8>, DecodeError> {
		wrap(key, &arbiter_context(statement, arbiter), &self.to_bytes(), rng)
	}

	/// Opens what [`Self::wrap`] made; believes nothing.
	pub fn unwrap(
		secret: &WrapSecret,
		statement: &Statement,
		arbiter: &Hash,
		wrapped: &[u8],
	) -> Result<Self, DisclosureError> {
		unwrap(secret, statement, arbiter, wrapped)
	}

	/// Checks the proof: four multiplications.
	#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
	pub fn verify<'a>(&self, statement: &'a Statement) -> Result<Disclosed<'a>, DisclosureError> {
		let [y, e] = statement.info.points()?;
		let s = Zeroizing::new(decode_ristretto(&self.s).map_err(DisclosureError::S)?);
		let c = decode_ristretto_scalar(&self.c).map_err(DisclosureError::Proof)?;
		let z = decode_ristretto_scalar(&self.z).map_err(DisclosureError::Proof)?;
		let to_g = RISTRETTO_BASEPOINT_POINT * z - y * c;
		let to_e = e * z - *s * c;
		let expected = challenge(transcript(statement, &self.s), &to_g, &to_e);
		if bool::from(expected.to_bytes().ct_eq(&self.c)) {
			Ok(Disclosed {
				statement,
				s: Zeroizing::new(self.s),
			})
		} else {
			Err(DisclosureError::Wrong)
		}
	}
}

impl Disclosed<'_> {
	/// What the ciphertext that the doctor named shows under the key of S. What it says is not looked at.
	pub fn decide(&self, ciphertext: &[u8]) -> Result<Finding, NotTheCiphertext> {
		if !self.statement.names(ciphertext) {
			return Err(NotTheCiphertext);
		}
		let info = &self.statement.info;
		let opens = self.statement.commits(ciphertext)
			&& info.key(&self.s).open(&info.to_bytes(), ciphertext).is_ok();
		Ok(if opens {
			Finding::Opens
		} else {
			Finding::DoesNotOpen
		})
	}
}
