//! Searches: exactly the records whose final tags have the doctor's interests, under the keys that the hospital may use then.

mod matches;
mod proofs;
mod view;
mod walk;

use super::{
	credentials::Keys,
	world::{generous, record_id, World, DOCTOR, OTHER, OWN, PATIENT},
};
use crate::{
	errors::{Cause, Refusal},
	json::{MatchAnswer, ProveMatchAnswer, ServiceEntriesAnswer},
	services::{Services, ServicesConfig},
	testing::{block, record, Spawner},
};
use rand::rngs::OsRng;
use salus_crypto::{
	index::{Interest, KeyId, MasterSecret, WrapContext},
	token::Token,
	wrap::WrapSecret,
};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexKeyId, InterestsInfo, WrappedIndexKeyInfo},
	request::{Match, ProveMatch, ServiceEntries},
	BlockNumber,
};
use sp_keyring::Sr25519Keyring as Keyring;
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
	sync::Arc,
};
use substrate_prometheus_endpoint::Registry;

const SCOPE: [u8; 16] = [5; 16];

/// Two hospitals' indexes, and a doctor with three interests.
pub struct Search {
	pub world: World,
	keys: Keys,
	own: MasterSecret,
	other: MasterSecret,
	tokens: Vec<[u8; 32]>,
	/// Tags by key and record, as they stand on chain.
	plain: BTreeMap<(KeyId, [u8; 32]), Vec<[u8; 16]>>,
}

fn own_key() -> KeyId {
	key(OWN, 0)
}

fn key(indexer: HospitalId, epoch: u32) -> KeyId {
	KeyId {
		indexer,
		scope: SCOPE,
		epoch,
	}
}

fn on_chain(key: KeyId) -> IndexKeyId {
	IndexKeyId {
		indexer: key.indexer,
		scope: key.scope,
		epoch: key.epoch,
	}
}

fn chain_id(key: IndexKeyId) -> KeyId {
	KeyId {
		indexer: key.indexer,
		scope: key.scope,
		epoch: key.epoch,
	}
}

fn interest(token: &[u8; 32]) -> Interest {
	Token::from_bytes(token).unwrap().interest()
}

impl Search {
	pub fn new() -> Self {
		Self::measured(None)
	}

	pub fn measured(registry: Option<&Registry>) -> Self {
		let keys = Keys::new();
		let path = keys.path();
		let world = World::measured(|config| config.issuer_keys = vec![path], registry);
		keys.register(&world);
		Self::on(world, keys)
	}

	/// In a world whose node has the keys: the own hospital's index, and the other's, which authorised it.
	pub fn on(world: World, keys: Keys) -> Self {
		// Any point is some keyword's.
		let tokens: Vec<_> = (0..3)
			.map(|_| WrapSecret::generate(&mut OsRng).public())
			.collect();
		let search = Self {
			world,
			keys,
			own: MasterSecret::generate(&mut OsRng),
			other: MasterSecret::generate(&mut OsRng),
			tokens,
			plain: BTreeMap::new(),
		};
		let mut digests: Vec<_> = search
			.tokens
			.iter()
			.map(|token| interest(token).digest())
			.collect();
		digests.sort();
		let registered = InterestsInfo {
			digests,
			epoch: 2,
			set_at: 20,
			live: true,
		};
		let mut state = search.world.ledger.state();
		state.index.interests.insert(DOCTOR.to_account_id(), registered);
		drop(state);
		search.wrap(own_key());
		search.wrap(key(OTHER, 0));
		search
	}

	fn master(&self, indexer: HospitalId) -> &MasterSecret {
		match indexer {
			OWN => &self.own,
			_ => &self.other,
		}
	}

	/// Puts a key on chain, wrapped to the own hospital, live.
	fn wrap(&self, id: KeyId) {
		let secret = self.master(id.indexer).index_secret(&id.scope, id.epoch);
		let context = WrapContext {
			genesis: block(0).0,
			key: id,
			grantee: OWN,
		};
		let wrapped = secret
			.wrap(&self.keys.file.wrap.public(), &context, &mut OsRng)
			.unwrap();
		self.wrapped(|keys| {
			keys.push(WrappedIndexKeyInfo {
				key: on_chain(id),
				point: secret.public(),
				wrapped,
				live: true,
			});
		});
	}

	fn wrapped<T>(&self, change: impl FnOnce(&mut Vec<WrappedIndexKeyInfo>) -> T) -> T {
		change(self.world.ledger.state().index.keys.entry(OWN).or_default())
	}

	/// From a block on, a record has some of the doctor's interests, and a keyword of its own.
	fn tag(&mut self, at: BlockNumber, id: u8, key: KeyId, interests: &[usize]) {
		let mut keywords = vec![interest(&WrapSecret::generate(&mut OsRng).public())];
		keywords.extend(interests.iter().map(|at| interest(&self.tokens[*at])));
		let record_hash = record_id(id);
		let master = self.master(key.indexer);
		let tags = master
			.tags(&key.scope, key.epoch, &record_hash.0, &keywords)
			.unwrap();
		self.plain.retain(|(_, record), _| *record != record_hash.0);
		self.plain.insert((key, record_hash.0), tags.clone());
		let mut state = self.world.ledger.state();
		let mut stored = record(record_hash, PATIENT.to_account_id());
		stored.custodian = key.indexer;
		state.records.insert(record_hash, stored);
		state.index.tag(at, record_hash, on_chain(key), tags);
	}

	/// Three records of either hospital, final.
	fn filled() -> Self {
		let mut search = Self::new();
		search.tag(10, 1, own_key(), &[0]);
		search.tag(11, 2, own_key(), &[]);
		search.tag(11, 3, own_key(), &[2, 0]);
		search.tag(12, 4, key(OTHER, 0), &[0, 1, 2]);
		search.tag(12, 5, key(OTHER, 0), &[]);
		search.tag(13, 6, key(OTHER, 0), &[1]);
		search
	}

	/// What a doctor asks with some of the tokens.
	pub fn asked(&self, which: &[usize], least: u8) -> Match {
		Match {
			tokens: which.iter().map(|at| self.tokens[*at]).collect(),
			least,
			cursor: None,
			limit: 256,
		}
	}

	pub fn proof_asked(&self, which: &[usize]) -> ProveMatch {
		ProveMatch {
			tokens: which.iter().map(|at| self.tokens[*at]).collect(),
			cursor: None,
			limit: 256,
		}
	}

	async fn ask(&self, body: Match) -> Result<MatchAnswer, Refusal> {
		self.world.ask("salus_match", DOCTOR, body).await
	}

	async fn prove(&self, body: ProveMatch) -> Result<ProveMatchAnswer, Refusal> {
		self.world.ask("salus_proveMatch", DOCTOR, body).await
	}

	/// Records and their interests.
	async fn found(&self, which: &[usize], least: u8) -> Result<Vec<(u8, Vec<u8>)>, Cause> {
		let answer = self.ask(self.asked(which, least)).await;
		answer
			.map(|answer| seen(&answer))
			.map_err(|refusal| refusal.cause)
	}

	async fn entries(&self, key: Keyring, from: u64) -> Result<ServiceEntriesAnswer, Refusal> {
		let body = ServiceEntries { from, limit: 64 };
		self.world.ask("salus_serviceEntries", key, body).await
	}

	/// The node stops, something happens, and it starts again.
	fn restarted(self, meanwhile: impl FnOnce(&Path), configure: impl FnOnce(&mut ServicesConfig)) -> Self {
		let Self { world, keys, .. } = self;
		let World {
			ledger,
			services,
			folder,
		} = world;
		drop(services);
		meanwhile(&folder.path().join("services/index"));
		let mut config = ServicesConfig::new("st-mary", folder.path().join("services"));
		config.limits = generous();
		config.issuer_keys = vec![keys.path()];
		configure(&mut config);
		let services = Services::open(config, ledger.clone(), Arc::new(Spawner), None).unwrap();
		Self {
			world: World {
				ledger,
				services,
				folder,
			},
			keys,
			own: self.own,
			other: self.other,
			tokens: self.tokens,
			plain: self.plain,
		}
	}

	fn finalise(&self, number: BlockNumber) {
		let mut state = self.world.ledger.state();
		state.finalised = number;
		state.best = number + 1;
	}

	fn reads(&self) -> usize {
		self.world.ledger.state().index.reads
	}

	/// The files of rows, or of tables.
	fn files(&self, ending: &str) -> Vec<PathBuf> {
		files(&self.world.folder.path().join("services/index"), ending)
	}
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
	let mut found = Vec::new();
	let mut folders = vec![folder.to_owned()];
	while let Some(folder) = folders.pop() {
		for entry in fs::read_dir(folder).unwrap() {
			let path = entry.unwrap().path();
			if path.is_dir() {
				folders.push(path);
			} else if path.to_string_lossy().ends_with(ending) {
				found.push(path);
			}
		}
	}
	found.sort();
	found
}

fn seen(answer: &MatchAnswer) -> Vec<(u8, Vec<u8>)> {
	let mut seen: Vec<_> = answer
		.items
		.iter()
		.map(|item| (item.record.0[0], item.interests.clone()))
		.collect();
	seen.sort();
	seen
}
