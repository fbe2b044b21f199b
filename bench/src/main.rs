//! Benchmarks of the cryptography: each value beside a peer, or the machine's own single operations, of the same run.

mod abe;
mod ceremony;
mod epoch;
mod floor;
mod measure;
mod offer;
mod peers;
mod peks;
mod record;
mod sale;
mod scan;
mod search;
mod summary;

// The wallet's codec of bundles, without the rest of the wallet and the runtime below it.
#[path = "../../wallet/src/fhir/mod.rs"]
#[allow(dead_code, unused_imports)]
mod fhir;

use clap::{Parser, Subcommand};
use std::{fs, path::PathBuf, process::ExitCode};

/// Measures, prints a table and writes summary.json; exits 1 where a value misses its target.
#[derive(Parser)]
struct Cli {
	/// Folder of summary.json.
	#[arg(long, default_value = "target/bench")]
	output: PathBuf,
	#[command(subcommand)]
	command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
	/// Seal and open one bundle; prints seconds and peak bytes.
	RoundTrip {
		/// The bundle.
		file: PathBuf,
	},
	/// Search a view of the index; prints microseconds and bytes.
	Scan {
		/// Its folder.
		folder: PathBuf,
		/// How many records it has.
		records: u64,
		/// How many tags each.
		bucket: usize,
	},
}

fn main() -> ExitCode {
	let cli = Cli::parse();
	match cli.command {
		Some(Command::RoundTrip { file }) => {
			record::round_trip(&file);
			return ExitCode::SUCCESS;
		}
		Some(Command::Scan {
			folder,
			records,
			bucket,
		}) => {
			scan::scan(&folder, records, bucket);
			return ExitCode::SUCCESS;
		}
		None => {}
	}
	let mut summary = summary::Summary::default();
	record::run(&mut summary);
	sale::run(&mut summary);
	offer::run(&mut summary);
	search::run(&mut summary);
	abe::run(&mut summary);
	ceremony::run(&mut summary);
	epoch::run(&mut summary);
	let file = cli.output.join("summary.json");
	let text = serde_json::to_string_pretty(&summary.json()).expect("numbers and names");
	fs::create_dir_all(&cli.output)
		.and_then(|()| fs::write(&file, text))
		.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
	println!("wrote {}", file.display());
	for missed in summary.missed() {
		eprintln!("missed its target: {missed}");
	}
	if summary.missed().is_empty() {
		ExitCode::SUCCESS
	} else {
		ExitCode::FAILURE
	}
}
