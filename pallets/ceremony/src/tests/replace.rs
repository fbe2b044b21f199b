//! Another key in place of one that too few holders are left of.

use super::cast::*;
use crate::{mock::*, CurrentSettings, Error, Event, Publics, Schedule, Sums};
use frame_support::{assert_noop, assert_ok};
use salus_crypto::Bls;
use salus_primitives::{
	authority::Parameters,
	ceremony::{CeremonyKind, FailedRound, Failure, Phase, Purpose, Settings},
	traits::AuthorityAgents,
};
use sp_runtime::DispatchResult;

fn replace(kind: CeremonyKind, ceremony: [u8; 32]) -> DispatchResult {
	Ceremony::start_ceremony(RuntimeOrigin::root(), kind, Some(ceremony))
}

fn abandon(kind: CeremonyKind) {
	assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), kind));
}

fn parameters() -> Parameters<AccountId> {
	UsedParameters::get().unwrap()
}

/// These and no others were reported for so many epochs in a row.
fn silent(who: &[AccountId], epochs: u32) {
	let reported: Vec<_> = who.iter().map(|authority| (authority.clone(), epochs)).collect();
	Silent::set(&reported);
	Ceremony::on_conduct(&operator(0));
	next_block();
}

#[test]
fn in_place_of_attribute_keys_whose_holders_are_gone_those_who_are_left_make_others() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), ATTRIBUTE_KEYS);
		let old = parameters();
		suspend(&operator(0));
		assert_noop!(replace(ATTRIBUTE_KEYS, old.ceremony), Error::<Test>::KeyIsAlive);
		suspend(&operator(1));
		next_block();
		// The chain tries to hand the key on by itself, as it does whenever a holder is gone.
		assert!(matches!(round(ATTRIBUTE_KEYS).purpose, Purpose::Reshare { .. }));
		assert_noop!(replace(ATTRIBUTE_KEYS, old.ceremony), Error::<Test>::RoundRuns);
		abandon(ATTRIBUTE_KEYS);
		assert_noop!(replace(ATTRIBUTE_KEYS, [0; 32]), Error::<Test>::OtherKey);
		assert_ok!(replace(ATTRIBUTE_KEYS, old.ceremony));
		assert_eq!(parameters(), old);

		cast.perform(&operators(4)[2..], ATTRIBUTE_KEYS);
		let new = parameters();
		assert_ne!(new.ceremony, old.ceremony);
		assert!(new.a != old.a && new.beta != old.beta && new.e != old.e);
		assert_eq!((new.generation, new.threshold, new.authorities.len()), (0, 2, 2));
		assert!(new.public().validate::<Bls>().is_ok());
		assert_eq!(
			last_event(),
			Event::AuthorityRecovered {
				kind: ATTRIBUTE_KEYS,
				living: 2,
				threshold: 2
			}
		);
		assert_noop!(replace(ATTRIBUTE_KEYS, old.ceremony), Error::<Test>::OtherKey);
		assert_noop!(replace(ATTRIBUTE_KEYS, new.ceremony), Error::<Test>::KeyIsAlive);
	});
}

#[test]
fn attribute_keys_whose_holders_fell_silent_are_replaced_by_all_who_are_accredited() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), ATTRIBUTE_KEYS);
		assert_ok!(Ceremony::reshare(RuntimeOrigin::root(), ATTRIBUTE_KEYS));
		cast.perform(&operators(4), ATTRIBUTE_KEYS);
		let old = parameters();
		assert_eq!(old.generation, 1);
		assert!(Ceremony::api_handed_on_parameters().is_some());

		silent(&operators(2), 2);
		assert_noop!(replace(ATTRIBUTE_KEYS, old.ceremony), Error::<Test>::KeyIsAlive);
		silent(&operators(2), 3);
		assert_eq!(
			last_event(),
			Event::AuthorityLost {
				kind: ATTRIBUTE_KEYS,
				living: 2,
				threshold: 3
			}
		);
		assert_ok!(replace(ATTRIBUTE_KEYS, old.ceremony));
		cast.perform(&operators(4), ATTRIBUTE_KEYS);
		let new = parameters();
		assert_ne!((new.ceremony, new.a), (old.ceremony, old.a));
		assert_eq!((new.generation, new.authorities.len()), (0, 4));
		// Nothing was handed on.
		assert_eq!(Ceremony::api_handed_on_parameters(), None);
	});
}

#[test]
fn a_token_key_is_not_lost_by_silence_but_by_suspensions() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		let old = UsedToken::get().unwrap();
		silent(&operators(4), 3);
		assert_eq!(Ceremony::api_sharing(TOKENS).unwrap().living, 4);
		assert_noop!(replace(TOKENS, old.ceremony), Error::<Test>::KeyIsAlive);
		suspend(&operator(0));
		suspend(&operator(1));
		assert_ok!(replace(TOKENS, old.ceremony));
	});
}

#[test]
fn attribute_keys_whose_holders_answer_again_stay_though_but_a_step_was_left() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), ATTRIBUTE_KEYS);
		let old = parameters();
		silent(&operators(2), 3);
		assert_ok!(replace(ATTRIBUTE_KEYS, old.ceremony));
		let number = number(ATTRIBUTE_KEYS);
		for who in &operators(4) {
			assert_ok!(enrol(who, ATTRIBUTE_KEYS));
		}
		until(ATTRIBUTE_KEYS, Phase::Commit);
		for who in &operators(4) {
			assert_ok!(cast.commit(who, ATTRIBUTE_KEYS));
		}
		until(ATTRIBUTE_KEYS, Phase::Deal);
		for who in &operators(4) {
			assert_ok!(cast.deal(who, ATTRIBUTE_KEYS));
		}
		until(ATTRIBUTE_KEYS, Phase::Finish);
		while round(ATTRIBUTE_KEYS).steps_left > 1 {
			assert_ok!(Ceremony::finish_ceremony(
				signed(&STRANGER),
				ATTRIBUTE_KEYS,
				number
			));
		}

		silent(&operators(1), 3);
		assert_eq!(Ceremony::api_round(ATTRIBUTE_KEYS), None);
		assert_eq!(
			Ceremony::api_last_failure(ATTRIBUTE_KEYS),
			Some(FailedRound {
				round: number,
				at: System::block_number(),
				reason: Failure::KeyRecovered
			})
		);
		assert_eq!(parameters(), old);
		assert_eq!(
			(Sums::<Test>::iter().count(), Publics::<Test>::iter().count()),
			(0, 0)
		);
		for who in &operators(4) {
			assert_eq!(held(who), 0);
		}
		assert_noop!(replace(ATTRIBUTE_KEYS, old.ceremony), Error::<Test>::KeyIsAlive);
	});
}

#[test]
fn a_replacement_that_loses_a_member_gives_way_to_a_resharing_that_the_council_ends_first() {
	ExtBuilder::of(5).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(5), ATTRIBUTE_KEYS);
		let old = parameters();
		suspend(&operator(0));
		suspend(&operator(1));
		assert_ok!(replace(ATTRIBUTE_KEYS, old.ceremony));
		let first = number(ATTRIBUTE_KEYS);
		for who in &operators(5)[2..] {
			assert_ok!(enrol(who, ATTRIBUTE_KEYS));
		}
		until(ATTRIBUTE_KEYS, Phase::Commit);
		suspend(&operator(4));
		next_block();
		assert!(events().contains(&Event::RoundFailed {
			kind: ATTRIBUTE_KEYS,
			round: first,
			reason: Failure::MemberLost
		}));
		for who in &operators(5) {
			assert_eq!(held(who), 0);
		}
		assert!(matches!(round(ATTRIBUTE_KEYS).purpose, Purpose::Reshare { .. }));
		assert_noop!(replace(ATTRIBUTE_KEYS, old.ceremony), Error::<Test>::RoundRuns);
		abandon(ATTRIBUTE_KEYS);
		assert_ok!(replace(ATTRIBUTE_KEYS, old.ceremony));
		assert_eq!(Schedule::<Test>::get(ATTRIBUTE_KEYS), None);
		cast.perform(&operators(4)[2..], ATTRIBUTE_KEYS);
		assert_ne!(parameters().ceremony, old.ceremony);
		assert_eq!(parameters().authorities.len(), 2);
	});
}

/// A replacement of a key that two of four holders were silent about begins, something changes while it enrols, and the two
/// are back. Gives after how many blocks the key is handed on, and the settings.
fn handed_on_after(change: impl FnOnce()) -> (u64, Settings<u64>) {
	let mut found = None;
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), ATTRIBUTE_KEYS);
		silent(&operators(2), 3);
		assert_ok!(replace(ATTRIBUTE_KEYS, parameters().ceremony));
		change();
		next_block();
		assert!(Ceremony::api_round(ATTRIBUTE_KEYS).is_some());
		silent(&[], 3);
		let failure = Ceremony::api_last_failure(ATTRIBUTE_KEYS).unwrap();
		assert_eq!(failure.reason, Failure::KeyRecovered);
		let after = match Schedule::<Test>::get(ATTRIBUTE_KEYS) {
			Some(at) => at - failure.at,
			None => {
				assert!(matches!(round(ATTRIBUTE_KEYS).purpose, Purpose::Reshare { .. }));
				0
			}
		};
		found = Some((after, CurrentSettings::<Test>::get()));
	});
	found.unwrap()
}

#[test]
fn a_key_that_is_back_is_handed_on_at_once_from_who_left_meanwhile() {
	let (after, _) = handed_on_after(|| suspend(&operator(3)));
	assert_eq!(after, 0);
}

#[test]
fn a_key_that_is_back_is_handed_on_soon_to_who_came_meanwhile() {
	let (after, settings) = handed_on_after(|| accredit(&operator(4)));
	assert_eq!(after, settings.settle);
}

#[test]
fn a_key_that_is_back_among_the_same_is_renewed_when_it_is_of_age() {
	let (after, settings) = handed_on_after(|| {});
	assert_eq!(after, settings.refresh);
}
