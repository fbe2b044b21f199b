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
	hospital::{HospitalId, Role},
	index::{ServiceEntry, MAX_SERVICE_ENTRIES},
	request::ServiceEntries,
	AccountId,
};
use salus_runtime::Runtime;
use serde::Deserialize;
use sp_core::Bytes;
use std::{cmp::Ordering, collections::BTreeMap};

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
	/// How many are not told: their doctors are another hospital's staff by now, for whom the chain lets nobody else speak.
	pub left_out: usize,
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
		left_out: 0,
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
		if !goes_on(done.next, page.next, entries.len())? {
			return Ok(done);
		}
		let told = told(chain, own, entries, &mut done.left_out).await?;
		if !told.is_empty() {
			done.entries = done.entries.saturating_add(told.len());
			let entries = told
				.try_into()
				.map_err(|_| ChainError::Undecodable("salus_serviceEntries"))?;
			let call = pallet_ehr_index::Call::<Runtime>::record_services { entries };
			done.included = Some(chain.submit(&signer, call).await?);
		}
		// Noted after: what a crash leaves out of the note is recorded twice rather than never.
		done.next = page.next;
		journal.save(&Recorded { next: page.next })?;
	}
}

/// Whether a page that was asked from number `from` and ends at `next` brings the journal forward: entries, or numbers whose
/// entries the node has no more.
fn goes_on(from: u64, next: u64, entries: usize) -> Result<bool> {
	match next.cmp(&from) {
		Ordering::Greater => Ok(true),
		Ordering::Equal if entries == 0 => Ok(false),
		Ordering::Equal => Err(WalletError::Untrue(
			"the node's journal does not go on from where it was asked".into(),
		)),
		Ordering::Less => Err(WalletError::Untrue(format!(
			"the node's journal ends at entry {next}, and {from} were recorded: it was begun anew, record it with --from 0"
		))),
	}
}

/// The entries that the chain takes from this hospital; counts the others.
async fn told(
	chain: &Chain,
	own: HospitalId,
	entries: Vec<ServiceEntry<AccountId>>,
	left_out: &mut usize,
) -> Result<Vec<ServiceEntry<AccountId>>> {
	let mut elsewhere = BTreeMap::new();
	let mut told = Vec::with_capacity(entries.len());
	for entry in entries {
		let (ServiceEntry::Search { doctor, .. }
		| ServiceEntry::Match { doctor, .. }
		| ServiceEntry::PreDecryption { doctor, .. }) = &entry;
		let is_elsewhere = match elsewhere.get(doctor) {
			Some(known) => *known,
			None => {
				let person = chain.person(doctor, At::Best).await?;
				let found =
					person.is_some_and(|person| person.role == Role::Staff && person.hospital != Some(own));
				elsewhere.insert(doctor.clone(), found);
				found
			}
		};
		match is_elsewhere {
			true => *left_out = left_out.saturating_add(1),
			false => told.push(entry),
		}
	}
	Ok(told)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_journal_goes_on_over_a_gap_and_ends_where_it_was_asked() {
		assert!(goes_on(5, 9, 4).unwrap());
		assert!(goes_on(5, 1_024, 0).unwrap());
		assert!(!goes_on(5, 5, 0).unwrap());
		assert!(matches!(goes_on(5, 5, 2), Err(WalletError::Untrue(_))));
	}

	#[test]
	fn a_journal_that_was_begun_anew_is_noticed() {
		assert_eq!(
			goes_on(5, 3, 0).unwrap_err().to_string(),
			"the node's journal ends at entry 3, and 5 were recorded: it was begun anew, record it with --from 0"
		);
	}
}
