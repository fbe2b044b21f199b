//! The chain as the workers see it: reads at finalised blocks, and calls that are sent.

use codec::Encode;
use salus_primitives::{
	authority::{Epoch, EpochInfo, Era, Node, Parameters, UpdateKey},
	ceremony::{CeremonyKind, Complaint, Deal, FailedRound, ReceivingKey, Round, RoundInfo, SharingInfo},
	page::{Page, PageRequest},
	token::TokenAuthority,
	AccountId, BlockNumber, Hash,
};
use sp_core::sr25519;

/// A block: hash and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
	/// Its hash.
	pub hash: Hash,
	/// Its height.
	pub number: BlockNumber,
}

/// The state of a block cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chain cannot be read: {0}")]
pub struct ChainError(pub String);

/// A transaction was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
	/// The pool has it already.
	#[error("the pool has this transaction")]
	Known,
	/// The pool refuses it, or it cannot be made.
	#[error("the transaction was not taken: {0}")]
	Refused(String),
}

/// Reads at a block, and sends.
pub trait AuthorityChain: Send + Sync {
	/// Hash of the first block.
	fn genesis(&self) -> Hash;
	/// The best finalised block.
	fn finalised(&self) -> Head;
	/// The block of the finalised chain at a height.
	fn finalised_at(&self, number: BlockNumber) -> Result<Hash, ChainError>;
	/// The best block, to see what is on its way.
	fn best(&self) -> Hash;

	/// The operator in whose name an account acts.
	fn acts_for(&self, at: Hash, account: &AccountId) -> Result<Option<AccountId>, ChainError>;
	/// The round that runs.
	fn round(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, ChainError>;
	/// The round that made the sharing in use.
	fn last_round(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, ChainError>;
	/// The latest round that came to nothing.
	fn last_failure(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<FailedRound<BlockNumber>>, ChainError>;
	/// A deal.
	fn deal(
		&self,
		at: Hash,
		kind: CeremonyKind,
		round: Round,
		dealer: u16,
	) -> Result<Option<Vec<u8>>, ChainError>;
	/// The deals of a round in calls of the finalised blocks `from..=to`, in the order of the calls, whether or not the chain
	/// took them. Blocks are kept for longer than their states.
	fn posted_deals(
		&self,
		kind: CeremonyKind,
		round: Round,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Vec<Vec<u8>>, ChainError>;
	/// The sharing in use.
	fn sharing(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<SharingInfo<AccountId, BlockNumber>>, ChainError>;

	/// Public parameters of the sharing in use.
	fn parameters(&self, at: Hash) -> Result<Option<Parameters<AccountId>>, ChainError>;
	/// The token key's public values.
	fn token_authority(&self, at: Hash) -> Result<Option<TokenAuthority<AccountId>>, ChainError>;
	/// The parameters that the last resharing handed on.
	fn handed_on_parameters(&self, at: Hash) -> Result<Option<Parameters<AccountId>>, ChainError>;
	/// The token key's values that the last resharing handed on.
	fn handed_on_token(&self, at: Hash) -> Result<Option<TokenAuthority<AccountId>>, ChainError>;

	/// The epoch.
	fn epoch(&self, at: Hash) -> Result<EpochInfo<BlockNumber>, ChainError>;
	/// A page of the epoch's cover.
	fn cover(&self, at: Hash, page: PageRequest) -> Result<Page<Node>, ChainError>;
	/// A page of the epoch's published update keys.
	fn update_keys(&self, at: Hash, page: PageRequest) -> Result<Page<UpdateKey>, ChainError>;
	/// The digest that an authority posted last.
	fn partials_digest(
		&self,
		at: Hash,
		authority: &AccountId,
	) -> Result<Option<(Epoch, [u8; 32])>, ChainError>;
	/// Authorities that may be reported now for withholding their partials.
	fn missing_partials(&self, at: Hash) -> Result<Vec<AccountId>, ChainError>;

	/// Signs a call and sends it.
	fn submit(&self, account: &sr25519::Pair, call: &Call) -> Result<(), SubmitError>;
}

/// What the workers send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
	/// Says that the hospital takes part in a round.
	Enrol {
		/// Which key.
		kind: CeremonyKind,
		/// The round.
		round: Round,
	},
	/// Posts the receiving key and what binds the dealer.
	Commit {
		/// Which key.
		kind: CeremonyKind,
		/// The round.
		round: Round,
		/// Where the shares go.
		key: Option<ReceivingKey>,
		/// To what the dealer commits.
		commitment: Option<[u8; 32]>,
	},
	/// Deals.
	Deal {
		/// Which key.
		kind: CeremonyKind,
		/// The round.
		round: Round,
		/// The deal.
		deal: Deal,
	},
	/// Shows that a dealer lied.
	Complain {
		/// Which key.
		kind: CeremonyKind,
		/// The round.
		round: Round,
		/// The dealer's index.
		dealer: u16,
		/// The evidence.
		complaint: Complaint,
	},
	/// Takes the last phase a step on.
	FinishCeremony {
		/// Which key.
		kind: CeremonyKind,
		/// The round.
		round: Round,
	},
	/// Commits to the partials of the epoch.
	PostPartialsDigest {
		/// The epoch.
		epoch: Epoch,
		/// Id of the key.
		ceremony: [u8; 32],
		/// Generation of the sharing.
		generation: u32,
		/// The digest.
		digest: [u8; 32],
	},
	/// Publishes combined update keys.
	PublishUpdateKeys {
		/// The epoch.
		epoch: Epoch,
		/// The keys, ascending.
		keys: Vec<UpdateKey>,
	},
	/// Reports a published key that is none.
	ReportBadUpdateKey {
		/// Its node.
		node: Node,
		/// Its era.
		era: Era,
	},
	/// Reports an authority that withholds its partials.
	ReportMissingPartials {
		/// Who.
		authority: AccountId,
	},
}

impl Call {
	/// The call's name, for logs and counters.
	pub const fn name(&self) -> &'static str {
		match self {
			Self::Enrol { .. } => "enrol",
			Self::Commit { .. } => "commit",
			Self::Deal { .. } => "deal",
			Self::Complain { .. } => "complain",
			Self::FinishCeremony { .. } => "finish_ceremony",
			Self::PostPartialsDigest { .. } => "post_partials_digest",
			Self::PublishUpdateKeys { .. } => "publish_update_keys",
			Self::ReportBadUpdateKey { .. } => "report_bad_update_key",
			Self::ReportMissingPartials { .. } => "report_missing_partials",
		}
	}

	/// All names.
	pub const NAMES: [&'static str; 9] = [
		"enrol",
		"commit",
		"deal",
		"complain",
		"finish_ceremony",
		"post_partials_digest",
		"publish_update_keys",
		"report_bad_update_key",
		"report_missing_partials",
	];

	/// What the call is for: two calls of one purpose do the same, though a proof in them differs.
	pub(crate) fn purpose(&self) -> Vec<u8> {
		let of = match self {
			Self::Enrol { kind, round }
			| Self::Commit { kind, round, .. }
			| Self::Deal { kind, round, .. }
			| Self::FinishCeremony { kind, round } => (kind, round).encode(),
			Self::Complain {
				kind, round, dealer, ..
			} => (kind, round, dealer).encode(),
			// A sharing that is replaced within an epoch asks for another.
			Self::PostPartialsDigest {
				epoch,
				ceremony,
				generation,
				..
			} => (epoch, ceremony, generation).encode(),
			Self::PublishUpdateKeys { epoch, keys } => (
				epoch,
				keys.first().map(|key| (key.node, key.era)),
				keys.len() as u64,
			)
				.encode(),
			Self::ReportBadUpdateKey { node, era } => (node, era).encode(),
			Self::ReportMissingPartials { authority } => authority.encode(),
		};
		(self.name(), of).encode()
	}
}
