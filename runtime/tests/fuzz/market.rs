//! What is sold on the fuzzed chain: credentials, what is proven with them, and the draws of sales.

use super::secrets::Secrets;
use frame_support::traits::UnixTime;
use rand::{rngs::StdRng, seq::SliceRandom, Rng};
use salus_crypto::{
	credential::{
		quarter_of, Claims, Credential, CredentialSecret, IssuanceContext, IssuerKey, Kind, Schema, Value,
	},
	offer::{self, Claim, ClaimContext, ClaimTerms, FulfilContext, OfferSecret},
	sale::{self, Draw, OrderTerms},
	Bls,
};
use salus_primitives::trade::{OfferId, OfferInfo, OrderId, SlotIndex};
use salus_runtime::{AccountId, Balance, BlockNumber, Timestamp};
use std::collections::BTreeMap;

/// Patients with credentials: more than there are values in an offer, since each claims once at a time.
const PATIENTS: usize = 12;
/// What every one of them has.
pub const DISEASE: &[u8] = b"E11";
/// The attribute that says so.
pub const DIAGNOSIS: u8 = 0;
/// The attribute that is bought.
pub const FIELD: u8 = 1;

struct Patient {
	secret: CredentialSecret,
	value: u32,
}

/// Credentials and secrets of trades.
pub struct Market {
	y: OfferSecret,
	patients: Vec<Patient>,
	/// By the patient's place and the issuer's key.
	credentials: BTreeMap<(usize, [u8; 48]), Credential>,
	/// Which patient claimed, by nullifier.
	claimed: BTreeMap<[u8; 48], usize>,
	draws: BTreeMap<OrderId, (sale::Proposal, Draw)>,
}

/// What hospitals attest.
pub fn schema() -> Schema {
	let attributes = vec![
		("diagnosis".to_owned(), Kind::Bucket),
		("hba1c".to_owned(), Kind::Integer),
	];
	Schema::new(attributes).expect("two names")
}

impl Market {
	/// Patients, and whoever buys of them.
	pub fn new(dice: &mut StdRng) -> Self {
		let patients = (0..PATIENTS)
			.map(|_| Patient {
				secret: CredentialSecret::generate(dice),
				value: dice.gen_range(40..120),
			})
			.collect();
		Self {
			y: OfferSecret::generate(dice),
			patients,
			credentials: BTreeMap::new(),
			claimed: BTreeMap::new(),
			draws: BTreeMap::new(),
		}
	}

	/// The key of offers, and its proof for `buyer`.
	pub fn key(&self, dice: &mut StdRng, secrets: &Secrets, buyer: &AccountId) -> ([u8; 48], [u8; 64]) {
		self.y.register::<Bls>(&secrets.context(buyer), dice)
	}

	/// A claim of some patient, if enough of the offer's issuers are accepted for one to hide among.
	pub fn claim(
		&mut self,
		dice: &mut StdRng,
		secrets: &Secrets,
		offer: &OfferInfo<AccountId, Balance, BlockNumber>,
		payee: &AccountId,
		expiry: BlockNumber,
	) -> Option<Vec<u8>> {
		let accepted: Vec<bool> = offer.issuers.iter().map(|issuer| issuer.accepted).collect();
		let keys: Vec<_> = offer.issuers.iter().filter(|issuer| issuer.accepted).collect();
		let pk1 = keys.choose(dice)?.pk1;
		let place = dice.gen_range(0..self.patients.len());
		let credential = self.credential(dice, secrets, place, pk1)?;
		let issuers: Vec<_> = offer
			.issuers
			.iter()
			.map(|issuer| IssuerKey {
				pk1: issuer.pk1,
				pk2: issuer.pk2,
			})
			.collect();
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
		let terms = ClaimTerms {
			schema: schema().reference(),
			predicates: &predicates,
			field: offer.field,
			issuers: &issuers,
			accepted: &accepted,
		};
		let context = ClaimContext {
			genesis: secrets.genesis(),
			offer: offer.id,
			payee: payee.clone().into(),
			buyer: offer.buyer.clone().into(),
			y: offer.key,
			price: offer.price,
			expiry: expiry.into(),
		};
		let secret = &self.patients[place].secret;
		let bytes = offer::present_claim::<Bls>(&credential, secret, &terms, &context, dice).ok()?;
		let claim = Claim::parse(&bytes).expect("it was made now");
		self.claimed.insert(*claim.nullifier(), place);
		Some(bytes)
	}

	/// What fulfils the slot that somebody claimed with this nullifier.
	pub fn fulfil(
		&self,
		dice: &mut StdRng,
		secrets: &Secrets,
		(offer, slot): (OfferId, SlotIndex),
		payee: &AccountId,
		nullifier: &[u8; 48],
	) -> Option<[u8; 224]> {
		let place = *self.claimed.get(nullifier)?;
		// The same value stands in every credential of a patient.
		let mut credentials = self.credentials.iter();
		let (_, credential) = credentials.find(|((owner, _), _)| *owner == place)?;
		let context = FulfilContext {
			genesis: secrets.genesis(),
			offer,
			slot: slot.into(),
			payee: payee.clone().into(),
		};
		let secret = &self.patients[place].secret;
		offer::fulfil::<Bls>(credential, secret, FIELD, &context, &self.y.public::<Bls>(), dice)
			.ok()?
			.to_bytes()
			.try_into()
			.ok()
	}

	/// A credential that the hospital of this key gave to a patient.
	fn credential(
		&mut self,
		dice: &mut StdRng,
		secrets: &Secrets,
		place: usize,
		pk1: [u8; 48],
	) -> Option<Credential> {
		if let Some(credential) = self.credentials.get(&(place, pk1)) {
			return Some(credential.clone());
		}
		let issuer = secrets.issuer(&pk1)?;
		let Patient { secret, value } = &self.patients[place];
		let context = IssuanceContext {
			genesis: secrets.genesis(),
			issuer: pk1,
			patient: [1; 32],
			record: [2; 32],
		};
		let claims = Claims {
			root: [3; 32],
			quarter: quarter_of(Timestamp::now().as_secs()),
			values: vec![Value::Bucket(DISEASE.to_vec()), Value::Integer(*value)],
		};
		let request = secret.request::<Bls>(&context, dice);
		let credential = issuer
			.issue::<Bls>(&context, &request, &schema(), claims, dice)
			.expect("the hospital issues");
		self.credentials.insert((place, pk1), credential.clone());
		Some(credential)
	}

	/// A sale on these terms, if the buyer's key is one.
	pub fn propose(&mut self, dice: &mut StdRng, terms: OrderTerms) -> Option<sale::Proposal> {
		let draw = Draw::generate(&terms, dice).ok()?;
		let proposal = sale::Proposal {
			terms,
			commitments: draw.commitments(),
			bundle: dice.gen(),
		};
		let order = OrderId::from(sale::order_id(&terms));
		self.draws.insert(order, (proposal, draw));
		Some(proposal)
	}

	/// The key of a locked sale, before its deadline.
	pub fn reveal(&self, order: &OrderId, now: BlockNumber) -> Option<[u8; 32]> {
		let (proposal, draw) = self.draws.get(order)?;
		draw.reveal(proposal, &proposal.lock_terms(), now.into()).ok()
	}
}
