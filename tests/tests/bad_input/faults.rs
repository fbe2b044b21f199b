//! Disks that are full or read-only, and nodes that are down.

use super::{
	ground::{code, refusal, who, Ground},
	points::{pre_decrypt, stored_header},
};
use futures::future::join_all;
use salus_tests::{network::Binaries, story::Answer};
use std::{fs, io::Write, process::Command};

const FILE: i32 = 4;
const UNREACHABLE: i32 = 6;
const REFUSED_BY_SERVICE: i32 = 7;
const CUSTODIAN_UNREACHABLE: i32 = 7404;

/// The wallet's own output: a file that exists, a folder that is none, and a full disk.
pub async fn files_of_the_wallet(ground: &Ground) {
	let existing = ground.out.join("existing");
	fs::write(&existing, b"dear").unwrap();
	let mut table = vec![
		(existing.clone(), "File exists (os error 17)"),
		(existing.join("below"), "File exists (os error 17)"),
		(
			"/proc/record.json".into(),
			"No such file or directory (os error 2)",
		),
	];
	if let Some(small) = &ground.small_store {
		fill(small.folder());
		table.push((
			small.folder().join("record.json"),
			"No space left on device (os error 28)",
		));
	}
	let mark = ground.mark().await;
	let record = ground.story.record();
	let outcomes = table.iter().map(|(file, _)| async move {
		let arguments = ["patient", "open", record, "--out", file.to_str().unwrap()];
		refusal(
			ground
				.world()
				.ask("karolinska", "patient", &arguments)
				.await
				.unwrap(),
		)
	});
	for ((file, fault), (found, message)) in table.iter().zip(join_all(outcomes).await) {
		assert_eq!(found, FILE, "{}: {message}", file.display());
		assert!(message.contains(fault), "{}: {message}", file.display());
	}
	ground.unchanged(&mark, "a file that cannot be written").await;
	assert_eq!(fs::read(existing).unwrap(), b"dear");
	if let Some(small) = &ground.small_store {
		fs::remove_file(small.folder().join(FILLER)).unwrap();
	}
}

const FILLER: &str = "filler";

/// Takes all space that is left in a folder's file system.
fn fill(folder: &std::path::Path) {
	let mut filler = fs::File::create(folder.join(FILLER)).unwrap();
	while filler.write_all(&[0; 4096]).is_ok() {}
}

/// The custodian's store is full, then read-only, then in order again.
pub async fn stores(ground: &Ground) {
	let record = ground.world().file("record.json");
	let seal = [
		"hospital",
		"seal",
		record.to_str().unwrap(),
		"--policy",
		"consortium/cardiologist",
		"--patient",
		"patient",
	];
	let refused = |expected: &'static str, by: &'static str| async move {
		let mark = ground.mark().await;
		let index = ground.next_index("st-mary").await;
		let answer = ground.world().ask("st-mary", "st-mary", &seal).await.unwrap();
		let (found, message) = refusal(answer);
		assert_eq!(found, REFUSED_BY_SERVICE, "{by}: {message}");
		assert!(message.starts_with(expected), "{by}: {message}");
		assert_eq!(ground.next_index("st-mary").await, index, "nothing was submitted");
		ground.unchanged(&mark, by).await;
	};
	match &ground.small_store {
		Some(small) => {
			fill(small.folder());
			refused(
				"the node refuses (7309): No space is left to store",
				"a full store",
			)
			.await;
			fs::remove_file(small.folder().join(FILLER)).unwrap();
			small.remount("ro");
			refused(
				"the node refuses (7310): The store cannot be written",
				"a read-only store",
			)
			.await;
			small.remount("rw");
		}
		// Without the right to mount: a store that is a file, which nobody can write below, not even root.
		None => {
			println!("no right to mount: a store that is no folder stands for a full and a read-only one");
			let store = ground
				.world()
				.network
				.node("st-mary")
				.unwrap()
				.folder
				.join("store");
			let aside = store.with_extension("aside");
			fs::rename(&store, &aside).unwrap();
			fs::create_dir(&store).unwrap();
			let mark = ground.mark().await;
			fs::remove_dir(&store).unwrap();
			fs::write(&store, b"").unwrap();
			let answer = ground.world().ask("st-mary", "st-mary", &seal).await.unwrap();
			fs::remove_file(&store).unwrap();
			fs::create_dir(&store).unwrap();
			let (found, message) = refusal(answer);
			assert_eq!(found, REFUSED_BY_SERVICE, "{message}");
			let expected = "the node refuses (7311): The store does not answer as it should";
			assert!(message.starts_with(expected), "{message}");
			ground.unchanged(&mark, "a store that is no folder").await;
			fs::remove_dir(&store).unwrap();
			fs::rename(&aside, &store).unwrap();
		}
	}
	ground.world().must("st-mary", "st-mary", &seal).await.unwrap();
}

/// Nobody listens there; the custodian loses power.
pub async fn nodes_that_are_down(ground: &mut Ground) {
	let nobody = "ws://127.0.0.1:1";
	let dead = Command::new(Binaries::find().unwrap().wallet)
		.args(["--url", nobody, "--json", "network", "status"])
		.output()
		.unwrap();
	assert_eq!(dead.status.code(), Some(UNREACHABLE));
	assert!(dead.stdout.is_empty());
	let error: serde_json::Value = serde_json::from_slice(&dead.stderr).unwrap();
	assert_eq!(error["error"], "unreachable");
	let message = error["message"].as_str().unwrap();
	assert!(
		message.starts_with(&format!("no node answers at {nobody}: ")),
		"{message}"
	);

	let header = stored_header(ground).await;
	let doctor = who("//Cardiologist");
	let key = ground.attribute_key.to_bytes();
	let request = pre_decrypt(ground, &doctor, header, key).await;
	let mark = ground.mark().await;
	let custodian = ground.world().network.node("st-mary").unwrap().url();
	ground.story.world_mut().network.nodes[0].kill().await.unwrap();

	let world = ground.world();
	let node = world.network.node("charite").unwrap().chain().await.unwrap();
	let (found, message) = code(&node, "salus_preDecrypt", vec![request]).await;
	assert_eq!(found, CUSTODIAN_UNREACHABLE, "{message}");

	let file = ground.out.join("record.json");
	let record = ground.story.record().to_owned();
	let open = ["patient", "open", &record, "--out", file.to_str().unwrap()];
	let (found, message) = refusal(world.ask("charite", "patient", &open).await.unwrap());
	assert_eq!(found, UNREACHABLE, "{message}");
	assert!(
		message.starts_with(&format!("no node answers at {custodian}: ")),
		"{message}"
	);
	assert!(!file.exists());

	// Back on its data, it serves as before.
	ground.story.world_mut().network.restart(0).await.unwrap();
	ground.chain = ground.world().network.nodes[0].chain().await.unwrap();
	ground.unchanged(&mark, "a custodian that was down").await;
	let answer = ground.world().ask("charite", "patient", &open).await.unwrap();
	assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
	assert!(file.is_file());
}
