use super::{cast::*, hand};
use crate::{mock::*, Deals, Error, Event};
use frame_support::{assert_noop, assert_ok};
use rand::rngs::OsRng;
use salus_crypto::{ceremony::Tokens, encoding::DecodeError};
use salus_primitives::ceremony::{CeremonyKind, Failure, Phase};

/// These members have enrolled and committed.
pub fn dealing(cast: &mut Cast, who: &[AccountId], kind: CeremonyKind) {
	assert_ok!(start(kind));
	for who in who {
		assert_ok!(enrol(who, kind));
	}
	until(kind, Phase::Commit);
	for who in who {
		assert_ok!(cast.commit(who, kind));
	}
	until(kind, Phase::Deal);
}

#[test]
fn a_dealer_opens_what_it_committed_to() {
	for kind in [TOKENS, ATTRIBUTE_KEYS] {
		ExtBuilder::of(4).build_and_execute(|| {
			let mut cast = Cast::default();
			dealing(&mut cast, &operators(4), kind);
			let deal = cast.dealt(&operator(2), kind);
			assert_ok!(post(&operator(2), kind, deal.clone()));
			assert_eq!(
				last_event(),
				Event::Dealt {
					kind,
					round: 0,
					who: operator(2),
					dealer: 3
				}
			);
			assert_eq!(Ceremony::api_deal(kind, 0, 3), Some(deal.clone()));
			assert_eq!(Ceremony::api_deal(kind, 1, 3), None);
			assert_noop!(post(&operator(2), kind, deal), Error::<Test>::AlreadyDealt);
		});
	}
}

#[test]
fn once_all_have_dealt_nobody_waits() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		for who in &operators(4) {
			assert_ok!(cast.deal(who, TOKENS));
		}
		next_block();
		assert_eq!(round(TOKENS).phase, Phase::Complain);
		assert_eq!(
			last_event(),
			Event::ComplaintsOpened {
				kind: TOKENS,
				round: 0
			}
		);
	});
}

#[test]
fn commitments_of_the_wrong_degree_are_refused() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		let deal = cast.dealt(&operator(0), TOKENS);
		let longer = [&deal[..32], &deal].concat();
		for bad in [
			deal[32..].to_vec(),
			longer,
			Vec::new(),
			deal[..deal.len() - 1].to_vec(),
		] {
			assert_noop!(post(&operator(0), TOKENS, bad), Error::<Test>::WrongLength);
		}
		assert!(!Deals::<Test>::contains_key(TOKENS, 1));
	});
}

#[test]
fn a_deal_longer_than_any_does_not_decode() {
	use codec::Decode;
	use salus_primitives::ceremony::{Deal, MAX_DEAL};
	let encoded = codec::Encode::encode(&vec![0_u8; MAX_DEAL as usize + 1]);
	assert!(Deal::decode(&mut &encoded[..]).is_err());
}

#[test]
fn points_off_the_group_are_refused() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		assert_ok!(start(TOKENS));
		for who in &operators(4) {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		// A dealer that commits to a point which is none: the last coefficient.
		let hand = hand::Hand::<Tokens>::random(3, &mut OsRng);
		let mut commitments = hand.commitments();
		let last = commitments.len() - 32;
		commitments[last..].fill(0xff);
		let run = run_of(&round(TOKENS));
		let (key, _) = cast.commitment(&operator(0), TOKENS);
		let bound = hand::commitment(&run, 1, &commitments);
		assert_ok!(Ceremony::commit(
			signed(&operator(0)),
			TOKENS,
			0,
			key,
			Some(bound)
		));
		for who in &operators(4)[1..] {
			assert_ok!(cast.commit(who, TOKENS));
		}
		until(TOKENS, Phase::Deal);
		let keys = keys_of(&round(TOKENS), &run);
		let sealed = hand.sealed(&run, &keys, 1, &hand::Lies::default());
		let deal = hand.proven(&run, &keys, 1, &commitments, &sealed, &mut OsRng);
		assert_eq!(
			salus_crypto::encoding::decode_ristretto(&[0xff; 32]),
			Err(DecodeError::Malformed)
		);
		assert_noop!(post(&operator(0), TOKENS, deal), Error::<Test>::InvalidPoint);
	});
}

#[test]
fn a_deal_is_the_one_committed_to_and_its_dealers_own() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		let of_another = cast.dealt(&operator(1), TOKENS);
		assert_noop!(post(&operator(0), TOKENS, of_another), Error::<Test>::OtherDeal);
		let mut spoilt = cast.dealt(&operator(0), TOKENS);
		spoil(TOKENS, &round(TOKENS), &mut spoilt);
		assert_noop!(
			post(&operator(0), TOKENS, spoilt),
			Error::<Test>::InvalidDealProof
		);
		assert_noop!(post(&STRANGER, TOKENS, vec![0; 64]), Error::<Test>::NotOperator);
	});
}

#[test]
fn a_deal_of_another_round_is_refused() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		let old = cast.dealt(&operator(0), TOKENS);
		assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
		dealing(&mut cast, &operators(4), TOKENS);
		assert_noop!(post(&operator(0), TOKENS, old.clone()), Error::<Test>::OtherDeal);
		assert_noop!(
			Ceremony::deal(signed(&operator(0)), TOKENS, 0, old.try_into().unwrap()),
			Error::<Test>::OtherRound
		);
	});
}

#[test]
fn who_did_not_commit_does_not_deal() {
	ExtBuilder::of(7).build_and_execute(|| {
		let mut cast = Cast::default();
		assert_ok!(start(TOKENS));
		for who in &operators(7) {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		for who in &operators(6) {
			assert_ok!(cast.commit(who, TOKENS));
		}
		assert_noop!(post(&operator(0), TOKENS, vec![0; 64]), Error::<Test>::WrongPhase);
		until(TOKENS, Phase::Deal);
		assert_noop!(
			post(&operator(6), TOKENS, vec![0; 64]),
			Error::<Test>::NotCommitted
		);
		accredit(&operator(7));
		assert_noop!(post(&operator(7), TOKENS, vec![0; 64]), Error::<Test>::NotDealer);
	});
}

#[test]
fn who_committed_and_does_not_deal_loses_a_part_of_its_deposit() {
	ExtBuilder::of(7).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(7), TOKENS);
		for who in &operators(7)[..5] {
			assert_ok!(cast.deal(who, TOKENS));
		}
		until(TOKENS, Phase::Complain);
		assert_eq!(held(&operator(5)), DEPOSIT - DEPOSIT / 10);
		cast.conclude(&operators(7), TOKENS);
		assert_eq!(
			Ceremony::api_last_round(TOKENS).unwrap().qualified,
			[1, 2, 3, 4, 5]
		);
		assert_eq!(Balances::free_balance(operator(5)), FUNDS - DEPOSIT / 10);
	});
}

#[test]
fn too_few_deals_make_no_key_and_change_nothing() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		for who in &operators(2) {
			assert_ok!(cast.deal(who, TOKENS));
		}
		skip(8);
		assert_eq!(
			last_event(),
			Event::RoundFailed {
				kind: TOKENS,
				round: 0,
				reason: Failure::TooFewDealers
			}
		);
		assert_eq!(Deals::<Test>::iter().count(), 0);
		assert_eq!(UsedToken::get(), None);
		assert_eq!(held(&operator(0)), 0);
	});
}
