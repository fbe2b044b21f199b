//! The wallet's command line, with a keystore of its own.

use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
	process::{Output, Stdio},
};
use tokio::process::Command;

/// Password of every key.
const PASSWORD: &str = "demonstration";
/// The members of the council who vote, of four.
pub const COUNCIL: [&str; 3] = ["//CouncilA", "//CouncilB", "//CouncilC"];

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

/// The program, and where it finds keys.
#[derive(Clone, Debug)]
pub struct Wallet {
	program: PathBuf,
	keys: PathBuf,
	password: PathBuf,
}

impl Wallet {
	/// A wallet with an empty keystore in `folder`.
	pub fn new(program: &Path, folder: &Path) -> Result<Self> {
		fs::create_dir_all(folder)?;
		let password = folder.join("password");
		fs::write(&password, PASSWORD)?;
		Ok(Self {
			program: program.into(),
			keys: folder.join("keys"),
			password,
		})
	}

	/// The command, at the node of `url`, for the identity `who`.
	pub fn command(&self, url: &str, who: &str) -> Command {
		let mut command = Command::new(&self.program);
		command
			.args(["--json", "--url", url, "--as", who, "--keystore"])
			.arg(&self.keys)
			.arg("--password-file")
			.arg(&self.password)
			.stdin(Stdio::null())
			.kill_on_drop(true);
		command
	}

	/// Runs it.
	pub async fn ask(&self, url: &str, who: &str, arguments: &[&str]) -> Result<Answer> {
		answer(&self.command(url, who).args(arguments).output().await?, arguments)
	}

	/// Runs it; it must succeed.
	pub async fn must(&self, url: &str, who: &str, arguments: &[&str]) -> Result<Value> {
		done(self.ask(url, who, arguments).await?, who, arguments)
	}

	/// Runs it; it must refuse for this reason. Gives the whole message.
	pub async fn must_refuse(
		&self,
		url: &str,
		who: &str,
		arguments: &[&str],
		reason: &str,
	) -> Result<String> {
		match self.ask(url, who, arguments).await? {
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

	/// A motion with these members of the council beside the first.
	pub async fn council_of(&self, url: &str, arguments: &[&str], others: &[&str]) -> Result<Value> {
		let all = [&["council"], arguments, &["--with"], others].concat();
		self.must(url, COUNCIL[0], &all).await
	}

	/// A motion with three of the council's four members.
	pub async fn council(&self, url: &str, arguments: &[&str]) -> Result<Value> {
		self.council_of(url, arguments, &COUNCIL[1..]).await
	}
}

/// What the wallet said.
pub fn answer(output: &Output, arguments: &[&str]) -> Result<Answer> {
	let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
	if output.status.success() {
		let lines = said(&output.stdout);
		// The answer is the last: a command that watches says what it sees before.
		let text = lines.lines().last().unwrap_or_default();
		return Ok(Answer::Done(
			serde_json::from_str(text).with_context(|| format!("not JSON: {text}"))?,
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

/// What it said, if it did what it was told.
pub fn done(answer: Answer, who: &str, arguments: &[&str]) -> Result<Value> {
	match answer {
		Answer::Done(value) => Ok(value),
		Answer::Refused { code, message } => {
			bail!("salus {} as {who}: exit {code}: {message}", arguments.join(" "))
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{os::unix::process::ExitStatusExt, process::ExitStatus};

	#[test]
	fn the_answer_of_a_command_that_watches_is_its_last_line() {
		let output = Output {
			status: ExitStatus::from_raw(0),
			stdout: b"{\"phase\":\"enrol\"}\n{\"generation\":0}\n".to_vec(),
			stderr: Vec::new(),
		};
		let said = done(answer(&output, &[]).unwrap(), "//any", &[]).unwrap();
		assert_eq!(said["generation"], 0);
	}
}
