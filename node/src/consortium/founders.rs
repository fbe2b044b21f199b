//! The first validators of a form: each with its session keys, its bond and the money for it.

use super::{
	template::{account, list, FEWEST_HOSPITALS},
	Error,
};
use salus_runtime::{
	configs::consensus::MAX_AUTHORITIES, constants::money::EXISTENTIAL_DEPOSIT, Balance, Runtime,
};
use serde_json::Value;
use sp_core::crypto::AccountId32;
use sp_runtime::traits::Get;
use std::collections::{HashMap, HashSet};

const KEYS: &str = "genesis.session.keys";
/// Genesis plans two sessions, and the first hospitals validate in both.
const LEAST_TERM: u64 = 2;
const FOUNDERS: &str = "genesis.validatorStaking.founders";

/// Whether session keys, bonds and balances are those of the same hospitals, and the numbers fit.
pub fn check(genesis: &Value) -> Result<(), Error> {
	let hospitals = with_keys(genesis)?;
	let founders = list(genesis, "/validatorStaking/founders");
	let balances = balances(genesis)?;
	let mut bonded = HashSet::new();
	for (index, founder) in founders.iter().enumerate() {
		let field = format!("{FOUNDERS}[{index}][0]");
		let who = account(founder, "/0", &field)?;
		if !hospitals.contains(&who) {
			return Err(Error::Unmatched {
				field,
				lacks_in: KEYS,
			});
		}
		check_bond(founder, &format!("{FOUNDERS}[{index}][1]"), balances.get(&who))?;
		if !bonded.insert(who) {
			return Err(Error::Twice { field });
		}
	}
	if let Some(index) = hospitals.iter().position(|who| !bonded.contains(who)) {
		return Err(Error::Unmatched {
			field: format!("{KEYS}[{index}][0]"),
			lacks_in: FOUNDERS,
		});
	}
	check_numbers(genesis, hospitals.len())
}

/// The hospitals that have session keys, in their order.
fn with_keys(genesis: &Value) -> Result<Vec<AccountId32>, Error> {
	list(genesis, "/session/keys")
		.iter()
		.enumerate()
		.map(|(index, hospital)| {
			let field = |place: usize| format!("{KEYS}[{index}][{place}]");
			let who = account(hospital, "/0", &field(0))?;
			if account(hospital, "/1", &field(1))? == who {
				Ok(who)
			} else {
				Err(Error::OtherAccount { field: field(1) })
			}
		})
		.collect()
}

/// What each account owns.
fn balances(genesis: &Value) -> Result<HashMap<AccountId32, Balance>, Error> {
	list(genesis, "/balances/balances")
		.iter()
		.enumerate()
		.map(|(index, entry)| {
			let field = |place: usize| format!("genesis.balances.balances[{index}][{place}]");
			let who = account(entry, "/0", &field(0))?;
			Ok((who, amount(entry, "/1", &field(1))?))
		})
		.collect()
}

fn check_bond(founder: &Value, field: &str, owned: Option<&Balance>) -> Result<(), Error> {
	let bond = amount(founder, "/1", field)?;
	let least: Balance = <Runtime as pallet_validator_staking::Config>::MinBond::get();
	if bond < least {
		return Err(Error::BondTooSmall {
			field: field.into(),
			found: bond,
			least,
		});
	}
	let needed = bond.saturating_add(EXISTENTIAL_DEPOSIT);
	let found = owned.copied().unwrap_or_default();
	if found < needed {
		return Err(Error::BondNotCovered {
			field: field.into(),
			needed,
			found,
		});
	}
	Ok(())
}

/// The floor tolerates the loss of one, there are as many hospitals as it wants and no more than seats, and they have time
/// to be accredited.
fn check_numbers(genesis: &Value, hospitals: usize) -> Result<(), Error> {
	let number = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
	for (name, least, most) in [
		("minAuthorities", number(FEWEST_HOSPITALS), number(hospitals)),
		("validatorCount", number(hospitals), MAX_AUTHORITIES.into()),
		("founderSessions", LEAST_TERM, u32::MAX.into()),
	] {
		let field = format!("genesis.validatorStaking.{name}");
		let found = match genesis.pointer(&format!("/validatorStaking/{name}")) {
			// The runtime's own.
			None => continue,
			Some(value) => value
				.as_u64()
				.ok_or_else(|| Error::Malformed(format!("{field}: not a number")))?,
		};
		if !(least..=most).contains(&found) {
			return Err(Error::OutOfBounds {
				field,
				found,
				least,
				most,
			});
		}
	}
	Ok(())
}

/// An amount, in the smallest unit.
fn amount(entry: &Value, pointer: &str, field: &str) -> Result<Balance, Error> {
	entry
		.pointer(pointer)
		.and_then(Value::as_u64)
		.map(Balance::from)
		.ok_or_else(|| Error::Malformed(format!("{field}: not an amount in the smallest unit")))
}
