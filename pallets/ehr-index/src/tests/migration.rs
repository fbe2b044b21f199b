//! A chain whose authorisations stood in no list of their scope.

use crate::{migration::ToVersion2, mock::*, Authorisations, HoldReason, IndexScopes};
use frame_support::traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion};
use salus_primitives::index::MAX_GRANTEES;

/// As version 1 left it.
fn version_1() {
	let _ = IndexScopes::<Test>::clear(u32::MAX, None);
	StorageVersion::new(1).put::<EhrIndex>();
}

fn upgrade() {
	ToVersion2::<Test>::on_runtime_upgrade();
	assert_eq!(EhrIndex::on_chain_storage_version(), StorageVersion::new(2));
}

#[test]
fn authorisations_are_put_on_the_list_of_their_scope() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		authorise(ST_MARY, SOUTH);
		authorise(NORTH, SOUTH);
		version_1();
		upgrade();
		let grantees = |hospital| {
			IndexScopes::<Test>::get(hospital, HEART)
				.unwrap()
				.grantees
				.into_inner()
		};
		assert_eq!(grantees(ST_MARY), vec![(NORTH, 50), (SOUTH, 50)]);
		assert_eq!(grantees(NORTH), vec![(SOUTH, 50)]);
		open_epoch(ST_MARY, &[NORTH, SOUTH]);
	});
}

#[test]
fn those_that_find_no_place_end_and_their_deposits_return() {
	ExtBuilder::default().build_and_execute(|| {
		for hospital in 1_000..1_000 + MAX_GRANTEES {
			Registry::found(hospital, account(9));
			authorise(ST_MARY, hospital);
		}
		version_1();
		authorise(ST_MARY, NORTH);
		authorise(ST_MARY, SOUTH);
		version_1();
		upgrade();
		assert_eq!(
			Authorisations::<Test>::iter_prefix(ST_MARY).count(),
			MAX_GRANTEES as usize
		);
		let held_for = held(HoldReason::AuthorisationDeposit, &operator(ST_MARY));
		assert_eq!(
			held_for,
			EhrIndex::authorisation_deposit() * u128::from(MAX_GRANTEES)
		);
	});
}

#[test]
fn it_runs_once() {
	ExtBuilder::default().build_and_execute(|| {
		authorise(ST_MARY, NORTH);
		version_1();
		upgrade();
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		upgrade();
		assert_eq!(before, sp_io::storage::root(sp_runtime::StateVersion::V1));
	});
}
