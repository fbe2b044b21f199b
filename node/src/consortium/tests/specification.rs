//! What a node starts from.

use super::{chain_spec, filled_in, in_file, template, Error, RAW};
use codec::Encode;
use salus_primitives::ceremony::Settings;
use salus_runtime::configs::ceremony::DefaultSettings;
use serde_json::{json, Value};

#[test]
fn a_node_starts_from_no_form() {
	let error = in_file(template::FORM).err();
	assert!(matches!(error, Some(Error::NotFilledIn(fields)) if !fields.is_empty()));
	assert_eq!(in_file(&filled_in().to_string()).err(), Some(Error::Form));
}

#[test]
fn a_node_starts_from_no_specification_of_a_live_network_with_keys_that_everybody_knows() {
	let local = chain_spec::local().expect("the runtime is there");
	for raw in [false, true] {
		let mut spec: Value =
			serde_json::from_str(&local.as_json(raw).expect("it builds")).expect("it is JSON");
		// As it is, it is for development.
		assert!(in_file(&spec.to_string()).is_ok());
		spec["chainType"] = json!("Live");
		let error = in_file(&spec.to_string()).err();
		match error {
			Some(Error::DevelopmentKey { field, .. }) if !raw => {
				assert!(field.starts_with("genesis.runtimeGenesis.patch."), "{field}");
			}
			Some(Error::DevelopmentKeyInState { .. }) if raw => {}
			other => panic!("{other:?}"),
		}
	}
}

/// Puts a value into the state of a raw specification.
fn set(spec: &mut Value, pallet: &str, item: &str, value: &[u8]) {
	let key = [
		sp_io::hashing::twox_128(pallet.as_bytes()),
		sp_io::hashing::twox_128(item.as_bytes()),
	]
	.concat();
	spec["genesis"]["raw"]["top"][format!("0x{}", hex::encode(key))] =
		json!(format!("0x{}", hex::encode(value)));
}

#[test]
fn a_node_starts_from_no_specification_of_a_live_network_whose_authority_may_be_one_hospital() {
	let built: Value = serde_json::from_str(&RAW).expect("it is JSON");
	let settings = Settings {
		minimum: 1,
		..DefaultSettings::get()
	};
	for (item, value, field) in [
		("Floor", 1u16.encode(), "Ceremony.Floor in the genesis"),
		(
			"CurrentSettings",
			settings.encode(),
			"Ceremony.CurrentSettings.minimum in the genesis",
		),
	] {
		let mut spec = built.clone();
		set(&mut spec, "Ceremony", item, &value);
		assert_eq!(
			in_file(&spec.to_string()).err(),
			Some(Error::AuthorityOfOne {
				field: field.into(),
				found: 1,
			})
		);
		// A network for development may.
		spec["chainType"] = json!("Development");
		assert!(in_file(&spec.to_string()).is_ok());
	}
}

#[test]
fn a_node_starts_from_no_specification_of_a_live_network_with_a_superuser() {
	let mut spec: Value = serde_json::from_str(&RAW).expect("it is JSON");
	set(&mut spec, "Sudo", "Key", &[3; 32]);
	assert_eq!(
		in_file(&spec.to_string()).err(),
		Some(Error::SuperUser {
			field: "Sudo.Key in the genesis".into()
		})
	);
}
