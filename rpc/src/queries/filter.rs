use crate::{
	errors::{Cause, Refusal},
	json::Account,
};
use salus_primitives::{
	apis::{AuthorisationFilter, RecordFilter, TrailFilter},
	hospital::HospitalId,
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};

/// A hospital by number or handle.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum HospitalRef {
	/// Its number.
	Id(HospitalId),
	/// Its handle.
	Handle(String),
}

/// Which records to list: at most one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordFilterJson {
	/// Those in a hospital's custody.
	pub custodian: Option<HospitalId>,
	/// Those of a patient.
	pub patient: Option<Account>,
}

impl TryFrom<RecordFilterJson> for RecordFilter<AccountId> {
	type Error = Refusal;

	fn try_from(filter: RecordFilterJson) -> Result<Self, Refusal> {
		match (filter.custodian, filter.patient) {
			(None, None) => Ok(Self::All),
			(Some(custodian), None) => Ok(Self::Custodian(custodian)),
			(None, Some(patient)) => Ok(Self::Patient(patient.0)),
			(Some(_), Some(_)) => Err(Cause::AmbiguousFilter.into()),
		}
	}
}

/// Which authorisations to list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AuthorisationFilterJson {
	/// Those a hospital gave.
	By(HospitalId),
	/// Those a hospital holds.
	To(HospitalId),
}

impl From<AuthorisationFilterJson> for AuthorisationFilter {
	fn from(filter: AuthorisationFilterJson) -> Self {
		match filter {
			AuthorisationFilterJson::By(id) => Self::By(id),
			AuthorisationFilterJson::To(id) => Self::To(id),
		}
	}
}

/// Which part of the trail to list: all conditions given must hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrailFilterJson {
	/// Entries of one record.
	pub record: Option<Hash>,
	/// Entries that concern one patient.
	pub patient: Option<Account>,
	/// First block.
	pub from: Option<BlockNumber>,
	/// Last block.
	pub to: Option<BlockNumber>,
}

impl From<TrailFilterJson> for TrailFilter<AccountId, BlockNumber> {
	fn from(filter: TrailFilterJson) -> Self {
		Self {
			record: filter.record,
			patient: filter.patient.map(|account| account.0),
			from: filter.from.unwrap_or(BlockNumber::MIN),
			to: filter.to.unwrap_or(BlockNumber::MAX),
		}
	}
}
