//! What the chain in memory says of ceremonies.

use salus_primitives::{
	authority::Parameters,
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, Settings, SharingInfo},
	token::TokenAuthority,
	AccountId, BlockNumber,
};
use std::collections::BTreeMap;

/// The same at all blocks.
pub struct Ceremonies {
	pub rounds: BTreeMap<CeremonyKind, RoundInfo<AccountId, BlockNumber>>,
	pub last_rounds: BTreeMap<CeremonyKind, RoundInfo<AccountId, BlockNumber>>,
	pub deals: BTreeMap<(CeremonyKind, Round, u16), Vec<u8>>,
	pub sharings: BTreeMap<CeremonyKind, SharingInfo<AccountId, BlockNumber>>,
	pub handed_on_parameters: Option<Parameters<AccountId>>,
	pub handed_on_token: Option<TokenAuthority<AccountId>>,
	pub failures: BTreeMap<CeremonyKind, FailedRound<BlockNumber>>,
	/// Operator to agent.
	pub agents: BTreeMap<AccountId, AccountId>,
	pub settings: Settings<BlockNumber>,
}

impl Default for Ceremonies {
	fn default() -> Self {
		Self {
			rounds: BTreeMap::new(),
			last_rounds: BTreeMap::new(),
			deals: BTreeMap::new(),
			sharings: BTreeMap::new(),
			handed_on_parameters: None,
			handed_on_token: None,
			failures: BTreeMap::new(),
			agents: BTreeMap::new(),
			settings: Settings {
				automatic: true,
				minimum: 2,
				enrol: 10,
				commit: 10,
				deal: 10,
				complain: 8,
				settle: 6,
				refresh: 600,
				retry: 10,
			},
		}
	}
}
