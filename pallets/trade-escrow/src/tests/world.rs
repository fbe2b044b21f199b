//! The keys, credentials and proofs of the tests: real ones.

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{assert_ok, dispatch::DispatchResult, BoundedVec};
use rand_core::{CryptoRng, RngCore};
use salus_crypto::{
	credential::{
		quarter_of, Claims, Credential, CredentialSecret, IssuanceContext, IssuerKey, IssuerSecret, Kind,
		Schema, Value,
	},
	keys::KeyContext,
	offer::{self, ClaimContext, ClaimTerms, DiscreteLog, FulfilContext, OfferSecret},
	sale::{self, Draw, TradeSecret},
	Bls,
};
use salus_primitives::{
	hospital::HospitalId,
	trade::{OfferId, OrderId, Predicate, SlotIndex},
	AccountId, Balance, BlockNumber, Hash,
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use std::sync::OnceLock;

/// Bytes that are the same in every run; what is tested does not depend on their secrecy.
pub struct Steady(pub u64);

impl RngCore for Steady {
	fn next_u32(&mut self) -> u32 {
		rand_core::impls::next_u32_via_fill(self)
	}
	fn next_u64(&mut self) -> u64 {
		self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
		self.0 ^ (self.0 >> 29)
	}
	fn fill_bytes(&mut self, bytes: &mut [u8]) {
		rand_core::impls::fill_bytes_via_next(self, bytes);
	}
	fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
		self.fill_bytes(bytes);
		Ok(())
	}
}

impl CryptoRng for Steady {}

/// Hospitals that issue.
pub const HOSPITALS: [HospitalId; 4] = [1, 2, 3, 4];
/// What a value costs.
pub const PRICE: Balance = 5_000;
/// What a sale costs.
pub const SALE_PRICE: Balance = 70_000;

/// A patient with a credential.
pub struct Patient {
	pub secret: CredentialSecret,
	pub credential: Credential,
	pub hospital: HospitalId,
	pub value: u32,
}

struct World {
	issuers: Vec<IssuerSecret>,
	patients: Vec<Patient>,
}

fn world() -> &'static World {
	static WORLD: OnceLock<World> = OnceLock::new();
	WORLD.get_or_init(|| {
		let mut rng = Steady(7);
		let issuers: Vec<_> = HOSPITALS
			.iter()
			.map(|_| IssuerSecret::generate(&mut rng))
			.collect();
		let patients = [
			(1, "E11", "1950s", 61),
			(2, "E11", "1960s", 72),
			(3, "E11", "1970s", 0),
			(4, "E11", "1950s", u32::MAX),
			(1, "I10", "1950s", 40),
			(2, "E11", "1990s", 50),
			(2, "E11", "1950s", 66),
		]
		.map(|(hospital, code, born, value)| {
			let issuer = &issuers[hospital as usize - 1];
			issue(
				issuer,
				hospital,
				code,
				born,
				value,
				quarter_of(NOVEMBER),
				&mut rng,
			)
		});
		World {
			issuers,
			patients: patients.into(),
		}
	})
}

fn issue(
	issuer: &IssuerSecret,
	hospital: HospitalId,
	code: &str,
	born: &str,
	value: u32,
	quarter: u32,
	rng: &mut Steady,
) -> Patient {
	let secret = CredentialSecret::generate(rng);
	let context = IssuanceContext {
		genesis: GENESIS.0,
		issuer: issuer.key::<Bls>().pk1,
		patient: [1; 32],
		record: [2; 32],
	};
	let request = secret.request::<Bls>(&context, rng);
	let claims = Claims {
		root: [9; 32],
		quarter,
		values: vec![
			Value::Bucket(code.into()),
			Value::Bucket(born.into()),
			Value::Integer(value),
		],
	};
	let credential = issuer
		.issue::<Bls>(&context, &request, &schema(), claims, rng)
		.unwrap();
	Patient {
		secret,
		credential,
		hospital,
		value,
	}
}

/// Patient number `n`: 0 to 3 qualify, of a hospital each; 4 has another diagnosis, 5 was born too late; 6 qualifies, of the hospital of 1.
pub fn patient(n: usize) -> &'static Patient {
	&world().patients[n]
}

/// The schema of the credentials.
pub fn schema() -> Schema {
	Schema::new(vec![
		("diagnosis".into(), Kind::Bucket),
		("born".into(), Kind::Bucket),
		("hba1c".into(), Kind::Integer),
	])
	.unwrap()
}

fn issuer_key(hospital: HospitalId) -> IssuerKey {
	world().issuers[hospital as usize - 1].key::<Bls>()
}

/// Registers the hospitals and the buyers' trade keys.
pub fn found() {
	for hospital in HOSPITALS {
		let key = issuer_key(hospital);
		Registry::found(hospital, key.pk1, key.pk2);
	}
	for buyer in [buyer(), rival()] {
		Registry::register(&buyer, trade_secret(&buyer).public());
	}
}

/// Gives a hospital another key.
pub fn rotate(hospital: HospitalId) {
	let key = IssuerSecret::generate(&mut Steady(99)).key::<Bls>();
	Registry::found(hospital, key.pk1, key.pk2);
}

fn seed(who: &AccountId) -> u64 {
	let bytes: &[u8] = who.as_ref();
	1_000 + u64::from(bytes[0])
}

/// y of a buyer of fields.
pub fn trade_secret(who: &AccountId) -> TradeSecret {
	TradeSecret::generate(&mut Steady(seed(who)))
}

/// y of a buyer of values.
pub fn offer_secret(who: &AccountId) -> OfferSecret {
	OfferSecret::generate(&mut Steady(seed(who) + 500))
}

fn key_context(who: &AccountId) -> KeyContext {
	KeyContext {
		genesis: GENESIS.0,
		account: who.clone().into(),
	}
}

/// A bucket.
pub fn bucket(text: &str) -> salus_primitives::trade::Bucket {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// What `buyer` asks for: the value of diabetics born 1950 to 1979, `number` times.
pub fn request(buyer: &AccountId, number: u32) -> OfferRequestOf<Test> {
	let (key, key_proof) = offer_secret(buyer).register::<Bls>(&key_context(buyer), &mut Steady(3));
	let any_of = |texts: &[&str]| BoundedVec::truncate_from(texts.iter().map(|text| bucket(text)).collect());
	OfferRequest {
		schema: schema().to_bytes().try_into().unwrap(),
		predicates: BoundedVec::truncate_from(vec![
			Predicate {
				attribute: 0,
				any_of: any_of(&["E11"]),
			},
			Predicate {
				attribute: 1,
				any_of: any_of(&["1950s", "1960s", "1970s"]),
			},
		]),
		field: 2,
		issuers: HOSPITALS.to_vec().try_into().unwrap(),
		price: PRICE,
		number,
		bond: 0,
		key,
		key_proof,
		deadline: System::block_number() + 200,
		fulfil_blocks: LEAST_FULFILMENT,
	}
}

/// Posts an offer and returns its number.
pub fn post(buyer: &AccountId, request: OfferRequestOf<Test>) -> OfferId {
	let id = NextOffer::<Test>::get();
	assert_ok!(TradeEscrow::post_offer(
		RuntimeOrigin::signed(buyer.clone()),
		request
	));
	id
}

/// The offer that most tests speak of: the first of the buyer, for three values.
pub fn posted() -> OfferId {
	post(&buyer(), request(&buyer(), 3))
}

/// The presentation of a patient for a payee, valid until `expiry`; none if the wallet refuses.
pub fn presentation(
	patient: &Patient,
	id: OfferId,
	payee: &AccountId,
	expiry: BlockNumber,
) -> Option<Presentation> {
	let offer = TradeEscrow::api_offer(id).unwrap();
	let sets: Vec<Vec<&[u8]>> = offer
		.predicates
		.iter()
		.map(|predicate| predicate.any_of.iter().map(|bucket| bucket.as_slice()).collect())
		.collect();
	let predicates: Vec<_> = offer
		.predicates
		.iter()
		.zip(&sets)
		.map(|(predicate, set)| offer::Predicate {
			index: predicate.attribute,
			set,
		})
		.collect();
	let issuers: Vec<_> = offer
		.issuers
		.iter()
		.map(|issuer| IssuerKey {
			pk1: issuer.pk1,
			pk2: issuer.pk2,
		})
		.collect();
	let accepted: Vec<_> = offer.issuers.iter().map(|issuer| issuer.accepted).collect();
	let terms = ClaimTerms {
		schema: schema().reference(),
		predicates: &predicates,
		field: offer.field,
		issuers: &issuers,
		accepted: &accepted,
	};
	let context = ClaimContext {
		genesis: GENESIS.0,
		offer: id,
		payee: payee.clone().into(),
		buyer: offer.buyer.clone().into(),
		y: offer.key,
		price: offer.price,
		expiry: expiry.into(),
	};
	let mut rng = Steady(u64::from(expiry) + 17);
	offer::present_claim::<Bls>(&patient.credential, &patient.secret, &terms, &context, &mut rng)
		.ok()
		.map(|bytes| bytes.try_into().unwrap())
}

/// The claim of a patient for a payee, valid for ten blocks.
pub fn claim(patient: &Patient, offer: OfferId, payee: &AccountId) -> Call<Test> {
	let expiry = System::block_number() + 10;
	Call::claim_slot {
		offer,
		payee: payee.clone(),
		expiry,
		presentation: presentation(patient, offer, payee, expiry).unwrap(),
	}
}

/// A patient claims for a payee; returns the slot.
pub fn claimed(n: usize, offer: OfferId, payee: &AccountId) -> SlotIndex {
	let slot = Offers::<Test>::get(offer).unwrap().claims;
	assert_eq!(submit(claim(patient(n), offer, payee)), Ok(Ok(())));
	slot
}

/// What a patient fulfils a slot with.
pub fn fulfilment(patient: &Patient, offer: OfferId, slot: SlotIndex, payee: &AccountId) -> FulfilmentBytes {
	let context = FulfilContext {
		genesis: GENESIS.0,
		offer,
		slot: slot.into(),
		payee: payee.clone().into(),
	};
	let y = Offers::<Test>::get(offer).unwrap().key;
	let mut rng = Steady(u64::from(slot) + 29);
	offer::fulfil::<Bls>(&patient.credential, &patient.secret, 2, &context, &y, &mut rng)
		.unwrap()
		.to_bytes()
		.try_into()
		.unwrap()
}

/// The call that fulfils a slot.
pub fn fulfil(n: usize, offer: OfferId, slot: SlotIndex, payee: &AccountId) -> Call<Test> {
	Call::fulfil_slot {
		offer,
		slot,
		fulfilment: fulfilment(patient(n), offer, slot, payee),
	}
}

/// What the buyer decrypts of a paid slot.
pub fn decrypted(buyer: &AccountId, offer: OfferId, slot: SlotIndex) -> Option<u32> {
	static LOGARITHMS: OnceLock<DiscreteLog<Bls>> = OnceLock::new();
	let SlotState::Paid { e1, e2, .. } = Slots::<Test>::get(offer, slot)?.state else {
		return None;
	};
	let fulfilment = offer::Fulfilment {
		e1,
		e2,
		proof: [0; 128],
	};
	offer_secret(buyer)
		.decrypt::<Bls>(&fulfilment, LOGARITHMS.get_or_init(DiscreteLog::new))
		.ok()
}

/// A sale that a seller prepares: what it proposes, and what it draws for it.
pub struct Prepared {
	pub seller: AccountId,
	pub proposal: ProposalOf<Test>,
	pub terms: sale::OrderTerms,
	pub draw: Draw,
}

impl Prepared {
	/// Sale number `nonce` of `seller` to `buyer`, with a deadline in `blocks`.
	pub fn new(seller: &AccountId, buyer: &AccountId, nonce: u8, blocks: BlockNumber) -> Self {
		let deadline = System::block_number() + blocks;
		let terms = sale::OrderTerms {
			genesis: GENESIS.0,
			seller: seller.clone().into(),
			buyer: buyer.clone().into(),
			y: trade_secret(buyer).public(),
			price: SALE_PRICE,
			deadline: deadline.into(),
			terms: [5; 32],
			nonce: [nonce; 32],
		};
		let draw = Draw::generate(&terms, &mut Steady(u64::from(nonce) + 41)).unwrap();
		let sale::Commitments { q_prime, r } = draw.commitments();
		Self {
			seller: seller.clone(),
			proposal: Proposal {
				buyer: buyer.clone(),
				price: SALE_PRICE,
				deadline,
				terms: Hash::from(terms.terms),
				nonce: Hash::from(terms.nonce),
				q_prime,
				r,
				bundle: Hash::repeat_byte(6),
			},
			terms,
			draw,
		}
	}

	/// Its identifier.
	pub fn order(&self) -> OrderId {
		OrderId::from(sale::order_id(&self.terms))
	}

	fn on_chain(&self) -> sale::Proposal {
		sale::Proposal {
			terms: self.terms,
			commitments: self.draw.commitments(),
			bundle: self.proposal.bundle.0,
		}
	}

	/// kappa'.
	pub fn key(&self) -> [u8; 32] {
		let own = self.on_chain();
		self.draw.reveal(&own, &own.lock_terms(), 0).unwrap()
	}

	/// Proposes it.
	pub fn propose(&self) -> DispatchResult {
		TradeEscrow::propose_sale(RuntimeOrigin::signed(self.seller.clone()), self.proposal.clone())
	}

	/// The buyer locks it.
	pub fn lock(&self) -> DispatchResult {
		self.lock_as(&self.proposal.buyer)
	}

	/// Somebody locks it.
	pub fn lock_as(&self, who: &AccountId) -> DispatchResult {
		let Proposal {
			q_prime,
			r,
			bundle,
			price,
			..
		} = self.proposal.clone();
		TradeEscrow::lock(
			RuntimeOrigin::signed(who.clone()),
			self.order(),
			q_prime,
			r,
			bundle,
			price,
		)
	}

	/// The seller reveals.
	pub fn reveal(&self) -> DispatchResult {
		TradeEscrow::reveal(
			RuntimeOrigin::signed(self.seller.clone()),
			self.order(),
			self.key(),
		)
	}
}

/// A proposed sale of the seller to the buyer, with a deadline in 50 blocks.
pub fn proposed() -> Prepared {
	let sale = Prepared::new(&seller(), &buyer(), 1, 50);
	assert_ok!(sale.propose());
	sale
}

/// The same, locked.
pub fn locked() -> Prepared {
	let sale = proposed();
	assert_ok!(sale.lock());
	sale
}

/// How a transaction that nobody signed is refused.
pub fn refused(error: Error<Test>) -> Result<DispatchResult, TransactionValidityError> {
	Err(InvalidTransaction::Custom(error.encode()[0]).into())
}

/// How such a transaction is told to wait for another block.
pub fn postponed() -> Result<DispatchResult, TransactionValidityError> {
	Err(InvalidTransaction::ExhaustsResources.into())
}
