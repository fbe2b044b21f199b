//! The network, the people's keystore, and the wallet's command line between them.

use crate::network::{Binaries, Network, Options, HOSPITALS};
use anyhow::{bail, ensure, Context, Result};
use futures::future::try_join_all;
use jsonrpsee::rpc_params;
use salus_primitives::AccountId;
use salus_runtime::RuntimeCall;
use salus_wallet::{
	chain::{Chain, Signer},
	council::{self, Motion},
};
use serde_json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
	process::{Output, Stdio},
	time::Duration,
};
use tokio::{process::Command, time::sleep};

/// Password of every key of the demonstration.
const PASSWORD: &str = "demonstration";
/// The members of the council who vote, of four.
const COUNCIL: [&str; 3] = ["//CouncilA", "//CouncilB", "//CouncilC"];
/// Between two looks at the pool of a node.
const POLL: Duration = Duration::from_millis(50);

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
		answer(&self.wallet(at, who)?.args(arguments).output().await?, arguments)
	}

	/// Runs the wallet, which must succeed.
	pub async fn must(&self, at: &str, who: &str, arguments: &[&str]) -> Result<Value> {
		done(self.ask(at, who, arguments).await?, who, arguments)
	}

	/// Runs several commands of one account, each as soon as the transaction of the one before is in the node's pool.
	/// All must succeed.
	pub async fn must_all(&self, at: &str, who: &str, commands: &[&[&str]]) -> Result<Vec<Value>> {
		let chain = self.network.node(at)?.chain().await?;
		let account = account(who)?;
		let mut running = Vec::new();
		for arguments in commands {
			let before = next_index(&chain, &account).await?;
			let mut child = self
				.wallet(at, who)?
				.args(*arguments)
				.stdout(Stdio::piped())
				.stderr(Stdio::piped())
				.spawn()?;
			while child.try_wait()?.is_none() && next_index(&chain, &account).await? == before {
				sleep(POLL).await;
			}
			running.push(child.wait_with_output());
		}
		let outputs = try_join_all(running).await?;
		outputs
			.iter()
			.zip(commands)
			.map(|(output, arguments)| done(answer(output, arguments)?, who, arguments))
			.collect()
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
		self.council_of(arguments, &COUNCIL[1..]).await
	}

	/// A motion with these members beside the first.
	pub async fn council_of(&self, arguments: &[&str], others: &[&str]) -> Result<Value> {
		let all = [&["council"], arguments, &["--with"], others].concat();
		self.must("mayo", "//CouncilA", &all).await
	}

	/// Three members propose a call and vote for it.
	pub async fn council_votes(&self, call: &RuntimeCall) -> Result<Motion> {
		let chain = self.network.node("mayo")?.chain().await?;
		let members = COUNCIL.map(signer).into_iter().collect::<Result<Vec<_>>>()?;
		let ayes = u32::try_from(members.len())?;
		let motion = council::propose(&chain, &members[0], call.clone(), ayes).await?;
		let votes = members
			.iter()
			.map(|member| council::vote(&chain, member, motion, true));
		try_join_all(votes).await?;
		Ok(motion)
	}

	/// Closes a motion that has enough votes, which carries its call out.
	pub async fn council_closes(&self, motion: Motion, call: &RuntimeCall) -> Result<()> {
		let chain = self.network.node("mayo")?.chain().await?;
		council::close(&chain, &signer(COUNCIL[0])?, motion, call).await?;
		Ok(())
	}
}

/// The secret URI of a person or hospital of the network's genesis.
pub fn uri(name: &str) -> String {
	if let Some((hospital, _)) = HOSPITALS.iter().find(|(_, handle)| *handle == name) {
		return format!("//{hospital}");
	}
	let mut letters = name.chars();
	let first = letters.next().map(|c| c.to_ascii_uppercase());
	format!("//{}{}", first.into_iter().collect::<String>(), letters.as_str())
}

/// Whoever signs with a secret URI.
pub fn signer(uri: &str) -> Result<Signer> {
	Signer::from_uri(uri).map_err(|e| anyhow::anyhow!("{uri}: {e:?}"))
}

/// The account of a person or hospital of the network's genesis.
pub fn account(name: &str) -> Result<AccountId> {
	Ok(signer(&uri(name))?.account())
}

/// The number of an account's next transaction, those in the pool included.
async fn next_index(chain: &Chain, account: &AccountId) -> Result<u32> {
	Ok(chain
		.rpc("system_accountNextIndex", rpc_params![account.to_string()])
		.await?)
}

/// What the wallet said.
fn answer(output: &Output, arguments: &[&str]) -> Result<Answer> {
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

fn done(answer: Answer, who: &str, arguments: &[&str]) -> Result<Value> {
	match answer {
		Answer::Done(value) => Ok(value),
		Answer::Refused { code, message } => {
			bail!("salus {} as {who}: exit {code}: {message}", arguments.join(" "))
		}
	}
}

/// A text of an answer.
pub fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
	value
		.get(name)
		.and_then(Value::as_str)
		.with_context(|| format!("no '{name}' in {value}"))
}
