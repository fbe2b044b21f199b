use super::{cast::*, deal::dealing};
use crate::{mock::*, Deals, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::ceremony::{FailedRound, Failure};
use sp_runtime::DispatchError;

#[test]
fn the_council_ends_a_round_and_nothing_is_left_of_it() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		assert_ok!(cast.deal(&operator(0), TOKENS));
		assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
		assert_eq!(
			last_event(),
			Event::RoundFailed {
				kind: TOKENS,
				round: 0,
				reason: Failure::Abandoned
			}
		);
		assert_eq!(
			Ceremony::api_last_failure(TOKENS),
			Some(FailedRound {
				round: 0,
				at: System::block_number(),
				reason: Failure::Abandoned
			})
		);
		assert_eq!(Deals::<Test>::iter().count(), 0);
		assert_eq!(held(&operator(0)), 0);
		assert_eq!(Balances::free_balance(operator(0)), FUNDS);
	});
}

#[test]
fn there_is_a_round_to_end_and_the_council_ends_it() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_noop!(
			Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS),
			Error::<Test>::NoRound
		);
		assert_ok!(start(TOKENS));
		assert_noop!(
			Ceremony::abandon_round(signed(&operator(0)), TOKENS),
			DispatchError::BadOrigin
		);
	});
}
