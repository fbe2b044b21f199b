//! Records become findable: their keywords become tags under the index key of their scope, and go to the chain.

use super::{keys::OwnKeys, tokens};
use crate::{
	chain::{At, Chain, Included, Signer},
	error::{Result, WalletError},
	fhir::Keywords,
	quorum::Failed,
};
use futures::future::try_join_all;
use salus_crypto::{attestation::Coding, index::Interest, token::Token};
use salus_primitives::{
	index::{IndexEpoch, Tags, MAX_TAGS},
	record::{RecordId, RecordStatus, Scope},
};
use salus_runtime::{Runtime, RuntimeCall};
use std::collections::{BTreeMap, BTreeSet};

/// Records in one transaction.
const BATCH: usize = 16;
/// Transactions on their way at once.
const AT_ONCE: usize = 8;

/// A record, and what it shall be found by.
pub struct Item {
	/// The record.
	pub record: RecordId,
	/// Its keywords.
	pub keywords: Keywords,
}

/// A record's tags.
pub struct Tagged {
	/// The record.
	pub record: RecordId,
	/// Its scope.
	pub scope: Scope,
	/// The epoch of the key.
	pub epoch: IndexEpoch,
	/// How many keywords.
	pub keywords: usize,
	/// Tags of the keywords, and as many random ones as fill the bucket.
	pub tags: Tags,
}

/// What is to be sent to the chain.
pub struct Prepared {
	/// The tags of each record.
	pub tagged: Vec<Tagged>,
	/// How many distinct keywords there were.
	pub keywords: usize,
	/// Authorities that did not make tokens.
	pub failed: Vec<Failed>,
}

/// Refuses a set that no bucket takes.
pub fn fits(name: &str, keywords: &Keywords) -> Result<()> {
	let (count, most) = (keywords.len(), MAX_TAGS as usize);
	match count.checked_sub(most) {
		None | Some(0) => Ok(()),
		Some(excess) => Err(WalletError::Input(format!(
			"{name}: {count} keywords, and the largest bucket takes {most}: strike out {excess}"
		))),
	}
}

/// Makes the tags of records, with one round trip for the tokens of all of them. Nothing goes to the chain.
pub async fn prepare(chain: &Chain, signer: &Signer, items: &[Item]) -> Result<Prepared> {
	for item in items {
		fits(&format!("record {:?}", item.record), &item.keywords)?;
	}
	let at = At::Block(chain.hash(At::Best).await?);
	let keys = OwnKeys::of(chain, signer, at).await?;
	let keys = &keys;
	let scopes = try_join_all(items.iter().map(|item| scope_of(chain, keys, item.record, at))).await?;
	let mut epochs = BTreeMap::new();
	for scope in scopes.iter().copied().collect::<BTreeSet<_>>() {
		epochs.insert(scope, open_epoch(chain, keys, scope, at).await?);
	}
	let distinct: BTreeSet<&Coding> = items.iter().flat_map(|item| item.keywords.codings()).collect();
	let distinct: Vec<Coding> = distinct.into_iter().cloned().collect();
	let obtained = tokens::obtain(chain, signer, &distinct).await?;
	let interests: BTreeMap<&Coding, Interest> = distinct
		.iter()
		.zip(obtained.tokens.iter().map(Token::interest))
		.collect();
	let mut tagged = Vec::with_capacity(items.len());
	for (item, scope) in items.iter().zip(scopes) {
		let epoch = epochs[&scope];
		let of_item: Vec<Interest> = item
			.keywords
			.codings()
			.filter_map(|coding| interests.get(coding).cloned())
			.collect();
		tagged.push(Tagged {
			record: item.record,
			scope,
			epoch,
			keywords: item.keywords.len(),
			tags: keys.tags(&scope, epoch, item.record, &of_item)?,
		});
	}
	Ok(Prepared {
		tagged,
		keywords: distinct.len(),
		failed: obtained.failed,
	})
}

/// The scope of a record in the own custody.
async fn scope_of(chain: &Chain, keys: &OwnKeys, record: RecordId, at: At) -> Result<Scope> {
	let refused = |why: &str| WalletError::NotAllowed(format!("record {record:?} {why}"));
	let found = chain
		.record(record, at)
		.await?
		.ok_or_else(|| refused("does not exist"))?;
	if found.custodian != keys.hospital {
		return Err(refused("is in the custody of another hospital"));
	}
	if found.status != RecordStatus::Live {
		return Err(refused("is retired"));
	}
	Ok(found.scope)
}

/// The latest index epoch of a scope, if it takes records and its key is the own account's.
async fn open_epoch(chain: &Chain, keys: &OwnKeys, scope: Scope, at: At) -> Result<IndexEpoch> {
	let opened = chain.index_keys(keys.hospital, scope, at).await?;
	let missing = |why: &str| {
		let scope = hex::encode(scope);
		WalletError::NotAllowed(format!("{why}: 'salus hospital index-keys 0x{scope}'"))
	};
	let latest = opened
		.last()
		.ok_or_else(|| missing("the scope has no index key yet"))?;
	if !latest.open {
		return Err(missing(
			"an authorisation has ended under the latest index key of the scope, open the next epoch",
		));
	}
	keys.secret_of(latest)?;
	Ok(latest.key.epoch)
}

/// Sends tags to the chain; gives each transaction.
pub async fn submit(chain: &Chain, signer: &Signer, tagged: &[Tagged]) -> Result<Vec<Included>> {
	let calls: Vec<RuntimeCall> = tagged
		.iter()
		.map(|tagged| {
			pallet_ehr_index::Call::<Runtime>::index_record {
				record: tagged.record,
				epoch: tagged.epoch,
				tags: tagged.tags.clone(),
			}
			.into()
		})
		.collect();
	let batches: Vec<RuntimeCall> = calls
		.chunks(BATCH)
		.map(|calls| match calls {
			[one] => one.clone(),
			several => pallet_utility::Call::<Runtime>::batch_all {
				calls: several.to_vec(),
			}
			.into(),
		})
		.collect();
	let mut included = Vec::with_capacity(batches.len());
	for batches in batches.chunks(AT_ONCE) {
		let first = chain.next_nonce(&signer.account()).await?;
		let sent = (first..)
			.zip(batches)
			.map(|(nonce, batch)| chain.submit_with_nonce(signer, batch.clone(), nonce));
		included.extend(try_join_all(sent).await?);
	}
	Ok(included)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::fhir::keyword;

	fn keywords(count: usize) -> Keywords {
		let mut keywords = Keywords::default();
		for code in 0..count {
			keywords.add(keyword(&format!("s|{code}")).unwrap());
		}
		keywords
	}

	#[test]
	fn more_keywords_than_the_largest_bucket_takes_are_refused_and_it_is_said_how_many() {
		for count in [0, 1, 128] {
			assert!(fits("r.json", &keywords(count)).is_ok(), "{count}");
		}
		assert_eq!(
			fits("r.json", &keywords(131)).unwrap_err().to_string(),
			"r.json: 131 keywords, and the largest bucket takes 128: strike out 3"
		);
	}
}
