//! `salus-faults`: incidents on networks of real nodes, one after the other, and what they measured.

use anyhow::{ensure, Result};
use clap::{Parser, Subcommand};
use salus_tests::{
	faults::{scenario, Scenario, SCENARIOS},
	genesis::{set_floor, set_validators, FLOOR, SEVEN},
	network::Binaries,
	spec::{write_spec_with, Timing},
};
use std::{
	path::{Path, PathBuf},
	process::ExitCode,
};

/// Kills, freezes, cuts and deceives networks of hospitals, and checks what must hold all the same.
#[derive(Parser)]
#[command(version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Let scenarios happen, and print what was measured as a table.
	#[command(after_help = "Example: salus-faults run restart quorum")]
	Run {
		/// The scenarios; all if none is named.
		names: Vec<String>,
	},
	/// Print the scenarios and what happens in them.
	List,
	/// Write the specification of a network of four to seven hospitals with fast slots and sessions.
	#[command(after_help = "Example: salus-faults spec 7 --out seven.json")]
	Spec {
		/// How many hospitals.
		#[arg(value_parser = clap::value_parser!(u8).range(4..=7))]
		hospitals: u8,
		/// The file to write.
		#[arg(long)]
		out: PathBuf,
	},
}

#[tokio::main]
async fn main() -> ExitCode {
	match run(Cli::parse().command).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("salus-faults: {error:#}");
			ExitCode::FAILURE
		}
	}
}

async fn run(command: Command) -> Result<()> {
	match command {
		Command::Run { names } => play(&names).await,
		Command::List => {
			for scenario in SCENARIOS {
				println!("{:<20} {}", scenario.name, scenario.story);
			}
			Ok(())
		}
		Command::Spec { hospitals, out } => write(hospitals.into(), &out),
	}
}

fn write(hospitals: usize, out: &Path) -> Result<()> {
	let names: Vec<_> = SEVEN.iter().take(hospitals).map(|(name, _)| *name).collect();
	let timing = Timing::default();
	write_spec_with(&Binaries::find()?.node, out, timing, |genesis| {
		set_floor(genesis, FLOOR);
		set_validators(genesis, &names)
	})
}

async fn play(names: &[String]) -> Result<()> {
	let chosen: Vec<&Scenario> = match names {
		[] => SCENARIOS.iter().collect(),
		names => names.iter().map(|name| scenario(name)).collect::<Result<_>>()?,
	};
	sp_core::crypto::set_default_ss58_version(salus_runtime::constants::SS58_PREFIX.into());
	let mut failed = Vec::new();
	println!("| scenario | what was measured |\n|---|---|");
	for scenario in chosen {
		let told = tokio::select! {
			told = scenario.play() => told,
			_ = tokio::signal::ctrl_c() => anyhow::bail!("interrupted"),
		};
		match told {
			Ok(figures) => println!("{}", scenario.row(&figures.text())),
			Err(error) => {
				println!("{}", scenario.row("FAILED"));
				eprintln!("salus-faults: {error:#}");
				failed.push(scenario.name);
			}
		}
	}
	ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
	Ok(())
}
