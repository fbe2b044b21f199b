//! `salus-bench-chain`: how many calls a second Salus carries out, beside a chain with balances only.

use anyhow::{ensure, Context, Result};
use clap::Parser;
use salus_tests::{
	network::Binaries,
	throughput::{load::Kind, report::TARGET, run, side::Programs, Plan},
};
use std::{fs, path::PathBuf, process::ExitCode};

/// Most calls that wait at once: a tenth of the nodes' pools holds 8,000, and must never be full.
const MAX_IN_FLIGHT: u64 = 7_000;

/// Measures calls per second, block fullness, and times until inclusion and finality, of Salus and of a bare chain on this
/// machine; prints tables and writes chain.json.
///
/// Every measurement has a network of its own. Calls are signed beforehand by many accounts, and as many kept waiting as
/// pools hold without loss, for a number of blocks; then a few a second are sent, for latency without queues. All calls must
/// succeed. A call is one transaction: no batches. Exits 1 where Salus misses the target beside the bare chain.
#[derive(Parser)]
#[command(
	version,
	after_help = "Example: salus-bench-chain --bare-node PATH/salus-bare-node --rounds 1 --nodes 1 --calls transfers"
)]
struct Cli {
	/// The program of the bare chain; salus-node is found beside this one, or in SALUS_NODE.
	#[arg(long, value_name = "FILE")]
	bare_node: PathBuf,
	/// Folder of chain.json.
	#[arg(long, default_value = "target/bench")]
	output: PathBuf,
	/// Validators of each network, at most four.
	#[arg(long, value_delimiter = ',', default_values_t = [1, 4], value_parser = clap::value_parser!(u8).range(1..=4))]
	nodes: Vec<u8>,
	/// What is called on Salus; the bare chain knows transfers alone.
	#[arg(long, value_delimiter = ',', default_values = ["transfers", "consents", "records"], value_parser = kind)]
	calls: Vec<Kind>,
	/// How often everything is measured; the chains change places each time.
	#[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
	rounds: u32,
	/// Blocks to measure while the chain is kept busy.
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..=150))]
	blocks: u32,
	/// Busy blocks before those.
	#[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=50))]
	warm_up: u32,
	/// Calls that wait while the chain is kept busy.
	#[arg(long, default_value_t = 6_000, value_parser = clap::value_parser!(u64).range(100..=MAX_IN_FLIGHT))]
	in_flight: u64,
	/// Blocks to measure at a few calls a second.
	#[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..=50))]
	calm_blocks: u32,
	/// Calls a second then.
	#[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
	calm_rate: u32,
	/// Accounts that send calls.
	#[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u64).range(8..=10_000))]
	accounts: u64,
	/// Length of a slot in milliseconds, on both chains [default: 2000 for one node, production's 6000 for several].
	#[arg(long, value_parser = clap::value_parser!(u64).range(1_000..=60_000))]
	slot: Option<u64>,
}

fn kind(name: &str) -> Result<Kind, String> {
	[Kind::Transfers, Kind::Consents, Kind::Records]
		.into_iter()
		.find(|kind| kind.name() == name)
		.ok_or_else(|| "transfers, consents or records".into())
}

impl Cli {
	fn plan(&self) -> Result<Plan> {
		Ok(Plan {
			nodes: self.nodes.iter().copied().map(usize::from).collect(),
			rounds: self.rounds,
			kinds: self.calls.clone(),
			blocks: self.blocks,
			warm_up: self.warm_up,
			calm_blocks: self.calm_blocks,
			calm_rate: self.calm_rate,
			in_flight: usize::try_from(self.in_flight)?,
			accounts: usize::try_from(self.accounts)?,
			slot: self.slot,
		})
	}
}

#[tokio::main]
async fn main() -> ExitCode {
	match bench(&Cli::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("salus-bench-chain: {error:#}");
			ExitCode::FAILURE
		}
	}
}

async fn bench(cli: &Cli) -> Result<()> {
	ensure!(cli.bare_node.is_file(), "{} is no file", cli.bare_node.display());
	let programs = Programs {
		salus: Binaries::find()?,
		bare: cli.bare_node.clone(),
	};
	let plan = cli.plan()?;
	let report = tokio::select! {
		report = run(&plan, &programs, |what| eprintln!("{what}")) => report?,
		_ = tokio::signal::ctrl_c() => anyhow::bail!("interrupted"),
	};
	print!("{}", report.table());
	let file = cli.output.join("chain.json");
	fs::create_dir_all(&cli.output)
		.and_then(|()| fs::write(&file, format!("{:#}\n", report.json(&plan))))
		.with_context(|| file.display().to_string())?;
	println!("\nwrote {}", file.display());
	let missed = report.missed();
	ensure!(
		missed.is_empty(),
		"Salus carries out fewer than {TARGET} of the bare chain's transfers: {}",
		missed.join(", ")
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_defaults_measure_one_node_and_four_and_every_load() {
		Cli::command().debug_assert();
		let plan = Cli::parse_from(["salus-bench-chain", "--bare-node", "x"])
			.plan()
			.unwrap();
		assert_eq!(plan.nodes, [1, 4]);
		assert_eq!(plan.kinds, [Kind::Transfers, Kind::Consents, Kind::Records]);
	}

	#[test]
	fn what_no_pool_holds_cannot_wait() {
		let refused = Cli::try_parse_from(["salus-bench-chain", "--bare-node", "x", "--in-flight", "9000"]);
		assert!(refused.is_err());
	}
}
