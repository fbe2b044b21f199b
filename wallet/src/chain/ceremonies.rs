use super::{At, Chain, ChainError};
use salus_primitives::{
	authority::Parameters,
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, Settings, SharingInfo},
	token::TokenAuthority,
	AccountId, BlockNumber,
};

/// A round as the chain shows it.
pub type CeremonyRound = RoundInfo<AccountId, BlockNumber>;
/// The sharing of a key in use.
pub type Sharing = SharingInfo<AccountId, BlockNumber>;

/// How the keys of the authority are made and handed on.
impl Chain {
	/// The round that runs.
	pub async fn round(&self, kind: CeremonyKind, at: At) -> Result<Option<CeremonyRound>, ChainError> {
		self.call("CeremonyApi_round", kind, at).await
	}

	/// The round that made the sharing in use.
	pub async fn last_round(&self, kind: CeremonyKind, at: At) -> Result<Option<CeremonyRound>, ChainError> {
		self.call("CeremonyApi_last_round", kind, at).await
	}

	/// A deal of the round that runs, or of the last one that ended well while none runs.
	pub async fn deal(
		&self,
		kind: CeremonyKind,
		round: Round,
		dealer: u16,
		at: At,
	) -> Result<Option<Vec<u8>>, ChainError> {
		self.call("CeremonyApi_deal", (kind, round, dealer), at).await
	}

	/// The sharing in use.
	pub async fn sharing(&self, kind: CeremonyKind, at: At) -> Result<Option<Sharing>, ChainError> {
		self.call("CeremonyApi_sharing", kind, at).await
	}

	/// The parameters that the last resharing handed on.
	pub async fn handed_on_parameters(&self, at: At) -> Result<Option<Parameters<AccountId>>, ChainError> {
		self.call("CeremonyApi_handed_on_parameters", (), at).await
	}

	/// The token key's values that the last resharing handed on.
	pub async fn handed_on_token(&self, at: At) -> Result<Option<TokenAuthority<AccountId>>, ChainError> {
		self.call("CeremonyApi_handed_on_token", (), at).await
	}

	/// The latest round that came to nothing, unless one ended well since.
	pub async fn last_failure(
		&self,
		kind: CeremonyKind,
		at: At,
	) -> Result<Option<FailedRound<BlockNumber>>, ChainError> {
		self.call("CeremonyApi_last_failure", kind, at).await
	}

	/// The account that acts for a hospital's authority, beside its operator.
	pub async fn agent(&self, operator: &AccountId, at: At) -> Result<Option<AccountId>, ChainError> {
		self.call("CeremonyApi_agent", operator, at).await
	}

	/// The operator in whose name an account acts.
	pub async fn acts_for(&self, account: &AccountId, at: At) -> Result<Option<AccountId>, ChainError> {
		self.call("CeremonyApi_acts_for", account, at).await
	}

	/// Deadlines and schedule of ceremonies.
	pub async fn ceremony_settings(&self, at: At) -> Result<Settings<BlockNumber>, ChainError> {
		self.call("CeremonyApi_ceremony_settings", (), at).await
	}
}
