use crate::{mock::*, Error, Event, HoldReason, LatestComplete, Publications};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use salus_primitives::authority::Node;
use sp_runtime::{DispatchError, TokenError};

fn all_keys() -> Vec<salus_primitives::authority::UpdateKey> {
	slots()
		.into_iter()
		.map(|(node, era)| good_key(node, era))
		.collect()
}

#[test]
fn one_part_completes_a_small_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(slots().len(), 1);
		assert_ok!(publish(PUBLISHER, all_keys()));
		assert_eq!(LatestComplete::<Test>::get(), Some(0));
		assert_eq!(
			events(),
			[
				Event::UpdateKeysPublished {
					publisher: PUBLISHER,
					epoch: 0,
					keys: 1
				},
				Event::EpochCompleted { epoch: 0 },
			]
		);
		assert_eq!(held(HoldReason::PublicationBond, &PUBLISHER), BOND);
	});
}

#[test]
fn parts_of_several_publishers_make_exactly_the_cover() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(2);
		let keys = all_keys();
		assert!(keys.len() > 30);
		assert_ok!(publish(PUBLISHER, keys[10..20].to_vec()));
		assert_ok!(publish(REPORTER, keys[20..].to_vec()));
		assert_eq!(LatestComplete::<Test>::get(), None);
		assert_ok!(publish(PUBLISHER, keys[..10].to_vec()));
		assert_eq!(LatestComplete::<Test>::get(), Some(1));
		assert_eq!(KeyAuthority::api_published() as usize, keys.len());
		// One bond, however many parts.
		assert_eq!(held(HoldReason::PublicationBond, &PUBLISHER), BOND);
		assert_eq!(Publications::<Test>::get(PUBLISHER).unwrap().keys, 20);
	});
}

#[test]
fn every_era_in_use_needs_its_keys() {
	ExtBuilder::default().build_and_execute(|| {
		next_era();
		let keys = all_keys();
		// The trees of both eras, each with both time bases.
		assert_eq!(keys.len(), 4);
		assert_ok!(publish(PUBLISHER, keys[..3].to_vec()));
		assert_eq!(LatestComplete::<Test>::get(), None);
		assert_ok!(publish(PUBLISHER, keys[3..].to_vec()));
		assert_eq!(LatestComplete::<Test>::get(), Some(EPOCHS_PER_ERA));
	});
}

#[test]
fn an_epoch_that_was_never_completed_does_not_hinder_the_next() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		assert_ok!(publish(PUBLISHER, all_keys()[..3].to_vec()));
		next_epoch();
		assert_eq!(KeyAuthority::api_published(), 0);
		assert_ok!(publish(PUBLISHER, all_keys()));
		assert_eq!(LatestComplete::<Test>::get(), Some(2));
		// The bond went over to the new epoch.
		assert_eq!(held(HoldReason::PublicationBond, &PUBLISHER), BOND);
	});
}

#[test]
fn a_place_is_published_once() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let keys = all_keys();
		assert_ok!(publish(PUBLISHER, keys[..5].to_vec()));
		assert_noop!(
			publish(REPORTER, keys[4..6].to_vec()),
			Error::<Test>::AlreadyPublished
		);
		assert_noop!(
			publish(PUBLISHER, keys[..1].to_vec()),
			Error::<Test>::AlreadyPublished
		);
	});
}

#[test]
fn nodes_outside_the_cover_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let root = Node {
			tree: 0,
			depth: 0,
			index: 0,
		};
		assert_noop!(publish(PUBLISHER, [good_key(root, 0)]), Error::<Test>::NotInCover);
		let mut key = good_key(root, 0);
		key.node = Node {
			tree: 9,
			depth: 200,
			index: u32::MAX,
		};
		assert_noop!(publish(PUBLISHER, [key]), Error::<Test>::NotInCover);
	});
}

#[test]
fn eras_not_in_use_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, _) = slots()[0];
		assert_noop!(
			publish(PUBLISHER, [good_key(node, 1)]),
			Error::<Test>::EraNotInUse
		);
	});
}

#[test]
fn a_part_is_in_order_and_not_empty() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let mut keys = all_keys();
		assert_noop!(publish(PUBLISHER, []), Error::<Test>::EmptyPart);
		keys.swap(0, 1);
		assert_noop!(publish(PUBLISHER, keys.clone()), Error::<Test>::PartOutOfOrder);
		keys[1] = keys[0];
		assert_noop!(publish(PUBLISHER, keys), Error::<Test>::PartOutOfOrder);
	});
}

#[test]
fn only_the_current_epoch_takes_keys() {
	ExtBuilder::default().build_and_execute(|| {
		let keys = all_keys();
		for epoch in [1, u32::MAX] {
			assert_noop!(
				KeyAuthority::publish_update_keys(signed(PUBLISHER), epoch, part(keys.clone())),
				Error::<Test>::NotCurrentEpoch
			);
		}
		next_epoch();
		assert_noop!(
			KeyAuthority::publish_update_keys(signed(PUBLISHER), 0, part(keys)),
			Error::<Test>::NotCurrentEpoch
		);
	});
}

#[test]
fn malformed_points_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, era) = slots()[0];
		let good = good_key(node, era);
		let mut identity = [0; 48];
		identity[0] = 0xc0;
		for q in [[0; 48], [0xff; 48], identity, off_subgroup_g1(), off_curve_g1()] {
			let key = salus_primitives::authority::UpdateKey { q, ..good };
			assert_noop!(publish(PUBLISHER, [key]), Error::<Test>::InvalidEncoding);
		}
		let mut identity = [0; 96];
		identity[0] = 0xc0;
		for q_prime in [[0; 96], [0xff; 96], identity] {
			let key = salus_primitives::authority::UpdateKey { q_prime, ..good };
			assert_noop!(publish(PUBLISHER, [key]), Error::<Test>::InvalidEncoding);
		}
	});
}

#[test]
fn whoever_cannot_bond_does_not_publish() {
	ExtBuilder::default().build_and_execute(|| {
		let keys = all_keys();
		assert_noop!(
			KeyAuthority::publish_update_keys(RuntimeOrigin::none(), 0, part(keys.clone())),
			DispatchError::BadOrigin
		);
		Balances::set_balance(&PUBLISHER, BOND - 1);
		assert_noop!(publish(PUBLISHER, keys), TokenError::FundsUnavailable);
	});
}

#[test]
fn before_a_ceremony_nobody_publishes() {
	ExtBuilder::without_parameters().build_and_execute(|| {
		assert_noop!(publish(PUBLISHER, all_keys()), Error::<Test>::NoParameters);
	});
}
