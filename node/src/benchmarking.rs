//! Measures pallets, blocks and this machine.

use crate::{cli::Cli, executor::HostFunctions, service};
use frame_benchmarking_cli::{BenchmarkCmd, SUBSTRATE_REFERENCE_HARDWARE};
use salus_runtime::opaque::Block;
use sc_cli::SubstrateCli;
use sp_runtime::traits::HashingFor;

/// Runs the measurement that `cmd` names.
pub fn run(cli: &Cli, cmd: BenchmarkCmd) -> sc_cli::Result<()> {
	cli.create_runner(&cmd)?.sync_run(|config| match cmd {
		BenchmarkCmd::Pallet(cmd) => {
			cmd.run_with_spec::<HashingFor<Block>, HostFunctions>(Some(config.chain_spec))
		}
		BenchmarkCmd::Overhead(cmd) => {
			cmd.run_with_default_builder_and_spec::<Block, HostFunctions>(Some(config.chain_spec))
		}
		BenchmarkCmd::Block(cmd) => cmd.run(service::parts(&config)?.client),
		BenchmarkCmd::Storage(cmd) => {
			let parts = service::parts(&config)?;
			let db = parts.backend.expose_db();
			let storage = parts.backend.expose_storage();
			cmd.run(config, parts.client, db, storage, None)
		}
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()),
		BenchmarkCmd::Extrinsic(_) => {
			Err("use `benchmark overhead`, which builds its transactions from metadata".into())
		}
	})
}
