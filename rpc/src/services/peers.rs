//! Partial update keys of other authorities, over their services.

use super::{
	clients::{Client, Clients},
	ServicesApiClient,
};
use crate::{
	chain::Chain,
	errors::Cause,
	json::{PartialUpdateKeyAnswer, SignedRequestJson},
};
use jsonrpsee::core::ClientError;
use rand_core::{OsRng, RngCore};
use salus_authority::{Head, PartialsPage, PeerError, Peers};
use salus_primitives::{
	authority::{Epoch, UpdateKey},
	hospital::HospitalId,
	request::{signing_payload, Body, Envelope, PartialUpdateKey, SignedRequest},
	AccountId, BlockNumber,
};
use sp_core::{sr25519, Bytes, Pair};
use std::{sync::Arc, time::Duration};
use tokio::runtime::Handle;

/// Bytes of an answer at most: 256 partials are 160 KiB of JSON.
const MAX_ANSWER: u32 = 512 * 1024;
/// Blocks after the finalised head for which a request is valid.
const LIFE: BlockNumber = 50;

/// The other authorities, asked at the endpoints that the chain gives, in the name of the node's account.
pub struct RemoteAuthorities {
	chain: Arc<dyn Chain>,
	account: sr25519::Pair,
	clients: Clients,
	runtime: Handle,
}

impl RemoteAuthorities {
	/// Asks with `account`, on tasks of `runtime`, and waits `timeout` for an answer. The calls block: they are for threads
	/// that may wait.
	pub fn new(chain: Arc<dyn Chain>, account: sr25519::Pair, timeout: Duration, runtime: Handle) -> Self {
		Self {
			chain,
			account,
			clients: Clients::new(timeout, MAX_ANSWER),
			runtime,
		}
	}

	/// The hospital that an account runs, and where its services answer.
	fn endpoint(&self, at: Head, authority: &AccountId) -> Result<(HospitalId, String), PeerError> {
		let unknown = |error: String| PeerError::Unreachable(error);
		let person = self
			.chain
			.person(at.hash, authority.clone())
			.map_err(|refusal| unknown(refusal.to_string()))?;
		let id = person
			.and_then(|person| person.hospital)
			.ok_or_else(|| unknown("it runs no hospital".into()))?;
		let hospital = self
			.chain
			.hospital(at.hash, id)
			.map_err(|refusal| unknown(refusal.to_string()))?
			.ok_or_else(|| unknown("its hospital is not on the chain".into()))?;
		let endpoint =
			String::from_utf8(hospital.endpoint).map_err(|_| unknown("its endpoint is no text".into()))?;
		Ok((id, endpoint))
	}

	/// Valid from now on: whoever combines asks one after the other, and some take their time.
	fn request<B: Body>(&self, audience: HospitalId, body: B) -> SignedRequestJson {
		let mut nonce = [0; 16];
		OsRng.fill_bytes(&mut nonce);
		let envelope = Envelope {
			genesis: self.chain.genesis(),
			audience,
			method: B::METHOD,
			nonce,
			expires_at: self.chain.finalised().number.saturating_add(LIFE),
			body,
		};
		let signature = self.account.sign(&signing_payload(&envelope)).into();
		SignedRequestJson::from(&SignedRequest {
			envelope,
			signer: self.account.public().into(),
			signature,
		})
	}

	async fn ask(
		&self,
		endpoint: &str,
		request: SignedRequestJson,
	) -> Result<PartialUpdateKeyAnswer, PeerError> {
		let answer = async {
			match self.clients.connect(endpoint).await? {
				Client::Http(client) => client.partial_update_key(request).await,
				Client::Ws(client) => client.partial_update_key(request).await,
			}
		};
		match tokio::time::timeout(self.clients.timeout(), answer).await {
			Ok(answer) => answer.map_err(fault),
			Err(_) => Err(PeerError::Unreachable("it did not answer in time".into())),
		}
	}
}

fn fault(error: ClientError) -> PeerError {
	match error {
		ClientError::Call(error) => match Cause::from_code(error.code()) {
			Some(Cause::KeyRateLimited | Cause::HospitalRateLimited | Cause::Busy) => PeerError::Busy,
			_ => PeerError::Refused(error.message().to_owned()),
		},
		ClientError::ParseError(error) => PeerError::Malformed(error.to_string()),
		error => PeerError::Unreachable(error.to_string()),
	}
}

impl Peers for RemoteAuthorities {
	fn partials(
		&self,
		at: Head,
		authority: &AccountId,
		epoch: Epoch,
		start: u32,
		limit: u32,
	) -> Result<PartialsPage, PeerError> {
		let (hospital, endpoint) = self.endpoint(at, authority)?;
		let request = self.request(hospital, PartialUpdateKey { epoch, start, limit });
		let answer = self.runtime.block_on(self.ask(&endpoint, request))?;
		let partials = answer
			.partials
			.iter()
			.map(|partial| {
				Ok(UpdateKey {
					node: partial.node,
					era: partial.era,
					q: array(&partial.q)?,
					q_prime: array(&partial.q_prime)?,
				})
			})
			.collect::<Result<_, PeerError>>()?;
		Ok(PartialsPage {
			epoch: answer.epoch,
			index: answer.index,
			generation: answer.generation,
			ceremony: array(&answer.ceremony)?,
			partials,
		})
	}
}

fn array<const N: usize>(bytes: &Bytes) -> Result<[u8; N], PeerError> {
	<[u8; N]>::try_from(&bytes[..]).map_err(|_| PeerError::Malformed("bytes of a wrong length".into()))
}
