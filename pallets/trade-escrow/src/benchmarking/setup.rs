//! Sales, offers, credentials and proofs for the benchmarks.

use crate::*;
use alloc::{string::String, vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate, Get, UnixTime},
	BoundedVec,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use salus_crypto::{
	credential::{
		quarter_of, Claims, Credential, CredentialSecret, IssuanceContext, IssuerKey, IssuerSecret, Kind,
		Schema, Value, MAX_NAME,
	},
	keys::KeyContext,
	offer::{self, ClaimContext, ClaimTerms, FulfilContext, OfferSecret},
	sale::{self, Draw, TradeSecret},
};
use salus_primitives::{
	benchmarking::Counter,
	hospital::HospitalId,
	trade::{Bucket, OfferId, OrderId, Predicate, MAX_BUCKET, MAX_PREDICATE_VALUES},
	traits::IssuerRegistry,
	Hash,
};
use sp_runtime::traits::{Bounded, SaturatedConversion, Saturating};

/// Blocks to spare: the framework may set the first block between preparation and call.
const SPARE: u32 = 10;

fn stop<E>(what: &'static str) -> impl Fn(E) -> BenchmarkError {
	move |_| BenchmarkError::Stop(what)
}

pub(super) fn funded<T: Config>(account: T::AccountId) -> T::AccountId {
	T::Currency::set_balance(&account, BalanceOf::<T>::max_value() / 1_000_000_000u32.into());
	account
}

pub(super) fn signed<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

fn later<T: Config>(blocks: BlockNumberFor<T>) -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number().saturating_add(blocks)
}

pub(super) fn wait<T: Config>(blocks: BlockNumberFor<T>) {
	frame_system::Pallet::<T>::set_block_number(later::<T>(blocks));
}

fn price<T: Config>() -> BalanceOf<T> {
	BalanceOf::<T>::max_value() / 1_000_000_000_000u64.saturated_into()
}

/// A sale that the seller can propose, and what it will reveal.
pub(super) struct Sold<T: Config> {
	pub seller: T::AccountId,
	pub proposal: ProposalOf<T>,
	pub order: OrderId,
	pub key: [u8; 32],
}

impl<T: Config> Sold<T> {
	pub fn new(seller: T::AccountId) -> Result<Self, BenchmarkError> {
		let seller = funded::<T>(seller);
		let buyer = funded::<T>(account("buyer", 0, 0));
		let y = TradeSecret::generate(&mut Counter(1)).public();
		T::Issuers::benchmark_trade_key(&buyer, y);
		let deadline = later::<T>(T::LockMargin::get().saturating_add(SPARE.into()));
		let terms = sale::OrderTerms {
			genesis: Pallet::<T>::genesis().0,
			seller: seller.clone().into(),
			buyer: buyer.clone().into(),
			y,
			price: price::<T>().saturated_into(),
			deadline: deadline.saturated_into(),
			terms: [1; 32],
			nonce: [2; 32],
		};
		let draw = Draw::generate(&terms, &mut Counter(2)).map_err(stop("the seller draws"))?;
		let commitments = draw.commitments();
		let own = sale::Proposal {
			terms,
			commitments,
			bundle: [3; 32],
		};
		let key = draw
			.reveal(&own, &own.lock_terms(), 0)
			.map_err(stop("the seller reveals"))?;
		Ok(Self {
			seller,
			order: OrderId::from(sale::order_id(&terms)),
			proposal: Proposal {
				buyer,
				price: price::<T>(),
				deadline,
				terms: Hash::from(terms.terms),
				nonce: Hash::from(terms.nonce),
				q_prime: commitments.q_prime,
				r: commitments.r,
				bundle: Hash::from(own.bundle),
			},
			key,
		})
	}

	pub fn proposed(seller: T::AccountId) -> Result<Self, BenchmarkError> {
		let sold = Self::new(seller)?;
		assert_ok!(Pallet::<T>::propose_sale(
			signed::<T>(&sold.seller),
			sold.proposal.clone()
		));
		Ok(sold)
	}

	pub fn locked(seller: T::AccountId) -> Result<Self, BenchmarkError> {
		let sold = Self::proposed(seller)?;
		let Proposal {
			buyer,
			q_prime,
			r,
			bundle,
			price,
			..
		} = sold.proposal.clone();
		assert_ok!(Pallet::<T>::lock(
			signed::<T>(&buyer),
			sold.order,
			q_prime,
			r,
			bundle,
			price
		));
		Ok(sold)
	}

	pub fn state(&self) -> Option<SaleState<BlockNumberFor<T>>> {
		Sales::<T>::get(self.order).map(|sale| sale.state)
	}
}

/// Attributes with the longest names: buckets, and one number at the end.
pub(super) fn schema(attributes: u32) -> Result<Schema, BenchmarkError> {
	let names = (1..=attributes).map(|n| {
		let mut name: String = alloc::format!("{n:04}");
		while name.len() < MAX_NAME {
			name.push('a');
		}
		let kind = if n == attributes {
			Kind::Integer
		} else {
			Kind::Bucket
		};
		(name, kind)
	});
	Schema::new(names.collect()).map_err(stop("a schema is made"))
}

fn bucket(n: u32) -> Bucket {
	let mut bytes = vec![b'b'; MAX_BUCKET as usize];
	for (place, byte) in bytes.iter_mut().zip(n.to_le_bytes()) {
		*place = byte;
	}
	Bucket::truncate_from(bytes)
}

/// Hospitals that issue; the first has this secret.
pub(super) fn issuers<T: Config>(number: u32) -> (IssuerSecret, Vec<HospitalId>) {
	let secret = |n: u32| IssuerSecret::generate(&mut Counter(u64::from(n) + 100));
	let hospitals = (0..number)
		.map(|n| {
			let IssuerKey { pk1, pk2 } = secret(n).key::<T::Suite>();
			T::Issuers::benchmark_issuer(&account("operator", n, 0), n, pk1, pk2)
		})
		.collect();
	(secret(0), hospitals)
}

/// What a buyer may ask for: as much as there may be.
pub(super) fn request<T: Config>(
	buyer: &T::AccountId,
	hospitals: Vec<HospitalId>,
	schema: &Schema,
	predicates: u32,
	bond: BalanceOf<T>,
) -> OfferRequestOf<T> {
	let context = KeyContext {
		genesis: Pallet::<T>::genesis().0,
		account: buyer.clone().into(),
	};
	let (key, key_proof) =
		OfferSecret::generate(&mut Counter(5)).register::<T::Suite>(&context, &mut Counter(6));
	let predicates = (0..predicates).map(|n| Predicate {
		attribute: n.saturated_into(),
		any_of: BoundedVec::truncate_from((0..MAX_PREDICATE_VALUES).map(bucket).collect()),
	});
	OfferRequest {
		schema: BoundedVec::truncate_from(schema.to_bytes()),
		predicates: BoundedVec::truncate_from(predicates.collect()),
		field: u8::try_from(schema.attributes().len())
			.unwrap_or(u8::MAX)
			.saturating_sub(1),
		issuers: BoundedVec::truncate_from(hospitals),
		price: price::<T>(),
		number: 2,
		bond,
		key,
		key_proof,
		deadline: later::<T>(SPARE.into()),
		fulfil_blocks: T::LeastFulfilment::get(),
	}
}

/// A posted offer, and a patient who qualifies for it.
pub(super) struct Wanted<T: Config> {
	pub buyer: T::AccountId,
	pub id: OfferId,
	secret: CredentialSecret,
	credential: Credential,
	pub payee: T::AccountId,
	pub expiry: BlockNumberFor<T>,
}

impl<T: Config> Wanted<T> {
	pub fn new(hospitals: u32, attributes: u32, bond: BalanceOf<T>) -> Result<Self, BenchmarkError> {
		let buyer = funded::<T>(account("buyer", 0, 0));
		let (issuer, hospitals) = issuers::<T>(hospitals);
		let schema = schema(attributes)?;
		let id = NextOffer::<T>::get();
		let request = request::<T>(&buyer, hospitals, &schema, 0, bond);
		assert_ok!(Pallet::<T>::post_offer(signed::<T>(&buyer), request));

		let secret = CredentialSecret::generate(&mut Counter(7));
		let context = IssuanceContext {
			genesis: Pallet::<T>::genesis().0,
			issuer: issuer.key::<T::Suite>().pk1,
			patient: [1; 32],
			record: [2; 32],
		};
		let asked = secret.request::<T::Suite>(&context, &mut Counter(8));
		let values = schema.attributes().iter().map(|(_, kind)| match kind {
			Kind::Bucket => Value::Bucket(bucket(1).into_inner()),
			Kind::Integer => Value::Integer(7),
		});
		let claims = Claims {
			root: [3; 32],
			quarter: quarter_of(T::Time::now().as_secs()),
			values: values.collect(),
		};
		let credential = issuer
			.issue::<T::Suite>(&context, &asked, &schema, claims, &mut Counter(9))
			.map_err(stop("a credential is issued"))?;
		Ok(Self {
			buyer,
			id,
			secret,
			credential,
			payee: account("payee", 0, 0),
			expiry: later::<T>(SPARE.into()),
		})
	}

	pub fn presentation(&self) -> Result<Presentation, BenchmarkError> {
		let offer = Offers::<T>::get(self.id).ok_or(BenchmarkError::Stop("the offer is there"))?;
		let terms = Terms::<T>::get(self.id).ok_or(BenchmarkError::Stop("its terms are there"))?;
		let issuers: Vec<_> = terms
			.issuers
			.iter()
			.map(|issuer| IssuerKey {
				pk1: issuer.pk1,
				pk2: issuer.pk2,
			})
			.collect();
		let claim_terms = ClaimTerms {
			schema: self.credential.schema().reference(),
			predicates: &[],
			field: terms.field,
			issuers: &issuers,
			accepted: &vec![true; issuers.len()],
		};
		let context = ClaimContext {
			genesis: Pallet::<T>::genesis().0,
			offer: self.id,
			payee: self.payee.clone().into(),
			buyer: self.buyer.clone().into(),
			y: offer.key,
			price: offer.price.saturated_into(),
			expiry: self.expiry.saturated_into(),
		};
		let bytes = offer::present_claim::<T::Suite>(
			&self.credential,
			&self.secret,
			&claim_terms,
			&context,
			&mut Counter(10),
		)
		.map_err(stop("a claim is presented"))?;
		Ok(BoundedVec::truncate_from(bytes))
	}

	pub fn claim(&self) -> Result<Call<T>, BenchmarkError> {
		Ok(Call::claim_slot {
			offer: self.id,
			payee: self.payee.clone(),
			expiry: self.expiry,
			presentation: self.presentation()?,
		})
	}

	/// An offer with a claimed slot.
	pub fn claimed() -> Result<Self, BenchmarkError> {
		let wanted = Self::new(3, 1, 0u32.into())?;
		let presentation = wanted.presentation()?;
		assert_ok!(Pallet::<T>::claim_slot(
			RawOrigin::Authorized.into(),
			wanted.id,
			wanted.payee.clone(),
			wanted.expiry,
			presentation
		));
		Ok(wanted)
	}

	/// The same with a bond.
	pub fn claimed_with_bond() -> Result<Self, BenchmarkError> {
		let wanted = Self::new(3, 1, price::<T>())?;
		let owner = funded::<T>(account("owner", 0, 0));
		let presentation = wanted.presentation()?;
		assert_ok!(Pallet::<T>::claim_bonded_slot(
			signed::<T>(&owner),
			wanted.id,
			wanted.payee.clone(),
			wanted.expiry,
			presentation
		));
		Ok(wanted)
	}

	pub fn fulfilment(&self) -> Result<FulfilmentBytes, BenchmarkError> {
		let offer = Offers::<T>::get(self.id).ok_or(BenchmarkError::Stop("the offer is there"))?;
		let context = FulfilContext {
			genesis: Pallet::<T>::genesis().0,
			offer: self.id,
			slot: 0,
			payee: self.payee.clone().into(),
		};
		offer::fulfil::<T::Suite>(
			&self.credential,
			&self.secret,
			0,
			&context,
			&offer.key,
			&mut Counter(11),
		)
		.map_err(stop("a value is encrypted"))?
		.to_bytes()
		.try_into()
		.map_err(stop("a fulfilment has 224 bytes"))
	}

	/// Gives notice, waits and settles.
	pub fn close(&self) {
		assert_ok!(Pallet::<T>::close_offer(signed::<T>(&self.buyer), self.id));
		wait::<T>(T::CloseNotice::get());
		assert_ok!(Pallet::<T>::settle_offer(signed::<T>(&self.buyer), self.id));
	}

	/// Waits until the slot may lapse.
	pub fn miss(&self) {
		wait::<T>(T::LeastFulfilment::get().saturating_add(T::Grace::get()));
	}

	pub fn slot(&self) -> Option<SlotState<BlockNumberFor<T>>> {
		Slots::<T>::get(self.id, 0).map(|slot| slot.state)
	}
}
