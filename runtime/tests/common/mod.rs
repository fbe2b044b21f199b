//! A chain in memory: genesis of a preset, then blocks of signed transactions through [`Executive`].

// Each test file uses its part.
#![allow(dead_code, missing_docs)]

pub mod ceremony;
pub mod epochs;
pub mod government;
pub mod people;
pub mod sessions;

use codec::Encode;
use frame_support::{
	dispatch::GetDispatchInfo,
	instances::{Instance1, Instance2},
};
use salus_runtime::{
	constants::time::SLOT_DURATION, extensions, presets, presets::accounts::Keyring, AccountId, Authorship,
	Balance, Balances, BlockNumber, Cases, Ceremony, EhrIndex, Executive, Hash, Header, HospitalRegistry,
	KeyAuthority, Research, Revocation, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, Session,
	SignedPayload, System, TradeEscrow, UncheckedExtrinsic, ValidatorStaking,
};
use serde_json::Value;
use sp_core::{sr25519, storage::Storage, Pair};
use sp_runtime::{
	generic::Era,
	traits::{Hash as _, Header as _, One},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	BuildStorage, Digest, DigestItem, DispatchResult, MultiSignature,
};

/// Fills the gaps of `patch` from `base`, as the node does with a preset.
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

/// The genesis of a preset.
pub fn genesis(preset: &str) -> RuntimeGenesisConfig {
	let patch = presets::get_preset(&preset.into()).expect("the preset exists");
	let patch = serde_json::from_slice(&patch).expect("a preset is JSON");
	let mut full = serde_json::to_value(RuntimeGenesisConfig::default()).expect("genesis is JSON");
	merge(&mut full, patch);
	serde_json::from_value(full).expect("a preset patches genesis")
}

/// The account `//name`.
pub fn account(name: &str) -> AccountId {
	Keyring::new()
		.and_then(|keys| keys.account(name))
		.expect("any name derives")
}

/// The secret of `//name`.
pub fn secret(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("//{name}"), None).expect("any name derives")
}

/// A chain, and the secrets of its people.
pub struct Chain {
	ext: sp_io::TestExternalities,
	slot: u64,
	parent: Hash,
}

impl Chain {
	pub fn new(preset: &str) -> Self {
		Self::from_genesis(&genesis(preset))
	}

	pub fn from_genesis(genesis: &RuntimeGenesisConfig) -> Self {
		Self::from_storage(genesis.build_storage().expect("genesis builds"))
	}

	/// A chain whose genesis has been built.
	pub fn from_storage(storage: Storage) -> Self {
		let mut ext = sp_io::TestExternalities::new(storage);
		let parent = ext.execute_with(|| System::block_hash(0));
		let mut chain = Self {
			ext,
			slot: 300_000_000,
			parent,
		};
		chain.block(Vec::new());
		chain
	}

	/// Reads the state.
	pub fn read<R>(&mut self, read: impl FnOnce() -> R) -> R {
		self.ext.execute_with(read)
	}

	/// Whether a slot belongs to a disabled validator: it passes without a block.
	fn is_lost(&mut self, slot: u64) -> bool {
		self.read(|| {
			pallet_aura::Pallet::<Runtime>::slot_author_index(slot.into())
				.is_some_and(|index| Session::disabled_validators().contains(&index))
		})
	}

	/// Begins a block and sets its time. Transactions go in through [`Self::read`].
	pub fn open_block(&mut self) {
		self.slot += 1;
		while self.is_lost(self.slot) {
			self.slot += 1;
		}
		let (slot, parent) = (self.slot, self.parent);
		self.ext.execute_with(|| {
			let number = System::block_number() + BlockNumber::one();
			let digest = Digest {
				logs: vec![DigestItem::PreRuntime(
					sp_consensus_aura::AURA_ENGINE_ID,
					slot.encode(),
				)],
			};
			let header = Header::new(number, Default::default(), Default::default(), parent, digest);
			Executive::initialize_block(&header);
			let now = pallet_timestamp::Call::set {
				now: slot * SLOT_DURATION,
			};
			Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(now.into()))
				.expect("the inherent is valid")
				.expect("the time is set");
		});
	}

	/// Ends the block.
	pub fn close_block(&mut self) {
		self.parent = self.ext.execute_with(|| Executive::finalize_block().hash());
	}

	/// Makes an empty block, and says who authored it.
	pub fn author_of_next_block(&mut self) -> Option<AccountId> {
		self.open_block();
		let author = self.read(Authorship::author);
		self.close_block();
		author
	}

	/// Lets a slot pass without a block.
	pub fn pass_slot(&mut self) {
		self.slot += 1;
	}

	/// The slot of the next block.
	pub fn next_slot(&self) -> u64 {
		self.slot + 1
	}

	/// Makes a block with an unsigned transaction.
	pub fn bare(&mut self, call: RuntimeCall) -> Result<DispatchResult, TransactionValidityError> {
		self.open_block();
		let result = self
			.ext
			.execute_with(|| Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(call)));
		self.close_block();
		result
	}

	/// Makes one block with a transaction of each (name, call), and says how each ended.
	pub fn block(
		&mut self,
		calls: Vec<(&str, RuntimeCall)>,
	) -> Vec<Result<DispatchResult, TransactionValidityError>> {
		self.open_block();
		let results = calls
			.into_iter()
			.map(|(name, call)| {
				self.ext
					.execute_with(|| Executive::apply_extrinsic(signed(name, call)))
			})
			.collect();
		self.close_block();
		results
	}

	/// Makes a block with one transaction, which must be valid, and says how it ended.
	pub fn send(&mut self, name: &str, call: impl Into<RuntimeCall>) -> DispatchResult {
		let call = call.into();
		let mut result = self.block(vec![(name, call.clone())]).remove(0);
		// A block that begins a session has room for nothing else: then in the next one.
		if result == Err(InvalidTransaction::ExhaustsResources.into()) {
			result = self.block(vec![(name, call)]).remove(0);
		}
		result.expect("the transaction is valid")
	}

	/// Makes a block with one transaction that nobody signed, if it is valid, and says how it ended.
	pub fn send_unsigned(
		&mut self,
		call: impl Into<RuntimeCall>,
	) -> Result<DispatchResult, TransactionValidityError> {
		let transaction = extensions::unsigned(call.into());
		self.open_block();
		let result = self.ext.execute_with(|| Executive::apply_extrinsic(transaction));
		self.close_block();
		result
	}

	/// Makes empty blocks.
	pub fn skip(&mut self, blocks: u32) {
		for _ in 0..blocks {
			self.block(Vec::new());
		}
	}

	/// The council of `members` passes a motion unanimously.
	pub fn council(&mut self, members: &[&str], call: impl Into<RuntimeCall>) -> DispatchResult {
		self.collective::<Instance1>(members, call.into())
	}

	/// The technical committee of `members` passes a motion unanimously.
	pub fn committee(&mut self, members: &[&str], call: impl Into<RuntimeCall>) -> DispatchResult {
		self.collective::<Instance2>(members, call.into())
	}

	fn collective<I: 'static>(&mut self, members: &[&str], call: RuntimeCall) -> DispatchResult
	where
		Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
		RuntimeCall: From<pallet_collective::Call<Runtime, I>>,
	{
		let threshold = members.len() as u32;
		let length = call.encoded_size() as u32;
		let hash = sp_runtime::traits::BlakeTwo256::hash_of(&call);
		let weight = call.get_dispatch_info().call_weight;
		self.send(
			members[0],
			pallet_collective::Call::<Runtime, I>::propose {
				threshold,
				proposal: Box::new(call),
				length_bound: length,
			},
		)?;
		if members.len() > 1 {
			let index = self.read(|| pallet_collective::ProposalCount::<Runtime, I>::get() - 1);
			for member in members {
				self.send(
					member,
					pallet_collective::Call::<Runtime, I>::vote {
						proposal: hash,
						index,
						approve: true,
					},
				)?;
			}
			self.send(
				members[0],
				pallet_collective::Call::<Runtime, I>::close {
					proposal_hash: hash,
					index,
					proposal_weight_bound: weight,
					length_bound: length,
				},
			)?;
		}
		self.read(|| {
			System::events()
				.into_iter()
				.rev()
				.find_map(|record| match record.event {
					RuntimeEvent::Council(
						pallet_collective::Event::Executed { result, .. }
						| pallet_collective::Event::MemberExecuted { result, .. },
					) => Some(result),
					RuntimeEvent::TechnicalCommittee(
						pallet_collective::Event::Executed { result, .. }
						| pallet_collective::Event::MemberExecuted { result, .. },
					) => Some(result),
					_ => None,
				})
				.expect("the motion was executed")
		})
	}

	/// Gives the runtime what a node gives it to read the version of another runtime.
	pub fn with_executor(mut self) -> Self {
		let executor = sc_executor::WasmExecutor::<sp_io::SubstrateHostFunctions>::builder().build();
		self.ext
			.register_extension(sp_core::traits::ReadRuntimeVersionExt::new(executor));
		self
	}

	/// Checks the invariants of every pallet of the protocol, and that no money came from nowhere.
	pub fn check(&mut self) {
		self.ext.execute_with(|| {
			HospitalRegistry::do_try_state().expect("the registry's invariants hold");
			Revocation::do_try_state().expect("the revocations' invariants hold");
			KeyAuthority::do_try_state().expect("the key authority's invariants hold");
			Ceremony::do_try_state().expect("the ceremonies' invariants hold");
			ValidatorStaking::do_try_state().expect("the stakes' invariants hold");
			EhrIndex::do_try_state().expect("the index's invariants hold");
			TradeEscrow::do_try_state().expect("the invariants of trade hold");
			Research::do_try_state().expect("the budgets' invariants hold");
			Cases::do_try_state().expect("the invariants of cases hold");
			let owned = frame_system::Account::<Runtime>::iter()
				.map(|(_, account)| account.data.free + account.data.reserved)
				.sum::<Balance>();
			assert_eq!(Balances::total_issuance(), owned);
		});
	}

	pub fn free_balance(&mut self, name: &str) -> Balance {
		let who = account(name);
		self.read(|| Balances::free_balance(&who))
	}
}

/// A transaction of `name`, signed for the next nonce.
pub fn signed(name: &str, call: RuntimeCall) -> UncheckedExtrinsic {
	let pair = secret(name);
	let who = AccountId::from(pair.public());
	let nonce = System::account_nonce(&who);
	let payload =
		SignedPayload::new(call, extensions::plain(Era::Immortal, nonce)).expect("genesis is known");
	let signature = payload.using_encoded(|bytes| pair.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, who.into(), MultiSignature::Sr25519(signature), extension)
}
