use crate::{mock::*, Cover, EndedEntries, Error, Event, OldestKept, RevokedLeaves, WeightInfo};
use frame_support::{assert_noop, assert_ok, dispatch::Pays, traits::Hooks, weights::Weight};
use salus_primitives::{authority::Leaf, traits::RevocationRegistry};
use sp_runtime::DispatchError;

fn revoke(index: u32) {
	assert_ok!(<Revocation as RevocationRegistry<AccountId>>::revoke_leaf(Leaf {
		tree: 0,
		index
	}));
}

/// Three nodes that have left the cover.
fn three_ended() {
	for index in [0, 1 << 19, 1 << 10] {
		revoke(index);
		next_epoch();
	}
	assert_eq!(EndedEntries::<Test>::iter().count(), 3);
}

#[test]
fn anyone_clears_what_ended_and_pays_nothing() {
	build_and_execute(|| {
		three_ended();
		let before = Cover::<Test>::iter().count();
		let done = Revocation::clear_ended(RuntimeOrigin::signed(PATIENT), 2).unwrap();
		assert_eq!(done.pays_fee, Pays::No);
		assert_eq!(done.actual_weight, Some(<() as WeightInfo>::clear_ended(2)));
		System::assert_last_event(Event::EndedCleared { count: 2 }.into());
		assert_eq!(EndedEntries::<Test>::iter().count(), 1);
		assert_eq!(Cover::<Test>::iter().count(), before - 2);
		assert_ok!(Revocation::clear_ended(RuntimeOrigin::signed(PATIENT), u32::MAX));
		assert_eq!(EndedEntries::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_ends_with_this_epoch_is_not_cleared_yet() {
	build_and_execute(|| {
		revoke(0);
		assert_noop!(
			Revocation::clear_ended(RuntimeOrigin::signed(PATIENT), 10),
			Error::<Test>::NothingToClear
		);
	});
}

#[test]
fn clearing_nothing_is_an_error() {
	build_and_execute(|| {
		three_ended();
		assert_noop!(
			Revocation::clear_ended(RuntimeOrigin::signed(PATIENT), 0),
			Error::<Test>::NothingToClear
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Revocation::clear_ended(origin, 1), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn an_idle_block_clears_what_its_weight_allows() {
	build_and_execute(|| {
		three_ended();
		let (none, one) = (
			<() as WeightInfo>::clear_ended(0),
			<() as WeightInfo>::clear_ended(1),
		);
		assert_eq!(Revocation::on_idle(1, none), Weight::zero());
		assert_eq!(Revocation::on_idle(1, one), one);
		assert_eq!(EndedEntries::<Test>::iter().count(), 2);
		Revocation::on_idle(1, Plenty::get());
		assert_eq!(EndedEntries::<Test>::iter().count(), 0);
		assert_eq!(Revocation::on_idle(1, Plenty::get()), none);
	});
}

#[test]
fn a_retired_tree_disappears_piece_by_piece() {
	build_and_execute(|| {
		three_ended();
		while Revocation::api_covering_node(Leaf { tree: 0, index: 9 }).is_some() {
			next_epoch();
		}
		let mut calls = 0;
		while OldestKept::<Test>::get() == 0 {
			assert_ok!(Revocation::clear_ended(RuntimeOrigin::signed(PATIENT), 7));
			Revocation::do_try_state().unwrap();
			calls += 1;
		}
		assert!(calls > 3);
		assert_eq!(Cover::<Test>::iter_prefix([0, 0]).count(), 0);
		assert_eq!(RevokedLeaves::<Test>::iter().count(), 0);
		assert_eq!(Cover::<Test>::iter().count(), 1);
		assert_noop!(
			Revocation::clear_ended(RuntimeOrigin::signed(PATIENT), 7),
			Error::<Test>::NothingToClear
		);
		assert!(Revocation::is_leaf_revoked(Leaf { tree: 0, index: 9 }));
	});
}
