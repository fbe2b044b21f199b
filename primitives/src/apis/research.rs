use crate::{
	page::{PageRequest, PageResult},
	research::{BudgetInfo, ResearchParameters, SpendingId, SpendingInfo},
};
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// Counts for research: who may be counted, and what was spent on asking.
	pub trait ResearchApi<AccountId, BlockNumber> where AccountId: Codec, BlockNumber: Codec {
		/// What the council set.
		fn research_parameters() -> ResearchParameters<BlockNumber>;
		/// What is left to a researcher; none if the account is none.
		fn research_budget(account: AccountId) -> Option<BudgetInfo<AccountId, BlockNumber>>;
		/// One spending; none once it was cleared.
		fn spending(id: SpendingId) -> Option<SpendingInfo<AccountId, BlockNumber>>;
		/// The spendings of a researcher that were not cleared.
		fn spendings(
			account: AccountId,
			page: PageRequest
		) -> PageResult<SpendingInfo<AccountId, BlockNumber>>;
		/// Whether a patient's records may be counted now.
		fn is_counted(account: AccountId) -> bool;
	}
}
