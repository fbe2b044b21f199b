//! Against plaintext search, over random records, scopes, epochs, authorisations that end, and queries: the same records,
//! none missing, none too many, and a proof that says so.

use crate::{interests, rng, GENESIS};
use proptest::prelude::*;
use salus_crypto::{
	index::{
		prove_match, Dishonest, IndexSecret, Interest, KeyId, MasterSecret, MatchContext, Query, Record,
		Scope, Tag, Tags, WrapContext,
	},
	wrap::WrapSecret,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::LazyLock,
};

const KEYWORDS: u64 = 24;

static INTERESTS: LazyLock<Vec<Interest>> = LazyLock::new(|| interests(0..KEYWORDS));

/// What a hospital does, in the order in which it does it.
#[derive(Clone, Debug)]
enum Step {
	/// Indexes a record with these keywords under the scope's current epoch.
	Index { scope: u8, keywords: BTreeSet<u64> },
	/// Authorises the other hospital for a scope: it gets the keys up to the current epoch.
	Authorise { scope: u8 },
	/// The authorisation ends, by withdrawal or expiry: the scope goes to the next epoch.
	End { scope: u8 },
	/// The scope goes to the next epoch, and the other hospital, if authorised, is given its key.
	Rotate { scope: u8 },
	/// A record is retired.
	Retire { record: prop::sample::Index },
}

fn step() -> impl Strategy<Value = Step> {
	let scope = 0_u8..3;
	let keywords = prop::collection::btree_set(0..KEYWORDS, 0..12);
	prop_oneof![
		8 => (scope.clone(), keywords).prop_map(|(scope, keywords)| Step::Index { scope, keywords }),
		2 => scope.clone().prop_map(|scope| Step::Authorise { scope }),
		1 => scope.clone().prop_map(|scope| Step::End { scope }),
		1 => scope.prop_map(|scope| Step::Rotate { scope }),
		1 => any::<prop::sample::Index>().prop_map(|record| Step::Retire { record }),
	]
}

struct Indexed {
	record: Record,
	scope: u8,
	epoch: u32,
	keywords: BTreeSet<u64>,
	tags: Vec<Tag>,
}

/// One hospital that indexes, another that searches.
struct World {
	master: MasterSecret,
	matcher: WrapSecret,
	records: Vec<Indexed>,
	epochs: [u32; 3],
	authorised: [bool; 3],
	/// The keys that the other hospital was given and opened.
	held: BTreeMap<(u8, u32), IndexSecret>,
	drawn: u64,
}

fn scope_id(scope: u8) -> Scope {
	[scope; 16]
}

fn key_id(scope: u8, epoch: u32) -> KeyId {
	KeyId {
		indexer: 1,
		scope: scope_id(scope),
		epoch,
	}
}

impl World {
	fn new() -> Self {
		Self {
			master: MasterSecret::generate(&mut rng(1)),
			matcher: WrapSecret::generate(&mut rng(2)),
			records: Vec::new(),
			epochs: [0; 3],
			authorised: [false; 3],
			held: BTreeMap::new(),
			drawn: 0,
		}
	}

	/// Wraps the key of an epoch to the other hospital, which opens it and keeps it.
	fn give(&mut self, scope: u8, epoch: u32) {
		let context = WrapContext {
			genesis: GENESIS,
			key: key_id(scope, epoch),
			grantee: 2,
		};
		let secret = self.master.index_secret(&scope_id(scope), epoch);
		self.drawn += 1;
		let wrapped = secret
			.wrap(&self.matcher.public(), &context, &mut rng(self.drawn))
			.unwrap();
		let opened = IndexSecret::unwrap(&self.matcher, &context, &secret.public(), &wrapped).unwrap();
		self.held.insert((scope, epoch), opened);
	}

	fn take(&mut self, step: Step) {
		match step {
			Step::Index { scope, keywords } => {
				let epoch = self.epochs[usize::from(scope)];
				let mut record = [scope; 32];
				record[..8].copy_from_slice(&self.drawn.to_le_bytes());
				self.drawn += 1;
				let interests: Vec<Interest> = keywords
					.iter()
					.map(|keyword| INTERESTS[*keyword as usize].clone())
					.collect();
				let tags = self
					.master
					.tags(&scope_id(scope), epoch, &record, &interests)
					.unwrap();
				self.records.push(Indexed {
					record,
					scope,
					epoch,
					keywords,
					tags,
				});
			}
			Step::Authorise { scope } => {
				self.authorised[usize::from(scope)] = true;
				for epoch in 0..=self.epochs[usize::from(scope)] {
					self.give(scope, epoch);
				}
			}
			Step::End { scope } => {
				self.authorised[usize::from(scope)] = false;
				self.epochs[usize::from(scope)] += 1;
			}
			Step::Rotate { scope } => {
				self.epochs[usize::from(scope)] += 1;
				if self.authorised[usize::from(scope)] {
					self.give(scope, self.epochs[usize::from(scope)]);
				}
			}
			Step::Retire { record } => {
				if !self.records.is_empty() {
					let at = record.index(self.records.len());
					self.records.remove(at);
				}
			}
		}
	}

	fn rows(&self, scope: u8, epoch: u32) -> impl Iterator<Item = (&Record, Tags<'_>)> {
		self.records
			.iter()
			.filter(move |row| (row.scope, row.epoch) == (scope, epoch))
			.map(|row| (&row.record, Tags::new(&row.tags).unwrap()))
	}

	/// What a search of the keywords themselves finds under the keys that the other hospital holds.
	fn plain(&self, query: &[u64]) -> BTreeMap<Record, u32> {
		self.records
			.iter()
			.filter(|row| self.held.contains_key(&(row.scope, row.epoch)))
			.filter_map(|row| {
				let bits = (0..)
					.zip(query)
					.filter(|(_, keyword)| row.keywords.contains(keyword))
					.fold(0, |bits, (i, _)| bits | 1 << i);
				(bits != 0).then_some((row.record, bits))
			})
			.collect()
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn the_index_finds_what_a_search_of_the_keywords_finds(
		steps in prop::collection::vec(step(), 1..60),
		query in prop::collection::btree_set(0..KEYWORDS, 1..6),
	) {
		let mut world = World::new();
		for step in steps {
			world.take(step);
		}
		let query: Vec<u64> = query.into_iter().collect();
		let asked: Vec<Interest> = query.iter().map(|keyword| INTERESTS[*keyword as usize].clone()).collect();
		let plain = world.plain(&query);
		let context = MatchContext { genesis: GENESIS, matcher: 2, doctor: [3; 32], block: [4; 32] };

		let mut found = BTreeMap::new();
		for ((scope, epoch), secret) in &world.held {
			let trapdoors = asked.iter().map(|interest| secret.trapdoor(interest)).collect();
			let search = Query::new(trapdoors).unwrap();
			let mut here = BTreeMap::new();
			for (record, tags) in world.rows(*scope, *epoch) {
				let bits = search.matched(record, tags);
				prop_assert_eq!(search.matches(record, tags), bits.count_ones() as usize == query.len());
				if bits != 0 {
					here.insert(*record, bits);
				}
			}

			let id = key_id(*scope, *epoch);
			let proof = prove_match(secret, &context, &id, &asked, &mut rng(5)).unwrap();
			let public = world.master.index_secret(&id.scope, id.epoch).public();
			let verified = proof.verify(&context, &id, &public, &asked).unwrap();
			prop_assert_eq!(verified.check(world.rows(*scope, *epoch), 1, &here), Ok(()));
			// Any one that is left out is missed.
			for record in here.keys() {
				let mut less = here.clone();
				less.remove(record);
				prop_assert_eq!(
					verified.check(world.rows(*scope, *epoch), 1, &less),
					Err(Dishonest::Hidden { record: *record })
				);
			}
			found.extend(here);
		}
		prop_assert_eq!(found, plain);
	}
}
