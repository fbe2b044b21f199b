//! What a hospital answered to a search, with its proofs, as a file; and what an auditor makes of it.
//!
//! The proofs say which index points the interests have under each key. With them anyone runs the match again over the
//! public tags: it finds what the hospital left out, and what it made up. Nothing here shows a keyword.

use super::{
	find::{Answer, Found, Proofs, Proven},
	interests::Interests,
	keys::key_id,
};
use crate::{
	chain::{At, Chain, ChainError},
	error::{Result, WalletError},
	services::array,
};
use salus_crypto::index::{Interest, KeyProof, MatchContext, Tags, VerifiedQuery};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexEntryInfo, IndexKeyId},
	record::RecordId,
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::{crypto::Ss58Codec, Bytes};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};

/// Most bytes of a file of evidence.
pub const MAX_FILE: usize = 64 << 20;
/// How long a node may take to see final what is final at the hospital's.
const FINALITY: Duration = Duration::from_secs(30);
/// The format of the file.
const VERSION: u32 = 1;

/// A search as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence {
	/// 1.
	pub version: u32,
	/// The chain, by its first block.
	pub genesis: Hash,
	/// The hospital that answered.
	pub hospital: HospitalId,
	/// Who searched: an address.
	pub doctor: String,
	/// The finalised block whose index was searched, and for which the proofs were made.
	pub block: Hash,
	/// Points of the interests, which hide the keywords.
	pub interests: Vec<Bytes>,
	/// What the hospital said that matched.
	pub found: Vec<FoundFile>,
	/// One proof a key.
	pub proofs: Vec<ProofFile>,
	/// Keys that the hospital was given and says it cannot use.
	pub unusable: Vec<KeyFile>,
}

/// A record that matched, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FoundFile {
	/// The record.
	pub record: RecordId,
	/// Places of the interests that matched.
	pub interests: Vec<u8>,
}

/// An index key, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyFile {
	/// The hospital whose key it is.
	pub indexer: HospitalId,
	/// For which of its records.
	pub scope: Bytes,
	/// Since which epoch of theirs.
	pub epoch: u32,
}

/// A proof, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofFile {
	/// The key.
	pub key: KeyFile,
	/// The index points, one an interest.
	pub points: Vec<Bytes>,
	/// The proof that they are the key's.
	pub proof: Bytes,
}

impl From<&IndexKeyId> for KeyFile {
	fn from(key: &IndexKeyId) -> Self {
		Self {
			indexer: key.indexer,
			scope: Bytes(key.scope.to_vec()),
			epoch: key.epoch,
		}
	}
}

impl KeyFile {
	fn id(&self) -> Result<IndexKeyId> {
		Ok(IndexKeyId {
			indexer: self.indexer,
			scope: part(&self.scope)?,
			epoch: self.epoch,
		})
	}
}

/// What was found wrong with an answer, or that nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
	/// Height of the block whose tags were compared: what was indexed after it, the answer does not know.
	pub height: BlockNumber,
	/// Records whose tags were compared.
	pub compared: usize,
	/// Records that match, whatever the hospital said.
	pub matching: usize,
	/// Records that match and were not named, or not with these interests: bits of their places.
	pub hidden: Vec<(RecordId, u32)>,
	/// Records that were named and do not match, or not with these interests.
	pub invented: Vec<(RecordId, u32)>,
	/// Keys that the hospital was given, and for which it proved nothing and gave no reason.
	pub unproven: Vec<IndexKeyId>,
	/// Keys with records that the hospital says it cannot use: either it is wrong, or the wrap is.
	pub unusable: Vec<IndexKeyId>,
}

impl Findings {
	/// Whether the answer is shown to be complete and true. What stands under a key that is said to be unusable may be hidden.
	pub fn is_honest(&self) -> bool {
		self.hidden.is_empty()
			&& self.invented.is_empty()
			&& self.unproven.is_empty()
			&& self.unusable.is_empty()
	}
}

fn part<const N: usize>(bytes: &Bytes) -> Result<[u8; N]> {
	array(bytes).map_err(|_| wrong("a value of another length"))
}

fn wrong(why: &str) -> WalletError {
	WalletError::Input(format!("not the file of a search: {why}"))
}

impl Evidence {
	/// What is kept of a search.
	pub fn new(
		genesis: Hash,
		doctor: &AccountId,
		interests: &Interests,
		answer: &Answer,
		proofs: &Proofs,
	) -> Result<Self> {
		let file_of = |proven: &Proven| ProofFile {
			key: (&proven.key).into(),
			points: proven
				.proof
				.points
				.iter()
				.map(|point| Bytes(point.to_vec()))
				.collect(),
			proof: Bytes(proven.proof.proof.to_vec()),
		};
		let found_of = |found: &Found| FoundFile {
			record: found.record,
			interests: found.interests.clone(),
		};
		Ok(Self {
			version: VERSION,
			genesis,
			hospital: answer.hospital,
			doctor: doctor.to_string(),
			block: answer.block,
			interests: interests
				.points()?
				.iter()
				.map(|interest| Bytes(interest.to_bytes().to_vec()))
				.collect(),
			found: answer.found.iter().map(found_of).collect(),
			proofs: proofs.proven.iter().map(file_of).collect(),
			unusable: proofs.unusable.iter().map(KeyFile::from).collect(),
		})
	}

	/// Reads a file.
	pub fn read(bytes: &[u8]) -> Result<Self> {
		if bytes.len() > MAX_FILE {
			return Err(wrong("it is too long"));
		}
		let evidence: Self = serde_json::from_slice(bytes).map_err(|error| wrong(&error.to_string()))?;
		if evidence.version != VERSION {
			return Err(wrong("of another version"));
		}
		Ok(evidence)
	}

	/// The file.
	pub fn to_bytes(&self) -> Result<Vec<u8>> {
		serde_json::to_vec_pretty(self).map_err(|error| WalletError::Input(error.to_string()))
	}

	fn doctor(&self) -> Result<AccountId> {
		AccountId::from_ss58check(&self.doctor).map_err(|_| wrong("the doctor is no address"))
	}

	fn interests(&self) -> Result<Vec<Interest>> {
		self.interests
			.iter()
			.map(|point| {
				Interest::from_bytes(&part(point)?).map_err(|error| wrong(&format!("an interest: {error}")))
			})
			.collect()
	}

	/// What was said of each record: bits of the interests' places.
	fn claimed(&self) -> Result<BTreeMap<RecordId, u32>> {
		let mut claimed = BTreeMap::new();
		for found in &self.found {
			let mut bits: u32 = 0;
			for place in &found.interests {
				bits |= 1_u32
					.checked_shl((*place).into())
					.filter(|bit| usize::from(*place) < self.interests.len() && bits & bit == 0)
					.ok_or_else(|| wrong("a record that matches an interest twice, or one which is none"))?;
			}
			if claimed.insert(found.record, bits).is_some() {
				return Err(wrong("a record is named twice"));
			}
		}
		Ok(claimed)
	}

	/// Verifies the proofs against the keys on chain, gives what each key is asked.
	async fn queries(&self, chain: &Chain) -> Result<BTreeMap<IndexKeyId, VerifiedQuery>> {
		let interests = self.interests()?;
		let context = MatchContext {
			genesis: self.genesis.0,
			matcher: self.hospital,
			doctor: self.doctor()?.into(),
			block: self.block.0,
		};
		let mut queries = BTreeMap::new();
		for file in &self.proofs {
			let key = file.key.id()?;
			let name = show(&key);
			let points = chain
				.index_keys(key.indexer, key.scope, At::Block(self.block))
				.await?;
			let point = points
				.iter()
				.find(|info| info.key == key)
				.map(|info| info.point)
				.ok_or_else(|| WalletError::Untrue(format!("{name} does not exist on chain")))?;
			let proof = KeyProof {
				points: file.points.iter().map(part).collect::<Result<_>>()?,
				proof: part(&file.proof)?,
			};
			let query = proof
				.verify(&context, &key_id(&key), &point, &interests)
				.map_err(|error| WalletError::Untrue(format!("the proof for {name} is wrong: {error}")))?;
			queries.insert(key, query);
		}
		Ok(queries)
	}

	/// Runs the match again over the tags as they stood at the block, and compares.
	pub async fn verify(&self, chain: &Chain) -> Result<Findings> {
		if self.genesis != chain.genesis() {
			return Err(WalletError::Input("the search was made on another chain".into()));
		}
		let at = At::Block(self.block);
		let height = self.height(chain).await?;
		self.are_registered(chain, at).await?;
		let claimed = self.claimed()?;
		let queries = self.queries(chain).await?;
		let mut unusable = self
			.unusable
			.iter()
			.map(KeyFile::id)
			.collect::<Result<BTreeSet<_>>>()?;
		let given = chain.wrapped_index_keys(self.hospital, at).await?;
		let unproven = given
			.iter()
			.filter(|wrapped| wrapped.live)
			.map(|wrapped| wrapped.key)
			.filter(|key| !queries.contains_key(key) && !unusable.contains(key))
			.collect();
		let index = chain.index(at).await?;
		let indexed: BTreeSet<_> = index.iter().map(|entry| entry.key).collect();
		unusable.retain(|key| indexed.contains(key) && !queries.contains_key(key));
		Ok(Findings {
			height,
			unproven,
			unusable: unusable.into_iter().collect(),
			..compare(&index, &queries, &claimed)
		})
	}

	/// The height of the block of the search, which must be final: whoever chooses a block that was dropped chooses its tags.
	async fn height(&self, chain: &Chain) -> Result<BlockNumber> {
		let is_final = async {
			// The node may not have come as far as the hospital's.
			let mut headers = chain.finalised_headers().await?;
			while let Some(header) = headers.next().await {
				let last = header.map_err(|e| ChainError::Transport(e.to_string()))?.number;
				match chain.height(At::Block(self.block)).await {
					Ok(height) if height <= last => return Ok(height),
					Ok(_) | Err(ChainError::UnknownBlock(_)) => {}
					Err(error) => return Err(error),
				}
			}
			Err(ChainError::Transport(
				"the subscription to finalised blocks ended".into(),
			))
		};
		let untrue =
			|| WalletError::Untrue(format!("the block of the search, {:?}, is not final", self.block));
		let height = tokio::time::timeout(FINALITY, is_final)
			.await
			.map_err(|_| untrue())??;
		match chain.block_at(height).await? == self.block {
			true => Ok(height),
			false => Err(untrue()),
		}
	}

	/// The doctor signed the digests of these interests when they were registered.
	async fn are_registered(&self, chain: &Chain, at: At) -> Result<()> {
		let registered = chain.interests(&self.doctor()?, at).await?;
		let digests = registered.map(|info| info.digests).unwrap_or_default();
		match self
			.interests()?
			.iter()
			.all(|interest| digests.contains(&interest.digest()))
		{
			true => Ok(()),
			false => Err(WalletError::Untrue(
				"an interest of the search is none that the doctor had registered at that block".into(),
			)),
		}
	}
}

/// The match over public tags against what was said of it.
fn compare(
	index: &[IndexEntryInfo<BlockNumber>],
	queries: &BTreeMap<IndexKeyId, VerifiedQuery>,
	claimed: &BTreeMap<RecordId, u32>,
) -> Findings {
	let mut findings = Findings::default();
	let mut unseen = claimed.clone();
	for entry in index {
		let Some(query) = queries.get(&entry.key) else {
			continue;
		};
		findings.compared += 1;
		let matched = query.query().matched(&entry.record.0, Tags::checked(&entry.tags));
		findings.matching += usize::from(matched != 0);
		let said = unseen.remove(&entry.record).unwrap_or_default();
		if matched & !said != 0 {
			findings.hidden.push((entry.record, matched & !said));
		}
		if said & !matched != 0 {
			findings.invented.push((entry.record, said & !matched));
		}
	}
	// What is named and not indexed under any key that was proven.
	findings.invented.extend(unseen);
	findings
}

/// A key as people read it.
pub fn show(key: &IndexKeyId) -> String {
	format!(
		"the index key of hospital {}, scope 0x{}, epoch {}",
		key.indexer,
		hex::encode(key.scope),
		key.epoch
	)
}

/// Places of the interests whose bits are set, from 0.
pub fn places(bits: u32) -> Vec<u8> {
	(0..32_u8).filter(|place| bits & (1_u32 << *place) != 0).collect()
}

#[cfg(test)]
mod tests;
