use super::text;
use codec::Encode;
use salus_primitives::{
	authority::{Attribute, Epoch, EpochInfo, Era, Leaf, Node, Parameters, UpdateKey, UserKeyInfo},
	hospital::{HospitalId, HospitalInfo, HospitalStatus, KeyPurpose, PersonInfo, Role},
	record::{
		AccessRefusal, AuthorisationInfo, ConsentInfo, ConsentTarget, Grantee, RecordInfo, RecordStatus,
		TrailEntry, TrailEvent,
	},
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// A hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HospitalJson {
	/// Its number.
	pub id: HospitalId,
	/// Its handle and namespace of attributes.
	pub handle: String,
	/// The account that runs it.
	pub operator: AccountId,
	/// Where its services answer.
	pub endpoint: String,
	/// Its standing.
	pub status: HospitalStatus,
	/// Its wrap key.
	pub wrap_key: Bytes,
	/// Issuer key in G1.
	pub issuer_pk1: Bytes,
	/// Issuer key in G2.
	pub issuer_pk2: Bytes,
	/// Block of the last change of standing.
	pub since: BlockNumber,
	/// Staff enrolled.
	pub staff: u32,
	/// Records in its custody.
	pub records: u32,
}

impl From<HospitalInfo<AccountId, BlockNumber>> for HospitalJson {
	fn from(info: HospitalInfo<AccountId, BlockNumber>) -> Self {
		Self {
			id: info.id,
			handle: text(&info.handle),
			operator: info.operator,
			endpoint: text(&info.endpoint),
			status: info.status,
			wrap_key: info.wrap_key.to_vec().into(),
			issuer_pk1: info.issuer_pk1.to_vec().into(),
			issuer_pk2: info.issuer_pk2.to_vec().into(),
			since: info.since,
			staff: info.staff,
			records: info.records,
		}
	}
}

/// Registered keys of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeysJson {
	/// Secrets are wrapped to it.
	pub wrap: Option<Bytes>,
	/// Reports are sealed to it.
	pub report: Option<Bytes>,
	/// Sales are agreed under it.
	pub trade: Option<Bytes>,
	/// A hospital signs receipts of reports with it.
	pub receipt: Option<Bytes>,
}

/// What an account is to the consortium.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonJson {
	/// Whose.
	pub account: AccountId,
	/// What they are.
	pub role: Role,
	/// Employer, sponsor, or the hospital an operator runs.
	pub hospital: Option<HospitalId>,
	/// Registered keys.
	pub keys: KeysJson,
	/// Whether the account is revoked.
	pub revoked: bool,
}

impl From<PersonInfo<AccountId>> for PersonJson {
	fn from(info: PersonInfo<AccountId>) -> Self {
		let mut keys = KeysJson::default();
		for (purpose, key) in info.keys {
			let slot = match purpose {
				KeyPurpose::Wrap => &mut keys.wrap,
				KeyPurpose::Report => &mut keys.report,
				KeyPurpose::Trade => &mut keys.trade,
				KeyPurpose::Receipt => &mut keys.receipt,
			};
			*slot = Some(key.to_vec().into());
		}
		Self {
			account: info.account,
			role: info.role,
			hospital: info.hospital,
			keys,
			revoked: info.revoked,
		}
	}
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordJson {
	/// Its identifier.
	pub id: Hash,
	/// The hospital that keeps the ciphertext.
	pub custodian: HospitalId,
	/// The hospital that sealed it.
	pub issuer: HospitalId,
	/// The patient's account.
	pub patient: AccountId,
	/// Its scope.
	pub scope: Bytes,
	/// SHA-256(0x03, root, salt).
	pub commitment: Hash,
	/// SHA-256(0x04, blob_salt, length, blob).
	pub blob_digest: Hash,
	/// Length of the blob.
	pub blob_length: u64,
	/// Where the custodian keeps it.
	pub location: Bytes,
	/// Era of the sealing.
	pub era: Era,
	/// Whether it is in use.
	pub status: RecordStatus,
	/// The hospital to which custody is offered, if there is one.
	pub offered_to: Option<HospitalId>,
	/// The issuer's signature, SCALE `MultiSignature`.
	pub signature: Bytes,
	/// Block of registration.
	pub registered_at: BlockNumber,
}

impl From<RecordInfo<AccountId, BlockNumber>> for RecordJson {
	fn from(info: RecordInfo<AccountId, BlockNumber>) -> Self {
		Self {
			id: info.id,
			custodian: info.custodian,
			issuer: info.issuer,
			patient: info.patient,
			scope: info.scope.to_vec().into(),
			commitment: info.commitment,
			blob_digest: info.blob_digest,
			blob_length: info.blob_length,
			location: info.location.into(),
			era: info.era,
			status: info.status,
			offered_to: info.offered_to,
			signature: info.signature.encode().into(),
			registered_at: info.registered_at,
		}
	}
}

/// What a consent is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TargetJson {
	/// One record.
	Record(Hash),
	/// All of the patient's records in a scope.
	Scope(Bytes),
	/// All of the patient's records.
	All,
}

impl From<ConsentTarget> for TargetJson {
	fn from(target: ConsentTarget) -> Self {
		match target {
			ConsentTarget::Record(id) => Self::Record(id),
			ConsentTarget::Scope(scope) => Self::Scope(scope.to_vec().into()),
			ConsentTarget::All => Self::All,
		}
	}
}

/// Whom a consent is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GranteeJson {
	/// All staff of a hospital.
	Hospital(HospitalId),
	/// One doctor.
	Doctor(AccountId),
}

impl From<Grantee<AccountId>> for GranteeJson {
	fn from(grantee: Grantee<AccountId>) -> Self {
		match grantee {
			Grantee::Hospital(id) => Self::Hospital(id),
			Grantee::Doctor(account) => Self::Doctor(account),
		}
	}
}

/// A consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentJson {
	/// Who consents.
	pub patient: AccountId,
	/// To what.
	pub target: TargetJson,
	/// For whom.
	pub grantee: GranteeJson,
	/// First block at which it no longer holds.
	pub expires_at: BlockNumber,
	/// Whether it holds at the block asked.
	pub live: bool,
}

impl From<ConsentInfo<AccountId, BlockNumber>> for ConsentJson {
	fn from(info: ConsentInfo<AccountId, BlockNumber>) -> Self {
		Self {
			patient: info.patient,
			target: info.target.into(),
			grantee: info.grantee.into(),
			expires_at: info.expires_at,
			live: info.live,
		}
	}
}

/// An authorisation of one hospital by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthorisationJson {
	/// Who authorises.
	pub custodian: HospitalId,
	/// Who is authorised.
	pub grantee: HospitalId,
	/// For which records.
	pub scope: Bytes,
	/// First block at which it no longer holds.
	pub expires_at: BlockNumber,
	/// Whether it holds at the block asked.
	pub live: bool,
}

impl From<AuthorisationInfo<BlockNumber>> for AuthorisationJson {
	fn from(info: AuthorisationInfo<BlockNumber>) -> Self {
		Self {
			custodian: info.custodian,
			grantee: info.grantee,
			scope: info.scope.to_vec().into(),
			expires_at: info.expires_at,
			live: info.live,
		}
	}
}

/// What happened to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum TrailEventJson {
	/// Registered.
	Registered {
		/// Issuer and first custodian.
		hospital: HospitalId,
	},
	/// Custody moved.
	CustodyTransferred {
		/// From.
		from: HospitalId,
		/// To.
		to: HospitalId,
	},
	/// Retired.
	Retired,
	/// A doctor declared an access.
	Accessed {
		/// Who.
		doctor: AccountId,
		/// For which hospital.
		hospital: HospitalId,
		/// In which epoch.
		epoch: Epoch,
	},
	/// The patient consented.
	ConsentGranted {
		/// To what.
		target: TargetJson,
		/// For whom.
		grantee: GranteeJson,
	},
	/// The patient withdrew consent.
	ConsentWithdrawn {
		/// To what.
		target: TargetJson,
		/// For whom.
		grantee: GranteeJson,
	},
	/// A hospital authorised another.
	Authorised {
		/// Who.
		custodian: HospitalId,
		/// Whom.
		grantee: HospitalId,
		/// For what.
		scope: Bytes,
	},
	/// An authorisation ended early.
	AuthorisationWithdrawn {
		/// Who.
		custodian: HospitalId,
		/// Whom.
		grantee: HospitalId,
		/// For what.
		scope: Bytes,
	},
}

impl From<TrailEvent<AccountId>> for TrailEventJson {
	fn from(event: TrailEvent<AccountId>) -> Self {
		match event {
			TrailEvent::Registered { hospital } => Self::Registered { hospital },
			TrailEvent::CustodyTransferred { from, to } => Self::CustodyTransferred { from, to },
			TrailEvent::Retired => Self::Retired,
			TrailEvent::Accessed {
				doctor,
				hospital,
				epoch,
			} => Self::Accessed {
				doctor,
				hospital,
				epoch,
			},
			TrailEvent::ConsentGranted { target, grantee } => Self::ConsentGranted {
				target: target.into(),
				grantee: grantee.into(),
			},
			TrailEvent::ConsentWithdrawn { target, grantee } => Self::ConsentWithdrawn {
				target: target.into(),
				grantee: grantee.into(),
			},
			TrailEvent::Authorised {
				custodian,
				grantee,
				scope,
			} => Self::Authorised {
				custodian,
				grantee,
				scope: scope.to_vec().into(),
			},
			TrailEvent::AuthorisationWithdrawn {
				custodian,
				grantee,
				scope,
			} => Self::AuthorisationWithdrawn {
				custodian,
				grantee,
				scope: scope.to_vec().into(),
			},
		}
	}
}

/// One entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrailEntryJson {
	/// Block.
	pub at: BlockNumber,
	/// The record concerned, if it is one.
	pub record: Option<Hash>,
	/// The patient concerned, if it is one.
	pub patient: Option<AccountId>,
	/// What happened.
	pub event: TrailEventJson,
}

impl From<TrailEntry<AccountId, BlockNumber>> for TrailEntryJson {
	fn from(entry: TrailEntry<AccountId, BlockNumber>) -> Self {
		Self {
			at: entry.at,
			record: entry.record,
			patient: entry.patient,
			event: entry.event.into(),
		}
	}
}

/// Whether a doctor may open a record by the chain's rules, attributes apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MayOpenJson {
	/// Yes or no.
	pub may_open: bool,
	/// Why not.
	pub refusal: Option<AccessRefusal>,
}

impl From<Result<(), AccessRefusal>> for MayOpenJson {
	fn from(result: Result<(), AccessRefusal>) -> Self {
		Self {
			may_open: result.is_ok(),
			refusal: result.err(),
		}
	}
}

/// One authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthorityJson {
	/// Index of its share, from 1.
	pub index: u16,
	/// The hospital's operator.
	pub account: AccountId,
	/// `A_j` (G2).
	pub a_j: Bytes,
	/// `Beta_j` (G2).
	pub beta_j: Bytes,
}

/// Public parameters of the key authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyAuthorityJson {
	/// Generation of the sharing.
	pub generation: u32,
	/// Identifier of alpha's ceremony.
	pub ceremony: Bytes,
	/// Authorities needed.
	pub threshold: u16,
	/// The authorities.
	pub authorities: Vec<AuthorityJson>,
	/// `A = g2^alpha`.
	pub a: Bytes,
	/// `Beta = g2^beta`.
	pub beta: Bytes,
	/// `E = e(g1, g2)^alpha`.
	pub e: Bytes,
}

impl From<Parameters<AccountId>> for KeyAuthorityJson {
	fn from(parameters: Parameters<AccountId>) -> Self {
		Self {
			generation: parameters.generation,
			ceremony: parameters.ceremony.to_vec().into(),
			threshold: parameters.threshold,
			authorities: (1..)
				.zip(parameters.authorities)
				.map(|(index, authority)| AuthorityJson {
					index,
					account: authority.account,
					a_j: authority.a_j.to_vec().into(),
					beta_j: authority.beta_j.to_vec().into(),
				})
				.collect(),
			a: parameters.a.to_vec().into(),
			beta: parameters.beta.to_vec().into(),
			e: parameters.e.to_vec().into(),
		}
	}
}

/// A user's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserKeyJson {
	/// Whose.
	pub account: AccountId,
	/// Its leaf.
	pub leaf: Leaf,
	/// `pk = g1^x`.
	pub pk: Bytes,
	/// `pk2 = g2^x`.
	pub pk2: Bytes,
	/// Digest of the path points, once set.
	pub path_digest: Option<Bytes>,
	/// Attributes granted, `namespace/name`.
	pub attributes: Vec<String>,
	/// Whether the leaf, or the account, is revoked.
	pub revoked: bool,
}

fn attribute(attribute: &Attribute) -> String {
	format!("{}/{}", text(&attribute.namespace), text(&attribute.name))
}

impl From<UserKeyInfo<AccountId>> for UserKeyJson {
	fn from(info: UserKeyInfo<AccountId>) -> Self {
		Self {
			account: info.account,
			leaf: info.leaf,
			pk: info.pk.to_vec().into(),
			pk2: info.pk2.to_vec().into(),
			path_digest: info.path_digest.map(|digest| digest.to_vec().into()),
			attributes: info.attributes.iter().map(attribute).collect(),
			revoked: info.revoked,
		}
	}
}

/// The state of an epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EpochJson {
	/// Current epoch.
	pub epoch: Epoch,
	/// Its era.
	pub era: Era,
	/// Update keys are published for `oldestEra ..= era`.
	pub oldest_era: Era,
	/// First block of the epoch.
	pub started_at: BlockNumber,
	/// Blocks an epoch takes.
	pub length: BlockNumber,
	/// Epochs of an era.
	pub epochs_per_era: u32,
	/// Nodes in the cover.
	pub cover_size: u32,
	/// Update keys published.
	pub published: u32,
	/// Latest epoch whose update keys are complete.
	pub latest_complete: Option<Epoch>,
}

impl From<EpochInfo<BlockNumber>> for EpochJson {
	fn from(info: EpochInfo<BlockNumber>) -> Self {
		Self {
			epoch: info.epoch,
			era: info.era,
			oldest_era: info.oldest_era,
			started_at: info.started_at,
			length: info.length,
			epochs_per_era: info.epochs_per_era,
			cover_size: info.cover_size,
			published: info.published,
			latest_complete: info.latest_complete,
		}
	}
}

/// A published update key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateKeyJson {
	/// Node of the cover.
	pub node: Node,
	/// Era of the time base.
	pub era: Era,
	/// `Q` (G1).
	pub q: Bytes,
	/// `Q'` (G2).
	pub q_prime: Bytes,
}

impl From<UpdateKey> for UpdateKeyJson {
	fn from(key: UpdateKey) -> Self {
		Self {
			node: key.node,
			era: key.era,
			q: key.q.to_vec().into(),
			q_prime: key.q_prime.to_vec().into(),
		}
	}
}
