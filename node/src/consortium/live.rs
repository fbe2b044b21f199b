//! What no network that lives may hold, whoever made its specification.

use super::{development_keys::DevelopmentKeys, template, Error};
use crate::chain_spec::ChainSpec;
use codec::Decode;
use salus_primitives::{ceremony::Settings, BlockNumber};
use sc_chain_spec::{ChainSpec as _, ChainType};
use serde::{de::IgnoredAny, Deserialize};
use serde_json::Value;
use sp_core::storage::{well_known_keys::CODE, Storage};
use sp_runtime::BuildStorage;
use std::{fs, path::Path};

/// The fewest members of a sharing: an authority of one holds the key itself.
const LEAST_AUTHORITY: u16 = 2;

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

/// Whether the state of a network that lives holds a key that everybody knows, makes somebody Root, or lets one hospital
/// be the whole authority.
pub fn check(spec: &ChainSpec) -> Result<(), Error> {
	if !is_live(spec) {
		return Ok(());
	}
	let state = spec.build_storage().map_err(Error::Refused)?;
	if state.top.contains_key(&entry("Sudo", "Key")) {
		return Err(Error::SuperUser {
			field: "Sudo.Key in the genesis".into(),
		});
	}
	check_authority(&state)?;
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

/// Ceremonies must want more than one member, and no council may lower that. What is not stored is the runtime's own.
fn check_authority(state: &Storage) -> Result<(), Error> {
	let minimum = stored::<Settings<BlockNumber>>(state, "CurrentSettings")?.map(|settings| settings.minimum);
	let floor = stored::<u16>(state, "Floor")?;
	for (item, found) in [("CurrentSettings.minimum", minimum), ("Floor", floor)] {
		if let Some(found) = found.filter(|found| *found < LEAST_AUTHORITY) {
			return Err(Error::AuthorityOfOne {
				field: format!("Ceremony.{item} in the genesis"),
				found,
			});
		}
	}
	Ok(())
}

/// A value of the pallet of ceremonies.
fn stored<V: Decode>(state: &Storage, item: &str) -> Result<Option<V>, Error> {
	let malformed =
		|error: codec::Error| Error::Malformed(format!("Ceremony.{item} in the genesis: {error}"));
	state
		.top
		.get(&entry("Ceremony", item))
		.map(|value| V::decode(&mut value.as_slice()).map_err(malformed))
		.transpose()
}

/// The key of a single value.
fn entry(pallet: &str, item: &str) -> Vec<u8> {
	[
		sp_io::hashing::twox_128(pallet.as_bytes()),
		sp_io::hashing::twox_128(item.as_bytes()),
	]
	.concat()
}
