//! From the doctor to the patient.

use crate::{recipient, rng, Report, CHANGES, CONTENT};
use salus_crypto::{
	encoding::DecodeError,
	keys::{verify_ristretto_key, KeyContext, KeyError, KeyPurpose},
	report::{
		ciphertext_digest, seal, OpenError, ReportSecret, SealError, StatementError, MAX_CONTENT, MAX_REPORT,
	},
};

#[test]
fn a_report_opens_for_its_patient() {
	let Report { secret, sent } = Report::new();
	assert_eq!(sent.statement.verify_author(&sent.proof), Ok(()));
	assert!(sent.statement.names(&sent.ciphertext) && sent.statement.commits(&sent.ciphertext));
	assert_eq!(
		secret.open(&sent.statement, &sent.ciphertext).unwrap().as_slice(),
		CONTENT
	);
}

#[test]
fn a_report_may_be_empty_or_of_the_largest_size_and_not_of_a_byte_more() {
	let secret = ReportSecret::generate(&mut rng(1));
	let to = recipient(&secret);
	for length in [0, MAX_CONTENT] {
		let content = vec![7; length];
		let sent = seal(&to, &content, &mut rng(2)).unwrap();
		assert_eq!(sent.ciphertext.len(), length + MAX_REPORT - MAX_CONTENT);
		assert_eq!(
			secret.open(&sent.statement, &sent.ciphertext).unwrap().as_slice(),
			content
		);
	}
	let refused = seal(&to, &vec![7; MAX_CONTENT + 1], &mut rng(2));
	assert_eq!(refused.map(drop), Err(SealError::TooLong));
}

#[test]
fn two_reports_that_say_the_same_have_nothing_in_common() {
	let secret = ReportSecret::generate(&mut rng(1));
	let [one, two] = [2, 3].map(|seed| seal(&recipient(&secret), CONTENT, &mut rng(seed)).unwrap());
	assert_ne!(one.statement.info.e, two.statement.info.e);
	assert_ne!(one.statement.commitment, two.statement.commitment);
	assert_ne!(one.ciphertext[32..], two.ciphertext[32..]);
}

#[test]
fn nobody_else_opens_a_report() {
	let Report { sent, .. } = Report::new();
	let other = ReportSecret::generate(&mut rng(9));
	assert_eq!(
		other.open(&sent.statement, &sent.ciphertext),
		Err(OpenError::AnotherKey)
	);
	// Not by claiming that it was sealed to another key either.
	let mut statement = sent.statement;
	statement.info.y = other.public();
	assert_eq!(
		other.open(&statement, &sent.ciphertext),
		Err(OpenError::DoesNotOpen)
	);
}

#[test]
fn a_report_opens_under_its_own_statement_alone() {
	let Report { secret, sent } = Report::new();
	for (what, change) in CHANGES {
		let mut statement = sent.statement;
		change(&mut statement);
		let expected = if what == "digest" {
			OpenError::Ciphertext
		} else {
			OpenError::DoesNotOpen
		};
		assert_eq!(secret.open(&statement, &sent.ciphertext), Err(expected), "{what}");
	}
}

#[test]
fn changed_or_truncated_bytes_are_not_the_report() {
	let Report { secret, sent } = Report::new();
	for at in 0..sent.ciphertext.len() {
		let mut changed = sent.ciphertext.clone();
		changed[at] ^= 1;
		for bytes in [&changed[..], &sent.ciphertext[..at]] {
			assert_eq!(
				secret.open(&sent.statement, bytes),
				Err(OpenError::Ciphertext),
				"{at}"
			);
			// Nor do they open where the doctor named them.
			let mut statement = sent.statement;
			statement.digest = ciphertext_digest(bytes);
			assert_eq!(
				secret.open(&statement, bytes),
				Err(OpenError::DoesNotOpen),
				"{at}"
			);
		}
	}
}

#[test]
fn the_proof_of_rho_is_of_one_report() {
	let Report { secret, sent } = Report::new();
	for (what, change) in CHANGES {
		let mut statement = sent.statement;
		change(&mut statement);
		assert_eq!(
			statement.verify_author(&sent.proof),
			Err(StatementError::Wrong),
			"{what}"
		);
	}
	let other = seal(&recipient(&secret), CONTENT, &mut rng(3)).unwrap();
	for statement in [
		{
			let mut statement = sent.statement;
			statement.info.e = other.statement.info.e;
			statement
		},
		{
			let mut statement = sent.statement;
			statement.info.y = ReportSecret::generate(&mut rng(9)).public();
			statement
		},
		other.statement,
	] {
		assert_eq!(statement.verify_author(&sent.proof), Err(StatementError::Wrong));
	}
	for at in 0..sent.proof.len() {
		let mut proof = sent.proof;
		proof[at] ^= 1;
		assert!(
			matches!(
				sent.statement.verify_author(&proof),
				Err(StatementError::Wrong | StatementError::Proof(DecodeError::Malformed))
			),
			"{at}"
		);
	}
	let mut proof = sent.proof;
	proof[32..].fill(255);
	assert_eq!(
		sent.statement.verify_author(&proof),
		Err(StatementError::Proof(DecodeError::Malformed))
	);
}

#[test]
fn another_doctor_cannot_report_with_an_e_that_it_saw() {
	// The patient would disclose S in a dispute about the second report, and with S the first one opens.
	let Report { sent, .. } = Report::new();
	let mut copied = sent.statement;
	copied.info.doctor = [77; 32];
	assert_eq!(copied.verify_author(&sent.proof), Err(StatementError::Wrong));
}

#[test]
fn keys_and_points_that_are_none_are_refused() {
	let Report { sent, .. } = Report::new();
	for (bytes, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		let mut to = recipient(&ReportSecret::generate(&mut rng(1)));
		to.y = bytes;
		assert_eq!(
			seal(&to, CONTENT, &mut rng(2)).map(drop),
			Err(SealError::ReportKey(error))
		);
		let mut statement = sent.statement;
		statement.info.y = bytes;
		assert_eq!(
			statement.verify_author(&sent.proof),
			Err(StatementError::Y(error))
		);
		let mut statement = sent.statement;
		statement.info.e = bytes;
		assert_eq!(
			statement.verify_author(&sent.proof),
			Err(StatementError::E(error))
		);
	}
}

#[test]
fn a_report_key_is_proven_for_one_account_chain_and_purpose() {
	let context = KeyContext {
		genesis: crate::GENESIS,
		account: crate::PATIENT,
	};
	let secret = ReportSecret::generate(&mut rng(1));
	let (key, proof) = secret.prove(&context, &mut rng(2));
	assert_eq!(key, secret.public());
	assert_eq!(
		verify_ristretto_key(KeyPurpose::Report, &key, &proof, &context),
		Ok(())
	);
	assert_eq!(
		verify_ristretto_key(KeyPurpose::Receipt, &key, &proof, &context),
		Err(KeyError::BadProof)
	);
	let back = ReportSecret::from_bytes(&secret.to_bytes()).unwrap();
	assert_eq!(back.public(), key);
	assert_eq!(
		ReportSecret::from_bytes(&[0; 32]).map(drop),
		Err(DecodeError::Identity)
	);
}
