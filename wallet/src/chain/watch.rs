//! Waiting for a transaction, until it is in a settled block or never will be.
//!
//! The node tells where a transaction stands, but its last word need not be: where its pool puts another transaction of the
//! account in place of the one that is watched, nothing more may be said of it. So what is settled is looked at meanwhile: once
//! the number is used, or the transaction's life is over, it is in one of those blocks or in none.

use super::{At, Chain, ChainError, Included};
use jsonrpsee::{
	core::client::{Subscription, SubscriptionClientT},
	rpc_params,
};
use salus_primitives::{AccountId, BlockNumber, Hash, Nonce};
use sp_core::Bytes;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::{future::pending, time::Duration};
use tokio::{select, time::sleep};

/// Between two looks at what is settled.
const LOOK: Duration = Duration::from_secs(6);

/// When a signed transaction can be in a block.
#[derive(Clone, Debug)]
pub(super) struct Life {
	/// Who signed it.
	pub(super) account: AccountId,
	/// Its number: of all with the same, one is executed.
	pub(super) nonce: Nonce,
	/// The block that it names: it is in none up to this, on whatever branch.
	pub(super) birth: BlockNumber,
	/// The first block that it cannot be in.
	pub(super) ends: BlockNumber,
}

/// What the settled blocks say of a signed transaction.
enum Fate {
	/// It may yet be in one.
	Open,
	/// It is in this one.
	Included(Hash),
	/// Another transaction has its number: it will be in none.
	Overtaken,
	/// It is too old: it will be in none, and its number is free.
	Expired,
}

/// Where a transaction stands.
#[derive(serde::Deserialize)]
#[serde(from = "serde_json::Value")]
enum Status {
	/// On its way.
	Pending,
	/// In a block that may still be dropped.
	Included(Hash),
	/// In a block that cannot be dropped.
	Finalised(Hash),
	/// The pool has another of the same number, which may be executed or not.
	Replaced,
	/// It will never be.
	Lost(String),
}

impl From<serde_json::Value> for Status {
	fn from(status: serde_json::Value) -> Self {
		let names = [
			("finalized", Self::Finalised as fn(Hash) -> Self),
			("inBlock", Self::Included),
		];
		for (name, is) in names {
			if let Some(block) = status.get(name) {
				return match serde_json::from_value(block.clone()) {
					Ok(block) => is(block),
					Err(_) => Self::Lost("the node's word of it does not decode".into()),
				};
			}
		}
		let says = |name: &str| status.as_str() == Some(name) || status.get(name).is_some();
		if says("usurped") {
			return Self::Replaced;
		}
		[
			("finalityTimeout", "its block was not finalised in time"),
			("dropped", "the pool dropped it"),
			("invalid", "it became invalid"),
		]
		.into_iter()
		.find(|(name, _)| says(name))
		.map_or(Self::Pending, |(_, why)| Self::Lost(why.into()))
	}
}

/// What the node says last of a transaction.
enum LastWord {
	/// It is in this block, which is settled.
	Included(Hash),
	/// The pool has another in its place, or the node says no more.
	Open(ChainError),
	/// The pool has it no more.
	Lost(String),
}

impl Chain {
	/// Sends a transaction, and waits until the block that holds it is settled or none can hold it any more. `life` is of one
	/// that is signed; `accepted` is called as soon as the node's pool has the transaction.
	pub(super) async fn watch(
		&self,
		extrinsic: Vec<u8>,
		life: Option<Life>,
		accepted: impl FnOnce(),
	) -> Result<Included, ChainError> {
		let transaction = BlakeTwo256::hash(&extrinsic);
		let mut statuses = self
			.rpc
			.subscribe::<Status, _>(
				"author_submitAndWatchExtrinsic",
				rpc_params![Bytes(extrinsic)],
				"author_unwatchExtrinsic",
			)
			.await?;
		accepted();
		let last = select! {
			last = self.last_word(&mut statuses) => last,
			outcome = self.while_told(life.as_ref(), transaction) => return outcome,
		};
		match (last, life) {
			(LastWord::Included(block), _) => self.outcome(block, transaction).await,
			(LastWord::Open(_), Some(life)) => loop {
				if let Some(outcome) = self.settled_outcome(&life, transaction).await? {
					return outcome;
				}
				sleep(LOOK).await;
			},
			(LastWord::Open(why), None) => Err(why),
			// A pool that has it no more need not know that it was overtaken, or that it is in a block.
			(LastWord::Lost(why), Some(life)) => match self.settled_outcome(&life, transaction).await {
				Ok(Some(outcome)) => outcome,
				Ok(None) | Err(_) => Err(ChainError::NotIncluded(why)),
			},
			(LastWord::Lost(why), None) => Err(ChainError::NotIncluded(why)),
		}
	}

	async fn last_word(&self, statuses: &mut Subscription<Status>) -> LastWord {
		while let Some(status) = statuses.next().await {
			match status {
				Ok(Status::Finalised(block)) => return LastWord::Included(block),
				Ok(Status::Included(block)) if self.settled() == At::Best => {
					return LastWord::Included(block)
				}
				Ok(Status::Replaced) => {
					return LastWord::Open(ChainError::NotIncluded("another took its place".into()))
				}
				Ok(Status::Lost(why)) => return LastWord::Lost(why),
				Ok(Status::Pending | Status::Included(_)) => {}
				Err(error) => return LastWord::Open(ChainError::Transport(error.to_string())),
			}
		}
		LastWord::Open(ChainError::Transport(
			"the subscription to the transaction ended".into(),
		))
	}

	/// What the settled blocks say in the end of a transaction that the node tells of meanwhile; of one that nobody signed
	/// they cannot say that it will be in none. A node that does not answer may do so later.
	async fn while_told(&self, life: Option<&Life>, transaction: Hash) -> Result<Included, ChainError> {
		let Some(life) = life else { return pending().await };
		loop {
			sleep(LOOK).await;
			if let Ok(Some(outcome)) = self.settled_outcome(life, transaction).await {
				return outcome;
			}
		}
	}

	/// The outcome of a transaction, if the settled blocks leave no doubt.
	async fn settled_outcome(
		&self,
		life: &Life,
		transaction: Hash,
	) -> Result<Option<Result<Included, ChainError>>, ChainError> {
		Ok(match self.fate(life, transaction).await? {
			Fate::Open => None,
			Fate::Included(block) => Some(self.outcome(block, transaction).await),
			Fate::Overtaken => Some(Err(ChainError::Overtaken)),
			Fate::Expired => Some(Err(ChainError::NotIncluded("it is too old by now".into()))),
		})
	}

	async fn fate(&self, life: &Life, transaction: Hash) -> Result<Fate, ChainError> {
		let head = self.hash(self.settled()).await?;
		let height = self.height(At::Block(head)).await?;
		let next: Nonce = self
			.call("AccountNonceApi_account_nonce", &life.account, At::Block(head))
			.await?;
		let used = next > life.nonce;
		if !used && height.saturating_add(1) < life.ends {
			return Ok(Fate::Open);
		}
		for number in life.birth.saturating_add(1)..=height.min(life.ends) {
			let block: Option<Hash> = self.rpc("chain_getBlockHash", rpc_params![number]).await?;
			let block = block.ok_or(ChainError::Undecodable("chain_getBlockHash"))?;
			if self.position(block, transaction).await?.is_some() {
				return Ok(Fate::Included(block));
			}
		}
		Ok(if used { Fate::Overtaken } else { Fate::Expired })
	}
}
