//! What the pallet stores.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Inspect, ConstU32},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	cases::{CaseRatings, Outcome, Standing, Submission, Verdict, MAX_CLAIMS},
	hospital::HospitalId,
	record::RecordId,
	Hash,
};
use scale_info::TypeInfo;

/// Money on hold for one stored item, and whose it is.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId, Balance> {
	/// From whom it is held, and to whom it returns.
	pub owner: AccountId,
	/// How much.
	pub amount: Balance,
}

/// What a claimant says of an assignment, until it is decided.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Contest<Balance, BlockNumber> {
	/// Place of the claim.
	pub position: u32,
	/// Interests that it named.
	pub count: u32,
	/// Block of the contest.
	pub opened_at: BlockNumber,
	/// First block at which it lapses.
	pub decide_until: BlockNumber,
	/// Held from the claimant.
	pub bond: Balance,
}

/// Where a case stands. The last is the end.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Stage<Balance, BlockNumber> {
	/// Takes claims until the cut-off, then waits for the custodian.
	#[codec(index = 0)]
	Claiming,
	/// A doctor has it.
	#[codec(index = 1)]
	Assigned,
	/// A claimant contests the assignment.
	#[codec(index = 2)]
	Contested(Contest<Balance, BlockNumber>),
	/// There is a report; the patient has not answered.
	#[codec(index = 3)]
	Reported,
	/// The patient says that the report does not open.
	#[codec(index = 4)]
	Disputed,
	/// Over.
	#[codec(index = 5)]
	Settled(Outcome),
}

/// Who has a case, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Assignment<AccountId, BlockNumber> {
	/// Place of the claim that won.
	pub position: u32,
	/// Whose claim won.
	pub winner: AccountId,
	/// Who has the case: that doctor, or the colleague to whom it was delegated.
	pub doctor: AccountId,
	/// The hospital of both.
	pub hospital: HospitalId,
	/// Interests of the claim.
	pub count: u32,
	/// Claims that the custodian counted.
	pub counted: u32,
	/// The root over them.
	pub root: Hash,
	/// The hospital that counted.
	pub by: HospitalId,
	/// How many doctors let the case lapse before.
	pub round: u32,
	/// Block since which this doctor has it.
	pub assigned_at: BlockNumber,
	/// First block at which it can be contested no more, and a report is taken.
	pub contest_until: BlockNumber,
	/// First block at which no report is taken.
	pub report_until: BlockNumber,
	/// The patient's report key then.
	pub report_key: Option<[u8; 32]>,
}

/// A case, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Case<AccountId, Balance, BlockNumber> {
	/// The record.
	pub record: RecordId,
	/// Whose record.
	pub patient: AccountId,
	/// Block of the first claim, or of the first fee.
	pub opened_at: BlockNumber,
	/// First block at which no claim is taken.
	pub cut_off: BlockNumber,
	/// First block at which nobody is assigned any more.
	pub assign_until: BlockNumber,
	/// What the patient offers for a report; on hold until the case is settled.
	pub fee: Balance,
	/// Where it stands.
	pub stage: Stage<Balance, BlockNumber>,
	/// Block of the last change of stage.
	pub since: BlockNumber,
	/// Who has it, or had it last.
	pub assignment: Option<Assignment<AccountId, BlockNumber>>,
	/// What the two sides think of it.
	pub ratings: CaseRatings,
	/// Held for this entry, from whoever opened the case.
	pub deposit: Deposit<AccountId, Balance>,
}

impl<AccountId, Balance, BlockNumber: Copy> Case<AccountId, Balance, BlockNumber> {
	/// The block in which the case was settled, if it was.
	pub fn settled_at(&self) -> Option<BlockNumber> {
		matches!(self.stage, Stage::Settled(_)).then_some(self.since)
	}
}

/// A claim, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Claim<AccountId, Balance, BlockNumber> {
	/// Who claimed.
	pub doctor: AccountId,
	/// For which hospital.
	pub hospital: HospitalId,
	/// H(claim).
	pub commitment: Hash,
	/// Interests that the doctor had registered then.
	pub interests: u32,
	/// Block of the claim.
	pub at: BlockNumber,
	/// Held from the doctor for this entry.
	pub deposit: Balance,
	/// What the custodian counted, zero if it did not count the claim; none before.
	pub count: Option<u32>,
	/// What it was worth by a contest that was upheld; zero if it was another's, which found it false.
	pub upheld: Option<u32>,
	/// Whether the doctor contested an assignment.
	pub contested: bool,
	/// Whether the case was assigned for it and lapsed.
	pub passed: bool,
}

impl<AccountId, Balance, BlockNumber> Claim<AccountId, Balance, BlockNumber> {
	/// What it is worth: by the contest, else by the custodian's count.
	pub fn worth(&self) -> u32 {
		self.upheld.or(self.count).unwrap_or(0)
	}

	/// Whether a contest found it false.
	pub fn is_struck(&self) -> bool {
		self.upheld == Some(0)
	}
}

/// A report, as stored; the ciphertext is with the custodian.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Report<AccountId, Balance, BlockNumber> {
	/// Who reported.
	pub doctor: AccountId,
	/// Y.
	pub y: [u8; 32],
	/// E.
	pub e: [u8; 32],
	/// The commitment to the report's key.
	pub commitment: Hash,
	/// Digest of the ciphertext.
	pub digest: Hash,
	/// The custodian that gave the receipt.
	pub custodian: HospitalId,
	/// Block of submission.
	pub submitted_at: BlockNumber,
	/// First block at which silence settles the case.
	pub acknowledge_until: BlockNumber,
	/// Held from the doctor: for this entry, and lost if the report does not open.
	pub deposit: Balance,
}

/// A dispute, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Dispute<AccountId, Balance, BlockNumber> {
	/// Who decides.
	pub arbiter: AccountId,
	/// The arbiter's wrap key when the dispute began.
	pub arbiter_key: [u8; 32],
	/// Digest of the encrypted disclosure.
	pub disclosure: Hash,
	/// Block of the dispute.
	pub opened_at: BlockNumber,
	/// First block at which it lapses.
	pub decide_until: BlockNumber,
	/// Held from the patient until it is decided: for this entry, and lost if the complaint is false.
	pub bond: Balance,
	/// How it was decided.
	pub verdict: Option<Verdict>,
}

/// Who rated a case.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Rater {
	/// The patient.
	#[codec(index = 0)]
	Patient,
	/// The doctor who had it last.
	#[codec(index = 1)]
	Doctor,
}

/// Money of the chain.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A case of this chain.
pub type CaseOf<T> = Case<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A claim of this chain.
pub type ClaimOf<T> = Claim<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// The claims of a case of this chain, in their order.
pub type ClaimsOf<T> = BoundedVec<ClaimOf<T>, ConstU32<MAX_CLAIMS>>;
/// An assignment of this chain.
pub type AssignmentOf<T> = Assignment<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// A contest of this chain.
pub type ContestOf<T> = Contest<BalanceOf<T>, BlockNumberFor<T>>;
/// A report of this chain.
pub type ReportOf<T> = Report<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A dispute of this chain.
pub type DisputeOf<T> = Dispute<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// What a doctor of this chain submits.
pub type SubmissionOf<T> = Submission<BlockNumberFor<T>>;
/// What cases of this chain have shown of somebody.
pub type StandingOf<T> = Standing<BlockNumberFor<T>>;
