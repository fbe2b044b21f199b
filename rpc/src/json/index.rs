use salus_primitives::{
	authority::Epoch,
	hospital::HospitalId,
	index::{
		EmergencyId, EmergencyInfo, EmergencyReason, EmergencyVerdict, IndexChange, IndexEntryInfo,
		IndexEpoch, IndexKeyInfo, InterestsInfo, ScopeInfo, WrappedIndexKeyInfo,
	},
	record::Scope,
	AccountId, BlockNumber, Hash,
};
use serde::{de::Error, Deserialize, Deserializer, Serialize};
use sp_core::Bytes;

/// A scope as a client names it: 16 bytes in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeJson(pub Scope);

impl Serialize for ScopeJson {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		Bytes(self.0.to_vec()).serialize(serializer)
	}
}

impl<'de> Deserialize<'de> for ScopeJson {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let Bytes(bytes) = Bytes::deserialize(deserializer)?;
		let scope = Scope::try_from(bytes).map_err(|_| D::Error::custom("a scope has 16 bytes"))?;
		Ok(Self(scope))
	}
}

/// The tags of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexEntryJson {
	/// The record.
	pub record: Hash,
	/// The hospital whose key they were made with.
	pub indexer: HospitalId,
	/// The scope of the key.
	pub scope: ScopeJson,
	/// The key's epoch.
	pub epoch: IndexEpoch,
	/// The tags, 16 bytes each, ascending.
	pub tags: Bytes,
	/// Position in the log.
	pub position: u64,
	/// Block in which it was indexed.
	pub indexed_at: BlockNumber,
}

impl From<IndexEntryInfo<BlockNumber>> for IndexEntryJson {
	fn from(info: IndexEntryInfo<BlockNumber>) -> Self {
		Self {
			record: info.record,
			indexer: info.key.indexer,
			scope: ScopeJson(info.key.scope),
			epoch: info.key.epoch,
			tags: info.tags.concat().into(),
			position: info.position,
			indexed_at: info.indexed_at,
		}
	}
}

/// What the index's log says of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum IndexChangeJson {
	/// It has these tags.
	Indexed(IndexEntryJson),
	/// It has none any more.
	Removed {
		/// The record.
		record: Hash,
		/// Position in the log.
		position: u64,
	},
}

impl From<IndexChange<BlockNumber>> for IndexChangeJson {
	fn from(change: IndexChange<BlockNumber>) -> Self {
		match change {
			IndexChange::Indexed(entry) => Self::Indexed(entry.into()),
			IndexChange::Removed { record, position } => Self::Removed { record, position },
		}
	}
}

/// A part of the index's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexChangesJson {
	/// The block it was read at.
	pub at: Hash,
	/// The changes, without those that later ones made void.
	pub items: Vec<IndexChangeJson>,
	/// The position to ask from next.
	pub next: u64,
	/// Number of positions so far.
	pub length: u64,
}

/// A scope of a hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeInfoJson {
	/// The hospital.
	pub indexer: HospitalId,
	/// Its scope.
	pub scope: ScopeJson,
	/// Number of index epochs opened.
	pub epochs: u32,
	/// Whether the latest takes records.
	pub open: bool,
	/// The hospitals authorised, ascending.
	pub grantees: Vec<HospitalId>,
}

impl From<ScopeInfo> for ScopeInfoJson {
	fn from(info: ScopeInfo) -> Self {
		Self {
			indexer: info.indexer,
			scope: ScopeJson(info.scope),
			epochs: info.epochs,
			open: info.open,
			grantees: info.grantees,
		}
	}
}

/// The public half of an index key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicIndexKeyJson {
	/// The epoch.
	pub epoch: IndexEpoch,
	/// `M = m G`.
	pub point: Bytes,
	/// Block that opened it.
	pub opened_at: BlockNumber,
	/// Whether it takes records.
	pub open: bool,
}

impl From<IndexKeyInfo<BlockNumber>> for PublicIndexKeyJson {
	fn from(info: IndexKeyInfo<BlockNumber>) -> Self {
		Self {
			epoch: info.key.epoch,
			point: info.point.to_vec().into(),
			opened_at: info.opened_at,
			open: info.open,
		}
	}
}

/// An index key as a hospital got it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrappedIndexKeyJson {
	/// Whose key.
	pub indexer: HospitalId,
	/// Of which scope.
	pub scope: ScopeJson,
	/// Of which epoch.
	pub epoch: IndexEpoch,
	/// `M = m G`.
	pub point: Bytes,
	/// The key, wrapped.
	pub wrapped: Bytes,
	/// Whether the hospital may use it.
	pub live: bool,
}

impl From<WrappedIndexKeyInfo> for WrappedIndexKeyJson {
	fn from(info: WrappedIndexKeyInfo) -> Self {
		Self {
			indexer: info.key.indexer,
			scope: ScopeJson(info.key.scope),
			epoch: info.key.epoch,
			point: info.point.to_vec().into(),
			wrapped: info.wrapped.to_vec().into(),
			live: info.live,
		}
	}
}

/// The interests of a doctor: digests, which tell nobody the keywords.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InterestsJson {
	/// Digests of tokens, ascending.
	pub digests: Vec<Hash>,
	/// Epoch of the key authority in which they were set.
	pub epoch: Epoch,
	/// Block in which they were set.
	pub set_at: BlockNumber,
	/// Whether the doctor may search.
	pub live: bool,
}

impl From<InterestsInfo<BlockNumber>> for InterestsJson {
	fn from(info: InterestsInfo<BlockNumber>) -> Self {
		Self {
			digests: info.digests.into_iter().map(Hash::from).collect(),
			epoch: info.epoch,
			set_at: info.set_at,
			live: info.live,
		}
	}
}

/// An emergency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyJson {
	/// Its number.
	pub id: EmergencyId,
	/// The record opened.
	pub record: Hash,
	/// Whose record.
	pub patient: AccountId,
	/// Who declared it.
	pub doctor: AccountId,
	/// For which hospital.
	pub hospital: HospitalId,
	/// Why.
	pub reason: EmergencyReason,
	/// Block of the declaration.
	pub declared_at: BlockNumber,
	/// First block at which it gives no access any more.
	pub expires_at: BlockNumber,
	/// What the council found, once it has.
	pub verdict: Option<EmergencyVerdict>,
	/// Whether it gives access.
	pub live: bool,
}

impl From<EmergencyInfo<AccountId, BlockNumber>> for EmergencyJson {
	fn from(info: EmergencyInfo<AccountId, BlockNumber>) -> Self {
		Self {
			id: info.id,
			record: info.record,
			patient: info.patient,
			doctor: info.doctor,
			hospital: info.hospital,
			reason: info.reason,
			declared_at: info.declared_at,
			expires_at: info.expires_at,
			verdict: info.verdict,
			live: info.live,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::index::{IndexKeyId, WRAPPED_KEY_LENGTH};

	const KEY: IndexKeyId = IndexKeyId {
		indexer: 1,
		scope: [2; 16],
		epoch: 3,
	};

	#[test]
	fn changes_of_the_index() {
		let entry: IndexEntryInfo<BlockNumber> = IndexEntryInfo {
			record: Hash::repeat_byte(1),
			key: KEY,
			tags: vec![[4; 16], [5; 16]],
			position: 6,
			indexed_at: 7,
		};
		let removed: IndexChange<BlockNumber> = IndexChange::Removed {
			record: Hash::repeat_byte(8),
			position: 9,
		};
		insta::assert_json_snapshot!(IndexChangesJson {
			at: Hash::repeat_byte(0xaa),
			items: vec![IndexChange::Indexed(entry).into(), removed.into()],
			next: 10,
			length: 11,
		});
	}

	#[test]
	fn keys_of_the_index() {
		insta::assert_json_snapshot!((
			ScopeInfoJson::from(ScopeInfo {
				indexer: 1,
				scope: [2; 16],
				epochs: 4,
				open: true,
				grantees: vec![5, 6],
			}),
			PublicIndexKeyJson::from(IndexKeyInfo {
				key: KEY,
				point: [4; 32],
				opened_at: 5,
				open: false,
			}),
			WrappedIndexKeyJson::from(WrappedIndexKeyInfo {
				key: KEY,
				point: [4; 32],
				wrapped: [5; WRAPPED_KEY_LENGTH],
				live: true,
			}),
		));
	}

	#[test]
	fn interests() {
		insta::assert_json_snapshot!(InterestsJson::from(InterestsInfo {
			digests: vec![[1; 32], [2; 32]],
			epoch: 3,
			set_at: 4,
			live: true,
		}));
	}

	#[test]
	fn an_emergency() {
		insta::assert_json_snapshot!(EmergencyJson::from(EmergencyInfo {
			id: 1,
			record: Hash::repeat_byte(2),
			patient: AccountId::new([1; 32]),
			doctor: AccountId::new([3; 32]),
			hospital: 4,
			reason: EmergencyReason::PublicHealth,
			declared_at: 5,
			expires_at: 6,
			verdict: Some(EmergencyVerdict::Justified),
			live: false,
		}));
	}

	#[test]
	fn a_scope_has_16_bytes() {
		let text = format!("\"0x{}\"", "02".repeat(16));
		let scope: ScopeJson = serde_json::from_str(&text).unwrap();
		assert_eq!(scope, ScopeJson([2; 16]));
		assert_eq!(serde_json::to_string(&scope).unwrap(), text);
		for length in [0, 15, 17] {
			let wrong = format!("\"0x{}\"", "02".repeat(length));
			assert!(serde_json::from_str::<ScopeJson>(&wrong).is_err(), "{wrong}");
		}
	}
}
