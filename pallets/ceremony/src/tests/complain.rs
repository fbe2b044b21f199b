use super::{cast::*, deal::dealing, hand};
use crate::{mock::*, Deals, Error, Event};
use frame_support::{assert_noop, assert_ok, dispatch::Pays};
use rand::rngs::OsRng;
use salus_crypto::ceremony::{AttributeKeys, Kind, Tokens};
use salus_crypto::Bls;
use salus_primitives::ceremony::{CeremonyKind, Complaint, Failure, Phase};

/// All have dealt, but for the last of them, which lies to `lies`.
pub fn with_a_liar<K: Kind>(cast: &mut Cast, who: &[AccountId], kind: CeremonyKind, lies: hand::Lies) {
	assert_ok!(start(kind));
	for who in who {
		assert_ok!(enrol(who, kind));
	}
	until(kind, Phase::Commit);
	let (liar, honest) = who.split_last().unwrap();
	let info = round(kind);
	let run = run_of(&info);
	let dealer = dealer_of(&info, liar).unwrap();
	let hand = hand::Hand::<K>::random(info.threshold, &mut OsRng);
	for who in honest {
		assert_ok!(cast.commit(who, kind));
	}
	let (key, _) = cast.commitment(liar, kind);
	let bound = hand.commitment(&run, dealer);
	assert_ok!(Ceremony::commit(signed(liar), kind, info.round, key, Some(bound)));
	until(kind, Phase::Deal);
	for who in honest {
		assert_ok!(cast.deal(who, kind));
	}
	let keys = keys_of(&round(kind), &run);
	let deal = hand.deal(&run, &keys, dealer, &lies, &mut OsRng);
	assert_ok!(post(liar, kind, deal));
	until(kind, Phase::Complain);
}

fn to(members: impl IntoIterator<Item = u16>) -> hand::Lies {
	hand::Lies {
		wrong: members.into_iter().collect(),
		..Default::default()
	}
}

#[test]
fn who_got_a_bad_share_shows_it_and_the_dealer_is_out() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		with_a_liar::<Tokens>(&mut cast, &operators(4), TOKENS, to([2]));
		let complaints = cast.complaints(&operator(1), TOKENS, &deals_of(&round(TOKENS)));
		let [(4, complaint)] = complaints[..] else {
			panic!("one liar: {complaints:?}")
		};
		let result = Ceremony::complain(signed(&operator(1)), TOKENS, 0, 4, complaint).unwrap();
		assert_eq!(result.pays_fee, Pays::No);
		assert_eq!(
			last_event(),
			Event::DealerExcluded {
				kind: TOKENS,
				round: 0,
				dealer: operator(3),
				complainer: operator(1),
				slashed: DEPOSIT,
				reward: DEPOSIT / 2
			}
		);
		assert_eq!(Balances::free_balance(operator(1)), FUNDS - DEPOSIT + DEPOSIT / 2);
		assert_eq!(held(&operator(3)), 0);
		assert!(!Deals::<Test>::contains_key(TOKENS, 4));
		assert_noop!(
			complain(&operator(1), TOKENS, 4, complaint),
			Error::<Test>::DealerIsExcluded
		);
		cast.conclude(&operators(4), TOKENS);
		assert_eq!(Ceremony::api_last_round(TOKENS).unwrap().qualified, [1, 2, 3]);
		assert!(UsedToken::get().unwrap().public().validate().is_ok());
	});
}

#[test]
fn seven_make_a_key_although_two_are_absent_and_one_lies() {
	ExtBuilder::of(7).build_and_execute(|| {
		let mut cast = Cast::default();
		with_a_liar::<AttributeKeys<Bls>>(&mut cast, &operators(5), ATTRIBUTE_KEYS, to([1, 2, 4]));
		cast.conclude(&operators(5), ATTRIBUTE_KEYS);
		let parameters = UsedParameters::get().unwrap();
		assert_eq!((parameters.threshold, parameters.authorities.len()), (4, 5));
		assert!(parameters.public().validate::<Bls>().is_ok());
		assert_eq!(cast.shares.len(), 5);
		assert!(System::block_number() < 40);
	});
}

#[test]
fn noise_is_as_bad_as_a_wrong_share() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		let lies = hand::Lies {
			noise: [1].into(),
			unreduced: [2].into(),
			..Default::default()
		};
		with_a_liar::<AttributeKeys<Bls>>(&mut cast, &operators(4), ATTRIBUTE_KEYS, lies);
		assert_eq!(cast.inspect(&operator(2), ATTRIBUTE_KEYS), Vec::<u16>::new());
		assert_eq!(cast.inspect(&operator(1), ATTRIBUTE_KEYS), [4]);
	});
}

#[test]
fn who_complains_of_a_good_share_pays_for_it_and_its_deal_stays() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		for who in &operators(4) {
			assert_ok!(cast.deal(who, TOKENS));
		}
		until(TOKENS, Phase::Complain);
		let complaint = cast.false_complaint(&operator(2), TOKENS, 1);
		let result = Ceremony::complain(signed(&operator(2)), TOKENS, 0, 1, complaint).unwrap();
		assert_eq!(result.pays_fee, Pays::Yes);
		assert_eq!(
			last_event(),
			Event::ComplaintRefuted {
				kind: TOKENS,
				round: 0,
				dealer: operator(0),
				complainer: operator(2),
				slashed: DEPOSIT,
				reward: DEPOSIT / 2
			}
		);
		assert!(Deals::<Test>::contains_key(TOKENS, 3));
		let again = cast.false_complaint(&operator(2), TOKENS, 2);
		assert_noop!(
			complain(&operator(2), TOKENS, 2, again),
			Error::<Test>::DepositForfeited
		);
		cast.conclude(&operators(4), TOKENS);
		assert_eq!(Ceremony::api_last_round(TOKENS).unwrap().qualified, [1, 2, 3, 4]);
	});
}

#[test]
fn a_complaint_proves_something_or_is_none() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		with_a_liar::<Tokens>(&mut cast, &operators(4), TOKENS, to([2, 3]));
		let (_, complaint) = cast
			.complaints(&operator(1), TOKENS, &deals_of(&round(TOKENS)))
			.pop()
			.unwrap();
		let mut bad = complaint;
		bad.proof[33] ^= 1;
		let mut no_point = complaint;
		no_point.shared = [0xff; 32];
		let neutral = Complaint {
			shared: [0; 32],
			..complaint
		};
		for bad in [bad, no_point, neutral] {
			assert_noop!(
				complain(&operator(1), TOKENS, 4, bad),
				Error::<Test>::InvalidComplaint
			);
		}
		// Of another recipient, and of another dealer.
		assert_noop!(
			complain(&operator(2), TOKENS, 4, complaint),
			Error::<Test>::InvalidComplaint
		);
		assert_noop!(
			complain(&operator(1), TOKENS, 3, complaint),
			Error::<Test>::InvalidComplaint
		);
	});
}

#[test]
fn a_complaint_names_a_deal_of_another_that_there_is() {
	ExtBuilder::of(7).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(7), TOKENS);
		for who in &operators(6) {
			assert_ok!(cast.deal(who, TOKENS));
		}
		let complaint = Complaint {
			shared: [1; 32],
			proof: [0; 64],
		};
		assert_noop!(
			complain(&operator(0), TOKENS, 2, complaint),
			Error::<Test>::WrongPhase
		);
		until(TOKENS, Phase::Complain);
		for dealer in [0, 7, 8, u16::MAX] {
			assert_noop!(
				complain(&operator(0), TOKENS, dealer, complaint),
				Error::<Test>::NoDeal
			);
		}
		assert_noop!(
			complain(&operator(0), TOKENS, 1, complaint),
			Error::<Test>::OwnDeal
		);
		accredit(&operator(7));
		assert_noop!(
			complain(&operator(7), TOKENS, 1, complaint),
			Error::<Test>::NotRecipient
		);
	});
}

#[test]
fn with_too_many_liars_there_is_no_key() {
	ExtBuilder::of(3).build_and_execute(|| {
		let mut cast = Cast::default();
		with_a_liar::<Tokens>(&mut cast, &operators(3), TOKENS, to([1]));
		assert_eq!(cast.inspect(&operator(0), TOKENS), [3]);
		skip(7);
		assert_eq!(
			last_event(),
			Event::RoundFailed {
				kind: TOKENS,
				round: 0,
				reason: Failure::TooFewDealers
			}
		);
		assert_eq!(UsedToken::get(), None);
		assert_eq!(Balances::free_balance(operator(2)), FUNDS - DEPOSIT);
	});
}
