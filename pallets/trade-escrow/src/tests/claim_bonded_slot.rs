use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo};
use salus_primitives::{trade::OfferId, AccountId, Balance};

const BOND: Balance = 777;

fn bonded() -> OfferId {
	let request = OfferRequest {
		bond: BOND,
		..request(&buyer(), 3)
	};
	post(&buyer(), request)
}

fn claim_as(who: AccountId, n: usize, offer: OfferId, payee: AccountId) -> DispatchResultWithPostInfo {
	let expiry = System::block_number() + 10;
	let presentation = presentation(patient(n), offer, &payee, expiry).unwrap();
	TradeEscrow::claim_bonded_slot(RuntimeOrigin::signed(who), offer, payee, expiry, presentation)
}

#[test]
fn the_signer_puts_the_bond_on_hold_and_pays_the_fee() {
	build_and_execute(|| {
		let id = bonded();
		assert_eq!(held(HoldReason::OfferEscrow, &buyer()), 3 * PRICE);
		let info = claim_as(other_seller(), 0, id, fresh(0)).unwrap();
		let spent = <() as WeightInfo>::claim_slot() + <() as WeightInfo>::authorize_claim_slot(4, 3);
		assert_eq!(info.actual_weight, Some(spent));
		assert_eq!(held(HoldReason::ClaimBond, &other_seller()), BOND);
		assert_eq!(Slots::<Test>::get(id, 0).unwrap().advanced, 0);
		assert_eq!(Balances::free_balance(author()), ENDOWMENT);
	});
}

#[test]
fn the_bond_returns_at_the_fulfilment() {
	build_and_execute(|| {
		let id = bonded();
		assert_ok!(claim_as(other_seller(), 0, id, fresh(0)));
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), Ok(Ok(())));
		assert_eq!(held(HoldReason::ClaimBond, &other_seller()), 0);
		assert_eq!(Balances::free_balance(other_seller()), ENDOWMENT);
		let fee = Offers::<Test>::get(id).unwrap().fulfil_fee;
		assert_eq!(Balances::free_balance(fresh(0)), PRICE - fee);
	});
}

#[test]
fn the_bond_goes_to_the_buyer_when_the_slot_lapses() {
	build_and_execute(|| {
		let id = bonded();
		let before = Balances::free_balance(buyer());
		assert_ok!(claim_as(other_seller(), 0, id, fresh(0)));
		go_to(1 + LEAST_FULFILMENT + GRACE);
		assert_ok!(TradeEscrow::lapse_slot(RuntimeOrigin::signed(stranger()), id, 0));
		assert_eq!(Balances::free_balance(buyer()), before + BOND);
		assert_eq!(Balances::free_balance(other_seller()), ENDOWMENT - BOND);
		assert_eq!(held(HoldReason::ClaimBond, &other_seller()), 0);
	});
}

#[test]
fn a_bond_of_which_a_part_went_missing_goes_to_the_buyer_as_far_as_it_is_there() {
	use frame_support::traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	};
	build_and_execute(|| {
		let id = bonded();
		let before = Balances::free_balance(buyer());
		assert_ok!(claim_as(other_seller(), 0, id, fresh(0)));
		let taken = Balances::transfer_on_hold(
			&HoldReason::ClaimBond.into(),
			&other_seller(),
			&stranger(),
			700,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		);
		assert_ok!(taken);
		go_to(1 + LEAST_FULFILMENT + GRACE);
		assert_ok!(TradeEscrow::lapse_slot(RuntimeOrigin::signed(stranger()), id, 0));
		assert_eq!(Balances::free_balance(buyer()), before + BOND - 700);
		assert_eq!(held(HoldReason::ClaimBond, &other_seller()), 0);
	});
}

#[test]
fn whoever_copies_a_claim_pays_the_bond_and_names_the_same_payee() {
	build_and_execute(|| {
		let id = bonded();
		let proof = presentation(patient(0), id, &fresh(0), 10).unwrap();
		let copy = |payee| {
			TradeEscrow::claim_bonded_slot(RuntimeOrigin::signed(stranger()), id, payee, 10, proof.clone())
		};
		assert_eq!(
			copy(stranger()).map_err(|e| e.error),
			Err(Error::<Test>::InvalidClaim.into())
		);
		assert_ok!(copy(fresh(0)));
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), Ok(Ok(())));
		assert!(Balances::free_balance(fresh(0)) > 0);
	});
}

#[test]
fn a_claim_comes_with_a_bond_exactly_if_the_offer_wants_one() {
	build_and_execute(|| {
		let (with, without) = (bonded(), posted());
		assert_eq!(
			submit(claim(patient(0), with, &fresh(0))),
			refused(Error::BondRequired)
		);
		assert_noop!(
			claim_as(other_seller(), 0, without, fresh(0)).map_err(|e| e.error),
			Error::<Test>::NoBondWanted
		);
	});
}

#[test]
fn a_signer_without_the_bond_claims_nothing() {
	build_and_execute(|| {
		let id = bonded();
		assert_noop!(
			claim_as(fresh(9), 0, id, fresh(0)).map_err(|e| e.error),
			Error::<Test>::BondUnaffordable
		);
	});
}
