//! A doctor's search: the own hospital runs the match over the public tags, with every index key that it was given.

use super::{employed, interests::Interests};
use crate::{
	chain::{At, Chain, Signer},
	error::{Result, WalletError},
	services::{array, Hospital},
};
use salus_crypto::index::KeyProof;
use salus_primitives::{
	hospital::HospitalId,
	index::IndexKeyId,
	record::RecordId,
	request::{Match, ProveMatch},
	BlockNumber, Hash,
};
use serde::Deserialize;
use sp_core::Bytes;
use std::collections::BTreeSet;

/// Items, or keys, on one page.
const PAGE: u32 = 256;
/// How often a list is begun anew because the chain went on between its pages.
const TRIES: usize = 5;

/// A record that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
	/// The record.
	pub record: RecordId,
	/// The hospital that keeps it.
	pub custodian: HospitalId,
	/// The key under which it is indexed.
	pub key: IndexKeyId,
	/// Places of the interests that matched.
	pub interests: Vec<u8>,
}

/// What the own hospital answers to a search, at one finalised block.
pub struct Answer {
	/// The hospital.
	pub hospital: HospitalId,
	/// The block.
	pub block: Hash,
	/// Its height.
	pub height: BlockNumber,
	/// What matched.
	pub found: Vec<Found>,
	/// The keys searched with.
	pub searched: Vec<IndexKeyId>,
	/// Keys that the hospital was given and says it cannot use.
	pub unusable: Vec<IndexKeyId>,
}

/// Proof of what one index key makes of the interests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
	/// The key.
	pub key: IndexKeyId,
	/// The points, and the proof that they are this key's.
	pub proof: KeyProof,
}

/// The proofs of all keys that the own hospital uses, at one finalised block.
pub struct Proofs {
	/// The hospital.
	pub hospital: HospitalId,
	/// The block.
	pub block: Hash,
	/// One a key.
	pub proven: Vec<Proven>,
	/// Keys that the hospital was given and says it cannot use.
	pub unusable: Vec<IndexKeyId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Key {
	indexer: HospitalId,
	scope: Bytes,
	epoch: u32,
}

impl Key {
	fn id(&self) -> Result<IndexKeyId> {
		Ok(IndexKeyId {
			indexer: self.indexer,
			scope: array(&self.scope)?,
			epoch: self.epoch,
		})
	}
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
	record: RecordId,
	custodian: HospitalId,
	#[serde(flatten)]
	key: Key,
	interests: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
	block: Hash,
	number: BlockNumber,
	items: Vec<Item>,
	searched: Vec<Key>,
	unusable: Vec<Key>,
	next: Option<Bytes>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProofItem {
	#[serde(flatten)]
	key: Key,
	points: Vec<Bytes>,
	proof: Bytes,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProofPage {
	block: Hash,
	hospital: HospitalId,
	proofs: Vec<ProofItem>,
	unusable: Vec<Key>,
	next: Option<Bytes>,
}

/// The hospital whose staff the doctor belongs to.
pub async fn own_hospital(chain: &Chain, doctor: &Signer) -> Result<Hospital> {
	let id = employed(chain, doctor, At::Finalised).await?;
	Hospital::connect(chain, id).await
}

/// Asks for the records that at least so many of the interests match.
pub async fn search(
	hospital: &Hospital,
	doctor: &Signer,
	interests: &Interests,
	least: u8,
) -> Result<Answer> {
	for _ in 0..TRIES {
		if let Some(answer) = search_once(hospital, doctor, interests, least).await? {
			return Ok(answer);
		}
	}
	Err(changed())
}

/// The whole answer; none if its pages are not of one block.
async fn search_once(
	hospital: &Hospital,
	doctor: &Signer,
	interests: &Interests,
	least: u8,
) -> Result<Option<Answer>> {
	let mut cursor = None;
	let mut answer: Option<Answer> = None;
	let mut named = BTreeSet::new();
	let tokens = interests.tokens();
	loop {
		let body = Match {
			tokens: tokens.to_vec(),
			least,
			cursor: cursor.take(),
			limit: PAGE,
		};
		let page: Page = hospital.ask("salus_match", doctor, body).await?;
		let whole = answer.get_or_insert_with(|| Answer {
			hospital: hospital.info.id,
			block: page.block,
			height: page.number,
			found: Vec::new(),
			searched: Vec::new(),
			unusable: Vec::new(),
		});
		if whole.block != page.block {
			return Ok(None);
		}
		for item in page.items {
			let found = Found {
				record: item.record,
				custodian: item.custodian,
				key: item.key.id()?,
				interests: item.interests,
			};
			if !named.insert(found.record) || !is_places(&found.interests, tokens.len()) {
				return Err(WalletError::Untrue(format!(
					"the hospital names record {:?} twice, or with interests that are none",
					found.record
				)));
			}
			whole.found.push(found);
		}
		add(&mut whole.searched, &page.searched)?;
		add(&mut whole.unusable, &page.unusable)?;
		match page.next {
			Some(next) => cursor = Some(next.0),
			None => return Ok(answer),
		}
	}
}

/// Asks for proofs of what each key makes of the interests with these tokens.
pub async fn prove(hospital: &Hospital, doctor: &Signer, tokens: &[[u8; 32]]) -> Result<Proofs> {
	for _ in 0..TRIES {
		if let Some(proofs) = prove_once(hospital, doctor, tokens).await? {
			return Ok(proofs);
		}
	}
	Err(changed())
}

async fn prove_once(hospital: &Hospital, doctor: &Signer, tokens: &[[u8; 32]]) -> Result<Option<Proofs>> {
	let mut cursor = None;
	let mut proofs: Option<Proofs> = None;
	loop {
		let body = ProveMatch {
			tokens: tokens.to_vec(),
			cursor: cursor.take(),
			limit: PAGE,
		};
		let page: ProofPage = hospital.ask("salus_proveMatch", doctor, body).await?;
		if page.hospital != hospital.info.id {
			return Err(WalletError::Untrue("the proofs are of another hospital".into()));
		}
		let whole = proofs.get_or_insert_with(|| Proofs {
			hospital: page.hospital,
			block: page.block,
			proven: Vec::new(),
			unusable: Vec::new(),
		});
		if whole.block != page.block {
			return Ok(None);
		}
		for item in page.proofs {
			let points = item.points.iter().map(|point| array(point));
			whole.proven.push(Proven {
				key: item.key.id()?,
				proof: KeyProof {
					points: points.collect::<Result<_>>()?,
					proof: array(&item.proof)?,
				},
			});
		}
		add(&mut whole.unusable, &page.unusable)?;
		match page.next {
			Some(next) => cursor = Some(next.0),
			None => return Ok(proofs),
		}
	}
}

/// An answer with the proofs of all keys, both at the same block.
pub async fn search_proven(
	hospital: &Hospital,
	doctor: &Signer,
	interests: &Interests,
) -> Result<(Answer, Proofs)> {
	for _ in 0..TRIES {
		let answer = search(hospital, doctor, interests, 1).await?;
		let proofs = prove(hospital, doctor, &interests.tokens()).await?;
		if answer.block == proofs.block {
			return Ok((answer, proofs));
		}
	}
	Err(changed())
}

/// Whether these are places among so many interests, ascending.
fn is_places(places: &[u8], interests: usize) -> bool {
	let ascend = places.windows(2).all(|pair| pair[0] < pair[1]);
	ascend && places.last().is_some_and(|last| usize::from(*last) < interests)
}

/// Adds keys that are not there yet.
fn add(all: &mut Vec<IndexKeyId>, more: &[Key]) -> Result<()> {
	for key in more {
		let key = key.id()?;
		if !all.contains(&key) {
			all.push(key);
		}
	}
	Ok(())
}

fn changed() -> WalletError {
	WalletError::NotAllowed("the chain went on while pages of one answer were read: search again".into())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn interests_that_matched_are_some_of_those_asked_each_once() {
		for places in [&[0][..], &[0, 1, 2], &[2]] {
			assert!(is_places(places, 3));
		}
		for places in [&[][..], &[3], &[1, 0], &[1, 1], &[0, 255]] {
			assert!(!is_places(places, 3), "{places:?}");
		}
	}
}
