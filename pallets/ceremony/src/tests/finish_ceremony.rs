use super::{cast::*, deal::dealing};
use crate::{mock::*, Config, Error, Event, Publics, Sums, WeightInfo};
use frame_support::{assert_noop, assert_ok, dispatch::Pays, traits::Hooks, weights::Weight};
use salus_primitives::ceremony::{deal_slices, CeremonyKind, Phase};
use sp_runtime::DispatchError;

fn finishing(cast: &mut Cast, count: u8, kind: CeremonyKind) {
	dealing(cast, &operators(count), kind);
	for who in &operators(count) {
		assert_ok!(cast.deal(who, kind));
	}
	until(kind, Phase::Finish);
}

#[test]
fn the_public_values_follow_from_the_deals_as_anyone_recomputes_them() {
	for kind in [TOKENS, ATTRIBUTE_KEYS] {
		ExtBuilder::of(4).build_and_execute(|| {
			let mut cast = Cast::default();
			finishing(&mut cast, 4, kind);
			let info = round(kind);
			let run = run_of(&info);
			let keys = keys_of(&info, &run);
			let deals = deals_of(&info);
			let deals = deal_slices(&deals);
			finish();
			use salus_crypto::{
				ceremony::{public_of_deals, AttributeKeys, Tokens},
				Bls,
			};
			match kind {
				CeremonyKind::Tokens => assert_eq!(
					UsedToken::get().unwrap().public(),
					public_of_deals::<Tokens>(&run, &keys, &deals).unwrap()
				),
				CeremonyKind::AttributeKeys => assert_eq!(
					UsedParameters::get().unwrap().public(),
					public_of_deals::<AttributeKeys<Bls>>(&run, &keys, &deals).unwrap()
				),
			}
		});
	}
}

#[test]
fn each_call_takes_a_step_for_nothing_and_the_last_puts_the_key_to_use() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		finishing(&mut cast, 4, TOKENS);
		// Three coefficients, four members, the key.
		for left in (1..=8).rev() {
			assert_eq!(round(TOKENS).steps_left, left);
			assert_eq!(UsedToken::get(), None);
			let result = Ceremony::finish_ceremony(signed(&STRANGER), TOKENS, 0).unwrap();
			assert_eq!(result.pays_fee, Pays::No);
			assert_ok!(Ceremony::do_try_state());
		}
		let token = UsedToken::get().unwrap();
		assert_eq!(
			last_event(),
			Event::Activated {
				kind: TOKENS,
				round: 0,
				ceremony: token.ceremony,
				generation: 0,
				members: 4,
				threshold: 3
			}
		);
		assert_eq!(
			(Sums::<Test>::iter().count(), Publics::<Test>::iter().count()),
			(0, 0)
		);
		assert_noop!(
			Ceremony::finish_ceremony(signed(&STRANGER), TOKENS, 0),
			Error::<Test>::NoRound
		);
		assert_eq!(held(&operator(0)), 0);
		for who in &operators(4) {
			assert_eq!(cast.take_share(who, TOKENS), Ok(()));
		}
	});
}

#[test]
fn idle_blocks_take_as_many_steps_as_fit() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		finishing(&mut cast, 4, TOKENS);
		Ceremony::on_idle(System::block_number(), Weight::zero());
		assert_eq!(round(TOKENS).steps_left, 8);
		let step = <Test as Config>::WeightInfo::sum_coefficient(4);
		let spent = Ceremony::on_idle(System::block_number(), step.saturating_mul(5) / 2);
		assert_eq!(round(TOKENS).steps_left, 6);
		assert!(spent.all_lte(step.saturating_mul(5) / 2));
		finish();
		assert_eq!(Ceremony::api_round(TOKENS), None);
	});
}

#[test]
fn what_changed_in_the_block_is_looked_at_first() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		finishing(&mut cast, 4, TOKENS);
		suspend(&operator(3));
		finish();
		assert_eq!(round(TOKENS).steps_left, 8);
		assert_noop!(
			Ceremony::finish_ceremony(signed(&STRANGER), TOKENS, 0),
			Error::<Test>::WrongPhase
		);
		next_block();
		assert_eq!(Ceremony::api_round(TOKENS), None);
		assert_eq!(UsedToken::get(), None);
	});
}

#[test]
fn there_is_a_time_to_finish() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		assert_noop!(
			Ceremony::finish_ceremony(signed(&STRANGER), TOKENS, 0),
			Error::<Test>::WrongPhase
		);
		assert_noop!(
			Ceremony::finish_ceremony(RuntimeOrigin::none(), TOKENS, 0),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Ceremony::finish_ceremony(signed(&STRANGER), TOKENS, 7),
			Error::<Test>::OtherRound
		);
	});
}
