//! Bytes that are no key, point, scalar, proof or parameter, each with its own refusal.

mod common;

use ark_ec::AffineRepr;
use ark_ff::{BigInteger, Field, PrimeField, UniformRand};
use common::*;
use curve25519_dalek::Scalar;
use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	authority::*,
	codec::CodecError,
	encoding::*,
	keys::*,
	suite::{g1, g2, Gt, Portable, Suite, G1, G2},
	tree::{path, Leaf, Node},
	user::UserSecret,
	Bls, Fr,
};

/// p, big-endian, in 48 bytes.
fn modulus() -> [u8; 48] {
	ark_bls12_381::Fq::MODULUS.to_bytes_be().try_into().unwrap()
}

/// Compressed points of the curve outside the subgroup.
fn g1_off_subgroup() -> G1Bytes {
	(1u8..)
		.map(|x| {
			let mut bytes = [0; 48];
			(bytes[0], bytes[47]) = (0x80, x);
			bytes
		})
		.find(|bytes| decode_g1::<Bls>(bytes) == Err(DecodeError::NotInSubgroup))
		.unwrap()
}

fn g2_off_subgroup() -> G2Bytes {
	(1u8..)
		.map(|x| {
			let mut bytes = [0; 96];
			(bytes[0], bytes[95]) = (0x80, x);
			bytes
		})
		.find(|bytes| decode_g2::<Bls>(bytes) == Err(DecodeError::NotInSubgroup))
		.unwrap()
}

fn points_are_strict<S: Suite>() {
	let mut identity = [0; 48];
	identity[0] = 0xc0;
	assert_eq!(decode_g1::<S>(&identity).err(), Some(DecodeError::Identity));
	let mut identity2 = [0; 96];
	identity2[0] = 0xc0;
	assert_eq!(decode_g2::<S>(&identity2).err(), Some(DecodeError::Identity));
	assert_eq!(
		decode_g1::<S>(&g1_off_subgroup()).err(),
		Some(DecodeError::NotInSubgroup)
	);
	assert_eq!(
		decode_g2::<S>(&g2_off_subgroup()).err(),
		Some(DecodeError::NotInSubgroup)
	);

	// The generator, with its coordinate plus p: the same point in 384 bits, were it accepted.
	let good = encode_g1::<S>(&g1::<S>());
	assert_eq!(decode_g1::<S>(&good).ok(), Some(g1::<S>()));
	let mut p = modulus();
	p[0] |= 0x80;
	assert_eq!(decode_g1::<S>(&p).err(), Some(DecodeError::Malformed));
	for (flag, what) in [(0x80u8, "uncompressed"), (0x40, "infinity with a coordinate")] {
		let mut bytes = good;
		bytes[0] ^= flag;
		assert!(decode_g1::<S>(&bytes).is_err(), "{what}");
		let mut bytes = encode_g2::<S>(&g2::<S>());
		bytes[0] ^= flag;
		assert!(decode_g2::<S>(&bytes).is_err(), "{what}");
	}
	let mut not_on_curve = 0;
	for x in 0..40 {
		let mut bytes = [0; 48];
		(bytes[0], bytes[47]) = (0x80, x);
		not_on_curve += u32::from(decode_g1::<S>(&bytes).err() == Some(DecodeError::Malformed));
	}
	assert!(not_on_curve > 10);
	assert!(decode_g1::<S>(&[0; 48]).is_err() && decode_g1::<S>(&[255; 48]).is_err());
	assert!(decode_g2::<S>(&[0; 96]).is_err() && decode_g2::<S>(&[255; 96]).is_err());

	let e = S::pairing_product(&[(g1::<S>(), g2::<S>())]);
	let bytes = encode_gt::<S>(&e);
	assert_eq!(decode_gt::<S>(&bytes).ok(), Some(e));
	assert_eq!(
		decode_gt::<S>(&encode_gt::<S>(&Gt::<S>::default())).err(),
		Some(DecodeError::Identity)
	);
	let outside = ark_bls12_381::Fq12::rand(&mut StdRng::seed_from_u64(1));
	let outside: GtBytes = {
		let mut bytes = Vec::new();
		ark_serialize::CanonicalSerialize::serialize_compressed(&outside, &mut bytes).unwrap();
		bytes.try_into().unwrap()
	};
	assert_eq!(decode_gt::<S>(&outside).err(), Some(DecodeError::NotInSubgroup));
	for at in 0..12 {
		let mut above = bytes;
		above[48 * at..48 * at + 48].copy_from_slice(&[255; 48]);
		assert_eq!(decode_gt::<S>(&above).err(), Some(DecodeError::Malformed));
	}
}

#[test]
fn points_are_compressed_canonical_in_the_subgroup_and_not_the_identity() {
	points_are_strict::<Bls>();
	points_are_strict::<Portable>();
}

#[test]
fn scalars_are_reduced_and_keys_are_not_zero() {
	let order: [u8; 32] = Fr::MODULUS.to_bytes_le().try_into().unwrap();
	assert_eq!(decode_scalar(&order), Err(DecodeError::Malformed));
	assert_eq!(decode_scalar(&[255; 32]), Err(DecodeError::Malformed));
	assert_eq!(decode_key_scalar(&[0; 32]), Err(DecodeError::Identity));
	let minus_one = -Fr::ONE;
	assert_eq!(decode_scalar(&encode_scalar(&minus_one)), Ok(minus_one));
	assert!(UserSecret::from_bytes(&[0; 32]).is_err());
	assert_eq!(decode_ristretto(&[0; 32]).err(), Some(DecodeError::Identity));
	assert_eq!(decode_ristretto(&[255; 32]).err(), Some(DecodeError::Malformed));
	assert_eq!(decode_ristretto_key(&[0; 32]).err(), Some(DecodeError::Identity));
	assert_eq!(
		decode_ristretto_scalar(&[255; 32]).err(),
		Some(DecodeError::Malformed)
	);
}

const CONTEXT: KeyContext = KeyContext {
	genesis: [1; 32],
	account: [2; 32],
};

#[test]
fn a_paired_key_is_proven_for_one_purpose_account_and_chain() {
	let mut rng = StdRng::seed_from_u64(3);
	let secret = UserSecret::generate(&mut rng);
	let (pk, pk2, proof) = secret.register::<Bls>(&CONTEXT, &mut rng);
	let verify = |purpose, pk: &G1Bytes, pk2: &G2Bytes, proof: &PairedKeyProof, context: &KeyContext| {
		let native = verify_paired_key::<Bls>(purpose, pk, pk2, proof, context);
		assert_eq!(
			native,
			verify_paired_key::<Portable>(purpose, pk, pk2, proof, context)
		);
		native
	};
	assert_eq!(verify(KeyPurpose::Abe, &pk, &pk2, &proof, &CONTEXT), Ok(()));
	assert_eq!(
		verify(KeyPurpose::Issuer, &pk, &pk2, &proof, &CONTEXT),
		Err(KeyError::BadProof)
	);
	assert_eq!(
		verify(KeyPurpose::Wrap, &pk, &pk2, &proof, &CONTEXT),
		Err(KeyError::WrongPurpose)
	);
	let other_chain = KeyContext {
		genesis: [9; 32],
		..CONTEXT
	};
	let other_account = KeyContext {
		account: [9; 32],
		..CONTEXT
	};
	assert_eq!(
		verify(KeyPurpose::Abe, &pk, &pk2, &proof, &other_chain),
		Err(KeyError::BadProof)
	);
	assert_eq!(
		verify(KeyPurpose::Abe, &pk, &pk2, &proof, &other_account),
		Err(KeyError::BadProof)
	);
	// Another user's key with this proof.
	let (other, other2, _) = UserSecret::generate(&mut rng).register::<Bls>(&CONTEXT, &mut rng);
	assert_eq!(
		verify(KeyPurpose::Abe, &other, &other2, &proof, &CONTEXT),
		Err(KeyError::BadProof)
	);
	assert_eq!(
		verify(KeyPurpose::Abe, &pk, &other2, &proof, &CONTEXT),
		Err(KeyError::BadProof)
	);
	// Every bit of the proof counts.
	for bit in 0..512 {
		let mut forged = proof;
		forged.0[bit / 8] ^= 1 << (bit % 8);
		assert!(
			verify_paired_key::<Bls>(KeyPurpose::Abe, &pk, &pk2, &forged, &CONTEXT).is_err(),
			"{bit}"
		);
	}
	let off = Err(KeyError::Encoding(DecodeError::NotInSubgroup));
	assert_eq!(
		verify(KeyPurpose::Abe, &g1_off_subgroup(), &pk2, &proof, &CONTEXT),
		off
	);
	assert_eq!(
		verify(KeyPurpose::Abe, &pk, &g2_off_subgroup(), &proof, &CONTEXT),
		off
	);
}

#[test]
fn the_halves_of_a_paired_key_have_one_exponent() {
	let mut rng = StdRng::seed_from_u64(4);
	let secret = UserSecret::generate(&mut rng);
	let x = decode_scalar(&secret.to_bytes()).unwrap();
	// A proof over (g1^x, g2^y), which only a prover who deviates can make.
	let pk = encode_g1::<Bls>(&secret.public_key::<Bls>());
	let pk2 = encode_g2::<Bls>(&(g2::<Bls>() * (x + Fr::ONE)).into());
	let mut transcript =
		salus_crypto::transcript::Transcript::new(salus_crypto::domain::PAIRED_KEY, &CONTEXT.genesis);
	for (label, value) in [
		(&b"purpose"[..], &b"abe"[..]),
		(b"account", &CONTEXT.account),
		(b"pk", &pk),
		(b"pk2", &pk2),
	] {
		transcript.append(label, value);
	}
	let proof = PairedKeyProof(salus_crypto::schnorr::prove_g1::<Bls>(&x, transcript, &mut rng));
	assert_eq!(
		verify_paired_key::<Bls>(KeyPurpose::Abe, &pk, &pk2, &proof, &CONTEXT),
		Err(KeyError::Unpaired)
	);
}

#[test]
fn a_ristretto_key_is_proven_for_one_purpose_account_and_chain() {
	let mut rng = StdRng::seed_from_u64(5);
	let x = Scalar::random(&mut rng);
	let (key, proof) = prove_ristretto_key(KeyPurpose::Wrap, &x, &CONTEXT, &mut rng);
	assert_eq!(
		verify_ristretto_key(KeyPurpose::Wrap, &key, &proof, &CONTEXT),
		Ok(())
	);
	for (purpose, context, expected) in [
		(KeyPurpose::Report, CONTEXT, KeyError::BadProof),
		(KeyPurpose::Trade, CONTEXT, KeyError::BadProof),
		(KeyPurpose::Abe, CONTEXT, KeyError::WrongPurpose),
		(
			KeyPurpose::Wrap,
			KeyContext {
				genesis: [9; 32],
				..CONTEXT
			},
			KeyError::BadProof,
		),
		(
			KeyPurpose::Wrap,
			KeyContext {
				account: [9; 32],
				..CONTEXT
			},
			KeyError::BadProof,
		),
	] {
		assert_eq!(
			verify_ristretto_key(purpose, &key, &proof, &context),
			Err(expected)
		);
	}
	let identity = verify_ristretto_key(KeyPurpose::Wrap, &[0; 32], &proof, &CONTEXT);
	assert_eq!(identity, Err(KeyError::Encoding(DecodeError::Identity)));
	for bit in 0..512 {
		let mut forged = proof;
		forged.0[bit / 8] ^= 1 << (bit % 8);
		assert!(
			verify_ristretto_key(KeyPurpose::Wrap, &key, &forged, &CONTEXT).is_err(),
			"{bit}"
		);
	}
}

#[test]
fn nonces_differ_even_for_one_transcript() {
	let mut rng = StdRng::seed_from_u64(6);
	let secret = UserSecret::generate(&mut rng);
	let (_, _, first) = secret.register::<Bls>(&CONTEXT, &mut rng);
	let (_, _, second) = secret.register::<Bls>(&CONTEXT, &mut rng);
	assert_ne!(first, second);
	// Broken randomness repeats a proof for one statement, never a nonce for two.
	struct Broken;
	impl rand::RngCore for Broken {
		fn next_u32(&mut self) -> u32 {
			0
		}
		fn next_u64(&mut self) -> u64 {
			0
		}
		fn fill_bytes(&mut self, dest: &mut [u8]) {
			dest.fill(0);
		}
		fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
			dest.fill(0);
			Ok(())
		}
	}
	impl rand::CryptoRng for Broken {}
	let x = decode_scalar(&secret.to_bytes()).unwrap();
	let prove = |context: &KeyContext| {
		prove_paired_key::<Bls>(KeyPurpose::Abe, &x, context, &mut Broken)
			.2
			 .0
	};
	let other = KeyContext {
		account: [3; 32],
		..CONTEXT
	};
	let nonce = |proof: [u8; 64]| {
		let (c, z) = proof.split_at(32);
		let scalar = |bytes: &[u8]| decode_scalar(bytes.try_into().unwrap()).unwrap();
		scalar(z) - scalar(c) * x
	};
	assert_eq!(prove(&CONTEXT), prove(&CONTEXT));
	assert_ne!(nonce(prove(&CONTEXT)), nonce(prove(&other)));
}

#[test]
fn public_parameters_are_checked_as_a_whole() {
	let mut rng = StdRng::seed_from_u64(7);
	let (good, shares) = deal::<Bls>(3, 4, &mut rng).unwrap();
	assert_eq!(PublicParameters::from_bytes(&good.to_bytes()), Ok(good.clone()));
	let parameters: Parameters<Bls> = good.clone().validate().unwrap();
	for share in &shares {
		assert_eq!(share.check(&parameters), Ok(()));
		let read = Share::from_bytes(&share.to_bytes()).unwrap();
		assert_eq!(read.check(&parameters), Ok(()));
	}
	assert!(good.clone().validate::<Portable>().is_ok());

	let refused = |change: &dyn Fn(&mut PublicParameters)| {
		let mut changed = good.clone();
		change(&mut changed);
		changed.validate::<Bls>().err()
	};
	let (other, other_shares) = deal::<Bls>(3, 4, &mut rng).unwrap();
	assert_eq!(
		refused(&|p| p.authorities[2].a_j = other.authorities[2].a_j),
		Some(ParametersError::Inconsistent)
	);
	assert_eq!(
		refused(&|p| p.authorities[0].beta_j = other.authorities[0].beta_j),
		Some(ParametersError::Inconsistent)
	);
	assert_eq!(
		refused(&|p| p.authorities.swap(0, 1)),
		Some(ParametersError::Inconsistent)
	);
	assert_eq!(refused(&|p| p.threshold = 2), Some(ParametersError::Inconsistent));
	assert_eq!(refused(&|p| p.threshold = 1), Some(ParametersError::Threshold));
	assert_eq!(refused(&|p| p.threshold = 4), Some(ParametersError::Threshold));
	assert_eq!(
		refused(&|p| p.authorities.clear()),
		Some(ParametersError::AuthorityCount)
	);
	assert_eq!(refused(&|p| p.a = other.a), Some(ParametersError::Inconsistent));
	assert_eq!(refused(&|p| p.e = other.e), Some(ParametersError::WrongE));
	assert_eq!(
		refused(&|p| p.e = [255; 576]),
		Some(ParametersError::Encoding(DecodeError::Malformed))
	);
	let off = Some(ParametersError::Encoding(DecodeError::NotInSubgroup));
	assert_eq!(refused(&|p| p.beta = g2_off_subgroup()), off);
	assert_eq!(
		other_shares[0].check(&parameters),
		Err(KeyAuthorityError::WrongShare)
	);
	let bytes = good.to_bytes();
	for length in 0..bytes.len() {
		assert!(PublicParameters::from_bytes(&bytes[..length]).is_err());
	}
	assert!(deal::<Bls>(1, 4, &mut rng).is_err() && deal::<Bls>(0, 1, &mut rng).is_err());
	for (threshold, count) in [(1, 1), (2, 2), (2, 3), (3, 3), (3, 4), (5, 7)] {
		assert!(deal::<Bls>(threshold, count, &mut rng)
			.unwrap()
			.0
			.validate::<Bls>()
			.is_ok());
	}
}

#[test]
fn one_randomness_makes_one_dealing_whoever_does_the_arithmetic() {
	let rng = || StdRng::seed_from_u64(7);
	let (one, shares) = deal::<Bls>(3, 4, &mut rng()).unwrap();
	let (two, _) = deal::<Portable>(3, 4, &mut rng()).unwrap();
	assert_eq!(one, two);
	assert_ne!(
		one.a,
		deal::<Bls>(3, 4, &mut StdRng::seed_from_u64(8)).unwrap().0.a
	);
	let parameters: Parameters<Bls> = one.validate().unwrap();
	assert!(shares.iter().all(|share| share.check(&parameters).is_ok()));
}

#[test]
fn keys_survive_their_encoding_and_nothing_shorter_or_longer_does() {
	let mut world = World::new(2, 3);
	let user = world.user(9, &["consortium/a", "consortium/b"]);
	let node = path(user.leaf)[4];
	let partial = issue_partial(
		&world.shares[0],
		&user.checked,
		node,
		&mut world.tables,
		&mut world.rng,
	)
	.unwrap();
	let key = world.key(&user, node);
	let epoch = world.epoch(3, &[1]);
	let update = world.update(&epoch, epoch.nodes[0], 0);
	let partial_update =
		issue_update::<Bls>(&world.shares[0], &epoch, epoch.nodes[0], 0, &mut world.rng).unwrap();

	let bytes = partial.to_bytes();
	assert_eq!(
		PartialAttributeKey::<Bls>::from_bytes(&bytes).unwrap().to_bytes(),
		bytes
	);
	refuses_every_other_length(&bytes, |bytes| {
		PartialAttributeKey::<Bls>::from_bytes(bytes).err()
	});
	let bytes = key.to_bytes();
	assert_eq!(AttributeKey::<Bls>::from_bytes(&bytes).unwrap().to_bytes(), bytes);
	refuses_every_other_length(&bytes, |bytes| AttributeKey::<Bls>::from_bytes(bytes).err());
	let bytes = partial_update.to_bytes();
	assert_eq!(
		PartialUpdateKey::<Bls>::from_bytes(&bytes).unwrap().to_bytes(),
		bytes
	);
	refuses_every_other_length(&bytes, |bytes| PartialUpdateKey::<Bls>::from_bytes(bytes).err());
	let bytes = update.to_bytes();
	assert_eq!(bytes.len(), UpdateKey::<Bls>::LEN);
	assert_eq!(UpdateKey::<Bls>::from_bytes(&bytes).unwrap().to_bytes(), bytes);
	refuses_every_other_length(&bytes, |bytes| UpdateKey::<Bls>::from_bytes(bytes).err());
}

fn refuses_every_other_length(bytes: &[u8], error: impl Fn(&[u8]) -> Option<KeyAuthorityError>) {
	for length in 0..bytes.len() {
		let expected = Some(KeyAuthorityError::Codec(CodecError::Truncated));
		assert_eq!(error(&bytes[..length]), expected, "{length}");
	}
	let longer = [bytes, &[0]].concat();
	assert_eq!(
		error(&longer),
		Some(KeyAuthorityError::Codec(CodecError::TrailingBytes))
	);
}

#[test]
fn a_wrong_key_fails_its_equation() {
	let mut world = World::new(2, 3);
	let user = world.user(9, &["consortium/a", "consortium/b"]);
	let root = Node::root(0);
	let key = world.key(&user, root);
	let partial = issue_partial(
		&world.shares[0],
		&user.checked,
		root,
		&mut world.tables,
		&mut world.rng,
	)
	.unwrap();
	let point: G1<Bls> = Bls::hash_to_g1(b"test", b"point");
	let twist: G2<Bls> = (g2::<Bls>() * Fr::from(9u64)).into();

	type Change<T> = Box<dyn Fn(&mut T)>;
	let changes: Vec<Change<AttributeKey<Bls>>> = vec![
		Box::new(move |key| key.k = point),
		Box::new(move |key| key.k_u[1] = point),
		Box::new(|key| key.k_u.swap(0, 1)),
		Box::new(move |key| key.k_prime = twist),
		Box::new(|key| key.node = path(key.leaf)[1]),
		Box::new(|key| {
			key.k_u.pop();
		}),
	];
	for (i, change) in changes.iter().enumerate() {
		let mut wrong = key.clone();
		change(&mut wrong);
		let result = verify_attribute_key(
			&world.parameters,
			&user.checked,
			&[key.clone(), wrong],
			&mut world.rng,
		);
		assert_eq!(result, Err(KeyAuthorityError::BadKey), "{i}");
	}
	// Errors that cancel between the rows of a key, and between two keys.
	let mut wrong = key.clone();
	wrong.k_u[0] = (key.k_u[0] + point.into_group()).into();
	wrong.k_u[1] = (key.k_u[1] - point.into_group()).into();
	let result = verify_attribute_key(&world.parameters, &user.checked, &[wrong], &mut world.rng);
	assert_eq!(result, Err(KeyAuthorityError::BadKey));
	// A partial of authority 1 passed off as authority 2's.
	let mut stolen = partial.clone();
	stolen.authority = 2;
	let result = verify_partials(&world.parameters, &user.checked, &[stolen], &mut world.rng);
	assert_eq!(result, Err(KeyAuthorityError::BadKey));
	let mut nobody = partial.clone();
	nobody.authority = 9;
	let result = verify_partials(&world.parameters, &user.checked, &[nobody], &mut world.rng);
	assert_eq!(result, Err(KeyAuthorityError::WrongShare));
	assert_eq!(
		verify_partials(&world.parameters, &user.checked, &[partial], &mut world.rng),
		Ok(())
	);
	// Another user's key.
	let other = world.user(9, &["consortium/a", "consortium/b"]);
	let result = verify_attribute_key(&world.parameters, &other.checked, &[key], &mut world.rng);
	assert_eq!(result, Err(KeyAuthorityError::BadKey));
}

#[test]
fn a_wrong_update_key_fails_its_equation_on_every_suite() {
	let mut world = World::new(2, 3);
	let epoch = world.epoch(3, &[1]);
	let key = world.update(&epoch, epoch.nodes[0], 0);
	let (q, q_prime) = (encode_g1::<Bls>(&key.q), encode_g2::<Bls>(&key.q_prime));
	let beta = world.parameters.public().beta;
	let verify = |node: &Node, epoch, era, q: &G1Bytes, q_prime: &G2Bytes| {
		let native = verify_update::<Bls>(&beta, node, epoch, era, q, q_prime);
		assert_eq!(
			native,
			verify_update::<Portable>(&beta, node, epoch, era, q, q_prime)
		);
		native
	};
	assert_eq!(verify(&key.node, 3, 0, &q, &q_prime), Ok(()));
	let bad = Err(KeyAuthorityError::BadKey);
	assert_eq!(verify(&epoch.nodes[1], 3, 0, &q, &q_prime), bad);
	assert_eq!(verify(&key.node, 4, 0, &q, &q_prime), bad);
	assert_eq!(verify(&key.node, 3, 1, &q, &q_prime), bad);
	assert_eq!(
		verify(&key.node, 3, 0, &encode_g1::<Bls>(&g1::<Bls>()), &q_prime),
		bad
	);
	assert_eq!(verify(&key.node, 3, 0, &q, &beta), bad);
	let off = Err(KeyAuthorityError::Encoding(DecodeError::NotInSubgroup));
	assert_eq!(verify(&key.node, 3, 0, &g1_off_subgroup(), &q_prime), off);
	assert_eq!(verify(&key.node, 3, 0, &q, &g2_off_subgroup()), off);
	let no_node = Node {
		depth: 21,
		..key.node
	};
	assert_eq!(
		verify(&no_node, 3, 0, &q, &q_prime),
		Err(KeyAuthorityError::BadNode)
	);
}

#[test]
fn a_request_out_of_order_is_refused() {
	let mut world = World::new(1, 1);
	let secret = world.secret();
	let good = world.request(
		&secret,
		Leaf { tree: 0, index: 2 },
		&["consortium/a", "consortium/b"],
	);
	let refused = |change: &dyn Fn(&mut AttributeKeyRequest)| {
		let mut request = good.clone();
		change(&mut request);
		let digest = path_digest(&request.nodes);
		request.check::<Bls>(&digest, &mut StdRng::seed_from_u64(1)).err()
	};
	assert_eq!(refused(&|_| ()), None);
	assert_eq!(
		refused(&|r| r.attributes.reverse()),
		Some(RequestError::BadAttributes)
	);
	assert_eq!(
		refused(&|r| r.attributes.clear()),
		Some(RequestError::BadAttributes)
	);
	assert_eq!(
		refused(&|r| r.attributes.push(r.attributes[1].clone())),
		Some(RequestError::BadAttributes)
	);
	assert_eq!(refused(&|r| r.leaf.index = 1 << 20), Some(RequestError::BadLeaf));
	assert_eq!(refused(&|r| r.leaf.index = 3), Some(RequestError::BadPath));
	assert_eq!(refused(&|r| r.leaf.tree = 1), Some(RequestError::BadPath));
	let other = world.secret().register::<Bls>(&CONTEXT, &mut world.rng);
	assert_eq!(refused(&|r| r.pk = other.0), Some(RequestError::Unpaired));
	assert_eq!(
		refused(&|r| (r.pk, r.pk2) = (other.0, other.1)),
		Some(RequestError::BadPath)
	);
	let off = Some(RequestError::Encoding(DecodeError::NotInSubgroup));
	assert_eq!(refused(&|r| r.nodes[20] = g1_off_subgroup()), off);
}
