use super::{queries::all, At, Chain, ChainError};
use salus_primitives::{
	research::{BudgetInfo, ResearchParameters, SpendingInfo},
	AccountId, BlockNumber,
};

/// A spending as the chain shows it.
pub type Spending = SpendingInfo<AccountId, BlockNumber>;

/// Counts for research. Lists are complete: they are walked page by page at one block.
impl Chain {
	/// What the council set for counts.
	pub async fn research_parameters(&self, at: At) -> Result<ResearchParameters<BlockNumber>, ChainError> {
		self.call("ResearchApi_research_parameters", (), at).await
	}

	/// What is left to a researcher; none if the account is none.
	pub async fn research_budget(
		&self,
		account: &AccountId,
		at: At,
	) -> Result<Option<BudgetInfo<AccountId, BlockNumber>>, ChainError> {
		self.call("ResearchApi_research_budget", account, at).await
	}

	/// The spendings of a researcher that were not cleared.
	pub async fn spendings(&self, account: &AccountId, at: At) -> Result<Vec<Spending>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("ResearchApi_spendings", (account, page), at)).await
	}

	/// Whether a patient lets hospitals count.
	pub async fn is_counted(&self, account: &AccountId, at: At) -> Result<bool, ChainError> {
		self.call("ResearchApi_is_counted", account, at).await
	}
}
