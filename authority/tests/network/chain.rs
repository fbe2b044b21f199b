//! The runtime in memory. Every block is final.

use codec::Encode;
use frame_support::traits::fungible::Mutate;
use salus_authority::{
	transaction::{deals_in, signed, Ground},
	AuthorityChain, Call, ChainError, Head, SubmitError,
};
use salus_primitives::{
	authority::{Epoch, EpochInfo, Node, Parameters, UpdateKey},
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, Settings, SharingInfo},
	page::{Page, PageRequest},
	token::TokenAuthority,
	AccountId, BlockNumber, Hash,
};
use salus_runtime::{
	constants::{money::SAL, time::SLOT_DURATION},
	presets, Balances, Ceremony, Executive, Header, KeyAuthority, Revocation, Runtime, RuntimeEvent,
	RuntimeGenesisConfig, System, UncheckedExtrinsic, VERSION,
};
use serde_json::{json, Value};
use sp_core::{sr25519, Pair};
use sp_runtime::{
	traits::Header as _,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	BuildStorage, Digest, DigestItem,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::{
		atomic::{AtomicBool, Ordering},
		Mutex, MutexGuard,
	},
};

/// Blocks of an epoch.
pub const EPOCH: BlockNumber = 40;

pub struct TestChain {
	inner: Mutex<Inner>,
	genesis: Hash,
	/// Whether the pool refuses everything.
	pub refuses: AtomicBool,
	/// Whether the state of past blocks is gone.
	pub prunes: AtomicBool,
	/// Whether past blocks are gone too.
	pub forgets: AtomicBool,
	/// Whether blocks are made without what waits in the pool.
	pub holds: AtomicBool,
}

struct Block {
	hash: Hash,
	body: Vec<Vec<u8>>,
	deals: Deals,
}

/// Kind, round and dealer to the deals that a block has.
type Deals = BTreeMap<(CeremonyKind, Round, u16), Vec<u8>>;

struct Inner {
	ext: sp_io::TestExternalities,
	slot: u64,
	parent: Hash,
	/// Who ever sent something.
	senders: BTreeSet<AccountId>,
	/// What waits, with who signed it.
	pool: Vec<(AccountId, UncheckedExtrinsic)>,
	events: Vec<RuntimeEvent>,
	/// Every block, with its transactions, and the deals of its state: of a past one nothing else is read.
	blocks: Vec<Block>,
}

/// The deals that the chain has now.
fn deals() -> Deals {
	CeremonyKind::ALL
		.into_iter()
		.filter_map(|kind| Ceremony::api_round(kind).or_else(|| Ceremony::api_last_round(kind)))
		.flat_map(|round| {
			let (kind, number) = (round.kind, round.round);
			round.dealers.into_iter().filter_map(move |dealer| {
				let deal = Ceremony::api_deal(kind, number, dealer.index)?;
				Some(((kind, number, dealer.index), deal))
			})
		})
		.collect()
}

/// Phases that leave every worker a block or two.
pub fn settings(refresh: BlockNumber) -> Settings<BlockNumber> {
	Settings {
		automatic: true,
		minimum: 2,
		enrol: 4,
		commit: 4,
		deal: 4,
		complain: 3,
		settle: 2,
		refresh,
		retry: 3,
	}
}

pub fn pair(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("//{name}"), None).unwrap()
}

pub fn account(name: &str) -> AccountId {
	pair(name).public().into()
}

fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		}
		(base, patch) => *base = patch,
	}
}

/// The network `local` with these hospitals accredited from the start.
fn genesis(names: &[&str], refresh: BlockNumber) -> RuntimeGenesisConfig {
	let patch = presets::get_preset(&"local_testnet".into()).unwrap();
	let mut full = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	merge(&mut full, serde_json::from_slice(&patch).unwrap());
	let mut genesis: RuntimeGenesisConfig = serde_json::from_value(full).unwrap();
	let hospitals: Vec<Value> = names
		.iter()
		.map(|name| {
			json!({
				"operator": account(name),
				"handle": name.to_lowercase(),
				"endpoint": "http://127.0.0.1:9944",
				"wrapKey": Hash::repeat_byte(1),
				"issuerPk1": format!("0x{}", "01".repeat(48)),
				"issuerPk2": format!("0x{}", "01".repeat(96)),
			})
		})
		.collect();
	genesis.hospital_registry.hospitals = serde_json::from_value(Value::Array(hospitals)).unwrap();
	for name in names {
		let account = account(name);
		genesis.balances.balances.retain(|(other, _)| *other != account);
		genesis.balances.balances.push((account, 1_000_000 * SAL));
	}
	genesis.ceremony.settings = Some(settings(refresh));
	genesis.revocation.epoch_length = EPOCH;
	genesis
}

impl TestChain {
	pub fn new(names: &[&str], refresh: BlockNumber) -> Self {
		let mut ext = sp_io::TestExternalities::new(genesis(names, refresh).build_storage().unwrap());
		let parent = ext.execute_with(|| System::block_hash(0));
		let chain = Self {
			inner: Mutex::new(Inner {
				ext,
				slot: 300_000_000,
				parent,
				senders: BTreeSet::new(),
				pool: Vec::new(),
				events: Vec::new(),
				blocks: vec![Block {
					hash: parent,
					body: Vec::new(),
					deals: Deals::new(),
				}],
			}),
			genesis: parent,
			refuses: AtomicBool::new(false),
			prunes: AtomicBool::new(false),
			forgets: AtomicBool::new(false),
			holds: AtomicBool::new(false),
		};
		chain.block();
		chain
	}

	fn inner(&self) -> MutexGuard<'_, Inner> {
		self.inner.lock().unwrap()
	}

	pub fn read<R>(&self, read: impl FnOnce() -> R) -> R {
		self.inner().ext.execute_with(read)
	}

	/// Makes a block of what waits in the pool; what no longer fits waits for the next.
	pub fn block(&self) {
		let mut inner = self.inner();
		inner.slot += 1;
		let (slot, parent) = (inner.slot, inner.parent);
		let (pool, held) = match std::mem::take(&mut inner.pool) {
			pool if self.holds.load(Ordering::Relaxed) => (Vec::new(), pool),
			pool => (pool, Vec::new()),
		};
		let mut body = Vec::new();
		let (mut left, events, parent, deals) = inner.ext.execute_with(|| {
			let digest = Digest {
				logs: vec![DigestItem::PreRuntime(
					sp_consensus_aura::AURA_ENGINE_ID,
					slot.encode(),
				)],
			};
			let number = System::block_number() + 1;
			let header = Header::new(number, Hash::default(), Hash::default(), parent, digest);
			Executive::initialize_block(&header);
			let now = pallet_timestamp::Call::<Runtime>::set {
				now: slot * SLOT_DURATION,
			};
			Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(now.into()))
				.unwrap()
				.unwrap();
			let left: Vec<_> = pool
				.into_iter()
				.filter(|(_, extrinsic)| {
					let applied = Executive::apply_extrinsic(extrinsic.clone());
					if applied.is_ok() {
						body.push(extrinsic.encode());
					}
					matches!(
						applied,
						Err(TransactionValidityError::Invalid(
							InvalidTransaction::ExhaustsResources | InvalidTransaction::Future
						))
					)
				})
				.collect();
			let events = System::events().into_iter().map(|record| record.event);
			let events: Vec<RuntimeEvent> = events.collect();
			let hash = Executive::finalize_block().hash();
			(left, events, hash, deals())
		});
		inner.parent = parent;
		inner.blocks.push(Block {
			hash: parent,
			body,
			deals,
		});
		left.extend(held);
		inner.pool = left;
		inner.events.extend(events);
	}

	/// The events of all blocks that `pick` takes.
	pub fn events<T>(&self, pick: impl FnMut(&RuntimeEvent) -> Option<T>) -> Vec<T> {
		self.inner().events.iter().filter_map(pick).collect()
	}

	/// Whether an account ever sent something.
	pub fn has_sent(&self, account: &AccountId) -> bool {
		self.inner().senders.contains(account)
	}

	pub fn height(&self) -> BlockNumber {
		self.read(System::block_number)
	}

	/// Gives an account what transactions and a bond cost.
	pub fn fund(&self, account: &AccountId) {
		self.read(|| Balances::mint_into(account, 1_000 * SAL).unwrap());
	}

	/// Checks the invariants of the pallets that hold the keys.
	pub fn check(&self) {
		self.read(|| {
			Ceremony::do_try_state().unwrap();
			KeyAuthority::do_try_state().unwrap();
		});
	}
}

impl AuthorityChain for TestChain {
	fn genesis(&self) -> Hash {
		self.genesis
	}

	fn finalised(&self) -> Head {
		let inner = self.inner();
		let hash = inner.parent;
		drop(inner);
		Head {
			hash,
			number: self.height(),
		}
	}

	fn finalised_at(&self, number: BlockNumber) -> Result<Hash, ChainError> {
		let inner = self.inner();
		let block = inner.blocks.get(number as usize).map(|block| block.hash);
		block.ok_or_else(|| ChainError("no such block".into()))
	}

	fn best(&self) -> Hash {
		self.inner().parent
	}

	fn acts_for(&self, _: Hash, account: &AccountId) -> Result<Option<AccountId>, ChainError> {
		Ok(self.read(|| Ceremony::api_acts_for(account.clone())))
	}

	fn round(
		&self,
		_: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, ChainError> {
		Ok(self.read(|| Ceremony::api_round(kind)))
	}

	fn last_round(
		&self,
		_: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, ChainError> {
		Ok(self.read(|| Ceremony::api_last_round(kind)))
	}

	fn last_failure(
		&self,
		_: Hash,
		kind: CeremonyKind,
	) -> Result<Option<FailedRound<BlockNumber>>, ChainError> {
		Ok(self.read(|| Ceremony::api_last_failure(kind)))
	}

	fn deal(
		&self,
		at: Hash,
		kind: CeremonyKind,
		round: Round,
		dealer: u16,
	) -> Result<Option<Vec<u8>>, ChainError> {
		if at != self.best() {
			if self.prunes.load(Ordering::Relaxed) {
				return Err(ChainError("the state is pruned".into()));
			}
			let inner = self.inner();
			let block = inner.blocks.iter().find(|block| block.hash == at);
			return Ok(block.and_then(|block| block.deals.get(&(kind, round, dealer)).cloned()));
		}
		Ok(self.read(|| Ceremony::api_deal(kind, round, dealer)))
	}

	fn posted_deals(
		&self,
		kind: CeremonyKind,
		round: Round,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Vec<Vec<u8>>, ChainError> {
		if self.forgets.load(Ordering::Relaxed) {
			return Err(ChainError("the blocks are pruned".into()));
		}
		let inner = self.inner();
		let blocks = inner.blocks.get(from as usize..=to as usize);
		let blocks = blocks.ok_or_else(|| ChainError("no such blocks".into()))?;
		let bodies = blocks.iter().flat_map(|block| &block.body);
		Ok(deals_in(bodies.map(Vec::as_slice), kind, round))
	}

	fn sharing(
		&self,
		_: Hash,
		kind: CeremonyKind,
	) -> Result<Option<SharingInfo<AccountId, BlockNumber>>, ChainError> {
		Ok(self.read(|| Ceremony::api_sharing(kind)))
	}

	fn parameters(&self, _: Hash) -> Result<Option<Parameters<AccountId>>, ChainError> {
		Ok(self.read(KeyAuthority::api_parameters))
	}

	fn token_authority(&self, _: Hash) -> Result<Option<TokenAuthority<AccountId>>, ChainError> {
		Ok(self.read(KeyAuthority::api_token_authority))
	}

	fn handed_on_parameters(&self, _: Hash) -> Result<Option<Parameters<AccountId>>, ChainError> {
		Ok(self.read(Ceremony::api_handed_on_parameters))
	}

	fn handed_on_token(&self, _: Hash) -> Result<Option<TokenAuthority<AccountId>>, ChainError> {
		Ok(self.read(Ceremony::api_handed_on_token))
	}

	fn epoch(&self, _: Hash) -> Result<EpochInfo<BlockNumber>, ChainError> {
		Ok(self.read(|| {
			Revocation::api_epoch(KeyAuthority::api_published(), KeyAuthority::api_latest_complete())
		}))
	}

	fn cover(&self, _: Hash, request: PageRequest) -> Result<Page<Node>, ChainError> {
		Ok(self.read(|| Revocation::api_cover(request)).unwrap())
	}

	fn update_keys(&self, _: Hash, request: PageRequest) -> Result<Page<UpdateKey>, ChainError> {
		Ok(self.read(|| KeyAuthority::api_update_keys(request)).unwrap())
	}

	fn partials_digest(
		&self,
		_: Hash,
		authority: &AccountId,
	) -> Result<Option<(Epoch, [u8; 32])>, ChainError> {
		Ok(self.read(|| KeyAuthority::api_partials_digest(authority.clone())))
	}

	fn missing_partials(&self, _: Hash) -> Result<Vec<AccountId>, ChainError> {
		Ok(self.read(KeyAuthority::api_missing_partials))
	}

	fn submit(&self, account: &sr25519::Pair, call: &Call) -> Result<(), SubmitError> {
		if self.refuses.load(Ordering::Relaxed) {
			return Err(SubmitError::Refused("by the test".into()));
		}
		let who = AccountId::from(account.public());
		let mut inner = self.inner();
		inner.senders.insert(who.clone());
		let waiting = inner.pool.iter().filter(|(signer, _)| *signer == who).count() as u32;
		let hash = inner.parent;
		let (height, nonce) = inner
			.ext
			.execute_with(|| (System::block_number(), System::account_nonce(&who)));
		let ground = Ground {
			genesis: self.genesis,
			spec_version: VERSION.spec_version,
			transaction_version: VERSION.transaction_version,
			height,
			hash,
			nonce: nonce + waiting,
		};
		let extrinsic = signed(account, call, &ground)?;
		inner.pool.push((who, extrinsic));
		Ok(())
	}
}
