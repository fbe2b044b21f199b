use super::world::*;
use crate::{mock::*, Arbiter, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::hospital::KeyPurpose;
use sp_runtime::DispatchError;

#[test]
fn the_council_names_who_decides() {
	build_and_execute(|| {
		assert_noop!(
			Cases::name_arbiter(RuntimeOrigin::root(), Some(arbiter())),
			Error::<Test>::ArbiterUnchanged
		);
		assert_ok!(Cases::name_arbiter(RuntimeOrigin::root(), None));
		assert_eq!(Arbiter::<Test>::get(), None);
		assert_eq!(last_event(), Some(Event::ArbiterNamed { arbiter: None }));
		assert_noop!(
			Cases::name_arbiter(RuntimeOrigin::root(), None),
			Error::<Test>::ArbiterUnchanged
		);
		assert_ok!(Cases::name_arbiter(RuntimeOrigin::root(), Some(arbiter())));
		assert_eq!(Arbiter::<Test>::get(), Some(arbiter()));
		let api = Cases::api_arbiter().unwrap();
		assert_eq!((api.account, api.key), (arbiter(), Some([9; 32])));
	});
}

#[test]
fn nobody_else_does() {
	build_and_execute(|| {
		for other in [arbiter(), alma(), operator(ST_MARY)] {
			assert_noop!(Cases::name_arbiter(by(&other), None), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn an_arbiter_has_a_key_and_no_part_in_any_case() {
	build_and_execute(|| {
		let name = |who| Cases::name_arbiter(RuntimeOrigin::root(), Some(who));
		assert_noop!(name(stranger()), Error::<Test>::ArbiterHasNoKey);
		Registry::set_key(&stranger(), KeyPurpose::Wrap, [1; 32]);
		for party in [alma(), doctor(ST_MARY, 0), operator(SOUTH)] {
			Registry::set_key(&party, KeyPurpose::Wrap, [1; 32]);
			assert_noop!(name(party), Error::<Test>::ArbiterNotNeutral);
		}
		Registry::revoke(&stranger());
		assert_noop!(name(stranger()), Error::<Test>::ArbiterNotNeutral);
		Registry::restore(&stranger());
		assert_ok!(name(stranger()));
	});
}
