use crate::world::*;
use salus_crypto::{codec::CodecError, credential::*, encoding::DecodeError, suite::Portable, Bls};

const CONTEXT: SaleContext = SaleContext {
	genesis: GENESIS,
	order: [7; 32],
	seller: PAYEE,
	buyer: BUYER,
	y: [8; 32],
	price: 25,
	expiry: 1_000,
};

fn present(world: &mut World, credential: &Credential, disclose: &[u8]) -> Vec<u8> {
	present_for_sale::<Bls>(
		credential,
		&world.secret,
		disclose,
		&world.keys,
		&CONTEXT,
		&mut world.rng,
	)
	.unwrap()
}

fn verify(world: &World, bytes: &[u8]) -> Result<SaleDisclosure, PresentationError> {
	verify_for_sale::<Bls>(bytes, &CONTEXT, &world.keys, |quarter| quarter == QUARTER)
}

/// Where the points begin: after tag, schema, issuers, root, quarter, and no shown attribute.
fn points(world: &World) -> usize {
	8 + b"salus/v1/presentation/buyer".len() + 8 + schema().to_bytes().len() + 1 + 144 * world.keys.len() + 37
}

#[test]
fn a_buyer_learns_the_root_and_what_the_seller_chose_to_show() {
	let mut world = World::new();
	for issuer in 0..4 {
		let credential = world.issue(issuer);
		let bytes = present(&mut world, &credential, &[BIRTH, RESOURCES]);
		let shown = verify(&world, &bytes).unwrap();
		assert_eq!(shown.root, ROOT);
		assert_eq!(shown.quarter, QUARTER);
		assert_eq!(shown.schema, schema());
		assert_eq!(shown.issuers, world.keys);
		assert_eq!(
			shown.attributes,
			[(BIRTH, b"1950".to_vec()), (RESOURCES, b"100-999".to_vec())]
		);
		let portable = verify_for_sale::<Portable>(&bytes, &CONTEXT, &world.keys, |_| true);
		assert_eq!(portable, Ok(shown));
		assert!(bytes.len() <= MAX_SALE_PRESENTATION);
	}
}

#[test]
fn one_issuer_alone_may_be_named() {
	let mut world = World::new();
	let credential = world.issue(1);
	let own = [world.keys[1]];
	let bytes =
		present_for_sale::<Bls>(&credential, &world.secret, &[], &own, &CONTEXT, &mut world.rng).unwrap();
	assert_eq!(verify(&world, &bytes).unwrap().issuers, own);
}

#[test]
fn a_presentation_is_for_one_chain_order_seller_buyer_key_price_and_expiry() {
	let mut world = World::new();
	let credential = world.issue(0);
	let bytes = present(&mut world, &credential, &[]);
	for other in [
		SaleContext {
			genesis: [9; 32],
			..CONTEXT
		},
		SaleContext {
			order: [9; 32],
			..CONTEXT
		},
		SaleContext {
			seller: [9; 32],
			..CONTEXT
		},
		SaleContext {
			buyer: [9; 32],
			..CONTEXT
		},
		SaleContext {
			y: [9; 32],
			..CONTEXT
		},
		SaleContext { price: 24, ..CONTEXT },
		SaleContext {
			expiry: 1_001,
			..CONTEXT
		},
	] {
		assert_eq!(
			verify_for_sale::<Bls>(&bytes, &other, &world.keys, |_| true),
			Err(PresentationError::BadProof)
		);
	}
}

#[test]
fn a_stale_quarter_and_an_issuer_without_accreditation_are_refused() {
	let mut world = World::new();
	let credential = world.issue(0);
	let bytes = present(&mut world, &credential, &[]);
	assert_eq!(
		verify_for_sale::<Bls>(&bytes, &CONTEXT, &world.keys, |quarter| quarter > QUARTER),
		Err(PresentationError::Quarter)
	);
	assert_eq!(
		verify_for_sale::<Bls>(&bytes, &CONTEXT, &world.keys[..3], |_| true),
		Err(PresentationError::NotAccredited)
	);
	assert_eq!(
		verify_for_sale::<Bls>(&bytes, &CONTEXT, &[], |_| true),
		Err(PresentationError::NotAccredited)
	);
}

#[test]
fn an_issuer_outside_the_list_cannot_be_hidden_in_it() {
	let mut world = World::new();
	let credential = world.issue(3);
	let presented = present_for_sale::<Bls>(
		&credential,
		&world.secret,
		&[],
		&world.keys[..3],
		&CONTEXT,
		&mut world.rng,
	);
	assert_eq!(refused(presented), PresentError::NotAccepted);

	// One who says the credential is another hospital's satisfies everything but the pairing.
	let mut bytes = credential.to_bytes().to_vec();
	let at = 8 + b"salus/v1/credential/signed".len() + 8 + schema().to_bytes().len();
	bytes[at..at + 48].copy_from_slice(&world.keys[0].pk1);
	bytes[at + 48..at + 144].copy_from_slice(&world.keys[0].pk2);
	let relabelled = Credential::from_bytes(&bytes).unwrap();
	let bytes = present(&mut world, &relabelled, &[]);
	assert_eq!(verify(&world, &bytes), Err(PresentationError::NotSigned));
}

#[test]
fn a_credential_that_says_something_else_fails_on_the_pairing_itself() {
	let mut world = World::new();
	let credential = world.issue(0);
	let bytes = credential.to_bytes();
	let values = 8 + b"salus/v1/credential/signed".len() + 8 + schema().to_bytes().len() + 144;
	// root, quarter, a shown bucket, a hidden integer
	for at in [values, values + 32, values + 36 + 2, values + 36 + 6 + 5 + 1] {
		let mut changed = bytes.to_vec();
		changed[at] ^= 1;
		let changed = Credential::from_bytes(&changed).unwrap();
		let presented = present(&mut world, &changed, &[BIRTH]);
		assert_eq!(
			verify_for_sale::<Bls>(&presented, &CONTEXT, &world.keys, |_| true),
			Err(PresentationError::NotSigned)
		);
	}
	// With another patient's secret likewise.
	let thief = CredentialSecret::generate(&mut world.rng);
	let presented =
		present_for_sale::<Bls>(&credential, &thief, &[], &world.keys, &CONTEXT, &mut world.rng).unwrap();
	assert_eq!(verify(&world, &presented), Err(PresentationError::NotSigned));
}

#[test]
fn what_is_shown_cannot_be_changed_and_what_is_hidden_cannot_be_swapped() {
	let mut world = World::new();
	let credential = world.issue(0);
	let bytes = present(&mut world, &credential, &[BIRTH]);
	let root = points(&world) - 37;
	for at in [root, root + 37 + 3, root + 37 + 5] {
		let mut changed = bytes.clone();
		changed[at] ^= 1;
		assert_eq!(verify(&world, &changed), Err(PresentationError::BadProof), "{at}");
	}
	// The bucket shown as that of another attribute: of another message, so another statement.
	let mut moved = bytes.clone();
	moved[root + 37] = CONDITION;
	assert_eq!(verify(&world, &moved), Err(PresentationError::BadProof));
	moved[root + 37] = HBA1C;
	assert_eq!(verify(&world, &moved), Err(PresentationError::Disclosed));
	moved[root + 37] = 4;
	assert_eq!(verify(&world, &moved), Err(PresentationError::Disclosed));

	// Responses of hidden messages exchanged: u and the condition.
	let responses = bytes.len() - 32 * 4;
	let mut swapped = bytes.clone();
	swapped.copy_within(responses..responses + 32, responses + 32);
	assert_eq!(verify(&world, &swapped), Err(PresentationError::BadProof));
}

#[test]
fn every_byte_of_a_presentation_matters() {
	let mut world = World::new();
	let credential = world.issue(0);
	let bytes = present(&mut world, &credential, &[BIRTH]);
	for at in (0..bytes.len()).step_by(7) {
		let mut changed = bytes.clone();
		changed[at] ^= 4;
		assert!(verify(&world, &changed).is_err(), "{at}");
	}
	for length in (0..bytes.len()).step_by(11) {
		assert!(
			matches!(
				verify(&world, &bytes[..length]),
				Err(PresentationError::Codec(_) | PresentationError::Schema(SchemaError::Codec(_)))
			),
			"{length}"
		);
	}
	let long = [&bytes[..], &[0]].concat();
	assert_eq!(
		verify(&world, &long),
		Err(PresentationError::Codec(CodecError::TrailingBytes))
	);
	assert_eq!(
		verify(&world, &vec![0; MAX_SALE_PRESENTATION + 1]),
		Err(PresentationError::Codec(CodecError::TooLong))
	);
}

#[test]
fn points_off_the_subgroup_the_identity_and_unreduced_scalars_are_refused() {
	let mut world = World::new();
	let credential = world.issue(0);
	let bytes = present(&mut world, &credential, &[]);
	let begin = points(&world);
	// bpk', A', Abar, Cbar
	for point in 0..4 {
		let at = begin + 96 + 48 * point;
		for (what, error) in [
			(off_subgroup(), DecodeError::NotInSubgroup),
			(identity(), DecodeError::Identity),
		] {
			let mut bad = bytes.clone();
			bad[at..at + 48].copy_from_slice(&what);
			assert_eq!(
				verify(&world, &bad),
				Err(PresentationError::Encoding(error)),
				"{point}"
			);
		}
	}
	let mut identity2 = [0; 96];
	identity2[0] = 0xc0;
	let off = (1u8..)
		.map(|x| {
			let mut bytes = [0; 96];
			(bytes[0], bytes[95]) = (0x80, x);
			bytes
		})
		.find(|bytes| {
			salus_crypto::encoding::decode_g2::<Bls>(bytes).err() == Some(DecodeError::NotInSubgroup)
		})
		.unwrap();
	for (what, error) in [
		(off, DecodeError::NotInSubgroup),
		(identity2, DecodeError::Identity),
	] {
		let mut bad = bytes.clone();
		bad[begin..begin + 96].copy_from_slice(&what);
		assert_eq!(verify(&world, &bad), Err(PresentationError::Encoding(error)));
	}
	let scalars = begin + 96 + 4 * 48 + 2;
	for at in (scalars..bytes.len()).step_by(32) {
		let mut bad = bytes.clone();
		bad[at..at + 32].fill(255);
		assert_eq!(
			verify(&world, &bad),
			Err(PresentationError::Encoding(DecodeError::Malformed))
		);
	}
	// One branch too few, one hidden message too few.
	for (count, from, to) in [(0, scalars, scalars + 64), (1, bytes.len() - 32, bytes.len())] {
		let mut short = bytes.clone();
		short[scalars - 2 + count] -= 1;
		short.drain(from..to);
		assert_eq!(verify(&world, &short), Err(PresentationError::Shape));
	}
}

#[test]
fn two_presentations_of_one_credential_share_no_point_and_no_response() {
	let mut world = World::new();
	let credential = world.issue(0);
	let (one, other) = (
		present(&mut world, &credential, &[]),
		present(&mut world, &credential, &[]),
	);
	let begin = points(&world);
	assert_eq!(one[..begin], other[..begin]);
	assert_ne!(one[begin..begin + 96], other[begin..begin + 96]);
	let elements = |bytes: &[u8]| -> Vec<Vec<u8>> {
		let scalars = begin + 96 + 4 * 48 + 2;
		bytes[begin + 96..scalars - 2]
			.chunks(48)
			.chain(bytes[scalars..].chunks(32))
			.map(<[u8]>::to_vec)
			.collect()
	};
	let (one, other) = (elements(&one), elements(&other));
	assert!(one.iter().all(|element| !other.contains(element)));
}

#[test]
fn what_cannot_be_shown_is_not_presented() {
	let mut world = World::new();
	let credential = world.issue(0);
	let mut refusal = |disclose: &[u8], issuers: &[IssuerKey]| {
		refused(present_for_sale::<Bls>(
			&credential,
			&world.secret,
			disclose,
			issuers,
			&CONTEXT,
			&mut world.rng,
		))
	};
	let keys = world.keys.clone();
	assert_eq!(refusal(&[HBA1C], &keys), PresentError::Disclosed);
	assert_eq!(refusal(&[4], &keys), PresentError::Disclosed);
	assert_eq!(refusal(&[CONDITION, BIRTH], &keys), PresentError::Disclosed);
	assert_eq!(refusal(&[BIRTH, BIRTH], &keys), PresentError::Disclosed);
	assert_eq!(refusal(&[], &[]), PresentError::Issuers);
	assert_eq!(refusal(&[], &[keys[0], keys[0]]), PresentError::Issuers);
	assert_eq!(
		refusal(&[], &vec![keys[0]; MAX_ISSUERS + 1]),
		PresentError::Issuers
	);
	assert_eq!(refusal(&[], &keys[1..]), PresentError::NotAccepted);
}

#[test]
fn an_issuer_list_changed_after_the_fact_is_another_statement() {
	let mut world = World::new();
	let credential = world.issue(0);
	let bytes = present(&mut world, &credential, &[]);
	let first = points(&world) - 37 - 144 * 4;
	let mut order = bytes.clone();
	order[first + 144..first + 288].copy_from_slice(&bytes[first + 288..first + 432]);
	order[first + 288..first + 432].copy_from_slice(&bytes[first + 144..first + 288]);
	assert_eq!(verify(&world, &order), Err(PresentationError::BadProof));
	let mut twice = bytes.clone();
	twice.copy_within(first..first + 144, first + 144);
	assert_eq!(verify(&world, &twice), Err(PresentationError::Issuers));
	// pk2 alone differs, and the verifier's list agrees with the forger's: still not what was signed.
	let mut pk2 = bytes.clone();
	pk2[first + 48..first + 144].copy_from_slice(&world.keys[1].pk2);
	let mut keys = world.keys.clone();
	keys[0].pk2 = world.keys[1].pk2;
	assert_eq!(
		verify_for_sale::<Bls>(&pk2, &CONTEXT, &keys, |_| true),
		Err(PresentationError::BadProof)
	);
}
