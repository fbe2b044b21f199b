//! Each invariant of the README: corrupted storage is found.

use super::{cast::*, deal::dealing};
use crate::{
	mock::*, Activations, AgentOf, Agents, CurrentSettings, Deals, Dealt, Deposits, Floor,
	HandedOnParameters, HandedOnToken, LastRounds, NextRound, Publics, Roster, Rounds, Sums, Waiting,
};
use frame_support::{assert_ok, traits::fungible::MutateHold};
use salus_primitives::ceremony::Phase;
use sp_runtime::TryRuntimeError;

/// A round of one kind in its last phase, after a first step; a finished one of the other; then a corruption that must be
/// found as `fault`.
fn found(fault: &'static str, corrupt: impl FnOnce()) {
	ExtBuilder::of(4).build().execute_with(|| {
		let mut cast = Cast::of_finished(&operators(4), ATTRIBUTE_KEYS);
		dealing(&mut cast, &operators(4), TOKENS);
		for who in &operators(4) {
			assert_ok!(cast.deal(who, TOKENS));
		}
		until(TOKENS, Phase::Finish);
		assert_ok!(Ceremony::finish_ceremony(
			signed(&STRANGER),
			TOKENS,
			number(TOKENS)
		));
		assert_ok!(Ceremony::set_agent(signed(&operator(0)), Some(AGENT)));
		assert_ok!(Ceremony::do_try_state());
		corrupt();
		assert_eq!(Ceremony::do_try_state(), Err(TryRuntimeError::Other(fault)));
	});
}

fn change(change: impl FnOnce(&mut crate::RoundOf<Test>)) {
	Rounds::<Test>::mutate(TOKENS, |round| change(round.as_mut().unwrap()));
}

#[test]
fn invariant_1_settings_are_in_order() {
	let fault = "1: rounds cannot run under the settings";
	found(fault, || {
		CurrentSettings::<Test>::mutate(|settings| settings.deal = 0)
	});
	found(fault, || Floor::<Test>::put(3));
}

#[test]
fn invariant_2_the_roster_is_of_accredited_operators_once() {
	found("2: an operator stands twice on the roster", || {
		Roster::<Test>::mutate(|roster| roster.try_push(operator(0)).unwrap());
	});
	found("2: a hospital on the roster is not accredited", || {
		Roster::<Test>::mutate(|roster| roster.try_push(STRANGER).unwrap());
	});
}

#[test]
fn invariant_3_agents_and_operators_name_each_other() {
	found("3: an agent acts for another hospital", || {
		AgentOf::<Test>::insert(AGENT, operator(1))
	});
	found("3: an agent without its hospital", || {
		Agents::<Test>::remove(operator(0))
	});
	found(
		"3: an agent of a hospital that has left and holds nothing",
		|| {
			Agents::<Test>::insert(STRANGER, operator(30));
			AgentOf::<Test>::insert(operator(30), STRANGER);
		},
	);
}

#[test]
fn invariant_4_what_is_held_is_what_deposits_say() {
	found("4: what is held is not what deposits say", || {
		Deposits::<Test>::insert(TOKENS, operator(0), 1)
	});
	found("4: what is held is not what deposits say", || {
		let reason = crate::HoldReason::CeremonyDeposit.into();
		assert_ok!(Balances::hold(&reason, &STRANGER, 5));
	});
	found("4: a deposit of an account that is not there", || {
		Deposits::<Test>::insert(TOKENS, AccountId::new([250; 32]), 1)
	});
}

#[test]
fn invariant_5_a_round_is_sound() {
	found("5: a round has a number that was not given out", || {
		NextRound::<Test>::put(1)
	});
	found("5: a hospital takes part twice", || {
		change(|round| round.members[1] = round.members[0].clone())
	});
	let fault = "5: the members are not those that enrolled, or the threshold is not theirs";
	found(fault, || change(|round| round.threshold = 2));
	found(fault, || change(|round| round.members[3].enrolled = false));
	found("5: a fresh key is dealt by others than its members", || {
		change(|round| round.dealers[0].account = STRANGER)
	});
	let fault = "5: dealers are fixed exactly in the last phase";
	found(fault, || change(|round| round.qualified = Default::default()));
	found(fault, || change(|round| round.phase = Phase::Complain));
	found("5: a deal that does not stand counts", || {
		change(|round| round.dealers[1].dealt = Dealt::Excluded([0; 32]))
	});
	found("5: a threshold before the members are fixed", || {
		change(|round| round.phase = Phase::Enrol)
	});
	found("5: a key before the members are fixed", || {
		change(|round| {
			round.phase = Phase::Enrol;
			round.threshold = 0;
		})
	});
}

#[test]
fn invariant_6_deals_are_those_of_dealers() {
	found("6: deals and dealers do not agree", || {
		Deals::<Test>::remove(TOKENS, 2)
	});
	found("6: deals and dealers do not agree", || {
		Deals::<Test>::insert(TOKENS, 9, crate::tests::cast::no_deal())
	});
}

#[test]
fn invariant_7_values_are_those_of_the_steps_taken() {
	let fault = "7: the values computed are not those of the steps taken";
	found(fault, || Sums::<Test>::remove(TOKENS, 0));
	found(fault, || {
		Publics::<Test>::insert(TOKENS, 1, crate::PublicBytes::default())
	});
	found(fault, || change(|round| round.step = 2));
}

#[test]
fn invariant_8_a_round_makes_no_second_key() {
	found(
		"8: a round makes a second key, or hands on another sharing",
		|| change(|round| round.purpose = salus_primitives::ceremony::Purpose::Replace { ceremony: [1; 32] }),
	);
}

#[test]
fn invariant_9_deposits_are_of_who_takes_part() {
	found("9: a deposit of who takes no part", || {
		let reason = crate::HoldReason::CeremonyDeposit.into();
		assert_ok!(Balances::hold(&reason, &STRANGER, 5));
		Deposits::<Test>::insert(TOKENS, STRANGER, 5);
	});
	found("9: a deposit of who takes no part", || {
		// One that dealt nothing and enrolled not, in a round of its own making.
		change(|round| {
			round.phase = Phase::Enrol;
			round.threshold = 0;
			round.step = 0;
			round.qualified = Default::default();
			for member in &mut round.members {
				member.key = None;
			}
			for dealer in &mut round.dealers {
				dealer.dealt = Dealt::Nothing;
			}
			round.members[0].enrolled = false;
		});
		let _ = Deals::<Test>::clear_prefix(TOKENS, 32, None);
		let _ = Sums::<Test>::clear_prefix(TOKENS, 32, None);
	});
}

#[test]
fn invariant_9_a_hospital_that_neither_receives_nor_deals_has_paid_nothing() {
	found("9: a deposit of who takes no part", || {
		accredit(&operator(4));
		let reason = crate::HoldReason::CeremonyDeposit.into();
		assert_ok!(Balances::hold(&reason, &operator(4), 5));
		Deposits::<Test>::insert(TOKENS, operator(4), 5);
	});
}

#[test]
fn invariant_10_nothing_is_left_of_a_round() {
	found("10: a deposit without a round", || Rounds::<Test>::remove(TOKENS));
	found("10: steps without a round", || {
		Sums::<Test>::insert(ATTRIBUTE_KEYS, 0, crate::PublicBytes::default())
	});
	found("10: a hospital waits for the end of no round", || {
		Waiting::<Test>::insert(ATTRIBUTE_KEYS, ())
	});
	found("10: a deal of no dealer of the last round", || {
		Deals::<Test>::insert(ATTRIBUTE_KEYS, 9, crate::tests::cast::no_deal())
	});
	found("10: a deal without a round", || {
		LastRounds::<Test>::remove(ATTRIBUTE_KEYS)
	});
}

#[test]
fn invariant_11_the_last_round_made_the_sharing() {
	found("11: the last round did not make the sharing in use", || {
		LastRounds::<Test>::mutate(ATTRIBUTE_KEYS, |round| round.as_mut().unwrap().threshold = 4)
	});
	found("11: no round put the sharing to use", || {
		let made = Activations::<Test>::get(ATTRIBUTE_KEYS).unwrap();
		Activations::<Test>::insert(TOKENS, made);
	});
	let fault = "11: the last round did not put the sharing to use";
	found(fault, || Activations::<Test>::remove(ATTRIBUTE_KEYS));
	found(fault, || {
		Activations::<Test>::mutate(ATTRIBUTE_KEYS, |made| made.as_mut().unwrap().round += 1)
	});
	found(fault, || {
		let next = System::block_number() + 1;
		Activations::<Test>::mutate(ATTRIBUTE_KEYS, |made| made.as_mut().unwrap().at = next)
	});
}

#[test]
fn invariant_12_what_the_last_round_handed_on_is_kept_and_nothing_else() {
	let fault = "12: what is kept is not what the last round handed on";
	found(fault, || HandedOnParameters::<Test>::set(UsedParameters::get()));
	for kind in [TOKENS, ATTRIBUTE_KEYS] {
		ExtBuilder::of(4).build().execute_with(|| {
			let mut cast = Cast::of_finished(&operators(4), kind);
			assert_ok!(Ceremony::reshare(RuntimeOrigin::root(), kind));
			cast.perform(&operators(4), kind);
			assert_ok!(Ceremony::do_try_state());
			let fault = Err(TryRuntimeError::Other(fault));
			HandedOnToken::<Test>::set(UsedToken::get());
			HandedOnParameters::<Test>::set(UsedParameters::get());
			assert_eq!(Ceremony::do_try_state(), fault, "the generation in use");
			HandedOnToken::<Test>::kill();
			HandedOnParameters::<Test>::kill();
			assert_eq!(Ceremony::do_try_state(), fault, "nothing");
		});
	}
}

#[test]
fn invariant_12_what_was_handed_on_is_of_the_key_in_use() {
	ExtBuilder::of(4).build().execute_with(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		assert_ok!(Ceremony::reshare(RuntimeOrigin::root(), TOKENS));
		cast.perform(&operators(4), TOKENS);
		let mut other = UsedToken::get().unwrap();
		other.ceremony = [1; 32];
		UsedToken::set(&Some(other));
		assert_eq!(
			Ceremony::do_try_state(),
			Err(TryRuntimeError::Other(
				"12: another key was handed on than the one in use"
			))
		);
	});
}
