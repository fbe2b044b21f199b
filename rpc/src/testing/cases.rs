//! The cases of the chain in memory.

use salus_primitives::{
	apis::CaseFilter,
	cases::{ArbiterInfo, CaseId, CaseInfo, CaseStatus, ClaimInfo, Faults, Standing},
	hospital::HospitalId,
	AccountId, Balance, BlockNumber, Hash,
};
use std::collections::BTreeMap;

/// What the chain has of cases, beside the cases themselves.
#[derive(Default)]
pub struct Cases {
	/// What each block changed of them.
	pub changes: BTreeMap<BlockNumber, Vec<CaseId>>,
	/// Claims by case.
	pub claims: BTreeMap<CaseId, Vec<ClaimInfo<AccountId, BlockNumber>>>,
	/// What cases have shown of people.
	pub standings: BTreeMap<AccountId, Standing<BlockNumber>>,
	/// What cases have shown of custodians.
	pub faults: BTreeMap<HospitalId, Faults>,
	/// Who decides disputes.
	pub arbiter: Option<ArbiterInfo<AccountId>>,
}

/// A case that takes claims.
pub fn case(id: CaseId, patient: AccountId) -> CaseInfo<AccountId, Balance, BlockNumber> {
	CaseInfo {
		id,
		record: Hash::repeat_byte(1),
		patient,
		custodian: Some(1),
		opened_at: 10,
		cut_off: 30,
		assign_until: 100,
		claims: 1,
		fee: 25_000_000_000_000,
		status: CaseStatus::Claiming,
		doctor: None,
		hospital: None,
		assignment: None,
		report_key: None,
		contest: None,
		report: None,
		dispute: None,
		outcome: None,
		since: 10,
		ratings: Default::default(),
	}
}

/// Whether a case meets every condition.
pub fn fits(
	filter: &CaseFilter<AccountId>,
	case: &CaseInfo<AccountId, Balance, BlockNumber>,
	claims: Option<&Vec<ClaimInfo<AccountId, BlockNumber>>>,
) -> bool {
	let has_it = |doctor: &AccountId| {
		case.doctor.as_ref() == Some(doctor)
			|| claims.is_some_and(|claims| claims.iter().any(|claim| claim.doctor == *doctor))
	};
	filter.record.is_none_or(|record| record == case.record)
		&& filter
			.patient
			.as_ref()
			.is_none_or(|patient| *patient == case.patient)
		&& filter.doctor.as_ref().is_none_or(has_it)
		&& (filter.custodian.is_none() || filter.custodian == case.custodian)
		&& filter.status.is_none_or(|status| status == case.status)
}
