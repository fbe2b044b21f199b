use super::{
	AuthorisationFilterJson, CaseFilterJson, EmergencyFilterJson, HospitalRef, Limit, OfferFilterJson,
	QueriesApiServer, RecordFilterJson, TradeFilterJson, TrailFilterJson,
};
use crate::{
	chain::Chain,
	errors::{Cause, Refusal},
	json::{
		Account, ArbiterJson, AuthorisationJson, BackingJson, BudgetJson, CaseJson, CaseParametersJson,
		CeremonyJson, ClaimJson, ConsentJson, EmergencyJson, HospitalJson, IndexChangesJson, IndexEntryJson,
		InterestsJson, KeyAuthorityJson, MayOpenJson, OfferJson, PageJson, PersonJson, PublicIndexKeyJson,
		RecordJson, ResearchParametersJson, ScopeInfoJson, ScopeJson, SessionJson, SpendingJson, TradeIdJson,
		TradeJson, TradeParametersJson, TrailEntryJson, UpdateKeyJson, UserKeyJson, ValidatorJson,
		WrappedIndexKeyJson,
	},
};
use jsonrpsee::core::RpcResult;
use salus_primitives::{
	authority::{EpochInfo, Era, Node, RevocationStatus},
	cases::{CaseId, Faults, Standing},
	ceremony::{CeremonyKind, Round, Settings},
	hospital::{HospitalId, MAX_HANDLE},
	index::EmergencyId,
	page::{PageRequest, PageResult},
	research::SpendingId,
	trade::OfferId,
	AccountId, BlockNumber, Hash,
};
use sp_core::Bytes;
use std::sync::Arc;

/// Longest cursor that a list gives, with room.
const MAX_CURSOR: usize = 256;

/// The queries over a chain.
pub struct Queries {
	chain: Arc<dyn Chain>,
}

impl Queries {
	/// Queries of `chain`.
	pub fn new(chain: Arc<dyn Chain>) -> Self {
		Self { chain }
	}

	fn at(&self, at: Option<Hash>) -> Result<Hash, Refusal> {
		match at {
			Some(hash) => self.chain.number(hash).map(|_| hash),
			None => Ok(self.chain.best().hash),
		}
	}

	fn page<Item, Json: From<Item>>(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
		read: impl FnOnce(Hash, PageRequest) -> Result<PageResult<Item>, Refusal>,
	) -> RpcResult<PageJson<Json>> {
		let limit = limit.unwrap_or_default().items()?;
		let cursor = cursor.map(|bytes| bytes.0);
		if cursor.as_ref().is_some_and(|bytes| bytes.len() > MAX_CURSOR) {
			return Err(Refusal::from(Cause::InvalidCursor).into());
		}
		let at = self.at(at)?;
		let page = read(at, PageRequest { cursor, limit })?.map_err(Refusal::from)?;
		Ok(PageJson {
			at,
			items: page.items.into_iter().map(Json::from).collect(),
			next: page.next.map(Bytes),
		})
	}
}

impl QueriesApiServer for Queries {
	fn hospitals(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<HospitalJson>> {
		self.page(limit, cursor, at, |at, page| self.chain.hospitals(at, page))
	}

	fn hospital(&self, hospital: HospitalRef, at: Option<Hash>) -> RpcResult<Option<HospitalJson>> {
		let at = self.at(at)?;
		let found = match hospital {
			HospitalRef::Id(id) => self.chain.hospital(at, id)?,
			HospitalRef::Handle(handle) if handle.len() > MAX_HANDLE as usize => None,
			HospitalRef::Handle(handle) => self.chain.hospital_by_handle(at, handle.into_bytes())?,
		};
		Ok(found.map(Into::into))
	}

	fn person(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<PersonJson>> {
		Ok(self.chain.person(self.at(at)?, account.0)?.map(Into::into))
	}

	fn staff(
		&self,
		hospital: HospitalId,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<AccountId>> {
		self.page(limit, cursor, at, |at, page| self.chain.staff(at, hospital, page))
	}

	fn session(&self, at: Option<Hash>) -> RpcResult<SessionJson> {
		Ok(self.chain.session(self.at(at)?)?.into())
	}

	fn validators(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<ValidatorJson>> {
		self.page(limit, cursor, at, |at, page| self.chain.validators(at, page))
	}

	fn validator(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<ValidatorJson>> {
		Ok(self.chain.validator(self.at(at)?, account.0)?.map(Into::into))
	}

	fn backings(
		&self,
		account: Account,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<BackingJson>> {
		self.page(limit, cursor, at, |at, page| {
			self.chain.backings(at, account.0, page)
		})
	}

	fn records(
		&self,
		filter: Option<RecordFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<RecordJson>> {
		let filter = filter.unwrap_or_default().try_into()?;
		self.page(limit, cursor, at, |at, page| self.chain.records(at, filter, page))
	}

	fn record(&self, record: Hash, at: Option<Hash>) -> RpcResult<Option<RecordJson>> {
		Ok(self.chain.record(self.at(at)?, record)?.map(Into::into))
	}

	fn authorisations(
		&self,
		filter: AuthorisationFilterJson,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<AuthorisationJson>> {
		self.page(limit, cursor, at, |at, page| {
			self.chain.authorisations(at, filter.into(), page)
		})
	}

	fn consents(
		&self,
		patient: Account,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<ConsentJson>> {
		self.page(limit, cursor, at, |at, page| {
			self.chain.consents(at, patient.0, page)
		})
	}

	fn access_trail(
		&self,
		filter: Option<TrailFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<TrailEntryJson>> {
		let filter = filter.unwrap_or_default().into();
		self.page(limit, cursor, at, |at, page| {
			self.chain.access_trail(at, filter, page)
		})
	}

	fn index_changes(
		&self,
		from: u64,
		limit: Option<Limit>,
		at: Option<Hash>,
	) -> RpcResult<IndexChangesJson> {
		let limit = limit.unwrap_or_default().items()?;
		let at = self.at(at)?;
		let part = self.chain.index_changes(at, from, limit)?;
		Ok(IndexChangesJson {
			at,
			items: part.changes.into_iter().map(Into::into).collect(),
			next: part.next,
			length: part.length,
		})
	}

	fn index_entry(&self, record: Hash, at: Option<Hash>) -> RpcResult<Option<IndexEntryJson>> {
		Ok(self.chain.index_entry(self.at(at)?, record)?.map(Into::into))
	}

	fn index_scopes(
		&self,
		hospital: HospitalId,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<ScopeInfoJson>> {
		self.page(limit, cursor, at, |at, page| {
			self.chain.index_scopes(at, hospital, page)
		})
	}

	fn index_keys(
		&self,
		hospital: HospitalId,
		scope: ScopeJson,
		at: Option<Hash>,
	) -> RpcResult<Vec<PublicIndexKeyJson>> {
		let keys = self.chain.index_keys(self.at(at)?, hospital, scope.0)?;
		Ok(keys.into_iter().map(Into::into).collect())
	}

	fn wrapped_index_keys(
		&self,
		hospital: HospitalId,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<WrappedIndexKeyJson>> {
		self.page(limit, cursor, at, |at, page| {
			self.chain.wrapped_index_keys(at, hospital, page)
		})
	}

	fn interests(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<InterestsJson>> {
		Ok(self.chain.interests(self.at(at)?, account.0)?.map(Into::into))
	}

	fn emergencies(
		&self,
		filter: Option<EmergencyFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<EmergencyJson>> {
		let filter = filter.unwrap_or_default().try_into()?;
		self.page(limit, cursor, at, |at, page| {
			self.chain.emergencies(at, filter, page)
		})
	}

	fn emergency(&self, emergency: EmergencyId, at: Option<Hash>) -> RpcResult<Option<EmergencyJson>> {
		Ok(self.chain.emergency(self.at(at)?, emergency)?.map(Into::into))
	}

	fn emergency_ban(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<BlockNumber>> {
		Ok(self.chain.emergency_ban(self.at(at)?, account.0)?)
	}

	fn key_authority(&self, at: Option<Hash>) -> RpcResult<Option<KeyAuthorityJson>> {
		let at = self.at(at)?;
		let token = self.chain.token_authority(at)?;
		let parameters = self.chain.parameters(at)?;
		Ok(parameters.map(|parameters| (parameters, token).into()))
	}

	fn ceremony(&self, kind: CeremonyKind, at: Option<Hash>) -> RpcResult<CeremonyJson> {
		let at = self.at(at)?;
		Ok(CeremonyJson {
			round: self.chain.round(at, kind)?.map(Into::into),
			last_round: self.chain.last_round(at, kind)?.map(Into::into),
			last_failure: self.chain.last_failure(at, kind)?.map(Into::into),
			sharing: self.chain.sharing(at, kind)?.map(Into::into),
		})
	}

	fn ceremony_deal(
		&self,
		kind: CeremonyKind,
		round: Round,
		dealer: u16,
		at: Option<Hash>,
	) -> RpcResult<Option<Bytes>> {
		let deal = self.chain.deal(self.at(at)?, kind, round, dealer)?;
		Ok(deal.map(Into::into))
	}

	fn ceremony_settings(&self, at: Option<Hash>) -> RpcResult<Settings<BlockNumber>> {
		Ok(self.chain.ceremony_settings(self.at(at)?)?)
	}

	fn acts_for(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<AccountId>> {
		Ok(self.chain.acts_for(self.at(at)?, account.0)?)
	}

	fn user_key(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<UserKeyJson>> {
		Ok(self.chain.user_key(self.at(at)?, account.0)?.map(Into::into))
	}

	fn epoch(&self, at: Option<Hash>) -> RpcResult<EpochInfo<BlockNumber>> {
		Ok(self.chain.epoch(self.at(at)?)?)
	}

	fn cover(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<Node>> {
		self.page(limit, cursor, at, |at, page| self.chain.cover(at, page))
	}

	fn update_keys(
		&self,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<UpdateKeyJson>> {
		self.page(limit, cursor, at, |at, page| self.chain.update_keys(at, page))
	}

	fn update_key(&self, node: Node, era: Era, at: Option<Hash>) -> RpcResult<Option<UpdateKeyJson>> {
		Ok(self.chain.update_key(self.at(at)?, node, era)?.map(Into::into))
	}

	fn revocation_status(&self, account: Account, at: Option<Hash>) -> RpcResult<RevocationStatus> {
		Ok(self.chain.revocation_status(self.at(at)?, account.0)?)
	}

	fn may_open(&self, doctor: Account, record: Hash, at: Option<Hash>) -> RpcResult<MayOpenJson> {
		Ok(self.chain.may_open(self.at(at)?, doctor.0, record)?.into())
	}

	fn declared_access(
		&self,
		doctor: Account,
		record: Hash,
		at: Option<Hash>,
	) -> RpcResult<Option<BlockNumber>> {
		Ok(self.chain.declared_access(self.at(at)?, doctor.0, record)?)
	}

	fn offers(
		&self,
		filter: Option<OfferFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<OfferJson>> {
		let filter = filter.unwrap_or_default().into();
		self.page(limit, cursor, at, |at, page| self.chain.offers(at, filter, page))
	}

	fn offer(&self, offer: OfferId, at: Option<Hash>) -> RpcResult<Option<OfferJson>> {
		Ok(self.chain.offer(self.at(at)?, offer)?.map(Into::into))
	}

	fn trades(
		&self,
		filter: Option<TradeFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<TradeJson>> {
		let filter = filter.unwrap_or_default().into();
		self.page(limit, cursor, at, |at, page| self.chain.trades(at, filter, page))
	}

	fn trade(&self, trade: TradeIdJson, at: Option<Hash>) -> RpcResult<Option<TradeJson>> {
		Ok(self.chain.trade(self.at(at)?, trade.into())?.map(Into::into))
	}

	fn trade_parameters(&self, at: Option<Hash>) -> RpcResult<TradeParametersJson> {
		Ok(self.chain.trade_parameters(self.at(at)?)?.into())
	}

	fn research_parameters(&self, at: Option<Hash>) -> RpcResult<ResearchParametersJson> {
		Ok(self.chain.research_parameters(self.at(at)?)?.into())
	}

	fn research_budget(&self, account: Account, at: Option<Hash>) -> RpcResult<Option<BudgetJson>> {
		Ok(self
			.chain
			.research_budget(self.at(at)?, account.0)?
			.map(Into::into))
	}

	fn spending(&self, spending: SpendingId, at: Option<Hash>) -> RpcResult<Option<SpendingJson>> {
		Ok(self.chain.spending(self.at(at)?, spending)?.map(Into::into))
	}

	fn spendings(
		&self,
		account: Account,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<SpendingJson>> {
		self.page(limit, cursor, at, |at, page| {
			self.chain.spendings(at, account.0, page)
		})
	}

	fn is_counted(&self, account: Account, at: Option<Hash>) -> RpcResult<bool> {
		Ok(self.chain.is_counted(self.at(at)?, account.0)?)
	}

	fn cases(
		&self,
		filter: Option<CaseFilterJson>,
		limit: Option<Limit>,
		cursor: Option<Bytes>,
		at: Option<Hash>,
	) -> RpcResult<PageJson<CaseJson>> {
		let filter = filter.unwrap_or_default().into();
		self.page(limit, cursor, at, |at, page| self.chain.cases(at, filter, page))
	}

	fn case(&self, case: CaseId, at: Option<Hash>) -> RpcResult<Option<CaseJson>> {
		Ok(self.chain.case(self.at(at)?, case)?.map(Into::into))
	}

	fn open_case(&self, record: Hash, at: Option<Hash>) -> RpcResult<Option<CaseId>> {
		Ok(self.chain.open_case(self.at(at)?, record)?)
	}

	fn case_claims(&self, case: CaseId, at: Option<Hash>) -> RpcResult<Vec<ClaimJson>> {
		let claims = self.chain.case_claims(self.at(at)?, case)?;
		Ok(claims.into_iter().map(Into::into).collect())
	}

	fn case_standing(&self, account: Account, at: Option<Hash>) -> RpcResult<Standing<BlockNumber>> {
		Ok(self.chain.standing(self.at(at)?, account.0)?)
	}

	fn case_faults(&self, hospital: HospitalId, at: Option<Hash>) -> RpcResult<Faults> {
		Ok(self.chain.faults(self.at(at)?, hospital)?)
	}

	fn arbiter(&self, at: Option<Hash>) -> RpcResult<Option<ArbiterJson>> {
		Ok(self.chain.arbiter(self.at(at)?)?.map(Into::into))
	}

	fn case_parameters(&self, at: Option<Hash>) -> RpcResult<CaseParametersJson> {
		Ok(self.chain.case_parameters(self.at(at)?)?.into())
	}
}
