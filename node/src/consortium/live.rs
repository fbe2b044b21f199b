//! What no network that lives may hold, whoever made its specification.

use super::{development_keys::DevelopmentKeys, template, Error};
use crate::chain_spec::ChainSpec;
use sc_chain_spec::{ChainSpec as _, ChainType};
use serde::{de::IgnoredAny, Deserialize};
use serde_json::Value;
use sp_core::storage::well_known_keys::CODE;
use sp_runtime::BuildStorage;
use std::{fs, path::Path};

/// Enough of a file to tell a specification from a form.
#[derive(Deserialize)]
struct Outline {
	genesis: Genesis,
}

/// Where a specification keeps its genesis; a form has it open.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Genesis {
	raw: Option<IgnoredAny>,
	runtime_genesis: Option<IgnoredAny>,
	state_root_hash: Option<IgnoredAny>,
}

/// The specification in a file; refused if it is a form, or if its network lives and holds what it must not.
pub fn from_file(path: &Path) -> Result<ChainSpec, Error> {
	let malformed = |error: &dyn std::fmt::Display| Error::Malformed(format!("{}: {error}", path.display()));
	let text = fs::read_to_string(path).map_err(|error| malformed(&error))?;
	let outline: Option<Outline> = serde_json::from_str(&text).ok();
	let is_form = outline.is_some_and(|Outline { genesis }| {
		genesis.raw.is_none() && genesis.runtime_genesis.is_none() && genesis.state_root_hash.is_none()
	});
	if is_form {
		let form: Value = serde_json::from_str(&text).map_err(|error| malformed(&error))?;
		template::check_filled_in(&form)?;
		template::check_keys(&form, "")?;
		return Err(Error::Form);
	}
	let spec = ChainSpec::from_json_file(path.into()).map_err(Error::Malformed)?;
	if is_live(&spec) {
		check_fields(&text)?;
	}
	check(&spec)?;
	Ok(spec)
}

/// Keys that everybody knows have no place on it.
fn is_live(spec: &ChainSpec) -> bool {
	match spec.chain_type() {
		ChainType::Development | ChainType::Local => false,
		ChainType::Live | ChainType::Custom(_) => true,
	}
}

/// The fields of a genesis that is not built yet, so that a finding has a name.
fn check_fields(text: &str) -> Result<(), Error> {
	let mut spec: Value =
		serde_json::from_str(text).map_err(|error| Error::Malformed(format!("not JSON: {error}")))?;
	let Some(genesis) = spec.pointer_mut("/genesis/runtimeGenesis") else {
		return Ok(());
	};
	if let Some(genesis) = genesis.as_object_mut() {
		genesis.remove("code");
	}
	template::check_filled_in(genesis)?;
	template::check_keys(genesis, "genesis.runtimeGenesis")
}

/// Whether the state of a network that lives holds a key that everybody knows, or makes somebody Root.
pub fn check(spec: &ChainSpec) -> Result<(), Error> {
	if !is_live(spec) {
		return Ok(());
	}
	let state = spec.build_storage().map_err(Error::Refused)?;
	let superuser = [
		sp_io::hashing::twox_128(b"Sudo"),
		sp_io::hashing::twox_128(b"Key"),
	]
	.concat();
	if state.top.contains_key(&superuser) {
		return Err(Error::SuperUser {
			field: "Sudo.Key in the genesis".into(),
		});
	}
	let known = DevelopmentKeys::new();
	for (key, value) in state.top.iter().filter(|(key, _)| key.as_slice() != CODE) {
		if let Some(secret) = known.secret_in(key).or_else(|| known.secret_in(value)) {
			return Err(Error::DevelopmentKeyInState {
				secret: secret.into(),
				entry: format!("0x{}", hex::encode(key)),
			});
		}
	}
	Ok(())
}
