//! Hospitals, their people, and the keys that people register.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Number of a hospital, given by the chain at application, never reused.
pub type HospitalId = u32;

/// Longest handle, in bytes.
pub const MAX_HANDLE: u32 = 32;
/// Longest endpoint URL, in bytes.
pub const MAX_ENDPOINT: u32 = 256;

/// Handle of a hospital: `[a-z0-9-]{1,32}`, unique, never reused; also the namespace of the attributes it grants.
pub type Handle = BoundedVec<u8, ConstU32<MAX_HANDLE>>;
/// JSON-RPC URL of a hospital's services, UTF-8.
pub type Endpoint = BoundedVec<u8, ConstU32<MAX_ENDPOINT>>;

/// The namespace of attributes that only the council grants; no hospital can take it as a handle.
pub const CONSORTIUM: &[u8] = b"consortium";

/// Whether `handle` has the form `[a-z0-9-]{1,32}` and is not reserved.
pub fn is_valid_handle(handle: &[u8]) -> bool {
	!handle.is_empty()
		&& handle.len() <= 32
		&& handle != CONSORTIUM
		&& handle
			.iter()
			.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
}

/// Where a hospital stands with the consortium.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum HospitalStatus {
	/// Has applied; the council has not decided.
	#[codec(index = 0)]
	Applied,
	/// In good standing.
	#[codec(index = 1)]
	Accredited,
	/// Suspended by the council; may be reinstated.
	#[codec(index = 2)]
	Suspended,
	/// Has left for good.
	#[codec(index = 3)]
	Withdrawn,
}

/// What somebody is to the consortium.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Role {
	/// Runs a hospital.
	#[codec(index = 0)]
	Hospital,
	/// Staff of a hospital.
	#[codec(index = 1)]
	Staff,
	/// Patient.
	#[codec(index = 2)]
	Patient,
	/// Auditor.
	#[codec(index = 3)]
	Auditor,
	/// Researcher.
	#[codec(index = 4)]
	Researcher,
}

/// What a Ristretto key is for. One key, one purpose.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum KeyPurpose {
	/// Secrets are wrapped to it.
	#[codec(index = 0)]
	Wrap,
	/// Reports are sealed to it.
	#[codec(index = 1)]
	Report,
	/// Sales are agreed under it.
	#[codec(index = 2)]
	Trade,
	/// A hospital signs receipts of reports with it.
	#[codec(index = 3)]
	Receipt,
}

impl KeyPurpose {
	/// All of them.
	pub const ALL: [Self; 4] = [Self::Wrap, Self::Report, Self::Trade, Self::Receipt];
}

/// A Ristretto public key with the proof that its holder knows the secret
/// (Schnorr, bound to the account and the chain).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ProvenKey {
	/// Compressed Ristretto point, 32 bytes.
	pub key: [u8; 32],
	/// Challenge and response, 64 bytes.
	pub proof: [u8; 64],
}

/// `pk1 = x g1`, `pk2 = x g2` and the proof of `x`, bound to the account and the chain.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ProvenPairedKey {
	/// Compressed G1 point.
	pub pk1: [u8; 48],
	/// Compressed G2 point.
	pub pk2: [u8; 96],
	/// Challenge and response, 64 bytes.
	pub proof: [u8; 64],
}

/// What the chain shows of a hospital.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct HospitalInfo<AccountId, BlockNumber> {
	/// Its number.
	pub id: HospitalId,
	/// Its handle, which is also its namespace of attributes.
	pub handle: Vec<u8>,
	/// The account that runs it.
	pub operator: AccountId,
	/// Where its services answer.
	pub endpoint: Vec<u8>,
	/// Its standing.
	pub status: HospitalStatus,
	/// Its wrap key.
	pub wrap_key: [u8; 32],
	/// Issuer key in G1.
	pub issuer_pk1: [u8; 48],
	/// Issuer key in G2.
	pub issuer_pk2: [u8; 96],
	/// Block of the last change of standing.
	pub since: BlockNumber,
	/// Number of staff enrolled.
	pub staff: u32,
	/// Number of records in its custody.
	pub records: u32,
}

/// What the chain shows of a person.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PersonInfo<AccountId> {
	/// Whose.
	pub account: AccountId,
	/// What they are; staff and patients carry their hospital.
	pub role: Role,
	/// The employer of staff, the sponsor of a patient, the hospital an operator runs.
	pub hospital: Option<HospitalId>,
	/// Registered keys.
	pub keys: Vec<(KeyPurpose, [u8; 32])>,
	/// Whether the revocation registry lists the account.
	pub revoked: bool,
}
