//! Standing offers: who may claim, what a claim gives away, what fulfils it, and what is refused.

mod claim;
mod codecs;
#[path = "../vector_file/counter.rs"]
mod counter;
mod decryption;
mod fulfilment;
mod issuers;
mod terms;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;
#[path = "../credential/world.rs"]
#[allow(dead_code)]
mod world;

use salus_crypto::{credential::*, offer::*, Bls};
use world::*;

const OFFER: u64 = 17;
const DECADES: &[&[u8]] = &[b"1950", b"1960", b"1970"];
const YES: &[&[u8]] = &[b"yes"];
const PREDICATES: &[Predicate<'static>] = &[
	Predicate {
		index: BIRTH,
		set: DECADES,
	},
	Predicate {
		index: CONDITION,
		set: YES,
	},
];

/// "Type-2 diabetes, born 1950 to 1979, the latest HbA1c", from any of four hospitals.
struct Offer {
	world: World,
	buyer: OfferSecret,
	context: ClaimContext,
	issuers: PreparedIssuers,
	accepted: Vec<bool>,
	base: StoredG1,
}

impl Offer {
	fn new() -> Self {
		Self::of(World::new())
	}

	fn of(mut world: World) -> Self {
		let buyer = OfferSecret::generate(&mut world.rng);
		Self {
			context: ClaimContext {
				genesis: GENESIS,
				offer: OFFER,
				payee: PAYEE,
				buyer: BUYER,
				y: buyer.public::<Bls>(),
				price: 25,
				expiry: 1_000,
			},
			issuers: prepare_issuers::<Bls>(&world.keys).unwrap(),
			accepted: vec![true; world.keys.len()],
			base: nullifier_base::<Bls>(&GENESIS, OFFER),
			world,
			buyer,
		}
	}

	fn statement(&self) -> ClaimStatement<'_> {
		ClaimStatement {
			context: &self.context,
			schema: schema().reference(),
			predicates: PREDICATES,
			field: HBA1C,
			issuers: IssuersOnChain {
				digest: self.issuers.digest,
				pk1: &self.issuers.pk1,
				accepted: &self.accepted,
			},
			nullifier_base: self.base,
		}
	}

	fn present(&mut self, credential: &Credential) -> Result<Vec<u8>, PresentError> {
		let terms = ClaimTerms {
			schema: schema().reference(),
			predicates: PREDICATES,
			field: HBA1C,
			issuers: &self.world.keys,
			accepted: &self.accepted,
		};
		present_claim::<Bls>(
			credential,
			&self.world.secret,
			&terms,
			&self.context,
			&mut self.world.rng,
		)
	}

	fn claim(&mut self, issuer: usize) -> Vec<u8> {
		let credential = self.world.issue(issuer);
		self.present(&credential).unwrap()
	}

	fn verify(&self, claim: &[u8]) -> Result<ClaimedValue, PresentationError> {
		Claim::parse(claim)?.verify::<Bls>(&self.statement())
	}

	fn slot(&self) -> FulfilContext {
		FulfilContext {
			genesis: GENESIS,
			offer: OFFER,
			slot: 3,
			payee: PAYEE,
		}
	}

	fn fulfil(&mut self, credential: &Credential) -> Fulfilment {
		let (slot, y) = (self.slot(), self.context.y);
		fulfil::<Bls>(
			credential,
			&self.world.secret,
			HBA1C,
			&slot,
			&y,
			&mut self.world.rng,
		)
		.unwrap()
	}

	fn stored_y(&self) -> StoredG1 {
		StoredG1::new::<Bls>(&salus_crypto::encoding::decode_g1::<Bls>(&self.context.y).unwrap())
	}
}
