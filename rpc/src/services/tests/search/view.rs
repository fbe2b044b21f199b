//! The view behind a search follows the finalised chain, and is built anew when it must be.

use super::{files, own_key, Search};
use crate::{errors::Cause, services::tests::world::record_id};
use salus_primitives::Hash;
use std::{
	fs,
	path::{Path, PathBuf},
};

fn flip(path: &PathBuf, at: usize) {
	let mut bytes = fs::read(path).unwrap();
	bytes[at] ^= 1;
	fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn only_what_is_final_is_found_and_changes_are_when_they_are_final() {
	let mut search = Search::filled();
	search.tag(25, 7, own_key(), &[1]);
	search.tag(26, 1, own_key(), &[1]);
	search.world.ledger.state().index.untag(27, record_id(4));
	assert_eq!(search.found(&[1], 1).await, Ok(vec![(4, vec![0]), (6, vec![0])]));
	search.finalise(25);
	assert_eq!(
		search.found(&[1], 1).await,
		Ok(vec![(4, vec![0]), (6, vec![0]), (7, vec![0])])
	);
	search.finalise(26);
	assert_eq!(
		search.found(&[0, 1], 1).await,
		Ok(vec![
			(1, vec![1]),
			(3, vec![0]),
			(4, vec![0, 1]),
			(6, vec![1]),
			(7, vec![1])
		])
	);
	search.finalise(27);
	assert_eq!(
		search.found(&[1], 1).await,
		Ok(vec![(1, vec![0]), (6, vec![0]), (7, vec![0])])
	);
}

#[tokio::test]
async fn the_view_is_kept_across_restarts_and_goes_on_where_it_was() {
	let mut search = Search::filled();
	let before = search.found(&[0, 1, 2], 1).await.unwrap();
	let reads = search.reads();
	search = search.restarted(|_| {}, |_| {});
	assert_eq!(search.found(&[0, 1, 2], 1).await, Ok(before.clone()));
	assert_eq!(search.reads(), reads, "nothing had to be read again");
	search.tag(25, 7, own_key(), &[0]);
	search.finalise(25);
	assert_eq!(search.found(&[0, 1, 2], 1).await.unwrap().len(), before.len() + 1);
	assert_eq!(search.world.services.index.progress().rows, 7);
	assert_eq!(search.world.services.index.rebuilds(), 0);
}

#[tokio::test]
async fn a_view_that_is_cut_short_altered_or_discarded_is_built_anew() {
	type Fault = fn(&Path);
	let faults: [(&str, Fault); 5] = [
		("rows cut", |folder| {
			let path = &files(folder, ".scan")[0];
			let length = fs::metadata(path).unwrap().len();
			fs::OpenOptions::new()
				.write(true)
				.open(path)
				.unwrap()
				.set_len(length - 1)
				.unwrap();
		}),
		("rows gone", |folder| {
			fs::remove_file(&files(folder, ".tags")[0]).unwrap()
		}),
		("tables cut", |folder| {
			let path = &files(folder, "tables")[0];
			let file = fs::OpenOptions::new().write(true).open(path).unwrap();
			file.set_len(5_000).unwrap();
		}),
		("tables altered", |folder| {
			let path = &files(folder, "tables")[0];
			let mut bytes = fs::read(path).unwrap();
			for byte in bytes.iter_mut().skip(4096) {
				*byte ^= 0x5a;
			}
			fs::write(path, bytes).unwrap();
		}),
		("no name", |folder| {
			fs::write(folder.join("current"), b"\xff\xfe").unwrap()
		}),
	];
	for (name, fault) in faults {
		let mut search = Search::filled();
		let before = search.found(&[0, 1, 2], 1).await.unwrap();
		search = search.restarted(fault, |_| {});
		assert_eq!(search.found(&[0, 1, 2], 1).await, Ok(before), "{name}");
	}
	let mut search = Search::filled();
	let before = search.found(&[0, 1, 2], 1).await.unwrap();
	search = search.restarted(|_| {}, |config| config.rebuild_index = true);
	assert_eq!(search.world.services.index.rebuilds(), 1);
	assert_eq!(search.found(&[0, 1, 2], 1).await, Ok(before));
}

#[tokio::test]
async fn a_row_that_is_altered_under_the_nodes_feet_is_never_searched() {
	for ending in [".scan", ".tags"] {
		let search = Search::filled();
		// One search, so that the view is built; of an interest that is asked for the first time after the fault.
		let _ = search.found(&[1], 1).await.unwrap();
		for path in search.files(ending) {
			flip(&path, 40);
		}
		let refusal = search.ask(search.asked(&[0], 1)).await.unwrap_err();
		assert_eq!(refusal.cause, Cause::IndexDamaged, "{ending}");
		assert!(refusal.retry_after.is_some());
		assert_eq!(
			search.found(&[0], 1).await,
			Ok(vec![(1, vec![0]), (3, vec![0]), (4, vec![0])]),
			"{ending}"
		);
		assert_eq!(search.world.services.index.rebuilds(), 1);
	}
}

#[tokio::test]
async fn a_view_ahead_of_the_finalised_chain_is_of_another_one() {
	let mut search = Search::filled();
	search.tag(25, 7, own_key(), &[1]);
	search.finalise(25);
	assert_eq!(search.found(&[1], 1).await.unwrap().len(), 3);
	search.finalise(24);
	assert_eq!(search.found(&[1], 1).await.unwrap().len(), 2);
	assert_eq!(search.world.services.index.rebuilds(), 1);
}

#[tokio::test]
async fn a_long_log_is_read_in_batches_and_shown_when_it_is_whole() {
	let mut search = Search::new();
	search.tag(8, 1, own_key(), &[0]);
	for number in 0..5_000 {
		let record = Hash::from_low_u64_be(number);
		search.world.ledger.state().index.untag(9, record);
	}
	search.tag(10, 2, own_key(), &[0]);
	assert_eq!(search.found(&[0], 1).await, Ok(vec![(1, vec![0]), (2, vec![0])]));
	assert_eq!(search.world.services.index.progress().next, 5_002);
	assert_eq!(search.reads(), 20);
}

#[tokio::test]
async fn what_was_searched_is_kept_in_memory() {
	let search = Search::filled();
	assert_eq!(search.world.services.index.cached_bytes(), 0);
	let _ = search.found(&[0, 1], 1).await.unwrap();
	let cached = search.world.services.index.cached_bytes();
	assert!(cached > 0);
	let _ = search.found(&[1, 0], 1).await.unwrap();
	assert_eq!(search.world.services.index.cached_bytes(), cached);
}
