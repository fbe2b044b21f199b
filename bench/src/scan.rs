//! The match over a view on disk, in a process of its own so that its memory can be measured.

use crate::{record::peak, search::interests, summary::Summary};
use cpu_time::ThreadTime;
use rand::{rngs::StdRng, Rng, SeedableRng};
use salus_crypto::index::{IndexSecret, Interest, KeyId, MasterSecret, Tag, Trapdoor, BUCKETS};
use salus_index_view::{Batch, Change, Entry, Head, Options, View};
use sha2::{Digest, Sha256};
use std::{hint::black_box, path::Path, process::Command, time::Instant};

/// The index key of all records.
pub const KEY: KeyId = KeyId {
	indexer: 1,
	scope: [5; 16],
	epoch: 0,
};
/// Interests of a search.
pub const INTERESTS: usize = 5;
/// Numbers of records.
const RECORDS: [u64; 3] = [10_000, 100_000, 1_000_000];
/// One record in so many has the interests.
const ONE_IN: u64 = 1_000;
/// The part of the records by which a view grows between two searches.
const GROWTH: u64 = 100;
/// Changes that the view takes at once.
const BATCH: u64 = 4_096;
/// What the view may keep of hits in memory.
const CACHE: usize = 64 << 20;
/// Records that another scheme is compared on.
const COMPARED: (u64, usize) = (1_000_000, 64);
/// Microseconds in a second.
const SECOND: f64 = 1e6;

/// Interests under the index key.
pub struct Query {
	/// The index secret.
	pub secret: IndexSecret,
	/// What is looked for.
	pub interests: Vec<Interest>,
	/// How it is looked for.
	pub trapdoors: Vec<Trapdoor>,
}

impl Query {
	/// The same in every process.
	pub fn new() -> Self {
		let secret = MasterSecret::from_bytes(&[7; 32]).index_secret(&KEY.scope, KEY.epoch);
		let interests = interests(INTERESTS);
		let trapdoors = interests
			.iter()
			.map(|interest| secret.trapdoor(interest))
			.collect();
		Self {
			secret,
			interests,
			trapdoors,
		}
	}

	/// Whether the record at a place has the interests.
	pub fn is_match(place: u64) -> bool {
		place % ONE_IN == 0
	}

	/// The record at a place, and its tags: those of the interests where it has them, others as random as padding.
	pub fn row(&self, place: u64, bucket: usize) -> ([u8; 32], Vec<Tag>) {
		let record: [u8; 32] = Sha256::digest(place.to_le_bytes()).into();
		let mut rng = StdRng::seed_from_u64(place);
		let mut tags: Vec<Tag> = (0..bucket).map(|_| rng.gen()).collect();
		if Self::is_match(place) {
			for (tag, trapdoor) in tags.iter_mut().zip(&self.trapdoors) {
				*tag = trapdoor.tag(&record);
			}
		}
		tags.sort_unstable();
		(record, tags)
	}

	/// Makes the view go on from one place to another.
	fn fill(&self, view: &View, from: u64, to: u64, bucket: usize) {
		let mut next = from;
		while next < to {
			let until = to.min(next + BATCH);
			let changes = (next..until)
				.map(|place| {
					let (record, tags) = self.row(place, bucket);
					Change::Indexed(Entry {
						key: KEY,
						record,
						tags,
					})
				})
				.collect();
			let head = (until == to).then_some(Head {
				number: u32::try_from(to).expect("a small number"),
				hash: [9; 32],
			});
			let batch = Batch {
				changes,
				next: until,
				head,
			};
			view.apply(batch).expect("room for the view");
			next = until;
		}
	}
}

fn open(folder: &Path) -> View {
	let options = Options {
		genesis: [1; 32],
		cache_bytes: CACHE,
		rebuild: false,
	};
	View::open(folder, options).expect("a view").0
}

/// Microseconds of processor time of a thread, and of wall, of a search; and how many records it found.
fn search(view: &View, query: &Query) -> (f64, f64, u64) {
	let (since, processor) = (Instant::now(), ThreadTime::now());
	let snapshot = view.snapshot().expect("the view is built");
	let hits = snapshot.scan(&KEY, &query.trapdoors).expect("a sound view");
	let found = black_box(hits.count(0));
	let wall = since.elapsed().as_secs_f64() * SECOND;
	let processor = processor.elapsed().as_secs_f64() * SECOND;
	for interest in 1..query.trapdoors.len() {
		assert_eq!(hits.count(interest), found, "every match has all interests");
	}
	(processor, wall, found)
}

/// What a search in a fresh process says.
struct Said {
	first: f64,
	wall: f64,
	hashes: f64,
	repeated: f64,
	grown: f64,
	peak: f64,
	cached: f64,
}

/// Measures the match at several numbers of records and sizes of buckets. Gives the time of a record where another scheme is
/// compared.
pub fn run(summary: &mut Summary) -> f64 {
	let query = Query::new();
	let mut compared = 0.0;
	for bucket in BUCKETS {
		for records in RECORDS {
			let folder = tempfile::tempdir().expect("a temporary folder");
			query.fill(&open(folder.path()), 0, records, bucket);
			let said = in_a_process(folder.path(), records, bucket);
			let name = format!("match, {records} records of {bucket} tags, {INTERESTS} interests");
			summary.beside(
				format!("{name}: first"),
				said.first,
				"us",
				"its HMACs alone",
				said.hashes,
			);
			summary.value(format!("{name}: first, wall"), said.wall, "us");
			summary.value(format!("{name}: repeated"), said.repeated, "us");
			summary.value(format!("{name}: repeated, 1 % added"), said.grown, "us");
			summary.value(format!("{name}: peak memory"), said.peak, "bytes");
			summary.value(format!("{name}: hits kept"), said.cached, "bytes");
			if (records, bucket) == COMPARED {
				compared = said.first / records as f64;
			}
		}
	}
	compared
}

fn in_a_process(folder: &Path, records: u64, bucket: usize) -> Said {
	let program = std::env::current_exe().expect("this program");
	let output = Command::new(program)
		.arg("scan")
		.arg(folder)
		.args([records.to_string(), bucket.to_string()])
		.output()
		.expect("this program runs");
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);
	let text = String::from_utf8_lossy(&output.stdout).into_owned();
	let numbers: Vec<f64> = text
		.split_whitespace()
		.map(|word| word.parse().expect("a number"))
		.collect();
	let [first, wall, hashes, repeated, grown, peak, cached] = numbers[..] else {
		panic!("unexpected: {text}")
	};
	Said {
		first,
		wall,
		hashes,
		repeated,
		grown,
		peak,
		cached,
	}
}

/// Searches a view of so many records, again, and again after it has grown. Prints what each took, and memory.
pub fn scan(folder: &Path, records: u64, bucket: usize) {
	let query = Query::new();
	let before = peak();
	let view = open(folder);
	let (first, wall, found) = search(&view, &query);
	assert_eq!(found, records.div_ceil(ONE_IN), "of {records} records");
	let (repeated, _, again) = search(&view, &query);
	assert_eq!(again, found, "a repeated search finds the same");
	// Building is not searching: its memory is not counted.
	let used = peak() - before;
	let more = records + records / GROWTH;
	query.fill(&view, records, more, bucket);
	let (grown, _, found) = search(&view, &query);
	assert_eq!(found, more.div_ceil(ONE_IN), "of {more} records");
	let hashes = hashes(&query, records);
	println!(
		"{first} {wall} {hashes} {repeated} {grown} {used} {}",
		view.cached_bytes()
	);
}

/// Microseconds of the HMACs of so many records, one an interest, of records that lie in memory.
fn hashes(query: &Query, records: u64) -> f64 {
	let ids: Vec<[u8; 32]> = (0..BATCH)
		.map(|place| Sha256::digest(place.to_le_bytes()).into())
		.collect();
	let processor = ThreadTime::now();
	let mut all = 0_u8;
	for place in 0..records {
		let record = &ids[(place % BATCH) as usize];
		Trapdoor::each_tag(&query.trapdoors, record, |_, tag| all ^= tag[0]);
	}
	black_box(all);
	processor.elapsed().as_secs_f64() * SECOND
}
