//! Validator nodes of four hospitals as processes, each with its own ports and folder, on the loopback interface.

pub use crate::programs::Binaries;

use crate::{
	manner::{network_seed, write_authority_password, write_keys, Keys, Manner, CHAIN_ID},
	processes::{self, wait_gone},
	spec::{write_spec, Timing},
};
use anyhow::{bail, ensure, Context, Result};
use salus_wallet::chain::{At, Chain, ChainError};
use std::{
	collections::BTreeSet,
	fs,
	net::TcpListener,
	path::{Path, PathBuf},
	process::Stdio,
	sync::{Mutex, PoisonError},
	time::{Duration, Instant},
};
use tokio::{
	process::{Child, Command},
	sync,
	time::sleep,
};

/// The hospitals: development name and handle.
pub const HOSPITALS: [(&str, &str); 4] = [
	("StMary", "st-mary"),
	("Charite", "charite"),
	("Karolinska", "karolinska"),
	("Mayo", "mayo"),
];

/// What a node may take to answer, though other networks start meanwhile.
const START: Duration = Duration::from_secs(120);
/// Between two looks at something that no subscription tells.
const POLL: Duration = Duration::from_millis(100);

/// Held while a first node starts: it compiles the runtime, and others find it compiled.
static COMPILES: sync::Mutex<()> = sync::Mutex::const_new(());
/// Ports that this process gave away: one that is free stays so until its node starts.
static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// How to start a network.
#[derive(Clone, Debug)]
pub struct Options {
	/// Slots and epochs.
	pub timing: Timing,
	/// First of the ports of JSON-RPC, one a node; free ports where none is given.
	pub rpc_port: Option<u16>,
	/// Whether the nodes outlive this program: they then stand in [`PROCESSES`] of the network's folder.
	pub detached: bool,
}

/// File with the process numbers of a detached network.
pub const PROCESSES: &str = "processes";
/// File with the chain specification of a network, in its folder.
pub const SPEC: &str = "spec.json";
/// The file with what a hospital issues with, in the hospital's folder, once it has written it.
pub const ISSUER_FILE: &str = "issuer.key";

/// One hospital's node.
#[derive(Debug)]
pub struct Node {
	/// Development name: `//Name` is its operator.
	pub name: &'static str,
	/// Handle.
	pub handle: &'static str,
	/// Its folder: database, keys, its log.
	pub folder: PathBuf,
	/// How it is run; what is changed here holds from its next start.
	pub manner: Manner,
	rpc_port: u16,
	p2p_port: u16,
	process: Option<Child>,
}

impl Node {
	/// Address of its JSON-RPC.
	pub fn url(&self) -> String {
		format!("ws://{}:{}", self.manner.rpc, self.rpc_port)
	}

	/// Process number, while it runs.
	pub fn pid(&self) -> Option<u32> {
		self.process.as_ref().and_then(Child::id)
	}

	/// A connection.
	pub async fn chain(&self) -> Result<Chain> {
		Ok(Chain::connect(&self.url()).await?)
	}

	/// Resident memory of its process in MiB.
	pub fn resident_mib(&self) -> Result<u64> {
		processes::resident_mib(
			self.pid()
				.with_context(|| format!("the node of {} is down", self.handle))?,
		)
	}

	/// Its log file.
	pub fn log(&self) -> PathBuf {
		self.folder.join("node.log")
	}

	/// Its base path.
	pub fn data(&self) -> PathBuf {
		self.folder.join("data")
	}

	/// The keystore of its part of the key authority.
	pub fn authority(&self) -> PathBuf {
		self.data().join("chains").join(CHAIN_ID).join("authority")
	}

	/// Kills the process as a power cut would.
	pub async fn kill(&mut self) -> Result<()> {
		if let Some(mut process) = self.process.take() {
			// One that ended by itself cannot be killed.
			if process.try_wait()?.is_none() {
				process.kill().await?;
			}
		}
		Ok(())
	}

	/// Ends the process as an operator would, and waits for its end.
	pub async fn stop(&mut self) -> Result<()> {
		self.signal("TERM").await?;
		if let Some(mut process) = self.process.take() {
			tokio::time::timeout(START, process.wait())
				.await
				.with_context(|| format!("the node of {} does not stop", self.handle))??;
		}
		Ok(())
	}

	/// Freezes the process where it stands.
	pub async fn pause(&self) -> Result<()> {
		self.signal("STOP").await
	}

	/// Lets a frozen process go on.
	pub async fn resume(&self) -> Result<()> {
		self.signal("CONT").await
	}

	/// Whether the process runs still.
	pub fn is_running(&mut self) -> Result<bool> {
		Ok(match &mut self.process {
			Some(process) => process.try_wait()?.is_none(),
			None => false,
		})
	}

	async fn signal(&self, signal: &str) -> Result<()> {
		let pid = self
			.pid()
			.with_context(|| format!("the node of {} does not run", self.handle))?;
		let status = Command::new("kill")
			.args(["-s", signal, &pid.to_string()])
			.status()
			.await?;
		ensure!(status.success(), "no signal reaches the node of {}", self.handle);
		Ok(())
	}
}

/// A node that a network is to have.
#[derive(Clone, Debug)]
pub struct Member {
	/// Development name.
	pub name: &'static str,
	/// Handle.
	pub handle: &'static str,
	/// How it is run.
	pub manner: Manner,
}

/// A running network. Dropping it ends every process.
#[derive(Debug)]
pub struct Network {
	/// The nodes, in the order of [`HOSPITALS`].
	pub nodes: Vec<Node>,
	binaries: Binaries,
	spec: PathBuf,
	cache: PathBuf,
	detached: bool,
}

impl Drop for Network {
	/// Nodes that are being killed would still write into folders that are being removed.
	fn drop(&mut self) {
		if self.detached {
			return;
		}
		let mut killed = Vec::new();
		for node in &mut self.nodes {
			if let Some(process) = &mut node.process {
				killed.extend(process.id());
				// One that has ended is no fault.
				let _ = process.start_kill();
			}
		}
		wait_gone(&killed);
	}
}

impl Network {
	/// Starts four hospitals in `folder`, and waits for the first finalised block.
	pub async fn start(folder: &Path, binaries: &Binaries, options: &Options) -> Result<Self> {
		let members: Vec<_> = HOSPITALS
			.into_iter()
			.map(|(name, handle)| Member {
				name,
				handle,
				manner: Manner::default(),
			})
			.collect();
		let mut network = Self::prepare(folder, binaries, options, members)?;
		write_spec(&binaries.node, &network.spec, network.nodes.len(), options.timing)?;
		network.launch_all().await?;
		Ok(network)
	}

	/// A network of `members`, none of which runs; its specification is yet to be written at [`Network::spec`].
	pub fn prepare(
		folder: &Path,
		binaries: &Binaries,
		options: &Options,
		members: Vec<Member>,
	) -> Result<Self> {
		fs::create_dir_all(folder)?;
		let spec = folder.join(SPEC);
		let cache = binaries.runtime_cache(&spec);
		let mut network = Self {
			nodes: Vec::new(),
			binaries: binaries.clone(),
			spec,
			cache,
			detached: options.detached,
		};
		for (i, member) in members.into_iter().enumerate() {
			let rpc_port = match options.rpc_port {
				Some(first) => {
					let port = u16::try_from(i)
						.ok()
						.and_then(|i| first.checked_add(i))
						.with_context(|| format!("there are no four ports from {first} on"))?;
					// A node would take another port, and not say so.
					TcpListener::bind(("127.0.0.1", port))
						.with_context(|| format!("port {port} is taken: choose others with --rpc-port"))?;
					port
				}
				None => free_port()?,
			};
			network.add(member, rpc_port)?;
		}
		Ok(network)
	}

	fn add(&mut self, member: Member, rpc_port: u16) -> Result<()> {
		let folder = self.spec.with_file_name(member.handle);
		fs::create_dir_all(&folder)?;
		if member.manner.keys == Keys::Files {
			write_keys(&folder.join("data"), member.name)?;
		}
		if member.manner.authority {
			write_authority_password(&folder)?;
		}
		self.nodes.push(Node {
			name: member.name,
			handle: member.handle,
			folder,
			manner: member.manner,
			rpc_port,
			p2p_port: free_port()?,
			process: None,
		});
		Ok(())
	}

	/// The specification of the chain.
	pub fn spec(&self) -> &Path {
		&self.spec
	}

	/// The programs that it runs.
	pub fn binaries(&self) -> &Binaries {
		&self.binaries
	}

	/// The hash of the first block.
	pub async fn genesis(&self) -> Result<[u8; 32]> {
		let node = self.nodes.iter().find(|node| node.process.is_some());
		let node = node.context("no node runs")?;
		Ok(node.chain().await?.genesis().0)
	}

	/// Adds a node to the running network, and waits until it answers.
	pub async fn join(&mut self, member: Member) -> Result<usize> {
		self.add(member, free_port()?)?;
		let index = self.nodes.len() - 1;
		self.restart(index).await?;
		Ok(index)
	}

	/// Starts every node, and waits for the first finalised block.
	pub async fn launch_all(&mut self) -> Result<()> {
		self.start_all().await?;
		self.wait_finalised(1).await
	}

	/// Starts every node, whatever its chain, and waits until it answers.
	pub async fn start_all(&mut self) -> Result<()> {
		let mut processes = String::new();
		let mut compiles = Some(COMPILES.lock().await);
		for i in 0..self.nodes.len() {
			self.launch(i)?;
			if let Some(pid) = self.nodes[i].pid().filter(|_| self.detached) {
				processes += &format!("{pid}\n");
				fs::write(self.spec.with_file_name(PROCESSES), &processes)?;
			}
			if compiles.is_some() {
				self.wait_ready(i).await?;
				compiles = None;
			}
		}
		for i in 0..self.nodes.len() {
			self.wait_ready(i).await?;
		}
		Ok(())
	}

	/// The node of a hospital.
	pub fn node(&self, handle: &str) -> Result<&Node> {
		self.nodes
			.iter()
			.find(|node| node.handle == handle)
			.with_context(|| format!("no hospital {handle}"))
	}

	/// Starts a node that was killed, on its data.
	pub async fn restart(&mut self, index: usize) -> Result<()> {
		self.launch(index)?;
		self.wait_ready(index).await
	}

	fn launch(&mut self, index: usize) -> Result<()> {
		let others: Vec<String> = self
			.nodes
			.iter()
			.enumerate()
			.filter(|(other, _)| *other != index)
			.map(|(_, node)| {
				let (address, port) = (node.manner.p2p, node.p2p_port);
				format!("/ip4/{address}/tcp/{port}/p2p/{}", peer_id(node.name))
			})
			.collect();
		let node = &mut self.nodes[index];
		fs::create_dir_all(&node.folder)?;
		let log = fs::OpenOptions::new()
			.create(true)
			.append(true)
			.open(node.log())?;
		let mut command = node.manner.command(&self.binaries.node);
		command
			.arg("--chain")
			.arg(&self.spec)
			.arg("--base-path")
			.arg(node.data())
			.args([
				"--listen-addr",
				&format!("/ip4/{}/tcp/{}", node.manner.p2p, node.p2p_port),
			])
			.args(["--no-mdns", "--no-telemetry"])
			.arg("--runtime-cache")
			.arg(&self.cache)
			.args(
				node.manner
					.arguments(node.name, node.handle, &node.folder, node.rpc_port),
			);
		for other in others {
			command.args(["--bootnodes", &other]);
		}
		command
			.stdin(Stdio::null())
			.stdout(Stdio::from(log.try_clone()?))
			.stderr(Stdio::from(log))
			.kill_on_drop(!self.detached);
		if self.detached {
			// Not in the terminal's group: Ctrl-C there does not reach it.
			command.process_group(0);
		}
		node.process = Some(
			command
				.spawn()
				.with_context(|| self.binaries.node.display().to_string())?,
		);
		Ok(())
	}

	async fn wait_ready(&mut self, index: usize) -> Result<()> {
		let since = Instant::now();
		let node = &mut self.nodes[index];
		loop {
			if let Some(process) = &mut node.process {
				if let Some(status) = process.try_wait()? {
					bail!(
						"the node of {} ended ({status}): {}",
						node.handle,
						last_lines(&node.log())
					);
				}
			}
			match Chain::connect(&node.url()).await {
				Ok(_) | Err(ChainError::OtherRuntime { .. }) => return Ok(()),
				Err(_) => {}
			}
			ensure!(
				since.elapsed() < START,
				"the node of {} does not answer: {}",
				node.handle,
				last_lines(&node.log())
			);
			sleep(POLL).await;
		}
	}

	/// Waits until every running node has finalised `height`.
	pub async fn wait_finalised(&self, height: u32) -> Result<()> {
		for node in self.nodes.iter().filter(|node| node.process.is_some()) {
			let chain = node.chain().await?;
			tokio::time::timeout(START, async {
				while chain.height(At::Finalised).await? < height {
					sleep(POLL).await;
				}
				Ok::<_, anyhow::Error>(())
			})
			.await
			.with_context(|| {
				format!(
					"{} does not finalise block {height}: {}",
					node.handle,
					last_lines(&node.log())
				)
			})??;
		}
		Ok(())
	}

	/// Waits until every running node has finalised what one of them has.
	pub async fn caught_up(&self) -> Result<()> {
		let mut highest = 0;
		for node in self.nodes.iter().filter(|node| node.process.is_some()) {
			highest = highest.max(node.chain().await?.height(At::Finalised).await?);
		}
		self.wait_finalised(highest).await
	}
}

/// Stops a detached network: every process of its list that is still a node of it. None of them runs afterwards.
pub fn stop(folder: &Path) -> Result<usize> {
	let list = folder.join(PROCESSES);
	let processes = fs::read_to_string(&list)
		.with_context(|| format!("no network of {} was left running", folder.display()))?;
	let spec = folder.join(SPEC);
	let mut nodes = Vec::new();
	for pid in processes.lines().filter_map(|line| line.parse().ok()) {
		let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
		let mut arguments = command.split(|byte| *byte == 0);
		// Another program may have the number by now.
		if arguments.any(|argument| argument == spec.as_os_str().as_encoded_bytes()) {
			nodes.push(pid);
		}
	}
	processes::end(&nodes)?;
	fs::remove_file(&list)?;
	Ok(nodes.len())
}

/// The peer identity of a development hospital, from its network key.
fn peer_id(name: &str) -> String {
	let public = <sp_core::ed25519::Pair as sp_core::Pair>::from_seed(&network_seed(name));
	let public = sp_core::Pair::public(&public);
	// The protobuf of an Ed25519 key in the identity multihash, as libp2p writes it.
	let mut id = vec![0x00, 0x24, 0x08, 0x01, 0x12, 0x20];
	id.extend_from_slice(public.as_ref());
	bs58::encode(id).into_string()
}

/// A port that nothing listens on now, and that this process gave to nobody else.
pub fn free_port() -> Result<u16> {
	loop {
		let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
		let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
		if given.insert(port) {
			return Ok(port);
		}
	}
}

/// The end of a log, for the report of a failure.
pub(crate) fn last_lines(log: &Path) -> String {
	let text = fs::read_to_string(log).unwrap_or_default();
	let lines: Vec<_> = text.lines().collect();
	lines[lines.len().saturating_sub(12)..].join("\n")
}
