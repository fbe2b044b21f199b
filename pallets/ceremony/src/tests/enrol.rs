use super::cast::*;
use crate::{mock::*, Error, Event};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::Pays,
	traits::{fungible::Mutate, tokens::Preservation},
};
use salus_primitives::ceremony::{Failure, Phase};
use sp_runtime::DispatchError;

#[test]
fn a_candidate_says_that_it_is_there_for_a_deposit() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		let result = Ceremony::enrol(signed(&operator(1)), TOKENS, 0).unwrap();
		assert_eq!(result.pays_fee, Pays::No);
		assert_eq!(
			last_event(),
			Event::Enrolled {
				kind: TOKENS,
				round: 0,
				member: operator(1)
			}
		);
		assert_eq!(held(&operator(1)), DEPOSIT);
		assert_noop!(enrol(&operator(1), TOKENS), Error::<Test>::AlreadyEnrolled);
	});
}

#[test]
fn each_kind_takes_a_deposit_of_its_own() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		assert_ok!(start(ATTRIBUTE_KEYS));
		assert_ok!(enrol(&operator(1), TOKENS));
		assert_ok!(enrol(&operator(1), ATTRIBUTE_KEYS));
		assert_eq!(held(&operator(1)), 2 * DEPOSIT);
		assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
		assert_eq!(held(&operator(1)), DEPOSIT);
	});
}

#[test]
fn once_all_are_there_nobody_waits() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		for who in operators(4) {
			assert_ok!(enrol(&who, TOKENS));
		}
		next_block();
		let round = round(TOKENS);
		assert_eq!((round.phase, round.threshold), (Phase::Commit, 3));
		assert_eq!(
			last_event(),
			Event::MembersFixed {
				kind: TOKENS,
				round: 0,
				members: 4,
				threshold: 3
			}
		);
	});
}

#[test]
fn absent_candidates_are_no_members_and_the_threshold_is_that_of_the_others() {
	ExtBuilder::of(7).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		for who in &operators(7)[2..] {
			assert_ok!(enrol(who, TOKENS));
		}
		skip(9);
		assert_eq!(round(TOKENS).phase, Phase::Enrol);
		next_block();
		let round = round(TOKENS);
		assert_eq!((round.members.len(), round.threshold), (5, 4));
		assert_eq!(round.dealers.len(), 5);
	});
}

#[test]
fn without_two_thirds_of_the_candidates_there_is_no_ceremony() {
	ExtBuilder::of(7).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		for who in &operators(7)[3..] {
			assert_ok!(enrol(who, TOKENS));
		}
		skip(10);
		assert_eq!(Ceremony::api_round(TOKENS), None);
		assert_eq!(
			last_event(),
			Event::RoundFailed {
				kind: TOKENS,
				round: 0,
				reason: Failure::TooFewMembers
			}
		);
		assert_eq!(held(&operator(5)), 0);
	});
}

#[test]
fn whoever_is_no_candidate_stays_out() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_noop!(
			Ceremony::enrol(signed(&operator(0)), TOKENS, 0),
			Error::<Test>::NoRound
		);
		assert_ok!(start(TOKENS));
		assert_noop!(
			Ceremony::enrol(RuntimeOrigin::none(), TOKENS, 0),
			DispatchError::BadOrigin
		);
		assert_noop!(enrol(&STRANGER, TOKENS), Error::<Test>::NotOperator);
		accredit(&operator(4));
		assert_noop!(enrol(&operator(4), TOKENS), Error::<Test>::NotCandidate);
		suspend(&operator(3));
		assert_noop!(enrol(&operator(3), TOKENS), Error::<Test>::NotAccredited);
	});
}

#[test]
fn a_message_for_another_round_or_a_late_one_is_refused() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		assert_noop!(
			Ceremony::enrol(signed(&operator(0)), TOKENS, 1),
			Error::<Test>::OtherRound
		);
		for who in &operators(3) {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		assert_noop!(enrol(&operator(3), TOKENS), Error::<Test>::WrongPhase);
	});
}

#[test]
fn who_cannot_pay_the_deposit_does_not_take_part() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		assert_ok!(Balances::transfer(
			&operator(0),
			&STRANGER,
			FUNDS - 10,
			Preservation::Expendable
		));
		assert_noop!(enrol(&operator(0), TOKENS), Error::<Test>::DepositUnaffordable);
	});
}

#[test]
fn who_is_suspended_after_it_enrolled_is_no_member_and_gets_its_deposit_back() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		for who in &operators(4) {
			assert_ok!(enrol(who, TOKENS));
		}
		suspend(&operator(2));
		next_block();
		let members: Vec<_> = round(TOKENS)
			.members
			.into_iter()
			.map(|member| member.account)
			.collect();
		assert_eq!(members, [operator(0), operator(1), operator(3)]);
		assert_eq!((held(&operator(2)), held(&operator(3))), (0, DEPOSIT));
	});
}
