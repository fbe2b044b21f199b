//! `salus-faults`: incidents on networks of real nodes, one after the other, and what they measured.

use anyhow::{ensure, Result};
use clap::Parser;
use salus_tests::faults::{scenario, Scenario, SCENARIOS};
use std::process::ExitCode;

/// Kills, freezes, cuts and deceives networks of hospitals, and checks what must hold all the same.
#[derive(Parser)]
#[command(
	version,
	after_help = "Example: salus-faults restart quorum\nExample: salus-faults --list"
)]
struct Cli {
	/// The scenarios; all if none is named.
	names: Vec<String>,
	/// Print the names and what happens, and do nothing.
	#[arg(long)]
	list: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
	match run(Cli::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("salus-faults: {error:#}");
			ExitCode::FAILURE
		}
	}
}

async fn run(cli: Cli) -> Result<()> {
	let chosen: Vec<&Scenario> = match cli.names.as_slice() {
		[] => SCENARIOS.iter().collect(),
		names => names.iter().map(|name| scenario(name)).collect::<Result<_>>()?,
	};
	if cli.list {
		for scenario in chosen {
			println!("{:<12} {}", scenario.name, scenario.story);
		}
		return Ok(());
	}
	sp_core::crypto::set_default_ss58_version(salus_runtime::constants::SS58_PREFIX.into());
	let mut failed = Vec::new();
	println!("| scenario | what was measured |\n|---|---|");
	for scenario in chosen {
		let told = tokio::select! {
			told = scenario.play() => told,
			_ = tokio::signal::ctrl_c() => anyhow::bail!("interrupted"),
		};
		match told {
			Ok(figures) => println!("| `{}` | {} |", scenario.name, figures.text()),
			Err(error) => {
				println!("| `{}` | FAILED |", scenario.name);
				eprintln!("salus-faults: {error:#}");
				failed.push(scenario.name);
			}
		}
	}
	ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
	Ok(())
}
