//! What each command does.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	consortium, service,
};
use salus_runtime::{constants::SS58_PREFIX, opaque::Block};
use sc_cli::SubstrateCli;
use sc_network::config::NetworkBackendType;
use sc_service::{Configuration, TaskManager};
use sp_core::crypto::{set_default_ss58_version, Ss58AddressFormat};

/// What is said to whoever names the form as if it were a network.
const TEMPLATE_IS_NO_NETWORK: &str = "`consortium-template` is a form, not a network: print it with \
	`salus-node consortium template`, fill it in, build the specification with `salus-node consortium build`, and give \
	that file to `--chain`";

type Hash = <Block as sp_runtime::traits::Block>::Hash;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Salus node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the project".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(Box::new(match id {
			"dev" => chain_spec::dev()?,
			"" | "local" => chain_spec::local()?,
			"consortium-template" => return Err(TEMPLATE_IS_NO_NETWORK.into()),
			path => consortium::from_file(path.as_ref()).map_err(|error| error.to_string())?,
		}))
	}
}

/// Reads the command line and does what it says.
pub fn run() -> sc_cli::Result<()> {
	let mut cli = Cli::from_args();
	set_default_ss58_version(Ss58AddressFormat::custom(SS58_PREFIX));

	match cli.subcommand.take() {
		None => run_node(cli),
		Some(subcommand) => run_subcommand(&cli, subcommand),
	}
}

fn run_node(mut cli: Cli) -> sc_cli::Result<()> {
	if let Some(hospital) = cli.dev_hospital {
		hospital.prepare(&mut cli.run);
	}
	let runner = cli.create_runner(&cli.run)?;
	runner.run_node_until_exit(|mut config| async move {
		if let Some(hospital) = cli.dev_hospital {
			hospital.apply(&mut config)?;
		}
		start(config, &cli)
	})
}

fn start(config: Configuration, cli: &Cli) -> sc_cli::Result<TaskManager> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => service::start::<sc_network::Litep2pNetworkBackend>(config, cli),
		NetworkBackendType::Libp2p => service::start::<sc_network::NetworkWorker<Block, Hash>>(config, cli),
	}
	.map_err(sc_cli::Error::Service)
}

fn run_subcommand(cli: &Cli, subcommand: Subcommand) -> sc_cli::Result<()> {
	match subcommand {
		Subcommand::Key(cmd) => cmd.run(cli),
		Subcommand::BuildSpec(cmd) => cli
			.create_runner(&cmd)?
			.sync_run(|config| cmd.run(config.chain_spec, config.network)),
		Subcommand::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Subcommand::Consortium(cmd) => cmd.run(),
		Subcommand::CheckBlock(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let parts = service::parts(&config)?;
			Ok((cmd.run(parts.client, parts.import_queue), parts.task_manager))
		}),
		Subcommand::ExportBlocks(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let parts = service::parts(&config)?;
			Ok((cmd.run(parts.client, config.database), parts.task_manager))
		}),
		Subcommand::ImportBlocks(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let parts = service::parts(&config)?;
			Ok((cmd.run(parts.client, parts.import_queue), parts.task_manager))
		}),
		Subcommand::ExportState(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let parts = service::parts(&config)?;
			Ok((cmd.run(parts.client, config.chain_spec), parts.task_manager))
		}),
		Subcommand::PurgeChain(cmd) => cli
			.create_runner(&cmd)?
			.sync_run(|config| cmd.run(config.database)),
		Subcommand::Revert(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let parts = service::parts(&config)?;
			let revert_finality =
				Box::new(|client, _, blocks| Ok(sc_consensus_grandpa::revert(client, blocks)?));
			Ok((
				cmd.run(parts.client, parts.backend, Some(revert_finality)),
				parts.task_manager,
			))
		}),
		Subcommand::ChainInfo(cmd) => cli
			.create_runner(&cmd)?
			.sync_run(|config| cmd.run::<Block>(&config)),
		#[cfg(feature = "runtime-benchmarks")]
		Subcommand::Benchmark(cmd) => crate::benchmarking::run(cli, cmd),
	}
}
