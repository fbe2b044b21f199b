//! The form that a consortium fills in, and the specification that comes of it.

use super::{development_keys::DevelopmentKeys, founders, Error};
use crate::chain_spec::{properties, ChainSpec};
use salus_primitives::authority::MAX_AUTHORITIES;
use salus_runtime::WASM_BINARY;
use sc_chain_spec::ChainType;
use sc_network::config::MultiaddrWithPeerId;
use serde_json::Value;
use sp_core::crypto::{AccountId32, Ss58Codec};
use std::collections::HashSet;

/// The form.
pub const FORM: &str = include_str!("template.json");

/// How the text of an empty field begins; what belongs there follows.
const PLACEHOLDER: &str = "FILL IN:";

/// A network of fewer loses finality with the first hospital that it loses.
pub const FEWEST_HOSPITALS: usize = 4;

/// The prefix of addresses that every runtime reads, whatever that of its network.
const GENERIC_PREFIX: u16 = 42;

/// Visits every text of a JSON value, with its path.
pub fn visit<'a>(value: &'a Value, path: &str, on_text: &mut impl FnMut(String, &'a str)) {
	match value {
		Value::String(text) => on_text(path.into(), text),
		Value::Array(items) => {
			for (index, item) in items.iter().enumerate() {
				visit(item, &format!("{path}[{index}]"), on_text);
			}
		}
		Value::Object(members) => {
			for (name, member) in members {
				let path = if path.is_empty() {
					name.clone()
				} else {
					format!("{path}.{name}")
				};
				visit(member, &path, on_text);
			}
		}
		Value::Null | Value::Bool(_) | Value::Number(_) => {}
	}
}

/// Every field must be filled in.
pub fn check_filled_in(form: &Value) -> Result<(), Error> {
	let mut fields = Vec::new();
	visit(form, "", &mut |path, text| {
		if let Some(what) = text.trim_start().strip_prefix(PLACEHOLDER) {
			fields.push((path, what.trim().to_owned()));
		}
	});
	if fields.is_empty() {
		Ok(())
	} else {
		Err(Error::NotFilledIn(fields))
	}
}

/// No field may hold a key that everybody knows.
pub fn check_keys(value: &Value, path: &str) -> Result<(), Error> {
	let known = DevelopmentKeys::new();
	let mut found = None;
	visit(value, path, &mut |field, text| {
		if let (None, Some(secret)) = (&found, known.secret_of(text)) {
			found = Some(Error::DevelopmentKey {
				field,
				secret: secret.into(),
			});
		}
	});
	found.map_or(Ok(()), Err)
}

/// Builds the specification of a form that is filled in.
pub fn build(text: &str) -> Result<ChainSpec, Error> {
	let form: Value =
		serde_json::from_str(text).map_err(|error| Error::Malformed(format!("not JSON: {error}")))?;
	check_filled_in(&form)?;
	check_keys(&form, "")?;
	let name = text_of(&form, "name")?;
	let id = text_of(&form, "id")?;
	let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
	if id.is_empty() || id.len() > 32 || !id.chars().all(is_plain) {
		return Err(Error::Id(id.into()));
	}
	let boot_nodes = boot_nodes(&form)?;
	let mut genesis = form.get("genesis").cloned().unwrap_or_default();
	check_genesis(&genesis)?;
	use_generic_addresses(&mut genesis);

	let spec = ChainSpec::builder(WASM_BINARY.ok_or(Error::NoRuntime)?, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id(&format!("salus-{id}"))
		.with_chain_type(ChainType::Live)
		.with_properties(properties())
		.with_boot_nodes(boot_nodes)
		.with_genesis_config_patch(genesis)
		.build();
	super::check(&spec)?;
	Ok(spec)
}

fn text_of<'a>(form: &'a Value, name: &str) -> Result<&'a str, Error> {
	form.get(name)
		.and_then(Value::as_str)
		.ok_or_else(|| Error::Malformed(format!("{name}: a text is missing")))
}

fn boot_nodes(form: &Value) -> Result<Vec<MultiaddrWithPeerId>, Error> {
	let nodes = form.get("bootNodes").and_then(Value::as_array);
	nodes
		.into_iter()
		.flatten()
		.enumerate()
		.map(|(index, node)| {
			node.as_str().and_then(|node| node.parse().ok()).ok_or_else(|| {
				Error::Malformed(format!(
					"bootNodes[{index}]: not an address such as /dns/HOST/tcp/30333/p2p/PEER"
				))
			})
		})
		.collect()
}

pub(super) fn list<'a>(genesis: &'a Value, pointer: &str) -> &'a [Value] {
	genesis
		.pointer(pointer)
		.and_then(Value::as_array)
		.map_or(&[], Vec::as_slice)
}

/// The account at a pointer within an entry; `field` names the place in errors.
pub(super) fn account(entry: &Value, pointer: &str, field: &str) -> Result<AccountId32, Error> {
	entry
		.pointer(pointer)
		.and_then(Value::as_str)
		.and_then(|text| AccountId32::from_ss58check_with_version(text).ok())
		.map(|(account, _)| account)
		.ok_or_else(|| Error::Malformed(format!("{field}: not an address")))
}

fn check_genesis(genesis: &Value) -> Result<(), Error> {
	if genesis.pointer("/sudo/key").is_some_and(|key| !key.is_null()) {
		return Err(Error::SuperUser {
			field: "genesis.sudo.key".into(),
		});
	}
	for pallet in ["aura", "grandpa"] {
		if !list(genesis, &format!("/{pallet}/authorities")).is_empty() {
			return Err(Error::TwoSources {
				field: format!("genesis.{pallet}.authorities"),
			});
		}
	}
	let hospitals = list(genesis, "/session/keys");
	if hospitals.len() < FEWEST_HOSPITALS {
		return Err(Error::TooFewHospitals {
			found: hospitals.len(),
		});
	}
	let mut seen = HashSet::new();
	for (index, hospital) in hospitals.iter().enumerate() {
		for (pointer, name) in [
			("/0", "[0]"),
			("/2/aura", "[2].aura"),
			("/2/grandpa", "[2].grandpa"),
		] {
			let field = format!("genesis.session.keys[{index}]{name}");
			if !seen.insert(account(hospital, pointer, &field)?) {
				return Err(Error::Twice { field });
			}
		}
	}
	founders::check(genesis)?;
	check_authority(genesis)?;
	if list(genesis, "/councilMembership/members").is_empty() {
		return Err(Error::NoCouncil);
	}
	Ok(())
}

/// An authority of fewer than four loses its keys with the first share that it loses, and an authority of one holds them.
fn check_authority(genesis: &Value) -> Result<(), Error> {
	let field = "genesis.ceremony.settings.minimum";
	let found = match genesis.pointer("/ceremony/settings") {
		// The runtime's own.
		None | Some(Value::Null) => return Ok(()),
		Some(settings) => settings
			.get("minimum")
			.and_then(Value::as_u64)
			.ok_or_else(|| Error::Malformed(format!("{field}: not a number")))?,
	};
	let least = u64::try_from(FEWEST_HOSPITALS).unwrap_or(u64::MAX);
	let most = u64::from(MAX_AUTHORITIES);
	if (least..=most).contains(&found) {
		Ok(())
	} else {
		Err(Error::OutOfBounds {
			field: field.into(),
			found,
			least,
			most,
		})
	}
}

/// Writes every address as any runtime reads it.
fn use_generic_addresses(value: &mut Value) {
	match value {
		Value::String(text) => {
			if let Ok((key, _)) = AccountId32::from_ss58check_with_version(text) {
				*text = key.to_ss58check_with_version(GENERIC_PREFIX.into());
			}
		}
		Value::Array(items) => items.iter_mut().for_each(use_generic_addresses),
		Value::Object(members) => members.values_mut().for_each(use_generic_addresses),
		Value::Null | Value::Bool(_) | Value::Number(_) => {}
	}
}
