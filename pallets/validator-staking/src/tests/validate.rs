use crate::{mock::*, Candidates, Error};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};

type Err = Error<Test>;

#[test]
fn a_candidate_has_standing_bond_and_keys() {
	build_and_execute(|| {
		assert_noop!(Staking::validate(signed(ANNA)), Err::NotOperator);
		assert_noop!(Staking::validate(signed(5)), Err::NotBonded);
		assert_ok!(Staking::bond(signed(5), 300));
		assert_noop!(Staking::validate(signed(5)), Err::NoSessionKeys);
		set_keys(5);
		assert_ok!(Staking::validate(signed(5)));
		assert_noop!(Staking::validate(signed(5)), Err::AlreadyCandidate);
	});
}

#[test]
fn a_suspended_hospital_does_not_stand() {
	build_and_execute(|| {
		assert_ok!(Staking::bond(signed(5), 300));
		set_keys(5);
		Registry::suspend(5);
		assert_noop!(Staking::validate(signed(5)), Err::NotAccredited);
	});
}

#[test]
fn two_hospitals_cannot_have_one_key() {
	build_and_execute(|| {
		let keys = Keys {
			dummy: sp_runtime::testing::UintAuthorityId(1),
		};
		assert_noop!(
			<Session as pallet_session::SessionInterface>::set_keys(&5, keys),
			pallet_session::Error::<Test>::DuplicatedKey
		);
	});
}

#[test]
fn there_are_only_so_many_candidates() {
	build_and_execute(|| {
		for who in 5..=u64::from(MOST_CANDIDATES) {
			stand(who, MIN_BOND);
		}
		assert_eq!(Candidates::<Test>::count(), MOST_CANDIDATES);
		Balances::set_balance(&15, 1_000);
		assert_ok!(Staking::bond(signed(15), MIN_BOND));
		set_keys(15);
		assert_noop!(Staking::validate(signed(15)), Err::TooManyCandidates);
	});
}

#[test]
fn keys_of_candidates_and_validators_stay() {
	build_and_execute(|| {
		assert_noop!(Staking::purge_keys(signed(1)), Err::StillCandidate);
		assert_ok!(Staking::chill(signed(1)));
		assert_noop!(Staking::purge_keys(signed(1)), Err::StillValidating);
		next_session();
		assert_noop!(Staking::purge_keys(signed(1)), Err::StillValidating);
		next_session();
		assert!(!Session::validators().contains(&1));
		assert_ok!(Staking::purge_keys(signed(1)));
		assert_noop!(Staking::purge_keys(signed(1)), Err::NoSessionKeys);
	});
}

#[test]
fn the_council_sets_how_many_validate_between_floor_and_limit() {
	build_and_execute(|| {
		let root = RuntimeOrigin::root;
		assert_noop!(
			Staking::set_validator_count(signed(1), 4),
			sp_runtime::DispatchError::BadOrigin
		);
		assert_noop!(Staking::set_validator_count(root(), FLOOR - 1), Err::BelowFloor);
		assert_noop!(
			Staking::set_validator_count(root(), MOST_VALIDATORS + 1),
			Err::TooManyValidators
		);
		assert_noop!(Staking::set_validator_count(root(), 6), Err::Unchanged);
		assert_ok!(Staking::set_validator_count(root(), FLOOR));
		sessions(2);
		assert_eq!(Session::validators().len(), FLOOR as usize);
	});
}
