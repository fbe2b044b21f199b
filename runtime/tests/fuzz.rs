//! The whole runtime, called at random: every call of every pallet, by whoever there is, with arguments that are mostly
//! valid and otherwise bent; in blocks, with sessions, elections, slashes and epochs between them.
//!
//! After every block the invariants of every pallet hold and no money has come from nowhere. At the end every call has
//! succeeded and failed. The seed is printed; `SALUS_FUZZ_SEED` repeats a run, or makes another.

mod common;

mod fuzz {
	pub mod calls;
	pub mod check;
	pub mod coverage;
	pub mod drive;
	pub mod market;
	pub mod mutate;
	pub mod secrets;
	pub mod state;
	pub mod world;
}

use fuzz::{
	calls,
	coverage::{names, NEVER_SUCCEED},
	drive::Run,
};
use std::collections::BTreeSet;

/// Calls of a run.
const CALLS: u32 = 10_000;
/// Blocks of a run: more than 220 of the shortest sessions, after which what was unbonded first is free.
const BLOCKS: u32 = 1_150;
/// At least so many of a hundred calls succeed.
const SUCCESSES: u32 = 20;
/// The seed where none is given.
const SEED: u64 = 1;

fn seed() -> u64 {
	let seed = match std::env::var("SALUS_FUZZ_SEED") {
		Ok(seed) => seed.parse().expect("SALUS_FUZZ_SEED is a number"),
		Err(_) => SEED,
	};
	println!("seed: SALUS_FUZZ_SEED={seed}");
	seed
}

/// Makes so many calls in so many blocks.
fn run(seed: u64, calls: u32, blocks: u32) -> Run {
	let mut run = Run::new(seed);
	for block in 0..blocks {
		run.block(calls * (block + 1) / blocks - calls * block / blocks);
	}
	run
}

#[test]
fn ten_thousand_random_calls_break_nothing_and_every_call_succeeds_and_fails() {
	let run = run(seed(), CALLS, BLOCKS);
	run.coverage.print();
	let (lacking, impossible) = (run.coverage.lacking(), run.coverage.impossible());
	assert!(lacking.is_empty(), "they did not do this: {lacking:?}");
	assert!(impossible.is_empty(), "they cannot succeed: {impossible:?}");
	let (made, done) = run.coverage.total();
	// Beside them each block's author sets the time.
	let (made, done) = (made - BLOCKS, done - BLOCKS);
	println!("{done} of {made} calls succeeded");
	assert_eq!(made, CALLS);
	assert!(100 * done >= SUCCESSES * made, "{done} of {made} calls succeeded");
}

#[test]
fn every_call_of_the_runtime_is_made() {
	let made: Vec<_> = calls::all()
		.into_iter()
		.map(|(pallet, call, _)| (pallet, call))
		.collect();
	let there: BTreeSet<_> = names().into_iter().collect();
	assert_eq!(made.len(), made.iter().collect::<BTreeSet<_>>().len());
	assert_eq!(made.into_iter().collect::<BTreeSet<_>>(), there);
}

#[test]
fn what_cannot_succeed_exists_and_is_named_once() {
	let named: BTreeSet<_> = NEVER_SUCCEED.iter().map(|(name, _)| *name).collect();
	assert_eq!(named.len(), NEVER_SUCCEED.len());
	assert!(named.is_subset(&names().into_iter().collect()));
	assert!(NEVER_SUCCEED.iter().all(|(_, reason)| !reason.is_empty()));
}

#[test]
fn a_seed_repeats_its_run() {
	let [first, again, other] = [7, 7, 8].map(|seed| run(seed, 200, 25).coverage);
	assert_eq!(first, again);
	assert_ne!(first, other);
}
