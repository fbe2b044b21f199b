//! The network, the people's keystore, and the wallet's command line between them.

use crate::{
	network::{Binaries, Network, Options, HOSPITALS},
	wallet::{answer, done, Answer, Wallet, COUNCIL},
};
use anyhow::{Context, Result};
use futures::future::try_join_all;
use jsonrpsee::rpc_params;
use salus_primitives::AccountId;
use salus_runtime::RuntimeCall;
use salus_wallet::{
	chain::{Chain, Signer},
	council::{self, Body, Motion},
	keystore::{Keystore, Secrets},
};
use serde_json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};
use tokio::{process::Command, time::sleep};

/// Between two looks at the pool of a node.
const POLL: Duration = Duration::from_millis(50);

/// Where no node listens.
const NOWHERE: &str = "ws://127.0.0.1:1";

/// A network with people.
pub struct World {
	/// The nodes.
	pub network: Network,
	/// The folder of all files.
	pub folder: PathBuf,
	wallet: Wallet,
}

impl World {
	/// Starts the network.
	pub async fn start(folder: &Path, binaries: &Binaries, options: &Options) -> Result<Self> {
		let network = Network::start(&folder.join("nodes"), binaries, options).await?;
		Ok(Self {
			network,
			folder: folder.into(),
			wallet: Wallet::new(&binaries.wallet, folder)?,
		})
	}

	/// A file of the demonstration.
	pub fn file(&self, name: &str) -> PathBuf {
		self.folder.join(name)
	}

	/// The keys of somebody.
	pub fn secrets(&self, name: &str) -> Result<Secrets> {
		let password = fs::read_to_string(self.file("password"))?;
		Ok(Keystore::new(self.file("keys")).open(name, password.trim())?)
	}

	/// The wallet as a command, at the node of `at`, for the identity `who`.
	pub fn wallet(&self, at: &str, who: &str) -> Result<Command> {
		Ok(self.wallet.command(&self.url(at)?, who))
	}

	/// Runs the wallet.
	pub async fn ask(&self, at: &str, who: &str, arguments: &[&str]) -> Result<Answer> {
		self.wallet.ask(&self.url(at)?, who, arguments).await
	}

	/// Runs the wallet where no node answers, which must succeed.
	pub async fn without_a_node(&self, arguments: &[&str]) -> Result<Value> {
		self.wallet.must(NOWHERE, "//any", arguments).await
	}

	/// Runs the wallet, which must succeed.
	pub async fn must(&self, at: &str, who: &str, arguments: &[&str]) -> Result<Value> {
		self.wallet.must(&self.url(at)?, who, arguments).await
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
		self.wallet
			.must_refuse(&self.url(at)?, who, arguments, reason)
			.await
	}

	/// A motion with three of the council's four members.
	pub async fn council(&self, arguments: &[&str]) -> Result<Value> {
		self.wallet.council(&self.url("mayo")?, arguments).await
	}

	/// A motion with these members beside the first.
	pub async fn council_of(&self, arguments: &[&str], others: &[&str]) -> Result<Value> {
		self.wallet
			.council_of(&self.url("mayo")?, arguments, others)
			.await
	}

	fn url(&self, at: &str) -> Result<String> {
		Ok(self.network.node(at)?.url())
	}

	/// Three members propose a call and vote for it.
	pub async fn council_votes(&self, call: &RuntimeCall) -> Result<Motion> {
		let chain = self.network.node("mayo")?.chain().await?;
		let members = COUNCIL.map(signer).into_iter().collect::<Result<Vec<_>>>()?;
		let ayes = u32::try_from(members.len())?;
		let motion = council::propose(&chain, Body::Council, &members[0], call.clone(), ayes).await?;
		let votes = members
			.iter()
			.map(|member| council::vote(&chain, Body::Council, member, motion, true));
		try_join_all(votes).await?;
		Ok(motion)
	}

	/// Closes a motion that has enough votes, which carries its call out.
	pub async fn council_closes(&self, motion: Motion, call: &RuntimeCall) -> Result<()> {
		let chain = self.network.node("mayo")?.chain().await?;
		council::close(&chain, Body::Council, &signer(COUNCIL[0])?, motion, call).await?;
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

/// A text of an answer.
pub fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
	value
		.get(name)
		.and_then(Value::as_str)
		.with_context(|| format!("no '{name}' in {value}"))
}
