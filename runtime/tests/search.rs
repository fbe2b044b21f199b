//! Encrypted search beside a search of plain keywords: whatever hospitals index, authorise, withdraw and rotate, and whoever
//! is revoked, a doctor finds the very records that a reader of all keywords would find under the rules. Tags, keys and
//! wraps are those on the chain; the view is the one that nodes keep.

mod common;

mod search {
	pub mod find;
	pub mod plain;
	pub mod world;
}

use proptest::{prelude::*, sample::select};
use search::{
	plain::{Plain, DOCTORS},
	world::{World, WORDS},
};
use std::collections::BTreeSet;

/// What happens next.
#[derive(Clone, Debug)]
enum Step {
	/// A hospital registers and indexes a record with some of the words, and others that nobody asks for.
	Index {
		hospital: usize,
		words: u16,
		others: usize,
	},
	/// A record gets other keywords.
	IndexAgain { record: usize, words: u16 },
	/// A record's tags go.
	Unindex { record: usize },
	/// A record is retired.
	Retire { record: usize },
	/// A hospital authorises another for so many blocks.
	Authorise {
		indexer: usize,
		grantee: usize,
		blocks: u32,
	},
	/// It withdraws that.
	Withdraw { indexer: usize, grantee: usize },
	/// A hospital opens another index epoch.
	Rotate { hospital: usize },
	/// A doctor is revoked.
	Revoke { doctor: usize },
	/// And restored.
	Restore { doctor: usize },
	/// Blocks pass.
	Pass { blocks: u32 },
}

fn words() -> impl Strategy<Value = u16> {
	0..(1_u16 << WORDS)
}

fn place() -> impl Strategy<Value = usize> {
	0..DOCTORS.len()
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		6 => (place(), words(), select(vec![0, 0, 40, 100]))
			.prop_map(|(hospital, words, others)| Step::Index { hospital, words, others }),
		1 => (0..20_usize, words()).prop_map(|(record, words)| Step::IndexAgain { record, words }),
		1 => (0..20_usize).prop_map(|record| Step::Unindex { record }),
		1 => (0..20_usize).prop_map(|record| Step::Retire { record }),
		4 => (place(), place(), 1..12_u32)
			.prop_map(|(indexer, grantee, blocks)| Step::Authorise { indexer, grantee, blocks }),
		2 => (place(), place()).prop_map(|(indexer, grantee)| Step::Withdraw { indexer, grantee }),
		2 => place().prop_map(|hospital| Step::Rotate { hospital }),
		1 => place().prop_map(|doctor| Step::Revoke { doctor }),
		1 => place().prop_map(|doctor| Step::Restore { doctor }),
		2 => (1..6_u32).prop_map(|blocks| Step::Pass { blocks }),
	]
}

fn carry_out(world: &mut World, plain: &mut Plain, step: &Step) {
	match *step {
		Step::Index {
			hospital,
			words,
			others,
		} => world.index(plain, hospital, words, others),
		Step::IndexAgain { record, words } => world.index_again(plain, record, words),
		Step::Unindex { record } => world.unindex(plain, record),
		Step::Retire { record } => world.retire(plain, record),
		Step::Authorise {
			indexer,
			grantee,
			blocks,
		} => world.authorise(plain, indexer, grantee, blocks),
		Step::Withdraw { indexer, grantee } => world.withdraw(plain, indexer, grantee),
		Step::Rotate { hospital } => world.rotate(plain, hospital),
		Step::Revoke { doctor } => world.revoke(plain, doctor),
		Step::Restore { doctor } => world.restore(plain, doctor),
		Step::Pass { blocks } => world.pass(blocks),
	}
}

/// Every doctor finds what a reader of all keywords would let them find.
fn all_find_the_same(world: &mut World, plain: &Plain, query: u16) {
	let now = world.now();
	for doctor in 0..DOCTORS.len() {
		let found = world.find(doctor, query);
		let expected = plain.find(doctor, query, now);
		assert_eq!(found, expected, "doctor {doctor}, query {query:b}, block {now}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 200, ..ProptestConfig::default() })]

	#[test]
	fn whatever_happens_a_doctor_finds_exactly_what_a_search_of_plain_keywords_finds(
		steps in prop::collection::vec((step(), 1..(1_u16 << WORDS)), 10..40),
	) {
		let (mut world, mut plain) = World::new();
		for (step, query) in &steps {
			carry_out(&mut world, &mut plain, step);
			all_find_the_same(&mut world, &plain, *query);
			world.kept_keys_find_nothing_later(&plain);
		}
		let everything = (1 << WORDS) - 1;
		world.rebuild();
		all_find_the_same(&mut world, &plain, everything);
		world.matches_are_proven(&plain, everything);
		world.chain.check();
	}
}

#[test]
fn a_record_indexed_after_an_authorisation_ran_out_is_out_of_reach_of_the_keys_kept_from_it() {
	let (mut world, mut plain) = World::new();
	let everything = (1 << WORDS) - 1;
	let [st_mary, charite, _] = [0, 1, 2];
	world.authorise(&mut plain, st_mary, charite, 4);
	world.index(&mut plain, st_mary, everything, 0);
	assert_eq!(world.find(charite, everything).len(), 1);
	world.pass(4);
	assert_eq!(world.find(charite, everything).len(), 0);
	// What was indexed before, its keys find for ever; what comes now is under a key that it never had.
	world.index(&mut plain, st_mary, everything, 0);
	let with_kept_keys: BTreeSet<_> = world.found_with_kept_keys(charite, everything);
	assert_eq!(with_kept_keys, BTreeSet::from([plain.records[0].id]));
	world.kept_keys_find_nothing_later(&plain);
	assert_eq!(world.find(st_mary, everything).len(), 2);
}

#[test]
fn authorisations_that_end_block_after_block_each_take_an_index_epoch() {
	let everything = (1 << WORDS) - 1;
	let [st_mary, charite, third] = [0, 1, 2];
	for first in 2..6 {
		for second in first..first + 4 {
			let (mut world, mut plain) = World::new();
			world.authorise(&mut plain, st_mary, charite, first);
			world.authorise(&mut plain, st_mary, third, second);
			world.index(&mut plain, st_mary, everything, 0);
			world.kept_keys_find_nothing_later(&plain);
			assert_eq!(world.find(st_mary, everything).len(), 1);
			world.chain.check();
		}
	}
}

#[test]
fn a_doctor_who_is_revoked_finds_nothing_and_everything_again_once_restored() {
	let (mut world, mut plain) = World::new();
	world.index(&mut plain, 0, 0b11, 40);
	assert_eq!(world.find(0, 0b1).len(), 1);
	world.revoke(&mut plain, 0);
	assert_eq!(world.find(0, 0b1).len(), 0);
	world.restore(&mut plain, 0);
	assert_eq!(world.find(0, 0b1).len(), 1);
	world.chain.check();
}
