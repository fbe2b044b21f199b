//! Presentations without a credential: each would be accepted if one rule of the verifier were missing, and is refused.

use super::{
	holder::CredentialSecret,
	issuer::{issuer_list_digest, messages, IssuerKey, IssuerSecret},
	proof::{batch_weight, challenge, Disclosed, Points, Proof, Responses, Statement},
	prove::{respond, Blinded, BlindingSecrets},
	schema::{Kind, Schema, Value},
	signed::signed_point,
	verify::{pairing_holds, recompute, verify, Decoded},
	PresentationError,
};
use crate::{
	encoding::{decode_g1, decode_g2, encode_g1, encode_g2, DecodeError, G2Bytes},
	shamir::random_scalar,
	suite::{g1, g2, G1, G2},
	Bls, Fr,
};
use ark_ec::AffineRepr;
use ark_ff::{Field, One, UniformRand, Zero};
use rand::{rngs::StdRng, SeedableRng};
use zeroize::Zeroizing;

const GENESIS: [u8; 32] = [1; 32];

/// Somebody without a credential, and what it wants to have attested.
struct Forger {
	rng: StdRng,
	keys: Vec<IssuerKey>,
	issuers: Vec<G1<Bls>>,
	secret: CredentialSecret,
	messages: Vec<Fr>,
	schema: Schema,
}

impl Forger {
	fn new() -> Self {
		let mut rng = StdRng::seed_from_u64(3);
		let keys: Vec<IssuerKey> = (0..3)
			.map(|_| IssuerSecret::generate(&mut rng).key::<Bls>())
			.collect();
		let secret = CredentialSecret::generate(&mut rng);
		let schema = Schema::new(vec![("a".into(), Kind::Bucket), ("b".into(), Kind::Integer)]).unwrap();
		let values = [Value::Bucket(b"wished for".to_vec()), Value::Integer(7)];
		Self {
			issuers: keys
				.iter()
				.map(|key| decode_g1::<Bls>(&key.pk1).unwrap())
				.collect(),
			messages: messages(&schema, Some(secret.scalar()), &[2; 32], 8_000, &values),
			keys,
			secret,
			schema,
			rng,
		}
	}

	fn statement(&self) -> Statement<'static, Bls> {
		let schema = self.schema.reference();
		let mut disclosed = vec![Disclosed::schema(&schema), Disclosed::quarter(&schema, 8_000)];
		disclosed.extend(Disclosed::buckets(&schema, &vec![(0, b"wished for".to_vec())]).unwrap());
		Statement {
			genesis: &GENESIS,
			schema,
			list: issuer_list_digest(&self.keys),
			accepted: &[true; 3],
			disclosed,
			link: None,
			context: b"context".to_vec(),
		}
	}

	/// `A' = g1^a`, `Abar = g1^b`, and Cbar of the messages: with r2 = 0 both equations of the proof hold.
	fn blinded(&mut self, a: Fr, b: Fr, bpk_prime: G1<Bls>, t: Fr) -> Blinded<Bls> {
		let r1 = random_scalar(&mut self.rng);
		Blinded {
			a_prime: (g1::<Bls>() * a).into(),
			a_bar: (g1::<Bls>() * b).into(),
			c_bar: (signed_point::<Bls>(&self.messages) * r1).into(),
			bpk_prime,
			secrets: Zeroizing::new(BlindingSecrets {
				t,
				e: a.inverse().map_or_else(Fr::zero, |inverse| -b * inverse),
				r1_inverse: r1.inverse().unwrap(),
				r2: Fr::zero(),
				gamma: Fr::zero(),
			}),
		}
	}

	fn points(blinded: &Blinded<Bls>, bpk: &G2<Bls>) -> Points {
		Points {
			bpk: encode_g2::<Bls>(bpk),
			bpk_prime: encode_g1::<Bls>(&blinded.bpk_prime),
			a_prime: encode_g1::<Bls>(&blinded.a_prime),
			a_bar: encode_g1::<Bls>(&blinded.a_bar),
			c_bar: encode_g1::<Bls>(&blinded.c_bar),
			link: None,
		}
	}

	fn respond(&mut self, points: &Points, blinded: &Blinded<Bls>) -> Responses {
		let statement = self.statement();
		respond(
			&statement,
			&mut statement.transcript(points),
			(&self.issuers, 0),
			blinded,
			&self.messages,
			&self.secret.to_bytes(),
			&mut self.rng,
		)
	}

	/// A verifier that hashes `bpk` in the place of what was sent, and takes the points as they are.
	fn weak_verifier(
		&self,
		points: &Points,
		decoded: &Decoded<Bls>,
		bpk: &G2Bytes,
		responses: &Responses,
	) -> bool {
		let statement = self.statement();
		let commitments =
			recompute(&statement, &statement.hidden(), &self.issuers, decoded, responses).unwrap();
		let hashed = Points {
			bpk: *bpk,
			..points.clone()
		};
		let mut transcript = statement.transcript(&hashed);
		challenge(&mut transcript, &commitments) == responses.challenge()
			&& pairing_holds(decoded, &batch_weight(&mut transcript, responses))
	}
}

#[test]
fn a_blinded_key_chosen_after_the_challenge_is_refused_because_the_challenge_covers_it() {
	let mut forger = Forger::new();
	let (a, b, t) = (
		random_scalar(&mut forger.rng),
		random_scalar(&mut forger.rng),
		random_scalar(&mut forger.rng),
	);
	let bpk_prime = (g1::<Bls>() * t + forger.issuers[0]).into();
	let blinded = forger.blinded(a, b, bpk_prime, t);
	let placeholder = g2::<Bls>();
	let responses = forger.respond(&Forger::points(&blinded, &placeholder), &blinded);

	// What is left is one equation in bpk.
	let statement = forger.statement();
	let hashed = Forger::points(&blinded, &placeholder);
	let decoded = Decoded::new(&hashed).unwrap();
	let mut transcript = statement.transcript(&hashed);
	let commitments = recompute(
		&statement,
		&statement.hidden(),
		&forger.issuers,
		&decoded,
		&responses,
	)
	.unwrap();
	assert_eq!(challenge(&mut transcript, &commitments), responses.challenge());
	let rho = batch_weight(&mut transcript, &responses);
	let pk2: G2<Bls> = decode_g2::<Bls>(&forger.keys[0].pk2).unwrap();
	let divisor = (a * rho + Fr::one()).inverse().unwrap();
	let bpk: G2<Bls> = ((g2::<Bls>() * (b * rho + t) + pk2) * divisor).into();

	let points = Forger::points(&blinded, &bpk);
	let decoded = Decoded::new(&points).unwrap();
	assert!(forger.weak_verifier(&points, &decoded, &encode_g2::<Bls>(&placeholder), &responses));
	assert_eq!(
		verify(&statement, &forger.issuers, &Proof { points, responses }).err(),
		Some(PresentationError::BadProof)
	);
}

#[test]
fn without_a_signature_an_honest_blinded_key_fails_on_the_pairing() {
	let mut forger = Forger::new();
	let (a, b, t) = (
		random_scalar(&mut forger.rng),
		random_scalar(&mut forger.rng),
		random_scalar(&mut forger.rng),
	);
	let bpk_prime = (g1::<Bls>() * t + forger.issuers[0]).into();
	let blinded = forger.blinded(a, b, bpk_prime, t);
	let pk2: G2<Bls> = decode_g2::<Bls>(&forger.keys[0].pk2).unwrap();
	let bpk: G2<Bls> = (g2::<Bls>() * t + pk2).into();
	let points = Forger::points(&blinded, &bpk);
	let responses = forger.respond(&points, &blinded);
	assert_eq!(
		verify(&forger.statement(), &forger.issuers, &Proof { points, responses }).err(),
		Some(PresentationError::NotSigned)
	);
}

#[test]
fn a_signature_that_is_the_identity_is_refused_because_it_would_be_everybodys() {
	let mut forger = Forger::new();
	let t = random_scalar(&mut forger.rng);
	let bpk_prime = (g1::<Bls>() * t + forger.issuers[0]).into();
	let blinded = forger.blinded(Fr::zero(), Fr::zero(), bpk_prime, t);
	let pk2: G2<Bls> = decode_g2::<Bls>(&forger.keys[0].pk2).unwrap();
	let bpk: G2<Bls> = (g2::<Bls>() * t + pk2).into();
	let points = Forger::points(&blinded, &bpk);
	let responses = forger.respond(&points, &blinded);
	let decoded = Decoded {
		bpk,
		bpk_prime,
		a_prime: G1::<Bls>::zero(),
		a_bar: G1::<Bls>::zero(),
		c_bar: blinded.c_bar,
		link: None,
	};
	assert!(forger.weak_verifier(&points, &decoded, &points.bpk.clone(), &responses));
	assert_eq!(
		verify(&forger.statement(), &forger.issuers, &Proof { points, responses }).err(),
		Some(PresentationError::Encoding(DecodeError::Identity))
	);
}

#[test]
fn a_key_of_ones_own_cannot_stand_for_an_accepted_one() {
	let mut forger = Forger::new();
	let x = random_scalar(&mut forger.rng);
	// With x known, (A, e) is a credential of the own key: A = C^{1/(x+e)}, e = 0, and t = 0.
	let r1 = random_scalar(&mut forger.rng);
	let c = signed_point::<Bls>(&forger.messages);
	let c_bar: G1<Bls> = (c * r1).into();
	let r2 = random_scalar(&mut forger.rng);
	let blinded = Blinded {
		a_prime: (c * (x.inverse().unwrap() * r1 * r2)).into(),
		a_bar: (c_bar * r2).into(),
		c_bar,
		bpk_prime: (g1::<Bls>() * x).into(),
		secrets: Zeroizing::new(BlindingSecrets {
			// No t leads from an accepted key to this one; any is as wrong.
			t: Fr::zero(),
			e: Fr::zero(),
			r1_inverse: r1.inverse().unwrap(),
			r2,
			gamma: Fr::zero(),
		}),
	};
	let bpk: G2<Bls> = (g2::<Bls>() * x).into();
	let points = Forger::points(&blinded, &bpk);
	let mut responses = forger.respond(&points, &blinded);
	let statement = forger.statement();
	let decoded = Decoded::<Bls>::new(&points).unwrap();
	// The signature is right; the branch that claims the key is accepted is not.
	assert!(pairing_holds(&decoded, &random_scalar(&mut forger.rng)));
	let proof = |responses: &Responses| Proof {
		points: points.clone(),
		responses: responses.clone(),
	};
	assert_eq!(
		verify(&statement, &forger.issuers, &proof(&responses)).err(),
		Some(PresentationError::BadProof)
	);
	// All branches made backwards: their challenges then are not those of the hash.
	for branch in &mut responses.issuers {
		*branch = (Fr::rand(&mut forger.rng), Fr::rand(&mut forger.rng));
	}
	assert_eq!(
		verify(&statement, &forger.issuers, &proof(&responses)).err(),
		Some(PresentationError::BadProof)
	);
}

#[test]
fn the_weight_of_the_pairings_is_not_known_before_every_response() {
	let mut forger = Forger::new();
	let t = random_scalar(&mut forger.rng);
	let bpk_prime = (g1::<Bls>() * t + forger.issuers[0]).into();
	let blinded = forger.blinded(Fr::one(), Fr::one(), bpk_prime, t);
	let points = Forger::points(&blinded, &g2::<Bls>());
	let responses = forger.respond(&points, &blinded);
	let statement = forger.statement();
	let weight = |responses: &Responses| batch_weight(&mut statement.transcript(&points), responses);
	let changes: [fn(&mut Responses); 6] = [
		|responses| responses.issuers[1].0 += Fr::one(),
		|responses| responses.issuers[2].1 += Fr::one(),
		|responses| responses.e += Fr::one(),
		|responses| responses.r2 += Fr::one(),
		|responses| responses.r1_inverse += Fr::one(),
		|responses| responses.messages[2] += Fr::one(),
	];
	for change in changes {
		let mut changed = responses.clone();
		change(&mut changed);
		assert_ne!(weight(&responses), weight(&changed));
	}
}
