//! The rules of trade and its money, and nothing else: what the random walk is compared with.

use super::{
	random_walk::{Fulfilment, Step},
	world::*,
};
use crate::{mock::*, *};
use salus_primitives::{
	hospital::HospitalId,
	trade::{OfferId, SlotIndex},
	AccountId, Balance, BlockNumber,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the bonds of the walk are.
pub const BOND: Balance = 300;
/// Fresh accounts that are paid.
pub const PAYEES: u8 = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stand {
	Open,
	Locked,
	Paid(BlockNumber),
	Returned(BlockNumber),
}

impl Stand {
	fn is_past_rating(self, now: BlockNumber) -> bool {
		match self {
			Self::Open | Self::Locked => false,
			Self::Paid(at) | Self::Returned(at) => now >= at + RATING_PERIOD,
		}
	}
}

pub struct ModelSale {
	pub prepared: Prepared,
	pub stand: Stand,
	pub is_there: bool,
}

pub struct ModelSlot {
	pub patient: usize,
	pub payee: AccountId,
	pub claimed_at: BlockNumber,
	pub bonded: bool,
	pub stand: Stand,
	pub is_there: bool,
}

pub struct ModelOffer {
	pub buyer: AccountId,
	pub number: u32,
	pub deposit: Balance,
	pub claim_fee: Balance,
	pub fulfil_fee: Balance,
	pub bonded: bool,
	pub deadline: BlockNumber,
	pub closes_at: Option<BlockNumber>,
	pub closed: bool,
	pub is_there: bool,
	pub free: u32,
	pub fees: Balance,
	pub slots: Vec<ModelSlot>,
}

impl ModelOffer {
	fn locked(&self) -> usize {
		self.slots
			.iter()
			.filter(|slot| slot.stand == Stand::Locked)
			.count()
	}

	fn is_spent(&self) -> bool {
		self.locked() == 0 && (self.free == 0 || self.slots.len() as u32 >= 2 * self.number)
	}
}

/// The rules and the money.
pub struct Model {
	pub free: BTreeMap<AccountId, Balance>,
	pub sales: Vec<ModelSale>,
	pub offers: Vec<ModelOffer>,
	pub suspended: BTreeSet<HospitalId>,
	pub now: BlockNumber,
}

impl Model {
	pub fn new() -> Self {
		Self {
			free: (1..=ACTORS).map(|n| (account(n), ENDOWMENT)).collect(),
			sales: Vec::new(),
			offers: Vec::new(),
			suspended: BTreeSet::new(),
			now: 1,
		}
	}

	fn give(&mut self, who: &AccountId, amount: Balance) {
		*self.free.entry(who.clone()).or_default() += amount;
	}

	fn take(&mut self, who: &AccountId, amount: Balance) {
		*self.free.entry(who.clone()).or_default() -= amount;
	}

	pub fn offer(&self, id: OfferId) -> Option<&ModelOffer> {
		self.offers.get(id as usize).filter(|offer| offer.is_there)
	}

	pub fn slot(&self, id: OfferId, index: SlotIndex) -> Option<&ModelSlot> {
		let offer = self.offer(id)?;
		offer.slots.get(index as usize).filter(|slot| slot.is_there)
	}

	/// Whether the rules allow a claim.
	fn may_claim(&self, id: OfferId, n: usize) -> bool {
		let in_block = |slots: &[ModelSlot]| {
			let now = |slot: &&ModelSlot| slot.claimed_at == self.now;
			slots.iter().filter(now).count() as u32
		};
		let of_all: u32 = self.offers.iter().map(|offer| in_block(&offer.slots)).sum();
		self.offer(id).is_some_and(|offer| {
			let open = offer.closes_at.is_none() && !offer.closed && self.now <= offer.deadline;
			let room = offer.free > 0 && (offer.slots.len() as u32) < 2 * offer.number;
			let by_patient = || offer.slots.iter().filter(|slot| slot.patient == n);
			let lapsed = |slot: &ModelSlot| matches!(slot.stand, Stand::Returned(_));
			let again = by_patient().count() < 2 && by_patient().all(lapsed);
			let rate = of_all < CLAIMS_PER_BLOCK && in_block(&offer.slots) < CLAIMS_PER_OFFER;
			open && room && again && rate
		}) && n < 4
			&& self.suspended.len() <= 1
			&& !self.suspended.contains(&patient(n).hospital)
	}

	/// Whether the rules allow a step.
	pub fn allows(&self, step: &Step) -> bool {
		let now = self.now;
		let sale = |n: usize| self.sales.get(n).filter(|sale| sale.is_there);
		match *step {
			Step::Propose(s, b, nonce, blocks) => {
				let order = Prepared::new(&a_seller(s), &a_buyer(b), nonce, blocks).order();
				blocks > LOCK_MARGIN
					&& !self
						.sales
						.iter()
						.any(|sale| sale.is_there && sale.prepared.order() == order)
			}
			Step::Lock(n, by_buyer, right) => sale(n).is_some_and(|sale| {
				let in_time = now + LOCK_MARGIN <= sale.prepared.proposal.deadline;
				by_buyer && right && in_time && sale.stand == Stand::Open
			}),
			Step::Reveal(n, by_seller, right) => {
				sale(n).is_some_and(|sale| by_seller && right && sale.stand == Stand::Locked)
			}
			Step::Refund(n, _) => sale(n).is_some_and(|sale| {
				sale.stand == Stand::Locked && now >= sale.prepared.proposal.deadline + GRACE
			}),
			Step::ClearSale(n) => sale(n).is_some_and(|sale| {
				now > sale.prepared.proposal.deadline
					&& (sale.stand == Stand::Open || sale.stand.is_past_rating(now))
			}),
			Step::Post(..) => self.suspended.is_empty(),
			Step::Claim(id, n, _, right) => right && self.may_claim(id, n),
			Step::Fulfil(id, index, how) => {
				matches!(how, Fulfilment::Honest)
					&& self
						.slot(id, index)
						.is_some_and(|slot| slot.stand == Stand::Locked)
			}
			Step::Lapse(id, index) => self.slot(id, index).is_some_and(|slot| {
				slot.stand == Stand::Locked && now >= slot.claimed_at + LEAST_FULFILMENT + GRACE
			}),
			Step::Close(id, who) => self.offer(id).is_some_and(|offer| {
				offer.buyer == account(who) && offer.closes_at.is_none() && !offer.closed
			}),
			Step::Settle(id) => self.offer(id).is_some_and(|offer| {
				let noticed = offer.closes_at.is_some_and(|at| now >= at);
				!offer.closed && (noticed || now > offer.deadline || offer.is_spent())
			}),
			Step::ClearSlot(id, index) => {
				self.offer(id).is_some_and(|offer| offer.closed)
					&& self
						.slot(id, index)
						.is_some_and(|slot| slot.stand.is_past_rating(now))
			}
			Step::ClearOffer(id) => self
				.offer(id)
				.is_some_and(|offer| offer.closed && offer.slots.iter().all(|slot| !slot.is_there)),
			Step::Suspend(_) | Step::Reinstate(_) | Step::Wait(_) => true,
		}
	}

	/// Takes note of a step that the pallet accepted.
	pub fn follow(&mut self, step: &Step) {
		let now = self.now;
		match *step {
			Step::Propose(s, b, nonce, blocks) => {
				let prepared = Prepared::new(&a_seller(s), &a_buyer(b), nonce, blocks);
				self.take(&prepared.seller, TradeEscrow::sale_deposit());
				self.sales.push(ModelSale {
					prepared,
					stand: Stand::Open,
					is_there: true,
				});
			}
			Step::Lock(n, ..) => {
				self.sales[n].stand = Stand::Locked;
				let buyer = self.sales[n].prepared.proposal.buyer.clone();
				self.take(&buyer, SALE_PRICE);
			}
			Step::Reveal(n, ..) => {
				self.sales[n].stand = Stand::Paid(now);
				let seller = self.sales[n].prepared.seller.clone();
				self.give(&seller, SALE_PRICE);
			}
			Step::Refund(n, _) => {
				self.sales[n].stand = Stand::Returned(now);
				let buyer = self.sales[n].prepared.proposal.buyer.clone();
				self.give(&buyer, SALE_PRICE);
			}
			Step::ClearSale(n) => {
				self.sales[n].is_there = false;
				let seller = self.sales[n].prepared.seller.clone();
				self.give(&seller, TradeEscrow::sale_deposit());
			}
			Step::Post(b, number, bonded) => self.posted(b, number, bonded),
			Step::Claim(id, n, payee, _) => {
				let offer = &mut self.offers[id as usize];
				let (bonded, fee) = (offer.bonded, offer.claim_fee);
				offer.free -= 1;
				offer.slots.push(ModelSlot {
					patient: n,
					payee: fresh(payee),
					claimed_at: now,
					bonded,
					stand: Stand::Locked,
					is_there: true,
				});
				if bonded {
					self.take(&stranger(), BOND);
				} else {
					offer.fees -= fee;
					self.give(&author(), fee);
				}
			}
			Step::Fulfil(id, index, _) => {
				let offer = &mut self.offers[id as usize];
				let (claim_fee, fulfil_fee) = (offer.claim_fee, offer.fulfil_fee);
				let slot = &mut offer.slots[index as usize];
				slot.stand = Stand::Paid(now);
				let (payee, bonded) = (slot.payee.clone(), slot.bonded);
				let (buyer, closed) = (offer.buyer.clone(), offer.closed);
				if !closed {
					offer.fees += claim_fee;
				}
				self.give(&payee, PRICE - claim_fee - fulfil_fee);
				self.give(&author(), fulfil_fee);
				self.give(&buyer, if closed { claim_fee } else { 0 });
				self.give(&stranger(), if bonded { BOND } else { 0 });
			}
			Step::Lapse(id, index) => {
				let offer = &mut self.offers[id as usize];
				let slot = &mut offer.slots[index as usize];
				slot.stand = Stand::Returned(now);
				let (bonded, buyer, closed) = (slot.bonded, offer.buyer.clone(), offer.closed);
				if !closed {
					offer.free += 1;
				}
				self.give(&buyer, if closed { PRICE } else { 0 });
				self.give(&buyer, if bonded { BOND } else { 0 });
			}
			Step::Close(id, _) => self.offers[id as usize].closes_at = Some(now + CLOSE_NOTICE),
			Step::Settle(id) => {
				let offer = &mut self.offers[id as usize];
				let (buyer, returned) = (
					offer.buyer.clone(),
					PRICE * Balance::from(offer.free) + offer.fees,
				);
				(offer.closed, offer.free, offer.fees) = (true, 0, 0);
				self.give(&buyer, returned);
			}
			Step::ClearSlot(id, index) => {
				self.offers[id as usize].slots[index as usize].is_there = false;
			}
			Step::ClearOffer(id) => {
				let offer = &mut self.offers[id as usize];
				offer.is_there = false;
				let (buyer, deposit) = (offer.buyer.clone(), offer.deposit);
				self.give(&buyer, deposit);
			}
			Step::Suspend(hospital) => {
				self.suspended.insert(hospital);
			}
			Step::Reinstate(hospital) => {
				self.suspended.remove(&hospital);
			}
			Step::Wait(blocks) => self.now += blocks,
		}
	}

	/// Fees and deposit are the pallet's to set; everything after is arithmetic.
	fn posted(&mut self, b: bool, number: u32, bonded: bool) {
		let stored = Offers::<Test>::get(self.offers.len() as u64).unwrap();
		let fees = stored.claim_fee * Balance::from(2 * number);
		self.take(&a_buyer(b), stored.deposit + PRICE * Balance::from(number) + fees);
		self.offers.push(ModelOffer {
			buyer: a_buyer(b),
			number,
			deposit: stored.deposit,
			claim_fee: stored.claim_fee,
			fulfil_fee: stored.fulfil_fee,
			bonded,
			deadline: stored.deadline,
			closes_at: None,
			closed: false,
			is_there: true,
			free: number,
			fees,
			slots: Vec::new(),
		});
	}

	pub fn agrees(&self) {
		let payees = (0..PAYEES).map(fresh);
		for who in (1..=ACTORS).map(account).chain(payees) {
			let free = self.free.get(&who).copied().unwrap_or(0);
			assert_eq!(Balances::free_balance(&who), free, "{who:?}");
		}
		for sale in self.sales.iter().filter(|sale| sale.is_there) {
			let state = Sales::<Test>::get(sale.prepared.order()).unwrap().state;
			let key_is_out = matches!(state, SaleState::Paid { .. });
			assert_eq!(key_is_out, matches!(sale.stand, Stand::Paid(_)));
		}
	}
}

pub fn a_seller(first: bool) -> AccountId {
	if first {
		seller()
	} else {
		other_seller()
	}
}

pub fn a_buyer(first: bool) -> AccountId {
	if first {
		buyer()
	} else {
		rival()
	}
}
