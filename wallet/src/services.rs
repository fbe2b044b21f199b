//! Signed requests to the services of hospitals, and their answers.

use crate::{
	chain::{At, Chain, ChainError, Signer},
	error::{Result, WalletError},
	patience::Patience,
	trade::handle,
};
use codec::Encode;
use jsonrpsee::rpc_params;
use salus_primitives::{
	hospital::{HospitalId, HospitalInfo},
	request::{Body, SignedRequest},
	AccountId, BlockNumber,
};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::time::Duration;

/// Blocks after the finalised head for which a request is valid.
const LIFE: BlockNumber = 50;
/// How long a hospital's node may be behind another.
const FINAL_WITHIN: Duration = Duration::from_secs(60);

/// One hospital's services.
pub struct Hospital {
	/// What the chain says of it.
	pub info: HospitalInfo<AccountId, BlockNumber>,
	node: Chain,
}

impl Hospital {
	/// Connects to the endpoint that the chain gives for a hospital. Refuses an endpoint of another chain.
	pub async fn connect(chain: &Chain, id: HospitalId) -> Result<Self> {
		Self::connect_at(chain, id, At::Finalised).await
	}

	/// As [`Hospital::connect`], with the endpoint as it stands at a block.
	pub async fn connect_at(chain: &Chain, id: HospitalId, at: At) -> Result<Self> {
		let info = chain
			.hospital(id, at)
			.await?
			.ok_or_else(|| WalletError::NotAllowed(format!("the chain has no hospital {id}")))?;
		let endpoint = String::from_utf8_lossy(&info.endpoint).into_owned();
		let node = if endpoint == chain.url() {
			chain.clone()
		} else {
			Chain::connect(&endpoint).await?
		};
		if node.genesis() != chain.genesis() {
			return Err(WalletError::Untrue(format!(
				"{endpoint} is a node of another chain"
			)));
		}
		Ok(Self { info, node })
	}

	/// Its node.
	pub fn node(&self) -> &Chain {
		&self.node
	}

	/// Signs a request for this hospital.
	pub async fn sign<B: Body>(&self, signer: &Signer, body: B) -> Result<SignedRequest<B>, ChainError> {
		let height = self.node.height(At::Finalised).await?;
		Ok(signer.request(
			self.node.genesis(),
			self.info.id,
			height.saturating_add(LIFE),
			body,
		))
	}

	/// Signs a request and sends it; where the service limits its rate, again when it says, freshly signed.
	pub async fn ask<B: Body + Clone, R: DeserializeOwned>(
		&self,
		method: &'static str,
		signer: &Signer,
		body: B,
	) -> Result<R> {
		let send = || self.ask_once(method, signer, body.clone());
		Patience::default().ask(send).await
	}

	/// Signs a request and sends it.
	pub async fn ask_once<B: Body, R: DeserializeOwned>(
		&self,
		method: &'static str,
		signer: &Signer,
		body: B,
	) -> Result<R, ChainError> {
		let request = self.sign(signer, body).await?;
		self.node.rpc::<R>(method, rpc_params![to_json(&request)]).await
	}

	/// Waits until its node has finalised a block of this height.
	pub async fn follows(&self, height: BlockNumber) -> Result<()> {
		let follows = self.node.wait_finalised(height);
		match tokio::time::timeout(FINAL_WITHIN, follows).await {
			Ok(outcome) => Ok(outcome.map(drop)?),
			Err(_) => Err(ChainError::Transport(format!(
				"the node of {} has not finalised block {height} within {} s",
				handle(&self.info),
				FINAL_WITHIN.as_secs()
			))
			.into()),
		}
	}
}

/// A signed request as the services take it.
pub fn to_json<B: Encode>(request: &SignedRequest<B>) -> Value {
	json!({
		"payload": format!("0x{}", hex::encode(request.envelope.encode())),
		"signer": request.signer.to_string(),
		"signature": format!("0x{}", hex::encode(request.signature.encode())),
	})
}

/// Bytes of an answer that must have this length.
pub fn array<const N: usize>(bytes: &[u8]) -> Result<[u8; N]> {
	bytes
		.try_into()
		.map_err(|_| ChainError::Undecodable("a hospital service").into())
}
