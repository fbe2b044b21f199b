//! The doctor's part: a report is sealed, stated and proven in one step, and rho is forgotten.

use super::{ciphertext_digest, Info, SealError, Statement, MAX_CONTENT};
use crate::{
	domain,
	encoding::{decode_ristretto, RistrettoBytes},
	record::Hash,
	schnorr::{self, Proof},
	symmetric::COMMITMENT,
	wrap::nonzero,
};
use alloc::vec::Vec;
use curve25519_dalek::RistrettoPoint;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// Who reports on what to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The record reported on.
	pub record: Hash,
	/// The doctor's account.
	pub doctor: Hash,
	/// The patient's account.
	pub patient: Hash,
	/// Y, the patient's registered report key.
	pub y: RistrettoBytes,
}

/// A sealed report.
pub struct Outgoing {
	/// For the chain.
	pub statement: Statement,
	/// For the chain and the custodian: rho was known.
	pub proof: Proof,
	/// For the custodian.
	pub ciphertext: Vec<u8>,
}

/// Seals a report to a patient, with fresh rho.
pub fn seal(to: &Recipient, content: &[u8], rng: &mut impl CryptoRngCore) -> Result<Outgoing, SealError> {
	if content.len() > MAX_CONTENT {
		return Err(SealError::TooLong);
	}
	let y = decode_ristretto(&to.y).map_err(SealError::ReportKey)?;
	let rho = Zeroizing::new(nonzero(rng));
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	let s = Zeroizing::new(*rho * y);
	let s = Zeroizing::new(s.compress().to_bytes());
	let info = Info {
		genesis: to.genesis,
		record: to.record,
		doctor: to.doctor,
		patient: to.patient,
		y: to.y,
		e: RistrettoPoint::mul_base(&rho).compress().to_bytes(),
	};
	let ciphertext = info.key(&s).seal(&info.to_bytes(), content);
	let statement = Statement {
		info,
		commitment: *ciphertext.first_chunk::<COMMITMENT>().ok_or(SealError::TooLong)?,
		digest: ciphertext_digest(&ciphertext),
	};
	let proof = schnorr::prove_ristretto(&rho, statement.transcript(domain::REPORT_AUTHOR), rng);
	Ok(Outgoing {
		statement,
		proof,
		ciphertext,
	})
}
