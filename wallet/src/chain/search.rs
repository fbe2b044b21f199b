use super::{queries::all, At, Chain, ChainError};
use salus_primitives::{
	apis::EmergencyFilter,
	hospital::HospitalId,
	index::{
		EmergencyId, EmergencyInfo, IndexChange, IndexChanges, IndexEntryInfo, IndexKeyInfo, InterestsInfo,
		ScopeInfo, WrappedIndexKeyInfo, MAX_INDEX_CHANGES,
	},
	record::{RecordId, Scope},
	token::TokenAuthority,
	AccountId, BlockNumber,
};

/// An emergency as the chain shows it.
pub type Emergency = EmergencyInfo<AccountId, BlockNumber>;

/// Tokens, the encrypted index and emergencies. Lists are complete: they are walked page by page at one block.
impl Chain {
	/// Who makes tokens; none if the key authority has no token key.
	pub async fn token_authority(&self, at: At) -> Result<Option<TokenAuthority<AccountId>>, ChainError> {
		self.call("KeyAuthorityApi_token_authority", (), at).await
	}

	/// The scopes of a hospital that have index epochs, or hospitals authorised.
	pub async fn index_scopes(&self, hospital: HospitalId, at: At) -> Result<Vec<ScopeInfo>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("IndexApi_index_scopes", (hospital, page), at)).await
	}

	/// The public index keys of a scope, ascending by epoch.
	pub async fn index_keys(
		&self,
		hospital: HospitalId,
		scope: Scope,
		at: At,
	) -> Result<Vec<IndexKeyInfo<BlockNumber>>, ChainError> {
		self.call("IndexApi_index_keys", (hospital, scope), at).await
	}

	/// The index keys that a hospital got, its own among them.
	pub async fn wrapped_index_keys(
		&self,
		grantee: HospitalId,
		at: At,
	) -> Result<Vec<WrappedIndexKeyInfo>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("IndexApi_wrapped_index_keys", (grantee, page), at)).await
	}

	/// The tags of a record.
	pub async fn index_entry(
		&self,
		record: RecordId,
		at: At,
	) -> Result<Option<IndexEntryInfo<BlockNumber>>, ChainError> {
		self.call("IndexApi_index_entry", record, at).await
	}

	/// The tags of every record that has any.
	pub async fn index(&self, at: At) -> Result<Vec<IndexEntryInfo<BlockNumber>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		let (mut entries, mut from) = (Vec::new(), 0);
		loop {
			let part: IndexChanges<BlockNumber> = self
				.call("IndexApi_index_changes", (from, MAX_INDEX_CHANGES), at)
				.await?;
			entries.extend(part.changes.into_iter().filter_map(|change| match change {
				IndexChange::Indexed(entry) => Some(entry),
				IndexChange::Removed { .. } => None,
			}));
			if part.next >= part.length {
				return Ok(entries);
			}
			if part.next <= from {
				return Err(ChainError::InvalidCursor);
			}
			from = part.next;
		}
	}

	/// The interests of a doctor.
	pub async fn interests(
		&self,
		doctor: &AccountId,
		at: At,
	) -> Result<Option<InterestsInfo<BlockNumber>>, ChainError> {
		self.call("IndexApi_interests", doctor, at).await
	}

	/// Emergencies.
	pub async fn emergencies(
		&self,
		filter: EmergencyFilter<AccountId>,
		at: At,
	) -> Result<Vec<Emergency>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("IndexApi_emergencies", (filter.clone(), page), at)).await
	}

	/// One emergency.
	pub async fn emergency(&self, id: EmergencyId, at: At) -> Result<Option<Emergency>, ChainError> {
		self.call("IndexApi_emergency", id, at).await
	}

	/// The first block at which a doctor may declare emergencies again, if it lies ahead.
	pub async fn emergency_ban(&self, doctor: &AccountId, at: At) -> Result<Option<BlockNumber>, ChainError> {
		self.call("IndexApi_emergency_ban", doctor, at).await
	}
}
