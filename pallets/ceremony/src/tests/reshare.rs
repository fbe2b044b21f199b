use super::{cast::*, hand};
use crate::{mock::*, Error, NextRound};
use frame_support::{assert_noop, assert_ok};
use rand::rngs::OsRng;
use salus_crypto::{ceremony::Tokens, Bls};
use salus_primitives::ceremony::{CeremonyKind, Phase, Purpose};
use sp_runtime::DispatchError;

fn reshare(kind: CeremonyKind) {
	assert_ok!(Ceremony::reshare(RuntimeOrigin::root(), kind));
}

fn generation(kind: CeremonyKind) -> (u32, u16, usize) {
	let sharing = Ceremony::api_sharing(kind).unwrap();
	(sharing.generation, sharing.threshold, sharing.holders.len())
}

#[test]
fn from_four_to_seven_and_back_the_key_stays() {
	for kind in [TOKENS, ATTRIBUTE_KEYS] {
		ExtBuilder::of(4).build_and_execute(|| {
			let mut cast = Cast::of_finished(&operators(4), kind);
			let token = UsedToken::get();
			let parameters = UsedParameters::get();
			for place in 4..7 {
				accredit(&operator(place));
			}
			skip(6);
			cast.perform(&operators(7), kind);
			assert_eq!(generation(kind), (1, 5, 7));

			for place in 4..7 {
				suspend(&operator(place));
			}
			next_block();
			// It takes five of the old holders: who leaves deals, too.
			cast.perform(&operators(7), kind);
			assert_eq!(generation(kind), (2, 3, 4));
			if let (Some(old), Some(new)) = (token, UsedToken::get()) {
				assert_eq!((new.ceremony, new.key), (old.ceremony, old.key));
				assert!(new.public().validate().is_ok());
			}
			if let (Some(old), Some(new)) = (parameters, UsedParameters::get()) {
				assert_eq!((new.ceremony, new.a, new.beta), (old.ceremony, old.a, old.beta));
				assert_eq!(new.e, old.e);
				assert!(new.public().validate::<Bls>().is_ok());
			}
		});
	}
}

#[test]
fn suspended_holders_may_hand_on_what_they_hold_and_receive_nothing() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		suspend(&operator(0));
		suspend(&operator(1));
		next_block();
		let info = round(TOKENS);
		assert_eq!(
			info.purpose,
			Purpose::Reshare {
				ceremony: UsedToken::get().unwrap().ceremony,
				generation: 0,
				threshold: 3
			}
		);
		assert_eq!((info.dealers.len(), info.members.len()), (4, 2));
		assert_noop!(enrol(&operator(0), TOKENS), Error::<Test>::NotAccredited);
		cast.perform(&operators(4)[1..], TOKENS);
		assert_eq!(generation(TOKENS), (1, 2, 2));
		assert_eq!(held(&operator(1)), 0);
	});
}

#[test]
fn a_holder_suspended_after_it_enrolled_receives_nothing_and_deals_for_the_deposit_that_it_paid() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		reshare(TOKENS);
		for who in &operators(4) {
			assert_ok!(enrol(who, TOKENS));
		}
		suspend(&operator(0));
		next_block();
		let info = round(TOKENS);
		assert_eq!((info.members.len(), info.dealers.len()), (3, 4));
		assert_eq!(held(&operator(0)), DEPOSIT);
		assert_ok!(Ceremony::do_try_state());
		cast.perform_enrolled(&operators(4), TOKENS);
		assert_eq!(generation(TOKENS), (1, 3, 3));
		assert_eq!(held(&operator(0)), 0);
	});
}

#[test]
fn there_is_no_resharing_when_all_numbers_are_given_out() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		NextRound::<Test>::put(u32::MAX);
		assert_noop!(
			Ceremony::reshare(RuntimeOrigin::root(), TOKENS),
			Error::<Test>::RoundsExhausted
		);
	});
}

#[test]
fn who_receives_nothing_posts_no_key_and_who_deals_nothing_no_commitment() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		suspend(&operator(0));
		accredit(&operator(4));
		next_block();
		for who in &operators(5)[1..] {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		let number = number(TOKENS);
		let commit = |place: u8, key, commitment| {
			Ceremony::commit(signed(&operator(place)), TOKENS, number, key, commitment)
				.map(|_| ())
				.map_err(|error| error.error)
		};
		let (key, none) = cast.commitment(&operator(4), TOKENS);
		assert_eq!(none, None);
		let (no_key, commitment) = cast.commitment(&operator(0), TOKENS);
		assert_eq!(no_key, None);
		assert_noop!(commit(0, key, commitment), Error::<Test>::KeyNotWanted);
		assert_noop!(commit(4, key, commitment), Error::<Test>::CommitmentNotWanted);
		assert_ok!(commit(4, key, None));
		assert_ok!(commit(0, None, commitment));
		assert_eq!(held(&operator(0)), DEPOSIT);
		assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
		assert_eq!(held(&operator(0)), 0);
	});
}

#[test]
fn a_holder_hands_on_what_it_holds_and_nothing_else() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		reshare(TOKENS);
		for who in &operators(4) {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		let info = round(TOKENS);
		let run = run_of(&info);
		let hand = hand::Hand::<Tokens>::random(3, &mut OsRng);
		let (key, _) = cast.commitment(&operator(0), TOKENS);
		let bound = Some(hand.commitment(&run, 1));
		assert_ok!(Ceremony::commit(
			signed(&operator(0)),
			TOKENS,
			info.round,
			key,
			bound
		));
		for who in &operators(4)[1..] {
			assert_ok!(cast.commit(who, TOKENS));
		}
		until(TOKENS, Phase::Deal);
		let keys = keys_of(&round(TOKENS), &run);
		let deal = hand.deal(&run, &keys, 1, &hand::Lies::default(), &mut OsRng);
		assert_noop!(post(&operator(0), TOKENS, deal), Error::<Test>::OtherSecret);
		for who in &operators(4)[1..] {
			assert_ok!(cast.deal(who, TOKENS));
		}
		until(TOKENS, Phase::Complain);
		cast.conclude(&operators(4), TOKENS);
		assert_eq!(Ceremony::api_last_round(TOKENS).unwrap().qualified, [2, 3, 4]);
		assert_eq!(generation(TOKENS), (1, 3, 4));
	});
}

#[test]
fn a_holder_whose_share_is_lost_still_receives() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		reshare(TOKENS);
		for who in &operators(4) {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		let (key, _) = cast.commitment(&operator(0), TOKENS);
		let number = number(TOKENS);
		assert_ok!(Ceremony::commit(signed(&operator(0)), TOKENS, number, key, None));
		assert_noop!(cast.commit(&operator(0), TOKENS), Error::<Test>::AlreadyCommitted);
		for who in &operators(4)[1..] {
			assert_ok!(cast.commit(who, TOKENS));
		}
		next_block();
		assert_eq!(round(TOKENS).phase, Phase::Deal);
		for who in &operators(4)[1..] {
			assert_ok!(cast.deal(who, TOKENS));
		}
		until(TOKENS, Phase::Complain);
		assert_eq!(held(&operator(0)), DEPOSIT);
		cast.conclude(&operators(4), TOKENS);
		assert_eq!(Ceremony::api_last_round(TOKENS).unwrap().qualified, [2, 3, 4]);
		assert_eq!(Ceremony::api_sharing(TOKENS).unwrap().living, 4);
	});
}

#[test]
fn as_many_dealers_as_make_the_key_count() {
	ExtBuilder::of(7).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(7), TOKENS);
		reshare(TOKENS);
		cast.perform(&operators(7), TOKENS);
		assert_eq!(
			Ceremony::api_last_round(TOKENS).unwrap().qualified,
			[1, 2, 3, 4, 5]
		);
	});
}

#[test]
fn a_sleeper_takes_its_share_of_the_last_round_as_long_as_no_other_begins() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		reshare(TOKENS);
		cast.perform(&operators(4), TOKENS);
		skip(20);
		assert_eq!(cast.take_share(&operator(3), TOKENS), Ok(()));
		reshare(TOKENS);
		let info = Ceremony::api_last_round(TOKENS).unwrap();
		assert_eq!(Ceremony::api_deal(TOKENS, info.round, 1), None);
	});
}

#[test]
fn the_old_sharing_answers_until_the_new_one_is_there() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		let before = UsedToken::get();
		reshare(TOKENS);
		assert_noop!(
			Ceremony::reshare(RuntimeOrigin::root(), TOKENS),
			Error::<Test>::RoundRuns
		);
		skip(10);
		assert_eq!(Ceremony::api_round(TOKENS), None);
		assert_eq!(UsedToken::get(), before);
	});
}

#[test]
fn there_is_something_to_hand_on_and_the_council_says_so() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_noop!(
			Ceremony::reshare(RuntimeOrigin::root(), TOKENS),
			Error::<Test>::NoKey
		);
		assert_noop!(
			Ceremony::reshare(signed(&operator(0)), TOKENS),
			DispatchError::BadOrigin
		);
	});
}
