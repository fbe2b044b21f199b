//! Random calls by honest and cheating parties, against a model that knows the rules and the money only: after each step
//! the answer is the model's, every balance is the model's to the unit, every invariant holds, and a refused call has
//! changed nothing. At the end everything is wound down, and nothing is left on hold.

use super::{
	model::{a_buyer, a_seller, Model, BOND, PAYEES},
	world::*,
};
use crate::{mock::*, *};
use proptest::prelude::*;
use salus_primitives::{
	hospital::HospitalId,
	trade::{OfferId, SlotIndex},
	BlockNumber,
};
use sp_runtime::StateVersion;

/// A call, or what happens around the calls.
#[derive(Clone, Debug)]
pub enum Step {
	Propose(bool, bool, u8, BlockNumber),
	/// By the buyer or by the seller, at the right price or at another.
	Lock(usize, bool, bool),
	/// By the seller or by the buyer, with the right key or another.
	Reveal(usize, bool, bool),
	Refund(usize, u8),
	ClearSale(usize),
	Post(bool, u32, bool),
	Claim(OfferId, usize, u8, bool),
	Fulfil(OfferId, SlotIndex, Fulfilment),
	Lapse(OfferId, SlotIndex),
	Close(OfferId, u8),
	Settle(OfferId),
	ClearSlot(OfferId, SlotIndex),
	ClearOffer(OfferId),
	Suspend(HospitalId),
	Reinstate(HospitalId),
	Wait(BlockNumber),
}

/// How a slot is fulfilled.
#[derive(Clone, Copy, Debug)]
pub enum Fulfilment {
	Honest,
	/// By a patient whose value it is not.
	OthersValue,
	/// With what was made for the next slot.
	OthersSlot,
}

fn step() -> impl Strategy<Value = Step> {
	use Step::*;
	let sale = || 0..24usize;
	let offer = || 0..5u64;
	let slot = || 0..4u32;
	let who = || 1..=ACTORS;
	let mostly = || prop::bool::weighted(0.85);
	let fulfilment = prop_oneof![
		6 => Just(Fulfilment::Honest),
		1 => Just(Fulfilment::OthersValue),
		1 => Just(Fulfilment::OthersSlot)
	];
	prop_oneof![
		6 => (any::<bool>(), any::<bool>(), 0..3u8, 0..60u32).prop_map(|(s, b, n, d)| Propose(s, b, n, d)),
		10 => (sale(), mostly(), mostly()).prop_map(|(n, buyer, right)| Lock(n, buyer, right)),
		8 => (sale(), mostly(), mostly()).prop_map(|(n, seller, right)| Reveal(n, seller, right)),
		8 => (sale(), who()).prop_map(|(n, w)| Refund(n, w)),
		4 => sale().prop_map(ClearSale),
		2 => (any::<bool>(), 1..=3u32, any::<bool>()).prop_map(|(b, n, bond)| Post(b, n, bond)),
		6 => (offer(), 0..6usize, 0..PAYEES, mostly()).prop_map(|(o, n, p, right)| Claim(o, n, p, right)),
		8 => (offer(), slot(), fulfilment).prop_map(|(o, s, f)| Fulfil(o, s, f)),
		8 => (offer(), slot()).prop_map(|(o, s)| Lapse(o, s)),
		1 => (offer(), 1..=2u8).prop_map(|(o, w)| Close(o, w)),
		4 => offer().prop_map(Settle),
		6 => (offer(), slot()).prop_map(|(o, s)| ClearSlot(o, s)),
		4 => offer().prop_map(ClearOffer),
		1 => prop::sample::select(HOSPITALS.to_vec()).prop_map(Suspend),
		3 => prop::sample::select(HOSPITALS.to_vec()).prop_map(Reinstate),
		8 => (1..9u32).prop_map(Wait),
	]
}

/// Executes a step as it comes from outside; false if it is refused.
fn run(model: &Model, step: &Step) -> bool {
	let by = |who: u8| RuntimeOrigin::signed(account(who));
	let anyone = || RuntimeOrigin::signed(stranger());
	let order = |n: usize| {
		model
			.sales
			.get(n)
			.map(|sale| sale.prepared.order())
			.unwrap_or_default()
	};
	match *step {
		Step::Propose(s, b, nonce, blocks) => Prepared::new(&a_seller(s), &a_buyer(b), nonce, blocks)
			.propose()
			.is_ok(),
		Step::Lock(n, by_buyer, right) => model.sales.get(n).is_some_and(|sale| {
			let Prepared { seller, proposal, .. } = &sale.prepared;
			let who = if by_buyer { &proposal.buyer } else { seller };
			let price = if right { SALE_PRICE } else { SALE_PRICE / 2 };
			let origin = RuntimeOrigin::signed(who.clone());
			TradeEscrow::lock(
				origin,
				order(n),
				proposal.q_prime,
				proposal.r,
				proposal.bundle,
				price,
			)
			.is_ok()
		}),
		Step::Reveal(n, by_seller, right) => model.sales.get(n).is_some_and(|sale| {
			let Prepared { seller, proposal, .. } = &sale.prepared;
			let who = if by_seller { seller } else { &proposal.buyer };
			let key = if right { sale.prepared.key() } else { [7; 32] };
			TradeEscrow::reveal(RuntimeOrigin::signed(who.clone()), order(n), key).is_ok()
		}),
		Step::Refund(n, who) => TradeEscrow::refund(by(who), order(n)).is_ok(),
		Step::ClearSale(n) => TradeEscrow::clear_sale(anyone(), order(n)).is_ok(),
		Step::Post(b, number, bonded) => {
			let request = OfferRequest {
				bond: if bonded { BOND } else { 0 },
				..request(&a_buyer(b), number)
			};
			TradeEscrow::post_offer(RuntimeOrigin::signed(a_buyer(b)), request).is_ok()
		}
		Step::Claim(id, n, payee, right) => run_claim(model, id, n, payee, right),
		Step::Fulfil(id, index, how) => run_fulfilment(model, id, index, how),
		Step::Lapse(id, index) => TradeEscrow::lapse_slot(anyone(), id, index).is_ok(),
		Step::Close(id, who) => TradeEscrow::close_offer(by(who), id).is_ok(),
		Step::Settle(id) => TradeEscrow::settle_offer(anyone(), id).is_ok(),
		Step::ClearSlot(id, index) => TradeEscrow::clear_slot(anyone(), id, index).is_ok(),
		Step::ClearOffer(id) => TradeEscrow::clear_offer(anyone(), id).is_ok(),
		Step::Suspend(hospital) => {
			Registry::suspend(hospital);
			true
		}
		Step::Reinstate(hospital) => {
			Registry::reinstate(hospital);
			true
		}
		Step::Wait(blocks) => {
			go_to(System::block_number() + blocks);
			true
		}
	}
}

fn run_claim(model: &Model, offer: OfferId, n: usize, payee: u8, right: bool) -> bool {
	let Some(stored) = model.offer(offer) else {
		return false;
	};
	let expiry = System::block_number() + 3;
	let Some(presentation) = presentation(patient(n), offer, &fresh(payee), expiry) else {
		return false;
	};
	// Whoever copies a claim puts another payee.
	let payee = fresh(if right { payee } else { payee + 1 });
	if stored.bonded {
		let origin = RuntimeOrigin::signed(stranger());
		return TradeEscrow::claim_bonded_slot(origin, offer, payee, expiry, presentation).is_ok();
	}
	let call = Call::claim_slot {
		offer,
		payee,
		expiry,
		presentation,
	};
	submit(call) == Ok(Ok(()))
}

fn run_fulfilment(model: &Model, offer: OfferId, slot: SlotIndex, how: Fulfilment) -> bool {
	let Some(stored) = model.slot(offer, slot) else {
		return false;
	};
	let (n, made_for) = match how {
		Fulfilment::Honest => (stored.patient, slot),
		Fulfilment::OthersValue => ((stored.patient + 1) % 4, slot),
		Fulfilment::OthersSlot => (stored.patient, slot + 1),
	};
	let call = Call::fulfil_slot {
		offer,
		slot,
		fulfilment: fulfilment(patient(n), offer, made_for, &stored.payee),
	};
	submit(call) == Ok(Ok(()))
}

/// Everything that anyone may do once time has passed: nothing is left on hold, and every payment was made once.
fn wind_down(model: &mut Model) {
	let mut steps = vec![Step::Wait(2 * MAX_DURATION)];
	steps.extend((0..model.sales.len()).map(|n| Step::Refund(n, 4)));
	for (id, offer) in (0..).zip(&model.offers) {
		steps.extend((0..offer.slots.len() as u32).map(|index| Step::Lapse(id, index)));
		steps.push(Step::Settle(id));
	}
	steps.push(Step::Wait(RATING_PERIOD));
	steps.extend((0..model.sales.len()).map(Step::ClearSale));
	for (id, offer) in (0..).zip(&model.offers) {
		steps.extend((0..offer.slots.len() as u32).map(|index| Step::ClearSlot(id, index)));
		steps.push(Step::ClearOffer(id));
	}
	for step in steps {
		take(model, &step);
	}
	assert_eq!(all_holds(), 0);
	assert_eq!(Sales::<Test>::iter().count() + Offers::<Test>::iter().count(), 0);
	assert_eq!(
		Slots::<Test>::iter().count() + Nullifiers::<Test>::iter().count(),
		0
	);
}

fn take(model: &mut Model, step: &Step) {
	let before = sp_io::storage::root(StateVersion::V1);
	let accepted = run(model, step);
	assert_eq!(accepted, model.allows(step), "{step:?}");
	if accepted {
		model.follow(step);
	} else {
		assert_eq!(
			before,
			sp_io::storage::root(StateVersion::V1),
			"a refusal changed something"
		);
	}
	model.agrees();
	check();
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_pallet_and_the_rules_never_disagree(steps in prop::collection::vec(step(), 300..500)) {
		execute(|| {
			let mut model = Model::new();
			for step in steps {
				take(&mut model, &step);
			}
			wind_down(&mut model);
		});
	}
}
