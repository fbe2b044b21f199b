use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::Authorize};
use salus_primitives::trade::OfferId;
use sp_runtime::{transaction_validity::TransactionSource, DispatchError};

fn with_claim(test: impl FnOnce(OfferId)) {
	build_and_execute(|| {
		let id = posted();
		assert_eq!(claimed(0, id, &fresh(0)), 0);
		test(id);
	});
}

#[test]
fn the_payee_is_paid_at_once_and_the_buyer_decrypts_the_value() {
	with_claim(|id| {
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), Ok(Ok(())));
		let offer = Offers::<Test>::get(id).unwrap();
		let fee = offer.claim_fee + offer.fulfil_fee;
		assert_eq!(Balances::free_balance(fresh(0)), PRICE - fee);
		assert_eq!(Balances::free_balance(author()), ENDOWMENT + fee);
		assert_eq!((offer.free, offer.claimed, offer.paid), (2, 0, 1));
		assert_eq!(offer.fees, 6 * offer.claim_fee);
		assert_eq!(decrypted(&buyer(), id, 0), Some(patient(0).value));
		let event = Event::SlotFulfilled {
			offer: id,
			slot: 0,
			payee: fresh(0),
			paid: PRICE - fee,
			fee,
		};
		assert_eq!(last_event(), Some(event));
	});
}

#[test]
fn a_fulfilment_is_for_one_slot_payee_and_offer() {
	with_claim(|id| {
		let other = posted();
		let neighbour = claimed(1, id, &fresh(1));
		let elsewhere = claimed(0, other, &fresh(0));
		let proof = fulfilment(patient(0), id, 0, &fresh(0));
		for (offer, slot) in [(id, neighbour), (other, elsewhere)] {
			let copy = Call::fulfil_slot {
				offer,
				slot,
				fulfilment: proof,
			};
			assert_eq!(submit(copy), refused(Error::InvalidFulfilment));
		}
		let own = Call::fulfil_slot {
			offer: id,
			slot: 0,
			fulfilment: proof,
		};
		assert_eq!(submit(own), Ok(Ok(())));
	});
}

#[test]
fn another_value_than_the_one_committed_to_is_not_paid_for() {
	with_claim(|id| {
		for n in [1, 2] {
			let fulfilment = fulfilment(patient(n), id, 0, &fresh(0));
			let call = Call::fulfil_slot {
				offer: id,
				slot: 0,
				fulfilment,
			};
			assert_eq!(submit(call), refused(Error::InvalidFulfilment));
		}
	});
}

#[test]
fn malformed_points_and_scalars_are_refused() {
	with_claim(|id| {
		let good = fulfilment(patient(0), id, 0, &fresh(0));
		let spoilt = |range: std::ops::Range<usize>, byte: u8| {
			let mut bytes = good;
			bytes[range].fill(byte);
			bytes
		};
		let mut swapped = good;
		swapped[..48].copy_from_slice(&good[48..96]);
		swapped[48..96].copy_from_slice(&good[..48]);
		let mut identity = good;
		identity[..48].fill(0);
		identity[0] = 0xc0;
		for fulfilment in [
			spoilt(0..48, 0),
			spoilt(0..48, 255),
			spoilt(48..96, 255),
			spoilt(96..128, 255),
			spoilt(128..224, 255),
			spoilt(0..224, 0),
			swapped,
			identity,
		] {
			let call = Call::fulfil_slot {
				offer: id,
				slot: 0,
				fulfilment,
			};
			assert_eq!(submit(call), refused(Error::InvalidFulfilment));
		}
	});
}

#[test]
fn a_value_is_paid_for_once() {
	with_claim(|id| {
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), Ok(Ok(())));
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), refused(Error::TradeClosed));
	});
}

#[test]
fn closing_or_filling_an_offer_does_not_touch_a_claimed_slot() {
	with_claim(|id| {
		assert_ok!(TradeEscrow::close_offer(RuntimeOrigin::signed(buyer()), id));
		go_to(1 + CLOSE_NOTICE);
		assert_ok!(TradeEscrow::settle_offer(RuntimeOrigin::signed(buyer()), id));
		let before = Balances::free_balance(buyer());
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), Ok(Ok(())));
		let offer = Offers::<Test>::get(id).unwrap();
		assert_eq!(
			Balances::free_balance(fresh(0)),
			PRICE - offer.claim_fee - offer.fulfil_fee
		);
		// What the offer had advanced returns to the buyer, since the offer is closed.
		assert_eq!(Balances::free_balance(buyer()), before + offer.claim_fee);
		assert_eq!(held(HoldReason::OfferEscrow, &buyer()), 0);
	});
}

#[test]
fn it_counts_until_a_lapse_is_executed_and_no_longer() {
	with_claim(|id| {
		go_to(1 + LEAST_FULFILMENT + GRACE + 50);
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), Ok(Ok(())));
	});
	with_claim(|id| {
		go_to(1 + LEAST_FULFILMENT + GRACE);
		assert_ok!(TradeEscrow::lapse_slot(RuntimeOrigin::signed(buyer()), id, 0));
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), refused(Error::TradeClosed));
	});
}

#[test]
fn a_slot_that_was_not_claimed_is_not_paid() {
	with_claim(|id| {
		let fulfilment = fulfilment(patient(0), id, 1, &fresh(0));
		let call = |offer, slot| Call::fulfil_slot {
			offer,
			slot,
			fulfilment,
		};
		assert_eq!(submit(call(id, 1)), refused(Error::SlotNotFound));
		assert_eq!(submit(call(id + 1, 0)), refused(Error::OfferNotFound));
	});
}

#[test]
fn a_payee_that_cannot_be_paid_is_told_so_and_the_slot_lapses() {
	execute(|| {
		let id = posted();
		claimed(0, id, &fresh(0));
		let full = u128::MAX - PRICE / 2;
		frame_system::Account::<Test>::mutate(fresh(0), |stored| {
			stored.providers = 1;
			stored.data.free = full;
		});
		assert_eq!(
			submit(fulfil(0, id, 0, &fresh(0))),
			refused(Error::PayeeCannotReceive)
		);
		go_to(1 + LEAST_FULFILMENT + GRACE);
		assert_ok!(TradeEscrow::lapse_slot(RuntimeOrigin::signed(buyer()), id, 0));
		assert_eq!(TradeEscrow::check_state(), Ok(()));
	});
}

#[test]
fn in_the_pool_a_slot_has_one_fulfilment_and_nothing_goes_before_it() {
	with_claim(|id| {
		let neighbour = claimed(1, id, &fresh(1));
		let validity = |call: Call<Test>| call.authorize(TransactionSource::External).unwrap().unwrap().0;
		let (first, second) = (
			validity(fulfil(0, id, 0, &fresh(0))),
			validity(fulfil(1, id, neighbour, &fresh(1))),
		);
		assert_ne!(first.provides, second.provides);
		assert!(first.propagate && first.requires.is_empty());
		go_to(2);
		assert!(first.priority > validity(claim(patient(2), id, &fresh(2))).priority);
	});
}

#[test]
fn nobody_fulfils_with_a_signature_or_with_none() {
	with_claim(|id| {
		let proof = fulfilment(patient(0), id, 0, &fresh(0));
		for origin in [
			RuntimeOrigin::signed(stranger()),
			RuntimeOrigin::none(),
			RuntimeOrigin::root(),
		] {
			assert_noop!(
				TradeEscrow::fulfil_slot(origin, id, 0, proof),
				DispatchError::BadOrigin
			);
		}
	});
}
