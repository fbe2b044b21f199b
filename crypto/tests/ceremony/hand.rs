//! A dealer written a second time, from the page: what it makes is compared with what the crate makes, and it can lie.

use curve25519_dalek::{RistrettoPoint, Scalar};
use rand::{CryptoRng, RngCore};
use salus_crypto::{
	ceremony::{CheckedRun, Kind, ReceivingKeys},
	codec::Writer,
	domain,
	encoding::{decode_ristretto, RistrettoBytes},
	hash::sha256,
	shamir::ShareField,
	symmetric::MessageKey,
	transcript::Transcript,
};
use std::collections::BTreeSet;

/// Polynomials, a list of coefficients each, and the scalar that shares are sealed by.
pub struct Hand<K: Kind> {
	pub polynomials: Vec<Vec<K::Scalar>>,
	pub ephemeral: Scalar,
}

/// What is wrong with a deal that the chain still takes.
#[derive(Clone, Default)]
pub struct Lies {
	/// Members whose share is one too much.
	pub wrong: BTreeSet<u16>,
	/// Members whose share is one too little.
	pub short: BTreeSet<u16>,
	/// Members for whom scalars are sealed that are not reduced.
	pub unreduced: BTreeSet<u16>,
	/// Members for whom noise is sealed.
	pub noise: BTreeSet<u16>,
	/// Members whose share is sealed as if for another.
	pub misaddressed: BTreeSet<u16>,
}

pub fn prefixed(parts: &[&[u8]]) -> Vec<u8> {
	parts
		.iter()
		.flat_map(|part| [&(part.len() as u64).to_le_bytes()[..], part].concat())
		.collect()
}

pub fn at<F: ShareField>(coefficients: &[F], j: u16) -> F {
	let mut value = F::from(0);
	for coefficient in coefficients.iter().rev() {
		value = value * F::from(j) + *coefficient;
	}
	value
}

impl<K: Kind> Hand<K> {
	pub fn random(threshold: u16, rng: &mut (impl RngCore + CryptoRng)) -> Self {
		Self::through(
			&(0..K::SECRETS)
				.map(|_| K::Scalar::uniform(rng))
				.collect::<Vec<_>>(),
			threshold,
			rng,
		)
	}

	pub fn through(constants: &[K::Scalar], threshold: u16, rng: &mut (impl RngCore + CryptoRng)) -> Self {
		Self {
			polynomials: constants
				.iter()
				.map(|constant| {
					std::iter::once(*constant)
						.chain((1..threshold).map(|_| K::Scalar::uniform(rng)))
						.collect()
				})
				.collect(),
			ephemeral: Scalar::random(rng),
		}
	}

	pub fn commitments(&self) -> Vec<u8> {
		(0..self.polynomials[0].len())
			.flat_map(|k| self.polynomials.iter().map(move |f| &f[k]))
			.flat_map(|coefficient| K::encode_point(&K::power(coefficient)))
			.collect()
	}

	pub fn commitment(&self, run: &CheckedRun, dealer: u16) -> [u8; 32] {
		commitment(run, dealer, &self.commitments())
	}

	pub fn ephemeral_point(&self) -> RistrettoBytes {
		RistrettoPoint::mul_base(&self.ephemeral).compress().to_bytes()
	}

	pub fn sealed(&self, run: &CheckedRun, keys: &ReceivingKeys, dealer: u16, lies: &Lies) -> Vec<u8> {
		let mut out = Vec::new();
		for (j, key) in keys.iter() {
			let mut message = Vec::new();
			for f in &self.polynomials {
				let mut value = at(f, j);
				if lies.wrong.contains(&j) {
					value = value + K::Scalar::from(1);
				}
				if lies.short.contains(&j) {
					value = value - K::Scalar::from(1);
				}
				message.extend_from_slice(&K::encode_scalar(&value));
			}
			if lies.unreduced.contains(&j) {
				message.fill(0xff);
			}
			let addressee = if lies.misaddressed.contains(&j) { j + 1 } else { j };
			let context = prefixed(&[b"salus/v1/ceremony/share"]);
			let context = [
				&context[..],
				run.digest(),
				&dealer.to_le_bytes(),
				&addressee.to_le_bytes(),
			]
			.concat();
			let shared = self.ephemeral * decode_ristretto(key).unwrap();
			let info = [&self.ephemeral_point()[..], key, &prefixed(&[&context])].concat();
			let mut sealed = MessageKey::derive(shared.compress().as_bytes(), domain::WRAP, &info)
				.seal(&context, &message);
			if lies.noise.contains(&j) {
				sealed.iter_mut().for_each(|byte| *byte ^= 0x55);
			}
			out.extend_from_slice(&sealed);
		}
		out
	}

	/// The whole deal; what `lies` says is proven like the truth.
	pub fn deal(
		&self,
		run: &CheckedRun,
		keys: &ReceivingKeys,
		dealer: u16,
		lies: &Lies,
		rng: &mut (impl RngCore + CryptoRng),
	) -> Vec<u8> {
		let sealed = self.sealed(run, keys, dealer, lies);
		self.proven(run, keys, dealer, &self.commitments(), &sealed, rng)
	}

	/// Commitments, E and what is sealed, with the proofs that belong to them.
	pub fn proven(
		&self,
		run: &CheckedRun,
		keys: &ReceivingKeys,
		dealer: u16,
		commitments: &[u8],
		sealed: &[u8],
		rng: &mut (impl RngCore + CryptoRng),
	) -> Vec<u8> {
		let listed: Vec<u8> = keys
			.iter()
			.flat_map(|(j, key)| [&j.to_le_bytes()[..], key].concat())
			.collect();
		let start = |protocol: &[u8]| {
			let mut transcript = Transcript::new(protocol, &run.run().genesis);
			transcript.append(b"run", run.digest());
			transcript.append(b"keys", &listed);
			transcript.append(b"dealer", &dealer.to_le_bytes());
			transcript.append(b"commitments", commitments);
			transcript.append(b"ephemeral", &self.ephemeral_point());
			transcript.append(b"sealed", sealed);
			transcript
		};
		let mut transcript = start(b"salus/v1/ceremony/constants");
		let before = transcript.clone();
		let nonces: Vec<K::Scalar> = (0_u16..)
			.zip(&self.polynomials)
			.map(|(secret, f)| {
				let mut transcript = before.clone();
				transcript.append(b"secret", &secret.to_le_bytes());
				*K::nonce(&transcript, &K::encode_scalar(&f[0]), rng)
			})
			.collect();
		for nonce in &nonces {
			transcript.append(b"R", &K::encode_point(&K::power(nonce)));
		}
		let c = K::challenge(&transcript);
		let mut proof = K::encode_scalar(&c).to_vec();
		for (nonce, f) in nonces.iter().zip(&self.polynomials) {
			proof.extend_from_slice(&K::encode_scalar(&(*nonce + c * f[0])));
		}
		let of_ephemeral = salus_crypto::schnorr::prove_ristretto(
			&self.ephemeral,
			start(b"salus/v1/ceremony/ephemeral"),
			rng,
		);
		[
			commitments,
			&self.ephemeral_point(),
			sealed,
			&proof,
			&of_ephemeral,
		]
		.concat()
	}
}

pub fn commitment(run: &CheckedRun, dealer: u16, commitments: &[u8]) -> [u8; 32] {
	sha256(&prefixed(&[
		b"salus/v1/ceremony/commitment",
		run.digest(),
		&dealer.to_le_bytes(),
		commitments,
	]))
}

/// The bytes over which a run's digest is made.
pub fn run_digest(run: &salus_crypto::ceremony::Run) -> [u8; 32] {
	use salus_crypto::ceremony::Origin;
	let mut bytes = [
		&run.genesis[..],
		&[run.kind.index()],
		&run.number.to_le_bytes(),
		&run.generation.to_le_bytes(),
		&run.threshold.to_le_bytes(),
		&prefixed(&[&run.members.concat()]),
	]
	.concat();
	match &run.origin {
		Origin::Fresh => bytes.push(0),
		Origin::Resharing(old) => {
			bytes.push(1);
			bytes.extend_from_slice(&old.ceremony);
			bytes.extend_from_slice(&old.threshold.to_le_bytes());
			bytes.extend_from_slice(&prefixed(&[&old.key]));
			bytes.extend_from_slice(&u16::try_from(old.holders.len()).unwrap().to_le_bytes());
			for holder in &old.holders {
				bytes.extend_from_slice(&holder.account);
				bytes.extend_from_slice(&prefixed(&[&holder.public]));
			}
		}
	}
	sha256(&Writer::tagged(b"salus/v1/ceremony/run").bytes(&bytes).finish())
}
