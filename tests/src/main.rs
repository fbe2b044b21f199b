//! `salus-demo`: the whole story on a record, or a network to play with.

use anyhow::{ensure, Result};
use clap::{Parser, Subcommand};
use salus_tests::{
	dealing::Timing,
	network::{stop, Binaries, Network, Options, PROCESSES},
	story::{Step, Story, STEPS},
};
use std::{
	path::{Path, PathBuf},
	process::ExitCode,
	time::Instant,
};

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
	#[command(
		after_help = "Example: salus-demo demo --record my-bundle.json\nExample: salus-demo demo --break consent"
	)]
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
	/// Start a network, leave it running, and say how to talk to it.
	#[command(after_help = "Example: salus-demo up --folder .demo/network --rpc-port 9944")]
	Up {
		/// The folder of the network: removed and made anew unless a network runs in it.
		#[arg(long, default_value = ".demo/network")]
		folder: PathBuf,
		/// The first of four ports of JSON-RPC.
		#[arg(long, default_value_t = 9944)]
		rpc_port: u16,
		/// Length of a slot in milliseconds.
		#[arg(long, default_value_t = 6000)]
		slot_milliseconds: u64,
	},
	/// Stop the network that 'up' left running.
	#[command(after_help = "Example: salus-demo down --folder .demo/network")]
	Down {
		/// The folder of the network.
		#[arg(long, default_value = ".demo/network")]
		folder: PathBuf,
	},
}

#[tokio::main]
async fn main() -> ExitCode {
	let outcome = match Cli::parse().command {
		Command::Demo { record, broken, keep } => demo(record, broken, keep).await,
		Command::Up {
			folder,
			rpc_port,
			slot_milliseconds,
		} => up(&folder, rpc_port, slot_milliseconds).await,
		Command::Down { folder } => down(&folder),
	};
	match outcome {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("salus-demo: {error:#}");
			ExitCode::FAILURE
		}
	}
}

async fn demo(record: Option<PathBuf>, broken: Option<Step>, keep: bool) -> Result<()> {
	let folder = tempfile::Builder::new().prefix("salus-demo-").tempdir()?;
	let since = Instant::now();
	let mut story = Story::start(folder.path(), record.as_deref(), broken).await?;
	println!(
		"four hospitals finalised their first block after {:.1} s",
		since.elapsed().as_secs_f32()
	);
	let told = tokio::select! {
		told = story.tell_all() => told,
		_ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("interrupted")),
	};
	drop(story);
	if keep {
		println!("kept {}", folder.keep().display());
	}
	told?;
	println!(
		"all {} steps hold, in {:.0} s",
		STEPS.len(),
		since.elapsed().as_secs_f32()
	);
	Ok(())
}

async fn up(folder: &Path, rpc_port: u16, slot_milliseconds: u64) -> Result<()> {
	ensure!(
		!folder.join(PROCESSES).exists(),
		"a network of {} is running, or was cut off: stop it with 'down'",
		folder.display()
	);
	if folder.exists() {
		std::fs::remove_dir_all(folder)?;
	}
	std::fs::create_dir_all(folder)?;
	let folder = folder.canonicalize()?;
	let binaries = Binaries::find()?;
	let timing = Timing {
		slot_milliseconds,
		..Timing::default()
	};
	let since = Instant::now();
	let options = Options {
		timing,
		rpc_port: Some(rpc_port),
		detached: true,
	};
	let network = match Network::start(&folder, &binaries, &options).await {
		Ok(network) => network,
		Err(error) => {
			let _ = stop(&folder);
			return Err(error);
		}
	};
	println!(
		"four hospitals finalised their first block after {:.1} s",
		since.elapsed().as_secs_f32()
	);
	for node in &network.nodes {
		println!(
			"{:<11} {}  operator //{}  log {}",
			node.handle,
			node.url(),
			node.name,
			node.log().display()
		);
	}
	println!(
		"council: //CouncilA //CouncilB //CouncilC //CouncilD; people: //Cardiologist //Nurse //Patient …"
	);
	println!(
		"talk to it: {} --url {} network status",
		binaries.wallet.display(),
		network.nodes[0].url()
	);
	println!("stop it:    make down");
	Ok(())
}

fn down(folder: &Path) -> Result<()> {
	let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
	println!("stopped {} nodes", stop(&folder)?);
	Ok(())
}
