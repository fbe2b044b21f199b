use crate::{mock::*, Error, Event, HoldReason, WrappedIndexKeys};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	hospital::HospitalId,
	index::{EpochKeys, WrappedIndexKey, WRAPPED_KEY_LENGTH},
};

const OTHER: WrappedIndexKey = [99; WRAPPED_KEY_LENGTH];

fn rewrap(grantee: HospitalId, keys: EpochKeys) -> DispatchResult {
	EhrIndex::rewrap_index_keys(RuntimeOrigin::signed(operator(ST_MARY)), grantee, HEART, keys)
}

fn key_of(grantee: HospitalId, epoch: u32) -> Option<WrappedIndexKey> {
	WrappedIndexKeys::<Test>::get(grantee, (ST_MARY, HEART, epoch))
}

fn other(epoch: u32) -> EpochKeys {
	vec![(epoch, OTHER)].try_into().unwrap()
}

/// Two epochs, of which the North has the keys.
fn ready(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		open_epoch(ST_MARY, &[NORTH]);
		open_epoch(ST_MARY, &[NORTH]);
		test();
	});
}

#[test]
fn a_hospital_with_another_wrap_key_gets_its_keys_again_at_no_further_deposit() {
	ready(|| {
		let before = all_holds();
		assert_ok!(rewrap(NORTH, other(1)));
		assert_eq!(key_of(NORTH, 0), Some(wrapped(ST_MARY, 0)));
		assert_eq!(key_of(NORTH, 1), Some(OTHER));
		assert_eq!(
			last_event(),
			Some(Event::IndexKeysRewrapped {
				hospital: ST_MARY,
				grantee: NORTH,
				scope: HEART
			})
		);
		assert_eq!(all_holds(), before);
	});
}

#[test]
fn a_hospital_wraps_its_own_keys_again() {
	ready(|| {
		assert_ok!(rewrap(ST_MARY, other(0)));
		assert_eq!(key_of(ST_MARY, 0), Some(OTHER));
		assert_eq!(key_of(ST_MARY, 1), Some(wrapped(ST_MARY, 1)));
	});
}

#[test]
fn whoever_missed_an_epoch_while_suspended_gets_all_that_it_lacks() {
	ready(|| {
		Registry::suspend(NORTH);
		open_epoch(ST_MARY, &[]);
		open_epoch(ST_MARY, &[]);
		assert_noop!(rewrap(NORTH, other(3)), Error::<Test>::CounterpartNotAccredited);
		Registry::reinstate(NORTH);
		assert_noop!(rewrap(NORTH, other(3)), Error::<Test>::WrappedKeyMissing);
		let before = held(HoldReason::AuthorisationDeposit, &operator(ST_MARY));
		assert_ok!(rewrap(NORTH, keys_of(ST_MARY, 2..4)));
		assert_eq!(key_of(NORTH, 3), Some(wrapped(ST_MARY, 3)));
		assert_eq!(
			held(HoldReason::AuthorisationDeposit, &operator(ST_MARY)),
			before + 2 * EhrIndex::wrapped_key_deposit()
		);
	});
}

#[test]
fn only_for_whom_the_hospital_authorises() {
	ready(|| {
		assert_noop!(rewrap(SOUTH, other(0)), Error::<Test>::AuthorisationNotFound);
		assert_noop!(rewrap(NOWHERE, other(0)), Error::<Test>::HospitalNotFound);
		System::set_block_number(50);
		assert_noop!(rewrap(NORTH, other(0)), Error::<Test>::AuthorisationExpired);
	});
}

#[test]
fn only_keys_of_epochs_that_there_are_in_their_order() {
	ready(|| {
		assert_noop!(rewrap(NORTH, other(2)), Error::<Test>::IndexEpochUnknown);
		assert_noop!(
			rewrap(NORTH, EpochKeys::default()),
			Error::<Test>::WrappedKeysEmpty
		);
		for wrong in [vec![(1, OTHER), (0, OTHER)], vec![(1, OTHER), (1, OTHER)]] {
			assert_noop!(
				rewrap(NORTH, wrong.try_into().unwrap()),
				Error::<Test>::WrappedKeysUnsorted
			);
		}
	});
}

#[test]
fn a_scope_without_an_epoch_has_nothing_to_wrap() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		assert_noop!(rewrap(NORTH, other(0)), Error::<Test>::IndexKeysNotSet);
		assert_noop!(rewrap(ST_MARY, other(0)), Error::<Test>::IndexKeysNotSet);
	});
}

#[test]
fn only_the_operator_of_an_accredited_hospital() {
	ready(|| {
		let by = |caller| EhrIndex::rewrap_index_keys(RuntimeOrigin::signed(caller), NORTH, HEART, other(0));
		assert_noop!(by(stranger()), Error::<Test>::NotOperator);
		assert_noop!(by(operator(SOUTH)), Error::<Test>::IndexKeysNotSet);
		Registry::suspend(ST_MARY);
		assert_noop!(by(operator(ST_MARY)), Error::<Test>::HospitalNotAccredited);
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_wraps_nothing() {
	ready(|| {
		Registry::suspend(NORTH);
		open_epoch(ST_MARY, &[]);
		Registry::reinstate(NORTH);
		let rest = Balances::free_balance(operator(ST_MARY)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(operator(ST_MARY)),
			stranger(),
			rest
		));
		assert_noop!(rewrap(NORTH, other(2)), Error::<Test>::DepositUnaffordable);
		// What is there already costs nothing, but does not make up for what is lacking.
		assert_noop!(rewrap(NORTH, other(1)), Error::<Test>::WrappedKeyMissing);
	});
}
