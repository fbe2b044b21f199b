//! The native suite computes what portable arkworks computes.

use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{Field, UniformRand, Zero};
use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	encoding::*,
	suite::{g1, g2, G1Projective, Gt, Portable, Suite, G1, G2},
	tables::FixedBase,
	Bls, Fr,
};

fn rng() -> StdRng {
	StdRng::seed_from_u64(11)
}

fn portable_g1(point: &G1<Bls>) -> G1<Portable> {
	decode_g1::<Portable>(&encode_g1::<Bls>(point)).unwrap()
}

fn portable_g2(point: &G2<Bls>) -> G2<Portable> {
	decode_g2::<Portable>(&encode_g2::<Bls>(point)).unwrap()
}

fn random_pairs(count: usize) -> Vec<(G1<Bls>, G2<Bls>)> {
	let mut rng = rng();
	let mut random = || {
		(
			(g1::<Bls>() * Fr::rand(&mut rng)).into(),
			(g2::<Bls>() * Fr::rand(&mut rng)).into(),
		)
	};
	(0..count).map(|_| random()).collect()
}

fn same_gt(native: &Gt<Bls>, portable: &Gt<Portable>) -> bool {
	encode_gt::<Bls>(native) == encode_gt::<Portable>(portable)
}

#[test]
fn hashes_to_the_curve_agree_with_each_other_and_with_the_rfc() {
	for message in [&b""[..], b"abc", b"a longer message than the others"] {
		let native = Bls::hash_to_g1(b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_", message);
		let portable = Portable::hash_to_g1(b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_", message);
		assert_eq!(encode_g1::<Bls>(&native), encode_g1::<Portable>(&portable));
	}
	// RFC 9380, appendix J.9.1, message "abc".
	let point = Bls::hash_to_g1(b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_", b"abc");
	let x =
		"03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903";
	let mut bytes = encode_g1::<Bls>(&point);
	bytes[0] &= 0b0001_1111;
	assert_eq!(hex::encode(bytes), x);
}

#[test]
fn pairings_agree() {
	for count in [1, 2, 3, 5, 24] {
		let pairs = random_pairs(count);
		let portable: Vec<_> = pairs
			.iter()
			.map(|(a, b)| (portable_g1(a), portable_g2(b)))
			.collect();
		assert!(
			same_gt(
				&Bls::pairing_product(&pairs),
				&Portable::pairing_product(&portable)
			),
			"{count}"
		);
	}
	assert_eq!(Bls::pairing_product(&[]), Gt::<Bls>::zero());
	assert_eq!(
		Bls::pairing_product(&[(G1::<Bls>::zero(), g2::<Bls>())]),
		Gt::<Bls>::zero()
	);
}

#[test]
fn multiplications_and_sums_agree() {
	let mut rng = rng();
	for count in [1usize, 2, 7, 40] {
		let (a, b): (Vec<_>, Vec<_>) = random_pairs(count).into_iter().unzip();
		let mut scalars: Vec<Fr> = (0..count).map(|_| Fr::rand(&mut rng)).collect();
		scalars[0] = -Fr::from(1u64);
		let portable_a: Vec<_> = a.iter().map(portable_g1).collect();
		let portable_b: Vec<_> = b.iter().map(portable_g2).collect();
		let native = Bls::msm_g1(&a, &scalars).into_affine();
		assert_eq!(
			portable_g1(&native),
			Portable::msm_g1(&portable_a, &scalars).into_affine()
		);
		let native = Bls::msm_g2(&b, &scalars).into_affine();
		assert_eq!(
			portable_g2(&native),
			Portable::msm_g2(&portable_b, &scalars).into_affine()
		);
		let native = Bls::sum_g1(a[0].into_group(), &a).into_affine();
		assert_eq!(
			portable_g1(&native),
			Portable::sum_g1(portable_a[0].into_group(), &portable_a).into_affine()
		);
		let small = vec![Fr::from(1u64); count];
		assert_eq!(
			portable_g1(&Bls::msm_g1(&a, &small).into_affine()),
			Portable::msm_g1(&portable_a, &small).into_affine()
		);
		assert_eq!(
			portable_g1(&(a[0] * scalars[count - 1]).into_affine()),
			(portable_a[0] * scalars[count - 1]).into_affine()
		);
	}
	let point = g1::<Bls>();
	assert!(Bls::msm_g1(&[point, point], &[Fr::from(5u64), -Fr::from(5u64)]).is_zero());
	assert!(Bls::msm_g1(&[point, G1::<Bls>::zero()], &[Fr::zero(), Fr::from(3u64)]).is_zero());
	assert!((point * Fr::zero()).is_zero());
}

#[test]
fn tables_multiply() {
	let mut rng = rng();
	let base = Bls::hash_to_g1(b"tables", b"");
	let scalars = [
		Fr::zero(),
		Fr::from(1u64),
		-Fr::from(1u64),
		Fr::rand(&mut rng),
		Fr::rand(&mut rng),
	];
	for window in 2..=8 {
		let table = FixedBase::<G1Projective<Bls>>::new(&base, window);
		for scalar in &scalars {
			let mut terms = Vec::new();
			table.terms(scalar, &mut terms);
			assert_eq!(
				Bls::sum_g1(G1::<Bls>::zero().into_group(), &terms),
				base * scalar,
				"{window}"
			);
		}
	}
}

#[test]
fn powers_in_the_target_group_agree_with_square_and_multiply() {
	let mut rng = rng();
	let base = Bls::pairing_product(&random_pairs(1));
	let portable = Portable::pairing_product(&[{
		let (a, b) = random_pairs(1)[0];
		(portable_g1(&a), portable_g2(&b))
	}]);
	let edge = [0u64, 1, 2, 0xd201_0000_0001_0000, u64::MAX].map(Fr::from);
	for exponent in edge
		.into_iter()
		.chain([-Fr::from(1u64)])
		.chain((0..10).map(|_| Fr::rand(&mut rng)))
	{
		let expected = base * exponent;
		assert_eq!(Bls::pow_gt(&base, &exponent), expected);
		assert!(same_gt(&expected, &Portable::pow_gt(&portable, &exponent)));
	}
}

#[test]
fn the_target_group_is_recognised() {
	let mut rng = rng();
	let element = Bls::pairing_product(&random_pairs(2));
	let outside = ark_bls12_381::Fq12::rand(&mut rng);
	// In the cyclotomic subgroup, of which the target group is a small part.
	let conjugate = |f: &ark_bls12_381::Fq12| ark_bls12_381::Fq12::new(f.c0, -f.c1);
	let easy = conjugate(&outside) * outside.inverse().unwrap();
	let mut cyclotomic = easy;
	cyclotomic.frobenius_map_in_place(2);
	cyclotomic *= easy;
	for (value, expected) in [
		(element.0, true),
		(outside, false),
		(easy, false),
		(cyclotomic, false),
		(-element.0, false),
		(ark_bls12_381::Fq12::zero(), false),
	] {
		let (native, portable) = (
			ark_ec::pairing::PairingOutput(value),
			ark_ec::pairing::PairingOutput(value),
		);
		assert_eq!(Bls::is_in_gt(&native), expected);
		assert_eq!(Portable::is_in_gt(&portable), expected);
	}
}
