//! The network that all tables share, and what must not change.

use frame_support::{StorageHasher, Twox128};
use jsonrpsee::{core::params::ArrayParams, rpc_params};
use salus_crypto::{authority::AttributeKey, Bls};
use salus_primitives::{
	hospital::HospitalInfo,
	record::{RecordId, RecordInfo},
	request::Body,
	AccountId, BlockNumber,
};
use salus_tests::{
	ceremonies::all_serve,
	story::{account, signer, Answer, Step, Story, World},
};
use salus_wallet::{
	attribute_key,
	chain::{At, Chain, ChainError, Signer},
	error::WalletError,
	patience::Patience,
	services::to_json,
};
use serde_json::Value;
use sp_core::Bytes;
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
	process::Command,
};
use tempfile::TempDir;

/// The pallets whose storage is the consortium's.
const PALLETS: [&str; 5] = [
	"HospitalRegistry",
	"KeyAuthority",
	"Ceremony",
	"Revocation",
	"EhrIndex",
];
/// Largest page of keys that a node gives.
const KEYS: u32 = 1000;

/// Four hospitals, staff, a patient, and one sealed record.
pub struct Ground {
	pub story: Story,
	/// The node of St Mary, the custodian.
	pub chain: Chain,
	pub record: RecordInfo<AccountId, BlockNumber>,
	/// St Mary and the Charité.
	pub custodian: HospitalInfo<AccountId, BlockNumber>,
	pub doctors: HospitalInfo<AccountId, BlockNumber>,
	/// The cardiologist's, for the root of the tree.
	pub attribute_key: AttributeKey<Bls>,
	/// Whether the custodian's store is a file system of its own, small enough to be filled.
	pub small_store: Option<SmallStore>,
	/// What the wallet writes goes here.
	pub out: PathBuf,
	_folder: TempDir,
}

/// What bad input must not change: the pallets' storage, and the files of nodes and wallet.
#[derive(PartialEq, Eq)]
pub struct Mark {
	state: BTreeMap<String, Value>,
	files: BTreeMap<PathBuf, u64>,
}

/// A file system in memory, where this process may mount one.
pub struct SmallStore(PathBuf);

impl SmallStore {
	/// Two MiB at `folder`.
	fn mount(folder: &Path) -> Option<Self> {
		fs::create_dir_all(folder).unwrap();
		Command::new("mount")
			.args(["-t", "tmpfs", "-o", "size=2m", "salus-test"])
			.arg(folder)
			.output()
			.ok()
			.filter(|output| output.status.success())
			.map(|_| Self(folder.to_owned()))
	}

	/// Mounts it again with other options.
	pub fn remount(&self, options: &str) {
		let output = Command::new("mount")
			.args(["-o", &format!("remount,{options}")])
			.arg(&self.0)
			.output()
			.unwrap();
		assert!(output.status.success(), "{output:?}");
	}

	pub fn folder(&self) -> &Path {
		&self.0
	}
}

impl Drop for SmallStore {
	fn drop(&mut self) {
		// Lazily: a node may have a file open.
		let _ = Command::new("umount").arg("-l").arg(&self.0).status();
	}
}

impl Ground {
	pub async fn prepare() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let small_store = SmallStore::mount(&folder.path().join("nodes/st-mary/store"));
		let mut story = Story::start(folder.path(), None, None).await.unwrap();
		// With the keys of the epoch out and every digest posted, nodes change nothing on chain by themselves.
		for step in [Step::Accredit, Step::People, Step::Epoch, Step::Seal] {
			story.tell(step).await.unwrap();
		}
		let world = story.world();
		all_serve(&world.network).await.unwrap();
		let file = world.file("cardiologist.keys");
		let enrol = ["hospital", "enrol", "//Researcher"];
		world.must("mayo", "mayo", &enrol).await.unwrap();
		world.network.caught_up().await.unwrap();

		let chain = world.network.node("st-mary").unwrap().chain().await.unwrap();
		let by_handle = |handle| chain.hospital_by_handle(handle, At::Finalised);
		let (custodian, doctors) = (by_handle("st-mary").await, by_handle("charite").await);
		let id: RecordId = story.record().parse().unwrap();
		let out = world.file("out");
		fs::create_dir(&out).unwrap();
		Self {
			record: chain.record(id, At::Finalised).await.unwrap().unwrap(),
			custodian: custodian.unwrap().unwrap(),
			doctors: doctors.unwrap().unwrap(),
			attribute_key: attribute_key::from_bytes(&fs::read(file).unwrap())
				.unwrap()
				.of_nodes
				.remove(0),
			small_store,
			out,
			chain,
			story,
			_folder: folder,
		}
	}

	pub fn world(&self) -> &World {
		self.story.world()
	}

	/// Finalised storage and files.
	pub async fn mark(&self) -> Mark {
		self.world().network.caught_up().await.unwrap();
		let at = self.chain.hash(At::Finalised).await.unwrap();
		let mut state = BTreeMap::new();
		for pallet in PALLETS {
			let prefix = Bytes(Twox128::hash(pallet.as_bytes()).to_vec());
			let mut start: Option<String> = None;
			loop {
				let page = rpc_params![&prefix, KEYS, &start, at];
				let keys: Vec<String> = self.chain.rpc("state_getKeysPaged", page).await.unwrap();
				let Some(last) = keys.last().cloned() else { break };
				let found: Value = self
					.chain
					.rpc("state_queryStorageAt", rpc_params![keys, at])
					.await
					.unwrap();
				for change in found[0]["changes"].as_array().unwrap() {
					state.insert(change[0].as_str().unwrap().to_owned(), change[1].clone());
				}
				start = Some(last);
			}
			assert!(!state.is_empty(), "{pallet} stores nothing");
		}
		let mut files = BTreeMap::new();
		for node in &self.world().network.nodes {
			list(&node.folder.join("store"), &mut files);
			let services = services_of(&node.folder.join("data")).expect("a node has services");
			for private in ["staging", "custody"] {
				list(&services.join(private), &mut files);
			}
		}
		list(&self.out, &mut files);
		Mark { state, files }
	}

	/// Nothing changed since.
	pub async fn unchanged(&self, mark: &Mark, by: &str) {
		let now = self.mark().await;
		assert_eq!(now.files, mark.files, "{by} changed files");
		let changed: Vec<_> = now
			.state
			.iter()
			.filter(|(key, value)| mark.state.get(*key) != Some(value))
			.map(|(key, _)| key)
			.collect();
		assert!(changed.is_empty(), "{by} changed the chain at {changed:?}");
		assert!(now == *mark, "{by} removed something from the chain");
	}

	/// The number of an account's next transaction, the pool included.
	pub async fn next_index(&self, who: &str) -> u32 {
		let who = account(who).unwrap().to_string();
		self.chain
			.rpc("system_accountNextIndex", rpc_params![who])
			.await
			.unwrap()
	}

	/// A request to the custodian that expires in time.
	pub async fn sign<B: Body>(&self, who: &Signer, body: B) -> Value {
		let height = self.chain.height(At::Finalised).await.unwrap();
		let genesis = self.chain.genesis();
		to_json(&who.request(genesis, self.custodian.id, height + 50, body))
	}
}

fn list(folder: &Path, files: &mut BTreeMap<PathBuf, u64>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			list(&path, files);
		} else {
			let length = fs::metadata(&path).unwrap().len();
			files.insert(path, length);
		}
	}
}

/// The services' private folder, which lies in that of the chain.
fn services_of(folder: &Path) -> Option<PathBuf> {
	let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
	for path in folders.filter(|path| path.is_dir()) {
		if path.ends_with("services") {
			return Some(path);
		}
		if let Some(found) = services_of(&path) {
			return Some(found);
		}
	}
	None
}

/// Exit code and message of a wallet that refuses.
pub fn refusal(answer: Answer) -> (i32, String) {
	match answer {
		Answer::Refused { code, message } => (code, message),
		Answer::Done(value) => panic!("not refused: {value}"),
	}
}

/// What a node answers. Asked too often it says when to come back, as it says to the wallet.
pub async fn ask(chain: &Chain, method: &str, parameters: Vec<Value>) -> Result<Value, WalletError> {
	let send = || {
		let mut all = ArrayParams::new();
		for parameter in &parameters {
			all.insert(parameter).unwrap();
		}
		chain.rpc(method, all)
	};
	Patience::default().ask(send).await
}

/// The code with which a node refuses a call.
pub async fn code(chain: &Chain, method: &str, parameters: Vec<Value>) -> (i32, String) {
	match ask(chain, method, parameters).await {
		Err(WalletError::Chain(ChainError::Refused { code, message })) => (code, message),
		other => panic!("{method} was not refused: {other:?}"),
	}
}

/// Whoever signs for a hospital or a person of the genesis.
pub fn who(uri: &str) -> Signer {
	signer(uri).unwrap()
}
