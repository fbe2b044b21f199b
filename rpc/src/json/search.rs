//! Answers about tokens and matches.

use salus_primitives::{
	hospital::HospitalId,
	index::{IndexEpoch, IndexKeyId},
	record::RecordId,
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// Answer of `salus_evaluateToken`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateTokenAnswer {
	/// The finalised block whose state decided.
	pub block: Hash,
	/// The authority's index.
	pub index: u16,
	/// Generation of the sharing.
	pub generation: u32,
	/// Ceremony of the sharing.
	pub ceremony: Bytes,
	/// This authority's multiple of each blinded keyword, in order.
	pub evaluated: Vec<Bytes>,
	/// The proof that they are: challenge and response.
	pub proof: Bytes,
}

/// Which index key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyIdJson {
	/// The hospital whose key it is.
	pub indexer: HospitalId,
	/// For which of its records.
	pub scope: Bytes,
	/// Since which epoch of theirs.
	pub epoch: IndexEpoch,
}

impl From<IndexKeyId> for KeyIdJson {
	fn from(key: IndexKeyId) -> Self {
		Self {
			indexer: key.indexer,
			scope: key.scope.to_vec().into(),
			epoch: key.epoch,
		}
	}
}

/// A record that matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchedRecord {
	/// The record.
	pub record: RecordId,
	/// The hospital that keeps its ciphertext.
	pub custodian: HospitalId,
	/// The index key under which it matches.
	#[serde(flatten)]
	pub key: KeyIdJson,
	/// Which of the request's tokens it has, by their places.
	pub interests: Vec<u8>,
}

/// Answer of `salus_match`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchAnswer {
	/// The finalised block whose tags, keys and standing decided.
	pub block: Hash,
	/// Its height.
	pub number: BlockNumber,
	/// The records, by index key.
	pub items: Vec<MatchedRecord>,
	/// The index keys that this page searched, ascending; the last perhaps in part.
	pub searched: Vec<KeyIdJson>,
	/// Index keys of the hospital that its node cannot use: the wrap does not open, or does not fit the key on chain.
	pub unusable: Vec<KeyIdJson>,
	/// The cursor of the next page; none at the end.
	pub next: Option<Bytes>,
}

/// The proof of an honest match under one index key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyProofJson {
	/// The index key.
	#[serde(flatten)]
	pub key: KeyIdJson,
	/// `M = m G`, as on chain.
	pub public: Bytes,
	/// I of each token, in order.
	pub points: Vec<Bytes>,
	/// The proof that log_G M = log_P I for each: challenge and response.
	pub proof: Bytes,
}

/// Answer of `salus_proveMatch`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProveMatchAnswer {
	/// The finalised block whose tags are meant; part of what is proven.
	pub block: Hash,
	/// Its height.
	pub number: BlockNumber,
	/// The hospital that matches; part of what is proven.
	pub hospital: HospitalId,
	/// The doctor; part of what is proven.
	pub doctor: AccountId,
	/// One for each index key that the hospital may use at that block, ascending by key.
	pub proofs: Vec<KeyProofJson>,
	/// Index keys of the hospital that its node cannot use: the wrap does not open, or does not fit the key on chain.
	pub unusable: Vec<KeyIdJson>,
	/// The cursor of the next page; none at the end.
	pub next: Option<Bytes>,
}

/// Answer of `salus_serviceEntries`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceEntriesAnswer {
	/// SCALE `ServiceEntry` each, in order: what `record_services` takes.
	pub entries: Vec<Bytes>,
	/// Number of the entry after them.
	pub next: u64,
	/// Entries so far.
	pub length: u64,
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn key() -> KeyIdJson {
		KeyIdJson {
			indexer: 1,
			scope: Bytes(vec![5; 16]),
			epoch: 2,
		}
	}

	/// What is written is this, and reads back.
	fn is<T>(value: T, expected: serde_json::Value)
	where
		T: Serialize + for<'a> Deserialize<'a> + PartialEq + std::fmt::Debug,
	{
		assert_eq!(serde_json::to_value(&value).unwrap(), expected);
		assert_eq!(serde_json::from_value::<T>(expected).unwrap(), value);
	}

	#[test]
	fn a_match_names_records_with_their_keys_beside_them() {
		let scope = format!("0x{}", "05".repeat(16));
		let (block, record) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
		let answer = MatchAnswer {
			block,
			number: 24,
			items: vec![MatchedRecord {
				record,
				custodian: 3,
				key: key(),
				interests: vec![0, 2],
			}],
			searched: vec![key()],
			unusable: Vec::new(),
			next: Some(Bytes(vec![7])),
		};
		is(
			answer,
			json!({
				"block": block,
				"number": 24,
				"items": [{
					"record": record,
					"custodian": 3,
					"indexer": 1,
					"scope": scope,
					"epoch": 2,
					"interests": [0, 2],
				}],
				"searched": [{ "indexer": 1, "scope": scope, "epoch": 2 }],
				"unusable": [],
				"next": "0x07",
			}),
		);
	}

	#[test]
	fn a_proof_names_its_key_beside_it() {
		let proof = KeyProofJson {
			key: key(),
			public: Bytes(vec![1]),
			points: vec![Bytes(vec![2]), Bytes(vec![3])],
			proof: Bytes(vec![4]),
		};
		is(
			proof,
			json!({
				"indexer": 1,
				"scope": format!("0x{}", "05".repeat(16)),
				"epoch": 2,
				"public": "0x01",
				"points": ["0x02", "0x03"],
				"proof": "0x04",
			}),
		);
	}

	#[test]
	fn an_evaluation_is_what_wallets_read() {
		let answer = EvaluateTokenAnswer {
			block: Hash::repeat_byte(1),
			index: 2,
			generation: 3,
			ceremony: Bytes(vec![4]),
			evaluated: vec![Bytes(vec![5])],
			proof: Bytes(vec![6]),
		};
		is(
			answer,
			json!({
				"block": Hash::repeat_byte(1),
				"index": 2,
				"generation": 3,
				"ceremony": "0x04",
				"evaluated": ["0x05"],
				"proof": "0x06",
			}),
		);
	}
}
