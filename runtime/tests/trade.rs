//! Fair trade through the whole runtime: general transactions, their fees out of the price, weights as declared.

mod common;

use codec::Encode;
use common::{
	account,
	people::{accredit, COUNCIL},
	Chain,
};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, storage::with_transaction, traits::UnixTime};
use pallet_hospital_registry::Call as Registry;
use pallet_trade_escrow::{Call as Trade, Error, OfferRequest, Proposal, WeightInfo};
use rand::rngs::OsRng;
use salus_crypto::{
	credential::{
		quarter_of, Claims, Credential, CredentialSecret, IssuanceContext, IssuerKey, IssuerSecret, Kind,
		Schema, Value,
	},
	keys::KeyContext,
	offer::{self, ClaimContext, ClaimTerms, DiscreteLog, FulfilContext, Fulfilment, OfferSecret},
	sale::{self, Draw, TradeSecret},
	Bls,
};
use salus_primitives::{
	hospital::{HospitalId, KeyPurpose, ProvenKey, ProvenPairedKey},
	trade::{OfferId, OrderId, TradeId, TradeInfo},
	Balance,
};
use salus_runtime::{
	configs::trade::Grace, constants::money::SAL, extensions, AccountId, Balances, Executive, Runtime,
	RuntimeCall, System, Timestamp, TradeEscrow,
};
use sp_core::H256;
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
	BoundedVec, DispatchError, DispatchResult, TransactionOutcome,
};

const HOSPITALS: [(&str, &str); 3] = [
	("StMary", "st-mary"),
	("Charite", "charite"),
	("Karolinska", "karolinska"),
];
const PRICE: Balance = 25 * SAL;

/// Three hospitals that issue, a buyer with a trade key, a patient with a credential of the first hospital.
struct Scene {
	chain: Chain,
	genesis: [u8; 32],
	hospitals: Vec<HospitalId>,
	y: OfferSecret,
	secret: CredentialSecret,
	credential: Credential,
}

fn schema() -> Schema {
	let attributes = vec![
		("diagnosis".to_owned(), Kind::Bucket),
		("hba1c".to_owned(), Kind::Integer),
	];
	Schema::new(attributes).expect("two names")
}

fn scene() -> Scene {
	let mut chain = Chain::new("local_testnet");
	let genesis: [u8; 32] = chain.read(|| System::block_hash(0)).into();
	let context = |name: &str| KeyContext {
		genesis,
		account: account(name).into(),
	};
	let mut issuers = Vec::new();
	let mut hospitals = Vec::new();
	for (name, handle) in HOSPITALS {
		hospitals.push(accredit(&mut chain, name, handle));
		let issuer = IssuerSecret::generate(&mut OsRng);
		let (pk1, pk2, proof) = issuer.register::<Bls>(&context(name), &mut OsRng);
		let proven = ProvenPairedKey {
			pk1,
			pk2,
			proof: proof.0,
		};
		assert_ok!(chain.send(name, Registry::<Runtime>::rotate_issuer_key { issuer: proven }));
		issuers.push(issuer);
	}
	let buyer = account("Buyer");
	assert_ok!(chain.council(&COUNCIL, Registry::<Runtime>::enrol_researcher { account: buyer }));
	let (key, proof) = TradeSecret::generate(&mut OsRng).prove(&context("Buyer"), &mut OsRng);
	let proven = ProvenKey { key, proof: proof.0 };
	let keys = vec![(KeyPurpose::Trade, proven)].try_into().expect("one key");
	assert_ok!(chain.send("Buyer", Registry::<Runtime>::register_keys { keys }));

	let secret = CredentialSecret::generate(&mut OsRng);
	let issuance = IssuanceContext {
		genesis,
		issuer: issuers[0].key::<Bls>().pk1,
		patient: account("Patient").into(),
		record: [1; 32],
	};
	let claims = Claims {
		root: [2; 32],
		quarter: chain.read(|| quarter_of(Timestamp::now().as_secs())),
		values: vec![Value::Bucket(b"E11".to_vec()), Value::Integer(61)],
	};
	let request = secret.request::<Bls>(&issuance, &mut OsRng);
	let credential = issuers[0]
		.issue::<Bls>(&issuance, &request, &schema(), claims, &mut OsRng)
		.expect("the hospital issues");
	Scene {
		chain,
		genesis,
		hospitals,
		y: OfferSecret::generate(&mut OsRng),
		secret,
		credential,
	}
}

impl Scene {
	/// The buyer's offer for the value of diabetics.
	fn post(&mut self) -> OfferId {
		let context = KeyContext {
			genesis: self.genesis,
			account: account("Buyer").into(),
		};
		let (key, key_proof) = self.y.register::<Bls>(&context, &mut OsRng);
		let predicate = salus_primitives::trade::Predicate {
			attribute: 0,
			any_of: BoundedVec::truncate_from(vec![BoundedVec::truncate_from(b"E11".to_vec())]),
		};
		let request = OfferRequest {
			schema: BoundedVec::truncate_from(schema().to_bytes()),
			predicates: BoundedVec::truncate_from(vec![predicate]),
			field: 1,
			issuers: BoundedVec::truncate_from(self.hospitals.clone()),
			price: PRICE,
			number: 3,
			bond: 0,
			key,
			key_proof,
			deadline: 2_000,
			fulfil_blocks: 1_000,
		};
		let id = self.chain.read(pallet_trade_escrow::NextOffer::<Runtime>::get);
		assert_ok!(self.chain.send("Buyer", Trade::<Runtime>::post_offer { request }));
		id
	}

	/// The patient's claim for a payee.
	fn claim(&mut self, id: OfferId, payee: &AccountId) -> RuntimeCall {
		let info = self
			.chain
			.read(|| TradeEscrow::api_offer(id))
			.expect("the offer is there");
		let issuers: Vec<_> = info
			.issuers
			.iter()
			.map(|issuer| IssuerKey {
				pk1: issuer.pk1,
				pk2: issuer.pk2,
			})
			.collect();
		let terms = ClaimTerms {
			schema: schema().reference(),
			predicates: &[offer::Predicate {
				index: 0,
				set: &[&b"E11"[..]],
			}],
			field: 1,
			issuers: &issuers,
			accepted: &[true; 3],
		};
		let context = ClaimContext {
			genesis: self.genesis,
			offer: id,
			payee: payee.clone().into(),
			buyer: account("Buyer").into(),
			y: info.key,
			price: PRICE,
			expiry: 1_000,
		};
		let bytes = offer::present_claim::<Bls>(&self.credential, &self.secret, &terms, &context, &mut OsRng)
			.expect("the patient qualifies");
		Trade::<Runtime>::claim_slot {
			offer: id,
			payee: payee.clone(),
			expiry: 1_000,
			presentation: BoundedVec::truncate_from(bytes),
		}
		.into()
	}

	/// What fulfils the first slot.
	fn fulfil(&mut self, id: OfferId, payee: &AccountId) -> RuntimeCall {
		let context = FulfilContext {
			genesis: self.genesis,
			offer: id,
			slot: 0,
			payee: payee.clone().into(),
		};
		let fulfilment = offer::fulfil::<Bls>(
			&self.credential,
			&self.secret,
			1,
			&context,
			&self.y.public::<Bls>(),
			&mut OsRng,
		)
		.expect("the value is a number");
		Trade::<Runtime>::fulfil_slot {
			offer: id,
			slot: 0,
			fulfilment: fulfilment.to_bytes().try_into().expect("224 bytes"),
		}
		.into()
	}
}

/// The pool's opinion of a transaction that nobody signed.
fn in_pool(chain: &mut Chain, call: RuntimeCall) -> Result<(), TransactionValidityError> {
	let transaction = extensions::unsigned(call);
	chain.read(|| {
		// What the check leaves in the state is dropped, as it is on a node.
		with_transaction(|| {
			let parent = System::parent_hash();
			let valid = Executive::validate_transaction(TransactionSource::External, transaction, parent);
			TransactionOutcome::Rollback(Ok::<_, DispatchError>(valid.map(drop)))
		})
		.expect("the check is made")
	})
}

fn custom(error: Error<Runtime>) -> TransactionValidityError {
	InvalidTransaction::Custom(error.encode()[0]).into()
}

#[test]
fn a_patient_sells_a_value_for_an_account_that_never_held_a_token() {
	let mut scene = scene();
	let id = scene.post();
	let payee = AccountId::new([77; 32]);
	let issuance = scene.chain.read(Balances::total_issuance);
	let claim = scene.claim(id, &payee);
	assert_eq!(in_pool(&mut scene.chain, claim.clone()), Ok(()));
	assert_eq!(scene.chain.send_unsigned(claim.clone()), Ok(Ok(())));
	assert!(scene
		.chain
		.read(|| !frame_system::Account::<Runtime>::contains_key(&payee)));
	let fulfil = scene.fulfil(id, &payee);
	assert_eq!(in_pool(&mut scene.chain, fulfil.clone()), Ok(()));
	assert_eq!(scene.chain.send_unsigned(fulfil.clone()), Ok(Ok(())));
	// Again it is worth nothing.
	assert_eq!(scene.chain.send_unsigned(fulfil), Err(custom(Error::TradeClosed)));

	let slot = TradeId::Slot { offer: id, slot: 0 };
	let Some(TradeInfo::Slot(slot)) = scene.chain.read(|| TradeEscrow::api_trade(slot)) else {
		panic!("the slot is there");
	};
	assert_eq!(
		scene.chain.read(|| Balances::free_balance(&payee)),
		PRICE - slot.fee
	);
	assert!(slot.fee > 0 && slot.fee < SAL, "{}", slot.fee);
	assert_eq!(scene.chain.read(Balances::total_issuance), issuance);
	let (e1, e2) = slot.value.expect("it is paid");
	let value = Fulfilment {
		e1,
		e2,
		proof: [0; 128],
	};
	assert_eq!(scene.y.decrypt::<Bls>(&value, &DiscreteLog::new()), Ok(61));
	scene.chain.check();
}

#[test]
fn a_suspended_issuer_stops_claims_in_the_next_block() {
	let mut scene = scene();
	let id = scene.post();
	let payee = AccountId::new([77; 32]);
	let claim = scene.claim(id, &payee);
	let hospital = scene.hospitals[0];
	assert_ok!(scene
		.chain
		.council(&COUNCIL, Registry::<Runtime>::suspend { hospital }));
	assert_eq!(scene.chain.send_unsigned(claim), Err(custom(Error::InvalidClaim)));
	scene.chain.check();
}

#[test]
fn the_safe_mode_keeps_claims_out_of_blocks_and_no_money_from_whom_it_is_for() {
	let mut scene = scene();
	let id = scene.post();
	let payee = AccountId::new([77; 32]);
	let claim = scene.claim(id, &payee);
	let (enter, exit) = (
		pallet_safe_mode::Call::<Runtime>::force_enter {},
		pallet_safe_mode::Call::<Runtime>::force_exit {},
	);
	assert_ok!(scene.chain.council(&COUNCIL, enter.clone()));
	// It may come later: in a block it would fail, and nobody would pay for that.
	assert_eq!(
		scene.chain.send_unsigned(claim.clone()),
		Err(InvalidTransaction::ExhaustsResources.into())
	);
	assert_ok!(scene.chain.council(&COUNCIL, exit));
	assert_eq!(scene.chain.send_unsigned(claim), Ok(Ok(())));

	assert_ok!(scene.chain.council(&COUNCIL, enter));
	let fulfil = scene.fulfil(id, &payee);
	assert_eq!(scene.chain.send_unsigned(fulfil), Ok(Ok(())));
	assert!(scene.chain.read(|| Balances::free_balance(&payee)) > 0);
	assert_ok!(scene
		.chain
		.send("Buyer", Trade::<Runtime>::close_offer { offer: id }));
	scene.chain.check();
}

#[test]
fn nothing_else_goes_without_a_signature() {
	let mut chain = Chain::new("local_testnet");
	let remark = frame_system::Call::<Runtime>::remark { remark: vec![1] };
	let transfer = pallet_balances::Call::<Runtime>::transfer_allow_death {
		dest: account("Patient").into(),
		value: SAL,
	};
	let batch = pallet_utility::Call::<Runtime>::batch {
		calls: vec![Trade::<Runtime>::fulfil_slot {
			offer: 0,
			slot: 0,
			fulfilment: [0; 224],
		}
		.into()],
	};
	for call in [RuntimeCall::from(remark), transfer.into(), batch.into()] {
		assert_eq!(
			chain.send_unsigned(call),
			Err(InvalidTransaction::UnknownOrigin.into())
		);
	}
	let nothing = Trade::<Runtime>::claim_slot {
		offer: 9,
		payee: account("Patient"),
		expiry: 100,
		presentation: Default::default(),
	};
	assert_eq!(chain.send_unsigned(nothing), Err(custom(Error::OfferNotFound)));
	chain.check();
}

#[test]
fn fields_are_sold_and_a_refund_costs_nothing() {
	let mut scene = scene();
	let (seller, buyer) = (account("Patient"), account("Buyer"));
	let y = scene
		.chain
		.read(|| pallet_hospital_registry::Keys::<Runtime>::get(&buyer, KeyPurpose::Trade))
		.expect("the buyer has a key");
	let mut sold = |nonce: u8, deadline: u32| {
		let terms = sale::OrderTerms {
			genesis: scene.genesis,
			seller: seller.clone().into(),
			buyer: buyer.clone().into(),
			y,
			price: PRICE,
			deadline: deadline.into(),
			terms: [1; 32],
			nonce: [nonce; 32],
		};
		let draw = Draw::generate(&terms, &mut OsRng).expect("a key and an order");
		let own = sale::Proposal {
			terms,
			commitments: draw.commitments(),
			bundle: [2; 32],
		};
		let proposal = Proposal {
			buyer: buyer.clone(),
			price: PRICE,
			deadline,
			terms: H256(terms.terms),
			nonce: H256(terms.nonce),
			q_prime: own.commitments.q_prime,
			r: own.commitments.r,
			bundle: H256(own.bundle),
		};
		assert_ok!(scene
			.chain
			.send("Patient", Trade::<Runtime>::propose_sale { proposal }));
		let order = OrderId::from(sale::order_id(&terms));
		let lock = Trade::<Runtime>::lock {
			order,
			q_prime: own.commitments.q_prime,
			r: own.commitments.r,
			bundle: H256(own.bundle),
			price: PRICE,
		};
		assert_ok!(scene.chain.send("Buyer", lock));
		(
			order,
			draw.reveal(&own, &own.lock_terms(), 0).expect("it is locked"),
		)
	};
	let (order, key) = sold(1, 300);
	let (late, _) = sold(2, 250);
	let before = scene.chain.free_balance("Patient");
	assert_ok!(scene
		.chain
		.send("Patient", Trade::<Runtime>::reveal { order, key }));
	let paid = scene.chain.free_balance("Patient") - before;
	assert!(paid < PRICE && PRICE - paid < SAL / 100, "all but the fee");

	let grace = scene.chain.read(Grace::get);
	scene.chain.skip(250 + grace);
	let before = scene.chain.free_balance("Buyer");
	let refund = |chain: &mut Chain| -> DispatchResult {
		chain.send("Buyer", Trade::<Runtime>::refund { order: late })
	};
	assert_ok!(refund(&mut scene.chain));
	assert_eq!(scene.chain.free_balance("Buyer"), before + PRICE);
	assert_eq!(
		refund(&mut scene.chain),
		Err(Error::<Runtime>::TradeClosed.into())
	);
	assert!(scene.chain.free_balance("Buyer") < before + PRICE);
	scene.chain.check();
}

#[test]
fn weights_are_what_they_must_be() {
	type Weights = pallet_trade_escrow::weights::SubstrateWeight<Runtime>;
	const MILLISECOND: u64 = 1_000_000_000;
	let claim = Weights::claim_slot().saturating_add(Weights::authorize_claim_slot(16, 10));
	assert!(claim.ref_time() < 30 * MILLISECOND, "{claim:?}");
	let fulfil = Weights::fulfil_slot().saturating_add(Weights::authorize_fulfil_slot());
	assert!(fulfil.ref_time() < 10 * MILLISECOND, "{fulfil:?}");
	let transfer: RuntimeCall = pallet_balances::Call::<Runtime>::transfer_allow_death {
		dest: account("Patient").into(),
		value: SAL,
	}
	.into();
	let reveal: RuntimeCall = Trade::<Runtime>::reveal {
		order: OrderId::zero(),
		key: [0; 32],
	}
	.into();
	let (reveal, transfer) = (
		reveal.get_dispatch_info().call_weight.ref_time(),
		transfer.get_dispatch_info().call_weight.ref_time(),
	);
	assert!(reveal < 3 * transfer, "{reveal} against {transfer}");
}
