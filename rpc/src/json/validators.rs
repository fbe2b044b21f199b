use super::Amount;
use salus_primitives::{
	hospital::HospitalId,
	validator::{BackingInfo, Session, SessionInfo, ValidatorInfo, WaitingInfo},
	AccountId, Balance, BlockNumber,
};
use serde::{Deserialize, Serialize};

/// The session that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionJson {
	/// Its number.
	pub index: Session,
	/// Blocks of a session.
	pub length: BlockNumber,
	/// Hospitals that validate in it.
	pub validators: u32,
	/// How many of them are disabled until it ends.
	pub disabled: u32,
	/// Hospitals that stand for election.
	pub candidates: u32,
	/// Fewer validators there are on no path.
	pub floor: u32,
	/// How many are elected, if there are as many.
	pub seats: u32,
	/// First session for which the validators of genesis need accreditation.
	pub founders_until: Session,
}

impl From<SessionInfo<BlockNumber>> for SessionJson {
	fn from(info: SessionInfo<BlockNumber>) -> Self {
		Self {
			index: info.index,
			length: info.length,
			validators: info.validators,
			disabled: info.disabled,
			candidates: info.candidates,
			floor: info.floor,
			seats: info.seats,
			founders_until: info.founders_until,
		}
	}
}

/// A hospital that validates, stands for election or has money at stake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidatorJson {
	/// The hospital's operator.
	pub account: AccountId,
	/// Its number; null for a founder that has not applied.
	pub hospital: Option<HospitalId>,
	/// Its own stake.
	pub own: Amount,
	/// What others stake for it.
	pub backed: Amount,
	/// How many others do.
	pub backers: u32,
	/// Its own stake that is unbonded and not withdrawn.
	pub unbonding: Amount,
	/// What it earned and has not claimed.
	pub reward: Amount,
	/// Whether it stands for election.
	pub candidate: bool,
	/// Whether it validates in this session.
	pub active: bool,
	/// Whether it is elected for the next session.
	pub elected: bool,
	/// Whether it has session keys.
	pub keys: bool,
	/// Whether it is disabled until the session ends.
	pub disabled: bool,
	/// Blocks it authored in this session.
	pub authored: u32,
	/// Slots of this session that were its own so far.
	pub expected: u32,
	/// Bad sessions in a row, before this one.
	pub strikes: u32,
	/// First session for which it can be elected after a bench; null if it is not benched.
	pub benched_until: Option<Session>,
	/// First session in which it may stand after an offence; null if it is not banned.
	pub banned_until: Option<Session>,
}

impl From<ValidatorInfo<AccountId, Balance>> for ValidatorJson {
	fn from(info: ValidatorInfo<AccountId, Balance>) -> Self {
		Self {
			account: info.account,
			hospital: info.hospital,
			own: Amount(info.own),
			backed: Amount(info.backed),
			backers: info.backers,
			unbonding: Amount(info.unbonding),
			reward: Amount(info.reward),
			candidate: info.candidate,
			active: info.active,
			elected: info.elected,
			keys: info.keys,
			disabled: info.disabled,
			authored: info.authored,
			expected: info.expected,
			strikes: info.strikes,
			benched_until: info.benched_until,
			banned_until: info.banned_until,
		}
	}
}

/// What an account stakes for another's hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackingJson {
	/// The hospital's operator.
	pub account: AccountId,
	/// Its number; null for a founder that has not applied.
	pub hospital: Option<HospitalId>,
	/// Whether the hospital stands for election.
	pub candidate: bool,
	/// What is at stake.
	pub active: Amount,
	/// What it earned and was not claimed.
	pub reward: Amount,
	/// What was taken back and not withdrawn, oldest first.
	pub waiting: Vec<WaitingJson>,
}

/// An amount that can still be slashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitingJson {
	/// How much.
	pub amount: Amount,
	/// First session in which it can be withdrawn.
	pub withdrawable_at: Session,
}

impl From<WaitingInfo<Balance>> for WaitingJson {
	fn from(info: WaitingInfo<Balance>) -> Self {
		Self {
			amount: Amount(info.amount),
			withdrawable_at: info.withdrawable_at,
		}
	}
}

impl From<BackingInfo<AccountId, Balance>> for BackingJson {
	fn from(info: BackingInfo<AccountId, Balance>) -> Self {
		Self {
			account: info.account,
			hospital: info.hospital,
			candidate: info.candidate,
			active: Amount(info.active),
			reward: Amount(info.reward),
			waiting: info.waiting.into_iter().map(Into::into).collect(),
		}
	}
}
