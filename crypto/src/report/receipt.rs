//! The custodian's receipt for a ciphertext.

use super::{ReceiptError, Statement};
use crate::{
	domain,
	encoding::{decode_ristretto, decode_ristretto_key, DecodeError, RistrettoBytes, ScalarBytes},
	hash::h_scalar_ristretto,
	keys::{prove_ristretto_key, KeyContext, KeyPurpose, RistrettoKeyProof},
	schnorr::{self, Proof},
	transcript::Transcript,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The custodian has the ciphertext that a statement names, and keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
	/// The last block in which the report counts by this receipt; if it stands on no chain by then, the custodian forgets it.
	pub until: u32,
	/// The signature.
	pub proof: Proof,
}

/// The secret half of a receipt key. It signs receipts and does nothing else.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ReceiptSecret(Scalar);

impl ReceiptSecret {
	/// The secret of the hospital that issues with this secret: one file serves both, no key does.
	pub fn of_issuer(issuer: &ScalarBytes) -> Self {
		Self(h_scalar_ristretto(domain::RECEIPT_SECRET, &[issuer]))
	}

	/// From its canonical bytes; refuses zero.
	pub fn from_bytes(bytes: &ScalarBytes) -> Result<Self, DecodeError> {
		decode_ristretto_key(bytes).map(Self)
	}

	/// The bytes to keep.
	pub fn to_bytes(&self) -> Zeroizing<ScalarBytes> {
		Zeroizing::new(self.0.to_bytes())
	}

	/// The key to publish.
	pub fn public(&self) -> RistrettoBytes {
		RistrettoPoint::mul_base(&self.0).compress().to_bytes()
	}

	/// The key and the proof of its secret for the account of the hospital's operator.
	pub fn prove(
		&self,
		context: &KeyContext,
		rng: &mut impl CryptoRngCore,
	) -> (RistrettoBytes, RistrettoKeyProof) {
		prove_ristretto_key(KeyPurpose::Receipt, &self.0, context, rng)
	}

	/// Signs the receipt of a report.
	pub fn sign(&self, statement: &Statement, until: u32, rng: &mut impl CryptoRngCore) -> Receipt {
		let transcript = transcript(statement, &self.public(), until);
		Receipt {
			until,
			proof: schnorr::prove_ristretto(&self.0, transcript, rng),
		}
	}
}

fn transcript(statement: &Statement, key: &RistrettoBytes, until: u32) -> Transcript {
	let mut transcript = statement.transcript(domain::REPORT_RECEIPT);
	transcript.append(b"key", key);
	transcript.append(b"until", &until.to_le_bytes());
	transcript
}

impl Statement {
	/// Whether the holder of a receipt key signed that it keeps the ciphertext. Whether the receipt still counts is the
	/// caller's to see.
	pub fn verify_receipt(&self, key: &RistrettoBytes, receipt: &Receipt) -> Result<(), ReceiptError> {
		let point = decode_ristretto(key).map_err(ReceiptError::Key)?;
		let transcript = transcript(self, key, receipt.until);
		let holds =
			schnorr::verify_ristretto(&point, transcript, &receipt.proof).map_err(ReceiptError::Proof)?;
		if holds {
			Ok(())
		} else {
			Err(ReceiptError::Wrong)
		}
	}
}
