use super::{At, Chain, ChainError};
use codec::Decode;
use frame_support::storage::storage_prefix;
use jsonrpsee::rpc_params;
use salus_primitives::{
	apis::{AuthorisationFilter, RecordFilter, TrailFilter},
	authority::{EpochInfo, Leaf, Node, Parameters, RevocationStatus, UserKeyInfo},
	hospital::{HospitalId, HospitalInfo, PersonInfo},
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	record::{AccessRefusal, AuthorisationInfo, ConsentInfo, RecordId, RecordInfo, TrailEntry},
	validator::{BackingInfo, SessionInfo, ValidatorInfo},
	AccountId, Balance, BlockNumber, Hash,
};
use sp_runtime::DigestItem;
use std::future::Future;

/// Walks a paged list to its end.
pub(super) async fn all<Item, Pages, Next>(mut page: Pages) -> Result<Vec<Item>, ChainError>
where
	Pages: FnMut(PageRequest) -> Next,
	Next: Future<Output = Result<PageResult<Item>, ChainError>>,
{
	let mut items = Vec::new();
	let mut cursor = None;
	loop {
		let Page { items: more, next } = page(PageRequest {
			cursor,
			limit: MAX_PAGE,
		})
		.await?
		.map_err(|PageError::InvalidCursor| ChainError::InvalidCursor)?;
		items.extend(more);
		if next.is_none() {
			return Ok(items);
		}
		cursor = next;
	}
}

/// Names what Aura writes into a header.
const AURA: [u8; 4] = *b"aura";

/// Reads through the runtime APIs, typed. Lists are complete: they are walked page by page at one block.
impl Chain {
	/// All hospitals.
	pub async fn hospitals(&self, at: At) -> Result<Vec<HospitalInfo<AccountId, BlockNumber>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("HospitalRegistryApi_hospitals", page, at)).await
	}

	/// One hospital by number.
	pub async fn hospital(
		&self,
		id: HospitalId,
		at: At,
	) -> Result<Option<HospitalInfo<AccountId, BlockNumber>>, ChainError> {
		self.call("HospitalRegistryApi_hospital", id, at).await
	}

	/// One hospital by handle.
	pub async fn hospital_by_handle(
		&self,
		handle: &str,
		at: At,
	) -> Result<Option<HospitalInfo<AccountId, BlockNumber>>, ChainError> {
		self.call(
			"HospitalRegistryApi_hospital_by_handle",
			handle.as_bytes().to_vec(),
			at,
		)
		.await
	}

	/// What an account is to the consortium.
	pub async fn person(
		&self,
		account: &AccountId,
		at: At,
	) -> Result<Option<PersonInfo<AccountId>>, ChainError> {
		self.call("HospitalRegistryApi_person", account, at).await
	}

	/// Staff of a hospital.
	pub async fn staff(&self, hospital: HospitalId, at: At) -> Result<Vec<AccountId>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("HospitalRegistryApi_staff", (hospital, page), at)).await
	}

	/// Public parameters of the key authority.
	pub async fn parameters(&self, at: At) -> Result<Option<Parameters<AccountId>>, ChainError> {
		self.call("KeyAuthorityApi_parameters", (), at).await
	}

	/// The key of an account.
	pub async fn user_key(
		&self,
		account: &AccountId,
		at: At,
	) -> Result<Option<UserKeyInfo<AccountId>>, ChainError> {
		self.call("KeyAuthorityApi_user_key", account, at).await
	}

	/// The digest an authority posted, with its epoch.
	pub async fn partials_digest(
		&self,
		authority: &AccountId,
		at: At,
	) -> Result<Option<(u32, [u8; 32])>, ChainError> {
		self.call("KeyAuthorityApi_partials_digest", authority, at).await
	}

	/// The current epoch.
	pub async fn epoch(&self, at: At) -> Result<EpochInfo<BlockNumber>, ChainError> {
		self.call("RevocationApi_epoch", (), at).await
	}

	/// Standing of an account.
	pub async fn revocation_status(
		&self,
		account: &AccountId,
		at: At,
	) -> Result<RevocationStatus, ChainError> {
		self.call("RevocationApi_revocation_status", account, at).await
	}

	/// The current cover.
	pub async fn cover(&self, at: At) -> Result<Vec<Node>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("RevocationApi_cover", page, at)).await
	}

	/// The node that covers a leaf.
	pub async fn covering_node(&self, leaf: Leaf, at: At) -> Result<Option<Node>, ChainError> {
		self.call("RevocationApi_covering_node", leaf, at).await
	}

	/// Records.
	pub async fn records(
		&self,
		filter: RecordFilter<AccountId>,
		at: At,
	) -> Result<Vec<RecordInfo<AccountId, BlockNumber>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("EhrIndexApi_records", (filter.clone(), page), at)).await
	}

	/// One record.
	pub async fn record(
		&self,
		id: RecordId,
		at: At,
	) -> Result<Option<RecordInfo<AccountId, BlockNumber>>, ChainError> {
		self.call("EhrIndexApi_record", id, at).await
	}

	/// Consents of a patient.
	pub async fn consents(
		&self,
		patient: &AccountId,
		at: At,
	) -> Result<Vec<ConsentInfo<AccountId, BlockNumber>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("EhrIndexApi_consents", (patient, page), at)).await
	}

	/// Authorisations.
	pub async fn authorisations(
		&self,
		filter: AuthorisationFilter,
		at: At,
	) -> Result<Vec<AuthorisationInfo<BlockNumber>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("EhrIndexApi_authorisations", (filter.clone(), page), at)).await
	}

	/// The trail.
	pub async fn access_trail(
		&self,
		filter: TrailFilter<AccountId, BlockNumber>,
		at: At,
	) -> Result<Vec<TrailEntry<AccountId, BlockNumber>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("EhrIndexApi_access_trail", (filter.clone(), page), at)).await
	}

	/// Whether the chain's rules let the doctor open the record.
	pub async fn may_open(
		&self,
		doctor: &AccountId,
		record: RecordId,
		at: At,
	) -> Result<Result<(), AccessRefusal>, ChainError> {
		self.call("EhrIndexApi_may_open", (doctor, record), at).await
	}

	/// The block of the doctor's declared access in this epoch.
	pub async fn declared_access(
		&self,
		doctor: &AccountId,
		record: RecordId,
		at: At,
	) -> Result<Option<BlockNumber>, ChainError> {
		self.call("EhrIndexApi_declared_access", (doctor, record), at)
			.await
	}

	/// The session of validators.
	pub async fn session(&self, at: At) -> Result<SessionInfo<BlockNumber>, ChainError> {
		self.call("ValidatorsApi_session", (), at).await
	}

	/// Everybody who validates or stands for election, with stake and liveness.
	pub async fn candidates(&self, at: At) -> Result<Vec<ValidatorInfo<AccountId, Balance>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("ValidatorsApi_validators", page, at)).await
	}

	/// One hospital that validates, stands for election or has money at stake.
	pub async fn candidate(
		&self,
		account: &AccountId,
		at: At,
	) -> Result<Option<ValidatorInfo<AccountId, Balance>>, ChainError> {
		self.call("ValidatorsApi_validator", account, at).await
	}

	/// What an account stakes for others' hospitals.
	pub async fn backings(
		&self,
		account: &AccountId,
		at: At,
	) -> Result<Vec<BackingInfo<AccountId, Balance>>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("ValidatorsApi_backings", (account, page), at)).await
	}

	/// The hospitals that author blocks, in the order of their turns.
	pub async fn validators(&self, at: At) -> Result<Vec<AccountId>, ChainError> {
		let key = storage_prefix(b"Session", b"Validators").to_vec();
		Ok(self.storage(key, at).await?.unwrap_or_default())
	}

	/// Who authored the block at a height, from its slot and the validators of the block before it; none for genesis, and
	/// where the node has no state of that block any more.
	pub async fn author(&self, height: BlockNumber) -> Result<Option<AccountId>, ChainError> {
		let hash: Option<Hash> = self.rpc("chain_getBlockHash", rpc_params![height]).await?;
		let Some(hash) = hash else { return Ok(None) };
		let header: Option<salus_runtime::Header> = self.rpc("chain_getHeader", rpc_params![hash]).await?;
		let Some(header) = header else { return Ok(None) };
		let slot = header.digest.logs.iter().find_map(|item| match item {
			DigestItem::PreRuntime(AURA, data) => u64::decode(&mut &data[..]).ok(),
			_ => None,
		});
		let Some(slot) = slot else { return Ok(None) };
		let Ok(validators) = self.validators(At::Block(header.parent_hash)).await else {
			return Ok(None);
		};
		let count = u64::try_from(validators.len()).unwrap_or(u64::MAX);
		let turn = slot
			.checked_rem(count)
			.and_then(|turn| usize::try_from(turn).ok());
		Ok(turn.and_then(|turn| validators.get(turn).cloned()))
	}
}
