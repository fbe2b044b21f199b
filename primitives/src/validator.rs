//! Who produces blocks, and what stands behind each.

use crate::hospital::HospitalId;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// Number of a session of validators.
pub type Session = u32;

/// The session that runs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SessionInfo<BlockNumber> {
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
	/// The floor: fewer validators there are on no path.
	pub floor: u32,
	/// How many are elected, if there are as many.
	pub seats: u32,
	/// First session for which the validators of genesis need accreditation.
	pub founders_until: Session,
}

/// A hospital that validates, stands for election or has money at stake.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ValidatorInfo<AccountId, Balance> {
	/// The hospital's operator.
	pub account: AccountId,
	/// Its number in the registry; none for a founder that has not applied.
	pub hospital: Option<HospitalId>,
	/// Its own stake.
	pub own: Balance,
	/// What others stake for it.
	pub backed: Balance,
	/// How many others do.
	pub backers: u32,
	/// Its own stake that is unbonded and not withdrawn.
	pub unbonding: Balance,
	/// What it earned and has not claimed.
	pub reward: Balance,
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
	/// Slots of this session that were its own, up to and with this block's.
	pub expected: u32,
	/// Bad sessions in a row, before this one.
	pub strikes: u32,
	/// First session for which it can be elected after a bench; none if it is not benched.
	pub benched_until: Option<Session>,
	/// First session in which it may stand again after an offence; none if it is not banned.
	pub banned_until: Option<Session>,
}

/// What an account stakes for another's hospital.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BackingInfo<AccountId, Balance> {
	/// The hospital's operator.
	pub account: AccountId,
	/// Its number in the registry; none for a founder that has not applied.
	pub hospital: Option<HospitalId>,
	/// Whether the hospital stands for election.
	pub candidate: bool,
	/// What is at stake.
	pub active: Balance,
	/// What it earned and was not claimed.
	pub reward: Balance,
	/// What was taken back and not withdrawn, oldest first.
	pub waiting: Vec<WaitingInfo<Balance>>,
}

/// An amount that can still be slashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WaitingInfo<Balance> {
	/// How much.
	pub amount: Balance,
	/// First session in which it can be withdrawn.
	pub withdrawable_at: Session,
}
