use crate::{world::*, *};
use salus_crypto::{
	encoding::{encode_g1, DecodeError},
	suite::{g1, Portable, Suite, G1},
	Fr,
};

fn encrypted(y: &OfferSecret, value: u64) -> Fulfilment {
	let y = salus_crypto::encoding::decode_g1::<Bls>(&y.public::<Bls>()).unwrap();
	let rho = Fr::from(123_456_789u64);
	let (e1, e2): (G1<Bls>, G1<Bls>) = (
		(g1::<Bls>() * rho).into(),
		(y * rho + g1::<Bls>() * Fr::from(value)).into(),
	);
	Fulfilment {
		e1: encode_g1::<Bls>(&e1),
		e2: encode_g1::<Bls>(&e2),
		proof: [0; 128],
	}
}

#[test]
fn the_buyer_reads_every_value_below_2_to_the_32_and_no_other() {
	let mut offer = Offer::new();
	let table = DiscreteLog::<Bls>::new();
	for value in [
		0u64,
		1,
		2,
		65_535,
		65_536,
		65_537,
		1 << 31,
		(1 << 32) - 65_536,
		(1 << 32) - 1,
	] {
		let fulfilment = encrypted(&offer.buyer, value);
		assert_eq!(
			offer.buyer.decrypt(&fulfilment, &table).map(u64::from),
			Ok(value),
			"{value}"
		);
	}
	for value in [1u64 << 32, u64::MAX] {
		assert_eq!(
			offer.buyer.decrypt(&encrypted(&offer.buyer, value), &table),
			Err(DecryptError::NoValue)
		);
	}
	let other = OfferSecret::generate(&mut offer.world.rng);
	let fulfilment = encrypted(&offer.buyer, 72);
	assert_eq!(other.decrypt(&fulfilment, &table), Err(DecryptError::NoValue));
	for (point, error) in [
		(identity(), DecodeError::Identity),
		(off_subgroup(), DecodeError::NotInSubgroup),
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
			assert_eq!(
				offer.buyer.decrypt(&bad, &table),
				Err(DecryptError::Encoding(error))
			);
		}
	}
}

#[test]
fn the_buyer_reads_what_the_hospital_signed() {
	let mut offer = Offer::new();
	let credential = offer.world.issue(0);
	let fulfilment = offer.fulfil(&credential);
	assert_eq!(
		offer.buyer.decrypt(&fulfilment, &DiscreteLog::<Bls>::new()),
		Ok(72)
	);
}

#[test]
fn suites_agree_on_logarithms() {
	let table = DiscreteLog::<Portable>::new();
	let power = Portable::msm_g1(&[g1::<Portable>()], &[Fr::from(70_000u64)]);
	assert_eq!(table.solve(&power.into()), Some(70_000));
}
