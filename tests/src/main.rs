//! `salus-demo`: the whole story on a record, or a network to play with.

use anyhow::{bail, ensure, Result};
use clap::{Parser, Subcommand};
use salus_tests::{
	network::{stop, Binaries, Network, Options, PROCESSES, SPEC},
	search::{self, Searching},
	spec::Timing,
	story::{self, name, Ended, Story},
	trade::{self, Codes, Trading},
};
use std::{
	fmt::Debug,
	future::Future,
	path::{Path, PathBuf},
	process::ExitCode,
	time::Instant,
};
use tokio::signal::unix::{signal, SignalKind};

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
		broken: Option<story::Step>,
		/// Keep the folder of the network.
		#[arg(long)]
		keep: bool,
	},
	/// Sabotage one step after the other, each in a network of its own, and see that the story ends there.
	#[command(after_help = "Example: salus-demo breaks accredit people")]
	Breaks {
		/// The steps; all of them if none is named.
		#[arg(value_enum)]
		steps: Vec<story::Step>,
	},
	/// Start a network, sell values and fields of records in it, cheat on every side, and see that money adds up.
	#[command(
		after_help = "Example: salus-demo trade\nExample: salus-demo trade --records bundles --observation 'observation:http://loinc.org|8302-2|cm'"
	)]
	Trade {
		/// A folder of FHIR R4 transaction bundles with one Patient each; small ones of the project's own if absent.
		#[arg(long)]
		records: Option<PathBuf>,
		/// The condition that sellers have: condition:SYSTEM|CODE. Of own records type-2 diabetes, of others one that three have.
		#[arg(long)]
		condition: Option<String>,
		/// The value that is bought: observation:SYSTEM|CODE|UNIT. Of own records HbA1c, of others one that those three have.
		#[arg(long)]
		observation: Option<String>,
		/// Decades of birth. Of own records 1950 to 1979, of others those of the three.
		#[arg(long, value_delimiter = ',')]
		born: Vec<String>,
		/// Sabotage this step: the demonstration must fail there.
		#[arg(long = "break", value_enum)]
		broken: Option<trade::Step>,
		/// Keep the folder of the network.
		#[arg(long)]
		keep: bool,
	},
	/// Sabotage one step of the trades after the other, each in a network of its own, and see that they end there.
	#[command(after_help = "Example: salus-demo trade-breaks people sale")]
	TradeBreaks {
		/// The steps; all of them if none is named.
		#[arg(value_enum)]
		steps: Vec<trade::Step>,
	},
	/// Start a network, search records in it without reading them, report to patients, and settle what is disputed.
	#[command(
		after_help = "Example: salus-demo search --records bundles\nExample: salus-demo search --break proof"
	)]
	Search {
		/// A folder of FHIR R4 transaction bundles with one Patient each; small ones of the project's own if absent.
		#[arg(long)]
		records: Option<PathBuf>,
		/// Sabotage this step: the demonstration must fail there.
		#[arg(long = "break", value_enum)]
		broken: Option<search::Step>,
		/// Keep the folder of the network.
		#[arg(long)]
		keep: bool,
	},
	/// Sabotage one step of the search after the other, each in a network of its own, and see that it ends there.
	#[command(after_help = "Example: salus-demo search-breaks proof dispute")]
	SearchBreaks {
		/// The steps; all of them if none is named.
		#[arg(value_enum)]
		steps: Vec<search::Step>,
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
		Command::Breaks { steps } => breaks(or_all(&steps, &story::STEPS), sabotaged).await,
		Command::Trade {
			records,
			condition,
			observation,
			born,
			broken,
			keep,
		} => {
			let codes = Codes {
				condition,
				observation,
				decades: born,
			};
			trade(records.as_deref(), &codes, broken, keep).await
		}
		Command::TradeBreaks { steps } => breaks(or_all(&steps, &trade::STEPS), sabotaged_trade).await,
		Command::Search {
			records,
			broken,
			keep,
		} => search(records.as_deref(), broken, keep).await,
		Command::SearchBreaks { steps } => breaks(or_all(&steps, &search::STEPS), sabotaged_search).await,
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

async fn demo(record: Option<PathBuf>, broken: Option<story::Step>, keep: bool) -> Result<()> {
	let folder = tempfile::Builder::new().prefix("salus-demo-").tempdir()?;
	let since = Instant::now();
	let mut story = or_interrupted(Story::start(folder.path(), record.as_deref(), broken)).await??;
	println!(
		"four hospitals finalised their first block after {:.1} s",
		since.elapsed().as_secs_f32()
	);
	report_memory(story.network())?;
	let told = or_interrupted(story.tell_all()).await;
	drop(story);
	if keep {
		println!("kept {}", folder.keep().display());
	}
	told??;
	println!(
		"all {} steps hold, in {:.0} s",
		story::STEPS.len(),
		since.elapsed().as_secs_f32()
	);
	Ok(())
}

async fn trade(records: Option<&Path>, codes: &Codes, broken: Option<trade::Step>, keep: bool) -> Result<()> {
	let folder = tempfile::Builder::new().prefix("salus-trade-").tempdir()?;
	let since = Instant::now();
	let mut trading = or_interrupted(Trading::start(folder.path(), records, codes, broken)).await??;
	println!(
		"four hospitals finalised their first block after {:.1} s",
		since.elapsed().as_secs_f32()
	);
	let told = or_interrupted(trading.tell_all()).await;
	drop(trading);
	if keep {
		println!("kept {}", folder.keep().display());
	}
	told??;
	println!(
		"all {} steps hold, in {:.0} s",
		trade::STEPS.len(),
		since.elapsed().as_secs_f32()
	);
	Ok(())
}

async fn search(records: Option<&Path>, broken: Option<search::Step>, keep: bool) -> Result<()> {
	let folder = tempfile::Builder::new().prefix("salus-search-").tempdir()?;
	let since = Instant::now();
	let mut searching = or_interrupted(Searching::start(folder.path(), records, broken)).await??;
	println!(
		"four hospitals finalised their first block after {:.1} s",
		since.elapsed().as_secs_f32()
	);
	let told = or_interrupted(searching.tell_all()).await;
	drop(searching);
	if keep {
		println!("kept {}", folder.keep().display());
	}
	told??;
	println!(
		"all {} steps hold, in {:.0} s",
		search::STEPS.len(),
		since.elapsed().as_secs_f32()
	);
	Ok(())
}

/// Ends work when the terminal, its closing or `kill` asks for it, so that what it started is stopped.
async fn or_interrupted<T>(work: impl Future<Output = T>) -> Result<T> {
	let mut terminate = signal(SignalKind::terminate())?;
	let mut hangup = signal(SignalKind::hangup())?;
	tokio::select! {
		done = work => Ok(done),
		_ = tokio::signal::ctrl_c() => bail!("interrupted"),
		_ = terminate.recv() => bail!("terminated"),
		_ = hangup.recv() => bail!("the terminal is gone"),
	}
}

/// What was named, or everything.
fn or_all<'a, Step>(steps: &'a [Step], all: &'a [Step]) -> &'a [Step] {
	if steps.is_empty() {
		all
	} else {
		steps
	}
}

/// Sabotages one step after the other: each must end its story, and there.
async fn breaks<Step, Telling>(steps: &[Step], sabotaged: impl Fn(Step) -> Telling) -> Result<()>
where
	Step: Copy + Debug + PartialEq,
	Telling: Future<Output = Result<Ended<Step>>>,
{
	let mut table = format!(
		"{:<14} {:<10} {:>5}  it ended with\n",
		"sabotaged", "ended at", "s"
	);
	let mut missed = Vec::new();
	for step in steps {
		println!("== {}", name(*step));
		let since = Instant::now();
		let ended = or_interrupted(sabotaged(*step)).await??;
		let caught = ended.step == *step && ended.cause.is_some();
		if !caught {
			missed.push(name(*step));
		}
		let why = match &ended.cause {
			Some(cause) => format!("{cause:#}").replace('\n', " "),
			None => "NOTHING: the sabotage was not noticed".into(),
		};
		table += &format!(
			"{:<14} {:<10} {:>5.0}  {why}\n",
			name(*step),
			name(ended.step),
			since.elapsed().as_secs_f32()
		);
	}
	print!("\n{table}");
	ensure!(
		missed.is_empty(),
		"sabotage was not noticed where it was done: {}",
		missed.join(", ")
	);
	println!("every sabotage ended the story at its step");
	Ok(())
}

/// How the story ends when a step is sabotaged.
async fn sabotaged(step: story::Step) -> Result<Ended<story::Step>> {
	let folder = tempfile::Builder::new().prefix("salus-demo-").tempdir()?;
	let mut story = Story::start(folder.path(), None, Some(step)).await?;
	match story.tell_all().await {
		Err(ended) => Ok(ended),
		Ok(()) => bail!("the story did not come to step {}", name(step)),
	}
}

/// How the trades end when a step is sabotaged.
async fn sabotaged_trade(step: trade::Step) -> Result<Ended<trade::Step>> {
	let folder = tempfile::Builder::new().prefix("salus-trade-").tempdir()?;
	let mut trading = Trading::start(folder.path(), None, &Codes::default(), Some(step)).await?;
	match trading.tell_all().await {
		Err(ended) => Ok(ended),
		Ok(()) => bail!("the trades did not come to step {}", name(step)),
	}
}

/// How the search ends when a step is sabotaged.
async fn sabotaged_search(step: search::Step) -> Result<Ended<search::Step>> {
	let folder = tempfile::Builder::new().prefix("salus-search-").tempdir()?;
	let mut searching = Searching::start(folder.path(), None, Some(step)).await?;
	match searching.tell_all().await {
		Err(ended) => Ok(ended),
		Ok(()) => bail!("the search did not come to step {}", name(step)),
	}
}

fn report_memory(network: &Network) -> Result<()> {
	let resident = network
		.nodes
		.iter()
		.map(|node| Ok(format!("{} {} MiB", node.handle, node.resident_mib()?)))
		.collect::<Result<Vec<_>>>()?;
	println!("resident: {}", resident.join(", "));
	Ok(())
}

async fn up(folder: &Path, rpc_port: u16, slot_milliseconds: u64) -> Result<()> {
	ensure!(
		!folder.join(PROCESSES).exists(),
		"the network of {} is running, or was cut off: stop it with 'make down', or 'down --folder {}'",
		folder.display(),
		folder.display()
	);
	if folder.exists() {
		let is_empty = std::fs::read_dir(folder)?.next().is_none();
		ensure!(
			is_empty || folder.join(SPEC).is_file(),
			"{} is not the folder of a network: choose one that is, or none that exists",
			folder.display()
		);
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
	let started = or_interrupted(Network::start(&folder, &binaries, &options)).await;
	let network = match started.and_then(|started| started) {
		Ok(network) => network,
		Err(error) => {
			// There is nothing to stop if it failed before the first process.
			let _ = stop(&folder);
			return Err(error);
		}
	};
	println!(
		"four hospitals finalised their first block after {:.1} s",
		since.elapsed().as_secs_f32()
	);
	report_memory(&network)?;
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
	println!("the authority's keys are made once three hospitals are accredited: … authority status --wait");
	println!(
		"stop it:    make down, or {} down --folder {}",
		own_name()?,
		folder.display()
	);
	Ok(())
}

fn own_name() -> Result<String> {
	Ok(std::env::current_exe()?.display().to_string())
}

fn down(folder: &Path) -> Result<()> {
	let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
	match stop(&folder)? {
		0 => println!("no node was running any more"),
		count => println!("stopped {count} nodes: none of them runs"),
	}
	Ok(())
}
