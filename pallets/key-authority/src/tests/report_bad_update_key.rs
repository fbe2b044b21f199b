use crate::{mock::*, Error, Event, HoldReason, LatestComplete, Publications};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use sp_runtime::DispatchError;

#[test]
fn a_bad_key_costs_its_publisher_the_bond_and_reopens_the_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let slots = slots();
		let mut keys: Vec<_> = slots.iter().map(|(node, era)| good_key(*node, *era)).collect();
		let (node, era) = slots[7];
		keys[7] = bad_key(node, era);
		assert_ok!(publish(PUBLISHER, keys));
		assert_eq!(LatestComplete::<Test>::get(), Some(1));
		let issuance = Balances::total_issuance();

		assert_ok!(KeyAuthority::report_bad_update_key(signed(REPORTER), node, era));
		assert_eq!(
			events().last(),
			Some(&Event::PublicationVoided {
				publisher: PUBLISHER,
				reporter: REPORTER,
				epoch: 1,
				node,
				era,
				slashed: BOND,
				reward: BOND / 2,
			})
		);
		assert_eq!(held(HoldReason::PublicationBond, &PUBLISHER), 0);
		assert_eq!(Balances::balance(&PUBLISHER), FUNDS - BOND);
		assert_eq!(Balances::balance(&REPORTER), FUNDS + BOND / 2);
		assert_eq!(Balances::total_issuance(), issuance - BOND / 2);
		// Nothing of the publication is left to be read.
		assert_eq!(LatestComplete::<Test>::get(), None);
		assert_eq!(KeyAuthority::api_published(), 0);
		for (node, era) in &slots {
			assert_eq!(KeyAuthority::api_update_key(*node, *era), None);
		}
		assert_ok!(KeyAuthority::do_try_state());

		// In the same epoch, another publishes what is right.
		assert_ok!(publish(
			NORTH,
			slots.iter().map(|(node, era)| good_key(*node, *era))
		));
		assert_eq!(LatestComplete::<Test>::get(), Some(1));
	});
}

#[test]
fn a_good_key_is_not_slashable() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let slots = slots();
		assert_ok!(publish(
			PUBLISHER,
			slots.iter().map(|(node, era)| good_key(*node, *era))
		));
		for (node, era) in slots {
			assert_noop!(
				KeyAuthority::report_bad_update_key(signed(REPORTER), node, era),
				Error::<Test>::KeyIsGood
			);
		}
		assert_eq!(held(HoldReason::PublicationBond, &PUBLISHER), BOND);
	});
}

#[test]
fn a_good_key_in_another_place_or_of_another_epoch_is_bad() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let slots = slots();
		let (first, second) = (slots[0], slots[1]);
		let mut moved = good_key(first.0, first.1);
		moved.node = second.0;
		assert_ok!(publish(PUBLISHER, [moved]));
		assert_ok!(KeyAuthority::report_bad_update_key(
			signed(REPORTER),
			second.0,
			second.1
		));

		let stale = good_key(first.0, first.1);
		next_epoch();
		assert_ok!(publish(PUBLISHER, [stale]));
		assert_ok!(KeyAuthority::report_bad_update_key(
			signed(REPORTER),
			first.0,
			first.1
		));
	});
}

#[test]
fn a_key_of_another_era_is_bad() {
	ExtBuilder::default().build_and_execute(|| {
		next_era();
		let (node, _) = slots()[0];
		let mut key = good_key(node, 0);
		key.era = 1;
		assert_ok!(publish(PUBLISHER, [key]));
		assert_ok!(KeyAuthority::report_bad_update_key(signed(REPORTER), node, 1));
	});
}

#[test]
fn other_publishers_keep_their_keys_and_bonds() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let slots = slots();
		let keys: Vec<_> = slots.iter().map(|(node, era)| good_key(*node, *era)).collect();
		assert_ok!(publish(NORTH, keys[..5].to_vec()));
		let (node, era) = slots[5];
		assert_ok!(publish(PUBLISHER, [bad_key(node, era)]));
		assert_ok!(KeyAuthority::report_bad_update_key(signed(REPORTER), node, era));
		assert_eq!(KeyAuthority::api_published(), 5);
		assert_eq!(held(HoldReason::PublicationBond, &NORTH), BOND);
		assert_ok!(publish(NORTH, keys[5..].to_vec()));
		assert_eq!(LatestComplete::<Test>::get(), Some(1));
	});
}

#[test]
fn the_epoch_before_stays_the_latest_complete_one() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, era) = slots()[0];
		assert_ok!(publish(PUBLISHER, [good_key(node, era)]));
		next_epoch();
		assert_ok!(publish(PUBLISHER, [bad_key(node, era)]));
		assert_eq!(LatestComplete::<Test>::get(), Some(1));
		assert_ok!(KeyAuthority::report_bad_update_key(signed(REPORTER), node, era));
		assert_eq!(LatestComplete::<Test>::get(), Some(0));
	});
}

#[test]
fn whoever_reports_itself_gets_nothing_back() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, era) = slots()[0];
		assert_ok!(publish(PUBLISHER, [bad_key(node, era)]));
		assert_ok!(KeyAuthority::report_bad_update_key(signed(PUBLISHER), node, era));
		assert_eq!(Balances::total_balance(&PUBLISHER), FUNDS - BOND);
		// A new bond buys a new try.
		assert_ok!(publish(PUBLISHER, [good_key(node, era)]));
		assert_eq!(held(HoldReason::PublicationBond, &PUBLISHER), BOND);
	});
}

#[test]
fn what_is_not_published_is_not_reported() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, era) = slots()[0];
		assert_noop!(
			KeyAuthority::report_bad_update_key(RuntimeOrigin::none(), node, era),
			DispatchError::BadOrigin
		);
		assert_noop!(
			KeyAuthority::report_bad_update_key(signed(REPORTER), node, era),
			Error::<Test>::NotPublished
		);
		assert_ok!(publish(PUBLISHER, [bad_key(node, era)]));
		assert_ok!(KeyAuthority::report_bad_update_key(signed(REPORTER), node, era));
		assert_noop!(
			KeyAuthority::report_bad_update_key(signed(REPORTER), node, era),
			Error::<Test>::NotPublished
		);
	});
}

#[test]
fn a_key_of_a_past_epoch_is_out_of_reach() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, era) = slots()[0];
		assert_ok!(publish(PUBLISHER, [bad_key(node, era)]));
		next_epoch();
		assert_noop!(
			KeyAuthority::report_bad_update_key(signed(REPORTER), node, era),
			Error::<Test>::NotPublished
		);
		assert!(Publications::<Test>::contains_key(PUBLISHER));
	});
}

#[test]
fn before_a_ceremony_there_is_nothing_to_report() {
	ExtBuilder::without_parameters().build_and_execute(|| {
		let (node, era) = slots()[0];
		assert_noop!(
			KeyAuthority::report_bad_update_key(signed(REPORTER), node, era),
			Error::<Test>::NoParameters
		);
	});
}
