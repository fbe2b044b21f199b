//! What the pallet stores, and what genesis says.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_primitives::hospital::{Endpoint, Handle, HospitalId, HospitalStatus, Role};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};

/// A hospital.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Hospital<AccountId, Balance, BlockNumber> {
	/// Its handle, which is also its namespace of attributes.
	pub handle: Handle,
	/// The account that runs it.
	pub operator: AccountId,
	/// Where its services answer.
	pub endpoint: Endpoint,
	/// Its standing.
	pub status: HospitalStatus,
	/// `pk1 = x g1`.
	pub issuer_pk1: [u8; 48],
	/// `pk2 = x g2`.
	pub issuer_pk2: [u8; 96],
	/// Block of the last change of standing.
	pub since: BlockNumber,
	/// Members of staff.
	pub staff: u32,
	/// Held from the operator.
	pub deposit: Balance,
}

/// Money held from somebody for an item of storage.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId, Balance> {
	/// Who paid, and gets it back.
	pub payer: AccountId,
	/// How much.
	pub amount: Balance,
}

/// What an account is to the consortium. One account has one role.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Person<AccountId, Balance> {
	/// The role.
	pub role: Role,
	/// The hospital an operator runs, the employer of staff, the sponsor of a patient; none for the others.
	pub hospital: Option<HospitalId>,
	/// What the sponsor paid for staff or a patient; the operator's deposit is the hospital's; others have none.
	pub deposit: Option<Deposit<AccountId, Balance>>,
}

/// A hospital that a new chain begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisHospital<AccountId> {
	/// The account that runs it.
	pub operator: AccountId,
	/// Its handle.
	pub handle: String,
	/// Where its services answer.
	pub endpoint: String,
	/// Its wrap key.
	pub wrap_key: H256,
	/// Issuer key in G1, 48 bytes.
	pub issuer_pk1: Bytes,
	/// Issuer key in G2, 96 bytes.
	pub issuer_pk2: Bytes,
}

/// A member of staff, or a patient, that a new chain begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisPerson<AccountId> {
	/// Who.
	pub account: AccountId,
	/// Employer or sponsor.
	pub hospital: HospitalId,
	/// The wrap key.
	pub wrap_key: H256,
}
