//! A hospital of the network `local` in one flag.
//!
//! Its keys are derived from the public development phrase, so the flag is refused on every other chain.

use sc_cli::{Result, RunCmd};
use sc_service::{config::KeystoreConfig, ChainType, Configuration};

/// Chains on which development keys mean something.
const DEVELOPMENT_CHAINS: [&str; 2] = ["dev", "local"];

/// The hospitals that the network `local` starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DevHospital {
	/// St Mary
	#[value(name = "StMary")]
	StMary,
	/// Charité
	#[value(name = "Charite")]
	Charite,
	/// Karolinska
	#[value(name = "Karolinska")]
	Karolinska,
	/// Mayo
	#[value(name = "Mayo")]
	Mayo,
}

impl DevHospital {
	/// The name after which its keys are derived.
	pub fn name(self) -> &'static str {
		match self {
			Self::StMary => "StMary",
			Self::Charite => "Charite",
			Self::Karolinska => "Karolinska",
			Self::Mayo => "Mayo",
		}
	}

	/// The secret URI of its keys.
	pub fn suri(self) -> String {
		format!("//{}", self.name())
	}

	/// Its network key: always the same, so that others can name it as a bootnode.
	fn node_key(self) -> [u8; 32] {
		sp_core::blake2_256(format!("salus development node key of {}", self.name()).as_bytes())
	}

	/// Makes the command line say what the flag stands for.
	pub fn prepare(self, run: &mut RunCmd) -> Result<()> {
		let chain = run.shared_params.chain.clone().unwrap_or_else(|| "local".into());
		if !DEVELOPMENT_CHAINS.contains(&chain.as_str()) {
			return Err(refusal(&chain));
		}
		run.shared_params.chain = Some(chain);
		run.validator = true;
		run.name = Some(self.name().into());
		let key = &mut run.network_params.node_key_params;
		if key.node_key.is_none() && key.node_key_file.is_none() {
			key.node_key = Some(hex::encode(self.node_key()));
		}
		Ok(())
	}

	/// Gives the node the session keys of the hospital, in memory.
	pub fn apply(self, config: &mut Configuration) -> Result<()> {
		match config.chain_spec.chain_type() {
			ChainType::Development | ChainType::Local => {}
			ChainType::Live | ChainType::Custom(_) => return Err(refusal(config.chain_spec.id())),
		}
		config.keystore = KeystoreConfig::InMemory;
		config.dev_key_seed = Some(self.suri());
		Ok(())
	}
}

fn refusal(chain: &str) -> sc_cli::Error {
	sc_cli::Error::Input(format!(
		"`--dev-hospital` uses keys that everybody knows, and the chain `{chain}` is not for development. \
		Insert keys of your own with `salus-node key insert` and start with `--validator`."
	))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::Cli;
	use clap::{Parser, ValueEnum};

	fn prepared(arguments: &[&str]) -> Result<Cli> {
		let mut cli = Cli::parse_from([&["salus-node"], arguments].concat());
		cli.dev_hospital
			.expect("the flag is given")
			.prepare(&mut cli.run)?;
		Ok(cli)
	}

	#[test]
	fn every_hospital_validates_under_its_own_name_and_network_key() {
		let mut keys = Vec::new();
		for hospital in DevHospital::value_variants() {
			let cli = prepared(&["--chain", "local", "--dev-hospital", hospital.name()]).unwrap();
			assert_eq!(cli.dev_hospital, Some(*hospital));
			assert!(cli.run.validator);
			assert_eq!(cli.run.name.as_deref(), Some(hospital.name()));
			keys.push(cli.run.network_params.node_key_params.node_key.unwrap());
		}
		keys.sort();
		keys.dedup();
		assert_eq!(keys.len(), 4);
	}

	#[test]
	fn the_chain_is_local_if_none_is_named() {
		let cli = prepared(&["--dev-hospital", "mayo"]).unwrap();
		assert_eq!(cli.run.shared_params.chain.as_deref(), Some("local"));
	}

	#[test]
	fn a_network_key_of_ones_own_is_kept() {
		let own = "00".repeat(32);
		let cli = prepared(&["--dev-hospital", "StMary", "--node-key", &own]).unwrap();
		assert_eq!(cli.run.network_params.node_key_params.node_key, Some(own));
	}

	#[test]
	fn other_chains_refuse_the_flag() {
		let refused = prepared(&["--chain", "spec.json", "--dev-hospital", "StMary"]).unwrap_err();
		assert!(refused.to_string().contains("`spec.json` is not for development"));
	}
}
