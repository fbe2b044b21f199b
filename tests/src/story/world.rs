//! The network, the people's keystore, and the wallet's command line between them.

use crate::{
	network::{Binaries, Network, Options},
	wallet::{Answer, Wallet},
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};

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

	fn url(&self, at: &str) -> Result<String> {
		Ok(self.network.node(at)?.url())
	}

	/// Runs the wallet.
	pub async fn ask(&self, at: &str, who: &str, arguments: &[&str]) -> Result<Answer> {
		self.wallet.ask(&self.url(at)?, who, arguments).await
	}

	/// Runs the wallet, which must succeed.
	pub async fn must(&self, at: &str, who: &str, arguments: &[&str]) -> Result<Value> {
		self.wallet.must(&self.url(at)?, who, arguments).await
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
}

/// A text of an answer.
pub fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
	value
		.get(name)
		.and_then(Value::as_str)
		.with_context(|| format!("no '{name}' in {value}"))
}
