use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use salus_primitives::{
	trade::{Predicate, MAX_OFFER_ISSUERS},
	AccountId, Balance,
};

fn post_as(who: AccountId, request: OfferRequestOf<Test>) -> frame_support::dispatch::DispatchResult {
	TradeEscrow::post_offer(RuntimeOrigin::signed(who), request)
}

fn noop(change: impl FnOnce(&mut OfferRequestOf<Test>), error: Error<Test>) {
	build_and_execute(|| {
		let mut request = request(&buyer(), 3);
		change(&mut request);
		assert_noop!(post_as(buyer(), request), error);
	});
}

#[test]
fn all_the_money_is_on_hold_from_the_start() {
	build_and_execute(|| {
		let id = posted();
		let offer = Offers::<Test>::get(id).unwrap();
		assert_eq!((offer.number, offer.free, offer.claims), (3, 3, 0));
		assert!(offer.claim_fee > 0 && offer.fulfil_fee > 0);
		assert_eq!(
			held(HoldReason::OfferEscrow, &buyer()),
			3 * PRICE + 6 * offer.claim_fee
		);
		assert_eq!(held(HoldReason::OfferDeposit, &buyer()), offer.deposit);
		let posted = Event::OfferPosted {
			offer: id,
			buyer: buyer(),
			price: PRICE,
			number: 3,
			deadline: 201,
		};
		assert_eq!(last_event(), Some(posted));
	});
}

#[test]
fn numbers_are_counters() {
	build_and_execute(|| {
		assert_eq!((posted(), posted()), (0, 1));
		NextOffer::<Test>::put(u64::MAX);
		assert_noop!(
			post_as(buyer(), request(&buyer(), 3)),
			Error::<Test>::OffersExhausted
		);
		NextOffer::<Test>::put(2);
	});
}

#[test]
fn an_offer_is_for_some_values_and_not_for_too_many() {
	noop(|r| r.number = 0, Error::<Test>::NoSlots);
	noop(|r| r.number = MAX_SLOTS + 1, Error::<Test>::TooManySlots);
	noop(|r| r.number = u32::MAX, Error::<Test>::TooManySlots);
	build_and_execute(|| {
		assert_ok!(post_as(buyer(), request(&buyer(), MAX_SLOTS)));
	});
}

#[test]
fn what_the_payee_gets_lets_an_account_exist() {
	noop(|r| r.price = 0, Error::<Test>::PriceTooLow);
	let least = || {
		let offer = Offers::<Test>::get(posted()).unwrap();
		offer.claim_fee + offer.fulfil_fee + EXISTENTIAL
	};
	build_and_execute(|| {
		let price = least() - 1;
		let request = OfferRequest {
			price,
			..request(&buyer(), 3)
		};
		assert_noop!(post_as(buyer(), request), Error::<Test>::PriceTooLow);
	});
	build_and_execute(|| {
		let price = least();
		let request = OfferRequest {
			price,
			..request(&buyer(), 3)
		};
		assert_ok!(post_as(buyer(), request));
	});
}

#[test]
fn amounts_that_do_not_fit_the_currency_are_refused() {
	noop(|r| r.price = u128::MAX, Error::<Test>::AmountOverflow);
	noop(|r| r.price = u128::MAX / 3, Error::<Test>::AmountOverflow);
	let one_value = |r: &mut OfferRequestOf<Test>| (r.price, r.number) = (u128::MAX / 2, 1);
	noop(one_value, Error::<Test>::PriceUnaffordable);
}

#[test]
fn a_deadline_lies_ahead_and_not_out_of_sight() {
	noop(|r| r.deadline = 0, Error::<Test>::DeadlineTooSoon);
	noop(|r| r.deadline = 1, Error::<Test>::DeadlineTooSoon);
	noop(|r| r.deadline = 2 + MAX_DURATION, Error::<Test>::DeadlineTooFar);
	noop(|r| r.deadline = u32::MAX, Error::<Test>::DeadlineTooFar);
}

#[test]
fn a_payee_has_time_and_does_not_bind_the_money_for_ever() {
	noop(
		|r| r.fulfil_blocks = LEAST_FULFILMENT - 1,
		Error::<Test>::InvalidFulfilTime,
	);
	noop(
		|r| r.fulfil_blocks = MAX_DURATION + 1,
		Error::<Test>::InvalidFulfilTime,
	);
	noop(|r| r.fulfil_blocks = u32::MAX, Error::<Test>::InvalidFulfilTime);
}

#[test]
fn issuers_are_accredited_and_named_once() {
	let issuers = |ids: Vec<u32>| move |r: &mut OfferRequestOf<Test>| r.issuers = ids.try_into().unwrap();
	noop(issuers(vec![]), Error::<Test>::InvalidIssuers);
	noop(issuers(vec![1, 2, 1]), Error::<Test>::InvalidIssuers);
	noop(issuers(vec![1, 2, 99]), Error::<Test>::IssuerNotAccredited);
	build_and_execute(|| {
		Registry::suspend(2);
		assert_noop!(
			post_as(buyer(), request(&buyer(), 3)),
			Error::<Test>::IssuerNotAccredited
		);
	});
}

#[test]
fn a_million_issuers_do_not_decode() {
	use codec::{Decode, Encode};
	let ids: Vec<u32> = (0..1_000_000).collect();
	assert!(
		BoundedVec::<u32, frame_support::traits::ConstU32<MAX_OFFER_ISSUERS>>::decode(&mut &ids.encode()[..])
			.is_err()
	);
}

#[test]
fn predicates_and_field_are_of_the_schema() {
	let invalid = |change: fn(&mut OfferRequestOf<Test>)| noop(change, Error::<Test>::InvalidTerms);
	// An integer where a bucket is asked for, an attribute that is not there, out of order, an empty set, a value twice.
	invalid(|r| r.predicates[0].attribute = 2);
	invalid(|r| r.predicates[1].attribute = 3);
	invalid(|r| r.predicates[0].attribute = 1);
	invalid(|r| r.predicates[0].any_of = BoundedVec::new());
	invalid(|r| {
		r.predicates[0] = Predicate {
			attribute: 0,
			any_of: vec![bucket("E11"), bucket("E11")].try_into().unwrap(),
		}
	});
	invalid(|r| r.field = 0);
	invalid(|r| r.field = 3);
	invalid(|r| r.field = u8::MAX);
}

#[test]
fn what_is_no_schema_is_refused() {
	for bytes in [vec![], vec![0u8; 10], vec![255; 2_000]] {
		noop(
			|r| r.schema = bytes.try_into().unwrap(),
			Error::<Test>::InvalidSchema,
		);
	}
	noop(|r| r.schema.try_push(0).unwrap(), Error::<Test>::InvalidSchema);
}

#[test]
fn the_key_is_proven_by_whoever_posts() {
	noop(|r| r.key_proof[40] ^= 1, Error::<Test>::InvalidKey);
	noop(|r| r.key_proof = [255; 64], Error::<Test>::InvalidKey);
	for bytes in [[0; 48], [255; 48]] {
		noop(|r| r.key = bytes, Error::<Test>::InvalidKey);
	}
	// The neutral element.
	let mut identity = [0; 48];
	identity[0] = 0xc0;
	noop(|r| r.key = identity, Error::<Test>::InvalidKey);
	build_and_execute(|| {
		assert_noop!(post_as(rival(), request(&buyer(), 3)), Error::<Test>::InvalidKey);
	});
}

#[test]
fn a_buyer_without_the_money_holds_nothing() {
	build_and_execute(|| {
		let leave = |left: Balance| {
			let all = Balances::free_balance(rival());
			let transfer =
				Balances::transfer_allow_death(RuntimeOrigin::signed(rival()), stranger(), all - left);
			assert_ok!(transfer);
		};
		leave(20_000);
		assert_noop!(
			post_as(rival(), request(&rival(), 3)),
			Error::<Test>::PriceUnaffordable
		);
		leave(1_000);
		assert_noop!(
			post_as(rival(), request(&rival(), 3)),
			Error::<Test>::DepositUnaffordable
		);
	});
}

/// The bounds hold what the cryptography takes.
const _: () = {
	use salus_crypto::{credential, offer};
	assert!(MAX_SCHEMA as usize >= credential::MAX_SCHEMA);
	assert!(MAX_PRESENTATION as usize >= offer::MAX_CLAIM);
	assert!(MAX_OFFER_ISSUERS as usize <= offer::MAX_ISSUERS);
	assert!(salus_primitives::trade::MAX_BUCKET as usize <= credential::MAX_VALUE);
	assert!(offer::Fulfilment::LENGTH == 224);
};
