use super::text;
use salus_primitives::{
	hospital::{HospitalId, HospitalInfo, HospitalStatus, KeyPurpose, PersonInfo, Role},
	AccountId, BlockNumber,
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
