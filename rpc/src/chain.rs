//! The one door to the chain: the runtime APIs at a block, as plain calls.

use crate::errors::{Cause, Refusal};
use salus_primitives::{
	apis::{
		AuthorisationFilter, CaseFilter, CasesApi, CeremonyApi, EhrIndexApi, EmergencyFilter,
		HospitalRegistryApi, IndexApi, KeyAuthorityApi, OfferFilter, RecordFilter, ResearchApi,
		RevocationApi, TradeEscrowApi, TradeFilter, TrailFilter, ValidatorsApi,
	},
	authority::{Epoch, EpochInfo, Era, Leaf, Node, Parameters, RevocationStatus, UpdateKey, UserKeyInfo},
	cases::{ArbiterInfo, CaseId, CaseInfo, CaseParameters, ClaimInfo, Faults, Standing},
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, Settings, SharingInfo},
	hospital::{HospitalId, HospitalInfo, PersonInfo},
	index::{
		EmergencyId, EmergencyInfo, IndexChanges, IndexEntryInfo, IndexKeyInfo, InterestsInfo, ScopeInfo,
		WrappedIndexKeyInfo,
	},
	page::{self, PageError, PageRequest, PageResult},
	record::{AccessRefusal, AuthorisationInfo, ConsentInfo, RecordId, RecordInfo, Scope, TrailEntry},
	research::{BudgetInfo, ResearchParameters, SpendingId, SpendingInfo},
	token::TokenAuthority,
	trade::{OfferId, OfferInfo, TradeChange, TradeId, TradeInfo, TradeParameters},
	validator::{BackingInfo, SessionInfo, ValidatorInfo},
	AccountId, Balance, BlockNumber, Hash,
};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::{Block as BlockT, Header as HeaderT};
use std::{marker::PhantomData, sync::Arc};

/// A block: hash and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
	/// Its hash.
	pub hash: Hash,
	/// Its height.
	pub number: BlockNumber,
}

macro_rules! chain {
	($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) -> $output:ty;)*) => {
		/// What queries and services read. All reads are at a block whose state this node has.
		pub trait Chain: Send + Sync {
			/// Hash of the first block.
			fn genesis(&self) -> Hash;
			/// The best block.
			fn best(&self) -> Head;
			/// The best finalised block.
			fn finalised(&self) -> Head;
			/// Height of a block that this node knows.
			fn number(&self, hash: Hash) -> Result<BlockNumber, Refusal>;
			/// The block of the finalised chain at a height.
			fn finalised_at(&self, number: BlockNumber) -> Result<Hash, Refusal>;
			$($(#[$doc])* fn $name(&self, at: Hash $(, $arg: $type)*) -> Result<$output, Refusal>;)*
		}

		impl<Block, Client> Chain for ClientChain<Block, Client>
		where
			Block: BlockT<Hash = Hash>,
			Block::Header: HeaderT<Number = BlockNumber>,
			Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
			Client::Api: HospitalRegistryApi<Block, AccountId, BlockNumber>
				+ KeyAuthorityApi<Block, AccountId>
				+ CeremonyApi<Block, AccountId, BlockNumber>
				+ RevocationApi<Block, AccountId, BlockNumber>
				+ CasesApi<Block, AccountId, Balance, BlockNumber>
				+ EhrIndexApi<Block, AccountId, BlockNumber>
				+ IndexApi<Block, AccountId, BlockNumber>
				+ ResearchApi<Block, AccountId, BlockNumber>
				+ TradeEscrowApi<Block, AccountId, Balance, BlockNumber>
				+ ValidatorsApi<Block, AccountId, Balance, BlockNumber>,
		{
			fn genesis(&self) -> Hash {
				self.client.info().genesis_hash
			}

			fn best(&self) -> Head {
				let info = self.client.info();
				Head { hash: info.best_hash, number: info.best_number }
			}

			fn finalised(&self) -> Head {
				let info = self.client.info();
				Head { hash: info.finalized_hash, number: info.finalized_number }
			}

			fn number(&self, hash: Hash) -> Result<BlockNumber, Refusal> {
				self.client.number(hash).map_err(read_failed)?.ok_or(Cause::UnknownBlock.into())
			}

			fn finalised_at(&self, number: BlockNumber) -> Result<Hash, Refusal> {
				if number > self.client.info().finalized_number {
					return Err(Cause::BlockNotFinalised.into());
				}
				self.client.hash(number).map_err(read_failed)?.ok_or(Cause::UnknownBlock.into())
			}

			$(fn $name(&self, at: Hash $(, $arg: $type)*) -> Result<$output, Refusal> {
				self.client.runtime_api().$name(at $(, $arg)*).outcome()
			})*
		}
	};
}

/// Runtime API results with the refusals of reading.
trait Outcome<T> {
	fn outcome(self) -> Result<T, Refusal>;
}

impl<T> Outcome<T> for Result<T, ApiError> {
	fn outcome(self) -> Result<T, Refusal> {
		self.map_err(read_failed)
	}
}

fn read_failed(error: impl std::fmt::Display) -> Refusal {
	Refusal::with(Cause::StateUnavailable, error)
}

chain! {
	/// All hospitals by number.
	fn hospitals(page: PageRequest) -> PageResult<HospitalInfo<AccountId, BlockNumber>>;
	/// One hospital by number.
	fn hospital(id: HospitalId) -> Option<HospitalInfo<AccountId, BlockNumber>>;
	/// One hospital by handle.
	fn hospital_by_handle(handle: Vec<u8>) -> Option<HospitalInfo<AccountId, BlockNumber>>;
	/// What an account is to the consortium.
	fn person(account: AccountId) -> Option<PersonInfo<AccountId>>;
	/// Staff of a hospital.
	fn staff(hospital: HospitalId, page: PageRequest) -> PageResult<AccountId>;
	/// The session of validators.
	fn session() -> SessionInfo<BlockNumber>;
	/// Validators and candidates.
	fn validators(page: PageRequest) -> PageResult<ValidatorInfo<AccountId, Balance>>;
	/// One hospital that validates, stands for election or has money at stake.
	fn validator(account: AccountId) -> Option<ValidatorInfo<AccountId, Balance>>;
	/// What an account stakes for others' hospitals.
	fn backings(account: AccountId, page: PageRequest) -> PageResult<BackingInfo<AccountId, Balance>>;
	/// Public parameters of the key authority.
	fn parameters() -> Option<Parameters<AccountId>>;
	/// The current key of an account.
	fn user_key(account: AccountId) -> Option<UserKeyInfo<AccountId>>;
	/// The published update key of a node and era.
	fn update_key(node: Node, era: Era) -> Option<UpdateKey>;
	/// The digest an authority posted of its partials.
	fn partials_digest(authority: AccountId) -> Option<(Epoch, [u8; 32])>;
	/// Published update keys.
	fn update_keys(page: PageRequest) -> PageResult<UpdateKey>;
	/// The token key's public values.
	fn token_authority() -> Option<TokenAuthority<AccountId>>;
	/// Authorities that may be reported now for withholding their partials.
	fn missing_partials() -> Vec<AccountId>;
	/// The round of a ceremony that runs.
	fn round(kind: CeremonyKind) -> Option<RoundInfo<AccountId, BlockNumber>>;
	/// The round that made the sharing in use.
	fn last_round(kind: CeremonyKind) -> Option<RoundInfo<AccountId, BlockNumber>>;
	/// A deal.
	fn deal(kind: CeremonyKind, round: Round, dealer: u16) -> Option<Vec<u8>>;
	/// The sharing in use.
	fn sharing(kind: CeremonyKind) -> Option<SharingInfo<AccountId, BlockNumber>>;
	/// The parameters that the last resharing handed on.
	fn handed_on_parameters() -> Option<Parameters<AccountId>>;
	/// The token key's values that the last resharing handed on.
	fn handed_on_token() -> Option<TokenAuthority<AccountId>>;
	/// The latest round that came to nothing.
	fn last_failure(kind: CeremonyKind) -> Option<FailedRound<BlockNumber>>;
	/// The account that acts for a hospital, beside its operator.
	fn agent(operator: AccountId) -> Option<AccountId>;
	/// The operator in whose name an account acts.
	fn acts_for(account: AccountId) -> Option<AccountId>;
	/// Deadlines and schedule of ceremonies.
	fn ceremony_settings() -> Settings<BlockNumber>;
	/// The epoch.
	fn epoch() -> EpochInfo<BlockNumber>;
	/// Standing of an account.
	fn revocation_status(account: AccountId) -> RevocationStatus;
	/// The cover.
	fn cover(page: PageRequest) -> PageResult<Node>;
	/// The node that covers a leaf.
	fn covering_node(leaf: Leaf) -> Option<Node>;
	/// Records.
	fn records(filter: RecordFilter<AccountId>, page: PageRequest) -> PageResult<RecordInfo<AccountId, BlockNumber>>;
	/// One record.
	fn record(id: RecordId) -> Option<RecordInfo<AccountId, BlockNumber>>;
	/// Consents of a patient.
	fn consents(patient: AccountId, page: PageRequest) -> PageResult<ConsentInfo<AccountId, BlockNumber>>;
	/// Authorisations.
	fn authorisations(filter: AuthorisationFilter, page: PageRequest) -> PageResult<AuthorisationInfo<BlockNumber>>;
	/// The trail.
	fn access_trail(
		filter: TrailFilter<AccountId, BlockNumber>,
		page: PageRequest
	) -> PageResult<TrailEntry<AccountId, BlockNumber>>;
	/// Whether a doctor may open a record.
	fn may_open(doctor: AccountId, record: RecordId) -> Result<(), AccessRefusal>;
	/// The block of the doctor's declared access in this epoch.
	fn declared_access(doctor: AccountId, record: RecordId) -> Option<BlockNumber>;
	/// The index's log from a position on.
	fn index_changes(from: u64, limit: u32) -> IndexChanges<BlockNumber>;
	/// The tags of a record.
	fn index_entry(record: RecordId) -> Option<IndexEntryInfo<BlockNumber>>;
	/// Scopes of a hospital.
	fn index_scopes(hospital: HospitalId, page: PageRequest) -> PageResult<ScopeInfo>;
	/// The public index keys of a scope.
	fn index_keys(hospital: HospitalId, scope: Scope) -> Vec<IndexKeyInfo<BlockNumber>>;
	/// The index keys that a hospital got, its own among them.
	fn wrapped_index_keys(grantee: HospitalId, page: PageRequest) -> PageResult<WrappedIndexKeyInfo>;
	/// The interests of a doctor.
	fn interests(doctor: AccountId) -> Option<InterestsInfo<BlockNumber>>;
	/// Emergencies.
	fn emergencies(
		filter: EmergencyFilter<AccountId>,
		page: PageRequest
	) -> PageResult<EmergencyInfo<AccountId, BlockNumber>>;
	/// One emergency.
	fn emergency(id: EmergencyId) -> Option<EmergencyInfo<AccountId, BlockNumber>>;
	/// The first block at which a doctor may declare emergencies again, if it lies ahead.
	fn emergency_ban(doctor: AccountId) -> Option<BlockNumber>;
	/// Offers.
	fn offers(
		filter: OfferFilter<AccountId>,
		page: PageRequest
	) -> PageResult<OfferInfo<AccountId, Balance, BlockNumber>>;
	/// One offer.
	fn offer(id: OfferId) -> Option<OfferInfo<AccountId, Balance, BlockNumber>>;
	/// Trades: sales, then slots.
	fn trades(
		filter: TradeFilter<AccountId>,
		page: PageRequest
	) -> PageResult<TradeInfo<AccountId, Balance, BlockNumber>>;
	/// One trade.
	fn trade(id: TradeId) -> Option<TradeInfo<AccountId, Balance, BlockNumber>>;
	/// What the block changed of offers and trades.
	fn trade_changes() -> Vec<TradeChange>;
	/// Times and bounds of trades.
	fn trade_parameters() -> TradeParameters<BlockNumber>;
	/// Cases.
	fn cases(
		filter: CaseFilter<AccountId>,
		page: PageRequest
	) -> PageResult<CaseInfo<AccountId, Balance, BlockNumber>>;
	/// One case.
	fn case(id: CaseId) -> Option<CaseInfo<AccountId, Balance, BlockNumber>>;
	/// The case of a record that is not settled.
	fn open_case(record: RecordId) -> Option<CaseId>;
	/// The claims of a case, in their order.
	fn case_claims(id: CaseId) -> Vec<ClaimInfo<AccountId, BlockNumber>>;
	/// The cases that the block changed.
	fn case_changes() -> Vec<CaseId>;
	/// What cases have shown of a doctor, or of a patient.
	fn standing(account: AccountId) -> Standing<BlockNumber>;
	/// What cases have shown of a custodian.
	fn faults(hospital: HospitalId) -> Faults;
	/// Who decides disputes that begin now.
	fn arbiter() -> Option<ArbiterInfo<AccountId>>;
	/// Times and bounds of cases.
	fn case_parameters() -> CaseParameters<Balance, BlockNumber>;
	/// What the council set for counts.
	fn research_parameters() -> ResearchParameters<BlockNumber>;
	/// What is left to a researcher.
	fn research_budget(account: AccountId) -> Option<BudgetInfo<AccountId, BlockNumber>>;
	/// One spending.
	fn spending(id: SpendingId) -> Option<SpendingInfo<AccountId, BlockNumber>>;
	/// Spendings of a researcher.
	fn spendings(account: AccountId, page: PageRequest) -> PageResult<SpendingInfo<AccountId, BlockNumber>>;
	/// Whether a patient lets hospitals count.
	fn is_counted(account: AccountId) -> bool;
}

impl dyn Chain + '_ {
	/// Height of `hash`, which must be on the finalised chain.
	pub fn finalised_number(&self, hash: Hash) -> Result<BlockNumber, Refusal> {
		let number = self.number(hash)?;
		if self.finalised_at(number)? != hash {
			return Err(Cause::BlockNotFinalised.into());
		}
		Ok(number)
	}

	/// The whole cover of the epoch of `at`, ascending.
	pub fn whole_cover(&self, at: Hash) -> Result<Vec<Node>, Refusal> {
		page::whole(|page| self.cover(at, page)?.map_err(Refusal::from))
	}
}

impl From<PageError> for Refusal {
	fn from(error: PageError) -> Self {
		match error {
			PageError::InvalidCursor => Cause::InvalidCursor.into(),
		}
	}
}

/// The chain as a Substrate client gives it.
pub struct ClientChain<Block, Client> {
	client: Arc<Client>,
	block: PhantomData<fn() -> Block>,
}

/// The chain behind a client.
pub fn client_chain<Block, Client>(client: Arc<Client>) -> Arc<ClientChain<Block, Client>> {
	Arc::new(ClientChain {
		client,
		block: PhantomData,
	})
}
