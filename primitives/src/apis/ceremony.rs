use crate::{
	authority::Parameters,
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, Settings, SharingInfo},
	token::TokenAuthority,
};
use alloc::vec::Vec;
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// How the keys of the authority are made and handed on.
	pub trait CeremonyApi<AccountId, BlockNumber> where AccountId: Codec, BlockNumber: Codec {
		/// The round that runs.
		fn round(kind: CeremonyKind) -> Option<RoundInfo<AccountId, BlockNumber>>;
		/// The round that made the sharing in use; its deals stay until the next round begins.
		fn last_round(kind: CeremonyKind) -> Option<RoundInfo<AccountId, BlockNumber>>;
		/// A deal of the round that runs, or of the last one that ended well.
		fn deal(kind: CeremonyKind, round: Round, dealer: u16) -> Option<Vec<u8>>;
		/// The sharing in use.
		fn sharing(kind: CeremonyKind) -> Option<SharingInfo<AccountId, BlockNumber>>;
		/// The parameters that the last resharing handed on: a run of it is checked against them.
		fn handed_on_parameters() -> Option<Parameters<AccountId>>;
		/// The token key's values that the last resharing handed on.
		fn handed_on_token() -> Option<TokenAuthority<AccountId>>;
		/// The latest round that came to nothing, unless one ended well since.
		fn last_failure(kind: CeremonyKind) -> Option<FailedRound<BlockNumber>>;
		/// The account that acts for a hospital, beside its operator.
		fn agent(operator: AccountId) -> Option<AccountId>;
		/// The operator in whose name an account acts: its own, if it is one.
		fn acts_for(account: AccountId) -> Option<AccountId>;
		/// Deadlines and schedule.
		fn ceremony_settings() -> Settings<BlockNumber>;
	}
}
