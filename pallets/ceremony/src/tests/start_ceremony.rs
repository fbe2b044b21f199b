use super::cast::*;
use crate::{mock::*, Error, Event, NextRound, Rounds, Schedule};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::ceremony::{FailedRound, Failure, Phase, Purpose};
use sp_runtime::DispatchError;

fn replace(ceremony: [u8; 32]) -> Result<(), DispatchError> {
	Ceremony::start_ceremony(RuntimeOrigin::root(), TOKENS, Some(ceremony))
}

#[test]
fn the_council_begins_the_first_ceremony_of_a_kind() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		assert_eq!(
			last_event(),
			Event::RoundStarted {
				kind: TOKENS,
				round: 0,
				purpose: Purpose::Fresh,
				candidates: 4
			}
		);
		let round = round(TOKENS);
		assert_eq!(
			(round.phase, round.ends_at, round.threshold),
			(Phase::Enrol, 11, 0)
		);
		let members: Vec<_> = round
			.members
			.iter()
			.map(|member| member.account.clone())
			.collect();
		assert_eq!(members, operators(4));
		assert!(!Rounds::<Test>::contains_key(ATTRIBUTE_KEYS));
	});
}

#[test]
fn nobody_else_does() {
	ExtBuilder::of(4).build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(&operator(0))] {
			assert_noop!(
				Ceremony::start_ceremony(origin, TOKENS, None),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn kinds_have_rounds_of_their_own_and_numbers_are_never_used_again() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		assert_ok!(start(ATTRIBUTE_KEYS));
		assert_eq!((number(TOKENS), number(ATTRIBUTE_KEYS)), (0, 1));
		assert_noop!(start(TOKENS), Error::<Test>::RoundRuns);
		assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
		assert_ok!(start(TOKENS));
		assert_eq!(number(TOKENS), 2);
	});
}

#[test]
fn there_are_as_many_rounds_as_can_be_numbered() {
	ExtBuilder::of(4).build_and_execute(|| {
		NextRound::<Test>::put(u32::MAX - 1);
		assert_ok!(start(TOKENS));
		assert_noop!(start(ATTRIBUTE_KEYS), Error::<Test>::RoundsExhausted);
	});
}

#[test]
fn there_is_no_ceremony_of_none_nor_of_one() {
	for count in [0, 1] {
		ExtBuilder::of(count).build_and_execute(|| {
			assert_noop!(start(TOKENS), Error::<Test>::TooFewCandidates);
		});
	}
}

#[test]
fn an_authority_of_one_is_made_by_the_same_calls_where_the_chain_began_so() {
	ExtBuilder::of(1)
		.with(|settings| settings.minimum = 1)
		.build_and_execute(|| {
			let cast = Cast::of_finished(&operators(1), TOKENS);
			let token = UsedToken::get().unwrap();
			assert_eq!((token.threshold, token.members.len()), (1, 1));
			assert!(token.public().validate().is_ok());
			assert_eq!(cast.shares.len(), 1);
		});
}

#[test]
fn of_many_hospitals_the_longest_accredited_are_candidates() {
	ExtBuilder::of(40).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		let members: Vec<_> = round(TOKENS)
			.members
			.into_iter()
			.map(|member| member.account)
			.collect();
		assert_eq!(members, operators(32));
	});
}

#[test]
fn where_there_is_a_key_no_second_is_made() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		assert_noop!(start(TOKENS), Error::<Test>::KeyExists);
		assert_ok!(start(ATTRIBUTE_KEYS));
	});
}

#[test]
fn a_key_is_replaced_by_its_name_and_only_when_it_is_lost() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_noop!(replace([0; 32]), Error::<Test>::NoKey);
		Cast::of_finished(&operators(4), TOKENS);
		let old = UsedToken::get().unwrap();
		assert_noop!(replace([0; 32]), Error::<Test>::OtherKey);
		suspend(&operator(0));
		assert_noop!(replace(old.ceremony), Error::<Test>::KeyIsAlive);
		suspend(&operator(1));
		assert_ok!(replace(old.ceremony));
		assert_eq!(
			round(TOKENS).purpose,
			Purpose::Replace {
				ceremony: old.ceremony
			}
		);
		let mut cast = Cast::default();
		cast.perform(&operators(4)[2..], TOKENS);
		let new = UsedToken::get().unwrap();
		assert_ne!((new.ceremony, new.key), (old.ceremony, old.key));
		assert_eq!((new.generation, new.members.len()), (0, 2));
		assert_eq!(Ceremony::api_handed_on_token(), None);
	});
}

#[test]
fn a_key_whose_holders_come_back_meanwhile_is_not_replaced() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		let old = UsedToken::get().unwrap();
		suspend(&operator(0));
		suspend(&operator(1));
		assert_ok!(replace(old.ceremony));
		let number = number(TOKENS);
		for who in &operators(4)[2..] {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		accredit(&operator(0));
		next_block();
		assert_eq!(
			Ceremony::api_last_failure(TOKENS),
			Some(FailedRound {
				round: number,
				at: System::block_number(),
				reason: Failure::KeyRecovered
			})
		);
		// One of its holders is still suspended.
		assert!(matches!(round(TOKENS).purpose, Purpose::Reshare { .. }));
		assert_eq!(UsedToken::get(), Some(old));
		assert_eq!(held(&operator(2)), 0);
	});
}

#[test]
fn where_a_replacement_comes_to_nothing_the_key_is_renewed_as_before() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		let old = UsedToken::get().unwrap();
		suspend(&operator(0));
		suspend(&operator(1));
		assert_ok!(replace(old.ceremony));
		skip(SETTINGS.enrol);
		assert_eq!(Ceremony::api_round(TOKENS), None);
		let renewal = System::block_number() + SETTINGS.refresh;
		assert_eq!(Schedule::<Test>::get(TOKENS), Some(renewal));
		assert_eq!(UsedToken::get(), Some(old));
	});
}
