use super::ChainError;
use codec::{Decode, Encode};
use jsonrpsee::{
	core::client::{ClientT, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use salus_primitives::{BlockNumber, Hash};
use serde::de::DeserializeOwned;
use sp_core::Bytes;
use std::{sync::Arc, time::Duration};

/// Largest answer of a node: a chunk of ciphertext in hex, with room.
const MAX_RESPONSE: u32 = 16 << 20;

/// At which block to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
	/// The newest block, which may still be dropped.
	Best,
	/// The newest block that cannot be dropped.
	Finalised,
	/// This block.
	Block(Hash),
}

/// A connection to one node.
#[derive(Clone)]
pub struct Chain {
	pub(super) rpc: Arc<WsClient>,
	url: String,
	genesis: Hash,
	pub(super) spec_version: u32,
	pub(super) transaction_version: u32,
	/// The block that transactions are made for, and until which they are watched.
	pub(super) settled: At,
}

impl Chain {
	/// Connects, and refuses a node whose calls are not this wallet's.
	pub async fn connect(url: &str) -> Result<Self, ChainError> {
		let rpc = WsClientBuilder::default()
			.connection_timeout(Duration::from_secs(10))
			.request_timeout(Duration::from_secs(120))
			.max_response_size(MAX_RESPONSE)
			.max_request_size(MAX_RESPONSE)
			.build(url)
			.await
			.map_err(|e| ChainError::Unreachable {
				url: url.into(),
				cause: e.to_string(),
			})?;
		let genesis: Hash = rpc.request("chain_getBlockHash", rpc_params![0]).await?;
		let version: serde_json::Value = rpc.request("state_getRuntimeVersion", rpc_params![]).await?;
		let number = |name: &str| {
			version
				.get(name)
				.and_then(serde_json::Value::as_u64)
				.unwrap_or_default() as u32
		};
		let name = version
			.get("specName")
			.and_then(serde_json::Value::as_str)
			.unwrap_or_default();
		let own = salus_runtime::VERSION;
		let chain = Self {
			rpc: Arc::new(rpc),
			url: url.into(),
			genesis,
			spec_version: number("specVersion"),
			transaction_version: number("transactionVersion"),
			settled: At::Finalised,
		};
		if name != own.spec_name || chain.transaction_version != own.transaction_version {
			return Err(ChainError::OtherRuntime {
				found: format!("{name} (transaction version {})", chain.transaction_version),
				expected: format!(
					"{} (transaction version {})",
					own.spec_name, own.transaction_version
				),
			});
		}
		Ok(chain)
	}

	/// Transactions are done once they are in the best block: for a chain whose finality has stalled.
	pub fn without_finality(self) -> Self {
		Self {
			settled: At::Best,
			..self
		}
	}

	/// The block whose state counts: the last final one, unless finality is not waited for.
	pub fn settled(&self) -> At {
		self.settled
	}

	/// The address of the node.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// The chain's identity: the hash of its first block.
	pub fn genesis(&self) -> Hash {
		self.genesis
	}

	/// Any JSON-RPC method.
	pub async fn rpc<R: DeserializeOwned>(
		&self,
		method: &str,
		params: jsonrpsee::core::params::ArrayParams,
	) -> Result<R, ChainError> {
		Ok(self.rpc.request(method, params).await?)
	}

	/// The hash of a block.
	pub async fn hash(&self, at: At) -> Result<Hash, ChainError> {
		match at {
			At::Best => self.rpc("chain_getBlockHash", rpc_params![]).await,
			At::Finalised => self.rpc("chain_getFinalizedHead", rpc_params![]).await,
			At::Block(hash) => Ok(hash),
		}
	}

	/// The height of a block.
	pub async fn height(&self, at: At) -> Result<BlockNumber, ChainError> {
		let hash = self.hash(at).await?;
		let header: Option<salus_runtime::Header> = self.rpc("chain_getHeader", rpc_params![hash]).await?;
		Ok(header.ok_or(ChainError::UnknownBlock(hash))?.number)
	}

	/// A function of a runtime API.
	pub async fn call<R: Decode>(
		&self,
		function: &'static str,
		arguments: impl Encode,
		at: At,
	) -> Result<R, ChainError> {
		let hash = self.hash(at).await?;
		let bytes: Bytes = self
			.rpc(
				"state_call",
				rpc_params![function, Bytes(arguments.encode()), hash],
			)
			.await?;
		R::decode(&mut &bytes[..]).map_err(|_| ChainError::Undecodable(function))
	}

	/// A value of storage; none if nothing is stored.
	pub async fn storage<R: Decode>(&self, key: Vec<u8>, at: At) -> Result<Option<R>, ChainError> {
		let hash = self.hash(at).await?;
		let bytes: Option<Bytes> = self
			.rpc("state_getStorage", rpc_params![Bytes(key), hash])
			.await?;
		bytes
			.map(|bytes| R::decode(&mut &bytes[..]).map_err(|_| ChainError::Undecodable("state_getStorage")))
			.transpose()
	}

	/// Headers as they are finalised, beginning with the newest.
	pub async fn finalised_headers(&self) -> Result<Subscription<salus_runtime::Header>, ChainError> {
		Ok(self
			.rpc
			.subscribe(
				"chain_subscribeFinalizedHeads",
				rpc_params![],
				"chain_unsubscribeFinalizedHeads",
			)
			.await?)
	}

	/// Waits until the block at `height` is finalised; gives the finalised head's hash.
	pub async fn wait_finalised(&self, height: BlockNumber) -> Result<Hash, ChainError> {
		let mut headers = self.finalised_headers().await?;
		while let Some(header) = headers.next().await {
			let header = header.map_err(|e| ChainError::Transport(e.to_string()))?;
			if header.number >= height {
				return Ok(header.hash());
			}
		}
		Err(ChainError::Transport(
			"the subscription to finalised blocks ended".into(),
		))
	}
}
