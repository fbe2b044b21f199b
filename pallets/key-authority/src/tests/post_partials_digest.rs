use crate::{mock::*, Error, Event, PartialsDigests};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use salus_primitives::traits::Sharings;
use sp_runtime::DispatchError;

#[test]
fn an_authority_posts_one_digest_an_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(post_digest(signed(MARY), 0, [1; 32]));
		assert_eq!(
			events(),
			[Event::PartialsDigestPosted {
				authority: MARY,
				epoch: 0,
				digest: [1; 32]
			}]
		);
		assert_noop!(
			post_digest(signed(MARY), 0, [2; 32]),
			Error::<Test>::DigestAlreadyPosted
		);
		next_epoch();
		assert_ok!(post_digest(signed(MARY), 1, [2; 32]));
		assert_eq!(PartialsDigests::<Test>::get(MARY), Some((1, [2; 32])));
	});
}

#[test]
fn only_the_current_epoch_takes_digests() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			post_digest(signed(MARY), 1, [1; 32]),
			Error::<Test>::NotCurrentEpoch
		);
		next_epoch();
		assert_noop!(
			post_digest(signed(MARY), 0, [1; 32]),
			Error::<Test>::NotCurrentEpoch
		);
	});
}

#[test]
fn only_authorities_in_good_standing_post() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			post_digest(RuntimeOrigin::none(), 0, [1; 32]),
			DispatchError::BadOrigin
		);
		assert_noop!(
			post_digest(signed(STRANGER), 0, [1; 32]),
			Error::<Test>::NotAnAuthority
		);
		Registry::set_accredited(0, false);
		assert_noop!(
			post_digest(signed(MARY), 0, [1; 32]),
			Error::<Test>::HospitalNotAccredited
		);
		Hospitals::set(&Vec::new());
		assert_noop!(
			post_digest(signed(MARY), 0, [1; 32]),
			Error::<Test>::NotAnOperator
		);
	});
}

#[test]
fn before_a_ceremony_nobody_posts() {
	ExtBuilder::without_parameters().build_and_execute(|| {
		assert_noop!(post_digest(signed(MARY), 0, [1; 32]), Error::<Test>::NoParameters);
	});
}

#[test]
fn an_agent_posts_in_the_name_of_its_hospital() {
	ExtBuilder::default().build_and_execute(|| {
		AgentsOf::set(&vec![(STRANGER, NORTH)]);
		assert_ok!(post_digest(signed(STRANGER), 0, [1; 32]));
		assert_eq!(PartialsDigests::<Test>::get(NORTH), Some((0, [1; 32])));
		assert_noop!(
			post_digest(signed(NORTH), 0, [2; 32]),
			Error::<Test>::DigestAlreadyPosted
		);
	});
}

#[test]
fn a_revoked_operator_posts_for_no_authority_and_its_node_does() {
	ExtBuilder::default().build_and_execute(|| {
		AgentsOf::set(&vec![(STRANGER, NORTH)]);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), NORTH));
		assert_noop!(
			post_digest(signed(NORTH), 0, [1; 32]),
			Error::<Test>::SignerRevoked
		);
		assert_ok!(post_digest(signed(STRANGER), 0, [1; 32]));
	});
}

/// Any accredited hospital may enrol an account without a role, and dismiss it, which revokes it.
#[test]
fn nobody_else_silences_an_authority_by_having_its_nodes_account_revoked() {
	ExtBuilder::default().build_and_execute(|| {
		AgentsOf::set(&vec![(STRANGER, NORTH)]);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), STRANGER));
		assert_ok!(post_digest(signed(STRANGER), 0, [1; 32]));
	});
}

#[test]
fn a_digest_of_another_sharing_than_the_one_in_use_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let mut sharing = parameters();
		sharing.generation = 1;
		<KeyAuthority as Sharings<AccountId>>::install_parameters(sharing.clone());
		let post = |ceremony, generation| {
			KeyAuthority::post_partials_digest(signed(MARY), 0, ceremony, generation, [1; 32])
		};
		let (before, coming, of_another_key) = ((sharing.ceremony, 0), (sharing.ceremony, 2), ([9; 32], 1));
		for (ceremony, generation) in [before, coming, of_another_key] {
			assert_noop!(post(ceremony, generation), Error::<Test>::NotCurrentSharing);
		}
		assert_eq!(PartialsDigests::<Test>::get(MARY), None);
		assert_ok!(post(sharing.ceremony, 1));
		assert_noop!(post(sharing.ceremony, 0), Error::<Test>::NotCurrentSharing);
		assert_noop!(post(sharing.ceremony, 1), Error::<Test>::DigestAlreadyPosted);
	});
}

#[test]
fn a_digest_that_waited_through_a_resharing_stands_for_nobody_and_the_new_one_does() {
	ExtBuilder::default().build_and_execute(|| {
		let old = parameters();
		let mut new = old.clone();
		new.generation = 1;
		<KeyAuthority as Sharings<AccountId>>::install_parameters(new);
		for _ in 0..REPORT_AFTER {
			next_block(Weight::zero());
		}
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(MARY), 0, old.ceremony, old.generation, [1; 32]),
			Error::<Test>::NotCurrentSharing
		);
		assert!(KeyAuthority::api_missing_partials().contains(&MARY));
		assert_ok!(post_digest(signed(MARY), 0, [2; 32]));
		assert_eq!(PartialsDigests::<Test>::get(MARY), Some((0, [2; 32])));
		assert!(!KeyAuthority::api_missing_partials().contains(&MARY));
	});
}
