//! Standing offers: claims by number of issuers and of hidden attributes, fulfilments, and what the buyer reads.

use crate::{
	floor::{floor, Floor},
	measure::time,
	summary::Summary,
};
use rand::rngs::OsRng;
use salus_crypto::{
	credential::{
		Claims, Credential, CredentialSecret, IssuanceContext, IssuerKey, IssuerSecret, Kind, Schema, Value,
	},
	encoding::{decode_g1, encode_g1},
	offer::{
		fulfil, nullifier_base, prepare_issuers, present_claim, verify_fulfilment, verify_offer_key, Claim,
		ClaimContext, ClaimStatement, ClaimTerms, DiscreteLog, FulfilContext, IssuersOnChain, OfferSecret,
		Predicate,
	},
	suite::{g1, Suite, G1},
	Bls, Fr,
};

const GENESIS: [u8; 32] = [1; 32];
const PAYEE: [u8; 32] = [2; 32];
const BUYER: [u8; 32] = [3; 32];
const OFFER: u64 = 7;
const QUARTER: u32 = 8_106;
const BUCKET: &[u8] = b"1950";
/// Attributes that are shown.
const SHOWN: u8 = 2;

/// Measures claims at 4, 16 and 64 issuers and 1, 10 and 20 hidden attributes.
pub fn run(summary: &mut Summary) {
	let floor = floor();
	summary.value("credential: decompress a point of G1", decompress(), "us");
	for (issuers, hidden) in [(4, 10), (16, 1), (16, 10), (16, 20), (64, 10)] {
		claims(summary, &floor, issuers, hidden);
	}
	fulfilments(summary, &floor);
}

fn decompress() -> f64 {
	let bytes = encode_g1::<Bls>(&g1::<Bls>());
	time(|| decode_g1::<Bls>(&bytes))
}

/// A patient with a credential of `hidden` attributes beside those shown, the first of them the integer.
struct Patient {
	keys: Vec<IssuerKey>,
	secret: CredentialSecret,
	schema: Schema,
	credential: Credential,
}

impl Patient {
	fn new(issuers: usize, hidden: u8) -> Self {
		let issuers: Vec<_> = (0..issuers).map(|_| IssuerSecret::generate(&mut OsRng)).collect();
		let keys: Vec<IssuerKey> = issuers.iter().map(IssuerSecret::key::<Bls>).collect();
		let secret = CredentialSecret::generate(&mut OsRng);
		let attributes: Vec<(String, Kind)> = (0..SHOWN + hidden)
			.map(|i| {
				let kind = if i == SHOWN { Kind::Integer } else { Kind::Bucket };
				(format!("attribute {i}"), kind)
			})
			.collect();
		let values = attributes
			.iter()
			.map(|(_, kind)| match kind {
				Kind::Integer => Value::Integer(72),
				Kind::Bucket => Value::Bucket(BUCKET.to_vec()),
			})
			.collect();
		let schema = Schema::new(attributes).expect("within the limits");
		let context = IssuanceContext {
			genesis: GENESIS,
			issuer: keys[0].pk1,
			patient: [4; 32],
			record: [5; 32],
		};
		let request = secret.request::<Bls>(&context, &mut OsRng);
		let claims = Claims {
			root: [6; 32],
			quarter: QUARTER,
			values,
		};
		let credential = issuers[0]
			.issue::<Bls>(&context, &request, &schema, claims, &mut OsRng)
			.expect("an honest request");
		Self {
			keys,
			secret,
			schema,
			credential,
		}
	}
}

fn claims(summary: &mut Summary, floor: &Floor, issuers: usize, hidden: u8) {
	let patient = Patient::new(issuers, hidden);
	let buyer = OfferSecret::generate(&mut OsRng);
	let context = ClaimContext {
		genesis: GENESIS,
		offer: OFFER,
		payee: PAYEE,
		buyer: BUYER,
		y: buyer.public::<Bls>(),
		price: 25,
		expiry: 1_000,
	};
	let set: &[&[u8]] = &[BUCKET];
	let predicates: Vec<Predicate<'_>> = (0..SHOWN).map(|index| Predicate { index, set }).collect();
	let accepted = vec![true; issuers];
	let terms = ClaimTerms {
		schema: patient.schema.reference(),
		predicates: &predicates,
		field: SHOWN,
		issuers: &patient.keys,
		accepted: &accepted,
	};
	let present = || {
		present_claim::<Bls>(&patient.credential, &patient.secret, &terms, &context, &mut OsRng)
			.expect("the credential satisfies the offer")
	};
	let prepared = prepare_issuers::<Bls>(&patient.keys).expect("distinct keys");
	let statement = ClaimStatement {
		context: &context,
		schema: patient.schema.reference(),
		predicates: &predicates,
		field: SHOWN,
		issuers: IssuersOnChain {
			digest: prepared.digest,
			pk1: &prepared.pk1,
			accepted: &accepted,
		},
		nullifier_base: nullifier_base::<Bls>(&GENESIS, OFFER),
	};
	let claim = present();
	let verify = || {
		Claim::parse(&claim)
			.and_then(|claim| claim.verify::<Bls>(&statement))
			.expect("an honest claim")
	};
	// Powers in G1 that the verification has: 3 an issuer, the messages with g1 and Cbar, and 11 others.
	let powers = 3 * issuers + usize::from(SHOWN + hidden) + 4 + 2 + 11;
	let alone = powers as f64 * floor.g1 + floor.pairing2;
	let name = format!("{issuers} issuers, {hidden} hidden attributes");
	summary.beside(
		format!("claim, {name}: present"),
		time(present),
		"us",
		"its verification's powers and pairings",
		alone,
	);
	summary.beside(
		format!("claim, {name}: verify"),
		time(verify),
		"us",
		"its powers one by one, two pairings",
		alone,
	);
	summary.value(format!("claim, {name}: size"), claim.len() as f64, "bytes");
	let credential = &patient.credential;
	if (issuers, hidden) == (16, 10) {
		let verified = || credential.verify::<Bls>(&patient.secret).expect("signed");
		summary.value("credential: the holder verifies it", time(verified), "us");
		summary.value(
			"offer: prepare 16 issuers",
			time(|| prepare_issuers::<Bls>(&patient.keys)),
			"us",
		);
	}
}

fn fulfilments(summary: &mut Summary, floor: &Floor) {
	let patient = Patient::new(4, 2);
	let buyer = OfferSecret::generate(&mut OsRng);
	let context = salus_crypto::keys::KeyContext {
		genesis: GENESIS,
		account: BUYER,
	};
	let (y, proof) = buyer.register::<Bls>(&context, &mut OsRng);
	let stored = verify_offer_key::<Bls>(&y, &proof, &context).expect("an honest key");
	let slot = FulfilContext {
		genesis: GENESIS,
		offer: OFFER,
		slot: 1,
		payee: PAYEE,
	};
	let set: &[&[u8]] = &[BUCKET];
	let predicates: Vec<Predicate<'_>> = (0..SHOWN).map(|index| Predicate { index, set }).collect();
	let claim_context = ClaimContext {
		genesis: GENESIS,
		offer: OFFER,
		payee: PAYEE,
		buyer: BUYER,
		y,
		price: 25,
		expiry: 1_000,
	};
	let accepted = [true; 4];
	let terms = ClaimTerms {
		schema: patient.schema.reference(),
		predicates: &predicates,
		field: SHOWN,
		issuers: &patient.keys,
		accepted: &accepted,
	};
	let claim = present_claim::<Bls>(
		&patient.credential,
		&patient.secret,
		&terms,
		&claim_context,
		&mut OsRng,
	)
	.expect("the credential satisfies the offer");
	let prepared = prepare_issuers::<Bls>(&patient.keys).expect("distinct keys");
	let statement = ClaimStatement {
		context: &claim_context,
		schema: patient.schema.reference(),
		predicates: &predicates,
		field: SHOWN,
		issuers: IssuersOnChain {
			digest: prepared.digest,
			pk1: &prepared.pk1,
			accepted: &accepted,
		},
		nullifier_base: nullifier_base::<Bls>(&GENESIS, OFFER),
	};
	let commitment = Claim::parse(&claim)
		.and_then(|claim| claim.verify::<Bls>(&statement))
		.expect("an honest claim")
		.commitment;
	let make = || {
		fulfil::<Bls>(&patient.credential, &patient.secret, SHOWN, &slot, &y, &mut OsRng)
			.expect("the field is an integer")
	};
	let fulfilment = make();
	let check = || verify_fulfilment::<Bls>(&slot, &stored, &commitment, &fulfilment).expect("honest");
	summary.beside("fulfil: make", time(make), "us", "11 G1 alone", 11.0 * floor.g1);
	summary.beside("fulfil: verify", time(check), "us", "8 G1 alone", 8.0 * floor.g1);

	summary.value(
		"discrete logarithm: table, 1 MiB",
		time(DiscreteLog::<Bls>::new),
		"us",
	);
	let table = DiscreteLog::<Bls>::new();
	let read = || buyer.decrypt(&fulfilment, &table).expect("below 2^32");
	summary.value("discrete logarithm: a value of two digits", time(read), "us");
	let highest: G1<Bls> = Bls::msm_g1(&[g1::<Bls>()], &[Fr::from(u32::MAX)]).into();
	let worst = || table.solve(&highest).expect("below 2^32");
	summary.value("discrete logarithm: 2^32 - 1", time(worst), "us");
}
