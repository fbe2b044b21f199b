//! Bytes that are no disclosure.

use crate::{rng, Report};
use proptest::prelude::*;
use salus_crypto::{
	encoding::DecodeError,
	report::{Disclosure, DisclosureError, Statement, DISCLOSURE},
};
use std::sync::LazyLock;

static CASE: LazyLock<(Statement, Vec<u8>)> = LazyLock::new(|| {
	let Report { secret, sent } = Report::new();
	let disclosure = secret.disclose(&sent.statement, &mut rng(21)).unwrap();
	(sent.statement, disclosure.to_bytes().to_vec())
});

fn refusal(bytes: &[u8]) -> Result<(), DisclosureError> {
	Disclosure::from_bytes(bytes)?.verify(&CASE.0).map(drop)
}

#[test]
fn a_disclosure_has_one_length() {
	let bytes = &CASE.1;
	assert_eq!(refusal(bytes), Ok(()));
	for end in 0..DISCLOSURE {
		assert_eq!(refusal(&bytes[..end]), Err(DisclosureError::Length));
	}
	assert_eq!(
		refusal(&[&bytes[..], &[0]].concat()),
		Err(DisclosureError::Length)
	);
}

#[test]
fn points_and_scalars_are_strict() {
	let part = |at: usize, with: [u8; 32]| {
		let mut bytes = CASE.1.clone();
		bytes[32 * at..32 * (at + 1)].copy_from_slice(&with);
		refusal(&bytes)
	};
	assert_eq!(part(0, [0; 32]), Err(DisclosureError::S(DecodeError::Identity)));
	assert_eq!(
		part(0, [255; 32]),
		Err(DisclosureError::S(DecodeError::Malformed))
	);
	for at in [1, 2] {
		assert_eq!(
			part(at, [255; 32]),
			Err(DisclosureError::Proof(DecodeError::Malformed))
		);
		assert_eq!(part(at, [0; 32]), Err(DisclosureError::Wrong));
	}
}

proptest! {
	#[test]
	fn no_changed_disclosure_is_true(at in 0..DISCLOSURE, with in 1..=255_u8) {
		let mut bytes = CASE.1.clone();
		bytes[at] ^= with;
		prop_assert!(refusal(&bytes).is_err());
	}

	#[test]
	fn no_random_disclosure_is_true(bytes in proptest::collection::vec(any::<u8>(), DISCLOSURE)) {
		prop_assert!(refusal(&bytes).is_err());
	}
}
