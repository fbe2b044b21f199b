use super::cast::*;
use crate::{mock::*, Event, Schedule, Waiting};
use frame_support::assert_ok;
use salus_primitives::ceremony::{Failure, Phase, Purpose};

fn running() -> bool {
	Ceremony::api_round(TOKENS).is_some()
}

#[test]
fn where_the_settings_say_so_the_first_ceremonies_begin_when_hospitals_have_settled() {
	ExtBuilder::of(0)
		.with(|settings| settings.automatic = true)
		.build_and_execute(|| {
			accredit(&operator(0));
			accredit(&operator(1));
			skip(4);
			accredit(&operator(2));
			skip(5);
			assert!(!running());
			next_block();
			assert_eq!(round(TOKENS).members.len(), 3);
			assert_eq!(round(ATTRIBUTE_KEYS).purpose, Purpose::Fresh);
		});
}

#[test]
fn elsewhere_the_council_begins() {
	ExtBuilder::of(4).build_and_execute(|| {
		skip(50);
		assert!(!running());
	});
}

#[test]
fn too_few_hospitals_wait_for_others() {
	ExtBuilder::of(0)
		.with(|settings| settings.automatic = true)
		.build_and_execute(|| {
			accredit(&operator(0));
			skip(6);
			assert!(events().contains(&Event::TooFewCandidates {
				kind: TOKENS,
				candidates: 1
			}));
			skip(50);
			assert!(!running());
			accredit(&operator(1));
			skip(6);
			assert!(running());
		});
}

#[test]
fn a_failed_round_is_tried_again() {
	ExtBuilder::of(0)
		.with(|settings| settings.automatic = true)
		.build_and_execute(|| {
			for who in &operators(4) {
				accredit(who);
			}
			skip(6);
			assert_eq!(number(TOKENS), 1);
			skip(10);
			assert!(!running());
			skip(20);
			assert_eq!(number(TOKENS), 3);
			let mut cast = Cast::default();
			cast.perform(&operators(4), TOKENS);
			assert_eq!(Ceremony::api_last_failure(TOKENS), None);
			assert_eq!(UsedToken::get().unwrap().members.len(), 4);
		});
}

#[test]
fn a_suspension_begins_a_resharing_at_once_and_an_accreditation_after_a_while() {
	ExtBuilder::of(5).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(5), TOKENS);
		suspend(&operator(4));
		next_block();
		assert_eq!(round(TOKENS).members.len(), 4);
		cast.perform(&operators(4), TOKENS);

		accredit(&operator(5));
		next_block();
		assert!(!running());
		skip(5);
		assert_eq!(round(TOKENS).members.len(), 5);
	});
}

#[test]
fn a_member_suspended_in_the_middle_ends_the_round_and_the_next_is_without_it() {
	ExtBuilder::of(5)
		.with(|settings| settings.automatic = true)
		.build_and_execute(|| {
			let mut cast = Cast::default();
			skip(6);
			for who in &operators(5) {
				assert_ok!(enrol(who, TOKENS));
			}
			until(TOKENS, Phase::Commit);
			for who in &operators(5) {
				assert_ok!(cast.commit(who, TOKENS));
			}
			until(TOKENS, Phase::Deal);
			let first = number(TOKENS);
			assert_ok!(cast.deal(&operator(0), TOKENS));
			suspend(&operator(2));
			next_block();
			assert!(events().contains(&Event::RoundFailed {
				kind: TOKENS,
				round: first,
				reason: Failure::MemberLost
			}));
			assert!(number(TOKENS) > first);
			assert_eq!(held(&operator(2)), 0);
			let others = [operator(0), operator(1), operator(3), operator(4)];
			cast.perform(&others, TOKENS);
			let members: Vec<_> = UsedToken::get()
				.unwrap()
				.members
				.into_iter()
				.map(|member| member.account)
				.collect();
			assert_eq!(members, others);
		});
}

#[test]
fn a_sharing_is_renewed_when_it_is_old() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::of_finished(&operators(4), TOKENS);
		let before = UsedToken::get().unwrap();
		skip(99);
		assert!(!running());
		next_block();
		cast.perform(&operators(4), TOKENS);
		let after = UsedToken::get().unwrap();
		assert_eq!((after.generation, after.key), (1, before.key));
		for (old, new) in before.members.iter().zip(&after.members) {
			assert_ne!(old.key, new.key);
		}
	});
}

#[test]
fn a_hospital_accredited_while_a_round_runs_is_in_the_next() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		let mut cast = Cast::default();
		accredit(&operator(4));
		cast.perform(&operators(4), TOKENS);
		let now = System::block_number();
		assert_eq!(Schedule::<Test>::get(TOKENS), Some(now + SETTINGS.settle));
		assert!(!Waiting::<Test>::contains_key(TOKENS));
		skip(5);
		assert_eq!(round(TOKENS).members.len(), 5);
	});
}

#[test]
fn nobody_waits_for_the_end_of_a_round_that_came_to_nothing() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		accredit(&operator(4));
		next_block();
		assert!(Waiting::<Test>::contains_key(TOKENS));
		assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
		assert!(!Waiting::<Test>::contains_key(TOKENS));
	});
}
