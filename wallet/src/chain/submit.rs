use super::{At, Chain, ChainError, Signer};
use codec::{Decode, Encode};
use frame_system::{EventRecord, Phase};
use jsonrpsee::{core::client::SubscriptionClientT, rpc_params};
use salus_primitives::{BlockNumber, Hash, Nonce};
use salus_runtime::{extensions, RuntimeCall, RuntimeEvent, SignedPayload, UncheckedExtrinsic};
use sp_core::Bytes;
use sp_runtime::{
	generic::Era,
	traits::{BlakeTwo256, Hash as _},
	DispatchError,
};

/// Blocks for which a transaction stays valid; then it can never be replayed.
const MORTALITY: u64 = 64;

/// A call that was executed without error in a block, finalised unless the chain goes without finality.
#[derive(Clone, Debug)]
pub struct Included {
	/// The block.
	pub block: Hash,
	/// Its height.
	pub height: BlockNumber,
	/// The transaction.
	pub transaction: Hash,
	/// What it emitted.
	pub events: Vec<RuntimeEvent>,
	/// Whether the block cannot be dropped any more.
	pub finalised: bool,
}

impl Included {
	/// The first event that `pick` takes.
	pub fn find<T>(&self, pick: impl FnMut(&RuntimeEvent) -> Option<T>) -> Option<T> {
		self.events.iter().find_map(pick)
	}
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
		[
			("finalityTimeout", "its block was not finalised in time"),
			("usurped", "another transaction took its nonce"),
			("dropped", "the pool dropped it"),
			("invalid", "it became invalid"),
		]
		.into_iter()
		.find(|(name, _)| says(name))
		.map_or(Self::Pending, |(_, why)| Self::Lost(why.into()))
	}
}

impl Chain {
	/// Signs and sends a call, and waits until the block that holds it is finalised, or is there if this chain goes without
	/// finality.
	pub async fn submit(
		&self,
		signer: &Signer,
		call: impl Into<RuntimeCall>,
	) -> Result<Included, ChainError> {
		let account = signer.account();
		let nonce: Nonce = self
			.rpc("system_accountNextIndex", rpc_params![account.to_string()])
			.await?;
		self.submit_with_nonce(signer, call, nonce).await
	}

	/// As [`Chain::submit`], for several calls of one account under way at once.
	pub async fn submit_with_nonce(
		&self,
		signer: &Signer,
		call: impl Into<RuntimeCall>,
		nonce: Nonce,
	) -> Result<Included, ChainError> {
		let extrinsic = self.sign(signer, call.into(), nonce).await?.encode();
		let transaction = BlakeTwo256::hash(&extrinsic);
		let mut statuses = self
			.rpc
			.subscribe::<Status, _>(
				"author_submitAndWatchExtrinsic",
				rpc_params![Bytes(extrinsic)],
				"author_unwatchExtrinsic",
			)
			.await?;
		while let Some(status) = statuses.next().await {
			match status.map_err(|e| ChainError::Transport(e.to_string()))? {
				Status::Finalised(block) => return self.outcome(block, transaction).await,
				Status::Included(block) if self.settled == At::Best => {
					return self.outcome(block, transaction).await
				}
				Status::Lost(why) => return Err(ChainError::NotIncluded(why)),
				Status::Pending | Status::Included(_) => {}
			}
		}
		Err(ChainError::Transport(
			"the subscription to the transaction ended".into(),
		))
	}

	async fn sign(
		&self,
		signer: &Signer,
		call: RuntimeCall,
		nonce: Nonce,
	) -> Result<UncheckedExtrinsic, ChainError> {
		let head = self.hash(self.settled).await?;
		let height = self.height(At::Block(head)).await?;
		let era = Era::mortal(MORTALITY, height.into());
		let birth: Hash = self
			.rpc("chain_getBlockHash", rpc_params![era.birth(height.into())])
			.await?;
		let extension = extensions::plain(era, nonce);
		let implicit = (
			(),
			self.spec_version,
			self.transaction_version,
			self.genesis(),
			birth,
			(),
			(),
			(),
			None,
			(),
		);
		let payload = SignedPayload::from_raw(call, extension, implicit);
		let signature = payload.using_encoded(|bytes| signer.sign(bytes));
		let (call, extension, _) = payload.deconstruct();
		Ok(UncheckedExtrinsic::new_signed(
			call,
			signer.account().into(),
			signature,
			extension,
		))
	}

	async fn outcome(&self, block: Hash, transaction: Hash) -> Result<Included, ChainError> {
		let body: serde_json::Value = self.rpc("chain_getBlock", rpc_params![block]).await?;
		let extrinsics: Vec<Bytes> = serde_json::from_value(body["block"]["extrinsics"].clone())
			.map_err(|_| ChainError::Undecodable("chain_getBlock"))?;
		let index = extrinsics
			.iter()
			.position(|bytes| BlakeTwo256::hash(bytes) == transaction)
			.ok_or(ChainError::UnknownBlock(block))?;
		let key = frame_support::storage::storage_prefix(b"System", b"Events").to_vec();
		let records: Vec<EventRecord<RuntimeEvent, Hash>> =
			self.storage(key, At::Block(block)).await?.unwrap_or_default();
		let events: Vec<_> = records
			.into_iter()
			.filter(|record| matches!(record.phase, Phase::ApplyExtrinsic(i) if i as usize == index))
			.map(|record| record.event)
			.collect();
		for event in &events {
			if let RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { dispatch_error, .. }) = event {
				return Err(dispatch_error_of(*dispatch_error));
			}
		}
		Ok(Included {
			block,
			height: self.height(At::Block(block)).await?,
			transaction,
			events,
			finalised: self.settled == At::Finalised,
		})
	}
}

/// The names of a dispatch error.
pub(crate) fn dispatch_error_of(error: DispatchError) -> ChainError {
	if let DispatchError::Module(module) = error {
		if let Ok(error) =
			salus_runtime::RuntimeError::decode(&mut &[&[module.index][..], &module.error[..]].concat()[..])
		{
			// `Pallet(Error)` in the derived form.
			let text = format!("{error:?}");
			if let Some((pallet, rest)) = text.split_once('(') {
				return ChainError::Failed {
					pallet: pallet.into(),
					error: rest.strip_suffix(')').unwrap_or(rest).into(),
				};
			}
		}
	}
	ChainError::Failed {
		pallet: "Runtime".into(),
		error: format!("{error:?}"),
	}
}
