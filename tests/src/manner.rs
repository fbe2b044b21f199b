//! How one node of a network is run: where it differs from a hospital of the demonstration.

use crate::network::ISSUER_FILE;
use anyhow::{Context, Result};
use salus_authority::DEVELOPMENT_PASSWORD;
use sp_core::Pair;
use sp_runtime::traits::Hash as _;
use std::{
	fs,
	io::Write,
	net::Ipv4Addr,
	os::unix::fs::{DirBuilderExt, OpenOptionsExt},
	path::Path,
};
use tokio::process::Command;

/// Identifier of every chain that these networks run: the folder of a node's database and keystore.
pub const CHAIN_ID: &str = "local";

/// File with the password of a node's authority keystore, in the hospital's folder.
pub const AUTHORITY_PASSWORD_FILE: &str = "authority.password";

/// Where a node has its session keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
	/// In memory: the keys of a development hospital.
	Memory,
	/// In files of its folder, as a hospital has them.
	Files,
	/// Nowhere: it follows the chain and neither authors nor votes.
	None,
}

/// How a node is run.
#[derive(Clone, Debug)]
pub struct Manner {
	/// Words before the program, such as `nsenter --net=FILE`.
	pub wrapper: Vec<String>,
	/// Variables of its environment.
	pub environment: Vec<(String, String)>,
	/// Arguments after the usual ones.
	pub arguments: Vec<String>,
	/// Its address among nodes.
	pub p2p: Ipv4Addr,
	/// Its address of JSON-RPC.
	pub rpc: Ipv4Addr,
	/// Its session keys.
	pub keys: Keys,
	/// Whether it serves its hospital.
	pub services: bool,
	/// Whether it takes part in the key authority by an account of its own, which its operator must name. A development
	/// hospital, whose keys are in memory, does so by itself and as its operator.
	pub authority: bool,
	/// The port of its metrics.
	pub prometheus: Option<u16>,
}

impl Default for Manner {
	/// A hospital of the demonstration.
	fn default() -> Self {
		Self {
			wrapper: Vec::new(),
			environment: Vec::new(),
			arguments: Vec::new(),
			p2p: Ipv4Addr::LOCALHOST,
			rpc: Ipv4Addr::LOCALHOST,
			keys: Keys::Memory,
			services: true,
			authority: false,
			prometheus: None,
		}
	}
}

impl Manner {
	/// A hospital that validates and serves nobody.
	pub fn validator() -> Self {
		Self {
			services: false,
			..Self::default()
		}
	}

	/// A validator with its keys in files.
	pub fn with_files() -> Self {
		Self {
			keys: Keys::Files,
			..Self::validator()
		}
	}

	/// A node that follows, and synchronises in this mode: `full`, `warp`.
	pub fn follower(sync: &str) -> Self {
		Self {
			keys: Keys::None,
			arguments: vec!["--sync".into(), sync.into()],
			..Self::validator()
		}
	}

	/// The words that start `program`.
	pub(crate) fn command(&self, program: &Path) -> Command {
		let mut words = self.wrapper.iter();
		let mut command = match words.next() {
			Some(first) => {
				let mut command = Command::new(first);
				command.args(words).arg(program);
				command
			}
			None => Command::new(program),
		};
		for (name, value) in &self.environment {
			command.env(name, value);
		}
		command
	}

	/// The arguments that depend on how the node is run; `folder` is its own.
	pub(crate) fn arguments(&self, name: &str, handle: &str, folder: &Path, rpc_port: u16) -> Vec<String> {
		let mut words: Vec<String> = Vec::new();
		let mut add = |more: &[&str]| words.extend(more.iter().map(|word| (*word).to_owned()));
		match self.keys {
			Keys::Memory => add(&["--dev-hospital", name]),
			Keys::Files => add(&["--validator", "--name", name, "--node-key", &node_key(name)]),
			Keys::None => add(&["--name", name, "--node-key", &node_key(name)]),
		}
		add(&["--rpc-port", &rpc_port.to_string()]);
		if self.rpc != Ipv4Addr::LOCALHOST {
			// A host of a test: nobody but the test reaches it.
			add(&[
				"--unsafe-rpc-external",
				"--rpc-methods",
				"unsafe",
				"--rpc-cors",
				"all",
			]);
		}
		match self.prometheus {
			Some(port) => add(&["--prometheus-port", &port.to_string()]),
			None => add(&["--no-prometheus"]),
		}
		if self.services {
			let issuer = folder.join(ISSUER_FILE);
			let store = format!("file://{}", folder.join("store").display());
			add(&["--hospital-services", "--hospital", handle]);
			add(&["--issuer-key", &issuer.display().to_string(), "--store", &store]);
		}
		if self.authority {
			let password = folder.join(AUTHORITY_PASSWORD_FILE);
			add(&["--authority-password-file", &password.display().to_string()]);
		}
		words.extend(self.arguments.iter().cloned());
		words
	}
}

/// The secret network key of a node of this name: always the same, so that others can name it as a bootnode.
fn node_key(name: &str) -> String {
	hex::encode(network_seed(name))
}

/// The seed of a node's network key, as `--dev-hospital` derives it.
pub(crate) fn network_seed(name: &str) -> [u8; 32] {
	salus_primitives::Hashing::hash(format!("salus development node key of {name}").as_bytes()).0
}

/// Writes the password of the authority's keystore for a node with this folder: that of development hospitals.
pub(crate) fn write_authority_password(folder: &Path) -> Result<()> {
	let path = folder.join(AUTHORITY_PASSWORD_FILE);
	fs::OpenOptions::new()
		.write(true)
		.create(true)
		.truncate(true)
		.mode(0o600)
		.open(&path)
		.and_then(|mut file| file.write_all(DEVELOPMENT_PASSWORD.as_bytes()))
		.with_context(|| path.display().to_string())
}

/// Writes the session keys `//name` where a node with this base path looks for them.
pub fn write_keys(base_path: &Path, name: &str) -> Result<()> {
	let folder = base_path.join("chains").join(CHAIN_ID).join("keystore");
	fs::DirBuilder::new()
		.recursive(true)
		.mode(0o700)
		.create(&folder)?;
	let uri = format!("//{name}");
	let aura = sp_core::sr25519::Pair::from_string(&uri, None)?.public();
	let grandpa = sp_core::ed25519::Pair::from_string(&uri, None)?.public();
	for (kind, public) in [(b"aura", aura.0), (b"gran", grandpa.0)] {
		let path = folder.join(format!("{}{}", hex::encode(kind), hex::encode(public)));
		fs::OpenOptions::new()
			.write(true)
			.create(true)
			.truncate(true)
			.mode(0o600)
			.open(&path)
			.and_then(|mut file| file.write_all(format!("\"{uri}\"").as_bytes()))
			.with_context(|| path.display().to_string())?;
	}
	Ok(())
}
