//! The demonstration is a test: every step holds, and a sabotaged one is noticed.

use salus_crypto::authority::Share;
use salus_tests::{
	dealing::SHARE_FILE,
	network::Network,
	story::{Step, Story},
};
use std::{collections::BTreeSet, fs, path::Path};

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_story_holds() {
	let folder = tempfile::tempdir().unwrap();
	let mut story = Story::start(folder.path(), None, None).await.unwrap();
	no_process_or_folder_holds_two_shares(story.network());
	story.tell_all().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_votes_of_four_accredit_nobody() {
	let folder = tempfile::tempdir().unwrap();
	let mut story = Story::start(folder.path(), None, Some(Step::Accredit))
		.await
		.unwrap();
	let error = story.tell_all().await.unwrap_err();
	assert!(!format!("{error:#}").contains("did not notice"), "{error:#}");
}

/// Each hospital's folder has one share, its own, and no file below it holds another's; each process opened its own.
fn no_process_or_folder_holds_two_shares(network: &Network) {
	let files: Vec<_> = network
		.nodes
		.iter()
		.map(|node| fs::read(node.folder.join(SHARE_FILE)).unwrap())
		.collect();
	let indices: BTreeSet<_> = files
		.iter()
		.map(|bytes| Share::from_bytes(bytes).unwrap().index())
		.collect();
	assert_eq!(indices.len(), network.nodes.len());
	for (i, node) in network.nodes.iter().enumerate() {
		for (j, other) in files.iter().enumerate().filter(|(j, _)| *j != i) {
			// The two secret scalars are the last 64 bytes of a share.
			let secrets = &other[other.len() - 64..];
			for secret in secrets.chunks(32) {
				assert!(
					!holds(&node.folder, secret),
					"{} holds a secret of authority {j}",
					node.handle
				);
			}
		}
		let arguments = fs::read(format!("/proc/{}/cmdline", node.pid().unwrap())).unwrap();
		let arguments = String::from_utf8_lossy(&arguments);
		let shares: Vec<_> = arguments
			.split('\0')
			.filter(|argument| argument.ends_with(SHARE_FILE))
			.collect();
		assert_eq!(shares, [node.folder.join(SHARE_FILE).to_str().unwrap()]);
	}
}

fn holds(folder: &Path, secret: &[u8]) -> bool {
	fs::read_dir(folder).unwrap().any(|entry| {
		let path = entry.unwrap().path();
		if path.is_dir() {
			return holds(&path, secret);
		}
		let content = fs::read(&path).unwrap_or_default();
		memchr::memmem::find(&content, secret).is_some()
	})
}
