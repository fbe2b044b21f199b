use crate::{mock::*, Error, Event, PartialsDigests};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn an_authority_posts_one_digest_an_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(KeyAuthority::post_partials_digest(signed(MARY), 0, [1; 32]));
		assert_eq!(
			events(),
			[Event::PartialsDigestPosted {
				authority: MARY,
				epoch: 0,
				digest: [1; 32]
			}]
		);
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(MARY), 0, [2; 32]),
			Error::<Test>::DigestAlreadyPosted
		);
		next_epoch();
		assert_ok!(KeyAuthority::post_partials_digest(signed(MARY), 1, [2; 32]));
		assert_eq!(PartialsDigests::<Test>::get(MARY), Some((1, [2; 32])));
	});
}

#[test]
fn only_the_current_epoch_takes_digests() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(MARY), 1, [1; 32]),
			Error::<Test>::NotCurrentEpoch
		);
		next_epoch();
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(MARY), 0, [1; 32]),
			Error::<Test>::NotCurrentEpoch
		);
	});
}

#[test]
fn only_authorities_in_good_standing_post() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			KeyAuthority::post_partials_digest(RuntimeOrigin::none(), 0, [1; 32]),
			DispatchError::BadOrigin
		);
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(STRANGER), 0, [1; 32]),
			Error::<Test>::NotAnAuthority
		);
		Registry::set_accredited(0, false);
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(MARY), 0, [1; 32]),
			Error::<Test>::HospitalNotAccredited
		);
		Hospitals::set(&Vec::new());
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(MARY), 0, [1; 32]),
			Error::<Test>::NotAnOperator
		);
	});
}

#[test]
fn before_a_ceremony_nobody_posts() {
	ExtBuilder::without_parameters().build_and_execute(|| {
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(MARY), 0, [1; 32]),
			Error::<Test>::NoParameters
		);
	});
}
