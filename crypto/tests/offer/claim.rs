use crate::{world::*, *};
use salus_crypto::{
	codec::CodecError,
	encoding::{encode_g1, DecodeError},
	offer::nullifier,
	suite::{g1, Portable, G1},
	Fr,
};

/// Where the points begin: after tag, quarter, and the two shown attributes.
const POINTS: usize = 8 + 27 + 4 + 1 + (2 + 4) + (2 + 3);
/// Where N and Cv stand.
const NULLIFIER: usize = POINTS + 96 + 4 * 48;
const RESPONSES: usize = NULLIFIER + 96;

#[test]
fn a_patient_of_any_listed_hospital_claims() {
	let mut offer = Offer::new();
	let mut nullifiers = Vec::new();
	for issuer in 0..4 {
		let bytes = offer.claim(issuer);
		let claim = Claim::parse(&bytes).unwrap();
		let value = claim.verify::<Bls>(&offer.statement()).unwrap();
		assert_eq!(claim.verify::<Portable>(&offer.statement()), Ok(value));
		assert_eq!(claim.quarter(), QUARTER);
		assert_eq!(
			claim.shown(),
			[(BIRTH, b"1950".to_vec()), (CONDITION, b"yes".to_vec())]
		);
		assert_eq!(claim.nullifier()[..], bytes[NULLIFIER..NULLIFIER + 48]);
		assert_eq!(
			value.commitment.compressed::<Bls>().unwrap()[..],
			bytes[NULLIFIER + 48..RESPONSES]
		);
		assert!(bytes.len() <= MAX_CLAIM);
		nullifiers.push(*claim.nullifier());
	}
	// One secret, one nullifier, whichever hospital signed: the chain counts patients, not credentials.
	assert!(nullifiers.iter().all(|nullifier| *nullifier == nullifiers[0]));
	assert_eq!(
		nullifiers[0],
		nullifier::<Bls>(&offer.world.secret, &GENESIS, OFFER)
	);
}

#[test]
fn nullifiers_of_two_offers_or_patients_or_chains_differ() {
	let mut offer = Offer::new();
	let first = *Claim::parse(&offer.claim(0)).unwrap().nullifier();
	offer.context.offer += 1;
	let second = *Claim::parse(&offer.claim(0)).unwrap().nullifier();
	assert_ne!(first, second);
	offer.context.offer -= 1;
	offer.world.secret = CredentialSecret::generate(&mut offer.world.rng);
	assert_ne!(first, *Claim::parse(&offer.claim(0)).unwrap().nullifier());
	assert_ne!(
		nullifier_base::<Bls>(&GENESIS, OFFER),
		nullifier_base::<Bls>(&[9; 32], OFFER)
	);
	assert_eq!(
		nullifier_base::<Bls>(&GENESIS, OFFER),
		nullifier_base::<Portable>(&GENESIS, OFFER)
	);
}

#[test]
fn a_claim_is_for_one_chain_offer_payee_buyer_key_price_and_expiry() {
	let mut offer = Offer::new();
	let claim = offer.claim(0);
	let context = offer.context;
	let other_key = OfferSecret::generate(&mut offer.world.rng).public::<Bls>();
	for other in [
		ClaimContext {
			genesis: [9; 32],
			..context
		},
		ClaimContext { offer: 18, ..context },
		ClaimContext {
			payee: [9; 32],
			..context
		},
		ClaimContext {
			buyer: [9; 32],
			..context
		},
		ClaimContext {
			y: other_key,
			..context
		},
		ClaimContext { price: 24, ..context },
		ClaimContext {
			expiry: 1_001,
			..context
		},
	] {
		offer.context = other;
		assert_eq!(offer.verify(&claim), Err(PresentationError::BadProof));
	}
	offer.context = context;
	assert!(offer.verify(&claim).is_ok());
}

#[test]
fn a_nullifier_for_another_offer_is_refused() {
	let mut offer = Offer::new();
	let claim = offer.claim(0);
	offer.base = nullifier_base::<Bls>(&GENESIS, OFFER + 1);
	assert_eq!(offer.verify(&claim), Err(PresentationError::BadProof));
	// The whole of it, as if the other offer's base had been left in place.
	offer.context.offer += 1;
	let other = offer.claim(0);
	offer.context.offer -= 1;
	offer.base = nullifier_base::<Bls>(&GENESIS, OFFER);
	assert_eq!(offer.verify(&other), Err(PresentationError::BadProof));
	let mut swapped = claim.clone();
	swapped[NULLIFIER..NULLIFIER + 48].copy_from_slice(&other[NULLIFIER..NULLIFIER + 48]);
	assert_eq!(offer.verify(&swapped), Err(PresentationError::BadProof));
}

#[test]
fn neither_nullifier_nor_commitment_can_be_replaced() {
	let mut offer = Offer::new();
	let claim = offer.claim(0);
	let point: G1<Bls> = (g1::<Bls>() * Fr::from(72u64)).into();
	for at in [NULLIFIER, NULLIFIER + 48] {
		let mut changed = claim.clone();
		changed[at..at + 48].copy_from_slice(&encode_g1::<Bls>(&point));
		assert_eq!(offer.verify(&changed), Err(PresentationError::BadProof));
		changed[at..at + 48].copy_from_slice(&identity());
		assert_eq!(
			offer.verify(&changed),
			Err(PresentationError::Encoding(DecodeError::Identity))
		);
		changed[at..at + 48].copy_from_slice(&off_subgroup());
		assert_eq!(
			offer.verify(&changed),
			Err(PresentationError::Encoding(DecodeError::NotInSubgroup))
		);
	}
}

#[test]
fn who_does_not_qualify_cannot_claim() {
	let mut offer = Offer::new();
	let mut born_1980 = values();
	born_1980[usize::from(BIRTH)] = Value::Bucket(b"1980".to_vec());
	let secret = CredentialSecret::from_bytes(&offer.world.secret.to_bytes()).unwrap();
	let credential = offer.world.issue_to(0, &secret, &schema(), born_1980);
	assert_eq!(
		refused(offer.present(&credential)),
		PresentError::Predicate { attribute: BIRTH }
	);

	// Shown as it is, the chain sees that it is not asked for.
	let all: &[&[u8]] = &[b"1980"];
	let lenient = [
		Predicate {
			index: BIRTH,
			set: all,
		},
		PREDICATES[1],
	];
	let terms = ClaimTerms {
		schema: schema().reference(),
		predicates: &lenient,
		field: HBA1C,
		issuers: &offer.world.keys,
		accepted: &offer.accepted,
	};
	let honest =
		present_claim::<Bls>(&credential, &secret, &terms, &offer.context, &mut offer.world.rng).unwrap();
	assert_eq!(
		offer.verify(&honest),
		Err(PresentationError::Predicate { attribute: BIRTH })
	);

	// Shown as what it is not: every equation of the proof holds, but nobody signed that.
	let bytes = credential.to_bytes();
	let at = bytes.windows(4).rposition(|window| window == b"1980").unwrap();
	let mut lie = bytes.to_vec();
	lie[at + 2] = b'5';
	let lie = Credential::from_bytes(&lie).unwrap();
	let claim = offer.present(&lie).unwrap();
	assert_eq!(offer.verify(&claim), Err(PresentationError::NotSigned));
}

#[test]
fn a_value_that_was_not_signed_fails_on_the_pairing_itself() {
	let mut offer = Offer::new();
	let credential = offer.world.issue(0);
	let mut bytes = credential.to_bytes().to_vec();
	let at = bytes
		.windows(5)
		.rposition(|window| window == [1, 72, 0, 0, 0])
		.unwrap();
	bytes[at + 1] = 73;
	let lie = Credential::from_bytes(&bytes).unwrap();
	let claim = offer.present(&lie).unwrap();
	assert_eq!(offer.verify(&claim), Err(PresentationError::NotSigned));
}

#[test]
fn a_stolen_credential_without_its_secret_claims_nothing() {
	let mut offer = Offer::new();
	let credential = offer.world.issue(0);
	offer.world.secret = CredentialSecret::generate(&mut offer.world.rng);
	let claim = offer.present(&credential).unwrap();
	assert_eq!(offer.verify(&claim), Err(PresentationError::NotSigned));
}

#[test]
fn another_schema_or_field_is_another_statement() {
	let mut offer = Offer::new();
	let claim = offer.claim(0);
	let parsed = Claim::parse(&claim).unwrap();
	let mut renamed = schema().attributes().to_vec();
	renamed[3].0 = "something else".into();
	let renamed = Schema::new(renamed).unwrap().reference();
	let statement = offer.statement();
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			schema: renamed,
			..statement
		}),
		Err(PresentationError::BadProof)
	);
	let mut longer = schema().reference();
	longer.attributes += 1;
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			schema: longer,
			..statement
		}),
		Err(PresentationError::Shape)
	);
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			field: RESOURCES,
			..statement
		}),
		Err(PresentationError::BadProof)
	);
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			field: 4,
			..statement
		}),
		Err(PresentationError::Disclosed)
	);
	// A field that is shown is not hidden: nothing links a commitment to it.
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			field: BIRTH,
			..statement
		}),
		Err(PresentationError::Shape)
	);
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			predicates: &PREDICATES[..1],
			..statement
		}),
		Err(PresentationError::Disclosed)
	);
	let other = [
		PREDICATES[0],
		Predicate {
			index: RESOURCES,
			set: YES,
		},
	];
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			predicates: &other,
			..statement
		}),
		Err(PresentationError::Disclosed)
	);
	let accepted = [true; 3];
	let issuers = IssuersOnChain {
		accepted: &accepted,
		..statement.issuers
	};
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement { issuers, ..statement }),
		Err(PresentationError::Issuers)
	);
	let nullifier_base = StoredG1([1; 96]);
	assert_eq!(
		parsed.verify::<Bls>(&ClaimStatement {
			nullifier_base,
			..statement
		}),
		Err(PresentationError::Encoding(DecodeError::Malformed))
	);
}

#[test]
fn a_wallet_whose_credential_does_not_fit_the_offer_says_so() {
	let mut offer = Offer::new();
	let credential = offer.world.issue(0);
	let keys = offer.world.keys.clone();
	let accepted = offer.accepted.clone();
	let terms = ClaimTerms {
		schema: schema().reference(),
		predicates: PREDICATES,
		field: HBA1C,
		issuers: &keys,
		accepted: &accepted,
	};
	let mut refusal = |terms: ClaimTerms<'_>| {
		refused(present_claim::<Bls>(
			&credential,
			&offer.world.secret,
			&terms,
			&offer.context,
			&mut offer.world.rng,
		))
	};
	let schema = SchemaRef {
		digest: [0; 32],
		attributes: 4,
	};
	assert_eq!(refusal(ClaimTerms { schema, ..terms }), PresentError::OtherSchema);
	assert_eq!(
		refusal(ClaimTerms {
			field: RESOURCES,
			..terms
		}),
		PresentError::Field
	);
	assert_eq!(refusal(ClaimTerms { field: 9, ..terms }), PresentError::Field);
	let integer = [Predicate {
		index: HBA1C,
		set: YES,
	}];
	assert_eq!(
		refusal(ClaimTerms {
			predicates: &integer,
			..terms
		}),
		PresentError::Predicate { attribute: HBA1C }
	);
	let order = [PREDICATES[1], PREDICATES[0]];
	assert_eq!(
		refusal(ClaimTerms {
			predicates: &order,
			..terms
		}),
		PresentError::Disclosed
	);
	assert_eq!(
		refusal(ClaimTerms {
			issuers: &[],
			..terms
		}),
		PresentError::Issuers
	);
}

#[test]
fn two_claims_of_one_credential_share_the_nullifier_and_no_other_element() {
	let mut offer = Offer::new();
	let credential = offer.world.issue(0);
	let one = offer.present(&credential).unwrap();
	offer.context.payee = [99; 32];
	let other = offer.present(&credential).unwrap();
	assert_eq!(one[NULLIFIER..NULLIFIER + 48], other[NULLIFIER..NULLIFIER + 48]);
	assert_ne!(one[POINTS..POINTS + 96], other[POINTS..POINTS + 96]);
	let elements = |bytes: &[u8]| -> Vec<Vec<u8>> {
		bytes[POINTS + 96..NULLIFIER]
			.chunks(48)
			.chain([&bytes[NULLIFIER + 48..RESPONSES]])
			.chain(bytes[RESPONSES + 2..].chunks(32))
			.map(<[u8]>::to_vec)
			.collect()
	};
	let (one, other) = (elements(&one), elements(&other));
	assert_eq!(one.len(), 5 + 2 * 4 + 3 + 4 + 1);
	assert!(one.iter().all(|element| !other.contains(element)));
	// On two offers nothing is shared at all.
	offer.context.offer += 1;
	let elsewhere = offer.present(&credential).unwrap();
	let nullifier = elsewhere[NULLIFIER..NULLIFIER + 48].to_vec();
	assert!(!elements(&elsewhere).iter().any(|element| one.contains(element)));
	offer.context.offer -= 1;
	assert_ne!(
		nullifier,
		offer.present(&credential).unwrap()[NULLIFIER..NULLIFIER + 48]
	);
}

#[test]
fn every_byte_of_a_claim_matters() {
	let mut offer = Offer::new();
	let claim = offer.claim(0);
	assert_eq!(claim.len(), RESPONSES + 2 + 32 * (2 * 4 + 3 + 4 + 1));
	for at in (0..claim.len()).step_by(5) {
		let mut changed = claim.clone();
		changed[at] ^= 2;
		assert!(offer.verify(&changed).is_err(), "{at}");
	}
	for length in 0..claim.len() {
		assert!(
			matches!(
				Claim::parse(&claim[..length]).err(),
				Some(PresentationError::Codec(_))
			),
			"{length}"
		);
	}
	let long = [&claim[..], &[0]].concat();
	assert_eq!(
		Claim::parse(&long).err(),
		Some(PresentationError::Codec(CodecError::TrailingBytes))
	);
	assert_eq!(
		Claim::parse(&vec![0; MAX_CLAIM + 1]).err(),
		Some(PresentationError::Codec(CodecError::TooLong))
	);
	for at in (RESPONSES + 2..claim.len()).step_by(32) {
		let mut bad = claim.clone();
		bad[at..at + 32].fill(255);
		assert_eq!(
			Claim::parse(&bad).err(),
			Some(PresentationError::Encoding(DecodeError::Malformed))
		);
	}
}
