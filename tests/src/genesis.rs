//! Networks of other hospitals than the four of the preset `local`.

use crate::spec::merge;
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

/// What each validator of a genesis has at stake.
const BOND: u128 = 10_000 * salus_primitives::SAL;

/// The floor of a consortium: of four validators one may fail.
pub const FLOOR: u32 = 4;

/// Makes the hospitals of `names`, whose keys are `//Name`, the validators of a genesis.
pub fn set_validators(genesis: &mut Map<String, Value>, names: &[&str]) -> Result<()> {
	let hospitals = names
		.iter()
		.map(|name| Hospital::new(name))
		.collect::<Result<Vec<_>>>()?;
	let keys: Vec<_> = hospitals.iter().map(Hospital::session_keys).collect();
	genesis.insert("session".into(), json!({ "keys": keys }));
	let founders: Vec<_> = hospitals
		.iter()
		.map(|hospital| json!([hospital.account, BOND]))
		.collect();
	merge(genesis, "validatorStaking", "founders", founders.into());
	add_balances(genesis, &hospitals)
}

/// Fewer validators there are on no path.
pub fn set_floor(genesis: &mut Map<String, Value>, floor: u32) {
	merge(genesis, "validatorStaking", "minAuthorities", floor.into());
}

/// Gives the hospitals of `names`, whose keys are `//Name`, money to begin with, unless they have some.
pub fn endow(genesis: &mut Map<String, Value>, names: &[&str]) -> Result<()> {
	let hospitals = names
		.iter()
		.map(|name| Hospital::new(name))
		.collect::<Result<Vec<_>>>()?;
	add_balances(genesis, &hospitals)
}

fn add_balances(genesis: &mut Map<String, Value>, hospitals: &[Hospital]) -> Result<()> {
	let balances = genesis
		.get_mut("balances")
		.and_then(|balances| balances.get_mut("balances"))
		.and_then(Value::as_array_mut)
		.context("the genesis has no balances")?;
	for hospital in hospitals {
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
	fn whoever_has_session_keys_has_a_bond_and_can_pay_it() {
		let mut genesis =
			json!({ "balances": { "balances": [] }, "validatorStaking": { "validatorCount": 100 } })
				.as_object()
				.unwrap()
				.clone();
		let names = SEVEN.map(|(name, _)| name);
		set_validators(&mut genesis, &names).unwrap();
		set_floor(&mut genesis, FLOOR);
		let staking = &genesis["validatorStaking"];
		for (place, key) in genesis["session"]["keys"].as_array().unwrap().iter().enumerate() {
			assert_eq!(staking["founders"][place], json!([key[0], BOND]));
			assert_eq!(genesis["balances"]["balances"][place], json!([key[0], ENDOWMENT]));
		}
		assert_eq!(staking["founders"].as_array().unwrap().len(), 7);
		// What was there stays.
		assert_eq!(staking["validatorCount"], 100);
		assert_eq!(staking["minAuthorities"], FLOOR);
	}

	#[test]
	fn a_newcomer_has_money_and_no_keys() {
		let mut genesis = json!({ "balances": { "balances": [] } })
			.as_object()
			.unwrap()
			.clone();
		endow(&mut genesis, &["Necker"]).unwrap();
		let account = Hospital::new("Necker").unwrap().account;
		assert_eq!(genesis["balances"]["balances"], json!([[account, ENDOWMENT]]));
		assert!(genesis.get("session").is_none());
	}

	#[test]
	fn a_genesis_without_balances_is_refused() {
		assert!(set_validators(&mut Map::new(), &["Mayo"]).is_err());
	}
}
