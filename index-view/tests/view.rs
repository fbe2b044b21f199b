//! The view answers as a search of the plain sets would, whatever happens to records, folders and files.

use proptest::prelude::*;
use rand::{rngs::StdRng, seq::SliceRandom, Rng, SeedableRng};
use salus_crypto::{
	index::{IndexPoint, KeyId, Tag, Trapdoor},
	wrap::WrapSecret,
};
use salus_index_view::{Batch, Change, Entry, Head, Matched, Opened, Options, Position, View, ViewError};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

const GENESIS: [u8; 32] = [9; 32];

/// Keywords by number, as one index key has them.
struct Keywords(Vec<Trapdoor>);

impl Keywords {
	fn new(count: usize, rng: &mut StdRng) -> Self {
		// Any point is an index point.
		let trapdoor = |point: [u8; 32]| Trapdoor::new(&IndexPoint::from_bytes(&point).unwrap());
		Self(
			(0..count)
				.map(|_| trapdoor(WrapSecret::generate(rng).public()))
				.collect(),
		)
	}

	fn tags(
		&self,
		record: &[u8; 32],
		keywords: &BTreeSet<usize>,
		bucket: usize,
		rng: &mut StdRng,
	) -> Vec<Tag> {
		let mut tags: BTreeSet<Tag> = keywords.iter().map(|at| self.0[*at].tag(record)).collect();
		while tags.len() < bucket {
			tags.insert(rng.gen());
		}
		tags.into_iter().collect()
	}

	fn some(&self, which: &[usize]) -> Vec<Trapdoor> {
		which.iter().map(|at| self.0[*at].clone()).collect()
	}
}

fn key(number: u32) -> KeyId {
	KeyId {
		indexer: number % 2,
		scope: [(number / 2) as u8; 16],
		epoch: number % 3,
	}
}

fn head(number: u32) -> Option<Head> {
	Some(Head {
		number,
		hash: [number as u8; 32],
	})
}

fn options() -> Options {
	Options {
		genesis: GENESIS,
		cache_bytes: 1 << 20,
		rebuild: false,
	}
}

fn open(folder: &Path) -> (View, Opened) {
	View::open(folder, options()).unwrap()
}

fn all(view: &View, key: &KeyId, trapdoors: &[Trapdoor], least: u32) -> BTreeMap<[u8; 32], u32> {
	let hits = view.snapshot().unwrap().scan(key, trapdoors).unwrap();
	let (mut found, mut next) = (BTreeMap::new(), Some(Position::START));
	while let Some(from) = next {
		let (page, after) = hits.records(from, least, 3).unwrap();
		for Matched { record, interests } in page {
			assert_eq!(found.insert(record, interests), None, "a record stands once");
		}
		next = after;
	}
	if least == 1 {
		for at in 0..trapdoors.len() {
			let plain = found.values().filter(|bits| **bits >> at & 1 == 1).count();
			assert_eq!(hits.count(at), plain as u64);
		}
	}
	found
}

/// A view with `count` records under one key, those of even number with keyword 0.
fn filled(folder: &Path, count: u8) -> (View, Keywords) {
	let mut rng = StdRng::seed_from_u64(7);
	let keywords = Keywords::new(4, &mut rng);
	let (view, _) = open(folder);
	let entry = |number: u8| {
		let record = [number; 32];
		let has = BTreeSet::from([usize::from(number % 2)]);
		Change::Indexed(Entry {
			key: key(0),
			record,
			tags: keywords.tags(&record, &has, 32, &mut rng),
		})
	};
	view.apply(Batch {
		changes: (0..count).map(entry).collect(),
		next: u64::from(count),
		head: head(1),
	})
	.unwrap();
	(view, keywords)
}

fn even(count: u8) -> BTreeMap<[u8; 32], u32> {
	(0..count).step_by(2).map(|number| ([number; 32], 1)).collect()
}

/// The files of the building in use with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
	let inside = |path: &Path| -> Vec<PathBuf> {
		fs::read_dir(path)
			.unwrap()
			.map(|entry| entry.unwrap().path())
			.collect()
	};
	inside(tables(folder).parent().unwrap())
		.into_iter()
		.filter(|path| path.extension().is_some_and(|extension| extension == ending))
		.collect()
}

fn flip(path: &Path, at: usize) {
	let mut bytes = fs::read(path).unwrap();
	bytes[at] ^= 1;
	fs::write(path, bytes).unwrap();
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

	/// Records come, change their tags or key, and go, between searches and restarts.
	#[test]
	fn every_search_is_the_plain_one(seed: u64, small_cache: bool) {
		let mut rng = StdRng::seed_from_u64(seed);
		let folder = tempfile::tempdir().unwrap();
		let options = Options { cache_bytes: if small_cache { 300 } else { 1 << 20 }, ..options() };
		let keywords = Keywords::new(12, &mut rng);
		let mut view = View::open(folder.path(), options).unwrap().0;
		let mut plain: BTreeMap<[u8; 32], (KeyId, BTreeSet<usize>)> = BTreeMap::new();
		let mut next = 0;
		for number in 1..12 {
			let mut changes = Vec::new();
			for _ in 0..rng.gen_range(0..40) {
				let record = [rng.gen_range(0..120u8); 32];
				if rng.gen_bool(0.2) {
					plain.remove(&record);
					changes.push(Change::Removed(record));
					continue;
				}
				let has: BTreeSet<usize> = (0..12).filter(|_| rng.gen_bool(0.3)).collect();
				let key = key(rng.gen_range(0..4));
				let bucket = *[32, 64, 128].choose(&mut rng).unwrap();
				let tags = keywords.tags(&record, &has, bucket, &mut rng);
				plain.insert(record, (key, has));
				changes.push(Change::Indexed(Entry { key, record, tags }));
			}
			next += changes.len() as u64;
			view.apply(Batch { changes, next, head: head(number) }).unwrap();
			if rng.gen_bool(0.3) {
				drop(view);
				let (again, opened) = View::open(folder.path(), options).unwrap();
				prop_assert!(matches!(opened, Opened::Kept), "{opened:?}");
				prop_assert_eq!(again.progress().next, next);
				prop_assert_eq!(again.progress().head, head(number));
				view = again;
			}
			let mut which: Vec<usize> = (0..12).collect();
			which.shuffle(&mut rng);
			which.truncate(rng.gen_range(1..6));
			let least = rng.gen_range(1..=which.len() as u32);
			for key in (0..4).map(key) {
				let expected: BTreeMap<[u8; 32], u32> = plain
					.iter()
					.filter(|(_, (of, _))| *of == key)
					.map(|(record, (_, has))| {
						let bits = which.iter().enumerate().filter(|(_, at)| has.contains(*at));
						(*record, bits.fold(0, |bits, (at, _)| bits | 1 << at))
					})
					.filter(|(_, bits): &(_, u32)| bits.count_ones() >= least)
					.collect();
				prop_assert_eq!(all(&view, &key, &keywords.some(&which), least), expected);
			}
			prop_assert!(view.cached_bytes() <= options.cache_bytes);
		}
		prop_assert_eq!(view.progress().rows - view.progress().removed, plain.len() as u64);
	}
}

#[test]
fn what_many_records_have_is_found_across_blocks_of_rows() {
	let folder = tempfile::tempdir().unwrap();
	let mut rng = StdRng::seed_from_u64(1);
	let keywords = Keywords::new(3, &mut rng);
	let (view, _) = open(folder.path());
	// Keyword 0 in all, 1 in one of a hundred, 2 in one.
	let records: Vec<[u8; 32]> = (0..5_000).map(|_| rng.gen()).collect();
	for (batch, part) in records.chunks(1_500).enumerate() {
		let entry = |(at, record): (usize, &[u8; 32])| {
			let mut has = BTreeSet::from([0]);
			let at = batch * 1_500 + at;
			if at % 100 == 7 {
				has.insert(1);
			}
			if at == 4_321 {
				has.insert(2);
			}
			Change::Indexed(Entry {
				key: key(0),
				record: *record,
				tags: keywords.tags(record, &has, 64, &mut rng),
			})
		};
		view.apply(Batch {
			changes: part.iter().enumerate().map(entry).collect(),
			next: 0,
			head: head(batch as u32 + 1),
		})
		.unwrap();
		let hits = view
			.snapshot()
			.unwrap()
			.scan(&key(0), &keywords.some(&[0, 1]))
			.unwrap();
		assert_eq!(hits.count(0), view.progress().rows);
	}
	let hits = view
		.snapshot()
		.unwrap()
		.scan(&key(0), &keywords.some(&[0, 1, 2]))
		.unwrap();
	assert_eq!([0, 1, 2, 3].map(|at| hits.count(at)), [5_000, 50, 1, 0]);
	let (found, next) = hits.records(Position::START, 2, 100).unwrap();
	assert_eq!(found.len(), 51);
	assert_eq!(next, None);
	let rare: Vec<_> = found.iter().filter(|one| one.interests & 4 != 0).collect();
	assert_eq!(rare.len(), 1);
	assert_eq!(rare[0].record, records[4_321]);
}

#[test]
fn a_snapshot_stays_as_it_is_while_the_view_goes_on_and_begins_anew() {
	let folder = tempfile::tempdir().unwrap();
	let (view, keywords) = filled(folder.path(), 10);
	let before = view.snapshot().unwrap();
	view.apply(Batch {
		changes: vec![Change::Removed([2; 32])],
		next: 11,
		head: head(2),
	})
	.unwrap();
	let wanted = keywords.some(&[0]);
	assert_eq!(all(&view, &key(0), &wanted, 1).len(), 4);
	assert_eq!(before.head(), head(1).unwrap());
	assert_eq!(before.scan(&key(0), &wanted).unwrap().count(0), 5);

	view.reset().unwrap();
	assert!(view.snapshot().is_none(), "it is being built");
	assert_eq!(view.progress().next, 0);
	assert_eq!(before.scan(&key(0), &wanted).unwrap().count(0), 5);
	let building = before.building();
	drop(before);
	view.apply(Batch {
		changes: Vec::new(),
		next: 11,
		head: head(3),
	})
	.unwrap();
	let after = view.snapshot().unwrap();
	assert_ne!(after.building(), building);
	assert_eq!(after.scan(&key(0), &wanted).unwrap().count(0), 0);
	let folders = fs::read_dir(folder.path()).unwrap();
	let left = folders.filter(|entry| entry.as_ref().unwrap().path().is_dir());
	assert_eq!(left.count(), 1, "the old building went with its last reader");
}

#[test]
fn a_view_that_is_being_built_goes_on_after_a_restart_and_shows_nothing_before_its_end() {
	let folder = tempfile::tempdir().unwrap();
	let (view, keywords) = filled(folder.path(), 10);
	view.apply(Batch {
		changes: vec![Change::Removed([0; 32])],
		next: 11,
		head: None,
	})
	.unwrap();
	assert!(view.snapshot().is_none());
	drop(view);
	let (view, opened) = open(folder.path());
	assert!(matches!(opened, Opened::Kept));
	assert!(view.snapshot().is_none());
	assert_eq!(view.progress().next, 11);
	view.apply(Batch {
		changes: Vec::new(),
		next: 11,
		head: head(4),
	})
	.unwrap();
	assert_eq!(all(&view, &key(0), &keywords.some(&[0]), 1).len(), 4);
}

#[test]
fn a_view_is_built_anew_when_asked_and_on_another_chain() {
	let folder = tempfile::tempdir().unwrap();
	drop(filled(folder.path(), 4));
	let asked = Options {
		rebuild: true,
		..options()
	};
	let (view, opened) = View::open(folder.path(), asked).unwrap();
	assert!(matches!(opened, Opened::Discarded));
	assert_eq!((view.progress().rows, view.progress().head), (0, None));
	drop(view);
	drop(filled(folder.path(), 4));
	let other = Options {
		genesis: [1; 32],
		..options()
	};
	let (view, opened) = View::open(folder.path(), other).unwrap();
	assert!(matches!(opened, Opened::Damaged(_)), "{opened:?}");
	assert_eq!(view.progress().rows, 0);
}

#[test]
fn truncated_missing_and_altered_files_are_found_at_opening() {
	type Fault = fn(&Path);
	let faults: [(&str, Fault); 8] = [
		("scan", |folder| cut(&files(folder, "scan")[0])),
		("tags", |folder| cut(&files(folder, "tags")[0])),
		("no scan", |folder| {
			fs::remove_file(&files(folder, "scan")[0]).unwrap()
		}),
		("last row", |folder| {
			let path = &files(folder, "scan")[0];
			flip(path, fs::read(path).unwrap().len() - 20);
		}),
		("no tables", |folder| fs::remove_file(tables(folder)).unwrap()),
		("tables cut", |folder| {
			let path = tables(folder);
			let half = fs::metadata(&path).unwrap().len() / 2;
			let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
			file.set_len(half).unwrap();
		}),
		("tables overwritten", |folder| {
			let path = tables(folder);
			let mut bytes = fs::read(&path).unwrap();
			let from = 4096.min(bytes.len());
			bytes[from..].fill(0x5a);
			fs::write(&path, bytes).unwrap();
		}),
		("other tables", |folder| {
			fs::write(tables(folder), b"none").unwrap()
		}),
	];
	for (name, fault) in faults {
		let folder = tempfile::tempdir().unwrap();
		drop(filled(folder.path(), 10));
		fault(folder.path());
		let (view, opened) = open(folder.path());
		assert!(matches!(opened, Opened::Damaged(_)), "{name}: {opened:?}");
		assert_eq!((view.progress().next, view.progress().head), (0, None), "{name}");
		drop(view);
		// And is sound once it is built.
		let (view, keywords) = filled(folder.path(), 10);
		assert_eq!(all(&view, &key(0), &keywords.some(&[0]), 1), even(10), "{name}");
	}
}

fn cut(path: &Path) {
	let length = fs::metadata(path).unwrap().len();
	let file = fs::OpenOptions::new().write(true).open(path).unwrap();
	file.set_len(length - 1).unwrap();
}

fn tables(folder: &Path) -> PathBuf {
	let building = fs::read_dir(folder)
		.unwrap()
		.map(|entry| entry.unwrap().path())
		.find(|path| path.is_dir())
		.unwrap();
	building.join("tables")
}

#[test]
fn a_row_altered_in_the_middle_is_found_by_the_search_that_reads_it() {
	for ending in ["scan", "tags"] {
		let folder = tempfile::tempdir().unwrap();
		let (view, keywords) = filled(folder.path(), 10);
		// The first rows: not those that opening looks at.
		flip(&files(folder.path(), ending)[0], 40);
		let outcome = view.snapshot().unwrap().scan(&key(0), &keywords.some(&[0]));
		assert!(
			outcome.is_err_and(|error: ViewError| error.is_damage()),
			"{ending}"
		);
	}
}

#[test]
fn what_was_written_and_not_committed_is_no_part_of_the_view() {
	let folder = tempfile::tempdir().unwrap();
	let (view, keywords) = filled(folder.path(), 10);
	drop(view);
	for ending in ["scan", "tags"] {
		let path = &files(folder.path(), ending)[0];
		let mut bytes = fs::read(path).unwrap();
		bytes.extend_from_slice(&[7; 5_000]);
		fs::write(path, bytes).unwrap();
	}
	let (view, opened) = open(folder.path());
	assert!(matches!(opened, Opened::Kept));
	assert_eq!(all(&view, &key(0), &keywords.some(&[0]), 1), even(10));
	let record = [77; 32];
	let mut rng = StdRng::seed_from_u64(3);
	let tags = keywords.tags(&record, &BTreeSet::from([0]), 32, &mut rng);
	view.apply(Batch {
		changes: vec![Change::Indexed(Entry {
			key: key(0),
			record,
			tags,
		})],
		next: 11,
		head: head(2),
	})
	.unwrap();
	assert_eq!(all(&view, &key(0), &keywords.some(&[0]), 1).len(), 6);
}

#[test]
fn tags_that_are_no_bucket_are_refused_and_nothing_of_the_batch_is_taken() {
	let folder = tempfile::tempdir().unwrap();
	let (view, _) = filled(folder.path(), 2);
	let before = view.progress();
	let mut rng = StdRng::seed_from_u64(3);
	let mut sorted: Vec<Tag> = (0..32).map(|_| rng.gen()).collect();
	sorted.sort();
	let mut unsorted = sorted.clone();
	unsorted.swap(0, 1);
	let mut repeated = sorted.clone();
	repeated[1] = repeated[0];
	for tags in [sorted[..31].to_vec(), Vec::new(), unsorted, repeated] {
		let entry = |tags| Entry {
			key: key(0),
			record: [99; 32],
			tags,
		};
		let outcome = view.apply(Batch {
			changes: vec![Change::Removed([0; 32]), Change::Indexed(entry(tags))],
			next: 9,
			head: head(9),
		});
		assert!(matches!(outcome, Err(ViewError::Tags)));
		assert_eq!(view.progress(), before);
	}
}
