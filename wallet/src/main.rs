//! `salus`: the wallet on the command line.

use clap::Parser;
use salus_wallet::cli::Cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	sp_core::crypto::set_default_ss58_version(salus_runtime::constants::SS58_PREFIX.into());
	let cli = Cli::parse();
	let json = cli.is_json();
	match cli.run().await {
		Ok(report) => {
			if json {
				println!("{}", report.json());
			} else {
				println!("{}", report.text());
			}
			ExitCode::SUCCESS
		}
		Err(error) => {
			if json {
				eprintln!(
					"{}",
					serde_json::json!({ "error": error.kind(), "message": error.to_string() })
				);
			} else {
				eprintln!("salus: {error}");
			}
			ExitCode::from(error.exit_code())
		}
	}
}
