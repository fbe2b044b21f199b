//! A chain in memory for tests of what is built on a chain, examples of what is on it, and a spawner.

mod cases;
mod ceremonies;
mod chain;
mod examples;
mod index;
mod spawner;

pub use cases::{case, Cases};
pub use ceremonies::Ceremonies;
pub use examples::{backing, hospital, offer, person, record, sale, validator};
pub use index::Index;
pub use spawner::Spawner;

use crate::{
	chain::Chain,
	errors::{Cause, Refusal},
};
use salus_primitives::{
	authority::{Epoch, Era, Node, Parameters, UpdateKey, UserKeyInfo},
	cases::{CaseId, CaseInfo},
	hospital::{HospitalInfo, PersonInfo},
	record::{AccessRefusal, AuthorisationInfo, ConsentInfo, RecordId, RecordInfo, TrailEntry},
	research::{BudgetInfo, ResearchParameters, SpendingId, SpendingInfo, EPSILON},
	token::TokenAuthority,
	trade::{OfferId, OfferInfo, TradeChange, TradeId, TradeInfo},
	validator::{BackingInfo, ValidatorInfo},
	AccountId, Balance, BlockNumber, Hash,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::{Arc, Mutex, MutexGuard},
};

/// Blocks of an epoch in these tests.
pub const EPOCH: BlockNumber = 10;

/// What the chain in memory says; the same at all blocks, but for epochs and changes of records.
pub struct State {
	pub best: BlockNumber,
	pub finalised: BlockNumber,
	pub hospitals: Vec<HospitalInfo<AccountId, BlockNumber>>,
	pub persons: BTreeMap<AccountId, PersonInfo<AccountId>>,
	pub records: BTreeMap<RecordId, RecordInfo<AccountId, BlockNumber>>,
	pub refusals: BTreeMap<(AccountId, RecordId), AccessRefusal>,
	pub accesses: BTreeMap<(AccountId, RecordId), BlockNumber>,
	pub parameters: Option<Parameters<AccountId>>,
	pub user_keys: BTreeMap<AccountId, UserKeyInfo<AccountId>>,
	pub cover: Vec<Node>,
	pub update_keys: BTreeMap<(Epoch, Node, Era), UpdateKey>,
	pub consents: Vec<ConsentInfo<AccountId, BlockNumber>>,
	pub authorisations: Vec<AuthorisationInfo<BlockNumber>>,
	pub trail: Vec<TrailEntry<AccountId, BlockNumber>>,
	pub validators: Vec<ValidatorInfo<AccountId, Balance>>,
	pub backings: Vec<(AccountId, BackingInfo<AccountId, Balance>)>,
	/// Records as they are from a block on, where they change.
	pub changes: BTreeMap<(RecordId, BlockNumber), RecordInfo<AccountId, BlockNumber>>,
	/// Offers as they are from a block on, where they change.
	pub offers: BTreeMap<(OfferId, BlockNumber), OfferInfo<AccountId, Balance, BlockNumber>>,
	/// Trades as they are from a block on, where they change.
	pub trades: BTreeMap<(TradeId, BlockNumber), TradeInfo<AccountId, Balance, BlockNumber>>,
	/// What each block changed of them.
	pub trade_changes: BTreeMap<BlockNumber, Vec<TradeChange>>,
	/// Cases by number.
	pub cases: BTreeMap<CaseId, CaseInfo<AccountId, Balance, BlockNumber>>,
	/// What else there is of them.
	pub of_cases: Cases,
	/// What the council set for counts.
	pub research: ResearchParameters<BlockNumber>,
	/// What is left to researchers.
	pub budgets: BTreeMap<AccountId, BudgetInfo<AccountId, BlockNumber>>,
	pub spendings: BTreeMap<SpendingId, SpendingInfo<AccountId, BlockNumber>>,
	/// Patients who let hospitals count.
	pub counted: BTreeSet<AccountId>,
	/// The token key.
	pub token: Option<TokenAuthority<AccountId>>,
	/// Ceremonies of both keys.
	pub ceremonies: Ceremonies,
	/// Digests of partials that authorities posted.
	pub digests: BTreeMap<AccountId, (Epoch, [u8; 32])>,
	/// Tags, index keys and interests.
	pub index: Index,
	/// Epochs whose update keys are all published, as their last states say.
	pub complete: BTreeSet<Epoch>,
	/// The first block whose state is there.
	pub oldest: BlockNumber,
}

/// The chain in memory.
pub struct Ledger(Mutex<State>);

/// Hash of the block at a height.
pub fn block(number: BlockNumber) -> Hash {
	Hash::from_low_u64_be(u64::from(number) + 1)
}

fn number_of(hash: Hash) -> Option<BlockNumber> {
	let number = BlockNumber::try_from(hash.to_low_u64_be().checked_sub(1)?).ok()?;
	(block(number) == hash).then_some(number)
}

impl Ledger {
	/// A chain at block 25, final up to 24, with nobody on it.
	pub fn new() -> Arc<Self> {
		Arc::new(Self(Mutex::new(State {
			best: 25,
			finalised: 24,
			hospitals: Vec::new(),
			persons: BTreeMap::new(),
			records: BTreeMap::new(),
			refusals: BTreeMap::new(),
			accesses: BTreeMap::new(),
			parameters: None,
			user_keys: BTreeMap::new(),
			cover: Vec::new(),
			update_keys: BTreeMap::new(),
			consents: Vec::new(),
			authorisations: Vec::new(),
			trail: Vec::new(),
			validators: Vec::new(),
			backings: Vec::new(),
			changes: BTreeMap::new(),
			offers: BTreeMap::new(),
			trades: BTreeMap::new(),
			trade_changes: BTreeMap::new(),
			cases: BTreeMap::new(),
			of_cases: Cases::default(),
			research: ResearchParameters {
				budget: EPSILON,
				min_epsilon: EPSILON / 100,
				max_epsilon: EPSILON,
				period: 1_000,
				window: 100,
				floor: 3,
			},
			budgets: BTreeMap::new(),
			spendings: BTreeMap::new(),
			counted: BTreeSet::new(),
			token: None,
			ceremonies: Ceremonies::default(),
			digests: BTreeMap::new(),
			index: Index::default(),
			complete: BTreeSet::new(),
			oldest: 0,
		})))
	}

	/// To read and change.
	pub fn state(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap()
	}

	fn at(&self, hash: Hash) -> Result<MutexGuard<'_, State>, Refusal> {
		let number = self.number(hash)?;
		let state = self.state();
		if number < state.oldest {
			return Err(Cause::StateUnavailable.into());
		}
		Ok(state)
	}
}
