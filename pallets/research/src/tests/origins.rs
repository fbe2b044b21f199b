//! Every call wants a signature, but for the council's.

use crate::{mock::*, Call};
use frame_support::{
	assert_noop,
	traits::{GetCallName, UnfilteredDispatchable},
};
use sp_runtime::DispatchError;

fn signed_calls() -> Vec<Call<Test>> {
	vec![
		Call::join_research {},
		Call::leave_research {},
		Call::spend_query {
			hospital: ST_MARY,
			query: query(7),
			epsilon: LEAST,
		},
		Call::clear_spending { spending: 0 },
	]
}

#[test]
fn the_list_of_calls_is_complete() {
	let councils = 1;
	assert_eq!(
		signed_calls().len() + councils,
		Call::<Test>::get_call_names().len()
	);
}

#[test]
fn no_signed_call_takes_an_unsigned_or_a_root_origin() {
	build_and_execute(|| {
		for call in signed_calls() {
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					call.clone().dispatch_bypass_filter(origin),
					DispatchError::BadOrigin
				);
			}
		}
	});
}
