use crate::{mock::*, GenesisConfig, GenesisParameters, GenesisTokenKey};
use sp_core::Bytes;

fn building(change: impl FnOnce(&mut GenesisParameters<AccountId>)) {
	let mut parameters = genesis_parameters();
	change(&mut parameters);
	sp_io::TestExternalities::default()
		.execute_with(|| crate::genesis::build::<Test>(Some(&parameters), None));
}

fn building_token(change: impl FnOnce(&mut GenesisTokenKey<AccountId>)) {
	let mut token = genesis_token_key();
	change(&mut token);
	sp_io::TestExternalities::default().execute_with(|| crate::genesis::build::<Test>(None, Some(&token)));
}

#[test]
fn parameters_of_a_dealer_are_stored() {
	ExtBuilder::default().build_and_execute(|| {
		let stored = KeyAuthority::api_parameters().unwrap();
		let (public, _) = dealing();
		assert_eq!(stored.threshold, 3);
		assert_eq!(stored.a, public.a);
		assert_eq!(stored.e, public.e);
		assert_eq!(stored.authorities[1].account, NORTH);
		assert_eq!(stored.authorities[1].a_j, public.authorities[1].a_j);
	});
}

#[test]
fn without_parameters_a_chain_waits_for_a_ceremony() {
	ExtBuilder::without_parameters().build_and_execute(|| {
		assert_eq!(KeyAuthority::api_parameters(), None);
		assert_eq!(KeyAuthority::api_token_authority(), None);
	});
}

#[test]
fn the_json_form_is_hexadecimal_and_reads_back() {
	let config = GenesisConfig::<Test> {
		parameters: Some(genesis_parameters()),
		token: Some(genesis_token_key()),
	};
	let json = serde_json::to_value(&config).unwrap();
	let (public, _) = dealing();
	assert_eq!(
		json["parameters"]["beta"],
		sp_core::bytes::to_hex(&public.beta, false)
	);
	assert_eq!(
		json["parameters"]["authorities"][0]["betaJ"],
		sp_core::bytes::to_hex(&public.authorities[0].beta_j, false)
	);
	let back: GenesisConfig<Test> = serde_json::from_value(json).unwrap();
	assert_eq!(back.parameters, config.parameters);
	assert_eq!(back.token, config.token);
	assert_eq!(
		serde_json::to_value(GenesisConfig::<Test>::default()).unwrap()["parameters"],
		serde_json::Value::Null
	);
}

#[test]
#[should_panic(expected = "invalid: Length(\"e\")")]
fn a_field_of_the_wrong_length_stops_the_genesis() {
	building(|parameters| parameters.e = Bytes(vec![0; 575]));
}

#[test]
#[should_panic(expected = "invalid: RepeatedAuthority")]
fn an_account_with_two_shares_stops_the_genesis() {
	building(|parameters| parameters.authorities[1].account = parameters.authorities[0].account.clone());
}

#[test]
#[should_panic(expected = "invalid: Invalid(Inconsistent)")]
fn shares_of_another_polynomial_stop_the_genesis() {
	building(|parameters| parameters.authorities.swap(0, 1));
}

#[test]
#[should_panic(expected = "invalid: Invalid(Encoding(Malformed))")]
fn a_point_off_the_curve_stops_the_genesis() {
	building(|parameters| parameters.beta = Bytes(vec![0xff; 96]));
}

#[test]
#[should_panic(expected = "invalid: Invalid(Threshold)")]
fn a_threshold_out_of_bounds_stops_the_genesis() {
	building(|parameters| parameters.threshold = 1);
}

#[test]
#[should_panic(expected = "invalid: TooManyAuthorities")]
fn too_many_authorities_stop_the_genesis() {
	building(|parameters| {
		let one = parameters.authorities[0].clone();
		parameters.authorities = vec![one; 33];
	});
}

#[test]
fn the_token_key_of_a_dealer_is_stored() {
	ExtBuilder::default().build_and_execute(|| {
		let stored = KeyAuthority::api_token_authority().unwrap();
		let (public, _) = salus_crypto::token::development_dealing(3, 4).unwrap();
		assert_eq!(stored.public(), public);
		let accounts: Vec<_> = stored.members.iter().map(|member| &member.account).collect();
		assert_eq!(accounts, [&MARY, &NORTH, &EAST, &WEST]);
	});
}

#[test]
#[should_panic(expected = "the token key in the genesis is invalid: Length(\"members.key\")")]
fn a_key_of_the_wrong_length_stops_the_genesis() {
	building_token(|token| token.members[3].key = Bytes(vec![0; 31]));
}

#[test]
#[should_panic(expected = "the token key in the genesis is invalid: RepeatedAuthority")]
fn an_account_with_two_token_shares_stops_the_genesis() {
	building_token(|token| token.members[1].account = token.members[0].account.clone());
}

#[test]
#[should_panic(expected = "the token key in the genesis is invalid: InvalidToken(Inconsistent)")]
fn token_keys_of_another_polynomial_stop_the_genesis() {
	building_token(|token| {
		let key = token.members[0].key.clone();
		token.members[0].key = token.members[1].key.clone();
		token.members[1].key = key;
	});
}

#[test]
#[should_panic(expected = "the token key in the genesis is invalid: InvalidToken(Threshold)")]
fn a_token_threshold_out_of_bounds_stops_the_genesis() {
	building_token(|token| token.threshold = 1);
}
