//! Disputes: one disclosure convicts a doctor who sent rubbish and clears one who did not.

use crate::{oracle::prefixed, recipient, rng, vectors::challenge, Report, ARBITER, CHANGES, CONTENT};
use curve25519_dalek::{RistrettoPoint, Scalar};
use proptest::prelude::*;
use salus_crypto::{
	encoding::{decode_ristretto, DecodeError},
	report::{
		ciphertext_digest, disclosure_digest, seal, Disclosure, DisclosureError, Finding, NotTheCiphertext,
		Outgoing, ReportSecret, StatementError, DISCLOSURE, WRAPPED_DISCLOSURE,
	},
	wrap::WrapSecret,
};

/// A report that does not open, though everything that the chain and the custodian check is right: com and digest are of
/// the bytes.
fn rubbish(secret: &ReportSecret, change: impl FnOnce(&mut Outgoing)) -> Outgoing {
	let mut sent = seal(&recipient(secret), CONTENT, &mut rng(2)).unwrap();
	change(&mut sent);
	sent.statement.digest = ciphertext_digest(&sent.ciphertext);
	sent
}

/// Arbitration as it runs: wrapped by the patient, opened by the arbiter, decided.
fn arbitrate(secret: &ReportSecret, sent: &Outgoing) -> Finding {
	let arbiter = WrapSecret::generate(&mut rng(20));
	let disclosure = secret.disclose(&sent.statement, &mut rng(21)).unwrap();
	let wrapped = disclosure
		.wrap(&sent.statement, &ARBITER, &arbiter.public(), &mut rng(22))
		.unwrap();
	assert_eq!(wrapped.len(), WRAPPED_DISCLOSURE);
	let opened = Disclosure::unwrap(&arbiter, &sent.statement, &ARBITER, &wrapped).unwrap();
	assert!(opened == disclosure);
	let disclosed = opened.verify(&sent.statement).unwrap();
	disclosed.decide(&sent.ciphertext).unwrap()
}

#[test]
fn a_false_complaint_about_a_good_report_clears_the_doctor() {
	let Report { secret, sent } = Report::new();
	assert_eq!(arbitrate(&secret, &sent), Finding::Opens);
}

#[test]
fn a_report_that_does_not_open_convicts_the_doctor() {
	type Spoil<'a> = Box<dyn Fn(&mut Outgoing) + 'a>;
	let secret = ReportSecret::generate(&mut rng(1));
	let elsewhere = ReportSecret::generate(&mut rng(7));
	let mut to_another = recipient(&elsewhere);
	to_another.record = [9; 32];
	let other = seal(&to_another, CONTENT, &mut rng(8)).unwrap();
	let cases: [(&str, Spoil); 6] = [
		("a byte of the text", Box::new(|sent| sent.ciphertext[40] ^= 1)),
		(
			"the tag",
			Box::new(|sent| *sent.ciphertext.last_mut().unwrap() ^= 1),
		),
		(
			"another's ciphertext under its commitment",
			Box::new(|sent| {
				sent.ciphertext = other.ciphertext.clone();
				sent.statement.commitment = other.statement.commitment;
			}),
		),
		(
			"a commitment that the ciphertext has not",
			Box::new(|sent| sent.statement.commitment[0] ^= 1),
		),
		("too short", Box::new(|sent| sent.ciphertext.truncate(47))),
		("nothing", Box::new(|sent| sent.ciphertext.clear())),
	];
	for (what, change) in cases {
		let sent = rubbish(&secret, change);
		assert_eq!(arbitrate(&secret, &sent), Finding::DoesNotOpen, "{what}");
	}
}

#[test]
fn a_patient_who_rotated_its_key_disputes_with_the_old_one_and_only_with_that() {
	let Report { secret, sent } = Report::new();
	let kept = ReportSecret::from_bytes(&secret.to_bytes()).unwrap();
	assert_eq!(arbitrate(&kept, &sent), Finding::Opens);
	let new = ReportSecret::generate(&mut rng(30));
	assert_eq!(
		new.disclose(&sent.statement, &mut rng(31)).map(drop),
		Err(salus_crypto::report::OpenError::AnotherKey)
	);
}

#[test]
fn bytes_that_the_doctor_did_not_name_decide_nothing() {
	let Report { secret, sent } = Report::new();
	let disclosure = secret.disclose(&sent.statement, &mut rng(21)).unwrap();
	let disclosed = disclosure.verify(&sent.statement).unwrap();
	let mut changed = sent.ciphertext.clone();
	changed[40] ^= 1;
	for bytes in [&changed[..], &sent.ciphertext[1..], &[]] {
		assert_eq!(disclosed.decide(bytes), Err(NotTheCiphertext));
	}
}

#[test]
fn a_patient_cannot_disclose_another_s() {
	// The proof of a true S beside a false one, of another report, and a false S proven with a key of one's own.
	let Report { secret, sent } = Report::new();
	let disclosure = secret.disclose(&sent.statement, &mut rng(21)).unwrap();
	let mut bytes = disclosure.to_bytes().to_vec();
	let false_s = RistrettoPoint::mul_base(&Scalar::from(5_u8));
	bytes[..32].copy_from_slice(false_s.compress().as_bytes());
	let lie = Disclosure::from_bytes(&bytes).unwrap();
	assert_eq!(lie.verify(&sent.statement).map(drop), Err(DisclosureError::Wrong));

	let other = seal(&recipient(&secret), CONTENT, &mut rng(3)).unwrap();
	let of_other = secret.disclose(&other.statement, &mut rng(21)).unwrap();
	assert_eq!(
		of_other.verify(&sent.statement).map(drop),
		Err(DisclosureError::Wrong)
	);

	let own = ReportSecret::generate(&mut rng(30));
	let mut claimed = sent.statement;
	claimed.info.y = own.public();
	let with_own = own.disclose(&claimed, &mut rng(31)).unwrap();
	assert!(with_own.verify(&claimed).is_ok());
	assert_eq!(
		with_own.verify(&sent.statement).map(drop),
		Err(DisclosureError::Wrong)
	);
}

/// The statement with the registered Y, and S, are those of the proof: only the equations are left.
#[test]
fn an_s_of_another_key_does_not_satisfy_the_equations() {
	let Report { secret, sent } = Report::new();
	let (statement, info) = (&sent.statement, &sent.statement.info);
	let y = Scalar::from_canonical_bytes(*secret.to_bytes()).unwrap();
	let e = decode_ristretto(&info.e).unwrap();
	let disclosure = |multiplier: Scalar, prover: Scalar| {
		let k = Scalar::from(1_234_567_u32);
		let points = [multiplier * e, RistrettoPoint::mul_base(&k), k * e];
		let [s, to_g, to_e] = points.map(|point| point.compress().to_bytes());
		let transcript = prefixed(&[
			b"salus/v1/report/disclosure",
			&info.genesis,
			b"record",
			&info.record,
			b"doctor",
			&info.doctor,
			b"patient",
			&info.patient,
			b"Y",
			&info.y,
			b"E",
			&info.e,
			b"commitment",
			&statement.commitment,
			b"digest",
			&statement.digest,
			b"S",
			&s,
			b"A",
			&to_g,
			b"B",
			&to_e,
		]);
		let c = challenge(&transcript);
		let z = k + c * prover;
		Disclosure::from_bytes(&[s, c.to_bytes(), z.to_bytes()].concat()).unwrap()
	};
	assert!(disclosure(y, y).verify(statement).is_ok());
	let other = y + Scalar::ONE;
	// The first fails by Y alone, the second by S alone.
	for (multiplier, prover) in [(other, other), (other, y), (y, other)] {
		assert_eq!(
			disclosure(multiplier, prover).verify(statement).map(drop),
			Err(DisclosureError::Wrong)
		);
	}
}

#[test]
fn a_disclosure_proves_itself_for_one_statement() {
	let Report { secret, sent } = Report::new();
	let disclosure = secret.disclose(&sent.statement, &mut rng(21)).unwrap();
	for (what, change) in CHANGES {
		let mut statement = sent.statement;
		change(&mut statement);
		assert_eq!(
			disclosure.verify(&statement).map(drop),
			Err(DisclosureError::Wrong),
			"{what}"
		);
	}
	let mut statement = sent.statement;
	statement.info.e = [0; 32];
	assert_eq!(
		disclosure.verify(&statement).map(drop),
		Err(StatementError::E(DecodeError::Identity).into())
	);
}

#[test]
fn a_disclosure_is_for_one_arbiter_and_one_report() {
	let Report { secret, sent } = Report::new();
	let arbiter = WrapSecret::generate(&mut rng(20));
	let wrapped = secret
		.disclose(&sent.statement, &mut rng(21))
		.unwrap()
		.wrap(&sent.statement, &ARBITER, &arbiter.public(), &mut rng(22))
		.unwrap();
	let refused = |secret: &WrapSecret, statement: &_, account: &_, bytes: &[u8]| {
		Disclosure::unwrap(secret, statement, account, bytes).map(drop)
	};
	let stranger = WrapSecret::generate(&mut rng(23));
	assert_eq!(
		refused(&stranger, &sent.statement, &ARBITER, &wrapped),
		Err(DisclosureError::Closed)
	);
	assert_eq!(
		refused(&arbiter, &sent.statement, &[6; 32], &wrapped),
		Err(DisclosureError::Closed)
	);
	for (_, change) in CHANGES {
		let mut statement = sent.statement;
		change(&mut statement);
		assert_eq!(
			refused(&arbiter, &statement, &ARBITER, &wrapped),
			Err(DisclosureError::Closed)
		);
	}
	let mut digests = vec![disclosure_digest(&wrapped)];
	for at in 0..wrapped.len() {
		let mut changed = wrapped.clone();
		changed[at] ^= 1;
		digests.push(disclosure_digest(&changed));
		for bytes in [&changed[..], &wrapped[..at]] {
			assert_eq!(
				refused(&arbiter, &sent.statement, &ARBITER, bytes),
				Err(DisclosureError::Closed),
				"{at}"
			);
		}
	}
	digests.sort_unstable();
	digests.dedup();
	assert_eq!(digests.len(), wrapped.len() + 1);
	assert_eq!(
		secret.disclose(&sent.statement, &mut rng(21)).unwrap().wrap(
			&sent.statement,
			&ARBITER,
			&[0; 32],
			&mut rng(22)
		),
		Err(DecodeError::Identity)
	);
}

#[test]
fn a_disclosure_opens_no_other_report_of_the_same_doctor_to_the_same_patient() {
	let Report { secret, sent } = Report::new();
	let other = seal(&recipient(&secret), CONTENT, &mut rng(3)).unwrap();
	let bytes = secret.disclose(&sent.statement, &mut rng(21)).unwrap().to_bytes();
	assert_eq!(bytes.len(), DISCLOSURE);
	let disclosed = Disclosure::from_bytes(&bytes).unwrap();
	let disclosed = disclosed.verify(&sent.statement).unwrap();
	assert_eq!(disclosed.decide(&other.ciphertext), Err(NotTheCiphertext));
	assert_ne!(sent.statement.commitment, other.statement.commitment);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_finding_depends_on_the_ciphertext_alone(
		content in proptest::collection::vec(any::<u8>(), 0..200),
		spoiled in proptest::option::of((any::<prop::sample::Index>(), 1..=255_u8)),
		seed in any::<u64>(),
	) {
		let secret = ReportSecret::generate(&mut rng(seed));
		let mut sent = seal(&recipient(&secret), &content, &mut rng(seed ^ 1)).unwrap();
		if let Some((at, with)) = &spoiled {
			let at = at.index(sent.ciphertext.len());
			sent.ciphertext[at] ^= with;
			sent.statement.digest = ciphertext_digest(&sent.ciphertext);
		}
		let expected = if spoiled.is_some() { Finding::DoesNotOpen } else { Finding::Opens };
		prop_assert_eq!(arbitrate(&secret, &sent), expected);
		prop_assert_eq!(secret.open(&sent.statement, &sent.ciphertext).is_ok(), spoiled.is_none());
	}
}
