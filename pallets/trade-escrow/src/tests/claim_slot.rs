use super::world::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::Authorize, weights::Weight};
use salus_primitives::{AccountId, BlockNumber};
use sp_runtime::{
	transaction_validity::{TransactionSource, ValidTransaction},
	DispatchError,
};

fn validity(call: &Call<Test>) -> (ValidTransaction, Weight) {
	call.authorize(TransactionSource::External).unwrap().unwrap()
}

fn call(offer: u64, payee: AccountId, expiry: BlockNumber, presentation: Presentation) -> Call<Test> {
	Call::claim_slot {
		offer,
		payee,
		expiry,
		presentation,
	}
}

#[test]
fn whoever_qualifies_claims_for_an_account_that_never_held_a_token() {
	build_and_execute(|| {
		let id = posted();
		for (n, payee) in [(0, fresh(0)), (1, fresh(1))] {
			let before = Offers::<Test>::get(id).unwrap();
			let slot = claimed(n, id, &payee);
			let after = Offers::<Test>::get(id).unwrap();
			assert_eq!((after.free, after.claimed), (before.free - 1, before.claimed + 1));
			assert_eq!(before.fees - after.fees, after.claim_fee);
			assert!(!frame_system::Account::<Test>::contains_key(&payee));
			let event = Event::SlotClaimed {
				offer: id,
				slot,
				payee,
				fulfil_by: 1 + LEAST_FULFILMENT,
			};
			assert_eq!(last_event(), Some(event));
		}
		let fee = Offers::<Test>::get(id).unwrap().claim_fee;
		assert_eq!(Balances::free_balance(author()), ENDOWMENT + 2 * fee);
	});
}

#[test]
fn who_does_not_qualify_cannot_claim() {
	build_and_execute(|| {
		let id = posted();
		for n in [4, 5] {
			assert!(presentation(patient(n), id, &fresh(0), 10).is_none());
		}
		// A presentation for an offer that asks for what the patient has, sent to one that does not.
		let mut other = request(&buyer(), 1);
		other.predicates[0].any_of = vec![bucket("I10")].try_into().unwrap();
		let other = post(&buyer(), other);
		let presentation = presentation(patient(4), other, &fresh(0), 10).unwrap();
		assert_eq!(
			submit(call(id, fresh(0), 10, presentation)),
			refused(Error::InvalidClaim)
		);
	});
}

#[test]
fn a_claim_is_for_one_offer_payee_and_expiry() {
	build_and_execute(|| {
		let (id, other) = (posted(), posted());
		let proof = presentation(patient(0), id, &fresh(0), 10).unwrap();
		for copy in [
			call(other, fresh(0), 10, proof.clone()),
			call(id, fresh(1), 10, proof.clone()),
			call(id, fresh(0), 11, proof.clone()),
		] {
			assert_eq!(submit(copy), refused(Error::InvalidClaim));
		}
		assert_eq!(submit(call(id, fresh(0), 10, proof)), Ok(Ok(())));
	});
}

#[test]
fn a_claim_is_for_one_chain() {
	execute(|| {
		let id = posted();
		let claim = claim(patient(0), id, &fresh(0));
		frame_system::BlockHash::<Test>::insert(0, salus_primitives::Hash::repeat_byte(1));
		assert_eq!(submit(claim), refused(Error::InvalidClaim));
	});
}

#[test]
fn what_is_malformed_is_refused_before_any_point_is_read() {
	build_and_execute(|| {
		let id = posted();
		let proof = presentation(patient(0), id, &fresh(0), 10).unwrap().into_inner();
		let mut longer = proof.clone();
		longer.push(0);
		let mut scalar = proof.clone();
		let end = scalar.len();
		scalar[end - 32..].fill(255);
		for bytes in [
			vec![],
			vec![0; 100],
			proof[..proof.len() - 1].to_vec(),
			longer,
			scalar,
		] {
			let bytes = bytes.try_into().unwrap();
			assert_eq!(
				submit(call(id, fresh(0), 10, bytes)),
				refused(Error::MalformedClaim)
			);
		}
	});
}

#[test]
fn any_bit_that_is_changed_makes_it_worthless() {
	build_and_execute(|| {
		let id = posted();
		let proof = presentation(patient(0), id, &fresh(0), 10).unwrap().into_inner();
		for at in (0..proof.len()).step_by(23) {
			let mut bytes = proof.clone();
			bytes[at] ^= 1;
			let outcome = submit(call(id, fresh(0), 10, bytes.try_into().unwrap()));
			assert!(outcome.is_err(), "byte {at}");
		}
		assert_eq!(Offers::<Test>::get(id).unwrap().claims, 0);
	});
}

#[test]
fn a_patient_claims_again_once_a_claim_has_lapsed_and_twice_at_most() {
	build_and_execute(|| {
		let id = posted();
		for n in 0..2 {
			let slot = claimed(0, id, &fresh(n));
			go_to(System::block_number() + 1);
			assert_eq!(
				submit(claim(patient(0), id, &fresh(9))),
				refused(Error::AlreadyClaimed)
			);
			go_to(System::block_number() + LEAST_FULFILMENT + GRACE);
			assert_ok!(TradeEscrow::lapse_slot(
				RuntimeOrigin::signed(stranger()),
				id,
				slot
			));
		}
		assert_eq!(
			submit(claim(patient(0), id, &fresh(2))),
			refused(Error::NullifierUsed)
		);
		claimed(1, id, &fresh(2));
		let of_offer: Vec<_> = Slots::<Test>::iter_prefix(id)
			.map(|(_, slot)| slot.nullifier)
			.collect();
		let other = posted();
		claimed(0, other, &fresh(3));
		assert!(!of_offer.contains(&Slots::<Test>::get(other, 0).unwrap().nullifier));
	});
}

#[test]
fn a_claim_that_somebody_sends_again_is_worth_nothing() {
	build_and_execute(|| {
		let id = posted();
		let claim = claim(patient(0), id, &fresh(0));
		assert_eq!(submit(claim.clone()), Ok(Ok(())));
		go_to(2);
		assert_eq!(submit(claim.clone()), refused(Error::AlreadyClaimed));
		assert_eq!(submit(fulfil(0, id, 0, &fresh(0))), Ok(Ok(())));
		assert_eq!(submit(claim), refused(Error::AlreadyClaimed));
	});
}

#[test]
fn a_suspended_issuer_stops_new_claims_in_the_next_block() {
	build_and_execute(|| {
		let id = posted();
		let slot = claimed(6, id, &fresh(1));
		let late = claim(patient(1), id, &fresh(2));
		Registry::suspend(patient(1).hospital);
		go_to(2);
		assert_eq!(submit(late.clone()), refused(Error::InvalidClaim));
		// Its patients cannot prove it anew, those of other hospitals can.
		assert!(presentation(patient(1), id, &fresh(2), 12).is_none());
		claimed(0, id, &fresh(0));
		// What was claimed before is paid.
		assert_eq!(submit(fulfil(6, id, slot, &fresh(1))), Ok(Ok(())));
		Registry::reinstate(patient(1).hospital);
		assert_eq!(submit(late), Ok(Ok(())));
	});
}

#[test]
fn a_key_that_a_hospital_gave_up_claims_nothing() {
	build_and_execute(|| {
		let id = posted();
		let late = claim(patient(1), id, &fresh(1));
		rotate(patient(1).hospital);
		assert_eq!(submit(late), refused(Error::InvalidClaim));
	});
}

#[test]
fn without_any_issuer_left_nothing_is_checked() {
	build_and_execute(|| {
		let id = posted();
		let late = claim(patient(0), id, &fresh(0));
		HOSPITALS.into_iter().for_each(Registry::suspend);
		assert_eq!(submit(late), refused(Error::NoAcceptedIssuer));
	});
}

#[test]
fn a_credential_is_dead_once_its_quarter_and_a_week_are_over() {
	build_and_execute(|| {
		let id = posted();
		let claim = claim(patient(0), id, &fresh(0));
		Calendar::set(JANUARY);
		assert_eq!(submit(claim.clone()), refused(Error::QuarterNotAccepted));
		// 3 January.
		Calendar::set(1_798_934_400);
		assert_eq!(submit(claim), Ok(Ok(())));
	});
}

#[test]
fn an_expired_claim_and_one_of_an_expired_offer_are_refused() {
	build_and_execute(|| {
		let id = posted();
		let old = claim(patient(0), id, &fresh(0));
		go_to(12);
		assert_eq!(submit(old), refused(Error::ClaimExpired));
		go_to(201);
		let late = claim(patient(0), id, &fresh(0));
		go_to(202);
		assert_eq!(submit(late), refused(Error::OfferExpired));
	});
}

#[test]
fn an_offer_that_is_not_there_or_is_full_takes_no_claim() {
	build_and_execute(|| {
		let id = post(&buyer(), request(&buyer(), 1));
		let spare = claim(patient(1), id, &fresh(1));
		claimed(0, id, &fresh(0));
		assert_eq!(submit(spare), refused(Error::NoFreeSlot));
		let proof = vec![0u8; 10].try_into().unwrap();
		assert_eq!(
			submit(call(99, fresh(0), 10, proof)),
			refused(Error::OfferNotFound)
		);
	});
}

#[test]
fn a_block_takes_a_bounded_number_of_claims_of_an_offer_and_in_all() {
	build_and_execute(|| {
		let (id, other, third) = (posted(), posted(), posted());
		for n in 0..CLAIMS_PER_OFFER as usize {
			claimed(n, id, &fresh(n as u8));
		}
		let more = claim(patient(2), id, &fresh(2));
		assert_eq!(submit(more.clone()), postponed());
		claimed(2, other, &fresh(3));
		let third_claim = claim(patient(3), third, &fresh(4));
		assert_eq!(submit(third_claim.clone()), postponed());
		go_to(2);
		assert_eq!(submit(more), Ok(Ok(())));
		assert_eq!(submit(third_claim), Ok(Ok(())));
	});
}

#[test]
fn in_the_pool_a_patient_has_one_claim_of_an_offer() {
	build_and_execute(|| {
		let id = posted();
		let (first, second) = (claim(patient(0), id, &fresh(0)), claim(patient(0), id, &fresh(1)));
		let other = claim(patient(1), id, &fresh(2));
		let (valid, unspent) = validity(&first);
		assert_eq!(valid.provides, validity(&second).0.provides);
		assert_ne!(valid.provides, validity(&other).0.provides);
		assert_eq!(valid.longevity, 11);
		assert!(valid.propagate && valid.requires.is_empty());
		let spent = <() as WeightInfo>::authorize_claim_slot(4, 3);
		assert_eq!(TradeEscrow::worst_claim_check() - unspent, spent);
	});
}

#[test]
fn nobody_claims_with_a_signature_or_with_none() {
	build_and_execute(|| {
		let id = posted();
		let proof = presentation(patient(0), id, &fresh(0), 10).unwrap();
		for origin in [
			RuntimeOrigin::signed(stranger()),
			RuntimeOrigin::none(),
			RuntimeOrigin::root(),
		] {
			assert_noop!(
				TradeEscrow::claim_slot(origin, id, fresh(0), 10, proof.clone()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn an_offer_takes_two_claims_a_value() {
	build_and_execute(|| {
		let id = post(&buyer(), request(&buyer(), 1));
		for n in 0..2 {
			let slot = claimed(n, id, &fresh(n as u8));
			go_to(System::block_number() + LEAST_FULFILMENT + GRACE);
			assert_ok!(TradeEscrow::lapse_slot(
				RuntimeOrigin::signed(stranger()),
				id,
				slot
			));
		}
		assert_eq!(
			submit(claim(patient(2), id, &fresh(2))),
			refused(Error::ClaimsExhausted)
		);
		assert_eq!(Offers::<Test>::get(id).unwrap().fees, 0);
	});
}
