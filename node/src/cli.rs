//! The command line.

use crate::{
	authority::AuthorityArgs, consortium, dev_hospital::DevHospital, hospital_services::ServicesArgs,
};
use sc_cli::RunCmd;
use std::path::PathBuf;

/// A node of Salus: validates, stores and serves the chain of the consortium.
///
/// Examples:
///   salus-node --dev
///   salus-node --chain local --tmp --dev-hospital StMary
///   salus-node --chain spec.json --base-path /var/lib/salus --validator --name st-mary \
///     --hospital-services --hospital st-mary --issuer-key /var/lib/salus/issuer.key \
///     --authority-password-file /var/lib/salus/authority.password
#[derive(Debug, clap::Parser)]
#[command(verbatim_doc_comment)]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run the node.
	#[command(flatten)]
	pub run: RunCmd,

	/// Run as a validating hospital of the network `local`, whose keys are public.
	///
	/// Sets the node's name and network key, keeps the session keys in memory and validates.
	/// Refused on every chain that is not for development.
	#[arg(long, value_name = "NAME", value_enum, ignore_case = true, conflicts_with_all = [
		"dev", "validator", "name", "alice", "bob", "charlie", "dave", "eve", "ferdie", "one", "two",
	])]
	pub dev_hospital: Option<DevHospital>,

	/// Where compiled runtimes are kept, so that the next start is quick; in the base path if not given.
	///
	/// Nodes of one user may share it. Others are shut out of it, for what lies there is executed.
	#[arg(long, value_name = "FOLDER")]
	pub runtime_cache: Option<PathBuf>,

	/// What the node does for its hospital.
	#[command(flatten)]
	pub services: ServicesArgs,

	/// The hospital's part in the key authority.
	#[command(flatten)]
	pub authority: AuthorityArgs,
}

impl Cli {
	/// The secret of the hospital that the node is, where everybody knows it: of `--dev-hospital`, and of `--dev`.
	pub fn development_hospital(&self) -> Option<String> {
		match self.dev_hospital {
			Some(hospital) => Some(hospital.suri()),
			None => self.run.shared_params.is_dev().then(|| "//Alice".into()),
		}
	}
}

/// What to do instead of running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Generate, inspect and insert keys.
	///
	/// A validator needs two in its keystore before it starts:
	///   salus-node key insert --base-path DIR --chain CHAIN --scheme sr25519 --key-type aura --suri SECRET
	///   salus-node key insert --base-path DIR --chain CHAIN --scheme ed25519 --key-type gran --suri SECRET
	#[command(subcommand, verbatim_doc_comment)]
	Key(sc_cli::KeySubcommand),

	/// Print the specification of a chain, with a bootnode at this node's address.
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Print the specification of a chain.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Begin the network of a consortium: the form it fills in, and the specification that comes of it.
	#[command(subcommand)]
	Consortium(consortium::Command),

	/// Import a stored block again and check it.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Write the state of a block as a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Remove the database of a chain.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Go back to an earlier block.
	Revert(sc_cli::RevertCmd),

	/// Show what the database holds.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measure pallets and this machine.
	#[cfg(feature = "runtime-benchmarks")]
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use sc_cli::RpcMethods;
	use std::{fs, path::Path};

	/// The words of a unit's command, its variables replaced by those of the role's example.
	fn words(folder: &Path, role: &str) -> Vec<String> {
		let unit = fs::read_to_string(folder.join(format!("salus-{role}.service"))).unwrap();
		let example = fs::read_to_string(folder.join(format!("examples/{role}.env"))).unwrap();
		let joined = unit.replace("\\\n", " ");
		let command = joined
			.lines()
			.find_map(|line| line.strip_prefix("ExecStart="))
			.unwrap();
		let mut command = command.to_owned();
		for (name, value) in example.lines().filter_map(|line| line.split_once('=')) {
			command = command
				.replace(&format!("${{{name}}}"), value)
				.replace(&format!("${name}"), value);
		}
		assert!(
			!command.contains('$'),
			"{role}: the example does not set all variables: {command}"
		);
		command.split_whitespace().map(str::to_owned).collect()
	}

	#[test]
	fn the_units_of_every_role_start_this_program() {
		let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../ops/systemd");
		for (role, validates, serves) in [
			("validator", true, true),
			("rpc", false, false),
			("archive", false, false),
		] {
			let cli =
				Cli::try_parse_from(words(&folder, role)).unwrap_or_else(|error| panic!("{role}: {error}"));
			assert_eq!(cli.run.validator, validates, "{role}");
			assert_eq!(cli.services.hospital_services, serves, "{role}");
			// Whoever comes through a proxy comes over the loopback interface.
			let external = cli.run.rpc_params.rpc_external || cli.run.rpc_params.unsafe_rpc_external;
			assert!(
				!external && !cli.run.prometheus_params.prometheus_external,
				"{role} listens to everybody"
			);
			assert!(cli.run.telemetry_params.no_telemetry, "{role}");
			let rpc = cli
				.run
				.rpc_params
				.rpc_addr(false, validates, 9944)
				.unwrap()
				.unwrap();
			for endpoint in &rpc {
				// The proxy leads to every port but the operator's.
				let operators = validates && endpoint.listen_addr.port() == 9944;
				assert_eq!(endpoint.rpc_methods != RpcMethods::Safe, operators, "{role}");
				assert!(endpoint.listen_addr.ip().is_loopback(), "{role}");
				assert!(endpoint.cors.is_some(), "{role} answers every page in a browser");
			}
		}
	}
}
