//! Networks of other hospitals than the four of the preset `local`.

use anyhow::{Context, Result};
use serde_json::{json, Map, Value};
use sp_core::{crypto::Ss58Codec, ed25519, sr25519, Pair};

/// Development names of seven hospitals: the four of the preset `local`, and three more.
pub const SEVEN: [(&str, &str); 7] = [
	("StMary", "st-mary"),
	("Charite", "charite"),
	("Karolinska", "karolinska"),
	("Mayo", "mayo"),
	("Rikshospitalet", "rikshospitalet"),
	("Necker", "necker"),
	("Aiims", "aiims"),
];

/// What a hospital that the preset does not know starts with.
const ENDOWMENT: u128 = 1_000_000 * salus_primitives::SAL;

/// Makes the hospitals of `names`, whose keys are `//Name`, the validators of a genesis.
pub fn set_validators(genesis: &mut Map<String, Value>, names: &[&str]) -> Result<()> {
	let hospitals = names
		.iter()
		.map(|name| Hospital::new(name))
		.collect::<Result<Vec<_>>>()?;
	let keys: Vec<_> = hospitals.iter().map(Hospital::session_keys).collect();
	genesis.insert("session".into(), json!({ "keys": keys }));

	let balances = genesis
		.get_mut("balances")
		.and_then(|balances| balances.get_mut("balances"))
		.and_then(Value::as_array_mut)
		.context("the genesis has no balances")?;
	for hospital in &hospitals {
		let known = balances
			.iter()
			.any(|entry| entry.get(0).and_then(Value::as_str) == Some(&hospital.account));
		if !known {
			balances.push(json!([hospital.account, ENDOWMENT]));
		}
	}
	Ok(())
}

struct Hospital {
	account: String,
	grandpa: String,
}

impl Hospital {
	fn new(name: &str) -> Result<Self> {
		// The runtime reads addresses of a genesis with the generic prefix alone.
		let generic = 42u16.into();
		let uri = format!("//{name}");
		let account = sr25519::Pair::from_string(&uri, None)?.public();
		let grandpa = ed25519::Pair::from_string(&uri, None)?.public();
		Ok(Self {
			account: account.to_ss58check_with_version(generic),
			grandpa: grandpa.to_ss58check_with_version(generic),
		})
	}

	/// Account, validator, keys: the key of blocks is that of the account.
	fn session_keys(&self) -> Value {
		json!([self.account, self.account, { "aura": self.account, "grandpa": self.grandpa }])
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hospitals_of_the_preset_keep_their_balance_and_others_get_one() {
		let known = Hospital::new("Mayo").unwrap().account;
		let mut genesis = json!({ "balances": { "balances": [[known, 5]] } })
			.as_object()
			.unwrap()
			.clone();
		set_validators(&mut genesis, &["Mayo", "Necker"]).unwrap();
		let balances = genesis["balances"]["balances"].as_array().unwrap();
		assert_eq!(balances.len(), 2);
		assert_eq!(balances[0], json!([known, 5]));
		assert_eq!(genesis["session"]["keys"].as_array().unwrap().len(), 2);
	}

	#[test]
	fn a_genesis_without_balances_is_refused() {
		assert!(set_validators(&mut Map::new(), &["Mayo"]).is_err());
	}
}
