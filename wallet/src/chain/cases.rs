use super::{queries::all, At, Chain, ChainError};
use salus_primitives::{
	apis::CaseFilter,
	cases::{ArbiterInfo, CaseId, CaseInfo, CaseParameters, ClaimInfo, Faults, Standing},
	hospital::HospitalId,
	record::RecordId,
	AccountId, Balance, BlockNumber,
};

/// What the chain shows of a case.
pub type Case = CaseInfo<AccountId, Balance, BlockNumber>;
/// What the chain shows of a claim of a case.
pub type CaseClaim = ClaimInfo<AccountId, BlockNumber>;

/// Cases. Lists are complete: they are walked page by page at one block.
impl Chain {
	/// Cases.
	pub async fn cases(&self, filter: CaseFilter<AccountId>, at: At) -> Result<Vec<Case>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("CasesApi_cases", (filter.clone(), page), at)).await
	}

	/// One case.
	pub async fn case(&self, id: CaseId, at: At) -> Result<Option<Case>, ChainError> {
		self.call("CasesApi_case", id, at).await
	}

	/// The case of a record that is not settled.
	pub async fn open_case(&self, record: RecordId, at: At) -> Result<Option<CaseId>, ChainError> {
		self.call("CasesApi_open_case", record, at).await
	}

	/// The claims of a case, in their order.
	pub async fn case_claims(&self, id: CaseId, at: At) -> Result<Vec<CaseClaim>, ChainError> {
		self.call("CasesApi_case_claims", id, at).await
	}

	/// What cases have shown of a doctor, or of a patient.
	pub async fn standing(&self, account: &AccountId, at: At) -> Result<Standing<BlockNumber>, ChainError> {
		self.call("CasesApi_standing", account, at).await
	}

	/// What cases have shown of a custodian.
	pub async fn faults(&self, hospital: HospitalId, at: At) -> Result<Faults, ChainError> {
		self.call("CasesApi_faults", hospital, at).await
	}

	/// Who decides disputes that begin now.
	pub async fn arbiter(&self, at: At) -> Result<Option<ArbiterInfo<AccountId>>, ChainError> {
		self.call("CasesApi_arbiter", (), at).await
	}

	/// Times and bounds of cases on this chain.
	pub async fn case_parameters(&self, at: At) -> Result<CaseParameters<Balance, BlockNumber>, ChainError> {
		self.call("CasesApi_case_parameters", (), at).await
	}
}
