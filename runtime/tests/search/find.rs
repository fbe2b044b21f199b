//! Search as a node does it: wrapped keys and tags from the chain, trapdoors, a scan of the view; and the proof of it.

use super::{
	plain::{Plain, DOCTORS},
	world::{hits, interests, World},
};
use crate::common::account;
use rand::rngs::OsRng;
use salus_crypto::index::{
	prove_match, Dishonest, IndexSecret, Interest, KeyId, MatchContext, Tags, Trapdoor, WrapContext,
};
use salus_index_view::{Batch, Change, Entry, Head, Matched, Position};
use salus_primitives::{
	index::{IndexChange, IndexKeyId},
	page::{whole, MAX_PAGE},
	record::RecordId,
};
use salus_runtime::{EhrIndex, System};
use std::collections::{BTreeMap, BTreeSet};

/// Records of a page of hits: few, so that there are several pages.
const PAGE: usize = 3;

fn key_id(key: IndexKeyId) -> KeyId {
	KeyId {
		indexer: key.indexer,
		scope: key.scope,
		epoch: key.epoch,
	}
}

impl World {
	/// Brings the view to the last block.
	fn follow(&mut self) {
		loop {
			let from = self.view.progress().next;
			let news = self.chain.read(|| EhrIndex::api_index_changes(from, MAX_PAGE));
			let changes = news
				.changes
				.into_iter()
				.map(|change| match change {
					IndexChange::Indexed(entry) => Change::Indexed(Entry {
						key: key_id(entry.key),
						record: entry.record.0,
						tags: entry.tags,
					}),
					IndexChange::Removed { record, .. } => Change::Removed(record.0),
				})
				.collect();
			let is_last = news.next == news.length;
			let (number, hash) = self
				.chain
				.read(|| (System::block_number(), System::parent_hash().0));
			let batch = Batch {
				changes,
				next: news.next,
				head: is_last.then_some(Head { number, hash }),
			};
			self.view.apply(batch).expect("a sound view");
			if is_last {
				return;
			}
		}
	}

	/// Builds the view anew from the chain.
	pub fn rebuild(&mut self) {
		self.view.reset().expect("room for a view");
		assert!(
			self.view.snapshot().is_none(),
			"a view that is empty answers nobody"
		);
	}

	/// The index keys that a hospital may use now, unwrapped and checked.
	fn keys(&mut self, hospital: usize) -> Vec<(KeyId, IndexSecret)> {
		let id = self.hospitals[hospital].id;
		let all = whole(|page| self.chain.read(|| EhrIndex::api_wrapped_index_keys(id, page)))
			.expect("a cursor of the chain");
		let own = &self.hospitals[hospital];
		let usable: Vec<_> = all
			.into_iter()
			.filter(|key| key.live)
			.map(|info| {
				let context = WrapContext {
					genesis: self.genesis,
					key: key_id(info.key),
					grantee: id,
				};
				let secret = IndexSecret::unwrap(&own.wrap, &context, &info.point, &info.wrapped);
				(context.key, secret.expect("an honest wrap"))
			})
			.collect();
		self.hospitals[hospital].kept.extend(usable.iter().cloned());
		usable
	}

	fn scan(&self, key: &KeyId, secret: &IndexSecret, wanted: &[Interest]) -> Vec<Matched> {
		let trapdoors: Vec<Trapdoor> = wanted.iter().map(|interest| secret.trapdoor(interest)).collect();
		let snapshot = self.view.snapshot().expect("the view is built");
		let found = snapshot.scan(key, &trapdoors).expect("a sound view");
		let (mut all, mut from) = (Vec::new(), Some(Position::START));
		while let Some(position) = from {
			let (page, next) = found.records(position, 1, PAGE).expect("a sound view");
			all.extend(page);
			from = next;
		}
		all
	}

	/// What the hospital of a doctor finds: records, each with the words of the query that it has.
	pub fn find(&mut self, doctor: usize, query: u16) -> BTreeMap<RecordId, BTreeSet<usize>> {
		self.follow();
		let keys = self.keys(doctor);
		let who = account(DOCTORS[doctor]);
		let registered = self
			.chain
			.read(|| EhrIndex::api_interests(who))
			.expect("interests are set");
		if !registered.live {
			return BTreeMap::new();
		}
		let (wanted, words) = (interests(query), Vec::from_iter(hits(query)));
		for interest in &wanted {
			assert!(registered.digests.contains(&interest.digest()), "registered");
		}
		let mut all = BTreeMap::new();
		for (key, secret) in keys {
			for matched in self.scan(&key, &secret, &wanted) {
				let has = words
					.iter()
					.enumerate()
					.filter(|(place, _)| (matched.interests >> place) & 1 == 1)
					.map(|(_, word)| *word)
					.collect();
				let twice = all.insert(RecordId::from(matched.record), has);
				assert!(twice.is_none(), "a record is under one key");
			}
		}
		all
	}

	/// What a hospital finds with every index key that it ever could use, whatever the chain says.
	pub fn found_with_kept_keys(&mut self, hospital: usize, query: u16) -> BTreeSet<RecordId> {
		self.follow();
		let wanted = interests(query);
		let kept = &self.hospitals[hospital].kept;
		kept.iter()
			.flat_map(|(key, secret)| self.scan(key, secret, &wanted))
			.map(|matched| RecordId::from(matched.record))
			.collect()
	}

	/// Records that were indexed after an authorisation ended are under no key that came with it.
	pub fn kept_keys_find_nothing_later(&mut self, plain: &Plain) {
		let now = self.now();
		for (indexer, grantee, end) in plain.ended(now) {
			let own = plain.records.iter().filter(|record| record.hospital == indexer);
			for record in own.filter(|record| record.indexed) {
				let entry = self.chain.read(|| EhrIndex::api_index_entry(record.id));
				let entry = entry.expect("it is indexed");
				let is_kept = self.hospitals[grantee].kept.contains_key(&key_id(entry.key));
				assert!(
					entry.indexed_at < end || !is_kept,
					"hospital {grantee} has the key of a record indexed in block {}, authorised until {end}",
					entry.indexed_at
				);
			}
		}
	}

	/// For each key, the proof of an honest match is accepted with what was found, and not with a record left out or added.
	pub fn matches_are_proven(&mut self, plain: &Plain, query: u16) {
		self.follow();
		let wanted = interests(query);
		let block = self.chain.read(|| System::parent_hash().0);
		for (doctor, name) in DOCTORS.into_iter().enumerate() {
			let context = MatchContext {
				genesis: self.genesis,
				matcher: self.hospitals[doctor].id,
				doctor: account(name).into(),
				block,
			};
			for (key, secret) in self.keys(doctor) {
				let proof =
					prove_match(&secret, &context, &key, &wanted, &mut OsRng).expect("distinct words");
				let verified = proof
					.verify(&context, &key, &secret.public(), &wanted)
					.expect("an honest proof");
				let entries: Vec<_> = plain
					.records
					.iter()
					.filter_map(|record| self.chain.read(|| EhrIndex::api_index_entry(record.id)))
					.filter(|entry| key_id(entry.key) == key)
					.collect();
				let rows = || {
					entries.iter().map(|entry| {
						let tags = Tags::new(&entry.tags).expect("the chain checked them");
						(&entry.record.0, tags)
					})
				};
				let honest: BTreeMap<_, _> = self
					.scan(&key, &secret, &wanted)
					.into_iter()
					.map(|matched| (matched.record, matched.interests))
					.collect();
				assert_eq!(verified.check(rows(), 1, &honest), Ok(()));
				if let Some((record, _)) = honest.first_key_value() {
					let mut hidden = honest.clone();
					hidden.remove(record);
					assert_eq!(
						verified.check(rows(), 1, &hidden),
						Err(Dishonest::Hidden { record: *record })
					);
				}
				let mut invented = honest;
				invented.insert([0xff; 32], 1);
				assert_eq!(
					verified.check(rows(), 1, &invented),
					Err(Dishonest::Invented { record: [0xff; 32] })
				);
			}
		}
	}
}
