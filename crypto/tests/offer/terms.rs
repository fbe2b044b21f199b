use crate::{world::*, *};
use salus_crypto::{
	encoding::DecodeError,
	keys::{KeyContext, KeyError},
	suite::Portable,
};

#[test]
fn terms_that_nothing_can_satisfy_are_refused() {
	let schema = schema();
	let check = |predicates: &[Predicate<'_>], field| check_terms(&schema, predicates, field);
	assert_eq!(check(PREDICATES, HBA1C), Ok(()));
	assert_eq!(check(&[], HBA1C), Ok(()));
	for field in [BIRTH, CONDITION, RESOURCES, 4, 255] {
		assert_eq!(check(PREDICATES, field), Err(TermsError::Field));
	}
	assert_eq!(
		check(&[PREDICATES[1], PREDICATES[0]], HBA1C),
		Err(TermsError::Order)
	);
	assert_eq!(
		check(&[PREDICATES[0], PREDICATES[0]], HBA1C),
		Err(TermsError::Order)
	);
	for attribute in [HBA1C, 4, 255] {
		let predicate = Predicate {
			index: attribute,
			set: YES,
		};
		assert_eq!(
			check(&[predicate], HBA1C),
			Err(TermsError::NoBucket { attribute })
		);
	}
	let long = [0; MAX_VALUE + 1];
	let sets: [&[&[u8]]; 4] = [&[], &[b"a", b"b", b"a"], &[b""], &[&long]];
	for set in sets {
		let predicate = Predicate { index: BIRTH, set };
		assert_eq!(
			check(&[predicate], HBA1C),
			Err(TermsError::Set { attribute: BIRTH })
		);
	}
}

#[test]
fn lists_of_issuers_have_one_to_sixty_four_distinct_keys_that_are_points() {
	let world = World::new();
	let prepared = prepare_issuers::<Bls>(&world.keys).unwrap();
	assert_eq!(prepare_issuers::<Portable>(&world.keys), Ok(prepared.clone()));
	assert_eq!(prepared.digest, issuer_list_digest(&world.keys));
	for (stored, key) in prepared.pk1.iter().zip(&world.keys) {
		assert_eq!(stored.compressed::<Bls>(), Ok(key.pk1));
	}
	let refusal = |keys: &[IssuerKey]| refused(prepare_issuers::<Bls>(keys));
	assert_eq!(refusal(&[]), TermsError::Issuers);
	assert_eq!(
		refusal(&[world.keys[0], world.keys[1], world.keys[0]]),
		TermsError::Issuers
	);
	assert_eq!(
		refusal(&World::with_issuers(MAX_ISSUERS + 1).keys),
		TermsError::Issuers
	);
	for (pk1, error) in [
		(identity(), DecodeError::Identity),
		(off_subgroup(), DecodeError::NotInSubgroup),
	] {
		let key = IssuerKey { pk1, ..world.keys[0] };
		assert_eq!(refusal(&[key]), TermsError::Encoding(error));
	}
	let key = IssuerKey {
		pk2: [0; 96],
		..world.keys[0]
	};
	assert_eq!(refusal(&[key]), TermsError::Encoding(DecodeError::Malformed));
	// The digest covers both halves of every key and their order.
	let mut half = world.keys.clone();
	half[0].pk2 = half[1].pk2;
	assert_ne!(issuer_list_digest(&half), prepared.digest);
	let mut order = world.keys.clone();
	order.swap(0, 1);
	assert_ne!(issuer_list_digest(&order), prepared.digest);
}

#[test]
fn a_buyers_key_comes_with_a_proof_for_its_account_and_chain() {
	let mut offer = Offer::new();
	let context = World::account(BUYER);
	let (y, proof) = offer.buyer.register::<Bls>(&context, &mut offer.world.rng);
	assert_eq!(y, offer.context.y);
	assert_eq!(
		verify_offer_key::<Bls>(&y, &proof, &context),
		Ok(offer.stored_y())
	);
	assert_eq!(
		verify_offer_key::<Portable>(&y, &proof, &context),
		Ok(offer.stored_y())
	);
	for other in [
		World::account(PAYEE),
		KeyContext {
			genesis: [9; 32],
			..context
		},
	] {
		assert_eq!(
			verify_offer_key::<Bls>(&y, &proof, &other),
			Err(KeyError::BadProof)
		);
	}
	let (other, _) =
		OfferSecret::generate(&mut offer.world.rng).register::<Bls>(&context, &mut offer.world.rng);
	assert_eq!(
		verify_offer_key::<Bls>(&other, &proof, &context),
		Err(KeyError::BadProof)
	);
	for (y, error) in [
		(identity(), DecodeError::Identity),
		(off_subgroup(), DecodeError::NotInSubgroup),
		([0; 48], DecodeError::Malformed),
	] {
		assert_eq!(
			verify_offer_key::<Bls>(&y, &proof, &context),
			Err(KeyError::Encoding(error))
		);
	}
	let mut unreduced = proof;
	unreduced[..32].fill(255);
	assert_eq!(
		verify_offer_key::<Bls>(&y, &unreduced, &context),
		Err(KeyError::Encoding(DecodeError::Malformed))
	);
	let again = OfferSecret::from_bytes(&offer.buyer.to_bytes()).unwrap();
	assert_eq!(again.public::<Bls>(), y);
	assert_eq!(refused(OfferSecret::from_bytes(&[0; 32])), DecodeError::Identity);
}
