//! Agreed sales, standing offers, and what people think of them.

use super::{by, Entry};
use crate::fuzz::{
	market::{schema, DIAGNOSIS, DISEASE, FIELD},
	state::{able, now},
	world::{Caller, Step, World},
};
use frame_support::BoundedVec;
use pallet_hospital_registry::Keys;
use pallet_trade_escrow::{
	Call as Trade, FulfilmentBytes, OfferOf, OfferPhase, OfferRequest, Offers, Presentation, Proposal,
	ProposalOf, SaleOf, SaleState, Sales, SlotOf, SlotState, Slots, CLAIMS_OF_A_SLOT,
};
use rand::{seq::SliceRandom, Rng};
use salus_crypto::sale::OrderTerms;
use salus_primitives::{
	hospital::KeyPurpose,
	trade::{OfferId, OrderId, Predicate, SlotIndex, TradeId},
};
use salus_runtime::{
	configs::trade::{CloseNotice, Grace, LeastFulfilment, LockMargin, RatingPeriod},
	constants::money::SAL,
	AccountId, BlockNumber, Runtime, TradeEscrow,
};

/// Issuers of an offer, if there are so many: some lose their standing, and three must be left.
const ISSUERS: usize = 5;

pub const CALLS: &[Entry] = &[
	("TradeEscrow", "propose_sale", propose_sale),
	("TradeEscrow", "lock", |world| {
		let (order, sale) = sale(world, is_lockable);
		let call = Trade::<Runtime>::lock {
			order,
			q_prime: sale.proposal.q_prime,
			r: sale.proposal.r,
			bundle: sale.proposal.bundle,
			price: sale.proposal.price,
		};
		by(sale.proposal.buyer, call)
	}),
	("TradeEscrow", "reveal", |world| {
		let (order, sale) = sale(world, |sale| {
			is_locked(sale) && !is_kept(sale) && now() <= sale.proposal.deadline
		});
		let key = if is_kept(&sale) {
			None
		} else {
			world.market.reveal(&order, now())
		};
		let key = key.unwrap_or_default();
		by(sale.seller, Trade::<Runtime>::reveal { order, key })
	}),
	("TradeEscrow", "refund", |world| {
		let (order, _) = sale(world, |sale| {
			is_locked(sale) && now() >= sale.proposal.deadline + Grace::get()
		});
		by(world.anybody(), Trade::<Runtime>::refund { order })
	}),
	("TradeEscrow", "clear_sale", |world| {
		let (order, _) = sale(world, |sale| {
			now() > sale.proposal.deadline
				&& (sale.state == SaleState::Proposed || sale.state.closed_at().is_some_and(is_rating_over))
		});
		by(world.anybody(), Trade::<Runtime>::clear_sale { order })
	}),
	("TradeEscrow", "post_offer", post_offer),
	("TradeEscrow", "claim_slot", |world| {
		let (offer, payee, expiry, presentation) = claim(world, |offer| offer.bond == 0);
		let call = Trade::<Runtime>::claim_slot {
			offer,
			payee,
			expiry,
			presentation,
		};
		unsigned(call)
	}),
	("TradeEscrow", "claim_bonded_slot", |world| {
		let (offer, payee, expiry, presentation) = claim(world, |offer| offer.bond > 0);
		let call = Trade::<Runtime>::claim_bonded_slot {
			offer,
			payee,
			expiry,
			presentation,
		};
		by(world.anybody(), call)
	}),
	("TradeEscrow", "fulfil_slot", fulfil_slot),
	("TradeEscrow", "lapse_slot", |world| {
		let (offer, slot) = slot(world, |_, slot| {
			slot.state == SlotState::Claimed && now() >= slot.fulfil_by + Grace::get()
		});
		by(world.anybody(), Trade::<Runtime>::lapse_slot { offer, slot })
	}),
	("TradeEscrow", "close_offer", |world| {
		let offer = offer(world, |offer| offer.phase == OfferPhase::Open);
		let buyer = Offers::<Runtime>::get(offer).map_or(world.anybody(), |offer| offer.buyer);
		by(buyer, Trade::<Runtime>::close_offer { offer })
	}),
	("TradeEscrow", "settle_offer", |world| {
		let offer = offer(world, |offer| match offer.phase {
			OfferPhase::Open => now() > offer.deadline,
			OfferPhase::Closing { until } => now() >= until,
			OfferPhase::Closed => false,
		});
		by(world.anybody(), Trade::<Runtime>::settle_offer { offer })
	}),
	("TradeEscrow", "clear_slot", |world| {
		let (offer, slot) = slot(world, |offer, slot| {
			offer.phase == OfferPhase::Closed && slot.state.closed_at().is_some_and(is_rating_over)
		});
		by(world.anybody(), Trade::<Runtime>::clear_slot { offer, slot })
	}),
	("TradeEscrow", "clear_offer", |world| {
		let offer = offer(world, |offer| {
			offer.phase == OfferPhase::Closed && offer.stored == 0
		});
		by(world.anybody(), Trade::<Runtime>::clear_offer { offer })
	}),
	("TradeEscrow", "rate", rate),
];

/// In a transaction that nobody signs.
fn unsigned(call: Trade<Runtime>) -> Step {
	Step {
		caller: Caller::Nobody,
		call: call.into(),
	}
}

fn is_locked(sale: &SaleOf<Runtime>) -> bool {
	matches!(sale.state, SaleState::Locked { .. })
}

fn is_lockable(sale: &SaleOf<Runtime>) -> bool {
	sale.state == SaleState::Proposed && now() + LockMargin::get() <= sale.proposal.deadline
}

/// Whether a seller never reveals the key, so that the buyer is refunded.
fn is_kept(sale: &SaleOf<Runtime>) -> bool {
	sale.proposal.nonce.as_bytes()[0].is_multiple_of(2)
}

/// The call that brings an agreed sale further, if there are too few of a kind that wait: to be revealed, or never.
pub fn next() -> Option<(&'static str, &'static str)> {
	let sales: Vec<_> = Sales::<Runtime>::iter_values().collect();
	let waiting = |kept| {
		sales
			.iter()
			.any(|sale| is_locked(sale) && is_kept(sale) == kept && (kept || now() <= sale.proposal.deadline))
	};
	if waiting(true) && waiting(false) {
		return None;
	}
	let call = if sales.iter().any(is_lockable) {
		"lock"
	} else {
		"propose_sale"
	};
	Some(("TradeEscrow", call))
}

fn is_rating_over(closed_at: BlockNumber) -> bool {
	now() >= closed_at + RatingPeriod::get()
}

/// A sale that fits; else any; else one that there is not.
fn sale(world: &mut World, fits: fn(&SaleOf<Runtime>) -> bool) -> (OrderId, SaleOf<Runtime>) {
	let all: Vec<_> = Sales::<Runtime>::iter().collect();
	let fitting: Vec<_> = all.iter().filter(|(_, sale)| fits(sale)).cloned().collect();
	let found = world.pick(&fitting).or_else(|| world.pick(&all));
	found.unwrap_or_else(|| {
		let (seller, proposal) = proposal(world);
		let sale = SaleOf::<Runtime> {
			seller,
			proposal,
			trade_key: [0; 32],
			proposed_at: 0,
			state: SaleState::Proposed,
			ratings: Default::default(),
			deposit: 0,
		};
		(world.hash(), sale)
	})
}

/// An offer that fits; else any; else one that there is not.
fn offer(world: &mut World, fits: fn(&OfferOf<Runtime>) -> bool) -> OfferId {
	let all: Vec<_> = Offers::<Runtime>::iter().collect();
	let fitting: Vec<_> = all
		.iter()
		.filter(|(_, offer)| fits(offer))
		.map(|(id, _)| *id)
		.collect();
	let all: Vec<_> = all.iter().map(|(id, _)| *id).collect();
	let found = world.pick(&fitting).or_else(|| world.pick(&all));
	found.unwrap_or(999)
}

/// A slot that fits; else any; else one that there is not.
fn slot(world: &mut World, fits: fn(&OfferOf<Runtime>, &SlotOf<Runtime>) -> bool) -> (OfferId, SlotIndex) {
	let all: Vec<_> = Slots::<Runtime>::iter()
		.filter_map(|(id, index, slot)| Some((id, index, Offers::<Runtime>::get(id)?, slot)))
		.collect();
	let fitting: Vec<_> = all
		.iter()
		.filter(|(_, _, offer, slot)| fits(offer, slot))
		.map(|(id, index, _, _)| (*id, *index))
		.collect();
	let all: Vec<_> = all.iter().map(|(id, index, _, _)| (*id, *index)).collect();
	let found = world.pick(&fitting).or_else(|| world.pick(&all));
	found.unwrap_or((999, 0))
}

/// Who sells what to whom. Whoever buys has a trade key, if anybody has.
fn proposal(world: &mut World) -> (AccountId, ProposalOf<Runtime>) {
	let keys: Vec<_> = Keys::<Runtime>::iter()
		.filter(|(_, purpose, _)| *purpose == KeyPurpose::Trade)
		.map(|(who, _, key)| (who, key))
		.collect();
	let (buyer, y) = world.pick(&keys).unwrap_or_else(|| (world.anybody(), [0; 32]));
	let seller = world.anybody();
	let terms = OrderTerms {
		genesis: world.secrets.genesis(),
		seller: seller.clone().into(),
		buyer: buyer.clone().into(),
		y,
		price: world.amount(),
		deadline: (now() + LockMargin::get() + 2 + world.below(40)).into(),
		terms: world.hash().0,
		nonce: world.hash().0,
	};
	let drawn = world.market.propose(&mut world.dice, terms);
	let commitments = drawn.map(|drawn| (drawn.commitments.q_prime, drawn.commitments.r, drawn.bundle));
	let (q_prime, r, bundle) = commitments.unwrap_or_default();
	let proposal = Proposal {
		buyer,
		price: terms.price,
		deadline: terms.deadline.try_into().expect("few blocks"),
		terms: terms.terms.into(),
		nonce: terms.nonce.into(),
		q_prime,
		r,
		bundle: bundle.into(),
	};
	(seller, proposal)
}

fn propose_sale(world: &mut World) -> Step {
	let (seller, proposal) = proposal(world);
	by(seller, Trade::<Runtime>::propose_sale { proposal })
}

fn post_offer(world: &mut World) -> Step {
	let buyer = world.anybody();
	let mut issuers: Vec<_> = able().into_iter().map(|(id, _)| id).collect();
	issuers.shuffle(&mut world.dice);
	issuers.truncate(ISSUERS);
	let predicate = Predicate {
		attribute: DIAGNOSIS,
		any_of: BoundedVec::truncate_from(vec![BoundedVec::truncate_from(DISEASE.to_vec())]),
	};
	let predicates = if world.one_in(3) { vec![] } else { vec![predicate] };
	let (key, key_proof) = world.market.key(&mut world.dice, &world.secrets, &buyer);
	let request = OfferRequest {
		schema: BoundedVec::truncate_from(schema().to_bytes()),
		predicates: BoundedVec::truncate_from(predicates),
		field: FIELD,
		issuers: BoundedVec::truncate_from(issuers),
		price: world.amount() + 2 * SAL,
		number: 1 + world.below(3),
		bond: if world.one_in(2) { SAL } else { 0 },
		key,
		key_proof,
		deadline: now() + CloseNotice::get() + world.below(60),
		fulfil_blocks: LeastFulfilment::get() + world.below(15),
	};
	by(buyer, Trade::<Runtime>::post_offer { request })
}

/// A claim of an offer that takes some, with its proof.
fn claim(
	world: &mut World,
	fits: fn(&OfferOf<Runtime>) -> bool,
) -> (OfferId, AccountId, BlockNumber, Presentation) {
	let open: Vec<_> = Offers::<Runtime>::iter()
		.filter(|(_, offer)| {
			fits(offer)
				&& offer.phase == OfferPhase::Open
				&& now() <= offer.deadline
				&& offer.free > 0
				&& offer.claims < offer.number * CLAIMS_OF_A_SLOT
		})
		.map(|(id, _)| id)
		.collect();
	let id = world.pick(&open).unwrap_or(999);
	let (payee, expiry) = (world.anybody(), world.later());
	let bytes = TradeEscrow::api_offer(id).and_then(|offer| {
		let World {
			market,
			dice,
			secrets,
			..
		} = world;
		market.claim(dice, secrets, &offer, &payee, expiry)
	});
	let presentation = BoundedVec::truncate_from(bytes.unwrap_or_default());
	(id, payee, expiry, presentation)
}

fn fulfil_slot(world: &mut World) -> Step {
	let (offer, slot) = slot(world, |_, slot| slot.state == SlotState::Claimed);
	let fulfilment: Option<FulfilmentBytes> = Slots::<Runtime>::get(offer, slot).and_then(|stored| {
		let World {
			market,
			dice,
			secrets,
			..
		} = world;
		market.fulfil(dice, secrets, (offer, slot), &stored.payee, &stored.nullifier)
	});
	let fulfilment = fulfilment.unwrap_or([0; 224]);
	unsigned(Trade::<Runtime>::fulfil_slot {
		offer,
		slot,
		fulfilment,
	})
}

/// A side of a trade that closed not long ago and that it has not rated yet.
fn rate(world: &mut World) -> Step {
	let may_be_rated = |closed_at: Option<BlockNumber>| closed_at.is_some_and(|at| !is_rating_over(at));
	let mut unrated = Vec::new();
	for (order, sale) in Sales::<Runtime>::iter() {
		if may_be_rated(sale.state.closed_at()) {
			let trade = TradeId::Sale(order);
			let sides = [
				(sale.proposal.buyer, sale.ratings.by_buyer),
				(sale.seller, sale.ratings.by_seller),
			];
			unrated.extend(sides.map(|(who, rating)| (trade, who, rating)));
		}
	}
	for (offer, slot, stored) in Slots::<Runtime>::iter() {
		if may_be_rated(stored.state.closed_at()) {
			let trade = TradeId::Slot { offer, slot };
			unrated.push((trade, stored.payee, stored.ratings.by_seller));
		}
	}
	unrated.retain(|(_, _, rating)| rating.is_none());
	let (trade, who) = match world.pick(&unrated) {
		Some((trade, who, _)) => (trade, who),
		None => (TradeId::Sale(world.hash()), world.anybody()),
	};
	let stars = world.dice.gen_range(1..=5);
	by(who, Trade::<Runtime>::rate { trade, stars })
}
