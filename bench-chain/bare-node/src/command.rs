//! The command line: to run, and to export the specification that a network is made of.

use crate::{hospital_services::ServicesArgs, service};
use salus_runtime::{opaque::Block, Hash, WASM_BINARY};
use sc_cli::{RunCmd, SubstrateCli};
use sc_network::config::NetworkBackendType;
use sc_service::{ChainType, Configuration, TaskManager};
use std::path::{Path, PathBuf};

type ChainSpec = sc_service::GenericChainSpec;

/// A node of a chain with balances only.
#[derive(Debug, clap::Parser)]
struct Cli {
	#[command(subcommand)]
	subcommand: Option<Subcommand>,

	/// How to run the node.
	#[command(flatten)]
	run: RunCmd,

	/// Where compiled runtimes are kept; in the base path if not given.
	#[arg(long, value_name = "FOLDER")]
	runtime_cache: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
	/// Print the specification of a chain.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Salus bare node".into()
	}

	fn impl_version() -> String {
		env!("CARGO_PKG_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		"The Salus developers".into()
	}

	fn support_url() -> String {
		"the issue tracker of the project".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(Box::new(match id {
			"" | "local" => local()?,
			path => ChainSpec::from_json_file(path.into())?,
		}))
	}
}

/// A chain without validators and money: whoever makes a network of it patches both into the genesis.
fn local() -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY.ok_or("this binary was built without a runtime (`SKIP_WASM_BUILD`)")?;
	Ok(ChainSpec::builder(wasm, None)
		.with_name("Salus bare")
		.with_id("local")
		.with_protocol_id("salus-bare")
		.with_chain_type(ChainType::Local)
		.build())
}

/// Reads the command line and does what it says.
pub fn run() -> sc_cli::Result<()> {
	let mut cli = Cli::from_args();
	match cli.subcommand.take() {
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		None => {
			let runner = cli.create_runner(&cli.run)?;
			runner.run_node_until_exit(|config| async move { start(config, cli.runtime_cache.as_deref()) })
		}
	}
}

fn start(config: Configuration, cache: Option<&Path>) -> sc_cli::Result<TaskManager> {
	let services = &ServicesArgs::default();
	match config.network.network_backend {
		NetworkBackendType::Litep2p => {
			service::start::<sc_network::Litep2pNetworkBackend>(config, services, cache)
		}
		NetworkBackendType::Libp2p => {
			service::start::<sc_network::NetworkWorker<Block, Hash>>(config, services, cache)
		}
	}
	.map_err(sc_cli::Error::Service)
}
