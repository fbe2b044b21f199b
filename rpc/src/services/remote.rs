//! Asking the services of another hospital.

use super::ServicesApiClient;
use crate::{
	errors::{Cause, Refusal, RefusalData},
	json::{EpochFactorAnswer, SignedRequestJson},
};
use jsonrpsee::{
	core::ClientError,
	http_client::{HttpClient, HttpClientBuilder},
	ws_client::WsClientBuilder,
};
use std::{
	collections::HashMap,
	sync::{Mutex, PoisonError},
	time::Duration,
};

/// Bytes of an answer at most: a wrapped Y2 is 2 KiB of hexadecimal.
const MAX_ANSWER: u32 = 64 * 1024;
/// Endpoints whose connections are kept.
const MAX_CLIENTS: usize = 256;

/// Clients of other hospitals.
pub struct Remote {
	timeout: Duration,
	clients: Mutex<HashMap<String, HttpClient>>,
}

impl Remote {
	/// Waits `timeout` for an answer.
	pub fn new(timeout: Duration) -> Self {
		Self {
			timeout,
			clients: Mutex::default(),
		}
	}

	/// Hands a doctor's request to the custodian.
	pub async fn epoch_factor(
		&self,
		endpoint: &str,
		request: SignedRequestJson,
	) -> Result<EpochFactorAnswer, Refusal> {
		let answer = async {
			if endpoint.starts_with("ws://") || endpoint.starts_with("wss://") {
				let client = WsClientBuilder::default()
					.request_timeout(self.timeout)
					.connection_timeout(self.timeout)
					.max_response_size(MAX_ANSWER)
					.build(endpoint)
					.await?;
				client.epoch_factor(request).await
			} else {
				self.http(endpoint)?.epoch_factor(request).await
			}
		};
		match tokio::time::timeout(self.timeout, answer).await {
			Ok(answer) => answer.map_err(refusal),
			Err(_) => Err(Cause::CustodianTimeout.into()),
		}
	}

	fn http(&self, endpoint: &str) -> Result<HttpClient, ClientError> {
		let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(client) = clients.get(endpoint) {
			return Ok(client.clone());
		}
		let client = HttpClientBuilder::default()
			.request_timeout(self.timeout)
			.max_response_size(MAX_ANSWER)
			.build(endpoint)?;
		if clients.len() >= MAX_CLIENTS {
			clients.clear();
		}
		clients.insert(endpoint.to_owned(), client.clone());
		Ok(client)
	}
}

/// A custodian's refusal keeps its cause; what is no refusal of ours is the connection's fault.
fn refusal(error: ClientError) -> Refusal {
	match error {
		ClientError::Call(error) => {
			let data = error
				.data()
				.and_then(|data| serde_json::from_str::<RefusalData>(data.get()).ok());
			match (Cause::from_code(error.code()), data) {
				(Some(cause), Some(data)) => Refusal {
					cause,
					by_custodian: true,
					..data.into()
				},
				(Some(cause), None) => Refusal {
					by_custodian: true,
					..cause.into()
				},
				(None, _) => Refusal::with(Cause::CustodianAnswerInvalid, error.message()),
			}
		}
		ClientError::RequestTimeout => Cause::CustodianTimeout.into(),
		ClientError::ParseError(error) => Refusal::with(Cause::CustodianAnswerInvalid, error),
		error => Refusal::with(Cause::CustodianUnreachable, error),
	}
}
