//! Each invariant of the README: storage is corrupted, and the check says which one broke.

use super::world::*;
use crate::{mock::*, try_state::Broken, *};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};

/// A state with one of everything, corrupted: a proposed, a locked, a paid and a refunded sale; an offer with a claimed, a
/// paid and a lapsed slot, one that is closed, and one with a bonded claim.
fn broken(corrupt: impl FnOnce(), expected: Broken) {
	execute(|| {
		let sale = |nonce| {
			let sale = Prepared::new(&seller(), &buyer(), nonce, 50);
			assert_ok!(sale.propose());
			sale
		};
		let (_, locked, paid, refunded) = (sale(1), sale(2), sale(3), sale(4));
		for sale in [&locked, &paid, &refunded] {
			assert_ok!(sale.lock());
		}
		assert_ok!(paid.reveal());
		let offer = posted();
		let closed = posted();
		let bonded = post(
			&buyer(),
			OfferRequest {
				bond: 500,
				..request(&buyer(), 3)
			},
		);
		for n in 0..2 {
			claimed(n, offer, &fresh(n as u8));
		}
		assert_eq!(submit(fulfil(1, offer, 1, &fresh(1))), Ok(Ok(())));
		assert_ok!(TradeEscrow::close_offer(RuntimeOrigin::signed(buyer()), closed));
		go_to(70);
		assert_ok!(TradeEscrow::settle_offer(RuntimeOrigin::signed(buyer()), closed));
		assert_ok!(TradeEscrow::refund(
			RuntimeOrigin::signed(buyer()),
			refunded.order()
		));
		assert_ok!(TradeEscrow::lapse_slot(RuntimeOrigin::signed(buyer()), offer, 0));
		claimed(2, offer, &fresh(2));
		let presentation = presentation(patient(0), bonded, &fresh(3), 80).unwrap();
		assert_ok!(TradeEscrow::claim_bonded_slot(
			RuntimeOrigin::signed(other_seller()),
			bonded,
			fresh(3),
			80,
			presentation
		));
		assert_ok!(TradeEscrow::rate(
			RuntimeOrigin::signed(buyer()),
			salus_primitives::trade::TradeId::Sale(refunded.order()),
			1
		));
		check();
		corrupt();
		assert_eq!(TradeEscrow::check_state(), Err(expected));
		#[cfg(feature = "try-runtime")]
		assert_eq!(
			<TradeEscrow as frame_support::traits::Hooks<u32>>::try_state(System::block_number()),
			Err(sp_runtime::TryRuntimeError::Other(expected.message()))
		);
	});
}

/// Changes the sale with this nonce.
fn change_sale(nonce: u8, change: impl FnOnce(&mut SaleOf<Test>)) {
	let order = Sales::<Test>::iter()
		.find(|(_, sale)| sale.proposal.nonce.0 == [nonce; 32])
		.unwrap()
		.0;
	Sales::<Test>::mutate(order, |stored| change(stored.as_mut().unwrap()));
}

fn change_offer(id: u64, change: impl FnOnce(&mut OfferOf<Test>)) {
	Offers::<Test>::mutate(id, |stored| change(stored.as_mut().unwrap()));
}

fn change_slot(id: u64, slot: u32, change: impl FnOnce(&mut SlotOf<Test>)) {
	Slots::<Test>::mutate(id, slot, |stored| change(stored.as_mut().unwrap()));
}

#[test]
fn invariant_1_a_sale_is_the_one_of_its_order() {
	broken(
		|| change_sale(1, |sale| sale.proposal.price += 1),
		Broken::OrderForged,
	);
	broken(
		|| change_sale(1, |sale| sale.seller = stranger()),
		Broken::OrderForged,
	);
	broken(
		|| change_sale(1, |sale| sale.trade_key = [3; 32]),
		Broken::OrderForged,
	);
}

#[test]
fn invariant_2_a_sale_is_well_formed() {
	let malformed = Broken::SaleMalformed;
	broken(
		|| change_sale(1, |sale| sale.proposal.q_prime = [0; 32]),
		malformed,
	);
	broken(|| change_sale(1, |sale| sale.proposal.r = [255; 32]), malformed);
	broken(
		|| change_sale(2, |sale| sale.state = SaleState::Locked { at: 71 }),
		malformed,
	);
	broken(|| change_sale(2, |sale| sale.proposed_at = 2), malformed);
	broken(
		|| change_sale(4, |sale| sale.state = SaleState::Refunded { at: 50 + GRACE }),
		malformed,
	);
}

#[test]
fn invariant_3_a_paid_sale_has_its_key() {
	let change = || {
		change_sale(3, |sale| {
			sale.state = SaleState::Paid { at: 1, key: [1; 32] };
		})
	};
	broken(change, Broken::KeyWrong);
}

#[test]
fn invariant_4_an_offer_has_terms_and_terms_and_slots_have_an_offer() {
	broken(|| Terms::<Test>::remove(1), Broken::OfferIncomplete);
	broken(|| Offers::<Test>::remove(1), Broken::OfferIncomplete);
	let orphan = || {
		let slot = Slots::<Test>::get(0, 0).unwrap();
		Slots::<Test>::insert(9, 0, slot);
	};
	broken(orphan, Broken::OfferIncomplete);
}

#[test]
fn invariant_5_an_offers_number_was_given() {
	broken(|| NextOffer::<Test>::put(2), Broken::OfferUnnumbered);
}

#[test]
fn invariant_6_an_offers_counts_are_those_of_its_slots() {
	let miscounted = Broken::OfferMiscounted;
	broken(|| change_offer(0, |offer| offer.free += 1), miscounted);
	broken(|| change_offer(0, |offer| offer.claimed += 1), miscounted);
	broken(|| change_offer(0, |offer| offer.paid += 1), miscounted);
	broken(|| change_offer(0, |offer| offer.claims += 1), miscounted);
	broken(|| change_offer(0, |offer| offer.stored -= 1), miscounted);
	broken(|| Slots::<Test>::remove(0, 1), miscounted);
	broken(|| change_offer(1, |offer| offer.claims = 7), miscounted);
	let beyond = || {
		let slot = Slots::<Test>::take(0, 1).unwrap();
		Slots::<Test>::insert(0, 3, slot);
	};
	broken(beyond, miscounted);
}

#[test]
fn invariant_7_a_closed_offer_keeps_nothing() {
	let holds = Broken::ClosedOfferHolds;
	broken(|| change_offer(1, |offer| offer.free = 1), holds);
	broken(|| change_offer(1, |offer| offer.fees = 1), holds);
}

#[test]
fn invariant_8_an_offer_can_pay_the_fees_of_its_claims() {
	// Of six claims three are taken; one was fulfilled, so that four fees are there.
	let short = |offer: &mut OfferOf<Test>| offer.fees = 3 * offer.claim_fee - 1;
	broken(|| change_offer(0, short), Broken::FeesShort);
}

#[test]
fn invariant_9_a_slot_is_well_formed() {
	let malformed = Broken::SlotMalformed;
	broken(|| change_slot(0, 2, |slot| slot.advanced += 1), malformed);
	broken(|| change_slot(0, 2, |slot| slot.fulfil_by += 1), malformed);
	broken(
		|| {
			change_slot(0, 2, |slot| {
				slot.claimed_at = 71;
				slot.fulfil_by += 1;
			})
		},
		malformed,
	);
	broken(|| change_slot(2, 0, |slot| slot.bond = None), malformed);
	let bond = |amount| Bond {
		owner: other_seller(),
		amount,
	};
	broken(
		|| change_slot(2, 0, |slot| slot.bond = Some(bond(499))),
		malformed,
	);
	broken(|| change_slot(0, 1, |slot| slot.bond = Some(bond(1))), malformed);
	broken(
		|| change_slot(0, 0, |slot| slot.state = SlotState::Lapsed { at: 5 }),
		malformed,
	);
}

#[test]
fn invariant_10_a_nullifier_is_counted() {
	let miscounted = Broken::NullifierMiscounted;
	let nullifier = || Slots::<Test>::get(0, 0).unwrap().nullifier;
	let made = |count, standing| ClaimsMade { count, standing };
	broken(
		|| Nullifiers::<Test>::insert(0, nullifier(), made(2, false)),
		miscounted,
	);
	broken(
		|| Nullifiers::<Test>::insert(0, nullifier(), made(1, true)),
		miscounted,
	);
	broken(|| Nullifiers::<Test>::remove(0, nullifier()), miscounted);
	broken(
		|| Nullifiers::<Test>::insert(0, [1; 48], made(1, false)),
		miscounted,
	);
	let thrice = || {
		for slot in 0..3 {
			let own = Slots::<Test>::get(0, slot).unwrap().nullifier;
			Nullifiers::<Test>::remove(0, own);
			change_slot(0, slot, |slot| slot.nullifier = [1; 48]);
		}
		Nullifiers::<Test>::insert(0, [1; 48], made(3, true));
	};
	broken(thrice, miscounted);
}

#[test]
fn invariant_11_a_rating_is_of_a_closed_trade() {
	let malformed = Broken::RatingMalformed;
	broken(
		|| change_sale(4, |sale| sale.ratings.by_buyer = Some(6)),
		malformed,
	);
	broken(
		|| change_sale(2, |sale| sale.ratings.by_seller = Some(5)),
		malformed,
	);
	broken(
		|| change_slot(0, 1, |slot| slot.ratings.by_buyer = Some(0)),
		malformed,
	);
	broken(
		|| change_slot(0, 2, |slot| slot.ratings.by_seller = Some(1)),
		malformed,
	);
}

#[test]
fn invariant_12_what_is_on_hold_is_what_the_entries_say() {
	let unbalanced = Broken::HoldsUnbalanced;
	broken(|| change_sale(1, |sale| sale.deposit += 1), unbalanced);
	broken(|| change_offer(0, |offer| offer.deposit += 1), unbalanced);
	for (reason, owner) in [
		(HoldReason::SaleDeposit, seller()),
		(HoldReason::SaleEscrow, seller()),
		(HoldReason::OfferDeposit, buyer()),
		(HoldReason::OfferEscrow, buyer()),
		(HoldReason::ClaimBond, other_seller()),
	] {
		let release = || {
			assert_ok!(Balances::release(&reason.into(), &owner, 1, Precision::Exact));
		};
		broken(release, unbalanced);
		let more = || {
			assert_ok!(Balances::hold(&reason.into(), &owner, 1));
		};
		broken(more, unbalanced);
	}
}
