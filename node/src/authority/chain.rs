//! The chain of this node, as the authority's workers read it and send to it.

use crate::service::{FullClient, TransactionPool as Pool};
use codec::{Decode, Encode};
use salus_authority::{
	transaction::{deals_in, signed, Ground},
	AuthorityChain, Call, ChainError, Head, SubmitError,
};
use salus_primitives::{
	authority::{Epoch, EpochInfo, Node, Parameters, UpdateKey},
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, SharingInfo},
	page::{Page, PageRequest, PageResult},
	token::TokenAuthority,
	AccountId, BlockNumber, Hash, Nonce,
};
use salus_rpc::{
	chain::{client_chain, Chain},
	errors::Refusal,
};
use salus_runtime::opaque::{Block, UncheckedExtrinsic};
use sc_client_api::BlockBackend;
use sc_transaction_pool_api::{
	error::{Error as PoolError, IntoPoolError},
	InPoolTransaction, TransactionPool, TransactionSource,
};
use sp_api::{Core, ProvideRuntimeApi};
use sp_core::{sr25519, Pair};
use std::sync::{Arc, Mutex, PoisonError};
use substrate_frame_rpc_system::AccountNonceApi;
use tokio::runtime::Handle;

/// Reads through the runtime APIs, sends through the pool.
pub struct NodeChain {
	client: Arc<FullClient>,
	reads: Arc<dyn Chain>,
	pool: Arc<Pool>,
	runtime: Handle,
	/// Held from the reading of a number until its transaction is in the pool: of two with one number the pool drops one.
	sending: Mutex<()>,
}

impl NodeChain {
	/// The chain behind a client and its pool.
	pub fn new(client: Arc<FullClient>, pool: Arc<Pool>, runtime: Handle) -> Self {
		Self {
			reads: client_chain::<Block, _>(client.clone()),
			client,
			pool,
			runtime,
			sending: Mutex::default(),
		}
	}

	/// Number of the account's next transaction, those in the pool included.
	fn nonce(&self, at: Hash, account: &AccountId) -> Result<Nonce, SubmitError> {
		let mut nonce = self
			.client
			.runtime_api()
			.account_nonce(at, account.clone())
			.map_err(refused)?;
		// Those of an account are ready in their order.
		for transaction in self.pool.ready() {
			if transaction.provides().first() == Some(&(account, nonce).encode()) {
				nonce = nonce.saturating_add(1);
			}
		}
		Ok(nonce)
	}
}

fn refused(error: impl std::fmt::Display) -> SubmitError {
	SubmitError::Refused(error.to_string())
}

fn read<T>(outcome: Result<T, Refusal>) -> Result<T, ChainError> {
	outcome.map_err(|refusal| ChainError(refusal.to_string()))
}

fn page<Item>(outcome: Result<PageResult<Item>, Refusal>) -> Result<Page<Item>, ChainError> {
	read(outcome)?.map_err(|error| ChainError(format!("{error:?}")))
}

impl AuthorityChain for NodeChain {
	fn genesis(&self) -> Hash {
		self.reads.genesis()
	}

	fn finalised(&self) -> Head {
		let head = self.reads.finalised();
		Head {
			hash: head.hash,
			number: head.number,
		}
	}

	fn finalised_at(&self, number: BlockNumber) -> Result<Hash, ChainError> {
		read(self.reads.finalised_at(number))
	}

	fn best(&self) -> Hash {
		self.reads.best().hash
	}

	fn acts_for(&self, at: Hash, account: &AccountId) -> Result<Option<AccountId>, ChainError> {
		read(self.reads.acts_for(at, account.clone()))
	}

	fn round(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, ChainError> {
		read(self.reads.round(at, kind))
	}

	fn last_round(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<RoundInfo<AccountId, BlockNumber>>, ChainError> {
		read(self.reads.last_round(at, kind))
	}

	fn last_failure(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<FailedRound<BlockNumber>>, ChainError> {
		read(self.reads.last_failure(at, kind))
	}

	fn deal(
		&self,
		at: Hash,
		kind: CeremonyKind,
		round: Round,
		dealer: u16,
	) -> Result<Option<Vec<u8>>, ChainError> {
		read(self.reads.deal(at, kind, round, dealer))
	}

	fn posted_deals(
		&self,
		kind: CeremonyKind,
		round: Round,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Vec<Vec<u8>>, ChainError> {
		let mut deals = Vec::new();
		for number in from..=to {
			let body = self.client.block_body(self.finalised_at(number)?);
			let body = body.map_err(|error| ChainError(error.to_string()))?;
			let body = body.ok_or_else(|| ChainError(format!("block {number} is not kept")))?;
			let body: Vec<_> = body.iter().map(Encode::encode).collect();
			deals.extend(deals_in(body.iter().map(Vec::as_slice), kind, round));
		}
		Ok(deals)
	}

	fn sharing(
		&self,
		at: Hash,
		kind: CeremonyKind,
	) -> Result<Option<SharingInfo<AccountId, BlockNumber>>, ChainError> {
		read(self.reads.sharing(at, kind))
	}

	fn parameters(&self, at: Hash) -> Result<Option<Parameters<AccountId>>, ChainError> {
		read(self.reads.parameters(at))
	}

	fn token_authority(&self, at: Hash) -> Result<Option<TokenAuthority<AccountId>>, ChainError> {
		read(self.reads.token_authority(at))
	}

	fn handed_on_parameters(&self, at: Hash) -> Result<Option<Parameters<AccountId>>, ChainError> {
		read(self.reads.handed_on_parameters(at))
	}

	fn handed_on_token(&self, at: Hash) -> Result<Option<TokenAuthority<AccountId>>, ChainError> {
		read(self.reads.handed_on_token(at))
	}

	fn epoch(&self, at: Hash) -> Result<EpochInfo<BlockNumber>, ChainError> {
		read(self.reads.epoch(at))
	}

	fn cover(&self, at: Hash, request: PageRequest) -> Result<Page<Node>, ChainError> {
		page(self.reads.cover(at, request))
	}

	fn update_keys(&self, at: Hash, request: PageRequest) -> Result<Page<UpdateKey>, ChainError> {
		page(self.reads.update_keys(at, request))
	}

	fn partials_digest(
		&self,
		at: Hash,
		authority: &AccountId,
	) -> Result<Option<(Epoch, [u8; 32])>, ChainError> {
		read(self.reads.partials_digest(at, authority.clone()))
	}

	fn missing_partials(&self, at: Hash) -> Result<Vec<AccountId>, ChainError> {
		read(self.reads.missing_partials(at))
	}

	fn submit(&self, account: &sr25519::Pair, call: &Call) -> Result<(), SubmitError> {
		let _sending = self.sending.lock().unwrap_or_else(PoisonError::into_inner);
		let (best, finalised) = (self.reads.best().hash, self.reads.finalised());
		let version = self.client.runtime_api().version(best).map_err(refused)?;
		let ground = Ground {
			genesis: self.reads.genesis(),
			spec_version: version.spec_version,
			transaction_version: version.transaction_version,
			height: finalised.number,
			hash: finalised.hash,
			nonce: self.nonce(best, &account.public().into())?,
		};
		let bytes = signed(account, call, &ground)?.encode();
		let transaction = UncheckedExtrinsic::decode(&mut &bytes[..]).map_err(refused)?;
		let sent = self
			.runtime
			.block_on(self.pool.submit_one(best, TransactionSource::Local, transaction));
		match sent.map_err(IntoPoolError::into_pool_error) {
			Ok(_) => Ok(()),
			Err(Ok(PoolError::AlreadyImported(_))) => Err(SubmitError::Known),
			Err(Ok(error)) => Err(refused(error)),
			Err(Err(error)) => Err(refused(error)),
		}
	}
}
