//! Cases: who may report on a record, the report, the dispute about it, and the fee for a doctor's competence.

use crate::{hospital::HospitalId, record::RecordId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{ConstU32, H256};
use sp_runtime::BoundedVec;

/// Number of a case, given by the chain, never reused.
pub type CaseId = u64;

/// Most claims of a case.
pub const MAX_CLAIMS: u32 = 32;
/// Bytes of a disclosure, encrypted to the arbiter.
pub const DISCLOSURE_BYTES: usize = 176;

/// Interests that a custodian verified of each claim of a case, in the order of the claims; zero for one that it did not count.
pub type Counts = BoundedVec<u32, ConstU32<MAX_CLAIMS>>;
/// A disclosure, encrypted to the arbiter.
pub type Disclosure = [u8; DISCLOSURE_BYTES];

/// What a doctor submits of a report; the ciphertext is with the custodian.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Submission<BlockNumber> {
	/// Y, the patient's report key.
	pub y: [u8; 32],
	/// E.
	pub e: [u8; 32],
	/// The commitment to the report's key.
	pub commitment: H256,
	/// Digest of the ciphertext.
	pub digest: H256,
	/// The proof that the doctor made E for this report.
	pub author_proof: [u8; 64],
	/// Last block at which the custodian's receipt may be used.
	pub receipt_until: BlockNumber,
	/// The custodian's receipt for the ciphertext.
	pub receipt: [u8; 64],
}

/// How a dispute was decided.
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
pub enum Verdict {
	/// The ciphertext does not open under the key that the patient disclosed and proved.
	#[codec(index = 0)]
	DoctorAtFault,
	/// It opens, or nothing was proved: the complaint was false.
	#[codec(index = 1)]
	DoctorCleared,
	/// The custodian cannot produce the ciphertext for which it gave a receipt.
	#[codec(index = 2)]
	CustodianAtFault,
}

/// Where a case stands.
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
pub enum CaseStatus {
	/// Takes claims until the cut-off, then waits for the custodian.
	#[codec(index = 0)]
	Claiming,
	/// A doctor has it.
	#[codec(index = 1)]
	Assigned,
	/// Another doctor says that a claim was not counted as it should.
	#[codec(index = 2)]
	Contested,
	/// There is a report; the patient has not answered.
	#[codec(index = 3)]
	Reported,
	/// The patient says that the report does not open.
	#[codec(index = 4)]
	Disputed,
	/// Over.
	#[codec(index = 5)]
	Settled,
}

/// How a case ended.
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
pub enum Outcome {
	/// The custodian assigned nobody in time. The fee went back.
	#[codec(index = 0)]
	Unassigned,
	/// Nobody who had it reported in time. The fee went back.
	#[codec(index = 1)]
	Unreported,
	/// The patient acknowledged the report. The doctor was paid.
	#[codec(index = 2)]
	Acknowledged,
	/// The patient did not answer in time. The doctor was paid.
	#[codec(index = 3)]
	Silent,
	/// A dispute was decided.
	#[codec(index = 4)]
	Decided(Verdict),
	/// A dispute was not decided in time. Half of the fee went each way.
	#[codec(index = 5)]
	Undecided,
}

/// What patient and doctor of a settled case think of it, 1 to 5.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub struct CaseRatings {
	/// The patient's, of the doctor.
	pub by_patient: Option<u8>,
	/// The doctor's, of the case.
	pub by_doctor: Option<u8>,
}

/// What the chain shows of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ClaimInfo<AccountId, BlockNumber> {
	/// Its place among the claims of the case, from 0.
	pub position: u32,
	/// Who claimed.
	pub doctor: AccountId,
	/// The doctor's hospital at the claim.
	pub hospital: HospitalId,
	/// H(claim).
	pub commitment: H256,
	/// Interests that the doctor had registered at the claim: more are not counted.
	pub interests: u32,
	/// Block of the claim.
	pub at: BlockNumber,
	/// Interests that the custodian verified, zero if it did not count the claim; none before it counted.
	pub count: Option<u32>,
}

/// What the chain shows of an assignment.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AssignmentInfo<AccountId, BlockNumber> {
	/// Whose claim won.
	pub doctor: AccountId,
	/// Interests of that claim.
	pub count: u32,
	/// Claims counted.
	pub counted: u32,
	/// The root over them.
	pub root: H256,
	/// The hospital that counted.
	pub by: HospitalId,
	/// How many doctors had the case before.
	pub round: u32,
	/// Block since which this doctor has it.
	pub assigned_at: BlockNumber,
	/// First block at which it can be contested no more, and a report is taken.
	pub contest_until: BlockNumber,
	/// First block at which no report is taken.
	pub report_until: BlockNumber,
}

/// What the chain shows of an open contest.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ContestInfo<AccountId, BlockNumber> {
	/// Who contests.
	pub doctor: AccountId,
	/// Place of the claim.
	pub position: u32,
	/// Interests that it named.
	pub count: u32,
	/// Block of the contest.
	pub opened_at: BlockNumber,
	/// First block at which it lapses.
	pub decide_until: BlockNumber,
}

/// What the chain shows of a report.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ReportInfo<AccountId, BlockNumber> {
	/// Who reported.
	pub doctor: AccountId,
	/// Y, the patient's report key.
	pub y: [u8; 32],
	/// E.
	pub e: [u8; 32],
	/// The commitment to the report's key.
	pub commitment: H256,
	/// Digest of the ciphertext.
	pub digest: H256,
	/// The custodian that gave the receipt.
	pub custodian: HospitalId,
	/// Block of submission.
	pub submitted_at: BlockNumber,
	/// First block at which silence settles the case.
	pub acknowledge_until: BlockNumber,
}

/// What the chain shows of a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DisputeInfo<AccountId, BlockNumber> {
	/// Who decides.
	pub arbiter: AccountId,
	/// The arbiter's wrap key when the dispute began.
	pub arbiter_key: [u8; 32],
	/// Digest of the encrypted disclosure, which stands in the block of `opened_at`.
	pub disclosure: H256,
	/// Block of the dispute.
	pub opened_at: BlockNumber,
	/// First block at which it lapses.
	pub decide_until: BlockNumber,
	/// How it was decided.
	pub verdict: Option<Verdict>,
}

/// What the chain shows of a case.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CaseInfo<AccountId, Balance, BlockNumber> {
	/// Its number.
	pub id: CaseId,
	/// The record.
	pub record: RecordId,
	/// Whose record.
	pub patient: AccountId,
	/// The hospital that keeps the record now.
	pub custodian: Option<HospitalId>,
	/// Block of the first claim, or of the first fee.
	pub opened_at: BlockNumber,
	/// First block at which no claim is taken.
	pub cut_off: BlockNumber,
	/// First block at which nobody is assigned any more.
	pub assign_until: BlockNumber,
	/// Number of claims.
	pub claims: u32,
	/// What the patient offers for a report; what was offered, once it is settled.
	pub fee: Balance,
	/// Where it stands.
	pub status: CaseStatus,
	/// Who has the case now.
	pub doctor: Option<AccountId>,
	/// The hospital of that doctor.
	pub hospital: Option<HospitalId>,
	/// The assignment in force, or the last one.
	pub assignment: Option<AssignmentInfo<AccountId, BlockNumber>>,
	/// The report key to which that doctor seals: the patient's now, else the one noted when the case was assigned.
	pub report_key: Option<[u8; 32]>,
	/// The contest that waits for a decision.
	pub contest: Option<ContestInfo<AccountId, BlockNumber>>,
	/// The report.
	pub report: Option<ReportInfo<AccountId, BlockNumber>>,
	/// The dispute about it.
	pub dispute: Option<DisputeInfo<AccountId, BlockNumber>>,
	/// How it ended.
	pub outcome: Option<Outcome>,
	/// Block of the last change of status.
	pub since: BlockNumber,
	/// What the two sides think of it.
	pub ratings: CaseRatings,
}

/// What cases have shown of a doctor, or of a patient.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub struct Standing<BlockNumber> {
	/// Cases that a doctor was given.
	pub assigned: u32,
	/// Reports submitted.
	pub reported: u32,
	/// Cases that a doctor had and did not report on in time.
	pub lapsed: u32,
	/// Disputes that a doctor lost.
	pub convicted: u32,
	/// Disputes that a patient lost.
	pub false_complaints: u32,
	/// Sum of the ratings received.
	pub stars: u32,
	/// Number of the ratings received.
	pub ratings: u32,
	/// First block at which a doctor may claim again, a patient offer a fee again; zero for never banned.
	pub banned_until: BlockNumber,
}

/// What cases have shown of a custodian.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub struct Faults {
	/// Claims that were shown not to be counted as they should.
	pub omitted: u32,
	/// Reports for which it gave a receipt and that it could not produce.
	pub lost: u32,
}

/// The standing arbiter.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ArbiterInfo<AccountId> {
	/// Who.
	pub account: AccountId,
	/// The wrap key to which disclosures are encrypted.
	pub key: Option<[u8; 32]>,
}

/// Times, in blocks, and bounds of cases on a chain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CaseParameters<Balance, BlockNumber> {
	/// In which claims are taken.
	pub claim_window: BlockNumber,
	/// For the custodian to count.
	pub assign_period: BlockNumber,
	/// In which an assignment may be contested.
	pub contest_window: BlockNumber,
	/// For the doctor to report, once it can be contested no more.
	pub report_period: BlockNumber,
	/// For the patient to answer a report.
	pub acknowledge_period: BlockNumber,
	/// To decide a dispute or a contest.
	pub decision_period: BlockNumber,
	/// In which a settled case may be rated, and stays.
	pub rating_period: BlockNumber,
	/// How long a ban lasts.
	pub ban_period: BlockNumber,
	/// What is lost with a report that does not open, a false complaint, or a contest that fails.
	pub bond: Balance,
	/// Most doctors that have one case, one after the other.
	pub max_assignments: u32,
	/// Most claims of a case.
	pub max_claims: u32,
}
