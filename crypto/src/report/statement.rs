//! What a doctor states of a report, and the proof that E is its own.

use super::{ciphertext_digest, StatementError};
use crate::{
	codec::Writer,
	domain,
	encoding::{decode_ristretto, RistrettoBytes},
	record::Hash,
	schnorr::{self, Proof},
	symmetric::{MessageKey, COMMITMENT},
	transcript::Transcript,
};
use alloc::vec::Vec;
use curve25519_dalek::RistrettoPoint;

/// What a report's key is derived for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The record reported on.
	pub record: Hash,
	/// The doctor's account.
	pub doctor: Hash,
	/// The patient's account.
	pub patient: Hash,
	/// Y, the report key that the patient had registered then.
	pub y: RistrettoBytes,
	/// `E = rho G`.
	pub e: RistrettoBytes,
}

/// What stands on the chain about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
	/// Who reports what to whom.
	pub info: Info,
	/// com of the key.
	pub commitment: Hash,
	/// Digest of the ciphertext.
	pub digest: Hash,
}

impl Info {
	/// All of it, each part of a fixed length.
	pub(super) fn to_bytes(self) -> Vec<u8> {
		Writer::new()
			.fixed(&self.genesis)
			.fixed(&self.record)
			.fixed(&self.doctor)
			.fixed(&self.patient)
			.fixed(&self.y)
			.fixed(&self.e)
			.finish()
	}

	/// `HKDF(S, info)`.
	pub(super) fn key(&self, s: &RistrettoBytes) -> MessageKey {
		MessageKey::derive(s, domain::REPORT_KEY, &self.to_bytes())
	}

	/// Y and E as points, neither of them the neutral one.
	pub(super) fn points(&self) -> Result<[RistrettoPoint; 2], StatementError> {
		Ok([
			decode_ristretto(&self.y).map_err(StatementError::Y)?,
			decode_ristretto(&self.e).map_err(StatementError::E)?,
		])
	}
}

impl Statement {
	/// All of it, each part of a fixed length.
	pub(super) fn to_bytes(self) -> Vec<u8> {
		Writer::new()
			.fixed(&self.info.to_bytes())
			.fixed(&self.commitment)
			.fixed(&self.digest)
			.finish()
	}

	/// The transcript of a proof about this report, up to what the protocol adds.
	pub(super) fn transcript(&self, protocol: &[u8]) -> Transcript {
		let mut transcript = Transcript::new(protocol, &self.info.genesis);
		transcript.append(b"record", &self.info.record);
		transcript.append(b"doctor", &self.info.doctor);
		transcript.append(b"patient", &self.info.patient);
		transcript.append(b"Y", &self.info.y);
		transcript.append(b"E", &self.info.e);
		transcript.append(b"commitment", &self.commitment);
		transcript.append(b"digest", &self.digest);
		transcript
	}

	/// Whether whoever states this knew rho of E: an E taken from another's report is refused, whose key the disclosure of
	/// S would give away.
	pub fn verify_author(&self, proof: &Proof) -> Result<(), StatementError> {
		let [_, e] = self.info.points()?;
		let holds = schnorr::verify_ristretto(&e, self.transcript(domain::REPORT_AUTHOR), proof)
			.map_err(StatementError::Proof)?;
		if holds {
			Ok(())
		} else {
			Err(StatementError::Wrong)
		}
	}

	/// Whether these are the bytes that the statement names.
	pub fn names(&self, ciphertext: &[u8]) -> bool {
		ciphertext_digest(ciphertext) == self.digest
	}

	/// Whether the bytes begin with the commitment and have room for a tag: what a custodian asks of a ciphertext beside its
	/// digest.
	pub fn commits(&self, ciphertext: &[u8]) -> bool {
		ciphertext.len() >= MessageKey::OVERHEAD
			&& ciphertext.first_chunk::<COMMITMENT>() == Some(&self.commitment)
	}
}
