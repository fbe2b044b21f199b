//! What a consortium may begin a network with.

mod specification;

use super::{development_keys::DevelopmentKeys, live, template, Error};
use crate::chain_spec::{self, ChainSpec};
use codec::Decode;
use salus_runtime::{
	configs::consensus::MAX_AUTHORITIES,
	constants::{
		money::{EXISTENTIAL_DEPOSIT, SAL},
		time, SS58_PREFIX,
	},
};
use sc_chain_spec::{ChainSpec as _, ChainType};
use serde_json::{json, Value};
use sp_core::{
	crypto::{AccountId32, Pair, Ss58Codec},
	ed25519, sr25519,
};
use sp_runtime::BuildStorage;
use std::{collections::HashMap, sync::LazyLock};

/// A key of nobody known, as its owner's wallet writes it.
fn address(seed: u8) -> String {
	let key = sr25519::Pair::from_seed(&[seed; 32]).public();
	AccountId32::from(key).to_ss58check_with_version(SS58_PREFIX.into())
}

/// As [`address`], of the other kind.
fn ed_address(seed: u8) -> String {
	let key = ed25519::Pair::from_seed(&[seed; 32]).public();
	AccountId32::from(key).to_ss58check_with_version(SS58_PREFIX.into())
}

/// The form, filled in with keys that nobody knows: each text that asks for the same gets the same.
fn filled_in() -> Value {
	fn fill(value: &mut Value, known: &mut HashMap<String, u8>) {
		match value {
			Value::String(text) if text.starts_with("FILL IN: /dns") => {
				*text = "/dns/node.example/tcp/30333/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp"
					.into()
			}
			Value::String(text) if text.starts_with("FILL IN:") => {
				let what = text.split(',').next().unwrap_or_default().to_owned();
				let next = u8::try_from(known.len()).expect("few fields") + 100;
				let seed = *known.entry(what.clone()).or_insert(next);
				*text = if what.contains("ed25519") {
					ed_address(seed)
				} else {
					address(seed)
				};
			}
			Value::Array(items) => items.iter_mut().for_each(|item| fill(item, known)),
			Value::Object(members) => members.values_mut().for_each(|member| fill(member, known)),
			_ => {}
		}
	}
	let mut form: Value = serde_json::from_str(template::FORM).expect("the form is JSON");
	form["name"] = json!("Northern hospitals");
	form["id"] = json!("north");
	fill(&mut form, &mut HashMap::new());
	form
}

fn build(form: &Value) -> Result<ChainSpec, Error> {
	template::build(&form.to_string())
}

/// The raw specification of the form filled in. To build it compiles the runtime.
static RAW: LazyLock<String> = LazyLock::new(|| {
	let spec = build(&filled_in()).expect("it is filled in");
	spec.as_json(true).expect("it builds")
});

fn development(secret: &str) -> String {
	let pair = sr25519::Pair::from_string(secret, None).expect("it derives");
	AccountId32::from(pair.public()).to_ss58check()
}

/// A specification in a file, and what a node says of it.
fn in_file(text: &str) -> Result<ChainSpec, Error> {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("spec.json");
	std::fs::write(&path, text).expect("it is written");
	live::from_file(&path)
}

#[test]
fn an_empty_form_names_every_field_to_fill_in() {
	let error = template::build(template::FORM).err().expect("it is empty");
	let Error::NotFilledIn(fields) = &error else {
		panic!("{error}");
	};
	assert_eq!(fields.len(), template::FORM.matches("FILL IN:").count());
	assert!(fields.contains(&(
		"genesis.session.keys[2][2].grandpa".into(),
		"ed25519 key of hospital 3".into()
	)));
	assert!(error
		.to_string()
		.contains("; genesis.councilMembership.members[1] (account of department 2); "));
}

#[test]
fn one_field_left_is_named() {
	let mut form = filled_in();
	form["genesis"]["technicalMembership"]["members"][1] =
		json!("FILL IN: account of an engineer of hospital 2");
	assert_eq!(
		build(&form).err(),
		Some(Error::NotFilledIn(vec![(
			"genesis.technicalMembership.members[1]".into(),
			"account of an engineer of hospital 2".into()
		)]))
	);
}

#[test]
fn a_form_filled_in_becomes_a_specification_that_nodes_start_from() {
	assert!(in_file(&RAW).is_ok());
	let spec = ChainSpec::from_json_bytes(RAW.clone().into_bytes()).expect("it is a specification");
	assert_eq!(spec.name(), "Northern hospitals");
	assert_eq!(spec.id(), "north");
	assert_eq!(spec.protocol_id(), Some("salus-north"));
	assert_eq!(spec.chain_type(), ChainType::Live);
	assert!(spec.telemetry_endpoints().is_none());
	let properties = sc_chain_spec::ChainSpec::properties(&spec);
	assert_eq!(properties["tokenSymbol"], json!("SAL"));
	assert_eq!(properties["tokenDecimals"], json!(12));
	assert_eq!(properties["ss58Format"], json!(SS58_PREFIX));

	let state = spec.build_storage().expect("it builds");
	let entry = |pallet: &str, item: &str| {
		let key = [
			sp_io::hashing::twox_128(pallet.as_bytes()),
			sp_io::hashing::twox_128(item.as_bytes()),
		]
		.concat();
		state.top.get(&key).cloned().unwrap_or_default()
	};
	let validators = Vec::<AccountId32>::decode(&mut &entry("Session", "Validators")[..]).expect("accounts");
	let form = filled_in();
	let mut expected: Vec<_> = (0..4)
		.map(|index| {
			let text = form["genesis"]["session"]["keys"][index][0]
				.as_str()
				.expect("an address");
			AccountId32::from_ss58check_with_version(text)
				.expect("an address")
				.0
		})
		.collect();
	// In the order of their slots.
	expected.sort();
	assert_eq!(validators, expected);
	assert_eq!(
		Vec::<AccountId32>::decode(&mut &entry("Council", "Members")[..]).map(|members| members.len()),
		Ok(4)
	);
	assert_eq!(entry("Sudo", "Key"), Vec::<u8>::new());
}

#[test]
fn a_key_that_everybody_knows_is_refused_wherever_it_stands() {
	for (pointer, field, secret) in [
		(
			"/genesis/balances/balances/0/0",
			"genesis.balances.balances[0][0]",
			"//Alice",
		),
		(
			"/genesis/session/keys/1/0",
			"genesis.session.keys[1][0]",
			"//StMary",
		),
		(
			"/genesis/session/keys/3/2/aura",
			"genesis.session.keys[3][2].aura",
			"//Bob//stash",
		),
		(
			"/genesis/councilMembership/members/2",
			"genesis.councilMembership.members[2]",
			"//CouncilC",
		),
		(
			"/genesis/technicalMembership/members/0",
			"genesis.technicalMembership.members[0]",
			"//Patient",
		),
	] {
		let mut form = filled_in();
		*form.pointer_mut(pointer).expect("the field is there") = json!(development(secret));
		assert_eq!(
			build(&form).err(),
			Some(Error::DevelopmentKey {
				field: field.into(),
				secret: secret.into()
			})
		);
	}
}

#[test]
fn a_voters_key_that_everybody_knows_is_refused_in_any_spelling() {
	let pair = ed25519::Pair::from_string("//Mayo", None).expect("it derives");
	let account = AccountId32::from(pair.public());
	for text in [
		account.to_ss58check(),
		account.to_ss58check_with_version(SS58_PREFIX.into()),
		format!("0x{}", hex::encode(pair.public())),
	] {
		let mut form = filled_in();
		form["genesis"]["session"]["keys"][0][2]["grandpa"] = json!(text);
		assert_eq!(
			build(&form).err(),
			Some(Error::DevelopmentKey {
				field: "genesis.session.keys[0][2].grandpa".into(),
				secret: "//Mayo".into()
			})
		);
	}
}

#[test]
fn everybody_of_a_preset_is_known_and_so_is_the_phrase() {
	let known = DevelopmentKeys::new();
	for name in salus_runtime::presets::development_names() {
		let secret = format!("//{name}");
		assert_eq!(known.secret_of(&development(&secret)), Some(secret.as_str()));
	}
	assert_eq!(
		known.secret_of(&development(sp_core::crypto::DEV_PHRASE)),
		Some(sp_core::crypto::DEV_PHRASE)
	);
	assert_eq!(known.secret_of(&development("//7")), Some("//7"));
	assert_eq!(known.secret_of(&address(1)), None);
}

#[test]
fn nobody_becomes_root() {
	let mut form = filled_in();
	form["genesis"]["sudo"]["key"] = json!(address(7));
	assert_eq!(
		build(&form).err(),
		Some(Error::SuperUser {
			field: "genesis.sudo.key".into()
		})
	);
}

#[test]
fn an_authority_survives_the_loss_of_one_of_its_members() {
	let settings = |minimum: u64| {
		json!({
			"automatic": false, "minimum": minimum, "enrol": 600, "commit": 600, "deal": 600,
			"complain": 600, "settle": 600, "refresh": 432_000, "retry": 600,
		})
	};
	let with = |minimum| {
		let mut form = filled_in();
		form["genesis"]["ceremony"] = json!({ "settings": settings(minimum) });
		build(&form).err()
	};
	for minimum in [0, 1, 3, 33] {
		assert_eq!(
			with(minimum),
			Some(Error::OutOfBounds {
				field: "genesis.ceremony.settings.minimum".into(),
				found: minimum,
				least: 4,
				most: 32,
			})
		);
	}
	assert_eq!(with(4), None);
}

#[test]
fn three_hospitals_are_too_few() {
	let mut form = filled_in();
	form["genesis"]["session"]["keys"]
		.as_array_mut()
		.expect("a list")
		.pop();
	assert_eq!(build(&form).err(), Some(Error::TooFewHospitals { found: 3 }));
}

#[test]
fn two_hospitals_share_no_key() {
	let mut form = filled_in();
	form["genesis"]["session"]["keys"][3][2]["aura"] =
		form["genesis"]["session"]["keys"][0][2]["aura"].clone();
	assert_eq!(
		build(&form).err(),
		Some(Error::Twice {
			field: "genesis.session.keys[3][2].aura".into()
		})
	);
}

#[test]
fn the_form_proposes_what_production_runs_on() {
	let form = filled_in();
	let clock = &form["genesis"]["clock"];
	assert_eq!(clock["slotMilliseconds"], json!(time::SLOT_DURATION));
	assert_eq!(clock["sessionBlocks"], json!(time::SESSION));
	let staking = &form["genesis"]["validatorStaking"];
	assert_eq!(staking["minAuthorities"], json!(template::FEWEST_HOSPITALS));
	assert_eq!(staking["validatorCount"], json!(MAX_AUTHORITIES));
}

/// The form with one field changed, and why it is refused.
fn refused(pointer: &str, value: Value) -> Option<Error> {
	let mut form = filled_in();
	*form.pointer_mut(pointer).expect("the field is there") = value;
	build(&form).err()
}

#[test]
fn who_has_session_keys_has_a_bond_and_the_other_way_round() {
	let mut form = filled_in();
	form["genesis"]["validatorStaking"]["founders"]
		.as_array_mut()
		.expect("a list")
		.remove(1);
	assert_eq!(
		build(&form).err(),
		Some(Error::Unmatched {
			field: "genesis.session.keys[1][0]".into(),
			lacks_in: "genesis.validatorStaking.founders",
		})
	);
	assert_eq!(
		refused("/genesis/validatorStaking/founders/2/0", json!(address(9))),
		Some(Error::Unmatched {
			field: "genesis.validatorStaking.founders[2][0]".into(),
			lacks_in: "genesis.session.keys",
		})
	);
	let first = filled_in()["genesis"]["validatorStaking"]["founders"][0][0].clone();
	assert_eq!(
		refused("/genesis/validatorStaking/founders/3/0", first),
		Some(Error::Twice {
			field: "genesis.validatorStaking.founders[3][0]".into(),
		})
	);
	assert_eq!(
		refused("/genesis/validatorStaking/founders/3/0", json!("nobody")),
		Some(Error::Malformed(
			"genesis.validatorStaking.founders[3][0]: not an address".into()
		))
	);
}

#[test]
fn a_hospital_validates_under_its_own_account() {
	assert_eq!(
		refused("/genesis/session/keys/2/1", json!(address(9))),
		Some(Error::OtherAccount {
			field: "genesis.session.keys[2][1]".into(),
		})
	);
}

#[test]
fn a_bond_is_large_enough_and_the_hospital_owns_it() {
	let least = 1_000 * SAL;
	let bond = "/genesis/validatorStaking/founders/0/1";
	let field = "genesis.validatorStaking.founders[0][1]";
	let number = |amount: u128| json!(u64::try_from(amount).expect("few tokens"));
	assert_eq!(refused(bond, number(least)), None);
	assert_eq!(
		refused(bond, number(least - 1)),
		Some(Error::BondTooSmall {
			field: field.into(),
			found: least - 1,
			least,
		})
	);
	// All that it owns: nothing would be left to exist on.
	let owned = 20_000 * SAL;
	assert_eq!(
		refused(bond, number(owned)),
		Some(Error::BondNotCovered {
			field: field.into(),
			needed: owned + EXISTENTIAL_DEPOSIT,
			found: owned,
		})
	);
	assert_eq!(refused(bond, number(owned - EXISTENTIAL_DEPOSIT)), None);
	assert_eq!(
		refused("/genesis/balances/balances/0/0", json!(address(9))),
		Some(Error::BondNotCovered {
			field: field.into(),
			needed: 10_000 * SAL + EXISTENTIAL_DEPOSIT,
			found: 0,
		})
	);
	assert_eq!(
		refused(bond, json!("a lot")),
		Some(Error::Malformed(format!(
			"{field}: not an amount in the smallest unit"
		)))
	);
}

#[test]
fn the_floor_survives_a_loss_and_everybody_has_a_seat() {
	for (name, wrong, least, most) in [
		("minAuthorities", 3, 4, 4),
		("minAuthorities", 5, 4, 4),
		("validatorCount", 3, 4, 100),
		("validatorCount", 101, 4, 100),
		("founderSessions", 1, 2, u32::MAX.into()),
	] {
		assert_eq!(
			refused(&format!("/genesis/validatorStaking/{name}"), json!(wrong)),
			Some(Error::OutOfBounds {
				field: format!("genesis.validatorStaking.{name}"),
				found: wrong,
				least,
				most,
			})
		);
	}
}

#[test]
fn authorities_are_given_once() {
	let mut form = filled_in();
	form["genesis"]["aura"] = json!({ "authorities": [address(9)] });
	assert_eq!(
		build(&form).err(),
		Some(Error::TwoSources {
			field: "genesis.aura.authorities".into()
		})
	);
}

#[test]
fn a_network_without_a_council_does_not_begin() {
	let mut form = filled_in();
	form["genesis"]["councilMembership"]["members"] = json!([]);
	assert_eq!(build(&form).err(), Some(Error::NoCouncil));
}

#[test]
fn a_name_for_folders_is_plain() {
	let mut form = filled_in();
	form["id"] = json!("../north");
	assert_eq!(build(&form).err(), Some(Error::Id("../north".into())));
}

#[test]
fn no_network_of_this_binary_sends_telemetry() {
	for spec in [chain_spec::dev(), chain_spec::local()] {
		assert!(spec
			.expect("the runtime is there")
			.telemetry_endpoints()
			.is_none());
	}
}
