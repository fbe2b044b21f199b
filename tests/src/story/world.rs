//! The network, the people's keystore, and the wallet's command line between them.

use crate::network::{Binaries, Network, Options};
use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
	process::Stdio,
};
use tokio::process::Command;

/// Password of every key of the demonstration.
const PASSWORD: &str = "demonstration";

/// What the wallet answered.
#[derive(Debug)]
pub enum Answer {
	/// Exit code 0.
	Done(Value),
	/// Another exit code.
	Refused {
		/// The code.
		code: i32,
		/// Why.
		message: String,
	},
}

/// A network with people.
pub struct World {
	/// The nodes.
	pub network: Network,
	/// The folder of all files.
	pub folder: PathBuf,
	binaries: Binaries,
}

impl World {
	/// Starts the network.
	pub async fn start(folder: &Path, binaries: &Binaries, options: &Options) -> Result<Self> {
		let network = Network::start(&folder.join("nodes"), binaries, options).await?;
		fs::write(folder.join("password"), PASSWORD)?;
		Ok(Self {
			network,
			folder: folder.into(),
			binaries: binaries.clone(),
		})
	}

	/// A file of the demonstration.
	pub fn file(&self, name: &str) -> PathBuf {
		self.folder.join(name)
	}

	/// The wallet as a command, at the node of `at`, for the identity `who`.
	pub fn wallet(&self, at: &str, who: &str) -> Result<Command> {
		let mut command = Command::new(&self.binaries.wallet);
		command
			.args([
				"--json",
				"--url",
				&self.network.node(at)?.url(),
				"--as",
				who,
				"--keystore",
			])
			.arg(self.file("keys"))
			.arg("--password-file")
			.arg(self.file("password"))
			.stdin(Stdio::null())
			.kill_on_drop(true);
		Ok(command)
	}

	/// Runs the wallet.
	pub async fn ask(&self, at: &str, who: &str, arguments: &[&str]) -> Result<Answer> {
		let output = self.wallet(at, who)?.args(arguments).output().await?;
		let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
		if output.status.success() {
			let text = said(&output.stdout);
			return Ok(Answer::Done(
				serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))?,
			));
		}
		let text = said(&output.stderr);
		let error: Value = text
			.lines()
			.last()
			.and_then(|line| serde_json::from_str(line).ok())
			.unwrap_or_default();
		let code = output.status.code().unwrap_or(-1);
		match error.get("message").and_then(Value::as_str) {
			Some(message) => Ok(Answer::Refused {
				code,
				message: message.to_owned(),
			}),
			None => bail!("salus {}: exit {code}: {text}", arguments.join(" ")),
		}
	}

	/// Runs the wallet, which must succeed.
	pub async fn must(&self, at: &str, who: &str, arguments: &[&str]) -> Result<Value> {
		match self.ask(at, who, arguments).await? {
			Answer::Done(value) => Ok(value),
			Answer::Refused { code, message } => {
				bail!("salus {} as {who}: exit {code}: {message}", arguments.join(" "))
			}
		}
	}

	/// Runs the wallet, which must refuse for this reason; gives the whole message.
	pub async fn must_refuse(&self, at: &str, who: &str, arguments: &[&str], reason: &str) -> Result<String> {
		match self.ask(at, who, arguments).await? {
			Answer::Done(_) => bail!(
				"salus {} as {who} succeeded; it must be refused",
				arguments.join(" ")
			),
			Answer::Refused { message, .. } => {
				ensure!(
					message.contains(reason),
					"{who} was refused, but not for '{reason}': {message}"
				);
				Ok(message)
			}
		}
	}

	/// A motion with three of the council's four members.
	pub async fn council(&self, arguments: &[&str]) -> Result<Value> {
		self.council_of(arguments, &["//CouncilB", "//CouncilC"]).await
	}

	/// A motion with these members beside the first.
	pub async fn council_of(&self, arguments: &[&str], others: &[&str]) -> Result<Value> {
		let all = [&["council"], arguments, &["--with"], others].concat();
		self.must("mayo", "//CouncilA", &all).await
	}
}

/// A text of an answer.
pub fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
	value
		.get(name)
		.and_then(Value::as_str)
		.with_context(|| format!("no '{name}' in {value}"))
}
