//! The subcommands of `salus-node` on a database that a real node wrote.

use salus_tests::{network::Binaries, turns::turn};
use salus_wallet::chain::Chain;
use std::{
	fs,
	path::Path,
	process::{Command, Output, Stdio},
	time::Duration,
};
use tokio::{
	io::{AsyncBufReadExt, BufReader, Lines},
	process::{Child, ChildStderr},
	time::timeout,
};

/// What a node may take to answer, and to finalise a few blocks: it compiles the runtime, beside networks that run.
const PATIENCE: Duration = Duration::from_secs(600);

fn node(arguments: &[&str]) -> Output {
	Command::new(Binaries::find().unwrap().node)
		.args(arguments)
		.output()
		.unwrap()
}

/// What a successful command wrote to its output and its log.
fn told(arguments: &[&str]) -> String {
	let output = node(arguments);
	let told = format!(
		"{}{}",
		String::from_utf8_lossy(&output.stdout),
		String::from_utf8_lossy(&output.stderr)
	);
	assert!(output.status.success(), "salus-node {arguments:?}\n{told}");
	told
}

/// A running node of one, killed at the latest when dropped. Its log is shown if the test fails.
struct Running {
	process: Child,
	chain: Chain,
}

impl Running {
	/// Starts it, and connects where it says that it answers.
	async fn start(base: &str) -> Self {
		let mut process = tokio::process::Command::new(Binaries::find().unwrap().node)
			.args(["--dev", "--base-path", base, "--rpc-port", "0"])
			.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0", "--no-prometheus"])
			.args(["--state-pruning", "archive", "--blocks-pruning", "archive"])
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			.kill_on_drop(true)
			.spawn()
			.unwrap();
		let mut log = BufReader::new(process.stderr.take().unwrap()).lines();
		let address = timeout(PATIENCE, address(&mut log)).await.unwrap();
		// A pipe that nobody reads would hold the node up.
		tokio::spawn(async move {
			while let Ok(Some(line)) = log.next_line().await {
				eprintln!("{line}");
			}
		});
		let chain = Chain::connect(&format!("ws://{address}")).await.unwrap();
		Self { process, chain }
	}

	/// Waits until block `height` is final.
	async fn finalises(&self, height: u32) {
		let finalised = timeout(PATIENCE, self.chain.wait_finalised(height)).await;
		finalised.unwrap().unwrap();
	}

	/// Stops as `systemctl stop` does: the database is closed in order.
	async fn stop(self) {
		let Self { mut process, chain } = self;
		drop(chain);
		let pid = process.id().unwrap().to_string();
		assert!(Command::new("kill")
			.args(["-TERM", &pid])
			.status()
			.unwrap()
			.success());
		assert!(process.wait().await.unwrap().success());
	}
}

/// Where a node says in its log that it answers.
async fn address(log: &mut Lines<BufReader<ChildStderr>>) -> String {
	while let Some(line) = log.next_line().await.unwrap() {
		eprintln!("{line}");
		if let Some((_, addresses)) = line.split_once("Running JSON-RPC server: addr=") {
			return addresses.split(',').next().unwrap().to_owned();
		}
	}
	panic!("the node ended before it answered");
}

/// Number of the best block in the database of the chain of this specification.
fn best(spec: &str, base: &str) -> u32 {
	let output = node(&["chain-info", "--chain", spec, "--base-path", base]);
	assert!(output.status.success());
	let info: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	info["best_number"].to_string().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_shown_exported_imported_reverted_and_purged() {
	let _turn = turn().await.unwrap();
	let outer = tempfile::tempdir().unwrap();
	let path = |name: &str| outer.path().join(name).to_str().unwrap().to_owned();
	let (old, new, file, spec) = (path("old"), path("new"), path("blocks"), path("dev.json"));
	// Raw, as an operator has it: otherwise each command computes the genesis anew.
	let raw = node(&["export-chain-spec", "--chain", "dev", "--raw"]);
	assert!(raw.status.success());
	fs::write(&spec, raw.stdout).unwrap();

	let running = Running::start(&old).await;
	running.finalises(3).await;
	running.stop().await;
	let height = best(&spec, &old);
	assert!(height >= 3);

	told(&["check-block", "--chain", &spec, "--base-path", &old, "2"]);
	told(&[
		"export-blocks",
		"--chain",
		&spec,
		"--base-path",
		&old,
		"--from",
		"1",
		"--to",
		"3",
		&file,
	]);
	told(&["import-blocks", "--chain", &spec, "--base-path", &new, &file]);
	assert_eq!(best(&spec, &new), 3);
	let state: serde_json::Value =
		serde_json::from_slice(&node(&["export-state", "--chain", &spec, "--base-path", &old, "2"]).stdout)
			.unwrap();
	assert!(state["genesis"]["raw"]["top"].as_object().unwrap().len() > 10);

	// What is final stays: going back stops there.
	told(&["revert", "--chain", &spec, "--base-path", &old, "1000"]);
	let reverted = best(&spec, &old);
	assert!((3..=height).contains(&reverted), "{reverted} of {height}");

	told(&["purge-chain", "--chain", &spec, "--base-path", &new, "-y"]);
	assert_eq!(best(&spec, &new), 0);
	let refused = node(&[
		"import-blocks",
		"--chain",
		&spec,
		"--base-path",
		&new,
		&path("absent"),
	]);
	assert!(!refused.status.success());
}

/// Puts the key that signs blocks into the keystore below `base`.
fn insert(base: &str, secret: &str) -> Output {
	node(&[
		"key",
		"insert",
		"--base-path",
		base,
		"--chain",
		"local",
		"--scheme",
		"sr25519",
		"--key-type",
		"aura",
		"--suri",
		secret,
	])
}

#[test]
fn session_keys_are_generated_inserted_and_read_back() {
	let outer = tempfile::tempdir().unwrap();
	let base = outer.path().to_str().unwrap();
	let made: serde_json::Value = serde_json::from_slice(
		&node(&["key", "generate", "--scheme", "sr25519", "--output-type", "json"]).stdout,
	)
	.unwrap();
	let phrase = made["secretPhrase"].as_str().unwrap();
	assert!(insert(base, phrase).status.success());
	let public = made["publicKey"].as_str().unwrap().trim_start_matches("0x");
	let keystore = walk(outer.path());
	// `aura` in hexadecimal, then the public key.
	assert!(keystore.contains(&format!("61757261{public}")), "{keystore:?}");
	let refused = insert(base, "not a phrase");
	assert!(!refused.status.success());
	assert_eq!(walk(outer.path()).len(), keystore.len());
}

/// Names of all files below `folder`.
fn walk(folder: &Path) -> Vec<String> {
	let mut names = Vec::new();
	for entry in fs::read_dir(folder).unwrap() {
		let entry = entry.unwrap();
		if entry.file_type().unwrap().is_dir() {
			names.extend(walk(&entry.path()));
		} else {
			names.push(entry.file_name().into_string().unwrap());
		}
	}
	names
}

#[test]
fn specifications_of_every_preset_are_printed_and_an_unknown_chain_is_refused() {
	for chain in ["dev", "local"] {
		let spec: serde_json::Value =
			serde_json::from_slice(&node(&["export-chain-spec", "--chain", chain]).stdout).unwrap();
		assert_eq!(spec["protocolId"], format!("salus-{chain}"));
		let raw: serde_json::Value =
			serde_json::from_slice(&node(&["export-chain-spec", "--chain", chain, "--raw"]).stdout).unwrap();
		assert!(raw["genesis"]["raw"]["top"].as_object().unwrap().len() > 10);
	}
	let refused = node(&["export-chain-spec", "--chain", "nowhere.json"]);
	assert!(!refused.status.success());
}
