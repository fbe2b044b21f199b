//! Asking the services of another hospital.

use super::{
	clients::{Client, Clients},
	ServicesApiClient,
};
use crate::{
	errors::{Cause, Refusal, RefusalData},
	json::{EpochFactorAnswer, SignedRequestJson},
};
use jsonrpsee::core::ClientError;
use std::time::Duration;

/// Bytes of an answer at most: a wrapped Y2 is 2 KiB of hexadecimal.
const MAX_ANSWER: u32 = 64 * 1024;

/// Clients of other hospitals.
pub struct Remote {
	clients: Clients,
}

impl Remote {
	/// Waits `timeout` for an answer.
	pub fn new(timeout: Duration) -> Self {
		Self {
			clients: Clients::new(timeout, MAX_ANSWER),
		}
	}

	/// Hands a doctor's request to the custodian.
	pub async fn epoch_factor(
		&self,
		endpoint: &str,
		request: SignedRequestJson,
	) -> Result<EpochFactorAnswer, Refusal> {
		let answer = async {
			match self.clients.connect(endpoint).await? {
				Client::Http(client) => client.epoch_factor(request).await,
				Client::Ws(client) => client.epoch_factor(request).await,
			}
		};
		match tokio::time::timeout(self.clients.timeout(), answer).await {
			Ok(answer) => answer.map_err(refusal),
			Err(_) => Err(Cause::CustodianTimeout.into()),
		}
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
