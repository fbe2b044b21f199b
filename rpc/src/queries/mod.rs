//! Queries: thin over the runtime APIs, paged, at the best block or at a block that the caller names. Safe on every node.

mod filter;
mod server;
#[cfg(test)]
mod tests;

pub use filter::{
	AuthorisationFilterJson, CaseFilterJson, EmergencyFilterJson, HospitalRef, Limit, OfferFilterJson,
	RecordFilterJson, TradeFilterJson, TrailFilterJson, TrailStartJson,
};
pub use server::Queries;

use crate::json::{
	Account, ArbiterJson, AuthorisationJson, BackingJson, BudgetJson, CaseJson, CaseParametersJson,
	CeremonyJson, ClaimJson, ConsentJson, EmergencyJson, HospitalJson, IndexChangesJson, IndexEntryJson,
	InterestsJson, KeyAuthorityJson, MayOpenJson, OfferJson, PageJson, PersonJson, PublicIndexKeyJson,
	RecordJson, ResearchParametersJson, ScopeInfoJson, ScopeJson, SessionJson, SpendingJson, TradeIdJson,
	TradeJson, TradeParametersJson, TrailEntryJson, UpdateKeyJson, UserKeyJson, ValidatorJson,
	WrappedIndexKeyJson,
};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use salus_primitives::{
	authority::{EpochInfo, Era, Node, RevocationStatus},
	cases::{CaseId, Faults, Standing},
	ceremony::{CeremonyKind, Round, Settings},
	hospital::HospitalId,
	index::EmergencyId,
	research::SpendingId,
	trade::OfferId,
	AccountId, BlockNumber, Hash,
};
use sp_core::Bytes;

/// The queries. `at` is a block hash, the best block if absent; `limit` is 1 to 256, 50 if absent.
#[rpc(server, namespace = "salus")]
pub trait QueriesApi {
	/// All hospitals by number.
	#[method(name = "hospitals", blocking)]
	fn hospitals(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<HospitalJson>>;

	/// One hospital, by number or handle; null if there is none.
	#[method(name = "hospital", blocking)]
	fn hospital(&self, hospital: HospitalRef, at: Option<Hash>) -> RpcResult<Option<HospitalJson>>;

	/// What an account is to the consortium; null if nothing.
	#[method(name = "person", blocking)]
	fn person(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<PersonJson>>;

	/// Staff of a hospital.
	#[method(name = "staff", blocking)]
	fn staff(
		&self,
		hospital: HospitalId,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<AccountId>>;

	/// The session of validators.
	#[method(name = "session", blocking)]
	fn session(&self, at: Option<Hash>) -> RpcResult<SessionJson>;

	/// The validators of this session in the order of their slots, those elected for the next, then all other candidates.
	#[method(name = "validators", blocking)]
	fn validators(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<ValidatorJson>>;

	/// One hospital by its operator; null if it neither validates nor stands for election nor has money at stake.
	#[method(name = "validator", blocking)]
	fn validator(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<ValidatorJson>>;

	/// What an account stakes for others' hospitals; a page may be short or empty and still have a `next`.
	#[method(name = "backings", blocking)]
	fn backings(
		&self,
		account: Account,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<BackingJson>>;

	/// Records: all, or those of one custodian, or of one patient.
	#[method(name = "records", blocking)]
	fn records(
		&self,
		filter: Option<RecordFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<RecordJson>>;

	/// One record; null if there is none.
	#[method(name = "record", blocking)]
	fn record(&self, record: Hash, at: Option<Hash>) -> RpcResult<Option<RecordJson>>;

	/// Authorisations that a hospital gave, or holds.
	#[method(name = "authorisations", blocking)]
	fn authorisations(
		&self,
		filter: AuthorisationFilterJson,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<AuthorisationJson>>;

	/// Consents of a patient.
	#[method(name = "consents", blocking)]
	fn consents(
		&self,
		patient: Account,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<ConsentJson>>;

	/// The trail, oldest first; a page may be short or empty and still have a `next`.
	#[method(name = "accessTrail", blocking)]
	fn access_trail(
		&self,
		filter: Option<TrailFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<TrailEntryJson>>;

	/// The index's log from a position on: what changed of records' tags. Positions that later ones made void are left out.
	#[method(name = "indexChanges", blocking)]
	fn index_changes(&self, from: u64, limit: Option<Limit>, at: Option<Hash>)
		-> RpcResult<IndexChangesJson>;

	/// The tags of a record; null if it has none.
	#[method(name = "indexEntry", blocking)]
	fn index_entry(&self, record: Hash, at: Option<Hash>) -> RpcResult<Option<IndexEntryJson>>;

	/// The scopes of a hospital that have index epochs, or hospitals authorised.
	#[method(name = "indexScopes", blocking)]
	fn index_scopes(
		&self,
		hospital: HospitalId,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<ScopeInfoJson>>;

	/// The public index keys of a scope, by epoch; at most 64.
	#[method(name = "indexKeys", blocking)]
	fn index_keys(
		&self,
		hospital: HospitalId,
		scope: ScopeJson,
		at: Option<Hash>,
	) -> RpcResult<Vec<PublicIndexKeyJson>>;

	/// The index keys that a hospital got, wrapped, its own among them.
	#[method(name = "wrappedIndexKeys", blocking)]
	fn wrapped_index_keys(
		&self,
		hospital: HospitalId,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<WrappedIndexKeyJson>>;

	/// The interests of a doctor; null if there are none.
	#[method(name = "interests", blocking)]
	fn interests(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<InterestsJson>>;

	/// Emergencies by number; a page may be short or empty and still have a `next`.
	#[method(name = "emergencies", blocking)]
	fn emergencies(
		&self,
		filter: Option<EmergencyFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<EmergencyJson>>;

	/// One emergency; null if there is none, or no more.
	#[method(name = "emergency", blocking)]
	fn emergency(&self, emergency: EmergencyId, at: Option<Hash>) -> RpcResult<Option<EmergencyJson>>;

	/// The first block at which a doctor may declare emergencies again; null if it may.
	#[method(name = "emergencyBan", blocking)]
	fn emergency_ban(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<BlockNumber>>;

	/// Public parameters of the key authority; null before a ceremony.
	#[method(name = "keyAuthority", blocking)]
	fn key_authority(&self, at: Option<Hash>) -> RpcResult<Option<KeyAuthorityJson>>;

	/// How the key of a kind is made and handed on: `attributeKeys` or `tokens`.
	#[method(name = "ceremony", blocking)]
	fn ceremony(&self, kind: CeremonyKind, at: Option<Hash>) -> RpcResult<CeremonyJson>;

	/// A deal of the round that runs, or of the last one that ended well; null if there is none.
	#[method(name = "ceremonyDeal", blocking)]
	fn ceremony_deal(
		&self,
		kind: CeremonyKind,
		round: Round,
		dealer: u16,
		at: Option<Hash>,
	) -> RpcResult<Option<Bytes>>;

	/// Deadlines and schedule of ceremonies.
	#[method(name = "ceremonySettings", blocking)]
	fn ceremony_settings(&self, at: Option<Hash>) -> RpcResult<Settings<BlockNumber>>;

	/// The operator in whose name an account acts for its hospital's share; null if in nobody's.
	#[method(name = "actsFor", blocking)]
	fn acts_for(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<AccountId>>;

	/// The current key of an account; null if it has none.
	#[method(name = "userKey", blocking)]
	fn user_key(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<UserKeyJson>>;

	/// The epoch.
	#[method(name = "epoch", blocking)]
	fn epoch(&self, at: Option<Hash>) -> RpcResult<EpochInfo<BlockNumber>>;

	/// Nodes of the current cover, ascending.
	#[method(name = "cover", blocking)]
	fn cover(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<Node>>;

	/// Published update keys of the current epoch.
	#[method(name = "updateKeys", blocking)]
	fn update_keys(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<UpdateKeyJson>>;

	/// The published update key of a node and era; null until it is.
	#[method(name = "updateKey", blocking)]
	fn update_key(&self, node: Node, era: Era, at: Option<Hash>) -> RpcResult<Option<UpdateKeyJson>>;

	/// Standing of an account with the revocation registry.
	#[method(name = "revocationStatus", blocking)]
	fn revocation_status(&self, account: Account, at: Option<Hash>) -> RpcResult<RevocationStatus>;

	/// Whether a doctor may open a record by the chain's rules, attributes apart.
	#[method(name = "mayOpen", blocking)]
	fn may_open(&self, doctor: Account, record: Hash, at: Option<Hash>) -> RpcResult<MayOpenJson>;

	/// The block of the doctor's declared access in the current epoch; null if there is none.
	#[method(name = "declaredAccess", blocking)]
	fn declared_access(
		&self,
		doctor: Account,
		record: Hash,
		at: Option<Hash>,
	) -> RpcResult<Option<BlockNumber>>;

	/// Standing offers; a page may be short or empty and still have a `next`.
	#[method(name = "offers", blocking)]
	fn offers(
		&self,
		filter: Option<OfferFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<OfferJson>>;

	/// One offer; null if there is none.
	#[method(name = "offer", blocking)]
	fn offer(&self, offer: OfferId, at: Option<Hash>) -> RpcResult<Option<OfferJson>>;

	/// Trades, sales before slots; a page may be short or empty and still have a `next`.
	#[method(name = "trades", blocking)]
	fn trades(
		&self,
		filter: Option<TradeFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<TradeJson>>;

	/// One trade; null if there is none.
	#[method(name = "trade", blocking)]
	fn trade(&self, trade: TradeIdJson, at: Option<Hash>) -> RpcResult<Option<TradeJson>>;

	/// What the council set for counts.
	#[method(name = "researchParameters", blocking)]
	fn research_parameters(&self, at: Option<Hash>) -> RpcResult<ResearchParametersJson>;

	/// What is left of a researcher's budget; null if the account is none's.
	#[method(name = "researchBudget", blocking)]
	fn research_budget(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<BudgetJson>>;

	/// One spending of a researcher; null if there is none, or no more.
	#[method(name = "spending", blocking)]
	fn spending(&self, spending: SpendingId, at: Option<Hash>) -> RpcResult<Option<SpendingJson>>;

	/// The spendings of a researcher that were not cleared.
	#[method(name = "spendings", blocking)]
	fn spendings(
		&self,
		account: Account,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<SpendingJson>>;

	/// Whether a patient lets hospitals count.
	#[method(name = "isCounted", blocking)]
	fn is_counted(&self, account: Account, at: Option<Hash>) -> RpcResult<bool>;

	/// Times and bounds of trades.
	#[method(name = "tradeParameters", blocking)]
	fn trade_parameters(&self, at: Option<Hash>) -> RpcResult<TradeParametersJson>;

	/// Cases; a page may be short or empty and still have a `next`.
	#[method(name = "cases", blocking)]
	fn cases(
		&self,
		filter: Option<CaseFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<CaseJson>>;

	/// One case; null if there is none, or no more.
	#[method(name = "case", blocking)]
	fn case(&self, case: CaseId, at: Option<Hash>) -> RpcResult<Option<CaseJson>>;

	/// The number of a record's case that is not settled; null if there is none.
	#[method(name = "openCase", blocking)]
	fn open_case(&self, record: Hash, at: Option<Hash>) -> RpcResult<Option<CaseId>>;

	/// The claims of a case, in their order: at most 32.
	#[method(name = "caseClaims", blocking)]
	fn case_claims(&self, case: CaseId, at: Option<Hash>) -> RpcResult<Vec<ClaimJson>>;

	/// What cases have shown of a doctor, or of a patient.
	#[method(name = "caseStanding", blocking)]
	fn case_standing(&self, account: Account, at: Option<Hash>) -> RpcResult<Standing<BlockNumber>>;

	/// What cases have shown of a custodian.
	#[method(name = "caseFaults", blocking)]
	fn case_faults(&self, hospital: HospitalId, at: Option<Hash>) -> RpcResult<Faults>;

	/// Who decides disputes that begin now; null if the council named nobody.
	#[method(name = "arbiter", blocking)]
	fn arbiter(&self, at: Option<Hash>) -> RpcResult<Option<ArbiterJson>>;

	/// Times and bounds of cases.
	#[method(name = "caseParameters", blocking)]
	fn case_parameters(&self, at: Option<Hash>) -> RpcResult<CaseParametersJson>;
}
