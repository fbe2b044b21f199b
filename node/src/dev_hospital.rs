//! A hospital of the network `local` in one flag.
//!
//! Its keys are derived from the public development phrase, so the flag is refused on every other chain.

use sc_cli::{Result, RunCmd};
use sc_service::{config::KeystoreConfig, ChainType, Configuration};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The hospitals that the network `local` starts with, and some that may join it.
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
	/// Rikshospitalet
	#[value(name = "Rikshospitalet")]
	Rikshospitalet,
	/// Necker
	#[value(name = "Necker")]
	Necker,
	/// Aiims
	#[value(name = "Aiims")]
	Aiims,
}

impl DevHospital {
	/// The name after which its keys are derived.
	pub fn name(self) -> &'static str {
		match self {
			Self::StMary => "StMary",
			Self::Charite => "Charite",
			Self::Karolinska => "Karolinska",
			Self::Mayo => "Mayo",
			Self::Rikshospitalet => "Rikshospitalet",
			Self::Necker => "Necker",
			Self::Aiims => "Aiims",
		}
	}

	/// The secret URI of its keys.
	pub fn suri(self) -> String {
		format!("//{}", self.name())
	}

	/// Its network key: always the same, so that others can name it as a bootnode.
	fn node_key(self) -> [u8; 32] {
		BlakeTwo256::hash(format!("salus development node key of {}", self.name()).as_bytes()).0
	}

	/// Makes the command line say what the flag stands for.
	pub fn prepare(self, run: &mut RunCmd) {
		run.shared_params.chain.get_or_insert_with(|| "local".into());
		run.validator = true;
		run.name = Some(self.name().into());
		let key = &mut run.network_params.node_key_params;
		if key.node_key.is_none() && key.node_key_file.is_none() {
			key.node_key = Some(hex::encode(self.node_key()));
		}
	}

	/// Gives the node the session keys of the hospital, in memory.
	pub fn apply(self, config: &mut Configuration) -> Result<()> {
		check(&config.chain_spec.chain_type(), config.chain_spec.id())?;
		config.keystore = KeystoreConfig::InMemory;
		config.dev_key_seed = Some(self.suri());
		Ok(())
	}
}

/// Whether development keys mean something on a chain.
fn check(chain_type: &ChainType, id: &str) -> Result<()> {
	match chain_type {
		ChainType::Development | ChainType::Local => Ok(()),
		ChainType::Live | ChainType::Custom(_) => Err(sc_cli::Error::Input(format!(
			"`--dev-hospital` uses keys that everybody knows, and the chain `{id}` is not for development. \
			Insert keys of your own with `salus-node key insert` and start with `--validator`."
		))),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::Cli;
	use clap::{Parser, ValueEnum};

	fn prepared(arguments: &[&str]) -> Cli {
		let mut cli = Cli::parse_from([&["salus-node"], arguments].concat());
		cli.dev_hospital.expect("the flag is given").prepare(&mut cli.run);
		cli
	}

	#[test]
	fn every_hospital_validates_under_its_own_name_and_network_key() {
		let mut keys = Vec::new();
		for hospital in DevHospital::value_variants() {
			let cli = prepared(&["--chain", "local", "--dev-hospital", hospital.name()]);
			assert_eq!(cli.dev_hospital, Some(*hospital));
			assert!(cli.run.validator);
			assert_eq!(cli.run.name.as_deref(), Some(hospital.name()));
			keys.push(cli.run.network_params.node_key_params.node_key.unwrap());
		}
		keys.sort();
		keys.dedup();
		assert_eq!(keys.len(), 7);
	}

	#[test]
	fn the_chain_is_local_if_none_is_named() {
		let cli = prepared(&["--dev-hospital", "mayo"]);
		assert_eq!(cli.run.shared_params.chain.as_deref(), Some("local"));
	}

	#[test]
	fn a_network_key_of_ones_own_is_kept() {
		let own = "00".repeat(32);
		let cli = prepared(&["--dev-hospital", "StMary", "--node-key", &own]);
		assert_eq!(cli.run.network_params.node_key_params.node_key, Some(own));
	}

	#[test]
	fn the_flag_works_on_development_chains_alone() {
		for chain_type in [ChainType::Development, ChainType::Local] {
			assert!(check(&chain_type, "own").is_ok());
		}
		for chain_type in [ChainType::Live, ChainType::Custom("test".into())] {
			let refused = check(&chain_type, "consortium").unwrap_err();
			assert!(refused
				.to_string()
				.contains("`consortium` is not for development"));
		}
	}
}
