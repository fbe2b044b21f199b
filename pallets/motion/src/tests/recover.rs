use super::*;
use crate::{mock::Test, Error, Event};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::{BadOrigin, BlakeTwo256, Hash};

#[test]
fn the_committee_does_as_root_what_its_list_has() {
	new_test_ext().execute_with(|| {
		assert_ok!(Motion::recover(
			RuntimeOrigin::signed(COMMITTEE),
			set_heap_pages()
		));
		assert_eq!(heap_pages(), Some(9));
		System::assert_last_event(
			Event::Recovered {
				call_hash: BlakeTwo256::hash_of(&set_heap_pages()),
			}
			.into(),
		);
	});
}

#[test]
fn the_list_of_the_council_is_not_that_of_the_committee() {
	new_test_ext().execute_with(|| {
		for call in [kill_storage(), set_storage()] {
			assert_noop!(
				Motion::recover(RuntimeOrigin::signed(COMMITTEE), call),
				Error::<Test>::NotAllowed
			);
		}
	});
}

#[test]
fn neither_the_council_nor_root_nor_anybody_else_speaks_for_the_committee() {
	new_test_ext().execute_with(|| {
		for origin in [
			RuntimeOrigin::signed(COUNCIL),
			RuntimeOrigin::signed(ANYBODY),
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
		] {
			assert_noop!(Motion::recover(origin, set_heap_pages()), BadOrigin);
		}
	});
}
