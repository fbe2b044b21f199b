//! The consortium governs a running network with the wallet alone.

use anyhow::{Context, Result};
use salus_primitives::BlockNumber;
use salus_tests::{
	faults::compressed,
	network::{Binaries, Network, Options},
	spec::Timing,
	throughput::node::Client,
	turns::turn,
};
use salus_wallet::chain::At;
use serde_json::Value;
use std::path::Path;
use tokio::process::Command;

async fn start(folder: &Path) -> Network {
	let options = Options {
		timing: Timing::default(),
		rpc_port: None,
		detached: false,
	};
	Network::start(folder, &Binaries::find().unwrap(), &options)
		.await
		.unwrap()
}

/// What `salus ARGUMENTS` says to a program, or its exit code and why.
async fn salus(network: &Network, arguments: &[&str]) -> Result<Result<Value, (i32, String)>> {
	let output = Command::new(&network.binaries().wallet)
		.args(["--json", "--url", &network.nodes[0].url()])
		.args(arguments)
		.output()
		.await?;
	if output.status.success() {
		return Ok(Ok(serde_json::from_slice(&output.stdout)?));
	}
	let code = output.status.code().context("the wallet was killed")?;
	Ok(Err((code, String::from_utf8_lossy(&output.stderr).into_owned())))
}

/// As [`salus`], for what must succeed.
async fn done(network: &Network, arguments: &[&str]) -> Value {
	salus(network, arguments)
		.await
		.unwrap()
		.unwrap_or_else(|(code, why)| panic!("{arguments:?}: {code}: {why}"))
}

/// As [`salus`], for what must fail with an exit code, saying something.
async fn fails(network: &Network, arguments: &[&str], code: i32, why: &str) {
	match salus(network, arguments).await.unwrap() {
		Err((found, said)) => {
			assert_eq!(found, code, "{arguments:?}: {said}");
			assert!(said.contains(why), "{arguments:?}: {said}");
		}
		Ok(value) => panic!("{arguments:?}: {value}"),
	}
}

/// Whether a value is stored.
async fn is_stored(network: &Network, pallet: &str, item: &str) -> Result<bool> {
	let key = [
		sp_io::hashing::twox_128(pallet.as_bytes()),
		sp_io::hashing::twox_128(item.as_bytes()),
	]
	.concat();
	let chain = network.nodes[0].chain().await?;
	let value: Option<u32> = chain.storage(key, At::Best).await?;
	Ok(value.is_some())
}

/// The height beyond which nothing is finalised while blocks are built: votes that were under way have arrived.
async fn where_finality_stands(network: &Network) -> Result<BlockNumber> {
	let node = Client::connect(&network.nodes[0].url()).await?;
	let mut heads = node.best_heads().await?;
	let mut finalised = node.finalised().await?;
	let mut built = 0;
	// The first head is the best block of now.
	while built <= 3 {
		heads.next().await.context("no more blocks are built")??;
		let now = node.finalised().await?;
		built = if now == finalised { built + 1 } else { 0 };
		finalised = now;
	}
	Ok(finalised)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_council_enters_the_safe_mode_by_votes_and_leaves_it_together() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let network = start(folder.path()).await;

	let proposed = done(
		&network,
		&["council", "propose", "enter-safe-mode", "--as", "//CouncilA"],
	)
	.await;
	let (hash, index) = (
		proposed["motion"].as_str().unwrap(),
		proposed["index"].to_string(),
	);
	assert_eq!(proposed["ayes"], 3);
	assert_eq!(proposed["call"], "SafeMode.force_enter");

	fails(
		&network,
		&["council", "vote", hash, &index, "--aye", "--as", "//StMary"],
		8,
		"NotMember",
	)
	.await;
	done(
		&network,
		&["council", "vote", hash, &index, "--aye", "--as", "//CouncilB"],
	)
	.await;
	// Two of four do not decide.
	fails(
		&network,
		&["council", "close", hash, &index, "--as", "//CouncilA"],
		8,
		"TooEarly",
	)
	.await;
	let listed = done(&network, &["council", "list"]).await;
	assert_eq!(listed["motions"][0]["motion"], hash);
	assert_eq!(listed["motions"][0]["ayes"].as_array().unwrap().len(), 2);
	assert_eq!(listed["motions"][0]["threshold"], 3);
	assert!(!is_stored(&network, "SafeMode", "EnteredUntil").await.unwrap());

	done(
		&network,
		&["council", "vote", hash, &index, "--aye", "--as", "//CouncilC"],
	)
	.await;
	// Anyone closes it.
	done(&network, &["council", "close", hash, &index, "--as", "//StMary"]).await;
	assert!(is_stored(&network, "SafeMode", "EnteredUntil").await.unwrap());
	assert_eq!(
		done(&network, &["council", "list"]).await["motions"],
		serde_json::json!([])
	);

	let together = ["--as", "//CouncilB", "--with", "//CouncilC", "//CouncilD"];
	done(
		&network,
		&[&["council", "propose", "exit-safe-mode"][..], &together].concat(),
	)
	.await;
	assert!(!is_stored(&network, "SafeMode", "EnteredUntil").await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runtime_that_the_council_did_not_authorise_or_that_is_not_newer_is_not_taken() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let network = start(folder.path()).await;
	let chain = network.nodes[0].chain().await.unwrap();
	let code: sp_core::Bytes = chain
		.rpc("state_getStorage", jsonrpsee::rpc_params!["0x3a636f6465"])
		.await
		.unwrap();
	let [same, long] = ["same.wasm", "long.wasm"].map(|name| folder.path().join(name));
	std::fs::write(&same, compressed(&code.0).unwrap()).unwrap();
	std::fs::write(&long, [&b"\0asm"[..], &[0; 4 << 20]].concat()).unwrap();
	let (same, long) = (same.to_str().unwrap(), long.to_str().unwrap());
	let apply = ["council", "apply-upgrade", same, "--as", "//StMary"];

	let propose_long = ["council", "propose", "upgrade", long, "--as", "//CouncilA"];
	fails(&network, &propose_long, 3, "fits in no block").await;

	fails(&network, &apply, 9, "authorised no runtime").await;
	let two = ["--as", "//CouncilA", "--with", "//CouncilB", "--ayes", "2"];
	fails(
		&network,
		&[&["council", "propose", "upgrade", same][..], &two].concat(),
		8,
		"BadOrigin",
	)
	.await;
	let three = ["--as", "//CouncilA", "--with", "//CouncilB", "//CouncilC"];
	done(
		&network,
		&[&["council", "propose", "upgrade", same][..], &three].concat(),
	)
	.await;
	// The node reads the version out of the Wasm, and it is that of the chain.
	fails(&network, &apply, 8, "SpecVersionNeedsToIncrease").await;
	fails(&network, &apply, 9, "authorised no runtime").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_committee_notes_a_stall_while_finality_stands_still() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut network = start(folder.path()).await;
	for node in &mut network.nodes[2..] {
		node.kill().await.unwrap();
	}
	let finalised = where_finality_stands(&network).await.unwrap();
	let chain = network.nodes[0].chain().await.unwrap();

	let height = finalised.to_string();
	let note = [
		"council",
		"propose",
		"note-stalled",
		"--delay",
		"1000",
		"--best-finalised",
		&height,
	];
	let together = [
		"--committee",
		"--best",
		"--as",
		"//StMary",
		"--with",
		"//Charite",
		"//Karolinska",
	];
	let said = done(&network, &[&note[..], &together].concat()).await;
	assert_eq!(said["call"], "Motion.recover(Grandpa.note_stalled)");
	assert_eq!(said["finalised"], false);
	assert!(is_stored(&network, "Grandpa", "Stalled").await.unwrap());
	assert_eq!(chain.height(At::Finalised).await.unwrap(), finalised);
}
