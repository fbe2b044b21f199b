//! What the chain in memory answers.

use super::{block, cases, number_of, Ledger, EPOCH};
use crate::{
	chain::{Chain, Head},
	errors::{Cause, Refusal},
};
use salus_primitives::{
	apis::{
		AuthorisationFilter, CaseFilter, EmergencyFilter, OfferFilter, RecordFilter, TradeFilter, TrailFilter,
	},
	authority::{Epoch, EpochInfo, Era, Leaf, Node, Parameters, RevocationStatus, UpdateKey, UserKeyInfo},
	cases::{
		ArbiterInfo, CaseId, CaseInfo, CaseParameters, CaseStatus, ClaimInfo, Faults, Standing, MAX_CLAIMS,
	},
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, Settings, SharingInfo},
	hospital::{HospitalId, HospitalInfo, PersonInfo, Role},
	index::{
		EmergencyId, EmergencyInfo, IndexChanges, IndexEntryInfo, IndexKeyInfo, InterestsInfo, ScopeInfo,
		WrappedIndexKeyInfo,
	},
	page::{Page, PageError, PageRequest, PageResult},
	record::{AccessRefusal, AuthorisationInfo, ConsentInfo, RecordId, RecordInfo, Scope, TrailEntry},
	research::{BudgetInfo, ResearchParameters, SpendingId, SpendingInfo},
	token::TokenAuthority,
	trade::{OfferId, OfferInfo, TradeChange, TradeId, TradeInfo, TradeParameters},
	validator::{BackingInfo, SessionInfo, ValidatorInfo},
	AccountId, Balance, BlockNumber, Hash,
};
use std::collections::BTreeSet;

fn page<Item: Clone>(items: impl IntoIterator<Item = Item>, request: &PageRequest) -> PageResult<Item> {
	let start = match &request.cursor {
		None => 0,
		Some(bytes) => u32::from_le_bytes(
			bytes
				.as_slice()
				.try_into()
				.map_err(|_| PageError::InvalidCursor)?,
		) as usize,
	};
	let items: Vec<Item> = items.into_iter().collect();
	let end = items.len().min(start + request.bounded_limit() as usize);
	Ok(Page {
		next: (end < items.len()).then(|| (end as u32).to_le_bytes().to_vec()),
		items: items.get(start..end).unwrap_or_default().to_vec(),
	})
}

impl Chain for Ledger {
	fn genesis(&self) -> Hash {
		block(0)
	}

	fn best(&self) -> Head {
		let number = self.state().best;
		Head {
			hash: block(number),
			number,
		}
	}

	fn finalised(&self) -> Head {
		let number = self.state().finalised;
		Head {
			hash: block(number),
			number,
		}
	}

	fn number(&self, hash: Hash) -> Result<BlockNumber, Refusal> {
		let best = self.state().best;
		number_of(hash)
			.filter(|number| *number <= best)
			.ok_or(Cause::UnknownBlock.into())
	}

	fn finalised_at(&self, number: BlockNumber) -> Result<Hash, Refusal> {
		if number > self.state().finalised {
			return Err(Cause::BlockNotFinalised.into());
		}
		Ok(block(number))
	}

	fn hospitals(
		&self,
		at: Hash,
		request: PageRequest,
	) -> Result<PageResult<HospitalInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(page(self.at(at)?.hospitals.clone(), &request))
	}

	fn hospital(
		&self,
		at: Hash,
		id: HospitalId,
	) -> Result<Option<HospitalInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self
			.at(at)?
			.hospitals
			.iter()
			.find(|hospital| hospital.id == id)
			.cloned())
	}

	fn hospital_by_handle(
		&self,
		at: Hash,
		handle: Vec<u8>,
	) -> Result<Option<HospitalInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self
			.at(at)?
			.hospitals
			.iter()
			.find(|hospital| hospital.handle == handle)
			.cloned())
	}

	fn person(&self, at: Hash, account: AccountId) -> Result<Option<PersonInfo<AccountId>>, Refusal> {
		Ok(self.at(at)?.persons.get(&account).cloned())
	}

	fn staff(
		&self,
		at: Hash,
		hospital: HospitalId,
		request: PageRequest,
	) -> Result<PageResult<AccountId>, Refusal> {
		let state = self.at(at)?;
		let staff = state
			.persons
			.values()
			.filter(|p| p.role == Role::Staff && p.hospital == Some(hospital));
		Ok(page(staff.map(|person| person.account.clone()), &request))
	}

	fn session(&self, at: Hash) -> Result<SessionInfo<BlockNumber>, Refusal> {
		let index = self.number(at)? / EPOCH;
		let count = self.at(at)?.validators.len() as u32;
		Ok(SessionInfo {
			index,
			length: EPOCH,
			validators: count,
			disabled: 0,
			candidates: count,
			floor: 1,
			seats: 100,
			founders_until: 0,
		})
	}

	fn validators(
		&self,
		at: Hash,
		request: PageRequest,
	) -> Result<PageResult<ValidatorInfo<AccountId, Balance>>, Refusal> {
		Ok(page(self.at(at)?.validators.clone(), &request))
	}

	fn validator(
		&self,
		at: Hash,
		account: AccountId,
	) -> Result<Option<ValidatorInfo<AccountId, Balance>>, Refusal> {
		Ok(self
			.at(at)?
			.validators
			.iter()
			.find(|validator| validator.account == account)
			.cloned())
	}

	fn backings(
		&self,
		at: Hash,
		account: AccountId,
		request: PageRequest,
	) -> Result<PageResult<BackingInfo<AccountId, Balance>>, Refusal> {
		let state = self.at(at)?;
		let own = state.backings.iter().filter(|(who, _)| *who == account);
		Ok(page(own.map(|(_, backing)| backing.clone()), &request))
	}

	fn parameters(&self, at: Hash) -> Result<Option<Parameters<AccountId>>, Refusal> {
		Ok(self.at(at)?.parameters.clone())
	}

	fn user_key(&self, at: Hash, account: AccountId) -> Result<Option<UserKeyInfo<AccountId>>, Refusal> {
		Ok(self.at(at)?.user_keys.get(&account).cloned())
	}

	fn update_key(&self, at: Hash, node: Node, era: Era) -> Result<Option<UpdateKey>, Refusal> {
		let epoch = self.epoch(at)?.epoch;
		Ok(self.at(at)?.update_keys.get(&(epoch, node, era)).copied())
	}

	fn partials_digest(&self, at: Hash, authority: AccountId) -> Result<Option<(Epoch, [u8; 32])>, Refusal> {
		Ok(self.at(at)?.digests.get(&authority).copied())
	}

	fn update_keys(&self, at: Hash, request: PageRequest) -> Result<PageResult<UpdateKey>, Refusal> {
		let epoch = self.epoch(at)?.epoch;
		let state = self.at(at)?;
		let keys = state.update_keys.iter().filter(|((of, _, _), _)| *of == epoch);
		Ok(page(keys.map(|(_, key)| *key), &request))
	}

	fn epoch(&self, at: Hash) -> Result<EpochInfo<BlockNumber>, Refusal> {
		let epoch = self.number(at)? / EPOCH;
		let state = self.at(at)?;
		Ok(EpochInfo {
			epoch,
			era: 0,
			oldest_era: 0,
			started_at: epoch * EPOCH,
			length: EPOCH,
			epochs_per_era: 365,
			cover_size: state.cover.len() as u32,
			published: 0,
			latest_complete: state.complete.range(..=epoch).next_back().copied(),
		})
	}

	fn revocation_status(&self, at: Hash, account: AccountId) -> Result<RevocationStatus, Refusal> {
		let revoked = self
			.at(at)?
			.persons
			.get(&account)
			.is_some_and(|person| person.revoked);
		Ok(RevocationStatus {
			revoked,
			effective_from: revoked.then_some(1),
		})
	}

	fn cover(&self, at: Hash, request: PageRequest) -> Result<PageResult<Node>, Refusal> {
		Ok(page(self.at(at)?.cover.clone(), &request))
	}

	fn covering_node(&self, at: Hash, leaf: Leaf) -> Result<Option<Node>, Refusal> {
		let covers = |node: &&Node| salus_crypto::tree::Node::from(**node).contains(&leaf.into());
		Ok(self.at(at)?.cover.iter().find(covers).copied())
	}

	fn records(
		&self,
		at: Hash,
		filter: RecordFilter<AccountId>,
		request: PageRequest,
	) -> Result<PageResult<RecordInfo<AccountId, BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		let fits = |record: &&RecordInfo<AccountId, BlockNumber>| match &filter {
			RecordFilter::All => true,
			RecordFilter::Custodian(id) => record.custodian == *id,
			RecordFilter::Patient(account) => record.patient == *account,
		};
		Ok(page(state.records.values().filter(fits).cloned(), &request))
	}

	fn record(&self, at: Hash, id: RecordId) -> Result<Option<RecordInfo<AccountId, BlockNumber>>, Refusal> {
		let number = self.number(at)?;
		let state = self.at(at)?;
		let changed = state.changes.range((id, 0)..=(id, number)).next_back();
		Ok(changed
			.map(|(_, record)| record)
			.or(state.records.get(&id))
			.cloned())
	}

	fn consents(
		&self,
		at: Hash,
		patient: AccountId,
		request: PageRequest,
	) -> Result<PageResult<ConsentInfo<AccountId, BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		Ok(page(
			state
				.consents
				.iter()
				.filter(|consent| consent.patient == patient)
				.cloned(),
			&request,
		))
	}

	fn authorisations(
		&self,
		at: Hash,
		filter: AuthorisationFilter,
		request: PageRequest,
	) -> Result<PageResult<AuthorisationInfo<BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		let fits = |authorisation: &&AuthorisationInfo<BlockNumber>| match filter {
			AuthorisationFilter::By(id) => authorisation.custodian == id,
			AuthorisationFilter::To(id) => authorisation.grantee == id,
		};
		Ok(page(state.authorisations.iter().filter(fits).cloned(), &request))
	}

	fn access_trail(
		&self,
		at: Hash,
		filter: TrailFilter<AccountId, BlockNumber>,
		request: PageRequest,
	) -> Result<PageResult<TrailEntry<AccountId, BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		let fits = |entry: &&TrailEntry<AccountId, BlockNumber>| {
			(filter.record.is_none() || filter.record == entry.record)
				&& (filter.patient.is_none() || filter.patient == entry.patient)
				&& (filter.from..=filter.to).contains(&entry.at)
		};
		Ok(page(state.trail.iter().filter(fits).cloned(), &request))
	}

	fn may_open(
		&self,
		at: Hash,
		doctor: AccountId,
		record: RecordId,
	) -> Result<Result<(), AccessRefusal>, Refusal> {
		let state = self.at(at)?;
		if !state.records.contains_key(&record) {
			return Ok(Err(AccessRefusal::UnknownRecord));
		}
		Ok(state
			.refusals
			.get(&(doctor, record))
			.map_or(Ok(()), |refusal| Err(*refusal)))
	}

	fn declared_access(
		&self,
		at: Hash,
		doctor: AccountId,
		record: RecordId,
	) -> Result<Option<BlockNumber>, Refusal> {
		Ok(self.at(at)?.accesses.get(&(doctor, record)).copied())
	}

	fn offers(
		&self,
		at: Hash,
		filter: OfferFilter<AccountId>,
		request: PageRequest,
	) -> Result<PageResult<OfferInfo<AccountId, Balance, BlockNumber>>, Refusal> {
		let ids: BTreeSet<OfferId> = self.at(at)?.offers.keys().map(|(id, _)| *id).collect();
		let mut offers = Vec::new();
		for id in ids {
			offers.extend(self.offer(at, id)?.filter(|offer| {
				filter.state.is_none_or(|state| state == offer.state)
					&& filter.buyer.as_ref().is_none_or(|buyer| *buyer == offer.buyer)
			}));
		}
		Ok(page(offers, &request))
	}

	fn offer(
		&self,
		at: Hash,
		id: OfferId,
	) -> Result<Option<OfferInfo<AccountId, Balance, BlockNumber>>, Refusal> {
		let number = self.number(at)?;
		let state = self.at(at)?;
		let newest = state.offers.range((id, 0)..=(id, number)).next_back();
		Ok(newest.map(|(_, offer)| offer.clone()))
	}

	fn trades(
		&self,
		at: Hash,
		filter: TradeFilter<AccountId>,
		request: PageRequest,
	) -> Result<PageResult<TradeInfo<AccountId, Balance, BlockNumber>>, Refusal> {
		let ids: BTreeSet<TradeId> = self.at(at)?.trades.keys().map(|(id, _)| *id).collect();
		let mut trades = Vec::new();
		for id in ids {
			let fits = |trade: &TradeInfo<_, _, _>| filter.state.is_none_or(|state| state == trade.state());
			trades.extend(self.trade(at, id)?.filter(fits));
		}
		Ok(page(trades, &request))
	}

	fn trade(
		&self,
		at: Hash,
		id: TradeId,
	) -> Result<Option<TradeInfo<AccountId, Balance, BlockNumber>>, Refusal> {
		let number = self.number(at)?;
		let state = self.at(at)?;
		let newest = state.trades.range((id, 0)..=(id, number)).next_back();
		Ok(newest.map(|(_, trade)| trade.clone()))
	}

	fn trade_changes(&self, at: Hash) -> Result<Vec<TradeChange>, Refusal> {
		let number = self.number(at)?;
		Ok(self
			.at(at)?
			.trade_changes
			.get(&number)
			.cloned()
			.unwrap_or_default())
	}

	fn trade_parameters(&self, at: Hash) -> Result<TradeParameters<BlockNumber>, Refusal> {
		self.at(at).map(|_| TradeParameters {
			grace: 1_200,
			lock_margin: 100,
			least_fulfilment: 600,
			max_duration: 1_000_000,
			close_notice: 600,
			rating_period: 200_000,
			max_slots: 10_000,
			max_claims_per_block: 12,
			max_claims_per_offer: 4,
		})
	}

	fn research_parameters(&self, at: Hash) -> Result<ResearchParameters<BlockNumber>, Refusal> {
		Ok(self.at(at)?.research)
	}

	fn research_budget(
		&self,
		at: Hash,
		account: AccountId,
	) -> Result<Option<BudgetInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self.at(at)?.budgets.get(&account).cloned())
	}

	fn spending(
		&self,
		at: Hash,
		id: SpendingId,
	) -> Result<Option<SpendingInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self.at(at)?.spendings.get(&id).cloned())
	}

	fn spendings(
		&self,
		at: Hash,
		account: AccountId,
		request: PageRequest,
	) -> Result<PageResult<SpendingInfo<AccountId, BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		let own = state
			.spendings
			.values()
			.filter(|spending| spending.researcher == account);
		Ok(page(own.cloned(), &request))
	}

	fn is_counted(&self, at: Hash, account: AccountId) -> Result<bool, Refusal> {
		Ok(self.at(at)?.counted.contains(&account))
	}

	fn token_authority(&self, at: Hash) -> Result<Option<TokenAuthority<AccountId>>, Refusal> {
		Ok(self.at(at)?.token.clone())
	}

	fn missing_partials(&self, at: Hash) -> Result<Vec<AccountId>, Refusal> {
		let state = self.at(at)?;
		let posted = |account: &AccountId| state.digests.contains_key(account);
		let authorities = state
			.parameters
			.iter()
			.flat_map(|parameters| &parameters.authorities);
		Ok(authorities
			.map(|authority| authority.account.clone())
			.filter(|account| !posted(account))
			.collect())
	}

	fn round(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self.at(at)?.ceremonies.rounds.get(&kind).cloned())
	}

	fn last_round(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self.at(at)?.ceremonies.last_rounds.get(&kind).cloned())
	}

	fn deal(
		&self,
		at: Hash,
		kind: CeremonyKind,
		round: Round,
		dealer: u16,
	) -> Result<Option<Vec<u8>>, Refusal> {
		Ok(self.at(at)?.ceremonies.deals.get(&(kind, round, dealer)).cloned())
	}

	fn sharing(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<SharingInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self.at(at)?.ceremonies.sharings.get(&kind).cloned())
	}

	fn handed_on_parameters(&self, at: Hash) -> Result<Option<Parameters<AccountId>>, Refusal> {
		Ok(self.at(at)?.ceremonies.handed_on_parameters.clone())
	}

	fn handed_on_token(&self, at: Hash) -> Result<Option<TokenAuthority<AccountId>>, Refusal> {
		Ok(self.at(at)?.ceremonies.handed_on_token.clone())
	}

	fn last_failure(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<FailedRound<BlockNumber>>, Refusal> {
		Ok(self.at(at)?.ceremonies.failures.get(&kind).copied())
	}

	fn agent(&self, at: Hash, operator: AccountId) -> Result<Option<AccountId>, Refusal> {
		Ok(self.at(at)?.ceremonies.agents.get(&operator).cloned())
	}

	fn acts_for(&self, at: Hash, account: AccountId) -> Result<Option<AccountId>, Refusal> {
		let state = self.at(at)?;
		if state
			.hospitals
			.iter()
			.any(|hospital| hospital.operator == account)
		{
			return Ok(Some(account));
		}
		let mut agents = state.ceremonies.agents.iter();
		Ok(agents
			.find(|(_, agent)| **agent == account)
			.map(|(operator, _)| operator.clone()))
	}

	fn ceremony_settings(&self, at: Hash) -> Result<Settings<BlockNumber>, Refusal> {
		Ok(self.at(at)?.ceremonies.settings)
	}

	fn index_changes(&self, at: Hash, from: u64, limit: u32) -> Result<IndexChanges<BlockNumber>, Refusal> {
		let number = self.number(at)?;
		Ok(self.at(at)?.index.changes(number, from, limit))
	}

	fn index_entry(
		&self,
		at: Hash,
		record: RecordId,
	) -> Result<Option<IndexEntryInfo<BlockNumber>>, Refusal> {
		let number = self.number(at)?;
		Ok(self.at(at)?.index.entry(number, record))
	}

	fn wrapped_index_keys(
		&self,
		at: Hash,
		grantee: HospitalId,
		request: PageRequest,
	) -> Result<PageResult<WrappedIndexKeyInfo>, Refusal> {
		let keys = self.at(at)?.index.keys.get(&grantee).cloned();
		Ok(page(keys.unwrap_or_default(), &request))
	}

	fn interests(&self, at: Hash, doctor: AccountId) -> Result<Option<InterestsInfo<BlockNumber>>, Refusal> {
		Ok(self.at(at)?.index.interests.get(&doctor).cloned())
	}

	fn index_scopes(
		&self,
		at: Hash,
		hospital: HospitalId,
		request: PageRequest,
	) -> Result<PageResult<ScopeInfo>, Refusal> {
		let state = self.at(at)?;
		let own = state
			.index
			.scopes
			.iter()
			.filter(|scope| scope.indexer == hospital);
		Ok(page(own.cloned(), &request))
	}

	fn index_keys(
		&self,
		at: Hash,
		hospital: HospitalId,
		scope: Scope,
	) -> Result<Vec<IndexKeyInfo<BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		let keys = state.index.points.iter();
		Ok(keys
			.filter(|info| info.key.indexer == hospital && info.key.scope == scope)
			.cloned()
			.collect())
	}

	fn emergencies(
		&self,
		at: Hash,
		filter: EmergencyFilter<AccountId>,
		request: PageRequest,
	) -> Result<PageResult<EmergencyInfo<AccountId, BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		let fits = |emergency: &&EmergencyInfo<AccountId, BlockNumber>| match &filter {
			EmergencyFilter::All => true,
			EmergencyFilter::Unreviewed => emergency.verdict.is_none(),
			EmergencyFilter::Doctor(doctor) => emergency.doctor == *doctor,
		};
		Ok(page(
			state.index.emergencies.values().filter(fits).cloned(),
			&request,
		))
	}

	fn emergency(
		&self,
		at: Hash,
		id: EmergencyId,
	) -> Result<Option<EmergencyInfo<AccountId, BlockNumber>>, Refusal> {
		Ok(self.at(at)?.index.emergencies.get(&id).cloned())
	}

	fn emergency_ban(&self, at: Hash, doctor: AccountId) -> Result<Option<BlockNumber>, Refusal> {
		Ok(self.at(at)?.index.bans.get(&doctor).copied())
	}

	fn cases(
		&self,
		at: Hash,
		filter: CaseFilter<AccountId>,
		request: PageRequest,
	) -> Result<PageResult<CaseInfo<AccountId, Balance, BlockNumber>>, Refusal> {
		let state = self.at(at)?;
		let fitting = state
			.cases
			.values()
			.filter(|case| cases::fits(&filter, case, state.of_cases.claims.get(&case.id)));
		Ok(page(fitting.cloned(), &request))
	}

	fn case(
		&self,
		at: Hash,
		id: CaseId,
	) -> Result<Option<CaseInfo<AccountId, Balance, BlockNumber>>, Refusal> {
		Ok(self.at(at)?.cases.get(&id).cloned())
	}

	fn open_case(&self, at: Hash, record: RecordId) -> Result<Option<CaseId>, Refusal> {
		let state = self.at(at)?;
		let open = state
			.cases
			.values()
			.find(|case| case.record == record && case.status != CaseStatus::Settled);
		Ok(open.map(|case| case.id))
	}

	fn case_claims(&self, at: Hash, id: CaseId) -> Result<Vec<ClaimInfo<AccountId, BlockNumber>>, Refusal> {
		let claims = self.at(at)?.of_cases.claims.get(&id).cloned();
		Ok(claims.unwrap_or_default())
	}

	fn case_changes(&self, at: Hash) -> Result<Vec<CaseId>, Refusal> {
		let number = self.number(at)?;
		let changes = self.at(at)?.of_cases.changes.get(&number).cloned();
		Ok(changes.unwrap_or_default())
	}

	fn standing(&self, at: Hash, account: AccountId) -> Result<Standing<BlockNumber>, Refusal> {
		let standing = self.at(at)?.of_cases.standings.get(&account).copied();
		Ok(standing.unwrap_or_default())
	}

	fn faults(&self, at: Hash, hospital: HospitalId) -> Result<Faults, Refusal> {
		let faults = self.at(at)?.of_cases.faults.get(&hospital).copied();
		Ok(faults.unwrap_or_default())
	}

	fn arbiter(&self, at: Hash) -> Result<Option<ArbiterInfo<AccountId>>, Refusal> {
		Ok(self.at(at)?.of_cases.arbiter.clone())
	}

	fn case_parameters(&self, at: Hash) -> Result<CaseParameters<Balance, BlockNumber>, Refusal> {
		self.at(at).map(|_| CaseParameters {
			claim_window: 1_200,
			assign_period: 14_400,
			contest_window: 600,
			report_period: 43_200,
			acknowledge_period: 100_800,
			decision_period: 100_800,
			rating_period: 100_800,
			ban_period: 432_000,
			bond: 10_000_000_000_000,
			max_assignments: 3,
			max_claims: MAX_CLAIMS,
		})
	}
}
