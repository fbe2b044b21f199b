//! Three hospitals with index keys, a doctor each, and the view of the chain's tags.

use super::plain::{Plain, PlainRecord, DOCTORS};
use crate::common::{
	account,
	people::{accredit_with, enrol, register_patient, registration, wrap_key_of, COUNCIL, HOSPITALS},
	Chain,
};
use frame_support::assert_ok;
use pallet_ehr_index::{Call as Index, Error};
use pallet_revocation::Call as Revocations;
use rand::rngs::OsRng;
use salus_crypto::{
	index::{IndexSecret, Interest, KeyId, MasterSecret, WrapContext},
	token::{deal, evaluate, Blinds, Collector, Context, Token},
	wrap::WrapSecret,
};
use salus_index_view::{Options, View};
use salus_primitives::{
	hospital::HospitalId,
	index::{Tags, WrappedIndexKey},
	record::{RecordId, Scope},
	BlockNumber,
};
use salus_runtime::{EhrIndex, Runtime, System};
use sp_core::H256;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::LazyLock,
};
use tempfile::TempDir;

/// Keywords that doctors look for.
pub const WORDS: usize = 12;
/// Keywords beside, which fill records into larger buckets.
const OTHERS: usize = 100;
const PATIENTS: [&str; 3] = ["PatientA", "PatientB", "PatientC"];

/// The tokens of all keywords, as three of four authorities make them. Dealt in this process: no chain of these tests makes
/// tokens.
static INTERESTS: LazyLock<Vec<Interest>> = LazyLock::new(|| {
	let (public, shares) = deal(3, 4, &mut OsRng).expect("3 of 4 is sound");
	let keys = public.validate().expect("just dealt");
	let context = Context {
		genesis: [1; 32],
		asker: [2; 32],
	};
	let names: Vec<String> = (0..WORDS + OTHERS).map(|i| format!("s|{i}")).collect();
	let names: Vec<&[u8]> = names.iter().map(String::as_bytes).collect();
	let blinds = Blinds::new(&names, &mut OsRng).expect("keywords");
	let mut collector = Collector::new(&keys, context, &blinds);
	for share in &shares[1..] {
		let answer = evaluate(share, &context, blinds.blinded(), &mut OsRng).expect("good points");
		collector.add(&answer).expect("an honest answer");
	}
	let tokens = collector.tokens().expect("three answers");
	tokens.iter().map(Token::interest).collect()
});

/// The places of the words in a set.
pub fn hits(words: u16) -> BTreeSet<usize> {
	(0..WORDS).filter(|word| (words >> word) & 1 == 1).collect()
}

/// The interests of a set of words, in the order of [`hits`].
pub fn interests(words: u16) -> Vec<Interest> {
	hits(words)
		.into_iter()
		.map(|word| INTERESTS[word].clone())
		.collect()
}

/// A hospital with its secrets.
pub struct Hospital {
	name: &'static str,
	pub(super) id: HospitalId,
	scope: Scope,
	master: MasterSecret,
	pub(super) wrap: WrapSecret,
	/// Every index key that it could ever use.
	pub(super) kept: BTreeMap<KeyId, IndexSecret>,
}

/// The chain, and the secrets of its hospitals.
pub struct World {
	/// The chain.
	pub chain: Chain,
	pub(super) genesis: [u8; 32],
	pub(super) hospitals: Vec<Hospital>,
	pub(super) view: View,
	_folder: TempDir,
}

fn open(folder: &TempDir, genesis: [u8; 32]) -> View {
	let options = Options {
		genesis,
		cache_bytes: 1 << 20,
		rebuild: false,
	};
	View::open(folder.path(), options).expect("a view").0
}

impl World {
	/// Accredited hospitals with a first index epoch, a patient each, and doctors interested in every word.
	pub fn new() -> (Self, Plain) {
		let mut chain = Chain::new("local_testnet");
		let genesis = chain.read(|| System::block_hash(0)).0;
		let mut hospitals = Vec::new();
		for (place, name) in HOSPITALS.into_iter().take(DOCTORS.len()).enumerate() {
			let wrap = WrapSecret::generate(&mut OsRng);
			let proven = wrap_key_of(&mut chain, name, wrap.scalar());
			let id = accredit_with(&mut chain, name, &name.to_lowercase(), proven);
			enrol(&mut chain, name, DOCTORS[place]);
			register_patient(&mut chain, name, PATIENTS[place]);
			hospitals.push(Hospital {
				name,
				id,
				scope: [place as u8 + 1; 16],
				master: MasterSecret::generate(&mut OsRng),
				wrap,
				kept: BTreeMap::new(),
			});
		}
		let mut digests: Vec<_> = INTERESTS[..WORDS].iter().map(Interest::digest).collect();
		digests.sort_unstable();
		for doctor in DOCTORS {
			let digests = digests.clone().try_into().expect("fewer than are allowed");
			assert_ok!(chain.send(doctor, Index::<Runtime>::set_interests { digests }));
		}
		let folder = tempfile::tempdir().expect("a folder");
		let mut world = Self {
			view: open(&folder, genesis),
			_folder: folder,
			chain,
			genesis,
			hospitals,
		};
		let mut plain = Plain::default();
		for hospital in 0..world.hospitals.len() {
			world.rotate(&mut plain, hospital);
		}
		(world, plain)
	}

	/// The block whose state is read.
	pub fn now(&mut self) -> BlockNumber {
		self.chain.read(System::block_number)
	}

	/// Index epochs that a hospital has opened.
	fn epochs(&mut self, hospital: usize) -> u32 {
		let (id, scope) = (self.hospitals[hospital].id, self.hospitals[hospital].scope);
		let keys = self.chain.read(|| EhrIndex::api_index_keys(id, scope));
		u32::try_from(keys.len()).expect("a small number")
	}

	/// The index key of a hospital's epoch, wrapped to another or to itself.
	fn wrapped(&self, indexer: usize, epoch: u32, grantee: usize) -> WrappedIndexKey {
		let (from, to) = (&self.hospitals[indexer], &self.hospitals[grantee]);
		let context = WrapContext {
			genesis: self.genesis,
			key: KeyId {
				indexer: from.id,
				scope: from.scope,
				epoch,
			},
			grantee: to.id,
		};
		let secret = from.master.index_secret(&from.scope, epoch);
		secret
			.wrap(&to.wrap.public(), &context, &mut OsRng)
			.expect("a good key")
	}

	/// Opens the next index epoch of a hospital.
	pub fn rotate(&mut self, plain: &mut Plain, hospital: usize) {
		let (epoch, now) = (self.epochs(hospital), self.now() + 1);
		let entitled = (0..self.hospitals.len())
			.filter(|grantee| *grantee == hospital || plain.is_authorised(hospital, *grantee, now));
		let mut rewraps: Vec<_> = entitled
			.map(|grantee| (self.hospitals[grantee].id, self.wrapped(hospital, epoch, grantee)))
			.collect();
		rewraps.sort_unstable_by_key(|(id, _)| *id);
		let own = &self.hospitals[hospital];
		let call = Index::<Runtime>::set_index_keys {
			scope: own.scope,
			point: own.master.index_secret(&own.scope, epoch).public(),
			rewraps: rewraps.try_into().expect("few"),
		};
		assert_ok!(self.chain.send(own.name, call));
		plain.over.remove(&hospital);
		plain
			.under
			.retain(|(indexer, grantee)| *indexer != hospital || plain.ends[&(*indexer, *grantee)] > now);
	}

	fn tags(&self, hospital: usize, epoch: u32, record: RecordId, words: u16, others: usize) -> Tags {
		let own = &self.hospitals[hospital];
		let mut all = interests(words);
		all.extend_from_slice(&INTERESTS[WORDS..WORDS + others]);
		let tags = own.master.tags(&own.scope, epoch, &record.0, &all);
		let tags = tags.expect("fewer than a bucket holds");
		tags.try_into().expect("a bucket")
	}

	/// Registers and indexes a record; opens another epoch first where the chain says that the current one is over.
	pub fn index(&mut self, plain: &mut Plain, hospital: usize, words: u16, others: usize) {
		let name = self.hospitals[hospital].name;
		let id = H256::from_low_u64_be(plain.records.len() as u64 + 1);
		let scope = self.hospitals[hospital].scope;
		let registration = registration(&mut self.chain, name, PATIENTS[hospital], id, scope);
		let register = Index::<Runtime>::register_record {
			record: id,
			registration,
		};
		assert_ok!(self.chain.send(name, register));
		plain.records.push(PlainRecord {
			id,
			hospital,
			words,
			others,
			indexed: false,
			retired: false,
		});
		self.tag(plain, plain.records.len() - 1);
	}

	/// Publishes the tags of a record.
	fn tag(&mut self, plain: &mut Plain, place: usize) {
		let (hospital, id) = (plain.records[place].hospital, plain.records[place].id);
		let name = self.hospitals[hospital].name;
		// Every epoch that is over takes an authorisation that has ended, and a block may end another.
		for _ in 0..=self.hospitals.len() {
			let (epoch, now) = (self.epochs(hospital) - 1, self.now() + 1);
			let (words, others) = (plain.records[place].words, plain.records[place].others);
			let tags = self.tags(hospital, epoch, id, words, others);
			let call = Index::<Runtime>::index_record {
				record: id,
				epoch,
				tags,
			};
			let outcome = self.chain.send(name, call);
			if plain.is_open(hospital, now) {
				assert_ok!(outcome);
				plain.records[place].indexed = true;
				return;
			}
			assert_eq!(outcome, Err(Error::<Runtime>::IndexEpochOver.into()));
			self.rotate(plain, hospital);
		}
		panic!("epochs are over, and no authorisation is left that could have ended");
	}

	/// Publishes other tags of a record.
	pub fn index_again(&mut self, plain: &mut Plain, record: usize, words: u16) {
		if plain.records.get(record).is_some_and(|record| !record.retired) {
			plain.records[record].words = words;
			self.tag(plain, record);
		}
	}

	/// Takes the tags of a record away.
	pub fn unindex(&mut self, plain: &mut Plain, record: usize) {
		let Some(plain) = plain.records.get_mut(record).filter(|record| record.indexed) else {
			return;
		};
		let call = Index::<Runtime>::unindex_record { record: plain.id };
		assert_ok!(self.chain.send(self.hospitals[plain.hospital].name, call));
		plain.indexed = false;
	}

	/// Retires a record.
	pub fn retire(&mut self, plain: &mut Plain, record: usize) {
		let Some(plain) = plain.records.get_mut(record).filter(|record| !record.retired) else {
			return;
		};
		let call = Index::<Runtime>::retire_record { record: plain.id };
		assert_ok!(self.chain.send(self.hospitals[plain.hospital].name, call));
		(plain.indexed, plain.retired) = (false, true);
	}

	/// Authorises a hospital for so many blocks, with the keys of all epochs.
	pub fn authorise(&mut self, plain: &mut Plain, indexer: usize, grantee: usize, blocks: u32) {
		if indexer == grantee {
			return;
		}
		let now = self.now() + 1;
		let keys: Vec<_> = (0..self.epochs(indexer))
			.map(|epoch| (epoch, self.wrapped(indexer, epoch, grantee)))
			.collect();
		let own = &self.hospitals[indexer];
		let call = Index::<Runtime>::authorise_hospital {
			grantee: self.hospitals[grantee].id,
			scope: own.scope,
			expires_at: now + blocks,
			keys: keys.try_into().expect("few epochs"),
		};
		assert_ok!(self.chain.send(own.name, call));
		let pair = (indexer, grantee);
		let had_ended = plain.under.contains(&pair) && !plain.is_authorised(indexer, grantee, now);
		if had_ended {
			plain.over.insert(indexer);
		}
		plain.under.insert(pair);
		plain.ends.insert(pair, now + blocks);
	}

	/// Withdraws an authorisation, if there is one.
	pub fn withdraw(&mut self, plain: &mut Plain, indexer: usize, grantee: usize) {
		let (id, scope) = (self.hospitals[grantee].id, self.hospitals[indexer].scope);
		let call = Index::<Runtime>::withdraw_authorisation { grantee: id, scope };
		let now = self.now() + 1;
		let outcome = self.chain.send(self.hospitals[indexer].name, call);
		let pair = (indexer, grantee);
		if outcome.is_err() {
			assert_eq!(outcome, Err(Error::<Runtime>::AuthorisationNotFound.into()));
			assert!(!plain.is_authorised(indexer, grantee, now));
			return;
		}
		if plain.under.remove(&pair) {
			plain.over.insert(indexer);
		}
		let end = plain.ends.entry(pair).or_insert(now);
		*end = now.min(*end);
	}

	/// Revokes a doctor.
	pub fn revoke(&mut self, plain: &mut Plain, doctor: usize) {
		if plain.revoked.insert(doctor) {
			let account = account(DOCTORS[doctor]);
			let call = Revocations::<Runtime>::revoke_staff { account };
			assert_ok!(self.chain.send(self.hospitals[doctor].name, call));
		}
	}

	/// The council restores a doctor.
	pub fn restore(&mut self, plain: &mut Plain, doctor: usize) {
		if plain.revoked.remove(&doctor) {
			let account = account(DOCTORS[doctor]);
			let call = Revocations::<Runtime>::restore { account };
			assert_ok!(self.chain.council(&COUNCIL[..3], call));
		}
	}

	/// Makes empty blocks.
	pub fn pass(&mut self, blocks: u32) {
		self.chain.skip(blocks);
	}
}
