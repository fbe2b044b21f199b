use super::cast::*;
use crate::{mock::*, AgentOf, Agents, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{ceremony::Phase, traits::RevocationRegistry};

fn name(operator: &AccountId, agent: Option<AccountId>) -> sp_runtime::DispatchResult {
	Ceremony::set_agent(signed(operator), agent)
}

#[test]
fn an_agent_acts_for_its_hospital() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(name(&operator(0), Some(AGENT)));
		assert_eq!(
			last_event(),
			Event::AgentSet {
				operator: operator(0),
				agent: Some(AGENT)
			}
		);
		assert_eq!(Ceremony::api_acts_for(AGENT), Some(operator(0)));
		assert_eq!(Ceremony::api_acts_for(operator(1)), Some(operator(1)));
		assert_eq!(Ceremony::api_acts_for(STRANGER), None);
		assert_ok!(start(TOKENS));
		assert_ok!(enrol(&AGENT, TOKENS));
		assert!(round(TOKENS).members[0].enrolled);
		assert_eq!((held(&operator(0)), held(&AGENT)), (DEPOSIT, 0));
	});
}

#[test]
fn an_agent_is_taken_back_or_replaced() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(name(&operator(0), Some(AGENT)));
		assert_noop!(name(&operator(0), Some(AGENT)), Error::<Test>::AgentUnchanged);
		assert_ok!(name(&operator(0), Some(STRANGER)));
		assert_eq!(Ceremony::api_acts_for(AGENT), None);
		assert_ok!(name(&operator(0), None));
		assert_eq!(Ceremony::api_agent(operator(0)), None);
		assert_noop!(name(&operator(0), None), Error::<Test>::AgentUnchanged);
		assert_eq!(
			(Agents::<Test>::iter().count(), AgentOf::<Test>::iter().count()),
			(0, 0)
		);
	});
}

#[test]
fn an_agent_is_of_one_hospital_and_runs_none() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(name(&operator(0), Some(AGENT)));
		assert_noop!(name(&operator(1), Some(AGENT)), Error::<Test>::AgentTaken);
		assert_noop!(
			name(&operator(1), Some(operator(2))),
			Error::<Test>::AgentIsOperator
		);
		assert_noop!(name(&STRANGER, Some(AGENT)), Error::<Test>::NotOperator);
		assert_noop!(name(&AGENT, Some(STRANGER)), Error::<Test>::NotOperator);
	});
}

/// That the agent of a hospital was taken without its asking.
fn taken_from(operator: AccountId) -> Event<Test> {
	Event::AgentSet {
		operator,
		agent: None,
	}
}

#[test]
fn with_its_hospital_an_agent_goes() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(name(&operator(0), Some(AGENT)));
		suspend(&operator(0));
		assert_eq!(Ceremony::api_acts_for(AGENT), Some(operator(0)));
		withdraw(&operator(0));
		assert_eq!(Ceremony::api_acts_for(AGENT), None);
		assert_eq!(last_event(), taken_from(operator(0)));
		withdraw(&operator(1));
		assert_eq!(last_event(), taken_from(operator(0)), "it had none");
	});
}

#[test]
fn who_merely_applied_takes_nobodys_node() {
	ExtBuilder::of(4).build_and_execute(|| {
		let squatter = operator(9);
		apply(&squatter);
		assert_noop!(name(&squatter, Some(AGENT)), Error::<Test>::NotAccredited);
		assert_noop!(name(&squatter, None), Error::<Test>::AgentUnchanged);
		assert_ok!(name(&operator(0), Some(AGENT)));
		accredit(&squatter);
		assert_ok!(name(&squatter, Some(STRANGER)));
	});
}

#[test]
fn a_suspended_hospital_names_an_agent_only_to_hand_its_share_on() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		accredit(&operator(4));
		for place in [3, 4] {
			suspend(&operator(place));
		}
		assert_ok!(name(&operator(3), Some(AGENT)));
		assert_noop!(name(&operator(4), Some(STRANGER)), Error::<Test>::NotAccredited);
	});
}

#[test]
fn who_lost_its_standing_still_takes_its_agent_back() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(name(&operator(0), Some(AGENT)));
		suspend(&operator(0));
		assert_noop!(name(&operator(0), Some(STRANGER)), Error::<Test>::NotAccredited);
		assert_ok!(name(&operator(0), None));
		assert_eq!(Ceremony::api_acts_for(AGENT), None);
	});
}

#[test]
fn a_holder_that_leaves_hands_its_share_on_through_its_agent_and_loses_it_then() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		assert_ok!(name(&operator(3), Some(AGENT)));
		withdraw(&operator(3));
		assert_eq!(Ceremony::api_acts_for(AGENT), Some(operator(3)));
		next_block();
		for who in &operators(3) {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		for who in &operators(3) {
			assert_ok!(cast.commit(who, TOKENS));
		}
		let (key, commitment) = cast.commitment(&operator(3), TOKENS);
		assert_ok!(Ceremony::commit(
			signed(&AGENT),
			TOKENS,
			number(TOKENS),
			key,
			commitment
		));
		until(TOKENS, Phase::Deal);
		for who in &operators(3)[..2] {
			assert_ok!(cast.deal(who, TOKENS));
		}
		// It takes three: without the one that leaves the key would be lost.
		let deal = cast.dealt(&operator(3), TOKENS);
		assert_ok!(post(&AGENT, TOKENS, deal));
		until(TOKENS, Phase::Complain);
		assert_ok!(Ceremony::do_try_state());
		assert!(!events().contains(&taken_from(operator(3))));
		cast.conclude(&operators(3), TOKENS);
		assert_eq!(Ceremony::api_last_round(TOKENS).unwrap().qualified, [1, 2, 4]);
		assert_eq!(Ceremony::api_acts_for(AGENT), None);
		assert_eq!(last_event(), taken_from(operator(3)));
		assert_noop!(name(&operator(3), Some(AGENT)), Error::<Test>::NotAccredited);
	});
}

#[test]
fn who_left_keeps_its_agent_as_long_as_it_holds_a_share_of_the_other_key() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		assert_ok!(start(ATTRIBUTE_KEYS));
		cast.perform(&operators(4), ATTRIBUTE_KEYS);
		assert_ok!(name(&operator(3), Some(AGENT)));
		withdraw(&operator(3));
		next_block();
		// Nobody enrols to hand on the attribute keys: that round comes to nothing.
		cast.perform(&operators(3), TOKENS);
		assert_eq!(Ceremony::api_acts_for(AGENT), Some(operator(3)));
		assert_ok!(Ceremony::do_try_state());
		until(ATTRIBUTE_KEYS, Phase::Enrol);
		cast.perform(&operators(3), ATTRIBUTE_KEYS);
		assert_eq!(Ceremony::api_acts_for(AGENT), None);
		assert_eq!(last_event(), taken_from(operator(3)));
	});
}

#[test]
fn a_suspended_hospital_keeps_its_agent_through_the_resharing_that_takes_it_out() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		assert_ok!(name(&operator(3), Some(AGENT)));
		suspend(&operator(3));
		next_block();
		cast.perform(&operators(3), TOKENS);
		assert_eq!(Ceremony::api_acts_for(AGENT), Some(operator(3)));
		// Its node is there when it is reinstated.
		accredit(&operator(3));
		skip(6);
		assert_ok!(enrol(&AGENT, TOKENS));
		assert_ok!(Ceremony::do_try_state());
	});
}

#[test]
fn a_revoked_operator_acts_for_no_hospital_and_its_node_goes_on() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(name(&operator(0), Some(AGENT)));
		assert_ok!(Registry::revoke_account(&operator(0)));
		for agent in [None, Some(STRANGER)] {
			assert_noop!(name(&operator(0), agent), Error::<Test>::SignerRevoked);
		}
		let mut cast = Cast::default();
		assert_ok!(start(TOKENS));
		assert_noop!(enrol(&operator(0), TOKENS), Error::<Test>::SignerRevoked);
		assert_ok!(enrol(&AGENT, TOKENS));
		for who in &operators(4)[1..] {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		assert_noop!(cast.commit(&operator(0), TOKENS), Error::<Test>::SignerRevoked);
	});
}

/// Any accredited hospital may enrol an account without a role, and dismiss it, which revokes it.
#[test]
fn nobody_else_silences_a_node_by_having_its_account_revoked() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(name(&operator(0), Some(AGENT)));
		assert_ok!(Registry::revoke_account(&AGENT));
		let mut cast = Cast::default();
		assert_ok!(start(TOKENS));
		assert_ok!(enrol(&AGENT, TOKENS));
		for who in &operators(4)[1..] {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		let (key, commitment) = cast.commitment(&operator(0), TOKENS);
		assert_ok!(Ceremony::commit(
			signed(&AGENT),
			TOKENS,
			number(TOKENS),
			key,
			commitment
		));
	});
}
