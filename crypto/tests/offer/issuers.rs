//! Which issuers a claim may hide among.

use crate::{world::*, *};

#[test]
fn a_suspended_issuer_stops_new_claims_and_claims_of_before() {
	let mut offer = Offer::new();
	let before = offer.claim(1);
	let other = offer.claim(2);
	assert!(offer.verify(&before).is_ok());
	offer.accepted[1] = false;
	assert_eq!(offer.verify(&before), Err(PresentationError::Shape));
	let credential = offer.world.issue(1);
	assert_eq!(refused(offer.present(&credential)), PresentError::NotAccepted);
	// A claim of another hospital's patient, made before, is made again.
	assert_eq!(offer.verify(&other), Err(PresentationError::Shape));
	let again = offer.claim(2);
	assert!(offer.verify(&again).is_ok());
	// As many accepted as before, but not the same.
	offer.accepted = vec![false, true, true, true];
	assert_eq!(offer.verify(&again), Err(PresentationError::BadProof));
	offer.accepted = vec![false; 4];
	assert_eq!(offer.verify(&again), Err(PresentationError::Shape));
}

#[test]
fn an_issuer_that_the_offer_does_not_list_is_refused() {
	let mut offer = Offer::of(World::with_issuers(5));
	let listed = offer.world.keys[..4].to_vec();
	offer.issuers = prepare_issuers::<Bls>(&listed).unwrap();
	offer.accepted = vec![true; 4];
	let credential = offer.world.issue(4);
	let stranger = std::mem::replace(&mut offer.world.keys, listed.clone())[4];
	assert_eq!(refused(offer.present(&credential)), PresentError::NotAccepted);
	// With a list of its own in which it stands in the place of another.
	offer.world.keys = vec![listed[0], listed[1], listed[2], stranger];
	let claim = offer.present(&credential).unwrap();
	assert_eq!(offer.verify(&claim), Err(PresentationError::BadProof));
	// Even if the digest is the forger's: the branches are about the points.
	let own = prepare_issuers::<Bls>(&offer.world.keys).unwrap();
	assert!(Claim::parse(&claim)
		.unwrap()
		.verify::<Bls>(&ClaimStatement {
			issuers: IssuersOnChain {
				digest: own.digest,
				pk1: &own.pk1,
				accepted: &offer.accepted
			},
			..offer.statement()
		})
		.is_ok());
	offer.issuers.digest = own.digest;
	assert_eq!(offer.verify(&claim), Err(PresentationError::BadProof));
}

#[test]
fn a_wallet_refuses_offers_that_name_fewer_than_three_issuers() {
	let mut offer = Offer::new();
	offer.accepted = vec![true, true, false, false];
	let credential = offer.world.issue(0);
	assert_eq!(refused(offer.present(&credential)), PresentError::FewIssuers);
	offer.accepted = vec![true, true, true, false];
	assert!(offer.present(&credential).is_ok());
	offer.accepted = vec![true; 5];
	assert_eq!(refused(offer.present(&credential)), PresentError::Issuers);
	offer.accepted = vec![true; 4];
	offer.world.keys[3] = offer.world.keys[2];
	assert_eq!(refused(offer.present(&credential)), PresentError::Issuers);
}

#[test]
fn the_largest_claim_fits_its_bound() {
	let mut offer = Offer::of(World::with_issuers(MAX_ISSUERS));
	let attributes: Vec<(String, Kind)> = (0..MAX_ATTRIBUTES)
		.map(|i| (format!("{i}"), if i == 0 { Kind::Integer } else { Kind::Bucket }))
		.collect();
	let schema = Schema::new(attributes).unwrap();
	let bucket = [7; MAX_VALUE];
	let set: &[&[u8]] = &[&bucket];
	let values = (0..MAX_ATTRIBUTES)
		.map(|i| {
			if i == 0 {
				Value::Integer(u32::MAX)
			} else {
				Value::Bucket(bucket.to_vec())
			}
		})
		.collect();
	let predicates: Vec<Predicate<'_>> = (1..28).map(|index| Predicate { index, set }).collect();
	assert_eq!(check_terms(&schema, &predicates, 0), Ok(()));
	let secret = CredentialSecret::from_bytes(&offer.world.secret.to_bytes()).unwrap();
	let credential = offer.world.issue_to(MAX_ISSUERS - 1, &secret, &schema, values);
	let terms = ClaimTerms {
		schema: schema.reference(),
		predicates: &predicates,
		field: 0,
		issuers: &offer.world.keys,
		accepted: &offer.accepted,
	};
	let bytes =
		present_claim::<Bls>(&credential, &secret, &terms, &offer.context, &mut offer.world.rng).unwrap();
	assert!(bytes.len() <= MAX_CLAIM);
	let statement = ClaimStatement {
		schema: schema.reference(),
		predicates: &predicates,
		field: 0,
		..offer.statement()
	};
	assert!(Claim::parse(&bytes).unwrap().verify::<Bls>(&statement).is_ok());
}
