//! A connection to a node of either chain.

use super::load::ChainId;
use anyhow::{Context, Result};
use codec::Decode;
use frame_system::EventRecord;
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription, SubscriptionClientT},
		params::ArrayParams,
		DeserializeOwned,
	},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use salus_primitives::{BlockNumber, Hash};
use salus_runtime::{Header, RuntimeEvent};
use serde_json::Value;
use sp_core::Bytes;
use std::time::Duration;

/// Largest answer: the body or the events of a full block.
const MAX_MESSAGE: u32 = 64 << 20;
/// A busy node answers late.
const PATIENCE: Duration = Duration::from_secs(120);

/// A connection.
pub struct Client(WsClient);

impl Client {
	/// Connects.
	pub async fn connect(url: &str) -> Result<Self> {
		let client = WsClientBuilder::default()
			.request_timeout(PATIENCE)
			.max_request_size(MAX_MESSAGE)
			.max_response_size(MAX_MESSAGE)
			.build(url)
			.await
			.with_context(|| url.to_owned())?;
		Ok(Self(client))
	}

	/// The connection itself.
	pub fn raw(&self) -> &WsClient {
		&self.0
	}

	async fn ask<R: DeserializeOwned>(&self, method: &'static str, params: ArrayParams) -> Result<R> {
		self.0.request(method, params).await.context(method)
	}

	/// What signatures depend on.
	pub async fn chain(&self) -> Result<ChainId> {
		let version: Value = self.ask("state_getRuntimeVersion", rpc_params![]).await?;
		let number = |name: &str| {
			let number = version.get(name).and_then(Value::as_u64);
			Ok::<_, anyhow::Error>(u32::try_from(number.context("a runtime without versions")?)?)
		};
		Ok(ChainId {
			genesis: self.hash(0).await?.context("a chain without a first block")?,
			spec_version: number("specVersion")?,
			transaction_version: number("transactionVersion")?,
		})
	}

	/// The block at a height.
	pub async fn hash(&self, height: BlockNumber) -> Result<Option<Hash>> {
		self.ask("chain_getBlockHash", rpc_params![height]).await
	}

	/// The header of a block.
	pub async fn header(&self, block: Hash) -> Result<Header> {
		let header: Option<Header> = self.ask("chain_getHeader", rpc_params![block]).await?;
		header.with_context(|| format!("no block {block:?}"))
	}

	/// The finalised head.
	pub async fn finalised(&self) -> Result<BlockNumber> {
		let head: Hash = self.ask("chain_getFinalizedHead", rpc_params![]).await?;
		Ok(self.header(head).await?.number)
	}

	/// The transactions of a block.
	pub async fn body(&self, block: Hash) -> Result<Vec<Bytes>> {
		let mut found: Value = self.ask("chain_getBlock", rpc_params![block]).await?;
		let extrinsics = found
			.pointer_mut("/block/extrinsics")
			.with_context(|| format!("no block {block:?}"))?;
		Ok(serde_json::from_value(extrinsics.take())?)
	}

	/// What a block emitted.
	pub async fn events(&self, block: Hash) -> Result<Vec<EventRecord<RuntimeEvent, Hash>>> {
		self.state(b"System", b"Events", block).await
	}

	/// The weight that a block took.
	pub async fn weight(&self, block: Hash) -> Result<frame_system::ConsumedWeight> {
		self.state(b"System", b"BlockWeight", block).await
	}

	async fn state<R: Decode>(&self, pallet: &[u8], item: &[u8], block: Hash) -> Result<R> {
		let key = Bytes(frame_support::storage::storage_prefix(pallet, item).to_vec());
		let stored: Option<Bytes> = self.ask("state_getStorage", rpc_params![key, block]).await?;
		let stored =
			stored.with_context(|| format!("block {block:?} has no {}", String::from_utf8_lossy(item)))?;
		Ok(R::decode(&mut &stored[..])?)
	}

	/// Heads as they become the best.
	pub async fn best_heads(&self) -> Result<Subscription<Header>> {
		self.heads("chain_subscribeNewHeads", "chain_unsubscribeNewHeads")
			.await
	}

	/// Heads as they are finalised.
	pub async fn finalised_heads(&self) -> Result<Subscription<Header>> {
		self.heads("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads")
			.await
	}

	async fn heads(&self, begin: &'static str, end: &'static str) -> Result<Subscription<Header>> {
		self.0.subscribe(begin, rpc_params![], end).await.context(begin)
	}
}
