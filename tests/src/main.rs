//! `salus-demo`: the whole story on a record, or a network to play with.

use anyhow::Result;
use clap::{Parser, Subcommand};
use salus_tests::{
	dealing::Timing,
	network::{Binaries, Options},
	story::{name, Step, Story, World, STEPS},
};
use std::{path::PathBuf, process::ExitCode, time::Instant};

/// Four hospitals on this machine.
#[derive(Parser)]
#[command(version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Start a network, tell the whole story on a record, and stop it. Exits 0 only if every step did what it must.
	#[command(after_help = "Example: salus-demo demo --record my-bundle.json\nExample: salus-demo demo --break consent")]
	Demo {
		/// A FHIR R4 transaction bundle with one Patient; a small one of the project's own if absent.
		#[arg(long)]
		record: Option<PathBuf>,
		/// Sabotage this step: the demonstration must fail there.
		#[arg(long = "break", value_enum)]
		broken: Option<Step>,
		/// Keep the folder of the network.
		#[arg(long)]
		keep: bool,
	},
	/// Start a network and leave it running until interrupted.
	#[command(after_help = "Example: salus-demo up --folder network --rpc-port 9944")]
	Up {
		/// The folder of the network; it must not exist yet.
		#[arg(long)]
		folder: PathBuf,
		/// The first of four ports of JSON-RPC.
		#[arg(long, default_value_t = 9944)]
		rpc_port: u16,
		/// Length of a slot in milliseconds.
		#[arg(long, default_value_t = 6000)]
		slot_milliseconds: u64,
	},
}

#[tokio::main]
async fn main() -> ExitCode {
	let outcome = match Cli::parse().command {
		Command::Demo { record, broken, keep } => demo(record, broken, keep).await,
		Command::Up { folder, rpc_port, slot_milliseconds } => up(folder, rpc_port, slot_milliseconds).await,
	};
	match outcome {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("salus-demo: {error:#}");
			ExitCode::FAILURE
		},
	}
}

async fn demo(record: Option<PathBuf>, broken: Option<Step>, keep: bool) -> Result<()> {
	let folder = tempfile::Builder::new().prefix("salus-demo-").tempdir()?;
	let since = Instant::now();
	let mut story = Story::start(folder.path(), record.as_deref(), broken).await?;
	println!("four hospitals finalised their first block after {:.1} s", since.elapsed().as_secs_f32());
	let told = tokio::select! {
		told = story.tell_all() => told,
		_ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("interrupted")),
	};
	drop(story);
	if keep {
		println!("kept {}", folder.keep().display());
	}
	told?;
	println!("all {} steps hold, in {:.0} s", STEPS.len(), since.elapsed().as_secs_f32());
	Ok(())
}

async fn up(folder: PathBuf, rpc_port: u16, slot_milliseconds: u64) -> Result<()> {
	anyhow::ensure!(!folder.exists(), "{} exists: name another folder, or remove it", folder.display());
	let binaries = Binaries::find()?;
	let timing = Timing { slot_milliseconds, ..Timing::default() };
	let since = Instant::now();
	let world = World::start(&folder, &binaries, &Options { timing, rpc_port: Some(rpc_port) }).await?;
	println!("four hospitals finalised their first block after {:.1} s", since.elapsed().as_secs_f32());
	for node in &world.network.nodes {
		println!("{:<11} {}  operator //{}  log {}", node.handle, node.url(), node.name, node.log().display());
	}
	println!("council: //CouncilA //CouncilB //CouncilC //CouncilD; people: //Cardiologist //Nurse //Patient …");
	println!("try: {} --url {} network status", binaries.wallet.display(), world.network.nodes[0].url());
	println!("the steps of the demonstration: {}", STEPS.map(name).join(", "));
	println!("stop with Ctrl-C");
	tokio::signal::ctrl_c().await?;
	Ok(())
}
