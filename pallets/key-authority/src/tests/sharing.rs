use crate::{
	mock::*,
	soundness::{validate, validate_token, SharingFault},
	Error, LatestComplete, Missed, PartialsDigests, Publications,
};
use frame_support::{assert_noop, assert_ok};
use rand_core::OsRng;
use salus_crypto::{
	authority::{deal, ParametersError},
	encoding::DecodeError,
	token::KeysError,
	Bls,
};
use salus_primitives::{authority::Parameters, token::TokenAuthority, traits::Sharings};

fn install(change: impl FnOnce(&mut Parameters<AccountId>)) {
	let mut parameters = KeyAuthority::api_parameters().unwrap();
	change(&mut parameters);
	<KeyAuthority as Sharings<AccountId>>::install_parameters(parameters);
}

/// The same authorities share another key.
fn replace_key() {
	let (public, _) = deal::<Bls>(3, 4, &mut OsRng).unwrap();
	let operators = [MARY, NORTH, EAST, WEST];
	<KeyAuthority as Sharings<AccountId>>::install_parameters(parameters_of(&public, &operators));
}

fn fault(change: impl FnOnce(&mut Parameters<AccountId>)) -> SharingFault {
	let mut parameters = parameters();
	change(&mut parameters);
	validate::<Test>(&parameters).unwrap_err()
}

fn token_fault(change: impl FnOnce(&mut TokenAuthority<AccountId>)) -> SharingFault {
	let mut token = token_key();
	change(&mut token);
	validate_token(&token).unwrap_err()
}

#[test]
fn without_parameters_a_chain_waits_for_a_ceremony() {
	ExtBuilder::without_parameters().build_and_execute(|| {
		assert_eq!(KeyAuthority::api_parameters(), None);
		assert_eq!(KeyAuthority::api_token_authority(), None);
	});
}

#[test]
fn what_a_ceremony_made_is_what_everybody_reads() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(KeyAuthority::api_parameters(), Some(parameters()));
		assert_eq!(KeyAuthority::api_token_authority(), Some(token_key()));
	});
}

#[test]
fn under_another_generation_every_authority_posts_its_digest_again() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(post_digest(signed(MARY), 0, [1; 32]));
		install(|parameters| parameters.generation = 1);
		assert_eq!(KeyAuthority::api_partials_digest(MARY), None);
		assert_ok!(post_digest(signed(MARY), 0, [2; 32]));
	});
}

#[test]
fn who_is_no_authority_any_more_leaves_neither_digest_nor_report() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(post_digest(signed(WEST), 0, [1; 32]));
		Missed::<Test>::insert(WEST, (0, 1));
		Missed::<Test>::insert(EAST, (0, 2));
		install(|parameters| parameters.authorities[3].account = STRANGER);
		assert!(!PartialsDigests::<Test>::contains_key(WEST));
		assert_eq!(Missed::<Test>::get(WEST), None);
		assert_eq!(Missed::<Test>::get(EAST), Some((0, 2)));
	});
}

#[test]
fn update_keys_outlive_a_resharing_since_the_key_stays() {
	ExtBuilder::default().build_and_execute(|| {
		let keys: Vec<_> = slots()
			.into_iter()
			.map(|(node, era)| good_key(node, era))
			.collect();
		assert_ok!(publish(PUBLISHER, keys.clone()));
		install(|parameters| parameters.generation = 1);
		assert_eq!(KeyAuthority::api_latest_complete(), Some(0));
		assert_eq!(
			KeyAuthority::api_update_key(keys[0].node, keys[0].era),
			Some(keys[0])
		);
	});
}

#[test]
fn under_another_key_update_keys_count_no_more_and_their_places_are_open() {
	ExtBuilder::default().build_and_execute(|| {
		let keys: Vec<_> = slots()
			.into_iter()
			.map(|(node, era)| good_key(node, era))
			.collect();
		assert_ok!(publish(PUBLISHER, keys.clone()));
		assert_eq!(LatestComplete::<Test>::get(), Some(0));

		replace_key();
		assert_eq!(KeyAuthority::api_latest_complete(), None);
		assert_eq!(KeyAuthority::api_published(), 0);
		assert_eq!(KeyAuthority::api_update_key(keys[0].node, keys[0].era), None);

		assert_ok!(publish(REPORTER, keys.clone()));
		assert_ok!(KeyAuthority::do_try_state());
		let old = Publications::<Test>::get(PUBLISHER).unwrap();
		assert_eq!(old.bond, held(crate::HoldReason::PublicationBond, &PUBLISHER));
		assert_eq!(KeyAuthority::api_published(), u32::try_from(keys.len()).unwrap());
	});
}

#[test]
fn under_another_key_an_update_key_of_the_one_before_is_a_bad_one() {
	ExtBuilder::default().build_and_execute(|| {
		let keys: Vec<_> = slots()
			.into_iter()
			.map(|(node, era)| good_key(node, era))
			.collect();
		let (node, era) = (keys[0].node, keys[0].era);
		replace_key();
		assert_ok!(publish(PUBLISHER, keys));
		assert_eq!(LatestComplete::<Test>::get(), Some(0));
		assert_ok!(KeyAuthority::report_bad_update_key(signed(REPORTER), node, era));
		assert_eq!(LatestComplete::<Test>::get(), None);
		assert_eq!(held(crate::HoldReason::PublicationBond, &PUBLISHER), 0);
	});
}

#[test]
fn under_another_key_what_was_posted_for_the_one_before_is_forgotten() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(post_digest(signed(MARY), 0, [1; 32]));
		replace_key();
		assert_eq!(KeyAuthority::api_partials_digest(MARY), None);
		let old = parameters();
		assert_noop!(
			KeyAuthority::post_partials_digest(signed(NORTH), 0, old.ceremony, old.generation, [2; 32]),
			Error::<Test>::NotCurrentSharing
		);
		assert_ok!(post_digest(signed(MARY), 0, [2; 32]));
	});
}

#[test]
fn an_account_has_one_share() {
	assert_eq!(
		fault(|parameters| parameters.authorities[1].account = MARY),
		SharingFault::RepeatedAuthority
	);
	assert_eq!(
		token_fault(|token| token.members[1].account = MARY),
		SharingFault::RepeatedAuthority
	);
}

#[test]
fn shares_of_another_polynomial_are_no_sharing() {
	assert_eq!(
		fault(|parameters| {
			let first = parameters.authorities[0].clone();
			parameters.authorities[0].a_j = parameters.authorities[1].a_j;
			parameters.authorities[1].a_j = first.a_j;
		}),
		SharingFault::Invalid(ParametersError::Inconsistent)
	);
	assert_eq!(
		token_fault(|token| {
			let first = token.members[0].key;
			token.members[0].key = token.members[1].key;
			token.members[1].key = first;
		}),
		SharingFault::InvalidToken(KeysError::Inconsistent)
	);
}

#[test]
fn a_point_off_the_curve_is_no_sharing() {
	assert_eq!(
		fault(|parameters| parameters.beta = [0xff; 96]),
		SharingFault::Invalid(ParametersError::Encoding(DecodeError::Malformed))
	);
}

#[test]
fn a_threshold_out_of_bounds_is_no_sharing() {
	assert_eq!(
		fault(|parameters| parameters.threshold = 1),
		SharingFault::Invalid(ParametersError::Threshold)
	);
	assert_eq!(
		token_fault(|token| token.threshold = 1),
		SharingFault::InvalidToken(KeysError::Threshold)
	);
}
