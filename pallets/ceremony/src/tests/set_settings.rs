use super::cast::*;
use crate::{mock::*, CurrentSettings, Error, Event, Floor};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::ceremony::{Phase, Settings};
use sp_runtime::{DispatchError, DispatchResult};

fn set(change: impl FnOnce(&mut Settings<u64>)) -> DispatchResult {
	let mut settings = SETTINGS;
	change(&mut settings);
	Ceremony::set_settings(RuntimeOrigin::root(), settings)
}

#[test]
fn the_council_sets_what_holds_for_phases_that_begin() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_ok!(start(TOKENS));
		assert_ok!(set(|settings| settings.commit = 40));
		let settings = Settings {
			commit: 40,
			..SETTINGS
		};
		assert_eq!(last_event(), Event::SettingsSet { settings });
		assert_eq!(Ceremony::api_settings(), settings);
		for who in &operators(4) {
			assert_ok!(enrol(who, TOKENS));
		}
		until(TOKENS, Phase::Commit);
		let round = round(TOKENS);
		assert_eq!(round.ends_at, System::block_number() + 40);
	});
}

#[test]
fn nobody_else_does() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_noop!(
			Ceremony::set_settings(signed(&operator(0)), SETTINGS),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn settings_are_in_order() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_noop!(set(|_| {}), Error::<Test>::SettingsUnchanged);
		for least in [0, 1] {
			assert_noop!(
				set(|settings| settings.minimum = least),
				Error::<Test>::MinimumTooLow
			);
		}
		assert_noop!(
			set(|settings| settings.minimum = 33),
			Error::<Test>::MinimumTooHigh
		);
		let periods: [fn(&mut Settings<u64>) -> &mut u64; 7] = [
			|settings| &mut settings.enrol,
			|settings| &mut settings.commit,
			|settings| &mut settings.deal,
			|settings| &mut settings.complain,
			|settings| &mut settings.settle,
			|settings| &mut settings.refresh,
			|settings| &mut settings.retry,
		];
		for period in periods {
			assert_noop!(set(|settings| *period(settings) = 0), Error::<Test>::PeriodEmpty);
		}
	});
}

#[test]
fn an_authority_of_one_is_for_chains_that_began_so() {
	ExtBuilder::of(1)
		.with(|settings| settings.minimum = 1)
		.build_and_execute(|| {
			assert_eq!(Floor::<Test>::get(), 1);
			assert_ok!(set(|settings| settings.minimum = 4));
			assert_ok!(set(|settings| settings.minimum = 1));
		});
	ExtBuilder::of(1).build_and_execute(|| {
		assert_eq!(
			(Floor::<Test>::get(), CurrentSettings::<Test>::get()),
			(2, SETTINGS)
		);
	});
}

#[test]
#[should_panic(expected = "the settings of ceremonies in the genesis are out of order")]
fn no_chain_begins_with_phases_of_no_time() {
	ExtBuilder::of(1).with(|settings| settings.deal = 0).build();
}

#[test]
fn automatic_ceremonies_begin_when_they_are_switched_on() {
	ExtBuilder::of(4).build_and_execute(|| {
		next_block();
		assert_ok!(set(|settings| settings.automatic = true));
		skip(5);
		assert_eq!(round(TOKENS).members.len(), 4);
	});
}
