use crate::{
	errors::{Cause, Refusal},
	json::Account,
};
use salus_primitives::{
	apis::{
		AuthorisationFilter, CaseFilter, EmergencyFilter, OfferFilter, RecordFilter, TradeFilter, TrailFilter,
	},
	cases::CaseStatus,
	hospital::HospitalId,
	page::MAX_PAGE,
	trade::{OfferId, OfferState, TradeState},
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Items of a page when the caller names no limit.
pub const DEFAULT_PAGE: u32 = 50;

/// The limit of a list as it came: a number from 1 to 256, or anything else, which is refused with one cause.
#[derive(Clone, Copy, Debug)]
pub struct Limit(Option<u32>);

impl Limit {
	/// Items wanted.
	pub fn items(self) -> Result<u32, Refusal> {
		self.0.ok_or(Cause::InvalidLimit.into())
	}
}

impl Default for Limit {
	fn default() -> Self {
		Self(Some(DEFAULT_PAGE))
	}
}

impl<'de> Deserialize<'de> for Limit {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let limit = Value::deserialize(deserializer)?
			.as_u64()
			.and_then(|limit| u32::try_from(limit).ok());
		Ok(Self(limit.filter(|limit| (1..=MAX_PAGE).contains(limit))))
	}
}

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

/// Which part of the trail to follow, and from where: all conditions given must hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrailStartJson {
	/// Entries of one record.
	pub record: Option<Hash>,
	/// Entries that concern one patient.
	pub patient: Option<Account>,
	/// First block; the next to be finalised if absent.
	pub from: Option<BlockNumber>,
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

/// Which emergencies to list: at most one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EmergencyFilterJson {
	/// Those that the council has not reviewed.
	#[serde(default)]
	pub unreviewed: bool,
	/// Those of a doctor.
	pub doctor: Option<Account>,
}

impl TryFrom<EmergencyFilterJson> for EmergencyFilter<AccountId> {
	type Error = Refusal;

	fn try_from(filter: EmergencyFilterJson) -> Result<Self, Refusal> {
		match (filter.unreviewed, filter.doctor) {
			(false, None) => Ok(Self::All),
			(true, None) => Ok(Self::Unreviewed),
			(false, Some(doctor)) => Ok(Self::Doctor(doctor.0)),
			(true, Some(_)) => Err(Cause::AmbiguousFilter.into()),
		}
	}
}

/// Which offers to list or to follow: all conditions given must hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferFilterJson {
	/// Those that stand so.
	pub state: Option<OfferState>,
	/// Those of a buyer.
	pub buyer: Option<Account>,
}

impl From<OfferFilterJson> for OfferFilter<AccountId> {
	fn from(filter: OfferFilterJson) -> Self {
		Self {
			state: filter.state,
			buyer: filter.buyer.map(|account| account.0),
		}
	}
}

/// Which trades to list or to follow: all conditions given must hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TradeFilterJson {
	/// Those that stand so.
	pub state: Option<TradeState>,
	/// Those in which an account buys, sells, or is paid.
	pub account: Option<Account>,
	/// Slots of one offer.
	pub offer: Option<OfferId>,
}

impl From<TradeFilterJson> for TradeFilter<AccountId> {
	fn from(filter: TradeFilterJson) -> Self {
		Self {
			state: filter.state,
			account: filter.account.map(|account| account.0),
			offer: filter.offer,
		}
	}
}

/// Which cases to list or to follow: all conditions given must hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseFilterJson {
	/// Those of one record.
	pub record: Option<Hash>,
	/// Those of a patient.
	pub patient: Option<Account>,
	/// Those that a doctor claimed or has.
	pub doctor: Option<Account>,
	/// Those of records that a hospital keeps now.
	pub custodian: Option<HospitalId>,
	/// Those that stand so.
	pub status: Option<CaseStatus>,
}

impl From<CaseFilterJson> for CaseFilter<AccountId> {
	fn from(filter: CaseFilterJson) -> Self {
		Self {
			record: filter.record,
			patient: filter.patient.map(|account| account.0),
			doctor: filter.doctor.map(|account| account.0),
			custodian: filter.custodian,
			status: filter.status,
		}
	}
}
