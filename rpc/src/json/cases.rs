use super::Amount;
use salus_primitives::{
	cases::{
		ArbiterInfo, AssignmentInfo, CaseId, CaseInfo, CaseParameters, CaseRatings, CaseStatus, ClaimInfo,
		ContestInfo, DisputeInfo, Outcome, ReportInfo, Verdict,
	},
	hospital::HospitalId,
	AccountId, Balance, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// A claim of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimJson {
	/// Its place among the claims of the case, from 0.
	pub position: u32,
	/// Who claimed.
	pub doctor: AccountId,
	/// The doctor's hospital at the claim.
	pub hospital: HospitalId,
	/// H(claim).
	pub commitment: Hash,
	/// Interests that the doctor had registered at the claim.
	pub interests: u32,
	/// Block of the claim.
	pub at: BlockNumber,
	/// Interests that the custodian verified, zero if it did not count the claim; null before it counted.
	pub count: Option<u32>,
}

impl From<ClaimInfo<AccountId, BlockNumber>> for ClaimJson {
	fn from(info: ClaimInfo<AccountId, BlockNumber>) -> Self {
		Self {
			position: info.position,
			doctor: info.doctor,
			hospital: info.hospital,
			commitment: info.commitment,
			interests: info.interests,
			at: info.at,
			count: info.count,
		}
	}
}

/// Who was given a case, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentJson {
	/// Whose claim won.
	pub doctor: AccountId,
	/// Interests of that claim.
	pub count: u32,
	/// Claims counted.
	pub counted: u32,
	/// The root over them.
	pub root: Hash,
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

impl From<AssignmentInfo<AccountId, BlockNumber>> for AssignmentJson {
	fn from(info: AssignmentInfo<AccountId, BlockNumber>) -> Self {
		Self {
			doctor: info.doctor,
			count: info.count,
			counted: info.counted,
			root: info.root,
			by: info.by,
			round: info.round,
			assigned_at: info.assigned_at,
			contest_until: info.contest_until,
			report_until: info.report_until,
		}
	}
}

/// A contest that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContestJson {
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

impl From<ContestInfo<AccountId, BlockNumber>> for ContestJson {
	fn from(info: ContestInfo<AccountId, BlockNumber>) -> Self {
		Self {
			doctor: info.doctor,
			position: info.position,
			count: info.count,
			opened_at: info.opened_at,
			decide_until: info.decide_until,
		}
	}
}

/// A report; the ciphertext is with the custodian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportJson {
	/// Who reported.
	pub doctor: AccountId,
	/// Y, the patient's report key.
	pub y: Bytes,
	/// E.
	pub e: Bytes,
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
}

impl From<ReportInfo<AccountId, BlockNumber>> for ReportJson {
	fn from(info: ReportInfo<AccountId, BlockNumber>) -> Self {
		Self {
			doctor: info.doctor,
			y: info.y.to_vec().into(),
			e: info.e.to_vec().into(),
			commitment: info.commitment,
			digest: info.digest,
			custodian: info.custodian,
			submitted_at: info.submitted_at,
			acknowledge_until: info.acknowledge_until,
		}
	}
}

/// A dispute about a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisputeJson {
	/// Who decides.
	pub arbiter: AccountId,
	/// The arbiter's wrap key when the dispute began.
	pub arbiter_key: Bytes,
	/// Digest of the encrypted disclosure, which stands in the block of `openedAt`.
	pub disclosure: Hash,
	/// Block of the dispute.
	pub opened_at: BlockNumber,
	/// First block at which it lapses.
	pub decide_until: BlockNumber,
	/// How it was decided.
	pub verdict: Option<Verdict>,
}

impl From<DisputeInfo<AccountId, BlockNumber>> for DisputeJson {
	fn from(info: DisputeInfo<AccountId, BlockNumber>) -> Self {
		Self {
			arbiter: info.arbiter,
			arbiter_key: info.arbiter_key.to_vec().into(),
			disclosure: info.disclosure,
			opened_at: info.opened_at,
			decide_until: info.decide_until,
			verdict: info.verdict,
		}
	}
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseJson {
	/// Its number.
	pub id: CaseId,
	/// The record.
	pub record: Hash,
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
	pub fee: Amount,
	/// Where it stands.
	pub status: CaseStatus,
	/// Who has the case now.
	pub doctor: Option<AccountId>,
	/// The hospital of that doctor.
	pub hospital: Option<HospitalId>,
	/// The assignment in force, or the last one.
	pub assignment: Option<AssignmentJson>,
	/// The report key to which that doctor seals.
	pub report_key: Option<Bytes>,
	/// The contest that waits for a decision.
	pub contest: Option<ContestJson>,
	/// The report.
	pub report: Option<ReportJson>,
	/// The dispute about it.
	pub dispute: Option<DisputeJson>,
	/// How it ended.
	pub outcome: Option<Outcome>,
	/// Block of the last change of status.
	pub since: BlockNumber,
	/// What the two sides think of it.
	pub ratings: CaseRatings,
}

impl From<CaseInfo<AccountId, Balance, BlockNumber>> for CaseJson {
	fn from(info: CaseInfo<AccountId, Balance, BlockNumber>) -> Self {
		Self {
			id: info.id,
			record: info.record,
			patient: info.patient,
			custodian: info.custodian,
			opened_at: info.opened_at,
			cut_off: info.cut_off,
			assign_until: info.assign_until,
			claims: info.claims,
			fee: Amount(info.fee),
			status: info.status,
			doctor: info.doctor,
			hospital: info.hospital,
			assignment: info.assignment.map(Into::into),
			report_key: info.report_key.map(|key| key.to_vec().into()),
			contest: info.contest.map(Into::into),
			report: info.report.map(Into::into),
			dispute: info.dispute.map(Into::into),
			outcome: info.outcome,
			since: info.since,
			ratings: info.ratings,
		}
	}
}

/// The standing arbiter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArbiterJson {
	/// Who.
	pub account: AccountId,
	/// The wrap key to which disclosures are encrypted.
	pub key: Option<Bytes>,
}

impl From<ArbiterInfo<AccountId>> for ArbiterJson {
	fn from(info: ArbiterInfo<AccountId>) -> Self {
		Self {
			account: info.account,
			key: info.key.map(|key| key.to_vec().into()),
		}
	}
}

/// Times, in blocks, and bounds of cases on the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseParametersJson {
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
	pub bond: Amount,
	/// Most doctors that have one case, one after the other.
	pub max_assignments: u32,
	/// Most claims of a case.
	pub max_claims: u32,
}

impl From<CaseParameters<Balance, BlockNumber>> for CaseParametersJson {
	fn from(parameters: CaseParameters<Balance, BlockNumber>) -> Self {
		Self {
			claim_window: parameters.claim_window,
			assign_period: parameters.assign_period,
			contest_window: parameters.contest_window,
			report_period: parameters.report_period,
			acknowledge_period: parameters.acknowledge_period,
			decision_period: parameters.decision_period,
			rating_period: parameters.rating_period,
			ban_period: parameters.ban_period,
			bond: Amount(parameters.bond),
			max_assignments: parameters.max_assignments,
			max_claims: parameters.max_claims,
		}
	}
}
