//! What a hospital's node did for its doctors, brought to the trail by the operator: searches, matches, pre-decryptions.

use super::operated;
use crate::{
	chain::{At, Chain, ChainError, Included},
	error::{Result, WalletError},
	keystore::Secrets,
	services::Hospital,
	trade::journal::{Journal, Note},
};
use codec::{Decode, DecodeAll, Encode};
use salus_primitives::{
	index::{ServiceEntry, MAX_SERVICE_ENTRIES},
	request::ServiceEntries,
	AccountId,
};
use salus_runtime::Runtime;
use serde::Deserialize;
use sp_core::Bytes;

/// Place of the one note of what was recorded.
const PLACE: &str = "own";

/// How far the node's journal is on the trail.
#[derive(Encode, Decode)]
struct Recorded {
	next: u64,
}

impl Note for Recorded {
	const KIND: &'static str = "recorded";

	fn place(&self) -> String {
		PLACE.into()
	}
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
	entries: Vec<Bytes>,
	next: u64,
}

impl Page {
	fn entries(&self) -> Result<Vec<ServiceEntry<AccountId>>> {
		self.entries
			.iter()
			.map(|entry| {
				ServiceEntry::decode_all(&mut &entry[..])
					.map_err(|_| ChainError::Undecodable("salus_serviceEntries").into())
			})
			.collect()
	}
}

/// What was recorded.
pub struct Done {
	/// How many entries.
	pub entries: usize,
	/// The number of the next entry.
	pub next: u64,
	/// The last transaction; none if there was nothing new.
	pub included: Option<Included>,
}

/// Brings what the own node noted since the last time, or since entry number `from`, to the trail.
pub async fn record(chain: &Chain, secrets: &Secrets, journal: &Journal, from: Option<u64>) -> Result<Done> {
	let signer = secrets.signer();
	let own = operated(chain, &signer, At::Finalised).await?;
	let node = Hospital::connect(chain, own).await?;
	let noted: Option<Recorded> = journal.load(PLACE)?;
	let mut done = Done {
		entries: 0,
		next: from.or(noted.map(|noted| noted.next)).unwrap_or_default(),
		included: None,
	};
	loop {
		let body = ServiceEntries {
			from: done.next,
			limit: MAX_SERVICE_ENTRIES,
		};
		let page: Page = node.ask("salus_serviceEntries", &signer, body).await?;
		let entries = page.entries()?;
		if entries.is_empty() {
			return Ok(done);
		}
		if page.next <= done.next {
			return Err(WalletError::Untrue(
				"the node's journal does not go on from where it was asked".into(),
			));
		}
		done.entries = done.entries.saturating_add(entries.len());
		let entries = entries
			.try_into()
			.map_err(|_| ChainError::Undecodable("salus_serviceEntries"))?;
		let call = pallet_ehr_index::Call::<Runtime>::record_services { entries };
		done.included = Some(chain.submit(&signer, call).await?);
		// Noted after: what a crash leaves out of the note is recorded twice rather than never.
		done.next = page.next;
		journal.save(&Recorded { next: page.next })?;
	}
}
