use crate::{world::*, *};
use salus_crypto::{codec::CodecError, encoding::DecodeError, suite::Portable};

/// A claimed slot: the credential and what the chain keeps.
fn claimed(offer: &mut Offer) -> (Credential, StoredG1) {
	let credential = offer.world.issue(0);
	let claim = offer.present(&credential).unwrap();
	let commitment = offer.verify(&claim).unwrap().commitment;
	(credential, commitment)
}

#[test]
fn what_was_claimed_is_fulfilled_and_the_chain_sees_that_it_is_the_value() {
	let mut offer = Offer::new();
	let (credential, commitment) = claimed(&mut offer);
	let fulfilment = offer.fulfil(&credential);
	let (slot, y) = (offer.slot(), offer.stored_y());
	assert_eq!(
		verify_fulfilment::<Bls>(&slot, &y, &commitment, &fulfilment),
		Ok(())
	);
	assert_eq!(
		verify_fulfilment::<Portable>(&slot, &y, &commitment, &fulfilment),
		Ok(())
	);
	assert_eq!(Fulfilment::from_bytes(&fulfilment.to_bytes()), Ok(fulfilment));
	assert_eq!(fulfilment.to_bytes().len(), Fulfilment::LENGTH);
}

#[test]
fn a_wallet_that_restarts_fulfils_from_its_secret_and_credential() {
	let mut offer = Offer::new();
	let (credential, commitment) = claimed(&mut offer);
	let (first, second) = (offer.fulfil(&credential), offer.fulfil(&credential));
	let (slot, y) = (offer.slot(), offer.stored_y());
	for fulfilment in [&first, &second] {
		assert_eq!(
			verify_fulfilment::<Bls>(&slot, &y, &commitment, fulfilment),
			Ok(())
		);
	}
	assert_ne!(first.e1, second.e1);
	assert_ne!(first.proof, second.proof);
}

#[test]
fn a_fulfilment_is_for_one_slot_payee_offer_chain_and_key() {
	let mut offer = Offer::new();
	let (credential, commitment) = claimed(&mut offer);
	let fulfilment = offer.fulfil(&credential);
	let (slot, y) = (offer.slot(), offer.stored_y());
	for other in [
		FulfilContext {
			genesis: [9; 32],
			..slot
		},
		FulfilContext { offer: 18, ..slot },
		FulfilContext { slot: 4, ..slot },
		FulfilContext {
			payee: [9; 32],
			..slot
		},
	] {
		assert_eq!(
			verify_fulfilment::<Bls>(&other, &y, &commitment, &fulfilment),
			Err(FulfilError::BadProof)
		);
	}
	let other = Offer::of(World::with_issuers(3)).stored_y();
	assert_ne!(other, y);
	assert_eq!(
		verify_fulfilment::<Bls>(&slot, &other, &commitment, &fulfilment),
		Err(FulfilError::BadProof)
	);
}

#[test]
fn another_value_than_the_one_committed_to_is_refused() {
	let mut offer = Offer::new();
	let (credential, commitment) = claimed(&mut offer);
	let mut bytes = credential.to_bytes().to_vec();
	let at = bytes
		.windows(5)
		.rposition(|window| window == [1, 72, 0, 0, 0])
		.unwrap();
	bytes[at + 1] = 73;
	let lie = offer.fulfil(&Credential::from_bytes(&bytes).unwrap());
	let (slot, y) = (offer.slot(), offer.stored_y());
	assert_eq!(
		verify_fulfilment::<Bls>(&slot, &y, &commitment, &lie),
		Err(FulfilError::BadProof)
	);
	// E2 of another encryption of the same value, E1 and E2 exchanged, another patient's secret.
	let (one, other) = (offer.fulfil(&credential), offer.fulfil(&credential));
	let thief = CredentialSecret::generate(&mut offer.world.rng);
	let stolen = fulfil::<Bls>(
		&credential,
		&thief,
		HBA1C,
		&slot,
		&offer.context.y,
		&mut offer.world.rng,
	)
	.unwrap();
	for wrong in [
		Fulfilment { e2: other.e2, ..one },
		Fulfilment { e1: other.e1, ..one },
		Fulfilment {
			e1: one.e2,
			e2: one.e1,
			..one
		},
		Fulfilment {
			proof: other.proof,
			..one
		},
		stolen,
	] {
		assert_eq!(
			verify_fulfilment::<Bls>(&slot, &y, &commitment, &wrong),
			Err(FulfilError::BadProof)
		);
	}
}

#[test]
fn points_and_scalars_that_are_none_are_refused() {
	let mut offer = Offer::new();
	let (credential, commitment) = claimed(&mut offer);
	let fulfilment = offer.fulfil(&credential);
	let (slot, y) = (offer.slot(), offer.stored_y());
	let verify = |fulfilment: &Fulfilment| verify_fulfilment::<Bls>(&slot, &y, &commitment, fulfilment);
	for (point, error) in [
		(identity(), DecodeError::Identity),
		(off_subgroup(), DecodeError::NotInSubgroup),
		([0; 48], DecodeError::Malformed),
	] {
		for bad in [
			Fulfilment {
				e1: point,
				..fulfilment
			},
			Fulfilment {
				e2: point,
				..fulfilment
			},
		] {
			assert_eq!(verify(&bad), Err(FulfilError::Encoding(error)));
		}
	}
	for at in 0..4 {
		let mut unreduced = fulfilment;
		unreduced.proof[32 * at..32 * at + 32].fill(255);
		assert_eq!(
			verify(&unreduced),
			Err(FulfilError::Encoding(DecodeError::Malformed))
		);
		let mut changed = fulfilment;
		changed.proof[32 * at] ^= 1;
		assert_eq!(verify(&changed), Err(FulfilError::BadProof));
	}
	for length in 0..Fulfilment::LENGTH {
		assert_eq!(
			Fulfilment::from_bytes(&fulfilment.to_bytes()[..length]),
			Err(FulfilError::Codec(CodecError::Truncated))
		);
	}
	let long = [&fulfilment.to_bytes()[..], &[0]].concat();
	assert_eq!(
		Fulfilment::from_bytes(&long),
		Err(FulfilError::Codec(CodecError::TrailingBytes))
	);
	let y = StoredG1([1; 96]);
	assert_eq!(
		verify_fulfilment::<Bls>(&slot, &y, &commitment, &fulfilment),
		Err(FulfilError::Encoding(DecodeError::Malformed))
	);
	let mut rng = offer.world.rng.clone();
	let mut refusal = |field, y| {
		refused(fulfil::<Bls>(
			&credential,
			&offer.world.secret,
			field,
			&slot,
			&y,
			&mut rng,
		))
	};
	assert_eq!(refusal(BIRTH, offer.context.y), FulfilError::Field);
	assert_eq!(refusal(9, offer.context.y), FulfilError::Field);
	assert_eq!(
		refusal(HBA1C, identity()),
		FulfilError::Encoding(DecodeError::Identity)
	);
}
