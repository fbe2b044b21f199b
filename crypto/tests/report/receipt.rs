//! The custodian's receipt.

use crate::{rng, Report, CHANGES, GENESIS};
use salus_crypto::{
	attestation::IssuerFile,
	credential::IssuerSecret,
	encoding::DecodeError,
	keys::{verify_ristretto_key, KeyContext, KeyError, KeyPurpose},
	report::{Receipt, ReceiptError, ReceiptSecret, Statement},
	wrap::WrapSecret,
};

const UNTIL: u32 = 700;

fn custodian() -> IssuerFile {
	IssuerFile {
		issuer: IssuerSecret::generate(&mut rng(11)),
		wrap: WrapSecret::generate(&mut rng(12)),
	}
}

fn signed(statement: &Statement) -> (ReceiptSecret, Receipt) {
	let secret = custodian().receipt();
	let receipt = secret.sign(statement, UNTIL, &mut rng(13));
	(secret, receipt)
}

#[test]
fn a_receipt_is_for_one_statement_one_custodian_and_one_time() {
	let sent = Report::new().sent;
	let (secret, receipt) = signed(&sent.statement);
	let key = secret.public();
	assert_eq!(sent.statement.verify_receipt(&key, &receipt), Ok(()));

	for (what, change) in CHANGES {
		let mut statement = sent.statement;
		change(&mut statement);
		assert_eq!(
			statement.verify_receipt(&key, &receipt),
			Err(ReceiptError::Wrong),
			"{what}"
		);
	}
	for until in [0, UNTIL - 1, UNTIL + 1, u32::MAX] {
		let later = Receipt { until, ..receipt };
		assert_eq!(
			sent.statement.verify_receipt(&key, &later),
			Err(ReceiptError::Wrong)
		);
	}
	let other = ReceiptSecret::of_issuer(&[9; 32]).public();
	assert_eq!(
		sent.statement.verify_receipt(&other, &receipt),
		Err(ReceiptError::Wrong)
	);
}

#[test]
fn what_is_no_receipt_is_refused() {
	let sent = Report::new().sent;
	let (secret, receipt) = signed(&sent.statement);
	let key = secret.public();
	for at in 0..receipt.proof.len() {
		let mut changed = receipt;
		changed.proof[at] ^= 1;
		assert!(
			matches!(
				sent.statement.verify_receipt(&key, &changed),
				Err(ReceiptError::Wrong | ReceiptError::Proof(DecodeError::Malformed))
			),
			"{at}"
		);
	}
	let blank = Receipt {
		until: UNTIL,
		proof: [0; 64],
	};
	assert_eq!(
		sent.statement.verify_receipt(&key, &blank),
		Err(ReceiptError::Wrong)
	);
	// The doctor's proof is none, though of the same form over the same statement.
	let doctors = Receipt {
		until: UNTIL,
		proof: sent.proof,
	};
	assert_eq!(
		sent.statement.verify_receipt(&sent.statement.info.e, &doctors),
		Err(ReceiptError::Wrong)
	);
	for (bytes, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(
			sent.statement.verify_receipt(&bytes, &receipt),
			Err(ReceiptError::Key(error))
		);
	}
}

#[test]
fn the_receipt_key_comes_from_the_issuers_file_and_is_neither_of_its_keys() {
	let file = custodian();
	let again = IssuerFile::from_bytes(&file.to_bytes()).unwrap();
	assert_eq!(file.receipt().public(), again.receipt().public());
	assert_ne!(file.receipt().to_bytes(), file.issuer.to_bytes());
	assert_ne!(file.receipt().public(), file.wrap.public());
	let other = ReceiptSecret::of_issuer(&IssuerSecret::generate(&mut rng(14)).to_bytes());
	assert_ne!(file.receipt().public(), other.public());
	let back = ReceiptSecret::from_bytes(&other.to_bytes()).unwrap();
	assert_eq!(back.public(), other.public());
	assert_eq!(
		ReceiptSecret::from_bytes(&[0; 32]).map(drop),
		Err(DecodeError::Identity)
	);
}

#[test]
fn a_receipt_key_is_proven_for_one_account_chain_and_purpose() {
	let context = KeyContext {
		genesis: GENESIS,
		account: [6; 32],
	};
	let (key, proof) = custodian().receipt().prove(&context, &mut rng(15));
	let verify = |purpose, context: KeyContext| verify_ristretto_key(purpose, &key, &proof, &context);
	assert_eq!(verify(KeyPurpose::Receipt, context), Ok(()));
	assert_eq!(verify(KeyPurpose::Wrap, context), Err(KeyError::BadProof));
	assert_eq!(verify(KeyPurpose::Issuer, context), Err(KeyError::WrongPurpose));
	for other in [
		KeyContext {
			genesis: [8; 32],
			..context
		},
		KeyContext {
			account: [8; 32],
			..context
		},
	] {
		assert_eq!(verify(KeyPurpose::Receipt, other), Err(KeyError::BadProof));
	}
}
