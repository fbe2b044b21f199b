use super::*;
use crate::{mock::Test, Error, Event, WeightInfo};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
};
use sp_runtime::traits::{BadOrigin, BlakeTwo256, Dispatchable, Hash};

fn as_council(call: Box<RuntimeCall>) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Motion::enact(RuntimeOrigin::signed(COUNCIL), call)
}

#[test]
fn the_council_does_as_root_what_its_list_has() {
	new_test_ext().execute_with(|| {
		assert_ok!(as_council(set_heap_pages()));
		assert_eq!(heap_pages(), Some(9));
		System::assert_last_event(
			Event::Enacted {
				call_hash: BlakeTwo256::hash_of(&set_heap_pages()),
			}
			.into(),
		);
	});
}

#[test]
fn what_is_not_on_the_list_is_refused() {
	new_test_ext().execute_with(|| {
		assert_noop!(as_council(set_storage()), Error::<Test>::NotAllowed);
	});
}

#[test]
fn what_wraps_an_allowed_call_is_not_allowed() {
	new_test_ext().execute_with(|| {
		let wrapped = Box::new(
			crate::Call::enact {
				call: set_heap_pages(),
			}
			.into(),
		);
		assert_noop!(as_council(wrapped), Error::<Test>::NotAllowed);
	});
}

#[test]
fn neither_the_committee_nor_root_nor_anybody_else_speaks_for_the_council() {
	new_test_ext().execute_with(|| {
		for origin in [
			RuntimeOrigin::signed(COMMITTEE),
			RuntimeOrigin::signed(ANYBODY),
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
		] {
			assert_noop!(Motion::enact(origin, set_heap_pages()), BadOrigin);
		}
	});
}

#[test]
fn root_passes_the_filter_that_stops_others() {
	new_test_ext().execute_with(|| {
		assert_eq!(
			set_heap_pages()
				.dispatch(RuntimeOrigin::signed(COUNCIL))
				.map_err(|failed| failed.error),
			Err(frame_system::Error::<Test>::CallFiltered.into())
		);
		assert_ok!(as_council(set_heap_pages()));
	});
}

#[test]
fn a_call_that_fails_changes_nothing_and_says_why() {
	new_test_ext().execute_with(|| {
		let call: RuntimeCall = crate::Call::enact {
			call: apply_upgrade(),
		}
		.into();
		assert_noop!(
			call.dispatch(RuntimeOrigin::signed(COUNCIL))
				.map(|_| ())
				.map_err(|failed| failed.error),
			frame_system::Error::<Test>::NothingAuthorized
		);
	});
}

#[test]
fn the_weight_is_that_of_the_call_and_of_the_road() {
	let inner = kill_storage().get_dispatch_info();
	let info = RuntimeCall::from(crate::Call::enact { call: kill_storage() }).get_dispatch_info();
	assert_eq!(
		info.call_weight,
		<() as WeightInfo>::enact().saturating_add(inner.call_weight)
	);
	assert_eq!(info.class, DispatchClass::Operational);
	new_test_ext().execute_with(|| {
		let post = as_council(kill_storage()).expect("it is on the list");
		assert_eq!(post.actual_weight, Some(info.call_weight));
	});
}
