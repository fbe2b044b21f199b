//! Who may call at all.

use super::world::*;
use crate::{mock::*, Call};
use frame_support::{
	assert_noop,
	traits::{GetCallName, UnfilteredDispatchable},
};
use sp_runtime::DispatchError;

#[test]
fn the_list_of_calls_is_complete() {
	build_and_execute(|| {
		let names: Vec<_> = all_calls().iter().map(GetCallName::get_call_name).collect();
		assert_eq!(names, Call::<Test>::get_call_names());
	});
}

#[test]
fn no_call_is_made_by_nobody() {
	build_and_execute(|| {
		for call in all_calls() {
			assert_noop!(
				call.dispatch_bypass_filter(RuntimeOrigin::none()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn the_council_makes_no_call_but_its_own() {
	build_and_execute(|| {
		let own = ["decide_contest", "decide_dispute", "name_arbiter"];
		for call in all_calls() {
			if !own.contains(&call.get_call_name()) {
				assert_noop!(
					call.dispatch_bypass_filter(RuntimeOrigin::root()),
					DispatchError::BadOrigin
				);
			}
		}
	});
}
