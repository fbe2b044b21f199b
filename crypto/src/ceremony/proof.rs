//! What a participant proves: its receiving key, the constants of its polynomials, the scalar that it sealed by.

use super::{deal::Parts, CheckedRun, Kind, ReceivingKeyError, ReceivingKeys};
use crate::{
	domain,
	encoding::{decode_ristretto, DecodeError, RistrettoBytes, ScalarBytes},
	schnorr::{self, Proof},
	shamir::ShareField,
	transcript::Transcript,
};
use alloc::vec::Vec;
use curve25519_dalek::Scalar;
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

fn receiving_key(run: &CheckedRun, member: u16, key: &RistrettoBytes) -> Transcript {
	let mut transcript = Transcript::new(domain::CEREMONY_RECEIVING_KEY, &run.run().genesis);
	transcript.append(b"run", run.digest());
	transcript.append(b"member", &member.to_le_bytes());
	transcript.append(b"key", key);
	transcript
}

/// Proves the secret of a member's key for this run.
pub(super) fn prove_receiving_key(
	run: &CheckedRun,
	member: u16,
	secret: &Scalar,
	key: &RistrettoBytes,
	rng: &mut impl CryptoRngCore,
) -> Proof {
	schnorr::prove_ristretto(secret, receiving_key(run, member, key), rng)
}

/// Checks the key that a member wants its shares sealed to, and that the member knows its secret.
pub fn verify_receiving_key(
	run: &CheckedRun,
	member: u16,
	key: &RistrettoBytes,
	proof: &Proof,
) -> Result<(), ReceivingKeyError> {
	if !run.has_member(member) {
		return Err(ReceivingKeyError::NoSuchMember);
	}
	let point = decode_ristretto(key).map_err(ReceivingKeyError::Key)?;
	match schnorr::verify_ristretto(&point, receiving_key(run, member, key), proof) {
		Ok(true) => Ok(()),
		Ok(false) => Err(ReceivingKeyError::Forged),
		Err(error) => Err(ReceivingKeyError::Proof(error)),
	}
}

/// The transcript of a deal: all of it but its proofs.
fn of_deal(
	protocol: &[u8],
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	parts: &Parts<'_>,
) -> Transcript {
	let mut transcript = Transcript::new(protocol, &run.run().genesis);
	transcript.append(b"run", run.digest());
	transcript.append(b"keys", &keys.to_bytes());
	transcript.append(b"dealer", &dealer.to_le_bytes());
	transcript.append(b"commitments", parts.commitments);
	transcript.append(b"ephemeral", &parts.ephemeral);
	transcript.append(b"sealed", parts.sealed);
	transcript
}

/// Proves the scalar by which a deal's shares are sealed.
pub(super) fn prove_ephemeral(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	parts: &Parts<'_>,
	ephemeral: &Scalar,
	rng: &mut impl CryptoRngCore,
) -> Proof {
	let transcript = of_deal(domain::CEREMONY_EPHEMERAL, run, keys, dealer, parts);
	schnorr::prove_ristretto(ephemeral, transcript, rng)
}

/// Checks a proof of [`prove_ephemeral`].
pub(super) fn verify_ephemeral(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	parts: &Parts<'_>,
) -> Result<bool, DecodeError> {
	let point = decode_ristretto(&parts.ephemeral)?;
	let transcript = of_deal(domain::CEREMONY_EPHEMERAL, run, keys, dealer, parts);
	schnorr::verify_ristretto(&point, transcript, &parts.ephemeral_proof)
}

fn response<F: ShareField>(nonce: &F, challenge: F, secret: F) -> F {
	*nonce + challenge * secret
}

fn minus<F: ShareField>(value: F) -> F {
	F::from(0) - value
}

/// Challenge and one response a secret: all constants of a deal at once.
pub(super) fn prove_constants<K: Kind>(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	parts: &Parts<'_>,
	constants: &[K::Scalar],
	rng: &mut impl CryptoRngCore,
) -> Vec<u8> {
	let mut transcript = of_deal(domain::CEREMONY_CONSTANTS, run, keys, dealer, parts);
	let before = transcript.clone();
	let nonces: Vec<Zeroizing<K::Scalar>> = (0_u16..)
		.zip(constants)
		.map(|(at, constant)| {
			let mut transcript = before.clone();
			transcript.append(b"secret", &at.to_le_bytes());
			let secret = Zeroizing::new(K::encode_scalar(constant));
			K::nonce(&transcript, &secret, rng)
		})
		.collect();
	for nonce in &nonces {
		transcript.append(b"R", &K::encode_point(&K::power(nonce)));
	}
	let challenge = K::challenge(&transcript);
	let mut proof = K::encode_scalar(&challenge).to_vec();
	for (nonce, constant) in nonces.iter().zip(constants) {
		proof.extend_from_slice(&K::encode_scalar(&response(&**nonce, challenge, *constant)));
	}
	proof
}

/// Checks a proof of [`prove_constants`]; `publics` are the decoded constants.
pub(super) fn verify_constants<K: Kind>(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	parts: &Parts<'_>,
	publics: &[K::Point],
) -> Result<bool, DecodeError> {
	let mut scalars = parts.constants_proof.chunks_exact(32).map(scalar_bytes);
	let challenge_bytes = scalars.next().unwrap_or_default();
	let challenge = K::decode_scalar(&challenge_bytes)?;
	let mut transcript = of_deal(domain::CEREMONY_CONSTANTS, run, keys, dealer, parts);
	for public in publics {
		let response = K::decode_scalar(&scalars.next().unwrap_or_default())?;
		let commitment = K::multi_power(&[K::generator(), *public], &[response, minus(challenge)]);
		transcript.append(b"R", &K::encode_point(&commitment));
	}
	let expected = K::encode_scalar(&K::challenge(&transcript));
	Ok(expected.ct_eq(&challenge_bytes).into())
}

fn scalar_bytes(chunk: &[u8]) -> ScalarBytes {
	chunk.try_into().unwrap_or_default()
}
