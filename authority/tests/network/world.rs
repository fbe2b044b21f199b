//! Hospitals with their keystores, and what they ask each other.

use super::chain::{account, pair, TestChain};
use salus_authority::{
	worker::Reports, AuthorityChain, Ceremonies, CeremonyStatus, EpochStatus, Epochs, Head, Holding,
	Keystore, PartialsPage, Password, PeerError, Peers, ShareError, Shares,
};
use salus_crypto::{authority::EpochCover, encoding::encode_g1, Bls};
use salus_primitives::{
	authority::{Epoch, UpdateKey},
	ceremony::CeremonyKind,
	page::whole,
	AccountId, BlockNumber,
};
use sp_core::sr25519;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::Path,
	sync::{Arc, Mutex},
};
use tempfile::TempDir;

/// Both kinds.
pub const KINDS: [CeremonyKind; 2] = CeremonyKind::ALL;

/// The other authorities' services, without a wire.
pub struct Services {
	chain: Arc<TestChain>,
	shares: Mutex<BTreeMap<AccountId, Arc<Shares>>>,
	/// Authorities that serve what their digest does not stand for.
	pub lying: Mutex<BTreeSet<AccountId>>,
	/// Where the pages began that were asked for.
	pub asked: Mutex<BTreeSet<u32>>,
}

impl Peers for Services {
	fn partials(
		&self,
		at: Head,
		authority: &AccountId,
		epoch: Epoch,
		start: u32,
		limit: u32,
	) -> Result<PartialsPage, PeerError> {
		self.asked.lock().unwrap().insert(start);
		let refused = |error: String| PeerError::Refused(error);
		let shares = self.shares.lock().unwrap().get(authority).cloned();
		let shares = shares.ok_or(PeerError::Unreachable("it is off".into()))?;
		let parameters = self
			.chain
			.parameters(at.hash)
			.unwrap()
			.ok_or_else(|| refused("no key".into()))?;
		let share = shares
			.attribute(&parameters)
			.map_err(|error| refused(error.to_string()))?;
		let held = shares
			.partials(&parameters, epoch_of(&self.chain), || {
				Ok::<_, ShareError>(cover(&self.chain))
			})
			.map_err(|error| refused(error.to_string()))?;
		if held.epoch != epoch {
			return Err(refused("another epoch".into()));
		}
		let mut partials: Vec<UpdateKey> = held
			.partials
			.iter()
			.skip(start as usize)
			.take(limit as usize)
			.map(|partial| UpdateKey::of(&partial.key))
			.collect();
		if self.lying.lock().unwrap().contains(authority) {
			let q = encode_g1::<Bls>(&salus_crypto::suite::g1::<Bls>());
			partials.iter_mut().for_each(|partial| partial.q = q);
		}
		Ok(PartialsPage {
			epoch,
			index: share.index(),
			generation: held.generation,
			ceremony: parameters.ceremony,
			partials,
		})
	}
}

/// The epoch at the finalised head.
pub fn epoch_of(chain: &TestChain) -> Epoch {
	chain.epoch(chain.finalised().hash).unwrap().epoch
}

/// The cover of the epoch.
pub fn cover(chain: &TestChain) -> EpochCover {
	let at = chain.finalised().hash;
	let info = chain.epoch(at).unwrap();
	let nodes = whole(|page| chain.cover(at, page)).unwrap();
	EpochCover {
		epoch: info.epoch,
		eras: info.oldest_era..=info.era,
		nodes: nodes.into_iter().map(Into::into).collect(),
	}
}

/// Counts what workers report.
#[derive(Default)]
pub struct Counted {
	pub bad_partials: Mutex<Vec<AccountId>>,
	pub sent: Mutex<Vec<&'static str>>,
}

impl Reports for Counted {
	fn sent(&self, call: &'static str) {
		self.sent.lock().unwrap().push(call);
	}

	fn bad_partials(&self, authority: &AccountId) {
		self.bad_partials.lock().unwrap().push(authority.clone());
	}
}

/// A hospital's node, as far as it is an authority.
pub struct Hospital {
	pub name: &'static str,
	pub folder: TempDir,
	pub online: bool,
	pub keystore: Arc<Keystore>,
	pub shares: Arc<Shares>,
	pub ceremonies: Ceremonies,
	pub epochs: Epochs,
}

pub struct World {
	pub chain: Arc<TestChain>,
	pub services: Arc<Services>,
	pub counted: Arc<Counted>,
	pub hospitals: Vec<Hospital>,
}

/// What a step of a hospital found.
pub struct Found {
	pub ceremonies: Vec<CeremonyStatus>,
	pub epoch: Option<EpochStatus>,
}

impl Found {
	pub fn holds(&self, kind: CeremonyKind) -> bool {
		self.ceremonies
			.iter()
			.any(|status| status.kind == kind && status.holding == Holding::Share)
	}
}

fn password() -> Password {
	Password::new("of a test").unwrap()
}

fn open(folder: &Path, chain: &TestChain) -> Arc<Keystore> {
	let keystore = Keystore::open(folder, chain.genesis().0, &password()).unwrap();
	keystore.clean().unwrap();
	Arc::new(keystore)
}

impl World {
	pub fn new(names: &[&'static str], refresh: BlockNumber) -> Self {
		let chain = Arc::new(TestChain::new(names, refresh));
		let services = Arc::new(Services {
			chain: chain.clone(),
			shares: Mutex::default(),
			lying: Mutex::default(),
			asked: Mutex::default(),
		});
		let mut world = Self {
			services,
			counted: Arc::default(),
			hospitals: Vec::new(),
			chain,
		};
		for &name in names {
			let folder = tempfile::tempdir().unwrap();
			let hospital = world.start(name, folder, pair(name));
			world.hospitals.push(hospital);
		}
		world
	}

	fn start(&self, name: &'static str, folder: TempDir, signer: sr25519::Pair) -> Hospital {
		let chain: Arc<dyn AuthorityChain> = self.chain.clone();
		let keystore = open(folder.path(), &self.chain);
		let shares = Arc::new(Shares::new(keystore.clone()));
		self.services
			.shares
			.lock()
			.unwrap()
			.insert(account(name), shares.clone());
		Hospital {
			name,
			folder,
			online: true,
			ceremonies: Ceremonies::new(
				chain.clone(),
				keystore.clone(),
				shares.clone(),
				signer.clone(),
				self.counted.clone(),
			),
			epochs: Epochs::new(
				chain,
				shares.clone(),
				self.services.clone(),
				signer,
				self.counted.clone(),
			),
			keystore,
			shares,
		}
	}

	/// Stops a hospital's node and starts it again: only its folder stays.
	pub fn restart(&mut self, at: usize) {
		let hospital = self.hospitals.remove(at);
		let again = self.start(hospital.name, hospital.folder, pair(hospital.name));
		self.hospitals.insert(at, again);
	}

	/// The same with an empty folder.
	pub fn lose_disk(&mut self, at: usize) {
		let hospital = self.hospitals.remove(at);
		let folder = tempfile::tempdir().unwrap();
		let again = self.start(hospital.name, folder, pair(hospital.name));
		self.hospitals.insert(at, again);
	}

	/// The node signs with another account.
	pub fn sign_with(&mut self, at: usize, signer: sr25519::Pair) {
		let hospital = self.hospitals.remove(at);
		let again = self.start(hospital.name, hospital.folder, signer);
		self.hospitals.insert(at, again);
	}

	pub fn switch(&mut self, at: usize, online: bool) {
		self.hospitals[at].online = online;
		let (name, shares) = (self.hospitals[at].name, self.hospitals[at].shares.clone());
		let mut known = self.services.shares.lock().unwrap();
		if online {
			known.insert(account(name), shares);
		} else {
			known.remove(&account(name));
		}
	}

	/// A hospital's services answer no more; its workers go on.
	pub fn hang_up(&self, at: usize) {
		let mut known = self.services.shares.lock().unwrap();
		known.remove(&account(self.hospitals[at].name));
	}

	/// Makes a block, then a step of every hospital that is on.
	pub fn block(&self) -> Vec<Found> {
		self.chain.block();
		self.step()
	}

	pub fn step(&self) -> Vec<Found> {
		self.hospitals
			.iter()
			.filter(|hospital| hospital.online)
			.map(|hospital| Found {
				ceremonies: hospital
					.ceremonies
					.step()
					.into_iter()
					.map(Result::unwrap)
					.collect(),
				epoch: hospital.epochs.step().unwrap(),
			})
			.collect()
	}

	/// Makes blocks until it is so; at most `limit`. Gives how many it took.
	pub fn until(&self, limit: u32, mut is_so: impl FnMut(&Self, &[Found]) -> bool) -> u32 {
		for count in 1..=limit {
			let found = self.block();
			if is_so(self, &found) {
				return count;
			}
		}
		panic!(
			"not within {limit} blocks: {:?}",
			KINDS.map(|kind| self.chain.round(self.chain.best(), kind))
		);
	}

	pub fn generation(&self, kind: CeremonyKind) -> Option<u32> {
		self.chain
			.sharing(self.chain.best(), kind)
			.unwrap()
			.map(|sharing| sharing.generation)
	}

	/// Whether every hospital that is on holds its shares.
	pub fn all_hold(found: &[Found]) -> bool {
		found
			.iter()
			.all(|found| KINDS.iter().all(|kind| found.holds(*kind)))
	}
}

/// Copies the files of a folder.
pub fn copy(from: &Path, to: &Path) {
	for entry in fs::read_dir(from).unwrap() {
		let entry = entry.unwrap();
		fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
	}
}
