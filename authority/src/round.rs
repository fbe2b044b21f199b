//! A round of the chain as `salus-crypto` knows it: a run, the receiving keys, and the deals.

use crate::{sharing::Handled, sharing::Sharing, AuthorityChain, ChainError};
use salus_crypto::ceremony::{CheckedRun, ReceivingKeys, RunError};
use salus_primitives::{
	ceremony::{Purpose, RoundInfo},
	AccountId, BlockNumber, Hash,
};

/// Why a round of the chain is no run.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
	/// The chain cannot be read.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The sharing that it hands on is not there.
	#[error("the sharing that the round hands on is not there")]
	NothingHandedOn,
	/// Its counts, thresholds or accounts do not fit.
	#[error("the round does not fit: {0}")]
	Run(RunError),
	/// The deal of a dealer who dealt is not there.
	#[error("the deal of {0} is not there")]
	NoDeal(u16),
}

impl From<RunError> for RoundError {
	fn from(error: RunError) -> Self {
		Self::Run(error)
	}
}

/// A round with what its calls are computed from.
pub struct OpenRound {
	/// As the chain tells it.
	pub info: RoundInfo<AccountId, BlockNumber>,
	/// What everything is bound to.
	pub run: CheckedRun,
	/// Where shares are sealed to.
	pub keys: ReceivingKeys,
}

impl OpenRound {
	/// A round whose members are fixed; `old` is the sharing that it hands on, in a resharing.
	pub fn of<K: Handled>(
		chain: &dyn AuthorityChain,
		info: RoundInfo<AccountId, BlockNumber>,
		old: Option<&Sharing<K::Public>>,
	) -> Result<Self, RoundError> {
		let old = match info.purpose {
			Purpose::Fresh | Purpose::Replace { .. } => None,
			Purpose::Reshare {
				ceremony, generation, ..
			} => {
				let old = old
					.filter(|old| old.id.ceremony == ceremony && old.id.generation == generation)
					.ok_or(RoundError::NothingHandedOn)?;
				Some(K::resharing(old)?)
			}
		};
		let run = info.run(chain.genesis().0, old)?;
		let keys = info.receiving_keys(&run)?;
		Ok(Self { info, run, keys })
	}

	/// The deals of these dealers.
	pub fn deals(
		&self,
		chain: &dyn AuthorityChain,
		at: Hash,
		dealers: impl IntoIterator<Item = u16>,
	) -> Result<Vec<(u16, Vec<u8>)>, RoundError> {
		dealers
			.into_iter()
			.map(|dealer| {
				let deal = chain.deal(at, self.info.kind, self.info.round, dealer)?;
				Ok((dealer, deal.ok_or(RoundError::NoDeal(dealer))?))
			})
			.collect()
	}
}
