use crate::{mock::*, GenesisConfig, GenesisParameters};
use sp_core::Bytes;

fn building(change: impl FnOnce(&mut GenesisParameters<AccountId>)) {
	let mut parameters = genesis_parameters();
	change(&mut parameters);
	sp_io::TestExternalities::default().execute_with(|| crate::genesis::build::<Test>(Some(&parameters)));
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
	});
}

#[test]
fn the_json_form_is_hexadecimal_and_reads_back() {
	let config = GenesisConfig::<Test> {
		parameters: Some(genesis_parameters()),
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
