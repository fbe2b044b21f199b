use crate::{mock::*, Error, Event, ParametersOf};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

fn set(parameters: ParametersOf<Test>) -> frame_support::dispatch::DispatchResult {
	Research::set_parameters(RuntimeOrigin::root(), parameters)
}

#[test]
fn a_new_chain_has_the_default() {
	build_and_execute(|| assert_eq!(Research::api_parameters(), PARAMETERS));
}

#[test]
fn the_council_sets_them() {
	build_and_execute(|| {
		let parameters = ParametersOf::<Test> {
			floor: 25,
			budget: MOST,
			..PARAMETERS
		};
		assert_ok!(set(parameters));
		assert_eq!(Research::api_parameters(), parameters);
		assert_eq!(last_event(), Some(Event::ParametersSet { parameters }));
		assert_noop!(set(parameters), Error::<Test>::ParametersUnchanged);
	});
}

#[test]
fn nobody_else_does() {
	build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(RITA), RuntimeOrigin::none()] {
			assert_noop!(
				Research::set_parameters(
					origin,
					ParametersOf::<Test> {
						floor: 1,
						..PARAMETERS
					}
				),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn least_most_and_budget_are_in_order_and_not_zero() {
	build_and_execute(|| {
		for (min_epsilon, max_epsilon, budget) in [
			(0, MOST, BUDGET),
			(MOST + 1, MOST, BUDGET),
			(LEAST, BUDGET + 1, BUDGET),
			(0, 0, 0),
		] {
			let unordered = ParametersOf::<Test> {
				min_epsilon,
				max_epsilon,
				budget,
				..PARAMETERS
			};
			assert_noop!(set(unordered), Error::<Test>::EpsilonsUnordered);
		}
		assert_ok!(set(ParametersOf::<Test> {
			min_epsilon: 5,
			max_epsilon: 5,
			budget: 5,
			..PARAMETERS
		}));
	});
}

#[test]
fn a_period_and_a_window_have_blocks() {
	build_and_execute(|| {
		assert_noop!(
			set(ParametersOf::<Test> {
				period: 0,
				..PARAMETERS
			}),
			Error::<Test>::PeriodEmpty
		);
		assert_noop!(
			set(ParametersOf::<Test> {
				window: 0,
				..PARAMETERS
			}),
			Error::<Test>::WindowEmpty
		);
	});
}
