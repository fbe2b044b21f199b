//! Custody moves between real nodes: the new custodian has all that opening takes, and the old one is not needed.

use jsonrpsee::{
	core::client::{ClientT, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use salus_tests::{
	logs::tell_nothing,
	story::{Step, Story},
	turns::turn,
};
use serde_json::{json, Value};
use std::{
	fs,
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};
use tokio::{
	io::{AsyncBufReadExt, BufReader, Lines},
	process::{Child, ChildStdout, Command},
};

/// How many files a custodian keeps of a record.
const KEPT: usize = 3;

/// What a node keeps of a record: the ciphertext, the custodian's parts, and the attestation.
fn kept(folder: &Path, record: &str) -> Vec<PathBuf> {
	let name = record.trim_start_matches("0x");
	let mut found = Vec::new();
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			found.extend(kept(&path, record));
		} else if path.file_name().is_some_and(|file| file == name) {
			found.push(path);
		}
	}
	found
}

/// Within this a line or a notification comes, though other networks start meanwhile.
const PATIENCE: Duration = Duration::from_secs(120);

/// A wallet that says something while it runs.
struct Watch {
	said: Lines<BufReader<ChildStdout>>,
	_process: Child,
}

impl Watch {
	fn start(mut wallet: Command, arguments: &[&str]) -> Self {
		let mut process = wallet.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
		Self {
			said: BufReader::new(process.stdout.take().unwrap()).lines(),
			_process: process,
		}
	}

	/// The next line, which is JSON.
	async fn line(&mut self) -> Value {
		let next = tokio::time::timeout(PATIENCE, self.said.next_line());
		let line = next.await.expect("a line in time").unwrap();
		serde_json::from_str(&line.expect("one more line")).unwrap()
	}
}

/// Follows `subscribe` with one parameter.
async fn follow(reader: &WsClient, kind: &str, filter: Value) -> Subscription<Value> {
	reader
		.subscribe(
			&format!("salus_subscribe{kind}"),
			rpc_params![filter],
			&format!("salus_unsubscribe{kind}"),
		)
		.await
		.unwrap()
}

/// The item of the next notification.
async fn next(subscription: &mut Subscription<Value>) -> Value {
	let next = tokio::time::timeout(PATIENCE, subscription.next());
	let told = next.await.expect("a notification in time").unwrap().unwrap();
	assert!(told["block"].is_string() && told["number"].is_u64(), "{told}");
	told["item"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_moves_to_another_hospital_and_opens_there_while_the_former_custodian_is_down() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut story = Story::start(folder.path(), None, None).await.unwrap();
	for step in [Step::Accredit, Step::People, Step::Epoch, Step::Seal] {
		story.tell(step).await.unwrap();
	}
	let record = story.record().to_owned();
	let world = story.world();
	let (accept, offer) = (
		["hospital", "accept", &record],
		["hospital", "transfer", &record, "--to", "karolinska"],
	);
	let not_offered = "custody of the record is not offered to this hospital";
	let receiver = world.network.node("karolinska").unwrap().folder.clone();

	let url = world.network.node("mayo").unwrap().url();
	let reader = WsClientBuilder::default().build(&url).await.unwrap();
	let before: Value = reader
		.request("salus_record", rpc_params![&record])
		.await
		.unwrap();
	let mut records = follow(&reader, "Records", Value::Null).await;

	// An offer that is withdrawn gives nothing.
	world.must("st-mary", "st-mary", &offer).await.unwrap();
	let cancel = ["hospital", "cancel-transfer", &record];
	world.must("st-mary", "st-mary", &cancel).await.unwrap();
	world.network.caught_up().await.unwrap();
	world
		.must_refuse("karolinska", "karolinska", &accept, not_offered)
		.await
		.unwrap();
	assert_eq!(kept(&receiver, &record), Vec::<PathBuf>::new());

	let offered = world.must("st-mary", "st-mary", &offer).await.unwrap();
	let scope = world
		.must("st-mary", "patient", &["patient", "list"])
		.await
		.unwrap()["records"][0]["scope"]
		.as_str()
		.unwrap()
		.to_owned();
	assert!(offered["block"].is_string());
	world.network.caught_up().await.unwrap();
	world
		.must_refuse("mayo", "mayo", &accept, not_offered)
		.await
		.unwrap();
	let taken = world.must("karolinska", "karolinska", &accept).await.unwrap();
	assert!(
		taken["block"].is_string() && taken["fetched"].as_u64() > Some(0),
		"{taken}"
	);
	assert_eq!(kept(&receiver, &record).len(), KEPT);

	// A new custodian whose disk lost the record fetches it from the former one; who has all fetches nothing.
	world.network.caught_up().await.unwrap();
	for file in kept(&receiver, &record) {
		fs::remove_file(file).unwrap();
	}
	let again = world.must("karolinska", "karolinska", &accept).await.unwrap();
	assert_eq!(again["fetched"], taken["fetched"]);
	assert_eq!(kept(&receiver, &record).len(), KEPT);
	let again = world.must("karolinska", "karolinska", &accept).await.unwrap();
	assert_eq!(again["fetched"], Value::Null);

	// Whoever follows records or the trail at a third node was told, from finalised blocks, all of it once and in order.
	let mut held = next(&mut records).await;
	while held["custodian"] == before["custodian"] {
		held = next(&mut records).await;
	}
	let shown: Value = reader
		.request("salus_record", rpc_params![&record])
		.await
		.unwrap();
	assert_eq!(held, shown);
	let trail: Value = reader
		.request("salus_accessTrail", rpc_params![Value::Null, json!(256)])
		.await
		.unwrap();
	let mut entries = follow(&reader, "Access", json!({ "from": 0 })).await;
	for entry in trail["items"].as_array().unwrap() {
		assert_eq!(next(&mut entries).await, *entry);
	}

	let authorise = ["hospital", "authorise", "charite", &scope, "--blocks", "10000"];
	world.must("karolinska", "karolinska", &authorise).await.unwrap();
	world.network.caught_up().await.unwrap();
	story.world_mut().network.nodes[0].kill().await.unwrap();
	let world = story.world();
	let (keys, out) = (
		world.file("cardiologist.keys"),
		world.file("after-the-handover.json"),
	);
	let (keys, to) = (keys.to_str().unwrap(), out.to_str().unwrap());
	let mut patient = Watch::start(
		world.wallet("mayo", "patient").unwrap(),
		&["patient", "watch", "--count", "1"],
	);
	assert!(patient.line().await["following"].is_u64());
	let open = ["doctor", "open", &record, "--keys", keys, "--out", to];
	world.must("charite", "cardiologist", &open).await.unwrap();
	let told = patient.line().await;
	assert_eq!(told["entries"][0]["record"], record.as_str(), "{told}");
	assert_eq!(patient.line().await["entries"], 1);

	// The keys of the next epoch come from the nodes of three authorities of four.
	let before: Value = reader.request("salus_epoch", rpc_params![]).await.unwrap();
	world.council(&["force-epoch"]).await.unwrap();
	let served = loop {
		let wait = ["authority", "status", "--wait"];
		let served = world.must("mayo", "//any", &wait).await.unwrap();
		if served["epoch"].as_u64() > before["epoch"].as_u64() {
			break served;
		}
		world.network.caught_up().await.unwrap();
	};
	let epoch: Value = reader.request("salus_epoch", rpc_params![]).await.unwrap();
	assert_eq!(epoch["latestComplete"], served["epoch"]);
	let sealed = fs::read(world.file("record.json")).unwrap();
	assert_eq!(fs::read(&out).unwrap(), sealed);
	tell_nothing(&story).await.unwrap();
}
