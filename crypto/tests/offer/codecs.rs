use crate::*;
use proptest::prelude::*;

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn no_bytes_make_a_reader_fail_otherwise_than_by_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
		prop_assert!(Claim::parse(&bytes).is_err());
		let tag = b"salus/v1/presentation/offer";
		let bytes = [&(tag.len() as u64).to_le_bytes()[..], tag, &bytes].concat();
		let _ = Claim::parse(&bytes);
		let _ = Fulfilment::from_bytes(&bytes);
	}

	#[test]
	fn fulfilments_are_what_their_bytes_say(bytes in proptest::collection::vec(any::<u8>(), Fulfilment::LENGTH)) {
		prop_assert_eq!(Fulfilment::from_bytes(&bytes).unwrap().to_bytes(), bytes);
	}

	#[test]
	fn a_claim_changed_anywhere_is_refused(at in 0usize..1_000_000, bit in 0u8..8) {
		thread_local! {
			static CLAIMED: std::cell::RefCell<Option<(Offer, Vec<u8>)>> = const { std::cell::RefCell::new(None) };
		}
		CLAIMED.with_borrow_mut(|claimed| {
			let (offer, claim) = claimed.get_or_insert_with(|| {
				let mut offer = Offer::new();
				let claim = offer.claim(0);
				(offer, claim)
			});
			let mut changed = claim.clone();
			changed[at % claim.len()] ^= 1 << bit;
			prop_assert!(offer.verify(&changed).is_err());
			Ok(())
		})?;
	}
}
