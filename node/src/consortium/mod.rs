//! A network that lives: what a consortium fills in, the specification that comes of it, and what no such network may hold.
//!
//! - [`template`]: the form, its checks, and the specification built of it; [`founders`]: the first validators
//! - [`development_keys`]: keys that everybody knows
//! - [`live`]: the checks of any specification that is not for development, before a node starts from it

mod development_keys;
mod error;
mod founders;
mod live;
mod template;
#[cfg(test)]
mod tests;

pub use error::Error;
pub use live::{check, from_file};

use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
};

/// Begins the network of a consortium.
///
///   salus-node consortium template --output consortium.json
///   (fill it in; keys: salus-node key generate --scheme sr25519, and ed25519)
///   salus-node consortium build consortium.json --output spec.json
///   (every node, with the same spec.json)
///   salus-node --chain spec.json --base-path /var/lib/salus --validator --name st-mary
#[derive(Debug, clap::Subcommand)]
#[command(verbatim_doc_comment)]
pub enum Command {
	/// Print the form that the consortium fills in.
	Template {
		/// Where to write it, if not to the standard output.
		#[arg(long, value_name = "FILE")]
		output: Option<PathBuf>,
	},
	/// Build the specification of a form that is filled in, for all nodes alike.
	Build {
		/// The form.
		#[arg(value_name = "FORM")]
		form: PathBuf,
		/// Where to write it, if not to the standard output.
		#[arg(long, value_name = "FILE")]
		output: Option<PathBuf>,
	},
	/// Check a specification as a node does before it starts.
	Check {
		/// The specification.
		#[arg(value_name = "SPEC")]
		spec: PathBuf,
	},
}

impl Command {
	/// Does it.
	pub fn run(self) -> sc_cli::Result<()> {
		let refused = |error: Error| sc_cli::Error::Input(error.to_string());
		match self {
			Self::Template { output } => write(output.as_deref(), template::FORM),
			Self::Build { form, output } => {
				let text = fs::read_to_string(&form)
					.map_err(|error| sc_cli::Error::Input(format!("{}: {error}", form.display())))?;
				let spec = template::build(&text).map_err(refused)?;
				let json = spec.as_json(true).map_err(sc_cli::Error::Input)?;
				write(output.as_deref(), &json)
			}
			Self::Check { spec } => {
				from_file(&spec).map_err(refused)?;
				write(
					None,
					"no placeholder, no development key, no superuser, no authority of one\n",
				)
			}
		}
	}
}

fn write(path: Option<&Path>, text: &str) -> sc_cli::Result<()> {
	match path {
		Some(path) => fs::write(path, text)?,
		None => io::stdout().write_all(text.as_bytes())?,
	}
	Ok(())
}
