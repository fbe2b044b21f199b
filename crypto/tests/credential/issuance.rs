use crate::world::*;
use salus_crypto::{
	codec::CodecError,
	credential::*,
	encoding::{encode_g1, DecodeError, G1Bytes, G2Bytes},
	keys::{verify_paired_key, KeyError, KeyPurpose, PairedKeyProof},
	suite::{g1, g2, Portable, G1, G2},
	Bls, Fr,
};

fn claims(values: Vec<Value>) -> Claims {
	Claims {
		root: ROOT,
		quarter: QUARTER,
		values,
	}
}

#[test]
fn a_credential_is_accepted_by_the_holder_whose_secret_the_hospital_never_saw() {
	let mut world = World::new();
	for issuer in 0..4 {
		let credential = world.issue(issuer);
		assert_eq!(credential.verify::<Bls>(&world.secret), Ok(()));
		assert_eq!(credential.verify::<Portable>(&world.secret), Ok(()));
		assert_eq!(credential.issuer(), &world.keys[issuer]);
		assert_eq!((credential.root(), credential.quarter()), (&ROOT, QUARTER));
		assert_eq!(credential.values(), values());
	}
}

#[test]
fn a_credential_serves_no_other_secret() {
	let mut world = World::new();
	let credential = world.issue(0);
	let other = CredentialSecret::generate(&mut world.rng);
	assert_eq!(credential.verify::<Bls>(&other), Err(CredentialError::NotSigned));
}

/// Offsets in an encoded credential: what follows the schema.
fn offsets(credential: &Credential) -> (usize, usize) {
	let bytes = credential.to_bytes();
	let schema = 8 + b"salus/v1/credential/signed".len() + 8 + schema().to_bytes().len();
	(schema, bytes.len())
}

#[test]
fn a_credential_changed_in_any_part_is_not_signed() {
	let mut world = World::new();
	let (credential, other) = (world.issue(0), world.issue(1));
	let bytes = credential.to_bytes();
	let (keys, end) = offsets(&credential);
	let root = keys + 144;
	for (what, at) in [
		("root", root),
		("quarter", root + 32),
		("birth decade", root + 36 + 2),
		("HbA1c", root + 36 + 6 + 5 + 1),
		("e", end - 32),
	] {
		let mut changed = bytes.to_vec();
		changed[at] ^= 1;
		let changed = Credential::from_bytes(&changed).unwrap_or_else(|error| panic!("{what}: {error}"));
		assert_eq!(
			changed.verify::<Bls>(&world.secret),
			Err(CredentialError::NotSigned),
			"{what}"
		);
	}
	// The name of an attribute, or the issuer.
	let mut renamed = bytes.to_vec();
	renamed[keys - 1] ^= 1;
	let renamed = Credential::from_bytes(&renamed).unwrap();
	assert_eq!(
		renamed.verify::<Bls>(&world.secret),
		Err(CredentialError::NotSigned)
	);
	let mut moved = bytes.to_vec();
	moved[keys..root].copy_from_slice(&other.to_bytes()[keys..root]);
	let moved = Credential::from_bytes(&moved).unwrap();
	assert_eq!(
		moved.verify::<Bls>(&world.secret),
		Err(CredentialError::NotSigned)
	);
	// pk1 of one hospital beside pk2 of another.
	let mut unpaired = bytes.to_vec();
	unpaired[keys..keys + 48].copy_from_slice(&other.issuer().pk1);
	let unpaired = Credential::from_bytes(&unpaired).unwrap();
	assert_eq!(
		unpaired.verify::<Bls>(&world.secret),
		Err(CredentialError::IssuerKey)
	);
	// A point that is none.
	for (point, error) in [
		(off_subgroup(), DecodeError::NotInSubgroup),
		(identity(), DecodeError::Identity),
	] {
		let mut bad = bytes.to_vec();
		bad[end - 80..end - 32].copy_from_slice(&point);
		let bad = Credential::from_bytes(&bad).unwrap();
		assert_eq!(
			bad.verify::<Bls>(&world.secret),
			Err(CredentialError::Encoding(error))
		);
	}
	let mut unreduced = bytes.to_vec();
	unreduced[end - 32..].fill(255);
	assert_eq!(
		refused(Credential::from_bytes(&unreduced)),
		CredentialError::Encoding(DecodeError::Malformed)
	);
}

#[test]
fn a_request_is_for_one_issuer_patient_record_and_chain() {
	let mut world = World::new();
	let context = world.context(0);
	let request = world.secret.request::<Bls>(&context, &mut world.rng);
	assert_eq!(request.verify::<Bls>(&context), Ok(()));
	assert_eq!(request.verify::<Portable>(&context), Ok(()));
	let others = [
		IssuanceContext {
			genesis: [9; 32],
			..context
		},
		IssuanceContext {
			issuer: world.keys[1].pk1,
			..context
		},
		IssuanceContext {
			patient: [9; 32],
			..context
		},
		IssuanceContext {
			record: [9; 32],
			..context
		},
	];
	for other in others {
		assert_eq!(request.verify::<Bls>(&other), Err(IssueError::BadProof));
	}
	let issued =
		world.issuers[0].issue::<Bls>(&others[1], &request, &schema(), claims(values()), &mut world.rng);
	assert_eq!(refused(issued), IssueError::OtherIssuer);
	let issued =
		world.issuers[0].issue::<Bls>(&others[2], &request, &schema(), claims(values()), &mut world.rng);
	assert_eq!(refused(issued), IssueError::BadProof);
}

#[test]
fn a_request_without_knowledge_of_u_or_for_another_point_is_refused() {
	let mut world = World::new();
	let context = world.context(0);
	let request = world.secret.request::<Bls>(&context, &mut world.rng);
	let other = CredentialSecret::generate(&mut world.rng).request::<Bls>(&context, &mut world.rng);
	let swapped = IssuanceRequest {
		u: other.u,
		proof: request.proof,
	};
	assert_eq!(swapped.verify::<Bls>(&context), Err(IssueError::BadProof));
	let mut wrong = request;
	wrong.proof[40] ^= 1;
	assert_eq!(wrong.verify::<Bls>(&context), Err(IssueError::BadProof));
	let mut unreduced = request;
	unreduced.proof[32..].fill(255);
	assert_eq!(
		unreduced.verify::<Bls>(&context),
		Err(IssueError::Encoding(DecodeError::Malformed))
	);
	for (u, error) in [
		(off_subgroup(), DecodeError::NotInSubgroup),
		(identity(), DecodeError::Identity),
	] {
		let bad = IssuanceRequest {
			u,
			proof: request.proof,
		};
		assert_eq!(bad.verify::<Bls>(&context), Err(IssueError::Encoding(error)));
	}
	// A paired key's proof is about another base.
	let (pk, _, PairedKeyProof(proof)) =
		world.issuers[1].register::<Bls>(&World::account(PATIENT), &mut world.rng);
	let foreign = IssuanceRequest { u: pk, proof };
	assert_eq!(foreign.verify::<Bls>(&context), Err(IssueError::BadProof));
	assert_eq!(IssuanceRequest::from_bytes(&request.to_bytes()), Ok(request));
	assert_eq!(
		IssuanceRequest::from_bytes(&request.to_bytes()[1..]),
		Err(IssueError::Codec(CodecError::Truncated))
	);
	let long = [&request.to_bytes()[..], &[0]].concat();
	assert_eq!(
		IssuanceRequest::from_bytes(&long),
		Err(IssueError::Codec(CodecError::TrailingBytes))
	);
	assert_eq!(request.to_bytes().len(), IssuanceRequest::LENGTH);
}

#[test]
fn values_that_are_not_those_of_the_schema_are_not_signed() {
	let mut world = World::new();
	let context = world.context(0);
	let request = world.secret.request::<Bls>(&context, &mut world.rng);
	let mut refusal = |values: Vec<Value>| {
		refused(world.issuers[0].issue::<Bls>(&context, &request, &schema(), claims(values), &mut world.rng))
	};
	let mut short = values();
	short.pop();
	assert_eq!(refusal(short), IssueError::Values(ValueError::Count));
	let mut long = values();
	long.push(Value::Integer(1));
	assert_eq!(refusal(long), IssueError::Values(ValueError::Count));
	let mut kind = values();
	kind[usize::from(HBA1C)] = Value::Bucket(b"72".to_vec());
	assert_eq!(refusal(kind), IssueError::Values(ValueError::Kind));
	for bucket in [vec![], vec![0; MAX_VALUE + 1]] {
		let mut length = values();
		length[0] = Value::Bucket(bucket);
		assert_eq!(refusal(length), IssueError::Values(ValueError::Length));
	}
}

#[test]
fn two_credentials_on_the_same_claims_share_no_point_and_no_exponent() {
	let mut world = World::new();
	let (one, other) = (world.issue(0), world.issue(0));
	let (one, other) = (one.to_bytes(), other.to_bytes());
	let end = one.len();
	assert_eq!(one[..end - 80], other[..end - 80]);
	assert_ne!(one[end - 80..end - 32], other[end - 80..end - 32]);
	assert_ne!(one[end - 32..], other[end - 32..]);
}

/// `pk * g^s`: a credential (A, e) under pk is one, (A, e - s), under the shifted key, so nobody may register it who does
/// not know the sum of exponents.
fn shifted(key: &IssuerKey, s: u64) -> (G1Bytes, G2Bytes) {
	use salus_crypto::encoding::{decode_g1, decode_g2, encode_g2};
	let (pk1, pk2) = (
		decode_g1::<Bls>(&key.pk1).unwrap(),
		decode_g2::<Bls>(&key.pk2).unwrap(),
	);
	let s = Fr::from(s);
	let (pk1, pk2): (G1<Bls>, G2<Bls>) = ((g1::<Bls>() * s + pk1).into(), (g2::<Bls>() * s + pk2).into());
	(encode_g1::<Bls>(&pk1), encode_g2::<Bls>(&pk2))
}

#[test]
fn a_key_shifted_from_another_hospitals_reuses_its_credentials_and_is_refused_at_registration() {
	let mut world = World::new();
	let credential = world.issue(0);
	let (pk1, pk2) = shifted(&world.keys[0], 7);

	// The danger: the victim's credential, under the thief's key, with e - 7.
	let mut bytes = credential.to_bytes().to_vec();
	let (keys, end) = offsets(&credential);
	bytes[keys..keys + 48].copy_from_slice(&pk1);
	bytes[keys + 48..keys + 144].copy_from_slice(&pk2);
	let e = salus_crypto::encoding::decode_scalar(&bytes[end - 32..].try_into().unwrap()).unwrap();
	bytes[end - 32..].copy_from_slice(&salus_crypto::encoding::encode_scalar(&(e - Fr::from(7u64))));
	let stolen = Credential::from_bytes(&bytes).unwrap();
	assert_eq!(stolen.verify::<Bls>(&world.secret), Ok(()));

	// The thief knows no exponent of it: neither the victim's proof nor its own serves.
	let (victim, thief) = (World::account([10; 32]), World::account([11; 32]));
	let (_, _, of_victim) = world.issuers[0].register::<Bls>(&victim, &mut world.rng);
	let own = IssuerSecret::from_bytes(&salus_crypto::encoding::encode_scalar(&Fr::from(7u64))).unwrap();
	let (_, _, of_shift) = own.register::<Bls>(&thief, &mut world.rng);
	for proof in [of_victim, of_shift] {
		assert_eq!(
			verify_paired_key::<Bls>(KeyPurpose::Issuer, &pk1, &pk2, &proof, &thief),
			Err(KeyError::BadProof)
		);
	}
	// Nor the victim's own key under the thief's account.
	let (pk1, pk2, proof) = world.issuers[0].register::<Bls>(&victim, &mut world.rng);
	assert_eq!(
		verify_paired_key::<Bls>(KeyPurpose::Issuer, &pk1, &pk2, &proof, &victim),
		Ok(())
	);
	assert_eq!(
		verify_paired_key::<Bls>(KeyPurpose::Issuer, &pk1, &pk2, &proof, &thief),
		Err(KeyError::BadProof)
	);
}
