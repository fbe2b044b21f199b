//! Connections to the services of other hospitals.

use jsonrpsee::{
	core::ClientError,
	http_client::{HttpClient, HttpClientBuilder},
	ws_client::{WsClient, WsClientBuilder},
};
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};

/// Endpoints whose connections are kept.
const MAX_CLIENTS: usize = 256;

/// Makes connections. Those over HTTP are kept.
pub struct Clients {
	timeout: Duration,
	max_answer: u32,
	kept: Mutex<HashMap<String, Arc<HttpClient>>>,
}

/// A connection, by what the endpoint speaks.
pub enum Client {
	/// Requests of HTTP.
	Http(Arc<HttpClient>),
	/// A socket, for as long as it is held.
	Ws(WsClient),
}

impl Clients {
	/// Connections that wait `timeout` for an answer, of `max_answer` bytes at most.
	pub fn new(timeout: Duration, max_answer: u32) -> Self {
		Self {
			timeout,
			max_answer,
			kept: Mutex::default(),
		}
	}

	/// How long an answer may take.
	pub fn timeout(&self) -> Duration {
		self.timeout
	}

	/// A connection to an endpoint.
	pub async fn connect(&self, endpoint: &str) -> Result<Client, ClientError> {
		if endpoint.starts_with("ws://") || endpoint.starts_with("wss://") {
			let client = WsClientBuilder::default()
				.request_timeout(self.timeout)
				.connection_timeout(self.timeout)
				.max_response_size(self.max_answer)
				.build(endpoint)
				.await?;
			Ok(Client::Ws(client))
		} else {
			self.http(endpoint).map(Client::Http)
		}
	}

	fn http(&self, endpoint: &str) -> Result<Arc<HttpClient>, ClientError> {
		let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(client) = kept.get(endpoint) {
			return Ok(client.clone());
		}
		let client = HttpClientBuilder::default()
			.request_timeout(self.timeout)
			.max_response_size(self.max_answer)
			.build(endpoint)?;
		let client = Arc::new(client);
		if kept.len() >= MAX_CLIENTS {
			kept.clear();
		}
		kept.insert(endpoint.to_owned(), client.clone());
		Ok(client)
	}
}
