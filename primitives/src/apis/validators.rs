use crate::{
	page::{PageRequest, PageResult},
	validator::{BackingInfo, SessionInfo, ValidatorInfo},
};
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// Who produces blocks, and what stands behind each.
	pub trait ValidatorsApi<AccountId, Balance, BlockNumber>
	where
		AccountId: Codec,
		Balance: Codec,
		BlockNumber: Codec,
	{
		/// The session that runs.
		fn session() -> SessionInfo<BlockNumber>;
		/// The validators of this session in the order of their slots, those elected for the next, then all other
		/// candidates.
		fn validators(page: PageRequest) -> PageResult<ValidatorInfo<AccountId, Balance>>;
		/// One hospital by its operator; none if it neither validates nor stands nor has money at stake.
		fn validator(account: AccountId) -> Option<ValidatorInfo<AccountId, Balance>>;
		/// What an account stakes for others' hospitals; a page may be short or empty and still have a `next`.
		fn backings(account: AccountId, page: PageRequest) -> PageResult<BackingInfo<AccountId, Balance>>;
	}
}
