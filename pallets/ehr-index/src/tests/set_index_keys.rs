use crate::{mock::*, Authorisations, Error, Event, HoldReason, IndexKeys, IndexScopes, WrappedIndexKeys};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexPoint, Rewraps, MAX_INDEX_EPOCHS},
	AccountId,
};

fn open_as(caller: AccountId, point: IndexPoint, rewraps: Rewraps) -> DispatchResult {
	EhrIndex::set_index_keys(RuntimeOrigin::signed(caller), HEART, point, rewraps)
}

fn open_for(grantees: &[HospitalId]) -> DispatchResult {
	let point = index_point(ST_MARY, next_epoch(ST_MARY, HEART));
	open_as(operator(ST_MARY), point, rewraps(ST_MARY, HEART, grantees))
}

fn takes_records() -> bool {
	EhrIndex::api_index_keys(ST_MARY, HEART)
		.last()
		.is_some_and(|key| key.open)
}

#[test]
fn a_hospital_opens_an_epoch_and_gives_its_key_to_itself_and_to_whom_it_authorises() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		System::set_block_number(4);
		assert_ok!(open_for(&[NORTH]));
		let point = index_point(ST_MARY, 0);
		assert_eq!(
			last_event(),
			Some(Event::IndexEpochOpened {
				hospital: ST_MARY,
				scope: HEART,
				epoch: 0,
				point
			})
		);
		let key = IndexKeys::<Test>::get((ST_MARY, HEART), 0).unwrap();
		assert_eq!((key.point, key.opened_at), (point, 4));
		for grantee in [ST_MARY, NORTH] {
			assert_eq!(
				WrappedIndexKeys::<Test>::get(grantee, (ST_MARY, HEART, 0)),
				Some(wrapped(ST_MARY, 0))
			);
		}
		assert_eq!(WrappedIndexKeys::<Test>::get(SOUTH, (ST_MARY, HEART, 0)), None);
		assert!(takes_records());
	});
}

#[test]
fn the_hospital_pays_for_the_key_and_for_each_wrap() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		for epochs in 1..=2 {
			assert_ok!(open_for(&[NORTH]));
			assert_eq!(
				held(HoldReason::IndexKeyDeposit, &operator(ST_MARY)),
				EhrIndex::index_key_deposit() * epochs
			);
			assert_eq!(
				held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)),
				EhrIndex::authorisation_deposit() + EhrIndex::wrapped_key_deposit() * epochs
			);
		}
	});
}

#[test]
fn epochs_follow_each_other_and_the_keys_of_the_old_ones_stay() {
	ExtBuilder::default().build_and_execute(|| {
		for epoch in 0..3 {
			assert_eq!(next_epoch(ST_MARY, HEART), epoch);
			assert_ok!(open_for(&[]));
		}
		let keys = EhrIndex::api_index_keys(ST_MARY, HEART);
		let points: Vec<_> = keys
			.iter()
			.map(|key| (key.key.epoch, key.point, key.open))
			.collect();
		let expected: Vec<_> = (0..3)
			.map(|epoch| (epoch, index_point(ST_MARY, epoch), epoch == 2))
			.collect();
		assert_eq!(points, expected);
		assert_eq!(next_epoch(ST_MARY, BONES), 0);
		assert_eq!(next_epoch(NORTH, HEART), 0);
	});
}

#[test]
fn whoever_is_authorised_is_not_left_out() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		authorise(ST_MARY, SOUTH);
		let too_few: [&[HospitalId]; 3] = [&[], &[NORTH], &[SOUTH]];
		for wrong in too_few {
			assert_noop!(open_for(wrong), Error::<Test>::RewrapMissing);
		}
		let others = rewraps(ST_MARY, HEART, &[NORTH, SOUTH]);
		let without_self: Vec<_> = others.into_iter().filter(|(to, _)| *to != ST_MARY).collect();
		assert_noop!(
			open_as(
				operator(ST_MARY),
				index_point(ST_MARY, 0),
				without_self.try_into().unwrap()
			),
			Error::<Test>::RewrapMissing
		);
		assert_ok!(open_for(&[NORTH, SOUTH]));
	});
}

#[test]
fn nobody_else_gets_the_key() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(open_for(&[NORTH]), Error::<Test>::RewrapUnexpected);
		authorise(ST_MARY, NORTH);
		for wrong in [SOUTH, NOWHERE] {
			assert_noop!(open_for(&[NORTH, wrong]), Error::<Test>::RewrapUnexpected);
		}
		assert_ok!(EhrIndex::withdraw_authorisation(
			RuntimeOrigin::signed(operator(ST_MARY)),
			NORTH,
			HEART
		));
		assert_noop!(open_for(&[NORTH]), Error::<Test>::RewrapUnexpected);
	});
}

#[test]
fn an_expired_authorisation_gets_no_further_key() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		System::set_block_number(50);
		assert_noop!(open_for(&[NORTH]), Error::<Test>::RewrapUnexpected);
		assert_ok!(open_for(&[]));
		assert!(takes_records());
	});
}

#[test]
fn a_suspended_hospital_gets_no_key_while_it_is_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		Registry::suspend(NORTH);
		assert_noop!(open_for(&[NORTH]), Error::<Test>::RewrapUnexpected);
		assert_ok!(open_for(&[]));
		Registry::reinstate(NORTH);
		assert_noop!(open_for(&[]), Error::<Test>::RewrapMissing);
		assert_ok!(open_for(&[NORTH]));
	});
}

#[test]
fn an_authorisation_that_is_withdrawn_closes_the_epoch_and_the_next_opens_it_again() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		authorise(ST_MARY, SOUTH);
		assert_ok!(open_for(&[NORTH, SOUTH]));
		assert_ok!(EhrIndex::withdraw_authorisation(
			RuntimeOrigin::signed(operator(ST_MARY)),
			NORTH,
			HEART
		));
		assert!(!takes_records());
		assert_ok!(open_for(&[SOUTH]));
		assert!(takes_records());
		assert_eq!(WrappedIndexKeys::<Test>::get(NORTH, (ST_MARY, HEART, 0)), None);
	});
}

#[test]
fn an_authorisation_that_expires_closes_the_epoch_even_if_it_is_renewed_later() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		assert_ok!(open_for(&[NORTH]));
		System::set_block_number(49);
		assert!(takes_records());
		System::set_block_number(50);
		assert!(!takes_records());
		assert_ok!(EhrIndex::authorise_hospital(
			RuntimeOrigin::signed(operator(ST_MARY)),
			NORTH,
			HEART,
			90,
			Default::default()
		));
		assert!(!takes_records());
		assert_ok!(open_for(&[NORTH]));
		assert!(takes_records());
	});
}

#[test]
fn an_authorisation_renewed_in_time_keeps_the_epoch_open() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		assert_ok!(open_for(&[NORTH]));
		System::set_block_number(49);
		assert_ok!(EhrIndex::authorise_hospital(
			RuntimeOrigin::signed(operator(ST_MARY)),
			NORTH,
			HEART,
			90,
			Default::default()
		));
		System::set_block_number(89);
		assert!(takes_records());
		System::set_block_number(90);
		assert!(!takes_records());
	});
}

#[test]
fn clearing_what_expired_before_the_epoch_does_not_close_it() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		System::set_block_number(50);
		assert_ok!(open_for(&[]));
		assert_ok!(EhrIndex::clear_authorisation(
			RuntimeOrigin::signed(stranger()),
			ST_MARY,
			NORTH,
			HEART
		));
		assert!(takes_records());
		assert!(!Authorisations::<Test>::contains_key(ST_MARY, (NORTH, HEART)));
	});
}

#[test]
fn the_key_is_a_point_and_not_the_identity() {
	ExtBuilder::default().build_and_execute(|| {
		for point in [[0; 32], [0xff; 32], [1; 32]] {
			assert_noop!(
				open_as(operator(ST_MARY), point, rewraps(ST_MARY, HEART, &[])),
				Error::<Test>::InvalidIndexPoint
			);
		}
	});
}

#[test]
fn the_key_is_not_that_of_the_epoch_before() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(open_for(&[]));
		assert_noop!(
			open_as(
				operator(ST_MARY),
				index_point(ST_MARY, 0),
				rewraps(ST_MARY, HEART, &[])
			),
			Error::<Test>::IndexPointReused
		);
	});
}

#[test]
fn wraps_are_in_the_order_of_hospitals_one_for_each() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		let wrap = wrapped(ST_MARY, 0);
		for wrong in [
			vec![(NORTH, wrap), (ST_MARY, wrap)],
			vec![(ST_MARY, wrap), (ST_MARY, wrap)],
		] {
			assert_noop!(
				open_as(
					operator(ST_MARY),
					index_point(ST_MARY, 0),
					wrong.try_into().unwrap()
				),
				Error::<Test>::RewrapsUnsorted
			);
		}
	});
}

#[test]
fn a_scope_has_so_many_epochs_and_no_more() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..MAX_INDEX_EPOCHS {
			assert_ok!(open_for(&[]));
		}
		assert_noop!(open_for(&[]), Error::<Test>::IndexEpochsExhausted);
		assert_eq!(
			IndexScopes::<Test>::get(ST_MARY, HEART).unwrap().epochs,
			MAX_INDEX_EPOCHS
		);
	});
}

#[test]
fn only_the_operator_of_an_accredited_hospital() {
	ExtBuilder::default().build_and_execute(|| {
		for caller in [stranger(), alma(), doctor(ST_MARY, 0)] {
			assert_noop!(
				open_as(caller, index_point(ST_MARY, 0), rewraps(ST_MARY, HEART, &[])),
				Error::<Test>::NotOperator
			);
		}
		Registry::suspend(ST_MARY);
		assert_noop!(open_for(&[]), Error::<Test>::HospitalNotAccredited);
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_opens_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let rest = Balances::free_balance(operator(ST_MARY)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(operator(ST_MARY)),
			stranger(),
			rest
		));
		assert_noop!(open_for(&[]), Error::<Test>::DepositUnaffordable);
	});
}
