//! The subcommands of `salus-node` on a database that a real node wrote.

use salus_tests::network::Binaries;
use salus_wallet::chain::{At, Chain};
use std::{
	fs,
	net::TcpListener,
	path::Path,
	process::{Child, Command, Output, Stdio},
	time::Duration,
};

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

/// A running node of one, stopped at the latest when dropped.
struct Running(Child);

impl Running {
	fn start(base: &str, port: u16) -> Self {
		let log = fs::File::create(Path::new(base).with_extension("log")).unwrap();
		let child = Command::new(Binaries::find().unwrap().node)
			.args(["--dev", "--base-path", base, "--rpc-port", &port.to_string()])
			.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0", "--no-prometheus"])
			.args(["--state-pruning", "archive", "--blocks-pruning", "archive"])
			.stdout(Stdio::null())
			.stderr(log)
			.spawn()
			.unwrap();
		Self(child)
	}

	/// Waits until block `height` is final.
	async fn finalises(&self, port: u16, height: u32) {
		let url = format!("ws://127.0.0.1:{port}");
		for _ in 0..600 {
			if let Ok(chain) = Chain::connect(&url).await {
				if chain
					.height(At::Finalised)
					.await
					.is_ok_and(|number| number >= height)
				{
					return;
				}
			}
			tokio::time::sleep(Duration::from_millis(200)).await;
		}
		panic!("block {height} is not final after two minutes");
	}

	/// Stops as `systemctl stop` does: the database is closed in order.
	fn stop(mut self) {
		let pid = self.0.id().to_string();
		assert!(Command::new("kill")
			.args(["-TERM", &pid])
			.status()
			.unwrap()
			.success());
		assert!(self.0.wait().unwrap().success());
	}
}

impl Drop for Running {
	fn drop(&mut self) {
		let _ = self.0.kill();
		let _ = self.0.wait();
	}
}

/// Number of the best block in the database.
fn best(base: &str) -> u32 {
	let output = node(&["chain-info", "--dev", "--base-path", base]);
	assert!(output.status.success());
	let info: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	info["best_number"].to_string().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_shown_exported_imported_reverted_and_purged() {
	let outer = tempfile::tempdir().unwrap();
	let path = |name: &str| outer.path().join(name).to_str().unwrap().to_owned();
	let (old, new, file) = (path("old"), path("new"), path("blocks"));
	let port = TcpListener::bind(("127.0.0.1", 0))
		.unwrap()
		.local_addr()
		.unwrap()
		.port();

	let running = Running::start(&old, port);
	running.finalises(port, 3).await;
	running.stop();
	let height = best(&old);
	assert!(height >= 3);

	told(&["check-block", "--dev", "--base-path", &old, "2"]);
	told(&[
		"export-blocks",
		"--dev",
		"--base-path",
		&old,
		"--from",
		"1",
		"--to",
		"3",
		&file,
	]);
	told(&["import-blocks", "--dev", "--base-path", &new, &file]);
	assert_eq!(best(&new), 3);
	let state: serde_json::Value =
		serde_json::from_slice(&node(&["export-state", "--dev", "--base-path", &old, "2"]).stdout).unwrap();
	assert!(state["genesis"]["raw"]["top"].as_object().unwrap().len() > 10);

	// What is final stays: going back stops there.
	told(&["revert", "--dev", "--base-path", &old, "1000"]);
	let reverted = best(&old);
	assert!((3..=height).contains(&reverted), "{reverted} of {height}");

	told(&["purge-chain", "--dev", "--base-path", &new, "-y"]);
	assert_eq!(best(&new), 0);
	let refused = node(&["import-blocks", "--dev", "--base-path", &new, &path("absent")]);
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
